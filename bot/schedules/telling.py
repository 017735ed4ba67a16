"""Says what a file would change, and what is wrong with it, as sentences. No text of the file but ids stands in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from itertools import groupby
from typing import Final

from bot.schedules.consequences import DryRun
from bot.schedules.outcomes import (
    Added,
    Altered,
    AskAgain,
    Blocked,
    Broken,
    Consequence,
    Flagged,
    Joins,
    Leaves,
    Moved,
    NeedsVisit,
    NotInFile,
    Retimed,
    Stays,
)
from bot.schedules.shape import Fault
from bot.text.catalog import Say

MOST: Final = 20
"""Sentences of one kind; after so many it is said how many more there are."""
_HOUR: Final = timedelta(hours=1)
_ORDER: Final = (
    Broken, Joins, Moved, Retimed, Altered, Leaves, Added, NotInFile, Stays, Flagged, Blocked, AskAgain, NeedsVisit,
)  # fmt: skip
"""What cannot wait stands first."""


def consequences(run: DryRun, say: Say) -> tuple[str, ...]:
    """Give every consequence as a sentence, and that nothing has been sent."""
    names = {one.id: one.name for one in run.schedule.occasions}
    ordered = sorted(run.consequences, key=_place)
    said: list[str] = []
    for _, same in groupby(ordered, key=_place):
        texts = [text for one in same for text in _said(one, names, say)]
        said += texts[:MOST]
        if len(texts) > MOST:
            said.append(say("schedule-more", count=len(texts) - MOST))
    return (*(said or [say("schedule-nothing-new")]), say("schedule-nothing-sent"))


def faults(found: Iterable[Fault], say: Say) -> tuple[str, ...]:
    """Give every fault with its row, and its column where it is one cell's."""
    return tuple(_fault(one, say) for one in found)


def _fault(one: Fault, say: Say) -> str:
    said = say(f"schedule-fault-{one.code.replace('_', '-')}")
    if one.row and one.column:
        return say("schedule-at-cell", row=one.row, column=one.column, fault=said)
    return say("schedule-at-row", row=one.row, fault=said) if one.row else said


def _place(one: Consequence) -> int:
    return _ORDER.index(type(one))


def _said(one: Consequence, names: Mapping[str, str], say: Say) -> Iterator[str]:
    match one:
        case NeedsVisit():
            yield say("schedule-needs-visit", cast=one.cast_id)
        case AskAgain():
            yield say("schedule-ask-again", cast=one.cast_id)
        case Joins() | Leaves() | Stays():
            yield _of_somebody(one, names[one.occasion], say)
        case Broken():
            for short in one.short:
                hours = max(0, short.left // _HOUR)
                yield say("schedule-broken", name=names[one.occasion], cast=short.cast_id, hours=hours)
        case Flagged():
            for each in one.suggestions:
                flag = say(f"schedule-flag-{each.flag.replace('_', '-')}")
                yield say("schedule-flagged", name=names[one.occasion], word=each.word, flag=flag)
        case _:
            yield _of_occasion(one, names[one.occasion], say)


def _of_somebody(one: Joins | Leaves | Stays, name: str, say: Say) -> str:
    if isinstance(one, Joins) and one.left is not None:
        return say("schedule-joins-in", cast=one.cast_id, name=name, hours=max(0, one.left // _HOUR))
    key = {Joins: "joins", Leaves: "leaves", Stays: "stays"}[type(one)]
    return say(f"schedule-{key}", cast=one.cast_id, name=name)


def _of_occasion(one: Added | Moved | Retimed | Altered | NotInFile | Blocked, name: str, say: Say) -> str:
    match one:
        case Added():
            day = _day(one.day, say)
            return say("schedule-added", name=name, day=day) if day else say("schedule-added-dayless", name=name)
        case Moved():
            return _changed(name, ("placed", "moved"), (_day(one.before, say), _day(one.after, say)), say)
        case Retimed():
            return _changed(name, ("timed", "retimed"), (_clock(one.before), _clock(one.after)), say)
        case Altered():
            what = ", ".join(say(f"schedule-change-{each.replace('_', '-')}") for each in one.what)
            return say("schedule-altered", name=name, what=what)
        case NotInFile() | Blocked():
            return say("schedule-not-in-file" if isinstance(one, NotInFile) else "schedule-blocked", name=name)


def _changed(name: str, keys: tuple[str, str], values: tuple[str, str], say: Say) -> str:
    """A file never takes a day or a time away, so there always is one afterwards."""
    (first, again), (before, after) = keys, values
    if not before:
        return say(f"schedule-{first}", name=name, after=after)
    return say(f"schedule-{again}", name=name, before=before, after=after)


def _day(on: date | None, say: Say) -> str:
    return say("day", day=on.day, month=say(f"month-{on.month}")) if on else ""


def _clock(at: time | None) -> str:
    return at.strftime("%H:%M") if at else ""
