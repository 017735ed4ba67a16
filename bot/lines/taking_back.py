"""Ends: taking back words that wait to leave, as if they had never been written, and what is left of a line over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from storage import agenda, concerns, mailboxes, names, submissions
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


def ends_already(tx: Tx, production: Production, concern: Concern) -> bool:
    """Withdrawn, or closed with nothing since: a closing was pressed twice."""
    record = concerns.record(tx, production, concern)
    is_closing = concern.line.pending == "close" and bool(record) and record[-1].code == "closed"
    return is_closing or concern.line.pending == "withdraw"


def end_line(tx: Tx, production: Production, concern: Concern) -> None:
    """Delete everything of a line but its ledger slot, and retire its keys."""
    agenda.drop(tx, concern.id)
    submissions.drop(tx, concern.id)
    if concern.line.mailbox:
        mailboxes.remove(tx, bytes.fromhex(concern.line.mailbox))
    if concern.line.alias:
        names.change(tx, production, remove=concern.line.alias)
    concerns.end(tx, concern)
