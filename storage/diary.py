"""What adapters keep across a restart: which events of a platform were answered, and until when it was listened to.

Of nobody: an event stands here as an HMAC of the platform's own name for it, with the day on which it goes.
"""

from __future__ import annotations

import hmac
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Table, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.envelope import place
from storage.store import Tx
from storage.tables import events, there

KEPT: Final = timedelta(days=3)
"""Two days at least, wherever the night that forgets falls in them."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_SEEN: Final = select(events.c.event).where(events.c.event == bindparam("this"))
_UNTIL: Final = select(there.c.until).where(there.c.adapter == bindparam("named"))


def was_seen(tx: Tx, event: str) -> bool:
    """Whether this event was noted in the last two days, or somewhat longer ago."""
    return tx.conn.execute(_SEEN, {"this": _event(tx, event)}).scalar() is not None


def note(tx: Tx, event: str, today: date) -> None:
    """Note an event; twice is fine, also at once."""
    row = {"event": _event(tx, event), "ends": today + KEPT}
    tx.conn.execute(_insert(tx, events).on_conflict_do_nothing(), row)


def forget(tx: Tx, before: date) -> None:
    """Drop what is over."""
    tx.conn.execute(delete(events).where(events.c.ends < before))


def there_until(tx: Tx, adapter: str) -> datetime | None:
    """Until when a platform was listened to; None if it never was."""
    until = tx.conn.execute(_UNTIL, {"named": adapter}).scalar()
    return None if until is None else _EPOCH + until * _MILLISECOND


def note_there(tx: Tx, adapter: str, now: datetime) -> None:
    """A platform is listened to now; in the place of what stood there."""
    until = (now - _EPOCH) // _MILLISECOND
    changed = _insert(tx, there).on_conflict_do_update(index_elements=[there.c.adapter], set_={"until": until})
    tx.conn.execute(changed, {"adapter": adapter, "until": until})


def _insert(tx: Tx, table: Table) -> Any:
    """An insert that can say what to do with a row that is there; each database has its own."""
    return (sqlite if tx.conn.dialect.name == "sqlite" else postgresql).insert(table)


def _event(tx: Tx, event: str) -> bytes:
    return hmac.digest(tx.keys.roots.lookup, place("events", "event", event.encode()), "sha256")
