"""What is sent and to whom: who can read a channel, who takes no DM, what is refused for good."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Any

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from adapters.discord.people import OUTSIDE
from adapters.interface import ChannelAddress, DeliveryFailed, PlatformAddress
from tests.adapters.discord.place import Place, place
from tests.contracts.adapter import LINE, NOTE

SEES = discord.PermissionOverwrite(view_channel=True)
NEITHER = discord.PermissionOverwrite()
HIDDEN = discord.PermissionOverwrite(view_channel=False)


def _outside(here: Place) -> PlatformAddress:
    return PlatformAddress("discord", str(here.guild.id), OUTSIDE)


async def _members(here: Place, channel: simcord.ChannelHandle) -> frozenset[PlatformAddress]:
    return await here.platform.members(here.at(channel))


# --- who can read a channel -------------------------------------------------------------------------------------------


async def test_single_members_are_all_there_is() -> None:
    async with place() as here:
        reader, other, gone = here.person("wren"), here.person("ode"), here.person("gone")
        channel = here.channel(reader, other, more={gone: HIDDEN})
        assert await _members(here, channel) == {here.address(reader), here.address(other)}


@pytest.mark.parametrize("everybody", [SEES, NEITHER], ids=["allowed", "not denied"])
async def test_a_channel_that_does_not_deny_everybody_is_open(everybody: discord.PermissionOverwrite) -> None:
    async with place() as here:
        reader = here.person("wren")
        channel = here.channel(reader, more={here.guild.default_role: everybody})
        assert await _members(here, channel) == {here.address(reader), _outside(here)}


@pytest.mark.parametrize(("overwrite", "is_open"), [(SEES, True), (HIDDEN, False), (NEITHER, False)])
async def test_a_role_that_can_see_it_is_somebody_unknown(
    overwrite: discord.PermissionOverwrite, is_open: bool
) -> None:
    async with place() as here:
        reader, role = here.person("wren"), here.guild.create_role("crew")
        channel = here.channel(reader, more={role: overwrite})
        assert (_outside(here) in await _members(here, channel)) is is_open


async def test_a_role_that_was_made_since_is_seen_at_the_next_look() -> None:
    async with place() as here:
        reader = here.person("wren")
        channel = here.channel(reader)
        assert _outside(here) not in await _members(here, channel)
        role = here.guild.create_role("crew")
        backend_channel: Any = channel._channel
        backend_channel.overwrites.append(_overwrite(role.id))
        assert _outside(here) in await _members(here, channel)


def _overwrite(target: int) -> Any:
    return Overwrite(target, OverwriteType.ROLE, SEES.pair()[0].value, 0)


async def test_a_channel_that_holds_others_and_one_of_another_kind_is_open() -> None:
    async with place() as here:
        voice = here.guild.create_voice_channel("stage")
        assert await _members(here, voice) == {_outside(here)}


async def test_a_channel_that_is_gone_or_elsewhere_is_a_failure_for_good() -> None:
    async with place() as here:
        channel = here.at(here.channel(here.person("wren")))
        for wrong in (replace(channel, channel="1"), replace(channel, workspace="1"), replace(channel, channel="x")):
            with pytest.raises(DeliveryFailed) as refused:
                await here.platform.members(wrong)
            assert refused.value.permanent


async def test_nobody_is_listed_by_a_call_that_discord_refuses() -> None:
    async with place() as here:
        await _members(here, here.channel(here.person("wren")))
        asked = [one.path for one in here.env.http_requests]
        assert f"/channels/{_last(here)}" in asked
        assert not any(path.endswith(("/members", "/thread-members")) for path in asked)


def _last(here: Place) -> int:
    return max(here.env.backend.get_guild(here.guild.id).channel_ids)


# --- who takes no DM --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [50007, 50278, 40003])
async def test_who_takes_no_dm_is_not_asked_again(code: int) -> None:
    async with place() as here:
        one = here.person("one")
        here.env.inject_error("POST", "/channels/*/messages", status=403, code=code, times=None)
        for delivery in ("d1", "d2", "d3"):
            with pytest.raises(DeliveryFailed) as refused:
                await here.platform.send(here.address(one), NOTE, delivery)
            assert (refused.value.permanent, refused.value.code) == (True, f"discord_{code}")
        assert sum(one.path.endswith("/messages") for one in here.env.http_requests) == 1


async def test_who_shows_up_again_is_written_to_again() -> None:
    async with place() as here:
        one = here.person("one")
        here.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
        with pytest.raises(DeliveryFailed):
            await here.platform.send(here.address(one), NOTE, "d1")
        await one.user.slash("inbox")
        await here.platform.send(here.address(one), NOTE, "d2")


@pytest.mark.parametrize(
    ("status", "code", "permanent"),
    [(403, 50013, True), (404, 10003, True), (400, 50035, True), (401, 0, False), (429, 0, False), (502, 0, False)],
)
async def test_what_helps_no_more_is_told_from_what_may(status: int, code: int, permanent: bool) -> None:
    async with place() as here:
        channel = here.at(here.channel(here.person("wren")))
        here.env.inject_error("POST", "/channels/*/messages", status=status, code=code)
        with pytest.raises(DeliveryFailed) as refused:
            await here.platform.send(channel, LINE, "d1")
        assert refused.value.permanent is permanent


async def test_a_guild_that_is_gone_is_a_failure_for_good() -> None:
    async with place() as here:
        channel = here.at(here.channel(here.person("wren")))
        here.env.backend.remove_guild(here.guild.id)
        await here.settle()
        for call in (here.platform.send(channel, LINE, "d1"), here.platform.members(channel)):
            with pytest.raises(DeliveryFailed) as refused:
                await call
            assert refused.value.permanent


async def test_an_id_that_is_none_is_refused_without_asking() -> None:
    async with place() as here:
        before = len(here.env.http_requests)
        with pytest.raises(DeliveryFailed) as refused:
            await here.platform.send(ChannelAddress("discord", "1", "nowhere"), NOTE, "d1")
        assert refused.value.permanent
        assert len(here.env.http_requests) == before


def test_slacks_libraries_are_not_here() -> None:
    asked = "import sys, adapters.discord.platform; print(sorted(m for m in sys.modules if m.startswith('slack')))"
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
