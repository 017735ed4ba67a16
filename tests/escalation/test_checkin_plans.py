"""Proves the table of check-ins: for every flag who is asked when, with which sentences, and that it can be edited."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from escalation.checkin_people import Linked
from escalation.checkin_plans import (
    AT_ONCE,
    SLOTS,
    USUAL,
    Answer,
    Moment,
    Plan,
    Rules,
    Sentence,
    Slot,
    Step,
    opens,
    plan_of,
    rules_of,
)
from escalation.checkins import Asked
from escalation.concern import Urgency
from escalation.occasions import Called, Flag, Kind, Occasion, Part
from escalation.rest import RestRules
from tests.escalation.shooting import (
    DAY as ONE_DAY,
)
from tests.escalation.shooting import (
    EVERYBODY,
    HOUR,
    MINUTE,
    ON,
    SHEET,
    called,
    people,
    planned,
    scene,
    shooting,
    whens,
    wishing,
)

EVENING, DAY, AFTER = ("evening", "25 20:10"), ("day", "26 12:00"), ("after", "26 20:30")
MEETING, NEXT, WEEK = ("meeting", "26 11:25"), ("next_day", "27 20:00"), ("week_after", "03 20:00")
BEFORE, ALL = {EVENING, DAY}, {EVENING, DAY, AFTER}
NEAR = ("1", "3", "3X", "si", "7", "bg", "dop")
CAST = ("1", "3", "3X", "si", "7", "bg")

TABLE: list[tuple[Flag, dict[str, set[tuple[str, str]]], tuple[str, ...]]] = [
    (Flag.nudity, {**dict.fromkeys(CAST, ALL | {NEXT}), "dop": {AFTER, NEXT}}, ("no_paperwork",)),
    (Flag.simulated_sex, {**dict.fromkeys(CAST, ALL | {NEXT, WEEK}), "dop": {AFTER, NEXT, WEEK}}, ("not_rehearsed",)),
    (Flag.sexual_violence, {**dict.fromkeys(CAST, ALL | {NEXT, WEEK}), "dop": {AFTER, NEXT, WEEK}}, ("not_rehearsed",)),
    (Flag.kiss, dict.fromkeys(("1", "3", "3X", "si", "7"), ALL), ("coordinator_there",)),
    (Flag.physical_intimacy, dict.fromkeys(("1", "3", "3X", "si", "7"), ALL), ("coordinator_there",)),
    (Flag.stunt, {key: {EVENING, MEETING, AFTER} for key in CAST}, ("not_in_meeting", "action_changed", "hurt")),
    (Flag.fight, {key: {EVENING, MEETING, AFTER} for key in CAST}, ("not_in_meeting", "action_changed", "hurt")),
    (Flag.firearm, {key: {EVENING, MEETING, AFTER} for key in NEAR}, ("no_briefing",)),
    (Flag.animal, dict.fromkeys(NEAR, BEFORE), ("not_close",)),
    (Flag.hazard, {key: {EVENING, MEETING} for key in NEAR}, ("too_tired",)),
    (
        Flag.minor,
        # The first fell due before the call sheet was out, the second would have been at 23:00.
        {key: {("two_days_before", "25 19:40"), ("half_day_before", "25 22:00"), AFTER} for key in ("mum", "chap")},
        ("worried",),
    ),
    (Flag.emotional, dict.fromkeys(NEAR, ALL | {NEXT, WEEK}), ("sit_out",)),
]


@pytest.mark.parametrize(("flag", "expected", "sentences"), TABLE)
def test_everybody_is_asked_as_the_table_says(
    flag: Flag, expected: dict[str, set[tuple[str, str]]], sentences: tuple[str, ...]
) -> None:
    crowd = [wishing(one, again=("12A",)) for one in people()]
    found = planned(shooting(scene(flag, calls=EVERYBODY, meeting=time(11, 15))), crowd)
    assert whens(found) == expected
    assert {about.sentences for one in found for about in one.about} == {sentences}


def test_carers_are_asked_two_days_before_where_the_call_sheet_is_out_by_then() -> None:
    found = whens(planned(shooting(scene(Flag.minor, calls=EVERYBODY), sheet=SHEET - 3 * 24 * HOUR)))
    assert found["mum"] == {("two_days_before", "24 11:00"), ("half_day_before", "25 22:00"), AFTER}


def test_a_child_is_asked_nothing_whatever_they_are_in() -> None:
    other = replace(scene(*Flag, calls=called("1")), id="9", calls=(*called("1"), Called("kid")), resolved=True)
    crowd = (*people("1", "mum"), Asked(Linked("theirs", ("kid", "3"))))
    found = planned(shooting(scene(Flag.minor, calls=EVERYBODY), other), crowd)
    assert set(whens(found)) == {"1", "mum"}
    grown = replace(scene(*Flag, calls=(*called("1"), Called("kid"))), resolved=True)
    assert "theirs" in whens(planned(shooting(replace(grown, flags=(Flag.kiss,))), crowd))


def test_none_of_the_cast_is_asked_while_nobody_has_said_who_the_child_is() -> None:
    unsaid = scene(Flag.minor, Flag.kiss, calls=called("1", "3", "mum"))
    assert set(whens(planned(shooting(unsaid)))) == {"mum"}
    said = replace(unsaid, calls=(*unsaid.calls, Called("kid", child=True)))
    assert set(whens(planned(shooting(said)))) == {"mum", "1", "3"}


@pytest.mark.parametrize("flag", [Flag.nudity, Flag.simulated_sex, Flag.sexual_violence])
def test_a_minor_beside_intimacy_stops_everything_until_a_human_settles_it(flag: Flag) -> None:
    stopped = scene(Flag.minor, flag, calls=EVERYBODY)
    other = replace(scene(Flag.kiss), id="9")
    assert {about.occasion for one in planned(shooting(stopped, other)) for about in one.about} == {"9"}
    assert "12A" in {
        about.occasion for one in planned(shooting(replace(stopped, resolved=True))) for about in one.about
    }


def test_after_a_rehearsal_only_those_are_asked_whose_plan_says_so() -> None:
    rehearsal = scene(Flag.simulated_sex, kind=Kind.rehearsal)
    assert whens(planned(shooting(rehearsal)))["1"] == BEFORE | {("after_rehearsal", "26 20:30")}
    assert whens(planned(shooting(replace(rehearsal, flags=(Flag.kiss,)))))["1"] == BEFORE


def test_a_week_later_is_for_those_who_asked() -> None:
    asked, other = people("1", "3")
    found = whens(planned(shooting(scene(Flag.emotional)), (wishing(asked, again=("12A",)), other)))
    assert WEEK in found["1"]
    assert WEEK not in found["3"]


def performance(number: int) -> Occasion:
    """One of a run; from the third on somebody else goes on."""
    on = ON + number * ONE_DAY
    calls = called("1", "3" if number < 2 else "3X", at=time(18, 55))
    return Occasion(f"p{number}", "main", Kind.performance, "Run", on, time(19, 30), (Flag.live_performance,), calls)


def test_a_run_is_asked_about_before_it_at_each_half_hour_at_a_change_of_cast_and_weekly() -> None:
    run = tuple(performance(number) for number in range(6))
    found = planned(shooting(*run), people("1"))
    moments = {(about.occasion, moment.value) for one in found for about in one.about for moment in about.moments}
    assert {one for one in moments if one[1] != "half_hour"} == {
        ("p0", "first_run"), ("p2", "cast_change"), ("p3", "weekly"), ("p5", "weekly"),
    }  # fmt: skip
    assert {one for one in moments if one[1] == "half_hour"} == {(f"p{number}", "half_hour") for number in range(6)}
    assert ("half_hour", "26 18:25") in whens(found)["1"]


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ((Flag.nudity, Flag.stunt), ["no_paperwork", "not_in_meeting", "action_changed", "hurt"]),
        ((Flag.stunt, Flag.fight), ["not_in_meeting", "action_changed", "hurt"]),
    ],
)
def test_sentences_of_all_flags_are_offered_once(flags: tuple[Flag, ...], expected: list[str]) -> None:
    found = planned(shooting(scene(*flags)))
    assert {about.sentences for one in found if one.slot is Slot.ahead for about in one.about} == {tuple(expected)}


# --- What a production may change ---------------------------------------------------------------------------


def test_a_plan_is_changed_by_moment_and_part() -> None:
    own = plan_of(Flag.kiss, {"evening": [], "next_day": ["performer", "double"], "sentences": ["hurt"]})
    assert own == Plan(
        (
            Step(Moment.day, USUAL[Flag.kiss].steps[0].parts),
            Step(Moment.after, USUAL[Flag.kiss].steps[0].parts),
            Step(Moment.next_day, (Part.performer, Part.double)),
        ),
        (Sentence.hurt,),
    )
    found = whens(planned(shooting(scene(Flag.kiss)), plans={**USUAL, Flag.kiss: own}))
    assert found["1"] == {DAY, AFTER, NEXT}


@pytest.mark.parametrize("flag", Flag)
def test_without_a_production_s_own_a_plan_is_the_usual_one(flag: Flag) -> None:
    assert {step.moment: step.parts for step in plan_of(flag).steps} == {
        step.moment: step.parts for step in USUAL[flag].steps
    }
    assert len({(SLOTS[step.moment]) for step in USUAL[flag].steps}) <= 5


@pytest.mark.parametrize(
    ("flag", "own", "why"),
    [
        (Flag.kiss, {"at_dawn": ["performer"]}, "at_dawn"),
        (Flag.kiss, {"day": "performer"}, "day"),
        (Flag.kiss, {"day": ["child"]}, "day"),
        (Flag.kiss, {"sentences": ["cheer up"]}, "sentences"),
        (Flag.minor, {"day": ["performer"]}, "guardians"),
    ],
)
def test_a_wrong_plan_is_named(flag: Flag, own: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        plan_of(flag, own)


def test_numbers_are_changed_by_name() -> None:
    own = rules_of({"after_sheet": 45 * MINUTE, "night_begins": time(21)})
    assert (own.after_sheet, own.rest) == (45 * MINUTE, RestRules(night_begins=time(21)))
    assert rules_of() == Rules()


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ({"loudness": 11}, "loudness"),
        ({"after_sheet": 45}, "after_sheet"),
        ({"after_sheet": timedelta(0)}, "after_sheet"),
        ({"morning": 10 * HOUR}, "morning"),
        ({"after_wrap": 2 * HOUR}, "after_wrap"),
    ],
)
def test_a_wrong_number_is_named(own: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        rules_of(own)


# --- The three answers --------------------------------------------------------------------------------------


def test_only_words_and_a_hold_open_a_line() -> None:
    assert [opens(answer, before=True) for answer in Answer] == [None, Urgency.before_scene, Urgency.now]
    assert [opens(answer, before=False) for answer in Answer] == [None, Urgency.today, Urgency.now]
    assert {Sentence.no_briefing: Urgency.now} == AT_ONCE
