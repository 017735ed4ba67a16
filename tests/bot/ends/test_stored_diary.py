"""The diary as adapters get it: in the store, on the set's clock, forgotten in the night after its days."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from adapters.interface import Diary
from bot.diary import StoredDiary
from storage.store import Tx
from tests.bot.ends.nights import nights
from tests.privacy.life import Life


async def test_what_was_answered_is_known_until_the_night_that_forgets_it(life: Life) -> None:
    on = life.on
    diary: Diary = StoredDiary(on.store, on.clock)
    assert not await diary.was_seen("an event")
    await diary.note("an event")
    await diary.note("an event")
    await nights(on, 2)
    assert await diary.was_seen("an event")
    await nights(on, 2)
    assert not await diary.was_seen("an event")


async def test_it_knows_the_day_on_which_a_platform_was_last_there(life: Life) -> None:
    on = life.on
    diary = StoredDiary(on.store, on.clock)
    assert await diary.there_until("local") is None
    await diary.note_there("local")
    noted = on.clock.moment
    on.clock.moment += timedelta(hours=1)
    until = await StoredDiary(on.store, on.clock).there_until("local")
    assert until == noted.replace(hour=0, minute=0, second=0, microsecond=0)


async def test_being_there_writes_nothing_but_once_a_day(life: Life) -> None:
    """Otherwise each concern stands in SQLite's log between two writings whose time is known."""
    on, written = life.on, list[int]()
    diary = StoredDiary(on.store, on.clock)
    for minutes in (0, 20, 20, 24 * 60):
        on.clock.moment += timedelta(minutes=minutes)
        before = await on.store.read(_pages_written)
        await diary.note_there("local")
        written.append(await on.store.read(_pages_written) - before)
    assert [bool(one) for one in written] == [True, False, False, True]


def _pages_written(tx: Tx) -> int:
    return int(tx.conn.execute(text("PRAGMA data_version")).scalar_one())
