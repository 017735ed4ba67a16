"""Proves at which instant a time on a call sheet is, and when an occasion is over."""

from dataclasses import replace
from datetime import time

import pytest

from escalation.calendar import Hours, ShootDay, Span
from escalation.call_times import call, dated, day_begins, day_ends, first_call, is_over, meets, moment, on_set, reports
from escalation.occasions import Called, Part
from tests.escalation.shooting import DAY, HOUR, MAIN, ON, called, first, scene, shooting, utc

NIGHTS = Hours("Europe/Madrid", Span(time(18), time(5)))


@pytest.mark.parametrize(
    ("hours", "at", "expected"),
    [
        (MAIN, time(7), "2026-11-26 06:00"),
        (MAIN, time(3, 30), "2026-11-26 02:30"),
        (MAIN, time(2, 59), "2026-11-27 01:59"),
        (MAIN, time(0, 30), "2026-11-26 23:30"),
        (NIGHTS, time(18), "2026-11-26 17:00"),
        (NIGHTS, time(5, 59), "2026-11-27 04:59"),
        (NIGHTS, time(6), "2026-11-26 05:00"),
    ],
)
def test_a_call_after_midnight_belongs_to_its_shoot_day(hours: Hours, at: time, expected: str) -> None:
    assert moment(hours, ON, at) == utc(expected)


def test_a_day_may_have_hours_of_its_own() -> None:
    own = replace(MAIN, days=(ShootDay(ON, Span(time(16), time(2))), ShootDay(ON + DAY, None)))
    assert (day_begins(own, ON), day_ends(own, ON)) == (utc("2026-11-26 15:00"), utc("2026-11-27 01:00"))
    assert day_begins(own, ON + DAY) == utc("2026-11-27 06:00")


@pytest.mark.parametrize(
    ("one", "starts", "reported", "wanted", "noticed"),
    [
        (Called("1", at=time(11)), time(13), "10:00", "12:00", "10:00"),
        (Called("1", at=time(11), on_set=time(14)), time(13), "10:00", "13:00", "10:00"),
        (Called("1", at=time(15)), time(13), "14:00", "14:00", "14:00"),
        (Called("1"), time(13), "06:00", "12:00", "12:00"),
        (Called("1"), time(6), "05:00", "05:00", "05:00"),
        (Called("1"), None, "06:00", None, "06:00"),
    ],
)
def test_an_unknown_call_is_provisionally_the_crew_call(
    one: Called, starts: time | None, reported: str, wanted: str | None, noticed: str
) -> None:
    dated = first(scene(calls=(one,), starts=starts))
    assert reports(dated, one) == utc(f"2026-11-26 {reported}")
    assert on_set(dated, one) == (wanted and utc(f"2026-11-26 {wanted}"))
    assert call(dated, one) == utc(f"2026-11-26 {noticed}")


def test_the_first_call_is_the_cast_s() -> None:
    crew = Called("dop", Part.crew, time(6))
    assert first_call(first(scene(calls=(*called("1"), crew)))) == utc("2026-11-26 10:00")
    assert first_call(first(scene(calls=(crew,)))) == utc("2026-11-26 12:00")
    assert meets(first(scene(meeting=time(7, 15)))) == utc("2026-11-26 06:15")
    assert meets(first(scene())) is None


def test_over_is_what_was_said_else_the_wrap_else_the_hours_else_fourteen_hours() -> None:
    said, wrap = utc("2026-11-26 15:00"), utc("2026-11-26 17:00")
    assert is_over(dated(shooting(scene(wrapped=said), wrap=wrap))[0]) == said
    assert is_over(dated(shooting(scene(), wrap=wrap))[0]) == wrap
    assert is_over(first(scene())) == utc("2026-11-26 19:00")
    assert is_over(first(scene(starts=time(21)))) == utc("2026-11-26 10:00") + 14 * HOUR
    assert is_over(first(scene(starts=time(1), calls=called("1", at=time(10))))) == utc("2026-11-27 00:00")


def test_an_occasion_without_a_day_has_no_times() -> None:
    assert dated(shooting(scene(day=None))) == ()
