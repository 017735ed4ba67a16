"""Who was left out finds no trace; a person's closed DMs are nobody's business; two presses at once are one act.

Stories 6 and 13 as readers see them; ANONYMITY 1 and 5.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from adapters.interface import Pressed, Submitted
from storage import agenda, audit, concerns
from tests.privacy.hands import Hand, buttons, filled
from tests.privacy.life import SAID, Life
from tests.privacy.overheard import overheard
from tests.privacy.set import OONA, PIET, READERS_CHANNEL, VERA, OnSet, memory, open_set

BACKUPS: Final = f"{PIET.id},{OONA.id}"


@pytest.fixture
async def life() -> AsyncIterator[Life]:
    """Everybody at their phone."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder)) as on:
            yield Life.begun(on)


# --- left out -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """All that reached one reader."""

    pages: tuple[str, ...]
    messages: tuple[str, ...]
    channel: tuple[str, ...]


async def _all_of_it(life: Life, hand: Hand, known: str = "") -> Told:
    """Everything this reader could look at, with a token of somebody else's page among it."""
    for action in ("r-desk", "r-more", "r-search"):
        await hand.act(Pressed(action))
    await hand.act(Submitted("r-search", {"wanted": SAID}, "once"))
    for action in ("r-open", "r-take", "r-answer", "r-note", "r-help", "r-mute", "r-mute-go", "r-recuse-go"):
        await hand.act(Pressed(action, known), life.on.readers_channel)
    await hand.act(Submitted("r-answer", {"words": "hello"}, "once", known))
    calls = life.on.platform.calls
    return Told(
        tuple(hand.pages),
        tuple(call.surface for call in calls if call.to == hand.user),
        tuple(call.surface for call in calls if call.to == READERS_CHANNEL and call.surface),
    )


@pytest.mark.parametrize("urgency", ["today", "soon", "now"])
async def test_who_was_left_out_sees_what_they_would_see_without_it(life: Life, urgency: str) -> None:
    nothing = await _all_of_it(life, life.vera)
    life.vera.pages.clear()
    await _raised_without_her(life, urgency)
    await life.piet.act(Pressed("r-desk"))
    token = _token(life.piet)
    await life.piet.press("r-open")
    await life.on_line("add")
    await life.me.fill(words=f"{SAID} more")
    await life.on.go_on(timedelta(hours=2))
    after = await _all_of_it(life, life.vera, token)
    assert len(token) > 40
    assert _without_marks(after) == _without_marks(nothing)
    assert after.messages == after.channel == ()
    assert f"{SAID}" in "\n".join(life.piet.pages) or urgency == "now"


async def _raised_without_her(life: Life, urgency: str) -> None:
    if urgency == "now":
        await life.me.act(Pressed("now"))
        await life.me.fill(words=f"{SAID} now", readers=BACKUPS)
    else:
        await life.raised("about her", urgency=urgency, readers=BACKUPS)
    await life.left()


def _token(hand: Hand) -> str:
    assert hand.shown is not None
    return next(one.token for one in buttons(hand.shown) if one.action == "r-open")


def _without_marks(told: Told) -> tuple[str, ...]:
    """Pages without the random mark of a form."""
    return tuple(page.partition('"once"')[0] for page in told.pages)


async def test_what_is_kept_of_it_names_her_in_nothing_she_did(life: Life) -> None:
    """The audit has what its readers did; of her it says what it said before: nothing."""
    await _raised_without_her(life, "today")
    await life.piet.act(Pressed("r-desk"))
    token = _token(life.piet)
    await life.piet.press("r-open")
    await life.vera.act(Pressed("r-open", token), life.on.readers_channel)
    notes = await life.on.read(lambda tx, production: [note for _, note in audit.read(tx, production)])
    assert {note.by for note in notes} == {"", PIET.id}


async def test_a_reader_who_writes_is_left_out_of_their_own_line(life: Life) -> None:
    life.me.user = VERA.user
    await life.raised("of my own")
    await life.left()
    assert [card for card in life.on.platform.in_place(READERS_CHANNEL) if card.title] == []
    await life.vera.act(Pressed("r-desk"))
    assert SAID not in life.vera.text
    await life.piet.act(Pressed("r-desk"))
    await life.piet.press("r-open")
    assert f"{SAID} of my own" in life.piet.text


async def test_a_card_is_withheld_while_somebody_else_is_in_the_channel(life: Life) -> None:
    life.on.platform.members_of[READERS_CHANNEL].add("walt")
    await life.raised("by the river")
    await life.left()
    assert life.on.platform.in_place(READERS_CHANNEL) == []
    assert life.on.platform.in_place(VERA.user) != []


# --- closed DMs ---------------------------------------------------------------------------------------------------


async def _conversation(*, closed: bool) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    with tempfile.TemporaryDirectory(dir=memory()) as folder, overheard(everything=False) as heard:
        async with open_set(Path(folder)) as on:
            life = Life.begun(on)
            if closed:
                on.platform.closed.add(life.me.user)
            await _talk(life)
            notes = on.platform.in_place(life.me.user)
            assert bool(notes) is not closed
        pages = (*life.vera.pages, *life.piet.pages)
        calls = tuple(call.surface for call in on.platform.calls if call.to != life.me.user)
        return pages, calls, tuple(heard.ours)


async def _talk(life: Life) -> None:
    await life.raised("by the river")
    await life.left()
    await life.vera.open_card()
    await life.vera.press("r-answer")
    await life.vera.fill(words="I hear you.")
    await life.vera.fill()
    await life.left()
    await life.vera.act(Pressed("r-desk"))
    await life.on.go_on(timedelta(hours=5))
    await life.piet.act(Pressed("r-desk"))
    await life.to_line()
    assert "I hear you." in life.me.text, "the answer waits for them where they look"


async def test_closed_dms_of_a_person_change_nothing_for_readers() -> None:
    open_pages, open_calls, _ = await _conversation(closed=False)
    pages, calls, logged = await _conversation(closed=True)
    assert pages == open_pages
    assert calls == open_calls
    assert "delivery_refused" in logged, "whoever runs it learns that something was refused, not whose"


# --- two presses at once ------------------------------------------------------------------------------------------


def _twin(hand: Hand) -> Hand:
    return Hand(hand.on, hand.user, shown=hand.shown)


async def test_two_sends_at_once_are_one_line(life: Life) -> None:
    await life.me.act(Pressed("write"))
    await life.me.fill(words=f"{SAID} once")
    twin = _twin(life.me)
    await asyncio.gather(life.me.fill(), twin.fill())
    await life.left()
    assert len(await _concerns(life.on)) == 1
    assert len(life.on.platform.in_place(READERS_CHANNEL)) == 1
    assert life.me.errors + twin.errors == []


async def _concerns(on: OnSet) -> list[concerns.Concern]:
    return await on.read(lambda tx, production: list(concerns.all_of(tx, production)))


async def test_two_readers_take_it_at_once_and_one_has_it(life: Life) -> None:
    await life.raised("by the river")
    await life.left()
    for hand in (life.vera, life.piet):
        await hand.open_card()
        await hand.press("r-take")
    await asyncio.gather(life.vera.fill(), life.piet.fill())
    (concern,) = await _concerns(life.on)
    assert concern.line.taken_by in (VERA.id, PIET.id)
    assert ("You have it" in life.vera.text) is not ("You have it" in life.piet.text)
    assert life.vera.errors + life.piet.errors == []


@pytest.mark.parametrize("act", ["withdraw", "close", "erase", "forget"])
async def test_the_same_end_pressed_twice_is_one_end(life: Life, act: str) -> None:
    await life.raised("by the river")
    await life.left()
    await life.on_line(act)
    twin = _twin(life.me)
    await asyncio.gather(life.me.press(f"{act}-yes"), twin.press(f"{act}-yes"))
    await life.left()
    assert life.me.errors + twin.errors == []
    assert life.on.faults == [], "nothing that is due fails for ever"
    due = await life.on.read(lambda tx, _: agenda.next_due(tx))
    assert due is None or due > life.on.clock.now()


@pytest.mark.parametrize(("first", "second"), [("close", "withdraw"), ("erase", "withdraw"), ("erase", "close")])
async def test_two_ends_at_once_come_to_the_last_word(life: Life, first: str, second: str) -> None:
    await life.raised("by the river")
    await life.left()
    twin = _twin(life.me)
    await life.on_line(first)
    await life.to_line()
    await life.me.press(second)
    await twin.act(Pressed("all-lines"))
    await twin.press("line")
    await twin.press(first)
    await asyncio.gather(twin.press(f"{first}-yes"), life.me.press(f"{second}-yes"))
    await life.left()
    (concern,) = await _concerns(life.on)
    assert str(concern.line.state) == {"withdraw": "withdrawn", "close": "closed"}[second]
    assert life.on.faults == []


async def test_anothers_form_sent_again_opens_nothing_of_theirs(life: Life) -> None:
    """Whoever gets hold of a form's random mark learns nothing of what it became, and changes nothing."""
    await life.me.act(Pressed("write"))
    form = life.me.form
    await life.me.fill(words=f"{SAID} mine")
    await life.me.fill()
    await life.other.act(Submitted(form.name, filled(form) | {"words": "theirs"}, form.once))
    assert SAID not in "\n".join(life.other.pages)
    await life.other.act(Pressed("lines"))
    assert SAID not in "\n".join(life.other.pages)
    await life.to_line()
    assert f"{SAID} mine" in life.me.text
    assert "theirs" not in life.me.text


async def test_control_a_card_for_all_reaches_everybody(life: Life) -> None:
    """Without leaving anybody out she does get card, message and desk: the tests above look in the right places."""
    await life.raised("by the river")
    await life.left()
    told = await _all_of_it(life, life.vera, life.on.platform.in_place(READERS_CHANNEL)[0].buttons[0].token)
    assert told.messages
    assert told.channel
    assert f"{SAID} by the river" in "\n".join(told.pages)
