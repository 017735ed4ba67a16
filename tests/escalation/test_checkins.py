"""Proves whom check-ins reach when: cohorts, merging, rest, the call sheet, closed sets, late additions, mutes."""

import inspect
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import product

import pytest

from escalation import checkins
from escalation.calendar import Hours
from escalation.checkin_people import Linked
from escalation.checkin_plans import USUAL, Answer, Rules, Slot
from escalation.checkins import Asked, CheckIn, Delivered, plan
from escalation.occasions import Called, Flag, Kind, Occasion, Schedule, State, UnitDay
from escalation.rescheduling import brought_to, revised
from tests.escalation.shooting import (
    DAY,
    EARLY,
    EVERYBODY,
    HOUR,
    MAIN,
    MINUTE,
    ON,
    SHEET,
    called,
    had,
    people,
    planned,
    scene,
    shooting,
    utc,
    whens,
    wishing,
)

BED = scene(Flag.simulated_sex)


def work(on_day: int, *cast_ids: str, **other: object) -> Occasion:
    """An occasion without a flag: it says when people rest, and is asked about by nobody."""
    occasion = Occasion(f"w{on_day}", "main", Kind.scene, "Sc 1", ON + on_day * DAY, time(9), calls=called(*cast_ids))
    return replace(occasion, **other)  # type: ignore[arg-type] # named by each test


def at(check_ins: Collection[CheckIn], person: str, slot: Slot) -> list[datetime]:
    return [one.at for one in check_ins if (one.person, one.slot) == (person, slot)]


# --- The call sheet -----------------------------------------------------------------------------------------


def test_nothing_reaches_anybody_before_the_call_sheet() -> None:
    assert planned(shooting(BED, sheet=None)) == ()
    assert min(one.at for one in planned(shooting(BED))) == SHEET + 30 * MINUTE


@pytest.mark.parametrize(
    ("sheet", "evening"),
    [
        ("2026-11-25 14:00", "25 15:30"),
        ("2026-11-25 19:50", "25 21:20"),
        ("2026-11-25 20:10", "25 21:30"),
        ("2026-11-25 20:45", "25 21:45"),  # after the latest minute: at the next one that rest allows
        ("2026-11-25 21:30", "26 10:30"),  # at night: when they have rested
    ],
)
def test_the_evening_is_half_an_hour_after_the_sheet_and_half_past_nine_at_the_latest(sheet: str, evening: str) -> None:
    assert ("evening", evening) in whens(planned(shooting(BED, sheet=utc(sheet))))["1"]


def test_what_comes_to_a_day_after_its_call_sheet_waits_for_the_next_or_for_the_day() -> None:
    late = replace(BED, placed=SHEET + HOUR)
    assert at(planned(shooting(late)), "1", Slot.ahead) == [utc("2026-11-26 09:30")]
    assert at(planned(shooting(late, sheet=SHEET + 90 * MINUTE)), "1", Slot.ahead) == [utc("2026-11-25 20:30")]


@pytest.mark.parametrize("state", [State.held, State.cancelled])
def test_what_is_held_or_cancelled_is_asked_about_no_more(state: State) -> None:
    assert planned(shooting(replace(BED, state=state))) == ()


def test_standby_is_asked_about_once_it_is_swapped_in() -> None:
    assert planned(shooting(replace(BED, standby=True))) == ()
    assert planned(shooting(BED)) != ()


def test_without_a_flag_nobody_is_asked() -> None:
    assert planned(shooting(scene())) == ()


# --- One minute for all -------------------------------------------------------------------------------------


def test_everybody_in_it_is_asked_at_the_same_minute_with_the_same_words() -> None:
    found = [one for one in planned(shooting(BED)) if one.slot is Slot.ahead]
    assert {one.person for one in found} == {"1", "3", "3X"}
    assert len({(one.at, one.about) for one in found}) == 1
    assert [(about.size, about.everyone) for about in found[0].about] == [(3, True)]


def test_one_who_wraps_early_moves_the_minute_for_all() -> None:
    """The main unit wraps at 20:00, so 20:30 is the last minute before number 1 rests; the others are free."""
    schedule = shooting(BED, work(-1, "1"), sheet=utc("2026-11-25 19:20"))
    found = [one for one in planned(schedule) if one.slot is Slot.ahead]
    assert {one.at for one in found} == {utc("2026-11-25 19:30")}
    assert all(about.everyone for one in found for about in one.about)


def test_one_who_rests_when_the_sheet_comes_is_asked_in_the_morning_and_nobody_is_told_everyone_was() -> None:
    schedule = shooting(BED, work(-1, "1"), sheet=utc("2026-11-25 19:45"))
    found = [one for one in planned(schedule) if one.slot is Slot.ahead]
    assert {one.person: one.at for one in found} == {
        "1": utc("2026-11-26 09:30"),
        "3": utc("2026-11-25 20:15"),
        "3X": utc("2026-11-25 20:15"),
    }
    assert not any(about.everyone for one in found for about in one.about)


def test_on_the_day_everybody_follows_their_own_time() -> None:
    calls = (*called("1", on_set=time(13)), *called("3", on_set=time(14)), *called("3X", at=time(12, 30)))
    found = whens(planned(shooting(scene(Flag.kiss, calls=calls))))
    assert [{one for one in found[person] if one[0] == "day"} for person in ("1", "3", "3X")] == [
        {("day", "26 12:00")}, {("day", "26 13:00")}, {("day", "26 12:50")},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("at", "on_set", "starts", "expected"),
    [
        (time(11), None, None, "26 11:20"),
        (None, None, None, "26 07:20"),
        (None, None, time(13), "26 12:00"),
        (time(12, 45), time(13), time(13), "26 12:15"),
        (time(15), None, time(13), "26 14:30"),
    ],
)
def test_on_the_day_with_times_unknown_or_close(
    at: time | None, on_set: time | None, starts: time | None, expected: str
) -> None:
    calls = (Called("1", at=at, on_set=on_set),)
    found = whens(planned(shooting(scene(Flag.kiss, calls=calls, starts=starts))))["1"]
    assert {when for moment, when in found if moment == "day"} == {expected}


@pytest.mark.parametrize(("count", "size"), [(1, 1), (2, 2), (4, 4), (5, 5)])
def test_the_number_of_people_is_known(count: int, size: int) -> None:
    calls = called("1", "3", "3X", "si", "7")[:count]
    found = planned(shooting(scene(Flag.kiss, calls=(*calls, *called("dop"), Called("unlinked")))))
    assert {about.size for one in found for about in one.about} == {size}


def test_background_that_shares_an_id_is_asked_one_by_one() -> None:
    crowd = tuple(Asked(Linked(f"b{number}", ("bg",))) for number in range(40))
    found = planned(shooting(scene(Flag.fight, calls=called("bg"))), crowd)
    assert len({one.person for one in found}) == 40
    assert {about.size for one in found for about in one.about} == {40}


def test_carers_and_cast_are_counted_apart() -> None:
    found = planned(shooting(scene(Flag.minor, Flag.kiss, calls=EVERYBODY)))
    sizes = {one.person: about.size for one in found if one.slot is Slot.after for about in one.about}
    assert (sizes["mum"], sizes["1"]) == (2, 5)


# --- Merging and the cap ------------------------------------------------------------------------------------


def test_several_occasions_of_a_day_are_one_message_each_time() -> None:
    other = scene(Flag.stunt, id="14", starts=time(15, 30), meeting=time(10, 50))
    found = [one for one in planned(shooting(BED, other), people("1")) if one.on == ON]
    assert [(one.slot, [about.occasion for about in one.about]) for one in found] == [
        (Slot.ahead, ["12A", "14"]),
        (Slot.close, ["12A", "14"]),
        (Slot.after, ["12A", "14"]),
        (Slot.later, ["12A"]),
    ]


def test_what_merges_goes_in_time_for_all() -> None:
    """A meeting at 15:00 is too late for what begins at 13:00, so both go an hour before that."""
    other = scene(Flag.stunt, id="14", starts=time(15, 30), meeting=time(15))
    assert at(planned(shooting(BED, other), people("1")), "1", Slot.close) == [utc("2026-11-26 11:00")]


def test_what_is_over_much_later_doesn_t_keep_the_first_waiting() -> None:
    bed = brought_to(BED, State.wrapped, utc("2026-11-26 13:00"))
    kiss = scene(Flag.kiss, id="14", starts=time(15, 30))
    found = [
        one
        for one in planned(shooting(bed, kiss), people("1"), now=utc("2026-11-26 13:01"))
        if one.at < utc("2026-11-28")
    ]
    afters = [
        (one.slot, one.at, [about.occasion for about in one.about])
        for one in found
        if one.slot in (Slot.after, Slot.later)
    ]
    assert afters == [
        (Slot.after, utc("2026-11-26 13:30"), ["12A"]),
        (Slot.later, utc("2026-11-27 13:00"), ["12A", "14"]),
    ]


def test_two_ends_without_a_next_day_have_a_message_each() -> None:
    first = brought_to(scene(Flag.kiss), State.wrapped, utc("2026-11-26 13:00"))
    found = planned(
        shooting(first, scene(Flag.kiss, id="14", starts=time(15, 30))), people("1"), now=utc("2026-11-26 13:01")
    )
    assert at(found, "1", Slot.after) == [utc("2026-11-26 13:30"), utc("2026-11-26 19:30")]


# --- After wrap ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrap", "after"),
    [
        ("2026-11-26 17:10", "26 18:40"),
        ("2026-11-26 22:20", "26 23:50"),  # in rest, and exempt until midnight
        ("2026-11-26 22:40", "27 00:10"),  # half an hour after wrap nobody rests yet
        ("2026-11-27 03:00", "27 04:30"),
    ],
)
def test_after_the_unit_s_wrap(wrap: str, after: str) -> None:
    assert ("after", after) in whens(planned(shooting(BED, wrap=utc(wrap))))["1"]


def test_after_midnight_whoever_rests_is_asked_at_ten() -> None:
    """They were in the occasion that went on until 23:50; their unit had wrapped long before."""
    bed = replace(BED, state=State.wrapped, wrapped=utc("2026-11-26 22:50"))
    found = whens(planned(shooting(bed, wrap=utc("2026-11-26 21:00")), now=utc("2026-11-26 22:55")))["1"]
    assert ("after", "27 10:00") in found


def test_the_next_day_s_waits_until_they_have_rested() -> None:
    schedule = shooting(BED, work(1, "1", "3", "3X"), work(2, "1", "3", "3X"), wrap=utc("2026-11-26 20:30"))
    found = whens(planned(schedule))["1"]
    # A day after 21:30 lies between Friday's wrap and Saturday's report.
    assert ("next_day", "28 10:30") in found


# --- Closed set ---------------------------------------------------------------------------------------------


def test_on_a_closed_set_nothing_reaches_anybody_in_it() -> None:
    """Tomorrow's call sheet comes at 13:00, while they are on a closed set; its check-in waits until they are out."""
    now, noon = utc("2026-11-26 11:50"), utc("2026-11-25 12:00")
    tomorrow = scene(Flag.kiss, id="20", day=ON + DAY)
    found = planned(shooting(replace(BED, state=State.on_closed_set), tomorrow, sheet=noon), now=now)
    over = utc("2026-11-26 19:00")
    assert min(one.at for one in found) == over
    assert not any(one.slot in (Slot.ahead, Slot.close) and one.on == ON for one in found)
    assert min(one.at for one in planned(shooting(BED, tomorrow, sheet=noon), now=now)) < over


def test_what_was_due_meanwhile_comes_when_they_are_out() -> None:
    kiss = scene(Flag.kiss, id="14", starts=time(16))
    sent = tuple(one for one in had(planned(shooting(BED, kiss)), utc("2026-11-26 08:00")))
    closed = replace(BED, state=State.on_closed_set)
    assert at(planned(shooting(closed, kiss), people("1"), sent, utc("2026-11-26 10:30")), "1", Slot.close) == []
    out = brought_to(closed, State.wrapped, utc("2026-11-26 13:40"))
    assert at(planned(shooting(out, kiss), people("1"), sent, utc("2026-11-26 13:40")), "1", Slot.close) == [
        utc("2026-11-26 13:40")
    ]


# --- Late, muted, moved -------------------------------------------------------------------------------------


def test_somebody_added_late_gets_the_last_they_missed_and_nobody_else_gets_anything_again() -> None:
    """A double is called in at 09:00 for 13:00; the evening's check-in has been."""
    before = scene(Flag.simulated_sex, calls=called("1", "3"))
    sent = had(planned(shooting(before)), utc("2026-11-25 22:00"))
    now = utc("2026-11-26 08:00")
    after = revised(before, replace(before, calls=called("1", "3", "3X", at=time(8, 30))), now)
    found = planned(shooting(after), people("1", "3", "3X"), sent, now)
    assert at(found, "3X", Slot.ahead) == [now]
    assert at(found, "1", Slot.ahead) == []
    assert at(found, "3X", Slot.close) == at(found, "1", Slot.close)


def test_added_shortly_before_the_next_only_that_one_goes() -> None:
    before = scene(Flag.simulated_sex, calls=called("1"))
    now = utc("2026-11-26 10:30")
    after = revised(before, scene(Flag.simulated_sex, calls=called("1", "3X")), now)
    found = planned(shooting(after), people("3X"), (), now)
    assert (at(found, "3X", Slot.ahead), at(found, "3X", Slot.close)) == ([], [utc("2026-11-26 11:00")])


def test_added_while_they_rest_they_are_asked_when_they_have_rested() -> None:
    now = utc("2026-11-26 02:00")
    found = planned(shooting(BED), people("3X"), (), now)
    assert at(found, "3X", Slot.ahead) == [utc("2026-11-26 09:30")]


def test_added_when_it_has_begun_they_are_asked_afterwards_only() -> None:
    found = planned(shooting(BED), people("3X"), (), utc("2026-11-26 12:01"))
    assert {one.slot for one in found} == {Slot.after, Slot.later}


def test_pages_that_change_at_lunch_are_asked_about_anew() -> None:
    kiss = scene(Flag.kiss, starts=time(16))
    now = utc("2026-11-26 12:30")
    sent = had(planned(shooting(kiss)), now)
    bed = revised(kiss, replace(kiss, flags=(Flag.simulated_sex,)), now)
    found = planned(shooting(bed), people("1"), sent, now)
    assert (at(found, "1", Slot.ahead), at(found, "1", Slot.close)) == ([now], [utc("2026-11-26 14:00")])
    assert at(planned(shooting(kiss), people("1"), sent, now), "1", Slot.ahead) == []


def test_a_push_on_the_day_asks_nobody_again() -> None:
    sent = had(planned(shooting(BED)), utc("2026-11-25 22:00"))
    later = revised(BED, replace(BED, starts=time(15)), utc("2026-11-26 09:00"))
    found = planned(shooting(later), people("1"), sent, utc("2026-11-26 09:00"))
    assert (at(found, "1", Slot.ahead), at(found, "1", Slot.close)) == ([], [utc("2026-11-26 13:00")])


def test_the_cap_holds_for_somebody_added_to_a_second_occasion() -> None:
    kiss = scene(Flag.kiss, starts=time(12))
    sent = had(planned(shooting(kiss)), utc("2026-11-26 11:00"))
    now = utc("2026-11-26 11:30")
    found = planned(shooting(kiss, scene(Flag.stunt, id="14", starts=time(13))), people("1"), sent, now)
    assert at(found, "1", Slot.ahead) == at(found, "1", Slot.close) == []


@pytest.mark.parametrize(
    "wishes",
    [{"everything": True}, {"kinds": (Kind.scene,)}, {"occasions": ("12A",)}],
    ids=lambda wishes: next(iter(wishes)),
)
def test_whoever_muted_gets_nothing_and_nobody_can_tell(wishes: dict[str, object]) -> None:
    first, *others = people("1", "3", "3X")
    schedule = shooting(BED, work(-1, "1"))
    muted = planned(schedule, (wishing(first, **wishes), *others))
    assert {one.person for one in muted} == {"3", "3X"}
    assert muted == tuple(one for one in planned(schedule, (first, *others)) if one.person != "1")


def test_control_a_mute_that_counts_people_is_caught() -> None:
    assert planned(shooting(BED), people("3", "3X")) != tuple(
        one for one in planned(shooting(BED)) if one.person in ("3", "3X")
    )


# --- What people answered changes nothing -------------------------------------------------------------------


Planner = Callable[[Mapping[str, Answer | None]], tuple[CheckIn, ...]]


def differs(planner: Planner) -> bool:
    """Say whether any pattern of answers, closing (None too) and silence gives another plan."""
    patterns = [dict(zip(("1", "3", "3X"), answers, strict=True)) for answers in product([None, *Answer], repeat=3)]
    return len({planner(pattern) for pattern in patterns}) > 1


def test_fine_closing_and_silence_leave_the_same_plan() -> None:
    assert not differs(lambda _answers: planned(shooting(BED)))
    assert list(inspect.signature(plan).parameters) == ["schedule", "people", "delivered", "now", "plans", "rules"]
    assert set(Delivered.__slots__) == {"person", "occasion", "moment", "edition", "at"}
    assert "Answer" not in inspect.getsource(checkins)


def test_control_a_planner_that_spares_the_contented_is_caught() -> None:
    def considerate(answers: Mapping[str, Answer | None]) -> tuple[CheckIn, ...]:
        return tuple(one for one in planned(shooting(BED)) if answers.get(one.person) is not Answer.fine)

    assert differs(considerate)


# --- Units, zones, order ------------------------------------------------------------------------------------


def test_a_unit_abroad_has_its_own_evening() -> None:
    abroad = replace(BED, id="20", unit="second", calls=called("7"))
    schedule = Schedule(
        (BED, abroad),
        (("main", MAIN), ("second", Hours("America/New_York"))),
        (UnitDay("main", ON, SHEET), UnitDay("second", ON, SHEET + 6 * HOUR)),
    )
    found = planned(schedule)
    assert at(found, "1", Slot.ahead) == [SHEET + 30 * MINUTE]
    assert at(found, "7", Slot.ahead) == [SHEET + 6 * HOUR + 30 * MINUTE]


def test_the_night_of_a_day_off_is_the_person_s_own() -> None:
    here = Asked(Linked("1", ("1",)))
    far = Asked(Linked("3", ("3",), "America/New_York"))
    sheet = utc("2026-11-25 21:30")  # 22:30 in Madrid, 16:30 in New York
    found = planned(shooting(BED, sheet=sheet), (here, far))
    assert at(found, "1", Slot.ahead) == [utc("2026-11-26 09:30")]
    assert at(found, "3", Slot.ahead) == [sheet]


def test_a_unit_without_hours_is_an_error() -> None:
    with pytest.raises(KeyError):
        plan(Schedule((BED,), ()), people(), (), EARLY, USUAL, Rules())


def test_time_passing_takes_away_what_is_past_and_adds_nothing() -> None:
    whole = planned(shooting(BED))
    for hours in range(0, 24 * 12, 5):
        now = EARLY + timedelta(hours=hours)
        assert planned(shooting(BED), delivered=had(whole, now), now=now) == tuple(one for one in whole if one.at > now)
