"""Letting one more reader read a line: its holder asks, its person answers, and only a yes that has left counts.

Until then, and for good after a no, the question is its asker's alone: no other reader of the line sees that it was
asked, and whoever it is about sees nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from bot.lines.owning import OVER
from bot.lines.place import as_reader
from escalation import roster
from escalation.rungs import Rung
from storage.lines import Line, Said
from storage.people import Person, Roster

YES: Final = "let-in"
NO: Final = "keep-out"
ANSWERS: Final = (YES, NO)

Turns = Iterable[tuple[int, Said]]
"""What was said on a line, in order, with positions."""


def outside(line: Line, known: Roster) -> tuple[Person, ...]:
    """Who reads here and is no reader of this line; never whom its person left out, or who wrote it."""
    return tuple(one for one in known.readers if may_join(line, one))


def may_join(line: Line, person: Person | None) -> bool:
    """Whether this reader could be let in, now."""
    return person is not None and roster.reads(as_reader(person)) and person.id not in (*line.readers, *line.left_out)


def is_over(line: Line) -> bool:
    """Whether nobody can be let in any more: it is over, or its person has ended it and that isn't visible yet."""
    return line.state in OVER or bool(line.pending)


def refused(said: Turns) -> frozenset[str]:
    """Whom the person has said no about, among what is seen of the line."""
    last = {one.lets_in: one.answers for _, one in said if one.lets_in}
    return frozenset(reader for reader, answer in last.items() if answer == NO)


def seen_by(reader: str, said: Turns) -> Iterator[tuple[int, Said]]:
    """What of it is this reader's to see: such a question, and the answer that follows it, is its asker's alone."""
    asker = ""
    for at, one in said:
        if one.lets_in:
            asker = one.by or asker
        if not one.lets_in or asker == reader:
            yield at, one


def asker_of(said: Turns, position: int) -> str:
    """Who asked what is answered at this position."""
    asked = [one.by for at, one in said if one.lets_in and one.by and at < position]
    return asked[-1] if asked else ""


def stands(said: Turns, position: int) -> bool:
    """Whether the answer at this position is a yes, and the last answer about that reader."""
    turns = dict(said)
    answer = turns[position]
    later = [one for at, one in turns.items() if at > position and one.lets_in == answer.lets_in and one.answers]
    return answer.answers == YES and not later


def rung(person: Person) -> Rung:
    """The last rung of a line's ladder, for a reader who was let in; its next look sees whether they are covered."""
    return Rung(person.id, as_reader(person).duty)
