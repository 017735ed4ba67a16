"""Reads the rows under the headings: each as what it says of a scene, or as its faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from bot.schedules import suggestions
from bot.schedules.columns import Columns, Field, is_heading
from bot.schedules.ids import NotAnId, cast, scenes
from bot.schedules.shape import Cell, Code, Fault, Row, Suggestion
from bot.schedules.times import Dates, NotADate, NotATime, call_time

_BANNERS = ("day", "end", "lunch", "company", "move", "total", "totals", "closed", "break", "día", "fin", "comida")
"""First words of what stands between strips."""

_YES = ("x", "y", "yes", "true", "1", "s", "sí", "si", "standby")


@dataclass(frozen=True, slots=True)
class Line:
    """What one row says. `scenes`: as known and as shown. `faults`: then nothing of it is used but the scenes' ids."""

    row: int
    scenes: tuple[tuple[str, str], ...] = ()
    episode: str = ""
    unit: str = ""
    day: date | None = None
    cast: tuple[str, ...] = field(repr=False, default=())
    call: time | None = None
    on_set: time | None = None
    standby: bool = False
    suggestions: tuple[Suggestion, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Headed:
    """The columns of a sheet, how its dates are read, and the ids of units by what they are called."""

    columns: Columns
    dates: Dates
    units: Mapping[str, str]


def lines(rows: Iterable[Row], headed: Headed) -> Iterator[Line]:
    """Give every row that says something of a scene, and every row with a fault.

    Banners, repeated headings, totals and empty rows are passed over; a banner right under a strip that says "closed
    set" is a suggestion for that strip.
    """
    before: Line | None = None
    for row in rows:
        if row.number <= headed.columns.row or is_heading(row, headed.columns):
            continue
        reader = _Reader(row, headed)
        if reader.is_banner():
            if before and before.row == row.number - 1 and (found := suggestions.of(reader.text(Field.scene))):
                yield Line(row.number, before.scenes, before.episode, before.unit, before.day, suggestions=found)
            before = None
            continue
        before = reader.line()
        yield before


class _Reader:
    """Reads one row; each cell that can't be read is a fault, and the others are read on."""

    def __init__(self, row: Row, headed: Headed) -> None:
        self._row, self._headed = row, headed
        self._faults: list[Fault] = []

    def _cell(self, wanted: Field) -> Cell:
        place = self._headed.columns.first(wanted)
        return self._row.cells[place] if place is not None and place < len(self._row.cells) else None

    def text(self, wanted: Field) -> str:
        """Give a cell as text."""
        cell = self._cell(wanted)
        return cell if isinstance(cell, str) else "" if cell is None else cell.isoformat()

    def is_banner(self) -> bool:
        """Say whether nothing here is about a scene: no cast, no call, and a banner's word or no number."""
        if any(self._cell(one) is not None for one in (Field.cast, Field.call, Field.on_set)):
            return False
        words = self.text(Field.scene).casefold().split()
        if not words or words[0].strip(":-.") in _BANNERS:
            return True
        return self._cell(Field.date) is None and not any(letter.isdigit() for letter in self.text(Field.scene))

    def line(self) -> Line:
        """Give what the row says."""
        named = self._scenes()
        says = Line(
            self._row.number,
            named,
            self.text(Field.episode).strip().upper(),
            self._unit(),
            self._day(),
            self._cast(),
            self._time(Field.call),
            self._time(Field.on_set),
            self.text(Field.standby).strip().casefold() in _YES,
            suggestions.of(" . ".join(self._notes())),
        )
        faults = (*self._file_faults(), *self._faults)
        return Line(says.row, named, says.episode, faults=faults) if faults else says

    def _file_faults(self) -> tuple[Fault, ...]:
        """What the file itself has no value for, in the columns that are read."""
        taken = {place + 1 for places in self._headed.columns.places.values() for place in places}
        return tuple(fault for fault in self._row.faults if fault.column in taken)

    def _notes(self) -> Iterator[str]:
        for place in self._headed.columns.places.get(Field.flags, ()):
            cell = self._row.cells[place] if place < len(self._row.cells) else None
            if isinstance(cell, str):
                yield cell

    def _fault(self, wanted: Field, code: Code) -> None:
        place = self._headed.columns.first(wanted)
        self._faults.append(Fault(self._row.number, 0 if place is None else place + 1, code))

    def _scenes(self) -> tuple[tuple[str, str], ...]:
        try:
            found = scenes(self.text(Field.scene))
        except NotAnId as wrong:
            self._fault(Field.scene, wrong.code)
            return ()
        if not found:
            self._fault(Field.scene, Code.no_scene)
        return found

    def _unit(self) -> str:
        written = self.text(Field.unit).strip().casefold()
        if written and written not in self._headed.units:
            self._fault(Field.unit, Code.no_such_unit)
        return self._headed.units.get(written, "")

    def _day(self) -> date | None:
        try:
            return self._headed.dates.read(self._cell(Field.date))
        except NotADate as wrong:
            self._fault(Field.date, wrong.code)
            return None

    def _cast(self) -> tuple[str, ...]:
        cell = self._cell(Field.cast)
        try:
            return cast(self.text(Field.cast)) if cell is None or isinstance(cell, str) else _no_ids()
        except NotAnId as wrong:
            self._fault(Field.cast, wrong.code)
            return ()

    def _time(self, wanted: Field) -> time | None:
        try:
            return call_time(self._cell(wanted))
        except NotATime:
            self._fault(wanted, Code.no_such_time)
            return None


def _no_ids() -> tuple[str, ...]:
    """A spreadsheet that took "3-4" for a date has lost the ids."""
    raise NotAnId(Code.no_cast_id)
