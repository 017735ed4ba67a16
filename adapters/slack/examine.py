"""What the doctor looks at: tokens, scopes, the socket, channels, and whether each reader can be written to.

Nothing is posted and nobody is told. A DM is opened, which Slack shows to nobody while it is empty (not seen by us).
Every code is as it should be where `is_good`:

    slack_token, slack_app_token        valid; where not, `about` is the code of the refusal
    slack_scopes                        as many as are needed; where not, Slack doesn't say which there are
    slack_scope_missing, _needless      never good; `about` is the scope
    slack_socket                        said hello
    slack_channel                       there, the bot in it, not archived; `about` is the channel
    slack_channel_private, _unshared    nobody but its members can read it
    slack_channel_members               `about` is the channel and how many people are in it
    slack_channel_stranger              never good; `about` is the channel and somebody in it who is not among `people`
    slack_person                        there, not deactivated, no bot, in this workspace; `about` is the user id
    slack_dm                            can be opened; `about` is the user id
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import aiohttp

from adapters.interface import ChannelAddress, DeliveryFailed, Examined, PlatformAddress
from adapters.slack import channels
from adapters.slack.answers import PLATFORM
from adapters.slack.settings import SlackSettings
from adapters.slack.wire import Identity, Wire

SCOPES: Final = frozenset({"chat:write", "commands", "groups:read", "im:history", "im:read", "im:write", "users:read"})
"""What the app needs, and all it needs; the same as in the manifest."""
LONGEST_HELLO: Final = 10.0


async def examine(
    settings: SlackSettings,
    readers: Sequence[ChannelAddress],
    office: Sequence[ChannelAddress],
    people: Sequence[PlatformAddress],
    waiting: Sequence[PlatformAddress] = (),
) -> tuple[Examined, ...]:
    """Look at everything, in the order of a first installation; where the token isn't valid, at nothing else.

    `waiting`: who is to read and doesn't yet; they must be reached like `people`, and are strangers in the channel.
    Raises `DeliveryFailed` if Slack fails in between.
    """
    wire = Wire(settings)
    async with wire.open():
        look = _Look(wire, settings, tuple(people), tuple(waiting))
        return tuple([one async for one in look.at_all(readers, office)])


@dataclass(frozen=True, slots=True)
class _Look:
    wire: Wire
    settings: SlackSettings
    people: tuple[PlatformAddress, ...] = field(repr=False)
    waiting: tuple[PlatformAddress, ...] = field(repr=False)

    async def at_all(
        self, readers: Sequence[ChannelAddress], office: Sequence[ChannelAddress]
    ) -> AsyncIterator[Examined]:
        try:
            answered = await self.wire.answered(self.wire.web.auth_test())
            me = await self.wire.identity()
        except DeliveryFailed as failed:
            yield Examined("slack_token", is_good=False, about=failed.code)
            return
        yield Examined("slack_token", is_good=True)
        for one in _scopes(str(answered.headers.get("x-oauth-scopes", ""))):
            yield one
        if self.settings.app_token:
            async for one in self._socket():
                yield one
        for channel in readers:
            async for one in self._readers_channel(channel.channel):
                yield one
        for channel in office:
            yield await self._channel(channel.channel)
        for person in (*self.people, *self.waiting):
            async for one in self._person(person, me):
                yield one

    async def _socket(self) -> AsyncIterator[Examined]:
        try:
            ticket = await self.wire.ticket(self.settings.app_token)
        except DeliveryFailed as failed:
            yield Examined("slack_app_token", is_good=False, about=failed.code)
            return
        yield Examined("slack_app_token", is_good=True)
        yield Examined("slack_socket", is_good=await _says_hello(ticket))

    async def _channel(self, channel: str) -> Examined:
        try:
            found = await channels.about(self.wire, channel)
        except DeliveryFailed:
            return Examined("slack_channel", is_good=False, about=channel)
        return Examined("slack_channel", bool(found.get("is_member")) and not found.get("is_archived"), channel)

    async def _readers_channel(self, channel: str) -> AsyncIterator[Examined]:
        there = await self._channel(channel)
        yield there
        if not there.is_good:
            return
        found, users = await channels.about(self.wire, channel), await channels.members(self.wire, channel)
        yield Examined("slack_channel_private", bool(found.get("is_private")), channel)
        yield Examined("slack_channel_unshared", not channels.is_open({**found, "is_private": True}), channel)
        yield Examined("slack_channel_members", is_good=True, about=f"{channel} {len(users)}")
        for user in sorted(users - {person.reveal()[2] for person in self.people}):
            yield Examined("slack_channel_stranger", is_good=False, about=f"{channel} {user}")

    async def _person(self, person: PlatformAddress, me: Identity) -> AsyncIterator[Examined]:
        platform, workspace, user = person.reveal()
        is_ours = (platform, workspace) == (PLATFORM, me.team)
        is_there = is_ours and await self._is_there(user)
        yield Examined("slack_person", is_there, user)
        if is_there:
            yield Examined("slack_dm", await self._is_reached(user), user)

    async def _is_there(self, user: str) -> bool:
        try:
            found = (await self.wire.call(self.wire.web.users_info(user=user)))["user"]
        except DeliveryFailed:
            return False
        return not found.get("deleted") and not found.get("is_bot")

    async def _is_reached(self, user: str) -> bool:
        try:
            await self.wire.call(self.wire.web.conversations_open(users=user))
        except DeliveryFailed:
            return False
        return True


def _scopes(header: str) -> list[Examined]:
    """Slack names a token's scopes in a header of every answer (Slack, auth.test, read 2026-11)."""
    granted = {scope.strip() for scope in header.split(",")} - {""}
    if not granted:
        return [Examined("slack_scopes", is_good=False)]
    missing = [Examined("slack_scope_missing", is_good=False, about=scope) for scope in sorted(SCOPES - granted)]
    needless = [Examined("slack_scope_needless", is_good=False, about=scope) for scope in sorted(granted - SCOPES)]
    return [*missing, *needless] or [Examined("slack_scopes", is_good=True)]


async def _says_hello(ticket: str) -> bool:
    closing = aiohttp.ClientWSTimeout(ws_close=1.0)
    try:
        async with (
            asyncio.timeout(LONGEST_HELLO),
            aiohttp.ClientSession() as session,
            session.ws_connect(ticket, timeout=closing) as socket,
        ):
            first = json.loads(await socket.receive_str())
    except (aiohttp.ClientError, OSError, TimeoutError, TypeError, ValueError):
        return False
    return bool(first.get("type") == "hello")
