"""The fixed slots of a unit's cover check: call, lunch and wrap of each shooting day, by the unit's own clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from escalation.calendar import ONE_DAY, Stretch, instant, shooting
from storage.productions import Unit

LENGTH: Final = timedelta(minutes=30)
"""How long a slot is open for [I'm here]."""
STALE: Final = timedelta(hours=12)
"""A slot that nobody looked at for so long is history."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot. `duty_at`: who is on duty at this moment is asked; at wrap that is the moment before."""

    at: datetime
    duty_at: datetime
    is_call: bool = False

    @property
    def number(self) -> int:
        """The slot's time in minutes since 1970, as an entry of the agenda keeps it."""
        return minutes(self.at)


def minutes(at: datetime) -> int:
    """A moment in whole minutes since 1970."""
    return (at - _EPOCH) // _MINUTE


def moment(number: int) -> datetime:
    """The moment behind a number of minutes."""
    return _EPOCH + number * _MINUTE


def next_slot(unit: Unit, after: datetime) -> Slot | None:
    """The first slot after this moment; None if the unit shoots no more."""
    return next((slot for slot in _slots(unit, after) if slot.at > after), None)


def last_slot(unit: Unit, until: datetime) -> Slot | None:
    """The last slot that began by this moment, within two days before it."""
    found = None
    for slot in _slots(unit, until - 2 * ONE_DAY):
        if slot.at > until:
            break
        found = slot
    return found


def slot_at(unit: Unit, number: int) -> Slot:
    """The slot of this number, also where the schedule has none there any more."""
    at = moment(number)
    known = last_slot(unit, at)
    return known if known and known.at == at else Slot(at, at)


def _slots(unit: Unit, after: datetime) -> Iterator[Slot]:
    """In order, from the shooting day that runs at `after`; a wrap that is the next call too is a call."""
    waiting: Slot | None = None
    for stretch in shooting(unit.hours, after - ONE_DAY):
        for slot in _of_day(unit, stretch):
            if waiting and slot.at > waiting.at:
                yield waiting
            waiting = slot if waiting is None or slot.at >= waiting.at else waiting
    if waiting:
        yield waiting


def _of_day(unit: Unit, stretch: Stretch) -> Iterator[Slot]:
    start, end = stretch
    yield Slot(start, start, is_call=True)
    lunch = _lunch(unit, stretch)
    if lunch:
        yield Slot(lunch, lunch)
    yield Slot(end, end - _MINUTE)


def _lunch(unit: Unit, stretch: Stretch) -> datetime | None:
    """Lunch by the wall clock, on the day of the call or after midnight; none where nobody works then."""
    start, end = stretch
    day = start.astimezone(ZoneInfo(unit.hours.zone)).date()
    found = (instant(unit.hours.zone, on, unit.lunch) for on in (day, day + ONE_DAY))
    return next((at for at in found if start < at < end), None)
