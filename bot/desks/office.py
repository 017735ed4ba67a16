"""The office's desk: a quiet page, and the one answer to "who complained?". From here no concern can be reached.

Whatever is pressed or typed, the answer is made of the production's own book, so it is the same, byte for byte,
whether or not anybody ever wrote.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Protocol

from adapters.interface import Answer, Gesture, Pressed, Show, Wrote
from adapters.surfaces import Block, Button, Facts, Heading, Page, Say
from bot.desks.typed import replied
from bot.house import House
from bot.lines.place import Account, Place, as_reader, find_place
from bot.text.catalog import speaker
from escalation import roster
from escalation.roster import Role
from storage.productions import Outside, Unit

WHO: Final = "o-who"
HOME: Final = "o-home"


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the office's pages are made of."""

    production: str
    units: tuple[Unit, ...]
    outside: tuple[Outside, ...]
    coordinators: tuple[str, ...]
    language: str


class OfficeBook(Protocol):
    """The only thing the office's desk holds. Occasions and readiness will join it; concerns never."""

    async def book(self, account: Account, locale: str) -> Shown:
        """The production as it shows itself to this account, in its language."""


class _Book:
    """Reads what is shown, by a function that can read nothing else."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[Account, str], Awaitable[Shown]]) -> None:
        self._read = read

    async def book(self, account: Account, locale: str) -> Shown:
        return await self._read(account, locale)


def office_book(house: House) -> OfficeBook:
    """The narrow object of one production."""

    async def read(account: Account, locale: str) -> Shown:
        return await house.store.read(lambda tx: _shown(find_place(tx, house.production, account, locale)))

    return _Book(read)


class OfficeDesk:
    """Everything in the office channel, and everything with a name in "o-"."""

    def __init__(self, book: OfficeBook) -> None:
        self._book = book

    async def receive(self, gesture: Gesture) -> Answer:
        """Answer one gesture: what is asked or typed gets the answer to the question, all else the home page."""
        shown = await self._book.book(gesture.who.reveal(), gesture.locale)
        asks = isinstance(gesture.act, Wrote) or gesture.act == Pressed(WHO)
        answer = Show(who_complained(shown) if asks else home(shown))
        return replied(answer, gesture.act, shown.language)


def home(shown: Shown) -> Page:
    """What stands here for the office, and what never will."""
    say = speaker(shown.language)
    blocks: tuple[Block, ...] = (
        Say(say("office-what", production=shown.production)),
        Say(say("office-now")),
        Say(say("office-never"), strong=True),
        Say(say("office-you-too"), quiet=True),
        *_help(shown),
    )
    return Page(say("office-title"), blocks, (Button(WHO, say("office-press-who")),))


def who_complained(shown: Shown) -> Page:
    """Not available to anyone, by design; and what the office can have."""
    say = speaker(shown.language)
    names = ", ".join(shown.coordinators)
    ask = say("office-ask", coordinators=names) if names else say("office-ask-nobody")
    blocks: tuple[Block, ...] = (
        Say(say("office-by-design"), strong=True),
        Say(say("office-same")),
        Heading(say("office-can-have")),
        Say(ask),
        Say(say("office-effect")),
        Say(say("office-outside-too")),
        *_help(shown),
    )
    return Page(say("office-who-title"), blocks, (Button(HOME, say("office-press-home")),))


def _help(shown: Shown) -> tuple[Block, ...]:
    """Numbers from the production's own file: of each unit, and from outside."""
    say = speaker(shown.language)
    blocks: list[Block] = []
    for unit in shown.units:
        numbers = ((say("office-emergency"), unit.emergency), (say("office-medic"), unit.medic))
        blocks += [Heading(unit.name), Facts(tuple(pair for pair in numbers if pair[1]))]
    if shown.outside:
        pairs = tuple((one.name, ", ".join(filter(None, (one.reach, one.hours)))) for one in shown.outside)
        blocks += [Heading(say("office-outside")), Facts(pairs)]
    return tuple(blocks)


def _shown(place: Place) -> Shown:
    acting = [one for one in place.roster.readers if roster.reads(as_reader(one))]
    coordinators = [one.name for one in acting if Role.coordinator in one.roles]
    names = tuple(coordinators or [one.name for one in acting])
    return Shown(place.book.name, place.units, place.book.outside, names, place.language)
