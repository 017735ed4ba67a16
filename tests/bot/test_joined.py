"""Somebody comes into the readers' channel: what stands there and isn't for them goes at once, nothing else does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.interface import DeliveryFailed, Joined, MessageRef
from adapters.surfaces import Choices
from bot.lines import agenda_kinds as kinds
from bot.text.catalog import speaker
from tests.bot.bad_set import READERS, OnSet, demo

SAY = speaker("en")
AT_ONCE = timedelta(seconds=1)


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """Give the demo, opened and not served."""
    async with demo() as opened:
        yield opened


def cards(on: OnSet) -> list[str]:
    """The cards of lines that stand in the readers' channel."""
    standing = on.local._house.posted.standing(f"channel/{on.channel}")
    return sorted(one.card.title for one in standing if any(press.action == "r-open" for press in one.card.buttons))


async def comes(on: OnSet, user: str) -> None:
    """Somebody is let into the channel, and the platform says so."""
    on.local.join(READERS, user)
    await on.hand(user).act(Joined(), READERS)


async def raised(on: OnSet, *users: str) -> None:
    """Each of them has a line with a card."""
    for user in users:
        await on.hand(user).raised()
    await on.go_on(AT_ONCE)
    assert len(cards(on)) == len(users)


async def test_every_card_goes_at_once_when_a_stranger_comes(on: OnSet) -> None:
    await raised(on, "ada", "ben", "ada")
    await comes(on, "tam")
    await on.go_on(AT_ONCE)
    assert cards(on) == []
    assert all([(await on.codes(one)).count("direct") == 1 for one in await on.lines()])
    on.local.leave(READERS, "tam")
    await on.go_on(timedelta(minutes=6))
    assert len(cards(on)) == 3


async def test_control_unheard_of_a_stranger_meets_them(on: OnSet) -> None:
    await raised(on, "ada", "ben", "ada")
    on.local.join(READERS, "tam")
    await on.go_on(AT_ONCE)
    assert len(cards(on)) == 3


async def test_a_reader_who_comes_changes_nothing(on: OnSet) -> None:
    await raised(on, "ada")
    await comes(on, "ilo")
    assert kinds.EDIT not in await on.waiting()
    assert len(cards(on)) == 1


async def test_what_somebody_was_left_out_of_has_no_card_also_while_they_are_away(on: OnSet) -> None:
    on.local.leave(READERS, "ilo")
    await raised(on, "ada")
    form = await on.hand("ben").box()
    (readers,) = [one for one in form.fields if isinstance(one, Choices)]
    goes_to = [value for value, label in readers.options if not label.startswith("Ilo")]
    await on.hand("ben").raised(readers=",".join(goes_to))
    (both, alone) = sorted(await on.lines(), key=lambda one: len(one.line.left_out))
    assert (len(alone.line.left_out), alone.line.card) == (1, "")
    for _ in range(2):  # away, and back again: nothing vanishes before their eyes
        assert cards(on) == [both.line.alias]
        await comes(on, "ilo")
        await on.go_on(AT_ONCE)


async def test_somebody_who_has_left_again_takes_no_card_with_them(on: OnSet) -> None:
    await raised(on, "ada")
    await comes(on, "tam")
    on.local.leave(READERS, "tam")
    await on.go_on(AT_ONCE)
    assert len(cards(on)) == 1
    assert "direct" not in await on.codes(await on.line())


async def test_whoever_comes_into_another_channel_changes_nothing(on: OnSet) -> None:
    await raised(on, "ada")
    on.local.join(READERS, "tam")
    await on.hand("tam").act(Joined(), None)
    assert kinds.EDIT not in await on.waiting()


async def test_bug_a_platform_that_was_busy_kept_a_card_until_the_line_ended(
    on: OnSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    await raised(on, "ada")
    delete, tries = on.local.delete, list[MessageRef]()

    async def busy(message: MessageRef) -> None:
        tries.append(message)
        if len(tries) < 3:
            raise DeliveryFailed("busy", permanent=False, retry_after=timedelta(seconds=30))
        await delete(message)

    monkeypatch.setattr(on.local, "delete", busy)
    await comes(on, "tam")
    await on.go_on(AT_ONCE)
    assert (len(cards(on)), len(tries)) == (1, 1)
    await on.go_on(timedelta(minutes=2))
    assert (cards(on), len(tries)) == ([], 3)
    assert (await on.line()).line.old_cards == ()
