"""A transaction is a plain function: nothing is kept by halves, nobody is answered before the commit."""

from __future__ import annotations

import asyncio
import gc
import logging
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, make_url, text

from storage.errors import KeyGone, NotKept
from storage.store import Store, Tx
from storage.tables import agenda, retired
from tests.storage.homes import Home, Stage, route, writer_engine
from tests.storage.works import count, held, keep, kept, together


class Mine(Exception):
    """What a work raises in a test."""


async def test_the_result_comes_back_after_the_commit(store: Store) -> None:
    def work(tx: Tx) -> int:
        keep(1, 2)(tx)
        return 7

    assert await store.write(work) == 7
    assert await store.read(kept) == {1, 2}


async def test_leaving_with_an_error_keeps_nothing(store: Store) -> None:
    error = Mine()

    def work(tx: Tx) -> None:
        keep(1)(tx)
        raise error

    with pytest.raises(Mine) as raised:
        await store.write(work)
    assert raised.value is error
    assert await store.read(kept) == set()
    await store.write(keep(1))  # control: without the error it is kept
    assert await store.read(kept) == {1}


async def test_an_error_in_one_work_keeps_the_others_of_its_group(store: Store) -> None:
    def fails(tx: Tx) -> None:
        keep(3)(tx)
        raise Mine

    answers = await together(store, keep(1), keep(2), fails, keep(1), keep(5))
    assert await store.read(kept) == {1, 2, 5}
    assert [type(answer) for answer in answers[1:3]] == [type(None), Mine]
    assert answers[4] is None
    twice = {type(answers[0]), type(answers[3])}  # on PostgreSQL either of the two may be first
    assert twice == {type(None), NotKept}


async def test_a_commit_that_fails_keeps_the_works_that_were_not_its_cause(home: Home, store: Store) -> None:
    def tables(tx: Tx) -> None:
        tx.conn.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
        child = "CREATE TABLE child (id INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)"
        tx.conn.execute(text(child))

    def orphan(tx: Tx) -> None:
        tx.conn.execute(text("INSERT INTO child VALUES (1)"))

    await store.write(tables)
    if home.database == "sqlite":
        with writer_engine(store).connect() as conn:
            conn.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")
    answers = await together(store, keep(1), orphan, keep(2))
    assert await store.read(kept) == {1, 2}
    assert [getattr(answer, "code", None) for answer in answers] == [None, "IntegrityError", None]


async def test_not_even_an_exit_in_a_work_ends_the_writer(store: Store) -> None:
    def leaves(_: Tx) -> None:
        raise GeneratorExit

    answers = await together(store, keep(1), leaves, keep(2))
    assert [type(answer) for answer in answers] == [type(None), GeneratorExit, type(None)]
    await store.write(keep(3))
    assert await store.read(kept) == {1, 2, 3}


# --- What a second connection sees ------------------------------------------------------------------------


def _sqlite_rows(file: Path) -> int:
    with sqlite3.connect(file) as second:
        (rows,) = second.execute("SELECT count(*) FROM retired").fetchone()
    second.close()
    return int(rows)


async def test_a_second_connection_sees_nothing_in_the_middle_of_a_group(home: Home, store: Store) -> None:
    seen: list[int] = []

    def looking(number: int) -> Callable[[Tx], None]:
        def work(tx: Tx) -> None:
            keep(number)(tx)
            if home.database == "sqlite":
                seen.append(_sqlite_rows(home.folders[0] / "ghostlight.sqlite3"))
            else:
                with store._readers.connect() as second:
                    seen.append(count(Tx(second, store.keys)))

        return work

    if home.database == "sqlite":
        await together(store, *(looking(number) for number in range(64)))
    else:
        await store.write(lambda tx: [looking(number)(tx) for number in range(64)])
    assert seen == [0] * 64
    assert await store.read(count) == 64


def test_control_a_group_as_anybody_would_write_it_shows_its_middle(tmp_path: Path) -> None:
    file, seen = tmp_path / "naive.sqlite3", []
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as conn:
        conn.exec_driver_sql("PRAGMA journal_mode=wal")
        retired.create(conn)
    with engine.connect() as conn, conn.begin():
        for number in range(64):
            with conn.begin_nested():
                conn.execute(insert(retired), {"key": number.to_bytes(16, "big")})
            seen.append(_sqlite_rows(file))
    engine.dispose()
    assert max(seen) > 0


async def test_control_postgresql_without_transactions_shows_its_middle(postgresql_database: str) -> None:
    engine = create_engine(postgresql_database)
    with engine.begin() as conn:
        retired.create(conn)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn, engine.connect() as second:
        conn.execute(insert(retired), {"key": bytes(16)})
        seen = second.execute(text("SELECT count(*) FROM retired")).scalar_one()
    engine.dispose()
    assert seen == 1


async def test_a_read_is_one_snapshot(store: Store) -> None:
    begun, gate = threading.Event(), threading.Event()

    def twice(tx: Tx) -> tuple[int, int]:
        first = count(tx)
        begun.set()
        assert gate.wait(30)
        return first, count(tx)

    async with asyncio.TaskGroup() as group:
        reading = group.create_task(store.read(twice))
        await asyncio.to_thread(begun.wait, 30)
        await store.write(keep(1))
        gate.set()
    assert reading.result() == (0, 0)
    assert await store.read(count) == 1


async def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(NotKept):
        await store.read(keep(1))
    assert await store.read(count) == 0


async def test_a_key_is_believed_to_be_gone_only_after_another_look(store: Store) -> None:
    looks: list[int] = []

    def gone_at_first(tx: Tx) -> int:
        looks.append(count(tx))
        if len(looks) < 3:
            raise KeyGone
        return len(looks)

    assert await store.read(gone_at_first) == 3

    def gone(tx: Tx) -> None:
        looks.append(count(tx))
        raise KeyGone

    with pytest.raises(KeyGone):
        await store.read(gone)
    assert len(looks) == 8


# --- Callers who gave up ----------------------------------------------------------------------------------


async def test_a_work_that_has_not_started_is_not_run_for_a_caller_who_gave_up(store: Store) -> None:
    async with held(store):
        given_up = asyncio.create_task(store.write(keep(1)))
        waiting = asyncio.create_task(store.write(keep(2)))
        await asyncio.sleep(0)
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up
    await waiting
    assert await store.read(kept) == {2}


async def _cancelled_while_running(store: Store, writing: Callable[[Callable[[Tx], None]], asyncio.Task[None]]) -> bool:
    """Cancel a caller whose work runs; tell whether they were held until it was done."""
    begun, gate = threading.Event(), threading.Event()

    def work(tx: Tx) -> None:
        keep(1)(tx)
        begun.set()
        assert gate.wait(30)

    task = writing(work)
    await asyncio.to_thread(begun.wait, 30)
    for _ in range(3):  # impatient callers cancel more than once
        task.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    waits = not task.done()
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    await store.write(keep(2))
    return waits


async def test_a_work_that_has_started_is_waited_for(store: Store) -> None:
    assert await _cancelled_while_running(store, lambda work: asyncio.create_task(store.write(work)))
    assert await store.read(kept) == {1, 2}


async def test_control_a_caller_who_only_awaits_the_thread_leaves_before_the_end(store: Store) -> None:
    async def bare(work: Callable[[Tx], None]) -> None:
        await asyncio.wrap_future(store._writer.submit(work))

    assert not await _cancelled_while_running(store, lambda work: asyncio.create_task(bare(work)))


async def test_nothing_is_logged_of_a_work_that_fails_after_its_caller_gave_up(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    begun, gate = threading.Event(), threading.Event()

    def fails(_: Tx) -> None:
        begun.set()
        assert gate.wait(30)
        raise Mine("canary-9f3a")

    with caplog.at_level(logging.DEBUG):
        task = asyncio.create_task(store.write(fails))
        await asyncio.to_thread(begun.wait, 30)
        task.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        gate.set()
        with pytest.raises(asyncio.CancelledError):
            await task
        del task
        gc.collect()
        assert "canary-9f3a" not in caplog.text
        _leave_unseen(Mine("canary-9f3a"))  # control: an error that nobody looked at is logged, text and all
        gc.collect()
        assert "canary-9f3a" in caplog.text


def _leave_unseen(error: Exception) -> None:
    asyncio.get_running_loop().create_future().set_exception(error)


# --- The end ----------------------------------------------------------------------------------------------


async def test_closing_finishes_what_waits_and_then_refuses(home: Home) -> None:
    store = home.open()
    async with held(store):
        waiting = [asyncio.create_task(store.write(keep(number))) for number in range(20)]
        await asyncio.sleep(0)
        closing = asyncio.create_task(asyncio.to_thread(store.close))
        await asyncio.sleep(0)
    await asyncio.gather(closing, *waiting)
    for late in (store.write, store.read):
        with pytest.raises(NotKept):
            await late(count)
    again = home.open()
    assert await again.read(count) == 20
    again.close()


def _open_files(home: Home) -> int:
    """How many files of the two folders this process holds open."""
    links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    targets = [str(link.readlink()) for link in links if link.exists()]
    return sum(target.startswith(str(folder)) for target in targets for folder in home.folders)


def _connections(home: Home, owner_url: str) -> int:
    ours = "SELECT count(*) FROM pg_stat_activity WHERE datname = ANY(:names) AND pid <> pg_backend_pid()"
    names = [make_url(url).database for url in (home.where.data, home.where.keys)]
    engine = create_engine(owner_url)
    with engine.connect() as conn:
        found = conn.execute(text(ours), {"names": names}).scalar_one()
    engine.dispose()
    return int(found)


async def test_no_connection_is_left_open(home: Home, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("postgresql_url") if home.database == "postgresql" else ""
    look: Callable[[], int] = partial(_connections, home, url) if url else partial(_open_files, home)
    before = look()
    store = home.open()
    from_tests = await asyncio.gather(*(store.write(keep(number)) for number in range(30)))
    await asyncio.gather(*(store.read(count) for _ in range(30)))
    assert look() > before  # control: while it is open they are seen
    assert from_tests == [None] * 30
    store.close()
    assert await _comes_down_to(look, before)


async def _comes_down_to(look: Callable[[], int], before: int) -> bool:
    """PostgreSQL's own processes end a moment after the client has left."""
    for _ in range(500):
        if look() == before:
            return True
        await asyncio.sleep(0.01)
    return False


# --- What an error says -----------------------------------------------------------------------------------


async def test_a_second_row_of_the_same_name_is_not_kept(store: Store) -> None:
    await store.write(keep(1))
    with pytest.raises(NotKept, match=r"^IntegrityError$"):
        await store.write(keep(1))


CANARY = b"canary-of-nobody"


def _row(**more: object) -> dict[str, object]:
    blobs = dict.fromkeys(("id", "production", "subject"), CANARY)
    return blobs | {"kind": "k", "step": 0, "version": 0, "lane": 0, "due": 0, "attempts": 0} | more


def _agenda(**more: object) -> Callable[[Tx], object]:
    return lambda tx: tx.conn.execute(insert(agenda), _row(**more))


def _twice(tx: Tx) -> None:
    tx.conn.execute(insert(agenda), [_row(kind=CANARY.decode())] * 2)


def _missing_column(tx: Tx) -> None:
    tx.conn.execute(text("INSERT INTO nowhere VALUES (:value)"), {"value": CANARY.decode()})


FAILURES: dict[str, Callable[[Tx], object]] = {
    "twice": _twice,
    "null": _agenda(kind=None),
    "no number": _agenda(kind=CANARY.decode(), due=object()),
    "too large": _agenda(kind=CANARY.decode(), due=2**80),
    "too long": _agenda(kind=CANARY.decode() * 2, id=None),
    "no table": _missing_column,
    "surrogate": _agenda(kind="\udc80" + CANARY.decode()),
    "zero byte": _agenda(kind="\0" + CANARY.decode(), id=None),
    "nothing found": lambda tx: tx.conn.execute(text("SELECT 1 WHERE :v = ''"), {"v": CANARY.decode()}).one(),
}


def _told(error: BaseException) -> str:
    import traceback  # noqa: PLC0415

    return "".join([*traceback.format_exception(error), repr(error), str(error), repr(error.args)])


def _shows(told: str) -> bool:
    return CANARY.decode() in told or CANARY.hex() in told


@pytest.mark.parametrize("name", FAILURES)
async def test_no_error_shows_a_value(store: Store, name: str) -> None:
    with pytest.raises(Exception) as raised:  # noqa: PT011 - whatever it is, it says nothing
        await store.write(FAILURES[name])
    assert not _shows(_told(raised.value))
    with pytest.raises(Exception) as raised:  # noqa: PT011
        await store.read(FAILURES[name])
    assert not _shows(_told(raised.value))
    await store.write(keep(1))


async def test_control_the_drivers_own_errors_show_values(home: Home, store: Store) -> None:
    url = home.where.data
    engine = create_engine(url)  # as anybody would write it: without hide_parameters
    with pytest.raises(Exception) as raised, engine.begin() as conn:  # noqa: PT011
        _twice(Tx(conn, store.keys))
    engine.dispose()
    assert _shows(_told(raised.value))


async def test_the_store_is_used_by_many_at_once(stage: Stage) -> None:
    handles = await asyncio.gather(*(stage.add(route(f"U{number}")) for number in range(40)))
    assert {handle: one.user for handle, one in (await stage.routes()).items()} == {
        handle: f"U{number}" for number, handle in enumerate(handles)
    }
