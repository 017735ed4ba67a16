"""A mended sentence is still one: whatever a phrase begins with, what the button puts in its place fits there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest

from escalation.crowd import hints, mended, parse

TEXT: Final = Path(__file__).parents[2] / "bot" / "text"
SOURCES: Final = {language: (TEXT / f"crowd.{language}.toml").read_text("utf-8") for language in ("en", "es")}
LISTS: Final = {language: parse(source) for language, source in SOURCES.items()}
LEADS: Final = {
    "en": {
        *(
            "in",
            "at",
            "to",
            "into",
            "from",
            "on",
            "by",
            "behind",
            "outside",
            "inside",
            "near",
            "for",
            "during",
            "after",
        ),
        *("before", "around", "over", "under", "about", "until", "since", "between"),
    },
    "es": {
        *("en", "a", "al", "de", "del", "desde", "hasta", "hacia", "tras", "durante", "dentro", "fuera", "detrás"),
        *("cerca", "afuera", "adentro", "atrás", "antes", "después", "sobre", "alrededor", "entre", "debajo", "junto"),
        *("frente", "como"),
    },
}
"""What a phrase that says where or when begins with."""


def broken(source: str, language: str) -> Iterator[str]:
    """Rows of which some phrases begin with "in" or its like and others don't, where the mend does."""
    for rows in tomllib.loads(source).values():
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and _is_broken(row, LEADS[language]):
                yield row["say"]


def _is_broken(row: dict[str, Any], leads: set[str]) -> bool:
    said = (" ".join(filter(None, words)).split() for words in product(*(one.split("/") for one in row["say"].split())))
    firsts = {words[0] in leads for words in said}
    return row["mend"].split()[0] in leads and len(firsts) > 1


@pytest.mark.parametrize("language", SOURCES)
def test_what_begins_with_in_takes_the_place_of_what_does(language: str) -> None:
    assert list(broken(SOURCES[language], language)) == []


def test_control_a_row_that_breaks_sentences_is_seen() -> None:
    row = '{ say = "/in/during scene {number}", mend = "in a scene" }'
    assert list(broken(f"scene = [{row}]", "en")) == ["/in/during scene {number}"]


@pytest.mark.parametrize(
    ("language", "words", "after"),
    [
        ("en", "I don't want to do scene 12 like that.", "I don't want to do a scene like that."),
        ("en", "It happened in scene 12.", "It happened in a scene."),
        ("en", "He came into wardrobe.", "He came to another place."),
        ("en", "They took it from the trailer.", "They took it from another place."),
        ("es", "No quiero hacer la escena 12 así.", "No quiero hacer una escena así."),
        ("es", "Pasó en la escena 12.", "Pasó en una escena."),
        ("es", "Repetimos la toma 3 sin pausa.", "Repetimos una de las veces sin pausa."),
        ("es", "Vino hasta el camerino.", "Vino a otro lugar."),
    ],
)
def test_a_mended_sentence_reads_on(language: str, words: str, after: str) -> None:
    (hint,) = hints(words, [LISTS[language]], 60, language)
    assert mended(words, hint) == after
