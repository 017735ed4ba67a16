"""Which guild somebody is met in. An address is platform, guild, person; in a DM Discord names no guild.

In a guild it is that guild. In a DM it is the guild that the pressed button was made for; else the only one that the
bot is in; else the only one of those that this person is in. Who is in several says which: nobody is guessed.
"""

from __future__ import annotations

from typing import Final

import discord

from adapters.discord import names
from adapters.interface import PlatformAddress

PLATFORM: Final = "discord"
OUTSIDE: Final = "everybody-outside"


class SeveralGuilds(Exception):
    """This person has to say which guild they mean."""

    def __init__(self, guilds: tuple[discord.Guild, ...]) -> None:
        super().__init__("several_guilds")
        self.guilds = guilds


class People:
    """Who somebody is here."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def met(self, user: int, guild: int | None, mark: str = "") -> PlatformAddress:
        """The address of this person. Raises `SeveralGuilds`."""
        return PlatformAddress(PLATFORM, str(guild) if guild else await self._home(user, mark), str(user))

    async def _home(self, user: int, mark: str) -> str:
        marked = [one for one in self._client.guilds if names.mark_of(str(one.id)) == mark]
        if len(marked) == 1:
            return str(marked[0].id)
        guilds = tuple(self._client.guilds)
        if len(guilds) > 1:
            guilds = tuple([one for one in guilds if await _is_in(one, user)])
        if len(guilds) > 1:
            raise SeveralGuilds(guilds)
        return str(guilds[0].id) if guilds else ""


async def _is_in(guild: discord.Guild, user: int) -> bool:
    """Whether this person is in this guild. One member may be asked for without a privileged intent."""
    try:
        await guild.fetch_member(user)
    except discord.NotFound:
        return False
    return True


def mark(who: PlatformAddress) -> str:
    """What stands for this person's guild in a custom_id."""
    return names.mark_of(who.reveal()[1])
