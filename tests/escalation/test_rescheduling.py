"""Proves what counts as a change of an occasion, and what moves, pushes and states make of it."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from escalation import ladder
from escalation.calendar import ALWAYS, Hours
from escalation.concern import Moment, Urgency
from escalation.occasions import Called, Flag, Kind, Part, State
from escalation.rescheduling import (
    ANEW,
    MAY,
    Change,
    NotPossible,
    OverTheDay,
    brought_to,
    call_moved,
    changes,
    day_moved,
    moved,
    pushed,
    revised,
    shot_again,
)
from escalation.roster import Reader, Role
from tests.escalation.shooting import DAY, EARLY, HOUR, MAIN, MINUTE, ON, called, scene

NOW = EARLY + DAY
BED = scene(Flag.simulated_sex)


@pytest.mark.parametrize(
    ("other", "change"),
    [
        ({"day": ON + DAY}, Change.day),
        ({"unit": "second"}, Change.unit),
        ({"kind": Kind.rehearsal}, Change.kind),
        ({"name": "Sc 12B"}, Change.name),
        ({"episode": "102"}, Change.name),
        ({"starts": time(14)}, Change.starts),
        ({"meeting": time(7)}, Change.meeting),
        ({"calls": called("1", "3", "3X", at=time(12))}, Change.call_times),
        ({"calls": called("1", "3", "3X", "bg")}, Change.joined),
        ({"calls": called("1", "3")}, Change.left),
        ({"calls": (*called("1", "3"), Called("3X", Part.stand_in, time(11)))}, Change.parts),
        ({"flags": (Flag.simulated_sex, Flag.nudity)}, Change.flags_set),
        ({"flags": ()}, Change.flags_taken),
        ({"standby": True}, Change.standby),
        ({"state": State.held}, Change.state),
        ({"resolved": True}, Change.resolved),
    ],
)
def test_each_difference_is_a_change_of_its_kind(other: dict[str, object], change: Change) -> None:
    after = replace(BED, **other)  # type: ignore[arg-type] # named by each case
    assert changes(BED, after) == (change,)
    found = revised(BED, after, NOW)
    assert found.revision == BED.revision + 1
    assert found.edition == BED.edition + (change in ANEW)


def test_the_same_is_no_revision() -> None:
    assert revised(BED, replace(BED, revision=7, placed=NOW), NOW) is BED


def test_what_was_set_just_now_is_noted() -> None:
    kiss = scene(Flag.kiss)
    found = revised(kiss, replace(BED, calls=called("1", "3", "bg")), NOW)
    assert found.flagged == NOW
    assert {one.cast_id: one.added for one in found.calls} == {"1": None, "3": None, "bg": NOW}
    assert revised(kiss, replace(kiss, flags=(Flag.stunt,)), NOW).flagged is None
    assert revised(found, replace(found, starts=time(9)), NOW + DAY).calls == found.calls


def test_a_change_of_flags_reopens_what_was_settled() -> None:
    settled = scene(Flag.minor, Flag.nudity, resolved=True)
    assert not revised(settled, replace(settled, flags=(*settled.flags, Flag.kiss)), NOW).resolved
    assert revised(settled, replace(settled, starts=time(9)), NOW).resolved


def test_a_move_gives_it_another_day_and_moving_twice_is_moving_once() -> None:
    once = moved(BED, ON + DAY, NOW)
    assert (once.day, once.placed, once.edition) == (ON + DAY, NOW, 2)
    assert moved(once, ON + DAY, NOW + DAY) is once
    held = brought_to(BED, State.held, NOW)
    assert moved(held, ON, NOW).state is State.planned


def test_a_day_moves_whole_save_what_is_over() -> None:
    other = scene(id="o", unit="second")
    done = brought_to(scene(id="d"), State.wrapped, NOW)
    found = day_moved((BED, other, done), "main", ON, ON + 2 * DAY, NOW)
    assert [one.day for one in found] == [ON + 2 * DAY, ON, ON]


def test_a_push_carries_every_time_along() -> None:
    found = pushed(replace(BED, meeting=time(10)), 90 * MINUTE, MAIN, NOW)
    assert (found.starts, found.meeting, {one.at for one in found.calls}) == (
        time(14, 30),
        time(11, 30),
        {time(12, 30)},
    )
    assert found.edition == BED.edition
    night = pushed(scene(starts=time(23), calls=()), 2 * HOUR, MAIN, NOW)
    assert night.starts == time(1)
    assert pushed(night, -2 * HOUR, MAIN, NOW).starts == time(23)


@pytest.mark.parametrize("by", [12 * HOUR, -10 * HOUR])
def test_a_push_out_of_the_day_is_refused(by: object) -> None:
    with pytest.raises(OverTheDay):
        pushed(scene(starts=time(20), calls=called("1")), by, MAIN, NOW)  # type: ignore[arg-type] # lengths of time


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_states_go_where_the_table_says(before: State, after: State) -> None:
    one = scene(state=before)
    if after is before:
        assert brought_to(one, after, NOW) is one
    elif after in MAY[before]:
        found = brought_to(one, after, NOW)
        assert (found.state, found.wrapped) == (after, NOW if after is State.wrapped else None)
    else:
        with pytest.raises(NotPossible):
            brought_to(one, after, NOW)


def test_a_reshoot_copies_flags_and_people_and_nothing_that_was_agreed() -> None:
    done = brought_to(replace(BED, resolved=True, flagged=EARLY, edition=3), State.wrapped, NOW)
    again = shot_again(done, "new", ON + 9 * DAY, NOW)
    assert (again.id, again.flags, again.state, again.day) == ("new", BED.flags, State.planned, ON + 9 * DAY)
    assert [one.cast_id for one in again.calls] == ["1", "3", "3X"]
    assert {one.at for one in again.calls} == {None}
    assert (again.resolved, again.flagged, again.wrapped, again.revision, again.edition) == (False, None, None, 1, 1)


# --- The ladder of a line before a scene ------------------------------------------------------------------------------


def test_a_ladder_follows_its_call_and_a_hold_is_offered_anew_before_a_later_one() -> None:
    at = datetime(2026, 11, 26, 9, tzinfo=UTC)
    moment = Moment(at, Hours("Europe/Madrid"), at + timedelta(hours=4))
    reader = Reader("r1", (Role.coordinator,), duty=ALWAYS, accepted=True, acting=True)
    rungs = ladder.decide(ladder.released(Urgency.before_scene, moment, [reader]), at).ladder
    assert rungs.turn
    offered = replace(rungs, hold_offered=True)
    later = call_moved(offered, at + timedelta(days=1))
    assert (later.call, later.hold_offered, later.turn) == (at + timedelta(days=1), False, rungs.turn)
    sooner = call_moved(offered, at + timedelta(minutes=30))
    assert sooner.turn
    assert (sooner.hold_offered, sooner.turn.due) == (True, at + timedelta(minutes=30))
    assert sooner.version == rungs.version + 1
