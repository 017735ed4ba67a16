"""Proves the order and the times of asking, each by a table of what happens at which minute."""

from dataclasses import replace

import pytest

from escalation.concern import Urgency
from escalation.ladder import (
    Phase,
    Refusal,
    Refused,
    covered,
    decide,
    left_out,
    more_words,
    next_due,
    opened,
    promised_by,
    quiet,
    recused,
    replied,
    taken,
    unanswered_twice,
    unreachable,
)
from escalation.roster import Cover
from tests.escalation.playing import HOUR, NEVER, SKIPPED, at, ladder, play

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
    [
        (0, "0 ask c"),
        (20, "20 ask c"),
        (59, "59 ask c"),
        (60, "0 tell c covered, b at 0, next 60; ask b"),
        (61, "0 tell c covered, b at 0, next 60; ask b"),
    ],
)
def test_cover_skips_only_what_falls_due_before_it_ends_and_the_rest_waits_for_it(until: int, first: str) -> None:
    assert play(ladder(Urgency.today, covers={"c": until}), until)[0] == first


def test_cover_of_three_hours_lets_soon_wait_and_passes_today_on() -> None:
    assert play(ladder(Urgency.soon, covers={"c": 180}), 180) == ["180 ask c"]
    assert play(ladder(Urgency.today, covers={"c": 180}), 0) == ["0 tell c covered, b at 0, next 60; ask b"]


def test_who_was_covered_gets_a_later_time_if_the_cover_ends_before_it() -> None:
    assert play(ladder(Urgency.today, covers={"c": 100}), 120)[:3] == [
        "0 tell c covered, b at 0, next 60; ask b",
        "60 tell b silent, c at 100, next 120",
        "100 ask c",
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
