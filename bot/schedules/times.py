"""Reads times of day and dates as call sheets write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from bot.schedules.shape import Cell, Code

_UNKNOWN: Final = frozenset(("", "oc", "wn", "tbd", "tba", "tbc", "hold", "na", "-", "--"))
_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?h?(?:s|rs)?(am|pm|a|p)?")
_DIGITS: Final = re.compile(r"(\d{1,2})(\d{2})h?(?:s|rs)?(am|pm|a|p)?")


class NotATime(Exception):
    """A cell that says no time of day, and doesn't say that it isn't known either."""


def call_time(cell: Cell) -> time | None:
    """Read `0700`, `7:00`, `7:00 AM`, `7a`, `730a`, `12p`; None where it isn't known: `O/C`, `W/N`, `TBD`, nothing.

    Raises `NotATime` for anything else: "7" alone could be either half of the day.
    """
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, date):
        raise NotATime
    written = re.sub(r"[\s/]|(?<=[amp])\.", "", (cell or "").lower())
    if written in _UNKNOWN:
        return None
    found = _DIGITS.fullmatch(written) or _CLOCK.fullmatch(written)
    if found is None or (found[2] is None and found[3] is None and not written.endswith("h")):
        raise NotATime
    return _time(int(found[1]), int(found[2] or 0), (found[3] or "")[:1])


def _time(hour: int, minute: int, half: str) -> time:
    if half and not 1 <= hour <= 12:
        raise NotATime
    if half:
        hour = hour % 12 + 12 * (half == "p")
    if hour > 23 or minute > 59:
        raise NotATime
    return time(hour, minute)


# --- Dates --------------------------------------------------------------------------------------------------

_WEEKDAYS: Final = (
    ("mon", "lun"), ("tue", "mar"), ("wed", "mié", "mie"), ("thu", "jue"), ("fri", "vie"), ("sat", "sáb", "sab"),
    ("sun", "dom"),
)  # fmt: skip
_MONTHS: Final = (
    ("jan", "ene"), ("feb",), ("mar",), ("apr", "abr"), ("may",), ("jun",), ("jul",), ("aug", "ago"), ("sep", "set"),
    ("oct",), ("nov",), ("dec", "dic"),
)  # fmt: skip
_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?")
_NUMBERS: Final = re.compile(r"(?:([^\W\d]+)\.?,?\s+)?(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?")
_NAMED: Final = re.compile(
    r"(?:([^\W\d]+)\.?,?\s+)?(?:(\d{1,2})(?:st|nd|rd|th|º)?[\s.-]+(?:de\s+)?([^\W\d]+)\.?|([^\W\d]+)\.?\s+(\d{1,2})"
    r"(?:st|nd|rd|th)?)(?:[,\s-]+(?:de\s+)?(\d{4}|\d{2}))?"
)


class NotADate(Exception):
    """A cell that says no date, or one with another weekday; `code` says which."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Dates:
    """How dates are read. `day_first`: 3/4 is 3 April. `near`: a date without a year is the one nearest to this."""

    day_first: bool
    near: date

    def read(self, cell: Cell) -> date | None:
        """Read a date; None for an empty cell. Raises `NotADate`."""
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, time):
            raise NotADate(Code.no_such_date)
        if cell is None or isinstance(cell, date):
            return cell
        written = cell.strip().lower()
        if written in _UNKNOWN:
            return None
        try:
            return self._written(written)
        except ValueError:
            raise NotADate(Code.no_such_date) from None

    def _written(self, written: str) -> date:
        if iso := _ISO.fullmatch(written):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if numbers := _NUMBERS.fullmatch(written):
            one, other = int(numbers[2]), int(numbers[3])
            day, month = (one, other) if self.day_first else (other, one)
            return self._dated(numbers[1], day, month, numbers[4])
        named = _NAMED.fullmatch(written)
        if named is None:
            raise NotADate(Code.no_such_date)
        month = _place(named[3] or named[4], _MONTHS) + 1
        return self._dated(named[1], int(named[2] or named[5]), month, named[6])

    def _dated(self, weekday: str | None, day: int, month: int, year: str | None) -> date:
        if year:
            found = date(int(year) + 2000 * (len(year) == 2), month, day)
        else:
            years = (self.near.year - 1, self.near.year, self.near.year + 1)
            found = min(_real(years, month, day), key=lambda one: abs(one - self.near))
        if weekday and _place(weekday, _WEEKDAYS) != found.weekday():
            raise NotADate(Code.wrong_weekday)
        return found


def _real(years: Iterable[int], month: int, day: int) -> list[date]:
    """The dates that are in the calendar: 29 February isn't in every year. Raises ValueError if none is."""
    found = []
    for year in years:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if not found:
        raise ValueError
    return found


def _place(word: str, names: tuple[tuple[str, ...], ...]) -> int:
    for place, starts in enumerate(names):
        if word.startswith(starts):
            return place
    raise NotADate(Code.no_such_date)


def day_first(cells: Iterable[Cell], usual: bool) -> bool:  # noqa: FBT001 - a habit of a country, read from its book
    """Say which way round a file writes its dates: told by those that can be read one way only, else as is usual.

    Raises `NotADate` if some can only be read one way and some only the other.
    """
    numbers = [_NUMBERS.fullmatch(cell.strip().lower()) for cell in cells if isinstance(cell, str)]
    sure = {int(one[2]) > 12 for one in numbers if one and (int(one[2]) > 12) != (int(one[3]) > 12)}
    if len(sure) > 1:
        raise NotADate(Code.dates_disagree)
    return sure.pop() if sure else usual
