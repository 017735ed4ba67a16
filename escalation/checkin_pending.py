"""Decides, for one person at one time, which of their messages are still to come, and what they missed.

Whoever is added late, or couldn't be asked in time, gets the last check-in they missed at the next minute that their
rest allows. Nothing reaches anybody who is on a closed set: what was due before it is over, the rest waits.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from escalation.calendar import ONE_DAY
from escalation.call_times import is_over
from escalation.checkin_messages import Message
from escalation.checkin_minutes import Piece
from escalation.checkin_plans import BEFORE, Moment, Rules, Slot
from escalation.occasions import State
from escalation.rest import Rest

CAP = 2
"""The most messages before, and the most after, that one person gets about one day."""

Sent = Mapping[tuple[str, Moment], tuple[int, datetime]]
"""What one person was sent, by occasion and moment: of which edition, and when."""


@dataclass(frozen=True, slots=True)
class Late:
    """A piece that was missed, and when it can still go."""

    piece: Piece
    at: datetime


def pending(mine: Sequence[Message], sent: Sent, rest: Rest, now: datetime, rules: Rules) -> tuple[Message, ...]:
    """Give what one person still gets, from `now` on."""
    pieces = [piece for message in mine for piece in message.pieces]
    closed = _closed(pieces, now)
    upcoming = [found for message in mine if message.at > now and (found := _still(message, sent, rest, closed))]
    caught_up = _caught_up(mine, upcoming, sent, rest.also(closed.stretches), now, rules)
    return (*upcoming, *caught_up)


def _closed(pieces: Sequence[Piece], now: datetime) -> Rest:
    """The time from now on in which this person is on a closed set."""
    held = {is_over(piece.dated) for piece in pieces if piece.dated.occasion.state is State.on_closed_set}
    return Rest().also((now - ONE_DAY, over) for over in held if over > now)


def _is_sent(piece: Piece, sent: Sent) -> bool:
    edition, _ = sent.get((piece.dated.occasion.id, piece.moment), (0, None))
    return edition == piece.dated.occasion.edition


def _in_time(piece: Piece, at: datetime) -> bool:
    begun = piece.slot in BEFORE and piece.dated.occasion.state is not State.planned
    return not begun and at < piece.latest


def _still(message: Message, sent: Sent, rest: Rest, closed: Rest) -> Message | None:
    """What is left of a message that isn't due yet; None if nothing is."""
    at = rest.also(closed.stretches).later(message.at) if closed.holds(message.at) else message.at
    left = tuple(piece for piece in message.pieces if not _is_sent(piece, sent) and _in_time(piece, at))
    return replace(message, at=at, pieces=left) if left else None


# --- What was missed ----------------------------------------------------------------------------------------

Side = tuple[date, bool]
"""A day, and whether before or after it: what a cap is counted for."""


def _caught_up(
    mine: Sequence[Message], upcoming: Sequence[Message], sent: Sent, free: Rest, now: datetime, rules: Rules
) -> Iterator[Message]:
    found: dict[tuple[Side, bool, datetime], list[Piece]] = {}
    for late in _missed(mine, upcoming, sent, free, now, rules):
        asked = late.piece.slot is Slot.asked_for
        found.setdefault((_side(late.piece), asked, late.at), []).append(late.piece)
    counts: dict[Side, int] = {}
    for (side, asked, at), pieces in sorted(found.items(), key=lambda item: item[0]):
        counts.setdefault(side, _count(side, mine, upcoming, sent))
        if asked or counts[side] < CAP:
            counts[side] += not asked
            yield Message(pieces[0].person, side[0], pieces[0].slot, at, tuple(pieces))


def _side(piece: Piece) -> Side:
    return piece.dated.on, piece.slot in BEFORE


def _count(side: Side, mine: Sequence[Message], upcoming: Sequence[Message], sent: Sent) -> int:
    """How many messages about this side of this day were sent, as it is now, or are to come."""
    of_side = [
        piece for message in mine for piece in message.pieces
        if _side(piece) == side and piece.slot is not Slot.asked_for
    ]  # fmt: skip
    times = {sent[piece.dated.occasion.id, piece.moment][1] for piece in of_side if _is_sent(piece, sent)}
    coming = [one for one in upcoming if one.slot is not Slot.asked_for and _side(one.pieces[0]) == side]
    return len(times) + len(coming)


def _missed(
    mine: Sequence[Message], upcoming: Sequence[Message], sent: Sent, free: Rest, now: datetime, rules: Rules
) -> Iterator[Late]:
    """The last piece of each occasion, before and after it, whose minute is past and that was never sent."""
    coming = {_thread(piece): one.at for one in sorted(upcoming, key=_latest_first) for piece in one.pieces}
    for thread, timed in _threads(mine).items():
        last = max((at for at, _ in timed if at <= now), default=None)
        if last is None or any(at >= last and _is_sent(piece, sent) for at, piece in timed):
            continue
        for piece in (piece for at, piece in timed if at == last):
            at = free.later(max(now, piece.gate))
            follows = coming.get(thread)
            if _in_time(piece, at) and (follows is None or follows - at >= rules.apart):
                yield Late(piece, at)


def _latest_first(message: Message) -> float:
    return -message.at.timestamp()


Thread = tuple[str, bool, bool]
"""An occasion, whether before or after it, and whether it was asked for."""


def _thread(piece: Piece) -> Thread:
    return piece.dated.occasion.id, piece.slot in BEFORE, piece.slot is Slot.asked_for


def _threads(mine: Sequence[Message]) -> dict[Thread, list[tuple[datetime, Piece]]]:
    found: dict[Thread, list[tuple[datetime, Piece]]] = {}
    for message in mine:
        for piece in message.pieces:
            found.setdefault(_thread(piece), []).append((message.at, piece))
    return found
