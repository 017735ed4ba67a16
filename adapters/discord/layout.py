"""Messages made of lines and of things that stay together; what one message can't hold goes on in the next.

A message takes 40 components and 4,000 characters of text (Discord, Component Reference, read 2026-11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import discord
from discord.ui import ActionRow, Button, Item, LayoutView, Section, TextDisplay

from adapters import surfaces as s
from adapters.discord import markup, names
from adapters.limits import OverLimit

MOST_TEXT: Final = 4000
_MOST_PARTS: Final = 40

Group = tuple[Item[Any], ...]
Part = str | Group
"""A line of text, drawn as it stands, or components that stay in one message."""


def messages(parts: Iterable[Part]) -> tuple[LayoutView, ...]:
    """The parts, in order, in as few messages as hold them. Raises `OverLimit` for a part that no message holds."""
    packed = [_Message()]
    for part in parts:
        if not packed[-1].takes(part):
            packed.append(_Message())
            if not packed[-1].takes(part):
                raise OverLimit("message")
        packed[-1].add(part)
    return tuple(message.view() for message in packed if message.parts)


class _Message:
    """One message while it fills. Lines that follow each other are one component."""

    def __init__(self) -> None:
        self.parts: list[str | Item[Any]] = []
        self._text = 0
        self._count = 0

    def takes(self, part: Part) -> bool:
        text, count = self._needs(part)
        return self._text + text <= MOST_TEXT and self._count + count <= _MOST_PARTS

    def add(self, part: Part) -> None:
        text, count = self._needs(part)
        self._text, self._count = self._text + text, self._count + count
        if not isinstance(part, str):
            self.parts.extend(part)
        elif self.parts and isinstance(self.parts[-1], str):
            self.parts[-1] = f"{self.parts[-1]}\n{part}"
        elif part:
            self.parts.append(part)

    def _needs(self, part: Part) -> tuple[int, int]:
        if isinstance(part, str):
            goes_on = bool(self.parts) and isinstance(self.parts[-1], str)
            return len(part) + 1, 0 if goes_on else 1
        inside = [one for item in part for one in (item, *_inside(item))]
        return sum(len(one.content) for one in inside if isinstance(one, TextDisplay)), len(inside)

    def view(self) -> LayoutView:
        """The message. Stopped: discord.py is to remember nothing of it."""
        view = LayoutView(timeout=None)
        for part in self.parts:
            view.add_item(TextDisplay(part.strip("\n") or markup.NOTHING) if isinstance(part, str) else part)
        view.stop()
        return view


def _inside(item: Item[Any]) -> Iterator[Item[Any]]:
    match item:
        case ActionRow():
            yield from item.children
        case Section():
            yield from (*item.children, item.accessory)


def button(one: s.Button, custom_id: str) -> Button[Any]:
    """A button. Discord has nothing that a screen reader could say instead of the label, so `spoken` isn't said."""
    style = discord.ButtonStyle.primary if one.main else discord.ButtonStyle.secondary
    return Button(style=style, label=one.label, custom_id=custom_id)


class Numbers:
    """Keeps the custom_ids of one answer apart, and knows the mark of its guild."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._given = 0

    def name(self, kind: str, *parts: str) -> str:
        """A custom_id that no other component of this answer has."""
        self._given += 1
        return names.written(kind, self._mark, names.numbered(self._given), *parts)

    def presses(self, row: Iterable[s.Button]) -> Group:
        """A row of buttons, nothing for none."""
        drawn = [button(one, self.name(names.PRESS, one.action, one.token)) for one in row]
        return (ActionRow(*drawn),) if drawn else ()

    def vias(self, row: Iterable[s.Button]) -> Group:
        """A row of a form's further acts."""
        drawn = [button(one, self.name(names.VIA, one.action)) for one in row]
        return (ActionRow(*drawn),) if drawn else ()
