"""Person and readers at odds: both act at once, an old page is pressed, a line that was over is not over any more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.bot.bad_hand import WORDS, is_neutral, quoted_in
from tests.bot.bad_set import OnSet, demo, together

MORE = "And the door was open."
ASKED = "The robe must be at the door."
AGAIN = "Somebody must hold the robe at the door."


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """The demo, with a line of Ada's that has reached its readers."""
    async with demo() as one:
        await one.hand("ada").raised()
        yield one


async def ask(on: OnSet, words: str) -> None:
    """Mara asks for a yes to these words."""
    await on.hand("mara").answered(words, "yes", to_whom="the wardrobe", reveal="many")


async def answers(on: OnSet) -> list[str]:
    """What was answered, in order."""
    return [one.answers for one in await on.said(await on.line()) if one.answers]


async def test_a_reader_who_writes_while_it_is_withdrawn_keeps_the_words(on: OnSet) -> None:
    ada, mara = on.hand("ada"), on.hand("mara")
    await mara.opened()
    await mara.press("r-answer")
    await mara.fill(words="Thank you.")
    await together(ada.press("withdraw-yes", ada.token("copy")), mara.fill())
    await mara.fill() if mara.has("r-back") else None
    assert "Thank you." in mara.text
    await on.go_on()
    assert (await on.line()).line.state == "withdrawn"
    assert await on.every_word() == []


async def test_words_that_wait_at_a_closing_are_seen_with_it(on: OnSet) -> None:
    ada, mara = on.hand("ada"), on.hand("mara")
    await mara.opened()
    token = mara.token("r-answer")
    await ada.press("add")
    await ada.fill(words=MORE)
    await ada.press("close-yes", ada.token("copy"))
    await on.go_on()
    assert (await on.line()).line.state == "closed"
    await mara.press("r-open", token)
    assert quoted_in(mara.page) == [WORDS, MORE]
    assert "agenda" not in await on.waiting()


@pytest.mark.parametrize("end", ["closed", "resting"])
async def test_words_to_a_line_that_was_over_make_it_ask_again(on: OnSet, end: str) -> None:
    ada, mara = on.hand("ada"), on.hand("mara")
    await mara.answered("Thank you.")
    if end == "resting":
        await mara.press("r-rest")
        await mara.press("r-rest-go")
    else:
        await ada.press("close-yes", ada.token("copy"))
    await on.go_on()
    assert (await on.line()).line.state == end
    before = on.asked().count("mara")
    await on.go_on(timedelta(hours=2))
    assert on.asked().count("mara") == before
    await ada.mine()
    await ada.press("add")
    await ada.fill(words=MORE)
    await on.go_on()
    assert (await on.line()).line.state == "reopened"
    assert "ladder" in await on.waiting()
    assert on.asked().count("mara") > before


@pytest.mark.parametrize(("follow", "count"), [("any_time", 1), ("not_while_we_shoot", 0)])
async def test_a_note_waits_for_wrap_where_that_was_chosen(follow: str, count: int) -> None:
    async with demo() as on:
        ada = on.hand("ada")
        await ada.raised(follow=follow)
        before = len(on.notes("ada"))
        await on.hand("mara").answered("Thank you.")
        await on.go_on()
        assert (len(on.notes("ada")) > before) is bool(count)
        await on.go_on(timedelta(hours=12))
        assert len(on.notes("ada")) > before


async def test_a_yes_on_an_old_page_is_no_yes_to_other_words(on: OnSet) -> None:
    ada = on.hand("ada")
    await ask(on, ASKED)
    await on.go_on()
    await ada.mine()
    old = ada.token("answer-yes")
    await ask(on, AGAIN)
    await ada.press("answer-yes", old)
    assert "asked something new meanwhile" in ada.text
    await on.go_on()
    await ada.press("answer-yes", old)
    assert "asked something new meanwhile" in ada.text
    assert AGAIN in ada.text
    assert await answers(on) == []
    await ada.press("answer-yes")
    assert await answers(on) == ["yes"]


async def test_other_words_on_an_old_page_are_no_answer_to_what_is_unseen(on: OnSet) -> None:
    ada = on.hand("ada")
    await ask(on, ASKED)
    await on.go_on()
    await ada.mine()
    await ada.press("answer-change")
    await ask(on, AGAIN)
    await ada.fill(words="Say only that it was cold.")
    assert await answers(on) == []
    await on.go_on()
    await ada.mine()
    assert ada.has("answer-yes")
    assert AGAIN in ada.text


@pytest.mark.parametrize("answer", ["yes", "no", "spoke", "not-spoke"])
async def test_a_yes_to_nothing_that_was_asked_is_said_to_nobody(on: OnSet, answer: str) -> None:
    ada = on.hand("ada")
    for asked in ("00000", "00001", "99999", "\ud800xxxx", ""):
        await ada.press(f"answer-{answer}", ada.token("copy", await ada.mine()) + asked)
    assert await on.every_word() == [WORDS]


@pytest.mark.parametrize("over", ["closed", "reopened"])
async def test_a_yes_after_the_line_went_on_still_leaves(on: OnSet, over: str) -> None:
    ada = on.hand("ada")
    await ask(on, ASKED)
    await on.go_on()
    await ada.mine()
    yes, token = ada.token("answer-yes"), ada.token("copy")
    await ada.press("close-yes", token)
    await on.go_on()
    if over == "reopened":
        await ada.press("add", token)
        await ada.fill(words=MORE)
        await on.go_on()
    assert (await on.line()).line.state == over
    await ada.press("answer-yes", yes)
    await on.go_on()
    assert "words" not in await on.waiting()
    assert (await on.line()).line.waiting == ()
    assert await answers(on) == ["yes"]


async def test_a_withdrawn_line_takes_nothing_more_from_an_old_page(on: OnSet) -> None:
    ada, mara = on.hand("ada"), on.hand("mara")
    await mara.opened()
    reader, token = mara.token("r-answer"), ada.token("copy")
    await ada.press("withdraw-yes", token)
    for act in ("close", "withdraw", "all-right", "answer-yes"):
        await ada.press(act if "-" in act else f"{act}-yes", token)
    await ada.press("add", token)
    await ada.fill(words=MORE)
    assert is_neutral(ada.shown)
    await on.go_on()
    assert (await on.line()).line.state == "withdrawn"
    assert await on.every_word() == []
    for act in ("answer", "take", "rest-go", "mute-go", "recuse-go"):
        await mara.press(f"r-{act}", reader)
    assert await on.every_word() == []
    assert (await on.line()).line.taken_by == ""
