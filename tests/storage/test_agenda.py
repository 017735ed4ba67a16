"""The agenda: what is due is claimed once, comes back by time, and an empty answer means that nothing was due."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import select, text, update

from storage import agenda
from storage.agenda import Entry, Lane
from storage.errors import NotKept
from storage.store import Store, Tx
from storage.tables import agenda as table
from tests.storage.homes import NOW, Home, random_id, writer_engine

LEASE = timedelta(minutes=2)
PRODUCTION = random_id()


def entry(lane: Lane = Lane.TALK, due: datetime = NOW, kind: str = "deliver", **more: Any) -> Entry:
    """Something due."""
    return Entry(random_id(), PRODUCTION, kind, more.pop("subject", random_id()), lane, due, **more)


def entries(count: int, lane: Lane = Lane.TALK) -> list[Entry]:
    """Things due, each a minute after the other, the last one now."""
    return [entry(lane, NOW - timedelta(minutes=at)) for at in range(count)]


def added(*some: Entry) -> Callable[[Tx], None]:
    """A work that puts these on the agenda."""
    return lambda tx: agenda.add(tx, some)


def claimed(lane: Lane = Lane.TALK, now: datetime = NOW, limit: int = 100) -> Callable[[Tx], tuple[Entry, ...]]:
    """A work that claims."""
    return lambda tx: agenda.claim(tx, lane, now, LEASE, limit)


async def test_what_is_due_is_claimed_and_what_is_not_stays(store: Store) -> None:
    due, later = entry(due=NOW), entry(due=NOW + timedelta(milliseconds=1))
    await store.write(added(due, later))
    (found,) = await store.write(claimed())
    assert (found.id, found.attempts, found.due) == (due.id, 1, NOW + LEASE)
    assert await store.write(claimed()) == ()
    (found,) = await store.write(claimed(now=later.due))
    assert found.id == later.id


async def test_an_entry_comes_back_as_it_was_put(store: Store) -> None:
    whole = entry(Lane.NOW, NOW - timedelta(days=400), "ladder", step=3, version=70_000)
    await store.write(added(whole))
    assert await store.read(lambda tx: agenda.of(tx, whole.subject)) == (whole,)


async def test_the_oldest_are_taken_first_and_leave_shuffled(store: Store) -> None:
    some = entries(40)
    await store.write(added(*some))
    taken = [found.id for found in await store.write(claimed(limit=10))]
    assert set(taken) == {one.id for one in some[-10:]}
    assert taken == sorted(taken)  # by random id: in no order that says when they came


async def test_each_lane_is_claimed_by_itself(store: Store) -> None:
    urgent, check_ins = entry(Lane.NOW), entries(50, Lane.ROUNDS)
    await store.write(added(*check_ins, urgent))
    assert [found.id for found in await store.write(claimed(Lane.NOW))] == [urgent.id]
    assert await store.write(claimed(Lane.TALK)) == ()
    assert len(await store.write(claimed(Lane.ROUNDS))) == 50


async def test_a_lease_returns_by_time_and_is_counted(store: Store) -> None:
    one = entry()
    await store.write(added(one))
    await store.write(claimed())
    assert await store.write(claimed(now=NOW + LEASE - timedelta(milliseconds=1))) == ()
    (again,) = await store.write(claimed(now=NOW + LEASE))
    assert (again.id, again.attempts) == (one.id, 2)


async def test_what_is_finished_never_comes_back(store: Store) -> None:
    one, other = entry(), entry()
    await store.write(added(one, other))
    await store.write(claimed())
    for _ in range(2):
        await store.write(lambda tx: agenda.finish(tx, one.id))
    assert [found.id for found in await store.write(claimed(now=NOW + LEASE))] == [other.id]


async def test_one_is_put_off_and_the_others_go_on(store: Store) -> None:
    one, other = entry(), entry()
    await store.write(added(one, other))
    await store.write(claimed())
    await store.write(lambda tx: agenda.put_off(tx, one.id, NOW + timedelta(minutes=1)))
    (found,) = await store.write(claimed(now=NOW + timedelta(minutes=1)))
    assert (found.id, found.attempts) == (one.id, 2)


async def test_a_subjects_entries_of_one_kind_move_together(store: Store) -> None:
    mine, other = entry(kind="ladder"), entry(kind="ladder")
    beside = entry(kind="deliver", subject=mine.subject)
    await store.write(added(mine, other, beside))
    await store.write(lambda tx: agenda.move(tx, mine.subject, "ladder", NOW + timedelta(hours=1)))
    assert {found.id for found in await store.write(claimed())} == {other.id, beside.id}
    assert [found.id for found in await store.write(claimed(now=NOW + timedelta(hours=1)))].count(mine.id) == 1


@pytest.mark.parametrize(("kinds", "left"), [(("ladder",), {"deliver", "ends"}), (("ladder", "ends"), {"deliver"})])
async def test_some_kinds_are_dropped(store: Store, kinds: tuple[str, ...], left: set[str]) -> None:
    subject = random_id()
    await store.write(added(*(entry(kind=kind, subject=subject) for kind in ("ladder", "deliver", "ends")), entry()))
    await store.write(lambda tx: agenda.drop(tx, subject, kinds))
    assert {one.kind for one in await store.read(lambda tx: agenda.of(tx, subject))} == left


async def test_all_of_a_subject_is_dropped_and_nothing_else(store: Store) -> None:
    mine, other = entry(), entry()
    await store.write(added(mine, other))
    await store.write(lambda tx: agenda.drop(tx, mine.subject))
    assert [found.id for found in await store.write(claimed())] == [other.id]


async def test_the_next_moment_is_that_of_any_lane(store: Store) -> None:
    assert await store.read(agenda.next_due) is None
    await store.write(added(entry(Lane.ROUNDS, NOW), entry(Lane.NOW, NOW + timedelta(hours=1))))
    assert await store.read(agenda.next_due) == NOW
    await store.write(claimed(Lane.ROUNDS))
    assert await store.read(agenda.next_due) == NOW + LEASE


async def test_the_same_entry_twice_keeps_neither(store: Store) -> None:
    one, other = entry(), entry()
    with pytest.raises(NotKept, match="IntegrityError"):
        await store.write(added(one, other, one))
    assert await store.read(agenda.next_due) is None
    await store.write(added())


# --- None means nothing was due ---------------------------------------------------------------------------


async def test_no_claim_is_empty_while_rows_are_due(store: Store) -> None:
    """Eight claimers hold seven others' rows at most, so with eight to spare each claim finds one."""
    some = entries(208)
    await store.write(added(*some))
    taken: list[tuple[Entry, ...]] = []

    async def claimer() -> None:
        taken.extend([await store.write(claimed(limit=1)) for _ in range(25)])

    await asyncio.gather(*(claimer() for _ in range(8)))
    assert [len(one) for one in taken] == [1] * 200
    assert len({one.id for (one,) in taken}) == 200
    assert len(await store.write(claimed())) == 8


def _naive(tx: Tx) -> list[Any]:
    """The claim as anybody would write it: no row is locked while it is looked for."""
    oldest = select(table.c.id).where(table.c.lane == Lane.TALK, table.c.due <= _ms(NOW))
    taken = update(table).where(table.c.id.in_(oldest.order_by(table.c.due).limit(1).scalar_subquery()))
    taken = taken.where(table.c.due <= _ms(NOW)).values(due=_ms(NOW + LEASE))
    return list(tx.conn.execute(taken.returning(table.c.id)).all())


def _ms(moment: datetime) -> int:
    return agenda._ms(moment)


@pytest.mark.parametrize("home", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("claim", "second"), [(claimed(limit=1), 1), (_naive, 0)], ids=["ours", "control-naive"])
async def test_beside_an_open_claim_the_next_row_is_found(
    home: Home, store: Store, claim: Callable[[Tx], Any], second: int
) -> None:
    await store.write(added(*entries(5)))
    begun, gate = threading.Event(), threading.Event()

    def slow(tx: Tx) -> int:
        found = len(claim(tx))
        begun.set()
        assert gate.wait(30)
        return found

    async with asyncio.TaskGroup() as group:
        first = group.create_task(store.write(slow))
        await asyncio.to_thread(begun.wait, 30)
        other = group.create_task(store.write(claim))
        if not second:
            await asyncio.to_thread(_until_somebody_waits, home.where.data)
            gate.set()
        beside = len(await other)
        gate.set()
    assert (first.result(), beside) == (1, second)


def _until_somebody_waits(url: str) -> None:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with psycopg.connect(url, autocommit=True) as conn:
        while conn.execute(waiting).fetchone() == (0,):
            pass


# --- The limit --------------------------------------------------------------------------------------------


def _in_a_subquery(tx: Tx) -> int:
    """The claim with its rows looked for inside IN: a plan may look again for each row that it compares."""
    oldest = select(table.c.id).where(table.c.lane == Lane.TALK, table.c.due <= _ms(NOW)).order_by(table.c.due)
    chosen = oldest.limit(1).with_for_update(skip_locked=True).scalar_subquery()
    taken = update(table).where(table.c.id.in_(chosen)).values(due=_ms(NOW + LEASE))
    return len(tx.conn.execute(taken.returning(table.c.id)).all())


async def _claimed_with_few_plans(home: Home, claim: Callable[[Tx], int]) -> int:
    """Claim one of five where the planner may neither hash nor merge nor remember."""
    store = home.open()
    await store.write(added(*reversed(entries(5))))
    with writer_engine(store).connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.execute(text("VACUUM ANALYZE agenda"))

    def work(tx: Tx) -> int:
        for plan in ("material", "hashjoin", "mergejoin", "hashagg", "sort", "indexscan", "bitmapscan"):
            tx.conn.execute(text(f"SET LOCAL enable_{plan} = off"))
        return claim(tx)

    found = await store.write(work)
    store.close()
    return found


@pytest.mark.parametrize("home", ["postgresql"], indirect=True)
async def test_the_limit_holds_under_every_plan(home: Home) -> None:
    assert await _claimed_with_few_plans(home, lambda tx: len(agenda.claim(tx, Lane.TALK, NOW, LEASE, 1))) == 1


@pytest.mark.parametrize("home", ["postgresql"], indirect=True)
async def test_control_a_claim_in_a_subquery_takes_more_than_its_limit(home: Home) -> None:
    assert await _claimed_with_few_plans(home, _in_a_subquery) > 1
