"""Ghostlight dies and comes back between any two steps of a conversation on Discord; Discord itself stays.

A new process knows the store and nothing else: the buttons, forms and messages that stand there must be enough for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Final

import pytest
from simcord.results import InteractionResult

from adapters.discord import answers
from bot import stories
from bot.app import Running, open_house
from bot.cards import Cards
from bot.clock import MovableClock
from bot.demo import begin_story, cast, found_production, greet
from bot.demo_cast import BOOK
from bot.diary import StoredDiary
from bot.entropy import SystemEntropy
from bot.stories import Story
from bot.story_cast import people_of
from bot.story_stage import TellingStage
from bot.text.catalog import speaker
from storage import productions
from tests.storage.homes import Home
from tests.stories import eyes
from tests.stories.conftest import home
from tests.stories.discord_hands import DiscordHands, discord_hands
from tests.stories.discord_seen import values_of
from tests.stories.hands import Box, Press
from tests.stories.player import Player
from tests.stories.telling import said_aloud

assert home
TOLD: Final = [one for one in stories.every_story() if one.name in ("night-before", "closed-set", "account-cut")]


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine two seconds may pass for no reason of ours."""
    monkeypatch.setattr(answers, "PATIENCE", 60.0)


@dataclass(slots=True)
class Lives:
    """One process after the other over the same store."""

    home: Home
    hands: Mortal
    stage: TellingStage
    deaths: int = 0
    listening: asyncio.Task[None] | None = None

    @property
    def running(self) -> Running:
        """The one that lives."""
        assert self.stage.running
        return self.stage.running

    async def begin(self) -> None:
        """A process starts."""
        store, clock = self.home.open(), self.stage.clock
        (production,) = await store.read(productions.all_of)
        platform = self.hands.platform(StoredDiary(store, clock))
        self.stage.running = await open_house(store, [production], clock, SystemEntropy(), {platform.name: platform})
        self.listening = asyncio.create_task(platform.run(self.running.doors.receive))
        await platform.ready()

    async def end(self) -> None:
        """It is gone, with everything it had in memory; nothing is tidied up."""
        assert self.listening
        self.listening.cancel()
        with suppress(asyncio.CancelledError):
            await self.listening
        await self.running.alarm.stop()
        await asyncio.to_thread(self.running.store.close)
        self.running.store.keys.close()

    async def die(self) -> None:
        """One ends, the next begins."""
        await self.end()
        await self.begin()
        self.deaths += 1


@dataclass(slots=True)
class Mortal(DiscordHands):
    """Hands on a Discord whose bot dies after each thing it has answered, while `is_mortal`."""

    lives: Lives | None = None
    is_mortal: bool = True

    async def _done(self, who: str, result: InteractionResult) -> None:
        await DiscordHands._done(self, who, result)
        assert self.lives
        if self.is_mortal:
            await self.lives.die()


@asynccontextmanager
async def _told(story: Story, home: Home) -> AsyncIterator[tuple[Player, Lives]]:
    everybody = people_of(story)
    clock, store = MovableClock(), home.open()
    begin_story(clock)
    async with discord_hands(everybody) as sound:
        hands = Mortal(sound.here, sound.people, sound.channels, sound.at)
        await found_production(store, clock, everybody, hands.at)
        await asyncio.to_thread(store.close)
        store.keys.close()
        lives = hands.lives = Lives(home, hands, TellingStage(clock, story=story, cast=cast(everybody)))
        await lives.begin()
        platform, tokens = lives.running.platforms["discord"], lives.running.house.tokens
        await greet(platform, Cards(tokens), everybody, hands.at)
        try:
            yield Player(hands, lives.stage), lives
        finally:
            await lives.end()


@pytest.mark.parametrize("story", TOLD, ids=lambda story: story.name)
async def test_a_story_comes_true_though_the_bot_dies_between_any_two_presses(home: Home, story: Story) -> None:
    async with _told(story, home) as (player, lives):
        assert await player.to_the_end(BOOK.language) == ""
        assert said_aloud(story, player.hands) == []
        assert lives.deaths > 10


WORDS: Final = "Somebody filmed where nobody may."
ADA: Final = "ada"
SAY: Final = speaker("en")


def _press(hands: DiscordHands, label: str) -> Press:
    """The button that Ada sees under this label."""
    return next(one for one in hands.page(ADA) or () if isinstance(one, Press) and one.label == label)


def _reads(hands: DiscordHands) -> str:
    """Everything that Ada sees."""
    return eyes.everything(hands.page(ADA) or ())


async def test_what_a_modal_has_no_room_for_is_still_offered_by_the_next_life_and_the_words_are_kept(
    home: Home,
) -> None:
    async with _told(TOLD[0], home) as (player, lives):
        hands = lives.hands
        hands.is_mortal = False  # which acts a modal left out is known to the life that opened it
        await hands.command(ADA, "concern")
        hands.is_mortal = True
        box = next(one for one in hands.page(ADA) or () if isinstance(one, Box) and not one.options)
        await hands.press(ADA, _press(hands, SAY("note-now")), {box.name: (WORDS,)})
        assert lives.deaths == 2
        assert SAY("now-title") in _reads(hands)
        await hands.close(ADA)
        await hands.command(ADA, "inbox")
        assert WORDS in _reads(hands)
        assert said_aloud(player.stage.story, hands) == []


async def _now(hands: DiscordHands) -> InteractionResult:
    """Ada opens the form for now."""
    await hands.home(ADA)
    await hands.press(ADA, _press(hands, SAY("note-now")), {})
    opened = hands.before[ADA].modal
    assert opened
    return opened


async def test_killed_after_it_was_saved_and_before_it_was_answered_the_same_form_saves_nothing_twice(
    home: Home,
) -> None:
    async with _told(TOLD[0], home) as (_, lives):
        hands, backend = lives.hands, lives.hands.here.env.backend
        opened = await _now(hands)
        hands.here.env.inject_error("POST", "/interactions/*/callback", times=None)
        assert opened.modal
        sent = await hands.people[ADA].user.submit_modal(opened, values_of(opened.modal, {"words": (WORDS,)}))
        assert not sent.acknowledged
        backend.faults.pop()
        await lives.die()
        opened._interaction.modal_consumed = False  # nobody answered, so Discord leaves it open with the words in it
        await hands.press(ADA, _press(hands, SAY("now-send")), {"words": (WORDS,)})
        assert SAY("receipt-heading", alias="\0").split("\0")[0] in _reads(hands)
        assert len(await _cards(lives)) == 1
        await _now(hands)
        await hands.press(ADA, _press(hands, SAY("now-send")), {"words": (WORDS,)})
        assert len(await _cards(lives)) == 2, "the control: another form is another line"


async def _cards(lives: Lives) -> list[str]:
    """What opens a line in the readers' channel once everything has left."""
    await lives.stage.go("5min")
    there = lives.hands.channel("readers")
    return [one.label for one in there if isinstance(one, Press) and one.label == SAY("card-open")]
