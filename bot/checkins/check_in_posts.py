"""Sends a check-in: the one neutral note, byte for byte as any other, to everybody in a batch at its minute.

Whoever muted what it is about, or left, is passed over; what is kept of a batch is the same whoever did. From the
moment at which the first note may have left, everybody in it counts as asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from bot.cards import Cards
from bot.checkins import keeping
from bot.checkins.known import Known, may_be_asked
from bot.checkins.replanning import LATE, Moment, replan
from bot.delivery import PUT_OFF, Act
from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.many_notes import Given, ManyNotes, shuffled
from bot.posting import Posting
from escalation.checkins import About, CheckIn, wished
from escalation.occasions import is_on
from storage import agenda, checkins
from storage.agenda import Entry
from storage.checkins import Batch, Stage
from storage.people import Person
from storage.store import Tx

TOO_LATE: Final = timedelta(hours=1)
"""A note that a platform hasn't taken for so long is left out: what it was about has come nearer, or is over."""


@dataclass(frozen=True, slots=True)
class Due:
    """A batch that is to be sent: to whom, and the language of whoever chose none."""

    batch: Batch
    people: tuple[Person, ...] = field(repr=False)
    language: str


class CheckInPosts:
    """Carries out batches of check-ins."""

    def __init__(self, house: House, posting: Posting) -> None:
        self._house = house
        self._notes = ManyNotes(house, posting)
        self._note = Cards(house.tokens).for_person

    def acts(self) -> Mapping[str, Act]:
        """Who carries out which kind."""
        return {kinds.CHECK_IN: self._ask}

    async def begin(self) -> None:
        """Nothing stands on the agenda but what the schedule has put there."""

    async def _ask(self, entry: Entry) -> None:
        due = await self._begun(entry)
        if due:
            given = await self._notes.send(
                entry, shuffled(entry, due.people), due.language, lambda spoken, _: self._note(spoken)
            )
            await self._done(entry, given)

    async def _begun(self, entry: Entry) -> Due | None:
        """Let everybody in it count as asked, before the first is; None where there is nothing to send."""
        production, moment = self._house.production, Moment(self._house.clock.now(), self._house.entropy.bytes(16))

        def work(tx: Tx) -> Due | None:
            found = keeping.hold(tx, production)
            batch = checkins.find(tx, production, entry.subject)
            if batch is None:
                agenda.finish(tx, entry.id)
            elif batch.stage is Stage.waiting and batch.asked and moment.now >= batch.at + LATE:
                replan(tx, production, found, moment)
            elif batch.stage is Stage.sent or moment.now >= batch.at + TOO_LATE:
                self._end(tx, entry, batch)
            else:
                checkins.mark(tx, production, batch, Stage.sending)
                return Due(batch, people_of(found, batch), found.book.language)
            return None

        return await self._house.store.write(work)

    async def _done(self, entry: Entry, given: Given) -> None:
        """Try again only whom a platform may still take: whoever has the note gets no other."""
        until = self._house.clock.now() + ((given.failed and given.failed.retry_after) or PUT_OFF)

        def work(tx: Tx) -> None:
            batch = checkins.find(tx, self._house.production, entry.subject)
            if batch and given.later:
                left = tuple(sorted(given.later))
                checkins.mark(tx, self._house.production, replace(batch, left=left), Stage.sending)
                agenda.put_off(tx, entry.id, until)
            elif batch:
                self._end(tx, entry, batch)

        await self._house.store.write(work)

    def _end(self, tx: Tx, entry: Entry, batch: Batch) -> None:
        checkins.mark(tx, self._house.production, batch, Stage.sent)
        agenda.finish(tx, entry.id)


def people_of(found: Known, batch: Batch) -> tuple[Person, ...]:
    """Give whom this batch is still sent to: each once, without those who muted all that it is about.

    What changed after its minute came, and before it left, counts: nobody is asked about what they aren't in any more.
    One about nothing goes to whoever is asked whether a cast id is theirs, and hasn't said it yet.
    """
    if not batch.asked:
        return tuple(one for one in found.roster.people if one.id in (batch.left or ()) and one.unsure)
    mine = {one.id: one for one in found.roster.people}
    holds = (
        one for one in of_batch(found, batch) if any(_holds(found, mine[one.person], about) for about in one.about)
    )
    ids = {one.person for one in holds if batch.left is None or one.person in batch.left}
    return tuple(one for one in found.roster.people if one.id in ids)


def _holds(found: Known, person: Person, about: About) -> bool:
    occasion = found.occasion(about.occasion)
    if occasion is None or not is_on(occasion) or occasion.edition != about.edition:
        return False
    return any(called.cast_id in person.cast_ids for called in occasion.calls)


def of_batch(found: Known, batch: Batch) -> tuple[CheckIn, ...]:
    """Give the check-ins of a batch, each without what its person muted."""
    occasions = {one.id: one.kind for one in found.occasions}
    people = {one.id: one for one in found.roster.people if may_be_asked(one)}
    everybody = [
        CheckIn(one, batch.at, asked.on, asked.slot, asked.about) for asked in batch.asked for one in asked.people
    ]
    known = (one for one in everybody if one.person in people)
    left = (wished(one, occasions, people[one.person].wishes) for one in known)
    return tuple(one for one in left if one.about)
