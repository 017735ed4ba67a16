"""A day on the privacy tests' set: readers who press, an office channel that is listened to, a roster that changes."""

from __future__ import annotations

import json
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from adapters.interface import Pressed, Submitted
from adapters.surfaces import Form, Page, Say
from bot.posting import Posting
from bot.ringing import Bell
from bot.rota import who
from bot.rota.rota import Rota
from storage import agenda, audit, people, productions
from storage.people import Person, Roster
from storage.productions import Book, News, Unit
from storage.store import Store
from tests.privacy.hands import Hand
from tests.privacy.life import Life
from tests.privacy.set import OFFICE_CHANNEL, START, UNIT, ZONE, OnSet, memory, open_set


@dataclass(slots=True)
class Work:
    """The set, at work."""

    on: OnSet
    rota: Rota
    life: Life = field(init=False)

    def __post_init__(self) -> None:
        self.life = Life.begun(self.on)

    # --- time ---------------------------------------------------------------------------------------------------------

    async def until(self, clock: str, days: int = 0) -> None:
        """Go on to this time by the set's clock, today or so many days later; everything due on the way happens."""
        await self.on.go_on(at(clock, days) - self.on.clock.now())

    # --- who says what ------------------------------------------------------------------------------------------------

    async def press(self, hand: Hand, action: str, token: str = "") -> Page:
        """Press something of one's own desk."""
        page = await hand.act(Pressed(action, token))
        assert not hand.errors, hand.errors
        assert isinstance(page, Page)
        return page

    async def asked(self, hand: Hand) -> Form | Page:
        """Open what whoever is to read is asked, or what it came to."""
        page = await hand.act(Pressed("r-join"))
        assert not hand.errors, hand.errors
        assert isinstance(page, Form | Page)
        return page

    async def accept(self, hand: Hand) -> Page:
        """Tick the promise and accept; where nothing of the kind is asked, press it all the same."""
        await hand.act(Pressed("r-join"))
        page = await hand.act(Submitted("r-join-yes", {"promise": "yes"}))
        assert not hand.errors, hand.errors
        assert isinstance(page, Page)
        return page

    async def here(self, *hands: Hand) -> None:
        """Each opens the desk and presses [I'm here]."""
        for hand in hands:
            await self.press(hand, "r-desk")
            assert hand.has("r-here"), hand.user
            await hand.press("r-here")

    def office(self) -> list[str]:
        """All that the office's channel was told, in order."""
        calls = [call for call in self.on.platform.calls if call.to == OFFICE_CHANNEL]
        return [json.loads(call.surface)["Card"]["notice"] for call in calls]

    def dms(self, user: str) -> list[str]:
        """What reached somebody's own chat: the action of each message's first button."""
        calls = [call for call in self.on.platform.calls if call.to == user]
        return [json.loads(call.surface)["Card"]["buttons"][0]["Button"]["action"] for call in calls]

    # --- what is kept -------------------------------------------------------------------------------------------------

    async def change(self, person: Person, **reading: Any) -> None:
        """Change what a reader says of themselves, as no press does; somebody who isn't there is added."""
        (spare,) = await self.on.running.house.content_keys(1)

        def changed(roster: Roster) -> Roster:
            now = roster.by_id(person.id) or person
            return roster.having(replace(now, reading=replace(now.reading, **reading) if now.reading else None))

        await Store.write(self.on.store, lambda tx: people.change(tx, self.on.production, spare, changed))

    async def unit(self, unit: Unit) -> None:
        """Change the unit, as the file does."""
        await Store.write(self.on.store, lambda tx: productions.rewrite_unit(tx, self.on.production, unit))

    async def person(self, person: Person) -> Person:
        """Somebody as the roster has them now."""
        found = await self.on.read(people.read)
        known = found.by_id(person.id)
        assert known
        return known

    async def book(self) -> Book:
        """The production's book."""
        return await self.on.read(productions.book)

    async def news(self) -> list[News]:
        """What everybody is told of."""
        return list((await self.book()).news)

    async def planned(self, subject: bytes, kind: str) -> list[agenda.Entry]:
        """What of this kind stands on the agenda about this subject."""
        found = await self.on.read(lambda tx, _: agenda.of(tx, subject))
        return [entry for entry in found if entry.kind == kind]

    async def audited(self) -> list[str]:
        """The codes of what was kept for the audit."""
        return [note.code for _, note in await self.on.read(audit.read)]


UNIT_ID = bytes.fromhex(UNIT.id)


def mark(work: Work, reader: Person) -> bytes:
    """What the agenda means this reader by."""
    return who.mark_of(work.on.production, reader.id)


def at(clock: str, days: int = 0) -> datetime:
    """A time of the set's first day, or of one after it."""
    hour, minute = map(int, clock.split(":"))
    day = START.astimezone(ZoneInfo(ZONE)).date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


def said(page: Form | Page) -> str:
    """The sentences of a page."""
    return "\n".join(block.text for block in page.blocks if isinstance(block, Say))


@asynccontextmanager
async def at_work(before: Callable[[Work], Any] | None = None, *, seed: int = 1) -> AsyncIterator[Work]:
    """The set at ten in the morning of a shooting day. `before` may change it before the rota begins anew."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder), seed=seed) as on:
            work = Work(on, Rota(on.running.house, Posting(on.platforms), Bell(private=True)))
            if before:
                await before(work)
                await work.rota.begin()
            yield work
