"""A story's production, founded in a home for the people of one platform, and running there; and its player."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app import open_house
from bot.cards import Cards
from bot.clock import MovableClock
from bot.demo import begin_story, cast, found_production, greet
from bot.demo_cast import BOOK
from bot.diary import StoredDiary
from bot.entropy import SystemEntropy
from bot.stories import Story
from bot.story_cast import people_of
from bot.story_stage import TellingStage
from bot.text.catalog import LANGUAGES
from tests.storage.homes import Home
from tests.stories.hands import CHANNELS, Hands, People
from tests.stories.player import Player


@asynccontextmanager
async def told(story: Story, home: Home, hands: Hands) -> AsyncIterator[Player]:
    """A story that is ready to be played, while the block runs; composed as the demo is."""
    clock, everybody, store = MovableClock(), people_of(story), home.open()
    begin_story(clock)
    production = await found_production(store, clock, everybody, hands.at)
    stage = TellingStage(clock, story=story, cast=cast(everybody))
    platform = hands.platform(StoredDiary(store, clock))
    running = stage.running = await open_house(store, [production], clock, SystemEntropy(), {platform.name: platform})
    try:
        async with asyncio.TaskGroup() as group:
            listening = group.create_task(platform.run(running.doors.receive))
            await platform.ready()
            await greet(platform, Cards(running.house.tokens), everybody, hands.at)
            yield Player(hands, stage)
            listening.cancel()
    finally:
        await running.close()


async def played(story: Story, home: Home, hands: Hands) -> str:
    """Play it to its end: what didn't come true, as the bar of the demo says it; empty if everything did."""
    async with told(story, home, hands) as player:
        problem = await player.to_the_end(BOOK.language)
        assert said_aloud(story, hands) == []
    return problem


def said_aloud(story: Story, hands: People) -> list[str]:
    """Where words that somebody typed into a form stand in a channel, or in anybody's messages."""
    places = (*CHANNELS, *(one.id for one in people_of(story)))
    words = [text[language] for text in story.words.values() for language in LANGUAGES]
    return [place for place in places if any(one in hands.kept(place) for one in words)]
