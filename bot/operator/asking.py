"""The tables `[check_ins]` and `[prompts]`: when people and office are asked, where a production has its own way.

`[check_ins]` has lengths and times of day by the names of `Rules`' fields, and `call_sheet`; `[check_ins.nudity]` and
the like a flag's plan; `[prompts]` the names of `Times`' fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import time
from functools import partial
from typing import Any, Final

from bot.operator import spelling
from escalation.checkin_plans import USUAL, Plan, Rules, plan_of, rules_of
from escalation.occasions import Flag
from escalation.prompts import Times, times_of
from storage.productions import Asking

Pairs = Iterator[tuple[str, object]]
THEATRE: Final = "theatre"
SHEET: Final = "call_sheet"
NEVER: Final = "never"
"""`call_sheet = "never"`: only when somebody says that it is out."""
_FLAGS: Final = frozenset(flag.value for flag in Flag)
Wrong = tuple[tuple[str | int, ...], str]


def wrongs(check_ins: Mapping[str, Any], prompts: Mapping[str, Any]) -> Iterator[Wrong]:
    """Everything that is wrong in the two tables."""
    for name, written in check_ins.items():
        if name in _FLAGS:
            yield from _plan_wrongs(name, written)
        elif fault := _fault(name, partial(_rule_or_sheet, name, written)):
            yield ("check_ins", name), fault
    for name, written in prompts.items():
        if fault := _fault(name, partial(_time, name, written)):
            yield ("prompts", name), fault


def _plan_wrongs(name: str, written: object) -> Iterator[Wrong]:
    if not isinstance(written, dict):
        yield ("check_ins", name), f"is a flag: write its plan as a table, [check_ins.{name}]"
        return
    for setting, value in written.items():
        if fault := _fault(setting, partial(plan_of, Flag(name), {setting: value})):
            yield ("check_ins", name, setting), fault


def asking_of(check_ins: Mapping[str, Any], prompts: Mapping[str, Any], kind: str) -> Asking | None:
    """Give a production's own way; None where all is as usual for its kind."""
    rules = {name: _read(Rules(), name, one) for name, one in check_ins.items() if name not in (*_FLAGS, SHEET)}
    times = {"notice": kind != THEATRE} | {name: _read(Times(), name, one) for name, one in prompts.items()}
    plans = ((flag, plan_of(flag, check_ins[flag])) for flag in Flag if flag in check_ins)
    sheet = _sheet(check_ins[SHEET]) if SHEET in check_ins else Asking().sheet_at
    found = Asking(tuple(one for one in plans if one[1] != USUAL[one[0]]), rules_of(rules), times_of(times), sheet)
    return None if found == usual(kind) else found


def usual(kind: str) -> Asking:
    """Give what is usual: in a theatre there are no 48 hours' notice."""
    return Asking(times=Times(notice=kind != THEATRE))


def check_ins(own: Asking, kind: str) -> Pairs:
    """Give what differs of `[check_ins]`."""
    if own.sheet_at != usual(kind).sheet_at:
        yield SHEET, own.sheet_at or NEVER
    yield from _differing(own.rules, Rules())


def prompts(own: Asking, kind: str) -> Pairs:
    """Give what differs of `[prompts]`."""
    yield from _differing(own.times, usual(kind).times)


def plan(flag: Flag, own: Plan) -> Pairs:
    """Give what differs of a flag's plan; a moment that is left out has no parts."""
    usual_parts = {step.moment: step.parts for step in USUAL[flag].steps}
    parts = {step.moment: step.parts for step in own.steps}
    for moment in (*usual_parts, *(one for one in parts if one not in usual_parts)):
        if parts.get(moment, ()) != usual_parts.get(moment):
            yield moment, tuple(map(str, parts.get(moment, ()))) or []
    if own.sentences != USUAL[flag].sentences:
        yield "sentences", tuple(map(str, own.sentences)) or []


def _differing(own: Rules | Times, before: Rules | Times) -> Pairs:
    for field in fields(own):
        value = getattr(own, field.name)
        if value != getattr(before, field.name):
            yield field.name, value


def _rule_or_sheet(name: str, written: object) -> object:
    return _sheet(written) if name == SHEET else rules_of({name: _read(Rules(), name, written)})


def _time(name: str, written: object) -> Times:
    return times_of({name: _read(Times(), name, written)})


def _sheet(written: object) -> time | None:
    return None if written == NEVER else spelling.clock_time(written)


def _read(defaults: Rules | Times, name: str, written: object) -> object:
    """Read a setting as its usual value is written; an unknown one is said to be so by whoever takes it."""
    before = getattr(defaults, name, None) if name in {field.name for field in fields(defaults)} else None
    if before is None or isinstance(before, bool):
        return written
    return spelling.clock_time(written) if isinstance(before, time) else spelling.length(written)


def _fault(setting: str, read: Callable[[], object]) -> str:
    try:
        read()
    except ValueError as fault:
        return str(fault).removeprefix(f"{setting}: ")
    return ""
