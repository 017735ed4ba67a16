"""What the doctor sees of a guild, as it should be and otherwise."""

from __future__ import annotations

from typing import Any

import discord
import simcord

from adapters.discord.examine import look
from adapters.interface import Examined, PlatformAddress
from tests.adapters.discord.place import Place, place

SEES = discord.PermissionOverwrite(view_channel=True)


async def _seen(here: Place, channel: simcord.ChannelHandle, *people: PlatformAddress) -> set[Examined]:
    _with_counts(here)
    return set(await look(here.platform.client, [here.at(channel)], [], people))


def _with_counts(here: Place) -> None:
    """Simcord has no counts of a role's members."""

    async def counts(_: int) -> dict[str, int]:
        return {str(role.id): 2 for role in here.guild.roles.values()}

    http: Any = here.platform.client.http
    http.get_role_member_counts = counts


async def test_a_guild_that_is_as_it_should_be() -> None:
    async with place() as here:
        reader = here.person("wren")
        channel = here.channel(reader)
        guild, name = str(here.guild.id), str(channel.id)
        assert await _seen(here, channel, here.address(reader)) == {
            Examined("discord_token", is_good=True),
            Examined("discord_commands", is_good=True),
            Examined("discord_guild", is_good=True, about=guild),
            Examined("discord_administrators", is_good=True, about=f"{guild} {_administrators(here)}"),
            Examined("discord_channel", is_good=True, about=name),
            Examined("discord_channel_denies", is_good=True, about=name),
            Examined("discord_channel_members", is_good=True, about=f"{name} 1"),
            Examined("discord_person", is_good=True, about=str(reader.id)),
        }


def _administrators(here: Place) -> int:
    roles = here.env.backend.get_guild(here.guild.id).roles.values()
    return 1 + 2 * sum(discord.Permissions(one.permissions).administrator for one in roles)


async def test_each_thing_that_is_not_as_it_should_be_is_seen() -> None:
    async with place() as here:
        stranger, gone = here.person("ivo"), here.env.create_user("gone")
        boss = here.guild.create_role("boss", permissions=discord.Permissions(administrator=True))
        me = here.env.bot.user
        assert me
        more: dict[Any, discord.PermissionOverwrite] = {here.guild.default_role: SEES, boss: SEES}
        channel = here.channel(stranger, more=more)
        here.env.backend.commands[None].clear()
        bad = {one for one in await _seen(here, channel, here.address(gone)) if not one.is_good}
        name = str(channel.id)
        assert bad == {
            Examined("discord_commands", is_good=False),
            Examined("discord_channel_denies", is_good=False, about=name),
            Examined("discord_channel_role", is_good=False, about=f"{name} {boss.id}"),
            Examined("discord_channel_stranger", is_good=False, about=f"{name} {stranger.id}"),
            Examined("discord_person", is_good=False, about=str(gone.id)),
        }


async def test_a_channel_that_is_gone_and_a_guild_the_bot_is_not_in() -> None:
    async with place() as here:
        channel = here.channel()
        here.env.backend.remove_guild(here.guild.id)
        await here.settle()
        bad = {one.code for one in await _seen(here, channel) if not one.is_good}
        assert bad == {"discord_guild", "discord_channel"}
