"""Faults of Slack, number by number: every method fails, and what is called often fails in every way."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

from tests.servers.slack.faults import Fault, Faults

EVERY: Final = 3
WAYS: Final = (
    Fault("ratelimited", 429, retry_after=1),
    Fault(status=503),
    Fault(cut="before"),
    Fault(cut="after"),
    Fault("internal_error"),
    Fault("a_name_we_do_not_know"),
)


class Storm(Faults):
    """Of each method the first call fails and every third after it, in one way after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = Counter[str]()
        self.spoilt = defaultdict[str, list[Fault]](list)

    def take(self, method: str) -> Fault:
        """The fault of this call."""
        number = self.calls[method]
        self.calls[method] += 1
        if number % EVERY:
            return Fault()
        self.spoilt[method].append(WAYS[len(self.spoilt[method]) % len(WAYS)])
        return self.spoilt[method][-1]
