"""The house: everything one running set holds, without any of its pages."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from adapters.interface import ChannelAddress, Receive
from adapters.local.cast import Audience, Cast, Door, SetPerson, Speaker, Stage
from adapters.local.live import Live
from adapters.local.posted import Posted
from adapters.local.typed import Typed
from adapters.local.weather import Weather


@dataclass(slots=True)
class House:
    """Who is here, what was posted and typed, who listens, and what went wrong (codes and code lines, no words)."""

    cast: Cast
    stage: Stage
    speaker: Speaker
    door: Door
    posted: Posted
    receive: Receive | None = None
    typed: Typed = field(default_factory=Typed)
    live: Live = field(default_factory=Live)
    weather: Weather = field(default_factory=Weather)
    faults: deque[str] = field(default_factory=lambda: deque(maxlen=100))

    @property
    def root(self) -> str:
        """The random path that all pages lie under."""
        return f"/{self.door.path}"

    def members(self, channel: ChannelAddress) -> tuple[SetPerson, ...]:
        """Who can read this channel, in the order of the cast."""
        inside = self.posted.members(channel.channel)
        return tuple(one for one in self.cast.people if one.id in inside)

    def place(self, audience: Audience) -> str:
        """Where a channel's messages stand in the file."""
        return channel_place(self.cast.channel(audience))


def channel_place(channel: ChannelAddress) -> str:
    """Where this channel's messages stand."""
    return f"channel/{channel.channel}"


def dm_place(person: str) -> str:
    """Where one person's messages stand."""
    return f"dm/{person}"
