"""The diary that adapters keep, in the store: see `Diary` in `adapters/interface.py`."""

from __future__ import annotations

from datetime import datetime

from bot.house import Clock
from storage import diary
from storage.store import Store


class StoredDiary:
    """A `Diary` that lasts as long as the store does; several processes may write in it at once."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def was_seen(self, event: str) -> bool:
        """Whether this event was noted in the last two days, by the platform's own name for it."""
        return await self._store.read(lambda tx: diary.was_seen(tx, event))

    async def note(self, event: str) -> None:
        """It is answered; twice is fine."""
        today = self._clock.now().date()
        await self._store.write(lambda tx: diary.note(tx, event, today))

    async def there_until(self, platform: str) -> datetime | None:
        """Until when this platform was listened to; None if it never was."""
        return await self._store.read(lambda tx: diary.there_until(tx, platform))

    async def note_there(self, platform: str) -> None:
        """It is listened to now."""
        now = self._clock.now()
        await self._store.write(lambda tx: diary.note_there(tx, platform, now))
