"""The fields of a form, drawn. Each says its label, its hint and its limit to a screen reader as to an eye."""

from __future__ import annotations

from adapters import surfaces as s
from adapters.local.cast import Say
from adapters.local.markup import Html, join, tag
from adapters.local.read import FIELD

MOST_RADIOS = 5
MANY_CHOICES = 3
"""From so many on, each choice of a form is one line."""


def draw_field(field: s.Field, say: Say, *, one_line: bool = False) -> Html:
    """One field with its label; `one_line`: what has a default is one line, which opens when it is to change."""
    match field:
        case s.TextField():
            return _text(field, say)
        case s.Choice() if one_line and field.chosen:
            return _select(field, "field line")
        case s.Choice() if len(field.options) > MOST_RADIOS:
            return _select(field)
        case s.Choice():
            chosen = (field.chosen,) if field.chosen else ()
            return _ticks(field, "radio", chosen)
        case s.Choices():
            return _ticks(field, "checkbox", field.ticked)


def _id(field: s.Field) -> str:
    return f"field-{field.name}"


def _hint(field: s.Field) -> Html:
    return tag("p", field.hint, class_="hint", id=f"{_id(field)}-hint") if field.hint else Html("")


def _described(field: s.Field, *more: str) -> str | None:
    ids = [f"{_id(field)}-hint"] if field.hint else []
    return " ".join([*ids, *more]) or None


def _text(field: s.TextField, say: Say) -> Html:
    limit = f"{_id(field)}-limit"
    label = tag("label", field.label, for_=_id(field))
    return tag("div", label, _hint(field), _box(field, limit), _limit(field, limit, say), class_="field")


def _box(field: s.TextField, limit: str) -> Html:
    described = _described(field, limit)
    if not field.tall:
        return tag(
            "input",
            type="text",
            id=_id(field),
            name=FIELD + field.name,
            value=field.value.words,
            aria_describedby=described,
            required=field.required,
            dir="auto",
            autocomplete="off",
            data_limit=str(field.limit),
        )
    # The first line break after the tag is dropped by every parser, so one is put there that may be.
    return tag(
        "textarea",
        "\n" + field.value.words,
        id=_id(field),
        name=FIELD + field.name,
        rows="7",
        aria_describedby=described,
        required=field.required,
        dir="auto",
        autocomplete="off",
        data_limit=str(field.limit),
    )


def _limit(field: s.TextField, limit: str, say: Say) -> Html:
    count = say("set-count", used="{used}", limit=str(field.limit))
    most = tag("span", say("set-at-most", limit=str(field.limit)), class_="most", data_count=count)
    return tag("p", most, tag("span", role="status", class_="unseen-by-eyes"), class_="limit", id=limit)


def _select(field: s.Choice, look: str = "field") -> Html:
    empty = () if field.chosen else (tag("option", "", value="", selected=True),)
    options = [tag("option", label, value=value, selected=value == field.chosen) for value, label in field.options]
    box = tag("select", *empty, *options, id=_id(field), name=FIELD + field.name, aria_describedby=_described(field))
    return tag("div", tag("label", field.label, for_=_id(field)), _hint(field), box, class_=look)


def _ticks(field: s.Choice | s.Choices, kind: str, ticked: tuple[str, ...]) -> Html:
    rows = [_tick(FIELD + field.name, kind, value, label, ticked=value in ticked) for value, label in field.options]
    legend = tag("legend", field.label)
    return tag("fieldset", legend, _hint(field), *rows, class_="field", aria_describedby=_described(field))


def _tick(name: str, kind: str, value: str, label: str, *, ticked: bool) -> Html:
    box = tag("input", type=kind, name=name, value=value, checked=ticked)
    return tag("label", join(box, tag("span", label)), class_="tick")
