"""A line as one of its readers may see it: which lines they may know of, and when its words are open to them.

Words are open to a reader only after an opening that stands in the person's record. This one rule holds for the desk,
its search and every form, so that nothing is read in passing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from bot.lines import letting_in
from bot.lines.place import Place, as_reader, unit_of
from bot.text.catalog import LANGUAGES, speaker
from escalation import ladder, roster
from escalation.concern import Moment, Urgency, preset_promises, was_posted
from escalation.occasions import Occasion
from escalation.roster import may_know
from escalation.rungs import Phase
from storage import concerns, occasions
from storage.concerns import Concern
from storage.keys import Production
from storage.lines import Line, Said, Voice
from storage.people import Person
from storage.store import Tx


class NotJustNow(Exception):
    """The person withdrew, and that isn't visible yet: nothing can be read or left for a while."""


@dataclass(frozen=True, slots=True)
class TheirLine:
    """A line as one of its readers sees it. `said` is empty unless the words are open to them."""

    id: bytes
    me: str
    line: Line = field(repr=False)
    said: tuple[tuple[int, Said], ...] = field(repr=False)
    presets: tuple[datetime, ...]
    due: datetime | None
    occasion: Occasion | None = field(repr=False, default=None)

    @property
    def last(self) -> str:
        """The person's last words, empty when there are none."""
        mine = [said.words for _, said in self.said if said.voice is Voice.PERSON and said.words]
        return mine[-1] if mine else ""

    @property
    def is_open(self) -> bool:
        """Whether this reader has opened it and may read the words now."""
        return shows_words(self.me, self.line)

    @property
    def is_held(self) -> bool:
        """Whether somebody has given a time that still runs."""
        return self.line.ladder is not None and self.line.ladder.phase is Phase.taken

    @property
    def is_mine(self) -> bool:
        """Whether that somebody is this reader."""
        return self.is_held and self.line.ladder is not None and self.line.ladder.holder == self.me

    @property
    def may_put_off(self) -> bool:
        """Whether this reader may still say [Not forgotten]."""
        rungs = self.line.ladder
        return self.is_mine and rungs is not None and rungs.put_off < rungs.policy.not_forgotten


def is_reader(place: Place) -> bool:
    """Whether whoever stands here reads concerns at present."""
    return bool(place.me and place.me.reading and roster.reads(as_reader(place.me)))


def may_see(me: Person, line: Line) -> bool:
    """Whether this reader may know of the line at all."""
    return was_posted(line.state) and may_know(me.id, line.readers, line.left_out, line.recused)


def may_open(me: str, line: Line) -> bool:
    """Whether an opening would show this reader the words: of a `now` only to the one who took it."""
    return not line.is_withdrawing and (line.urgency is not Urgency.now or line.taken_by == me)


def shows_words(me: str, line: Line) -> bool:
    """Whether the words are open to this reader."""
    return me in line.opened_by and may_open(me, line)


def view(tx: Tx, production: Production, me: Person, concern: Concern, now: datetime) -> TheirLine:
    """The line as this reader sees it at this moment."""
    line = concern.line
    hours = unit_of(tx, production, line.unit).hours
    moment = Moment(now, hours, line.ladder.call if line.ladder else None)
    due = line.promise or (ladder.promised_by(line.ladder) if line.ladder else None)
    presets = preset_promises(line.urgency, moment)
    occasion = occasions.find(tx, production, line.occasion)
    return TheirLine(concern.id, me.id, line, _said(tx, production, me, concern), presets, due, occasion)


def _said(tx: Tx, production: Production, me: Person, concern: Concern) -> tuple[tuple[int, Said], ...]:
    """What has been said, without what the person added and that is still on its way."""
    if not shows_words(me.id, concern.line):
        return ()
    return tuple(
        (at, _without_language(said))
        for at, said in letting_in.seen_by(me.id, concerns.said(tx, production, concern))
        if said.voice is not Voice.PERSON or at not in concern.line.waiting
    )


def _without_language(said: Said) -> Said:
    """A press leaves a sentence in the language of who pressed; readers are told what was pressed, in their own."""
    return replace(said, words="") if said.answers and said.words in _ready_made(said.answers) else said


@cache
def _ready_made(answers: str) -> frozenset[str]:
    return frozenset(speaker(language)(f"yes-said-{answers}") for language in LANGUAGES)
