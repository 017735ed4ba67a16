"""Writes a production as its file again, in one fixed order, so that two of them can be compared line by line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, time, timedelta
from typing import Final

from bot.operator import asking, spelling
from bot.operator.checking import LADDERS
from bot.operator.state import State
from escalation.calendar import EVERY_DAY, Duty, ShootDay, Span
from escalation.concern import Urgency
from escalation.occasions import Occasion
from escalation.policy import USUAL, Policy
from escalation.roster import Role
from storage.people import Person, Reading
from storage.productions import Book, Channel, Outside, Unit

_NOT_IN_KEYS: Final = re.compile(r"[^A-Za-z0-9_-]+")
_EMPTY: Final = (None, "", ())
_USUAL_LINES: Final = "# Waiting times. A line that begins with # is the usual time, there to be read only."
_ONLY_FOR: Final = {
    "repeat": Urgency.now,
    "outside_help": Urgency.now,
    "scene_least": Urgency.before_scene,
    "scene_most": Urgency.before_scene,
    "hold": Urgency.before_scene,
}


@dataclass(frozen=True, slots=True)
class Names:
    """The short names under which the file speaks of units and people, by their ids."""

    units: Mapping[str, str]
    people: Mapping[str, str]


def text_of(state: State) -> str:
    """The whole file."""
    names = _names(state)
    people = [one for one in state.roster.people if one.id in names.people]
    readers = [one for one in people if one.reading]
    office = [one for one in people if not one.reading and Role.office in one.roles]
    others = [one for one in people if one not in readers and one not in office]
    blocks = [
        f"revision = {state.book.revision}",
        _table("production", _production(state.book)),
        _USUAL_LINES,
        *(_ladder(urgency, state.book.policy(urgency) or USUAL[urgency]) for urgency in LADDERS),
        *_asking(state.book),
        *(_table("outside", _outside(one), several=True) for one in state.book.outside),
        *(_table(f"units.{names.units[one.id]}", _unit(one, names)) for one in state.units),
        *(_table(f"readers.{names.people[one.id]}", _reader(one, names)) for one in readers),
        *(_table(f"office.{names.people[one.id]}", _member(one, names)) for one in office),
        *(_table(f"people.{names.people[one.id]}", _crew(one, names)) for one in others),
        *(_table(f"occasions.{one.key}", _occasion(one, names)) for one in state.occasions),
    ]
    return "\n\n".join(blocks) + "\n"


def _names(state: State) -> Names:
    """The keys of old; whoever has none, and stands in the file all the same, gets one made of their name."""
    named = [one for one in state.roster.people if one.key or one.reading or Role.office in one.roles]
    units = _keys((one.id, one.key, one.name) for one in state.units)
    return Names(units, _keys((one.id, one.key, one.name) for one in named))


def _keys(things: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """A key for each id; those that had theirs keep it."""
    given: dict[str, str] = {}
    for thing, key, name in sorted(things, key=lambda one: not one[1]):
        made = key or _NOT_IN_KEYS.sub("-", name.lower()).strip("-")[:30] or "nameless"
        while not key and made in given.values():
            made += "-2"
        given[thing] = made
    return given


def _production(book: Book) -> Iterator[tuple[str, object]]:
    yield "name", book.name
    yield "kind", book.kind
    yield "runner", book.runner
    yield "timezone", book.zone
    yield "locale", book.language
    yield "country", book.country
    yield "crew", book.crew
    yield "wraps", book.wraps
    yield "rounds", book.rounds
    yield "readers_channel", _channel(book.readers_channel)
    yield "office_channel", _channel(book.office_channel)
    yield "door_channel", _channel(book.door.channel) if book.door else None


def _channel(channel: Channel) -> dict[str, object]:
    return {"platform": channel.platform, "workspace": channel.workspace, "channel": channel.channel}


def _ladder(urgency: Urgency, policy: Policy) -> str:
    """Every waiting time that counts there; what is as usual stands behind a #, so that it goes on being as usual."""
    lines, own = list[str](), False
    for field in fields(Policy):
        value, usual = getattr(policy, field.name), getattr(USUAL[urgency], field.name)
        own = own or value != usual
        if value != usual:
            lines.append(f"{field.name} = {_value(value)}")
        elif value not in _EMPTY and _ONLY_FOR.get(field.name, urgency) is urgency:
            lines.append(f"# {field.name} = {_value(value)}")
    return "\n".join([f"[ladder.{urgency}]" if own else f"# [ladder.{urgency}]", *lines])


def _asking(book: Book) -> Iterator[str]:
    """What of check-ins and prompts differs from the usual."""
    own = book.asking or asking.usual(book.kind)
    tables = [("check_ins", asking.check_ins(own, book.kind)), ("prompts", asking.prompts(own, book.kind))]
    tables += [(f"check_ins.{flag}", asking.plan(flag, plan)) for flag, plan in own.plans]
    for name, pairs in tables:
        if found := tuple(pairs):
            yield _table(name, found)


def _outside(one: Outside) -> Iterator[tuple[str, object]]:
    yield "name", one.name
    yield "reach", one.reach
    yield "hours", one.hours
    yield "languages", one.languages
    if one.for_minors:
        yield "for_minors", True


def _unit(unit: Unit, names: Names) -> Iterator[tuple[str, object]]:
    yield "name", unit.name
    yield "place", unit.place
    yield "emergency", unit.emergency
    yield "medic", unit.medic
    yield "timezone", unit.hours.zone
    yield "hours", unit.hours.usual
    yield "weekdays", _weekdays(unit.hours.weekdays)
    yield "lunch", unit.lunch
    yield "readers", tuple(names.people[one] for one in unit.readers if one in names.people)
    yield "days", _days(unit.hours.days)


def _reader(person: Person, names: Names) -> Iterator[tuple[str, object]]:
    reading = person.reading
    if reading is None:
        return
    yield "name", person.name
    yield "roles", person.roles
    yield "introduction", reading.introduction
    yield "languages", reading.languages
    yield "units", _of(names.units, person.units)
    yield "on_set", reading.on_set
    yield "phone", reading.by_phone
    yield "ring_url", reading.ring_url
    yield "knows", reading.knows
    yield "account", _account(person)
    yield from _duty(reading)


def _duty(reading: Reading) -> Iterator[tuple[str, object]]:
    duty: Duty = reading.duty
    yield "timezone", duty.zone
    yield "duty", tuple({"weekdays": _weekdays(one.weekdays), "hours": one.span} for one in duty.windows)
    yield "days", _days(duty.days)


def _member(person: Person, names: Names) -> Iterator[tuple[str, object]]:
    yield "name", person.name
    yield "units", _of(names.units, person.units)
    yield "account", _account(person)


def _crew(person: Person, names: Names) -> Iterator[tuple[str, object]]:
    yield "name", person.name
    yield "roles", person.roles
    yield "cast_ids", person.cast_ids
    yield "units", _of(names.units, person.units)
    yield "account", _account(person)


def _account(person: Person) -> dict[str, object]:
    return {"platform": person.platform, "workspace": person.workspace, "user": person.user}


def _occasion(one: Occasion, names: Names) -> Iterator[tuple[str, object]]:
    yield "name", one.name
    yield "kind", one.kind
    yield "unit", names.units.get(one.unit)
    yield "day", one.day
    yield "starts", one.starts
    yield "episode", one.episode
    yield "flags", one.flags
    yield "standby", one.standby
    yield "calls", tuple({"cast": call.cast_id, "at": call.at, "part": call.part} for call in one.calls)


def _of(names: Mapping[str, str], ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(names[one] for one in ids if one in names)


def _weekdays(days: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(spelling.WEEKDAYS[day] for day in days or EVERY_DAY)


def _days(days: tuple[ShootDay, ...]) -> tuple[dict[str, object], ...]:
    return tuple({"on": one.on, "hours": one.span} if one.span else {"on": one.on, "off": True} for one in days)


def _table(header: str, pairs: Iterable[tuple[str, object]], *, several: bool = False) -> str:
    lines = [f"{name} = {_value(value)}" for name, value in pairs if value not in _EMPTY]
    return "\n".join([f"[[{header}]]" if several else f"[{header}]", *lines])


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case tuple() | list():
            return _list(tuple(value))
        case dict():
            return "{ " + ", ".join(f"{name} = {_value(one)}" for name, one in value.items() if one is not None) + " }"
        case _:
            return _quoted(value)


def _quoted(value: object) -> str:
    match value:
        case time():
            said = f"{value:%H:%M}"
        case Span():
            said = spelling.hours_text(value)
        case timedelta():
            said = spelling.length_text(value)
        case _:
            said = str(value)
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(values: tuple[object, ...]) -> str:
    if values and isinstance(values[0], dict):
        return "[\n" + "".join(f"    {_value(one)},\n" for one in values) + "]"
    return "[" + ", ".join(_value(one) for one in values) + "]"
