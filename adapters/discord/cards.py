"""A card as a message that stands in a channel or DM. It mentions nobody it doesn't call and shows no preview of links.

A card that is only its notice is plain text with buttons: then a lock screen shows that text and nothing else. One
with more is drawn in components; what a lock screen shows of those was not seen by us.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypedDict

import discord
from discord.ui import View

from adapters import limits
from adapters import surfaces as s
from adapters.discord import blocks, names
from adapters.discord.layout import Numbers, Part, button, messages
from adapters.discord.markup import text
from adapters.interface import TYPED
from adapters.limits import OverLimit

_LONGEST_PLAIN: Final = 2000


class Drawn(TypedDict, total=False):
    """What `send` and `edit` of discord.py take."""

    content: str | None
    view: Any  # discord.py's types ask for another method for each of its two kinds of view
    allowed_mentions: discord.AllowedMentions


def drawn(card: s.Card, mark: str, *, typed: str = "", is_edit: bool = False) -> Drawn:
    """The message. `typed` is the name of the message that a `TYPED` button stands for.

    An edit is always drawn in components, since Discord doesn't let a message go back from them. Raises `OverLimit`.
    """
    limits.check(card)
    mentions = discord.AllowedMentions(everyone=False, roles=False, users=[discord.Object(int(u)) for u in card.calls])
    numbers = Numbers(mark)
    presses = [_pressed(one, typed) for one in card.buttons]
    if is_edit or card.title or card.facts or card.said or card.calls:
        views = messages((*_lines(card), *filter(None, (numbers.presses(presses),))))
        if len(views) != 1:
            raise OverLimit("card")
        more: Drawn = {"content": None} if is_edit else {}
        return {**more, "view": views[0], "allowed_mentions": mentions}
    content = text(card.notice)
    if len(content) > _LONGEST_PLAIN:
        raise OverLimit("notice")
    plain = View(timeout=None)
    for one in presses:
        plain.add_item(button(one, numbers.name(names.PRESS, one.action, one.token)))
    plain.stop()
    return {"content": content, "view": plain, "allowed_mentions": mentions}


def _pressed(one: s.Button, typed: str) -> s.Button:
    return s.Button(one.action, one.label, typed, one.spoken, one.main) if one.action == TYPED else one


def _lines(card: s.Card) -> Iterator[Part]:
    yield text(card.notice)
    if card.title:
        yield blocks.title(card.title)
    for label, value in card.facts:
        yield from blocks.fact(label, value)
    for words in card.said:
        yield ""
        yield from blocks.said(words)
    if card.calls:
        yield " ".join(f"<@{user}>" for user in card.calls)
