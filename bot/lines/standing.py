"""How a ladder's readers stand by the roster: who reads no more, who is on duty when, who is covered until when."""

from __future__ import annotations

from datetime import datetime

from bot.lines.place import as_reader
from escalation import acts, roster
from escalation.roster import Cover
from escalation.rungs import Ladder, rung_of
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
    if cover and cover.guessed:
        cover = _guessed_at_first(rungs, reader)
    return acts.covered(acts.rostered(rungs, reader, reading.duty), reader, cover)


def _guessed_at_first(rungs: Ladder, reader: str) -> Cover | None:
    """A guess counts for lines that were sent after it, and changes no other's: that would tell that a `now` rang."""
    rung = rung_of(rungs, reader)
    return rung.cover if rung and rung.cover and rung.cover.guessed else None
