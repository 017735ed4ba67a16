"""What is known of a schedule beside its occasions: days of units, what was done about an occasion, the last change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import bindparam, delete, insert, select

from escalation.occasions import Occasion, UnitDay
from escalation.prompts import Done
from escalation.readiness import Setting
from storage.envelope import pad, place, seal, unpad, unseal
from storage.keys import Production
from storage.sealed import Codec
from storage.store import Tx
from storage.tables import standings, undos, unit_days

T = TypeVar("T")
_DAY_SIZE: Final = 512
_SIZE: Final = 4096


@dataclass(frozen=True, slots=True)
class Standing:
    """What was done about an occasion.

    `done`: the office was asked, both were told, somebody ticked. `setting`: the coordinator's last word on readiness.
    `told`: for whom readers and office were told that notice is short.
    """

    done: tuple[Done, ...] = ()
    setting: Setting | None = None
    told: tuple[str, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Undo:
    """What to put back: `before` as these were, `added` away again, `days` as they were.

    `at`: when it was changed; if anybody was asked, prompted or told since, it stays changed.
    """

    at: datetime
    before: tuple[Occasion, ...] = ()
    added: tuple[str, ...] = ()
    days: tuple[UnitDay, ...] = ()


_STANDING: Final = Codec(Standing)
_DAY: Final = Codec(UnitDay)
_UNDO: Final = Codec(Undo)
_DROP_DAY: Final = delete(unit_days).where(
    unit_days.c.unit == bindparam("this"),
    unit_days.c.day == bindparam("on"),
    unit_days.c.production == bindparam("mine"),
)
_DROP_STANDING: Final = delete(standings).where(
    standings.c.occasion == bindparam("this"), standings.c.production == bindparam("mine")
)


def days_of(tx: Tx, production: Production) -> tuple[UnitDay, ...]:
    """Every day of a unit of which something is known, by unit and day."""
    rows = tx.conn.execute(select(unit_days).where(unit_days.c.production == production.id))
    found = [
        _opened(_DAY, production, row.sealed, _day_place(production, row.unit, row.day.isoformat())) for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.unit, one.on)))


def put_days(tx: Tx, production: Production, days: Iterable[UnitDay]) -> None:
    """Put each in the place of what was known of that unit's day; a day of which nothing is known has no row."""
    for day in days:
        unit = bytes.fromhex(day.unit)
        tx.conn.execute(_DROP_DAY, {"this": unit, "on": day.on, "mine": production.id})
        if day != UnitDay(day.unit, day.on):
            where = _day_place(production, unit, day.on.isoformat())
            sealed = seal(production.key, pad(_DAY.dump(day), _DAY_SIZE), where)
            row = {"unit": unit, "day": day.on, "production": production.id, "sealed": sealed}
            tx.conn.execute(insert(unit_days), row)


def standings_of(tx: Tx, production: Production) -> Mapping[str, Standing]:
    """What was done about each occasion, by its id; those about which nothing was done aren't there."""
    rows = tx.conn.execute(select(standings).where(standings.c.production == production.id))
    return {
        row.occasion.hex(): _opened(_STANDING, production, row.sealed, _standing_place(production, row.occasion))
        for row in rows
    }


def put_standing(tx: Tx, production: Production, occasion_id: str, standing: Standing) -> None:
    """Put this in the place of what was done about an occasion."""
    row_id = bytes.fromhex(occasion_id)
    sealed = _sealed(_STANDING, production, standing, _standing_place(production, row_id))
    tx.conn.execute(_DROP_STANDING, {"this": row_id, "mine": production.id})
    tx.conn.execute(insert(standings), {"occasion": row_id, "production": production.id, "sealed": sealed})


def undo_of(tx: Tx, production: Production) -> Undo | None:
    """The last change, None if there is none that could be taken back."""
    sealed = tx.conn.execute(select(undos.c.sealed).where(undos.c.production == production.id)).scalar()
    return _opened(_UNDO, production, sealed, place("undos", "sealed", production.id)) if sealed else None


def put_undo(tx: Tx, production: Production, undo: Undo | None) -> None:
    """Remember how things were before the last change; None forgets it."""
    tx.conn.execute(delete(undos).where(undos.c.production == production.id))
    if undo:
        sealed = _sealed(_UNDO, production, undo, place("undos", "sealed", production.id))
        tx.conn.execute(insert(undos), {"production": production.id, "sealed": sealed})


def _sealed(codec: Codec[T], production: Production, payload: T, where: bytes) -> bytes:
    """Sealed in the next power of two that it fits in."""
    dumped, size = codec.dump(payload), _SIZE
    while len(dumped) + 4 > size:
        size *= 2
    return seal(production.key, pad(dumped, size), where)


def _opened(codec: Codec[T], production: Production, sealed: bytes, where: bytes) -> T:
    return codec.load(unpad(unseal(production.key, sealed, where)))


def _day_place(production: Production, unit: bytes, day: str) -> bytes:
    return place("unit_days", "sealed", production.id, unit, day.encode())


def _standing_place(production: Production, occasion: bytes) -> bytes:
    return place("standings", "sealed", production.id, occasion)
