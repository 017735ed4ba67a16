"""The office's side of the schedule: at a glance, call sheets, occasions, pasted rows; harmless when repeated."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from adapters.interface import Act, OpenedHome, Pressed, Submitted
from adapters.surfaces import Form, TextField
from bot.text.catalog import speaker
from escalation.occasions import Called, Flag, Part, State
from escalation.prompts import Duty
from storage import occasions
from tests.bot.checkins.set import BARE, CALLS, TODAY, TOMORROW
from tests.bot.office_hands import CROWD, ROWS, Desk, desk_in, tokens_of
from tests.bot.stage import MAIN, actions, fixed_id, words_in

SAY = speaker("en")


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[Desk]:
    """Give the desk of a production with a scene with nudity tomorrow, and a scene of another unit today."""
    async with desk_in(tmp_path) as desk:
        yield desk


# --- At a glance ------------------------------------------------------------------------------------------------------


async def test_the_week_stands_at_a_glance(at: Desk) -> None:
    text = words_in(await at.act(OpenedHome()))
    assert "Today, Thursday, 12 March: Second unit" in text
    assert "Tomorrow, Friday, 13 March: Main unit" in text
    assert "Sc 21, 13:00" in text
    assert "1, 3, 3X · coordinator: ask me" in text
    assert "9 (needs a visit), 1" in text
    assert SAY("office-never") in text


async def test_no_flag_stands_at_a_glance_and_every_flag_on_the_private_page_of_its_occasion(at: Desk) -> None:
    home, one = await at.act(OpenedHome()), await at.page_of()
    assert SAY("schedule-flag-nudity") not in words_in(home)
    assert SAY("schedule-flag-nudity") in words_in(one)


async def test_a_duty_is_ticked_once_and_leaves_the_list(at: Desk) -> None:
    home = await at.act(OpenedHome())
    token = tokens_of(home, "o-tick")[0]
    assert token == f"{BARE.id}.{Duty.paperwork}"
    after = await at.act(Pressed("o-tick", token))
    again = await at.act(Pressed("o-tick", token))
    assert token not in tokens_of(after, "o-tick")
    assert SAY("scenes-done-tick", name=BARE.name) in words_in(again)
    assert [one.duty for one in (await at.office.known()).done() if one.step is None] == [Duty.paperwork]


async def test_a_schedule_of_thousands_fits_a_page(at: Desk) -> None:
    many = [replace(CROWD, id=fixed_id(f"many-{n}"), name=f"Sc {n}", day=TODAY + timedelta(n % 9)) for n in range(2000)]
    production = at.office.stage.house.production
    await at.office.stage.store.write(lambda tx: occasions.put(tx, production, many))
    assert words_in(await at.act(OpenedHome())).count("Second unit") < 30
    assert SAY("scenes-more", count=184) in words_in(
        await at.act(Pressed("o-day", tokens_of(await at.act(OpenedHome()), "o-day")[0]))
    )


# --- Days -------------------------------------------------------------------------------------------------------------


async def test_the_call_sheet_is_out_only_after_its_consequence_was_read(at: Desk) -> None:
    home = await at.act(OpenedHome())
    first = await at.act(Pressed("o-sheet", next(one for one in tokens_of(home, "o-sheet") if one.endswith("13"))))
    said = SAY("scenes-sheet-asks", day="Friday, 13 March", time="Thursday, 12 March, 10:30")
    assert said in words_in(first)
    assert await at.office.waiting() == []
    day = await at.press(first, "o-sheet-go")
    assert "since 10:00 on Thursday, 12 March" in words_in(day)
    assert (await at.office.waiting())[0][0] == "12 09:30"
    assert "o-sheet" not in actions(day)


async def test_a_call_sheet_that_is_out_is_not_out_anew_but_for_what_came_since(at: Desk) -> None:
    token = f"{MAIN.id[:12]}.{TOMORROW:%Y%m%d}"
    await at.act(Pressed("o-sheet-go", token))
    out = (await at.office.known()).day(MAIN.id, TOMORROW).sheet_out
    at.office.stage.clock.move(timedelta(minutes=5))
    await at.act(Pressed("o-sheet-go", token))
    assert (await at.office.known()).day(MAIN.id, TOMORROW).sheet_out == out
    await at.office.schedule.call(BARE.id, Called("7"))
    assert "o-sheet" in actions(await at.act(Pressed("o-day", token)))


async def test_a_day_is_pushed_once_however_often_it_is_sent(at: Desk) -> None:
    form = await at.act(Pressed("o-push", f"{MAIN.id[:12]}.{TOMORROW:%Y%m%d}"))
    await at.send(form, by="30")
    again = await at.send(form, by="30")
    assert (await at.one()).starts == time(13, 30)
    assert isinstance(again, Form)
    assert again.problem == SAY("scenes-day-changed")
    assert again.fields[0].chosen == "30"  # type: ignore[union-attr] # the one choice there is
    await at.send(again, by="-15")
    assert (await at.one()).starts == time(13, 15)


async def test_a_push_out_of_the_day_and_no_choice_are_said(at: Desk) -> None:
    await at.office.schedule.put(replace(await at.one(), starts=time(23, 50), calls=()))
    form = await at.act(Pressed("o-push", f"{MAIN.id[:12]}.{TOMORROW:%Y%m%d}"))
    for chosen in ("", "7", "nonsense"):
        assert SAY("scenes-choose") in words_in(await at.send(form, by=chosen))


# --- Occasions --------------------------------------------------------------------------------------------------------


async def test_an_occasion_is_moved_held_cancelled_and_brought_back(at: Desk) -> None:
    moved = await at.send(await at.press(await at.page_of(), "o-move"), to="20260316")
    assert SAY("scenes-done-move", name=BARE.name) in words_in(moved)
    assert (await at.one()).day == TODAY + timedelta(days=4)
    for state in (State.held, State.planned, State.cancelled, State.planned, State.on_closed_set, State.wrapped):
        page = await at.act(Pressed("o-to", f"{BARE.id}.{state}"))
        twice = await at.act(Pressed("o-to", f"{BARE.id}.{state}"))
        assert words_in(page) == words_in(twice)
        assert (await at.one()).state is state


async def test_what_is_held_stands_apart_until_it_has_a_day(at: Desk) -> None:
    await at.act(Pressed("o-to", f"{BARE.id}.held"))
    days, waiting = words_in(await at.act(OpenedHome())).split(SAY("scenes-waiting"))
    assert "Sc 21, 13:00" not in days
    assert "Sc 21, 13:00" in waiting


async def test_what_is_not_possible_or_gone_is_said_on_the_home_page(at: Desk) -> None:
    await at.act(Pressed("o-to", f"{BARE.id}.wrapped"))
    assert SAY("scenes-not-possible") in words_in(await at.act(Pressed("o-to", f"{BARE.id}.held")))
    assert SAY("scenes-not-possible") in words_in(await at.act(Pressed("o-to", f"{BARE.id}.nonsense")))
    for action in ("o-one", "o-day", "o-sheet-go", "o-tick", "o-to", "o-move", "o-flags", "o-push", "o-resolve-go"):
        for token in ("", "nonsense", f"{fixed_id('nobody')}.x", f"{MAIN.id[:12]}.20269999"):
            assert SAY("scenes-gone") in words_in(await at.act(Pressed(action, token))), action


async def test_flags_are_confirmed_by_a_person_and_a_stale_form_keeps_what_was_ticked(at: Desk) -> None:
    form = await at.press(await at.page_of(CROWD), "o-flags")
    done = await at.send(form, flags="stunt,fight,nonsense")
    assert SAY("scenes-done-flags", name=CROWD.name) in words_in(done)
    assert (await at.one(CROWD.id)).flags == (Flag.stunt, Flag.fight)
    assert SAY("scenes-done-flags", name=CROWD.name) in words_in(await at.send(form, flags="fight,stunt"))
    stale = await at.send(form, flags="kiss")
    assert isinstance(stale, Form)
    assert stale.problem == SAY("scenes-one-changed")
    assert stale.fields[0].ticked == ("kiss",)  # type: ignore[union-attr] # the one list there is
    assert (await at.one(CROWD.id)).flags == (Flag.stunt, Flag.fight)


async def test_a_minor_beside_intimacy_is_settled_by_a_person_who_read_what_it_means(at: Desk) -> None:
    await at.send(await at.press(await at.page_of(), "o-flags"), flags="nudity,minor")
    page = await at.page_of()
    assert SAY("scenes-blocked") in words_in(page)
    before = await at.press(page, "o-resolve")
    assert SAY("scenes-resolve-means") in words_in(before)
    assert not (await at.one()).resolved
    settled = await at.press(before, "o-resolve-go")
    assert (await at.one()).resolved
    await at.send(await at.press(settled, "o-child"), children="1")
    assert [one.cast_id for one in (await at.one()).calls if one.child] == ["3"]


async def test_a_double_is_called_timed_and_called_no_more(at: Desk) -> None:
    form = await at.press(await at.page_of(), "o-call")
    for _ in range(2):
        assert "2x (needs a visit)" in words_in(await at.send(form, number="2x", part="double", at="7a"))
    found = (await at.one()).calls[-1]
    assert (found.part, found.at) == (Part.double, time(7))
    await at.send(form, number="3", part="stand_in", at="")
    assert (await at.one()).calls[1] == replace(CALLS[1], part=Part.stand_in)
    await at.send(form, number="3X", part="no_more")
    assert "3X" not in [one.cast_id for one in (await at.one()).calls]


@pytest.mark.parametrize(
    ("number", "part", "when", "problem"),
    [
        ("", "double", "", "scenes-one-number"),
        ("3, 4", "double", "", "scenes-one-number"),
        ("3", "director", "", "scenes-choose"),
        ("3", "double", "soon", "scenes-no-time"),
    ],
)
async def test_what_cannot_be_meant_is_said_and_stays_typed(
    at: Desk, number: str, part: str, when: str, problem: str
) -> None:
    before = await at.one()
    form = await at.send(await at.press(await at.page_of(), "o-call"), number=number, part=part, at=when)
    assert isinstance(form, Form)
    assert form.problem == SAY(problem)
    assert [one.value.words for one in form.fields if isinstance(one, TextField)] == [number, when]
    assert await at.one() == before


# --- Who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["ada", "wren", "stranger"])
async def test_whoever_is_not_of_the_office_sees_and_changes_nothing(at: Desk, who: str) -> None:
    quiet = await at.act(OpenedHome(), who)
    day = f"{MAIN.id[:12]}.{TOMORROW:%Y%m%d}"
    before = await at.office.known()
    acts: list[Act] = [
        Pressed("o-one", BARE.id),
        Pressed("o-tick", f"{BARE.id}.{Duty.paperwork}"),
        Pressed("o-sheet-go", day),
        Pressed("o-wrap-go", day),
        Pressed("o-to", f"{BARE.id}.cancelled"),
        Pressed("o-resolve-go", BARE.id),
        Pressed("o-undo"),
        Submitted("o-move", {"to": "20260316"}, "x", BARE.id),
        Submitted("o-flags", {"flags": ""}, "x", f"{BARE.id}.1"),
        Submitted("o-child", {"children": "0"}, "x", f"{BARE.id}.1"),
        Submitted("o-paste", {"rows": ROWS}),
    ]
    for act in acts:
        assert await at.act(act, who) == quiet
    assert BARE.name not in words_in(quiet)
    assert await at.office.known() == before
    await at.act(acts[4])
    assert await at.office.known() != before  # the control
