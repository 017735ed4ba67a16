"""Ends: taking back words that wait to leave, as if they had never been written, and what is left of a line over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.lines import agenda_kinds as kinds
from storage import agenda, concerns, mailboxes, names, submissions
from storage.concerns import Concern
from storage.keys import Production
from storage.lines import Line, Said, Voice
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


def hidden_so_far(tx: Tx, production: Production, concern: Concern) -> Line:
    """Hide from the person what was said so far, and end what readers have not seen; the rest ends with the line."""
    spoken = concerns.said(tx, production, concern)
    unseen = [at for at, said in spoken if said.voice is Voice.PERSON and at in concern.line.waiting]
    for at in unseen:
        concerns.unsay(tx, concern, at)
    agenda.drop(tx, concern.id, [kinds.WORDS])
    waiting = tuple(at for at in concern.line.waiting if at not in unseen)
    hidden = tuple(at for at, _ in spoken if at not in concern.line.waiting)
    return replace(concern.line, erase_at_close=True, hidden=hidden, waiting=waiting)


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
