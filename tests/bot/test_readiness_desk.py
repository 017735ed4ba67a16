"""The coordinator's readiness: two touches from the desk, today and tomorrow alone, and the office sees only that."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.interface import Gesture, OpenedHome, PlatformAddress
from adapters.limits import buttons
from bot.desks.office import OfficeDesk, office_book
from bot.desks.office_door import office_schedule
from bot.text.catalog import speaker
from escalation.occasions import Flag
from escalation.readiness import Readiness
from storage.people import Reading
from tests.bot.checkins.set import BARE, TODAY, TOMORROW, Office, office
from tests.bot.stage import PEOPLE, SECOND, account, actions, change_person, fixed_id, shown, token_of, words_in

SAY = speaker("en")
KISS = replace(BARE, id=fixed_id("kiss"), name="Sc 8", unit=SECOND.id, day=TODAY, flags=(Flag.kiss,))
LATER = replace(BARE, id=fixed_id("later"), name="Sc 30", day=TOMORROW + timedelta(days=1))
SETS = ["r-ready", "r-hold", "r-ask-me"]


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[Office]:
    """Give a production with a flagged scene today and tomorrow, one the day after, and one without a flag."""
    async with office(tmp_path) as there:
        for one in (BARE, KISS, LATER):
            await there.schedule.put(one)
        yield there


async def sees(at: Office, occasion_id: str = BARE.id) -> Readiness | None:
    """What the office sees of an occasion."""
    return (await at.schedule.seen()).readiness[occasion_id]


async def test_every_flagged_occasion_of_today_and_tomorrow_stands_on_the_desk(at: Office) -> None:
    desk = await at.stage.press("wren", "r-desk")
    assert [one for one in actions(desk) if one in SETS] == SETS * 2
    text = words_in(desk)
    assert "Sc 8, today, 13:00" in text
    assert "Sc 21, tomorrow, 13:00" in text
    assert SAY("schedule-flag-nudity") in text
    assert "Sc 30" not in text
    assert "Sc 12A" not in text  # nothing is flagged there


@pytest.mark.parametrize(("action", "readiness"), [*zip(SETS, Readiness, strict=True)])
async def test_two_touches_set_what_the_office_sees(at: Office, action: str, readiness: Readiness) -> None:
    desk = await at.stage.press("wren", "r-desk")
    told = await at.stage.press("wren", action, token_of(desk, action))
    said = SAY(f"scenes-says-{readiness.replace('_', '-')}")
    assert SAY("scenes-ready-done", readiness=said, name=KISS.name) in words_in(told)
    assert await sees(at, KISS.id) is readiness
    assert await sees(at) is Readiness.ask_me
    page = shown(
        await OfficeDesk(office_book(at.stage.house), office_schedule(at.stage.house)).receive(
            Gesture(PlatformAddress(*account("ivo")), OpenedHome())
        )
    )
    assert SAY(f"scenes-readiness-{readiness.replace('_', '-')}") in words_in(page)


async def test_the_next_day_it_is_ask_me_again(at: Office) -> None:
    desk = await at.stage.press("wren", "r-desk")
    token = next(one.token for one in buttons(desk) if one.action == "r-ready" and BARE.name in one.spoken)
    await at.stage.press("wren", "r-ready", token)
    assert await sees(at) is Readiness.ready
    at.stage.clock.move(timedelta(days=1))
    assert await sees(at) is Readiness.ask_me


@pytest.mark.parametrize("who", ["ivo", "ada", "noor", "stranger"])
async def test_nobody_but_a_reader_sets_it(at: Office, who: str) -> None:
    token = token_of(await at.stage.press("wren", "r-desk"), "r-ready")
    for action in (*SETS, "r-scenes"):
        assert SAY("desk-nothing-title") in words_in(await at.stage.press(who, action, token))
    assert await sees(at, KISS.id) is Readiness.ask_me
    await at.stage.press("wren", "r-ready", token)
    assert await sees(at, KISS.id) is Readiness.ready  # the control


@pytest.mark.parametrize("token", ["", "nonsense", "A" * 51])
async def test_a_wrong_token_sets_nothing(at: Office, token: str) -> None:
    assert SAY("desk-nothing-title") in words_in(await at.stage.press("wren", "r-ready", token))


async def test_a_reader_of_another_unit_is_not_shown_it(at: Office) -> None:
    wren = next(one for one in PEOPLE if one.user == "wren")
    assert isinstance(wren.reading, Reading)
    await change_person(at.stage, "wren", units=(SECOND.id,))
    desk = words_in(await at.stage.press("wren", "r-desk"))
    assert "Sc 8" in desk
    assert "Sc 21" not in desk


async def test_many_flagged_occasions_stand_on_a_page_of_their_own(at: Office) -> None:
    for number in range(30):
        await at.schedule.put(replace(KISS, id=fixed_id(f"kiss-{number}"), name=f"Sc 8-{number}"))
    desk = await at.stage.press("wren", "r-desk")
    assert [one for one in actions(desk) if one in SETS] == SETS * 5
    page = await at.stage.press("wren", "r-scenes")
    assert [one for one in actions(page) if one in SETS] == SETS * 25
    assert SAY("scenes-more", count=7) in words_in(page)
