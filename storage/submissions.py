"""Forms already taken, by their random `once`, for 48 hours: a repeat gets the first receipt and nothing is doubled."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from sqlalchemy import bindparam, delete, insert, select

from storage.envelope import pad, place, seal, unpad, unseal
from storage.keys import Production
from storage.sealed import Codec
from storage.store import Tx
from storage.tables import submissions

_SIZE: Final = 256
_KEPT: Final = timedelta(days=3)
# Statements are built once: building one anew for each run takes longer than running it (measured: 55 and 18 us).
_FIND: Final = select(submissions.c.sealed).where(submissions.c.once == bindparam("row"))
_REMOVE: Final = delete(submissions).where(submissions.c.once == bindparam("row"))
_ADD: Final = insert(submissions)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a submission became: a concern, the position of its words, and a digest of the values."""

    concern: str
    position: int
    digest: str = field(repr=False)


_CODEC: Final = Codec(Taken)


def digest(tx: Tx, values: dict[str, str]) -> str:
    """A keyed digest of a form's values, to tell a repeat from a change."""
    parts = place("form", "values", *(part.encode() for pair in sorted(values.items()) for part in pair))
    return hmac.digest(tx.keys.roots.lookup, parts, "sha256").hex()


def find(tx: Tx, production: Production, once: str) -> Taken | None:
    """What a form with this `once` became, None if it is new."""
    row_id = _id(tx, production, once)
    sealed = tx.conn.execute(_FIND, {"row": row_id}).scalar()
    return _CODEC.load(unpad(unseal(production.key, sealed, _place(production, row_id)))) if sealed else None


def keep(tx: Tx, production: Production, once: str, taken: Taken, today: date) -> None:
    """Remember what this form became, for at least 48 hours, in the place of what it became before."""
    row_id = _id(tx, production, once)
    sealed = seal(production.key, pad(_CODEC.dump(taken), _SIZE), _place(production, row_id))
    row = {"once": row_id, "concern": bytes.fromhex(taken.concern), "ends": today + _KEPT, "sealed": sealed}
    tx.conn.execute(_REMOVE, {"row": row_id})
    tx.conn.execute(_ADD, row)


def drop(tx: Tx, concern: bytes) -> None:
    """Forget the forms of a concern that ends."""
    tx.conn.execute(delete(submissions).where(submissions.c.concern == concern))


def forget(tx: Tx, before: date) -> None:
    """Drop what is over."""
    tx.conn.execute(delete(submissions).where(submissions.c.ends < before))


def _id(tx: Tx, production: Production, once: str) -> bytes:
    return hmac.digest(tx.keys.roots.lookup, place("submissions", "once", production.id, once.encode()), "sha256")


def _place(production: Production, row_id: bytes) -> bytes:
    return place("submissions", "sealed", production.id, row_id)
