"""A real process is killed with SIGKILL before and after each durable step of an end: it goes on at the next start."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.lines import agenda_kinds as kinds
from storage import concerns, names
from storage.keys import Production
from storage.store import Tx
from storage.tables import keys_table, retired, tombstones
from tests.bot.ends.nights import entries, kept_note, nights, slots
from tests.privacy.life import Life
from tests.privacy.set import Dice, OnSet, SetClock, memory, open_set, platforms, reopened

KILLED = -signal.SIGKILL
ROOT = Path(__file__).parents[3]
Drive = Callable[[Path, datetime, int, str, str], int]


@pytest.fixture(scope="module")
def drive() -> Iterator[Drive]:
    """Give a process that forks nights; it ends when its input does."""
    command = [sys.executable, "-m", "tests.bot.ends.night_driver"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def run(folder: Path, moment: datetime, number: int, when: str, kind: str) -> int:
            assert process.stdin
            assert process.stdout
            job = {"folder": str(folder), "moment": moment.isoformat(), "number": number, "when": when, "kind": kind}
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()
            return int(json.loads(process.stdout.readline()))

        yield run


async def _on_its_last_evening(folder: Path) -> datetime:
    """A set with a note that ends this night, one that ends a week later, and one that was closed a week ago."""
    async with open_set(folder) as on:
        life = Life.begun(on)
        await kept_note(life)
        await nights(on, 7)
        await life.raised("a week younger", urgency="record")
        await nights(on, 76)
        await life.raised("by the river")
        await life.left()
        await life.on_line("close", "close-yes")
        await life.left()
        await nights(on, 6)
        return on.clock.now() + timedelta(days=1)


async def _what_is_left(folder: Path, moment: datetime) -> dict[str, object]:
    """What stands after the next start, with nothing on the way."""
    on = await reopened(folder, SetClock(moment + timedelta(minutes=2)), Dice(0), platforms())
    try:
        await on.settle()
        assert on.faults == []
        return await _counted(on)
    finally:
        await on.running.close()


async def _counted(on: OnSet) -> dict[str, object]:
    def work(tx: Tx, own: Production) -> dict[str, object]:
        left = concerns.all_of(tx, own)
        return {
            "lines": sorted(one.line.alias for one in left),
            "told": sorted(str(one.line.erased_on) for one in left),
            "retired": tx.conn.scalar(select(func.count()).select_from(retired)),
        }

    found = await on.read(work)
    standing = await on.store.write(lambda tx: names.read(tx, on.production))
    more = {"ways": await slots(on), "names": sorted(standing)}
    return found | more | {"nights": len(await entries(on, on.production.id, kinds.NIGHTLY))}


async def test_killed_before_and_after_each_durable_step_of_an_end_it_goes_on(drive: Drive) -> None:
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        evening = Path(name, "evening")
        moment = await _on_its_last_evening(evening)
        calm = Path(shutil.copytree(evening, Path(name, "calm")))
        assert drive(calm, moment, 0, "", "") == 0
        right = await _what_is_left(calm, moment)
        assert (right["ways"], right["retired"], right["nights"]) == (1, 0, 1)
        fell = set[str]()
        for when, kind in (("before", ""), ("after", "_bury"), ("after", "_sweep")):
            for number in count(1):
                folder = Path(shutil.copytree(evening, Path(name, f"{when}{kind}-{number}")))
                if drive(folder, moment, number, when, kind) != KILLED:
                    break
                fell.add(f"{when} {(folder / 'knife').read_text()}")
                assert await _what_is_left(folder, moment) == right, (when, number)
                shutil.rmtree(folder)
    assert {"before write", "before _bury", "before _sweep", "after _bury", "after _sweep"} <= fell


async def test_what_was_named_for_destruction_is_destroyed_exactly(drive: Drive) -> None:
    """Control: between the transaction and the destroyer the names stand, and the next start goes on from them."""
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        folder = Path(name, "set")
        moment = await _on_its_last_evening(folder)
        assert _until(drive, folder, Path(name), moment)


def _until(drive: Drive, evening: Path, room: Path, moment: datetime) -> bool:
    """Whether some kill leaves names of keys that still live: that is where the next start has to go on."""
    for number in range(1, 40):
        folder = Path(shutil.copytree(evening, room / f"kill-{number}"))
        if drive(folder, moment, number, "after", "") != KILLED:
            return False
        if _named_and_alive(folder):
            return True
    return False


def _named_and_alive(folder: Path) -> bool:
    data, keys = sqlite3.connect(folder / "data/ghostlight.sqlite3"), sqlite3.connect(folder / "keys/keys.sqlite3")
    try:
        named = {row[0] for row in data.execute(f"SELECT key FROM {retired.name}")}  # noqa: S608 - our own table
        alive = {row[0] for row in keys.execute(f"SELECT id FROM {keys_table.name}")}  # noqa: S608 - our own table
        buried = {row[0] for row in keys.execute(f"SELECT key FROM {tombstones.name}")}  # noqa: S608 - our own table
    finally:
        data.close()
        keys.close()
    return bool(named & alive) and not named & buried
