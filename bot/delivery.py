"""Delivery: takes what is due off the agenda and hands each entry to whoever carries out its kind.

Claimed with a lease, carried out, marked; a failure puts one entry off, not the others. What a platform said goes no
further than its code.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, Protocol

from adapters.interface import DeliveryFailed
from bot import logs
from bot.house import Clock
from storage import agenda
from storage.agenda import Entry, Lane
from storage.errors import StorageError
from storage.store import Store, Tx

Act = Callable[[Entry], Awaitable[None]]
LEASE: Final = timedelta(seconds=60)
PUT_OFF: Final = timedelta(minutes=1)
NOW_PUT_OFF: Final = timedelta(seconds=15)
"""How soon something of a `now` is tried again, its card too."""
AT_ONCE: Final = 16
BATCH: Final = 48
"""Few enough that three rounds of sends which all hang until their end (10 s) still lie within the lease."""


class Errand(Protocol):
    """Somebody who carries out kinds of entries for one production."""

    def acts(self) -> Mapping[str, Act]:
        """Who carries out which kind."""

    async def begin(self) -> None:
        """Put on the agenda what always stands there. Called at each start; what stands there already stays."""


class Delivery:
    """Carries out what is due, a lane at a time; lanes don't wait for one another, `now` for nobody."""

    def __init__(self, store: Store, clock: Clock, acts: Mapping[bytes, Mapping[str, Act]]) -> None:
        self._store = store
        self._clock = clock
        self._acts = acts
        self._turns = {lane: asyncio.Semaphore(AT_ONCE) for lane in Lane}

    async def look(self, lane: Lane) -> int:
        """Take what is due in this lane and carry it out; returns how many entries. Never raises for one entry."""
        entries = await self._claim(lane)
        async with asyncio.TaskGroup() as group:
            for entry in entries:
                group.create_task(self._one(entry))
        return len(entries)

    async def _claim(self, lane: Lane) -> tuple[Entry, ...]:
        now = self._clock.now()
        return await self._store.write(lambda tx: agenda.claim(tx, lane, now, LEASE, BATCH))

    async def _one(self, entry: Entry) -> None:
        async with self._turns[entry.lane]:
            try:
                await self._acts[entry.production][entry.kind](entry)
            except DeliveryFailed as failed:
                await self._failed(entry, failed)
            except Exception:  # noqa: BLE001 - one row that raises is put off and counted; the others go on
                await self._put_off(entry, _pause(entry))

    async def _failed(self, entry: Entry, failed: DeliveryFailed) -> None:
        if failed.permanent:
            logs.event("delivery_refused")
            await self._leave(entry, None)
        else:
            await self._put_off(entry, failed.retry_after or _pause(entry))

    async def _put_off(self, entry: Entry, wait: timedelta) -> None:
        logs.event("entry_put_off", attempts=entry.attempts)
        await self._leave(entry, self._clock.now() + wait)

    async def _leave(self, entry: Entry, until: datetime | None) -> None:
        """Leave the entry until then, or for good."""

        def work(tx: Tx) -> None:
            if until:
                agenda.put_off(tx, entry.id, until)
            else:
                agenda.finish(tx, entry.id)

        try:
            await self._store.write(work)
        except StorageError:
            return  # its lease ends by itself, and it comes again


def _pause(entry: Entry) -> timedelta:
    return NOW_PUT_OFF if entry.lane is Lane.NOW else PUT_OFF
