"""Reads a schedule: a file or pasted rows in, strips and every fault out. Nothing is changed by it.

The kind of a file is told by its first bytes and not by its name.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Final

from bot.schedules import columns, delimited, workbook
from bot.schedules.columns import Field
from bot.schedules.limits import LARGEST_FILE, MOST_FAULTS
from bot.schedules.rows import Headed, lines
from bot.schedules.shape import Code, Fault, Faulty, Read, Row
from bot.schedules.strips import strips
from bot.schedules.times import Dates, NotADate, day_first

_ZIP: Final = b"PK"
_OTHERS: Final = (b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"\x1f\x8b")
"""Older or locked workbooks, PDF, pictures, RTF, packed files: known by their beginning, and not read."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What a production says of its schedules.

    `units`: how its units are called, and their ids. `day_first`: 3/4 is 3 April, unless the file shows otherwise.
    `columns`: fields and the headings that were taken for them last time.
    """

    units: Mapping[str, str]
    day_first: bool
    today: date
    columns: Mapping[str, str] = field(default_factory=dict, repr=False)


Progress = Callable[[int], None]
"""Is told the number of each row that was read."""


def from_file(file: IO[bytes], habits: Habits, progress: Progress) -> Read:
    """Read a file. Raises `Faulty` if it can't be used at all; a file that is too large isn't even looked into."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size > LARGEST_FILE:
        raise Faulty(Fault(0, 0, Code.too_large))
    begin = file.read(8)
    file.seek(0)
    if not begin:
        raise Faulty(Fault(0, 0, Code.empty))
    if begin.startswith(_OTHERS):
        raise Faulty(Fault(0, 0, Code.unknown_kind))
    if begin.startswith(_ZIP):
        return _workbook(file, habits, progress)
    return _read(tuple(delimited.from_bytes(file.read())), habits, progress)


def from_paste(text: str, habits: Habits, progress: Progress) -> Read:
    """Read pasted rows, the headings first. Raises `Faulty`."""
    if not text.strip():
        raise Faulty(Fault(0, 0, Code.empty))
    return _read(tuple(delimited.from_text(text)), habits, progress)


def _workbook(file: IO[bytes], habits: Habits, progress: Progress) -> Read:
    """Read the first visible sheet that has headings."""
    why = Faulty(Fault(0, 0, Code.empty))
    for rows in workbook.sheets(file):
        try:
            columns.find(rows, habits.columns)
        except Faulty as faulty:
            why = faulty
            continue
        return _read(rows, habits, progress)
    raise why


def _read(rows: tuple[Row, ...], habits: Habits, progress: Progress) -> Read:
    found = columns.find(rows, habits.columns)
    place = found.first(Field.date)
    cells = (
        row.cells[place] for row in rows if place is not None and row.number > found.row and place < len(row.cells)
    )
    try:
        first = day_first(cells, habits.day_first)
    except NotADate as wrong:
        raise Faulty(Fault(found.row, (place or 0) + 1, wrong.code)) from None
    units = {name.strip().casefold(): unit for name, unit in habits.units.items()}
    headed = Headed(found, Dates(first, habits.today), units)
    made, faults, left_out = strips(lines(_counted(rows, progress), headed))
    return Read(made, faults[:MOST_FAULTS], left_out, found.headings, found.unused, first, len(rows))


def _counted(rows: Iterable[Row], progress: Progress) -> Iterator[Row]:
    for row in rows:
        progress(row.number)
        yield row
