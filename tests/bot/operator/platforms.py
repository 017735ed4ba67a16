"""Platforms to run on, where nobody does anything: one that stays silent, and one that refuses."""

from __future__ import annotations

import asyncio
from typing import Literal

from adapters.interface import Capabilities, ChannelAddress, DeliveryFailed, MessageRef, PlatformAddress, Receive
from adapters.surfaces import Card


class Silent:
    """A platform on which nobody does anything."""

    name = "slack"
    can = Capabilities(drops_repeats=False, knows_zones=False)

    def __init__(self) -> None:
        self.opened = asyncio.Event()

    async def run(self, receive: Receive) -> None:  # noqa: ARG002 - nobody does anything
        """Listen."""
        self.opened.set()
        await asyncio.Event().wait()

    async def ready(self) -> None:
        """Once it listens."""
        await self.opened.wait()

    async def send(self, to: PlatformAddress | ChannelAddress, card: Card, delivery: str) -> MessageRef:  # noqa: ARG002
        """Take it."""
        return MessageRef(self.name, "1")

    async def edit(self, message: MessageRef, card: Card) -> None:
        """Nothing is shown anywhere."""

    async def delete(self, message: MessageRef) -> None:
        """Nothing is shown anywhere."""

    async def members(self, channel: ChannelAddress) -> frozenset[PlatformAddress]:  # noqa: ARG002
        """Nobody."""
        return frozenset()


class Refusing(Silent):
    """A platform that doesn't let us in: it says so where it listens, or where it is waited for."""

    def __init__(self, failed: Exception, where: Literal["run", "ready"]) -> None:
        super().__init__()
        self._failed = failed
        self._where = where

    async def run(self, receive: Receive) -> None:
        """Listen, or refuse."""
        if self._where == "run":
            raise self._failed
        await super().run(receive)

    async def ready(self) -> None:
        """Refuse once it listens."""
        await super().ready()
        raise self._failed


REFUSED = DeliveryFailed("slack_token_refused", permanent=True)
