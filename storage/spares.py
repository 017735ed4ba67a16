"""Keys made ahead: a write of data names a spare and never waits for the keys store.

A spare that was handed out is never handed out again, whatever became of its transaction: a commit that failed may
have landed. At a clean stop exactly those that were never handed out are destroyed; a crash leaves a few keys behind
that seal nothing.
"""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from typing import Final

from storage.keys import Keys, Production, Spare, Use

_BATCH: Final = 128
_LOW: Final = 64


class Spares:
    """The pools of this process, one for each production and use."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._pools: dict[tuple[bytes, Use], list[Spare]] = defaultdict(list)
        self._makers: dict[tuple[bytes, Use], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def hand(self, production: Production, use: Use, count: int = 1) -> tuple[Spare, ...]:
        """Hand out spares. Makes more first if there are too few; each is durable."""
        pool = self._pools[production.id, use]
        while len(pool) < count:
            await self._fill(production, use, at_least=count)
        return tuple(pool.pop() for _ in range(count))

    async def refill(self, production: Production) -> None:
        """Make more where few are left; call it when there is nothing else to do."""
        for use in (Use.CONTENT, Use.ROUTE):
            if len(self._pools[production.id, use]) < _LOW:
                await self._fill(production, use, at_least=_LOW)

    async def close(self) -> None:
        """Destroy what was never handed out."""
        left = [spare.id for pool in self._pools.values() for spare in pool]
        self._pools.clear()
        await asyncio.to_thread(self._keys.destroy, left)

    async def _fill(self, production: Production, use: Use, at_least: int) -> None:
        async with self._makers[production.id, use]:
            pool = self._pools[production.id, use]
            if len(pool) >= at_least:
                return
            fresh = await asyncio.to_thread(self._keys.make, use, production, max(_BATCH, at_least))
            random.SystemRandom().shuffle(fresh)
            pool.extend(fresh)
