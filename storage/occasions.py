"""Occasions and who is called to them: what a scene deadline and the preview's choice are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import delete, insert, select

from escalation.calendar import instant
from storage.envelope import pad, place, seal, unpad, unseal
from storage.keys import Production
from storage.sealed import Codec
from storage.store import Tx
from storage.tables import calls, occasions

_SIZE: Final = 4096
_CALL_SIZE: Final = 512


@dataclass(frozen=True, slots=True)
class Call:
    """Who is in it, by cast id, what part they have, and when this person reports; None is not known yet."""

    cast_id: str = field(repr=False)
    at: time | None = None
    part: str = "performer"


@dataclass(frozen=True, slots=True)
class Occasion:
    """A scene, rehearsal, fitting ... of one unit on one day.

    `key`: what the production's file calls it; empty for one that no file names.
    """

    id: str
    unit: str
    kind: str
    name: str
    day: date | None
    starts: time | None = None
    episode: str = ""
    flags: tuple[str, ...] = ()
    standby: bool = False
    state: str = "planned"
    readiness: str = "ask_me"
    revision: int = 1
    key: str = ""


_OCCASION: Final = Codec(Occasion)
_CALL: Final = Codec(Call)


def add(tx: Tx, production: Production, occasion: Occasion, called: tuple[Call, ...] = ()) -> None:
    """Add an occasion with the people called to it; its id is 16 bytes in hex."""
    occasion_id = bytes.fromhex(occasion.id)
    where = place("occasions", "sealed", production.id, occasion_id)
    row = {
        "id": occasion_id,
        "production": production.id,
        "unit": bytes.fromhex(occasion.unit),
        "day": occasion.day,
        "revision": occasion.revision,
        "sealed": seal(production.key, pad(_OCCASION.dump(occasion), _SIZE), where),
    }
    tx.conn.execute(insert(occasions), row)
    for position, call in enumerate(called, 1):
        where = _call_place(production, occasion_id, position)
        sealed = seal(production.key, pad(_CALL.dump(call), _CALL_SIZE), where)
        tx.conn.execute(insert(calls), {"occasion": occasion_id, "position": position, "sealed": sealed})


def remove(tx: Tx, production: Production, occasion_id: str) -> None:
    """Remove an occasion and its calls. Twice is fine; another production's stays."""
    row_id = bytes.fromhex(occasion_id)
    gone = (occasions.c.id == row_id) & (occasions.c.production == production.id)
    if tx.conn.execute(delete(occasions).where(gone)).rowcount:
        tx.conn.execute(delete(calls).where(calls.c.occasion == row_id))


def replace(tx: Tx, production: Production, occasion: Occasion, called: tuple[Call, ...] = ()) -> None:
    """Put this in the place of the occasion with the same id, calls and all; add it if there is none."""
    remove(tx, production, occasion.id)
    add(tx, production, occasion, called)


def all_of(tx: Tx, production: Production) -> tuple[Occasion, ...]:
    """Every occasion of a production, in the order of day, start and name."""
    rows = tx.conn.execute(select(occasions).where(occasions.c.production == production.id))
    return _in_order(_opened(production, row.id, row.sealed) for row in rows)


def find(tx: Tx, production: Production, occasion_id: str) -> Occasion | None:
    """The occasion with this id, None for an empty or unknown one."""
    row_id = bytes.fromhex(occasion_id) if occasion_id else b""
    mine = select(occasions).where(occasions.c.id == row_id, occasions.c.production == production.id)
    row = tx.conn.execute(mine).one_or_none()
    return _opened(production, row.id, row.sealed) if row else None


def coming(tx: Tx, production: Production, unit: str, days: tuple[date, ...]) -> tuple[Occasion, ...]:
    """A unit's occasions on these days, in the order of day and start."""
    mine = select(occasions).where(
        occasions.c.production == production.id,
        occasions.c.unit == bytes.fromhex(unit),
        occasions.c.day.in_(days),
    )
    return _in_order(_opened(production, row.id, row.sealed) for row in tx.conn.execute(mine))


def called(tx: Tx, production: Production, occasion_id: str) -> tuple[Call, ...]:
    """Who is called to it."""
    row_id = bytes.fromhex(occasion_id)
    mine = select(calls).where(calls.c.occasion == row_id).order_by(calls.c.position)
    return tuple(
        _CALL.load(unpad(unseal(production.key, row.sealed, _call_place(production, row_id, row.position))))
        for row in tx.conn.execute(mine)
    )


def first_call(tx: Tx, production: Production, occasion_id: str, zone: str) -> datetime | None:
    """When this occasion begins for the first who is called to it, else its start; None if neither is known.

    Never the writer's own call: readers see the deadline that comes of it, and calls differ from person to person.
    """
    occasion = find(tx, production, occasion_id) if occasion_id else None
    if occasion is None or occasion.day is None:
        return None
    known = [call.at for call in called(tx, production, occasion_id) if call.at]
    at = min(known, default=occasion.starts)
    return instant(zone, occasion.day, at) if at else None


def _in_order(found: Iterable[Occasion]) -> tuple[Occasion, ...]:
    return tuple(sorted(found, key=lambda one: (one.day or date.max, one.starts or time.max, one.name)))


def _opened(production: Production, occasion_id: bytes, sealed: bytes) -> Occasion:
    return _OCCASION.load(
        unpad(unseal(production.key, sealed, place("occasions", "sealed", production.id, occasion_id)))
    )


def _call_place(production: Production, occasion_id: bytes, position: int) -> bytes:
    return place("calls", "sealed", production.id, occasion_id, position)
