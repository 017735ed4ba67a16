"""How a ladder's readers stand by the roster: who reads no more, who is on duty when, who is covered until when."""

from __future__ import annotations

from datetime import datetime

from bot.lines.place import as_reader
from escalation import acts, roster
from escalation.rungs import Ladder
from storage.people import Person, Roster


def as_rostered(rungs: Ladder, known: Roster, now: datetime) -> Ladder:
    """The ladder with each rung as its reader stands at present. It opens the line to nobody new."""
    for rung in rungs.rungs:
        rungs = _stands(rungs, rung.reader, known.by_id(rung.reader), now)
    return rungs


def _stands(rungs: Ladder, reader: str, person: Person | None, now: datetime) -> Ladder:
    reading = person.reading if person else None
    if person is None or reading is None or not roster.reads(as_reader(person)):
        return acts.left_out(rungs, reader, now)
    cover = reading.cover if roster.is_covered(reading.cover, now) else None
    return acts.covered(acts.rostered(rungs, reader, reading.duty), reader, cover)
