"""Proves what readers and the person do to a ladder, and that the times told are its own."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from escalation.concern import Moment, Urgency
from escalation.ladder import (
    Ladder,
    Phase,
    Refusal,
    Refused,
    Rung,
    decide,
    handed_over,
    joined,
    left_out,
    more_words,
    not_forgotten,
    opened,
    promised_by,
    quiet,
    reached,
    recused,
    released,
    replied,
    taken,
    unreachable,
)
from tests.escalation.playing import (
    DAY,
    HOUR,
    HOURS,
    SKIPPED,
    START,
    Act,
    at,
    duty,
    ladder,
    play,
    put_off,
    readers,
    replies,
)

# --- taken ---------------------------------------------------------------------------------------------------


def test_once_taken_only_the_promise_counts() -> None:
    lines = play(ladder(Urgency.today), 600, {5: lambda it: taken(it, "c", at(5), at(125)), 120: replies("c")})
    assert lines == ["0 ask c", "115 nudge c 125"]


def test_not_forgotten_twice_then_the_ladder_goes_on() -> None:
    acts: dict[int, Act] = {
        5: lambda it: taken(it, "c", at(5), at(65)),
        56: put_off(56, 100),
        91: put_off(91, 140),
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
        replies("c"),
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
    acts: dict[int, Act] = {70: replies("b"), 300: lambda it: more_words(it, at(300))}
    lines = play(ladder(Urgency.today), 360, acts)
    assert lines[2:] == ["300 ask b again", "360 tell b silent, c at 360, next 420; ask c again"]


def test_new_words_change_nothing_while_it_asks_or_is_promised() -> None:
    start = decide(ladder(Urgency.today), at(0)).ladder
    assert more_words(start, at(5)) is start
    held = taken(start, "c", at(5), at(65))
    assert more_words(held, at(6)) is held


def test_words_on_their_way_are_asked_about_when_they_leave_whatever_readers_do_before() -> None:
    answered = replied(decide(ladder(Urgency.today), at(0)).ladder, "c", at(1))
    start = more_words(answered, at(30))
    assert play(replied(start, "b", at(10)), 30, first=10) == ["30 ask b"]
    held = taken(start, "c", at(10), at(20))
    assert play(held, 90, first=10) == [
        "15 nudge c 20",
        "20 passed c",
        "30 tell c lapsed, b at 30, next 90; ask b",
        "90 tell b silent, s at 90, next 150; ask s",
    ]


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
