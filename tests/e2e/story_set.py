"""A running set for one story: the demo's own composition, in the test's loop, from ten in the morning of a day."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from adapters.local.cast import SetPerson
from adapters.local.house import channel_place, dm_place
from adapters.local.platform import LocalSet
from bot.app import Running
from bot.clock import MovableClock
from bot.demo import cast, open_demo
from bot.demo_cast import ZONE
from bot.text.catalog import LANGUAGES, speaker

_CAST: Final = {one.id: one for one in cast().people}
NOTICES: Final = frozenset(
    speaker(language)(key) for language in LANGUAGES for key in ("note-for-you", "coordination", "coordination-urgent")
)
"""All that a message may say of itself."""


@dataclass(frozen=True, slots=True)
class Playing:
    """One running production: what runs, the platform it runs on, the set's clock."""

    running: Running
    local: LocalSet
    clock: MovableClock

    async def later(self, wait: timedelta) -> None:
        """Let more time go by than anybody presses through, with everything on the way carried out."""
        until = self.clock.now() + wait
        async with asyncio.timeout(30):
            while self.clock.now() < until:
                self.clock.move_to(min(until, self.clock.now() + timedelta(days=1)))
                await self.running.alarm.settle()


def spoken_in(local: LocalSet) -> list[str]:
    """What stands in messages and isn't the catalogue's notice, a line's name or a fact of its card."""
    posted, channel = local._house.posted, channel_place(local._house.cast.readers_channel)
    found = [one for who in _CAST for one in posted.standing(dm_place(who))]
    more = [text for one in found for text in (one.card.title, *(f"{row}" for row in one.card.facts)) if text]
    notices = [one.card.notice for one in (*found, *posted.standing(channel))]
    return more + [notice for notice in notices if notice not in NOTICES]


def person(who: str) -> SetPerson:
    """Somebody of the demo's cast."""
    return _CAST[who]


@asynccontextmanager
async def playing(folder: Path) -> AsyncIterator[Playing]:
    """The demo, serving while the block runs. Nothing may have failed on the way when it ends."""
    clock = MovableClock()
    clock.move_to(_ten_tomorrow())
    running, local = await open_demo(folder, 0, clock)
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(running.serve())
        await local.ready()
        try:
            yield Playing(running, local, clock)
            assert spoken_in(local) == []
        finally:
            serving.cancel()
            with suppress(asyncio.CancelledError):
                await serving
            local.close()
    assert list(local.faults) == []


def _ten_tomorrow() -> datetime:
    """Whatever the hour of the test: the same hour for every story."""
    tomorrow = datetime.now(ZoneInfo(ZONE)).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(10), ZoneInfo(ZONE)).astimezone(UTC)
