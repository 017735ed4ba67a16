"""What adapters keep across a restart: which events of a platform were answered, and the last day it was listened to.

Of nobody: an event stands here as an HMAC of the platform's own name for it, with the day on which it goes. A day and
no time: SQLite's log keeps the order of what was written, so a clock in it would tell when each concern came in.
"""

from __future__ import annotations

import hmac
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Table, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.envelope import place
from storage.store import Tx
from storage.tables import events, there

KEPT: Final = timedelta(days=3)
"""Two days at least, wherever the night that forgets falls in them."""
_SEEN: Final = select(events.c.event).where(events.c.event == bindparam("this"))
_LONGEST_AWAY: Final = select(func.min(there.c.day))
_LAST: Final = select(there.c.day).where(there.c.adapter == bindparam("named"))


def was_seen(tx: Tx, event: str) -> bool:
    """Whether this event was noted in the last two days, or somewhat longer ago."""
    return tx.conn.execute(_SEEN, {"this": _event(tx, event)}).scalar() is not None


def note(tx: Tx, event: str, today: date) -> None:
    """Note an event; twice is fine, also at once."""
    row = {"event": _event(tx, event), "ends": today + KEPT}
    tx.conn.execute(_insert(tx, events).on_conflict_do_nothing(), row)


def forget(tx: Tx, before: date) -> None:
    """Drop what is over, but nothing of a day that is still to be looked at: a platform may have been away for long."""
    last = tx.conn.execute(_LONGEST_AWAY).scalar()
    until = min(before, last + KEPT) if last else before
    tx.conn.execute(delete(events).where(events.c.ends < until))


def last_day_there(tx: Tx, adapter: str) -> date | None:
    """The last day on which a platform was listened to; None if it never was."""
    return tx.conn.execute(_LAST, {"named": adapter}).scalar()


def note_there(tx: Tx, adapter: str, today: date) -> None:
    """A platform is listened to today; in the place of what stood there."""
    changed = _insert(tx, there).on_conflict_do_update(index_elements=[there.c.adapter], set_={"day": today})
    tx.conn.execute(changed, {"adapter": adapter, "day": today})


def _insert(tx: Tx, table: Table) -> Any:
    """An insert that can say what to do with a row that is there; each database has its own."""
    return (sqlite if tx.conn.dialect.name == "sqlite" else postgresql).insert(table)


def _event(tx: Tx, event: str) -> bytes:
    return hmac.digest(tx.keys.roots.lookup, place("events", "event", event.encode()), "sha256")
