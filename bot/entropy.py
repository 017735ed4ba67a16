"""All randomness that decides something comes from here and is drawn before a transaction begins."""

from __future__ import annotations

import os
import random
from typing import Protocol


class Entropy(Protocol):
    """Where chance comes from; tests give a seeded one."""

    def bytes(self, count: int) -> bytes:
        """So many random bytes."""

    def roll(self) -> float:
        """A number in [0, 1), uniform."""


class SystemEntropy:
    """The operating system's."""

    def bytes(self, count: int) -> bytes:
        """So many random bytes."""
        return os.urandom(count)

    def roll(self) -> float:
        """A number in [0, 1), uniform."""
        return random.SystemRandom().random()
