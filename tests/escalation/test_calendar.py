"""Proves that shooting hours and duties are right by the wall clock, in every zone and at every jump of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.calendar import (
    ALWAYS,
    EVERY_DAY,
    Duty,
    Hours,
    ShootDay,
    Span,
    Window,
    add_in_hours,
    add_worked,
    end_of_day,
    first_on_duty,
    in_hours,
    instant,
    next_duty_start,
    on_duty,
    round_up,
    wrap_after,
)

ZONES = (
    "Europe/Madrid",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Pacific/Chatham",
)
FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WEEKDAYS = (0, 1, 2, 3, 4)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@cache
def jumps(zone: str) -> tuple[datetime, ...]:
    """Every hour in five years after which the zone's offset is another one."""
    place = ZoneInfo(zone)
    hours = [FIRST + HOUR * number for number in range(int((LAST - FIRST) / HOUR))]
    return tuple(b for a, b in pairwise(hours) if a.astimezone(place).utcoffset() != b.astimezone(place).utcoffset())


def first_minute_not_before(zone: str, wall: datetime, near: datetime) -> datetime:
    """The slow, independent way: walk through real minutes until the clock on the wall shows it, or is past it."""
    place, at = ZoneInfo(zone), near - 8 * HOUR
    while at.astimezone(place).replace(tzinfo=None) < wall:
        at += MINUTE
    return at


def wrong_walls(zone: str, convert: Callable[[str, date, time], datetime]) -> list[datetime]:
    """All wall times around five years of jumps, a quarter of an hour apart, that are converted wrongly."""
    wrong = []
    for jump in jumps(zone):
        middle = jump.astimezone(ZoneInfo(zone)).replace(tzinfo=None, minute=0)
        for number in range(-14, 15):
            wall = middle + number * 15 * MINUTE
            if convert(zone, wall.date(), wall.time()) != first_minute_not_before(zone, wall, jump):
                wrong.append(wall)
    return wrong


@pytest.mark.parametrize("zone", ZONES)
def test_a_wall_time_is_its_first_instant_or_the_first_after_a_gap(zone: str) -> None:
    assert wrong_walls(zone, instant) == []


def test_the_zones_do_jump_in_these_years() -> None:
    assert {zone for zone in ZONES if len(jumps(zone)) >= 10} == set(ZONES) - {"Asia/Kathmandu"}


@pytest.mark.parametrize("fold", [0, 1])
def test_control_what_zoneinfo_gives_by_itself_is_caught(fold: int) -> None:
    def plain(zone: str, on: date, at: time) -> datetime:
        return datetime.combine(on, at.replace(fold=fold), ZoneInfo(zone)).astimezone(UTC)

    assert wrong_walls("Europe/Madrid", plain) != []


@pytest.mark.parametrize(
    ("zone", "wall", "expected"),
    [
        ("Europe/Madrid", "2027-03-28 02:30", "2027-03-28 01:00"),
        ("Europe/Madrid", "2027-10-31 02:30", "2027-10-31 00:30"),
        ("America/New_York", "2027-03-14 02:00", "2027-03-14 07:00"),
        ("America/Santiago", "2027-09-05 00:00", "2027-09-05 04:00"),
        ("Australia/Lord_Howe", "2027-10-03 02:10", "2027-10-02 15:30"),
        ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30 10:00"),
        ("Asia/Kathmandu", "2027-06-01 07:00", "2027-06-01 01:15"),
    ],
)
def test_known_walls(zone: str, wall: str, expected: str) -> None:
    at = datetime.fromisoformat(wall)
    assert instant(zone, at.date(), at.time()) == utc(expected)


def test_an_unknown_zone_is_an_error() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        instant("Set/Nowhere", date(2026, 1, 1), time(7))


# --- shooting hours ----------------------------------------------------------------------------------------

NIGHT = Span(time(18), time(5))
MADRID = Hours(
    "Europe/Madrid",
    days=(ShootDay(date(2026, 11, 25), NIGHT), ShootDay(date(2026, 11, 26), None)),
)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-24 05:59:59", False),
        ("2026-11-24 06:00", True),
        ("2026-11-24 18:59:59", True),
        ("2026-11-24 19:00", False),
        ("2026-11-25 16:59", False),
        ("2026-11-25 17:00", True),
        ("2026-11-26 03:59", True),
        ("2026-11-26 04:00", False),
        ("2026-11-26 12:00", False),
        ("2026-11-27 12:00", True),
    ],
    ids=str,
)
def test_in_hours_of_usual_days_a_night_and_a_day_off(at: str, expected: bool) -> None:
    assert in_hours(MADRID, utc(at)) is expected


@pytest.mark.parametrize(
    ("at", "minutes", "expected"),
    [
        ("2026-11-24 09:00", 60, "2026-11-24 10:00"),
        ("2026-11-24 18:00", 60, "2026-11-24 19:00"),
        ("2026-11-24 18:30", 60, "2026-11-25 17:30"),
        ("2026-11-24 20:00", 60, "2026-11-25 18:00"),
        ("2026-11-26 03:30", 60, "2026-11-27 06:30"),
        ("2026-11-24 20:00", 0, "2026-11-24 20:00"),
    ],
)
def test_a_rung_in_shooting_hours(at: str, minutes: int, expected: str) -> None:
    assert add_in_hours(MADRID, utc(at), minutes * MINUTE) == utc(expected)


def test_a_unit_that_never_shoots_has_no_such_time_and_no_wrap() -> None:
    never = Hours("Europe/Madrid", weekdays=())
    assert add_in_hours(never, FIRST, HOUR) is None
    assert wrap_after(never, FIRST) is None
    assert not in_hours(never, FIRST)


def test_duty_outside_shooting_hours_counts_as_worked() -> None:
    evening = Duty("Europe/Madrid", (Window(EVERY_DAY, Span(time(19), time(22))),))
    assert add_worked(MADRID, [evening], utc("2026-11-24 18:30"), 4 * HOUR) == utc("2026-11-25 18:30")
    assert add_worked(MADRID, [], utc("2026-11-24 18:30"), HOUR) == utc("2026-11-25 17:30")


def test_an_hour_of_a_night_shoot_is_a_real_hour_when_the_clock_jumps() -> None:
    night = Hours("Europe/Madrid", Span(time(18), time(6)))
    start = utc("2027-03-27 17:00")
    assert wrap_after(night, start) == utc("2027-03-28 04:00")
    assert add_in_hours(night, start, 10 * HOUR) == utc("2027-03-28 03:00")
    assert wrap_after(night, utc("2027-10-30 17:00")) == utc("2027-10-31 05:00")


@pytest.mark.parametrize(
    ("at", "wrap"),
    [
        ("2026-11-24 12:00", "2026-11-24 19:00"),
        ("2026-11-24 19:00", "2026-11-26 04:00"),
        ("2026-11-26 03:00", "2026-11-26 04:00"),
        ("2026-11-26 05:00", "2026-11-27 19:00"),
    ],
)
def test_wrap_is_of_the_day_that_runs_or_the_next(at: str, wrap: str) -> None:
    assert wrap_after(MADRID, utc(at)) == utc(wrap)


@pytest.mark.parametrize(
    ("at", "end"),
    [
        ("2026-11-24 12:00", "2026-11-24 23:00"),
        ("2026-11-25 12:00", "2026-11-26 04:00"),
        ("2026-11-25 23:30", "2026-11-26 23:00"),
        ("2026-11-26 12:00", "2026-11-26 23:00"),
    ],
)
def test_the_day_ends_at_midnight_or_with_the_shoot_that_runs_past_it(at: str, end: str) -> None:
    assert end_of_day(MADRID, utc(at)) == utc(end)


# --- duty --------------------------------------------------------------------------------------------------

OFFICE_HOURS = Duty("America/New_York", (Window(WEEKDAYS, Span(time(9), time(18))),))
BY_DATE = Duty("UTC", days=(ShootDay(date(2026, 11, 24), Span(time(8), time(12))),))
DUTIES = {
    "weekdays": (Window(WEEKDAYS, Span(time(9), time(18))),),
    "night over the jump": (Window(EVERY_DAY, Span(time(22), time(2, 30))),),
    "starts in the gap": (Window(EVERY_DAY, Span(time(2, 15), time(4))),),
    "lies in the gap": (Window(EVERY_DAY, Span(time(2, 5), time(2, 20))),),
    "starts at midnight": (Window(EVERY_DAY, Span(time(0), time(1))),),
    "two windows": (Window((5, 6), Span(time(1), time(2))), Window((6,), Span(time(3), time(8)))),
}


@pytest.mark.parametrize(
    ("duty", "at", "now_on", "starts"),
    [
        (OFFICE_HOURS, "2026-11-27 15:00", True, "2026-11-30 14:00"),
        (OFFICE_HOURS, "2026-11-27 23:00", False, "2026-11-30 14:00"),
        (OFFICE_HOURS, "2026-11-27 14:00", True, "2026-11-30 14:00"),
        (OFFICE_HOURS, "2026-11-27 13:59", False, "2026-11-27 14:00"),
        (BY_DATE, "2026-11-01 00:00", False, "2026-11-24 08:00"),
        (BY_DATE, "2026-11-24 12:00", False, None),
        (ALWAYS, "2026-11-24 23:59", True, None),
        (Duty("UTC"), "2026-11-24 12:00", False, None),
    ],
)
def test_on_duty_and_the_next_start(duty: Duty, at: str, now_on: bool, starts: str | None) -> None:
    assert on_duty(duty, utc(at)) is now_on
    assert next_duty_start(duty, utc(at)) == (utc(starts) if starts else None)
    expected = utc(at) if now_on else next_duty_start(duty, utc(at))
    assert first_on_duty(duty, utc(at)) == expected


def test_a_date_of_its_own_takes_the_place_of_the_weekday() -> None:
    days = (
        ShootDay(date(2026, 11, 24), None),
        ShootDay(date(2026, 11, 25), Span(time(6), time(7))),
        ShootDay(date(2026, 11, 25), Span(time(20), time(21))),
    )
    duty = Duty("UTC", (Window(EVERY_DAY, Span(time(9), time(18))),), days)
    assert next_duty_start(duty, utc("2026-11-23 18:00")) == utc("2026-11-25 06:00")
    assert next_duty_start(duty, utc("2026-11-25 06:30")) == utc("2026-11-25 20:00")
    assert not on_duty(duty, utc("2026-11-25 12:00"))


def slow_duty(zone: str, windows: tuple[Window, ...], jump: datetime) -> list[tuple[datetime, datetime]]:
    """The stretches around a jump, found by walking through real minutes."""
    found, day = [], jump.astimezone(ZoneInfo(zone)).date()
    for on in (day + number * DAY for number in (-2, -1, 0, 1, 2)):
        for window in windows:
            if on.weekday() in window.weekdays:
                last = on if window.span.end > window.span.start else on + DAY
                walls = datetime.combine(on, window.span.start), datetime.combine(last, window.span.end)
                near = [wall.replace(tzinfo=UTC) - ZoneInfo(zone).utcoffset(wall) for wall in walls]  # type: ignore[operator]
                found.append(
                    tuple(first_minute_not_before(zone, w, n + 5 * HOUR) for w, n in zip(walls, near, strict=True))
                )
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("zone", [zone for zone in ZONES if jumps(zone)])
@pytest.mark.parametrize("windows", DUTIES.values(), ids=DUTIES)
def test_duty_is_right_around_five_years_of_jumps(zone: str, windows: tuple[Window, ...]) -> None:
    duty = Duty(zone, windows)
    for jump in jumps(zone):
        stretches = slow_duty(zone, windows, jump)
        ats = [jump + number * 20 * MINUTE for number in range(-30, 31)]
        assert [on_duty(duty, at) for at in ats] == [any(s <= at < e for s, e in stretches) for at in ats]
        for start in {s for s, e in stretches if s < e and abs(s - jump) < DAY}:
            assert first_on_duty(duty, start - MINUTE) in (start, start - MINUTE)
            assert on_duty(duty, start)


def test_always_is_always_across_every_jump() -> None:
    ats = [jump + number * MINUTE for zone in ZONES for jump in jumps(zone) for number in (-61, -1, 0, 1, 61)]
    assert all(on_duty(ALWAYS, at) for at in ats)


# --- coarse times ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-24 12:00:00", "2026-11-24 12:00"),
        ("2026-11-24 12:00:00.000001", "2026-11-24 12:05"),
        ("2026-11-24 12:04:59", "2026-11-24 12:05"),
        ("2026-11-24 23:56", "2026-11-25 00:00"),
    ],
)
def test_times_are_rounded_up_to_five_minutes(at: str, expected: str) -> None:
    assert round_up(utc(at)) == utc(expected)


def test_a_step_of_zero_rounds_nothing() -> None:
    at = utc("2026-11-24 12:03:07.5")
    assert round_up(at, timedelta(0)) == at


moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001 - naive by its contract
times_of_day = st.times().map(lambda at: at.replace(second=0, microsecond=0))
spans = st.builds(Span, times_of_day, times_of_day)
windows = st.builds(Window, st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days))), spans)
some_duties = st.builds(Duty, st.sampled_from(ZONES), st.lists(windows, max_size=3).map(tuple))


@given(some_duties, moments)
def test_a_duty_that_starts_is_one_that_was_not_running(duty: Duty, at: datetime) -> None:
    start = next_duty_start(duty, at)
    if start is not None:
        assert start > at
        assert on_duty(duty, start)
        assert not on_duty(duty, start - timedelta(microseconds=1))


@given(some_duties, moments)
def test_the_first_instant_on_duty_is_on_duty(duty: Duty, at: datetime) -> None:
    first = first_on_duty(duty, at)
    assert (first == at) is on_duty(duty, at)
    assert first is None or (first >= at and on_duty(duty, first))


@given(st.builds(Hours, st.sampled_from(ZONES), spans), moments, st.integers(1, 600), st.integers(1, 600))
def test_shooting_time_adds_up(hours: Hours, at: datetime, first: int, second: int) -> None:
    half_way = add_in_hours(hours, at, first * MINUTE)
    assert half_way is not None
    assert half_way - at >= first * MINUTE
    assert in_hours(hours, half_way - timedelta(microseconds=1))
    assert add_in_hours(hours, half_way, second * MINUTE) == add_in_hours(hours, at, (first + second) * MINUTE)
