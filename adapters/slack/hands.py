"""What is in hand: work that goes on after Slack was answered, and that a stop lets finish."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Final

from adapters.slack.faults import note

LONGEST_FINISH: Final = 10.0


class Hands:
    """Holds what goes on.

    Not bolt's lazy listeners: nothing holds those, nothing waits for them, and the text of their errors is logged. Not
    a TaskGroup: its end would cut short what is in hand.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def take(self, work: Coroutine[Any, Any, None]) -> None:
        """Do this. An error is logged as its kind and place."""
        task = asyncio.get_running_loop().create_task(_quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self, within: float = LONGEST_FINISH) -> None:
        """Wait for everything in hand; what takes longer is cut."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=within)
            for task in late:
                task.cancel()


async def _quietly(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001 - asyncio would write the error's text
        note("slack.work_failed", error)
