"""A form as a private message: lists to choose from, boxes of text, its acts. Read back whole from that message.

A modal's submission can't open the next modal, and a modal holds no buttons: then the form stands in a message. All of
it stands there, so that it outlives a restart and another press on the same message finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

import discord
from discord.ui import ActionRow, Button, Item, LayoutView, Section, Select, TextDisplay

from adapters import surfaces as s
from adapters.discord import blocks, markup, names
from adapters.discord.layout import Group, Numbers, Part, button
from adapters.discord.modals import MOST_OPTIONS
from adapters.interface import Submitted

_TALL: Final = "t"
_REQUIRED: Final = "r"
_HINT: Final = "-# "
_ANY: Final = "*"
"""Stands behind a field's name where any of its options may be chosen."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the sheet itself says: on the button beside an empty box, beside a full one, and to go on to the box."""

    write: str
    change: str
    go_on: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as it stands in a message now: what would be sent, and the boxes that can be written in."""

    sent: Submitted
    texts: tuple[s.TextField, ...] = field(repr=False)

    @property
    def is_open(self) -> bool:
        """Whether there is still something to write before it can be sent."""
        return _is_open(self.texts)


def drawn(form: s.Form, numbers: Numbers, labels: Labels) -> Iterator[Part]:
    """The form: its title, its blocks, then everything that is read back, in one message."""
    yield blocks.title(form.title)
    if form.problem:
        yield from blocks.said(form.problem, strongly=True)
        yield ""
    apart, beside = _parted(list(blocks.unfolded(form.blocks, numbers.vias)))
    yield from apart
    texts = tuple(one for one in form.fields if isinstance(one, s.TextField))
    label = labels.go_on if _is_open(texts) else form.submit
    send = s.Button("send", label, main=True)
    acts = ActionRow[Any](button(send, numbers.name(names.SEND, form.name, form.once, form.token)))
    rest = tuple(item for one in form.fields for item in _field(one, numbers, labels))
    yield (*beside, *rest, acts, *numbers.vias(form.others))
    yield from blocks.folded(form.blocks, numbers.vias)


def _parted(parts: list[Part]) -> tuple[list[Part], Group]:
    """Lines that may stand in another message, and what can't: from the line above the first row of buttons on.

    A press is read with the form that stands in its own message, so those buttons stand nowhere else.
    """
    row = next((at for at, one in enumerate(parts) if not isinstance(one, str)), len(parts))
    above = max((at for at in range(row) if parts[at]), default=0) if row < len(parts) else row
    together = list[Item[Any]]()
    for is_text, some in groupby(parts[above:], key=lambda one: isinstance(one, str)):
        if is_text:
            lines = "\n".join(one for one in some if isinstance(one, str)).strip("\n")
            together += [TextDisplay[Any](lines)] if lines else []
        else:
            together += [item for one in some if not isinstance(one, str) for item in one]
    return parts[:above], tuple(together)


def read(message: discord.Message) -> Sheet | None:
    """The form that stands in this message; None if none does."""
    heads = [one for one in _named(message.components) if one.kind == names.SEND]
    if not heads:
        return None
    form, once, token = heads[0].parts
    texts = tuple(_text(one) for one in message.components if isinstance(one, discord.SectionComponent))
    values = {name: ",".join(chosen) for name, chosen in picked(message).items()}
    values |= {one.name: one.value.words for one in texts}
    return Sheet(Submitted(form, values, once, token), texts)


def picked(message: discord.Message) -> dict[str, tuple[str, ...]]:
    """What is chosen in each list, as the message itself says."""
    found = dict[str, tuple[str, ...]]()
    for name, menu in _menus(message):
        found[name] = (*found.get(name, ()), *(one.value for one in menu.options if one.default))
    return found


def choosing(
    message: discord.Message, custom_id: str, values: Iterable[str], before: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """What is chosen after this choice in one list. A field may have several: one of them, or any of all, is chosen."""
    chosen, now = {**picked(message), **before}, tuple(values)
    for name, menu in _menus(message):
        if menu.custom_id == custom_id:
            here = {option.value for option in menu.options}
            elsewhere = () if _is_one(menu) else tuple(one for one in chosen[name] if one not in here)
            chosen[name] = (*elsewhere, *now)
    return chosen


def shown(message: discord.Message, chosen: Mapping[str, tuple[str, ...]]) -> LayoutView:
    """The same message with this chosen in it."""
    view = LayoutView.from_message(message, timeout=None)
    for item in view.walk_children():
        name = names.read(item.custom_id) if isinstance(item, Select) else None
        if isinstance(item, Select) and name:
            for option in item.options:
                option.default = option.value in chosen.get(name.parts[0].removesuffix(_ANY), ())
    view.stop()
    return view


# --- fields -----------------------------------------------------------------------------------------------------------


def _field(one: s.Field, numbers: Numbers, labels: Labels) -> Group:
    if isinstance(one, s.TextField):
        return (_box(one, numbers, labels),)
    hint = f"\n{_HINT}{markup.text(one.hint)}" if one.hint else ""
    return (TextDisplay[Any](f"{markup.strong(one.label)}{hint}"), *_lists(one, numbers))


def _box(one: s.TextField, numbers: Numbers, labels: Labels) -> Section[Any]:
    flags = (_TALL if one.tall else "") + (_REQUIRED if one.required else "")
    label = labels.change if one.value.words else labels.write
    act: Button[Any] = button(s.Button("text", label), numbers.name(names.TEXT, one.name, str(one.limit), flags))
    hint = (f"{_HINT}{markup.text(one.hint)}",) if one.hint else ()
    return Section(markup.strong(one.label), markup.boxed(one.value.words), *hint, accessory=act)


def _lists(one: s.Choice | s.Choices, numbers: Numbers) -> Iterator[ActionRow[Any]]:
    """The options in lists of 25, more than which Discord doesn't take."""
    chosen = (one.chosen,) if isinstance(one, s.Choice) else one.ticked
    pieces = [one.options[at : at + MOST_OPTIONS] for at in range(0, len(one.options), MOST_OPTIONS)]
    for piece in pieces:
        options = [discord.SelectOption(value=value, label=label, default=value in chosen) for value, label in piece]
        least = int(isinstance(one, s.Choice) and len(pieces) == 1)
        most = 1 if isinstance(one, s.Choice) else len(piece)
        name = numbers.name(names.PICK, f"{one.name}{'' if isinstance(one, s.Choice) else _ANY}")
        yield ActionRow(Select(custom_id=name, options=options, min_values=least, max_values=most))


def _text(section: discord.SectionComponent) -> s.TextField:
    words = [one.content for one in section.children if isinstance(one, discord.TextDisplay)]
    name = names.read(section.accessory.custom_id or "") if isinstance(section.accessory, discord.Button) else None
    if name is None:
        raise ValueError("no box of ours")
    field_name, limit, flags = name.parts
    hint = markup.unstrong(words[2].removeprefix(_HINT)) if len(words) > 2 else ""
    value = s.Quoted(markup.unboxed(words[1]))
    label = markup.unstrong(words[0])
    return s.TextField(field_name, label, value, hint, int(limit), tall=_TALL in flags, required=_REQUIRED in flags)


def _is_open(texts: tuple[s.TextField, ...]) -> bool:
    lacks = any(one.required and not one.value.words for one in texts)
    return lacks or (bool(texts) and not any(one.value.words for one in texts))


def _named(components: Iterable[Any]) -> Iterator[names.Name]:
    for row in components:
        for one in row.children if isinstance(row, discord.ActionRow) else ():
            name = names.read(one.custom_id or "")
            if name:
                yield name


def _menus(message: discord.Message) -> Iterator[tuple[str, discord.SelectMenu]]:
    for row in message.components:
        for one in row.children if isinstance(row, discord.ActionRow) else ():
            name = names.read(one.custom_id or "")
            if name and name.kind == names.PICK and isinstance(one, discord.SelectMenu):
                yield name.parts[0].removesuffix(_ANY), one


def _is_one(menu: discord.SelectMenu) -> bool:
    name = names.read(menu.custom_id or "")
    return name is None or not name.parts[0].endswith(_ANY)
