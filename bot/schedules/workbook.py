"""Reads XLSX: the visible sheets of a workbook as rows.

Formulas are never worked out; the value that the workbook keeps beside one is taken, and without it the cell is a
fault. A cell merged downwards stands in each of its rows; one merged across is a banner and stands once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import IO, Final

from bot.schedules.archive import Archive, whole
from bot.schedules.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, MOST_SHARED
from bot.schedules.number_formats import moment, plain, says
from bot.schedules.shape import Cell, Code, Fault, Faulty, Row

_BOOK: Final = "xl/workbook.xml"
_LINKS: Final = "xl/_rels/workbook.xml.rels"
_SHARED: Final = "xl/sharedStrings.xml"
_STYLES: Final = "xl/styles.xml"
_REF: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MOST_FILLED: Final = 500_000


def sheets(file: IO[bytes]) -> Iterator[tuple[Row, ...]]:
    """Give the rows of each visible sheet, in the workbook's order. Raises `Faulty` for what can't be read."""
    archive = Archive(file)
    if _BOOK not in archive.names or _LINKS not in archive.names:
        raise whole(Code.unknown_kind)
    book, links, shared, styles = _Book(), _Links(), _Shared(), _Styles()
    archive.parse(_BOOK, book)
    archive.parse(_LINKS, links)
    for name, reader in ((_SHARED, shared), (_STYLES, styles)):
        if name in archive.names:
            archive.parse(name, reader)
    for link in book.visible:
        name = links.parts.get(link, "")
        if name in archive.names:
            sheet = _Sheet(shared.texts, styles.formats(), from_1904=book.from_1904)
            archive.parse(name, sheet)
            yield sheet.filled()


class _Book:
    """Which sheets there are, and how days are counted."""

    def __init__(self) -> None:
        self.visible: list[str] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            self.visible.append(attributes.get("id", ""))

    def text(self, text: str) -> None:
        """Nothing here is text."""

    def end(self, name: str) -> None:
        """Nothing is left to do."""


class _Links:
    """Which file of the archive each sheet is; an address outside of it is no file of it."""

    def __init__(self) -> None:
        self.parts: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        target = attributes.get("Target", "")
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            self.parts[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def text(self, text: str) -> None:
        """Nothing here is text."""

    def end(self, name: str) -> None:
        """Nothing is left to do."""


class _Shared:
    """The texts that cells refer to by number; how they are pronounced (rPh) is no part of them."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._reads, self._aside = False, False

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._pieces = []
        self._aside = self._aside or name == "rPh"
        self._reads = name == "t" and not self._aside

    def text(self, text: str) -> None:
        if self._reads:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        self._reads = False
        if name == "rPh":
            self._aside = False
        if name == "si":
            self.texts.append("".join(self._pieces)[: LONGEST_CELL + 1])
            if len(self.texts) > MOST_SHARED:
                raise whole(Code.unpacks_too_large)


class _Styles:
    """Which of the formats of cells are dates and times."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}
        self._used: list[int] = []
        self._in_cells = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        number = attributes.get("numFmtId", "0")
        if name == "cellXfs":
            self._in_cells = True
        elif name == "numFmt" and number.isdecimal():
            self._codes[int(number)] = attributes.get("formatCode", "")
        elif name == "xf" and self._in_cells:
            self._used.append(int(number) if number.isdecimal() else 0)

    def text(self, text: str) -> None:
        """Nothing here is text."""

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def formats(self) -> list[str]:
        """Give for each style what its numbers are: see `number_formats.says`."""
        return [says(number, self._codes.get(number)) for number in self._used]


class _Sheet:
    """The cells of one sheet."""

    def __init__(self, shared: list[str], formats: list[str], *, from_1904: bool) -> None:
        self._shared, self._formats, self._from_1904 = shared, formats, from_1904
        self._rows: dict[int, dict[int, Cell]] = {}
        self._faults: dict[int, list[Fault]] = {}
        self._merged: list[str] = []
        self._row, self._column = 0, 0
        self._kind, self._style, self._formula = "n", 0, False
        self._value: list[str] | None = None
        self._reads = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            written = attributes.get("r", "")
            self._row, self._column = int(written) if written.isdecimal() else self._row + 1, 0
            if len(self._rows) >= MOST_ROWS:
                raise Faulty(Fault(self._row, 0, Code.too_many_rows))
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "f":
            self._formula = True
        elif name == "mergeCell":
            self._merged.append(attributes.get("ref", ""))
        self._reads = name in ("v", "t")
        if self._reads and self._value is None:
            self._value = []

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        place = _REF.fullmatch(attributes.get("r", ""))
        self._column = _number(place[1]) if place else self._column + 1
        if self._column > MOST_COLUMNS:
            raise Faulty(Fault(self._row, self._column, Code.too_many_columns))
        self._kind, style = attributes.get("t", "n"), attributes.get("s", "0")
        self._style = int(style) if style.isdecimal() else 0
        self._value, self._formula = None, False

    def text(self, text: str) -> None:
        if self._reads and self._value is not None:
            self._value.append(text)

    def end(self, name: str) -> None:
        self._reads = False
        if name != "c":
            return
        written = "".join(self._value or ())
        if len(written) > LONGEST_CELL:
            raise Faulty(Fault(self._row, self._column, Code.too_long_a_cell))
        cell = self._cell(written) if written else None
        if isinstance(cell, Code):
            self._fault(cell)
        elif cell is not None:
            self._rows.setdefault(self._row, {})[self._column] = cell
        elif self._formula and self._value is None:
            self._fault(Code.formula_without_value)

    def _fault(self, code: Code) -> None:
        self._rows.setdefault(self._row, {})
        self._faults.setdefault(self._row, []).append(Fault(self._row, self._column, code))

    def _cell(self, written: str) -> Cell | Code:
        if self._kind == "s":
            known = written.isdecimal() and int(written) < len(self._shared)
            return self._shared[int(written)].strip() or None if known else Code.broken
        if self._kind == "e":
            return Code.error_value
        if self._kind == "d":
            return _iso(written)
        return self._numeric(written) if self._kind == "n" else written.strip() or None

    def _numeric(self, written: str) -> Cell | Code:
        try:
            serial = float(written)
        except ValueError:
            return Code.broken
        if not abs(serial) < 1e15:
            return Code.broken
        what = self._formats[self._style] if self._style < len(self._formats) else ""
        if not what:
            return plain(serial)
        return moment(serial, what, from_1904=self._from_1904) or Code.no_such_date

    def filled(self) -> tuple[Row, ...]:
        """Give the rows in order, cells that are merged downwards in each of their rows."""
        numbers, count = sorted(self._rows), 0
        for first, last, column in filter(None, map(_downwards, self._merged)):
            value = self._rows.get(first, {}).get(column)
            if value is None:
                continue
            below = numbers[bisect_right(numbers, first) : bisect_right(numbers, last)]
            count += len(below)
            if count > _MOST_FILLED:
                raise whole(Code.unsafe)
            for row in below:
                self._rows[row].setdefault(column, value)
        return tuple(self._made(number) for number in numbers)

    def _made(self, number: int) -> Row:
        cells = self._rows[number]
        widest = max(cells, default=0)
        return Row(
            number, tuple(cells.get(place) for place in range(1, widest + 1)), tuple(self._faults.get(number, ()))
        )


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _downwards(ref: str) -> tuple[int, int, int] | None:
    """First row, last row and first column of a merged range that is higher than one row."""
    start, _, end = ref.partition(":")
    one, other = _REF.fullmatch(start), _REF.fullmatch(end)
    if not one or not other or int(other[2]) <= int(one[2]):
        return None
    return int(one[2]), int(other[2]), _number(one[1])


def _iso(written: str) -> Cell | Code:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return Code.no_such_date
    return found if found.time() != time(0) else found.date()
