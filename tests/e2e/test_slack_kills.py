"""`ghostlight run` on Slack is killed with SIGKILL at chosen and at random instants, and started again.

What a person was shown as saved is there; what they were not told of stays in their form; nothing stands twice but a
card that says so. A lease is a minute: after a kill the clock is moved by it.
"""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio

from tests.e2e.slack_knife import Knife
from tests.e2e.slack_life import Life, living
from tests.e2e.slack_phone import PATIENCE, SAY, Phone, alias_in, buttons, said
from tests.e2e.slack_set import Set
from tests.servers.slack.hands import HAD_TROUBLE

WORDS = "zarvolin: somebody filmed where nobody may."
AGAIN = SAY("card-again-after-restart")
LEASE = timedelta(seconds=61)
RANDOM_KILLS = 3


@pytest_asyncio.fixture
async def life(tmp_path: Path) -> AsyncIterator[Life]:
    """A production whose readers read, running."""
    async with living(tmp_path) as one:
        yield one


def doubled(on: Set, alias: str) -> list[str]:
    """What stands of this line's cards beyond the first one without saying that it stands there again."""
    shown = [said(card.blocks) for card in on.cards(alias)]
    return [one for one in shown[1:] if AGAIN not in one]


def has_cards(on: Set, alias: str, count: int) -> bool:
    """Whether so many cards of this line stand."""
    return len(on.cards(alias)) >= count


async def saved(phone: Phone, *aliases: str) -> None:
    """What the receipts said is so: their person finds each of these lines, and no other."""
    listed = await phone.lines()
    if phone.title != SAY("lines-title"):
        listed = await phone.press("all-lines")
    view = phone.slack.modal(phone.user)
    assert view
    assert [name for name in aliases if name not in listed] == []
    assert buttons(view["blocks"]).count("line") == len(aliases)


# --- at chosen instants -----------------------------------------------------------------------------------------------


async def test_killed_between_submission_and_release_it_is_released_all_the_same(life: Life) -> None:
    on, house = life
    alias = await on.ada.today(WORDS)
    await house.kill()
    house.passes(timedelta(minutes=10))
    await house.start()
    card = await on.posted(alias)
    assert AGAIN not in said(card.blocks)
    await on.taken(on.mara, alias)
    assert WORDS in on.mara.shown
    assert len(on.cards(alias)) == 1


INSTANTS: tuple[tuple[Literal["before", "after"], str, str, int], ...] = (
    ("before", "conversations.info", "readers", 1),  # claimed, and not even asked who is in the channel
    ("before", "chat.postMessage", "readers", 1),
    ("after", "chat.postMessage", "readers", 2),  # the card stands, and nobody has noted where
    ("after", "chat.postMessage", "mara", 1),  # she was called, and nobody has noted that
)


async def test_killed_around_each_send_it_is_sent_and_a_card_that_stands_twice_says_so(life: Life) -> None:
    on, house = life
    places = {"readers": on.readers.id, "mara": on.mara.user}
    for when, method, place, cards in INSTANTS:
        knife = Knife(house, when, method, places[place])
        knife.whet()
        alias = await on.ada.now(WORDS)
        assert await house.gone() == -signal.SIGKILL
        assert knife.has_fallen
        await house.start()
        house.passes(LEASE)
        await on.slack.until(partial(has_cards, on, alias, cards), PATIENCE)
        await on.taken(on.mara, alias)
        assert WORDS in on.mara.shown
        assert (len(on.cards(alias)), doubled(on, alias)) == (cards, []), (when, method, place)
        calls = [one.text for one in on.mara.notes].count(SAY("coordination-urgent"))
        assert calls >= 1 + INSTANTS.index((when, method, place, cards))


async def test_killed_after_a_note_to_a_person_it_comes_again_at_most_once_and_says_the_same(life: Life) -> None:
    on, house = life
    alias = await on.ada.now(WORDS)
    await on.taken(on.mara, alias)
    await on.mara.press("r-answer")
    await on.mara.send(words="I am on my way.")
    await on.slack.until(lambda: on.ada.notes, PATIENCE)  # that it was taken
    before = len(on.ada.notes)
    Knife(house, "after", "chat.postMessage", on.ada.user).whet()
    await on.mara.sent({})
    await house.gone()
    assert len(on.ada.notes) == before + 1  # sent, and nobody has noted that
    await house.start()
    house.passes(LEASE)
    await on.slack.until(lambda: len(on.ada.notes) > before + 1, PATIENCE)
    await asyncio.sleep(1)
    assert len(on.ada.notes) == before + 2
    assert len({said(one.blocks) for one in on.ada.notes}) == 1
    assert "I am on my way." in await on.ada.lines()


async def test_control_a_card_that_stands_twice_and_says_nothing_is_seen(life: Life) -> None:
    on, _ = life
    alias = await on.ada.now(WORDS)
    on.readers.messages.append(await on.posted(alias))
    assert len(doubled(on, alias)) == 1


# --- at random instants -----------------------------------------------------------------------------------------------


async def test_killed_at_random_instants_of_a_submission_a_receipt_is_true_and_no_words_are_lost(
    life: Life,
) -> None:
    on, house = life
    chance, aliases, failed = random.Random(5), list[str](), 0  # noqa: S311 - no secret
    for number in range(RANDOM_KILLS):
        words = f"{WORDS} {number}"
        await on.ben.command("/concern")
        await on.ben.send(via="now")
        on.slack.deadline = 1.0
        sending = asyncio.create_task(on.ben.sent({"words": words}))
        await asyncio.sleep(chance.uniform(0, 0.06))
        await house.kill()
        was_acked = await sending is not None
        on.slack.deadline = 3.0
        await house.start()
        if not was_acked:
            failed += 1
            assert words in on.ben.typed
            await on.ben.send()
        aliases.append(alias_in(on.ben.shown))
        house.passes(LEASE)
        await on.taken(on.ilo, aliases[-1])
        assert words in on.ilo.shown
        assert (len(on.cards(aliases[-1])) <= 2, doubled(on, aliases[-1])) == (True, [])
    await saved(on.ben, *aliases)
    with pytest.raises(AssertionError):  # the control: a receipt that was false
        await saved(on.ben, *aliases[1:], "Quiet Nobody")
    assert len(on.slack.told_of_failure(on.ben.user)) == failed


async def test_a_receipt_that_came_too_late_for_slack_is_given_again_and_nothing_stands_twice(
    life: Life,
) -> None:
    on, house = life
    await on.ben.command("/concern")
    await on.ben.send(via="now")
    on.slack.deadline = 0.0
    assert await on.ben.sent({"words": WORDS}) is None
    on.slack.deadline = 3.0
    assert HAD_TROUBLE in on.slack.told_of_failure(on.ben.user)[0]
    await on.slack.until(lambda: on.readers.messages, PATIENCE)  # it was saved and has left
    await house.kill()
    await house.start()
    alias = alias_in(await on.ben.send())
    await saved(on.ben, alias)
    assert len(on.readers.messages) == len(on.cards(alias)) == 1


# --- while it is down -------------------------------------------------------------------------------------------------


async def test_while_it_is_killed_a_form_stays_and_what_is_typed_is_answered_once_afterwards(
    life: Life,
) -> None:
    on, house = life
    await on.ada.command("/concern")
    await house.kill()
    assert await on.ada.sent({"words": WORDS}) is None
    assert HAD_TROUBLE in on.slack.told_of_failure(on.ada.user)[0]
    assert WORDS in on.ada.typed
    await on.slack.type(on.ben.user, "Is anybody there?")
    await house.start()
    assert SAY("preview-title") in await on.ada.send()
    alias = alias_in(await on.ada.send())
    await saved(on.ada, alias)
    await on.slack.until(lambda: on.ben.notes, PATIENCE)
    await house.kill()
    await house.start()
    await asyncio.sleep(1)
    assert len(on.ben.notes) == 1
    assert "Is anybody there?" in (await on.ben.press("typed", "dm"), *on.ben.typed)


async def test_sigterm_lets_a_form_in_hand_be_saved_and_acknowledged(life: Life) -> None:
    on, house = life
    await on.ada.command("/concern")
    assert await house.stop() == 0
    await house.start()  # knows nobody any more, and asks Slack who somebody is
    on.slack.slow("users.info", 0.5)
    sending = asyncio.create_task(on.ada.sent({"words": WORDS}))
    await on.slack.until(lambda: any(one.method == "users.info" for one in on.slack.requests[-3:]), PATIENCE)
    assert await house.stop() == 0
    assert await sending is not None
    assert on.slack.told_of_failure(on.ada.user) == []
    assert SAY("preview-title") in on.ada.shown
    await house.start()
    alias = alias_in(await on.ada.send())
    await saved(on.ada, alias)


async def test_sigterm_lets_a_send_in_hand_be_sent_and_noted(life: Life) -> None:
    on, house = life
    on.slack.slow("chat.postMessage", 0.7, times=3)
    alias = await on.ada.now(WORDS)
    await on.slack.until(lambda: [one.method for one in on.slack.requests].count("chat.postMessage") >= 3, PATIENCE)
    assert await house.stop() == 0
    assert len(on.cards(alias)) == 1
    await house.start()
    house.passes(LEASE)
    await asyncio.sleep(1)
    assert len(on.cards(alias)) == 1
    assert [one.text for one in on.ilo.notes].count(SAY("coordination-urgent")) == 1
