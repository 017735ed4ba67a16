"""The words: one Fluent message per sentence, in files that an intimacy coordinator can edit.

`say(key, **args)` gives a sentence in one language. A key that is missing is our bug and raises; nothing falls back
to another language silently.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, Protocol

from babel import Locale
from fluent.runtime import FluentBundle, FluentResource

FOLDER: Final = Path(__file__).parent
LANGUAGES: Final = {"en": "English", "es": "Español"}


class Say(Protocol):
    """A language: key and arguments in, a sentence out."""

    def __call__(self, key: str, **args: str | int) -> str:
        """Give the sentence. Raises LookupError for a key or an argument that is missing."""


@cache
def speaker(language: str) -> Say:
    """The sentences of a language; English where we don't speak it."""
    spoken = language if language in LANGUAGES else "en"
    bundle = FluentBundle([spoken], use_isolating=False)
    for file in sorted((FOLDER / spoken).glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))

    def say(key: str, **args: str | int) -> str:
        return _formatted(bundle, key, args)

    return say


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
