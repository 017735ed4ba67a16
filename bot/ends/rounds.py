"""Rounds: at each wrap one note without content to everybody who joined that unit, so that no note says anything.

It takes the place of the last one, and is the same, byte for byte, as any other note to people.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from adapters.interface import DeliveryFailed, MessageRef
from bot import many_notes
from bot.checkins import merging
from bot.delivery import Act
from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.many_notes import Given, ManyNotes
from bot.posting import Posting
from escalation.calendar import wrap_after
from escalation.waits import AFTER_WRAP, after_wrap
from storage import agenda, people, productions
from storage.agenda import Entry, Lane
from storage.people import Person, Roster
from storage.productions import Book, Unit
from storage.store import Tx

_TOO_LATE: Final = timedelta(hours=2)
"""A round so long after its wrap, because nothing ran, is left out: it would cover nothing."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """What one round needs to know."""

    book: Book = field(repr=False)
    units: tuple[Unit, ...] = field(repr=False)
    roster: Roster = field(repr=False)

    def unit(self, subject: bytes) -> Unit | None:
        return next((one for one in self.units if one.id == subject.hex()), None)


class Rounds:
    """Carries out the rounds of every unit."""

    def __init__(self, house: House, posting: Posting) -> None:
        self._house = house
        self._posting = posting
        self._notes = ManyNotes(house, posting)

    def acts(self) -> Mapping[str, Act]:
        """Who carries out which kind."""
        return {kinds.ROUND: self._round}

    async def begin(self) -> None:
        """Let each unit's next wrap have its round; one that is planned for it, or under way, stays as it was drawn."""
        production, now = self._house.production, self._house.clock.now()
        units = await self._house.store.read(lambda tx: productions.units_of(tx, production))
        chance = [(unit, self._house.entropy.bytes(16), self._house.entropy.roll()) for unit in units]

        def work(tx: Tx) -> None:
            productions.hold(tx, production)
            for unit, row_id, roll in chance:
                subject, wrap = bytes.fromhex(unit.id), wrap_after(unit.hours, now)
                standing = [one for one in agenda.of(tx, subject) if one.kind == kinds.ROUND]
                if any(_still_fits(one, wrap, now) for one in standing):
                    continue
                agenda.drop(tx, subject, [kinds.ROUND])
                self._plan(tx, subject, row_id, wrap, roll)

        await self._house.store.write(work)

    async def _round(self, entry: Entry) -> None:
        found = await self._house.store.read(self._look)
        unit = found.unit(entry.subject)
        if unit is None:
            await self._house.store.write(lambda tx: agenda.finish(tx, entry.id))
            return
        given, everybody = Given(), tuple[Person, ...]()
        if found.book.rounds and _is_fresh(unit, self._house.clock.now()):
            everybody = many_notes.joined(found.roster, found.units, entry.subject)
            entry = many_notes.counted(entry, everybody)
            theirs = many_notes.batch(entry, everybody)
            await self._take_away(theirs)
            given = await self._notes.give(entry, theirs, found.book.language)
        await self._done(entry, unit, given, everybody)

    def _look(self, tx: Tx) -> _Looked:
        production = self._house.production
        return _Looked(
            productions.book(tx, production), productions.units_of(tx, production), people.read(tx, production)
        )

    async def _take_away(self, theirs: tuple[Person, ...]) -> None:
        """Delete the last round's notes; one that can't be deleted stays, and says as little as the new one."""
        async with asyncio.TaskGroup() as group:
            for one in theirs:
                if one.round:
                    group.create_task(self._delete(one.round))

    async def _delete(self, ref: str) -> None:
        platform, _, message = ref.partition(" ")
        with contextlib.suppress(DeliveryFailed, TimeoutError):
            await self._posting.delete(MessageRef(platform, message))

    async def _done(self, entry: Entry, unit: Unit, given: Given, everybody: tuple[Person, ...]) -> None:
        """Keep where the notes stand, and let the next batch or the next wrap have its turn, in one transaction."""
        ids = frozenset(one.id for one in everybody)
        (spare,) = await self._house.content_keys(1)
        row_id, roll = self._house.entropy.bytes(16), self._house.entropy.roll()
        now = self._house.clock.now()
        wrap = wrap_after(unit.hours, now)

        def work(tx: Tx) -> None:
            if given.refs:
                people.change(tx, self._house.production, spare, lambda roster: _with_refs(roster, given.refs))
            if ids and entry.step == 0:
                merging.carry(tx, self._house.production, ids, now)
            if not many_notes.go_on(tx, entry, now):
                self._plan(tx, entry.subject, row_id, wrap, roll)

        await self._house.store.write(work)
        self._house.wake()

    def _plan(self, tx: Tx, subject: bytes, row_id: bytes, wrap: datetime | None, roll: float) -> None:
        if wrap:
            due = after_wrap(wrap, roll)
            kinds.plan(tx, self._house.production, row_id, kinds.ROUND, subject, due, lane=Lane.ROUNDS)


def _still_fits(entry: Entry, wrap: datetime | None, now: datetime) -> bool:
    """Whether a planned round is under way or drawn for this very wrap: hours may have been changed since."""
    is_under_way = entry.step > 0 or entry.due <= now + AFTER_WRAP
    return is_under_way or (wrap is not None and wrap <= entry.due <= wrap + AFTER_WRAP)


def _is_fresh(unit: Unit, now: datetime) -> bool:
    wrap = wrap_after(unit.hours, now - _TOO_LATE)
    return wrap is not None and wrap <= now


def _with_refs(roster: Roster, refs: Mapping[str, MessageRef]) -> Roster:
    """The roster with where each new note stands; whoever left meanwhile is not brought back."""

    def noted(person: Person) -> Person:
        ref = refs.get(person.id)
        return replace(person, round=f"{ref.platform} {ref.ref}") if ref else person

    return replace(roster, people=tuple(noted(person) for person in roster.people))
