"""Decides which strip is which occasion, and what an occasion becomes by what its strip says.

An import takes nothing away: where a file says nothing, and where people set something by hand (flags, parts, children,
meetings), what stands stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from bot.schedules.ids import scene_id
from bot.schedules.shape import CallLine, Read, Strip
from escalation.occasions import Called, Kind, Occasion, Part, Schedule, State
from escalation.rescheduling import revised


@dataclass(frozen=True, slots=True)
class Now:
    """What stands today.

    `ticks`: when the paperwork of each occasion was ticked. `linked`: cast ids that have an account. `unit`: that of a
    strip that names none. `new_id` gives an occasion of the file its id: the same each time for the same episode, scene
    and number among the occasions of that scene.
    """

    schedule: Schedule
    ticks: Mapping[str, tuple[datetime, ...]]
    linked: frozenset[str] = field(repr=False)
    unit: str
    at: datetime
    new_id: Callable[[str, str, int], str] = field(repr=False)


# --- Which is which -----------------------------------------------------------------------------------------

Scene = tuple[str, str]
OF_SCENES: Final = (Kind.scene, Kind.performance)
"""The kinds that a schedule lists by scene; rehearsals and fittings are never taken for one."""


def matched(strips: Iterable[Strip], now: Now) -> Iterator[tuple[Strip, str]]:
    """Give each strip the id of its occasion: the same day first, then in the order of days, then a new one."""
    known: dict[Scene, list[Occasion]] = {}
    for one in now.schedule.occasions:
        if one.kind in OF_SCENES:
            known.setdefault((one.episode, scene_id(one.name)), []).append(one)
    of_scene: dict[Scene, list[Strip]] = {}
    for strip in strips:
        of_scene.setdefault((strip.episode, strip.id), []).append(strip)
    for scene, found in of_scene.items():
        yield from _paired(scene, sorted(found, key=_by_day), sorted(known.get(scene, ()), key=_by_day), now)


def _paired(scene: Scene, strips: list[Strip], known: list[Occasion], now: Now) -> Iterator[tuple[Strip, str]]:
    free = list(known)
    later = []
    for strip in strips:
        same = next((one for one in free if one.day == strip.day), None)
        if same:
            free.remove(same)
            yield strip, same.id
        else:
            later.append(strip)
    free = [one for one in free if one.state is not State.wrapped]
    taken = {one.id for one in known}
    numbers = (number for number in range(len(strips) + len(known)) if now.new_id(*scene, number) not in taken)
    for strip in later:
        yield strip, free.pop(0).id if free else now.new_id(*scene, next(numbers))


def _by_day(one: Strip | Occasion) -> date:
    return one.day or date.max


# --- What stands afterwards ---------------------------------------------------------------------------------


def made(id_: str, strip: Strip, now: Now) -> Occasion:
    """Give a new occasion: no flags, since a human sets them."""
    return Occasion(
        id_,
        strip.unit or now.unit,
        Kind.scene,
        strip.shown,
        strip.day,
        strip.starts,
        calls=tuple(Called(one.cast_id, at=one.at) for one in strip.calls),
        episode=strip.episode,
        standby=strip.standby,
        placed=now.at,
    )


def merged(known: Occasion, strip: Strip, at: datetime, read: Read) -> Occasion:
    """Give a known occasion as the file has it; where the file says nothing it stays as it is, and so does the past."""
    if known.state is State.wrapped:
        return known
    has_standby = "standby" in dict(read.columns)
    after = replace(
        known,
        unit=strip.unit or known.unit,
        day=strip.day or known.day,
        starts=strip.starts or known.starts,
        standby=strip.standby if has_standby else known.standby,
        calls=_calls(known.calls, strip.calls) if strip.calls else known.calls,
    )
    return revised(known, after, at)


def _calls(known: tuple[Called, ...], written: tuple[CallLine, ...]) -> tuple[Called, ...]:
    """Give who is in it: everybody of the file, and whoever has a part that only a human can have set."""
    lines = {one.cast_id.casefold(): one for one in written}
    kept = []
    for one in known:
        line = lines.pop(one.cast_id.casefold(), None)
        if line or one.part is not Part.performer or one.child:
            kept.append(replace(one, at=line.at or one.at) if line else one)
    return (*kept, *(Called(one.cast_id, at=one.at) for one in lines.values()))
