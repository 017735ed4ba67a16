"""Who can write the database but has no keys: a changed, moved or older sealed value never opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import Column, and_, select, update

from storage import ledger, pages
from storage.destroyer import destroy_retired
from storage.envelope import Key, seal, unseal
from storage.errors import KeyGone, NotOurs
from storage.keys import Use
from storage.store import Store, Tx
from storage.tables import keys_table
from storage.tables import pages as pages_table
from tests.storage.everything import Everything, Reader, filled, sealed_columns
from tests.storage.homes import Home, Stage, founded, random_id, route


@dataclass(frozen=True, slots=True)
class Cell:
    """One sealed value, where it stands, and what opens it."""

    column: Column[Any]
    row: Any
    sealed: bytes
    reader: Reader

    def put(self, tx: Tx, sealed: bytes) -> None:
        """Put another value in its place."""
        tx.conn.execute(update(self.column.table).where(self.row).values({self.column.name: sealed}))

    def opens(self, tx: Tx, untouched: Any) -> bool:
        """Whether what stands there now is believed."""
        try:
            return bool(self.reader(tx) == untouched)
        except NotOurs:
            return False


@pytest.fixture
async def two(store: Store) -> tuple[Everything, Everything]:
    """Give two productions with everything in them."""
    return await filled(await founded(store)), await filled(await founded(store), 3)


def _cells(tx: Tx, everything: Everything) -> Iterator[tuple[Cell, Any]]:
    """Every sealed cell of a production, with what its reader says."""
    for name, reader in everything.readers().items():
        column = sealed_columns()[name.split()[0]]
        untouched = reader(tx)
        for row in tx.conn.execute(select(column.table)).mappings():
            where = and_(*(one == row[one.name] for one in column.table.primary_key))
            cell = Cell(column, where, row[column.name], reader)
            if _is_read(tx, cell, untouched) and name.split()[1:] in ([], [row.get("kind")]):
                yield cell, untouched


def _columns(tx: Tx, everything: Everything) -> list[str]:
    return [str(cell.column) for cell, _ in _cells(tx, everything)]


def _is_read(tx: Tx, cell: Cell, untouched: Any) -> bool:
    """Whether this reader reads this row: a broken value there is noticed."""
    savepoint = tx.conn.begin_nested()
    cell.put(tx, b"")
    try:
        return not cell.opens(tx, untouched)
    finally:
        savepoint.rollback()


async def test_every_sealed_column_is_read_by_somebody_here(two: tuple[Everything, Everything]) -> None:
    for everything in two:
        assert {name.split()[0] for name in everything.readers()} == set(sealed_columns())
        assert await everything.read() == everything.said()
        found = await everything.stage.store.write(partial(_columns, everything=everything))
        assert set(found) == set(sealed_columns())
        assert len(found) == 37


async def test_no_bit_of_any_sealed_column_can_be_changed(two: tuple[Everything, Everything]) -> None:
    def work(tx: Tx) -> list[str]:
        believed = []
        for cell, untouched in _cells(tx, two[0]):
            for at in (0, 2, 3, 11, 12, 24, len(cell.sealed) // 2, len(cell.sealed) - 1):
                savepoint = tx.conn.begin_nested()
                cell.put(tx, cell.sealed[:at] + bytes([cell.sealed[at] ^ 1]) + cell.sealed[at + 1 :])
                believed += [f"{cell.column} {at}"] * cell.opens(tx, untouched)
                savepoint.rollback()
        return believed

    assert await two[0].stage.store.write(work) == []
    assert await two[0].read() == two[0].said()


async def test_no_sealed_value_opens_in_another_place(home: Home, two: tuple[Everything, Everything]) -> None:
    step = 3 if home.database == "sqlite" else 7

    def work(tx: Tx) -> tuple[int, list[str]]:
        cells = [found for everything in two for found in _cells(tx, everything)]
        moves, believed = list(permutations(cells, 2))[::step], []
        for (cell, untouched), (other, _) in moves:
            savepoint = tx.conn.begin_nested()
            cell.put(tx, other.sealed)
            believed += [f"{other.column} in {cell.column}"] * cell.opens(tx, untouched)
            savepoint.rollback()
        return len(moves), believed

    moves, believed = await two[0].stage.store.write(work)
    assert believed == []
    assert moves > 500


def test_control_without_its_place_a_value_opens_anywhere() -> None:
    key = Key(bytes(32))
    first, second = (seal(key, words, b"") for words in (b"first", b"second"))
    assert (unseal(key, second, b""), unseal(key, first, b"")) == (b"second", b"first")


def _wrapped(stage: Stage) -> dict[bytes, bytes]:
    with stage.store.keys._engine.connect() as conn:
        return {row.id: row.sealed for row in conn.execute(select(keys_table))}


def _wrap(stage: Stage, key_id: bytes, sealed: bytes) -> None:
    with stage.store.keys._engine.begin() as conn:
        conn.execute(update(keys_table).where(keys_table.c.id == key_id).values(sealed=sealed))


@pytest.mark.parametrize("use", [Use.CONTENT, Use.ROUTE])
async def test_a_wrapped_key_opens_as_itself_only(stage: Stage, use: Use) -> None:
    keys, production = stage.store.keys, stage.production
    first, second = keys.make(use, production, 2)
    wrapped = _wrapped(stage)
    _wrap(stage, first.id, wrapped[second.id])
    with pytest.raises(NotOurs):
        keys.open(use, production, first.id)
    for at in range(0, len(wrapped[first.id]), 5):
        _wrap(
            stage, first.id, wrapped[first.id][:at] + bytes([wrapped[first.id][at] ^ 128]) + wrapped[first.id][at + 1 :]
        )
        with pytest.raises(NotOurs):
            keys.open(use, production, first.id)
    _wrap(stage, first.id, wrapped[first.id])
    assert keys.open(use, production, first.id) == first.key


# --- Replays ----------------------------------------------------------------------------------------------


async def _ledger_row(stage: Stage) -> Any:
    return await stage.store.read(lambda tx: tx.conn.execute(select(pages_table).where(_mine(stage))).one())


def _mine(stage: Stage) -> Any:
    return (pages_table.c.production == stage.production.id) & (pages_table.c.kind == pages.LEDGER.name)


async def _put_back(stage: Stage, **values: bytes) -> None:
    await stage.store.write(lambda tx: tx.conn.execute(update(pages_table).where(_mine(stage)).values(values)))


async def test_an_older_page_brings_nobody_back(stage: Stage) -> None:
    handle = await stage.add(route())
    old, way = await _ledger_row(stage), await stage.way()
    await stage.store.write(lambda tx: ledger.remove(tx, stage.production, handle, way))
    new = await _ledger_row(stage)
    await _put_back(stage, sealed=old.sealed)
    with pytest.raises(NotOurs):
        await stage.routes()
    await _put_back(stage, sealed=old.sealed, key=old.key)
    assert handle in await stage.routes()  # control: as long as its key lives, the old page opens
    await destroy_retired(stage.store)
    with pytest.raises(KeyGone):
        await stage.routes()
    await _put_back(stage, sealed=new.sealed, key=new.key)
    assert await stage.routes() == {}


async def test_the_page_of_another_production_is_refused(stage: Stage, store: Store) -> None:
    other = await founded(store)
    await other.add(route())
    row = await _ledger_row(other)
    await _put_back(stage, sealed=row.sealed, key=row.key)
    store.keys._pages.clear()
    with pytest.raises(NotOurs):
        await stage.routes()
    assert random_id() not in await other.routes()
