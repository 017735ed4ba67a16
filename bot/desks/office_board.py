"""What the office's pages are made of, and all that the office may do to the schedule; no answer of anybody is in it.

Nothing here can open a concern: what keeps the schedule is handed in from outside (`office_door.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.checkins.changes import NoSuchOccasion, stamp
from bot.schedules.consequences import DryRun
from bot.schedules.reading import Habits
from bot.schedules.shape import Read
from escalation.call_times import dated
from escalation.occasions import Called, Occasion, Schedule, State, UnitDay
from escalation.prompts import Done, Duty, Times, prompts
from escalation.readiness import Readiness
from storage.productions import Unit


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty of one occasion that nobody has ticked; `since`: the day on which the office is asked for it."""

    occasion: Occasion = field(repr=False)
    duty: Duty
    since: date


@dataclass(frozen=True, slots=True)
class Board:
    """The schedule as the office sees it at one moment. `linked`: cast ids with an account; others need a visit.

    `readiness`: what the coordinator set by hand, None where nothing is flagged. `ticks`: duties that are done.
    """

    units: tuple[Unit, ...] = field(repr=False)
    occasions: tuple[Occasion, ...] = field(repr=False)
    days: tuple[UnitDay, ...]
    linked: frozenset[str] = field(repr=False)
    readiness: Mapping[str, Readiness | None]
    ticks: tuple[Done, ...]
    undoable: bool
    now: datetime

    def find(self, token: str) -> Occasion:
        """The occasion that a token begins with. Raises `NoSuchOccasion`."""
        wanted = token.partition(".")[0]
        for one in self.occasions:
            if one.id == wanted:
                return one
        raise NoSuchOccasion

    def unit(self, unit_id: str) -> Unit:
        """The unit with this id; the first one if it is gone."""
        return next((one for one in self.units if one.id == unit_id), self.units[0])

    def today(self, unit_id: str) -> date:
        """The date of this unit."""
        return self.now.astimezone(self.zone(unit_id)).date()

    def zone(self, unit_id: str) -> ZoneInfo:
        """The zone of this unit."""
        return ZoneInfo(self.unit(unit_id).hours.zone)

    def day(self, unit_id: str, on: date) -> UnitDay:
        """What was said of one day of a unit."""
        return next((one for one in self.days if (one.unit, one.on) == (unit_id, on)), UnitDay(unit_id, on))

    def of_day(self, unit_id: str, on: date) -> tuple[Occasion, ...]:
        """The occasions of one day of a unit; those that are held stand elsewhere."""
        return tuple(one for one in self.occasions if (one.unit, one.day) == (unit_id, on) and not is_held(one))

    def stamp(self, unit_id: str, on: date) -> str:
        """A mark of everything on a day of a unit, held or not: another one after any change of it."""
        return stamp(one for one in self.occasions if (one.unit, one.day) == (unit_id, on))

    def wants_sheet(self, unit_id: str, on: date) -> bool:
        """Whether there is something of this day that no call sheet has told people of."""
        sheet = self.day(unit_id, on).sheet_out
        return sheet is None or any(at > sheet for one in self.of_day(unit_id, on) for at in _came(one))

    def owed(self, times: Times) -> tuple[Owed, ...]:
        """Every duty that is still to be ticked, by the day on which the office is asked for it."""
        hours = tuple((unit_id, self.unit(unit_id).hours) for unit_id in {one.unit for one in self.occasions})
        every = dated(Schedule(self.occasions, hours, self.days))
        known, found = {one.id: one for one in self.occasions}, dict[tuple[str, Duty], Owed]()
        for one in prompts(every, self.ticks, self.now, times):
            occasion = known[one.occasion]
            since = one.at.astimezone(self.zone(occasion.unit)).date()
            found.setdefault((one.occasion, one.duty), Owed(occasion, one.duty, since))
        return tuple(found.values())


def is_held(occasion: Occasion) -> bool:
    """Whether it waits for somebody to give it a day."""
    return occasion.day is None or occasion.state is State.held


def _came(occasion: Occasion) -> Iterable[datetime]:
    moments = (occasion.placed, occasion.flagged, *(one.added for one in occasion.calls))
    return (at for at in moments if at)


class NoWayBack(Exception):
    """The last change can't be taken back. `was_sent`: somebody was asked or told something since."""

    def __init__(self, *, was_sent: bool) -> None:
        super().__init__("sent" if was_sent else "nothing")
        self.was_sent = was_sent


class OfficeSchedule(Protocol):
    """All that the office may do. An occasion that is gone raises `NoSuchOccasion`, somebody who was first `Stale`."""

    def once(self) -> str:
        """Something random that makes a repeat of a form known."""

    async def look(self) -> Board:
        """Look at it."""

    async def tick(self, occasion_id: str, duty: Duty) -> None:
        """This was done."""

    async def sheet_out(self, unit: str, on: date) -> None:
        """The call sheet of this day is out."""

    async def wrap(self, unit: str, on: date) -> None:
        """The unit has wrapped."""

    async def push(self, unit: str, on: date, by: timedelta, stamp: str) -> None:
        """Push or pull a day that was seen with this stamp. Raises `rescheduling.OverTheDay`."""

    async def move(self, occasion_id: str, to: date) -> None:
        """Give an occasion another day."""

    async def bring(self, occasion_id: str, state: State) -> None:
        """Bring an occasion to this state. Raises `rescheduling.NotPossible`."""

    async def put(self, occasion: Occasion) -> None:
        """Edit an occasion at the revision at which it was read: its flags, who of the cast is a child."""

    async def call(self, occasion_id: str, call: Called) -> None:
        """Call somebody to an occasion, or otherwise than before."""

    async def uncall(self, occasion_id: str, cast_id: str) -> None:
        """Call somebody to it no more."""

    async def resolve(self, occasion_id: str) -> None:
        """A minor beside intimacy is settled there."""

    async def habits(self) -> Habits:
        """How this production writes its schedules."""

    async def dry_run(self, read: Read) -> tuple[DryRun, str]:
        """What rows would change, and the stamp to apply them with."""

    async def apply(self, read: Read, stamp: str) -> DryRun:
        """Apply the rows."""

    async def undo(self) -> None:
        """Take the last change back. Raises `NoWayBack`."""
