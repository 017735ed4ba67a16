"""A chat that keeps what it is sent, and can be out of order; and a way to let what is due be carried out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from adapters.interface import ChannelAddress, MessageRef, PlatformAddress
from adapters.surfaces import Card
from bot.checkins.check_in_posts import CheckInPosts
from bot.checkins.duty_posts import DutyPosts
from bot.delivery import Delivery, Errand
from bot.posting import Posting
from storage.agenda import Lane
from tests.bot.checkins.set import Office
from tests.bot.stage import SomePlatform


def _fair(_to: str) -> None:
    """Everything arrives."""


@dataclass(slots=True)
class Sent:
    """One message."""

    to: str
    card: Card = field(repr=False)
    delivery: str


class Chat(SomePlatform):
    """Keeps what it is sent. `weather` may raise for whom it is sent to."""

    def __init__(self) -> None:
        super().__init__(frozenset())
        self.sent: list[Sent] = []
        self.weather: Callable[[str], None] = _fair

    async def send(self, to: PlatformAddress | ChannelAddress, card: Card, delivery: str) -> MessageRef:
        """Keep it."""
        name = to.channel if isinstance(to, ChannelAddress) else to.reveal()[2]
        self.weather(name)
        self.sent.append(Sent(name, card, delivery))
        return MessageRef(self.name, f"{len(self.sent)}")

    def to(self, name: str) -> list[Card]:
        """What somebody, or a channel, was sent."""
        return [one.card for one in self.sent if one.to == name]


class Due:
    """Carries out what is due of a schedule, as the running house does."""

    def __init__(self, desk: Office) -> None:
        self.chat = Chat()
        house, posting = desk.stage.house, Posting({"local": self.chat})
        self.errands: tuple[Errand, ...] = (CheckInPosts(house, posting), DutyPosts(house, posting))
        acts = {kind: act for errand in self.errands for kind, act in errand.acts().items()}
        self._delivery = Delivery(house.store, house.clock, {house.production.id: acts})
        self._desk = desk

    async def look(self) -> None:
        """Carry out everything that is due at this moment."""
        while sum([await self._delivery.look(lane) for lane in (Lane.TALK, Lane.ROUNDS)]):
            pass

    async def until(self, moment: datetime, step: timedelta = timedelta(minutes=5)) -> None:
        """Let time pass to this moment, and look on the way."""
        clock = self._desk.stage.clock
        while clock.at < moment:
            await self.look()
            clock.at = min(clock.at + step, moment)
        await self.look()
