"""Limits per address, in memory only, under a key that ends with the process: they unmask nobody and block nobody."""

from __future__ import annotations

import hmac
import os
from collections import deque
from datetime import datetime, timedelta
from typing import Final

from adapters.interface import PlatformAddress

SUBMISSIONS: Final = (10, timedelta(hours=1))
PRESSES: Final = (60, timedelta(minutes=1))
KEYS: Final = (5, timedelta(minutes=1))


class Limits:
    """Counts acts of one kind per address."""

    def __init__(self, most: int, within: timedelta) -> None:
        self._most = most
        self._within = within
        self._secret = os.urandom(32)
        self._acts: dict[bytes, deque[datetime]] = {}

    def is_full(self, who: PlatformAddress, now: datetime) -> bool:
        """Whether this address has used up its number; counts nothing."""
        self._forget(now)
        return len(self._acts.get(self._hidden(who), ())) >= self._most

    def free_at(self, who: PlatformAddress, now: datetime) -> datetime | None:
        """Count this act: None if it may go on, else when the next one may. What is over the limit isn't counted."""
        self._forget(now)
        acts = self._acts.setdefault(self._hidden(who), deque())
        if len(acts) >= self._most:
            return acts[0] + self._within
        acts.append(now)
        return None

    def _forget(self, now: datetime) -> None:
        for address, acts in list(self._acts.items()):
            while acts and acts[0] + self._within <= now:
                acts.popleft()
            if not acts:
                del self._acts[address]

    def _hidden(self, who: PlatformAddress) -> bytes:
        return hmac.digest(self._secret, "\0".join(who.reveal()).encode(), "sha256")
