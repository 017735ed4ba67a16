"""The night: one row per production at 03:00 of its zone, and one for each line that has come near an end.

The nightly row only says which lines to look at; each is then carried out by itself, so that a process that dies goes
on with those that are left. What a line's own step is, its own transaction decides anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from adapters.interface import DeliveryFailed, MessageRef
from bot.delivery import Act
from bot.ends.rounds import Rounds
from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines.nights import LineNights
from bot.posting import Posting
from storage import agenda, audit, checkins, diary, mailboxes, productions, submissions
from storage.agenda import Entry, Lane
from storage.store import Tx

AUDIT_LIVES: Final = timedelta(days=365)
NEWS_LIVE: Final = timedelta(days=14)
LEFT_OVER: Final = timedelta(days=30)
"""A mailbox ends with its line; what nothing leads to any more goes so much later."""
_TRIES: Final = 60


class Nights:
    """Carries out the night of one production."""

    def __init__(self, house: House, posting: Posting, rounds: Rounds) -> None:
        self._house = house
        self._lines = LineNights(house)
        self._posting = posting
        self._rounds = rounds

    def acts(self) -> Mapping[str, Act]:
        """Who carries out which kind."""
        return {kinds.NIGHTLY: self._night, kinds.ENDS: self._ends}

    async def begin(self) -> None:
        """Let the next night come, if it doesn't already."""
        production, row_id = self._house.production, self._house.entropy.bytes(16)

        def work(tx: Tx) -> None:
            productions.hold(tx, production)
            if not any(one.kind == kinds.NIGHTLY for one in agenda.of(tx, production.id)):
                self._plan_night(tx, row_id)

        await self._house.store.write(work)

    async def _night(self, entry: Entry) -> None:
        due, now = await self._lines.due(), self._house.clock.now()
        rows = [(line, self._house.entropy.bytes(16)) for line in due]
        row_id = self._house.entropy.bytes(16)

        def work(tx: Tx) -> None:
            for line, line_row in rows:
                agenda.drop(tx, line, [kinds.ENDS])
                kinds.plan(tx, self._house.production, line_row, kinds.ENDS, line, now, lane=Lane.ROUNDS)
            self._sweep(tx)
            agenda.finish(tx, entry.id)
            agenda.drop(tx, self._house.production.id, [kinds.NIGHTLY])
            self._plan_night(tx, row_id)

        await self._house.store.write(work)
        await self._rounds.begin()
        self._house.wake()

    def _plan_night(self, tx: Tx, row_id: bytes) -> None:
        production = self._house.production
        due = self._lines.times(tx).next_night()
        kinds.plan(tx, production, row_id, kinds.NIGHTLY, production.id, due, lane=Lane.ROUNDS)

    def _sweep(self, tx: Tx) -> None:
        """What is kept for so many days and no longer."""
        production = self._house.production
        productions.hold(tx, production)
        book, today = productions.book(tx, production), self._lines.times(tx).today
        audit.forget(tx, today - AUDIT_LIVES)
        submissions.forget(tx, today)
        mailboxes.forget(tx, today - LEFT_OVER)
        diary.forget(tx, today)
        checkins.forget(tx, production, today)
        news = tuple(one for one in book.news if one.day >= today - NEWS_LIVE)
        if news != book.news:
            productions.rewrite_book(tx, production, replace(book, news=news))

    async def _ends(self, entry: Entry) -> None:
        """What this night does to one line. Its cards go first: the name on them can be given out again afterwards."""
        async with self._posting.turn(entry.subject):
            cards = await self._lines.cards(entry)
            gone = [await self._is_gone(card, entry) for card in cards]
            if await self._lines.carry_out(entry, cards, is_gone=all(gone)):
                self._house.hurry()

    async def _is_gone(self, card: str, entry: Entry) -> bool:
        """Delete the card from the readers' channel. A platform that is out of order holds an end up for an hour."""
        platform, _, ref = card.partition(" ")
        try:
            await self._posting.delete(MessageRef(platform, ref))
        except (DeliveryFailed, TimeoutError) as failure:
            if isinstance(failure, DeliveryFailed) and failure.permanent:
                return False
            if entry.attempts < _TRIES:
                raise
            return False
        return True
