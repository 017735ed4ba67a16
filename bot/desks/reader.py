"""The reader's desk: one door for everything a coordinator or backup presses, and one page for whoever isn't one.

A token that is wrong, foreign or too old leads to a line that never was, so that the same work is done for it.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from adapters.interface import Answer, ChannelAddress, Gesture, Pressed, Show, Submitted
from adapters.surfaces import Form, Page, Say
from bot.audience import Audience
from bot.desks import reader_forms as forms
from bot.desks import reader_list as lists
from bot.desks import reader_pages as pages
from bot.desks.reader_forms import KINDS, LOOKED, About, Typed
from bot.desks.reader_readiness import ReaderReadiness
from bot.desks.reader_rota import ReaderRota
from bot.desks.reader_rota_pages import give_form, given_to, is_outside
from bot.desks.reader_seat import Seat
from bot.desks.reader_words import ReaderWords, refused
from bot.desks.typed import replied
from bot.house import House
from bot.lines.owning import NoSuchLine
from bot.lines.reader_view import NotJustNow, TheirLine
from bot.lines.reading import Lines
from escalation.acts import Refusal, Refused
from escalation.concern import NotNow
from storage.envelope import ID_BYTES
from storage.errors import StorageError

Surface = Page | Form
Press = Callable[[Seat, Gesture, str], Awaitable[Surface]]
_ONCE: Final = re.compile(r"[A-Za-z0-9_-]{22}")
_NOWHERE: Final = bytes(ID_BYTES)
_PROMISES: Final = ("take", "later")
_BEFORE: Final = ("rest", "recuse", "mute")


class ReaderDesk:
    """Everything with a name in "r-", everything in the readers' channel, and the desk command."""

    def __init__(self, house: House, lines: Lines, audience: Audience, channel: ChannelAddress) -> None:
        self._lines = lines
        self._audience = audience
        self._tokens = house.tokens
        self._channel = channel
        self._clock = house.clock
        self._entropy = house.entropy
        self._words = ReaderWords(lines)
        self._rota = ReaderRota(house)
        self._readiness = ReaderReadiness(house)
        self._presses = self._all_presses()

    async def receive(self, gesture: Gesture) -> Answer:
        """Answer one gesture, to the one who made it."""
        seat = await self._seat(gesture)
        return replied(Show(await self._shown(seat, gesture)), gesture, seat.place.language)

    async def _shown(self, seat: Seat, gesture: Gesture) -> Surface:
        try:
            if await self._rota.came_back(seat):
                seat = await self._seat(gesture)
            return await self._answer(seat, gesture)
        except NoSuchLine:
            return pages.nothing_here(seat)
        except NotJustNow:
            return pages.not_just_now(seat)
        except (StorageError, TimeoutError):
            return pages.not_kept(seat)

    async def _seat(self, gesture: Gesture) -> Seat:
        place = await self._lines.place(gesture.who.reveal(), gesture.locale)
        return Seat(place, self._tokens, self._clock.now())

    async def _answer(self, seat: Seat, gesture: Gesture) -> Surface:
        """What is about readers themselves, then what is about lines."""
        told = await self._rota.act(seat, gesture, self._once()) or await self._readiness.act(seat, gesture)
        if told is None:
            return await self._surface(seat, gesture)
        return told.page or await self._whole(await self._seat(gesture), told=told.sentence)

    def _all_presses(self) -> dict[str, Press]:
        presses: dict[str, Press] = {
            "r-open": self._open,
            "r-desk": self._desk,
            "r-more": self._desk,
            "r-search": self._search,
            "r-help": self._help,
            "r-rest-go": self._rest,
            "r-recuse-go": self._recuse,
            "r-mute-go": self._mute,
            "r-unsay": self._unsay,
            "r-give": self._give,
        }
        presses |= {f"r-{act}": self._before for act in _BEFORE}
        presses |= {f"r-{act}": self._promise for act in _PROMISES}
        return presses | {f"r-{kind}": self._box for kind in KINDS}

    async def _surface(self, seat: Seat, gesture: Gesture) -> Surface:
        match gesture.act:
            case Pressed(action):
                return await self._presses.get(action, self._desk)(seat, gesture, action.removeprefix("r-"))
            case Submitted() as sent:
                return await self._submitted(seat, replace(sent, once=self._once_of(sent)))
            case _:
                return await self._whole(seat)

    async def _submitted(self, seat: Seat, sent: Submitted) -> Surface:
        match sent.form.removeprefix("r-").removesuffix(LOOKED):
            case "search":
                return lists.found(seat, await self._open_lines(seat), sent.values.get("wanted", ""))
            case "take" | "later":
                return await self._promised(seat, sent, self._line_of(seat, sent.token))
            case "give":
                return await self._given_on(seat, sent, self._line_of(seat, sent.token))
            case kind if kind in KINDS:
                return await self._words.receive(seat, sent, self._line_of(seat, forms.token_of(sent)))
            case _:
                return await self._whole(seat)

    # --- the desk -------------------------------------------------------------------------------------------------

    async def _desk(self, seat: Seat, gesture: Gesture, _name: str) -> Surface:
        token = gesture.act.token if isinstance(gesture.act, Pressed) else ""
        first = int(token) if token.isascii() and token.isdigit() and len(token) < 6 else 0
        return await self._whole(seat, first)

    async def _whole(self, seat: Seat, first: int = 0, *, told: str = "") -> Page:
        """The desk. Raises NoSuchLine for whoever isn't a reader."""
        lines = await self._open_lines(seat)
        above, below = await self._rota.above(seat)
        said = (Say(told, strong=True),) if told else ()
        readiness = await self._readiness.above(seat) if not first else ()
        return lists.desk(seat, lines, first, lists.Beside((*said, *above, *readiness), below))

    async def _search(self, seat: Seat, _gesture: Gesture, _name: str) -> Surface:
        await self._open_lines(seat)
        return lists.search_form(seat, self._once())

    async def _open_lines(self, seat: Seat) -> tuple[TheirLine, ...]:
        """This reader's open lines. Raises NoSuchLine for everybody else, after the same look."""
        lines = await self._lines.desk(seat.place.account)
        if not seat.is_reader:
            raise NoSuchLine
        return lines

    # --- a line ---------------------------------------------------------------------------------------------------

    async def _open(self, seat: Seat, gesture: Gesture, _name: str) -> Surface:
        concern = self._pressed(seat, gesture)
        if concern == _NOWHERE and gesture.channel == self._channel and isinstance(gesture.act, Pressed):
            channel = (self._channel.platform, self._channel.workspace, self._channel.channel)
            concern = self._tokens.in_channel(gesture.act.token, channel) or _NOWHERE
            await self._lines.see(seat.place.account, concern)
            if not await self._audience.holds(concern):
                return pages.not_from_here(seat)
        return pages.line_page(seat, await self._lines.open(seat.place.account, concern))

    async def _help(self, seat: Seat, gesture: Gesture, _name: str) -> Surface:
        return pages.from_here(seat, await self._seen(seat, gesture))

    async def _before(self, seat: Seat, gesture: Gesture, name: str) -> Surface:
        return pages.before(seat, await self._seen(seat, gesture), name)

    async def _promise(self, seat: Seat, gesture: Gesture, name: str) -> Surface:
        return forms.promise_form(seat, await self._seen(seat, gesture), name, self._once())

    async def _box(self, seat: Seat, gesture: Gesture, name: str) -> Surface:
        line = await self._seen(seat, gesture)
        return forms.box(seat, About(line.id, line), Typed(name, self._once()))

    async def _rest(self, seat: Seat, gesture: Gesture, _name: str) -> Surface:
        return await self._done(seat, self._pressed(seat, gesture), self._lines.rest, "rest")

    async def _unsay(self, seat: Seat, gesture: Gesture, _name: str) -> Surface:
        return await self._done(seat, self._pressed(seat, gesture), self._lines.unsay, "unsay")

    async def _mute(self, seat: Seat, gesture: Gesture, _name: str) -> Surface:
        return await self._done(seat, self._pressed(seat, gesture), self._lines.mute, "mute")

    async def _recuse(self, seat: Seat, gesture: Gesture, _name: str) -> Surface:
        concern = self._pressed(seat, gesture)
        try:
            await self._lines.recuse(seat.place.account, concern)
        except NotNow as refusal:
            return await self._refused(seat, concern, refusal)
        return pages.handed_on(seat)

    async def _promised(self, seat: Seat, sent: Submitted, concern: bytes) -> Surface:
        act = sent.form.removeprefix("r-")
        try:
            line = await self._given(seat, sent, concern)
        except (Refused, NotNow) as refusal:
            if not _is_past(refusal):
                return await self._refused(seat, concern, refusal)
            line = await self._lines.see(seat.place.account, concern)
            return forms.promise_form(seat, line, act, sent.once, refused(seat, line, refusal))
        return pages.line_page(seat, line, seat.say(f"desk-done-{act}"))

    async def _give(self, seat: Seat, gesture: Gesture, _name: str) -> Surface:
        line = await self._seen(seat, gesture)
        form = give_form(seat, line, self._once())
        return form or pages.line_page(seat, line, seat.say("desk-refused-not-now"))

    async def _given_on(self, seat: Seat, sent: Submitted, concern: bytes) -> Surface:
        account, handing, chosen = seat.place.account, self._rota.handing, sent.values.get("to", "")
        try:
            if is_outside(chosen):
                line = await handing.ask_person(account, concern, chosen, sent.once)
                return pages.line_page(seat, line, seat.say("rota-asked"))
            line = await handing.hand_over(account, concern, given_to(sent))
        except NotNow as refusal:
            return await self._refused(seat, concern, refusal)
        return pages.line_page(seat, line, seat.say("rota-given"))

    async def _given(self, seat: Seat, sent: Submitted, concern: bytes) -> TheirLine:
        until, account = forms.promised(sent), seat.place.account
        if until is None:
            raise Refused(Refusal.in_the_past)
        if sent.form == "r-take":
            return await self._lines.take(account, concern, until)
        return await self._lines.not_forgotten(account, concern, until, sent.once)

    async def _done(self, seat: Seat, concern: bytes, act: Callable[..., Awaitable[TheirLine]], name: str) -> Surface:
        try:
            line = await act(seat.place.account, concern)
        except (Refused, NotNow) as refusal:
            return await self._refused(seat, concern, refusal)
        return pages.line_page(seat, line, seat.say(f"desk-done-{name}"))

    async def _refused(self, seat: Seat, concern: bytes, refusal: Refused | NotNow) -> Page:
        """The line's page as it stands, with the sentence that says why the act wasn't possible."""
        line = await self._lines.see(seat.place.account, concern)
        return pages.line_page(seat, line, refused(seat, line, refusal))

    # --- tokens ---------------------------------------------------------------------------------------------------

    async def _seen(self, seat: Seat, gesture: Gesture) -> TheirLine:
        """The line behind a press. Raises NoSuchLine, NotJustNow."""
        line = await self._lines.see(seat.place.account, self._pressed(seat, gesture))
        if line.line.is_withdrawing:
            raise NotJustNow
        return line

    def _pressed(self, seat: Seat, gesture: Gesture) -> bytes:
        return self._line_of(seat, gesture.act.token if isinstance(gesture.act, Pressed) else "")

    def _line_of(self, seat: Seat, token: str) -> bytes:
        """The line a token stands for, or one that never was."""
        return self._tokens.of_person(token, seat.place.account, seat.now) or _NOWHERE

    def _once_of(self, sent: Submitted) -> str:
        """The form's own `once`; a fresh one where somebody sent none of ours."""
        return sent.once if _ONCE.fullmatch(sent.once) else self._once()

    def _once(self) -> str:
        return base64.urlsafe_b64encode(self._entropy.bytes(16)).decode().rstrip("=")


def _is_past(refusal: Refused | NotNow) -> bool:
    return isinstance(refusal, Refused) and refusal.code is Refusal.in_the_past
