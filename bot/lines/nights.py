"""What a night does to one line, inside a transaction: its person is told, its way back ends, or all of it does.

Order of an end: the ledger's slot, the keys' names for the destroyer and the rows go in one transaction; then the
destroyer writes tombstones, destroys the keys and crosses their names off. Killed anywhere, it goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import time, timedelta
from typing import Final

from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines import taking_back
from bot.lines.due import Due, OnLine
from bot.lines.lifetimes import Step, Times, erased_on, line_ends, step
from escalation.calendar import instant
from storage import agenda, concerns, mailboxes, productions
from storage.agenda import Entry, Lane
from storage.concerns import Concern
from storage.errors import KeyGone
from storage.lines import Line
from storage.store import Tx

_MORNING: Final = time(10)
"""Nobody is woken to hear that something ends in a week."""
_SPREAD: Final = timedelta(minutes=30)


class LineNights:
    """The transactions of a night."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._on = OnLine(house)

    def times(self, tx: Tx) -> Times:
        """The production's times at this moment."""
        return Times.of(productions.book(tx, self._house.production), self._house.clock.now())

    async def due(self) -> tuple[bytes, ...]:
        """Every line to which this night does something."""

        def work(tx: Tx) -> tuple[bytes, ...]:
            times = self.times(tx)
            return tuple(one.id for one in self._all(tx) if step(one.line, times))

        return await self._house.store.read(work)

    def _all(self, tx: Tx) -> Iterable[Concern]:
        """Every concern that opens: after a restore of another pair some may not, and the others end all the same."""
        try:
            return concerns.all_of(tx, self._house.production)
        except KeyGone:
            found = [self._opened(tx, one) for one in concerns.ids_of(tx, self._house.production)]
            return [one for one in found if one]

    def _opened(self, tx: Tx, concern_id: bytes) -> Concern | None:
        try:
            return concerns.find(tx, self._house.production, concern_id)
        except KeyGone:
            return None

    async def card(self, entry: Entry) -> str:
        """The card that stands in the readers' channel of a line that ends now; empty where none does."""

        def work(tx: Tx) -> str:
            concern = concerns.find(tx, self._house.production, entry.subject)
            is_over = concern is not None and step(concern.line, self.times(tx)) is Step.end
            return concern.line.card if concern and is_over else ""

        return await self._house.store.read(work)

    async def carry_out(self, entry: Entry, *, is_gone: bool) -> bool:
        """Do what is due to this line, and say whether keys were retired. `is_gone`: no card of it stands any more."""

        def change(tx: Tx, concern: Concern, due: Due) -> bool:
            what = step(concern.line, self.times(tx))
            agenda.finish(tx, entry.id)
            if what is Step.end:
                taking_back.end_line(tx, self._house.production, concern, due.page[0], frees_name=is_gone)
            elif what is Step.end_way:
                self._end_way(tx, concern, due)
            elif what:
                self._reckoned(tx, concern, due, what)
            return what in (Step.end, Step.end_way)

        return bool(await self._on.run(entry, change, page=True, keys=1))

    def _end_way(self, tx: Tx, concern: Concern, due: Due) -> None:
        """The same work whether a way is left or not, so that nothing tells."""
        production = self._house.production
        taking_back.end_way(tx, production, concern, due.page[0], due.keys[0], due.ids[0])
        concerns.save(tx, production, concern, replace(concern.line, way_over=True))

    def _reckoned(self, tx: Tx, concern: Concern, due: Due, what: Step) -> None:
        """Keep the day of the end; where that is near, tell the person, once, in the morning."""
        times = self.times(tx)
        told = replace(concern.line, erased_on=erased_on(concern.line, times)) if what is Step.tell else concern.line
        concerns.save(tx, self._house.production, concern, reckoned(tx, told, times))
        if what is Step.tell:
            at = instant(times.zone, times.today, _MORNING) + _SPREAD * due.roll
            kinds.plan(tx, self._house.production, due.ids[0], kinds.NOTE, concern.id, at, lane=Lane.TALK)


def reckoned(tx: Tx, line: Line, times: Times) -> Line:
    """The line with its end as it is now, and its six words for as long. What was announced too early is taken back."""
    ends = line_ends(line, times)
    if line.erased_on and ends > line.erased_on:
        line = replace(line, erased_on=None)
    ends = line.erased_on or ends
    if line.mailbox:
        mailboxes.prolong(tx, bytes.fromhex(line.mailbox), ends)
    return replace(line, ends_at=times.night(ends))
