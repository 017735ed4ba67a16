"""The aliases whose cards still stand, in one sealed list per production, so that none is used twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, insert, select, update

from storage.envelope import pad, place, seal, unpad, unseal
from storage.keys import Production
from storage.sealed import Codec
from storage.store import Tx
from storage.tables import names

_FIRST_SIZE: Final = 4096
_MINE: Final = names.c.production == bindparam("mine")
_READ: Final = select(names.c.sealed).where(_MINE).with_for_update()
_WRITE: Final = update(names).where(_MINE).values(sealed=bindparam("padded"))


@dataclass(frozen=True, slots=True)
class Standing:
    """Alias by alias."""

    names: tuple[str, ...] = ()


_CODEC: Final = Codec(Standing)


def create(tx: Tx, production: Production) -> None:
    """Write an empty list for a new production."""
    tx.conn.execute(insert(names), {"production": production.id, "sealed": _sealed(production, Standing(), 0)})


def read(tx: Tx, production: Production) -> tuple[str, ...]:
    """The standing aliases; locks the list until the transaction ends."""
    return _read(tx, production)[0].names


def change(tx: Tx, production: Production, *, add: str = "", remove: str = "") -> None:
    """Let an alias stand, or end one."""
    standing, size = _read(tx, production)
    kept = tuple(name for name in standing.names if name != remove)
    _write(tx, production, (*kept, add) if add else kept, size)


def draw(tx: Tx, production: Production, choose: Callable[[tuple[str, ...]], str]) -> str:
    """Let the alias stand that `choose` chooses from those that don't; the list is opened once."""
    standing, size = _read(tx, production)
    alias = choose(standing.names)
    _write(tx, production, (*standing.names, alias), size)
    return alias


def _write(tx: Tx, production: Production, standing: tuple[str, ...], size: int) -> None:
    sealed = _sealed(production, Standing(standing), size)
    tx.conn.execute(_WRITE, {"mine": production.id, "padded": sealed})


def _read(tx: Tx, production: Production) -> tuple[Standing, int]:
    sealed = tx.conn.execute(_READ, {"mine": production.id}).scalar_one()
    padded = unseal(production.key, sealed, _place(production))
    return _CODEC.load(unpad(padded)), len(padded)


def _sealed(production: Production, standing: Standing, size: int) -> bytes:
    dumped, size = _CODEC.dump(standing), max(size, _FIRST_SIZE)
    while len(dumped) + 4 > size:
        size *= 2
    return seal(production.key, pad(dumped, size), _place(production))


def _place(production: Production) -> bytes:
    return place("names", "sealed", production.id)
