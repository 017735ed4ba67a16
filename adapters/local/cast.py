"""Who is on the set, and the clock above it: what the composition root gives to the local set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from adapters.interface import ChannelAddress, PlatformAddress

PLATFORM = "local"
WORKSPACE = "set"

Audience = Literal["person", "reader", "office"]
Move = Literal["5min", "1h", "next", "real"]
Say = Callable[..., str]
"""`say(key, **args)`: a sentence of `set.ftl`."""

Speaker = Callable[[str], Say]
"""`speaker(language)` gives the sentences of that language."""

MOVES: tuple[Move, ...] = ("5min", "1h", "next", "real")
# What each audience finds in its menu; whatever stands here anybody may type, as on a real platform.
MENU: dict[Audience, tuple[str, ...]] = {
    "person": ("concern", "light"),
    "reader": ("desk", "concern", "light"),
    "office": ("scene", "concern", "light"),
}
COMMANDS = frozenset({"concern", "light", "inbox", "join", "desk", "scene"})


@dataclass(frozen=True, slots=True)
class SetPerson:
    """Somebody with an account on the set. `part` is what they do there; `language` what their phone is set to."""

    id: str
    name: str
    part: str
    language: str = "en"
    audience: Audience = "person"

    @property
    def address(self) -> PlatformAddress:
        """How the bot knows this account."""
        return PlatformAddress(PLATFORM, WORKSPACE, self.id)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody on the set, its two channels (it has none that everybody is in), and the languages of its labels."""

    people: tuple[SetPerson, ...]
    readers_channel: ChannelAddress
    office_channel: ChannelAddress
    languages: tuple[str, ...] = ("en", "es")

    def find(self, person: str) -> SetPerson | None:
        """The account with this id."""
        return next((one for one in self.people if one.id == person), None)

    def of(self, audience: Audience) -> tuple[SetPerson, ...]:
        """Everybody of one audience, in the order given."""
        return tuple(one for one in self.people if one.audience == audience)

    def channel(self, audience: Audience) -> ChannelAddress:
        """The readers' channel or the office's."""
        return self.readers_channel if audience == "reader" else self.office_channel


class Stage(Protocol):
    """The set's clock, which the demo can move."""

    @property
    def zone(self) -> str:
        """The production's time zone, an IANA name."""

    def now(self) -> datetime:
        """The moment it is on the set, aware."""

    async def move(self, what: Move) -> None:
        """Go on by five minutes, an hour, to the next thing due, or back to real time."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the set listens: this machine only, behind a path that the caller draws at random for each start."""

    path: str
    port: int = 8765
    host: str = "127.0.0.1"

    def __post_init__(self) -> None:
        if self.host != "127.0.0.1":
            raise ValueError("the local set listens on 127.0.0.1 only")
        if len(self.path) < 16 or not self.path.replace("-", "").replace("_", "").isalnum() or not self.path.isascii():
            raise ValueError("the path must be at least 16 random letters, digits, - or _")
