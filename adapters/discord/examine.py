"""What the doctor looks at: token, intents, commands, the permissions of each channel, and who could read it.

Nothing is posted and nobody is told. Every code is as it should be where `is_good`:

    discord_token                 valid; where not, `about` is the code of the refusal
    discord_intent_needless       never good; `about` is a privileged intent that is switched on and never needed
    discord_commands              the commands are registered; the first run does it
    discord_guild                 the bot is in it; `about` is the guild of a channel
    discord_channel               there, and the bot can see it and write in it; `about` is the channel
    discord_channel_denies        it denies everybody; `about` is the channel
    discord_channel_role          never good; `about` is the channel and a role that can see it
    discord_channel_members       `about` is the channel and how many single members can see it
    discord_channel_stranger      never good; `about` is the channel and somebody in it who is not among `people`
    discord_administrators        `about` is the guild and how many administer it at most: they read every channel
    discord_person                a member of the guild of their address; `about` is the user id
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import discord

from adapters.discord.faults import as_delivery
from adapters.discord.read import COMMANDS
from adapters.discord.readers import audience
from adapters.discord.server import speak_to
from adapters.discord.settings import DiscordSettings
from adapters.interface import ChannelAddress, DeliveryFailed, Examined, PlatformAddress

_ROLE: Final = 0
_NEEDS: Final = discord.Permissions(view_channel=True, send_messages=True)
_PRIVILEGED: Final = {
    "presence": ("gateway_presence", "gateway_presence_limited"),
    "members": ("gateway_guild_members", "gateway_guild_members_limited"),
    "message-content": ("gateway_message_content", "gateway_message_content_limited"),
}


async def examine(
    settings: DiscordSettings,
    readers: Sequence[ChannelAddress],
    office: Sequence[ChannelAddress],
    people: Sequence[PlatformAddress],
    waiting: Sequence[PlatformAddress] = (),
) -> tuple[Examined, ...]:
    """Look at everything, in the order of a first installation; where the token isn't valid, at nothing else.

    `waiting`: who is to read and doesn't yet; they must be reached like `people`, and are strangers in the channel.
    """
    speak_to(settings)
    client = discord.Client(intents=discord.Intents.none())
    try:
        async with as_delivery():
            await client.login(settings.bot_token)
        return await look(client, readers, office, people, waiting)
    except DeliveryFailed as failed:
        return (Examined("discord_token", is_good=False, about=failed.code),)
    finally:
        await client.close()


async def look(
    client: discord.Client,
    readers: Sequence[ChannelAddress],
    office: Sequence[ChannelAddress],
    people: Sequence[PlatformAddress],
    waiting: Sequence[PlatformAddress] = (),
) -> tuple[Examined, ...]:
    """The same with a client that is logged in. Raises `DeliveryFailed` where Discord doesn't answer."""
    eyes = _Look(client, tuple(people), tuple(waiting))
    return tuple([one async for one in eyes.at_all(readers, office)])


@dataclass(frozen=True, slots=True)
class _Look:
    client: discord.Client
    people: tuple[PlatformAddress, ...] = field(repr=False)
    waiting: tuple[PlatformAddress, ...] = field(repr=False)

    async def at_all(
        self, readers: Sequence[ChannelAddress], office: Sequence[ChannelAddress]
    ) -> AsyncIterator[Examined]:
        yield Examined("discord_token", is_good=True)
        async with as_delivery():
            for name in await self._needless():
                yield Examined("discord_intent_needless", is_good=False, about=name)
            there: Any = await self.client.http.get_global_commands(self.client.application_id or 0)
        yield Examined("discord_commands", is_good={one["name"] for one in there} >= set(COMMANDS))
        for guild in dict.fromkeys(one.workspace for one in (*readers, *office)):
            async for one in self._guild(guild):
                yield one
        for channel in (*readers, *office):
            yield Examined("discord_channel", is_good=await self._can_post(channel), about=channel.channel)
        for channel in readers:
            async for one in self._audience(channel):
                yield one
        for person in (*self.people, *self.waiting):
            _, guild, user = person.reveal()
            yield Examined("discord_person", is_good=await self._is_there(guild, user), about=user)

    async def _needless(self) -> tuple[str, ...]:
        application = await self.client.application_info()
        return tuple(
            name for name, flags in _PRIVILEGED.items() if any(getattr(application.flags, one) for one in flags)
        )

    async def _guild(self, guild: str) -> AsyncIterator[Examined]:
        """That the bot is in it, and how many administer it: the owner, and everybody with such a role."""
        try:
            async with as_delivery():
                roles: Any = await self.client.http.get_roles(int(guild))
                counts: Any = await self.client.http.get_role_member_counts(int(guild))
        except DeliveryFailed:
            yield Examined("discord_guild", is_good=False, about=guild)
            return
        yield Examined("discord_guild", is_good=True, about=guild)
        administrators = (one for one in roles if discord.Permissions(int(one["permissions"])).administrator)
        count = 1 + sum(int(counts.get(one["id"], 0)) for one in administrators)
        yield Examined("discord_administrators", is_good=True, about=f"{guild} {count}")

    async def _can_post(self, channel: ChannelAddress) -> bool:
        """Whether the bot can see this channel and write in it."""
        own = self.client.user.id if self.client.user else 0
        try:
            async with as_delivery():
                found: Any = await self.client.http.get_channel(int(channel.channel))
                me: Any = await self.client.http.get_member(int(channel.workspace), own)
                roles: Any = await self.client.http.get_roles(int(channel.workspace))
        except DeliveryFailed:
            return False
        everybody = channel.workspace
        mine = {*map(str, me["roles"]), everybody, str(own)}
        base = _united(one["permissions"] for one in roles if one["id"] in mine)
        left = _overwritten(base, found["permission_overwrites"], mine, everybody)
        return discord.Permissions(base).administrator or discord.Permissions(left) >= _NEEDS

    async def _audience(self, channel: ChannelAddress) -> AsyncIterator[Examined]:
        try:
            async with as_delivery():
                found = await audience(self.client, channel)
        except DeliveryFailed:
            return
        name, readers = channel.channel, {one.reveal()[2] for one in self.people}
        yield Examined("discord_channel_denies", is_good=found.denies_everybody, about=name)
        for role in sorted(found.roles):
            yield Examined("discord_channel_role", is_good=False, about=f"{name} {role}")
        yield Examined("discord_channel_members", is_good=True, about=f"{name} {len(found.members)}")
        for user in sorted({str(one) for one in found.members} - readers):
            yield Examined("discord_channel_stranger", is_good=False, about=f"{name} {user}")

    async def _is_there(self, guild: str, user: str) -> bool:
        try:
            async with as_delivery():
                await self.client.http.get_member(int(guild), int(user))
        except DeliveryFailed:
            return False
        return True


def _united(permissions: Iterable[str]) -> int:
    united = 0
    for one in permissions:
        united |= int(one)
    return united


def _overwritten(base: int, listed: Sequence[Any], mine: set[str], everybody: str) -> int:
    """What is left of permissions in a channel: everybody's overwrite first, then one's roles, then one's own.

    As Discord says it (Permissions, read 2026-11). `mine` are one's own id and those of one's roles.
    """
    allowed = base
    ranks = (
        [one for one in listed if str(one["id"]) == everybody],
        [one for one in listed if int(one["type"]) == _ROLE and str(one["id"]) in mine - {everybody}],
        [one for one in listed if int(one["type"]) != _ROLE and str(one["id"]) in mine],
    )
    for rank in ranks:
        allowed &= ~_united(one["deny"] for one in rank)
        allowed |= _united(one["allow"] for one in rank)
    return allowed
