"""From an interaction as Discord sent it to what a person did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import discord

from adapters.discord import modals, names, sheets
from adapters.interface import Act, Command, Pressed, Submitted

COMMANDS: Final = ("concern", "light", "inbox", "rights", "join", "desk", "scene")
_COMMAND: Final = "c"
_PRESS: Final = "p"
_SENT: Final = "k"

Interaction = discord.Interaction[discord.Client]
Picked = Mapping[str, tuple[str, ...]]
"""What was chosen in the lists of a message, by field."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a person did, and in which guild if a custom_id said so. `words` are those of it that they typed."""

    act: Act
    mark: str = ""
    words: tuple[str, ...] = field(repr=False, default=())


def language_of(interaction: Interaction) -> str:
    """The language that this person's Discord speaks, without its region."""
    return str(interaction.locale).partition("-")[0]


def commanded(name: str) -> Done | None:
    """A command; no text can stand behind it."""
    return Done(Command(name)) if name in COMMANDS else None


def submitted(data: Mapping[str, Any], message: discord.Message | None, picked: Picked) -> Done | None:
    """A modal that was sent: the whole form, or the boxes of one that stands in the message it was opened from."""
    name = names.read(str(data.get("custom_id", "")))
    if name is None or name.kind != names.FORM:
        return None
    form, once, token = name.parts
    typed = modals.values_of(data["components"])
    sent = Submitted(form, typed, once, token)
    sheet = sheets.read(message) if message else None
    if sheet and replace(sheet.sent, values=typed) == sent:
        sent = replace(sent, values={**sheet.sent.values, **_joined(picked), **typed})
    return Done(sent, name.mark, tuple(modals.words_of(data["components"])))


def of_sheet(sheet: sheets.Sheet, name: names.Name, picked: Picked) -> Done:
    """A form that stands in a message, sent as it stands there and with what was chosen in it since."""
    via = name.parts[0] if name.kind == names.VIA else ""
    sent = replace(sheet.sent, values={**sheet.sent.values, **_joined(picked)}, via=via)
    return Done(sent, name.mark, tuple(one.value.words for one in sheet.texts if one.value.words))


def _joined(picked: Picked) -> dict[str, str]:
    return {name: ",".join(chosen) for name, chosen in picked.items()}


def is_private(message: discord.Message | None) -> bool:
    """Whether a press stood on something that only the presser sees."""
    return message is not None and message.flags.ephemeral


def in_short(done: Done, sent: str) -> str:
    """What somebody was about to do, for a custom_id; `sent` is the key of a form that is kept."""
    match done.act:
        case Command(name=name):
            return f"{_COMMAND}{name}"
        case Pressed(action=action, token=token):
            return f"{_PRESS}{action}|{token}"
        case _:
            return f"{_SENT}{sent}"


def at_length(short: str) -> Done | str | None:
    """What `in_short` said; the key where a form is kept."""
    kind, rest = short[:1], short[1:]
    if kind == _PRESS:
        action, _, token = rest.partition("|")
        return Done(Pressed(action, token))
    return commanded(rest) if kind == _COMMAND else rest
