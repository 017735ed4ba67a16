"""The card from which everybody writes: it stands once in the channel that was chosen, and tells of nobody."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.interface import Act, ChannelAddress, DeliveryFailed, Gesture, PlatformAddress, Pressed
from adapters.surfaces import Form, Page
from bot.door_card import DoorCard
from bot.doors import Doors
from bot.lines import agenda_kinds as kinds
from bot.posting import Posting
from bot.text.catalog import LANGUAGES, speaker
from storage import productions
from storage.productions import Book, Channel, Door
from tests.bot.ends.nights import entries, rewrite
from tests.bot.test_doors import FIRST, SECOND, Two, two
from tests.privacy.recorder import dumped
from tests.privacy.set import LOCAL, WORKSPACE, OnSet, memory, open_set, reopened

__all__ = ["two"]
CREW = "CREW"
HALL = Channel(LOCAL, WORKSPACE, CREW)
HERE = ChannelAddress(LOCAL, WORKSPACE, CREW)


@pytest.fixture
async def folder() -> AsyncIterator[Path]:
    """Give a folder in memory."""
    with tempfile.TemporaryDirectory(dir=memory()) as found:
        yield Path(found)


@pytest.fixture
async def on(folder: Path) -> AsyncIterator[OnSet]:
    """Give a set whose production has just chosen a channel that everybody is in."""
    async with open_set(folder) as found:
        found.platform.members_of[CREW] = {"nell"}
        await rewrite(found, door=Door(HALL))
        await begun(found)
        yield found


async def begun(on: OnSet) -> None:
    """What a start does."""
    await planned(on)
    await on.settle()


async def planned(on: OnSet) -> None:
    """Put on the agenda what a start puts there."""
    await DoorCard(on.running.house, Posting(on.platforms)).begin()


@contextlib.asynccontextmanager
async def again(on: OnSet, folder: Path) -> AsyncIterator[OnSet]:
    """The same set after a restart."""
    await on.running.close()
    came_back = await reopened(folder, on.clock, on.dice, on.platforms)
    try:
        await came_back.settle()
        yield came_back
    finally:
        await came_back.running.close()


async def door(on: OnSet) -> Door | None:
    """What is kept of it."""
    book: Book = await on.read(productions.book)
    return book.door


def verbs(on: OnSet) -> list[str]:
    """What was done in the channel or to its card."""
    return [one.verb for one in on.platform.calls if "door" in one.surface or "quietly" in one.surface]


async def test_it_stands_once_however_often_ghostlight_starts(on: OnSet, folder: Path) -> None:
    assert len(on.platform.in_place(CREW)) == 1
    kept = await door(on)
    assert kept
    assert kept.card
    async with again(on, folder) as came_back:
        assert len(came_back.platform.in_place(CREW)) == 1
        assert await door(came_back) == kept
        assert verbs(came_back) == ["send", "edit"]
        assert not await entries(came_back, came_back.production.id, kinds.DOOR)


async def test_one_that_was_taken_away_is_posted_anew(on: OnSet, folder: Path) -> None:
    on.platform.standing.clear()
    async with again(on, folder) as came_back:
        assert len(came_back.platform.in_place(CREW)) == 1


async def test_killed_before_it_was_kept_it_stands_once_where_repeats_are_dropped(folder: Path) -> None:
    async with open_set(folder) as on:
        on.platform.members_of[CREW] = {"nell"}
        await rewrite(on, door=Door(HALL))
        on.store.weather = _lost
        await begun(on)
        assert len(on.platform.in_place(CREW)) == 1
        assert await door(on) == Door(HALL)
        on.store.weather = lambda *_: None
        await on.go_on(timedelta(minutes=2))
        assert len(on.platform.in_place(CREW)) == 1
        assert await door(on) != Door(HALL)


def _lost(when: str, _verb: str, name: str) -> None:
    if when == "before" and "_keep" in name:
        raise TimeoutError


async def test_a_channel_that_lets_nobody_in_is_tried_until_it_does(folder: Path) -> None:
    async with open_set(folder) as on:
        await rewrite(on, door=Door(HALL))
        await begun(on)
        await on.go_on(timedelta(minutes=11))
        assert verbs(on) == []
        assert await door(on) == Door(HALL)
        on.platform.members_of[CREW] = {"nell"}  # invited
        await on.go_on(timedelta(minutes=5))
        assert len(on.platform.in_place(CREW)) == 1


async def test_a_platform_out_of_order_leaves_the_card_where_it_is(on: OnSet, folder: Path) -> None:
    def out_of_order(verb: str) -> None:
        raise DeliveryFailed(f"{verb}_out_of_order", permanent=False)

    on.platform.weather = out_of_order
    kept = await door(on)
    async with again(on, folder) as came_back:
        assert verbs(came_back) == ["send", "edit"]  # and no second card, as one that is gone would have
        assert await door(came_back) == kept


async def test_without_a_channel_nothing_is_posted_or_planned(folder: Path) -> None:
    async with open_set(folder) as on:
        await begun(on)
        assert verbs(on) == []
        assert not await entries(on, on.production.id, kinds.DOOR)


async def test_a_channel_that_is_given_up_while_it_is_due_gets_no_card(folder: Path) -> None:
    async with open_set(folder) as on:
        on.platform.members_of[CREW] = {"nell"}
        await rewrite(on, door=Door(HALL))
        await planned(on)
        assert await entries(on, on.production.id, kinds.DOOR)  # the control
        await rewrite(on, door=None)
        await on.settle()
        assert verbs(on) == []
        assert not await entries(on, on.production.id, kinds.DOOR)


# --- what it says, and what a press does ------------------------------------------------------------------------


async def test_it_says_the_same_whatever_was_written_and_by_whom(on: OnSet, folder: Path) -> None:
    (before,) = on.platform.in_place(CREW)
    await press(on, Pressed("write"))
    async with again(on, folder) as came_back:
        (after,) = came_back.platform.in_place(CREW)
    assert dumped(after) == dumped(before)
    assert not any(one.token for one in before.buttons)
    assert [one.action for one in before.buttons] == ["write", "now", "who", "speak-es"]
    assert before.notice == speaker("en")("door-notice")
    assert not before.calls


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_says_that_nobody_sees_who_presses(on: OnSet, folder: Path, language: str) -> None:
    await rewrite(on, language=language)
    async with again(on, folder) as came_back:
        (card,) = came_back.platform.in_place(CREW)
    assert speaker(language)("door-private") in card.said


async def press(on: OnSet, act: Act, channel: ChannelAddress | None = HERE) -> Page | Form:
    """Somebody presses on it."""
    gesture = Gesture(PlatformAddress(LOCAL, WORKSPACE, "nell"), act, channel, "en")
    return (await on.running.doors.receive(gesture)).surface


@pytest.mark.parametrize("action", ["write", "now", "who", "speak-es"])
async def test_a_press_is_answered_as_in_their_own_chat_and_posts_nothing(on: OnSet, action: str) -> None:
    calls = len(on.platform.calls)
    pressed, own = await press(on, Pressed(action)), await press(on, Pressed(action), None)
    assert _same(pressed) == _same(own)
    assert len(on.platform.calls) == calls


def _same(surface: Page | Form) -> Page | Form:
    return replace(surface, once="same") if isinstance(surface, Form) else surface


async def test_control_in_the_readers_channel_the_same_press_is_another(on: OnSet) -> None:
    assert _same(await press(on, Pressed("write"), on.readers_channel)) != _same(await press(on, Pressed("write")))


async def test_with_several_productions_the_channel_says_which(two: Two) -> None:
    rooms = two.running.doors._rooms
    two.running.doors = Doors(two.running.store, (rooms[0], replace(rooms[1], door_channel=HERE)))
    box = await two.act("ada", Pressed("write"), HERE)
    assert isinstance(box, Form)
    assert SECOND in str(box.blocks)
    assert FIRST not in str(box.blocks)
    assert (await two.act("ada", Pressed("write"))).title == speaker("en")("choose-title")  # the control
