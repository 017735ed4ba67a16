"""A form as a modal, and what comes back of it. Nothing of a modal is kept: it is stopped before it is sent (T1).

A modal has a title of 45 and one to five components; a label 45, its description 100 (Discord, Modals, read 2026-11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import discord
from discord.ui import CheckboxGroup, Label, Modal, RadioGroup, Select, TextDisplay, TextInput

from adapters import surfaces as s
from adapters.discord import blocks, markup, names
from adapters.discord.layout import MOST_TEXT, Group
from adapters.interface import Submitted

MOST_PARTS: Final = 5
MOST_OPTIONS: Final = 25
_MOST_ON_SIGHT: Final = 10
"""The most options that a modal shows all at once; more are a list to open."""
_LONGEST_HINT: Final = 100

Control = TextInput[Any] | Select[Any] | RadioGroup[Any] | CheckboxGroup[Any]


def opened(form: s.Form, mark: str, sending: str) -> Modal | None:
    """The form as a modal, `sending` below its blocks; None where a modal can't hold it whole."""
    if any(isinstance(one, s.Choice | s.Choices) and len(one.options) > MOST_OPTIONS for one in form.fields):
        return None
    texts = _texts(form, sending)
    if texts is None:
        return None
    above, below = texts
    if below and len(form.fields) + 2 > MOST_PARTS:
        above, below = f"{above}\n{below}", ""
    parts = len(form.fields) + bool(above) + bool(below)
    if parts > MOST_PARTS or len(above) + len(below) > MOST_TEXT:
        return None
    return _modal(form, mark, above, below)


def of_texts(head: Submitted, fields: tuple[s.TextField, ...], mark: str, sending: str) -> Modal:
    """The text fields of a form that stands in a message, as a modal under the first one's label.

    `sending` stands above them where there is room: that what Discord sends is the whole form.
    """
    name = names.written(names.FORM, mark, names.fresh(), head.form, head.once, head.token)
    modal = Modal(title=fields[0].label, custom_id=name)
    if len(fields) < MOST_PARTS:
        modal.add_item(TextDisplay(markup.text(sending)))
    for field in fields:
        modal.add_item(_label(field))
    modal.stop()
    return modal


def values_of(components: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What was filled in, by field, from a modal's submission as it came."""
    return {str(one["custom_id"]): _value(one) for one in _controls(components)}


def words_of(components: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """What was typed, without what was chosen."""
    for one in _controls(components):
        if one.get("type") == discord.ComponentType.text_input.value and one.get("value"):
            yield str(one["value"])


def _value(control: Mapping[str, Any]) -> str:
    if "values" in control:
        return ",".join(str(one) for one in control["values"])
    return str(control.get("value") or "")


def _controls(components: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for one in components:
        if "custom_id" in one:
            yield one
        inside = one.get("components") or ([one["component"]] if "component" in one else [])
        yield from _controls(inside)


def _texts(form: s.Form, sending: str) -> tuple[str, str] | None:
    """What stands above the fields and below them; None where there is a button, which a modal can't have."""
    is_pressed = list[s.Button]()

    def row(buttons: Iterable[s.Button]) -> Group:
        is_pressed.extend(buttons)
        return ()

    problem = blocks.said(form.problem, strongly=True) if form.problem else ()
    hints = (f"{markup.strong(one.label)} {markup.text(one.hint)}" for one in form.fields if _is_long(one.hint))
    above = [*problem, *blocks.unfolded(form.blocks, row), *hints, *blocks.said(sending, quiet=True)]
    below = list(blocks.folded(form.blocks, row))
    if is_pressed:
        return None
    return _joined(above), _joined(below)


def _joined(parts: Iterable[object]) -> str:
    return "\n".join(one for one in parts if isinstance(one, str)).strip("\n")


def _is_long(hint: str) -> bool:
    return len(hint) > _LONGEST_HINT


def _modal(form: s.Form, mark: str, above: str, below: str) -> Modal:
    name = names.written(names.FORM, mark, names.fresh(), form.name, form.once, form.token)
    modal = Modal(title=form.title, custom_id=name)
    if above:
        modal.add_item(TextDisplay(above))
    for field in form.fields:
        modal.add_item(_label(field))
    if below:
        modal.add_item(TextDisplay(below))
    modal.stop()
    return modal


def _label(field: s.Field) -> Label[Any]:
    hint = field.hint if field.hint and not _is_long(field.hint) else None
    return Label(text=field.label, description=hint, component=_control(field))


def _control(field: s.Field) -> Control:
    match field:
        case s.TextField():
            style = discord.TextStyle.paragraph if field.tall else discord.TextStyle.short
            return TextInput(
                style=style,
                custom_id=field.name,
                default=field.value.words or None,
                required=field.required,
                max_length=field.limit,
            )
        case s.Choice(options=options) if 1 < len(options) <= _MOST_ON_SIGHT:
            return RadioGroup(custom_id=field.name, required=bool(field.chosen), options=_radio(field))
        case s.Choice():
            chosen = (field.chosen,)
            return Select(custom_id=field.name, options=_listed(field.options, chosen), required=bool(field.chosen))
        case s.Choices(options=options) if len(options) <= _MOST_ON_SIGHT:
            return CheckboxGroup(custom_id=field.name, required=False, min_values=0, options=_boxes(field))
        case s.Choices(options=options, ticked=ticked):
            drawn = _listed(options, ticked)
            return Select(custom_id=field.name, options=drawn, min_values=0, max_values=len(options), required=False)


def _listed(options: Iterable[tuple[str, str]], chosen: tuple[str, ...]) -> list[discord.SelectOption]:
    return [discord.SelectOption(value=value, label=label, default=value in chosen) for value, label in options]


def _radio(field: s.Choice) -> list[discord.RadioGroupOption]:
    return [
        discord.RadioGroupOption(value=value, label=label, default=value == field.chosen)
        for value, label in field.options
    ]


def _boxes(field: s.Choices) -> list[discord.CheckboxGroupOption]:
    return [
        discord.CheckboxGroupOption(value=value, label=label, default=value in field.ticked)
        for value, label in field.options
    ]
