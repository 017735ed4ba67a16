"""Decides what the office is asked to do, when, and when readers and office are told that it wasn't ticked.

Prompts are about the production's own duties and come of the schedule alone. In a channel they name occasion and duty,
never the flag. A tick of anything but paperwork counts for the day it was made for.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from escalation.calendar import ONE_DAY, instant
from escalation.call_times import Dated, begins, day_begins, first_call, meets
from escalation.notice import NEEDED, counts_from
from escalation.occasions import CAST, Flag, State, child_unknown, children, has_meeting, is_blocked, is_intimate, is_on


class Duty(StrEnum):
    """What is the office's to do.

    `paperwork`: rider and notice are sent. `closed_set`: list, monitors, robes, barriers, coordinator booked.
    `safety_meeting`: held, or the briefing given. `carer`: parent, guardian or chaperone is there. `child_named`: say
    who of the cast is under age. `resolve`: a minor stands beside intimacy; nothing is planned until it is settled.
    """

    paperwork = "paperwork"
    closed_set = "closed_set"
    safety_meeting = "safety_meeting"
    carer = "carer"
    child_named = "child_named"
    resolve = "resolve"


class Step(StrEnum):
    """What happens: the office is asked, or readers and office are told that nobody ticked."""

    ask = "ask"
    tell = "tell"


@dataclass(frozen=True, slots=True)
class Done:
    """Something that has happened to a duty: the office was asked, both were told, or (None) somebody ticked."""

    occasion: str
    duty: Duty
    step: Step | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something that falls due."""

    occasion: str
    duty: Duty
    step: Step
    at: datetime


@dataclass(frozen=True, slots=True)
class Times:
    """The moments of prompts: before the first call, and the evening's hour by the unit's clock.

    `notice`: the 48-hour prompts are on; in a theatre they are off.
    """

    notice: bool = True
    paperwork: timedelta = timedelta(hours=96)
    paperwork_again: timedelta = timedelta(hours=60)
    carer: timedelta = timedelta(hours=48)
    carer_line: timedelta = timedelta(hours=12)
    evening: time = time(18)


def times_of(own: Mapping[str, object] | None = None) -> Times:
    """Give the moments with a production's own, by the names of `Times`' fields.

    Raises `ValueError`, which names the field, for an unknown name or a wrong type, and for asking after the line.
    """
    changes = dict(own or {})
    usual = {field.name: getattr(Times(), field.name) for field in fields(Times)}
    for name, value in changes.items():
        if name not in usual:
            raise ValueError(f"{name}: no such setting")
        if not isinstance(value, type(usual[name])):
            raise ValueError(f"{name}: a time of day or a length of time, as is usual here")  # noqa: TRY004 - a setting
    found = replace(Times(), **changes)  # type: ignore[arg-type] # each was checked by name
    if not found.paperwork > found.paperwork_again >= NEEDED or found.carer < found.carer_line:
        raise ValueError("paperwork: asked before it is asked again, and both before the line")
    return found


_AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Owed:
    """A duty of one occasion: when it is asked for, and when it is told that it wasn't ticked (None: never)."""

    duty: Duty
    asks: tuple[datetime, ...]
    line: datetime | None


def prompts(dated: Collection[Dated], done: Collection[Done], now: datetime, times: Times) -> tuple[Prompt, ...]:
    """Give what is still to come, in the order of time; what should have come before `now`, and didn't, comes now.

    Several asks that were missed are one. Nothing comes of a duty once it is ticked.
    """
    past: dict[tuple[str, Duty], list[Done]] = {}
    for one in done:
        past.setdefault((one.occasion, one.duty), []).append(one)
    known = children(one.occasion for one in dated)
    found = [
        prompt
        for one in dated
        for owed in _owed(one, known, times)
        for prompt in _due(one, owed, past.get((one.occasion.id, owed.duty), ()), now)
    ]
    return tuple(sorted(found, key=lambda prompt: (prompt.at, prompt.occasion, prompt.duty, prompt.step)))


def _owed(dated: Dated, known: frozenset[str], times: Times) -> Iterator[_Owed]:
    occasion, first = dated.occasion, first_call(dated)
    if is_blocked(occasion):
        if is_on(replace(occasion, resolved=True)):
            yield _Owed(Duty.resolve, (_since(dated),), _since(dated))
        return
    if not is_on(occasion):
        return
    if child_unknown(occasion, known):
        yield _Owed(Duty.child_named, (_since(dated),), None)
    if is_intimate(occasion):
        if times.notice:
            asks = first - times.paperwork, first - times.paperwork_again
            yield _Owed(Duty.paperwork, asks, first - NEEDED)
        eve = instant(dated.hours.zone, dated.on - ONE_DAY, times.evening)
        yield _Owed(Duty.closed_set, (eve,), first)
    if has_meeting(occasion):
        meeting = meets(dated) or day_begins(dated.hours, dated.on)
        yield _Owed(Duty.safety_meeting, (min(meeting, begins(dated)),), begins(dated))
    if Flag.minor in occasion.flags:
        yield _Owed(Duty.carer, (first - times.carer,), first - times.carer_line)


def _since(dated: Dated) -> datetime:
    """The last time somebody changed what this duty comes of; at once, where nobody did."""
    return max((at for at in (dated.occasion.placed, dated.occasion.flagged) if at), default=_AT_ONCE)


def _due(dated: Dated, owed: _Owed, past: Collection[Done], now: datetime) -> Iterator[Prompt]:
    occasion = dated.occasion
    if occasion.state is not State.planned or _is_ticked(dated, owed.duty, past):
        return
    late = [at for at in owed.asks if at <= now]
    moments = [(Step.ask, at) for at in (*late[-1:], *(at for at in owed.asks if at > now))]
    if owed.line:
        moments.append((Step.tell, owed.line))
    for step, at in moments:
        is_done = any(one.step is step and one.at >= at for one in past)
        if not is_done and max(at, now) <= begins(dated):
            yield Prompt(occasion.id, owed.duty, step, max(at, now))


def _is_ticked(dated: Dated, duty: Duty, past: Collection[Done]) -> bool:
    ticks = [one.at for one in past if one.step is None]
    if duty is Duty.paperwork:
        cast = [one for one in dated.occasion.calls if one.part in CAST]
        return bool(ticks) and all(counts_from(dated, one, ticks) for one in cast)
    return any(tick >= _since(dated) for tick in ticks)
