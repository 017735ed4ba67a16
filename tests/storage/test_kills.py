"""A real process is killed at each step by number: no way back is lost, no page is unreadable, no answer was false."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from storage import concerns, ledger, people, productions
from storage.destroyer import destroy_retired
from storage.errors import KeyGone, NotOurs
from storage.spares import Spares
from storage.store import Tx
from tests.storage.homes import Home, Stage, founded
from tests.storage.processes import Driver, Told, driver, told


@pytest.fixture(scope="module")
def lives() -> Iterator[Driver]:
    """Give a driver."""
    with driver() as started:
        yield started


@asynccontextmanager
async def opened(home: Home, production: bytes) -> AsyncIterator[Stage]:
    """Open one production of a home."""
    store = home.open()
    try:
        (found,) = (one for one in await store.read(productions.all_of) if one.id == production)
        yield Stage(store, found, Spares(store.keys))
    finally:
        store.close()


async def settled(home: Home) -> bytes:
    """Found a production, in a store that is closed again."""
    store = home.open()
    stage = await founded(store)
    await stage.spares.close()
    store.close()
    return stage.production.id


async def everything_opens(stage: Stage, life: Told) -> None:
    """Check that what was answered is there, and that every sealed page, line and head opens."""

    def look(tx: Tx) -> set[bytes]:
        people.read(tx, stage.production)
        found = {slot.handle for slot in ledger.slots(tx, stage.production)}
        for concern in concerns.all_of(tx, stage.production):
            concerns.said(tx, stage.production, concern)
            concerns.handle_of(tx, stage.production, concern.id)
        assert all(concerns.by_handle(tx, stage.production, handle) for handle in found)
        return found

    found = await stage.store.read(look)
    assert life.must <= found <= life.may


async def _killed_at(home: Home, lives: Driver, folder: Path, steps: range) -> None:
    """Let one production be killed at each of these steps, one crash after the other, and live on.

    We look from a store of our own that stays open; what a new life finds on opening, the next child shows.
    """
    production = await settled(home)
    journal = folder / f"journal-{steps.start}"
    async with opened(home, production) as stage:
        for step in steps:
            assert lives.run(home, production, "whole", journal, kill_at=step) == [-signal.SIGKILL]
            await everything_opens(stage, told(journal))
            if step % 4 == 0:  # sometimes at once, sometimes the next life has to do it
                await destroy_retired(stage.store)
                await everything_opens(stage, told(journal))
        assert lives.run(home, production, "whole", journal) == [0]
    async with opened(home, production) as stage:
        await everything_opens(stage, told(journal))
        assert await destroy_retired(stage.store) == 0


async def test_killed_at_any_step_nothing_is_lost(home: Home, lives: Driver, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    assert lives.run(home, await settled(home), "whole", journal) == [0]
    last = told(journal).steps
    assert last > 40
    for first in range(1, last + 1, 10):
        await _killed_at(home, lives, tmp_path, range(first, min(first + 10, last + 1)))


async def is_lost(home: Home, production: bytes) -> bool:
    """Whether no route of this production can be read any more."""
    async with opened(home, production) as stage:
        try:
            await stage.routes()
        except (KeyGone, NotOurs):
            return True
    return False


@pytest.mark.parametrize("order", ["old_key_before_commit", "new_key_after_commit"])
async def test_control_a_bad_order_loses_the_ledger(home: Home, order: str, lives: Driver, tmp_path: Path) -> None:
    lost, step, ended = 0, 0, [-signal.SIGKILL]
    while ended == [-signal.SIGKILL]:
        step += 1
        production = await settled(home)
        ended = lives.run(home, production, order, tmp_path / f"journal-{step}", kill_at=step)
        lost += await is_lost(home, production)
    assert ended == [0]
    assert not await is_lost(home, production)
    assert lost > 0
