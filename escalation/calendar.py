"""Decides what time it is for people: shooting hours, duty hours, wrap, coarse times.

Every instant that goes in or comes out is an aware UTC `datetime`. Wall times are `date` and `time` values that
mean something only together with a zone name; they meet UTC in one function, `instant`. Daylight saving is real:
a wall time that the clock jumps over becomes the first instant after the jump, one that happens twice its first
instant, and lengths of time are always lengths of real time.

A `Span` whose end isn't after its start runs past midnight and belongs to the day on which it starts (a night
shoot of Tuesday ends on Wednesday); equal start and end mean until the same time of the next day.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

HORIZON = timedelta(days=370)
"""How far ahead hours are looked for; further away counts as never."""

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
"""All weekdays; Monday is 0."""

COARSE = timedelta(minutes=5)
"""What stored and shown times are rounded up to, so that the minute says nothing."""

ONE_DAY = timedelta(days=1)
Stretch = tuple[datetime, datetime]
"""A stretch of real time: its first instant and the first one after it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Hours of one day by the wall clock: the start belongs to it, the end doesn't."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class ShootDay:
    """One date that differs from the rule: hours of its own, or a day off (`span` is None)."""

    on: date
    span: Span | None


@dataclass(frozen=True, slots=True)
class Hours:
    """When a unit shoots: the usual span on its weekdays, unless the day says otherwise."""

    zone: str
    usual: Span = Span(time(7), time(20))
    weekdays: tuple[int, ...] = EVERY_DAY
    days: tuple[ShootDay, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The same span on each of some weekdays; Monday is 0."""

    weekdays: tuple[int, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Duty:
    """When a reader is on duty: windows by weekday, save on dates that have a day (or days) of their own.

    With neither windows nor days the reader is never on duty.
    """

    zone: str
    windows: tuple[Window, ...] = ()
    days: tuple[ShootDay, ...] = ()


ALWAYS = Duty("UTC", (Window(EVERY_DAY, Span(time(0), time(0))),))
"""The duty of somebody who is on duty at any time."""


@lru_cache(maxsize=8192)
def instant(zone: str, on: date, at: time) -> datetime:
    """Give the UTC instant of a wall time: the first of two in an overlap, the first after a gap.

    Raises `zoneinfo.ZoneInfoNotFoundError` for a zone that isn't known.
    """
    place = ZoneInfo(zone)
    wall = datetime.combine(on, at.replace(fold=0), tzinfo=place)
    first = wall.astimezone(UTC)
    if first.astimezone(place).replace(tzinfo=None, fold=0) == wall.replace(tzinfo=None):
        return first
    return _end_of_gap(place, wall.replace(fold=1).astimezone(UTC), first)


def _end_of_gap(place: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Find the second at which the clock jumps, between an instant before the jump and one after it."""
    low, high = int(before.timestamp()) - 1, int(after.timestamp()) + 1
    jumped = datetime.fromtimestamp(high, place).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, place).utcoffset() == jumped:
            high = middle
        else:
            low = middle
    return datetime.fromtimestamp(high, UTC)


def shooting(hours: Hours, at: datetime) -> Iterator[Stretch]:
    """Give, in order of their starts, the stretches in which the unit shoots and that end after `at`."""
    own = _by_date(hours.days)

    def spans(on: date) -> tuple[Span, ...]:
        if on in own:
            return own[on]
        return (hours.usual,) if on.weekday() in hours.weekdays else ()

    return _stretches(hours.zone, spans, at)


def duties(duty: Duty, at: datetime) -> Iterator[Stretch]:
    """Give, in order of their starts, the stretches of this duty that end after `at`."""
    own = _by_date(duty.days)

    def spans(on: date) -> tuple[Span, ...]:
        if on in own:
            return own[on]
        return tuple(window.span for window in duty.windows if on.weekday() in window.weekdays)

    return _stretches(duty.zone, spans, at) if duty.windows or duty.days else iter(())


def _by_date(days: Iterable[ShootDay]) -> dict[date, tuple[Span, ...]]:
    found: dict[date, tuple[Span, ...]] = {}
    for day in days:
        found[day.on] = found.get(day.on, ()) + ((day.span,) if day.span else ())
    return found


def _stretches(zone: str, spans: Callable[[date], tuple[Span, ...]], at: datetime) -> Iterator[Stretch]:
    """Walk day by day, from two days before, so that no night and no skipped date is missed."""
    on = at.astimezone(ZoneInfo(zone)).date() - 2 * ONE_DAY
    for number in range(HORIZON.days + 2):
        today = on + number * ONE_DAY
        for start, end in sorted(_stretch(zone, today, span) for span in spans(today)):
            if end > at and end > start:
                yield start, end


def _stretch(zone: str, on: date, span: Span) -> Stretch:
    last = on if span.end > span.start else on + ONE_DAY
    return instant(zone, on, span.start), instant(zone, last, span.end)


def in_hours(hours: Hours, at: datetime) -> bool:
    """Say whether the unit shoots at this instant."""
    return _first(shooting(hours, at), at) == at


def on_duty(duty: Duty, at: datetime) -> bool:
    """Say whether a reader with this duty is on duty at this instant."""
    return first_on_duty(duty, at) == at


def first_on_duty(duty: Duty, at: datetime) -> datetime | None:
    """Give the first instant on duty from `at` on, `at` itself if it is one; None if there is none."""
    return _first(duties(duty, at), at)


def next_duty_start(duty: Duty, at: datetime) -> datetime | None:
    """Give the first instant after `at` at which a duty begins; None if there is none.

    Windows that touch are one duty, so for somebody who is always on duty nothing ever begins.
    """
    reach = at
    for start, end in duties(duty, at):
        if start > reach:
            return start
        reach = max(reach, end)
    return None


def _first(stretches: Iterator[Stretch], at: datetime) -> datetime | None:
    start = next((start for start, _ in stretches), None)
    return None if start is None else max(start, at)


def add_in_hours(hours: Hours, at: datetime, amount: timedelta) -> datetime | None:
    """Give the instant when `amount` of shooting time has passed since `at`; None if that never comes."""
    return _add([shooting(hours, at)], at, amount)


def add_worked(hours: Hours, on: Iterable[Duty], at: datetime, amount: timedelta) -> datetime | None:
    """Give the instant when `amount` has passed that is shooting time or duty of anybody in `on`."""
    return _add([shooting(hours, at), *(duties(duty, at) for duty in on)], at, amount)


def _add(stretches: list[Iterator[Stretch]], at: datetime, amount: timedelta) -> datetime | None:
    left, reach = amount, at
    if left <= timedelta(0):
        return at
    for start, end in heapq.merge(*stretches):
        begin = max(start, reach)
        if end - begin >= left:
            return begin + left
        left, reach = left - max(end - begin, timedelta(0)), max(reach, end)
    return None


def wrap_after(hours: Hours, at: datetime) -> datetime | None:
    """Give the wrap of the shooting day that runs at `at`, else of the next one; None if there is none."""
    return next((end for _, end in shooting(hours, at)), None)


def end_of_day(hours: Hours, at: datetime) -> datetime:
    """Give the end of the day that people on this unit are in: midnight, or wrap where a shoot runs past it."""
    tomorrow = at.astimezone(ZoneInfo(hours.zone)).date() + ONE_DAY
    midnight = instant(hours.zone, tomorrow, time(0))
    start, end = next(shooting(hours, midnight), (midnight, midnight))
    return end if start < midnight else midnight


def round_up(at: datetime, step: timedelta = COARSE) -> datetime:
    """Give the next instant, `at` itself included, that is a whole number of steps since midnight UTC.

    A step of zero leaves the time as it is.
    """
    if not step:
        return at
    over = (at - at.replace(hour=0, minute=0, second=0, microsecond=0)) % step
    return at + step - over if over else at
