"""A production with something in every table, what it says when it is read, and each sealed cell with its reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Column, LargeBinary

from escalation import checkin_plans
from escalation.calendar import ALWAYS, Hours
from escalation.checkin_plans import Moment
from escalation.checkins import About
from escalation.occasions import Called, Kind, Occasion, Part, UnitDay
from escalation.prompts import Done, Duty
from escalation.readiness import Readiness, Setting
from escalation.roster import Role
from storage import (
    audit,
    checkins,
    concerns,
    ledger,
    mailboxes,
    names,
    occasions,
    people,
    productions,
    schedules,
    submissions,
    tables,
)
from storage.audit import Note
from storage.checkins import Asked, Batch
from storage.envelope import Key
from storage.ledger import Slot
from storage.lines import Noted
from storage.mailboxes import Mailbox
from storage.people import Person, Reading
from storage.productions import Unit
from storage.schedules import Standing, Undo
from storage.store import Tx
from storage.submissions import Taken
from tests.storage.homes import BOOK, NOW, Stage, line, route, said

TODAY = NOW.date()
ENDS = date(2026, 9, 1)
Reader = Callable[[Tx], Any]


def numbered(kind: int, number: int) -> bytes:
    """The id of the numbered thing of a kind."""
    return bytes([kind]) * 15 + bytes([number])


def called(number: int) -> tuple[Called, ...]:
    """Who is called to the numbered occasion."""
    return Called(f"{number}", at=time(8)), Called("2", Part.stand_in)


@dataclass(frozen=True, slots=True)
class Everything:
    """Two of each thing in a production, with ids that begin at a number."""

    stage: Stage
    first: int

    @property
    def numbers(self) -> range:
        """The numbers of the two things."""
        return range(self.first, self.first + 2)

    def box(self, number: int) -> Mailbox:
        """A mailbox as its six words would open it."""
        return Mailbox(numbered(1, number) * 2, Key(numbered(2, number) * 2))

    def unit(self, number: int) -> Unit:
        """A unit."""
        return Unit(numbered(3, number).hex(), f"Unit {number}", "Stage 4", "112", "medic", Hours("Europe/Madrid"), ())

    def occasion(self, number: int) -> Occasion:
        """An occasion."""
        ids = numbered(4, number).hex(), numbered(3, number).hex()
        return Occasion(*ids, Kind.scene, f"{number}A", TODAY, time(9), calls=called(number))

    def day(self, number: int) -> UnitDay:
        """A day of a unit."""
        return UnitDay(numbered(3, number).hex(), TODAY, NOW)

    def standing(self, number: int) -> Standing:
        """What was done about an occasion."""
        done = Done(numbered(4, number).hex(), Duty.closed_set, None, NOW)
        return Standing((done,), Setting(Readiness.ready, NOW), (f"{number}",))

    def batch(self, number: int) -> Batch:
        """Two people who are asked at one minute."""
        about = About(numbered(4, number).hex(), 1, (Moment.evening,), 2, everyone=True, sentences=())
        return Batch(
            numbered(8, number).hex(),
            NOW,
            TODAY,
            (Asked(("p1", f"p{number}"), TODAY, checkin_plans.Slot.ahead, (about,)),),
        )

    def taken(self, number: int) -> Taken:
        """What a form became."""
        return Taken(numbered(5, number).hex(), 1, f"{number:064x}")

    def person(self, number: int) -> Person:
        """Somebody on the roster."""
        reading = Reading("I listen", ALWAYS, accepted=True)
        return Person(f"p{number}", f"Name {number}", (Role.coordinator,), "local", "w", f"U{number}", reading=reading)

    async def fill(self) -> None:
        """Write all of it."""
        for number in self.numbers:
            await self._concern(number)
            roster = await self.stage.content()
            await self.stage.store.write(partial(self._rest, number=number, spare=roster))

    async def _concern(self, number: int) -> None:
        handle, spare = numbered(6, number), await self.stage.way()
        new = concerns.NewConcern(numbered(5, number), handle, await self.stage.content(), await self.stage.content())

        def work(tx: Tx) -> None:
            ledger.add(tx, self.stage.production, Slot(handle, route(f"U{number}", language="es")), spare)
            made = concerns.create(tx, self.stage.production, new, line(f"Alias {number}"))
            for at in range(2):
                concerns.say(tx, self.stage.production, made, said(f"words {number} {at}"))
                concerns.note(tx, self.stage.production, made, Noted(f"step {number} {at}", NOW, "r1", NOW))

        await self.stage.store.write(work)

    def _rest(self, tx: Tx, number: int, spare: Any) -> None:
        production = self.stage.production
        people.change(tx, production, spare, lambda roster: roster.having(self.person(number)))
        productions.add_unit(tx, production, self.unit(number))
        occasions.put(tx, production, [self.occasion(number)])
        schedules.put_days(tx, production, [self.day(number)])
        schedules.put_standing(tx, production, numbered(4, number).hex(), self.standing(number))
        schedules.put_undo(tx, production, Undo(NOW, (self.occasion(number),)))
        checkins.add(tx, production, [self.batch(number)])
        names.change(tx, production, add=f"Alias {number}")
        submissions.keep(tx, production, f"once {number}", self.taken(number), TODAY)
        mailboxes.put(tx, production, self.box(number), numbered(5, number), ENDS)
        audit.write(
            tx, production, numbered(7, number), TODAY + timedelta(number), Note("opened", f"r{number}", "Alias")
        )

    # --- Read ---------------------------------------------------------------------------------------------

    def said(self) -> dict[str, Any]:
        """What each reader says, if nothing was touched."""
        numbers, positions = list(self.numbers), range(2)
        return {
            "productions.sealed": BOOK,
            "pages.sealed ledger": {numbered(6, n): route(f"U{n}", language="es") for n in numbers},
            "pages.sealed roster": tuple(self.person(n) for n in numbers),
            "units.sealed": tuple(self.unit(n) for n in numbers),
            "occasions.sealed": [self.occasion(n) for n in numbers],
            "calls.sealed": [called(n) for n in numbers],
            "unit_days.sealed": tuple(self.day(n) for n in numbers),
            "standings.sealed": {numbered(4, n).hex(): self.standing(n) for n in numbers},
            "undos.sealed": Undo(NOW, (self.occasion(numbers[-1]),)),
            "checkins.sealed": tuple(self.batch(n) for n in numbers),
            "concerns.head": [numbered(6, n) for n in numbers],
            "concerns.line": [line(f"Alias {n}") for n in numbers],
            "words.sealed": [tuple((at + 1, said(f"words {n} {at}")) for at in positions) for n in numbers],
            "steps.sealed": [tuple(Noted(f"step {n} {at}", NOW, "r1", NOW) for at in positions) for n in numbers],
            "names.sealed": tuple(f"Alias {n}" for n in numbers),
            "submissions.sealed": [self.taken(n) for n in numbers],
            "mailboxes.sealed": [numbered(5, n) for n in numbers],
            "audit.sealed": tuple((TODAY + timedelta(n), Note("opened", f"r{n}", "Alias")) for n in numbers),
        }

    def readers(self) -> dict[str, Reader]:
        """What opens each sealed column of this production."""
        production, each = self.stage.production, self._each
        return {
            "productions.sealed": lambda tx: productions.book(tx, production),
            "pages.sealed ledger": lambda tx: {one.handle: one.route for one in ledger.slots(tx, production)},
            "pages.sealed roster": lambda tx: people.read(tx, production).people,
            "units.sealed": lambda tx: productions.units_of(tx, production),
            "occasions.sealed": each(self._occasion),
            "calls.sealed": each(lambda tx, n: self._occasion(tx, n).calls),
            "unit_days.sealed": lambda tx: schedules.days_of(tx, production),
            "standings.sealed": lambda tx: schedules.standings_of(tx, production),
            "undos.sealed": lambda tx: schedules.undo_of(tx, production),
            "checkins.sealed": lambda tx: checkins.all_of(tx, production),
            "concerns.head": each(lambda tx, n: concerns.handle_of(tx, production, numbered(5, n))),
            "concerns.line": each(lambda tx, n: self._line(tx, n).line),
            "words.sealed": each(lambda tx, n: concerns.said(tx, production, self._line(tx, n))),
            "steps.sealed": each(lambda tx, n: concerns.record(tx, production, self._line(tx, n))),
            "names.sealed": lambda tx: names.read(tx, production),
            "submissions.sealed": each(lambda tx, n: submissions.find(tx, production, f"once {n}")),
            "mailboxes.sealed": each(lambda tx, n: mailboxes.leads_to(tx, production, self.box(n))),
            "audit.sealed": lambda tx: audit.read(tx, production),
        }

    def _each(self, read: Callable[[Tx, int], Any]) -> Reader:
        return lambda tx: [read(tx, number) for number in self.numbers]

    def _occasion(self, tx: Tx, number: int) -> Occasion:
        found = occasions.find(tx, self.stage.production, numbered(4, number).hex())
        assert found is not None
        return found

    def _line(self, tx: Tx, number: int) -> concerns.Concern:
        found = concerns.find(tx, self.stage.production, numbered(5, number))
        assert found is not None
        return found

    async def read(self) -> dict[str, Any]:
        """Read all of it. In a write: the list of aliases is read under its lock."""

        def work(tx: Tx) -> dict[str, Any]:
            return {name: reader(tx) for name, reader in self.readers().items()}

        return await self.stage.store.write(work)


def sealed_columns() -> dict[str, Column[Any]]:
    """Every column of the data that holds an envelope."""
    found = [column for table in tables.data.tables.values() for column in table.columns]
    return {str(one): one for one in found if isinstance(one.type, LargeBinary) and one.type.length is None}


async def filled(stage: Stage, first: int = 1) -> Everything:
    """Two of each thing in this production."""
    everything = Everything(stage, first)
    await everything.fill()
    return everything
