"""Occasions and who is called to them: what check-ins, prompts, scene deadlines and the preview's choice are made of.

Whose call it is, its flags and its times are sealed; only its unit and its day stand in clear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import Select, bindparam, delete, insert, select

from escalation import call_times
from escalation.calendar import Hours
from escalation.call_times import Dated
from escalation.occasions import Called, Occasion, UnitDay
from storage.envelope import pad, place, seal, unpad, unseal
from storage.keys import Production
from storage.sealed import Codec
from storage.store import Tx
from storage.tables import calls, occasions, standings

_SIZE: Final = 4096
_CALL_SIZE: Final = 512
_OCCASION: Final = Codec(Occasion)
_CALL: Final = Codec(Called)
_DROP: Final = delete(occasions).where(occasions.c.id == bindparam("this"), occasions.c.production == bindparam("mine"))
_IS_THERE: Final = select(occasions.c.id).where(occasions.c.id == bindparam("this")).exists()
_DROP_CALLS: Final = delete(calls).where(calls.c.occasion == bindparam("this"), ~_IS_THERE)
_DROP_STANDING: Final = delete(standings).where(
    standings.c.occasion == bindparam("this"), standings.c.production == bindparam("mine")
)


def put(tx: Tx, production: Production, changed: Iterable[Occasion]) -> None:
    """Put each of these in the place of the one with the same id, calls and all; add those that are new."""
    found = tuple(changed)
    _drop(tx, production, [one.id for one in found])
    if rows := [_row(production, one) for one in found]:
        tx.conn.execute(insert(occasions), rows)
    if rows := [row for one in found for row in _call_rows(production, one)]:
        tx.conn.execute(insert(calls), rows)


def remove(tx: Tx, production: Production, gone: Iterable[str]) -> None:
    """Remove occasions, their calls and what was done about them. Twice is fine; another production's stay."""
    ids = list(gone)
    _drop(tx, production, ids)
    if ids:
        tx.conn.execute(_DROP_STANDING, [{"this": bytes.fromhex(one), "mine": production.id} for one in ids])


def all_of(tx: Tx, production: Production) -> tuple[Occasion, ...]:
    """Every occasion of a production, in the order of day, start and name."""
    return _found(tx, production, select(occasions).where(occasions.c.production == production.id))


def find(tx: Tx, production: Production, occasion_id: str) -> Occasion | None:
    """The occasion with this id, None for an empty or unknown one."""
    row_id = bytes.fromhex(occasion_id) if occasion_id else b""
    mine = select(occasions).where(occasions.c.id == row_id, occasions.c.production == production.id)
    return next(iter(_found(tx, production, mine)), None)


def coming(tx: Tx, production: Production, unit: str, days: tuple[date, ...]) -> tuple[Occasion, ...]:
    """A unit's occasions on these days, in the order of day and start."""
    mine = select(occasions).where(
        occasions.c.production == production.id,
        occasions.c.unit == bytes.fromhex(unit),
        occasions.c.day.in_(days),
    )
    return _found(tx, production, mine)


def first_call(tx: Tx, production: Production, occasion_id: str, hours: Hours) -> datetime | None:
    """When this occasion begins for the first of the cast in it, else its start; None if no time of it is known.

    Never the writer's own call: readers see the deadline that comes of it, and calls differ from person to person.
    """
    occasion = find(tx, production, occasion_id)
    return first_call_of(occasion, hours) if occasion else None


def first_call_of(occasion: Occasion, hours: Hours) -> datetime | None:
    """The same of an occasion that is known."""
    is_known = occasion.starts or any(one.at or one.on_set for one in occasion.calls)
    if occasion.day is None or not is_known:
        return None
    return call_times.first_call(Dated(occasion, hours, UnitDay(occasion.unit, occasion.day), occasion.day))


# --- Rows ---------------------------------------------------------------------------------------------------------


def _drop(tx: Tx, production: Production, ids: Iterable[str]) -> None:
    """Take occasions off, and the calls of those that are gone: another production's are still there."""
    if rows := [{"this": bytes.fromhex(one), "mine": production.id} for one in ids]:
        tx.conn.execute(_DROP, rows)
        tx.conn.execute(_DROP_CALLS, rows)


def _row(production: Production, occasion: Occasion) -> dict[str, Any]:
    row_id = bytes.fromhex(occasion.id)
    plain = pad(_OCCASION.dump(replace(occasion, calls=())), _SIZE)
    return {
        "id": row_id,
        "production": production.id,
        "unit": bytes.fromhex(occasion.unit),
        "day": occasion.day,
        "revision": occasion.revision,
        "sealed": seal(production.key, plain, _place(production, row_id)),
    }


def _call_rows(production: Production, occasion: Occasion) -> Iterable[dict[str, Any]]:
    row_id = bytes.fromhex(occasion.id)
    for position, call in enumerate(occasion.calls, 1):
        plain = pad(_CALL.dump(call), _CALL_SIZE)
        sealed = seal(production.key, plain, _call_place(production, row_id, position))
        yield {"occasion": row_id, "position": position, "sealed": sealed}


def _found(tx: Tx, production: Production, mine: Select[Any]) -> tuple[Occasion, ...]:
    rows = tx.conn.execute(mine).all()
    called = _called(tx, production, mine) if rows else {}
    found = [replace(_opened(production, row.id, row.sealed), calls=tuple(called.get(row.id, ()))) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.day or date.max, one.starts or time.max, one.name)))


def _called(tx: Tx, production: Production, mine: Select[Any]) -> Mapping[bytes, list[Called]]:
    """Everybody who is called to what this finds, in one statement."""
    theirs = select(calls).where(calls.c.occasion.in_(mine.with_only_columns(occasions.c.id)))
    found: dict[bytes, list[Called]] = defaultdict(list)
    for row in tx.conn.execute(theirs.order_by(calls.c.occasion, calls.c.position)):
        where = _call_place(production, row.occasion, row.position)
        found[row.occasion].append(_CALL.load(unpad(unseal(production.key, row.sealed, where))))
    return found


def _opened(production: Production, row_id: bytes, sealed: bytes) -> Occasion:
    return _OCCASION.load(unpad(unseal(production.key, sealed, _place(production, row_id))))


def _place(production: Production, row_id: bytes) -> bytes:
    return place("occasions", "sealed", production.id, row_id)


def _call_place(production: Production, row_id: bytes, position: int) -> bytes:
    return place("calls", "sealed", production.id, row_id, position)
