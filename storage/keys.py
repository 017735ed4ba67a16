"""The keys store: wrapped keys in a small store apart from the data, and their destruction.

A key is made ahead, durable before anybody needs it, so that a write of data only names it (`Spares`). Destroying a
key here ends what it seals in every old copy of the data. The destroyer destroys exactly the ids it is given, which
are those that a data transaction wrote into `retired`; never "all that nothing names".
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from sqlalchemy import Engine, bindparam, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from storage import engines
from storage.envelope import ID_BYTES, KEY_BYTES, Key, place, seal, unseal
from storage.errors import KeyGone
from storage.roots import Roots
from storage.tables import keys_table, tombstones

_FIND: Final = select(keys_table.c.sealed).where(keys_table.c.id == bindparam("key"))
_FIND_MANY: Final = select(keys_table).where(keys_table.c.id.in_(bindparam("many", expanding=True)))
_AT_ONCE: Final = 500


class Use(IntEnum):
    """What a key is for: decides which key wraps it. A key opens under its own use only."""

    PRODUCTION = 1
    CONTENT = 2
    ROUTE = 3


@dataclass(frozen=True, slots=True)
class Production:
    """One production, with its key in memory."""

    id: bytes
    key: Key = field(repr=False)


@dataclass(frozen=True, slots=True)
class Spare:
    """A key that is durable in the keys store and that nothing names yet. Never handed out twice."""

    id: bytes
    key: Key = field(repr=False)


class Keys:
    """The keys store. Its methods block; call them in a storage thread."""

    def __init__(self, engine: Engine, roots: Roots) -> None:
        self._engine = engine
        self._looking = engine.execution_options(**{engines.ONLY_LOOKS: True})
        self._roots = roots
        self._pages: dict[tuple[bytes, str], Spare] = {}

    @property
    def roots(self) -> Roots:
        """What is derived from the two roots."""
        return self._roots

    @engines.translated()
    def make(self, use: Use, production: Production, count: int) -> list[Spare]:
        """Make `count` fresh keys and return once all of them are durable."""
        spares = [Spare(os.urandom(ID_BYTES), Key(os.urandom(KEY_BYTES))) for _ in range(count)]
        wrap = self._wrap(use, production)
        rows = [{"id": one.id, "sealed": self._wrapped(wrap, use, production.id, one)} for one in spares]
        with self._engine.begin() as conn:
            conn.execute(insert(keys_table), rows)
        return spares

    @engines.translated()
    def make_production(self, production_id: bytes) -> tuple[Spare, Production]:
        """Make a production's own key, durable, and return it opened."""
        spare = Spare(os.urandom(ID_BYTES), Key(os.urandom(KEY_BYTES)))
        sealed = self._wrapped(self._roots.content_wrap, Use.PRODUCTION, production_id, spare)
        with self._engine.begin() as conn:
            conn.execute(insert(keys_table), {"id": spare.id, "sealed": sealed})
        return spare, Production(production_id, spare.key)

    def open_production(self, production_id: bytes, key_id: bytes) -> Production:
        """Open a production's key. Raises KeyGone or NotOurs."""
        return Production(production_id, self._open(self._roots.content_wrap, Use.PRODUCTION, production_id, key_id))

    def open(self, use: Use, production: Production, key_id: bytes) -> Key:
        """Open one key of a production. Raises KeyGone after its destruction, NotOurs under other roots."""
        return self._open(self._wrap(use, production), use, production.id, key_id)

    @engines.translated()
    def open_many(self, use: Use, production: Production, key_ids: Sequence[bytes]) -> dict[bytes, Key]:
        """Open keys of a production with few look-ups. Raises KeyGone if one of them was destroyed, or NotOurs."""
        wrap, found = self._wrap(use, production), dict[bytes, Key]()
        with self._looking.connect() as conn:
            for start in range(0, len(key_ids), _AT_ONCE):
                for row in conn.execute(_FIND_MANY, {"many": key_ids[start : start + _AT_ONCE]}):
                    found[row.id] = self._unwrapped(wrap, use, production.id, row.id, row.sealed)
        if not found.keys() >= set(key_ids):
            raise KeyGone
        return found

    @engines.translated()
    def destroy(self, key_ids: Sequence[bytes]) -> None:
        """Destroy exactly these keys and return when no byte of them is left. Twice is fine."""
        if not key_ids:
            return
        self._pages = {name: spare for name, spare in self._pages.items() if spare.id not in key_ids}
        self._bury(key_ids)
        self._sweep()

    @engines.translated()
    def replay(self) -> int:
        """Destroy again what tombstones name, after a restore of an older copy. Returns how many came back."""
        with self._engine.begin() as conn:
            risen = delete(keys_table).where(keys_table.c.id.in_(select(tombstones.c.key)))
            count = conn.execute(risen).rowcount
        if count:
            self._sweep()
        return count

    def remember_page(self, production: Production, kind: str, spare: Spare) -> None:
        """Keep a page's newest key at hand, so that the next write need not look it up."""
        self._pages[production.id, kind] = spare

    def page_key(self, production: Production, kind: str, use: Use, key_id: bytes) -> Key:
        """The key of a page: the remembered one if it is that, else from the store."""
        spare = self._pages.get((production.id, kind))
        if spare is None or spare.id != key_id:
            spare = Spare(key_id, self.open(use, production, key_id))
            self.remember_page(production, kind, spare)
        return spare.key

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    def _wrap(self, use: Use, production: Production) -> Key:
        return self._roots.route_wrap if use is Use.ROUTE else production.key

    def _wrapped(self, wrap: Key, use: Use, production_id: bytes, spare: Spare) -> bytes:
        return seal(wrap, spare.key.secret, place("keys", "sealed", production_id, spare.id, use))

    @engines.translated()
    def _open(self, wrap: Key, use: Use, production_id: bytes, key_id: bytes) -> Key:
        with self._looking.connect() as conn:
            sealed = conn.execute(_FIND, {"key": key_id}).scalar()
        if sealed is None:
            raise KeyGone
        return self._unwrapped(wrap, use, production_id, key_id, sealed)

    def _unwrapped(self, wrap: Key, use: Use, production_id: bytes, key_id: bytes, sealed: bytes) -> Key:
        return Key(unseal(wrap, sealed, place("keys", "sealed", production_id, key_id, use)))

    def _bury(self, key_ids: Iterable[bytes]) -> None:
        with self._engine.begin() as conn:
            dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
            stones = [{"key": one} for one in sorted(key_ids)]  # in one order: two destroyers at once only wait
            conn.execute(dialect.insert(tombstones).on_conflict_do_nothing(), stones)
            conn.execute(delete(keys_table).where(keys_table.c.id.in_(key_ids)))

    def _sweep(self) -> None:
        """Give the freed space back. On PostgreSQL old copies end with that day's WAL and base backups instead."""
        if self._engine.dialect.name == "sqlite":
            with contextlib.closing(self._engine.raw_connection()) as raw:  # VACUUM can't stand in a transaction
                raw.cursor().execute("VACUUM")
