"""`ghostlight run`: one process over one folder of data, with every platform whose tokens are set.

A platform's adapter, and with it its library, is imported only when it is made.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import signal
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, Protocol

import adapters
from adapters.interface import DeliveryFailed, Diary, Platform
from bot import app
from bot.clock import SystemClock
from bot.diary import StoredDiary
from bot.entropy import Entropy, SystemEntropy
from bot.house import Clock
from bot.operator import state
from bot.operator.refusals import PLATFORMS, CannotRun, nobody_would_read, out_of_reach, refused
from bot.operator.showing import plain
from bot.ringing import Bell
from bot.settings import Settings
from bot.text.catalog import speaker
from storage import opening, productions, roots
from storage.keys import Production
from storage.store import Store, Tx

LOCK: Final = "run.lock"
Maker = Callable[[Diary], Platform]
"""Makes a platform, which keeps what it must remember in this diary."""


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


def tokened(settings: Settings) -> Mapping[str, Maker]:
    """A maker for each platform whose tokens are set. Nothing is imported before one is called."""
    given = {"slack": settings.slack, "discord": settings.discord}
    return {name: partial(_made, name, chosen) for name, chosen in given.items() if chosen}


def _made(name: str, chosen: object, diary: Diary) -> Platform:
    made: Platform = adapters.find(name)(chosen, speaker, diary)
    return made


def open_store(settings: Settings) -> Store:
    """Open both stores under the root keys. Raises UnsafeSetting or NotKept. Blocks."""
    found = roots.load_roots(settings.content_key, settings.route_key, apart_from=settings.copied_away)
    return opening.open_store(settings.whereabouts, found)


async def serve(settings: Settings, makers: Mapping[str, Maker], open_house: OpenHouse = app.open_house) -> None:
    """Serve every production there is until cancelled.

    Raises CannotRun where there is none, where nobody could read one's concerns, and for a platform that refuses.
    """
    store = await asyncio.to_thread(open_store, settings)
    try:
        known = await _all_readable(store, makers)
    except CannotRun:
        await asyncio.to_thread(store.close)
        raise
    clock, bell = SystemClock(), Bell(private=settings.ring_private)
    diary = StoredDiary(store, clock)
    platforms = {name: make(diary) for name, make in makers.items()}
    running = await open_house(store, known, clock, SystemEntropy(), platforms, bell=bell)
    with _stopped_by_a_service():
        await _until_refused(running, makers)


async def _all_readable(store: Store, makers: Mapping[str, Maker]) -> tuple[Production, ...]:
    """Every production. Says aloud what is out of reach; raises CannotRun where somebody would wait in silence."""
    known, states = await store.read(_all_of)
    if not known:
        raise CannotRun(
            "There is no production here yet. `ghostlight production example` prints a file to begin with; "
            "then `ghostlight production apply FILE.toml`."
        )
    unread = nobody_would_read(states, makers)
    if unread:
        raise unread
    for line in out_of_reach(states, makers):
        plain(line)
    names = ", ".join(sorted(one.book.name for one in states))
    places = " and ".join(sorted(PLATFORMS[one] for one in makers))
    plain(f"Starting {names} on {places}. Ctrl+C ends it.")
    return known


def _all_of(tx: Tx) -> tuple[tuple[Production, ...], list[state.State]]:
    known = productions.all_of(tx)
    return known, [state.read(tx, one) for one in known]


async def _until_refused(running: Serving, platforms: Collection[str]) -> None:
    """Serve. What a platform refuses is one plain sentence, and everything else stays what it is."""
    codes: list[str] = []
    try:
        await running.serve()
    except* DeliveryFailed as failed:
        codes += [one.code for one in _leaves(failed)]
    if codes:
        raise refused(platforms, codes[0])


def _leaves(group: BaseExceptionGroup[DeliveryFailed]) -> Iterator[DeliveryFailed]:
    for one in group.exceptions:
        yield from _leaves(one) if isinstance(one, BaseExceptionGroup) else (one,)


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
