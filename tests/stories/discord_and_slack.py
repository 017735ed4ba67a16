"""A story's people on two platforms at once: who reads and the office on one, everybody else on the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from adapters.interface import Platform
from bot.app import open_house
from bot.cards import Cards
from bot.clock import MovableClock
from bot.demo import begin_story, cast, found_production, greet
from bot.demo_cast import roster_of
from bot.diary import StoredDiary
from bot.entropy import SystemEntropy
from bot.stories import Story
from bot.story_cast import people_of
from bot.story_stage import TellingStage
from storage import people
from storage.keys import Production, Use
from storage.people import Roster
from storage.store import Store
from tests.storage.homes import Home
from tests.stories.hands import CHANNELS, Channel, Filled, Hands, People, Press, Sight
from tests.stories.player import Player


@dataclass(slots=True)
class Both:
    """The crew on one platform, readers and office with their channels on the other."""

    crew: Hands
    desk: Hands
    at_the_desk: frozenset[str]

    def _of(self, who: str) -> People:
        return self.desk if who in self.at_the_desk else self.crew

    def page(self, who: str) -> Sight | None:
        """Where they are."""
        return self._of(who).page(who)

    def chat(self, who: str) -> Sight:
        """Where they are."""
        return self._of(who).chat(who)

    def channel(self, channel: Channel) -> Sight:
        """Where readers and office are."""
        return self.desk.channel(channel)

    def kept(self, place: str) -> str:
        """Where that is."""
        return self._of(place).kept(place)

    async def home(self, who: str) -> None:
        """Where they are."""
        await self._of(who).home(who)

    async def command(self, who: str, name: str) -> None:
        """Where they are."""
        await self._of(who).command(who, name)

    async def press(self, who: str, press: Press, filled: Filled) -> None:
        """Where they are."""
        await self._of(who).press(who, press, filled)

    async def close(self, who: str) -> None:
        """Where they are."""
        await self._of(who).close(who)

    async def restart(self, who: str) -> None:
        """Where they are."""
        await self._of(who).restart(who)


@asynccontextmanager
async def told_on_both(story: Story, home: Home, crew: Hands, desk: Hands) -> AsyncIterator[Player]:
    """A story that is ready to be played, with one house behind both platforms."""
    everybody = people_of(story)
    reading = tuple(one for one in everybody if one.audience != "person")
    writing = tuple(one for one in everybody if one not in reading)
    clock, store = MovableClock(), home.open()
    begin_story(clock)
    production = await found_production(store, clock, everybody, desk.at)
    await _move(store, production, Roster((*roster_of(crew.at, writing).people, *roster_of(desk.at, reading).people)))
    stage, diary = TellingStage(clock, story=story, cast=cast(everybody)), StoredDiary(store, clock)
    there = ((crew.platform(diary), crew, writing), (desk.platform(diary), desk, reading))
    platforms: dict[str, Platform] = {platform.name: platform for platform, _, _ in there}
    running = stage.running = await open_house(store, [production], clock, SystemEntropy(), platforms)
    try:
        async with asyncio.TaskGroup() as group:
            listening = [group.create_task(one.run(running.doors.receive)) for one in platforms.values()]
            for platform, hands, theirs in there:
                await platform.ready()
                await greet(platform, Cards(running.house.tokens), theirs, hands.at)
            yield Player(Both(crew, desk, frozenset({*CHANNELS, *(one.id for one in reading)})), stage)
            for one in listening:
                one.cancel()
    finally:
        await running.close()


async def _move(store: Store, production: Production, roster: Roster) -> None:
    """Some of the roster live elsewhere."""
    (spare,) = await asyncio.to_thread(store.keys.make, Use.CONTENT, production, 1)
    await store.write(lambda tx: people.change(tx, production, spare, lambda _: roster))
