"""Decides what a schedule would change: a dry run, as values, by comparing what was read with today's occasions.

Nothing is sent by an import; what a file no longer has stays until a human holds or cancels it; flags are suggested and
never set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.schedules.ids import scene_id
from bot.schedules.matching import OF_SCENES, Now, made, matched, merged
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
from bot.schedules.shape import Read, Strip
from escalation.call_times import Dated, dated, first_call
from escalation.notice import raised, short
from escalation.occasions import CAST, Occasion, Schedule, State, is_blocked
from escalation.rescheduling import Change, changes


@dataclass(frozen=True, slots=True)
class DryRun:
    """What would stand, and what that would mean. `changed`: new occasions and those that differ, and no others."""

    schedule: Schedule
    changed: tuple[Occasion, ...]
    consequences: tuple[Consequence, ...]


def dry_run(read: Read, now: Now) -> DryRun:
    """Compare a file with today. The same file again has no consequences but what a human still has to decide."""
    before = {one.id: one for one in now.schedule.occasions}
    pairs = [*matched(read.strips, now)]
    after = dict(before)
    for strip, id_ in pairs:
        known = before.get(id_)
        after[id_] = merged(known, strip, now.at, read) if known else made(id_, strip, now)
    schedule = replace(now.schedule, occasions=tuple(after.values()))
    changed = tuple(one for one in after.values() if before.get(one.id) != one)
    ids = frozenset(id_ for _, id_ in pairs)
    found = (
        *_of_occasions(now, schedule),
        *_not_in_file(read, now, ids),
        *_flagged(pairs, after),
        *_of_people(now, after),
    )
    return DryRun(schedule, changed, found)


def _of_occasions(now: Now, schedule: Schedule) -> Iterator[Consequence]:
    before = {one.id: one for one in now.schedule.occasions}
    was = {one.occasion.id: one for one in dated(now.schedule)}
    will_be = {one.occasion.id: one for one in dated(schedule)}
    for one in schedule.occasions:
        known = before.get(one.id)
        if known == one:
            continue
        if known is None:
            yield Added(one.id, one.day)
        else:
            yield from _changed(known, one, will_be.get(one.id), now.at)
        yield from _notice(one, was.get(one.id), will_be.get(one.id), now)


def _changed(known: Occasion, one: Occasion, dated: Dated | None, at: datetime) -> Iterator[Consequence]:
    found = changes(known, one)
    if Change.day in found:
        yield Moved(one.id, known.day, one.day)
    if Change.starts in found:
        yield Retimed(one.id, known.starts, one.starts)
    were, are = ({called.cast_id for called in each.calls} for each in (known, one))
    left = first_call(dated) - at if dated else None
    yield from (Joins(one.id, cast_id, left) for cast_id in sorted(are - were))
    yield from (Leaves(one.id, cast_id) for cast_id in sorted(were - are))
    others = tuple(each for each in found if each in _OTHERS)
    if others:
        yield Altered(one.id, others)


_OTHERS: Final = (Change.unit, Change.call_times, Change.standby)


def _notice(one: Occasion, was: Dated | None, will_be: Dated | None, now: Now) -> Iterator[Consequence]:
    ticks = now.ticks.get(one.id, ())
    before = short(was, ticks, now.at) if was else ()
    if found := raised(before, short(will_be, ticks, now.at) if will_be else ()):
        yield Broken(one.id, found)


def _not_in_file(read: Read, now: Now, ids: frozenset[str]) -> Iterator[Consequence]:
    days = {(strip.unit or now.unit, strip.day) for strip in read.strips if strip.day}
    for one in now.schedule.occasions:
        scene = one.episode, scene_id(one.name)
        planned = one.state is State.planned and one.kind in OF_SCENES
        if planned and one.id not in ids and (one.unit, one.day) in days and scene not in read.left_out:
            yield NotInFile(one.id)


def _flagged(pairs: Iterable[tuple[Strip, str]], after: Mapping[str, Occasion]) -> Iterator[Consequence]:
    for strip, id_ in pairs:
        one = after[id_]
        if found := tuple(each for each in strip.suggestions if each.flag not in one.flags):
            yield Flagged(id_, found)
            flags = (*one.flags, *(each.flag for each in found))
            if is_blocked(replace(one, flags=flags, resolved=False)) and not is_blocked(one):
                yield Blocked(id_)
        written = {each.cast_id.casefold() for each in strip.calls}
        if written and one.state is not State.wrapped:
            by_hand = (each for each in one.calls if each.part in CAST and each.cast_id.casefold() not in written)
            yield from (Stays(id_, each.cast_id) for each in by_hand)


def _of_people(now: Now, after: Mapping[str, Occasion]) -> Iterator[Consequence]:
    """Cast ids that are new, by whether somebody is linked to them."""
    known = _ids(now.schedule.occasions)
    linked = {one.casefold() for one in now.linked}
    for folded, cast_id in sorted(_ids(after.values()).items()):
        if folded not in known:
            yield AskAgain(cast_id) if folded in linked else NeedsVisit(cast_id)


def _ids(occasions: Iterable[Occasion]) -> dict[str, str]:
    return {one.cast_id.casefold(): one.cast_id for each in occasions for one in each.calls if one.part in CAST}
