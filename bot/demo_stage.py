"""The demo's clock, which goes from due moment to due moment."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from adapters.local.cast import Move
from bot.app import Running
from bot.clock import MovableClock
from bot.demo_cast import BOOK
from storage import agenda

STEPS: Final = {"5min": timedelta(minutes=5), "1h": timedelta(hours=1)}


@dataclass(slots=True)
class DemoStage:
    """The set's clock. It goes from due moment to due moment, and only while nothing is in flight."""

    clock: MovableClock
    running: Running | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def zone(self) -> str:
        """The production's zone."""
        return BOOK.zone

    def now(self) -> datetime:
        """The time on the set."""
        return self.clock.now()

    async def move(self, what: Move) -> None:
        """Go on, carrying out everything on the way at its own moment."""
        if what == "next":
            await self.go_on(None)
        elif what == "real":
            await self._back()
        else:
            await self.go_on(self.clock.now() + STEPS[what])

    async def go_on(self, target: datetime | None) -> None:
        """Go on to this moment, or to the next thing due, with everything on the way at its own moment."""
        running = self.running
        if running is None:
            return
        async with self.turn:
            await running.alarm.settle()
            await self._on(running, target or await running.store.read(agenda.next_due) or self.clock.now())
            await running.alarm.settle()

    async def _back(self) -> None:
        if self.running is None:
            return
        async with self.turn:
            await self.running.alarm.settle()
            self.clock.reset()
            await self.running.alarm.settle()

    async def _on(self, running: Running, target: datetime) -> None:
        while (due := await running.store.read(agenda.next_due)) and due <= target:
            self.clock.move_to(due)
            await running.alarm.settle()
        self.clock.move_to(target)
