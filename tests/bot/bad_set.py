"""The demo, opened and not served: real desks, a clock that is moved, and a store that can fail."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine, event

from adapters.interface import ChannelAddress
from adapters.local import acts
from adapters.local.cast import PLATFORM
from adapters.local.platform import LocalSet
from bot.app import Running, channel_of
from bot.clock import MovableClock
from bot.demo import open_demo
from bot.demo_cast import BOOK
from bot.desks import reader_words, writing
from bot.line_posts import delivery_id
from bot.lines import agenda_kinds as kinds
from storage import agenda, concerns, people
from storage.agenda import Entry
from storage.concerns import Concern
from storage.lines import Noted, Said
from storage.people import Person, Roster
from storage.store import GroupWriter, Store, Tx
from tests.bot.bad_hand import Hand
from tests.bot.bad_weather import Weather
from tests.privacy.set import memory

T = TypeVar("T")
READERS = ChannelAddress(*channel_of(BOOK.readers_channel))
OFFICE = ChannelAddress(*channel_of(BOOK.office_channel))


@dataclass(slots=True)
class OnSet:
    """The demo as it runs, with the weather over its store."""

    running: Running = field(repr=False)
    local: LocalSet = field(repr=False)
    clock: MovableClock
    weather: Weather
    hands: dict[str, Hand] = field(default_factory=dict, repr=False)
    asks: set[str] = field(default_factory=set, repr=False)
    writes: bool = True

    def watch_asks(self) -> None:
        """Tell what asks a reader about a line from a cover check, which looks the same. `writes` off: none is sent."""
        (acts,) = self.running.delivery._acts.values()
        assert isinstance(acts, dict)
        ask = acts[kinds.ASK]

        async def carry_out(entry: Entry) -> None:
            self.asks.add(delivery_id(entry))
            if self.writes:
                await ask(entry)

        acts[kinds.ASK] = carry_out

    def asked(self, by: datetime | None = None) -> list[str]:
        """Who was asked about a line and the message was taken, until a moment; once for each message."""
        posted = self.local._house.posted._do("SELECT place, delivery, at FROM message")
        messages = [(place, at) for place, delivery, at in posted if delivery in self.asks]
        return [place.removeprefix("dm/") for place, at in messages if by is None or datetime.fromisoformat(at) <= by]

    @property
    def store(self) -> Store:
        """Its store."""
        return self.running.store

    @property
    def engine(self) -> Engine:
        """What writes its data."""
        assert isinstance(self.weather.writer, GroupWriter)
        return self.weather.writer._engine

    @property
    def channel(self) -> str:
        """The readers' channel."""
        return READERS.channel

    def hand(self, user: str, platform: str = PLATFORM) -> Hand:
        """Somebody's hands."""
        return self.hands.setdefault(f"{platform} {user}", Hand(self, user, platform))

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Look into the store."""
        return await self.store.read(work)

    async def go_on(self, by: timedelta = timedelta(minutes=31)) -> None:
        """Let time pass from due moment to due moment."""
        target = self.clock.now() + by
        await self.running.alarm.settle()
        for _ in range(300):
            due = await self.store.read(agenda.next_due)
            if due is None or due > target:
                break
            self.clock.move_to(due)
            await self.running.alarm.settle()
        self.clock.move_to(target)
        await self.running.alarm.settle()

    async def lines(self) -> tuple[Concern, ...]:
        """Every concern that is kept, drafts too."""
        return await self.read(lambda tx: concerns.all_of(tx, self.running.house.production))

    async def line(self) -> Concern:
        """The only concern that is kept."""
        (one,) = await self.lines()
        return one

    async def said(self, concern: Concern) -> tuple[Said, ...]:
        """All that was said on it."""
        found = await self.read(lambda tx: concerns.said(tx, self.running.house.production, concern))
        return tuple(one for _, one in found)

    async def every_word(self) -> list[str]:
        """Everything that anybody said on any line, sorted."""
        return sorted([one.words for concern in await self.lines() for one in await self.said(concern)])

    async def codes(self, concern: Concern) -> list[str]:
        """The person's record, in order."""
        found: tuple[Noted, ...] = await self.read(
            lambda tx: concerns.record(tx, self.running.house.production, concern)
        )
        return [one.code for one in found]

    async def roster(self) -> Roster:
        """Everybody who is known."""
        return await self.read(lambda tx: people.read(tx, self.running.house.production))

    async def rename(self, name: str, other: str) -> None:
        """Give somebody another name on the roster, whatever it is."""
        (spare,) = await self.running.house.content_keys(1)

        def renamed(roster: Roster) -> Roster:
            return replace(roster, people=tuple(_named(one, name, other) for one in roster.people))

        await self.store.write(lambda tx: people.change(tx, self.running.house.production, spare, renamed))

    def fill_the_disk(self) -> None:
        """Leave no room for a page more."""
        with closing(self.engine.raw_connection()) as raw:
            raw.cursor().execute("VACUUM")  # free pages inside the file are room as well
            (pages,) = raw.cursor().execute("PRAGMA page_count").fetchone()
            raw.cursor().execute(f"PRAGMA max_page_count={pages}")

    def make_room(self) -> None:
        """Give the disk its room back."""
        with closing(self.engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA max_page_count=1000000")

    async def dismiss(self, name: str) -> None:
        """Take somebody off the roster."""
        (spare,) = await self.running.house.content_keys(1)

        def left(roster: Roster) -> Roster:
            return replace(roster, people=tuple(one for one in roster.people if one.name != name))

        await self.store.write(lambda tx: people.change(tx, self.running.house.production, spare, left))

    def notes(self, user: str) -> list[str]:
        """Everything that stands in somebody's chat with us."""
        return [one.card.notice for one in self.local._house.posted.standing(f"dm/{user}")]

    async def waiting(self) -> list[str]:
        """What stands on the agenda, by kind."""
        found = [
            entry.kind
            for one in await self.lines()
            for entry in await self.read(lambda tx, one=one: agenda.of(tx, one.id))  # type: ignore[misc]
        ]
        return sorted(found)


def _named(one: Person, name: str, other: str) -> Person:
    return replace(one, name=other) if one.name == name else one


@asynccontextmanager
async def demo(patience: timedelta = timedelta(minutes=1)) -> AsyncIterator[OnSet]:
    """The demo in memory, at ten in the morning of a day that is still to come.

    `patience` is how long anything may take: by default so long that a busy machine is no bad weather.
    """
    with TemporaryDirectory(prefix="ghostlight-bad-", dir=memory()) as folder, pytest.MonkeyPatch.context() as patient:
        patient.setattr(writing, "IN_TIME", patience.total_seconds())
        patient.setattr(reader_words, "PATIENCE", patience)
        patient.setattr(acts, "LONGEST_ANSWER", patience.total_seconds())
        clock = MovableClock()
        tomorrow = (clock.now() + timedelta(days=1)).date()
        clock.move_to(datetime.combine(tomorrow, time(9), UTC))
        running, local = await open_demo(Path(folder) / "demo", 0, clock)
        weather = Weather(running.store._writer)
        running.store._writer = weather
        try:
            on = OnSet(running, local, clock, weather)
            on.watch_asks()
            yield on
        finally:
            running.store._writer = weather.writer
            await running.close()
            local.close()


@contextlib.contextmanager
def overheard(on: OnSet) -> Iterator[list[str]]:
    """Every statement that reaches the data, in order."""
    heard = list[str]()

    def hear(_c: Any, _k: Any, statement: str, *_more: Any) -> None:
        heard.append(statement)

    engines = (on.engine, on.store._readers)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", hear)
    yield heard
    for engine in engines:
        event.remove(engine, "before_cursor_execute", hear)


async def together(*acts: Any) -> list[Any]:
    """At once; an error of one is an error of all."""
    return list(await asyncio.gather(*acts))
