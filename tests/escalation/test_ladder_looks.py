"""Proves what duty does to a ladder, what a late or a second look does, and what a production may change."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from escalation.calendar import ShootDay, Span
from escalation.concern import Moment, Urgency
from escalation.ladder import (
    Rung,
    Standing,
    Why,
    decide,
    joined,
    next_due,
    opened,
    policy,
    promised_by,
    quiet,
    released,
    replied,
    rostered,
    taken,
)
from escalation.policy import USUAL, Policy
from tests.escalation.playing import (
    DAY,
    EVENING,
    HOUR,
    HOURS,
    MINUTE,
    NEVER,
    SKIPPED,
    START,
    at,
    duty,
    ladder,
    play,
    readers,
)

# --- duty --------------------------------------------------------------------------------------------------


def test_who_comes_on_duty_before_the_deadline_is_asked_then() -> None:
    start = ladder(Urgency.soon, duties={"c": duty(19, 23)})
    assert promised_by(start) == at(DAY)
    assert play(start, DAY)[:2] == ["540 ask c", "1440 tell c silent, b at 1440, next 2880; ask b"]


def test_who_is_off_duty_past_the_deadline_is_skipped() -> None:
    start = ladder(Urgency.today, duties={"c": duty(12, 20)})
    assert play(start, 60) == [
        "0 tell c off_duty, b at 0, next 60; ask b",
        "60 tell b silent, s at 60, next 120; ask s",
    ]
    assert play(start, 120)[-1] == "120 tell s silent, c at 120, next 240; ask c"


def test_today_outside_shooting_hours_starts_from_the_next_duty_start() -> None:
    start = ladder(Urgency.today, "cb", duties=dict.fromkeys("cb", duty(8, 19)), start=EVENING)
    eight = 22 * HOUR
    assert promised_by(start) == at(eight + 60)
    assert play(start, eight + 120, first=EVENING) == [
        f"{eight} ask c",
        f"{eight + 60} tell c silent, b at {eight + 60}, next {eight + 120}; ask b",
        f"{eight + 120} end 2 (b silent), again {eight + 120}",
        f"{eight + 120} ask on cb",
    ]


def test_today_outside_shooting_hours_is_read_by_whoever_is_on_duty() -> None:
    start = ladder(Urgency.today, "cb", duties={"c": duty(7, 20), "b": duty(18, 23)}, start=EVENING)
    assert play(start, EVENING, first=EVENING) == [
        f"{EVENING} tell c off_duty, b at {EVENING}, next {EVENING + 60}; ask b"
    ]


def test_today_counts_no_minutes_between_wrap_and_the_next_day() -> None:
    half_past_seven = 9 * HOUR + 30
    start = ladder(Urgency.today, "cb", duties=dict.fromkeys("cb", duty(7, 20)), start=half_past_seven)
    assert promised_by(start) == at(21 * HOUR + 30)


def test_today_without_a_shooting_day_ahead_counts_duty() -> None:
    off = replace(HOURS, weekdays=(), days=(ShootDay(date(2026, 11, 24), Span(time(7), time(10, 30))),))
    start = released(Urgency.today, Moment(START, off), readers("c", duties={"c": duty(9, 10)}))
    assert promised_by(start) == at(23 * HOUR + 30)


def test_soon_stands_still_over_a_weekend_without_duty() -> None:
    week = duty(9, 18, (0, 1, 2, 3, 4))
    friday, monday = 3 * DAY, 6 * DAY - HOUR
    start = ladder(Urgency.soon, "cb", duties=dict.fromkeys("cb", week), start=friday)
    assert play(start, monday + DAY, first=friday)[:3] == [
        f"{friday} ask c",
        f"{friday + DAY} tell c silent, b at {monday}, next {monday + DAY}",
        f"{monday} ask b",
    ]


def test_soon_on_a_weekend_is_promised_from_the_next_duty() -> None:
    week = duty(9, 18, (0, 1, 2, 3, 4))
    start = ladder(Urgency.soon, "cb", duties=dict.fromkeys("cb", week), start=4 * DAY)
    assert promised_by(start) == at(6 * DAY - HOUR + DAY)


def test_before_scene_with_nobody_on_duty_before_the_call_says_so_at_once() -> None:
    start = ladder(Urgency.before_scene, "cb", duties=dict.fromkeys("cb", duty(18, 20)), call=7 * HOUR)
    assert play(start, 8 * HOUR) == [
        "0 end 0 (c off_duty b off_duty), again 480",
        "405 hold?",
        "480 ask on cb",
    ]


def test_before_scene_starts_with_the_duty_where_there_is_one_before_the_call() -> None:
    start = ladder(Urgency.before_scene, "cb", duties=dict.fromkeys("cb", duty(14, 20)), call=7 * HOUR)
    assert play(start, 360)[:2] == ["240 ask c", "330 tell c silent, b at 330, next 375; ask b"]


def test_the_asking_on_respects_duty() -> None:
    start = ladder(Urgency.today, "cb", duties={"c": duty(7, 12), "b": duty(7, 13)})
    lines = play(start, 22 * HOUR)
    assert lines[2:] == [
        "120 end 2 (b silent), again 120",
        "120 ask on b",
        "150 ask on b",
        *(f"{minute} ask on cb" for minute in range(21 * HOUR, 22 * HOUR + 1, 30)),
    ]


def test_a_reader_with_no_duty_at_all_is_never_asked_save_for_now() -> None:
    start = ladder(Urgency.soon, "c", duties={"c": NEVER})
    assert play(start, 9 * DAY) == ["0 end 0 (c off_duty), again never"]


def test_a_duty_that_changes_while_it_is_waited_for_is_looked_at_again() -> None:
    start = decide(ladder(Urgency.soon, "cb", duties={"c": duty(19, 23)}), at(0)).ladder
    assert play(rostered(start, "c", NEVER), 30, first=30) == ["30 tell c off_duty, b at 30, next 1440; ask b"]
    asked = decide(start, at(540)).ladder
    assert play(rostered(asked, "c", NEVER), 600, first=541) == []


# --- looks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("urgency", [Urgency.now, Urgency.before_scene, Urgency.today, Urgency.soon])
def test_nothing_is_due_before_release(urgency: Urgency) -> None:
    start = ladder(urgency, call=600, start=30)
    decision = decide(start, at(29))
    assert (decision.steps, decision.ladder, decision.next_at) == ((), start, at(30))
    assert next_due(start) == at(30)


def test_after_an_outage_there_is_one_move_a_look_and_a_breath_between() -> None:
    assert play(ladder(Urgency.today), 300, first=180) == [
        "180 tell , c at 180, next 190; ask c",
        "190 tell c silent, b at 190, next 200; ask b",
        "200 tell b silent, s at 200, next 240; ask s",
        "240 end 3 (s silent), again 240",
        "240 ask on cbs",
        "270 ask on cbs",
        "300 ask on cbs",
    ]


def test_an_outage_of_an_hour_during_a_now() -> None:
    start = decide(ladder(Urgency.now), at(0)).ladder
    assert play(start, 71, first=61) == [
        "61 ring cbs again",
        "61 outside help; covered? cbs",
        "66 end 3 (), again 66",
        "66 ring cbs again",
        "71 ring cbs again",
    ]


def test_after_an_outage_the_asking_on_is_not_made_up_for() -> None:
    start = ladder(Urgency.today, "c")
    for when in (0, 60, 60):
        start = decide(start, at(when)).ladder
    assert play(start, 1030, first=1000) == ["1000 ask on c", "1030 ask on c"]


def test_after_an_outage_past_the_promise_it_is_said_and_no_nudge_comes_late() -> None:
    start = taken(decide(ladder(Urgency.today), at(0)).ladder, "c", at(5), at(65))
    assert play(start, 300, first=300) == ["300 passed c; tell c lapsed, b at 300, next 360; ask b"]


@pytest.mark.parametrize("when", [0, 59, 60, 240, 999])
def test_the_same_ladder_and_instant_give_the_same_decision(when: int) -> None:
    start = ladder(Urgency.today, covers={"b": 70})
    assert decide(start, at(when)) == decide(start, at(when))
    once = decide(start, at(when))
    assert start == ladder(Urgency.today, covers={"b": 70})
    assert once.ladder.version == start.version + 1


def test_a_look_with_nothing_due_changes_nothing() -> None:
    start = decide(ladder(Urgency.today), at(0)).ladder
    decision = decide(start, at(30))
    assert (decision.steps, decision.next_at) == ((), at(60))
    assert decision.ladder is start


# --- policy ----------------------------------------------------------------------------------------------


def test_a_production_can_change_every_number() -> None:
    rules = policy(Urgency.today, {"offsets": (20 * MINUTE, 50 * MINUTE), "again": 10 * MINUTE, "breath": MINUTE})
    start = released(Urgency.today, Moment(START, HOURS), readers("c", "b"), rules=rules)
    assert [line.split()[0] for line in play(start, 60)] == ["0", "20", "50", "50", "60"]
    assert policy(Urgency.today) == USUAL[Urgency.today]


@pytest.mark.parametrize(
    ("urgency", "overrides", "name"),
    [
        (Urgency.today, {"offset": 5}, "offset"),
        (Urgency.today, {"again": 30}, "again"),
        (Urgency.today, {"again": timedelta(0)}, "again"),
        (Urgency.today, {"nudge": -MINUTE}, "nudge"),
        (Urgency.today, {"not_forgotten": -1}, "not_forgotten"),
        (Urgency.today, {"not_forgotten": True}, "not_forgotten"),
        (Urgency.today, {"offsets": ()}, "offsets"),
        (Urgency.today, {"offsets": (5,)}, "offsets"),
        (Urgency.today, {"offsets": (MINUTE, MINUTE)}, "offsets"),
        (Urgency.now, {"offsets": (MINUTE,)}, "offsets"),
    ],
)
def test_a_wrong_policy_is_refused_by_name(urgency: Urgency, overrides: dict[str, object], name: str) -> None:
    with pytest.raises(ValueError, match=rf"^{name}:"):
        policy(urgency, overrides)


def test_coarse_may_be_zero_and_not_forgotten_none() -> None:
    assert policy(Urgency.soon, {"coarse": timedelta(0), "not_forgotten": 0}).not_forgotten == 0


@pytest.mark.parametrize(("slot", "minutes"), [(-1, 0), (0, 60), (1, 120), (2, 240), (3, 360), (4, 480)])
def test_offsets_go_on_with_their_last_step(slot: int, minutes: int) -> None:
    assert USUAL[Urgency.today].offset(slot) == minutes * MINUTE
    assert Policy(offsets=(60 * MINUTE,)).offset(slot) == (slot + 1) * 60 * MINUTE


def test_every_change_grows_the_version() -> None:
    start = ladder(Urgency.today)
    changed = [
        *(drop(start) for drop in SKIPPED.values()),
        taken(start, "c", at(1), at(9)),
        replied(start, "c", at(1)),
        opened(start, "c"),
        rostered(start, "c", NEVER),
        joined(start, Rung("d")),
        quiet(start),
        decide(start, at(0)).ladder,
    ]
    assert {each.version for each in changed} == {start.version + 1}
    assert {rung.standing for rung in start.rungs} == {Standing.reachable}
    assert [skip.why for skip in decide(changed[0], at(0)).ladder.skips] == [Why.recused]
