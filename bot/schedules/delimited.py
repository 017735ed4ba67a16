"""Reads CSV, TSV and pasted rows: text with one row a line and something between the cells.

The text is UTF-8, or UTF-16 with its mark, as spreadsheets write it; anything else is a fault with its row and not
guessed. Which character stands between cells is told by the first rows: the one that makes most headings of them.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Final

from bot.schedules import columns
from bot.schedules.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from bot.schedules.shape import Code, Fault, Faulty, Row

_BETWEEN: Final = ("\t", ";", ",", "|")
_LOOKED_AT: Final = 60_000
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def from_bytes(content: bytes) -> Iterator[Row]:
    """Give the rows of a file. Raises `Faulty` for an encoding that isn't known, with the row where it shows."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise Faulty(Fault(_row_of(content, wrong.start, encoding), 0, Code.not_utf8)) from None
    return from_text(text)


def _row_of(content: bytes, place: int, encoding: str) -> int:
    newline = b"\n" if encoding.startswith("utf-8") else b"\n\0"
    return content.count(newline, 0, place) + 1


def from_text(text: str) -> Iterator[Row]:
    """Give the rows of pasted text. Raises `Faulty` for what isn't text, isn't whole or is too much."""
    if "\0" in text:
        raise Faulty(Fault(text.count("\n", 0, text.index("\0")) + 1, 0, Code.not_text))
    return _rows(text, max(_BETWEEN, key=lambda mark: _fits(text[:_LOOKED_AT], mark)))


def _fits(text: str, between: str) -> tuple[int, int]:
    """How many headings are found, and how many cells there are, if this stands between them."""
    rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=between), 30))
    return max((columns.recognised(cells) for cells in rows), default=0), sum(map(len, rows))


def _rows(text: str, between: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    number = 1
    try:
        for count, cells in enumerate(reader, 1):
            _check(number, count, cells)
            yield Row(number, tuple(cell.strip() or None for cell in cells))
            number = reader.line_num + 1
    except csv.Error:
        raise Faulty(Fault(number, 0, Code.broken)) from None


def _check(number: int, count: int, cells: list[str]) -> None:
    if count > MOST_ROWS:
        raise Faulty(Fault(number, 0, Code.too_many_rows))
    if len(cells) > MOST_COLUMNS:
        raise Faulty(Fault(number, 0, Code.too_many_columns))
    long = next((place for place, cell in enumerate(cells, 1) if len(cell) > LONGEST_CELL), None)
    if long:
        raise Faulty(Fault(number, long, Code.too_long_a_cell))
