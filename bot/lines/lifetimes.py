"""Decides how long a line lives (ANONYMITY, Lifetimes): pure functions of its days and the last day of the shoot.

Ends fall on nights, at 03:00 of the production, for everybody alike. Days here are days there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from escalation.calendar import instant
from escalation.concern import State
from storage.lines import Line
from storage.productions import Book

LIVES: Final = timedelta(days=90)
"""A line after the last day of the shoot or after it was sent, whichever is later; a closed one after its closing."""
WAY_AFTER_CLOSING: Final = timedelta(days=7)
DRAFT_AFTER_WRAP: Final = timedelta(days=7)
NOTICE: Final = timedelta(days=7)
"""How long before an end the person is told."""
_NIGHT: Final = time(3)
_ONE_DAY: Final = timedelta(days=1)


class Step(StrEnum):
    """What a night does to a line."""

    end = "end"
    end_way = "end_way"
    tell = "tell"
    reckon = "reckon"


@dataclass(frozen=True, slots=True)
class Times:
    """A production's zone, the last day of its shoot where somebody has said it, and this moment."""

    zone: str
    wraps: date | None
    now: datetime

    @classmethod
    def of(cls, book: Book, now: datetime) -> Times:
        """The times of this production."""
        return cls(book.zone, book.wraps, now)

    @property
    def today(self) -> date:
        """The day it is there."""
        return self.day(self.now)

    def day(self, moment: datetime) -> date:
        """The day of a moment there."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def night(self, day: date) -> datetime:
        """The instant at which everything of this day ends."""
        return instant(self.zone, day, _NIGHT)

    def next_night(self) -> datetime:
        """The first night after this moment."""
        tonight = self.night(self.today)
        return tonight if tonight > self.now else self.night(self.today + _ONE_DAY)


def draft_ends(times: Times) -> date:
    """The last day of a draft that is kept now. The day that was said stands, whatever becomes of the schedule."""
    if times.wraps is None:
        return times.today + LIVES
    return max(times.wraps, times.today) + DRAFT_AFTER_WRAP


def sent_ends(leaves: datetime, times: Times) -> date:
    """The day on which a line ends that leaves then and that nobody closes."""
    sent = times.day(leaves)
    return max(times.wraps or sent, sent) + LIVES


def line_ends(line: Line, times: Times) -> date:
    """The day on which a sent line ends, if nobody does anything about it."""
    ends = line.closed_on + LIVES if line.closed_on else sent_ends(line.leaves_at, times)
    return max(ends, line.kept_until or ends)


def way_ends(line: Line) -> date | None:
    """The day on which the way back to whoever closed a line ends; None where it ends with the line."""
    if line.closed_on is None or line.way_over:
        return None
    ends = line.closed_on + WAY_AFTER_CLOSING
    return max(ends, line.kept_until or ends)


def erased_on(line: Line, times: Times) -> date:
    """The day of which the person is told now: its end, and never sooner than the notice asks."""
    return max(line_ends(line, times), times.today + NOTICE)


def step(line: Line, times: Times) -> Step | None:
    """What this night does to a line; None for nothing. Nothing ends of which its person was not told in time."""
    if line.state is State.draft:
        return Step.end if times.now >= line.ends_at else None
    told = line.erased_on
    if told and times.today >= told and (line.erase_asked or line_ends(line, times) <= told):
        return Step.end
    if line.erase_asked:
        return None
    return _before_its_end(line, times, told)


def _before_its_end(line: Line, times: Times, told: date | None) -> Step | None:
    ends, way = line_ends(line, times), way_ends(line)
    if told and ends > told:  # it lives longer than was said: it is told anew in time
        return Step.reckon
    if way and times.today >= way:
        return Step.end_way
    if told is None and times.today >= ends - NOTICE:
        return Step.tell
    return None if line.ends_at == times.night(told or ends) else Step.reckon
