"""Decides when a person rests, and to where a message moves that would fall into it.

Rest lies between a wrap and the next report, half an hour kept clear at either end; on days off it is the night, and
before a day of work the night until half an hour before the report. Its two edges don't belong to it: half an hour
after wrap is the last minute before it, half an hour before the report the first one after it. All stretches are real
time; nights are the person's own.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from escalation.calendar import ONE_DAY, Stretch, instant

TURNAROUND = timedelta(hours=24)
"""A longer pause between wrap and report has a day off in it."""


@dataclass(frozen=True, slots=True)
class RestRules:
    """The edges of rest.

    `margin`: kept clear after a wrap and before a report. `night_begins`, `night_ends`: of days off. `morning`: whoever
    wrapped after midnight before a day off rests until then, and what must wait for a morning waits for it.
    """

    margin: timedelta = timedelta(minutes=30)
    night_begins: time = time(22)
    night_ends: time = time(6)
    morning: time = time(10)


@dataclass(frozen=True, slots=True)
class Rest:
    """When one person rests, inside the time that was looked at: stretches in order that don't touch."""

    stretches: tuple[Stretch, ...] = ()

    def earlier(self, at: datetime) -> datetime:
        """Give the last minute before the rest that `at` falls into; `at` itself outside of rest."""
        found = self._around(at)
        return found[0] if found else at

    def later(self, at: datetime) -> datetime:
        """Give the first minute after the rest that `at` falls into; `at` itself outside of rest."""
        found = self._around(at)
        return found[1] if found else at

    def holds(self, at: datetime) -> bool:
        """Say whether the person rests at this instant."""
        return self._around(at) is not None

    def also(self, more: Iterable[Stretch]) -> "Rest":
        """Give a rest that these stretches belong to as well."""
        return Rest(joined((*self.stretches, *more)))

    def _around(self, at: datetime) -> Stretch | None:
        place = bisect_left(self.stretches, at, key=lambda stretch: stretch[0]) - 1
        if place < 0 or at >= self.stretches[place][1]:
            return None
        return self.stretches[place]


def rest_of(works: Iterable[Stretch], zone: str, between: tuple[date, date], rules: RestRules) -> Rest:
    """Give when somebody rests who works from report to wrap in these stretches, from one date to another."""
    busy = joined((report - rules.margin, wrap + rules.margin) for report, wrap in works)
    found = (*_turnarounds(busy, zone, rules), *_nights(zone, between, rules))
    return Rest(joined(piece for stretch in found for piece in _without(stretch, busy)))


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Give the stretches in order, those that overlap or touch as one."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return tuple(found)


def _turnarounds(busy: Sequence[Stretch], zone: str, rules: RestRules) -> Iterator[Stretch]:
    for number, (_, end) in enumerate(busy):
        following = busy[number + 1][0] if number + 1 < len(busy) else None
        if following and following - end <= TURNAROUND:
            yield end, following
        else:
            yield end, _morning_after(end, zone, rules)
    for start, _ in busy:
        yield _night_before(start, zone, rules), start


def _night_before(start: datetime, zone: str, rules: RestRules) -> datetime:
    """Give the beginning of the night before a report; that rest ends with the report and not with the night."""
    return min(start, instant(zone, start.astimezone(ZoneInfo(zone)).date() - ONE_DAY, rules.night_begins))


def _morning_after(end: datetime, zone: str, rules: RestRules) -> datetime:
    wall = end.astimezone(ZoneInfo(zone))
    if wall.time() < rules.morning:
        return instant(zone, wall.date(), rules.morning)
    return instant(zone, wall.date() + ONE_DAY, rules.night_ends)


def _nights(zone: str, between: tuple[date, date], rules: RestRules) -> Iterator[Stretch]:
    first, last = between
    start, end = rules.night_begins, rules.night_ends
    for number in range((last - first).days + 1):
        on = first + number * ONE_DAY
        yield instant(zone, on, start), instant(zone, on + (end <= start) * ONE_DAY, end)


def _without(stretch: Stretch, busy: Sequence[Stretch]) -> Iterator[Stretch]:
    start, end = stretch
    place = max(bisect_left(busy, start, key=lambda one: one[0]) - 1, 0)
    for begin, stop in busy[place:]:
        if begin >= end:
            break
        if begin > start:
            yield start, begin
        start = max(start, stop)
    if start < end:
        yield start, end


def before_together(target: datetime, gate: datetime, rests: Mapping[str, Rest]) -> dict[str, datetime]:
    """Give each person their minute for what everybody should get at `target`, before something, not before `gate`.

    One minute for all who can share one: it moves earlier until nobody of them rests at it. Whoever rests from the
    gate to the target gets it when they have rested, and so does everybody if the target lies before the gate.
    """
    if target < gate:
        return {who: rest.later(gate) for who, rest in rests.items()}
    able = {who: rest for who, rest in rests.items() if rest.earlier(target) >= gate}
    shared = _settled(target, lambda at: min((rest.earlier(at) for rest in able.values()), default=at))
    return {
        who: rest.later(target) if who not in able else shared if shared >= gate else rest.earlier(target)
        for who, rest in rests.items()
    }


def after_together(target: datetime, limit: datetime, rests: Mapping[str, Rest]) -> dict[str, datetime]:
    """Give each person their minute for what everybody should get at `target`, after something.

    One minute for all, moved later until nobody rests at it; if that were after `limit`, each has their own.
    """
    shared = _settled(target, lambda at: max((rest.later(at) for rest in rests.values()), default=at))
    return {who: shared if shared <= limit else rest.later(target) for who, rest in rests.items()}


def _settled(at: datetime, move: Callable[[datetime], datetime]) -> datetime:
    while (moved := move(at)) != at:
        at = moved
    return at
