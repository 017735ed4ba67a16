"""A time that people with different clocks read names its zone, and a deadline of another day its day."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from adapters.surfaces import Card
from bot.cards import Cards
from bot.lines.owning import MyLine
from bot.lines.place import wall
from bot.lines.sending import Sending
from escalation.calendar import Hours
from storage import productions
from storage.agenda import Entry, Lane
from tests.bot.stage import MAIN, SECOND, Stage, change_person, staged, words_in

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Give an open stage: one unit in Madrid, one in London."""
    async with staged(tmp_path) as open_stage:
        yield open_stage


async def card(stage: Stage, mine: MyLine) -> str:
    """What a line's card says."""
    found = await Sending(stage.house).card_of(mine.access.concern)
    assert found
    entry = Entry(bytes(16), stage.house.production.id, "card", mine.access.concern, Lane.TALK, stage.clock.now())
    drawn: Card = Cards(stage.house.tokens).of_line(found, entry, again=False)
    return " ".join(str(value) for _, value in drawn.facts)


async def one_clock(stage: Stage) -> None:
    """Let both units be in one zone."""
    moved = replace(SECOND, hours=Hours(MAIN.hours.zone))
    await stage.store.write(lambda tx: productions.rewrite_unit(tx, stage.house.production, moved))


async def test_where_units_have_different_clocks_a_time_names_its_zone(stage: Stage) -> None:
    mine = await stage.raised()
    assert " CET" in words_in(await stage.opened("wren", mine))
    assert " CET" in await card(stage, mine)


async def test_control_where_all_have_the_same_clock_it_names_none(stage: Stage) -> None:
    await one_clock(stage)
    mine = await stage.raised()
    assert "CET" not in words_in(await stage.opened("wren", mine))
    assert "CET" not in await card(stage, mine)


async def test_a_reader_elsewhere_counts_and_nobody_else_does(stage: Stage) -> None:
    await one_clock(stage)
    mine = await stage.raised()
    await change_person(stage, "ada", zone="America/New_York")
    assert "CET" not in await card(stage, mine), "it would tell where somebody is"
    await change_person(stage, "ode", zone="America/New_York")
    assert " CET" in await card(stage, mine)


async def test_a_card_that_stands_for_days_says_the_day(stage: Stage) -> None:
    soon, today = await stage.raised(urgency="soon"), await stage.raised()
    assert "Friday, 13 March, " in await card(stage, soon)
    assert "March" not in await card(stage, today)


@pytest.mark.parametrize(
    ("zone", "said"),
    [("Europe/Madrid", "13:00 CET"), ("America/Sao_Paulo", "09:00 UTC-03"), ("UTC", "12:00 UTC")],
)
def test_a_zone_without_a_name_has_its_distance(zone: str, said: str) -> None:
    assert wall(NOON.astimezone(ZoneInfo(zone)), names_zone=True) == said
    assert wall(NOON + timedelta(hours=1), names_zone=False) == "13:00"
