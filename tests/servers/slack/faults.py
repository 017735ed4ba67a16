"""What a test lets go wrong with calls of the Web API."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Literal

How = Literal["", "before", "after"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One call that goes wrong: an error, a status, or a connection cut `before` or `after` it was carried out."""

    error: str = ""
    status: int = 200
    retry_after: int | None = None
    cut: How = ""
    pause: float = 0.0


class Faults:
    """The faults that wait, by method; `*` stands for any. Each is used up by one call."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault, times: int) -> None:
        """The next calls of this method."""
        self._waiting[method].extend([fault] * times)

    def take(self, method: str) -> Fault:
        """The fault of this call, an empty one if it goes well."""
        for name in (method, "*"):
            if self._waiting[name]:
                return self._waiting[name].popleft()
        return Fault()

    def clear(self) -> None:
        """All goes well again."""
        self._waiting.clear()
