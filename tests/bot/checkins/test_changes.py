"""Every change of the schedule, through the store: what is pending follows, and doing it twice is doing it once."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.checkins import changes, keeping
from bot.checkins.changes import NoSuchOccasion
from escalation.checkin_plans import Moment
from escalation.occasions import Called, Flag, Kind, Occasion, Part, State
from escalation.rescheduling import NotPossible, OverTheDay
from storage import concerns
from storage.errors import Stale
from tests.bot.checkins.set import BARE, CALLS, TODAY, TOMORROW, Office, utc
from tests.bot.stage import MAIN, SECOND, fixed_id

ALL = ["12 09:30", "13 11:00", "13 19:30", "14 19:00"]
"""The evening before (30 minutes after the call sheet), an hour before on set, after wrap, a day later."""


async def test_nothing_is_planned_for_anybody_before_the_call_sheet(desk: Office) -> None:
    assert await desk.waiting() == []
    await desk.schedule.move_day(MAIN.id, TOMORROW, TOMORROW + timedelta(days=3))
    await desk.schedule.put(replace(BARE, id=fixed_id("more"), name="Sc 22"))
    assert await desk.waiting() == []
    assert [kind for kind, _ in await desk.entries()] == ["duties"]


async def test_the_call_sheet_starts_the_day_for_everybody_in_one_minute(desk: Office) -> None:
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    assert await desk.minutes() == {"ada": ALL, "bo": ALL, "cy": ALL}
    batches = (await desk.known()).batches
    assert [len(one.asked[0].people) for one in batches] == [3] * 4
    assert [kind for kind, _ in await desk.entries()] == ["check_in"] * 4 + ["duties"]


async def test_said_twice_it_is_said_once(desk: Office) -> None:
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    first = (await desk.known()).batches
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    assert (await desk.known()).batches == first


async def test_moving_twice_is_moving_once(desk: Office) -> None:
    to = TOMORROW + timedelta(days=1)
    await desk.schedule.sheet_out(MAIN.id, to)
    desk.stage.clock.move(timedelta(minutes=1))
    assert await desk.schedule.move(BARE.id, to)
    once, moved = await desk.known(), ("14 11:00", "14 19:30", "15 19:00")
    assert {at for at, _, _ in await desk.waiting()} == {"14 09:30", "14 10:00", *moved}
    assert not await desk.schedule.move(BARE.id, to)
    assert await desk.known() == once


async def test_what_moves_to_a_day_without_a_call_sheet_waits_for_it(desk: Office) -> None:
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    await desk.schedule.move(BARE.id, TOMORROW + timedelta(days=1))
    assert await desk.waiting() == []


async def test_a_pushed_day_takes_its_check_ins_along(desk: Office) -> None:
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    seen = changes.stamp((await desk.schedule.seen()).of_day(MAIN.id, TOMORROW))
    await desk.schedule.push_day(MAIN.id, TOMORROW, timedelta(hours=1), seen)
    assert (await desk.minutes())["ada"] == ["12 09:30", "13 12:00", "13 19:30", "14 19:00"]
    with pytest.raises(Stale):
        await desk.schedule.push_day(MAIN.id, TOMORROW, timedelta(hours=1), seen)


async def test_a_push_out_of_the_day_changes_nothing(desk: Office) -> None:
    before = await desk.known()
    seen = changes.stamp((await desk.schedule.seen()).of_day(MAIN.id, TOMORROW))
    with pytest.raises(OverTheDay):
        await desk.schedule.push_day(MAIN.id, TOMORROW, timedelta(hours=14), seen)
    assert await desk.known() == before


@pytest.mark.parametrize("state", [State.held, State.cancelled])
async def test_held_or_cancelled_nobody_is_asked_and_on_again_everybody(desk: Office, state: State) -> None:
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    await desk.schedule.bring(BARE.id, state)
    assert await desk.waiting() == []
    await desk.schedule.bring(BARE.id, State.planned)
    assert await desk.minutes() == {"ada": ALL, "bo": ALL, "cy": ALL}


async def test_on_a_closed_set_all_waits_and_the_wrap_says_when(desk: Office) -> None:
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    desk.stage.clock.at = utc(13, 12, 5)
    await desk.schedule.bring(BARE.id, State.on_closed_set)
    with pytest.raises(NotPossible):
        await desk.schedule.bring(BARE.id, State.held)
    desk.stage.clock.at = utc(13, 16)
    await desk.schedule.wrap(MAIN.id, TOMORROW)
    assert (await desk.known()).occasions[-1].state is State.wrapped
    assert (await desk.minutes())["ada"] == ["13 16:30", "14 16:00"]
    assert not await desk.schedule.wrap(MAIN.id, TOMORROW)


async def test_a_double_added_late_gets_what_the_others_had_and_nobody_else_anything(desk: Office) -> None:
    lead_alone = replace(BARE, id=fixed_id("alone"), name="Sc 23", calls=CALLS[:1])
    await desk.schedule.put(lead_alone)
    await desk.schedule.bring(BARE.id, State.cancelled)
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    desk.stage.clock.at = utc(12, 15)
    before = (await desk.minutes())["ada"]
    await desk.schedule.call(lead_alone.id, Called("3X", Part.double, time(11, 30)))
    found = await desk.minutes()
    assert found["cy"][0] == "12 15:00"
    assert [at for at in found["ada"] if at > "12 15:00"] == [at for at in before if at > "12 15:00"]
    desk.stage.clock.move(-timedelta(minutes=1))
    await desk.schedule.uncall(lead_alone.id, "3X")
    assert "cy" not in await desk.minutes()


async def test_at_the_set_time_a_call_sheet_counts_as_out(desk: Office) -> None:
    asking = replace((await desk.known()).asking, sheet_at=time(20))
    await desk.change_book(asking=asking)
    await desk.schedule.replan()
    assert (await desk.minutes())["ada"][0] == "12 19:30"
    await desk.change_book(asking=replace(asking, sheet_at=None))
    await desk.schedule.replan()
    assert await desk.waiting() == []


async def test_a_minor_beside_intimacy_stops_all_of_it_and_nothing_else(desk: Office) -> None:
    calls = (*CALLS, Called("9", child=True))
    child = replace(BARE, id=fixed_id("child"), name="Sc 30", flags=(Flag.nudity, Flag.minor), calls=calls)
    await desk.schedule.put(child)
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    about = {one.occasion for _, _, abouts in await desk.waiting() for one in abouts}
    assert about == {BARE.id}
    await desk.schedule.resolve(child.id)
    about = {one.occasion for _, _, abouts in await desk.waiting() for one in abouts}
    assert about == {BARE.id, child.id}


async def test_occasions_of_one_day_are_one_message(desk: Office) -> None:
    await desk.schedule.put(replace(BARE, id=fixed_id("kiss"), name="Sc 24", starts=time(13), flags=(Flag.kiss,)))
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    assert (await desk.minutes())["ada"] == ALL
    moments = [[one.moments for one in about] for at, _, about in await desk.waiting() if at == ALL[0]]
    assert moments == [[(Moment.evening,), (Moment.evening,)]] * 3


async def test_a_reshoot_has_the_flags_and_twice_is_once(desk: Office) -> None:
    id_ = desk.schedule.new_id()
    for _ in range(2):
        await desk.schedule.shoot_again(BARE.id, TODAY + timedelta(days=5), id_)
    again = [one for one in (await desk.known()).occasions if one.id == id_]
    assert [(one.flags, [call.cast_id for call in one.calls], one.calls[0].at) for one in again] == [
        (BARE.flags, ["1", "3", "3X"], None)
    ]


async def test_an_edit_of_what_was_read_before_another_change_is_refused(desk: Office) -> None:
    (seen,) = [one for one in (await desk.known()).occasions if one.id == BARE.id]
    await desk.schedule.put(replace(seen, starts=time(14)))
    with pytest.raises(Stale):
        await desk.schedule.put(replace(seen, starts=time(15)))
    with pytest.raises(NoSuchOccasion):
        await desk.schedule.move(fixed_id("nowhere"), TODAY)


# --- Undo -----------------------------------------------------------------------------------------------------------


async def test_undo_puts_everything_back_once(desk: Office) -> None:
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    planned = await desk.waiting()
    await desk.schedule.move_day(MAIN.id, TOMORROW, TOMORROW + timedelta(days=2))
    assert (await desk.schedule.seen()).undoable
    await desk.schedule.undo()
    assert await desk.waiting() == planned
    with pytest.raises(keeping.NothingToUndo):
        await desk.schedule.undo()


async def test_undo_takes_a_call_sheet_back_and_what_was_added(desk: Office) -> None:
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    await desk.schedule.undo()
    assert (await desk.waiting(), (await desk.known()).days) == ([], ())
    other = Occasion(fixed_id("fit"), SECOND.id, Kind.fitting, "Fitting", TOMORROW, calls=CALLS)
    await desk.schedule.put(other)
    await desk.schedule.undo()
    assert other.id not in {one.id for one in (await desk.known()).occasions}


# --- A line before the scene ----------------------------------------------------------------------------------------


async def test_a_line_before_the_scene_follows_it(desk: Office) -> None:
    mine = await desk.stage.saved(urgency="before_scene", occasion=BARE.id)
    call = utc(13, 10)
    line = (await desk.stage.concern(mine)).line
    assert line.ladder
    assert line.ladder.call == call
    await desk.schedule.move(BARE.id, TOMORROW + timedelta(days=1))
    for by in (timedelta(days=1), timedelta(days=1), timedelta(0)):
        moved = (await desk.stage.concern(mine)).line.ladder
        assert moved
        assert moved.call == call + by or by == timedelta(0)
        await desk.schedule.move(BARE.id, TOMORROW + timedelta(days=1))
    assert await desk.stage.planned(mine, "ladder") == 1
    found = await desk.stage.store.read(lambda tx: concerns.all_of(tx, desk.stage.house.production))
    assert len(found) == 1
