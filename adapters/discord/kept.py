"""What is kept for a quarter of an hour, in memory only and never more than so many: words that could not be saved."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, Generic, TypeVar

T = TypeVar("T")
SECONDS: Final = 15 * 60
"""As long as Discord takes answers to a press (Discord, Receiving and Responding, read 2026-11)."""
MOST: Final = 500


class Kept(Generic[T]):
    """Things by key; the oldest go first, each after its time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, *, seconds: float = SECONDS) -> None:
        self._clock = clock
        self._seconds = seconds
        self._things: OrderedDict[str, tuple[float, T]] = OrderedDict()

    def keep(self, thing: T, key: str = "") -> str:
        """Keep it under this key, or under a random one of 22 characters; gives the key."""
        self._forget()
        key = key or secrets.token_urlsafe(16)
        self._things.pop(key, None)
        self._things[key] = (self._clock() + self._seconds, thing)
        while len(self._things) > MOST:
            self._things.popitem(last=False)
        return key

    def find(self, key: str) -> T | None:
        """What is kept under this key, if it still is."""
        self._forget()
        found = self._things.get(key)
        return found[1] if found else None

    def drop(self, key: str) -> T | None:
        """Keep it no longer; gives it."""
        found = self.find(key)
        self._things.pop(key, None)
        return found

    def _forget(self) -> None:
        while self._things and next(iter(self._things.values()))[0] <= self._clock():
            self._things.popitem(last=False)
