"""A production whose readers read, running on a local Slack, on a clock that can be moved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.e2e.slack_house import Ahead
from tests.e2e.slack_set import Set
from tests.servers.slack import SlackServer

Life = tuple[Set, Ahead]


@asynccontextmanager
async def living(folder: Path) -> AsyncIterator[Life]:
    """Let it run in this folder; whatever becomes of the test, no process outlives it."""
    async with SlackServer() as slack:
        on, house = Set.on(slack), Ahead(folder, slack)
        await on.founded(folder)
        try:
            await house.start()
            yield on, house
        finally:
            await house.end()
