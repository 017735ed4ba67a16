"""The fields of a form as input blocks, each under an id of its own, so that what is drawn is what stands in it.

Slack keeps what was typed across `views.update` where block and action id are the same (modal views, read 2026-11):
so the id holds a digest of the form's `once` and of what is drawn.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Final

from adapters import surfaces as s
from adapters.limits import OverLimit
from adapters.slack.kit import LONGEST_HINT, Json, plain, sendable, width

VALUE: Final = "value"
MOST_TICKS: Final = 10
"""Radio buttons and checkboxes have at most ten options (Slack, block elements, read 2026-11)."""
MOST_OPTIONS: Final = 100
_DIGEST: Final = 12


def draw_field(field: s.Field, once: str) -> Json:
    """One field with its label and hint."""
    if width(field.hint) > LONGEST_HINT:
        raise OverLimit("hint")
    element = _element(field)
    block: Json = {
        "type": "input",
        "block_id": f"{field.name}/{_digest(once, element)}",
        "label": plain(field.label),
        "element": element,
        "optional": _is_optional(field),
    }
    if field.hint.strip():
        block["hint"] = plain(field.hint)
    return block


def field_name(block_id: str) -> str:
    """The name of the field that an input block was drawn for."""
    return block_id.rpartition("/")[0]


def _digest(once: str, element: Json) -> str:
    return sha256(json.dumps([once, element]).encode()).hexdigest()[:_DIGEST]


def _is_optional(field: s.Field) -> bool:
    return isinstance(field, s.Choices) or (isinstance(field, s.TextField) and not field.required)


def _element(field: s.Field) -> Json:
    match field:
        case s.TextField():
            return _box(field)
        case s.Choice():
            kind = "radio_buttons" if len(field.options) <= MOST_TICKS else "static_select"
            chosen = [one for one in _options(field) if one["value"] == field.chosen]
            return _one_of(kind, field) | ({"initial_option": chosen[0]} if chosen else {})
        case s.Choices():
            kind = "checkboxes" if len(field.options) <= MOST_TICKS else "multi_static_select"
            ticked = [one for one in _options(field) if one["value"] in field.ticked]
            return _one_of(kind, field) | ({"initial_options": ticked} if ticked else {})


def _box(field: s.TextField) -> Json:
    box: Json = {
        "type": "plain_text_input",
        "action_id": VALUE,
        "multiline": field.tall,
        "max_length": field.limit,
    }
    words = sendable(field.value.words)
    return {**box, "initial_value": words} if words else box


def _one_of(kind: str, field: s.Choice | s.Choices) -> Json:
    if len(field.options) > MOST_OPTIONS:
        raise OverLimit("options")
    return {"type": kind, "action_id": VALUE, "options": _options(field)}


def _options(field: s.Choice | s.Choices) -> list[Json]:
    return [{"text": plain(label), "value": value} for value, label in field.options]
