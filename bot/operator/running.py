"""`ghostlight run`: one process over one folder of data, with every platform whose tokens are set."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Protocol

from adapters.interface import Platform
from bot import app
from bot.clock import SystemClock
from bot.entropy import Entropy, SystemEntropy
from bot.house import Clock
from bot.ringing import Bell
from bot.settings import Settings
from storage import opening, productions, roots
from storage.keys import Production
from storage.store import Store

LOCK: Final = "run.lock"


class Serving(Protocol):
    """An instance that was put together."""

    async def serve(self) -> None:
        """Serve until cancelled, then close what was opened."""


class OpenHouse(Protocol):
    """How an instance is put together; `bot.app.open_house`, or a test's own."""

    async def __call__(
        self,
        store: Store,
        known: Sequence[Production],
        clock: Clock,
        entropy: Entropy,
        platforms: Mapping[str, Platform],
        *,
        bell: Bell | None = None,
    ) -> Serving:
        """Put it together."""


class CannotRun(Exception):
    """A run can't begin; the text says why and what to do."""


@contextlib.contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Be the only one that runs on this folder of data. Raises CannotRun if there is another; on PostgreSQL many may.

    The lock is the system's: it ends with the process, however that ends, and leaves nothing to clean up.
    """
    if settings.url:
        yield
        return
    handle = _locked(settings)
    try:
        yield
    finally:
        os.close(handle)


def _locked(settings: Settings) -> int:
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(settings.data / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        raise CannotRun("GHOSTLIGHT_DATA: the folder can't be made or written; look at its owner.") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise CannotRun(
            "Another `ghostlight run` has this data folder. Stop that one first, or set GHOSTLIGHT_DATA and "
            "GHOSTLIGHT_KEYS to other folders for a second instance."
        ) from None
    return handle


def tokened(settings: Settings) -> Mapping[str, Platform]:  # noqa: ARG001 - the first platform reads its tokens there
    """A platform for each one whose tokens are set. Slack and Discord are not in this version, so there is none."""
    return {}


def open_store(settings: Settings) -> Store:
    """Open both stores under the root keys. Raises UnsafeSetting or NotKept. Blocks."""
    found = roots.load_roots(settings.content_key, settings.route_key, apart_from=settings.copied_away)
    return opening.open_store(settings.whereabouts, found)


async def serve(settings: Settings, platforms: Mapping[str, Platform], open_house: OpenHouse = app.open_house) -> None:
    """Serve every production there is until cancelled. Raises CannotRun where there is none."""
    store = await asyncio.to_thread(open_store, settings)
    known = await store.read(productions.all_of)
    if not known:
        await asyncio.to_thread(store.close)
        raise CannotRun(
            "There is no production here yet. `ghostlight production example` prints a file to begin with; "
            "then `ghostlight production apply FILE.toml`."
        )
    bell = Bell(private=settings.ring_private)
    running = await open_house(store, known, SystemClock(), SystemEntropy(), platforms, bell=bell)
    with _stopped_by_a_service():
        await running.serve()


@contextlib.contextmanager
def _stopped_by_a_service() -> Iterator[None]:
    """SIGTERM is as good as Ctrl+C: what is in hand is finished first."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    if task:
        loop.add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
