"""Decides at which instant a wall time of a call sheet is: reports, on-set times, the end of an occasion.

A call after midnight belongs to its shoot day. A call sheet writes it as a plain time, so it is told by the unit's
hours: before 06:00, and more than four hours before the day begins, is the night after; "03:30" on a day that begins
at 07:00 is an early call, "00:30" is not.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from escalation.calendar import ONE_DAY, Hours, Span, instant
from escalation.occasions import CAST, Called, Occasion, Schedule, UnitDay

EARLIEST = timedelta(hours=4)
"""How long before the unit's day somebody may be called and still come the same morning."""

NIGHT_ENDS = time(6)
"""A wall time from here on is never the night after."""

LONGEST_DAY = timedelta(hours=14)
"""So long after the first report an occasion counts as over, if nobody has said so."""


@dataclass(frozen=True, slots=True)
class Dated:
    """An occasion that has a day, with its unit's hours and what is known of that day."""

    occasion: Occasion
    hours: Hours
    day: UnitDay
    on: date


def dated(schedule: Schedule) -> tuple[Dated, ...]:
    """Give every occasion that has a day, by day. Raises `KeyError` for one of a unit that has no hours."""
    hours, days = dict(schedule.hours), {(day.unit, day.on): day for day in schedule.days}
    found = [
        Dated(one, hours[one.unit], days.get((one.unit, one.day), UnitDay(one.unit, one.day)), one.day)
        for one in schedule.occasions
        if one.day is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.occasion.unit, one.occasion.id)))


def span_of(hours: Hours, on: date) -> Span:
    """Give the hours of one date; on a day off, the usual ones."""
    return next((day.span for day in hours.days if day.on == on and day.span), hours.usual)


def day_begins(hours: Hours, on: date) -> datetime:
    """Give the instant at which the unit's day begins: its crew call."""
    return instant(hours.zone, on, span_of(hours, on).start)


def day_ends(hours: Hours, on: date) -> datetime:
    """Give the instant at which the unit's day ends by its hours."""
    span = span_of(hours, on)
    return instant(hours.zone, on if span.end > span.start else on + ONE_DAY, span.end)


def moment(hours: Hours, on: date, at: time) -> datetime:
    """Give the instant of a wall time of this shoot day, which may be in the night after."""
    early = datetime.combine(on, at) < datetime.combine(on, span_of(hours, on).start) - EARLIEST
    return instant(hours.zone, on + ONE_DAY if early and at < NIGHT_ENDS else on, at)


def reports(dated: Dated, called: Called) -> datetime:
    """Give the instant at which this person reports; where nobody knows, the crew call, or on set if that is sooner."""
    if called.at is not None:
        return moment(dated.hours, dated.on, called.at)
    crew_call, wanted = day_begins(dated.hours, dated.on), on_set(dated, called)
    return min(crew_call, wanted) if wanted else crew_call


def on_set(dated: Dated, called: Called) -> datetime | None:
    """Give the instant at which this person is wanted on set, never before they report; None if it isn't known."""
    wanted = _moment(dated, called.on_set or dated.occasion.starts)
    known = _moment(dated, called.at)
    return max(wanted, known) if wanted and known else wanted


def call(dated: Dated, called: Called) -> datetime:
    """Give the call that notice is measured to: their report, else when they are wanted, else the crew call."""
    return _moment(dated, called.at) or on_set(dated, called) or day_begins(dated.hours, dated.on)


def first_call(dated: Dated) -> datetime:
    """Give the first call of the cast in it, else its start, else the crew call."""
    calls = [call(dated, called) for called in dated.occasion.calls if called.part in CAST]
    return min(calls) if calls else begins(dated)


def begins(dated: Dated) -> datetime:
    """Give the instant at which it begins on set, else the first report, else the crew call."""
    return _moment(dated, dated.occasion.starts) or _first_report(dated) or day_begins(dated.hours, dated.on)


def meets(dated: Dated) -> datetime | None:
    """Give the instant of its safety meeting; None where no time is known."""
    return _moment(dated, dated.occasion.meeting)


def is_over(dated: Dated) -> datetime:
    """Give the instant at which it is, or will count as, over.

    By what was said of it, else by the unit's wrap, which is the end of its hours until somebody says otherwise; where
    those end before it begins, 14 hours after the first report.
    """
    if said := dated.occasion.wrapped or dated.day.wrap:
        return said
    start, end = begins(dated), day_ends(dated.hours, dated.on)
    return end if end > start else max((_first_report(dated) or start) + LONGEST_DAY, start)


def _first_report(dated: Dated) -> datetime | None:
    return min((reports(dated, one) for one in dated.occasion.calls), default=None)


def _moment(dated: Dated, at: time | None) -> datetime | None:
    return None if at is None else moment(dated.hours, dated.on, at)
