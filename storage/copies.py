"""When the last copy of a destroyed key is gone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from storage.store import Tx

KEY_BACKUPS_LIVE: Final = timedelta(days=7)


def copies_end(tx: Tx, destroyed: date) -> date | None:
    """The day by which key backups of this day have ended.

    None on PostgreSQL, where a deleted key stays in WAL and base backups until those of that day are gone (measured,
    after VACUUM FULL too): how long that is only the host knows.
    """
    return destroyed + KEY_BACKUPS_LIVE if tx.conn.dialect.name == "sqlite" else None
