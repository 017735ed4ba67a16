"""Plays a ladder through its due moments and writes down what was said, one line for each look.

Time is minutes after release, Tuesday 10:00 UTC, and readers are c (coordinator), b (backup), s (safety contact).
A line is such as "60 tell c silent, b at 60, next 120; ask b".
"""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from escalation.calendar import ALWAYS, EVERY_DAY, Duty, Hours, Span, Window
from escalation.concern import Moment, Urgency
from escalation.ladder import (
    Ask,
    AskAgain,
    CountCovered,
    EndReached,
    Ladder,
    Nudge,
    OfferHold,
    PromisePassed,
    RingAll,
    Skip,
    Step,
    TellClimbed,
    covered,
    decide,
    left_out,
    not_forgotten,
    recused,
    released,
    replied,
    unreachable,
)
from escalation.roster import Cover, Reader, Role

START = datetime(2026, 11, 24, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR, DAY = 60, 24 * 60
HOURS = Hours("UTC")
NEVER = Duty("UTC")
Act = Callable[[Ladder], Ladder]


def at(minute: float) -> datetime:
    return START + minute * MINUTE


def minute(when: datetime | None) -> str:
    return "never" if when is None else f"{(when - START) / MINUTE:g}"


def duty(start: int, end: int, weekdays: tuple[int, ...] = EVERY_DAY) -> Duty:
    return Duty("UTC", (Window(weekdays, Span(time(start), time(end))),))


def readers(*ids: str, duties: dict[str, Duty] | None = None) -> list[Reader]:
    return [Reader(each, (Role.coordinator,), duty=(duties or {}).get(each, ALWAYS)) for each in ids]


def ladder(
    urgency: Urgency,
    ids: str = "cbs",
    *,
    duties: dict[str, Duty] | None = None,
    covers: dict[str, int] | None = None,
    call: int | None = None,
    start: int = 0,
) -> Ladder:
    moment = Moment(at(start), HOURS, None if call is None else at(call))
    until = [Cover(reader, at(end)) for reader, end in (covers or {}).items()]
    return released(urgency, moment, readers(*ids, duties=duties), until)


def said(step: Step) -> str:
    """Write a step as a line a person can check."""
    match step:
        case Ask(reader, again, _):
            return f"ask {reader}{' again' if again else ''}"
        case TellClimbed(skipped, reader, asked_at, next_time):
            return f"tell {gone(skipped)}, {reader} at {minute(asked_at)}, next {minute(next_time)}"
        case EndReached(asked, skipped, again_at):
            return f"end {asked} ({gone(skipped)}), again {minute(again_at)}"
        case Nudge(reader, until, may_put_off):
            return f"nudge {reader} {minute(until)}{'' if may_put_off else ' last'}"
    return said_plainly(step)


def said_plainly(step: Step) -> str:
    match step:
        case RingAll(who, again):
            return f"ring {''.join(who)}{' again' if again else ''}"
        case AskAgain(who):
            return f"ask on {''.join(who)}"
        case CountCovered(who):
            return f"covered? {''.join(who)}"
        case PromisePassed(reader):
            return f"passed {reader}"
    return "hold?" if isinstance(step, OfferHold) else "outside help"


def gone(skipped: tuple[Skip, ...]) -> str:
    return " ".join(f"{skip.reader} {skip.why}" for skip in skipped)


def play(start: Ladder, until: float, acts: dict[int, Act] | None = None, first: float = 0) -> list[str]:
    """Look at every due moment up to a minute, do the acts in their minutes, and write down what was said."""
    lines, now, pending = [], at(first), dict(sorted((acts or {}).items()))
    while now <= at(until):
        for due in [due for due in pending if at(due) <= now]:
            start = pending.pop(due)(start)
        decision = decide(start, now)
        start = decision.ladder
        if decision.steps:
            lines.append(f"{minute(now)} {'; '.join(said(step) for step in decision.steps)}")
        ahead = [max(now, when) for when in [decision.next_at] if when]
        now = min([*ahead, *(at(due) for due in pending)], default=at(until + 1))
    return lines


SKIPPED: dict[str, Act] = {
    "recused": lambda it: recused(it, "c", at(20)),
    "left_out": lambda it: left_out(it, "c", at(20)),
    "unreachable": lambda it: unreachable(it, "c", at(20)),
    "covered": lambda it: covered(it, "c", Cover("c", at(61))),
}


EVENING = 11 * HOUR
"""21:00, outside shooting hours."""


def replies(reader: str) -> Act:
    return lambda it: replied(it, reader, at(0))


def put_off(when: int, until: int) -> Act:
    return lambda it: not_forgotten(it, "c", at(when), at(until))
