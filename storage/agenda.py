"""The agenda: everything that must be sent or happen later, one row each, written in the same transaction as its cause.

A row names a concern or an occasion, never a handle and never a person. Claiming moves `due` to the end of a lease, so
that rows of a worker that died come back by themselves; finishing deletes by primary key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, insert, select, update

from storage.store import Tx
from storage.tables import agenda

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)

# Looked for once, in a WITH: PostgreSQL may run a subquery inside IN again for each row, and take more than the limit.
_OLDEST: Final = (
    select(agenda.c.id)
    .where(agenda.c.lane == bindparam("which"), agenda.c.due <= bindparam("now"))
    .order_by(agenda.c.due)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("oldest")
)
_CLAIM: Final = (
    update(agenda)
    .where(agenda.c.id.in_(select(_OLDEST.c.id)))
    .values(due=bindparam("until"), attempts=agenda.c.attempts + 1)
    .returning(*agenda.c)
)
_ADD: Final = insert(agenda)
_THIS: Final = agenda.c.id == bindparam("this")
_FINISH: Final = delete(agenda).where(_THIS)
_PUT_OFF: Final = update(agenda).where(_THIS).values(due=bindparam("until"))
_SUBJECT: Final = agenda.c.subject == bindparam("about")
_KIND: Final = agenda.c.kind == bindparam("named")
_MOVE: Final = update(agenda).where(_SUBJECT, _KIND).values(due=bindparam("until"))
_DROP: Final = delete(agenda).where(_SUBJECT)
_DROP_ONE: Final = _DROP.where(_KIND)
_DROP_STEP: Final = _DROP_ONE.where(agenda.c.step == bindparam("at"))
_OF: Final = select(agenda).where(_SUBJECT)
_FIRST: Final = select(func.min(agenda.c.due)).where(agenda.c.lane == bindparam("which"))


class Lane(IntEnum):
    """Which queue: `now` goes before everything, and each has a share of the platform's rate."""

    NOW = 0
    TALK = 1
    ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """Something due. `step` is a position or a rung; `version` fences a timer that its concern has outlived."""

    id: bytes
    production: bytes
    kind: str
    subject: bytes
    lane: Lane
    due: datetime
    step: int = 0
    version: int = 0
    attempts: int = 0


def add(tx: Tx, entries: Iterable[Entry]) -> None:
    """Put entries on the agenda. An id that stands there already is an error: nothing is kept."""
    if rows := [_row(entry) for entry in entries]:
        tx.conn.execute(_ADD, rows)


def claim(tx: Tx, lane: Lane, now: datetime, lease: timedelta, limit: int) -> tuple[Entry, ...]:
    """Take at most `limit` due entries of one lane until `now + lease`; nobody else gets them meanwhile.

    In the order of their random ids: after an outage overdue ones leave shuffled, so that order says nothing.
    """
    values = {"which": int(lane), "now": _ms(now), "most": limit, "until": _ms(now + lease)}
    rows = tx.conn.execute(_CLAIM, values).all()
    return tuple(sorted((_entry(row) for row in rows), key=lambda entry: entry.id))


def finish(tx: Tx, entry_id: bytes) -> None:
    """Take one entry off, done. Twice is fine."""
    tx.conn.execute(_FINISH, {"this": entry_id})


def put_off(tx: Tx, entry_id: bytes, until: datetime) -> None:
    """Let one entry come again at `until`; the others go on."""
    tx.conn.execute(_PUT_OFF, {"this": entry_id, "until": _ms(until)})


def move(tx: Tx, subject: bytes, kind: str, due: datetime) -> None:
    """Change when a subject's entries of one kind are due."""
    tx.conn.execute(_MOVE, {"about": subject, "named": kind, "until": _ms(due)})


def drop(tx: Tx, subject: bytes, kinds: Iterable[str] = ()) -> None:
    """Take a subject's entries off: those of the named kinds, or all."""
    named = list(kinds)
    for kind in named:
        tx.conn.execute(_DROP_ONE, {"about": subject, "named": kind})
    if not named:
        tx.conn.execute(_DROP, {"about": subject})


def drop_all(tx: Tx, subjects: Iterable[bytes]) -> None:
    """Take all entries of several subjects off."""
    if rows := [{"about": one} for one in subjects]:
        tx.conn.execute(_DROP, rows)


def drop_step(tx: Tx, subject: bytes, kind: str, step: int) -> None:
    """Take a subject's entries of one kind and step off."""
    tx.conn.execute(_DROP_STEP, {"about": subject, "named": kind, "at": step})


def of(tx: Tx, subject: bytes) -> tuple[Entry, ...]:
    """All entries of a subject."""
    return tuple(_entry(row) for row in tx.conn.execute(_OF, {"about": subject}))


def next_due(tx: Tx, lanes: Iterable[Lane] = Lane) -> datetime | None:
    """When the next entry of any of these lanes is due; None when nothing is planned."""
    moments = [tx.conn.execute(_FIRST, {"which": int(lane)}).scalar() for lane in lanes]
    known = [moment for moment in moments if moment is not None]
    return _EPOCH + min(known) * _MILLISECOND if known else None


def _ms(moment: datetime) -> int:
    return (moment - _EPOCH) // _MILLISECOND


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "production": entry.production,
        "kind": entry.kind,
        "subject": entry.subject,
        "step": entry.step,
        "version": entry.version,
        "lane": int(entry.lane),
        "due": _ms(entry.due),
        "attempts": entry.attempts,
    }


def _entry(row: Sequence[Any]) -> Entry:
    row_id, production, kind, subject, step, version, lane, due, attempts = row
    at = _EPOCH + timedelta(milliseconds=due)
    return Entry(row_id, production, kind, subject, Lane(lane), at, step, version, attempts)
