"""What the doctor is told: each thing that can be wrong, under its own code, and nothing is posted to find out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from adapters.interface import ChannelAddress, Examined, PlatformAddress
from adapters.slack import examine as examining
from adapters.slack.examine import SCOPES, examine
from adapters.slack.settings import SlackSettings
from tests.adapters.slack.conftest import settings_of
from tests.servers.slack import SlackServer
from tests.servers.slack.manifest import FILE, read


@dataclass
class Set:
    """A workspace as it should be."""

    server: SlackServer
    wren: str
    readers: str
    office: str
    settings: SlackSettings

    async def examined(self) -> set[tuple[str, bool, str]]:
        """What is found, as tuples."""
        team = self.server.team
        found = await examine(
            self.settings,
            [ChannelAddress("slack", team, self.readers)],
            [ChannelAddress("slack", team, self.office)],
            [PlatformAddress("slack", team, self.wren)],
        )
        return {(one.code, one.is_good, one.about) for one in found}

    async def wrong(self) -> set[tuple[str, str]]:
        """What isn't as it should be: code and about."""
        return {(code, about) for code, is_good, about in await self.examined() if not is_good}


def new(server: SlackServer) -> Set:
    """A set with one reader, a readers' channel and an office channel."""
    wren, ivo = server.person("Wren Castle"), server.person("Ivo Marsh")
    return Set(server, wren, server.channel(wren), server.channel(ivo), settings_of(server))


async def test_everything_is_as_it_should_be_and_nothing_was_posted() -> None:
    async with SlackServer() as server:
        one = new(server)
        found = await one.examined()
        assert found == {
            ("slack_token", True, ""),
            ("slack_scopes", True, ""),
            ("slack_app_token", True, ""),
            ("slack_socket", True, ""),
            ("slack_channel", True, one.readers),
            ("slack_channel", True, one.office),
            ("slack_channel_private", True, one.readers),
            ("slack_channel_unshared", True, one.readers),
            ("slack_channel_members", True, f"{one.readers} 1"),
            ("slack_person", True, one.wren),
            ("slack_dm", True, one.wren),
        }
        assert server.dm(one.wren) == []
        assert not [call for call in server.requests if call.method.startswith(("chat.", "views."))]
        one.settings = settings_of(server, "http")
        assert found - await one.examined() == {("slack_app_token", True, ""), ("slack_socket", True, "")}


def archived(one: Set) -> tuple[str, str]:
    """The readers' channel is archived."""
    one.server.archive(one.readers)
    return "slack_channel", one.readers


def taken_out(one: Set) -> tuple[str, str]:
    """The bot is out of the office's channel."""
    one.server.leave(one.office, one.server.bot_user)
    return "slack_channel", one.office


def unknown(one: Set) -> tuple[str, str]:
    """The channel's id is wrong."""
    one.readers = "C0NOSUCHONE"
    return "slack_channel", one.readers


def shared(one: Set) -> tuple[str, str]:
    """The readers' channel is shared with others."""
    one.server.world.channels[one.readers].shared = True
    return "slack_channel_unshared", one.readers


def a_stranger(one: Set) -> tuple[str, str]:
    """Somebody else reads along."""
    stranger = one.server.person("Pia Stone")
    one.server.world.channels[one.readers].members.append(stranger)
    return "slack_channel_stranger", f"{one.readers} {stranger}"


def deactivated(one: Set) -> tuple[str, str]:
    """The reader's account ended."""
    one.server.deactivate(one.wren)
    return "slack_person", one.wren


def a_bot(one: Set) -> tuple[str, str]:
    """The reader is no person."""
    one.server.world.users[one.wren].bot = True
    return "slack_person", one.wren


def no_dm(one: Set) -> tuple[str, str]:
    """No DM with them can be opened."""
    one.server.fail("conversations.open", "user_disabled")
    return "slack_dm", one.wren


def silent(one: Set) -> tuple[str, str]:
    """The socket says nothing."""
    one.server.silence_sockets(next_ones=1)
    return "slack_socket", ""


def dead(one: Set) -> tuple[str, str]:
    """The socket can't be opened."""
    one.server.kill_tickets(next_ones=1)
    return "slack_socket", ""


def wrong_app_token(one: Set) -> tuple[str, str]:
    """The app token is wrong."""
    one.settings = replace(one.settings, app_token="xapp-wrong")
    return "slack_app_token", "slack_app_token_refused"


def wrong_token(one: Set) -> tuple[str, str]:
    """The bot token is wrong."""
    one.settings = replace(one.settings, bot_token="xoxb-wrong")
    return "slack_token", "slack_token_refused"


def needless(one: Set) -> tuple[str, str]:
    """The app may do more than it needs."""
    granted = one.server.world.manifest
    one.server.grant(replace(granted, scopes=granted.scopes | {"channels:history"}))
    return "slack_scope_needless", "channels:history"


@pytest.mark.parametrize(
    "spoil",
    [
        archived,
        taken_out,
        unknown,
        shared,
        a_stranger,
        deactivated,
        a_bot,
        no_dm,
        silent,
        dead,
        wrong_app_token,
        wrong_token,
        needless,
    ],
)
async def test_what_is_wrong_is_said_and_nothing_else(
    spoil: Callable[[Set], tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with SlackServer() as server:
        one = new(server)
        assert await one.wrong() == set()
        wanted = spoil(one)
        if spoil is silent:
            monkeypatch.setattr(examining, "LONGEST_HELLO", 0.2)
        assert await one.wrong() == {wanted}


@pytest.mark.parametrize("scope", sorted(SCOPES))
async def test_each_scope_that_is_missing_is_named(scope: str) -> None:
    async with SlackServer() as server:
        one = new(server)
        granted = server.world.manifest
        server.grant(replace(granted, scopes=granted.scopes - {scope}))
        assert ("slack_scope_missing", scope) in await one.wrong()


async def test_whoever_does_not_read_yet_must_be_reached_and_is_a_stranger_in_the_channel() -> None:
    async with SlackServer() as server:
        one = new(server)
        noor = server.person("Noor Field")
        server.world.channels[one.readers].members.append(noor)
        team = server.team
        channel, wren = ChannelAddress("slack", team, one.readers), PlatformAddress("slack", team, one.wren)
        found = await examine(one.settings, [channel], [], [wren], [PlatformAddress("slack", team, noor)])
        assert Examined("slack_dm", is_good=True, about=noor) in found
        assert [seen for seen in found if not seen.is_good] == [
            Examined("slack_channel_stranger", is_good=False, about=f"{one.readers} {noor}")
        ]


def test_rights_that_slack_does_not_name_are_not_called_missing() -> None:
    assert examining._scopes("") == [Examined("slack_scopes", is_good=False)]


async def test_a_public_channel_is_none_for_readers() -> None:
    async with SlackServer() as server:
        one = new(server)
        one.readers = server.channel(one.wren, private=False)
        assert await one.wrong() == {("slack_channel", one.readers)}


def test_the_scopes_are_those_of_the_manifest() -> None:
    assert read(FILE.read_text("utf-8")).scopes == SCOPES


def test_what_was_examined_shows_no_token() -> None:
    assert "xoxb" not in repr(Examined("slack_token", is_good=True))
