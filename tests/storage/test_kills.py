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
from storage.store import Store, Tx
from tests.storage.homes import Home, Stage, founded, home_on
from tests.storage.processes import Driver, Told, driver, told


@pytest.fixture(scope="module")
def lives() -> Iterator[Driver]:
    """Give a driver."""
    with driver() as started:
        yield started


@asynccontextmanager
async def opened(home: Home) -> AsyncIterator[Stage]:
    """Open a home that has a production."""
    store = home.open()
    (production,) = await store.read(productions.all_of)
    yield Stage(store, production, Spares(store.keys))
    store.close()


async def settle(home: Home) -> None:
    """Found a production, in a store that is closed again."""
    store = home.open()
    stage = await founded(store)
    await stage.spares.close()
    store.close()


async def everything_opens(stage: Stage, life: Told) -> None:
    """Check that what was answered is there, and that every sealed page, line and head opens."""

    def look(tx: Tx) -> set[bytes]:
        people.read(tx, stage.production)
        found = {slot.handle for slot in ledger.slots(tx, stage.production)}
        for concern in concerns.all_of(tx, stage.production):
            concerns.said(tx, stage.production, concern)
            concerns.handle_of(tx, stage.production, concern.id)
        behind = {handle for handle in found if concerns.by_handle(tx, stage.production, handle)}
        assert behind == found
        return found

    found = await stage.store.read(look)
    assert life.must <= found <= life.may


async def test_killed_at_any_step_nothing_is_lost(home: Home, lives: Driver, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    await settle(home)
    assert lives.run(home, "whole", journal) == [0]
    steps = told(journal).steps
    for step in range(1, steps + 1):
        assert lives.run(home, "whole", journal, kill_at=step) == [-signal.SIGKILL]
        async with opened(home) as stage:
            await everything_opens(stage, told(journal))
            if step % 4 == 0:
                await destroy_retired(stage.store)
                await everything_opens(stage, told(journal))
    assert steps > 40
    assert lives.run(home, "whole", journal) == [0]
    async with opened(home) as stage:
        await destroy_retired(stage.store)
        await everything_opens(stage, told(journal))
        assert await destroy_retired(stage.store) == 0


async def _is_lost(store: Store) -> bool:
    (production,) = await store.read(productions.all_of)
    try:
        await store.read(lambda tx: ledger.slots(tx, production))
    except (KeyGone, NotOurs):
        return True
    return False


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.parametrize("order", ["old_key_before_commit", "new_key_after_commit"])
async def test_control_a_bad_order_loses_the_ledger(
    order: str, database: str, lives: Driver, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    lost = 0
    with home_on(database, request, tmp_path) as home:
        for step in range(1, 30):
            await settle(home)
            journal = tmp_path / f"journal-{step}"
            ended = lives.run(home, order, journal, kill_at=step)
            store = home.open()
            lost += await _is_lost(store)
            store.close()
            home = _next(home)
            if ended == [0]:
                break
    assert ended == [0]
    assert lost > 0


def _next(home: Home) -> Home:
    return home
