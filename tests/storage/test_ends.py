"""What ends need of the store: every id, whether it opens or not; and the day on which a key's last copy is gone."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from storage import concerns
from storage.copies import copies_end
from storage.errors import KeyGone
from storage.store import Store
from tests.storage.homes import NOW, Home, Stage, founded, line, route

DAY = date(2026, 5, 3)


async def test_every_id_is_found_whether_it_opens_or_not(stage: Stage, store: Store) -> None:
    elsewhere = await founded(store)
    raised = [await stage.raised(route(f"U{number}"), "words") for number in range(3)]
    await elsewhere.raised(route("U9"), "words")
    await asyncio.to_thread(store.keys.destroy, [raised[0].concern.words_id])
    found = await store.read(lambda tx: concerns.ids_of(tx, stage.production))
    assert set(found) == {one.id for one in raised}
    with pytest.raises(KeyGone):
        await store.read(lambda tx: concerns.all_of(tx, stage.production))


async def test_copies_end_after_a_week_where_we_keep_them_and_elsewhere_with_the_hosts(
    home: Home, store: Store
) -> None:
    ends = await store.read(lambda tx: copies_end(tx, DAY))
    assert ends == (DAY + timedelta(days=7) if home.database == "sqlite" else None)


async def test_the_days_of_an_end_are_kept(stage: Stage) -> None:
    kept = line(closed_on=DAY, kept_until=DAY, erased_on=DAY, erase_asked=True, way_over=True, tells_office=True)
    raised = await stage.raised(route("U1"), "words")
    await stage.store.write(lambda tx: concerns.save(tx, stage.production, raised.concern, kept))
    found = await stage.store.read(lambda tx: concerns.find(tx, stage.production, raised.id))
    assert found
    assert found.line == kept
    assert line().closed_on is None
    assert found.line.ends_at > NOW
