"""What the doctor says about Discord: what its adapter sees, as sentences under the names of the production's file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from adapters.discord import rights
from adapters.discord.settings import DiscordSettings
from adapters.interface import Examined
from bot.operator import platforms_seen
from bot.operator.findings import Finding
from bot.operator.platforms_seen import platform_findings
from bot.operator.state import State
from bot.settings import Settings
from tests.adapters.discord.gateway import TOKEN, Gateway, gateway
from tests.bot.operator.files import TEXT, in_store, settings_in, states_in
from tests.bot.operator.test_running import founded

SERVER, READERS, OFFICE = "800000000000000001", "800000000000000002", "800000000000000003"
ON_DISCORD = (
    TEXT.replace('platform = "slack"', 'platform = "discord"')
    .replace("T0EXAMPLE", SERVER)
    .replace("C0READERS", READERS)
    .replace("C0OFFICE", OFFICE)
)


@pytest.fixture
async def state(tmp_path: Path) -> State:
    """Give a production that lies on Discord."""
    (found,) = await in_store(await founded(settings_in(tmp_path), ON_DISCORD), states_in)
    return found


def said(state: State, code: str, about: str = "", *, is_good: bool = False) -> Finding:
    """What one thing that was looked at comes to."""
    return platforms_seen._finding("discord", Examined(code, is_good, about), platforms_seen._names(state))


def test_channels_servers_and_readers_are_called_as_in_the_file(state: State) -> None:
    mara = state.roster.readers[0]
    for code, about, sentence in (
        ("discord_guild", SERVER, "Discord: server of The Lantern Yard: Ghostlight is not in it"),
        ("discord_channel_denies", READERS, "readers' channel of The Lantern Yard: it doesn't deny everybody"),
        ("discord_channel_role", f"{READERS} the\u00a0boss", "The Lantern Yard: the\u00a0boss: this role can see it"),
        ("discord_channel_stranger", f"{READERS} {mara.user}", f"{mara.name} is in it and doesn't read"),
        ("discord_channel_kind", READERS, "it is no text channel but a thread"),
        ("discord_channel", OFFICE, "office channel of The Lantern Yard: Ghostlight can't see it or write in it"),
        ("discord_right_needless", f"{SERVER} manage_roles", "manage_roles: Ghostlight has this permission"),
        ("discord_person", mara.user, f"{mara.name} is not a member"),
        ("discord_dm", mara.user, f"{mara.name} can't be written to"),
        ("discord_intent_needless", "members", "the privileged intent members is switched on"),
    ):
        found = said(state, code, about)
        assert sentence in found.what, code
        assert found.is_red
        assert "{}" not in found.what
        assert "{}" not in found.todo


def test_administrators_are_counted_aloud_with_a_suggestion_and_are_no_fault(state: State) -> None:
    found = said(state, "discord_administrators", f"{SERVER} 4", is_good=True)
    assert found.what == (
        "Discord: server of The Lantern Yard: 4 people at most administer it, and they read every channel in it, cards "
        "too"
    )
    assert not found.is_red
    assert "a server of the readers' own" in found.hint
    alone = said(state, "discord_owner_reads", SERVER, is_good=True)
    assert (alone.is_red, alone.hint) == (False, "")


def test_the_link_that_lets_it_in_is_printed_whole(state: State) -> None:
    assert said(state, "discord_invite", rights.invite(7)).what.endswith(rights.invite(7))


def _on(server: Gateway, settings: Settings, token: str) -> Settings:
    ws = server.url.replace("http", "ws") + "/gw/"
    return replace(settings, discord=DiscordSettings(token, f"{server.url}/api/v10", ws))


async def _red(settings: Settings) -> list[str]:
    return [f"{one.what} -> {one.todo}" for one in await platform_findings(settings, []) if one.is_red]


async def test_a_wrong_token_and_a_discord_out_of_reach_are_said_as_what_they_are(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    async with gateway() as server:
        (wrong,) = await _red(_on(server, settings, "not-the-token"))
        assert wrong.startswith("Discord refuses the bot token (discord_token_refused) -> it was reset")
        good = await platform_findings(_on(server, settings, TOKEN), [])
        assert good[:2] == (
            Finding("Discord: the bot token is valid"),
            Finding("Discord: the connection opens and answers"),
        )  # the control
        gone = _on(server, settings, TOKEN)
    (unreachable,) = await _red(gone)
    assert "Discord can't be reached" in unreachable
