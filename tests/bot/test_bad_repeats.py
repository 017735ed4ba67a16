"""The same form twice, two presses at once, an old page still open: the same receipt, nothing doubled, nothing lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.interface import Pressed, Submitted
from tests.bot.bad_hand import WORDS, is_neutral, quoted_in
from tests.bot.bad_set import OnSet, demo
from tests.bot.stage import words_in

OTHER = "The robe was there, and the door was open."


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """The demo."""
    async with demo() as one:
        yield one


# --- Replays ----------------------------------------------------------------------------------------------


async def test_the_first_screen_twice_is_one_draft(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.box()
    first = ada.sending(words=WORDS)
    assert quoted_in(await ada.act(first)) == quoted_in(await ada.act(first)) == [WORDS]
    assert await on.every_word() == [WORDS]


async def test_the_first_screen_again_with_other_words_rewords_the_draft(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.box()
    first, other = ada.sending(words=WORDS), ada.sending(words=OTHER)
    await ada.act(first)
    assert quoted_in(await ada.act(other)) == [OTHER]
    assert await on.every_word() == [OTHER]


async def test_the_first_screen_again_after_sending_shows_what_it_became(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.box()
    first = ada.sending(words=WORDS)
    await ada.act(first)
    await ada.fill()
    alias = (await on.line()).line.alias
    await ada.act(first)
    assert alias in ada.page.title + words_in(ada.page)
    assert await on.every_word() == [WORDS]


@pytest.mark.parametrize("later", [0, 31])
async def test_the_first_screen_again_after_sending_with_other_words_loses_none(on: OnSet, later: int) -> None:
    ada = on.hand("ada")
    await ada.box()
    first, other = ada.sending(words=WORDS), ada.sending(words=OTHER)
    await ada.act(first)
    await ada.fill()
    await on.go_on(timedelta(minutes=later))
    assert quoted_in(await ada.act(other)) == [OTHER]
    await ada.fill()
    assert ada.page.title == "Saved"
    assert await on.every_word() == sorted([WORDS, OTHER])
    assert len(await on.lines()) == 2


async def test_a_form_of_somebody_else_is_a_concern_of_ones_own(on: OnSet) -> None:
    ada, cleo = on.hand("ada"), on.hand("cleo")
    await ada.box()
    theirs = ada.sending(words=WORDS)
    await ada.act(theirs)
    mine = Submitted(theirs.form, {**theirs.values, "words": OTHER}, theirs.once)
    await cleo.act(mine)
    assert quoted_in(cleo.form) == [OTHER]
    assert await on.every_word() == sorted([WORDS, OTHER])
    await ada.act(theirs)
    assert quoted_in(ada.form) == [WORDS]
    assert await on.every_word() == sorted([WORDS, OTHER])


@pytest.mark.parametrize("once", ["", "\ud800", "x" * 100_000, "0"])
async def test_a_form_without_a_mark_of_ours_is_kept_by_itself(on: OnSet, once: str) -> None:
    ada, cleo = on.hand("ada"), on.hand("cleo")
    await ada.box()
    values = dict(ada.sending(words=WORDS).values)
    await ada.act(Submitted("write", values, once))
    await cleo.act(Submitted("write", {**values, "words": OTHER}, once))
    assert quoted_in(ada.form) == [WORDS]
    assert quoted_in(cleo.form) == [OTHER]
    await ada.act(Submitted("now", {**values, "words": "Please come."}, once))
    assert ada.page.title == "Saved"
    assert await on.every_word() == sorted([WORDS, OTHER, "Please come."])


async def test_sending_twice_gives_the_same_receipt(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted()
    send = ada.sending(wish="report_formally")
    first, again = await ada.act(send), await ada.act(send)
    assert words_in(first) == words_in(again)
    assert await on.every_word() == [WORDS]
    assert await on.codes(await on.line()) == ["saved"]


async def test_sending_again_with_six_words_while_it_waits_takes_the_way_back_out(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted()
    form = ada.form
    await ada.fill()
    await ada.act(ada.sending_of(form, follow="key_only", wish="report_formally"))
    assert "These six words are shown once" in ada.text
    line = (await on.line()).line
    assert (line.follow, line.wish) == ("key_only", "report_formally")
    await ada.mine()
    assert "No lines lead from this account" in ada.text


async def test_sending_with_six_words_twice_shows_the_same_six_words(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted()
    send = ada.sending(follow="key_only")
    first, again = await ada.act(send), await ada.act(send)
    assert "These six words are shown once" in words_in(first)
    assert words_in(again) == words_in(first)
    await ada.press("key-in", "")
    await ada.fill(key=quoted_in(first)[0])
    assert WORDS in ada.text


async def test_control_another_form_does_not_show_the_six_words(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted()
    send = ada.sending(follow="key_only")
    await ada.act(send)
    await ada.act(Submitted(send.form, send.values, "B" * 22, send.token))
    assert is_neutral(ada.shown)


async def test_now_twice_rings_once(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.act(Pressed("now"))
    send = ada.sending(words="Please come.")
    first, again = await ada.act(send), await ada.act(send)
    assert words_in(first) == words_in(again)
    await on.running.alarm.settle()
    await ada.act(send)
    assert await on.every_word() == ["Please come."]


@pytest.mark.parametrize("settled", [False, True])
async def test_now_again_with_other_words_and_a_place_loses_none(on: OnSet, settled: bool) -> None:
    ada, mara = on.hand("ada"), on.hand("mara")
    await ada.act(Pressed("now"))
    first, again = ada.sending(words="Please come."), ada.sending(words="By the tank.", how="come", where="Stage 2")
    await ada.act(first)
    if settled:
        await on.running.alarm.settle()
    await ada.act(again)
    assert ada.page.title == "Saved"
    await on.go_on(timedelta(minutes=1))
    assert await on.every_word() == sorted(["Please come.", "By the tank."])
    assert "Stage 2" in (await on.line()).line.name_shown
    await mara.opened()
    await mara.press("r-take")
    await mara.fill()
    assert quoted_in(mara.page) == ["Please come.", "By the tank."]


async def test_added_words_twice_are_added_once(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.raised()
    await ada.press("add")
    send = ada.sending(words=OTHER)
    assert words_in(await ada.act(send)) == words_in(await ada.act(send))
    assert await on.every_word() == sorted([WORDS, OTHER])
    assert (await on.codes(await on.line())).count("added") == 1


@pytest.mark.parametrize("released", [False, True])
async def test_added_words_again_with_others_replace_them_while_they_wait(on: OnSet, released: bool) -> None:
    ada = on.hand("ada")
    await (ada.raised() if released else ada.sent())
    await ada.mine()
    await ada.press("add")
    first, again = ada.sending(words=OTHER), ada.sending(words="Only this.")
    await ada.act(first)
    await ada.act(again)
    assert await on.every_word() == sorted([WORDS, "Only this."])
    await on.go_on()
    await ada.act(first)
    assert await on.every_word() == sorted([WORDS, "Only this.", OTHER])


async def test_added_words_under_another_lines_mark_are_added(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.raised()
    await ada.press("add")
    first = ada.sending(words=OTHER)
    await ada.act(first)
    await ada.sent("A second line.")
    token = ada.token("copy")
    await ada.act(Submitted("add", {"words": OTHER}, first.once, token))
    assert await on.every_word() == sorted([WORDS, OTHER, "A second line.", OTHER])


async def test_a_readers_words_twice_are_left_once(on: OnSet) -> None:
    mara = on.hand("mara")
    await on.hand("ada").raised()
    await mara.opened()
    await mara.press("r-answer")
    await mara.fill(words="Thank you.")
    send = mara.sending()
    await mara.act(send)
    await mara.act(send)
    assert await on.every_word() == sorted([WORDS, "Thank you."])
