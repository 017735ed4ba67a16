"""Who can read a channel, as far as Discord tells a bot that asks for no privileged intent.

Nobody can list who has a role or is in a thread. So a channel of readers denies everybody and allows single members:
then its own list is complete, but for the guild's owner and administrators, who read every channel and whom set-up
counts aloud. Whoever else can see it makes an outsider of a name that nobody has, and nothing is shown there.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

import discord

from adapters.discord.people import OUTSIDE, PLATFORM
from adapters.interface import ChannelAddress, DeliveryFailed, PlatformAddress

_ROLE, _MEMBER = 0, 1
_SEES: Final = discord.Permissions(view_channel=True).value


@dataclass(frozen=True, slots=True)
class Audience:
    """Who can see a channel: single members, roles, and whether it fails to deny everybody."""

    members: frozenset[int]
    roles: frozenset[int]
    denies_everybody: bool

    @property
    def is_closed(self) -> bool:
        """Whether nobody but the single members can see it, and administrators."""
        return self.denies_everybody and not self.roles


async def readers(client: discord.Client, channel: ChannelAddress) -> frozenset[PlatformAddress]:
    """Everybody who can read it now, without the bot. Raises `DeliveryFailed`, or what Discord says."""
    found = await audience(client, channel)
    who = {str(user) for user in found.members} | (set() if found.is_closed else {OUTSIDE})
    return frozenset(PlatformAddress(PLATFORM, channel.workspace, one) for one in who)


async def audience(client: discord.Client, channel: ChannelAddress) -> Audience:
    """What its own list says, asked of Discord now and not of what was heard before."""
    if client.user is None:
        raise DeliveryFailed("not_ready", permanent=False)
    data: Any = await client.http.get_channel(int(channel.channel))
    if str(data.get("guild_id")) != channel.workspace:
        raise DeliveryFailed("no_such_channel", permanent=True)
    if data["type"] != discord.ChannelType.text.value:
        return Audience(frozenset(), frozenset(), denies_everybody=False)
    listed = data["permission_overwrites"]
    everybody = [one for one in listed if str(one["id"]) == channel.workspace]
    roles = _who_see(listed, _ROLE) - {int(channel.workspace)}
    if roles:
        roles -= await _own_roles(client, channel.workspace, roles)
    denies = any(int(one["deny"]) & _SEES for one in everybody)
    return Audience(frozenset(_who_see(listed, _MEMBER) - {client.user.id}), frozenset(roles), denies)


def _who_see(listed: list[dict[str, Any]], kind: int) -> set[int]:
    return {int(one["id"]) for one in listed if int(one["type"]) == kind and int(one["allow"]) & _SEES}


async def _own_roles(client: discord.Client, guild: str, roles: Collection[int]) -> set[int]:
    """Those of these roles that Discord made for this bot alone."""
    own = str(client.user.id) if client.user else ""
    there: Any = await client.http.get_roles(int(guild))
    tags = {int(one["id"]): one.get("tags") or {} for one in there}
    return {role for role in roles if str(tags.get(role, {}).get("bot_id")) == own}
