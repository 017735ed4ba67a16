"""What no shape can say: things named twice, channels that are one, ladders that don't rise.

Looks at the text's plain values, so that it finds everything even where other keys are wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from bot.operator import asking, spelling
from bot.operator.line_index import Path
from escalation import policy
from escalation.concern import Urgency

Wrong = tuple[Path, str]
_PEOPLE: Final = ("readers", "office", "people")
LADDERS: Final = tuple(one for one in Urgency if one is not Urgency.record)
"""The urgencies whose waiting times a production may change."""


def wrongs(raw: Mapping[str, Any], line_of: Callable[[Path], int]) -> Iterator[Wrong]:
    """Everything that is wrong between the tables; each says the line of what it clashes with."""
    for things, what in _things(raw):
        yield from _twice(things, what, line_of)
    yield from _channels(raw)
    yield from _days_twice(raw, line_of)
    yield from _one_day(raw)
    yield from _ladders(_table(raw.get("ladder")))
    yield from asking.wrongs(_table(raw.get("check_ins")), _table(raw.get("prompts")))


def _things(raw: Mapping[str, Any]) -> Iterator[tuple[list[tuple[Path, object]], str]]:
    people = [((kind, key), one) for kind in _PEOPLE for key, one in _tables(raw, kind)]
    yield [((kind, key), key) for (kind, key), _ in people], "this short name"
    yield [((*path, "account"), _account(one.get("account"))) for path, one in people], "this account"
    readers = {_folded(one.get("name")) for path, one in people if path[0] == "readers"} - {None}
    named = [((*path, "name"), _folded(one.get("name"))) for path, one in people]
    yield [(path, name) for path, name in named if name in readers], "a reader's name"
    yield [(("units", key, "name"), _folded(one.get("name"))) for key, one in _tables(raw, "units")], "this name"
    yield list(_cast_ids(raw)), "this cast id"
    yield [(("occasions", key), _occasion(one)) for key, one in _tables(raw, "occasions")], "this occasion"
    for key, one in _tables(raw, "occasions"):
        yield list(_called(key, one)), "this cast id"


def _cast_ids(raw: Mapping[str, Any]) -> Iterator[tuple[Path, object]]:
    for key, one in _tables(raw, "people"):
        for at, cast in enumerate(_list(one.get("cast_ids"))):
            yield ("people", key, "cast_ids", at), _folded(cast)


def _called(key: str, one: Mapping[str, Any]) -> Iterator[tuple[Path, object]]:
    for at, call in enumerate(_list(one.get("calls"))):
        if _table(call).get("part") != "background":  # a crowd shares an id
            yield ("occasions", key, "calls", at, "cast"), _folded(_table(call).get("cast"))


def _twice(things: list[tuple[Path, object]], what: str, line_of: Callable[[Path], int]) -> Iterator[Wrong]:
    seen: dict[object, Path] = {}
    for path, thing in things:
        if thing is None:
            continue
        if thing in seen:
            yield path, f"{what} stands on line {line_of(seen[thing])} already"
        seen.setdefault(thing, path)


def _occasion(one: Mapping[str, Any]) -> object:
    parts = tuple(str(one.get(name, "")) for name in ("unit", "kind", "name", "episode", "day"))
    return parts if one.get("name") else None


def _account(one: object) -> object:
    parts = tuple(_table(one).get(name) for name in ("platform", "workspace", "user"))
    return parts if all(isinstance(part, str) for part in parts) else None


def _channels(raw: Mapping[str, Any]) -> Iterator[Wrong]:
    production = _table(raw.get("production"))
    readers, office = _table(production.get("readers_channel")), _table(production.get("office_channel"))
    if readers and readers == office:
        yield ("production", "office_channel"), "is the readers' channel: the office would see the readers' cards"
    door = _table(production.get("door_channel"))
    if door and door in (readers, office):
        yield ("production", "door_channel"), "is the readers' or the office's channel: take one that everybody is in"
    if door.get("platform") == "local":
        yield ("production", "door_channel"), "lies on the local set, which has no channel that everybody is in"


def _each_days(raw: Mapping[str, Any]) -> Iterator[tuple[Path, list[Any]]]:
    for kind in ("units", "readers"):
        for key, one in _tables(raw, kind):
            yield (kind, key, "days"), _list(one.get("days"))


def _days_twice(raw: Mapping[str, Any], line_of: Callable[[Path], int]) -> Iterator[Wrong]:
    for path, days in _each_days(raw):
        off = [((*path, at, "on"), _table(day).get("on")) for at, day in enumerate(days)]
        yield from _twice([(way, str(on) if on else None) for way, on in off], "this date", line_of)


def _one_day(raw: Mapping[str, Any]) -> Iterator[Wrong]:
    for path, days in _each_days(raw):
        for at, day in enumerate(days):
            if (_table(day).get("off") is True) is ("hours" in _table(day)):
                yield (*path, at), "says either off = true or its hours"


def _ladders(ladders: Mapping[str, Any]) -> Iterator[Wrong]:
    for name, settings in ladders.items():
        if name not in LADDERS:
            yield ("ladder", name), f"is no ladder: write one of {', '.join(LADDERS)}"
            continue
        for setting, written in _table(settings).items():
            why = _override_fault(Urgency(name), setting, written)
            if why:
                yield ("ladder", name, setting), why


def _override_fault(urgency: Urgency, setting: str, written: object) -> str:
    try:
        policy.policy(urgency, {setting: override(setting, written)})
    except ValueError as fault:
        return str(fault).removeprefix(f"{setting}: ")
    return ""


def override(setting: str, written: object) -> int | timedelta | tuple[timedelta, ...]:
    """One setting of a ladder, read from how the file writes it. Raises ValueError with a sentence."""
    if setting == "not_forgotten":
        if not isinstance(written, int):
            raise ValueError("a whole number, 0 or more")
        return written
    if setting == "offsets":
        return tuple(spelling.length(one) for one in _list(written))
    return spelling.length(written)


def _table(one: object) -> Mapping[str, Any]:
    return one if isinstance(one, dict) else {}


def _tables(raw: Mapping[str, Any], name: str) -> list[tuple[str, Mapping[str, Any]]]:
    return [(key, _table(one)) for key, one in _table(raw.get(name)).items()]


def _list(one: object) -> list[Any]:
    return one if isinstance(one, list) else []


def _folded(one: object) -> str | None:
    return " ".join(one.split()).casefold() if isinstance(one, str) and one.strip() else None
