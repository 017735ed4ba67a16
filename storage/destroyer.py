"""Ends the keys that stand in `retired`: exactly those, in the keys store first, then their names in the data.

A name stands there only once the transaction that replaced the key is durable, so what is destroyed opens nothing that
is still kept. Killed between any two steps, or run by two processes at once, it destroys again what is gone already.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Final

from sqlalchemy import delete, select

from storage.store import Store, Tx
from storage.tables import retired

_BATCH: Final = 1000


async def destroy_retired(store: Store) -> int:
    """Destroy every key that stood in `retired` when this began; returns how many. Twice, or two at once, is fine."""
    key_ids = await store.read(_named)
    for start in range(0, len(key_ids), _BATCH):
        batch = key_ids[start : start + _BATCH]
        await asyncio.to_thread(store.keys.destroy, batch)
        await store.write(partial(_crossed_off, key_ids=batch))
    return len(key_ids)


def _named(tx: Tx) -> Sequence[bytes]:
    return tx.conn.execute(select(retired.c.key)).scalars().all()


def _crossed_off(tx: Tx, key_ids: Sequence[bytes]) -> None:
    """Rows that another destroyer is crossing off are left to it: two that wait for each other would both fail."""
    mine = select(retired.c.key).where(retired.c.key.in_(key_ids)).with_for_update(skip_locked=True).cte("mine")
    tx.conn.execute(delete(retired).where(retired.c.key.in_(select(mine.c.key))))
