"""A sealed page: one fixed-size blob for everything that could name a person, rewritten whole under a fresh key.

With rows, a thief joins routes to concerns by their physical order even when every id is random and every value sealed
(measured: 40 of 40). A page has no rows. It doubles when full and never shrinks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, exists, insert, select, update

from storage.envelope import place, seal, unseal
from storage.errors import NotKept
from storage.keys import Production, Spare, Use
from storage.store import Tx
from storage.tables import pages, retired


@dataclass(frozen=True, slots=True)
class PageKind:
    """Which page, and under which root its key is wrapped."""

    name: str
    use: Use


LEDGER: Final = PageKind("ledger", Use.ROUTE)
ROSTER: Final = PageKind("roster", Use.CONTENT)

_MINE: Final = (pages.c.production == bindparam("mine")) & (pages.c.kind == bindparam("which"))
_USED: Final = exists().where(retired.c.key == bindparam("spare")).label("used")
_READ: Final = select(pages.c.key, pages.c.sealed).where(_MINE)
_LOCK: Final = _READ.add_columns(_USED).with_for_update()
_WRITE: Final = update(pages).where(_MINE).values(key=bindparam("spare"), sealed=bindparam("page"))
_RETIRE: Final = insert(retired)


def create(tx: Tx, production: Production, kind: PageKind, content: bytes, spare: Spare) -> None:
    """Write a production's first page of this kind."""
    row = {"production": production.id, "kind": kind.name, "key": spare.id}
    tx.conn.execute(insert(pages), row | {"sealed": _sealed(production, kind, content, spare)})
    tx.keys.remember_page(production, kind.name, spare)


def read(tx: Tx, production: Production, kind: PageKind) -> bytes:
    """Open the page. A writer may replace it meanwhile: the store then runs the work again on what stands now."""
    row = tx.conn.execute(_READ, {"mine": production.id, "which": kind.name}).one()
    return _opened(tx, production, kind, row.key, row.sealed)


def rewrite(tx: Tx, production: Production, kind: PageKind, spare: Spare) -> Rewrite:
    """Lock the page against every other writer and open it; `Rewrite.put` writes the new content.

    Raises NotKept for a spare that was used before, here or by a commit that was thought to have failed: the page would
    be sealed under a key that the destroyer was told to destroy.
    """
    row = tx.conn.execute(_LOCK, {"mine": production.id, "which": kind.name, "spare": spare.id}).one()
    if row.used or row.key == spare.id:
        raise NotKept("spare used before")
    return Rewrite(_opened(tx, production, kind, row.key, row.sealed), row.key, production, kind, spare)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A page that is locked for this transaction."""

    content: bytes
    old_key: bytes
    production: Production
    kind: PageKind
    spare: Spare

    def put(self, tx: Tx, content: bytes) -> None:
        """Seal `content` under the spare and retire the key it replaces, in this one transaction."""
        sealed = _sealed(self.production, self.kind, content, self.spare)
        mine = {"mine": self.production.id, "which": self.kind.name}
        tx.conn.execute(_WRITE, mine | {"spare": self.spare.id, "page": sealed})
        tx.conn.execute(_RETIRE, {"key": self.old_key})
        tx.keys.remember_page(self.production, self.kind.name, self.spare)


def _opened(tx: Tx, production: Production, kind: PageKind, key_id: bytes, sealed: bytes) -> bytes:
    key = tx.keys.page_key(production, kind.name, kind.use, key_id)
    return unseal(key, sealed, _place(production, kind, key_id))


def _sealed(production: Production, kind: PageKind, content: bytes, spare: Spare) -> bytes:
    return seal(spare.key, content, _place(production, kind, spare.id))


def _place(production: Production, kind: PageKind, key_id: bytes) -> bytes:
    return place("pages", kind.name, production.id, key_id)
