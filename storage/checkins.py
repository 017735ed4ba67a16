"""Who is asked at which minute and about what, in sealed batches: no row is about one person.

A batch waits until its entry on the agenda is due, and stays as *delivered*, which says nothing of what came of it,
until the end of the day after. Who muted what doesn't stand here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import delete, insert, select, update

from escalation.checkin_plans import Slot
from escalation.checkins import About
from storage.envelope import pad, place, seal, unpad, unseal
from storage.keys import Production
from storage.sealed import Codec
from storage.store import Tx
from storage.tables import checkins

_SIZE: Final = 8192


class Stage(StrEnum):
    """Where a batch stands. From `sending` on its people count as asked, also where a platform doesn't take it."""

    waiting = "waiting"
    sending = "sending"
    sent = "sent"


@dataclass(frozen=True, slots=True)
class Asked:
    """These people are asked the same about one day."""

    people: tuple[str, ...] = field(repr=False)
    on: date
    slot: Slot
    about: tuple[About, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some of those who are asked at one minute. `ends`: the last day of which anything is kept.

    `left`: who has no note yet, once some of them do; None while nobody has. Where `asked` is empty it is for them.
    """

    id: str
    at: datetime
    ends: date
    asked: tuple[Asked, ...]
    stage: Stage = Stage.waiting
    left: tuple[str, ...] | None = field(repr=False, default=None)


_BATCH: Final = Codec(Batch)


def add(tx: Tx, production: Production, batches: Iterable[Batch]) -> None:
    """Keep new batches."""
    if rows := [_row(production, one) for one in batches]:
        tx.conn.execute(insert(checkins), rows)


def all_of(tx: Tx, production: Production) -> tuple[Batch, ...]:
    """Every batch of a production, in the order of their minutes."""
    rows = tx.conn.execute(select(checkins).where(checkins.c.production == production.id))
    return tuple(sorted((_opened(production, row.id, row.sealed) for row in rows), key=lambda one: (one.at, one.id)))


def find(tx: Tx, production: Production, batch_id: bytes) -> Batch | None:
    """One batch; None if it is gone or another production's."""
    mine = select(checkins).where(checkins.c.id == batch_id, checkins.c.production == production.id)
    row = tx.conn.execute(mine).one_or_none()
    return _opened(production, row.id, row.sealed) if row else None


def mark(tx: Tx, production: Production, batch: Batch, stage: Stage) -> Batch:
    """Let a batch stand elsewhere."""
    after = replace(batch, stage=stage)
    row = _row(production, after)
    tx.conn.execute(update(checkins).where(checkins.c.id == row["id"]).values(sealed=row["sealed"]))
    return after


def remove(tx: Tx, production: Production, batches: Iterable[Batch]) -> None:
    """Take batches off. Twice is fine."""
    if gone := [bytes.fromhex(one.id) for one in batches]:
        tx.conn.execute(delete(checkins).where(checkins.c.id.in_(gone), checkins.c.production == production.id))


def forget(tx: Tx, production: Production, today: date) -> None:
    """Drop what ended before today."""
    tx.conn.execute(delete(checkins).where(checkins.c.production == production.id, checkins.c.ends < today))


def _row(production: Production, batch: Batch) -> dict[str, Any]:
    """Sealed in the next power of two that it fits in."""
    row_id, dumped, size = bytes.fromhex(batch.id), _BATCH.dump(batch), _SIZE
    while len(dumped) + 4 > size:
        size *= 2
    sealed = seal(production.key, pad(dumped, size), _place(production, row_id))
    return {"id": row_id, "production": production.id, "ends": batch.ends, "sealed": sealed}


def _opened(production: Production, row_id: bytes, sealed: bytes) -> Batch:
    return _BATCH.load(unpad(unseal(production.key, sealed, _place(production, row_id))))


def _place(production: Production, row_id: bytes) -> bytes:
    return place("checkins", "sealed", production.id, row_id)
