"""What readers and the operator did, without content: kept for 12 months, by day, sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import delete, insert, select

from storage.envelope import pad, place, seal, unpad, unseal
from storage.keys import Production
from storage.sealed import Codec
from storage.store import Tx
from storage.tables import audit

_SIZE: Final = 512
_ADD: Final = insert(audit)


@dataclass(frozen=True, slots=True)
class Note:
    """One act: a fixed code, who of the readers or operators did it, and the concern's alias where there is one."""

    code: str
    by: str
    about: str = ""


_CODEC: Final = Codec(Note)


def write(tx: Tx, production: Production, note_id: bytes, day: date, note: Note) -> None:
    """Keep a note."""
    sealed = seal(production.key, pad(_CODEC.dump(note), _SIZE), _place(production, note_id))
    row = {"id": note_id, "production": production.id, "day": day, "sealed": sealed}
    tx.conn.execute(_ADD, row)


def read(tx: Tx, production: Production) -> tuple[tuple[date, Note], ...]:
    """All notes of a production, by day."""
    mine = select(audit).where(audit.c.production == production.id).order_by(audit.c.day)
    return tuple(
        (row.day, _CODEC.load(unpad(unseal(production.key, row.sealed, _place(production, row.id)))))
        for row in tx.conn.execute(mine)
    )


def forget(tx: Tx, before: date) -> None:
    """Drop what is older."""
    tx.conn.execute(delete(audit).where(audit.c.day < before))


def _place(production: Production, note_id: bytes) -> bytes:
    return place("audit", "sealed", production.id, note_id)
