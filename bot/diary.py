"""The diary that adapters keep, in the store: see `Diary` in `adapters/interface.py`."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from bot.house import Clock
from storage import diary
from storage.store import Store


class StoredDiary:
    """A `Diary` that lasts as long as the store does; several processes may write in it at once."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._there: dict[str, date] = {}

    async def was_seen(self, event: str) -> bool:
        """Whether this event was noted in the last two days, by the platform's own name for it."""
        return await self._store.read(lambda tx: diary.was_seen(tx, event))

    async def note(self, event: str) -> None:
        """It is answered; twice is fine."""
        today = self._clock.now().date()
        await self._store.write(lambda tx: diary.note(tx, event, today))

    async def there_until(self, platform: str) -> datetime | None:
        """Where the last day begins on which this platform was listened to (UTC); None if it never was."""
        day = await self._store.read(lambda tx: diary.last_day_there(tx, platform))
        return datetime.combine(day, time.min, UTC) if day else None

    async def note_there(self, platform: str) -> None:
        """It is listened to now; written once a day, since each writing is a clock for whoever takes the data."""
        today = self._clock.now().date()
        if self._there.get(platform) == today:
            return
        await self._store.write(lambda tx: diary.note_there(tx, platform, today))
        self._there[platform] = today
