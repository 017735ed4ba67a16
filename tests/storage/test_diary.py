"""The adapters' diary: an event is known for two days, under no name, and each platform's last moment is kept."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from storage import diary
from storage.store import Store, Tx
from storage.tables import events, there
from tests.storage.homes import NOW

TODAY = NOW.date()
EVENT = "D0123:1700000000.000100"


async def test_an_event_is_seen_once_it_is_noted_and_twice_is_fine(store: Store) -> None:
    assert not await store.read(lambda tx: diary.was_seen(tx, EVENT))
    for _ in range(2):
        await store.write(lambda tx: diary.note(tx, EVENT, TODAY))
    assert await store.read(lambda tx: diary.was_seen(tx, EVENT))
    assert not await store.read(lambda tx: diary.was_seen(tx, EVENT[:-1]))


async def test_the_same_event_noted_by_many_at_once_is_no_error(store: Store) -> None:
    await asyncio.gather(*(store.write(lambda tx: diary.note(tx, EVENT, TODAY)) for _ in range(20)))
    assert len(await store.read(_rows)) == 1


async def test_an_event_is_kept_for_two_whole_days_and_then_forgotten(store: Store) -> None:
    await store.write(lambda tx: diary.note(tx, EVENT, TODAY))
    assert timedelta(days=3) == diary.KEPT, "a day more than two: days begin at other hours elsewhere"
    for days, is_seen in ((2, True), (3, True), (4, False)):
        await store.write(partial(diary.forget, before=TODAY + timedelta(days=days)))
        assert await store.read(lambda tx: diary.was_seen(tx, EVENT)) is is_seen


async def test_what_was_answered_since_a_platform_was_last_there_is_never_forgotten(store: Store) -> None:
    yesterday = TODAY - timedelta(days=1)
    for event, day in (("old", yesterday), (EVENT, TODAY)):
        await store.write(partial(diary.note, event=event, today=day))
    await store.write(partial(diary.note_there, adapter="one", today=TODAY))
    await store.write(partial(diary.forget, before=TODAY + timedelta(days=30)))
    assert await store.read(lambda tx: diary.was_seen(tx, EVENT))
    assert not await store.read(lambda tx: diary.was_seen(tx, "old"))


async def test_an_event_stands_under_no_name(store: Store) -> None:
    await store.write(lambda tx: diary.note(tx, EVENT, TODAY))
    ((event, ends),) = await store.read(_rows)
    assert len(event) == 32
    assert EVENT.encode() not in event
    assert ends == TODAY + diary.KEPT


async def test_a_platform_was_there_on_the_day_it_was_last_noted(store: Store) -> None:
    assert await store.read(lambda tx: diary.last_day_there(tx, "one")) is None
    for days in (0, 3):
        day = TODAY + timedelta(days=days)
        await store.write(partial(diary.note_there, adapter="one", today=day))
        assert await store.read(lambda tx: diary.last_day_there(tx, "one")) == day
    assert await store.read(lambda tx: diary.last_day_there(tx, "two")) is None
    assert len(await store.read(lambda tx: tx.conn.execute(select(there)).all())) == 1


def _rows(tx: Tx) -> list[tuple[bytes, object]]:
    return [(row.event, row.ends) for row in tx.conn.execute(select(events))]
