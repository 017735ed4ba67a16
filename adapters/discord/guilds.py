"""Which guild do you mean? A button for each, and what its press goes on with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord
from discord.ui import ActionRow, Button

from adapters.discord import names
from adapters.discord.layout import Group

_LONGEST_LABEL = 80


def which(guilds: Iterable[discord.Guild], short: str) -> tuple[Group, ...]:
    """Rows of five guilds by name; each goes on with what `short` says."""
    drawn = [_button(number, guild, short) for number, guild in enumerate(guilds)]
    return tuple((ActionRow[Any](*drawn[at : at + 5]),) for at in range(0, len(drawn), 5))


def _button(number: int, guild: discord.Guild, short: str) -> Button[Any]:
    name = names.written(names.GUILD, names.mark_of(str(guild.id)), names.numbered(number), str(guild.id), short)
    label = guild.name if len(guild.name) <= _LONGEST_LABEL else f"{guild.name[: _LONGEST_LABEL - 1]}\u2026"
    return Button(label=label, custom_id=name)
