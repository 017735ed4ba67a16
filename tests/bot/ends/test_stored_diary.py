"""The diary as adapters get it: in the store, on the set's clock, forgotten in the night after its days."""

from __future__ import annotations

from datetime import timedelta

from adapters.interface import Diary
from bot.diary import StoredDiary
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


async def test_it_knows_until_when_a_platform_was_there(life: Life) -> None:
    on = life.on
    diary = StoredDiary(on.store, on.clock)
    assert await diary.there_until("local") is None
    await diary.note_there("local")
    noted = on.clock.moment
    on.clock.moment += timedelta(hours=1)
    assert await StoredDiary(on.store, on.clock).there_until("local") == noted
