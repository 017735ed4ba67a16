"""What the doctor looks at in each production: numbers to call, help from outside, and whether readers are reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.lines.place import as_reader
from bot.operator.findings import Finding
from bot.operator.news import AS_FIRST
from bot.operator.state import State
from bot.ringing import may_ring
from escalation.calendar import first_on_duty
from escalation.roster import READING, Role, needs_yes, reads
from storage.people import Person, Reading
from storage.productions import Unit

HEARD_WITHIN: Final = timedelta(days=7)
_CHANGE: Final = "write it in the production's file and apply it"
_INVENTED: Final = "555-01"
_DOOR: Final = "let Ghostlight into that channel, and let `ghostlight run` run: it is tried every five minutes"


def production_findings(state: State, now: datetime, *, private: bool) -> Iterator[Finding]:
    """Everything about one production."""
    name, readers = state.book.name, state.roster.readers
    for unit in state.units:
        yield _numbers(name, unit)
    outside = f"{name}: {len(state.book.outside)} lines of help from outside"
    yield Finding(outside, "" if state.book.outside else f"there must be one; {_CHANGE}")
    yield from _invented(state)
    if state.book.door:
        is_there = bool(state.book.door.card)
        said = "the card to write from is posted" if is_there else "the card to write from is not posted yet"
        yield Finding(f"{name}: {said}", "" if is_there else _DOOR)
    yield _somebody(name, readers)
    for person in readers:
        for finding in _reached(person, state, now, private=private):
            yield replace(finding, what=f"{name}: {finding.what}")


def _invented(state: State) -> Iterator[Finding]:
    """Somebody who needs help and calls a number of the example reaches nobody."""
    numbers = [*(one.reach for one in state.book.outside), *(one.medic for one in state.units)]
    for number in sorted({one for one in (*numbers, *(one.emergency for one in state.units)) if _INVENTED in one}):
        yield Finding(f"{state.book.name}: {number} is invented, as in the example", _CHANGE)


def _numbers(name: str, unit: Unit) -> Finding:
    todo = "" if unit.emergency and unit.medic else f"one of them is missing; {_CHANGE}"
    return Finding(f"{name}: {unit.name} has the emergency number and the medic's of its place", todo)


def _somebody(name: str, readers: tuple[Person, ...]) -> Finding:
    """The safety contact reads of safety alone, so somebody else must read the rest."""
    acting = [one for one in map(as_reader, readers) if reads(one)]
    if any(role in one.roles for one in acting for role in READING if role is not Role.safety_contact):
        return Finding(f"{name}: {len(acting)} of {len(readers)} readers read concerns now")
    return Finding(f"{name}: nobody reads every kind of concern yet", "a reader has to accept in their own chat")


def _reached(person: Person, state: State, now: datetime, *, private: bool) -> Iterator[Finding]:
    reading = person.reading
    if reading is None:
        return
    yield _standing(person, state)
    if first_on_duty(reading.duty, now) is None:
        yield Finding(f"{person.name} is never on duty in the year to come", f"look at their hours; {_CHANGE}")
    yield _rung(person, reading, now.date(), private=private)


def _standing(person: Person, state: State) -> Finding:
    reader = as_reader(person)
    if reads(reader):
        return Finding(f"{person.name} has accepted and reads")
    if not reader.accepted:
        return Finding(f"{person.name} has not accepted", "they accept in their own chat; ask them to look")
    yes = needs_yes([as_reader(one) for one in state.roster.readers], reader)
    todo = "an acting reader has to say yes to them" if yes else f"nobody reads who could say yes: {AS_FIRST}"
    return Finding(f"{person.name} has accepted and doesn't read yet", todo)


def _rung(person: Person, reading: Reading, today: date, *, private: bool) -> Finding:
    if not reading.ring_url:
        hint = "no chat message gets through Do Not Disturb; a ring_url in the production's file rings all the same"
        return Finding(f"{person.name} has no second way: only chat reaches them", hint=hint)
    if not may_ring(reading.ring_url, private=private):
        todo = "give a public https address, or set GHOSTLIGHT_RING_PRIVATE=true if it lies in your own network"
        return Finding(f"{person.name} has a second way that must not be rung", todo)
    heard = reading.heard_on
    if heard and today - heard <= HEARD_WITHIN:
        return Finding(f"{person.name} heard the ring on {heard.isoformat()}")
    said = f"not since {heard.isoformat()}" if heard else "never"
    todo = "ring them while `ghostlight run` runs, and let them press [I heard it]"
    return Finding(f"{person.name} said that they heard the ring: {said}", todo)
