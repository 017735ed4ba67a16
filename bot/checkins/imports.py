"""Compares a file with the schedule, and makes the schedule what it says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from bot.checkins import changes, keeping
from bot.checkins.changes import Changed
from bot.checkins.known import Known
from bot.checkins.replanning import Moment, ask_who_they_are
from bot.schedules.consequences import DryRun, dry_run
from bot.schedules.matching import Now
from bot.schedules.outcomes import AskAgain
from bot.schedules.reading import Habits
from bot.schedules.shape import Read
from storage import people, productions
from storage.errors import Stale
from storage.keys import Production, Spare
from storage.people import Person, Roster
from storage.store import Tx

_MONTH_FIRST: Final = ("US", "PH")
"""Countries in which 3/4 is 4 March."""


def dry(found: Known, read: Read, now: datetime, production: Production) -> DryRun:
    """What the file would change."""
    linked = frozenset(cast_id for person in found.roster.people for cast_id in person.cast_ids)
    ticks = {one.id: found.ticks(one.id) for one in found.occasions if one.id in found.standings}
    new_id = partial(_id, production)
    return dry_run(read, Now(found.schedule(now), ticks, linked, found.units[0].id, now, new_id))


def habits(found: Known, now: datetime) -> Habits:
    """How this production's schedules are written."""
    units = {name: one.id for one in found.units for name in (one.name, one.key) if name}
    today = found.today(found.units[0].id, now)
    return Habits(units, found.book.country not in _MONTH_FIRST, today, dict(found.book.columns))


def apply(tx: Tx, production: Production, what: tuple[Read, str], moment: Moment, spare: Spare) -> DryRun:
    """Apply a file to the schedule it was compared with. Raises `Stale` if that has changed since."""
    read, seen = what
    found = keeping.hold(tx, production)
    if changes.stamp(found.occasions) != seen:
        raise Stale
    run = dry(found, read, moment.now, production)
    if found.book.columns != read.columns:
        productions.rewrite_book(tx, production, replace(found.book, columns=read.columns))
    asked = _again(found, run)
    roster = _asked_again(found.roster, asked)
    people.attend(tx, production, spare, lambda standing: _asked_again(standing, asked))
    for was, now in zip(found.roster.people, roster.people, strict=True):
        if was.unsure != now.unsure:
            ask_who_they_are(tx, production, now.id, moment, found.book.zone)
    found = replace(found, roster=roster)
    keeping.keep(tx, production, found, Changed(run.changed), moment)
    return run


def _again(found: Known, run: DryRun) -> frozenset[str]:
    """Cast ids that come back. With a first file none does: whoever has an id said yes to it, or will be asked."""
    if not any(one.calls for one in found.occasions):
        return frozenset()
    return frozenset(one.cast_id.casefold() for one in run.consequences if isinstance(one, AskAgain))


def _asked_again(roster: Roster, cast_ids: Collection[str]) -> Roster:
    """Whoever has one of these ids is asked again if they are it, and about nothing else of it until they say so."""

    def unsure(person: Person) -> Person:
        again = (one for one in person.cast_ids if one.casefold() in cast_ids and one not in person.unsure)
        return replace(person, unsure=(*person.unsure, *again))

    return Roster(tuple(map(unsure, roster.people)))


def _id(production: Production, episode: str, scene: str, number: int) -> str:
    return productions.fixed_id(production, "strip", f"{episode}\0{scene}\0{number}")
