"""An old copy of everything, put back: what was erased meanwhile stays erased; tombstones are replayed first."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest

from storage import concerns, ledger, productions
from storage.errors import KeyGone
from storage.keys import Production
from storage.store import Tx
from tests.bot.ends.nights import kept_note, lines, nights
from tests.privacy.life import Life
from tests.privacy.set import _open, memory, open_set


def _words(tx: Tx, production: Production) -> int:
    """How many concerns open with their words. Raises KeyGone."""
    return sum(bool(concerns.said(tx, production, one)) for one in concerns.all_of(tx, production))


async def _ended_after_a_copy(folder: Path, copy: Path) -> None:
    """A line that lives while everything is copied, and has ended at night when the copy is put back."""
    async with open_set(folder) as on:
        life = Life.begun(on)
        await kept_note(life)
        await on.settle()
        await asyncio.to_thread(_copied, folder, copy)
        await nights(on, 83)
        await nights(on, 7)
        assert await lines(on) == ()
        await on.settle()


def _copied(folder: Path, copy: Path) -> None:
    """As a backup does: both files, each as it stands at one moment."""
    for name in ("data/ghostlight.sqlite3", "keys/keys.sqlite3"):
        (copy / name).parent.mkdir(parents=True)
        with (
            contextlib.closing(sqlite3.connect(folder / name)) as source,
            contextlib.closing(sqlite3.connect(copy / name)) as target,
        ):
            source.backup(target)


def _put_back(copy: Path, folder: Path, *, stones: bool) -> None:
    """The old copy in the place of today's; today's tombstones stay, or are lost with the rest."""
    known = _stones(folder)
    shutil.rmtree(folder)
    shutil.copytree(copy, folder)
    if stones:
        with contextlib.closing(sqlite3.connect(folder / "keys/keys.sqlite3")) as keys, keys:
            keys.executemany("INSERT OR IGNORE INTO tombstones VALUES (?)", known)


def _stones(folder: Path) -> list[tuple[bytes]]:
    with contextlib.closing(sqlite3.connect(folder / "keys/keys.sqlite3")) as keys:
        return keys.execute("SELECT key FROM tombstones").fetchall()


async def _found(folder: Path, what: str) -> int:
    """What opens at the next start."""
    store = await asyncio.to_thread(_open, folder)
    try:
        (own,) = await store.read(productions.all_of)
        if what == "words":
            return await store.read(lambda tx: _words(tx, own))
        return await store.read(lambda tx: len(ledger.slots(tx, own)))
    finally:
        await asyncio.to_thread(store.close)


@pytest.mark.parametrize("what", ["words", "ways"])
async def test_an_old_copy_with_the_tombstones_opens_nothing_that_was_erased(what: str) -> None:
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        folder, copy = Path(name, "set"), Path(name, "copy")
        await _ended_after_a_copy(folder, copy)
        _put_back(copy, folder, stones=True)
        with pytest.raises(KeyGone):
            await _found(folder, what)


@pytest.mark.parametrize("what", ["words", "ways"])
async def test_control_without_them_it_all_comes_back(what: str) -> None:
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        folder, copy = Path(name, "set"), Path(name, "copy")
        await _ended_after_a_copy(folder, copy)
        _put_back(copy, folder, stones=False)
        assert await _found(folder, what) == 1
