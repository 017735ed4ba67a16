"""Reads a production's file: TOML text in, a `ProductionFile` out, or every fault with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from bot.operator.checking import wrongs
from bot.operator.faults import Fault, Faulty, dotted, place_of, sentence
from bot.operator.line_index import LineIndex
from bot.operator.shapes import Known, ProductionFile

LARGEST: Final = 2**20
_AT_LINE: Final = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)
# What Python's own reader says, as the beginning of its sentence, and what it mostly means.
_MEANT: Final = {
    "Illegal character": "a quote is missing at the end of a text",
    "Unterminated string": "a quote is missing at the end of a text",
    'Expected "': "a quote is missing at the end of a text",
    "Unescaped": "in a text write \\ twice",
    "Invalid value": 'text stands in plain quotes ("), yes and no are true and false; or a ] is missing above',
    "Expected newline": "a quote is missing or stands too much; times stand in quotes, and each key on its own line",
    "Unclosed array": "a ] or a comma is missing",
    "Unclosed inline": "a } or a comma is missing, or what stands in { } goes on in the next line",
    "Expected '='": 'it is written key = "value"; or a quote is missing above',
    "Expected ']": "a ] is missing",
    "Cannot": "it stands in the file twice",
    "Duplicate": "it stands there twice",
    "Invalid date": "no calendar has this day",
    "Invalid statement": "a line begins with a key: letters without accents, digits, - and _",
}
_REVISION: Final = re.compile(r"^revision[ \t]*=[ \t]*\d+", re.MULTILINE)
_FIRST_TABLE: Final = re.compile(r"^[ \t]*\[", re.MULTILINE)


def read(text: str) -> ProductionFile:
    """Read the file. Raises Faulty with every fault; where the TOML itself is broken, with the first of those."""
    raw, index = _opened(text), LineIndex(text)
    found = [Fault(index.of(path), dotted(path), why) for path, why in wrongs(raw, index.of)]
    try:
        read_file = ProductionFile.model_validate(raw, context=_known(raw))
    except ValidationError as errors:
        each = errors.errors(include_url=False, include_input=False)
        found += [Fault(index.of(place_of(one)), dotted(place_of(one)), sentence(one)) for one in each]
        raise Faulty(found) from None
    if found:
        raise Faulty(found)
    return read_file


def _opened(text: str) -> dict[str, Any]:
    if len(text) > LARGEST:
        raise Faulty([Fault(1, "", "the file is larger than a production's file ever is")])
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Faulty([_broken(str(error), text)]) from None
    except RecursionError:
        raise Faulty([Fault(1, "", "lists and tables stand too deep in one another")]) from None


def _broken(message: str, text: str) -> Fault:
    found = _AT_LINE.fullmatch(message)
    why, line = (found[1], found[2]) if found else (message, None)
    last = text.count("\n") + 1
    meant = next((f"; most likely {hint}" for start, hint in _MEANT.items() if why.startswith(start)), "")
    return Fault(int(line or last), "", f"this is no TOML: {why}{meant}. Mend it first: what follows can't be read yet")


def _known(raw: Mapping[str, Any]) -> Known:
    tables = (raw.get("readers"), raw.get("units"))
    readers, units = (frozenset(one) if isinstance(one, dict) else frozenset() for one in tables)
    return Known(readers, units)


def with_revision(text: str, revision: int) -> str:
    """The same text with this revision: its own line changed, or a new first line."""
    first = _FIRST_TABLE.search(text)
    top, rest = (text[: first.start()], text[first.start() :]) if first else (text, "")
    line = f"revision = {revision}"
    if _REVISION.search(top):
        return _REVISION.sub(line, top, count=1) + rest
    return f"{line}\n{text}"
