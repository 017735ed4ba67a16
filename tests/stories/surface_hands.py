"""Hands without a platform's drawing: what the bot shows is seen as the bot made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from adapters import surfaces as s
from adapters.interface import (
    Act,
    ChannelAddress,
    Command,
    Diary,
    Gesture,
    OpenedHome,
    Platform,
    PlatformAddress,
    Pressed,
)
from adapters.limits import check
from bot.demo_cast import ZONE, Addresses, Somebody
from tests.stories import seen
from tests.stories.hands import CHANNELS, Channel, Filled, Press, Sight
from tests.stories.table import TABLE, Table


@dataclass(slots=True)
class SurfaceHands:
    """Everybody at the table."""

    everybody: Mapping[str, Somebody]
    table: Table
    at: Addresses = field(default_factory=lambda: Addresses(TABLE, TABLE, _account))
    open: dict[str, s.Page | s.Form] = field(default_factory=dict, repr=False)

    def platform(self, diary: Diary) -> Platform:  # noqa: ARG002 - nobody is called twice at a table
        """The table."""
        return self.table

    def page(self, who: str) -> Sight | None:
        """The surface they were shown last, until they closed it."""
        surface = self.open.get(who)
        return tuple(seen.surface(surface)) if surface else None

    def chat(self, who: str) -> Sight:
        """The cards they were sent."""
        return self._cards(_account(who), None)

    def channel(self, channel: Channel) -> Sight:
        """The cards of this channel."""
        return self._cards(_account(channel), ChannelAddress(TABLE, TABLE, _account(channel)))

    def kept(self, place: str) -> str:
        """The cards with everything in them, and who can see them."""
        account = _account(place)
        return repr((self.table.at(account), sorted(self.table.members_of.get(account, ()))))

    async def home(self, who: str) -> None:
        """Open the home."""
        await self._act(who, OpenedHome())

    async def command(self, who: str, name: str) -> None:
        """Give a command."""
        await self._act(who, Command(name))

    async def press(self, who: str, press: Press, filled: Filled) -> None:
        """Press a button of a card, of a page, or of a form with all that stands in it."""
        match press.way:
            case seen.Way(action=action, token=token, channel=channel):
                await self._act(who, Pressed(action, token), channel)
            case seen.Via() as via:
                form = self.open[who]
                assert isinstance(form, s.Form)
                await self._act(who, seen.submitted(form, via, filled))
            case way:
                raise ValueError(way)

    async def close(self, who: str) -> None:
        """Close the surface."""
        self.open.pop(who, None)

    async def restart(self, who: str) -> None:
        """Nothing of a surface is kept."""
        self.open.pop(who, None)

    async def _act(self, who: str, act: Act, channel: ChannelAddress | None = None) -> None:
        assert self.table.receive
        address = PlatformAddress(TABLE, TABLE, _account(who))
        answer = await self.table.receive(Gesture(address, act, channel, self.everybody[who].language, ZONE))
        check(answer.surface)
        self.open[who] = answer.surface

    def _cards(self, place: str, channel: ChannelAddress | None) -> Sight:
        return tuple(one for message in self.table.at(place) for one in seen.card(message.card, channel))


def surface_hands(everybody: tuple[Somebody, ...]) -> SurfaceHands:
    """The table, with readers and the office in their channels."""
    audiences = {"readers": "reader", "office": "office"}
    members = {
        _account(channel): {_account(one.id) for one in everybody if one.audience == audiences[channel]}
        for channel in CHANNELS
    }
    return SurfaceHands({one.id: one for one in everybody}, Table(members))


def _account(name: str) -> str:
    """Nobody is called at the table as in the cast, so that no id is taken for another."""
    return f"t-{name}"
