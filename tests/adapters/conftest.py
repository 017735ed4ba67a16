"""A running local set with a scripted bot behind it, and people who reach it over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from adapters.local.cast import Cast, Door
from adapters.local.platform import LocalSet
from bot.text.catalog import speaker
from tests.adapters.scripted import CAST, Clock, Script

PATH = "a-random-path-of-a-test"


def new_set(file: Path, clock: Clock | None = None, cast: Cast = CAST) -> LocalSet:
    """A set that stands but doesn't listen yet."""
    return LocalSet(cast, file, clock or Clock(), speaker, Door(PATH, port=0))


@asynccontextmanager
async def listening(local: LocalSet, script: Script) -> AsyncIterator[None]:
    """The set, listening while the block runs."""
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(local.run(script.receive))
        await local.ready()
        try:
            yield
        finally:
            serving.cancel()
            with suppress(asyncio.CancelledError):
                await serving
            local.close()


@dataclass(frozen=True, slots=True)
class Running:
    """A set that listens, the bot behind it, and a client that behaves as its own pages do."""

    set: LocalSet
    script: Script
    clock: Clock
    client: aiohttp.ClientSession
    folder: Path

    async def get(self, where: str, **headers: str) -> tuple[int, str]:
        """Look at a page."""
        async with self.client.get(self.set.address + where, headers=headers) as response:
            return response.status, await response.text()

    async def post(self, where: str, *pairs: tuple[str, str], **headers: str) -> tuple[int, str]:
        """Send a form, from the set's own page unless `Origin` says otherwise."""
        own = {"Origin": f"http://127.0.0.1:{self.set.port}", **headers}
        form = aiohttp.FormData(list(pairs))
        async with self.client.post(self.set.address + where, data=form, headers=own) as response:
            return response.status, await response.text()


@asynccontextmanager
async def running_set(folder: Path, cast: Cast = CAST) -> AsyncIterator[Running]:
    """A listening set whose file lies in this folder."""
    script, clock = Script(), Clock()
    local = new_set(folder / "platform.sqlite", clock, cast)
    async with listening(local, script), aiohttp.ClientSession() as client:
        yield Running(local, script, clock, client, folder)


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """A listening set."""
    async with running_set(tmp_path) as one:
        yield one
