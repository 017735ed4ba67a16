"""Puts the rows of one scene on one day together: one strip each, whatever number of rows it had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.schedules.rows import Line
from bot.schedules.shape import CallLine, Code, Fault, Strip

Key = tuple[str, str, date | None]
Scene = tuple[str, str]
"""Episode and id."""


def strips(read: Iterable[Line]) -> tuple[tuple[Strip, ...], tuple[Fault, ...], frozenset[Scene]]:
    """Give the strips in the order of the file, all faults, and the scenes that are left out because of one.

    A scene with one row that can't be read is left out whole: half of its cast would look like a change of cast.
    """
    found: dict[Key, Strip] = {}
    faults: list[Fault] = []
    left_out: set[Scene] = set()
    for line in read:
        wrong = list(line.faults)
        for known, shown in line.scenes:
            strip = _of(line, known, shown)
            key = (strip.episode, strip.id, strip.day)
            if not wrong and key in found and _clash(found[key], strip):
                wrong.append(Fault(line.row, 0, Code.calls_disagree))
            if wrong:
                left_out.add((strip.episode, strip.id))
            else:
                found[key] = _together(found[key], strip) if key in found else strip
        faults.extend(wrong)
    kept = tuple(strip for strip in found.values() if (strip.episode, strip.id) not in left_out)
    return kept, tuple(sorted(set(faults))), frozenset(left_out)


def _of(line: Line, known: str, shown: str) -> Strip:
    calls = tuple(CallLine(one, line.call) for one in line.cast)
    return Strip(
        line.row, known, shown, line.unit, line.episode, line.day, line.on_set, calls, line.standby, line.suggestions
    )


def _clash(one: Strip, other: Strip) -> bool:
    """Say whether two rows give one person two calls, or the scene two units or on-set times."""
    times = {call.cast_id.casefold(): call.at for call in one.calls if call.at}
    return (
        any(call.at and times.get(call.cast_id.casefold(), call.at) != call.at for call in other.calls)
        or bool(one.starts and other.starts and one.starts != other.starts)
        or bool(one.unit and other.unit and one.unit != other.unit)
    )


def _together(one: Strip, other: Strip) -> Strip:
    calls = {call.cast_id.casefold(): call for call in one.calls}
    for call in other.calls:
        known = calls.get(call.cast_id.casefold())
        if known is None or known.at is None:
            calls[call.cast_id.casefold()] = call
    suggested = {each.flag: each for each in (*other.suggestions, *one.suggestions)}
    return replace(
        one,
        unit=one.unit or other.unit,
        starts=one.starts or other.starts,
        calls=tuple(calls.values()),
        standby=one.standby or other.standby,
        suggestions=tuple(suggested[flag] for flag in sorted(suggested)),
    )
