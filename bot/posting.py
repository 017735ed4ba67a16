"""Sending through whichever platform an address lies on. Every call ends within ten seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from weakref import WeakValueDictionary

from adapters.interface import ChannelAddress, DeliveryFailed, MessageRef, Platform, PlatformAddress
from adapters.surfaces import Card

_SECONDS: Final = 10


@dataclass(frozen=True, slots=True)
class Posting:
    """The platforms that run here, by name. One that doesn't run is out of order, not gone: trying again may help."""

    platforms: Mapping[str, Platform]
    _turns: WeakValueDictionary[bytes, asyncio.Lock] = field(default_factory=WeakValueDictionary, repr=False)

    def turn(self, concern: bytes) -> asyncio.Lock:
        """Held while a line's card is changed, from reading the line until what came of it is kept.

        Else an edit may meet a card that is just being replaced, and the new one would go on saying what was so before.
        """
        return self._turns.setdefault(concern, asyncio.Lock())

    async def send(self, to: PlatformAddress | ChannelAddress, card: Card, delivery: str) -> MessageRef:
        """Post a new message; `delivery` is the same in every attempt."""
        platform = self._platform(to.platform)
        async with asyncio.timeout(_SECONDS):
            return await platform.send(to, card, delivery)

    async def edit(self, message: MessageRef, card: Card) -> None:
        """Change a message in place."""
        platform = self._platform(message.platform)
        async with asyncio.timeout(_SECONDS):
            await platform.edit(message, card)

    async def delete(self, message: MessageRef) -> None:
        """Remove a message; one that is gone already is fine."""
        platform = self._platform(message.platform)
        async with asyncio.timeout(_SECONDS):
            await platform.delete(message)

    async def is_gone(self, card: str) -> bool:
        """Remove a card named "platform ref"; whether it is gone. Raises nothing, whatever the platform does."""
        platform, _, ref = card.partition(" ")
        try:
            if ref:
                await self.delete(MessageRef(platform, ref))
        except Exception:  # noqa: BLE001 - what stays says nothing but a name and a time, and goes with its line
            return False
        return True

    async def take_away(self, cards: Iterable[str]) -> frozenset[str]:
        """Remove these; those that are gone. Raises what a platform raises where trying again may remove the others."""
        gone = set[str]()
        for card in cards:
            try:
                await self.delete(MessageRef(*card.split(" ", 1)))
            except DeliveryFailed as failed:
                if not failed.permanent:
                    raise
            else:
                gone.add(card)
        return frozenset(gone)

    async def members(self, channel: ChannelAddress) -> frozenset[PlatformAddress]:
        """Everybody who can read this channel."""
        platform = self._platform(channel.platform)
        async with asyncio.timeout(_SECONDS):
            return await platform.members(channel)

    def drops_repeats(self, name: str) -> bool:
        """Whether a second send with the same delivery id shows nothing twice there."""
        return self._platform(name).can.drops_repeats

    def _platform(self, name: str) -> Platform:
        if name not in self.platforms:
            raise DeliveryFailed("platform_not_running", permanent=False)
        return self.platforms[name]
