"""Decides which pieces go in one message: what falls into the same slot of a person's day.

Nothing is known here of what has been sent, muted or answered.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from escalation.call_times import is_over
from escalation.checkin_minutes import Piece
from escalation.checkin_people import PersonId
from escalation.checkin_plans import BEFORE, Rules, Slot


@dataclass(frozen=True, slots=True)
class Message:
    """What one person gets at one minute about one day."""

    person: PersonId
    on: date
    slot: Slot
    at: datetime
    pieces: tuple[Piece, ...]


def messages(pieces: Iterable[Piece], rules: Rules) -> tuple[Message, ...]:
    """Give everybody's messages: at most two before and two after each day, and what was asked for."""
    days: dict[tuple[PersonId, date], dict[Slot, list[Piece]]] = {}
    for piece in pieces:
        days.setdefault((piece.person, piece.dated.on), {}).setdefault(piece.slot, []).append(piece)
    return tuple(
        Message(person, on, slot, at, tuple(merged))
        for (person, on), slots in days.items()
        for slot, at, merged in (*_before(slots, rules), *_after(slots, rules))
        if merged
    )


Merged = tuple[Slot, datetime, list[Piece]]


def _before(slots: dict[Slot, list[Piece]], rules: Rules) -> Iterator[Merged]:
    """What is nearly due together is one message, the later one."""
    ahead, close = (_in_time(slots.get(slot, [])) for slot in BEFORE)
    if ahead and close and close[0] - ahead[0] < rules.apart:
        fitting = [one for one in ahead[1] if one.gate <= close[0] < one.latest]
        ahead, close = None, (close[0], [*close[1], *fitting])
    for slot, found in zip(BEFORE, (ahead, close), strict=True):
        if found:
            yield slot, *found


def _in_time(pieces: list[Piece]) -> tuple[datetime, list[Piece]] | None:
    """Give the last of the minutes if it is in time for all, else the first that no gate forbids."""
    alive = [piece for piece in pieces if piece.at < piece.latest]
    if not alive:
        return None
    at = max(piece.at for piece in alive)
    if any(at >= piece.latest for piece in alive):
        gate = max(piece.gate for piece in alive)
        at = min(piece.at for piece in alive if piece.at >= gate)
    return at, [piece for piece in alive if at < piece.latest]


def _after(slots: dict[Slot, list[Piece]], rules: Rules) -> Iterator[Merged]:
    """What is over soon after the first goes with it; what is over later has its own, or joins the next day's."""
    soon, late = _by_end(slots.get(Slot.after, []), rules)
    later = slots.get(Slot.later, [])
    if later:
        later, late = [*later, *late], []
    for slot, found in (Slot.after, soon), (Slot.after, late), (Slot.later, later):
        if found:
            yield slot, max(piece.at for piece in found), found
    if asked := slots.get(Slot.asked_for):
        yield Slot.asked_for, max(piece.at for piece in asked), asked


def _by_end(pieces: list[Piece], rules: Rules) -> tuple[list[Piece], list[Piece]]:
    first = min((is_over(piece.dated) for piece in pieces), default=None)
    soon = [one for one in pieces if first and is_over(one.dated) <= first + rules.within - rules.after_wrap]
    return soon, [one for one in pieces if one not in soon]
