"""The words: one Fluent message per sentence, in files that an intimacy coordinator can edit.

`say(key, **args)` gives a sentence in one language. A key that is missing is our bug and raises; nothing falls back
to another language silently.

A sentence is parsed when it is first said: parsing all of both languages was a fifth of a second of every start.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, Protocol

from babel import Locale
from fluent.runtime import FluentBundle, FluentResource

FOLDER: Final = Path(__file__).parent
LANGUAGES: Final = {"en": "English", "es": "Español"}
_BEGINS: Final = re.compile(r"^(?=[a-z][a-z0-9-]* *=)", re.MULTILINE)
_NAMES: Final = re.compile(r"{ *([a-z][a-z0-9-]*) *}")
"""A sentence that stands inside another: `{ home-lines }`."""


class Say(Protocol):
    """A language: key and arguments in, a sentence out."""

    def __call__(self, key: str, **args: str | int) -> str:
        """Give the sentence. Raises LookupError for a key or an argument that is missing."""


@cache
def speaker(language: str) -> Say:
    """The sentences of a language; English where we don't speak it."""
    spoken = language if language in LANGUAGES else "en"
    bundle, written = FluentBundle([spoken], use_isolating=False), _written(spoken)

    def say(key: str, **args: str | int) -> str:
        _parse(bundle, written, key)
        return _formatted(bundle, key, args)

    return say


def _written(language: str) -> dict[str, str]:
    """Each sentence by its key, as it stands in its file, with what stands between it and the next."""
    texts = (file.read_text(encoding="utf-8") for file in sorted((FOLDER / language).glob("*.ftl")))
    entries = (entry for text in texts for entry in _BEGINS.split(text)[1:])
    return {entry.partition("=")[0].strip(): entry for entry in entries}


def _parse(bundle: FluentBundle, written: Mapping[str, str], key: str) -> None:
    """Add this sentence, after those that stand inside it: another thread that finds it can say it."""
    if bundle.has_message(key) or key not in written:
        return
    for inside in _NAMES.findall(written[key]):
        _parse(bundle, written, inside)
    bundle.add_resource(FluentResource(written[key]))


def spoken_language(*wanted: str) -> str:
    """The first of these locales (`es-MX`, `en_GB`) whose language we speak, else English."""
    for locale in wanted:
        language = locale.replace("_", "-").split("-")[0].lower()
        if language in LANGUAGES:
            return language
    return "en"


def language_name(code: str, language: str) -> str:
    """What a language is called in another ("español" for `es` in `es`), as Unicode's CLDR has it; else its code."""
    return str(Locale(language).languages.get(code, code))


def _formatted(bundle: FluentBundle, key: str, args: Mapping[str, str | int]) -> str:
    if not bundle.has_message(key):
        raise LookupError(f"no sentence {key}")
    pattern = bundle.get_message(key).value
    text, faults = bundle.format_pattern(pattern, dict(args)) if pattern else ("", [key])
    if faults:
        raise LookupError(f"sentence {key} lacks an argument")
    return str(text)
