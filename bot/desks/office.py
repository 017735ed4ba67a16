"""The office's desk: the schedule, and the one answer to "who complained?". From here no concern can be reached.

Whatever is pressed or typed, the answer is made of the production's own book, its schedule and what the coordinator set
by hand, so it is the same, byte for byte, whether or not anybody ever wrote or answered. The schedule is shown to
whoever is of the office by the production's roster; everybody else has the quiet page.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from adapters.interface import Act, Answer, Gesture, Pressed, Show, Wrote
from adapters.surfaces import Block, Button, Facts, Form, Heading, Page, Say
from bot.checkins.known import Known
from bot.desks.office_board import OfficeSchedule
from bot.desks.office_look import Look, Shown
from bot.desks.office_pages import week
from bot.desks.office_schedule import ScheduleDesk
from bot.desks.typed import replied
from bot.house import House
from bot.lines.place import Account, Place, as_reader, find_place
from bot.text.catalog import speaker
from escalation import roster
from escalation.roster import Role

WHO: Final = "o-who"
HOME: Final = "o-home"


class OfficeBook(Protocol):
    """The half of what the office's desk holds that is about the production; concerns never are."""

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

    def __init__(self, book: OfficeBook, schedule: OfficeSchedule) -> None:
        self._book = book
        self._schedule = ScheduleDesk(schedule, _at_work)

    async def receive(self, gesture: Gesture) -> Answer:
        """Answer one gesture: what is asked or typed gets the answer to the question, all else is the schedule's."""
        shown = await self._book.book(gesture.who.reveal(), gesture.locale)
        return replied(Show(await self._surface(shown, gesture.act)), gesture, shown.language)

    async def _surface(self, shown: Shown, act: Act) -> Page | Form:
        if isinstance(act, Wrote) or act == Pressed(WHO):
            return who_complained(shown)
        return await self._schedule.answer(shown, act) if shown.may_act else home(shown)


def home(shown: Shown) -> Page:
    """What stands here for somebody who isn't of the office, and what never will for anybody."""
    say = speaker(shown.language)
    blocks = (Say(say("office-what", production=shown.production)), Say(say("office-now")), *_below(shown))
    return Page(say("office-title"), blocks, (Button(WHO, say("office-press-who")),))


def _at_work(look: Look) -> Page:
    return week(look, below=_below(look.shown))


def _below(shown: Shown) -> tuple[Block, ...]:
    say = speaker(shown.language)
    never = Say(say("office-never"), strong=True), Say(say("office-you-too"), quiet=True)
    return (*never, *_help(shown))


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
    asking = Known(place.book, place.units, place.roster, (), (), {}, ()).asking
    may_act = place.me is not None and Role.office in place.me.roles
    return Shown(place.book.name, place.units, place.book.outside, names, place.language, asking, may_act)
