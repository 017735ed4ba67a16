"""The reader's own side of the desk: cover check, closed set, the second way, newcomers, handing over, being asked.

Nothing here is about what anybody wrote. Whoever is asked to read sees this one page, and nothing else, until they do.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from adapters.interface import Gesture, Pressed, Submitted
from adapters.surfaces import Block, Button, Form, Page, Say
from bot.desks import reader_rota_pages as pages
from bot.desks.reader_seat import Seat
from bot.house import House
from bot.lines.owning import NoSuchLine
from bot.rota.cover import Covering
from bot.rota.duty import OnDuty
from bot.rota.handing import Handing
from bot.rota.readers import Readers, is_asked, waits
from storage.envelope import ID_BYTES

_NOBODY: Final = bytes(ID_BYTES)


@dataclass(frozen=True, slots=True)
class Told:
    """What an act came to: a page of its own, or the desk with this sentence above it."""

    page: Page | Form | None = None
    sentence: str = ""


Act = Callable[[Seat, Gesture, str], Awaitable[Told]]


class ReaderRota:
    """What a reader presses about themselves and about other readers."""

    def __init__(self, house: House) -> None:
        self._tokens = house.tokens
        self._duty = OnDuty(house)
        self._covering = Covering(house)
        self._readers = Readers(house)
        self.handing = Handing(house)

    async def act(self, seat: Seat, gesture: Gesture, once: str) -> Told | None:
        """Answer one gesture, None where it isn't for this side. Raises NoSuchLine for whoever may not."""
        name = _name(gesture)
        if name in _JOINING:
            return await self._join(seat, gesture, once)
        found = self._acts.get(name)
        if found is None:
            return None
        if not seat.is_reader:
            raise NoSuchLine
        return await found(seat, gesture, once)

    async def came_back(self, seat: Seat) -> bool:
        """Whoever presses anything is not where no phones are: ends a cover that nobody said. True if it did."""
        reading = seat.place.me.reading if seat.place.me else None
        if not seat.is_reader or reading is None or reading.cover is None or not reading.cover.guessed:
            return False
        await self._covering.come_out(seat.place.account, only_guessed=True)
        return True

    async def above(self, seat: Seat) -> tuple[tuple[Block, ...], tuple[Button, ...]]:
        """What stands above the lines, and the presses below them."""
        board = await self._duty.board(seat.place.account)
        above = (
            *pages.channel(seat),
            *pages.check(seat, board),
            *pages.newcomers(seat, board),
            *pages.cover(seat, board),
            *pages.ring(seat, board),
        )
        return above, pages.below(seat, board)

    @property
    def _acts(self) -> Mapping[str, Act]:
        return {
            "r-here": self._here,
            "r-cover": self._cover_form,
            "r-cover sent": self._covered,
            "r-out": self._out,
            "r-heard": self._heard,
            "r-ring": self._test_ring,
            "r-new": self._newcomer,
            "r-new-yes": self._new_yes,
            "r-new-no": self._new_no,
        }

    # --- on duty --------------------------------------------------------------------------------------------------

    async def _here(self, seat: Seat, _gesture: Gesture, _once: str) -> Told:
        await self._duty.here(seat.place.account)
        return Told(sentence=seat.say("rota-done-here"))

    async def _cover_form(self, seat: Seat, _gesture: Gesture, once: str) -> Told:
        return Told(pages.cover_form(seat, once))

    async def _covered(self, seat: Seat, gesture: Gesture, once: str) -> Told:
        raw = gesture.act.values.get("until", "") if isinstance(gesture.act, Submitted) else ""
        until = _moment(raw)
        if (until is None and raw != pages.OPEN_END) or not await self._covering.go_in(seat.place.account, until):
            return Told(pages.cover_form(seat, once, seat.say("rota-problem-past")))
        return Told(sentence=seat.say("rota-done-cover"))

    async def _out(self, seat: Seat, _gesture: Gesture, _once: str) -> Told:
        await self._covering.come_out(seat.place.account)
        return Told(sentence=seat.say("rota-done-out"))

    async def _heard(self, seat: Seat, _gesture: Gesture, _once: str) -> Told:
        done = await self._duty.heard(seat.place.account)
        return Told(sentence=seat.say("rota-done-heard") if done else "")

    async def _test_ring(self, seat: Seat, _gesture: Gesture, _once: str) -> Told:
        if not await self._duty.test_ring(seat.place.account):
            return Told()
        say = seat.say
        buttons = (Button("r-heard", say("rota-press-heard"), main=True), pages.to_desk(seat))
        return Told(Page(say("rota-ring-title"), (Say(say("rota-done-ring")),), buttons))

    # --- newcomers ------------------------------------------------------------------------------------------------

    async def _newcomer(self, seat: Seat, gesture: Gesture, _once: str) -> Told:
        person = seat.place.roster.by_id(self._meant(seat, gesture))
        if person is None or not waits(person) or person == seat.place.me:
            return Told(sentence=seat.say("rota-new-gone"))
        return Told(pages.newcomer_page(seat, person))

    async def _new_yes(self, seat: Seat, gesture: Gesture, _once: str) -> Told:
        person = await self._readers.say_yes(seat.place.account, self._meant(seat, gesture))
        return Told(sentence=seat.say("rota-done-yes", reader=person.name) if person else seat.say("rota-new-gone"))

    async def _new_no(self, seat: Seat, gesture: Gesture, _once: str) -> Told:
        person = await self._readers.say_no(seat.place.account, self._meant(seat, gesture))
        return Told(sentence=seat.say("rota-done-no", reader=person.name) if person else seat.say("rota-new-gone"))

    def _meant(self, seat: Seat, gesture: Gesture) -> str:
        """The newcomer a press is about, or one who never was."""
        token = gesture.act.token if isinstance(gesture.act, Pressed) else ""
        return (self._tokens.of_person(token, seat.place.account, seat.now) or _NOBODY).hex()

    # --- being asked to read --------------------------------------------------------------------------------------

    async def _join(self, seat: Seat, gesture: Gesture, once: str) -> Told:
        """Nobody reads who hasn't ticked the promise. Raises NoSuchLine for whoever isn't asked."""
        me, name = seat.place.me, _name(gesture)
        if seat.is_reader:
            return Told()
        if me is None or not (is_asked(me) or waits(me)):
            raise NoSuchLine
        if name == _ACCEPTS and not _is_promised(gesture):
            return Told(pages.join_form(seat, me, once, seat.say("rota-join-unticked")))
        if name == _ACCEPTS:
            reads = await self._readers.accept(seat.place.account)
            return Told(pages.settled(seat, "rota-join-reads", desk=True) if reads else pages.waits_page(seat))
        if name in _DECLINES:
            await self._readers.decline(seat.place.account)
            return Told(pages.settled(seat, "rota-join-declined"))
        return Told(pages.waits_page(seat) if waits(me) else pages.join_form(seat, me, once))


_ACCEPTS: Final = "r-join-yes sent"
_DECLINES: Final = frozenset({"r-join-no", "r-join-yes r-join-no"})
_JOINING: Final = frozenset({"r-join", "r-join-yes", _ACCEPTS, *_DECLINES})


def _is_promised(gesture: Gesture) -> bool:
    return isinstance(gesture.act, Submitted) and gesture.act.values.get("promise") == pages.PROMISED


def _name(gesture: Gesture) -> str:
    match gesture.act:
        case Pressed(action=action):
            return action
        case Submitted(form=form, via=via):
            return f"{form} {via or 'sent'}"
        case _:
            return ""


def _moment(raw: str) -> datetime | None:
    if not (raw.isascii() and raw.isdigit() and len(raw) < 12):
        return None
    return datetime.fromtimestamp(int(raw), UTC)
