"""The readers' channel is archived, or the bot taken out of it: readers are told once, by the clock, by no line."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.interface import ChannelAddress, DeliveryFailed, PlatformAddress
from bot.posting import Posting
from bot.ringing import Bell
from bot.rota.channel import ReadersChannel
from bot.rota.rota import Rota
from bot.text.catalog import speaker
from storage import productions
from tests.bot.bad_set import READERS, OnSet, demo
from tests.bot.test_joined import cards

SAY = speaker("en")
LOST = SAY("chat-channel-lost")
A_DAY = timedelta(days=1)
AT_ONCE = timedelta(seconds=1)
READ = ("mara", "ilo", "sanne")


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """Give the demo, opened and not served."""
    async with demo() as opened:
        yield opened


def lost(patch: pytest.MonkeyPatch, on: OnSet, *, permanent: bool = True) -> None:
    """From now on the channel can't be looked at, and nothing is posted there."""

    async def refused(_channel: ChannelAddress) -> frozenset[PlatformAddress]:
        raise DeliveryFailed("no_channel", permanent=permanent)

    patch.setattr(on.local, "members", refused)


async def told(on: OnSet) -> list[int]:
    """How many messages each reader has."""
    return [len(on.notes(user)) for user in READ]


async def on_desk(on: OnSet, user: str) -> bool:
    """Whether somebody's desk says it."""
    await on.hand(user).press("r-desk", "")
    return LOST in on.hand(user).text


async def look(on: OnSet) -> None:
    """The look of every morning."""
    await ReadersChannel(on.running.house, Posting(on.running.platforms)).look()
    await on.go_on(AT_ONCE)


async def test_every_reader_gets_one_message_and_reads_on_the_desk_what_happened(
    on: OnSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await told(on)
    lost(monkeypatch, on)
    for _ in range(3):
        await look(on)
    assert await told(on) == [count + 1 for count in before]
    assert all([await on_desk(on, user) for user in READ])
    monkeypatch.undo()
    await look(on)
    assert await told(on) == [count + 1 for count in before]
    assert not await on_desk(on, "mara")


async def test_the_clock_looks_by_itself(on: OnSet, monkeypatch: pytest.MonkeyPatch) -> None:
    lost(monkeypatch, on)
    await on.go_on(A_DAY)
    assert await on_desk(on, "mara")


async def test_every_later_start_looks_at_once(on: OnSet, monkeypatch: pytest.MonkeyPatch) -> None:
    lost(monkeypatch, on)
    await Rota(on.running.house, Posting(on.running.platforms), Bell()).begin()
    await on.go_on(AT_ONCE)
    assert await on_desk(on, "mara")


async def test_a_line_says_nothing_of_it_so_that_whoever_is_left_out_learns_nothing(
    on: OnSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost(monkeypatch, on)
    await on.hand("ada").press("now", "")
    await on.hand("ada").fill(words="Please come.")
    await on.go_on(AT_ONCE)
    book = await on.read(lambda tx: productions.book(tx, on.running.house.production))
    assert (await on.line()).line.direct
    assert not book.channel_lost


async def test_control_a_platform_that_is_out_of_order_has_lost_no_channel(
    on: OnSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await told(on)
    lost(monkeypatch, on, permanent=False)
    await look(on)
    assert await told(on) == before
    assert not await on_desk(on, "mara")


async def test_who_came_while_nobody_listened_is_found_at_the_next_look(on: OnSet) -> None:
    await on.hand("ada").raised()
    on.local.join(READERS, "tam")
    await look(on)
    assert cards(on) == []
    assert "direct" in await on.codes(await on.line())
