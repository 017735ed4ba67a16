"""Two real processes on one PostgreSQL: each due row is claimed once, no write of the ledger is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage import agenda
from storage.agenda import Entry, Lane
from storage.opening import Whereabouts
from tests.storage.homes import NOW, Home, random_id
from tests.storage.processes import Driver, Told, driver, told
from tests.storage.test_kills import opened, settled

ON_POSTGRESQL = pytest.mark.parametrize("home", ["postgresql"], indirect=True)


@pytest.fixture(scope="module")
def lives() -> Iterator[Driver]:
    """Give a driver."""
    with driver() as started:
        yield started


def _both(lives: Driver, home: Home, production: bytes, script: str, journal: Path, count: int = 0) -> Told:
    """Let two processes live this script at once."""
    assert lives.run(home, production, script, journal, count=count, copies=2) == [0, 0]
    return told(journal, journal.with_name(f"{journal.name}.1"))


@ON_POSTGRESQL
@pytest.mark.parametrize(("script", "loses"), [("add_many", False), ("add_many_with_a_lock_of_our_own", True)])
async def test_no_write_of_the_ledger_is_lost(
    home: Home, lives: Driver, tmp_path: Path, script: str, *, loses: bool
) -> None:
    production = await settled(home)
    life = await asyncio.to_thread(_both, lives, home, production, script, tmp_path / "journal", 80)
    async with opened(home, production) as stage:
        there = set(await stage.routes())
    assert len(life.done["add"]) == 160
    assert (there < life.done["add"]) if loses else (there == life.done["add"])


@ON_POSTGRESQL
@pytest.mark.parametrize(("script", "repeats"), [("claim_many", False), ("claim_many_with_a_lock_of_our_own", True)])
async def test_each_due_row_is_claimed_once(
    home: Home, lives: Driver, tmp_path: Path, script: str, *, repeats: bool
) -> None:
    production = await settled(home)
    due = [
        Entry(random_id(), production, "k", random_id(), Lane.TALK, NOW - timedelta(seconds=at)) for at in range(300)
    ]
    async with opened(home, production) as stage:
        await stage.store.write(lambda tx: agenda.add(tx, due))
    life = await asyncio.to_thread(_both, lives, home, production, script, tmp_path / "journal")
    assert set(life.claimed) == {one.id for one in due}
    assert (len(life.claimed) > 300) is repeats


async def test_some_open_an_empty_database_at_once(fresh_home: Home, lives: Driver, tmp_path: Path) -> None:
    assert await asyncio.to_thread(lives.run, fresh_home, b"", "opens", tmp_path / "journal", copies=4) == [0] * 4
    store = fresh_home.open()
    assert await store.read(agenda.next_due) is None
    store.close()


@pytest.mark.parametrize("home", ["sqlite", "postgresql"], indirect=True)
async def test_it_can_be_opened_from_several_threads(home: Home) -> None:
    stores = await asyncio.gather(*(asyncio.to_thread(home.open) for _ in range(4)))
    for store in stores:
        assert await store.read(agenda.next_due) is None
        store.close()


@ON_POSTGRESQL
async def test_keys_are_refused_in_the_datas_database_however_it_is_spelled(home: Home) -> None:
    from storage.errors import UnsafeSetting  # noqa: PLC0415

    spelled = home.where.data.replace("postgresql://postgres@", "postgresql+psycopg://")
    for keys in (home.where.data, spelled, home.where.data + "&application_name=x"):
        with pytest.raises(UnsafeSetting, match=r"GHOSTLIGHT_KEYS_URL"):
            Home(Whereabouts(home.where.data, keys), "postgresql").open()
