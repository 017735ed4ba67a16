"""Bad input: whatever is typed is kept or given back with a true sentence, and does nothing but be words."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from time import perf_counter

import pytest

from adapters.interface import Command, Pressed, Wrote
from adapters.limits import buttons
from adapters.surfaces import Facts, Quoted
from escalation.plain import normalise
from tests.bot.bad_hand import WORDS, all_typed, quoted_in
from tests.bot.bad_set import OnSet, demo
from tests.bot.bad_words import EMPTY, LONG, NASTY


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """The demo."""
    async with demo() as one:
        yield one


def flat(words: str) -> str:
    """Words without the blanks that a cut between two pieces may drop."""
    return re.sub(r"\s", "", words)


# --- Every nasty letter -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", NASTY)
async def test_words_reach_the_reader_as_plain_words(on: OnSet, kind: str) -> None:
    plain = normalise(NASTY[kind])
    ada, mara = on.hand("ada"), on.hand("mara")
    preview = await ada.drafted(NASTY[kind])
    assert plain in quoted_in(preview)
    await ada.fill()
    assert ada.page.title == "Saved"
    await on.go_on()
    assert quoted_in(await mara.opened()) == [plain]
    assert quoted_in(await ada.mine()) == [plain]
    assert plain in quoted_in(await ada.press("copy"))


@pytest.mark.parametrize("kind", NASTY)
async def test_words_added_answered_and_asked_about_stay_words(on: OnSet, kind: str) -> None:
    plain, ada, mara = normalise(NASTY[kind]), on.hand("ada"), on.hand("mara")
    await ada.raised()
    await ada.press("add")
    await ada.fill(words=NASTY[kind])
    await on.go_on()
    await mara.answered(NASTY[kind])
    to_whom = NASTY[kind][:100]
    await mara.answered(NASTY[kind], "yes", to_whom=to_whom, reveal="many")
    await mara.press("r-note")
    await mara.fill(words=NASTY[kind])
    await on.go_on()
    assert await on.every_word() == sorted([WORDS, plain, plain, plain, plain])
    page = await ada.mine()
    rows = [row for block in page.blocks if isinstance(block, Facts) for row in block.rows]
    assert ("They would go to", Quoted(normalise(to_whom))) in rows


async def test_words_in_the_chat_a_search_and_a_key_do_no_harm(on: OnSet) -> None:
    ada, mara = on.hand("ada"), on.hand("mara")
    for kind, words in NASTY.items():
        on.clock.move_to(on.clock.now() + timedelta(minutes=1))
        await ada.act(Wrote("text", Quoted(words)))
        assert all_typed(ada.form) == words, kind
        await ada.act(Wrote("\ud800" + kind, Quoted(words)))
        assert "can\u2019t carry this kind" in ada.text
        await ada.press("key-in", "")
        await ada.fill(key=words)
        assert "not yet six words" in ada.text, kind
        await mara.act(Command("desk"))
        await mara.press("r-search")
        await mara.fill(wanted=words)
        assert mara.has("r-search")
    assert await on.lines() == ()


@pytest.mark.parametrize("kind", NASTY)
async def test_now_carries_words_and_a_place(on: OnSet, kind: str) -> None:
    ada, mara = on.hand("ada"), on.hand("mara")
    await ada.act(Pressed("now"))
    await ada.fill(words=NASTY[kind], how="come", where=NASTY[kind][:200])
    assert ada.page.title == "Saved", ada.text
    await on.running.alarm.settle()
    await mara.opened()
    await mara.press("r-take")
    await mara.fill()
    assert quoted_in(mara.shown or mara.page) == [normalise(NASTY[kind])]
    assert normalise(NASTY[kind][:200]) in mara.text


@pytest.mark.parametrize("nothing", EMPTY)
async def test_nothing_is_kept_of_nothing(on: OnSet, nothing: str) -> None:
    ada = on.hand("ada")
    await ada.box()
    await ada.fill(words=nothing)
    assert "no words in the box yet" in ada.form.problem
    assert await on.lines() == ()
    await ada.raised()
    await ada.press("add")
    await ada.fill(words=nothing)
    assert "no words in the box yet" in ada.form.problem
    assert await on.every_word() == [WORDS]


async def test_control_a_letter_more_is_kept(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted(EMPTY[3] + "a" + EMPTY[3])
    assert await on.every_word() == ["a"]


# --- 100 kB -----------------------------------------------------------------------------------------------


async def test_a_long_message_in_the_chat_stands_whole_beside_the_box(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.act(Wrote("text", Quoted(LONG)))
    assert all_typed(ada.form) == LONG


@pytest.mark.parametrize("via", ["", "keep", "now", "rights"])
async def test_a_long_concern_comes_back_whole_with_its_number(on: OnSet, via: str) -> None:
    ada = on.hand("ada")
    await ada.box()
    await ada.fill(via, words=LONG, urgency="soon")
    assert all_typed(ada.form) == LONG
    if via != "now":
        assert "These are 100,099 characters, and 3,000 can be sent" in ada.form.problem
        assert ada.sending().values["urgency"] == "soon"
    assert await on.lines() == ()


async def test_long_words_to_a_line_come_back_whole(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.raised()
    await ada.press("add")
    await ada.fill(words=LONG)
    assert all_typed(ada.form) == LONG
    assert "and 3,000 can be sent" in ada.form.problem
    await ada.fill(words=LONG[:3000])
    assert await on.every_word() == sorted([WORDS, LONG[:3000].strip()])


@pytest.mark.parametrize("words", [LONG, LONG[:3002] + "x", "x" * 16_000], ids=["100 kB", "a little", "a page"])
async def test_now_takes_no_more_words_than_a_reader_can_open(on: OnSet, words: str) -> None:
    ada = on.hand("ada")
    await ada.act(Pressed("now"))
    await ada.fill(words=words, how="come", where="By the water tank")
    assert all_typed(ada.form).replace("By the water tank", "") == words
    assert "and 3,000 can be sent" in ada.form.problem
    assert ada.sending().values["where"] == "By the water tank"
    assert ada.sending().values["how"] == "come"
    await ada.fill(words="Please come.")
    assert ada.page.title == "Saved"
    assert await on.every_word() == ["Please come."]


async def test_now_takes_no_longer_place_than_a_reader_can_open(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.act(Pressed("now"))
    await ada.fill(words="Please come.", how="come", where=LONG)
    place, beside = ada.sending().values["where"], "".join(quoted_in(ada.form))
    assert flat(place + beside) == flat(LONG)
    assert "and 200 can be sent" in ada.form.problem
    assert await on.lines() == ()


@pytest.mark.parametrize("kind", ["answer", "spoke", "yes", "note"])
async def test_a_readers_long_words_come_back_whole(on: OnSet, kind: str) -> None:
    mara = on.hand("mara")
    await on.hand("ada").raised()
    await mara.opened()
    await mara.press(f"r-{kind}")
    await mara.fill(words=LONG)
    beside = [words for words in quoted_in(mara.form) if words != WORDS]
    assert flat("".join((mara.sending().values["words"], *beside))) == flat(LONG)
    assert mara.form.problem
    assert await on.every_word() == [WORDS]


async def test_a_long_speech_in_quotes_can_be_looked_over(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted('They said "' + "and then " * 320 + '" twice.')
    assert "whoever said it, or heard it" in ada.text
    await ada.fill()
    assert ada.page.title == "Saved"


@pytest.mark.parametrize("words", [LONG, "\ufdfa" * 33_000, "abandon " * 12_500], ids=["digits", "unfolds", "words"])
async def test_a_long_key_is_answered_soon(on: OnSet, words: str) -> None:
    ada, begun = on.hand("ada"), perf_counter()
    await ada.press("key-in", "")
    await ada.fill(key=words)
    assert "not yet six words" in ada.form.problem
    assert perf_counter() - begun < 2


async def test_words_that_grow_by_a_mend_can_still_be_seen(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted("At 9:15 " + "x" * 2992)
    mends = [one.action for one in buttons(ada.form) if one.action.startswith("mend-")]
    assert mends
    await ada.fill(mends[0])
    assert len(normalise(quoted_in(ada.form)[0])) <= 3000
    await ada.fill()
    assert ada.page.title == "Saved"
