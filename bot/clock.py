"""The alarm clock: "look now" at the next due moment and every 15 seconds. It remembers nothing; rows do.

APScheduler's own job store, grace times and instances lost due work when measured (ARCHITECTURE, rule 4), so it has
jobs without a store, and each only calls its look: one a lane, so that no slow send holds up an urgent one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import logs

EVERY: Final = timedelta(seconds=15)
SOONEST: Final = timedelta(milliseconds=20)
"""A look that plans the next one for this very moment still counts as running, and APScheduler skips that one."""


def whole_milliseconds(moment: datetime) -> datetime:
    """As exact as the agenda: what is due is never looked at a moment too early."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


class SystemClock:
    """The machine's time, aware UTC."""

    def now(self) -> datetime:
        """This instant."""
        return whole_milliseconds(datetime.now(UTC))


class MovableClock:
    """The demo's time: the machine's, shifted. It only moves forward, and back to real time by `reset`."""

    def __init__(self) -> None:
        self._shift = timedelta(0)

    def now(self) -> datetime:
        """This instant on the set."""
        return whole_milliseconds(datetime.now(UTC) + self._shift)

    def move_to(self, moment: datetime) -> None:
        """Let it be `moment`; an earlier one changes nothing."""
        self._shift = max(self._shift, moment - datetime.now(UTC))

    def reset(self) -> None:
        """Back to real time."""
        self._shift = timedelta(0)


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look came to: whether anything was done, and how long until the next thing is due, None if unknown."""

    did: bool
    soon: timedelta | None = None


Look = Callable[[], Awaitable[Looked]]


class Alarm:
    """Calls each look when woken, when something is due, and every 15 s; none twice at once, none waits for another."""

    def __init__(self, looks: Sequence[Look]) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._looks = [_Ringing(self._scheduler, f"look {number}", look) for number, look in enumerate(looks)]

    def start(self) -> None:
        """Begin; call it inside the running loop."""
        for look in self._looks:
            look.plan(timedelta(0), fresh=True)
        self._scheduler.start()

    async def stop(self) -> None:
        """End. A look in hand goes on to its end: the scheduler, which would cut it, is shut down after it."""
        if self._scheduler.running:
            self._scheduler.pause()
        for look in self._looks:
            await look.ended()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def wake(self) -> None:
        """Look as soon as possible; while a look runs, once more after it."""
        for look in self._looks:
            look.wake()

    async def settle(self) -> None:
        """Return when nothing that is due is left undone: the demo's clock moves only then."""
        while any([await look.once() for look in self._looks]):
            pass


class _Ringing:
    """One look and its job."""

    def __init__(self, scheduler: AsyncIOScheduler, name: str, look: Look) -> None:
        self._scheduler = scheduler
        self._name = name
        self._look = look
        self._turn = asyncio.Lock()
        self._woken = False
        self._ends = False

    def wake(self) -> None:
        self._woken = True
        if self._scheduler.running and not self._turn.locked():
            self.plan(timedelta(0))

    async def once(self) -> bool:
        """One look now; whether it did anything."""
        async with self._turn:
            return (await self._look()).did

    async def ended(self) -> None:
        self._ends = True
        async with self._turn:
            pass

    def plan(self, wait: timedelta, *, fresh: bool = False) -> None:
        at = datetime.now(UTC) + wait
        if not fresh:
            self._scheduler.modify_job(self._name, next_run_time=at)
            return
        self._scheduler.add_job(
            self._ring,
            "interval",
            seconds=EVERY.total_seconds(),
            id=self._name,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
            next_run_time=at,
        )

    async def _ring(self) -> None:
        soon = None
        try:
            async with self._turn:
                self._woken = True
                while self._woken and not self._ends:
                    self._woken = False
                    soon = await self._on()
        except Exception:  # noqa: BLE001 - an alarm clock that stops ringing is the one failure nobody would see
            logs.event("look_failed")
        if self._scheduler.running:
            self.plan(min(max(soon, SOONEST), EVERY) if soon is not None else EVERY)

    async def _on(self) -> timedelta | None:
        """Look until nothing is left to do."""
        while (looked := await self._look()).did and not self._ends:
            pass
        return looked.soon
