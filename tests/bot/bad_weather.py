"""A store whose writes fail, before or after they are kept, or come late: by number, from now on."""

from __future__ import annotations

import time as clocks
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from typing import TypeVar

from storage.errors import NotKept
from storage.store import Tx, Writer

T = TypeVar("T")


class Weather:
    """A writer that fails: `fails` are the numbers of writes from now on that do, before or after they are kept."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.count = 0
        self.fails: frozenset[int] = frozenset()
        self.keeps = False
        self.slow = timedelta()

    def next(self, *numbers: int, keeps: bool = False, slow: timedelta = timedelta()) -> None:
        """Fail these of the coming writes, counted from 1; `keeps`: although they are kept; `slow`: late instead."""
        self.count, self.fails, self.keeps, self.slow = 0, frozenset(numbers), keeps, slow

    def submit(self, work: Callable[[Tx], T]) -> Future[T]:
        """Take a work, unless the weather is bad."""
        self.count += 1
        if self.count not in self.fails:
            return self.writer.submit(work)
        if self.slow:
            return self.writer.submit(lambda tx: self._late(work, tx))
        if self.keeps:
            self.writer.submit(work).result()
        failed: Future[T] = Future()
        failed.set_exception(NotKept("weather"))
        return failed

    def _late(self, work: Callable[[Tx], T], tx: Tx) -> T:
        clocks.sleep(self.slow.total_seconds())
        return work(tx)

    def close(self) -> None:
        """End it."""
        self.writer.close()
