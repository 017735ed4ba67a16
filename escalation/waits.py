"""Decides how long a thing waits before it leaves, so that the minute says nothing about who wrote.

This is the one table of waits. The drawing has no argument but urgency, origin, the time left before a call, and
one roll of the dice: it cannot know who writes, to whom, what, or how much. It is drawn once, when the thing is
saved, and stored with the delivery. Every effect of a person's act that readers could see takes it too.

| what | wait |
|---|---|
| anything of a `now` line, or under [Talk now] | none |
| words from a check-in | 0-5 min, never more than a quarter of the time left to the call |
| `before_scene` | 0 to a quarter of the time left, 30 min at most, none in the last hour |
| everything else | 0-30 min in shooting hours, 2-10 min outside |

A `before_scene` line whose call time nobody knows waits 0-5 min.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from escalation.concern import Urgency

NONE = timedelta(0)
SHORT = timedelta(minutes=5)
"""The longest wait where the same minute is everybody's: a check-in."""
LONG = timedelta(minutes=30)
"""The longest wait in shooting hours."""
QUIET = (timedelta(minutes=2), timedelta(minutes=10))
"""Shortest and longest wait outside shooting hours."""
LAST_HOUR = timedelta(hours=1)
"""From here on to a call, nothing that is about it waits."""
AFTER_WRAP = timedelta(minutes=20)
"""How long after wrap the last of what waits for it leaves."""


class Origin(StrEnum):
    """Where the thing that is to leave comes from; in or outside the unit's shooting hours."""

    concern_in_hours = "concern_in_hours"
    concern_outside_hours = "concern_outside_hours"
    check_in = "check_in"
    answer_in_hours = "answer_in_hours"
    answer_outside_hours = "answer_outside_hours"
    effect_in_hours = "effect_in_hours"
    effect_outside_hours = "effect_outside_hours"
    talk_now = "talk_now"


OUTSIDE_HOURS = (Origin.concern_outside_hours, Origin.answer_outside_hours, Origin.effect_outside_hours)
"""The origins that lie outside shooting hours."""


def concern_origin(*, in_hours: bool) -> Origin:
    """Name the origin of a person's words that come from no check-in."""
    return Origin.concern_in_hours if in_hours else Origin.concern_outside_hours


def answer_origin(*, in_hours: bool) -> Origin:
    """Name the origin of a reader's answer on its way to the person."""
    return Origin.answer_in_hours if in_hours else Origin.answer_outside_hours


def effect_origin(*, in_hours: bool) -> Origin:
    """Name the origin of what readers could see of a person's act: withdrawing, closing, a card's edit."""
    return Origin.effect_in_hours if in_hours else Origin.effect_outside_hours


def shortest(urgency: Urgency, origin: Origin, left: timedelta | None) -> timedelta:
    """Give the least that such a thing waits; `left` is the time to the call, None where there is no call."""
    return _bounds(urgency, origin, left)[0]


def longest(urgency: Urgency, origin: Origin, left: timedelta | None) -> timedelta:
    """Give the most that such a thing waits; `left` is the time to the call, None where there is no call."""
    return _bounds(urgency, origin, left)[1]


def wait(urgency: Urgency, origin: Origin, left: timedelta | None, roll: float) -> timedelta:
    """Give the wait for this roll, uniform between `shortest` and `longest`.

    Raises `ValueError` unless the roll is in [0, 1).
    """
    least, most = _bounds(urgency, origin, left)
    return least + _part(most - least, roll)


def after_wrap(wrap: datetime, roll: float) -> datetime:
    """Give the moment at which a thing kept for [After wrap today] leaves: wrap and up to 20 minutes.

    Raises `ValueError` unless the roll is in [0, 1).
    """
    return wrap + _part(AFTER_WRAP, roll)


def _part(whole: timedelta, roll: float) -> timedelta:
    if not 0 <= roll < 1:
        raise ValueError("a roll is at least 0 and less than 1")
    return timedelta(milliseconds=whole * roll // timedelta(milliseconds=1))


def _bounds(urgency: Urgency, origin: Origin, left: timedelta | None) -> tuple[timedelta, timedelta]:
    if urgency is Urgency.now or origin is Origin.talk_now:
        return NONE, NONE
    if origin is Origin.check_in:
        return NONE, _before_call(left, SHORT) if urgency is Urgency.before_scene else SHORT
    if urgency is Urgency.before_scene:
        return NONE, _before_scene(left)
    return QUIET if origin in OUTSIDE_HOURS else (NONE, LONG)


def _before_scene(left: timedelta | None) -> timedelta:
    if left is None:
        return SHORT
    return NONE if left <= LAST_HOUR else _before_call(left, LONG)


def _before_call(left: timedelta | None, most: timedelta) -> timedelta:
    return most if left is None else min(most, max(left, NONE) / 4)
