"""A production in which nobody reads yet: both screens open, say so first, and lose no words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.interface import Pressed, Wrote
from adapters.limits import buttons
from adapters.surfaces import Choices, Form, Quoted, Say
from bot.text.catalog import speaker
from storage import people
from storage.people import Person, Roster
from tests.bot.bad_hand import WORDS, Hand, all_typed, filled, quoted_in
from tests.bot.bad_set import OnSet, demo

SAY = speaker("en")
OUTSIDE = "555-0140"


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """Give the demo, in which nobody may read."""
    async with demo() as opened:
        (spare,) = await opened.running.house.content_keys(1)
        production = opened.running.house.production
        await opened.store.write(lambda tx: people.change(tx, production, spare, _nobody_acts))
        yield opened


def _nobody_acts(roster: Roster) -> Roster:
    return replace(roster, people=tuple(map(_not_acting, roster.people)))


def _not_acting(one: Person) -> Person:
    return replace(one, reading=replace(one.reading, acting=False)) if one.reading else one


def says_so_first(form: Form, language: str = "en") -> bool:
    """Whether that nobody reads stands first, with the numbers and help from outside behind no press."""
    say, texts = speaker(language), [one.text for one in form.blocks if isinstance(one, Say)]
    assert "112" in texts[1]
    assert OUTSIDE in str(form.blocks[:4])
    return form.blocks[0] == Say(say("nobody-reads"), strong=True)


@pytest.mark.parametrize("action", ["write", "now"])
async def test_both_screens_open_and_say_first_that_nobody_reads(on: OnSet, action: str) -> None:
    ada = on.hand("ada")
    await ada.press(action, "")
    assert ada.form.title == SAY(f"{action}-title")
    assert says_so_first(ada.form)
    assert not any(isinstance(one, Choices) for one in ada.form.fields)


@pytest.mark.parametrize("action", ["write", "now"])
async def test_sending_says_that_nothing_went_and_keeps_every_word(on: OnSet, action: str) -> None:
    ada = on.hand("ada")
    await ada.press(action, "")
    await ada.fill(words=WORDS)
    assert ada.form.problem == SAY("nobody-reads-not-sent")
    assert says_so_first(ada.form)
    assert filled(ada.form)["words"] == WORDS
    assert await on.lines() == ()


@pytest.mark.parametrize("action", ["write", "now"])
async def test_words_can_be_kept_and_come_back_to_be_copied(on: OnSet, action: str) -> None:
    ada = on.hand("ada")
    await ada.press(action, "")
    await ada.fill("keep", words=WORDS)
    assert (await on.line()).line.state == "draft"
    await ada.back()
    assert quoted_in(ada.form) == [WORDS]
    await ada.fill()
    assert ada.page.title == SAY("not-sent-title")
    assert quoted_in(ada.page) == [WORDS]
    assert OUTSIDE in ada.text
    assert (await on.line()).line.state == "draft"


async def test_now_that_lost_its_readers_meanwhile_keeps_words_and_place(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.press("now", "")
    now = replace(ada.sending(), form="now", values={"words": WORDS, "how": "come", "where": "Stage 2"})
    await ada.act(now)
    assert ada.form.problem == SAY("nobody-reads-not-sent")
    assert all_typed(ada.form) == f"{WORDS}Stage 2"


async def test_a_dated_note_needs_nobody(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.press("write", "")
    await ada.fill(words=WORDS, urgency="record")
    await ada.fill()
    assert (await on.line()).line.state == "saved"


async def test_what_is_typed_into_the_chat_opens_the_form_too(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.act(Wrote("text", Quoted(WORDS)))
    assert filled(ada.form)["words"] == WORDS
    assert ada.form.problem == SAY("typed-text", keeper=SAY("chat-keeper", platform="local"))


async def test_it_is_said_in_their_language(on: OnSet) -> None:
    hand = Hand(on, "ada")
    await hand.press("speak-es", "")
    await hand.act(Pressed("now"))
    assert says_so_first(hand.form, "es")


async def test_control_with_readers_there_is_a_list_and_a_way_to_now() -> None:
    async with demo() as on:
        ada = on.hand("ada")
        await ada.box()
        assert any(isinstance(one, Choices) for one in ada.form.fields)
        assert "now" in [one.action for one in buttons(ada.form)]
        await ada.fill(words=WORDS, readers="")
        assert ada.form.problem == SAY("nobody-left")
