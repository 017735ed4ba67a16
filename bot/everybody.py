"""One neutral note to everybody who joined: something has changed for all of them, and stands behind [Open]."""

from __future__ import annotations

from collections.abc import Mapping

from bot import many_notes
from bot.delivery import Act
from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.many_notes import ManyNotes
from bot.posting import Posting
from storage import agenda, people, productions
from storage.agenda import Entry


class Everybody:
    """Carries out the note to everybody."""

    def __init__(self, house: House, posting: Posting) -> None:
        self._house = house
        self._notes = ManyNotes(house, posting)

    def acts(self) -> Mapping[str, Act]:
        """Who carries out which kind."""
        return {kinds.EVERYBODY: self._everybody}

    async def begin(self) -> None:
        """Nothing stands on the agenda but what a change has put there."""

    async def _everybody(self, entry: Entry) -> None:
        """One batch, and the next one in the transaction that says that this one is done."""
        store, production = self._house.store, self._house.production
        roster = await store.read(lambda tx: people.read(tx, production))
        units = await store.read(lambda tx: productions.units_of(tx, production))
        book = await store.read(lambda tx: productions.book(tx, production))
        if entry.subject != production.id and entry.subject.hex() not in {one.id for one in units}:
            await store.write(lambda tx: agenda.finish(tx, entry.id))  # the unit is gone, and its people with it
            return
        found = many_notes.joined(roster, units, entry.subject)
        entry = many_notes.counted(entry, found)
        await self._notes.give(entry, many_notes.batch(entry, found), book.language)
        now = self._house.clock.now()
        await store.write(lambda tx: many_notes.go_on(tx, entry, now))
        self._house.wake()
