"""What a drawn surface offered, sealed for the one who sees it: nobody can press or fill in what was never drawn.

A token and a `once` stay outside the seal: whether those are good is the bot's question, here as on any platform.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass

from adapters import surfaces as s
from adapters.limits import buttons


@dataclass(frozen=True, slots=True)
class FieldShape:
    """One field: `text` with its limit, `one` or `any` with the values that stood to choose from."""

    name: str
    kind: str
    limit: int = 0
    required: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """What a surface offered: `form` is empty for a page."""

    form: str
    acts: tuple[str, ...]
    fields: tuple[FieldShape, ...] = ()


def shape_of(surface: s.Page | s.Form) -> Shape:
    """What this surface offers."""
    acts = tuple(button.action for button in buttons(surface))
    if isinstance(surface, s.Page):
        return Shape("", acts)
    return Shape(surface.name, acts, tuple(_field(field) for field in surface.fields))


def _field(field: s.Field) -> FieldShape:
    match field:
        case s.TextField():
            return FieldShape(field.name, "text", field.limit, field.required)
        case s.Choice():
            return FieldShape(field.name, "one", values=tuple(value for value, _ in field.options))
        case s.Choices():
            return FieldShape(field.name, "any", values=tuple(value for value, _ in field.options))


def write(shape: Shape) -> str:
    """A shape as one line of text."""
    fields = [[f.name, f.kind, f.limit, f.required, list(f.values)] for f in shape.fields]
    return json.dumps([shape.form, list(shape.acts), fields], separators=(",", ":"))


def seal(key: bytes, person: str, written: str) -> str:
    """The seal on a written shape, for this person."""
    return hmac.digest(key, f"{person}\0{written}".encode(), "sha256").hex()


def opened(key: bytes, person: str, written: str, claimed: str) -> Shape | None:
    """The shape, if its seal is good for this person."""
    if not hmac.compare_digest(seal(key, person, written).encode(), claimed.encode()):
        return None
    form, acts, fields = json.loads(written)
    return Shape(form, tuple(acts), tuple(_read(*row) for row in fields))


def text_fields(written: str) -> frozenset[str]:
    """The names of the boxes in a written shape, sealed or not: only for showing again what somebody sent."""
    try:
        return frozenset(str(name) for name, kind, *_ in json.loads(written)[2] if kind == "text")
    except (ValueError, TypeError, LookupError):
        return frozenset()


def _read(name: str, kind: str, limit: int, required: bool, values: list[str]) -> FieldShape:  # noqa: FBT001 - JSON
    return FieldShape(name, kind, limit, required, tuple(values))
