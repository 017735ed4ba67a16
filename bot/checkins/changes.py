"""Decides what an act of the office makes of the schedule. Pure: what stands goes in, what is different comes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from bot.checkins.known import Known
from escalation import rescheduling
from escalation.call_times import begins, dated
from escalation.occasions import Called, Occasion, State, UnitDay, is_intimate
from storage.errors import Stale


class NoSuchOccasion(Exception):
    """There is no such occasion any more."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What is different afterwards: occasions that are new or other than before, days, and ids that are gone."""

    occasions: tuple[Occasion, ...] = field(repr=False, default=())
    days: tuple[UnitDay, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.occasions or self.days or self.gone)


def stamp(occasions: Iterable[Occasion]) -> str:
    """Give a short mark of these occasions at their revisions: another one as soon as any of them is changed."""
    written = repr(sorted((one.id, one.revision) for one in occasions))
    return sha256(written.encode()).hexdigest()[:16]


def of_day(found: Known, unit: str, on: date) -> tuple[Occasion, ...]:
    """Give the occasions of one day of a unit."""
    return tuple(one for one in found.occasions if (one.unit, one.day) == (unit, on))


def put(found: Known, wanted: Occasion, now: datetime) -> Changed:
    """Add an occasion, or edit one. Raises `Stale` if it was changed since it was read."""
    before = found.occasion(wanted.id)
    if before is None:
        noted = replace(wanted, placed=now, flagged=now if is_intimate(wanted) else None, revision=1, edition=1)
        return Changed((noted,))
    if before.revision != wanted.revision:
        raise Stale
    return _differs(before, rescheduling.revised(before, wanted, now))


def moved(found: Known, occasion_id: str, to: date, now: datetime) -> Changed:
    """Give one occasion another day."""
    before = _one(found, occasion_id)
    return _differs(before, rescheduling.moved(before, to, now))


def day_moved(found: Known, unit: str, days: tuple[date, date], now: datetime) -> Changed:
    """Give a whole day of a unit another date; what is over or cancelled stays."""
    on, to = days
    after = rescheduling.day_moved(found.occasions, unit, on, to, now)
    return Changed(tuple(new for old, new in zip(found.occasions, after, strict=True) if old != new))


def pushed(found: Known, of: tuple[str, date, str], by: timedelta, now: datetime) -> Changed:
    """Push or pull a day of a unit. Raises `Stale` if the day isn't as it was seen, `OverTheDay` if it doesn't fit."""
    unit, on, seen = of
    theirs = of_day(found, unit, on)
    if stamp(theirs) != seen:
        raise Stale
    hours = found.unit(unit).hours
    moving = [one for one in theirs if one.state in (State.planned, State.on_closed_set)]
    return Changed(tuple(rescheduling.pushed(one, by, hours, now) for one in moving) if by else ())


def brought(found: Known, occasion_id: str, state: State, now: datetime) -> Changed:
    """Hold, cancel, wrap it, let it be on closed set or on again. Raises `NotPossible`."""
    before = _one(found, occasion_id)
    return _differs(before, rescheduling.brought_to(before, state, now))


def shot_again(found: Known, occasion_id: str, on: date | None, id_: str, now: datetime) -> Changed:
    """Plan a reshoot, pick-up or insert under this id. Twice under the same id is fine."""
    again = rescheduling.shot_again(_one(found, occasion_id), id_, on, now)
    return Changed() if found.occasion(id_) else Changed((again,))


def called(found: Known, occasion_id: str, call: Called, now: datetime) -> Changed:
    """Call somebody, or call them as something else or at another time; added late, they get what they missed."""
    before = _one(found, occasion_id)
    kept = tuple(one for one in before.calls if one.cast_id != call.cast_id)
    known = next((one for one in before.calls if one.cast_id == call.cast_id), None)
    after = tuple(call if one is known else one for one in before.calls) if known else (*kept, call)
    return _differs(before, rescheduling.revised(before, replace(before, calls=after), now))


def uncalled(found: Known, occasion_id: str, cast_id: str, now: datetime) -> Changed:
    """Call somebody no more."""
    before = _one(found, occasion_id)
    after = replace(before, calls=tuple(one for one in before.calls if one.cast_id != cast_id))
    return _differs(before, rescheduling.revised(before, after, now))


def resolved(found: Known, occasion_id: str, now: datetime) -> Changed:
    """A human has looked at a minor beside intimacy, and says that it is in order."""
    before = _one(found, occasion_id)
    return _differs(before, rescheduling.revised(before, replace(before, resolved=True), now))


def sheet_out(found: Known, unit: str, on: date, now: datetime) -> Changed:
    """The call sheet of this day is out: from now on its people are asked. Again: what came since is on it too."""
    return Changed(days=(replace(found.day(unit, on), sheet_out=now),))


def wrapped(found: Known, unit: str, on: date, now: datetime) -> Changed:
    """This day of the unit is over, and so is what has begun on it. Twice is fine."""
    day = found.day(unit, on)
    if day.wrap:
        return Changed()
    begun = {one.occasion.id for one in dated(found.schedule(now)) if begins(one) <= now}
    over = [
        rescheduling.brought_to(one, State.wrapped, now)
        for one in of_day(found, unit, on)
        if one.state is State.on_closed_set or (one.state is State.planned and one.id in begun and not one.standby)
    ]
    return Changed(tuple(over), (replace(day, wrap=now),))


def _one(found: Known, occasion_id: str) -> Occasion:
    one = found.occasion(occasion_id)
    if one is None:
        raise NoSuchOccasion
    return one


def _differs(before: Occasion, after: Occasion) -> Changed:
    return Changed((after,) if before != after else ())
