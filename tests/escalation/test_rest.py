"""Proves when people rest, and where what would fall into it goes: by a slow reading, minute by minute."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalation.rest import Rest, RestRules, after_together, before_together, joined, rest_of
from tests.escalation.shooting import DAY, HOUR, MINUTE, utc

RULES = RestRules()
MONDAY = date(2026, 11, 23)


def rest(*works: tuple[str, str], zone: str = "Europe/Madrid") -> Rest:
    between = MONDAY - 2 * DAY, MONDAY + 7 * DAY
    return rest_of([(utc(start), utc(end)) for start, end in works], zone, between, RULES)


TWO_DAYS = (("2026-11-23 06:00", "2026-11-23 19:00"), ("2026-11-24 06:00", "2026-11-24 19:00"))


@pytest.mark.parametrize(
    ("at", "holds"),
    [
        ("2026-11-23 19:30", False),
        ("2026-11-23 19:31", True),
        ("2026-11-24 05:29", True),
        ("2026-11-24 05:30", False),
        ("2026-11-24 19:31", True),
        ("2026-11-25 04:59", True),
        ("2026-11-25 05:00", False),  # a day off: 06:00 by the wall
        ("2026-11-25 21:00", False),
        ("2026-11-25 21:01", True),
        ("2026-11-22 21:01", True),
    ],
)
def test_rest_is_from_wrap_to_report_and_by_night_on_days_off(at: str, holds: bool) -> None:
    assert rest(*TWO_DAYS).holds(utc(at)) is holds


def test_the_night_before_work_ends_with_the_report_and_a_night_shoot_is_no_rest() -> None:
    late = rest(("2026-11-25 17:00", "2026-11-26 04:00"))
    assert late.earlier(utc("2026-11-25 16:29")) == utc("2026-11-24 21:00")
    assert not late.holds(utc("2026-11-26 02:00"))
    assert late.later(utc("2026-11-26 04:31")) == utc("2026-11-26 09:00")  # 10:00 by the wall


def test_what_falls_into_rest_moves_to_its_edges() -> None:
    mine = rest(*TWO_DAYS)
    assert mine.earlier(utc("2026-11-24 01:00")) == utc("2026-11-23 19:30")
    assert mine.later(utc("2026-11-24 01:00")) == utc("2026-11-24 05:30")
    assert mine.later(utc("2026-11-24 12:00")) == utc("2026-11-24 12:00")


stretches = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)), max_size=6)


def made(drawn: list[tuple[int, int]]) -> Rest:
    start = datetime(2026, 11, 23, tzinfo=utc("2026-11-23 00:00").tzinfo)
    return Rest(joined((start + a * 10 * MINUTE, start + (a + b) * 10 * MINUTE) for a, b in drawn))


@settings(max_examples=100)
@given(st.lists(stretches, min_size=1, max_size=4), st.integers(0, 340), st.integers(0, 100))
def test_a_shared_minute_is_the_last_that_nobody_rests_at(
    drawn: list[list[tuple[int, int]]], at: int, back: int
) -> None:
    rests = {str(number): made(one) for number, one in enumerate(drawn)}
    target = utc("2026-11-23 00:00") + at * 10 * MINUTE
    gate = target - back * 10 * MINUTE
    found = before_together(target, gate, rests)
    assert not any(rests[who].holds(minute) or minute < gate for who, minute in found.items())
    able = {who for who, one in rests.items() if any(not one.holds(minute) for minute in minutes(gate, target))}
    shared = [minute for minute in minutes(gate, target) if not any(rests[who].holds(minute) for who in able)]
    if shared and able:
        assert {found[who] for who in able} == {max(shared)}
    assert all(found[who] == rests[who].later(target) for who in rests.keys() - able)


def minutes(first: datetime, last: datetime) -> list[datetime]:
    return [first + number * 10 * MINUTE for number in range(int((last - first) / (10 * MINUTE)) + 1)]


@settings(max_examples=60)
@given(st.lists(stretches, min_size=1, max_size=4), st.integers(0, 340))
def test_afterwards_the_shared_minute_is_the_first_that_nobody_rests_at(
    drawn: list[list[tuple[int, int]]], at: int
) -> None:
    rests = {str(number): made(one) for number, one in enumerate(drawn)}
    target = utc("2026-11-23 00:00") + at * 10 * MINUTE
    found = after_together(target, target + 9 * DAY, rests)
    free = next(one for one in minutes(target, target + 9 * DAY) if not any(rest.holds(one) for rest in rests.values()))
    assert set(found.values()) == {free}


def test_beyond_the_limit_each_has_their_own() -> None:
    start = utc("2026-11-23 00:00")
    rests = {"1": Rest(((start, start + 2 * HOUR),)), "3": Rest(((start + HOUR, start + 30 * HOUR),))}
    at = start + 30 * MINUTE
    assert after_together(at, at + DAY, rests) == {"1": start + 2 * HOUR, "3": at}
    assert after_together(at, at + 2 * DAY, rests) == dict.fromkeys("13", start + 30 * HOUR)


def test_stretches_that_touch_are_one() -> None:
    start = utc("2026-11-23 00:00")
    assert joined([(start, start + HOUR), (start + HOUR, start + 2 * HOUR), (start, start)]) == (
        (start, start + 2 * HOUR),
    )
    assert Rest().also([(start, start + HOUR)]).holds(start + timedelta(minutes=1))
