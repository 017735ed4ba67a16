"""A chat platform that behaves like the local set and remembers every call, and the people who press on it."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from adapters.interface import (
    Capabilities,
    ChannelAddress,
    DeliveryFailed,
    MessageRef,
    PlatformAddress,
    Receive,
)
from adapters.limits import OverLimit, check
from adapters.surfaces import Card, Quoted


def plain(surface: object) -> Any:
    """A surface as JSON has it; every part under the name of its kind."""
    if isinstance(surface, Quoted):
        return {"Quoted": surface.words}
    if is_dataclass(surface):
        return {type(surface).__name__: {one.name: plain(getattr(surface, one.name)) for one in fields(surface)}}
    if isinstance(surface, tuple):
        return [plain(one) for one in surface]
    return surface


def dumped(surface: object) -> str:
    """A surface as one line of JSON."""
    return json.dumps(plain(surface), ensure_ascii=False)


def paths(found: Any, at: str = "") -> Iterator[tuple[str, object]]:
    """Every value in it, with its JSON path; positions in lists are left out."""
    if isinstance(found, dict):
        for name, inner in found.items():
            yield from paths(inner, f"{at}.{name}" if at else name)
    elif isinstance(found, list):
        for inner in found:
            yield from paths(inner, f"{at}[]")
    else:
        yield at, found


@dataclass(frozen=True, slots=True)
class Called:
    """One call of the platform: what, where to, the surface, and the delivery's name."""

    verb: str
    to: str
    surface: str = field(repr=False)
    delivery: str = ""


@dataclass(slots=True)
class Standing:
    """One message as it stands."""

    place: str
    card: Card


class Recorder:
    """A platform without a wire. `closed` are accounts whose DMs are closed; `weather` may spoil the next call."""

    can = Capabilities(drops_repeats=True, knows_zones=True)

    def __init__(self, name: str, workspace: str, accounts: Collection[str], members: dict[str, set[str]]) -> None:
        self.name = name
        self._workspace = workspace
        self._accounts = frozenset(accounts)
        self.members_of = members
        self.closed: set[str] = set()
        self.calls: list[Called] = []
        self.standing: dict[str, Standing] = {}
        self.weather: Callable[[str], None] = lambda _verb: None
        self._refs: dict[tuple[str, str], str] = {}

    async def run(self, receive: Receive) -> None:
        """Nobody comes in by a wire."""
        del receive
        await asyncio.Event().wait()

    async def ready(self) -> None:
        """At once."""

    async def send(self, to: PlatformAddress | ChannelAddress, card: Card, delivery: str) -> MessageRef:
        """Post a message; the same delivery again posts nothing."""
        place = self._place(to)
        self.calls.append(Called("send", place, dumped(card), delivery))
        self._pass("send", card)
        if place in self.closed:
            raise DeliveryFailed("dm_closed", permanent=True)
        number = sum(known == place for known, _ in self._refs)  # of this place: another's say nothing here
        ref = self._refs.setdefault((place, delivery), f"{dm_place(place)}-{number}")
        self.standing.setdefault(ref, Standing(place, card))
        return MessageRef(self.name, ref)

    async def edit(self, message: MessageRef, card: Card) -> None:
        """Change a message in place."""
        self.calls.append(Called("edit", message.ref, dumped(card)))
        self._pass("edit", card)
        if message.ref not in self.standing:
            raise DeliveryFailed("message_gone", permanent=True)
        self.standing[message.ref].card = card

    async def delete(self, message: MessageRef) -> None:
        """Remove a message."""
        self.calls.append(Called("delete", message.ref, ""))
        self._pass("delete", None)
        self.standing.pop(message.ref, None)

    async def members(self, channel: ChannelAddress) -> frozenset[PlatformAddress]:
        """Everybody in this channel."""
        place = self._place(channel)
        self.calls.append(Called("members", place, ""))
        self._pass("members", None)
        return frozenset(PlatformAddress(self.name, self._workspace, user) for user in self.members_of[place])

    def in_place(self, place: str) -> list[Card]:
        """The cards that stand in this channel or DM."""
        return [one.card for one in self.standing.values() if one.place == place]

    def _pass(self, verb: str, card: Card | None) -> None:
        self.weather(verb)
        try:
            if card is not None:
                check(card)
        except OverLimit as error:
            raise DeliveryFailed(f"over_limit_{error.code}", permanent=True) from None

    def _place(self, to: PlatformAddress | ChannelAddress) -> str:
        if isinstance(to, ChannelAddress):
            if (to.platform, to.workspace) == (self.name, self._workspace) and to.channel in self.members_of:
                return to.channel
            raise DeliveryFailed("no_such_channel", permanent=True)
        platform, workspace, user = to.reveal()
        if (platform, workspace) != (self.name, self._workspace) or user not in self._accounts:
            raise DeliveryFailed("no_such_person", permanent=True)
        return user


def dm_place(user: str) -> str:
    """The name that the platform gives to somebody's DM."""
    return f"D{hashlib.sha256(user.encode()).hexdigest()[:12].upper()}"
