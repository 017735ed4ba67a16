"""A line's card calls whoever is asked now, by id: nobody off duty, nobody who is out of it, nobody from elsewhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cards import Cards
from bot.lines.owning import MyLine
from bot.lines.sending import LineCard, Sending
from escalation.calendar import Duty
from escalation.concern import State
from storage.agenda import Entry, Lane
from tests.bot.stage import PEOPLE, START, Stage, change_person, fixed_id, staged


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Give an open stage."""
    async with staged(tmp_path) as open_stage:
        yield open_stage


async def card(stage: Stage, mine: MyLine) -> LineCard:
    """The line's card as it would be posted now."""
    found = await Sending(stage.house).card_of(mine.access.concern)
    assert found
    return found


async def calls(stage: Stage, mine: MyLine) -> list[str]:
    """Whom it calls."""
    return sorted((await card(stage, mine)).calls)


async def test_whose_turn_it_is_is_called_and_then_the_next(stage: Stage) -> None:
    mine = await stage.raised()
    assert await calls(stage, mine) == ["wren"]
    await stage.later(timedelta(minutes=65))
    assert await calls(stage, mine) == ["ode"]


async def test_whoever_has_it_is_called(stage: Stage) -> None:
    mine = await stage.raised()
    await stage.taken("sol", mine)
    assert await calls(stage, mine) == ["sol"]


async def test_at_now_nobody_is_called_since_a_list_would_tell_who_was_left_out(stage: Stage) -> None:
    mine = await stage.raised(urgency="now", leave_out=("ode",))
    assert await calls(stage, mine) == []
    await stage.taken("sol", mine)
    assert await calls(stage, mine) == ["sol"]


@pytest.mark.parametrize("out", ["muted", "recused", "left_out"])
async def test_who_is_out_of_it_is_not_called(stage: Stage, out: str) -> None:
    mine = await stage.raised()
    await stage.change(mine, **{out: (fixed_id("wren"),)})
    assert await calls(stage, mine) == []


async def test_who_is_elsewhere_is_not_called(stage: Stage) -> None:
    mine = await stage.raised()
    await change_person(stage, "wren", workspace="another")
    assert await calls(stage, mine) == []


async def test_who_is_off_duty_now_is_not_called(stage: Stage) -> None:
    mine = await stage.raised()
    concern = await stage.concern(mine)
    ladder = concern.line.ladder
    assert ladder
    off = tuple(replace(one, duty=Duty("Europe/Madrid", ())) for one in ladder.rungs)
    await stage.change(mine, ladder=replace(ladder, rungs=off))
    assert await calls(stage, mine) == []


async def test_once_it_is_over_nobody_is_called(stage: Stage) -> None:
    mine = await stage.raised()
    await stage.own.close(PEOPLE_ACCOUNT, mine.access)
    await stage.later()
    assert (await stage.concern(mine)).line.state is State.closed
    assert await calls(stage, mine) == []


PEOPLE_ACCOUNT = next((one.platform, one.workspace, one.user) for one in PEOPLE if one.user == "ada")


async def test_what_a_card_says_of_its_time_is_true_before_and_after_it_is_taken(stage: Stage) -> None:
    cards = Cards(stage.house.tokens)
    entry = Entry(bytes(16), stage.house.production.id, "card", bytes(16), Lane.TALK, START)
    mine = await stage.raised()
    before = cards.of_line(await card(stage, mine), entry, again=False)
    await stage.taken("wren", mine)
    after = cards.of_line(await card(stage, mine), entry, again=False)
    assert before.facts[1][0] == "To be taken on by"
    assert after.facts[1][0] == "Answer by"
    assert before.calls == ("wren",)
    assert "wren" not in repr(before), "ids stand in no log"
