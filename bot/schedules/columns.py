"""Finds the heading row of a sheet and which column is which, by the names that schedules use for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bot.schedules.shape import Code, Fault, Faulty, Row


class Field(StrEnum):
    """What a column can be taken for. Of `day`, `ie`, `dn`, `location` and `crew_call` nothing is kept."""

    scene = "scene"
    episode = "episode"
    date = "date"
    day = "day"
    ie = "ie"
    dn = "dn"
    cast = "cast"
    call = "call"
    on_set = "on_set"
    crew_call = "crew_call"
    unit = "unit"
    location = "location"
    flags = "flags"
    standby = "standby"


ALIASES: Final[Mapping[Field, tuple[str, ...]]] = {
    Field.scene: ("scene #", "scene no", "scene number", "sc #", "scene", "scenes", "sc", "escena", "escenas", "esc"),
    Field.episode: ("episode", "ep", "ep #", "episodio"),
    Field.date: ("shoot date", "shooting date", "date", "fecha"),
    Field.day: ("day", "shoot day", "día"),
    Field.ie: ("i/e", "int/ext"),
    Field.dn: ("d/n", "day/night", "tod"),
    Field.cast: ("cast id", "cast ids", "cast #", "id list", "cast", "reparto", "elenco"),
    Field.call: ("call time", "call", "citación", "llamado"),
    Field.on_set: ("on set", "set call", "en set"),
    Field.crew_call: ("crew call", "unit call", "general call"),
    Field.unit: ("unit", "unidad"),
    Field.location: ("location", "set", "localización"),
    Field.flags: ("flags", "special", "notes", "comments", "notas"),
    Field.standby: ("standby", "weather cover"),
}
"""The names of each column, the surest first: of two columns that could be one, the surer name wins."""

_KNOWN: Final = frozenset(alias for aliases in ALIASES.values() for alias in aliases)
_PLAIN: Final = re.compile(r"[\s_]+")
_LOOKED_AT: Final = 30


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column is which: places counted from 0. Several may hold flags and notes."""

    row: int
    places: Mapping[Field, tuple[int, ...]]
    headings: tuple[tuple[str, str], ...] = field(repr=False)
    unused: tuple[int, ...] = ()

    def first(self, wanted: Field) -> int | None:
        """The place of a column, None if there is none."""
        return next(iter(self.places.get(wanted, ())), None)


def heading(cell: object) -> str:
    """Give a heading as it is compared: case, spaces and marks at its end don't count."""
    written = cell if isinstance(cell, str) else ""
    return _PLAIN.sub(" ", written).strip(" .:").casefold().replace("no.", "no")


def recognised(cells: Iterable[object]) -> int:
    """Give how many of these cells are headings that schedules use."""
    return len({name for cell in cells if (name := heading(cell)) in _KNOWN})


def find(rows: Sequence[Row], remembered: Mapping[str, str]) -> Columns:
    """Find the heading row among the first rows, and what each column is.

    `remembered`: fields and the headings that were taken for them last time; they win. Raises `Faulty`.
    """
    names = _names(remembered)
    best = max(rows[:_LOOKED_AT], key=lambda row: (_score(row, names), -row.number), default=None)
    if best is None or _score(best, names) < 2:
        raise Faulty(Fault(best.number if best else 0, 0, Code.no_header))
    return _columns(best, names)


def _names(remembered: Mapping[str, str]) -> dict[str, tuple[int, Field]]:
    """For each heading its field, and how sure it is: the lower, the surer."""
    names = {alias: (rank, kind) for kind, aliases in ALIASES.items() for rank, alias in enumerate(aliases)}
    own = {heading(written): (-1, Field(kind)) for kind, written in remembered.items() if kind in list(Field)}
    return names | own


def _score(row: Row, names: Mapping[str, tuple[int, Field]]) -> int:
    found = {names[name][1] for cell in row.cells if (name := heading(cell)) in names}
    return len(found) + (Field.scene in found)


def _columns(row: Row, names: Mapping[str, tuple[int, Field]]) -> Columns:
    found: dict[Field, list[tuple[int, int]]] = {}
    for place, cell in enumerate(row.cells):
        if (name := heading(cell)) in names:
            rank, kind = names[name]
            found.setdefault(kind, []).append((rank, place))
    if Field.scene not in found:
        raise Faulty(Fault(row.number, 0, Code.no_scene_column))
    places = {kind: _chosen(row, kind, ranked) for kind, ranked in found.items()}
    taken = {place for chosen in places.values() for place in chosen}
    headings = tuple((kind.value, heading(row.cells[chosen[0]])) for kind, chosen in places.items())
    unused = tuple(place + 1 for place, cell in enumerate(row.cells) if cell is not None and place not in taken)
    return Columns(row.number, places, headings, unused)


def _chosen(row: Row, kind: Field, ranked: list[tuple[int, int]]) -> tuple[int, ...]:
    if kind is Field.flags:
        return tuple(place for _, place in ranked)
    (rank, place), *others = sorted(ranked)
    if others and others[0][0] == rank:
        raise Faulty(Fault(row.number, others[0][1] + 1, Code.two_columns))
    return (place,)


def is_heading(row: Row, columns: Columns) -> bool:
    """Say whether a row repeats the headings, as each page of a printed schedule does."""
    names = dict(columns.headings)
    place = columns.first(Field.scene)
    return place is not None and place < len(row.cells) and heading(row.cells[place]) == names[Field.scene]
