"""What the desks of one production share: the store, spare keys, the clock, chance, and the wake-up call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.entropy import Entropy
from storage.keys import Production, Spare, Use
from storage.spares import Spares
from storage.store import Store
from storage.tokens import Tokens


class Clock(Protocol):
    """The one clock: aware UTC."""

    def now(self) -> datetime:
        """This instant."""


@dataclass(frozen=True, slots=True)
class House:
    """One production's rooms.

    `wake` tells the alarm that something new may be due; `hurry` that keys were retired which must be destroyed now.
    """

    store: Store = field(repr=False)
    spares: Spares = field(repr=False)
    production: Production
    clock: Clock
    entropy: Entropy
    wake: Callable[[], None] = field(repr=False)
    hurry: Callable[[], None] = field(repr=False)

    @property
    def tokens(self) -> Tokens:
        """Tokens of this production."""
        return Tokens(self.store.keys.roots.token, self.production)

    async def content_keys(self, count: int) -> tuple[Spare, ...]:
        """Spare keys for what the content root wraps."""
        return await self.spares.hand(self.production, Use.CONTENT, count)

    async def ledger_key(self) -> Spare:
        """A spare key for the next ledger page."""
        (spare,) = await self.spares.hand(self.production, Use.ROUTE)
        return spare
