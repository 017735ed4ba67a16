"""The first contact: what this is, told once to everybody who joined, in their own chat.

Nothing in it depends on who they are: it is the same, byte for byte, in one language on one platform. Whoever can't be
written to at all counts as told, so that nobody is tried for ever; the same words stand on their home page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from bot import many_notes
from bot.cards import Cards, Introduced
from bot.delivery import Act
from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines.joining import newcomers
from bot.lines.place import find_place
from bot.many_notes import ManyNotes
from bot.posting import Posting
from escalation.concern import Urgency
from escalation.roster import About
from storage import agenda, people
from storage.agenda import Entry
from storage.people import Roster
from storage.store import Tx

_NOBODY = ("", "", "")
_EVERYBODY_WHO_READS = About(Urgency.today, safety=True)


class Welcome:
    """Carries out the first contact."""

    def __init__(self, house: House, posting: Posting) -> None:
        self._house = house
        self._cards = Cards(house.tokens)
        self._notes = ManyNotes(house, posting)

    def acts(self) -> Mapping[str, Act]:
        """Who carries out which kind."""
        return {kinds.WELCOME: self._welcome}

    async def begin(self) -> None:
        """Nothing stands on the agenda but what somebody's joining has put there."""

    async def _welcome(self, entry: Entry) -> None:
        """So many newcomers as a batch holds; the rest next. Raises DeliveryFailed where trying again may help."""
        place = await self._house.store.read(lambda tx: find_place(tx, self._house.production, _NOBODY))
        names = tuple(one.name for one in place.readers(_EVERYBODY_WHO_READS))
        drawn = partial(self._cards.welcome, Introduced(place.book.name, names, place.book.runner))
        batch = many_notes.shuffled(entry, newcomers(place.roster))[: many_notes.BATCH]
        given = await self._notes.send(entry, batch, place.book.language, drawn)
        later = given.later if entry.attempts < many_notes.TRIES else set()
        await self._mark(entry, frozenset(one.id for one in batch) - later, goes_on=not later)
        if given.failed and later:
            raise given.failed
        self._house.wake()

    async def _mark(self, entry: Entry, told: frozenset[str], *, goes_on: bool) -> None:
        """Note who was told, and let the entry end in the same transaction if nobody is left."""
        house, now = self._house, self._house.clock.now()
        (spare,) = await house.content_keys(1)

        def work(tx: Tx) -> None:
            roster = people.change(tx, house.production, spare, partial(_told, told))
            if goes_on:
                agenda.finish(tx, entry.id)
            if goes_on and newcomers(roster):
                agenda.add(tx, [replace(entry, attempts=0, due=now)])

        await house.store.write(work)


def _told(told: frozenset[str], roster: Roster) -> Roster:
    return Roster(tuple(replace(one, welcomed=True) if one.id in told else one for one in roster.people))
