"""The one door for every change of the schedule: each act is one transaction, and what is pending follows in it.

Nothing is sent by any of these acts; what is due is a row. No act says anything of a concern, or of what anybody
answered or muted, so that whoever holds this object can't learn of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from bot.checkins import changes, imports, keeping, known
from bot.checkins.changes import Changed, NoSuchOccasion
from bot.checkins.known import Known
from bot.checkins.replanning import Moment, replan
from bot.house import House
from bot.schedules.consequences import DryRun
from bot.schedules.reading import Habits
from bot.schedules.shape import Read
from escalation.occasions import Called, Occasion, State, UnitDay
from escalation.prompts import Done, Duty
from escalation.readiness import Readiness, Setting, shown
from storage import schedules
from storage.productions import Unit
from storage.schedules import Standing
from storage.store import Tx

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the office may see, at one moment: the schedule, whose ids are linked, readiness, what happened to duties.

    - `days`: what was said of single days. `linked`: cast ids with an account; any other needs a visit.
    - `readiness`: by occasion, None where nothing is flagged. `done`: the office was asked, told, or has ticked.
    - `undoable`: the last change can still be taken back. `stamp`: another one after any change.
    """

    units: tuple[Unit, ...] = field(repr=False)
    occasions: tuple[Occasion, ...] = field(repr=False)
    days: tuple[UnitDay, ...]
    linked: frozenset[str] = field(repr=False)
    readiness: Mapping[str, Readiness | None]
    done: tuple[Done, ...]
    undoable: bool
    stamp: str

    def of_day(self, unit: str, on: date) -> tuple[Occasion, ...]:
        """One day of a unit."""
        return tuple(one for one in self.occasions if (one.unit, one.day) == (unit, on))


class Schedules:
    """The schedule of one production. Every act gives what is different afterwards: nothing, if it was so already.

    `NoSuchOccasion` for an id that isn't there; `storage.errors.Stale` where somebody else was first.
    """

    def __init__(self, house: House) -> None:
        self._house = house

    async def seen(self) -> Seen:
        """Look at it."""
        now, production = self._house.clock.now(), self._house.production

        def work(tx: Tx) -> Seen:
            found = known.read(tx, production)
            return _seen(found, now, undoable=keeping.can_undo(found, schedules.undo_of(tx, production)))

        return await self._house.store.read(work)

    # --- Single occasions ---------------------------------------------------------------------------------------------

    def new_id(self) -> str:
        """An id for an occasion that is added; kept in the form, it makes sending the form twice harmless."""
        return self._house.entropy.bytes(16).hex()

    async def put(self, wanted: Occasion) -> Changed:
        """Add an occasion, or edit one at the revision it was read at: times, people, flags, standby."""
        return await self._change(lambda found, now: changes.put(found, wanted, now))

    async def move(self, occasion_id: str, to: date) -> Changed:
        """Give it another day."""
        return await self._change(lambda found, now: changes.moved(found, occasion_id, to, now))

    async def bring(self, occasion_id: str, state: State) -> Changed:
        """Hold, cancel or wrap it, put it on closed set, or on again. Raises `rescheduling.NotPossible`."""
        return await self._change(lambda found, now: changes.brought(found, occasion_id, state, now))

    async def shoot_again(self, occasion_id: str, on: date | None, id_: str) -> Changed:
        """Plan a reshoot, pick-up or insert of it under an id of `new_id`."""
        return await self._change(lambda found, now: changes.shot_again(found, occasion_id, on, id_, now))

    async def call(self, occasion_id: str, call: Called) -> Changed:
        """Call somebody to it, or otherwise than before."""
        return await self._change(lambda found, now: changes.called(found, occasion_id, call, now))

    async def uncall(self, occasion_id: str, cast_id: str) -> Changed:
        """Call somebody to it no more."""
        return await self._change(lambda found, now: changes.uncalled(found, occasion_id, cast_id, now))

    async def resolve(self, occasion_id: str) -> Changed:
        """Say that a minor beside intimacy is in order there."""
        return await self._change(lambda found, now: changes.resolved(found, occasion_id, now))

    # --- Days ---------------------------------------------------------------------------------------------------------

    async def move_day(self, unit: str, on: date, to: date) -> Changed:
        """Give a unit's day another date."""
        return await self._change(lambda found, now: changes.day_moved(found, unit, (on, to), now))

    async def push_day(self, unit: str, on: date, by: timedelta, stamp: str) -> Changed:
        """Push or pull a unit's day, seen with `changes.stamp` of its occasions. Raises `rescheduling.OverTheDay`."""
        return await self._change(lambda found, now: changes.pushed(found, (unit, on, stamp), by, now))

    async def sheet_out(self, unit: str, on: date) -> Changed:
        """[Call sheet is out]: the day's check-ins start."""
        return await self._change(lambda found, now: changes.sheet_out(found, unit, on, now))

    async def wrap(self, unit: str, on: date) -> Changed:
        """The unit has wrapped."""
        return await self._change(lambda found, now: changes.wrapped(found, unit, on, now))

    # --- Imports ------------------------------------------------------------------------------------------------------

    async def habits(self) -> Habits:
        """How this production's schedules are written, to read a file by."""
        now, production = self._house.clock.now(), self._house.production
        return await self._house.store.read(lambda tx: imports.habits(known.read(tx, production), now))

    async def dry_run(self, read: Read) -> tuple[DryRun, str]:
        """What a file would change, and the stamp to apply it with. Nothing is written."""
        now, production = self._house.clock.now(), self._house.production

        def work(tx: Tx) -> tuple[DryRun, str]:
            found = known.read(tx, production)
            return imports.dry(found, read, now, production), changes.stamp(found.occasions)

        return await self._house.store.read(work)

    async def apply(self, read: Read, stamp: str) -> DryRun:
        """Make the schedule what a file says, as the dry run with this stamp said. Flags stay a human's."""
        moment, production = self._moment(), self._house.production
        (spare,) = await self._house.content_keys(1)
        run = await self._house.store.write(lambda tx: imports.apply(tx, production, (read, stamp), moment, spare))
        self._house.wake()
        return run

    async def undo(self) -> Changed:
        """Take the last change back. Raises `keeping.NothingToUndo` or `keeping.AlreadySent`."""
        moment, production = self._moment(), self._house.production
        changed = await self._house.store.write(lambda tx: keeping.undo(tx, production, moment))
        self._house.wake()
        return changed

    # --- What was done about an occasion ------------------------------------------------------------------------------

    async def tick(self, occasion_id: str, duty: Duty) -> None:
        """Somebody of the office says that this was done; the time of it is kept."""

        def ticked(standing: Standing, now: datetime) -> Standing:
            return replace(standing, done=(*standing.done, Done(occasion_id, duty, None, now)))

        await self._stand(occasion_id, ticked)

    async def set_readiness(self, occasion_id: str, readiness: Readiness) -> None:
        """The coordinator's own act; it holds until the end of the unit's day."""
        await self._stand(occasion_id, lambda standing, now: replace(standing, setting=Setting(readiness, now)))

    async def replan(self) -> None:
        """Plan anew after something that isn't the schedule changed: who joined, hours, rules."""
        moment, production = self._moment(), self._house.production

        def work(tx: Tx) -> None:
            replan(tx, production, keeping.hold(tx, production), moment)

        await self._house.store.write(work)
        self._house.wake()

    async def _stand(self, occasion_id: str, change: Callable[[Standing, datetime], Standing]) -> None:
        moment, production = self._moment(), self._house.production

        def work(tx: Tx) -> None:
            found = keeping.hold(tx, production)
            if found.occasion(occasion_id) is None:
                raise NoSuchOccasion
            standing = change(found.standings.get(occasion_id, Standing()), moment.now)
            schedules.put_standing(tx, production, occasion_id, standing)
            replan(tx, production, found.with_standing(occasion_id, standing), moment)

        await self._house.store.write(work)
        self._house.wake()

    async def _change(self, decide: Callable[[Known, datetime], Changed]) -> Changed:
        moment, production = self._moment(), self._house.production

        def work(tx: Tx) -> Changed:
            found = keeping.hold(tx, production)
            changed = decide(found, moment.now)
            keeping.keep(tx, production, found, changed, moment)
            return changed

        changed = await self._house.store.write(work)
        self._house.wake()
        return changed

    def _moment(self) -> Moment:
        return Moment(self._house.clock.now(), self._house.entropy.bytes(16))


def _seen(found: Known, now: datetime, *, undoable: bool) -> Seen:
    readiness = {
        one.id: shown(one, found.standings.get(one.id, Standing()).setting, found.unit(one.unit).hours, now)
        for one in found.occasions
    }
    return Seen(
        found.units,
        found.occasions,
        found.days,
        frozenset(cast_id for person in found.roster.people for cast_id in person.cast_ids),
        readiness,
        found.done(),
        undoable,
        changes.stamp(found.occasions),
    )
