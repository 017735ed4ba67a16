"""The slots of a cover check: call, lunch and wrap by the unit's own clock, on every kind of day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rota.slots import last_slot, moment, next_slot, slot_at
from escalation.calendar import Hours, ShootDay, Span
from storage.productions import Unit

MADRID = ZoneInfo("Europe/Madrid")
DAY = Hours("Europe/Madrid")
NIGHT = Hours("Europe/Madrid", Span(time(18), time(6)))


def unit(hours: Hours, lunch: time = time(13)) -> Unit:
    """A unit with these hours."""
    return Unit("0" * 32, "Main unit", "", "112", "", hours, (), lunch)


def local(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """A time in Madrid."""
    return datetime(2026, month, day, hour, minute, tzinfo=MADRID).astimezone(UTC)


def walk(of: Unit, start: datetime, count: int) -> list[str]:
    """The next slots as the unit's clock shows them."""
    found = list[str]()
    for _ in range(count):
        slot = next_slot(of, start)
        assert slot
        found.append(slot.at.astimezone(MADRID).strftime("%d %H:%M"))
        start = slot.at
    return found


def test_a_day_has_call_lunch_and_wrap() -> None:
    assert walk(unit(DAY), local(11, 10), 4) == ["11 13:00", "11 20:00", "12 07:00", "12 13:00"]


def test_a_night_has_its_lunch_after_midnight_or_none() -> None:
    assert walk(unit(NIGHT, time(0, 30)), local(11, 10), 3) == ["11 18:00", "12 00:30", "12 06:00"]
    assert walk(unit(NIGHT), local(11, 10), 2) == ["11 18:00", "12 06:00"]


@pytest.mark.parametrize(("day", "month"), [(29, 3), (25, 10)])
def test_when_clocks_change_the_wall_clock_counts(day: int, month: int) -> None:
    start = local(day - 1, 21, month=month)
    assert [one[3:] for one in walk(unit(DAY), start, 3)] == ["07:00", "13:00", "20:00"]
    assert [one[3:] for one in walk(unit(NIGHT, time(2, 30)), local(day - 1, 10, month=month), 3)] == [
        "18:00",
        "03:00" if month == 3 else "02:30",
        "06:00",
    ]


def test_a_day_off_has_none_and_a_unit_that_is_done_has_no_next() -> None:
    off = replace(DAY, days=(ShootDay(date(2026, 3, 12), None),))
    assert walk(unit(off), local(11, 19), 2) == ["11 20:00", "13 07:00"]
    assert next_slot(unit(replace(DAY, weekdays=())), local(11, 10)) is None
    assert last_slot(unit(replace(DAY, weekdays=())), local(11, 10)) is None


def test_round_the_clock_the_wrap_is_the_next_call() -> None:
    whole = unit(Hours("Europe/Madrid", Span(time(7), time(7))))
    assert walk(whole, local(11, 10), 3) == ["11 13:00", "12 07:00", "12 13:00"]
    found = next_slot(whole, local(11, 14))
    assert found
    assert found.is_call


def test_the_last_slot_and_who_is_on_duty_at_it() -> None:
    of = unit(DAY)
    for now, wanted in (
        (local(11, 13), local(11, 13)),
        (local(11, 12, 59), local(11, 7)),
        (local(12, 3), local(11, 20)),
    ):
        found = last_slot(of, now)
        assert found
        assert found.at == wanted
    wrap = slot_at(of, next_slot(of, local(11, 14)).number)  # type: ignore[union-attr] # there is one
    assert wrap.at - wrap.duty_at == timedelta(minutes=1)
    assert not wrap.is_call


def test_a_slot_that_was_moved_away_keeps_its_time() -> None:
    gone = slot_at(unit(DAY), 29_000_001)
    assert (gone.at, gone.duty_at, gone.is_call) == (moment(29_000_001), moment(29_000_001), False)
