"""What a reader writes on a line, from the box to what is left for the person; nothing typed is ever lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import Final

from adapters.interface import Submitted
from adapters.surfaces import Form, Page
from bot.desks import reader_forms as forms
from bot.desks import reader_pages as pages
from bot.desks.reader_forms import About, Typed
from bot.desks.reader_seat import Seat
from bot.lines.owning import NoSuchLine
from bot.lines.reader_view import NotJustNow, TheirLine
from bot.lines.reading import Lines
from escalation.acts import Refusal, Refused
from escalation.concern import NotNow
from storage.errors import StorageError

PATIENCE: Final = timedelta(seconds=2)
"""How long a form waits to be kept before it is shown again."""


class ReaderWords:
    """Takes forms of words in their two steps."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    async def receive(self, seat: Seat, sent: Submitted, concern: bytes) -> Page | Form:
        """Answer one form about this line."""
        what = forms.typed(sent)
        try:
            return await self._step(seat, what, concern, back=sent.via == "r-back")
        except NoSuchLine:
            return pages.nothing_here(seat, what.words)
        except NotJustNow:
            return pages.not_just_now(seat, what.words)

    async def _step(self, seat: Seat, what: Typed, concern: bytes, *, back: bool) -> Page | Form:
        if what.missing or back:
            about = await self._about(seat, concern)
            return forms.box(seat, about, what, seat.say(what.missing) if what.missing and not back else "")
        if what.kind == "note" or (what.looked and what.mark == what.digest):
            return await self._keep(seat, what, concern)
        return forms.look(seat, await self._about(seat, concern), what)

    async def _keep(self, seat: Seat, what: Typed, concern: bytes) -> Page | Form:
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                line = await self._kept(seat, what, concern)
        except (Refused, NotNow) as refusal:
            about = await self._about(seat, concern)
            return self._again(seat, about, what, refused(seat, about.line, refusal))
        except (StorageError, TimeoutError):
            return self._again(seat, await self._about(seat, concern), what, seat.say("desk-words-not-kept"))
        return pages.line_page(seat, line, seat.say(f"desk-left-{what.kind}"))

    def _kept(self, seat: Seat, what: Typed, concern: bytes) -> Awaitable[TheirLine]:
        account, lines = seat.place.account, self._lines
        if what.kind == "yes":
            return lines.ask_yes(account, concern, what.words, what.to_whom, what.once)
        keep = {"answer": lines.reply, "spoke": lines.spoke, "note": lines.note}[what.kind]
        return keep(account, concern, what.words, what.once)

    def _again(self, seat: Seat, about: About, what: Typed, problem: str) -> Form:
        """The same form, with everything still in it."""
        return forms.look(seat, about, what, problem) if what.looked else forms.box(seat, about, what, problem)

    async def _about(self, seat: Seat, concern: bytes) -> About:
        """The line the form is about. Raises NoSuchLine, NotJustNow."""
        try:
            line = await self._lines.see(seat.place.account, concern)
        except StorageError:
            return About(concern, None)
        if line.line.is_withdrawing:
            raise NotJustNow
        return About(concern, line)


def refused(seat: Seat, line: TheirLine | None, refusal: Refused | NotNow) -> str:
    """Why an act wasn't possible, as a plain sentence. Raises NoSuchLine where it isn't theirs at all."""
    if isinstance(refusal, NotNow):
        return seat.say("desk-refused-not-now")
    if refusal.code is Refusal.not_a_reader:
        raise NoSuchLine
    name = seat.place.reader_name(line.line.taken_by) if line else ""
    return seat.say(f"desk-refused-{refusal.code.replace('_', '-')}", reader=name or "none")
