"""Two presses at once, and every press in every state: each is answered, and what happens happens once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.interface import Pressed, Submitted
from adapters.limits import buttons
from bot.desks.person import _ANSWERS, _LINE_ACTS
from tests.bot.bad_hand import WORDS, Hand, is_neutral, quoted_in
from tests.bot.bad_set import OnSet, demo, together
from tests.bot.stage import words_in

OTHER = "The robe was there, and the door was open."


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """The demo."""
    async with demo() as one:
        yield one


# --- Two presses at once ----------------------------------------------------------------------------------


async def test_two_first_screens_at_once_are_one_draft(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.box()
    await together(*(ada.act(ada.sending(words=WORDS)) for _ in range(5)))
    assert await on.every_word() == [WORDS]


async def test_two_sends_at_once_are_one_line(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted()
    send = ada.sending()
    pages = await together(*(ada.act(send) for _ in range(5)))
    assert len({words_in(page) for page in pages}) == 1
    await on.go_on()
    assert (await on.codes(await on.line())).count("released") == 1


async def test_two_readers_take_at_once_and_one_has_it(on: OnSet) -> None:
    mara, ilo = on.hand("mara"), on.hand("ilo")
    await on.hand("ada").raised()
    for reader in (mara, ilo):
        await reader.opened()
        await reader.press("r-take")
    await together(mara.fill(), ilo.fill())
    line = await on.line()
    assert (await on.codes(line)).count("taken") == 1
    told = [("has it until" in hand.text or "took it" in hand.text or "has it" in hand.text) for hand in (mara, ilo)]
    assert any(told)
    assert len({one.taken_by for one in [line.line]}) == 1


@pytest.mark.parametrize("act", ["close", "withdraw"])
async def test_an_end_pressed_twice_at_once_happens_once(on: OnSet, act: str) -> None:
    ada = on.hand("ada")
    await ada.raised()
    await ada.press(act)
    token = ada.token(f"{act}-yes")
    await together(*(ada.press(f"{act}-yes", token) for _ in range(3)))
    line = await on.line()
    code = "closed" if act == "close" else "withdrawn"
    assert (await on.codes(line)).count(code) == 1
    assert (await on.waiting()).count("effect") == 1
    await on.go_on()
    assert (await on.line()).line.state == code


async def test_closing_after_withdrawing_does_not_unsay_it(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.raised()
    token = ada.token("copy")
    await ada.press("withdraw-yes", token)
    await ada.press("close-yes", token)
    assert (await on.line()).line.pending == "withdraw"
    await on.go_on()
    assert (await on.line()).line.state == "withdrawn"


async def test_control_closing_again_after_more_words_closes(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.raised()
    token = ada.token("copy")
    await ada.press("close-yes", token)
    await ada.press("add", token)
    await ada.fill(words=OTHER)
    on.clock.move_to(on.clock.now() + timedelta(seconds=1))
    await ada.press("close-yes", token)
    await on.go_on()
    assert (await on.line()).line.state == "closed"


async def test_a_yes_pressed_twice_at_once_is_said_once(on: OnSet) -> None:
    ada, mara = on.hand("ada"), on.hand("mara")
    await ada.raised()
    await mara.answered("The robe must be there.", "yes", to_whom="the wardrobe", reveal="many")
    await on.go_on()
    await ada.mine()
    token = ada.token("answer-yes")
    await together(ada.press("answer-yes", token), ada.press("answer-yes", token))
    said = await on.said(await on.line())
    assert [one.answers for one in said if one.answers] == ["yes"]
    on.clock.move_to(on.clock.now() + timedelta(seconds=1))
    await ada.press("answer-no", token)
    said = await on.said(await on.line())
    assert [one.answers for one in said if one.answers] == ["yes", "no"]


async def test_taking_back_at_the_moment_of_release_is_one_or_the_other(on: OnSet) -> None:
    for user in ("ada", "cleo", "elin", "greta"):
        hand = on.hand(user)
        await hand.sent(f"Words of {user}.")
        token = hand.token("take-back")
        (mine,) = [one for one in await on.lines() if one.line.state == "saved"]
        on.clock.move_to(mine.line.leaves_at)
        await together(hand.press("take-back", token), on.running.alarm.settle())
        left = [one for one in await on.lines() if one.id == mine.id]
        assert ("It never left" in hand.text) == (not left), hand.text
        assert f"Words of {user}." in hand.text
        assert all(one.line.state == "released" for one in left)


@pytest.mark.parametrize("act", ["forget", "hide"])
async def test_a_way_back_pressed_away_twice_at_once_is_gone(on: OnSet, act: str) -> None:
    ada = on.hand("ada")
    await ada.raised()
    token = ada.token("copy")
    await ada.press("key", token)
    pages = await together(*(ada.press(f"{act}-yes", token) for _ in range(2)))
    assert any(not is_neutral(page) for page in pages)
    await ada.mine()
    assert "No lines lead from this account" in ada.text
    assert len(await on.lines()) == 1


async def test_a_mend_pressed_twice_mends_what_was_pressed(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted("The make-up artist said it at 9:15 behind the trailer.")
    mends = [one for one in buttons(ada.form) if one.action.startswith("mend-")]
    assert len(mends) >= 2
    press = ada.sending(mends[0].action)
    once = quoted_in(await ada.act(press))
    twice = quoted_in(await ada.act(press))
    assert once == twice
    assert await on.every_word() == once


async def test_two_mends_at_once_spoil_no_words(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted("The make-up artist said it at 9:15 behind the trailer.")
    press = ada.sending(next(one.action for one in buttons(ada.form) if one.action.startswith("mend-")))
    await together(ada.act(press), ada.act(press))
    assert await on.every_word() == [quoted_in(ada.form)[0]]


async def test_keeping_for_later_twice_is_one_draft(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.box()
    keep = ada.sending("keep", words=WORDS)
    assert words_in(await ada.act(keep)) == words_in(await ada.act(keep))
    await ada.press("draft")
    await ada.fill("keep")
    await together(ada.press("draft"), ada.press("draft"))
    assert await on.every_word() == [WORDS]
    assert len(await on.lines()) == 1


async def test_joining_twice_at_once_is_one_person(on: OnSet) -> None:
    zed, before = on.hand("zed"), len((await on.roster()).people)
    await together(*(zed.act(Pressed("join")) for _ in range(4)))
    assert len((await on.roster()).people) == before + 1


# --- Every press, in every state --------------------------------------------------------------------------


STATES = ("draft", "saved", "note", "released", "closed", "withdrawn", "asked")
FORMS = ("add", "category", "change-words")


async def begun(hand: Hand, state: str) -> None:
    """A line of theirs that will be in this state."""
    if state == "draft":
        await hand.drafted()
    else:
        await hand.sent(urgency="record" if state == "note" else "today")


async def gone_on(hand: Hand, state: str) -> str:
    """Bring it there; a token of it that is good."""
    await hand.back()
    token = hand.form.token[:46] if state == "draft" else hand.token("copy")
    if state in ("closed", "withdrawn"):
        await hand.press("close-yes" if state == "closed" else "withdraw-yes", token)
    return token


async def asked(on: OnSet) -> None:
    """Mara asks for a yes on every line."""
    mara = on.hand("mara")
    tokens, today = on.running.house.tokens, on.clock.now().date()
    for line in await on.lines():
        await mara.press("r-open", tokens.for_person(line.id, mara.address.reveal(), today))
        await mara.press("r-yes")
        await mara.fill(words="The robe must be there.", to_whom="the wardrobe", reveal="many")
        await mara.fill()


@pytest.mark.parametrize("state", STATES)
async def test_every_press_and_form_with_a_good_token_is_answered(on: OnSet, state: str) -> None:
    acts = [*on.running.doors._rooms[0].person._on_line, *_LINE_ACTS, *sorted(_ANSWERS)]
    hands = {name: on.hand(f"stranger {name}") for name in (*acts, *FORMS)}
    for hand in hands.values():
        await begun(hand, state)
    if state not in ("draft", "saved", "note"):
        await on.go_on()
    tokens = {name: await gone_on(hand, state) for name, hand in hands.items()}
    if state == "asked":
        await asked(on)
    if state in ("closed", "withdrawn", "asked"):
        await on.go_on()
    for name, hand in hands.items():
        if name in FORMS:
            await hand.act(Submitted(name, {"words": OTHER, "category": "safety"}, "B" * 22, tokens[name]))
        else:
            await hand.press(name, tokens[name] + ("00002" if name in _ANSWERS else ""))
    await on.go_on(timedelta(hours=1))
    for hand in hands.values():
        await hand.back()
    assert {"words", "effect", "answer"} & set(await on.waiting()) == set()


async def test_a_draft_that_is_not_thrown_away_is_gone_back_to(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted()
    await ada.fill("keep")
    await ada.press("discard")
    await ada.press("line")
    assert quoted_in(ada.form) == [WORDS]
