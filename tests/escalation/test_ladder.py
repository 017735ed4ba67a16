"""Proves every rule of the ladder, each by a table of what happens at which minute.

Time is minutes after release, Tuesday 10:00 UTC, and readers are c (coordinator), b (backup), s (safety contact).
`play` looks whenever something is due and writes down one line for each look, such as "60 skip c silent; ask b".
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from escalation.calendar import ALWAYS, EVERY_DAY, Duty, Hours, ShootDay, Span, Window
from escalation.concern import Moment, Urgency
from escalation.ladder import (
    Ask,
    AskAgain,
    CountCovered,
    EndReached,
    Ladder,
    Nudge,
    OfferHold,
    Phase,
    PromisePassed,
    Refusal,
    Refused,
    RingAll,
    Rung,
    Skip,
    Standing,
    Step,
    TellClimbed,
    Why,
    covered,
    decide,
    handed_over,
    joined,
    left_out,
    more_words,
    next_due,
    not_forgotten,
    opened,
    policy,
    promised_by,
    quiet,
    reached,
    recused,
    released,
    replied,
    rostered,
    taken,
    unanswered_twice,
    unreachable,
)
from escalation.policy import USUAL, Policy
from escalation.roster import Cover, Reader, Role

START = datetime(2026, 11, 24, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR, DAY = 60, 24 * 60
HOURS = Hours("UTC")
NEVER = Duty("UTC")
Act = Callable[[Ladder], Ladder]


def at(minute: float) -> datetime:
    return START + minute * MINUTE


def minute(when: datetime | None) -> str:
    return "never" if when is None else f"{(when - START) / MINUTE:g}"


def duty(start: int, end: int, weekdays: tuple[int, ...] = EVERY_DAY) -> Duty:
    return Duty("UTC", (Window(weekdays, Span(time(start), time(end))),))


def readers(*ids: str, duties: dict[str, Duty] | None = None) -> list[Reader]:
    return [Reader(each, (Role.coordinator,), duty=(duties or {}).get(each, ALWAYS)) for each in ids]


def ladder(
    urgency: Urgency,
    ids: str = "cbs",
    *,
    duties: dict[str, Duty] | None = None,
    covers: dict[str, int] | None = None,
    call: int | None = None,
    start: int = 0,
) -> Ladder:
    moment = Moment(at(start), HOURS, None if call is None else at(call))
    until = [Cover(reader, at(end)) for reader, end in (covers or {}).items()]
    return released(urgency, moment, readers(*ids, duties=duties), until)


def said(step: Step) -> str:
    """Write a step as a line a person can check."""
    match step:
        case Ask(reader, again, _):
            return f"ask {reader}{' again' if again else ''}"
        case TellClimbed(skipped, reader, asked_at, next_time):
            return f"tell {gone(skipped)}, {reader} at {minute(asked_at)}, next {minute(next_time)}"
        case EndReached(asked, skipped, again_at):
            return f"end {asked} ({gone(skipped)}), again {minute(again_at)}"
        case Nudge(reader, until, may_put_off):
            return f"nudge {reader} {minute(until)}{'' if may_put_off else ' last'}"
    return said_plainly(step)


def said_plainly(step: Step) -> str:
    match step:
        case RingAll(who, again):
            return f"ring {''.join(who)}{' again' if again else ''}"
        case AskAgain(who):
            return f"ask on {''.join(who)}"
        case CountCovered(who):
            return f"covered? {''.join(who)}"
        case PromisePassed(reader):
            return f"passed {reader}"
    return "hold?" if isinstance(step, OfferHold) else "outside help"


def gone(skipped: tuple[Skip, ...]) -> str:
    return " ".join(f"{skip.reader} {skip.why}" for skip in skipped)


def play(start: Ladder, until: float, acts: dict[int, Act] | None = None, first: float = 0) -> list[str]:
    """Look at every due moment up to a minute, do the acts in their minutes, and write down what was said."""
    lines, now, pending = [], at(first), dict(sorted((acts or {}).items()))
    while now <= at(until):
        for due in [due for due in pending if at(due) <= now]:
            start = pending.pop(due)(start)
        decision = decide(start, now)
        start = decision.ladder
        if decision.steps:
            lines.append(f"{minute(now)} {'; '.join(said(step) for step in decision.steps)}")
        ahead = [max(now, when) for when in [decision.next_at] if when]
        now = min([*ahead, *(at(due) for due in pending)], default=at(until + 1))
    return lines


# --- one after the other ---------------------------------------------------------------------------------


def test_today_asks_at_60_and_120_and_ends_at_240() -> None:
    assert play(ladder(Urgency.today), 300) == [
        "0 ask c",
        "60 tell c silent, b at 60, next 120; ask b",
        "120 tell b silent, s at 120, next 240; ask s",
        "240 end 3 (s silent), again 240",
        "240 ask on cbs",
        "270 ask on cbs",
        "300 ask on cbs",
    ]


def test_soon_asks_at_24_and_48_and_ends_at_96_hours() -> None:
    assert play(ladder(Urgency.soon), 96 * HOUR) == [
        "0 ask c",
        "1440 tell c silent, b at 1440, next 2880; ask b",
        "2880 tell b silent, s at 2880, next 5760; ask s",
        "5760 end 3 (s silent), again 5760",
        "5760 ask on cbs",
    ]


def test_a_fourth_and_fifth_reader_repeat_the_last_step() -> None:
    assert [line.split()[0] for line in play(ladder(Urgency.today, "cbsde"), 480)] == [
        *("0", "60", "120", "240", "360", "480", "480")
    ]


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (40 * HOUR, [0, 120, 1260, 1830]),
        (4 * HOUR, [0, 120, 180, 210]),
        (2 * HOUR, [0, 60, 90, 105]),
        (30, [0, 15, 25, 30]),
        (16, [0, 10, 16, 26]),
        (8, [0, 8, 18, 28]),
        (-30, [0, 10, 20, 30]),
    ],
)
def test_before_scene_halves_the_time_left(call: int, expected: list[int]) -> None:
    lines = play(ladder(Urgency.before_scene, call=call), expected[-1])
    moments = [int(line.split()[0]) for line in lines if "ask on" not in line and "hold" not in line]
    assert moments == expected


@pytest.mark.parametrize(
    ("call", "release", "offered"),
    [(120, 0, "105"), (15, 0, "0"), (8, 0, "0"), (8, 3, "3"), (-1, 0, None)],
)
def test_a_hold_is_offered_15_minutes_before_the_call(call: int, release: int, offered: str | None) -> None:
    lines = play(ladder(Urgency.before_scene, call=call, start=release), 200, first=release)
    assert [line.split()[0] for line in lines if "hold?" in line] == ([offered] if offered else [])


def test_no_hold_is_offered_once_it_is_taken_or_after_an_outage_past_the_call() -> None:
    lines = play(ladder(Urgency.before_scene, call=60), 59, {5: lambda it: taken(it, "c", at(5), at(60))})
    assert lines == ["0 ask c", "50 nudge c 60"]
    assert not [line for line in play(ladder(Urgency.before_scene, call=60), 300, first=61) if "hold" in line]


def test_before_scene_needs_a_call() -> None:
    with pytest.raises(ValueError, match="call"):
        ladder(Urgency.before_scene)


def test_record_has_no_ladder() -> None:
    note = ladder(Urgency.record)
    assert (note.phase, next_due(note), promised_by(note)) == (Phase.still, None, None)
    assert decide(note, at(9999)).steps == ()
    assert more_words(note, at(5)) is note


# --- now -------------------------------------------------------------------------------------------------

NOW_UNANSWERED = [
    "0 ring cbs",
    "3 ring cbs again",
    "5 outside help; covered? cbs",
    "8 end 3 (), again 8",
    "8 ring cbs again",
    "13 ring cbs again",
    "18 ring cbs again",
]


def test_now_rings_all_again_at_3_help_at_5_then_every_5() -> None:
    assert play(ladder(Urgency.now), 18) == NOW_UNANSWERED


def test_now_rings_whoever_is_off_duty_or_covered_too() -> None:
    start = ladder(Urgency.now, duties={"c": NEVER, "b": NEVER}, covers={"b": 600, "s": 600})
    assert [line.replace("covered? c", "covered? cbs") for line in play(start, 18)] == NOW_UNANSWERED


def test_now_never_rings_recused_and_left_out_and_tries_unreachable_again() -> None:
    start = left_out(recused(unreachable(ladder(Urgency.now, "cbsd"), "b", at(0)), "c", at(0)), "d", at(0))
    lines = play(start, 13)
    assert [line for line in lines if "ring" in line] == [
        "0 ring bs",
        "3 ring bs again",
        "8 ring bs again",
        "13 ring bs again",
    ]
    assert "8 end 1 (), again 8" in lines


def test_now_with_nobody_left_says_so_at_once() -> None:
    assert play(ladder(Urgency.now, ""), 60) == ["0 end 0 (), again never"]
    assert promised_by(ladder(Urgency.now, "")) is None


def test_the_first_who_has_got_it_takes_it_and_the_ringing_stops() -> None:
    start = decide(ladder(Urgency.now), at(0)).ladder
    held = taken(start, "b", at(1), at(11))
    assert play(held, 10, first=1) == ["6 nudge b 11"]
    with pytest.raises(Refused) as refusal:
        taken(held, "c", at(1), at(6))
    assert refusal.value.code is Refusal.taken_already
    with pytest.raises(Refused):
        replied(held, "c", at(2))


def test_a_promise_of_now_that_passes_rings_all_again_from_the_start() -> None:
    lines = play(ladder(Urgency.now), 24, {1: lambda it: taken(it, "b", at(1), at(11))})
    assert lines == [
        "0 ring cbs",
        "6 nudge b 11",
        "11 passed b; ring cbs again",
        "14 ring cbs again",
        "16 outside help; covered? cs",
        "19 end 3 (), again 19",
        "19 ring cbs again",
        "24 ring cbs again",
    ]


def test_all_right_now_stops_the_ringing() -> None:
    assert play(ladder(Urgency.now), 60, {2: quiet}) == ["0 ring cbs"]


def test_two_unanswered_rings_count_as_covered_of_those_who_neither_met_nor_are_covered() -> None:
    start = decide(ladder(Urgency.now, covers={"s": 60}), at(0)).ladder
    assert unanswered_twice(start) == ()
    start = opened(decide(start, at(3)).ladder, "c")
    assert unanswered_twice(start) == ("b",)
    assert unanswered_twice(replace(start, urgency=Urgency.today)) == ()


# --- skipped at once ---------------------------------------------------------------------------------------

SKIPPED: dict[str, Act] = {
    "recused": lambda it: recused(it, "c", at(20)),
    "left_out": lambda it: left_out(it, "c", at(20)),
    "unreachable": lambda it: unreachable(it, "c", at(20)),
    "covered": lambda it: covered(it, "c", Cover("c", at(61))),
}


@pytest.mark.parametrize("why", SKIPPED)
def test_who_drops_out_in_their_turn_is_skipped_at_once_and_the_next_moves_forward(why: str) -> None:
    assert play(ladder(Urgency.today), 120, {20: SKIPPED[why]}) == [
        "0 ask c",
        f"20 tell c {why}, b at 20, next 60; ask b",
        "60 tell b silent, s at 60, next 120; ask s",
        f"120 end {2 if why == 'unreachable' else 3} (s silent), again 120",
        f"120 ask on {'cbs' if why in ('unreachable', 'covered') else 'bs'}",
    ]


@pytest.mark.parametrize("why", SKIPPED)
def test_who_dropped_out_before_release_is_never_the_first(why: str) -> None:
    assert play(SKIPPED[why](ladder(Urgency.today)), 0)[0] == f"0 tell c {why}, b at 0, next 60; ask b"


@pytest.mark.parametrize(
    ("until", "first"),
    [(59, "0 ask c"), (60, "0 ask c"), (61, "0 tell c covered, b at 0, next 60; ask b")],
)
def test_cover_skips_only_what_falls_due_before_it_ends(until: int, first: str) -> None:
    assert play(ladder(Urgency.today, covers={"c": until}), 0) == [first]


def test_cover_of_three_hours_lets_soon_wait_and_passes_today_on() -> None:
    assert play(ladder(Urgency.soon, covers={"c": 180}), 0) == ["0 ask c"]
    assert play(ladder(Urgency.today, covers={"c": 180}), 0) == ["0 tell c covered, b at 0, next 60; ask b"]


def test_who_was_covered_gets_a_later_time_if_the_cover_ends_before_it() -> None:
    assert play(ladder(Urgency.today, covers={"c": 100}), 120)[:3] == [
        "0 tell c covered, b at 0, next 60; ask b",
        "60 tell b silent, c at 60, next 120; ask c",
        "120 tell c silent, s at 120, next 240; ask s",
    ]


def test_a_cover_without_an_end_skips_the_turn_but_not_the_asking_on() -> None:
    start = covered(ladder(Urgency.today, "c"), "c", Cover("c", guessed=True))
    assert play(start, 30) == ["0 end 0 (c covered), again 0", "0 ask on c", "30 ask on c"]


def test_a_reason_is_told_once_and_silence_each_time() -> None:
    start = ladder(Urgency.today, covers={"c": 10_000})
    assert play(start, 60) == [
        "0 tell c covered, b at 0, next 60; ask b",
        "60 tell b silent, s at 60, next 120; ask s",
    ]


def test_everybody_covered_is_told_at_once_and_asked_when_the_first_cover_ends() -> None:
    start = ladder(Urgency.today, "cb", covers={"c": 200, "b": 100})
    assert play(start, 200) == [
        "0 end 0 (c covered b covered), again 100",
        "100 ask on b",
        "130 ask on b",
        "160 ask on b",
        "190 ask on b",
    ]


def test_nobody_left_is_told_at_once() -> None:
    assert play(ladder(Urgency.today, ""), 600) == ["0 end 0 (), again never"]
    assert promised_by(ladder(Urgency.today, "")) is None


def test_a_late_skip_gives_the_next_one_a_breath() -> None:
    lines = play(ladder(Urgency.today), 68, {58: lambda it: recused(it, "c", at(58))})
    assert lines == [
        "0 ask c",
        "58 tell c recused, b at 58, next 68; ask b",
        "68 tell b silent, s at 68, next 120; ask s",
    ]


def test_nobody_drops_out_before_release() -> None:
    start = recused(ladder(Urgency.today, start=30), "c", at(5))
    assert decide(start, at(29)).steps == ()
    assert play(start, 30) == ["30 tell c recused, b at 30, next 90; ask b"]


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


EVENING = 11 * HOUR
"""21:00, outside shooting hours."""


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


# --- taken ---------------------------------------------------------------------------------------------------


def test_once_taken_only_the_promise_counts() -> None:
    lines = play(ladder(Urgency.today), 600, {5: lambda it: taken(it, "c", at(5), at(125)), 120: _replies("c")})
    assert lines == ["0 ask c", "115 nudge c 125"]


def _replies(reader: str) -> Act:
    return lambda it: replied(it, reader, at(0))


def _put_off(when: int, until: int) -> Act:
    return lambda it: not_forgotten(it, "c", at(when), at(until))


def test_not_forgotten_twice_then_the_ladder_goes_on() -> None:
    acts: dict[int, Act] = {
        5: lambda it: taken(it, "c", at(5), at(65)),
        56: _put_off(56, 100),
        91: _put_off(91, 140),
    }
    assert play(ladder(Urgency.today), 140, acts) == [
        "0 ask c",
        "55 nudge c 65",
        "90 nudge c 100",
        "130 nudge c 140 last",
        "140 passed c; tell c lapsed, b at 140, next 200; ask b",
    ]


def test_a_third_not_forgotten_is_refused_and_so_is_one_of_somebody_else() -> None:
    held = taken(ladder(Urgency.today), "c", at(5), at(65))
    twice = not_forgotten(not_forgotten(held, "c", at(6), at(70)), "c", at(7), at(80))
    for what, who, code in (
        (twice, "c", Refusal.put_off_twice),
        (held, "b", Refusal.not_taken),
        (held, "x", Refusal.not_a_reader),
        (ladder(Urgency.today), "c", Refusal.not_taken),
    ):
        with pytest.raises(Refused) as refusal:
            not_forgotten(what, who, at(8), at(90))
        assert refusal.value.code is code


def test_pressing_got_this_again_puts_nothing_off() -> None:
    held = taken(ladder(Urgency.today), "c", at(5), at(65))
    assert taken(held, "c", at(60), at(120)) is held


@pytest.mark.parametrize(
    ("urgency", "limit"),
    [(Urgency.now, 35), (Urgency.before_scene, 90), (Urgency.today, 14 * HOUR), (Urgency.soon, 3 * DAY + 5)],
)
def test_a_promise_is_cut_to_the_longest_allowed(urgency: Urgency, limit: int) -> None:
    held = taken(ladder(urgency, call=90), "c", at(5), at(9 * DAY))
    assert promised_by(held) == at(limit)


def test_a_promise_in_the_past_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        taken(ladder(Urgency.today), "c", at(5), at(5))
    assert refusal.value.code is Refusal.in_the_past


def test_a_short_promise_is_nudged_at_half_of_it() -> None:
    start = taken(decide(ladder(Urgency.today), at(0)).ladder, "c", at(5), at(17))
    assert play(start, 16, first=5) == ["11 nudge c 17"]


def test_who_took_it_from_the_channel_is_not_asked_again_as_the_next() -> None:
    lines = play(ladder(Urgency.today), 270, {5: lambda it: taken(it, "b", at(5), at(30))})
    assert lines == [
        "0 ask c",
        "20 nudge b 30",
        "30 passed b; tell b lapsed, s at 30, next 90; ask s",
        "90 end 3 (s silent), again 90",
        *(f"{minute} ask on cbs" for minute in range(90, 271, 30)),
    ]


def test_a_promise_taken_after_the_end_that_passes_ends_again() -> None:
    acts: dict[int, Act] = {250: lambda it: taken(it, "b", at(250), at(280))}
    assert play(ladder(Urgency.today), 300, acts)[4:] == [
        "240 ask on cbs",
        "270 nudge b 280",
        "280 passed b; end 3 (b lapsed), again 280",
        "280 ask on cbs",
    ]


@pytest.mark.parametrize("why", ["recused", "left_out", "unreachable"])
def test_a_holder_who_drops_out_passes_it_on_at_once(why: str) -> None:
    start = taken(decide(ladder(Urgency.today), at(0)).ladder, "c", at(5), at(65))
    assert play(SKIPPED[why](start), 80, first=20) == [
        f"20 tell c {why}, b at 20, next 80; ask b",
        "80 tell b silent, s at 80, next 200; ask s",
    ]


def test_a_holder_who_is_covered_keeps_their_promise() -> None:
    start = taken(decide(ladder(Urgency.today), at(0)).ladder, "c", at(5), at(65))
    assert play(SKIPPED["covered"](start), 64, first=20) == ["55 nudge c 65"]


def test_handed_over_asks_the_receiver_at_once_even_if_asked_before() -> None:
    start = taken(decide(decide(ladder(Urgency.today), at(0)).ladder, at(60)).ladder, "b", at(61), at(120))
    assert play(handed_over(start, "b", "c", at(70)), 70, first=70) == ["70 ask c again"]
    for giver, receiver, code in (
        ("c", "b", Refusal.not_taken),
        ("b", "x", Refusal.not_a_reader),
        ("x", "b", Refusal.not_a_reader),
    ):
        with pytest.raises(Refused) as refusal:
            handed_over(start, giver, receiver, at(70))
        assert refusal.value.code is code


def test_opening_stops_no_timer() -> None:
    start = decide(ladder(Urgency.today), at(0)).ladder
    assert opened(start, "c").opened
    assert play(opened(start, "c"), 60, first=1) == ["60 tell c silent, b at 60, next 120; ask b"]
    assert opened(opened(start, "c"), "c") == opened(start, "c")


@pytest.mark.parametrize("off", [recused, left_out])
def test_who_is_off_the_ladder_can_do_nothing(off: Callable[[Ladder, str, datetime], Ladder]) -> None:
    start = off(ladder(Urgency.today), "c", at(0))
    attempts: list[Act] = [
        lambda it: taken(it, "c", at(1), at(9)),
        _replies("c"),
        lambda it: opened(it, "c"),
        lambda it: opened(it, "a stranger"),
    ]
    for attempt in attempts:
        with pytest.raises(Refused) as refusal:
            attempt(start)
        assert refusal.value.code is Refusal.not_a_reader


def test_left_out_and_recused_stay_so() -> None:
    start = left_out(ladder(Urgency.today), "c", at(0))
    assert unreachable(start, "c", at(1)) is start
    assert reached(start, "c") is start
    assert left_out(start, "c", at(1)) is start


def test_reached_again_can_be_asked_in_turn() -> None:
    start = reached(unreachable(ladder(Urgency.today), "c", at(0)), "c")
    assert play(start, 0) == ["0 ask c"]


# --- after an answer -----------------------------------------------------------------------------------------


def test_an_answer_ends_the_asking_and_new_words_start_it_anew_with_who_answered() -> None:
    acts: dict[int, Act] = {70: _replies("b"), 300: lambda it: more_words(it, at(300))}
    lines = play(ladder(Urgency.today), 360, acts)
    assert lines[2:] == ["300 ask b again", "360 tell b silent, c at 360, next 420; ask c again"]


def test_new_words_change_nothing_while_it_asks_or_is_promised() -> None:
    start = decide(ladder(Urgency.today), at(0)).ladder
    assert more_words(start, at(5)) is start
    held = taken(start, "c", at(5), at(65))
    assert more_words(held, at(6)) is held


def test_new_words_wake_a_line_that_rests() -> None:
    start = quiet(replied(decide(ladder(Urgency.today), at(0)).ladder, "c", at(1)))
    assert decide(start, at(999)).steps == ()
    assert quiet(start) is start
    assert play(more_words(start, at(300)), 300, first=300) == ["300 ask c again"]


def test_an_answer_on_a_resting_line_wakes_nothing() -> None:
    start = quiet(ladder(Urgency.today))
    assert replied(start, "c", at(1)).phase is Phase.still


def test_who_answered_and_recuses_passes_it_on_but_not_if_only_a_message_bounced() -> None:
    start = replied(decide(ladder(Urgency.today), at(0)).ladder, "c", at(1))
    assert play(recused(start, "c", at(30)), 30, first=30) == ["30 tell c recused, b at 30, next 90; ask b"]
    assert play(unreachable(start, "c", at(30)), 30, first=30) == []


def test_a_reader_who_joins_is_the_last_rung() -> None:
    start = joined(ladder(Urgency.today, "c"), Rung("d"))
    assert play(start, 60)[1] == "60 tell c silent, d at 60, next 120; ask d"
    assert joined(start, Rung("d")) is start


# --- what is promised to the person ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("urgency", "expected"),
    [(Urgency.now, 43), (Urgency.before_scene, 160), (Urgency.today, 100), (Urgency.soon, DAY + 40)],
)
def test_the_one_clock_time_includes_the_wait(urgency: Urgency, expected: int) -> None:
    assert promised_by(ladder(urgency, call=400, start=40)) == at(expected)


@pytest.mark.parametrize("urgency", [Urgency.today, Urgency.soon])
def test_clock_times_are_coarse_and_the_timer_keeps_them(urgency: Urgency) -> None:
    moment = Moment(START + timedelta(seconds=61), HOURS)
    start = released(urgency, moment, readers("c", "b"))
    promised = promised_by(start)
    assert promised is not None
    assert (promised.minute % 5, promised.second) == (0, 0)
    after = decide(start, moment.at)
    assert (promised_by(after.ladder), after.next_at) == (promised, promised)


def test_after_the_end_it_is_the_next_time_somebody_is_asked() -> None:
    start = ladder(Urgency.today, "c", duties={"c": duty(7, 12)})
    for when in (0, 60, 60):
        start = decide(start, at(when)).ladder
    assert promised_by(start) == at(90)
    assert promised_by(replied(start, "c", at(1))) is None


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
