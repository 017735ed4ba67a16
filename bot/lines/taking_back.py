"""Taking back words that wait to leave: the newest of one voice, as if they had never been written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from storage import agenda, concerns, submissions
from storage.concerns import Concern
from storage.keys import Production
from storage.lines import Line, Said
from storage.store import Tx


def newest_waiting(tx: Tx, production: Production, concern: Concern, is_theirs: Callable[[Said], bool]) -> int | None:
    """The position of the newest words of theirs that have not left; None if there are none."""
    waiting = [
        at for at, said in concerns.said(tx, production, concern) if at in concern.line.waiting and is_theirs(said)
    ]
    return waiting[-1] if waiting else None


def unsay(tx: Tx, concern: Concern, kind: str, position: int) -> Line:
    """Delete the words, what was planned for them and the forms they came by; gives the line without them.

    The forms go too: a position is given out again, and a form that comes twice must never reword somebody else's.
    """
    concerns.unsay(tx, concern, position)
    for entry in agenda.of(tx, concern.id):
        if entry.kind == kind and entry.step == position:
            agenda.finish(tx, entry.id)
    submissions.drop(tx, concern.id)
    return replace(concern.line, waiting=tuple(at for at in concern.line.waiting if at != position))
