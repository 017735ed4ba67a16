"""What the doctor looks at: token, connection, intents, commands, permissions, and who could read each channel.

Nothing is posted and nobody is told. A DM is opened, which Discord shows to nobody while it is empty (not seen by us).
Every code is as it should be where `is_good`:

    discord_token                 valid; where not, `about` is the code of the refusal
    discord_gateway               said hello
    discord_intents               nothing privileged is switched on
    discord_intent_needless       never good; `about` is a privileged intent that is, and is never needed
    discord_closed                nobody but the app's owner may let it into a guild
    discord_elsewhere             never good; what people do is sent to an address and not to us
    discord_commands              the commands are registered; the first run does it
    discord_guilds                never good; the bot is in no guild at all
    discord_guild                 the bot is in it; `about` is the guild of a channel or of a reader
    discord_invite                never good; it is missing in a guild, `about` is the link that lets it in
    discord_right_needless        never good; `about` is the guild and a permission that the bot never needs
    discord_administrators        `about` is the guild and how many administer it at most: they read every channel
    discord_owner_reads           nobody administers the guild but a reader; `about` is the guild
    discord_channel               there, and the bot can see it and write in it; `about` is the channel
    discord_channel_kind          never good; who reads such a channel, as a thread, can't be counted
    discord_channel_denies        it denies everybody; `about` is the channel
    discord_channel_role          never good; `about` is the channel and a role that can see it, by name
    discord_channel_members       `about` is the channel and how many single members can see it
    discord_channel_stranger      never good; `about` is the channel and somebody in it who is not among `people`
    discord_person                a member of the guild of their address; `about` is the user id
    discord_dm                    can be opened; whether they take a message shows when one is sent. `about` as above
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp
import discord
from discord.gateway import DiscordWebSocket

from adapters.discord import rights
from adapters.discord.faults import as_delivery
from adapters.discord.read import COMMANDS
from adapters.discord.readers import audience
from adapters.discord.server import speak_to
from adapters.discord.settings import DiscordSettings
from adapters.interface import ChannelAddress, DeliveryFailed, Examined, PlatformAddress

LONGEST_HELLO: Final = 10.0
_HELLO: Final = 10
_BLANK: Final = "\u00a0"
"""Stands for a blank within a name: `about` is words, each about something else."""
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
    Raises `DeliveryFailed` if Discord fails in between.
    """
    speak_to(settings)
    client = discord.Client(intents=discord.Intents.none())
    try:
        try:
            async with as_delivery():
                await client.login(settings.bot_token)
        except DeliveryFailed as failed:
            return (Examined("discord_token", is_good=False, about=failed.code),)
        hello = Examined("discord_gateway", is_good=await _says_hello())
        token, *rest = await look(client, readers, office, people, waiting)
        return token, hello, *rest
    finally:
        await client.close()


async def look(
    client: discord.Client,
    readers: Sequence[ChannelAddress],
    office: Sequence[ChannelAddress],
    people: Sequence[PlatformAddress],
    waiting: Sequence[PlatformAddress] = (),
) -> tuple[Examined, ...]:
    """The same with a client that is logged in, but for the connection. Raises `DeliveryFailed`."""
    eyes = _Look(client, tuple(people), tuple(waiting))
    return tuple([one async for one in eyes.at_all(readers, office)])


@dataclass(frozen=True, slots=True)
class _Guild:
    """A guild as Discord has it, and the ids of the bot and of its roles there."""

    id: str
    owner: str
    roles: Sequence[Any]
    mine: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Look:
    client: discord.Client
    people: tuple[PlatformAddress, ...] = field(repr=False)
    waiting: tuple[PlatformAddress, ...] = field(repr=False)

    async def at_all(
        self, readers: Sequence[ChannelAddress], office: Sequence[ChannelAddress]
    ) -> AsyncIterator[Examined]:
        yield Examined("discord_token", is_good=True)
        async for one in self._app():
            yield one
        everybody = (*self.people, *self.waiting)
        named = [*(one.workspace for one in (*readers, *office)), *(one.reveal()[1] for one in everybody)]
        guilds = {guild: await self._found(guild) for guild in dict.fromkeys(named)}
        async for one in self._guilds(guilds, {one.workspace for one in readers}):
            yield one
        for channel in readers:
            async for one in self._readers_channel(channel, guilds[channel.workspace]):
                yield one
        for channel in office:
            yield (await self._channel(channel, guilds[channel.workspace]))[0]
        for person in everybody:
            async for one in self._person(person):
                yield one

    async def _app(self) -> AsyncIterator[Examined]:
        async with as_delivery():
            app = await self.client.application_info()
            there: Any = await self.client.http.get_global_commands(app.id)
        switched_on = [name for name, flags in _PRIVILEGED.items() if any(getattr(app.flags, one) for one in flags)]
        for name in switched_on:
            yield Examined("discord_intent_needless", is_good=False, about=name)
        if not switched_on:
            yield Examined("discord_intents", is_good=True)
        yield Examined("discord_closed", is_good=not app.bot_public)
        if app.interactions_endpoint_url:
            yield Examined("discord_elsewhere", is_good=False)
        yield Examined("discord_commands", is_good={one["name"] for one in there} == set(COMMANDS))

    # --- guilds -----------------------------------------------------------------------------------------------------

    async def _found(self, guild: str) -> _Guild | None:
        own = str(self.client.user.id if self.client.user else 0)
        try:
            async with as_delivery():
                found: Any = await self.client.http.get_guild(int(guild))
                me: Any = await self.client.http.get_member(int(guild), int(own))
        except DeliveryFailed as failed:
            if failed.permanent:
                return None
            raise
        return _Guild(guild, str(found["owner_id"]), found["roles"], frozenset({own, *map(str, me["roles"])}))

    async def _guilds(self, guilds: dict[str, _Guild | None], read_in: set[str]) -> AsyncIterator[Examined]:
        is_nowhere = not guilds and not await self._is_somewhere()
        if is_nowhere:
            yield Examined("discord_guilds", is_good=False)
        for guild, found in guilds.items():
            yield Examined("discord_guild", is_good=found is not None, about=guild)
        if is_nowhere or None in guilds.values():
            yield Examined("discord_invite", is_good=False, about=rights.invite(self.client.application_id or 0))
        for found in filter(None, guilds.values()):
            for name in rights.needless(found.roles, found.mine, found.id):
                yield Examined("discord_right_needless", is_good=False, about=f"{found.id} {name}")
            if found.id in read_in:
                yield await self._administrators(found)

    async def _is_somewhere(self) -> bool:
        async with as_delivery():
            there: Any = await self.client.http.get_guilds(1, with_counts=False)
        return bool(there)

    async def _administrators(self, guild: _Guild) -> Examined:
        """How many administer it: the owner, and everybody with such a role, who may be the same or a bot."""
        async with as_delivery():
            counts: Any = await self.client.http.get_role_member_counts(int(guild.id))
        roles = [one for one in guild.roles if discord.Permissions(int(one["permissions"])).administrator]
        count = 1 + sum(int(counts.get(one["id"], 0)) for one in roles)
        if count == 1 and guild.owner in {one.reveal()[2] for one in self.people}:
            return Examined("discord_owner_reads", is_good=True, about=guild.id)
        return Examined("discord_administrators", is_good=True, about=f"{guild.id} {count}")

    # --- channels ---------------------------------------------------------------------------------------------------

    async def _channel(self, channel: ChannelAddress, guild: _Guild | None) -> tuple[Examined, Any]:
        """Whether the bot can see this channel and write in it, and the channel as Discord has it."""
        try:
            async with as_delivery():
                found: Any = await self.client.http.get_channel(int(channel.channel))
        except DeliveryFailed as failed:
            if not failed.permanent:
                raise
            found = {}
        if guild is None or str(found.get("guild_id")) != guild.id:
            return Examined("discord_channel", is_good=False, about=channel.channel), None
        may_post = rights.may_post(guild.roles, guild.mine, guild.id, found["permission_overwrites"])
        return Examined("discord_channel", is_good=may_post, about=channel.channel), found

    async def _readers_channel(self, channel: ChannelAddress, guild: _Guild | None) -> AsyncIterator[Examined]:
        said, found = await self._channel(channel, guild)
        yield said
        if found is None or guild is None:
            return
        if found["type"] != discord.ChannelType.text.value:
            yield Examined("discord_channel_kind", is_good=False, about=channel.channel)
            return
        async with as_delivery():
            who = await audience(self.client, channel)
        yield Examined("discord_channel_denies", is_good=who.denies_everybody, about=channel.channel)
        names = {int(one["id"]): str(one["name"]).replace(" ", _BLANK) for one in guild.roles}
        for role in sorted(who.roles):
            yield Examined("discord_channel_role", is_good=False, about=f"{channel.channel} {names.get(role, role)}")
        yield Examined("discord_channel_members", is_good=True, about=f"{channel.channel} {len(who.members)}")
        reading = {user for _, at, user in (one.reveal() for one in self.people) if at == guild.id}
        for user in sorted({str(one) for one in who.members} - reading):
            yield Examined("discord_channel_stranger", is_good=False, about=f"{channel.channel} {user}")

    # --- people -----------------------------------------------------------------------------------------------------

    async def _person(self, person: PlatformAddress) -> AsyncIterator[Examined]:
        _, guild, user = person.reveal()
        is_there = await self._does(lambda: self.client.http.get_member(int(guild), int(user)))
        yield Examined("discord_person", is_good=is_there, about=user)
        if is_there:
            is_opened = await self._does(lambda: self.client.http.start_private_message(int(user)))
            yield Examined("discord_dm", is_good=is_opened, about=user)

    async def _does(self, call: Any) -> bool:
        try:
            async with as_delivery():
                await call()
        except DeliveryFailed as failed:
            if failed.permanent:
                return False
            raise
        return True


async def _says_hello() -> bool:
    """Whether the gateway opens and says hello. Nothing is said to it, so a run that is connected isn't disturbed."""
    closing = aiohttp.ClientWSTimeout(ws_close=1.0)
    address = DiscordWebSocket.DEFAULT_GATEWAY.with_query(v="10", encoding="json")
    try:
        async with (
            asyncio.timeout(LONGEST_HELLO),
            aiohttp.ClientSession() as session,
            session.ws_connect(address, timeout=closing) as socket,
        ):
            first = json.loads(await socket.receive_str())
    except (aiohttp.ClientError, OSError, TimeoutError, TypeError, ValueError):
        return False
    return bool(first.get("op") == _HELLO)
