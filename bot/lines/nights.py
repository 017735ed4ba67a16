"""What a night does to one line, inside a transaction: its person is told, its way back ends, or all of it does.

Order of an end: the ledger's slot, the keys' names for the destroyer and the rows go in one transaction; then the
destroyer writes tombstones, destroys the keys and crosses their names off. Killed anywhere, it goes on from there.
"""

from __future__ import annotations

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
            return tuple(one.id for one in concerns.all_that_open(tx, self._house.production) if step(one.line, times))

        return await self._house.store.read(work)

    async def cards(self, entry: Entry) -> tuple[str, ...]:
        """The cards that stand in the readers' channel of a line that ends now."""

        def work(tx: Tx) -> tuple[str, ...]:
            concern = concerns.find(tx, self._house.production, entry.subject)
            is_over = concern is not None and step(concern.line, self.times(tx)) is Step.end
            if concern is None or not is_over:
                return ()
            return concern.line.cards

        return await self._house.store.read(work)

    async def carry_out(self, entry: Entry, cards: tuple[str, ...] = (), *, is_gone: bool = True) -> bool:
        """Do what is due to this line, and say whether keys were retired.

        `cards` were taken away for its end; `is_gone`: all of them are. Kept meanwhile, the line gets its card back.
        """

        def change(tx: Tx, concern: Concern, due: Due) -> bool:
            what = step(concern.line, self.times(tx))
            agenda.finish(tx, entry.id)
            if what is not Step.end and cards:
                concern = self._posted_again(tx, concern, due)
            if what is Step.end:
                taking_back.end_line(tx, self._house.production, concern, due.page[0], frees_name=is_gone)
            elif what is Step.end_way:
                self._end_way(tx, concern, due)
            elif what:
                self._reckoned(tx, concern, due, what)
            return what in (Step.end, Step.end_way)

        return bool(await self._on.run(entry, change, page=True, keys=1))

    def _posted_again(self, tx: Tx, concern: Concern, due: Due) -> Concern:
        kinds.plan(tx, self._house.production, due.ids[1], kinds.CARD, concern.id, due.now)
        line = replace(concern.line, card="", old_cards=())
        return concerns.save(tx, self._house.production, concern, line)

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
