"""A look at the agenda, as delivery does it: claim lane by lane until nothing is due; and 10,000 due in one second."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.rounds import Amount, Row, median, ms
from bench.scene import Scene, open_scene
from bench.shares import watched
from bot.delivery import BATCH, LEASE
from storage import agenda
from storage.agenda import Entry, Lane
from storage.store import Store, Tx

_NOW: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
_MONTH_MS: Final = 30 * 24 * 3600 * 1000
_TICK: Final = 0.001
_STALL: Final = 0.020
_CLAIMED: Final = 0.5


@dataclass(slots=True)
class Found:
    """Seconds of a look by number of pending rows and of due ones; seconds and longest stall of claiming the burst."""

    looks: defaultdict[tuple[int, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    burst: list[float] = field(default_factory=list)
    stalls: list[float] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)


async def measured(folder: Path, amount: Amount) -> Found:
    """Play all rounds; the agendas of different length take turns, so that a slow moment is everybody's."""
    found = Found()
    async with AsyncExitStack() as stack:
        scenes = {
            pending: await stack.enter_async_context(_pending(folder / f"pending-{pending}", pending))
            for pending in amount.pending
        }
        for _ in range(amount.rounds):
            for pending, scene in scenes.items():
                found.looks[pending, 0].append(await _nothing_due(scene.house.store, amount.looks))
                found.looks[pending, amount.due].append(await _some_due(scene, amount.due))
            await _burst(scenes[amount.pending[0]], amount.burst, found)
    return found


async def shared(folder: Path, pending: int, due: int) -> dict[str, float]:
    """Seconds of each part of claiming so many of so many pending, an entry."""
    async with _pending(folder / f"shares-{pending}-{due}", pending) as scene:
        await _made_due(scene, due)
        with watched() as shares:
            whole = await _look(scene.house.store, due)
    return {part: seconds / due for part, seconds in shares.of(whole).items()}


def rows(found: Found, amount: Amount) -> list[Row]:
    """The table's rows."""
    made = []
    least, *_, most = amount.pending
    for due in (0, amount.due):
        for pending in amount.pending:
            seconds = found.looks[pending, due]
            ratio = median(one / first for one, first in zip(seconds, found.looks[least, due], strict=True))
            target, met = ("<= 1.5x", ratio <= 1.5) if pending == most else ("", None)
            what = f"look, {due or 'nothing'} due of {pending:,} pending".replace("1000 ", "1,000 ")
            made.append(Row(what, ms(median(seconds)), f"{ratio:.2f}x that of {least:,}", target, met))
    took, stall = median(found.burst), median(found.stalls)
    what = f"{amount.burst:,} due in one second: all claimed"
    made.append(Row(what, ms(took), f"{BATCH} a claim", "<= 500 ms", took <= _CLAIMED))
    idle = f"{ms(median(found.idle))} when nothing is done"
    made.append(Row("longest stall of the loop meanwhile", ms(stall), idle, "<= 20 ms", stall <= _STALL))
    return made


@contextlib.asynccontextmanager
async def _pending(folder: Path, pending: int) -> AsyncIterator[Scene]:
    async with open_scene(folder) as scene:
        await asyncio.to_thread(_fill, scene.data, pending)
        yield scene


def _fill(data: Path, pending: int) -> None:
    """Write rows that are due within a month, past the store: a million of them are the stage, not what is measured."""
    with contextlib.closing(sqlite3.connect(data, isolation_level=None)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        conn.executemany("INSERT INTO agenda VALUES (?, ?, 'note', ?, 0, 0, ?, ?, 0)", _rows(pending))
        conn.execute("COMMIT")
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(pending: int) -> Iterator[tuple[bytes, bytes, bytes, int, int]]:
    """By ascending id, which is how a B-tree is filled fast."""
    soon, production = int(_NOW.timestamp() * 1000) + _MONTH_MS, bytes(16)
    step = 2**128 // (pending + 1)
    for number in range(pending):
        row_id = (number * step + random.randrange(step)).to_bytes(16, "big")
        yield row_id, production, os.urandom(16), number % len(Lane), soon + random.randrange(_MONTH_MS)


async def _look(store: Store, expected: int = 0) -> float:
    """Seconds until every lane has nothing due any more."""
    began, total = perf_counter(), 0
    for lane in Lane:
        while claimed := await store.write(partial(agenda.claim, lane=lane, now=_NOW, lease=LEASE, limit=BATCH)):
            total += len(claimed)
    took = perf_counter() - began
    assert total == expected, f"{total} claimed of {expected}"
    return took


async def _nothing_due(store: Store, looks: int) -> float:
    return median([await _look(store) for _ in range(looks)])


async def _some_due(scene: Scene, due: int) -> float:
    entries = await _made_due(scene, due)
    took = await _look(scene.house.store, due)
    await _finished(scene.house.store, entries)
    return took


async def _burst(scene: Scene, due: int, found: Found) -> None:
    entries = await _made_due(scene, due)
    async with _pulse() as idle:
        await asyncio.sleep(0.2)
    async with _pulse() as pulse:
        found.burst.append(await _look(scene.house.store, due))
    found.idle.append(max(idle))
    found.stalls.append(max(pulse))
    await _finished(scene.house.store, entries)


async def _made_due(scene: Scene, due: int) -> list[Entry]:
    """Let so many be due within the last second, in all lanes."""
    past = [_NOW - timedelta(milliseconds=random.randrange(1000)) for _ in range(due)]
    owner = scene.house.production.id
    entries = [
        Entry(os.urandom(16), owner, "note", os.urandom(16), Lane(number % len(Lane)), at)
        for number, at in enumerate(past)
    ]
    await scene.house.store.write(lambda tx: agenda.add(tx, entries))
    return entries


async def _finished(store: Store, entries: list[Entry]) -> None:
    def work(tx: Tx) -> None:
        for entry in entries:
            agenda.finish(tx, entry.id)

    await store.write(work)


@contextlib.asynccontextmanager
async def _pulse() -> AsyncIterator[list[float]]:
    """How late the loop woke each time it wished to, in seconds."""
    late = [0.0]

    async def beat() -> None:
        while True:
            before = perf_counter()
            await asyncio.sleep(_TICK)
            late.append(perf_counter() - before - _TICK)

    async with asyncio.TaskGroup() as group:
        beating = group.create_task(beat())
        yield late
        beating.cancel()
