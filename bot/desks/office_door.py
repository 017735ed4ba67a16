"""The office's way to the schedule: what it may do there, and no more. Readiness can't be set through it."""

from __future__ import annotations

import base64
from datetime import date, timedelta

from bot.checkins.keeping import AlreadySent, NothingToUndo
from bot.checkins.service import Schedules
from bot.desks.office_board import Board, NoWayBack, OfficeSchedule
from bot.house import House
from bot.schedules.consequences import DryRun
from bot.schedules.reading import Habits
from bot.schedules.shape import Read
from escalation.occasions import Called, Occasion, State
from escalation.prompts import Duty


class _Schedule:
    """The acts of `Schedules` that are the office's."""

    __slots__ = ("_clock", "_entropy", "_of")

    def __init__(self, house: House) -> None:
        self._of = Schedules(house)
        self._clock = house.clock
        self._entropy = house.entropy

    def once(self) -> str:
        return base64.urlsafe_b64encode(self._entropy.bytes(16)).decode().rstrip("=")

    async def look(self) -> Board:
        seen, now = await self._of.seen(), self._clock.now()
        ticks = tuple(one for one in seen.done if one.step is None)
        return Board(seen.units, seen.occasions, seen.days, seen.linked, seen.readiness, ticks, seen.undoable, now)

    async def tick(self, occasion_id: str, duty: Duty) -> None:
        await self._of.tick(occasion_id, duty)

    async def sheet_out(self, unit: str, on: date) -> None:
        await self._of.sheet_out(unit, on)

    async def wrap(self, unit: str, on: date) -> None:
        await self._of.wrap(unit, on)

    async def push(self, unit: str, on: date, by: timedelta, stamp: str) -> None:
        await self._of.push_day(unit, on, by, stamp)

    async def move(self, occasion_id: str, to: date) -> None:
        await self._of.move(occasion_id, to)

    async def bring(self, occasion_id: str, state: State) -> None:
        await self._of.bring(occasion_id, state)

    async def put(self, occasion: Occasion) -> None:
        await self._of.put(occasion)

    async def call(self, occasion_id: str, call: Called) -> None:
        await self._of.call(occasion_id, call)

    async def uncall(self, occasion_id: str, cast_id: str) -> None:
        await self._of.uncall(occasion_id, cast_id)

    async def resolve(self, occasion_id: str) -> None:
        await self._of.resolve(occasion_id)

    async def habits(self) -> Habits:
        return await self._of.habits()

    async def dry_run(self, read: Read) -> tuple[DryRun, str]:
        return await self._of.dry_run(read)

    async def apply(self, read: Read, stamp: str) -> DryRun:
        return await self._of.apply(read, stamp)

    async def undo(self) -> None:
        try:
            await self._of.undo()
        except NothingToUndo:
            raise NoWayBack(was_sent=False) from None
        except AlreadySent:
            raise NoWayBack(was_sent=True) from None


def office_schedule(house: House) -> OfficeSchedule:
    """The narrow object of one production."""
    return _Schedule(house)
