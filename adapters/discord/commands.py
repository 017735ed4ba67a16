"""The commands, without options: told to Discord only when they differ from what it has, as it counts each change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import discord
from discord.http import Route

from adapters.discord.read import COMMANDS
from adapters.interface import Speaker

_COMPARED: Final = ("name", "description", "description_localizations", "contexts", "integration_types")
_GUILD, _BOTS_DM = 0, 1
_GUILD_INSTALL: Final = 0
_LOCALES: Final = {"es-ES": "es", "es-419": "es"}


def wanted(speaker: Speaker) -> list[dict[str, Any]]:
    """Every command: in guilds and in the bot's DM, never in a private group; installed by a guild only."""
    return [
        {
            "name": name,
            "type": discord.AppCommandType.chat_input.value,
            "description": speaker("en")(f"discord-command-{name}"),
            "description_localizations": {
                locale: speaker(spoken)(f"discord-command-{name}") for locale, spoken in _LOCALES.items()
            },
            "contexts": [_GUILD, _BOTS_DM],
            "integration_types": [_GUILD_INSTALL],
        }
        for name in COMMANDS
    ]


async def register(client: discord.Client, speaker: Speaker) -> bool:
    """Tell Discord which commands there are, if it doesn't know; whether it had to be told."""
    if client.application_id is None or await is_registered(client, speaker):
        return False
    await client.http.bulk_upsert_global_commands(client.application_id, wanted(speaker))
    return True


async def is_registered(client: discord.Client, speaker: Speaker) -> bool:
    """Whether Discord has exactly these commands."""
    route = Route("GET", "/applications/{application_id}/commands", application_id=client.application_id)
    there = await client.http.request(route, params={"with_localizations": "true"})
    return _compared(there) == _compared(wanted(speaker))


def _compared(commands: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["name"]: {key: one.get(key) for key in _COMPARED} for one in commands}
