"""All that check-ins, prompts and notice are worked out from, read in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from escalation import checkins as planning
from escalation.calendar import ONE_DAY, Hours, instant
from escalation.checkin_people import Linked
from escalation.checkin_plans import USUAL, Plan
from escalation.checkins import CheckIn, Delivered, Wishes
from escalation.occasions import Flag, Occasion, Schedule, UnitDay
from escalation.prompts import Done, Duty, Times
from storage import checkins, occasions, people, productions, schedules
from storage.checkins import Batch, Stage
from storage.keys import Production
from storage.people import Person, Roster
from storage.productions import Asking, Book, Unit
from storage.schedules import Standing
from storage.store import Tx

_BACK: Final = timedelta(days=9)
"""Nobody is asked about a day that is longer ago: the last check-in comes a week after."""
_AHEAD: Final = timedelta(days=2)
"""How far ahead days have a call sheet by the clock; later ones get it as they come near."""
_THEATRE: Final = "theatre"


@dataclass(frozen=True, slots=True)
class Known:
    """A production's schedule, its people, and what was sent and done so far. Shows nothing of itself."""

    book: Book = field(repr=False)
    units: tuple[Unit, ...] = field(repr=False)
    roster: Roster = field(repr=False)
    occasions: tuple[Occasion, ...] = field(repr=False)
    days: tuple[UnitDay, ...] = field(repr=False)
    standings: Mapping[str, Standing] = field(repr=False)
    batches: tuple[Batch, ...] = field(repr=False)

    @property
    def asking(self) -> Asking:
        """When people and office are asked; in a theatre there is no 48 hours' notice."""
        return self.book.asking or Asking(times=Times(notice=self.book.kind != _THEATRE))

    @property
    def plans(self) -> Mapping[Flag, Plan]:
        """The plan of every flag."""
        return {**USUAL, **dict(self.asking.plans)}

    def unit(self, unit_id: str) -> Unit:
        """The unit with this id; the first one if it is gone, as everywhere else."""
        return next((one for one in self.units if one.id == unit_id), self.units[0])

    def today(self, unit_id: str, now: datetime) -> date:
        """The date of this unit."""
        return now.astimezone(ZoneInfo(self.unit(unit_id).hours.zone)).date()

    def occasion(self, occasion_id: str) -> Occasion | None:
        """One occasion."""
        return next((one for one in self.occasions if one.id == occasion_id), None)

    def day(self, unit_id: str, on: date) -> UnitDay:
        """What is known of one day of a unit."""
        return next((one for one in self.days if (one.unit, one.on) == (unit_id, on)), UnitDay(unit_id, on))

    def having(self, changed: Iterable[Occasion], gone: Collection[str], days: Iterable[UnitDay]) -> Known:
        """The same with these occasions and days in the place of those before, and without what is gone."""
        after = {one.id: one for one in self.occasions} | {one.id: one for one in changed}
        said = {(one.unit, one.on): one for one in self.days} | {(one.unit, one.on): one for one in days}
        left = tuple(one for one in after.values() if one.id not in gone)
        return replace(self, occasions=left, days=tuple(said.values()))

    def with_standing(self, occasion_id: str, standing: Standing) -> Known:
        """The same with this done about an occasion."""
        return replace(self, standings={**self.standings, occasion_id: standing})

    def done(self) -> tuple[Done, ...]:
        """Everything that has happened to duties."""
        return tuple(one for standing in self.standings.values() for one in standing.done)

    def ticks(self, occasion_id: str) -> tuple[datetime, ...]:
        """When the paperwork of an occasion was ticked."""
        done = self.standings.get(occasion_id, Standing()).done
        return tuple(one.at for one in done if one.duty is Duty.paperwork and one.step is None)

    def schedule(self, now: datetime) -> Schedule:
        """The schedule, with days near `now` counting as called at the set time where nobody has said so."""
        hours = {one.unit: self.unit(one.unit).hours for one in self.occasions}
        return Schedule(self.occasions, tuple(hours.items()), tuple(self._days(hours, now)))

    def plan(self, now: datetime) -> tuple[CheckIn, ...]:
        """Every check-in from `now` on, whatever anybody muted: that is left out as it goes, so it leaves no trace."""
        again = tuple(one.id for one in self.occasions if one.flags and one.day and abs(one.day - now.date()) <= _BACK)
        asked = [planning.Asked(_linked(one), Wishes(again=again)) for one in self.roster.people if may_be_asked(one)]
        return planning.plan(self.schedule(now), asked, self._delivered(), now, self.plans, self.asking.rules)

    def _delivered(self) -> tuple[Delivered, ...]:
        return tuple(
            Delivered(person, about.occasion, moment, about.edition, batch.at)
            for batch in self.batches
            if batch.stage is not Stage.waiting
            for asked in batch.asked
            for about in asked.about
            for moment in about.moments
            for person in asked.people
        )

    def _days(self, hours: Mapping[str, Hours], now: datetime) -> list[UnitDay]:
        known = {(one.unit, one.on): one for one in self.days}
        at, found = self.asking.sheet_at, []
        for unit, on in sorted({(one.unit, one.day) for one in self.occasions if one.day}):
            day = known.get((unit, on), UnitDay(unit, on))
            ahead = on - self.today(unit, now)
            if at and day.sheet_out is None and ahead <= _AHEAD:
                day = replace(day, sheet_out=instant(hours[unit].zone, on - ONE_DAY, at))
            if ahead >= -_BACK:
                found.append(day)
        return found


def read(tx: Tx, production: Production) -> Known:
    """Read it all. Hold the production first, if something is to be written by it."""
    return Known(
        productions.book(tx, production),
        productions.units_of(tx, production),
        people.read(tx, production),
        occasions.all_of(tx, production),
        schedules.days_of(tx, production),
        schedules.standings_of(tx, production),
        checkins.all_of(tx, production),
    )


def may_be_asked(person: Person) -> bool:
    """Whether they joined and have said yes to a cast id."""
    return person.joined and bool(_sure(person))


def _sure(person: Person) -> tuple[str, ...]:
    return tuple(one for one in person.cast_ids if one not in person.unsure)


def _linked(person: Person) -> Linked:
    return Linked(person.id, _sure(person), person.zone)
