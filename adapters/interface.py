"""The vocabulary between the bot and any chat platform. The first file to read.

The bot names *what* to show and to whom; an adapter draws it in its platform's own plain components. A person
reaches the bot as a `Gesture` and gets an `Answer` at once, which only they see and which stands in no history.
Everything that comes later goes through `Platform.send`, as a `Card` without a person's words.

What can be shown stands in `surfaces.py`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, NoReturn, Protocol, final

from adapters.surfaces import Card, Form, Page, Quoted


class DeliveryFailed(Exception):
    """A platform did not take something. Carries a code only: never a body, an id or the platform's own text.

    `permanent`: trying again won't help (closed DMs, a deleted channel). `retry_after`: the platform named a pause.
    Raise it `from None`, so that no driver's exception travels along.
    """

    def __init__(self, code: str, *, permanent: bool, retry_after: timedelta | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent
        self.retry_after = retry_after


# --- who and where -----------------------------------------------------------------------------------------------


@final
class PlatformAddress:
    """A person on one platform, for the length of one function call. Shows nothing of itself and can't be pickled.

    `reveal()` gives platform, workspace and user id; only an adapter's send and the ledger's slot may ask for them.
    """

    __slots__ = ("_platform", "_user", "_workspace")

    def __init__(self, platform: str, workspace: str, user: str) -> None:
        self._platform = platform
        self._workspace = workspace
        self._user = user

    @property
    def platform(self) -> str:
        """The platform's name, e.g. `slack`: which adapter reaches this person."""
        return self._platform

    def reveal(self) -> tuple[str, str, str]:
        """Platform, workspace and user id in clear."""
        return self._platform, self._workspace, self._user

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PlatformAddress) and self.reveal() == other.reveal()

    def __hash__(self) -> int:
        return hash(self.reveal())

    def __repr__(self) -> str:
        return "PlatformAddress(...)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("an address is not to be copied out of the process")


@dataclass(frozen=True, slots=True)
class ChannelAddress:
    """A channel that several people see: the readers' or the office's."""

    platform: str
    workspace: str
    channel: str


@dataclass(frozen=True, slots=True)
class MessageRef:
    """A message that was sent, as its platform names it, for a later edit or deletion."""

    platform: str
    ref: str = field(repr=False)


# --- in: what a person did ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Command:
    """`/concern`, `/light`, `/inbox` ...: the name only; text behind it is dropped by the adapter, unseen."""

    name: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button."""

    action: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A form, sent. `values` holds each field by name; `via` names one of the form's `others`, "" its submit."""

    form: str
    values: Mapping[str, str] = field(repr=False)
    once: str = ""
    token: str = ""
    via: str = ""


@dataclass(frozen=True, slots=True)
class Wrote:
    """Something typed or dropped into the bot's DM. `kind`: text, edit, deletion, file, voice, sticker, forward."""

    kind: str
    words: Quoted


TYPED: Final = "typed"
"""The action of the button that puts what was typed into the chat into the form."""


@dataclass(frozen=True, slots=True)
class OpenedHome:
    """The bot's own home tab, or the first touch of any kind."""


@dataclass(frozen=True, slots=True)
class Joined:
    """They can read this channel from now on. It may come twice, or late; its answer is shown to nobody.

    Where it raises nothing was done, and a platform that can says it again.
    """


Act = Command | Pressed | Submitted | Wrote | OpenedHome | Joined


@dataclass(frozen=True, slots=True)
class Gesture:
    """One act of one person. `channel` is where a button stood, None in the bot's DM and its private surfaces.

    `is_guest`: their account is a guest's, which somebody else may end any day.
    """

    who: PlatformAddress
    act: Act
    channel: ChannelAddress | None = None
    locale: str = field(repr=False, default="")
    zone: str = field(repr=False, default="")
    is_guest: bool = field(repr=False, default=False)


# --- out ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Show:
    """Show this to the one who acted, and to nobody else; replaces the private surface the act came from.

    `reply` goes with every answer to `Wrote`: what to say in the DM where a platform can open nothing private unless
    a button is pressed. A button of it named `TYPED` gets the adapter's own name of the typed message as its token;
    pressed, it is `Wrote` again with the words as they stand in the chat, and then the surface is shown.
    """

    surface: Page | Form
    reply: Card | None = None


Answer = Show
Receive = Callable[[Gesture], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can do. Flows ask here, never for its name.

    `drops_repeats`: a second `send` with the same delivery id shows nothing twice. `knows_zones`: gestures carry a
    time zone.
    """

    drops_repeats: bool
    knows_zones: bool


Speaker = Callable[[str], Callable[..., str]]
"""`speaker(language)(key, **args)`: a sentence of an adapter's own, in that language or the nearest we speak."""


class Diary(Protocol):
    """What an adapter keeps across a restart: which events were answered, and until when it was there. Of nobody."""

    async def was_seen(self, event: str) -> bool:
        """Whether this event was noted in the last two days, by the platform's own name for it."""

    async def note(self, event: str) -> None:
        """It is answered; twice is fine."""

    async def there_until(self, platform: str) -> datetime | None:
        """A moment until which this platform was listened to at least, a day before the last at most; None if never."""

    async def note_there(self, platform: str) -> None:
        """It is listened to now."""


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at for the doctor: a code, whether it is as it should be, what or whom it is about.

    `about` is a word the operator can use: a scope's name, an id that stands in the production's own file, or the id of
    a stranger in the readers' channel, whom nobody can take out of it without knowing who it is.
    """

    code: str
    is_good: bool
    about: str = ""


class Platform(Protocol):
    """A chat platform. Every method but `run` ends within 10 s or raises `DeliveryFailed`."""

    name: str
    can: Capabilities

    async def run(self, receive: Receive) -> None:
        """Listen until cancelled; hand every gesture to `receive` and show its answer within 3 s."""

    async def ready(self) -> None:
        """Return once gestures can arrive."""

    async def send(self, to: PlatformAddress | ChannelAddress, card: Card, delivery: str) -> MessageRef:
        """Post a new message that alerts. `delivery` is the same in every attempt (22 characters, base64url)."""

    async def edit(self, message: MessageRef, card: Card) -> None:
        """Change a message in place; alerts nobody. A message that is gone is a permanent failure."""

    async def delete(self, message: MessageRef) -> None:
        """Remove a message; one that is gone already is fine."""

    async def members(self, channel: ChannelAddress) -> frozenset[PlatformAddress]:
        """Everybody who can read this channel, without the bot itself."""
