"""The alarm clock looks when something is due, and ends when what is in hand has ended."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.clock import EVERY, Alarm, Looked

Look = Callable[[], Awaitable[Looked]]
IN_TIME = EVERY.total_seconds() / 3


@asynccontextmanager
async def ringing(look: Look) -> AsyncIterator[Alarm]:
    """An alarm with one look."""
    alarm = Alarm([look])
    alarm.start()
    try:
        yield alarm
    finally:
        await alarm.stop()


async def test_what_fell_due_while_it_looked_is_not_left_until_the_next_round() -> None:
    looks, again = 0, asyncio.Event()

    async def look() -> Looked:
        nonlocal looks
        looks += 1
        if looks == 2:
            again.set()
        return Looked(did=False, soon=timedelta(0) if looks == 1 else None)

    async with ringing(look), asyncio.timeout(IN_TIME):
        await again.wait()


async def test_a_stop_lets_a_look_in_hand_come_to_its_end_and_begins_no_other() -> None:
    looks, has_begun, has_ended = 0, asyncio.Event(), asyncio.Event()

    async def look() -> Looked:
        nonlocal looks
        looks += 1
        has_begun.set()
        await asyncio.sleep(0.1)
        has_ended.set()
        return Looked(did=True)  # there is more to do

    async with ringing(look):
        await has_begun.wait()
    assert (has_ended.is_set(), looks) == (True, 1)
    await asyncio.sleep(0.1)
    assert looks == 1
