"""A production with three of the cast linked, a scene with nudity tomorrow, and hands on its schedule."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.checkins import known
from bot.checkins.known import Known
from bot.checkins.service import Schedules
from bot.lines import agenda_kinds as kinds
from escalation.checkins import About
from escalation.occasions import Called, Flag, Kind, Occasion, Part
from escalation.roster import Role
from storage import agenda, people, productions
from storage.agenda import Entry
from storage.checkins import Stage as Sent
from storage.people import Person, Roster
from storage.productions import Asking, Book
from storage.store import Tx
from tests.bot.stage import MAIN, PEOPLE, START, Stage, fixed_id, staged

TODAY = START.date()
TOMORROW = TODAY + timedelta(days=1)
CY = Person(fixed_id("cy"), "Cy Rowan", (Role.performer,), "local", "w", "cy", "en", joined=True)
LINKED = {"ada": "1", "bo": "3", "cy": "3X"}
"""Whose cast id is whose."""
CALLS = (Called("1", at=time(11)), Called("3", at=time(11, 30)), Called("3X", Part.double, time(11, 30)))
BARE = Occasion(fixed_id("bare"), MAIN.id, Kind.scene, "Sc 21", TOMORROW, time(13), (Flag.nudity,), CALLS)


@dataclass(slots=True)
class Office:
    """An open production and its schedule."""

    stage: Stage = field(repr=False)
    schedule: Schedules = field(repr=False)

    async def known(self) -> Known:
        """Everything that is known of the schedule."""
        return await self.stage.store.read(lambda tx: known.read(tx, self.stage.house.production))

    async def waiting(self) -> list[tuple[str, str, tuple[About, ...]]]:
        """Who is asked at which minute of Madrid, and about what, as it is planned; in order."""
        return sorted(
            (f"{batch.at:%d %H:%M}", person, asked.about)
            for batch in (await self.known()).batches
            if batch.stage is Sent.waiting
            for asked in batch.asked
            for person in asked.people
        )

    async def minutes(self) -> dict[str, list[str]]:
        """At which minutes (day and UTC) each of the cast is asked."""
        found: dict[str, list[str]] = {}
        names = {fixed_id(user): user for user in LINKED}
        for at, person, _ in await self.waiting():
            found.setdefault(names[person], []).append(at)
        return found

    async def entries(self) -> list[tuple[str, datetime]]:
        """What of the schedule stands on the agenda: kind and moment, in the order of time."""
        batches = (await self.known()).batches
        production = self.stage.house.production

        def look(tx: Tx) -> list[Entry]:
            found = [*agenda.of(tx, production.id)]
            for one in batches:
                found += agenda.of(tx, bytes.fromhex(one.id))
            return [one for one in found if one.kind in (kinds.CHECK_IN, kinds.DUTIES)]

        return sorted((one.kind, one.due) for one in await self.stage.store.read(look))

    async def change_roster(self, *changed: Person) -> None:
        """Put these people in the place of whoever has the same id."""
        (spare,) = await self.stage.house.content_keys(1)

        def work(tx: Tx) -> None:
            people.change(tx, self.stage.house.production, spare, lambda roster: _having(roster, changed))

        await self.stage.store.write(work)

    async def change_book(self, **changes: object) -> None:
        """Change what the production says of itself."""

        def work(tx: Tx) -> None:
            production = self.stage.house.production
            book: Book = replace(productions.book(tx, production), **changes)  # type: ignore[arg-type] # by name
            productions.rewrite_book(tx, production, book)

        await self.stage.store.write(work)


def _having(roster: Roster, changed: tuple[Person, ...]) -> Roster:
    for one in changed:
        roster = roster.having(one)
    return roster


@asynccontextmanager
async def office(folder: Path, *, sheet_at: time | None = None) -> AsyncIterator[Office]:
    """An office whose call sheets are out only when somebody says so, unless a time is set."""
    async with staged(folder) as stage:
        yield await office_on(stage, sheet_at)


async def office_on(stage: Stage, sheet_at: time | None = None) -> Office:
    """The office of a stage, with its cast linked."""
    found = Office(stage, Schedules(stage.house))
    cast = [one for one in (*PEOPLE, CY) if one.user in LINKED]
    await found.change_roster(*(replace(one, cast_ids=(LINKED[one.user],)) for one in cast))
    await found.change_book(asking=Asking(sheet_at=sheet_at))
    return found


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026; Madrid is an hour ahead until the 29th."""
    return START.replace(day=day, hour=hour, minute=minute)
