"""What a player of stories needs of a platform: to see what somebody sees there, and to do what they can do there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from adapters.interface import Diary, Platform
from bot.demo_cast import Addresses

Channel = Literal["readers", "office"]
CHANNELS: tuple[Channel, ...] = ("readers", "office")


@dataclass(frozen=True, slots=True)
class Text:
    """Words that stand somewhere, ours or a person's. `folds` are the titles of what hides them, the outer first."""

    words: str
    folds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Press:
    """A button: what stands on it, what a screen reader says instead, and the hands' own way to press it."""

    label: str
    spoken: str
    way: object
    folds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A field of a form. It is typed into where there are no `options` (value and label); `many` of them are ticked."""

    name: str
    label: str
    values: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()
    many: bool = False


Sight = tuple[Text | Press | Box, ...]
"""All that stands on one private page or in one chat, from top to bottom."""

Filled = Mapping[str, tuple[str, ...]]
"""What somebody changed in the boxes of a form, by the boxes' names."""


class People(Protocol):
    """People called by their ids in the demo's cast. Each act returns when its answer can be seen."""

    def page(self, who: str) -> Sight | None:
        """The private page that is open before this person, None if none is."""

    def chat(self, who: str) -> Sight:
        """This person's own messages with the bot, oldest first."""

    def channel(self, channel: Channel) -> Sight:
        """What the bot has posted in this channel, oldest first."""

    def kept(self, place: str) -> str:
        """Everything the platform keeps of a channel, or of a person's own messages: two alike are the same bytes."""

    async def home(self, who: str) -> None:
        """Open the bot's home."""

    async def command(self, who: str, name: str) -> None:
        """Give a command."""

    async def press(self, who: str, press: Press, filled: Filled) -> None:
        """Press a button that they see, with what they have changed in the boxes of the same page."""

    async def close(self, who: str) -> None:
        """Close the private page; without one nothing happens."""

    async def restart(self, who: str) -> None:
        """Their phone starts anew: a private page is gone, and the bot isn't told."""


class Hands(People, Protocol):
    """People on one platform."""

    at: Addresses

    def platform(self, diary: Diary) -> Platform:
        """The platform, as the bot knows it. Call it once."""
