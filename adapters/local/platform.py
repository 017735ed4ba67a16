"""The local set as a `Platform`: what the bot sends here stands in the file and appears at once in every pane."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from aiohttp import web

from adapters.interface import Capabilities, ChannelAddress, DeliveryFailed, MessageRef, PlatformAddress, Receive
from adapters.limits import OverLimit, check
from adapters.local.cast import PLATFORM, WORKSPACE, Cast, Door, Speaker, Stage
from adapters.local.house import House, channel_place, dm_place
from adapters.local.posted import Posted
from adapters.local.server import Server
from adapters.local.weather import Weather
from adapters.surfaces import Card

T = TypeVar("T")


class LocalSet:
    """A chat platform in the browser, on this machine. `speaker(language)` gives its own labels (`set.ftl`).

    `weather` makes it fail on purpose; `faults` names, in codes, each answer that could not be shown.
    """

    name: str = PLATFORM
    can: Capabilities = Capabilities(drops_repeats=True, knows_zones=True)

    def __init__(self, cast: Cast, file: Path, stage: Stage, speaker: Speaker, door: Door) -> None:
        self._house = House(cast, stage, speaker, door, Posted(file))
        self._house.posted.open_channel(cast.readers_channel.channel, (one.id for one in cast.of("reader")))
        self._house.posted.open_channel(cast.office_channel.channel, (one.id for one in cast.of("office")))
        self._listening = asyncio.Event()
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="local-set")

    @property
    def weather(self) -> Weather:
        """What is to go wrong."""
        return self._house.weather

    @property
    def faults(self) -> deque[str]:
        """Kinds and code lines of errors behind answers that could not be shown: for tests, never words."""
        return self._house.faults

    @property
    def port(self) -> int:
        """The port it listens on; after `ready`, also where 0 was asked for."""
        return self._house.door.port

    @property
    def address(self) -> str:
        """Where a person opens the set."""
        return f"http://{self._house.door.host}:{self.port}{self._house.root}/"

    async def run(self, receive: Receive) -> None:
        """Serve until cancelled."""
        self._house.receive = receive
        # A logger of its own that writes nothing: aiohttp's names addresses, and the text of errors.
        silent = logging.Logger("silent", level=logging.CRITICAL + 1)  # noqa: LOG001 - outside the tree on purpose
        runner = web.AppRunner(Server(self._house).application(), access_log=None, logger=silent, shutdown_timeout=2)
        await runner.setup()
        try:
            await self._listen(runner)
            await asyncio.Event().wait()
        finally:
            self._listening.clear()
            await asyncio.shield(runner.cleanup())

    async def _listen(self, runner: web.AppRunner) -> None:
        door = self._house.door
        site = web.TCPSite(runner, door.host, door.port)
        await site.start()
        _, port, *_ = runner.addresses[0]
        self._house.door = replace(door, port=port)
        self._listening.set()

    async def ready(self) -> None:
        """Return once the socket listens."""
        await self._listening.wait()

    async def send(self, to: PlatformAddress | ChannelAddress, card: Card, delivery: str) -> MessageRef:
        """Post a message. The same delivery again posts nothing and gives the first message's name."""
        place = self._place(to)
        await self._pass(card)
        if isinstance(to, PlatformAddress):
            self.weather.refuse_closed(to.reveal()[2])
        at = self._house.stage.now()
        ref, is_new = await self._do(lambda: self._house.posted.post(place, card, delivery, at))
        if is_new:
            self._house.live.tell(place)
        self.weather.lose_answer()
        return MessageRef(PLATFORM, ref)

    async def edit(self, message: MessageRef, card: Card) -> None:
        """Change a message in place. One that is gone is a permanent failure."""
        await self._pass(card)
        self._house.live.tell(await self._do(lambda: self._house.posted.edit(message.ref, card)))

    async def delete(self, message: MessageRef) -> None:
        """Remove a message; one that is gone already is fine."""
        await self._pass(None)
        if place := await self._do(lambda: self._house.posted.delete(message.ref)):
            self._house.live.tell(place)

    async def members(self, channel: ChannelAddress) -> frozenset[PlatformAddress]:
        """Everybody who can read this channel now."""
        self._place(channel)
        await self._pass(None)
        people = await self._do(lambda: self._house.posted.members(channel.channel))
        return frozenset(PlatformAddress(PLATFORM, WORKSPACE, one) for one in people)

    def join(self, channel: ChannelAddress, person: str) -> None:
        """Let somebody into a channel, as anybody with the rights may on a real platform."""
        self._house.posted.join(channel.channel, person)
        self._house.live.tell(channel_place(channel))

    def leave(self, channel: ChannelAddress, person: str) -> None:
        """Take somebody out of a channel."""
        self._house.posted.leave(channel.channel, person)
        self._house.live.tell(channel_place(channel))

    def close(self) -> None:
        """Close the file; what was posted stays in it."""
        self._writer.shutdown()
        self._house.posted.close()

    async def _pass(self, card: Card | None) -> None:
        """Through the limits and the weather, both as strict as a real platform's."""
        await self.weather.pass_through()
        if card is None:
            return
        try:
            check(card)
        except OverLimit as error:
            raise DeliveryFailed(f"over_limit_{error.code}", permanent=True) from None

    async def _do(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._writer, work)

    def _place(self, to: PlatformAddress | ChannelAddress) -> str:
        if isinstance(to, ChannelAddress):
            if to in {self._house.cast.readers_channel, self._house.cast.office_channel}:
                return channel_place(to)
            raise DeliveryFailed("no_such_channel", permanent=True)
        platform, workspace, person = to.reveal()
        if (platform, workspace) != (PLATFORM, WORKSPACE) or self._house.cast.find(person) is None:
            raise DeliveryFailed("no_such_person", permanent=True)
        return dm_place(person)
