"""One transaction on the readers: the roster stands still in it, and is written once, where it changed.

Whoever changes readers or their cover lets every open line of theirs know in the same transaction: its ladder is looked
at anew at once, and reads the roster there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines.owning import OVER
from bot.lines.place import Account
from bot.lines.standing import as_rostered
from bot.lines.steps import Carrier
from bot.rota import who
from bot.rota.slots import minutes
from escalation import acts
from escalation.concern import State, was_posted
from escalation.rungs import Phase
from storage import agenda, audit, concerns, people, productions
from storage.agenda import Entry, Lane
from storage.audit import Note
from storage.concerns import Concern
from storage.people import Person, Reading, Roster
from storage.productions import News, Unit
from storage.store import Tx

T = TypeVar("T")
_NEWS: Final = 30
"""How many pieces of news the book keeps; its page has one size."""


@dataclass(slots=True)
class Turn:
    """The moment, the roster as it becomes, and ids for rows. The same id for the same thing within one turn."""

    tx: Tx = field(repr=False)
    house: House = field(repr=False)
    now: datetime
    roster: Roster = field(repr=False)
    seed: bytes = field(repr=False)

    def id(self, *about: object) -> bytes:
        """A fresh row id."""
        return sha256(self.seed + repr(about).encode()).digest()[:16]

    def reader(self, account: Account) -> Person | None:
        """Whoever has this account, if they read concerns at present."""
        me = self.roster.at(*account)
        return me if who.reads(me) else None

    def say(self, person: Person, **changes: Any) -> Person:
        """Change what a reader says of themselves."""
        if person.reading is None:
            return person
        return self.put(replace(person, reading=replace(person.reading, **changes)))

    def put(self, person: Person) -> Person:
        """Change somebody on the roster, in their place."""
        self.roster = Roster(tuple(person if one.id == person.id else one for one in self.roster.people))
        return person

    def unit(self, subject: bytes) -> Unit | None:
        """The unit an entry is about."""
        known = productions.units_of(self.tx, self.house.production)
        return next((unit for unit in known if unit.id == subject.hex()), None)

    def today(self) -> date:
        """The production's day."""
        zone = productions.book(self.tx, self.house.production).zone
        return self.now.astimezone(ZoneInfo(zone)).date()

    def row(self, kind: str, subject: bytes, due: datetime, *, step: int = 0, version: int = 0) -> None:
        """Put something on the agenda."""
        row_id = self.id(kind, subject, step, version)
        kinds.plan(self.tx, self.house.production, row_id, kind, subject, due, step=step, version=version)

    def dm(self, reader: Person) -> None:
        """Let one content-free message follow; one that still waits is replaced, so that nobody gets two."""
        self._to(reader, kinds.READER_DM)

    def test_ring(self, reader: Person, day: date) -> None:
        """Let a test of the second way follow, and ask for a human [I heard it]."""
        self._to(reader, kinds.TEST_RING)
        self.say(reader, rung_on=day)

    def _to(self, reader: Person, kind: str) -> None:
        subject = who.mark_of(self.house.production, reader.id)
        agenda.drop(self.tx, subject, [kind])
        self.row(kind, subject, self.now, version=minutes(self.now))

    def audited(self, code: str, by: str) -> None:
        """Keep that this was done."""
        production, row_id = self.house.production, self.id("audit", code, by)
        audit.write(self.tx, production, row_id, self.now.date(), Note(code, by))

    def announce(self, news: News, subject: bytes) -> None:
        """Everybody who joined is told: news in the book, and the one note."""
        production = self.house.production
        book = productions.book(self.tx, production)
        productions.rewrite_book(self.tx, production, replace(book, news=(*book.news, news)[-_NEWS:]))
        row_id = self.id(kinds.EVERYBODY, subject, news.code, news.reader)
        kinds.plan(self.tx, production, row_id, kinds.EVERYBODY, subject, self.now, lane=Lane.ROUNDS)

    def let_lines_know(self) -> None:
        """Look anew, now, at each open line whose readers stand otherwise than its ladder has it."""
        production = self.house.production
        for concern in concerns.all_that_open(self.tx, production):
            if self._is_behind(concern):
                kinds.plan_ladder(self.tx, production, self.id("look", concern.id), concern, self.now)

    def leave_out(self, gone: str) -> None:
        """Take whoever reads no more off every line that was sent to them, for good: let in again, they see none."""
        production = self.house.production
        for concern in concerns.all_that_open(self.tx, production):
            line = concern.line
            if gone in line.readers and gone not in line.left_out and line.state is not State.draft:
                locked = concerns.find(self.tx, production, concern.id, lock=True)
                if locked:
                    self._without(locked, gone)

    def _without(self, concern: Concern, gone: str) -> None:
        """The line without this reader. A look at its ladder that stands on the agenda stays, and sees it."""
        tx, production, before = self.tx, self.house.production, concern.line
        after = acts.left_out(before.ladder, gone, self.now) if before.ladder else None
        carrier = Carrier(tx, self.house, concern, self.now, iter(()), before, self.now)
        if before.ladder and after and before.ladder.phase is not after.phase:
            carrier.lapse()
        line = replace(carrier.line, ladder=after, left_out=(*before.left_out, gone))
        concern = concerns.save(tx, production, concern, line)
        look = next((one for one in agenda.of(tx, concern.id) if one.kind == kinds.LADDER), None)
        is_open = was_posted(before.state) and before.state not in OVER and after and after.phase is not Phase.still
        if after != before.ladder and (look or is_open):
            due = look.due if look and not is_open else self.now
            kinds.plan_ladder(tx, production, self.id("look", concern.id), concern, due)

    def _is_behind(self, concern: Concern) -> bool:
        line, rungs = concern.line, concern.line.ladder
        if rungs is None or rungs.phase is Phase.still or line.state in OVER or not was_posted(line.state):
            return False  # what has not left yet reads the roster when it leaves
        return as_rostered(rungs, self.roster, self.now) != rungs


class Roll:
    """Runs turns."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def run(self, work: Callable[[Turn], T]) -> T:
        """Run this on the roster, kept still against every other process, in one transaction."""
        house, now, seed = self.house, self.house.clock.now(), self.house.entropy.bytes(16)
        (spare,) = await house.content_keys(1)

        def whole(tx: Tx) -> T:
            productions.hold(tx, house.production)
            done = list[T]()

            def attended(roster: Roster) -> Roster:
                turn = Turn(tx, house, now, roster, seed)
                done.append(work(turn))
                return turn.roster

            people.attend(tx, house.production, spare, attended)
            return done[0]

        found = await house.store.write(whole)
        house.wake()
        return found

    async def carry_out(self, entry: Entry, work: Callable[[Turn, Entry], None]) -> None:
        """Take the entry off and do this, once: a second process that comes late with the same entry does nothing."""

        def whole(turn: Turn) -> None:
            if any(one.id == entry.id for one in agenda.of(turn.tx, entry.subject)):
                agenda.finish(turn.tx, entry.id)
                work(turn, entry)

        await self.run(whole)


def saying(person: Person) -> Reading:
    """What a reader says of themselves. Raises LookupError for somebody who doesn't read."""
    if person.reading is None:
        raise LookupError("not a reader")
    return person.reading
