"""The alarm clock: "look now" at the next due moment and every 15 seconds. It remembers nothing; rows do.

APScheduler's own job store, grace times and instances lost due work when measured (ARCHITECTURE, rule 4), so it has
one job without a store, and that job only calls `look`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import logs

EVERY: Final = timedelta(seconds=15)
_JOB: Final = "look"


class SystemClock:
    """The machine's time, aware UTC."""

    def now(self) -> datetime:
        """This instant."""
        return datetime.now(UTC)


class MovableClock:
    """The demo's time: the machine's, shifted. It only moves forward, and back to real time by `reset`."""

    def __init__(self) -> None:
        self._shift = timedelta(0)

    def now(self) -> datetime:
        """This instant on the set."""
        return datetime.now(UTC) + self._shift

    def move_to(self, moment: datetime) -> None:
        """Let it be `moment`; an earlier one changes nothing."""
        self._shift = max(self._shift, moment - datetime.now(UTC))

    def reset(self) -> None:
        """Back to real time."""
        self._shift = timedelta(0)


class Alarm:
    """Calls `look` when woken, when something is due, and every 15 s; never two at once."""

    def __init__(self, look: Callable[[], Awaitable[timedelta | None]]) -> None:
        self._look = look
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._turn = asyncio.Lock()
        self._woken = False

    def start(self) -> None:
        """Begin; call it inside the running loop."""
        self._scheduler.add_job(
            self._ring,
            "interval",
            seconds=EVERY.total_seconds(),
            id=_JOB,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
            next_run_time=datetime.now(UTC),
        )
        self._scheduler.start()

    async def stop(self) -> None:
        """End. A look in hand goes on to its end."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        async with self._turn:
            pass

    def wake(self) -> None:
        """Look as soon as possible; while a look runs, once more after it."""
        self._woken = True
        if self._scheduler.running and not self._turn.locked():
            self._scheduler.modify_job(_JOB, next_run_time=datetime.now(UTC))

    async def settle(self) -> None:
        """Return when nothing that is due is left undone: the demo's clock moves only then."""
        async with self._turn:
            await self._look()

    async def _ring(self) -> None:
        soon = None
        try:
            async with self._turn:
                self._woken = True
                while self._woken:
                    self._woken = False
                    soon = await self._look()
        except Exception:  # noqa: BLE001 - an alarm clock that stops ringing is the one failure nobody would see
            logs.event("look_failed")
        self._plan(soon)

    def _plan(self, soon: timedelta | None) -> None:
        wait = min(max(soon, timedelta(0)), EVERY) if soon is not None else EVERY
        if self._scheduler.running:
            self._scheduler.modify_job(_JOB, next_run_time=datetime.now(UTC) + wait)
