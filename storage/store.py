"""Transactions as plain functions: `await store.write(work)` returns after the commit is durable.

`work(tx)` isn't async, so no network call can stand inside it. It may run twice (after a full disk the others of a
group run again one by one), so it takes time and randomness as arguments. Leaving with an error keeps nothing.
On SQLite one thread commits whatever is waiting together, a savepoint each; on PostgreSQL each work has a pooled
connection of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy import Connection, Engine

from storage.engines import FOREIGN, translated
from storage.errors import KeyGone, NotKept
from storage.keys import Keys

T = TypeVar("T")

_GROUP: Final = 64
_READERS: Final = 4
_WRITERS: Final = 8
_LOOKS: Final = 5
_CLOSED: Final = "closed"


@dataclass(frozen=True, slots=True)
class Tx:
    """What a work may touch: one connection in one transaction, and the keys to open what it finds."""

    conn: Connection = field(repr=False)
    keys: Keys = field(repr=False)


class Store:
    """The data of this Ghostlight. Make one with `storage.open_store`; `close()` ends its threads."""

    def __init__(self, writer: Writer, readers: Engine, keys: Keys) -> None:
        self.keys = keys
        self._writer = writer
        self._readers = readers
        self._threads = ThreadPoolExecutor(_READERS, thread_name_prefix="read")

    async def write(self, work: Callable[[Tx], T]) -> T:
        """Run `work` in a transaction; return its result once it is durable.

        Raises what `work` raised (nothing kept), or NotKept. A work that has started is waited for even when the
        caller is cancelled; one that has not is not run.
        """
        return await _settled(self._writer.submit(work))

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Run `work` on one snapshot of what is committed; it can't write."""
        return await _settled(_submitted(self._threads, self._reading, work))

    def close(self) -> None:
        """Finish the work in hand, then end threads and connections."""
        self._writer.close()
        self._threads.shutdown()
        self._readers.dispose()
        self.keys.close()

    def _reading(self, work: Callable[[Tx], T]) -> T:
        return _looked_again(lambda: self._read_once(work))

    def _read_once(self, work: Callable[[Tx], T]) -> T:
        with translated(), self._readers.connect() as conn, conn.begin():
            return work(Tx(conn, self.keys))


async def _settled(future: Future[T]) -> T:
    waiter = asyncio.wrap_future(future)
    try:
        return await asyncio.shield(waiter)
    except asyncio.CancelledError:
        while not (future.cancel() or waiter.done()):
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([waiter])
        if waiter.done() and not waiter.cancelled():
            waiter.exception()  # seen: else asyncio logs it, text and all
        raise


def _submitted(threads: ThreadPoolExecutor, run: Callable[..., T], work: Callable[[Tx], T]) -> Future[T]:
    try:
        return threads.submit(run, work)
    except RuntimeError:
        raise NotKept(_CLOSED) from None


def _looked_again(run: Callable[[], T]) -> T:
    """Believe that a key is gone only after other snapshots: what it sealed may have been sealed anew meanwhile."""
    for _ in range(_LOOKS - 1):
        with contextlib.suppress(KeyGone):
            return run()
    return run()


class Writer(Protocol):
    """Where works are committed."""

    def submit(self, work: Callable[[Tx], T]) -> Future[T]:
        """Take a work; its future ends once it is durable or failed."""

    def close(self) -> None:
        """Finish what has begun and end."""


class PooledWriter:
    """PostgreSQL: several works at once, each in a transaction of its own."""

    def __init__(self, engine: Engine, keys: Keys) -> None:
        self._engine = engine
        self._keys = keys
        self._threads = ThreadPoolExecutor(_WRITERS, thread_name_prefix="write")

    def submit(self, work: Callable[[Tx], T]) -> Future[T]:
        """Run the work on a pooled connection."""
        return _submitted(self._threads, self._writing, work)

    def _writing(self, work: Callable[[Tx], T]) -> T:
        return _looked_again(lambda: self._write_once(work))

    def _write_once(self, work: Callable[[Tx], T]) -> T:
        with translated(), self._engine.begin() as conn:
            return work(Tx(conn, self._keys))

    def close(self) -> None:
        """Wait for running works, then close the pool."""
        self._threads.shutdown()
        self._engine.dispose()


@dataclass(slots=True)
class _Item:
    work: Callable[[Tx], Any]
    future: Future[Any]
    result: Any = None
    error: BaseException | None = None

    def run(self, tx: Tx) -> None:
        """Run inside a savepoint; an error rolls back this work alone."""
        self.result, self.error = None, None
        try:
            with tx.conn.begin_nested():
                self.result = self.work(tx)
        except BaseException as error:  # noqa: BLE001 - whatever a work raises is its caller's
            self.error = error
            if not _in_transaction(tx.conn):
                raise _GroupLost from None

    def settle(self) -> None:
        """Tell the caller, after the commit."""
        if self.error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(_told(self.error))


class _GroupLost(Exception):
    """SQLite ended the whole transaction (a full disk does, despite savepoints)."""


class GroupWriter:
    """SQLite: one thread, one connection; whatever waits is committed together."""

    def __init__(self, engine: Engine, keys: Keys) -> None:
        self._engine = engine
        self._keys = keys
        self._waiting: queue.SimpleQueue[_Item | None] = queue.SimpleQueue()
        self._door = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="write", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Tx], T]) -> Future[T]:
        """Queue the work for the next group."""
        item = _Item(work, Future())
        with self._door:
            if self._closed:
                raise NotKept(_CLOSED)
            self._waiting.put(item)
        return item.future

    def close(self) -> None:
        """Commit what waits, then close the connection."""
        with self._door:
            self._closed = True
            self._waiting.put(None)
        self._thread.join()
        self._engine.dispose()

    def _serve(self) -> None:
        while (first := self._waiting.get()) is not None:
            group, last = self._gather(first)
            self._commit([item for item in group if item.future.set_running_or_notify_cancel()])
            if last:
                return

    def _gather(self, first: _Item) -> tuple[list[_Item], bool]:
        group = [first]
        while len(group) < _GROUP:
            try:
                item = self._waiting.get_nowait()
            except queue.Empty:
                return group, False
            if item is None:
                return group, True
            group.append(item)
        return group, False

    def _commit(self, group: list[_Item]) -> None:
        try:
            self._together(group)
        except BaseException as error:  # noqa: BLE001 - this thread must outlive every error, or nothing is saved again
            self._apart(group, error)
        else:
            for item in group:
                item.settle()

    def _together(self, group: list[_Item]) -> None:
        if not group:
            return
        with self._engine.connect() as conn, conn.begin():
            tx = Tx(conn, self._keys)
            for item in group:
                item.run(tx)

    def _apart(self, group: list[_Item], error: BaseException) -> None:
        """Nothing of the group was kept: run each alone, so that one that fails takes no other along."""
        if len(group) > 1:
            for item in group:
                self._commit([item])
        else:
            group[0].error = group[0].error or error
            group[0].settle()


def _in_transaction(conn: Connection) -> bool:
    return bool(getattr(conn.connection.dbapi_connection, "in_transaction", True))


def _told(error: BaseException) -> BaseException:
    if isinstance(error, (*FOREIGN, _GroupLost)):
        return NotKept(type(error).__name__)
    return error
