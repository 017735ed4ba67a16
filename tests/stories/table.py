"""A platform without any drawing: cards lie in memory as they are sent, and limits hold."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

from adapters.interface import Capabilities, ChannelAddress, DeliveryFailed, MessageRef, PlatformAddress, Receive
from adapters.limits import OverLimit, check
from adapters.surfaces import Card

TABLE: Final = "table"
"""A script that is read at a table, without a set."""

Members = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Message:
    """A card as it lies at its place now; `place` is a channel's or a person's id."""

    place: str
    delivery: str
    card: Card


class Table:
    """A platform that keeps what it is sent in memory."""

    name: str = TABLE
    can: Capabilities = Capabilities(drops_repeats=True, knows_zones=True)

    def __init__(self, members: Members) -> None:
        self.members_of = members
        self.messages: dict[str, Message] = {}
        self.receive: Receive | None = None
        self._listening = asyncio.Event()

    async def run(self, receive: Receive) -> None:
        """Take gestures until cancelled."""
        self.receive = receive
        self._listening.set()
        await asyncio.Event().wait()

    async def ready(self) -> None:
        """Return once gestures are taken."""
        await self._listening.wait()

    async def send(self, to: PlatformAddress | ChannelAddress, card: Card, delivery: str) -> MessageRef:
        """Keep it; the same delivery again changes nothing."""
        place = to.channel if isinstance(to, ChannelAddress) else to.reveal()[2]
        ref = f"{place} {delivery}"
        self.messages.setdefault(ref, Message(place, delivery, _checked(card)))
        return MessageRef(TABLE, ref)

    async def edit(self, message: MessageRef, card: Card) -> None:
        """Change it in place."""
        if message.ref not in self.messages:
            raise DeliveryFailed("message_gone", permanent=True)
        old = self.messages[message.ref]
        self.messages[message.ref] = Message(old.place, old.delivery, _checked(card))

    async def delete(self, message: MessageRef) -> None:
        """Take it away."""
        self.messages.pop(message.ref, None)

    async def members(self, channel: ChannelAddress) -> frozenset[PlatformAddress]:
        """Who is there."""
        return frozenset(PlatformAddress(TABLE, TABLE, one) for one in self.members_of[channel.channel])

    def at(self, place: str) -> tuple[Message, ...]:
        """What lies there, oldest first."""
        return tuple(one for one in self.messages.values() if one.place == place)


def _checked(card: Card) -> Card:
    try:
        check(card)
    except OverLimit as error:
        raise DeliveryFailed(f"over_limit_{error.code}", permanent=True) from None
    return card
