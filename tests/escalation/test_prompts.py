"""Proves what the office is asked to do and when, and when it is told that nobody ticked."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from escalation.call_times import dated
from escalation.occasions import Called, Flag, Occasion, State
from escalation.prompts import Done, Duty, Prompt, Step, Times, prompts, times_of
from escalation.rescheduling import moved, revised
from tests.escalation.shooting import DAY, EARLY, EVERYBODY, HOUR, ON, called, scene, shooting, utc

BED = scene(Flag.nudity)
CALL = utc("2026-11-26 10:00")
USUAL = Times()


def due(
    *occasions: Occasion, done: Collection[Done] = (), now: datetime = EARLY, times: Times = USUAL
) -> list[tuple[Duty, Step, datetime]]:
    return [(one.duty, one.step, one.at) for one in prompts(dated(shooting(*occasions)), done, now, times)]


def of(duty: Duty, found: Collection[tuple[Duty, Step, datetime]]) -> list[tuple[Step, datetime]]:
    return [(step, at) for each, step, at in found if each is duty]


PAPERWORK = [(Step.ask, CALL - 96 * HOUR), (Step.ask, CALL - 60 * HOUR), (Step.tell, CALL - 48 * HOUR)]


@pytest.mark.parametrize("flag", [Flag.nudity, Flag.simulated_sex, Flag.sexual_violence])
def test_an_intimate_scene_has_paperwork_a_line_and_a_closed_set(flag: Flag) -> None:
    found = due(scene(flag))
    assert of(Duty.paperwork, found) == PAPERWORK
    assert of(Duty.closed_set, found) == [(Step.ask, utc("2026-11-25 17:00")), (Step.tell, CALL)]
    assert len(found) == 5


@pytest.mark.parametrize("flag", [Flag.kiss, Flag.physical_intimacy, Flag.animal, Flag.emotional])
def test_others_have_none(flag: Flag) -> None:
    assert due(scene(flag)) == []


@pytest.mark.parametrize("flag", [Flag.stunt, Flag.fight, Flag.firearm, Flag.hazard])
def test_what_is_dangerous_has_a_meeting(flag: Flag) -> None:
    found = due(scene(flag, meeting=time(7, 15)))
    assert found == [
        (Duty.safety_meeting, Step.ask, utc("2026-11-26 06:15")),
        (Duty.safety_meeting, Step.tell, utc("2026-11-26 12:00")),
    ]
    assert due(scene(flag))[0][2] == utc("2026-11-26 06:00")


def test_where_a_minor_works_somebody_is_with_them() -> None:
    found = due(scene(Flag.minor, calls=EVERYBODY))
    assert found == [(Duty.carer, Step.ask, CALL - 48 * HOUR), (Duty.carer, Step.tell, CALL - 12 * HOUR)]
    unsaid = due(scene(Flag.minor))
    assert of(Duty.child_named, unsaid) == [(Step.ask, EARLY)]


def test_a_minor_beside_intimacy_is_told_to_both_at_once_and_nothing_else_is_asked() -> None:
    stopped = scene(Flag.minor, Flag.nudity, calls=EVERYBODY)
    told = [(Duty.resolve, Step.ask, EARLY), (Duty.resolve, Step.tell, EARLY)]
    assert due(stopped) == told
    done = [Done("12A", duty, step, at) for duty, step, at in told]
    assert due(stopped, done=done, now=EARLY + HOUR) == []
    assert Duty.paperwork in {duty for duty, _, _ in due(replace(stopped, resolved=True), done=done)}


def test_standby_is_prompted_held_and_cancelled_are_not() -> None:
    assert due(replace(BED, standby=True)) == due(BED)
    assert [due(replace(BED, state=state)) for state in (State.held, State.cancelled, State.wrapped)] == [[], [], []]


def test_a_tick_ends_it_and_somebody_added_begins_it_again() -> None:
    tick = Done("12A", Duty.paperwork, None, CALL - 90 * HOUR)
    now = CALL - 70 * HOUR
    assert of(Duty.paperwork, due(BED, done=[tick], now=now)) == []
    wider = revised(BED, replace(BED, calls=(*BED.calls, Called("9", at=time(11)))), now)
    assert of(Duty.paperwork, due(wider, done=[tick], now=now)) == [(Step.ask, now), *PAPERWORK[1:]]


def test_a_tick_for_one_day_is_none_for_another() -> None:
    tick = Done("12A", Duty.closed_set, None, utc("2026-11-25 18:00"))
    now = utc("2026-11-25 19:00")
    assert of(Duty.closed_set, due(BED, done=[tick], now=now)) == []
    later = moved(BED, ON + DAY, now)
    assert of(Duty.closed_set, due(later, done=[tick], now=now))[0] == (Step.ask, utc("2026-11-26 17:00"))


def test_what_was_missed_comes_once_and_now() -> None:
    now = CALL - 50 * HOUR
    found = due(BED, now=now)
    assert of(Duty.paperwork, found) == [(Step.ask, now), PAPERWORK[2]]
    asked = [Done("12A", Duty.paperwork, Step.ask, now)]
    assert of(Duty.paperwork, due(BED, done=asked, now=now + HOUR)) == [PAPERWORK[2]]
    late = CALL - 2 * HOUR
    assert of(Duty.paperwork, due(BED, now=late)) == [(Step.ask, late), (Step.tell, late)]
    assert due(BED, now=utc("2026-11-26 12:01")) == []


def test_a_move_carries_what_is_to_come_along() -> None:
    asked = [Done("12A", Duty.paperwork, Step.ask, PAPERWORK[0][1])]
    now = CALL - 80 * HOUR
    found = of(Duty.paperwork, due(moved(BED, ON + 2 * DAY, now), done=asked, now=now))
    assert found == [(step, at + 2 * DAY) for step, at in PAPERWORK]


def test_no_prompt_says_which_flag() -> None:
    assert set(Prompt.__slots__) == {"occasion", "duty", "step", "at"}
    one, other = (
        prompts(dated(shooting(scene(flag, calls=called("1")))), (), EARLY, Times())
        for flag in (Flag.nudity, Flag.simulated_sex)
    )
    assert one == other


def test_a_production_has_its_own_moments() -> None:
    own = times_of({"evening": time(16), "paperwork": timedelta(hours=120)})
    found = due(BED, now=EARLY - DAY, times=own)
    assert of(Duty.paperwork, found)[0] == (Step.ask, CALL - 120 * HOUR)
    assert of(Duty.closed_set, found)[0] == (Step.ask, utc("2026-11-25 15:00"))
    assert of(Duty.paperwork, due(BED, times=times_of({"notice": False}))) == []


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ({"loudly": True}, "loudly"),
        ({"evening": 18}, "evening"),
        ({"paperwork": timedelta(hours=50)}, "paperwork"),
        ({"paperwork_again": timedelta(hours=40)}, "paperwork"),
    ],
)
def test_a_wrong_moment_is_named(own: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        times_of(own)
