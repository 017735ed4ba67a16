"""What can go wrong with a platform, on purpose: for tests and for the demo's bad days."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta

from adapters.interface import DeliveryFailed

LONGEST_CALL = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Failure:
    """One refusal as the platform would give it."""

    code: str
    permanent: bool = False
    retry_after: timedelta | None = None

    def error(self) -> DeliveryFailed:
        """The refusal as the bot gets it."""
        return DeliveryFailed(self.code, permanent=self.permanent, retry_after=self.retry_after)


@dataclass(slots=True)
class Weather:
    """Fair unless told otherwise.

    `next` fails the coming calls, one each. `closed` names accounts whose DMs are closed, for good. `lost_answers`
    counts sends that are posted although the sender hears a failure. `delay` comes before each call. `down`: nothing
    gets through, neither calls nor people.
    """

    next: deque[Failure] = field(default_factory=deque)
    closed: set[str] = field(default_factory=set)
    lost_answers: int = 0
    delay: timedelta = timedelta()
    down: bool = False

    async def pass_through(self) -> None:
        """Wait and fail as set. Raises `DeliveryFailed`; a delay past 10 s is a time-out that may be tried again."""
        await asyncio.sleep(min(self.delay, LONGEST_CALL).total_seconds())
        if self.delay > LONGEST_CALL:
            raise DeliveryFailed("timeout", permanent=False)
        if self.down:
            raise DeliveryFailed("unreachable", permanent=False)
        if self.next:
            raise self.next.popleft().error()

    def refuse_closed(self, person: str) -> None:
        """Raise if this account's DMs are closed."""
        if person in self.closed:
            raise DeliveryFailed("dm_closed", permanent=True)

    def lose_answer(self) -> None:
        """Raise after the message was posted, if an answer is to be lost."""
        if self.lost_answers > 0:
            self.lost_answers -= 1
            raise DeliveryFailed("timeout", permanent=False)
