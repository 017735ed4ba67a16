"""The demo's production in a folder, as `bot.demo.open_demo` puts it together, with a clock that outlives a kill."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from adapters.local.cast import PLATFORM, Door
from adapters.local.platform import LocalSet
from bot.app import Running, open_house
from bot.clock import MovableClock
from bot.demo import cast, demo_roots, found_production
from bot.demo_stage import DemoStage
from bot.entropy import SystemEntropy
from bot.text.catalog import speaker
from storage import agenda, occasions, opening
from storage.keys import Production
from storage.store import Store, Tx
from storage.tables import agenda as agenda_table

FIRST_MORNING: Final = datetime(2026, 3, 16, 10, 0, tzinfo=UTC)
_LEASE: Final = timedelta(seconds=90)
"""So much later whatever a process holds has come back."""
_ATTEMPTS: Final = 60
_LOG: Final = """
CREATE TABLE IF NOT EXISTS agenda_log (id BLOB, kind TEXT, subject BLOB, step INTEGER, due INTEGER);
CREATE TRIGGER IF NOT EXISTS agenda_seen AFTER INSERT ON agenda BEGIN
  INSERT INTO agenda_log VALUES (new.id, new.kind, new.subject, new.step, new.due); END;
"""


class LifeClock(MovableClock):
    """Stands still unless it is moved; tells each moment it is moved to."""

    def __init__(self, now: datetime, told: Callable[[datetime], None]) -> None:
        super().__init__()
        self._now = now
        self._told = told

    def now(self) -> datetime:
        """This instant of the life."""
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Let it be `moment`; an earlier one changes nothing."""
        if moment > self._now:
            self._told(moment)
            self._now = moment

    def pass_by(self, wait: timedelta) -> None:
        """Let a little time go by."""
        self.move_to(self._now + wait)


@dataclass(slots=True)
class Scene:
    """Everything that runs in one process of a life."""

    folder: Path
    clock: LifeClock
    running: Running
    local: LocalSet

    @property
    def store(self) -> Store:
        """Both stores."""
        return self.running.store

    @property
    def production(self) -> Production:
        """The one production."""
        return self.running.house.production

    async def until(self, moment: datetime) -> None:
        """Let everything happen that is due up to a moment, and whatever a process held when it died."""
        await self.running.alarm.settle()
        while due := await self.store.read(lambda tx: _next(tx, moment, self.clock.now())):
            self.clock.move_to(due)
            await self.running.alarm.settle()
        self.clock.move_to(moment)
        await self.running.alarm.settle()

    async def close(self) -> None:
        """Stop as a good process does."""
        await self.running.close()
        self.local.close()


def _next(tx: Tx, moment: datetime, now: datetime) -> datetime | None:
    """When the next thing is due up to this moment; else when a lease ends that nobody lives to use."""
    due = agenda.next_due(tx)
    if due is None or due <= moment:
        return due
    attempts = agenda_table.c.attempts
    held = select(agenda_table.c.due).where(attempts > 0, attempts < _ATTEMPTS).order_by(agenda_table.c.due).limit(1)
    ends = tx.conn.execute(held).scalar()
    end = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=ends) if ends else None
    return end if end and end <= now + _LEASE else None


async def opened(folder: Path, clock: LifeClock) -> Scene:
    """Open the production in this folder; found it if there is none."""
    where = opening.in_folders(folder / "data", folder / "keys")
    store = await asyncio.to_thread(opening.open_store, where, demo_roots(folder))
    production = await found_production(store, clock)
    if flagged := [one for one in await store.read(lambda tx: occasions.all_of(tx, production)) if one.flags]:
        plain = [replace(one, flags=()) for one in flagged]  # nobody is asked: each message here is about a line
        await store.write(lambda tx: occasions.put(tx, production, plain))
    stage = DemoStage(clock)
    local = LocalSet(cast(), folder / "set.sqlite3", stage, speaker, Door(secrets.token_urlsafe(16), 0))
    running = await open_house(store, [production], clock, SystemEntropy(), {PLATFORM: local})
    stage.running = running
    return Scene(folder, clock, running, local)


def keep_a_log(folder: Path) -> None:
    """From now on the database itself notes each entry that is put on the agenda, in the entry's own transaction."""
    file = sqlite3.connect(data_file(folder))
    file.executescript(_LOG)
    file.close()


def due_of_lines(folder: Path) -> dict[bytes, int]:
    """When each line was to be released, in milliseconds."""
    planned = rows(data_file(folder), "SELECT subject, due FROM agenda_log WHERE kind = 'ladder' ORDER BY due DESC")
    return dict(planned)


def rows(file: Path, sql: str) -> list[Any]:
    """What stands in a file."""
    connection = sqlite3.connect(file)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def data_file(folder: Path) -> Path:
    """Where the data is."""
    return folder / "data" / "ghostlight.sqlite3"


def keys_file(folder: Path) -> Path:
    """Where the keys are."""
    return folder / "keys" / "keys.sqlite3"
