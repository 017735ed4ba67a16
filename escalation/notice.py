"""Decides whether each person in an intimate occasion had their 48 hours, by the schedule alone.

Notice runs from the time at which somebody ticked that the paperwork was sent. A tick counts for whoever was in it by
then, and for the flags that it had by then. Broken is: less than 48 hours from the tick to the person's call; or no
tick that counts, and the call is less than 48 hours away. A small pull of a call therefore breaks nothing.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from escalation.call_times import Dated, call
from escalation.occasions import CAST, Called, State, is_intimate, is_on

NEEDED = timedelta(hours=48)
"""The least notice before a call, and the rider with it (SAG-AFTRA, television and theatrical agreements)."""


class Why(StrEnum):
    """Why notice is short."""

    person_added = "person_added"
    flag_added = "flag_added"
    moved = "moved"
    never_ticked = "never_ticked"
    ticked_late = "ticked_late"


@dataclass(frozen=True, slots=True)
class Short:
    """Notice is broken for one person. `left`: from now to their call; `given`: from the tick to it, None without one.

    `since`: when what broke it happened, None where nobody did anything.
    """

    cast_id: str = field(repr=False)
    why: Why
    call: datetime
    left: timedelta
    given: timedelta | None = None
    since: datetime | None = None


def counts_from(dated: Dated, called: Called, ticks: Iterable[datetime]) -> datetime | None:
    """Give the first tick that counts for this person; None if there is none."""
    known = [at for at in (called.added, dated.occasion.flagged) if at]
    return min((tick for tick in ticks if all(tick >= at for at in known)), default=None)


def short(dated: Dated, ticks: Collection[datetime], now: datetime) -> tuple[Short, ...]:
    """Give everybody of the cast for whom notice is broken; nobody once it has begun, or if it isn't intimate."""
    occasion = dated.occasion
    if not is_intimate(occasion) or not is_on(occasion) or occasion.state is not State.planned:
        return ()
    found = (_short(dated, called, ticks, now) for called in occasion.calls if called.part in CAST)
    return tuple(one for one in found if one)


def _short(dated: Dated, called: Called, ticks: Collection[datetime], now: datetime) -> Short | None:
    at = call(dated, called)
    if at <= now:
        return None
    tick = counts_from(dated, called, ticks)
    if tick is None:
        if at - now >= NEEDED:
            return None
        why, since = _why_unticked(dated, called, at)
        return Short(called.cast_id, why, at, at - now, None, since)
    if at - tick >= NEEDED:
        return None
    pulled = dated.occasion.placed and dated.occasion.placed > tick
    why, since = (Why.moved, dated.occasion.placed) if pulled else (Why.ticked_late, tick)
    return Short(called.cast_id, why, at, at - now, at - tick, since)


def _why_unticked(dated: Dated, called: Called, at: datetime) -> tuple[Why, datetime | None]:
    """Give the last of what happened inside the 48 hours."""
    happened = {
        Why.person_added: called.added,
        Why.flag_added: dated.occasion.flagged,
        Why.moved: dated.occasion.placed,
    }
    inside = [(when, why) for why, when in happened.items() if when and at - when < NEEDED]
    if not inside:
        return Why.never_ticked, None
    when, why = max(inside)
    return why, when


def raised(before: Iterable[Short], after: Iterable[Short]) -> tuple[Short, ...]:
    """Give for whom notice is broken that wasn't before: what readers and office are told, once."""
    known = {one.cast_id for one in before}
    return tuple(one for one in after if one.cast_id not in known)
