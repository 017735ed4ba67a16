"""The neutral shape every schedule is read into, and how a fault in one is said.

Only what Ghostlight needs stands here: id, kind, unit, episode, date, calls, cast ids, standby, and flags as mere
suggestions. Synopsis, names, contacts and measurements are read past and kept nowhere. No text of the file stands in a
fault: it is named by its row, its column and a code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from escalation.occasions import Flag


class Code(StrEnum):
    """What is wrong. Each is a sentence in the catalogue."""

    # The file as a whole, or one place in it:
    empty = "empty"
    too_large = "too_large"
    too_many_rows = "too_many_rows"
    too_many_columns = "too_many_columns"
    too_long_a_cell = "too_long_a_cell"
    unpacks_too_large = "unpacks_too_large"
    unknown_kind = "unknown_kind"
    broken = "broken"
    locked = "locked"
    unsafe = "unsafe"
    not_utf8 = "not_utf8"
    not_text = "not_text"
    no_header = "no_header"
    no_scene_column = "no_scene_column"
    two_columns = "two_columns"
    dates_disagree = "dates_disagree"
    # One row:
    no_such_date = "no_such_date"
    wrong_weekday = "wrong_weekday"
    no_such_time = "no_such_time"
    no_such_unit = "no_such_unit"
    formula_without_value = "formula_without_value"
    error_value = "error_value"
    no_cast_id = "no_cast_id"
    no_scene = "no_scene"
    too_many_ids = "too_many_ids"
    too_long_an_id = "too_long_an_id"
    calls_disagree = "calls_disagree"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault. `row` and `column` count from 1, as the sheet shows them; 0: not about one of them."""

    row: int
    column: int
    code: Code


class Faulty(Exception):
    """The file can't be used at all; `faults` say why, in the order of rows."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = tuple(sorted(set(faults)))


Cell = str | date | time | None
"""Text, or a date or time where the format itself says that it is one, or nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its number there, and its cells.

    `faults`: cells that the file itself has no value for, by column.
    """

    number: int
    cells: tuple[Cell, ...] = field(repr=False)
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class CallLine:
    """One cast id of a strip, and when they report; `at` None: not known, so provisional."""

    cast_id: str = field(repr=False)
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A flag that a human should look at, and which of our own words made us think so."""

    flag: Flag
    word: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One scene on one day, from one or several rows; `row` is the first.

    `id` is what it is known again by, `shown` how the file writes it. `day` None: in nobody's day (the boneyard).
    `unit` is empty where the file names none.
    """

    row: int
    id: str
    shown: str
    unit: str = ""
    episode: str = ""
    day: date | None = None
    starts: time | None = None
    calls: tuple[CallLine, ...] = ()
    standby: bool = False
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says.

    - `faults`: all of them, in the order of rows. `left_out`: scenes (episode and id) that have one, and no strip.
    - `columns`: which heading was taken for which field, to be remembered. `unused`: numbers of the columns that
      nothing was taken from. `day_first`: how dates such as 3/4 were read. `rows`: how many there are.
    """

    strips: tuple[Strip, ...]
    faults: tuple[Fault, ...]
    left_out: frozenset[tuple[str, str]]
    columns: tuple[tuple[str, str], ...] = field(repr=False)
    unused: tuple[int, ...]
    day_first: bool
    rows: int
