"""The destroyer ends what was retired and nothing else, beside writers, readers and another destroyer."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import select

from storage import ledger, pages
from storage.destroyer import destroy_retired
from storage.envelope import Key
from storage.errors import KeyGone, NotKept
from storage.keys import Keys
from storage.store import Store, Tx
from storage.tables import keys_table, retired
from storage.tables import pages as pages_table
from tests.storage.homes import Home, Stage, founded, random_id, route


async def _retired(store: Store) -> Sequence[bytes]:
    return await store.read(lambda tx: tx.conn.execute(select(retired.c.key)).scalars().all())


async def _page_key(stage: Stage) -> bytes:
    mine = select(pages_table.c.key).where(
        pages_table.c.production == stage.production.id, pages_table.c.kind == pages.LEDGER.name
    )
    return bytes(await stage.store.read(lambda tx: tx.conn.execute(mine).scalar_one()))


def _all_keys(keys: Keys) -> set[bytes]:
    with keys._engine.connect() as conn:
        return set(conn.execute(select(keys_table.c.id)).scalars())


async def test_exactly_what_was_retired_is_destroyed(stage: Stage) -> None:
    before = _all_keys(stage.store.keys)
    replaced = set()
    for number in range(5):
        replaced.add(await _page_key(stage))
        await stage.add(route(f"U{number}"))
    before |= _all_keys(stage.store.keys)
    assert set(await _retired(stage.store)) == replaced
    assert await destroy_retired(stage.store) == 5
    assert before - _all_keys(stage.store.keys) == replaced
    assert len(await stage.routes()) == 5
    assert await destroy_retired(stage.store) == 0


async def test_a_write_that_fails_retires_nothing(stage: Stage) -> None:
    way = await stage.way()

    def fails(tx: Tx) -> None:
        ledger.add(tx, stage.production, ledger.Slot(random_id(), route()), way)
        raise NotKept("on purpose")

    with pytest.raises(NotKept):
        await stage.store.write(fails)
    assert await destroy_retired(stage.store) == 0
    assert await stage.routes() == {}


async def test_more_keys_than_a_statement_can_name_are_destroyed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.destroyer._BATCH", 3)
    for number in range(7):
        await stage.add(route(f"U{number}"))
    assert await destroy_retired(stage.store) == 7
    assert await _retired(stage.store) == []
    assert len(await stage.routes()) == 7


# --- Beside writers and readers ---------------------------------------------------------------------------


async def _until_done(tasks: list[asyncio.Task[Any]], doing: Callable[[], Awaitable[Any]]) -> int:
    times = 0
    while not all(task.done() for task in tasks):
        await doing()
        times += 1
    return times


async def test_racing_writers_and_readers_loses_and_misses_nothing(stage: Stage) -> None:
    async def writer(name: str) -> list[bytes]:
        return [await stage.add(route(f"{name}{number}")) for number in range(20)]

    async with asyncio.TaskGroup() as group:
        writers = [group.create_task(writer(name)) for name in "ABC"]
        destroyer = group.create_task(_until_done(list(writers), lambda: destroy_retired(stage.store)))
        readers = [group.create_task(_until_done(list(writers), stage.routes)) for _ in range(2)]
    assert set(await stage.routes()) == {handle for one in writers for handle in one.result()}
    assert min(destroyer.result(), *(reader.result() for reader in readers)) > 0
    await destroy_retired(stage.store)
    assert len(await stage.routes()) == 60


async def _destroy_all_that_the_page_does_not_name(stage: Stage, meanwhile: Callable[[], Awaitable[Any]]) -> None:
    """The destroyer as anybody would write it: it looks, then a writer commits, then it destroys."""
    named = await _page_key(stage)
    await meanwhile()
    everything = _all_keys(stage.store.keys)
    await asyncio.to_thread(stage.store.keys.destroy, sorted(everything - {named}))


async def test_control_destroying_all_that_the_page_does_not_name_loses_the_ledger(stage: Stage) -> None:
    await stage.add(route("U1"))
    await _destroy_all_that_the_page_does_not_name(stage, lambda: stage.add(route("U2")))
    with pytest.raises(KeyGone):
        await stage.routes()


async def test_a_write_beside_our_destroyer_keeps_the_ledger(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same moment as in the control: the destroyer has looked, a writer commits, then it destroys."""
    destroy, loop = stage.store.keys.destroy, asyncio.get_running_loop()
    await stage.add(route("U1"))

    def late(key_ids: Sequence[bytes]) -> None:
        asyncio.run_coroutine_threadsafe(stage.add(route("U2")), loop).result(30)
        destroy(key_ids)

    monkeypatch.setattr(stage.store.keys, "destroy", late)
    assert await destroy_retired(stage.store) == 1
    monkeypatch.undo()
    assert len(await stage.routes()) == 2
    assert await destroy_retired(stage.store) == 1
    assert len(await stage.routes()) == 2


class _SlowReader:
    """Holds the first look at a page's key until a writer and the destroyer were there."""

    def __init__(self, keys: Keys) -> None:
        self.reached, self.gate = threading.Event(), threading.Event()
        self._keys, self._real = keys, keys.page_key
        self.looks = 0

    def page_key(self, *args: Any) -> Key:
        """The key, after the others."""
        self.looks += 1
        if self.looks == 1:
            self.reached.set()
            assert self.gate.wait(30)
        return self._real(*args)


async def _read_while_the_key_goes(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, look: Callable[[], Any]
) -> tuple[Any, int]:
    slow = _SlowReader(stage.store.keys)
    monkeypatch.setattr(stage.store.keys, "page_key", slow.page_key)
    reading = asyncio.create_task(asyncio.to_thread(look))
    await asyncio.to_thread(slow.reached.wait, 30)
    monkeypatch.undo()
    await stage.add(route("U2"))
    await destroy_retired(stage.store)
    monkeypatch.setattr(stage.store.keys, "page_key", slow.page_key)
    slow.gate.set()
    return await reading, slow.looks


async def test_a_reader_whose_key_goes_looks_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.add(route("U1"))
    found, looks = await _read_while_the_key_goes(
        stage, monkeypatch, lambda: stage.store._reading(lambda tx: ledger.slots(tx, stage.production))
    )
    assert (len(found), looks) == (2, 2)


async def test_control_a_reader_who_looks_once_finds_no_key(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.add(route("U1"))
    with pytest.raises(KeyGone):
        await _read_while_the_key_goes(
            stage, monkeypatch, lambda: stage.store._read_once(lambda tx: ledger.slots(tx, stage.production))
        )


# --- Two at once, and killed between ----------------------------------------------------------------------


async def test_many_destroyers_at_once_are_fine(home: Home) -> None:
    stores = [home.open(), home.open()]
    stage = await founded(stores[0])
    for number in range(40):
        await stage.add(route(f"U{number}"))
    done = await asyncio.gather(*(destroy_retired(store) for store in stores * 3))
    assert max(done) == 40
    await destroy_retired(stores[0])
    assert await _retired(stores[1]) == []
    assert len(await stage.routes()) == 40
    for store in stores:
        store.close()


@pytest.mark.parametrize("step", ["_bury", "_sweep"])
async def test_what_fails_half_way_is_done_the_next_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fails(*_: object) -> None:
        raise NotKept("on purpose")

    await stage.add(route("U1"))
    monkeypatch.setattr(stage.store.keys, step, fails)
    with pytest.raises(NotKept):
        await destroy_retired(stage.store)
    monkeypatch.undo()
    assert len(await _retired(stage.store)) == 1
    assert len(await stage.routes()) == 1
    assert await destroy_retired(stage.store) == 1
    assert await _retired(stage.store) == []


# --- A spare is used once ---------------------------------------------------------------------------------


async def test_a_spare_that_was_used_is_refused(stage: Stage) -> None:
    """A commit that seemed to fail may have landed: the work run again must not seal under a key that is retired."""
    way, first, second = await stage.way(), random_id(), random_id()

    def adds(handle: bytes) -> Callable[[Tx], None]:
        return lambda tx: ledger.add(tx, stage.production, ledger.Slot(handle, route()), way)

    await stage.store.write(adds(first))
    with pytest.raises(NotKept):
        await stage.store.write(adds(second))
    await stage.add(route("U3"))
    with pytest.raises(NotKept):
        await stage.store.write(adds(second))
    await destroy_retired(stage.store)
    assert first in await stage.routes()
    assert len(await stage.routes()) == 2


async def test_control_a_spare_used_twice_loses_the_ledger(stage: Stage) -> None:
    way = await stage.way()

    def again(tx: Tx) -> None:
        page = pages.Rewrite(
            pages.read(tx, stage.production, pages.LEDGER), way.id, stage.production, pages.LEDGER, way
        )
        page.put(tx, page.content)

    await stage.store.write(lambda tx: ledger.add(tx, stage.production, ledger.Slot(random_id(), route()), way))
    await stage.store.write(again)
    await destroy_retired(stage.store)
    with pytest.raises(KeyGone):
        await stage.routes()
