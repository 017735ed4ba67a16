"""Reads scene ids and cast ids: opaque strings, brought to one way of writing so that they are known again."""

from __future__ import annotations

import re
from typing import Final

from bot.schedules.limits import LONGEST_ID, MOST_IDS
from bot.schedules.shape import Code
from escalation.plain import normalise

_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_BEFORE: Final = re.compile(r"^(?:SCENES?|SCS?|ESCENAS?|ESC)(?:[.:#\s]+|(?=\d))")
_PART: Final = re.compile(r"[\s,(.-]*(?<![A-Z])P(?:AR)?T[.\s]*(?=[0-9A-Z]{1,3}\b)")
_LOOSE: Final = re.compile(r"\s+")
_BETWEEN_SCENES: Final = re.compile(r"[,;\n](?!\s*p(?:ar)?t\b)", re.IGNORECASE)
_BETWEEN_CAST: Final = re.compile(r"[,;/&\n]")
_CAST_ID: Final = re.compile(r"\d{1,4}(?:\.\d{1,3})?[A-Za-z]{0,2}")
_LETTERS: Final = re.compile(r"[A-Za-z]{1,6}\d{0,3}")
_NAMED: Final = re.compile(rf"#?({_CAST_ID.pattern})(?:[.):]\s*|\s+-?\s*|-)[^\W\d_].*")
_FORMULA: Final = ("=", "+", "@")


class NotAnId(Exception):
    """A cell that has no ids in it, or too many; `code` says which."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code


def scene_id(shown: str) -> str:
    """Give the id that a scene is known again by: trimmed, upper case, "Sc." dropped, parts as `PT`, plain dashes."""
    plain = _LOOSE.sub(" ", normalise(shown).translate(_DASHES)).strip().upper()
    plain = _PART.sub("PT", _BEFORE.sub("", plain).replace(")", ""))
    return plain.replace(" ", "")


def scenes(cell: str) -> tuple[tuple[str, str], ...]:
    """Give each scene of a cell, as it is known and as it is shown; `9-12, 13` are two: 9-12 and 13.

    Raises `NotAnId` for too many, or for one that is too long.
    """
    found: dict[str, str] = {}
    for shown in _BETWEEN_SCENES.split(normalise(cell)):
        if shown.lstrip().startswith(_FORMULA):
            raise NotAnId(Code.formula_without_value)
        if name := scene_id(shown):
            found.setdefault(name, _LOOSE.sub(" ", shown).strip())
    _check(tuple(found))
    return tuple(found.items())


def cast(cell: str) -> tuple[str, ...]:
    """Give the cast ids of a cell: `1, 3, 3X`, `1 3 3X`, or `1. Somebody`, of which only the id is taken.

    Raises `NotAnId` for what is no id, such as a name or `1-4`, which could mean two people or four.
    """
    found: dict[str, str] = {}
    for piece in _BETWEEN_CAST.split(normalise(cell).translate(_DASHES)):
        for one in _of_piece(piece.strip().strip("()")):
            found.setdefault(one.casefold(), one)
    _check(tuple(found))
    return tuple(found.values())


def _of_piece(piece: str) -> tuple[str, ...]:
    words = tuple(word.lstrip("#") for word in piece.split())
    if all(_CAST_ID.fullmatch(word) for word in words):
        return words
    if named := _NAMED.fullmatch(piece):
        return (named[1],)
    if _LETTERS.fullmatch(piece) and piece.isupper():
        return (piece,)
    raise NotAnId(Code.no_cast_id)


def _check(found: tuple[str, ...]) -> None:
    if len(found) > MOST_IDS:
        raise NotAnId(Code.too_many_ids)
    if any(len(one) > LONGEST_ID for one in found):
        raise NotAnId(Code.too_long_an_id)
