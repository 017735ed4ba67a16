"""Small works to run in a store, and a way to hold its writer so that works pile up into one group."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from sqlalchemy import func, insert, select

from storage.store import GroupWriter, Store, Tx
from storage.tables import retired

T = TypeVar("T")

WRITERS = 8


def row(number: int) -> bytes:
    """The id of a test's row."""
    return number.to_bytes(16, "big")


def keep(*numbers: int) -> Callable[[Tx], None]:
    """A work that keeps these rows."""

    def work(tx: Tx) -> None:
        tx.conn.execute(insert(retired), [{"key": row(number)} for number in numbers])

    return work


def kept(tx: Tx) -> set[int]:
    """Which rows are kept."""
    return {int.from_bytes(key, "big") for key in tx.conn.execute(select(retired.c.key)).scalars()}


def count(tx: Tx) -> int:
    """How many rows are kept."""
    return tx.conn.execute(select(func.count()).select_from(retired)).scalar_one()


@asynccontextmanager
async def held(store: Store) -> AsyncIterator[None]:
    """Keep every writing thread busy; what is submitted meanwhile waits, and on SQLite becomes one group."""
    threads = 1 if isinstance(store._writer, GroupWriter) else WRITERS
    gate, reached = threading.Event(), threading.Barrier(threads + 1)

    def wait(_: Tx) -> None:
        reached.wait(30)
        assert gate.wait(30)

    async with asyncio.TaskGroup() as group:
        for _ in range(threads):
            group.create_task(store.write(wait))
        await asyncio.to_thread(reached.wait, 30)
        try:
            yield
        finally:
            gate.set()


async def together(store: Store, *works: Callable[[Tx], T]) -> list[T | BaseException]:
    """Run works that were all waiting at once; each one's result or error."""
    async with held(store):
        tasks = [asyncio.create_task(store.write(work)) for work in works]
        await asyncio.sleep(0)
    return await asyncio.gather(*tasks, return_exceptions=True)
