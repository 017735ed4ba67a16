"""What is wrong with a production's file: each fault with its line, in a plain sentence."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.operator.line_index import Path
from bot.operator.shapes import ProductionFile


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault. `where` is the dotted way to it, empty for the file as a whole."""

    line: int
    where: str
    why: str

    def __str__(self) -> str:
        """`line 14: units.main.emergency: is missing ...`."""
        return f"line {self.line}: {self.where}: {self.why}" if self.where else f"line {self.line}: {self.why}"


class Faulty(Exception):
    """The file can't be used. `faults` are all of them, by line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(sorted(set(faults)))


def dotted(path: Path) -> str:
    """A path as people read it: `units.main.days[2].hours`, the first of a list being 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


_MUST_BE: Final = {
    "string_type": "must be text in quotes",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number without quotes",
    "tuple_type": "must be a list in square brackets",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
}


def sentence(error: ErrorDetails) -> str:
    """Say one of pydantic's faults in plain words; the value at fault is not repeated."""
    kind, limits, path = error["type"], error.get("ctx", {}), _path(error)
    said = {
        "value_error": lambda: str(limits["error"]),
        "missing": lambda: f"is missing{_explained(path, ': ')}",
        "extra_forbidden": lambda: f"there is no such setting{_meant(path)}",
        "too_short": lambda: f"is empty{_explained(path, ': it needs ')}",
        "too_long": lambda: f"is too long: {limits['max_length']} at most",
        "string_too_long": lambda: f"is too long: {limits['max_length']} at most",
        "greater_than_equal": lambda: f"must be {limits['ge']} or more",
        "less_than_equal": lambda: f"must be {limits['le']} or less",
        "string_pattern_mismatch": lambda: f"is not written like that{_explained(path, ': ')}",
    }
    return said[kind]() if kind in said else _MUST_BE.get(kind, "is not written like that")


def _path(error: ErrorDetails) -> Path:
    return tuple(part for part in error["loc"] if part != "[key]")


def place_of(error: ErrorDetails) -> Path:
    """The way to what one of pydantic's faults is about."""
    return _path(error)


def _explained(path: Path, before: str) -> str:
    *way, name = path
    field = _fields_at(tuple(way)).get(str(name))
    what = field.description if field else None
    return f"{before}{what}" if what else ""


def _meant(path: Path) -> str:
    *way, name = path
    near = get_close_matches(str(name), _fields_at(tuple(way)), 1, 0.6)
    return f"; did you mean {near[0]}?" if near else ""


def _fields_at(path: Path) -> dict[str, Any]:
    """The keys that the table at this path may have."""
    kind: Any = ProductionFile
    for part in path:
        kind = _within(kind, part)
    model = next(_models(kind), None)
    return dict(model.model_fields) if model else {}


def _within(kind: Any, part: str | int) -> Any:
    model = next(_models(kind), None)
    if model is None:
        return None
    if get_origin(_plain(kind)) in (dict, tuple):
        return model
    field = model.model_fields.get(str(part))
    return field.annotation if field else None


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    """The tables that an annotation is made of."""
    kind = _plain(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for part in get_args(kind):
        yield from _models(part)


def _plain(kind: Any) -> Any:
    """An annotation without what pydantic adds to it, and without `None` beside it."""
    while get_origin(kind) in (Annotated, Union, types.UnionType):
        kind = get_args(kind)[0]
    return kind
