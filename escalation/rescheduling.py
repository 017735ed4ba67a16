"""Decides what counts as a change of an occasion, and what a move, a push, a hold or a wrap makes of it.

Every function gives a new occasion and leaves the old one; doing the same twice changes nothing more. What must follow
(check-ins, prompts, deadlines) is worked out anew from the result, so nobody has to be told why.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from escalation.calendar import Hours
from escalation.call_times import moment
from escalation.occasions import INTIMATE, Called, Occasion, State
from escalation.rungs import Ladder

OFFERED_AGAIN: Final = timedelta(hours=12)
"""So much later a call must be for a hold to be offered again: no push of a day, or pull and push, asks twice."""

SLACK = timedelta(hours=2)
"""How far a pushed time may be off by the clock's change."""


class NotPossible(Exception):
    """An occasion that stands where it does can't be brought to that state."""


class OverTheDay(Exception):
    """A push that would carry a time out of its shoot day: it needs a move to another day."""


class Change(StrEnum):
    """What is different between two states of an occasion."""

    day = "day"
    unit = "unit"
    kind = "kind"
    name = "name"
    starts = "starts"
    meeting = "meeting"
    call_times = "call_times"
    joined = "joined"
    left = "left"
    parts = "parts"
    flags_set = "flags_set"
    flags_taken = "flags_taken"
    standby = "standby"
    state = "state"
    resolved = "resolved"


ANEW = (Change.day, Change.unit, Change.kind, Change.flags_set)
"""After these everybody is asked anew, whatever they were asked before."""


def changes(before: Occasion, after: Occasion) -> tuple[Change, ...]:
    """Give what is different; counts of revisions and notes of when something was set are no change."""
    was, now = _by_cast_id(before), _by_cast_id(after)
    both = was.keys() & now.keys()
    found = {
        Change.day: before.day != after.day,
        Change.unit: before.unit != after.unit,
        Change.kind: before.kind is not after.kind,
        Change.name: (before.name, before.episode) != (after.name, after.episode),
        Change.starts: before.starts != after.starts,
        Change.meeting: before.meeting != after.meeting,
        Change.call_times: any(_times(was[one]) != _times(now[one]) for one in both),
        Change.joined: bool(now.keys() - was.keys()),
        Change.left: bool(was.keys() - now.keys()),
        Change.parts: any(_as_what(was[one]) != _as_what(now[one]) for one in both),
        Change.flags_set: bool(set(after.flags) - set(before.flags)),
        Change.flags_taken: bool(set(before.flags) - set(after.flags)),
        Change.standby: before.standby != after.standby,
        Change.state: before.state is not after.state,
        Change.resolved: before.resolved != after.resolved,
    }
    return tuple(change for change in Change if found[change])


def revised(before: Occasion, after: Occasion, now: datetime) -> Occasion:
    """Give `after` as the next revision of `before`, with what was set just now noted; `before` if nothing differs.

    A flag that is set or taken makes a minor beside intimacy unresolved again.
    """
    found = changes(before, after)
    if not found:
        return before
    flags = Change.flags_set in found or Change.flags_taken in found
    intimate = any(flag in INTIMATE for flag in set(after.flags) - set(before.flags))
    known = _by_cast_id(before)
    return replace(
        after,
        calls=tuple(
            replace(one, added=known[one.cast_id].added if one.cast_id in known else now) for one in after.calls
        ),
        placed=now if Change.day in found or Change.unit in found else before.placed,
        flagged=now if intimate else before.flagged,
        resolved=after.resolved and not flags,
        revision=before.revision + 1,
        edition=before.edition + any(change in ANEW for change in found),
    )


def moved(occasion: Occasion, to: date, now: datetime) -> Occasion:
    """Give the occasion on another day: planned there, whatever it was before."""
    if occasion.day == to and occasion.state is not State.held:
        return occasion
    return revised(occasion, replace(occasion, day=to, state=State.planned, wrapped=None), now)


def day_moved(occasions: Iterable[Occasion], unit: str, on: date, to: date, now: datetime) -> tuple[Occasion, ...]:
    """Give all occasions, those of this unit's day on its new one; what is over or cancelled stays where it was."""
    return tuple(
        moved(one, to, now)
        if (one.unit, one.day) == (unit, on) and one.state in (State.planned, State.on_closed_set)
        else one
        for one in occasions
    )


def pushed(occasion: Occasion, by: timedelta, hours: Hours, now: datetime) -> Occasion:
    """Give the occasion with all its times so much later, or earlier, on the same shoot day.

    Raises `OverTheDay` if a time would leave the shoot day.
    """
    on = occasion.day
    if on is None:
        return occasion

    def push(at: time | None) -> time | None:
        return None if at is None else _pushed(on, at, by, hours)

    calls = tuple(replace(one, at=push(one.at), on_set=push(one.on_set)) for one in occasion.calls)
    after = replace(occasion, starts=push(occasion.starts), meeting=push(occasion.meeting), calls=calls)
    return revised(occasion, after, now)


def _pushed(on: date, at: time, by: timedelta, hours: Hours) -> time:
    later = (datetime.combine(on, at) + by).time()
    if abs(moment(hours, on, later) - moment(hours, on, at) - by) > SLACK:
        raise OverTheDay
    return later


MAY: dict[State, tuple[State, ...]] = {
    State.planned: (State.held, State.on_closed_set, State.wrapped, State.cancelled),
    State.held: (State.planned, State.cancelled),
    State.on_closed_set: (State.planned, State.wrapped),
    State.wrapped: (State.planned,),
    State.cancelled: (State.planned,),
}
"""From where to where. Back to `planned`: not wrapped after all, or on again."""


def brought_to(occasion: Occasion, state: State, now: datetime) -> Occasion:
    """Give the occasion in another state. Raises `NotPossible` if `MAY` doesn't say so; in the same one it stays."""
    if state is occasion.state:
        return occasion
    if state not in MAY[occasion.state]:
        raise NotPossible
    over = now if state is State.wrapped else None
    return revised(occasion, replace(occasion, state=state, wrapped=over), now)


def shot_again(occasion: Occasion, id_: str, on: date | None, now: datetime) -> Occasion:
    """Give a reshoot, pick-up or insert of it: a new occasion with its flags and cast, and nothing agreed yet."""
    return replace(
        occasion,
        id=id_,
        day=on,
        calls=tuple(replace(one, at=None, on_set=None, added=None) for one in occasion.calls),
        starts=None,
        meeting=None,
        standby=False,
        state=State.planned,
        resolved=False,
        placed=now,
        flagged=None,
        wrapped=None,
        revision=1,
        edition=1,
    )


def call_moved(ladder: Ladder, call: datetime) -> Ladder:
    """Give the ladder of a `before_scene` line whose occasion has another first call now.

    Whoever was asked keeps their time, unless the call is nearer; before one on another day a hold is offered anew.
    """
    turn = ladder.turn and replace(ladder.turn, due=min(ladder.turn.due, max(call, ladder.turn.ask_at)))
    is_later = ladder.call is None or call - ladder.call >= OFFERED_AGAIN
    offered = ladder.hold_offered and not is_later
    return replace(ladder, call=call, slot_due=None, turn=turn, hold_offered=offered, version=ladder.version + 1)


def _by_cast_id(occasion: Occasion) -> dict[str, Called]:
    return {one.cast_id: one for one in occasion.calls}


def _times(called: Called) -> tuple[time | None, time | None]:
    return called.at, called.on_set


def _as_what(called: Called) -> tuple[str, bool]:
    return called.part, called.child
