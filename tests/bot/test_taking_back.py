"""Words that wait can be taken back by whoever wrote them, and by nobody else; what has left stays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.lines import agenda_kinds as kinds
from escalation.rungs import Phase
from tests.bot.stage import Stage, account, actions, staged, token_of, words_in


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Give an open stage."""
    async with staged(tmp_path) as open_stage:
        yield open_stage


async def test_added_words_that_wait_are_taken_back_and_never_leave(stage: Stage) -> None:
    mine = await stage.raised("first")
    await stage.add(mine, "second")
    await stage.own.unsay(account("ada"), mine.access)
    assert [one.words for one in await stage.said(mine)] == ["first"]
    assert await stage.planned(mine, kinds.WORDS) == 0
    await stage.later()
    assert "second" not in words_in(await stage.opened("wren", mine))
    assert (await stage.codes(mine))[-2:] == ["unsaid", "opened"]


async def test_only_the_newest_that_waits_is_taken_back(stage: Stage) -> None:
    mine = await stage.raised("first")
    await stage.add(mine, "second")
    await stage.add(mine, "third")
    await stage.own.unsay(account("ada"), mine.access)
    await stage.later()
    page = words_in(await stage.opened("wren", mine))
    assert "second" in page
    assert "third" not in page


async def test_words_that_have_left_stay(stage: Stage) -> None:
    mine = await stage.raised("first")
    await stage.add(mine, "second")
    await stage.later()
    await stage.own.unsay(account("ada"), mine.access)
    assert "second" in words_in(await stage.opened("wren", mine))
    assert "unsaid" not in await stage.codes(mine)


async def test_a_reader_takes_their_answer_back_and_is_asked_again(stage: Stage) -> None:
    mine = await stage.raised("first")
    await stage.opened("wren", mine)
    await stage.lines.reply(account("wren"), mine.access.concern, "an answer")
    opened = await stage.opened("wren", mine)
    await stage.press("wren", "r-unsay", token_of(opened, "r-unsay"))
    await stage.later()
    assert [one.words for one in await stage.said(mine)] == ["first"]
    ladder = (await stage.concern(mine)).line.ladder
    assert ladder
    assert ladder.phase is Phase.asking
    assert "took_back" in await stage.codes(mine)


async def test_nobody_takes_back_what_another_wrote(stage: Stage) -> None:
    mine = await stage.raised("first")
    await stage.opened("ode", mine)
    await stage.opened("wren", mine)
    await stage.lines.reply(account("wren"), mine.access.concern, "an answer")
    await stage.add(mine, "second")
    assert "r-unsay" not in actions(await stage.opened("ode", mine))
    assert "r-unsay" in actions(await stage.opened("wren", mine))
    await stage.lines.unsay(account("ode"), mine.access.concern)
    await stage.own.unsay(account("ada"), mine.access)
    assert [one.words for one in await stage.said(mine)] == ["first", "an answer"]


async def test_a_form_that_comes_again_rewords_nobody_elses_words(stage: Stage) -> None:
    """The position of words that were taken back is given out again."""
    mine = await stage.raised("first")
    await stage.opened("wren", mine)
    await stage.lines.reply(account("wren"), mine.access.concern, "an answer", once="o" * 22)
    await stage.lines.unsay(account("wren"), mine.access.concern)
    await stage.add(mine, "second")
    await stage.lines.reply(account("wren"), mine.access.concern, "another answer", once="o" * 22)
    assert [one.words for one in await stage.said(mine)] == ["first", "second", "another answer"]


async def test_what_is_said_after_an_erasing_is_seen(stage: Stage) -> None:
    """An answer that came after [Erase my words] never reached the person."""
    mine = await stage.raised("first")
    await stage.taken("wren", mine)
    await stage.add(mine, "second")
    erased = await stage.own.erase_words(account("ada"), mine.access)
    assert erased.said == ()
    await stage.lines.reply(account("wren"), mine.access.concern, "an answer")
    await stage.later()
    await stage.add(mine, "third")
    seen = await stage.own.talk_now(account("ada"), mine.access)
    assert [one.words for _, one in seen.said] == ["an answer", "third"]
    assert "second" not in words_in(await stage.opened("wren", mine))
    assert "first" in words_in(await stage.opened("wren", mine))
