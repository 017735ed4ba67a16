"""A full disk: what fits is kept, nobody is told otherwise, and the store works again afterwards."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DatabaseError

from storage.errors import NotKept
from storage.store import Store, Tx
from storage.tables import audit
from tests.storage.homes import NOW, Home, writer_engine
from tests.storage.works import together

SMALL, LARGE = 100, 200_000
_TRIGGER = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER no_room BEFORE INSERT ON audit FOR EACH ROW WHEN (octet_length(NEW.sealed) > 1000)
EXECUTE FUNCTION no_room();
"""
_ROOM_AGAIN = "DROP TRIGGER no_room ON audit"


def put(number: int, size: int) -> Callable[[Tx], int]:
    """A work that keeps so many bytes."""
    row = {"id": number.to_bytes(16, "big"), "production": bytes(16), "day": NOW.date(), "sealed": os.urandom(size)}

    def work(tx: Tx) -> int:
        tx.conn.execute(insert(audit), row)
        return number

    return work


async def full(home: Home, store: Store) -> None:
    """Leave room for small rows only. PostgreSQL's disk is full for large rows, as the error says."""
    if home.database == "postgresql":
        await store.write(lambda tx: tx.conn.execute(text(_TRIGGER)))
        return
    with writer_engine(store).connect() as conn:
        (pages,) = conn.connection.dbapi_connection.execute("PRAGMA page_count").fetchone()
        conn.connection.dbapi_connection.execute(f"PRAGMA max_page_count={pages + 20}")


async def roomy(home: Home, store: Store) -> None:
    """Make room again."""
    if home.database == "postgresql":
        await store.write(lambda tx: tx.conn.execute(text(_ROOM_AGAIN)))
        return
    with writer_engine(store).connect() as conn:
        conn.connection.dbapi_connection.execute("PRAGMA max_page_count=1000000")


async def kept(store: Store) -> set[int]:
    """The numbers that are kept."""
    found = await store.read(lambda tx: tx.conn.execute(select(audit.c.id)).scalars().all())
    return {int.from_bytes(one, "big") for one in found}


def told(answers: list[Any]) -> set[int]:
    """The numbers that were said to be kept."""
    return {one for one in answers if not isinstance(one, BaseException)}


WORKS = [put(number, LARGE if number % 5 == 3 else SMALL) for number in range(15)]


async def test_what_fits_is_kept_and_nobody_is_told_otherwise(home: Home, store: Store) -> None:
    await full(home, store)
    answers = await together(store, *WORKS)
    assert told(answers) == await kept(store) == {number for number in range(15) if number % 5 != 3}
    assert [type(answer) for answer in answers if isinstance(answer, BaseException)] == [NotKept] * 3


async def test_the_store_works_again_afterwards(home: Home, store: Store) -> None:
    await full(home, store)
    await together(store, *WORKS)
    with pytest.raises(NotKept):
        await store.write(WORKS[3])
    await roomy(home, store)
    assert told(await together(store, WORKS[3], WORKS[8], WORKS[13])) == {3, 8, 13}
    assert await kept(store) == set(range(15))


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
async def test_control_a_group_that_trusts_its_savepoints_answers_falsely(home: Home, store: Store) -> None:
    await full(home, store)
    answers: list[Any] = []
    with writer_engine(store).connect() as conn:
        conn.begin()
        for work in WORKS:
            try:
                with conn.begin_nested():
                    answers.append(work(Tx(conn, store.keys)))
            except DatabaseError:
                continue
        try:
            conn.commit()
        except DatabaseError:
            conn.rollback()
    assert told(answers) - await kept(store)
