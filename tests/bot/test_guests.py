"""A guest's account may end any day: they are offered six words where it matters, and nothing is kept of it."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from adapters.interface import Act, Gesture, Pressed, Submitted
from adapters.surfaces import Form, Page
from bot.text.catalog import speaker
from tests.privacy.hands import Hand, buttons, filled
from tests.privacy.recorder import dumped
from tests.privacy.set import VERA, OnSet, memory, open_set
from tests.privacy.test_statements import _writer, listening

TOLD: Final = speaker("en")("key-for-guest")


class Guest(Hand):
    """Somebody whose account is a guest's."""

    async def act(self, act: Act, channel: object = None) -> Page | Form | None:
        """Do it, as a guest."""
        del channel
        answer = await self.on.running.doors.receive(Gesture(self.address, act, None, self.locale, is_guest=True))
        self.shown = answer.surface
        self.pages.append(dumped(self.shown))
        return self.shown


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """Give an open set."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder)) as found:
            yield found


async def sent(hand: Hand, **choices: str) -> None:
    """Write and send; the receipt lies before them."""
    await hand.act(Pressed("write"))
    await hand.fill(words="The robe was not there.")
    await hand.fill(**choices)


async def test_a_guest_is_offered_six_words_on_the_receipt_and_on_the_line_until_they_have_them(on: OnSet) -> None:
    guest = Guest(on, "nell")
    await sent(guest)
    assert TOLD in guest.text
    assert guest.has("key")
    await guest.act(Pressed("lines"))
    assert TOLD in guest.text
    assert guest.shown
    assert [one.action for one in buttons(guest.shown)].count("key") == 1
    await guest.press("key")
    await guest.press("line")
    assert TOLD not in guest.text


async def test_whoever_chose_six_words_at_once_is_not_told(on: OnSet) -> None:
    guest = Guest(on, "nell")
    await sent(guest, follow="key_only")
    assert speaker("en")("key-once") in guest.text
    assert TOLD not in guest.text


async def test_control_whoever_is_no_guest_is_not_told(on: OnSet) -> None:
    hand = Hand(on, "nell")
    await sent(hand)
    assert TOLD not in hand.text
    assert hand.has("key")


async def test_nothing_is_kept_of_it_and_readers_see_the_same(on: OnSet) -> None:
    """The same statements, and the same card and page for readers, whether or not a guest wrote."""
    heard, seen = [], []
    for hand in (Hand(on, "nell"), Guest(on, "nell")):
        with listening(_writer(on)) as listener:
            await sent(hand)
        heard.append(listener.statements)
        await on.settle()
        vera = Hand(on, VERA.user)
        await vera.act(Pressed("r-desk"))
        assert TOLD not in vera.text
        seen.append([one.action for one in buttons(vera.shown)] if vera.shown else [])
    assert heard[0] == heard[1]
    assert seen[0] == seen[1]


async def test_a_form_of_a_guest_is_taken_as_anybodys(on: OnSet) -> None:
    guest = Guest(on, "nell")
    await guest.act(Pressed("write"))
    form = guest.form
    await guest.act(Submitted(form.name, filled(form) | {"words": "Words."}, form.once, form.token))
    assert guest.form.name == "send"
