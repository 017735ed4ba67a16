"""Slack as a `Platform`: one workspace, one app, by Socket Mode or by HTTP."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from slack_bolt.async_app import AsyncApp

from adapters.interface import (
    Capabilities,
    ChannelAddress,
    DeliveryFailed,
    Diary,
    MessageRef,
    PlatformAddress,
    Receive,
    Speaker,
)
from adapters.limits import OverLimit
from adapters.slack import channels, draw
from adapters.slack.answers import PLATFORM, Answers
from adapters.slack.dms import DMs
from adapters.slack.elsewhere import only_ours
from adapters.slack.faults import CLOSED, REFUSED_TOKEN, note
from adapters.slack.hands import Hands
from adapters.slack.http import USUAL_PORT, Door
from adapters.slack.listeners import Listeners, application, dispatch
from adapters.slack.missed import Missed
from adapters.slack.people import People
from adapters.slack.settings import SlackSettings
from adapters.slack.socket import Patience, Socket
from adapters.slack.wire import Identity, Json, Wire, in_time
from adapters.surfaces import Card

DEAD: Final = "slack_socket_dead"
DEAD_AFTER: Final = 60.0
LOST: Final = "slack_channel_lost"
ARCHIVED: Final = "slack_is_archived"
_LOST: Final = frozenset(f"slack_{name}" for name in CLOSED)
OUTSIDE: Final = "everybody-outside"
"""Stands among the members of a channel that others than its members can read."""
GONE: Final = "slack_message_not_found"
SURE_FOR: Final = 300.0
"""Seconds: Slack takes DMs to deactivated accounts as if somebody read them (python-slack-sdk issue 1156), so it is
asked first whether the account is still one, at most this often."""
START_PAUSE: Final = 5.0
LOOK_EVERY: Final = 3600.0
"""Seconds: over HTTP nobody says that a push was lost (Slack tries three times more, within six minutes: Events API,
read 2026-11), so DMs are looked through at the start and every hour."""


class Slack:
    """Slack, listening by Socket Mode if there is an app token, else over HTTP.

    Nothing about a DM is kept: a person is written to by their user id, and what is asked of Slack about them stays
    in memory. `patience` is for tests.
    """

    name: str = PLATFORM
    can: Capabilities = Capabilities(drops_repeats=False, knows_zones=True)

    def __init__(
        self, settings: SlackSettings, speaker: Speaker, diary: Diary, patience: Patience | None = None
    ) -> None:
        self._settings = settings
        self._speaker = speaker
        self._diary = diary
        self._patience = patience or Patience()
        self._wire = Wire(settings)
        self._people = People(self._wire)
        self._hands = Hands()
        self._up = asyncio.Event()
        self._socket: Socket | None = None
        self._door: Door | None = None
        self._lost = set[str]()

    @property
    def port(self) -> int:
        """The port of its HTTP server, 0 for none; after `ready` also where 0 was asked for."""
        return self._door.port if self._door else 0

    @property
    def trouble(self) -> str:
        """What is wrong, as a code; "" if nothing is."""
        if self._wire.is_refused:
            return REFUSED_TOKEN
        if self._socket and self._socket.down_for() > DEAD_AFTER:
            return DEAD
        return LOST if self._lost else ""

    # --- listening ----------------------------------------------------------------------------------------------------

    async def run(self, receive: Receive) -> None:
        """Listen until cancelled, then finish what is in hand. Raises a permanent `DeliveryFailed` for bad tokens."""
        async with self._wire.open():
            me, ticket = await self._begin()
            ours = only_ours(receive, me.team, self._people, self._speaker)
            answers = Answers(self._wire, self._people, self._speaker, ours, me)
            dms = DMs(answers, self._diary)
            listeners = Listeners(answers, dms)
            app = application(listeners, self._settings.bot_token, self._settings.signing_secret, self._hands)
            missed = Missed(self._wire, self._diary, dms, me)
            try:
                if ticket:
                    await self._by_socket(app, missed, ticket)
                else:
                    await self._over_http(app, missed)
            finally:
                await self._hands.finish()

    async def ready(self) -> None:
        """Return once gestures can arrive."""
        await self._up.wait()

    async def _begin(self) -> tuple[Identity, str]:
        """Who we are, and the first ticket of a socket. Slack may be out of reach for a while; a bad token is told."""
        while True:
            try:
                ticket = await self._wire.ticket(self._settings.app_token) if self._settings.app_token else ""
                return await self._wire.identity(), ticket
            except DeliveryFailed as failed:
                if failed.permanent:
                    raise
                note("slack.not_reached", failed)
                await asyncio.sleep(START_PAUSE if failed.retry_after is None else failed.retry_after.total_seconds())

    async def _by_socket(self, app: AsyncApp, missed: Missed, ticket: str) -> None:
        async def pushed(message: Json) -> Json | None:
            return await dispatch(app, message)

        socket = Socket(self._wire, self._settings.app_token, self._hands, pushed, self._patience, self._up)
        self._socket = socket
        async with self._health(), asyncio.TaskGroup() as group:
            group.create_task(socket.run(ticket))
            group.create_task(missed.watch(self._up, lambda: socket.gaps))

    @asynccontextmanager
    async def _health(self) -> AsyncIterator[None]:
        """Say on the port, where one is given, whether all is well."""
        if self._settings.port is None:
            yield
            return
        self._door = Door(None, lambda: self.trouble)
        async with self._door.open(self._settings.port):
            yield

    async def _over_http(self, app: AsyncApp, missed: Missed) -> None:
        self._door = Door(app, lambda: self.trouble)
        async with self._door.open(USUAL_PORT if self._settings.port is None else self._settings.port):
            self._up.set()
            try:
                await missed.watch(self._up, lambda: int(time.monotonic() // LOOK_EVERY))
            finally:
                self._up.clear()

    # --- calling ------------------------------------------------------------------------------------------------------

    async def send(self, to: PlatformAddress | ChannelAddress, card: Card, delivery: str) -> MessageRef:  # noqa: ARG002 - Slack can't drop repeats, and a channel's history is never read
        """Post a message. To a person it goes by their user id; a deactivated account is a permanent failure."""
        message = _drawn(card)
        async with in_time():
            place = await self._place(to)
            if isinstance(to, PlatformAddress) and (await self._people.find(place, SURE_FOR)).is_deactivated:
                raise DeliveryFailed("slack_user_disabled", permanent=True)
            posted = await self._wire.call(self._wire.web.chat_postMessage(channel=place, **message))
        return MessageRef(PLATFORM, f"{posted['channel']}:{posted['ts']}")

    async def edit(self, message: MessageRef, card: Card) -> None:
        """Change a message in place; one that is gone is a permanent failure."""
        channel, ts = _parts(message)
        drawn = _drawn(card)
        await self._wire.call(
            self._wire.web.chat_update(channel=channel, ts=ts, text=drawn["text"], blocks=drawn["blocks"])
        )

    async def delete(self, message: MessageRef) -> None:
        """Remove a message; one that is gone already is fine."""
        channel, ts = _parts(message)
        try:
            await self._wire.call(self._wire.web.chat_delete(channel=channel, ts=ts))
        except DeliveryFailed as failed:
            if failed.code != GONE:
                raise

    async def members(self, channel: ChannelAddress) -> frozenset[PlatformAddress]:
        """Everybody who can read this channel, other apps' bots too; `OUTSIDE` if that can't be counted by members.

        One that is archived is a permanent failure: nothing can be posted there.
        """
        async with in_time():
            place, me = await self._place(channel), await self._wire.identity()
            try:
                found, users = await self._looked(place)
            except DeliveryFailed as failed:
                self._lost |= {place} if failed.code in _LOST else set()
                raise
        self._lost.discard(place)
        outside = {OUTSIDE} if channels.is_open(found) else set()
        return frozenset(PlatformAddress(PLATFORM, me.team, user) for user in users | outside)

    async def _looked(self, place: str) -> tuple[Json, frozenset[str]]:
        found = await channels.about(self._wire, place)
        if found.get("is_archived"):  # Slack still names its members
            raise DeliveryFailed(ARCHIVED, permanent=True)
        return found, await channels.members(self._wire, place)

    async def _place(self, to: PlatformAddress | ChannelAddress) -> str:
        """The id that Slack is given. Somebody of another platform or workspace is nobody here."""
        platform, workspace, place = (
            to.reveal() if isinstance(to, PlatformAddress) else (to.platform, to.workspace, to.channel)
        )
        me = await self._wire.identity()
        if (platform, workspace) != (PLATFORM, me.team):
            raise DeliveryFailed("slack_other_workspace", permanent=True)
        return place


def _drawn(card: Card) -> Json:
    try:
        return draw.message(card)
    except OverLimit as error:
        raise DeliveryFailed(f"over_limit_{error.code}", permanent=True) from None


def _parts(message: MessageRef) -> tuple[str, str]:
    channel, sign, ts = message.ref.partition(":")
    if message.platform != PLATFORM or not sign:
        raise DeliveryFailed(GONE, permanent=True)
    return channel, ts
