"""Who listens to which place, so that a message appears at once in every pane that shows it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

EVERYWHERE = "stage"
CLOSING = ""


class Live:
    """Names of places that changed, and nothing of what changed there."""

    def __init__(self) -> None:
        self._ears: dict[asyncio.Queue[str], str] = {}

    def tell(self, place: str) -> None:
        """Tell everybody who listens to this place, and the stage, that something changed there."""
        for ear, listens in self._ears.items():
            if listens in {place, EVERYWHERE}:
                self._put(ear, place)

    def close(self) -> None:
        """End all listening."""
        for ear in self._ears:
            self._put(ear, CLOSING)

    async def listen(self, place: str, pause: float) -> AsyncIterator[str | None]:
        """Each place that changed, None after a pause without any; ends when the set closes."""
        ear: asyncio.Queue[str] = asyncio.Queue(maxsize=64)
        self._ears[ear] = place
        try:
            while (heard := await self._next(ear, pause)) != CLOSING:
                yield heard
        finally:
            del self._ears[ear]

    @staticmethod
    async def _next(ear: asyncio.Queue[str], pause: float) -> str | None:
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                return await ear.get()
        return None

    @staticmethod
    def _put(ear: asyncio.Queue[str], place: str) -> None:
        if ear.full():  # a pane that can't keep up reads everything anew at its next event
            ear.get_nowait()
        ear.put_nowait(place)
