"""What the doctor sees of a guild, as it should be and otherwise."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import discord
import pytest
import simcord

from adapters.discord import rights
from adapters.discord.examine import examine, look
from adapters.discord.settings import DiscordSettings
from adapters.interface import Examined, PlatformAddress
from tests.adapters.discord.gateway import TOKEN, Gateway, gateway
from tests.adapters.discord.place import Place, place

SEES = discord.PermissionOverwrite(view_channel=True)


async def _seen(here: Place, channel: simcord.ChannelHandle, *people: PlatformAddress) -> set[Examined]:
    return set(await look(here.platform.client, [here.at(channel)], [], people))


@pytest.fixture
async def here() -> AsyncIterator[Place]:
    """Give a guild and an app that are as they should be."""
    async with place() as found:
        http: Any = found.platform.client.http
        through = http.application_info
        app: dict[str, Any] = {"bot_public": False}

        async def counts(_: int) -> dict[str, int]:
            return {str(role.id): 2 for role in found.guild.roles.values()}

        async def application_info() -> dict[str, Any]:
            return {**await through(), **app}

        http.get_role_member_counts = counts  # simcord has no counts of a role's members
        http.application_info = application_info
        http.app = app
        for role in found.env.backend.get_guild(found.guild.id).roles.values():
            if role.id != found.guild.id:  # simcord gives a bot every permission
                role.permissions = rights.PERMISSIONS.value
        yield found


async def _bad(here: Place, channel: simcord.ChannelHandle, *people: PlatformAddress) -> set[Examined]:
    return {one for one in await _seen(here, channel, *people) if not one.is_good}


async def test_a_guild_that_is_as_it_should_be(here: Place) -> None:
    reader = here.person("wren")
    channel = here.channel(reader)
    guild, name = str(here.guild.id), str(channel.id)
    assert await _seen(here, channel, here.address(reader)) == {
        Examined("discord_token", is_good=True),
        Examined("discord_intents", is_good=True),
        Examined("discord_closed", is_good=True),
        Examined("discord_commands", is_good=True),
        Examined("discord_guild", is_good=True, about=guild),
        Examined("discord_administrators", is_good=True, about=f"{guild} {_administrators(here)}"),
        Examined("discord_channel", is_good=True, about=name),
        Examined("discord_channel_denies", is_good=True, about=name),
        Examined("discord_channel_members", is_good=True, about=f"{name} 1"),
        Examined("discord_person", is_good=True, about=str(reader.id)),
        Examined("discord_dm", is_good=True, about=str(reader.id)),
    }


def _administrators(here: Place) -> int:
    roles = here.env.backend.get_guild(here.guild.id).roles.values()
    return 1 + 2 * sum(discord.Permissions(one.permissions).administrator for one in roles)


async def test_looking_posts_nothing(here: Place) -> None:
    reader = here.person("wren")
    channel = here.channel(reader)
    asked = list[tuple[str, str]]()
    http: Any = here.platform.client.http
    through = http.request

    async def request(route: Any, **more: Any) -> Any:
        asked.append((route.method, route.path))
        return await through(route, **more)

    http.request = request
    await _seen(here, channel, here.address(reader))
    assert ("GET", "/channels/{channel_id}") in asked  # the control
    assert {one for one in asked if one[0] != "GET"} == {("POST", "/users/@me/channels")}
    assert not channel.history()


async def test_each_thing_that_is_not_as_it_should_be_is_seen(here: Place) -> None:
    stranger, gone = here.person("ivo"), here.env.create_user("gone")
    boss = here.guild.create_role("the boss", permissions=discord.Permissions(administrator=True))
    more: dict[Any, discord.PermissionOverwrite] = {here.guild.default_role: SEES, boss: SEES}
    channel = here.channel(stranger, more=more)
    here.env.backend.commands[None].clear()
    name = str(channel.id)
    assert await _bad(here, channel, here.address(gone)) == {
        Examined("discord_commands", is_good=False),
        Examined("discord_channel_denies", is_good=False, about=name),
        Examined("discord_channel_role", is_good=False, about=f"{name} the\u00a0boss"),
        Examined("discord_channel_stranger", is_good=False, about=f"{name} {stranger.id}"),
        Examined("discord_person", is_good=False, about=str(gone.id)),
    }


async def test_a_reader_whose_account_names_another_guild_is_a_stranger_here(here: Place) -> None:
    reader = here.person("wren")
    channel = here.channel(reader)
    elsewhere = PlatformAddress("discord", "4242", str(reader.id))
    bad = {one.code for one in await _bad(here, channel, elsewhere)}
    assert bad == {"discord_channel_stranger", "discord_guild", "discord_invite", "discord_person"}


async def test_an_app_that_anybody_may_let_in_or_that_is_answered_for_elsewhere(here: Place) -> None:
    channel = here.channel()
    http: Any = here.platform.client.http
    assert await _bad(here, channel) == set()  # the control
    http.app |= {"bot_public": True, "interactions_endpoint_url": "https://elsewhere.example", "flags": 1 << 14}
    assert await _bad(here, channel) == {
        Examined("discord_closed", is_good=False),
        Examined("discord_elsewhere", is_good=False),
        Examined("discord_intent_needless", is_good=False, about="members"),
    }


async def test_a_permission_that_is_never_needed_is_named(here: Place) -> None:
    channel, me = here.channel(), here.env.bot.user
    assert me
    role = here.guild.create_role("helpers", permissions=discord.Permissions(manage_roles=True, send_messages=True))
    here.env.backend.get_guild(here.guild.id).members[me.id].role_ids.append(role.id)
    about = f"{here.guild.id} manage_roles"
    assert await _bad(here, channel) == {Examined("discord_right_needless", is_good=False, about=about)}


def test_a_bot_that_administers_is_told_just_that() -> None:
    everything = [{"id": "1", "permissions": "0"}, {"id": "2", "permissions": str(discord.Permissions.all().value)}]
    assert rights.needless(everything, {"2"}, "1") == ("administrator",)


async def test_a_guild_of_the_readers_own_has_no_administrator_but_a_reader(here: Place) -> None:
    reader = here.person("wren")
    guild = here.env.backend.get_guild(here.guild.id)
    channel = here.channel(reader)
    assert Examined("discord_administrators", is_good=True, about=f"{guild.id} 1") in await _seen(here, channel)
    guild.owner_id = reader.id
    codes = {one.code for one in await _seen(here, channel, here.address(reader))}
    assert "discord_owner_reads" in codes
    assert "discord_administrators" not in codes


async def test_a_channel_whose_readers_cannot_be_counted_is_said_as_that(here: Place) -> None:
    thread = here.channel()
    thread._channel.type = discord.ChannelType.news.value
    bad = await _bad(here, thread)
    assert bad == {Examined("discord_channel_kind", is_good=False, about=str(thread.id))}


async def test_a_channel_where_the_bot_may_not_write(here: Place) -> None:
    me = here.env.bot.user
    assert me
    mute = discord.PermissionOverwrite(view_channel=True, send_messages=False)
    channel = here.channel(more={me: mute})
    assert await _bad(here, channel) == {Examined("discord_channel", is_good=False, about=str(channel.id))}


async def test_a_guild_that_it_is_not_in_comes_with_the_link_that_lets_it_in(here: Place) -> None:
    channel = here.channel()
    here.env.backend.remove_guild(here.guild.id)
    await here.settle()
    bad = {one.code: one.about for one in await _bad(here, channel)}
    assert bad.keys() == {"discord_guild", "discord_invite", "discord_channel"}
    assert bad["discord_invite"] == rights.invite(here.platform.client.application_id or 0)
    nowhere = {one.code for one in await look(here.platform.client, [], [], []) if not one.is_good}
    assert nowhere == {"discord_guilds", "discord_invite"}


async def test_before_there_is_a_production_a_bot_in_a_guild_is_as_it_should_be(here: Place) -> None:
    assert {one for one in await look(here.platform.client, [], [], []) if not one.is_good} == set()


def test_the_link_asks_for_what_is_needed_and_no_more() -> None:
    link = urlsplit(rights.invite(7))
    asked = parse_qs(link.query)
    assert (link.netloc, asked["client_id"], asked["scope"]) == ("discord.com", ["7"], ["bot applications.commands"])
    given = discord.Permissions(int(asked["permissions"][0]))
    assert given == discord.Permissions(view_channel=True, send_messages=True)
    assert not given.administrator


# --- on a local gateway -----------------------------------------------------------------------------------------


async def test_a_token_that_is_refused_is_said_as_that_and_nothing_else_is_looked_at() -> None:
    async with gateway() as server:
        assert await examine(_settings(server, "wrong"), [], [], []) == (
            Examined("discord_token", is_good=False, about="discord_token_refused"),
        )


async def test_the_gateway_says_hello_or_it_does_not() -> None:
    async with gateway() as server:
        seen = await examine(_settings(server, TOKEN), [], [], [])
        assert seen[:2] == (Examined("discord_token", is_good=True), Examined("discord_gateway", is_good=True))
        assert server.sessions == [], "and nothing was said to it"
        away = replace(_settings(server, TOKEN), gateway_url="ws://127.0.0.1:9/gw/")
        assert Examined("discord_gateway", is_good=False) in await examine(away, [], [], [])


def _settings(server: Gateway, token: str) -> DiscordSettings:
    ws = server.url.replace("http", "ws") + "/gw/"
    return DiscordSettings(token, f"{server.url}/api/v10", ws)
