"""A line's card says how the line stands, whatever changes while a platform is slow to take it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from adapters.interface import ChannelAddress, MessageRef, PlatformAddress
from adapters.surfaces import Card
from bot.posting import Posting
from bot.text.catalog import speaker
from storage.agenda import Lane
from tests.bot.bad_set import READERS, OnSet, demo

SAY = speaker("en")


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """Give the demo, opened and not served."""
    async with demo() as opened:
        yield opened


@dataclass(slots=True)
class Slow:
    """The local set, which holds the next message to a channel until it is let go; `early` counts edits meanwhile."""

    on: OnSet
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    free: asyncio.Event = field(default_factory=asyncio.Event)
    early: int = 0

    def begin(self, patch: pytest.MonkeyPatch) -> None:
        """Be slow from now on."""
        send, edit = self.on.local.send, self.on.local.edit

        async def slowly(to: PlatformAddress | ChannelAddress, card: Card, delivery: str) -> MessageRef:
            if isinstance(to, ChannelAddress):
                self.begun.set()
                await self.free.wait()
            return await send(to, card, delivery)

        async def seen(message: MessageRef, card: Card) -> None:
            self.early += self.begun.is_set() and not self.free.is_set()
            await edit(message, card)

        patch.setattr(self.on.local, "send", slowly)
        patch.setattr(self.on.local, "edit", seen)


def state(on: OnSet) -> str:
    """What the only card in the readers' channel says of its line."""
    (message,) = on.local._house.posted.standing(f"channel/{on.channel}")
    return dict(message.card.facts)[SAY("card-state")]


async def test_what_changed_while_the_first_card_was_on_its_way_stands_on_it(
    on: OnSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, mara = Slow(on), on.hand("mara")
    slow.begin(monkeypatch)
    await on.hand("ada").sent()
    look = asyncio.ensure_future(on.go_on())
    await slow.begun.wait()
    await mara.opened()
    slow.free.set()
    await look
    assert state(on) == SAY("card-state-opened")


async def rested_while_a_new_card_is_on_its_way(on: OnSet, patch: pytest.MonkeyPatch, longest: float) -> int:
    """A line gets a new card for its new words, and is rested while the platform is slow to take that; early edits."""
    slow, ada, mara = Slow(on), on.hand("ada"), on.hand("mara")
    await ada.raised()
    await mara.answered("I will look.")
    await on.go_on()
    await ada.mine()
    await ada.press("add")
    await ada.fill(words="Thank you.")
    slow.begin(patch)
    nudge = asyncio.ensure_future(on.go_on())
    await slow.begun.wait()
    await mara.opened()
    await mara.press("r-rest")
    await mara.press("r-rest-go")
    edit = asyncio.ensure_future(on.running.delivery.look(Lane.TALK))
    await asyncio.wait([edit], timeout=longest)
    slow.free.set()
    await asyncio.gather(nudge, edit)
    return slow.early


async def test_bug_a_card_was_edited_while_another_took_its_place(on: OnSet, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await rested_while_a_new_card_is_on_its_way(on, monkeypatch, 0.3) == 0
    assert state(on) == SAY("card-state-resting")


async def test_control_without_a_turn_it_is(on: OnSet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Posting, "turn", lambda _self, _concern: nullcontext())
    assert await rested_while_a_new_card_is_on_its_way(on, monkeypatch, 30.0) > 0


async def test_a_new_card_says_that_there_are_news(on: OnSet) -> None:
    ada, mara = on.hand("ada"), on.hand("mara")
    await ada.raised()
    await mara.answered("I will look.")
    await on.go_on()
    await ada.mine()
    await ada.press("add")
    await ada.fill(words="Thank you.")
    await on.go_on()
    (message,) = on.local._house.posted.standing(f"channel/{on.channel}")
    assert dict(message.card.facts)[SAY("card-news")] == SAY("card-news-something")


async def test_news_that_a_stranger_would_see_take_the_card_away_until_they_have_left(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.raised()
    await ada.mine()
    await ada.press("add")
    await ada.fill(words="Thank you.")
    on.local.join(READERS, "tam")
    await on.go_on()
    assert on.local._house.posted.standing(f"channel/{on.channel}") == ()
    on.local.leave(READERS, "tam")
    await on.go_on()
    assert state(on) == SAY("card-state-released")


async def test_bug_a_card_went_on_saying_that_somebody_has_it_when_their_time_had_passed(on: OnSet) -> None:
    ada, mara = on.hand("ada"), on.hand("mara")
    await ada.raised()
    await mara.opened()
    await mara.press("r-take")
    await mara.fill()
    await on.go_on(timedelta(seconds=1))
    assert state(on) == SAY("card-state-taken")
    promise = (await on.line()).line.promise
    assert promise
    await on.go_on(promise - on.clock.now() + timedelta(minutes=1))
    assert state(on) == SAY("card-state-released")
