"""The power goes at 300 instants: nothing that was answered is lost, no page is unreadable, no key is missing.

The works are the product's own, on both stores with its own engines and pragmas; a kill proves nothing about this,
because what a process has written survives it in the kernel's memory.
"""

from __future__ import annotations

import asyncio
import copy
import os
import random
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from storage import agenda, audit, concerns, engines, ledger, productions, roots
from storage.agenda import Entry, Lane
from storage.destroyer import destroy_retired
from storage.errors import StorageError, UnsafeSetting
from storage.keys import Use
from storage.opening import in_folders, open_store
from storage.store import Store, Tx
from storage.tables import keys_table, retired
from tests.storage.homes import NOW, Raised, Stage, founded, fresh_secrets, line, random_id, roots_of, route, said
from tests.storage.power_cut import Disk, Log, Told, Written, on_this_disk

CUTS = 300
SECRETS = fresh_secrets()


# --- what is done while the power is there --------------------------------------------------------------------------


@dataclass(slots=True)
class Evening:
    """One store on a disk whose power can be cut, and what was answered there."""

    stage: Stage
    log: Log
    raised: list[Raised] = field(default_factory=list)
    notes: int = 0

    def tell(self, what: str, one: bytes) -> None:
        """Answer somebody."""
        self.log.add(Told(what, one))

    async def raise_one(self) -> None:
        """A way back, a concern with its words, something due and a note for the audit, in one transaction."""
        stage, handle, entry = self.stage, random_id(), random_id()
        way, new = await stage.way(), concerns.NewConcern(random_id(), handle, *[await stage.content() for _ in "hw"])

        def work(tx: Tx) -> Raised:
            concern = concerns.create(tx, stage.production, new, line())
            concerns.say(tx, stage.production, concern, said(handle.hex()))
            ledger.add(tx, stage.production, ledger.Slot(handle, route(handle.hex())), way)
            agenda.add(tx, [Entry(entry, stage.production.id, "words", new.id, Lane.TALK, NOW + timedelta(hours=1))])
            audit.write(tx, stage.production, entry, NOW.date(), audit.Note("saved", "", concern.line.alias))
            return Raised(concern, handle)

        self.raised.append(await stage.store.write(work))
        self.tell("raised", handle)
        self.tell("due", entry)
        self.tell("noted", self.notes.to_bytes())
        self.notes += 1

    async def forget_one(self) -> None:
        """Forget a way back: slot and head end in one transaction."""
        one, stage, way, head = self.raised.pop(0), self.stage, await self.stage.way(), await self.stage.content()
        self.tell("forgetting", one.handle)

        def work(tx: Tx) -> None:
            ledger.remove(tx, stage.production, one.handle, way)
            concerns.forget_way(tx, stage.production, one.id, head, random_id())

        await stage.store.write(work)
        self.tell("forgotten", one.handle)

    async def destroy(self) -> None:
        """Destroy what was retired."""
        named = await self.stage.store.read(lambda tx: list(tx.conn.execute(select(retired.c.key)).scalars()))
        await destroy_retired(self.stage.store)
        for key in named:
            self.tell("destroyed", key)

    async def make_keys(self) -> None:
        """Make keys ahead."""
        for spare in await asyncio.to_thread(self.stage.store.keys.make, Use.CONTENT, self.stage.production, 3):
            self.tell("made", spare.id)


async def lived(folder: Path, log: Log) -> None:
    """Found a production, then do everything again and again."""
    store = await asyncio.to_thread(open_store, in_folders(folder / "data", folder / "keys"), roots_of(SECRETS))
    evening = Evening(await founded(store), log)
    evening.tell("founded", evening.stage.production.id)
    for number in range(24):
        await evening.raise_one()
        if number % 3 == 2:
            await evening.forget_one()
            await evening.make_keys()
        if number % 4 == 3:
            await evening.destroy()
    store.close()


# --- what is found when it comes back ---------------------------------------------------------------------------------


def wrong(folder: Path, told: set[tuple[str, bytes]]) -> list[str]:
    """Open what the disk kept; every answer that isn't true any more, and everything that doesn't open."""
    try:
        store = open_store(in_folders(folder / "data", folder / "keys"), roots_of(SECRETS))
    except StorageError as error:
        return [f"the store doesn't open: {error}"]
    try:
        return asyncio.run(_looked(store, told))
    except StorageError as error:
        return [f"a page or line doesn't open: {error}"]
    finally:
        store.close()


async def _looked(store: Store, told: set[tuple[str, bytes]]) -> list[str]:
    found = await store.read(productions.all_of)
    if not found:
        return ["the production is gone"] if any(what == "founded" for what, _ in told) else []
    here = await store.read(lambda tx: _standing(tx, found[0])) | _keys(store)
    begun = {one for what, one in told if what == "forgetting"}
    gone = {"forgotten": "raised", "destroyed": "made", "due": "", "founded": "", "forgetting": ""}
    lost = [what for what, one in told if what not in gone and (what, one) not in here and one not in begun]
    lost += ["due" for what, one in told if what == "due" and (what, one) not in here]
    return lost + [what for what, one in told if gone.get(what) and (gone[what], one) in here]


def _standing(tx: Tx, production: Any) -> set[tuple[str, bytes]]:
    """What is kept, everything opened on the way."""
    slots = {slot.handle for slot in ledger.slots(tx, production)}
    opened, due = set(), set()
    for concern in concerns.all_of(tx, production):
        words = {one.words for _, one in concerns.said(tx, production, concern)}
        handle = concerns.handle_of(tx, production, concern.id)
        opened |= {handle} if handle and words == {handle.hex()} else set()
        due |= {entry.id for entry in agenda.of(tx, concern.id)}
    noted = {("noted", number.to_bytes()) for number in range(len(audit.read(tx, production)))}
    return noted | {("raised", handle) for handle in slots & opened} | {("due", entry) for entry in due}


def _keys(store: Store) -> set[tuple[str, bytes]]:
    with store.keys._engine.connect() as conn:
        return {("made", key) for key in conn.execute(select(keys_table.c.id)).scalars()}


def cut_everywhere(log: Log, folder: Path, seed: int, cuts: int = CUTS) -> list[list[str]]:
    """Cut the power at random instants; what each cut lost."""
    chance, disk, found, so_far = random.Random(seed), Disk(), [], 0  # noqa: S311 - when the power goes is no secret
    for number, cut in enumerate(sorted(chance.randrange(1, len(log.events) + 1) for _ in range(cuts))):
        for event in log.events[so_far:cut]:
            disk.happen(event)
        so_far = cut
        left = folder / f"cut-{number}"
        (left / "data").mkdir(parents=True)
        copy.deepcopy(disk).lose_power(chance, left)
        found.append(wrong(left, log.told(cut)))
    return found


# --- the tests --------------------------------------------------------------------------------------------------------


@pytest.fixture
def evening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Log]:
    """Give a way to live an evening on a disk whose power can be cut."""

    def live() -> Log:
        with on_this_disk(tmp_path / "disk", monkeypatch) as log:
            asyncio.run(lived(tmp_path / "disk", log))
        return log

    return live


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """Give a folder for what is left."""
    return tmp_path / "left"


def test_nothing_answered_is_lost_when_the_power_goes(evening: Callable[[], Log], room: Path) -> None:
    log = evening()
    found = cut_everywhere(log, room, seed=1)
    told = Counter(one.what for one in log.events if isinstance(one, Told))
    assert [each for each in found if each] == []
    assert len(found) == CUTS
    assert min(told[what] for what in ("raised", "due", "forgotten", "destroyed", "made")) >= 8
    written = {one.file for one in log.events if isinstance(one, Written)}
    assert {"data/ghostlight.sqlite3-wal", "data/ghostlight.sqlite3", "keys/keys.sqlite3-journal"} <= written


@contextmanager
def set_to(pragmas: dict[str, str | int], monkeypatch: pytest.MonkeyPatch, **other: str | int) -> Iterator[None]:
    """Open a store in another way meanwhile."""
    with monkeypatch.context() as patch:
        for name, value in other.items():
            patch.setitem(pragmas, name, value)
        yield


def test_control_synchronous_normal_loses_what_was_answered(
    evening: Callable[[], Log], room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with set_to(engines._DATA_PRAGMAS, monkeypatch, synchronous=1):
        log = evening()
    lost = [each for each in cut_everywhere(log, room, seed=2, cuts=100) if each]
    assert len(lost) > 10
    assert any("raised" in each for each in lost)


def test_control_keys_that_are_not_synced_are_missing(
    evening: Callable[[], Log], room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with set_to(engines._KEYS_PRAGMAS, monkeypatch, synchronous=0):
        log = evening()
    assert len([each for each in cut_everywhere(log, room, seed=3, cuts=100) if each]) > 10


# --- the roots ----------------------------------------------------------------------------------------------------


def test_a_root_that_was_cut_short_is_no_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, real = tmp_path / "content.key", os.fsync
    synced: list[bool] = []

    def cut(_handle: int) -> None:
        raise InterruptedError

    def seen(handle: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        real(handle)

    monkeypatch.setattr(os, "fsync", cut)
    with pytest.raises(InterruptedError):
        roots.new_root(file, "content")
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(os, "fsync", seen)
    roots.new_root(file, "content")
    assert synced == [False, True]
    with pytest.raises(UnsafeSetting):
        roots.new_root(file, "content")
    assert list(tmp_path.iterdir()) == [file]
