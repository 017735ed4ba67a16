"""Ends: taking back words that wait to leave, as if they had never been written, and what is left of a line over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.lines import agenda_kinds as kinds
from bot.lines.lifetimes import Times
from storage import agenda, concerns, ledger, mailboxes, names, productions, submissions
from storage.concerns import Concern
from storage.keys import Production, Spare
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


def over(tx: Tx, production: Production, line: Line, pending: str, now: datetime) -> Line:
    """The line once its person closed or withdrew it: readers don't see that yet, and its last days begin."""
    times = Times.of(productions.book(tx, production), now)
    return replace(line, pending=pending, closed_on=times.today)


def reopened(tx: Tx, production: Production, concern: Concern) -> Concern:
    """The concern once its person writes again: what a closing was to end lives on."""
    if concern.line.closed_on is None:
        return concern
    return concerns.save(tx, production, concern, replace(concern.line, closed_on=None, erased_on=None))


def end_line(tx: Tx, production: Production, concern: Concern, page: Spare, *, frees_name: bool = True) -> None:
    """End a line: its slot in the ledger, its keys' names for the destroyer, every row of it; all or nothing.

    Its name can be drawn again afterwards, unless a card with it still stands somewhere (`frees_name` is false).
    """
    handle = concerns.handle_of(tx, production, concern.id)
    if handle:
        ledger.remove(tx, production, handle, page)
    agenda.drop(tx, concern.id)
    submissions.drop(tx, concern.id)
    if concern.line.mailbox:
        mailboxes.remove(tx, bytes.fromhex(concern.line.mailbox))
    if concern.line.alias and frees_name:
        names.change(tx, production, remove=concern.line.alias)
    concerns.end(tx, concern)


def end_way(tx: Tx, production: Production, concern: Concern, page: Spare, head: Spare, junk: bytes) -> None:
    """End the way back by account: the slot, and the head key that its row had. Six words still lead to the line."""
    handle = concerns.handle_of(tx, production, concern.id)
    if handle:
        ledger.remove(tx, production, handle, page)
    concerns.forget_way(tx, production, concern.id, head, junk)


def without_mailbox(tx: Tx, line: Line) -> Line:
    """The line, once no six words lead to it any more."""
    if line.mailbox:
        mailboxes.remove(tx, bytes.fromhex(line.mailbox))
    return replace(line, mailbox="")
