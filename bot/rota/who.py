"""Who is asked at a cover check, and when a slot counts as confirmed. Pure functions of the roster.

A slot is confirmed when at least one reader on duty pressed [I'm here] since it began, and each other one on duty did
too or has said until when they are on a closed set: one reader is there, and everybody else is accounted for. Nothing
but that press counts: not an opening, not an answer, so that nothing done about a concern can be read from it. A
*guessed* cover (two rings of a `now` went unanswered) counts as no cover at all here, for the same reason: else the
office could tell from the check that somebody was rung. A closed set without an end accounts for nobody.
"""

from __future__ import annotations

from datetime import datetime

from bot.lines.place import as_reader
from bot.rota.slots import Slot
from escalation import roster
from escalation.calendar import first_on_duty, on_duty
from escalation.concern import Urgency
from escalation.roster import About
from storage import productions
from storage.keys import Production
from storage.people import Person, Reading, Roster


def of_unit(known: Roster, unit: str, *, safety: bool = True) -> tuple[Person, ...]:
    """The acting readers of a unit; without `safety` only those who read whatever anybody writes."""
    able = roster.readers_for(tuple(map(as_reader, known.readers)), About(Urgency.today, unit, safety=safety))
    ids = {one.id for one in able}
    return tuple(one for one in known.readers if one.id in ids)


def on_duty_at(known: Roster, unit: str, slot: Slot) -> tuple[Person, ...]:
    """The acting readers of a unit who are on duty at this slot, covered or not."""
    return tuple(one for one in of_unit(known, unit) if one.reading and on_duty(one.reading.duty, slot.duty_at))


def is_covered(reading: Reading, at: datetime) -> bool:
    """Whether they themselves said that they are on a closed set at this moment."""
    cover = reading.cover
    return cover is not None and not cover.guessed and roster.is_covered(cover, at)


def asked(known: Roster, unit: str, slot: Slot, now: datetime) -> tuple[Person, ...]:
    """Whom a slot asks: everybody on duty, save who said that they are on a closed set."""
    return tuple(one for one in on_duty_at(known, unit, slot) if one.reading and not is_covered(one.reading, now))


def is_here(reading: Reading, slot: Slot) -> bool:
    """Whether they pressed [I'm here] since the slot began."""
    return reading.here_at is not None and reading.here_at >= slot.at


def is_confirmed(known: Roster, unit: str, slot: Slot) -> bool:
    """Whether the slot is confirmed, by the rule above."""
    readings = [one.reading for one in on_duty_at(known, unit, slot) if one.reading]
    here = [one for one in readings if is_here(one, slot)]
    missing = [one for one in readings if not is_here(one, slot) and not _is_accounted_for(one, slot)]
    return bool(here) and not missing


def _is_accounted_for(reading: Reading, slot: Slot) -> bool:
    return is_covered(reading, slot.at) and reading.cover is not None and reading.cover.until is not None


def is_anybody_there(known: Roster, unit: str, start: datetime, end: datetime) -> bool:
    """Whether a reader of the unit is on duty and on no closed set at any moment of this stretch."""
    return any(_is_there(one.reading, start, end) for one in of_unit(known, unit, safety=False) if one.reading)


def _is_there(reading: Reading, start: datetime, end: datetime) -> bool:
    if is_covered(reading, start):
        if reading.cover is None or reading.cover.until is None:
            return False
        start = reading.cover.until
    first = first_on_duty(reading.duty, start)
    return first is not None and first < end


def mark_of(production: Production, reader: str) -> bytes:
    """What an entry of the agenda means a reader by: theirs whoever else comes or goes, and no word of who it is."""
    return bytes.fromhex(productions.fixed_id(production, "mark", reader))


def marked(production: Production, known: Roster, mark: bytes) -> Person | None:
    """The reader with this mark, None if they read no more."""
    return next((one for one in known.readers if mark_of(production, one.id) == mark), None)


def reads(person: Person | None) -> bool:
    """Whether somebody reads concerns at present."""
    return person is not None and person.reading is not None and roster.reads(as_reader(person))
