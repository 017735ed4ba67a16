"""A real process for the tests to kill: it lives a scripted life on a store and counts its durable steps.

Started once (`python -m tests.storage.driver`), it reads a job a line and forks a child for each, so that a killed
life costs no new interpreter. Before each act the child writes what it intends, after each answer what it was told,
to a journal of its own. The step hook wraps methods of this process's `Store` and `Keys`; nothing else is changed.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import insert, select, update

from storage import agenda, concerns, ledger, pages, people, productions
from storage.agenda import Lane
from storage.destroyer import destroy_retired
from storage.envelope import KEY_BYTES, Key
from storage.keys import Spare, Use
from storage.ledger import Slot
from storage.opening import Whereabouts, in_folders, open_store
from storage.people import Person
from storage.roots import derive
from storage.spares import Spares
from storage.store import Store, Tx
from storage.tables import agenda as agenda_table
from storage.tables import keys_table
from storage.tables import pages as pages_table
from tests.storage.homes import NOW, Home, Raised, Stage, founded, random_id, route

T = TypeVar("T")


def meet(job: Job, moment: str) -> None:
    """Go on when everybody has come to this moment; the second time nobody waits."""
    Path(f"{job.journal}.{moment}").touch()
    while len(list(Path(job.journal).parent.glob(f"*.{moment}"))) < job.copies:
        time.sleep(0.001)


@dataclass(frozen=True, slots=True)
class Job:
    """What one child does, on which store, and at which step it is killed (0 is never)."""

    data: str
    keys: str
    roots: tuple[str, str]
    production: str
    script: str
    journal: str
    kill_at: int = 0
    count: int = 0
    copies: int = 1


class Steps:
    """Counts steps, and ends this process by SIGKILL at one of them."""

    def __init__(self, kill_at: int) -> None:
        self._kill_at = kill_at
        self.count = 0

    def step(self) -> None:
        """Come to a step."""
        self.count += 1
        if self.count == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """The method with a step before and after it."""

        def stepping(*args: Any, **named: Any) -> Any:
            self.step()
            result = method(*args, **named)
            self.step()
            return result

        return stepping

    def hook(self, store: Store) -> None:
        """Make a step of each moment around what this store makes durable."""
        for name in ("make", "_bury", "_sweep"):
            vars(store.keys)[name] = self.around(getattr(store.keys, name))
        write = store.write

        async def stepping(work: Callable[[Tx], Any]) -> Any:
            result = await write(self.around(work))
            self.step()
            return result

        vars(store)["write"] = stepping


class Life:
    """One child's life on a store, with its journal."""

    def __init__(self, stage: Stage, steps: Steps, job: Job) -> None:
        self.stage = stage
        self.steps = steps
        self.job = job
        self._journal = os.open(job.journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(self, *words: str) -> None:
        """Write a line that a kill can't take back."""
        os.write(self._journal, (" ".join(words) + "\n").encode())

    async def act(self, what: str, handle: bytes, doing: Awaitable[T]) -> T:
        """Do something: the intent before, the answer after it."""
        self.note("intend", what, handle.hex())
        result = await doing
        self.note("done", what, handle.hex())
        return result

    async def write(self, work: Callable[[Tx], Any]) -> Any:
        """Run a work in the store."""
        return await self.stage.store.write(work)


# --- Lives ------------------------------------------------------------------------------------------------


async def whole(life: Life) -> None:
    """Raise, answer, change, forget, erase, destroy: everything that replaces a key."""
    stage = life.stage
    first = await _raise(life)
    second = await _raise(life)
    await destroy_retired(stage.store)
    await _rewrite_roster(life)
    await _forget(life, first)
    third = await _raise(life)
    await destroy_retired(stage.store)
    await _change_language(life, third)
    await _erase(life, second)
    await destroy_retired(stage.store)
    await stage.spares.close()


async def _raise(life: Life) -> Raised:
    handle = random_id()
    return await life.act("add", handle, life.stage.raised(route(handle.hex()), "words", handle=handle))


async def _rewrite_roster(life: Life) -> None:
    spare = await life.stage.content()
    person = Person(random_id().hex(), "name", (), "local", "w", "u")
    await life.write(lambda tx: people.change(tx, life.stage.production, spare, lambda all_: all_.having(person)))


async def _forget(life: Life, raised: Raised) -> None:
    production, way, head, junk = life.stage.production, await life.stage.way(), await life.stage.content(), random_id()

    def work(tx: Tx) -> None:
        ledger.remove(tx, production, raised.handle, way)
        concerns.forget_way(tx, production, raised.id, head, junk)

    await life.act("remove", raised.handle, life.write(work))


async def _change_language(life: Life, raised: Raised) -> None:
    way = await life.stage.way()
    slot = Slot(raised.handle, route(raised.handle.hex(), language="es"))
    await life.write(lambda tx: ledger.replace(tx, life.stage.production, slot, way))


async def _erase(life: Life, raised: Raised) -> None:
    spare, production = await life.stage.content(), life.stage.production

    def work(tx: Tx) -> None:
        concern = concerns.find(tx, production, raised.id, lock=True)
        assert concern is not None
        concerns.erase_words(tx, production, concern, concern.line, spare)

    await life.write(work)


# --- Orders that lose: controls ---------------------------------------------------------------------------


async def old_key_before_commit(life: Life) -> None:
    """Destroy the key that a page replaces before the page's commit."""
    handle, way = random_id(), await life.stage.way()
    slot = Slot(handle, route(handle.hex()))

    def work(tx: Tx) -> None:
        page = pages.rewrite(tx, life.stage.production, pages.LEDGER, way)
        tx.keys.destroy([page.old_key])
        page.put(tx, _with(page.content, slot))

    await life.act("add", handle, life.write(work))


async def new_key_after_commit(life: Life) -> None:
    """Let the page name a key that is made durable only afterwards."""
    handle, way = random_id(), Spare(random_id(), Key(os.urandom(KEY_BYTES)))
    slot, production, keys = Slot(handle, route(handle.hex())), life.stage.production, life.stage.store.keys
    await life.act("add", handle, life.write(lambda tx: ledger.add(tx, production, slot, way)))
    life.steps.step()
    row = {"id": way.id, "sealed": keys._wrapped(keys.roots.route_wrap, Use.ROUTE, production.id, way)}
    with keys._engine.begin() as conn:
        conn.execute(insert(keys_table), row)
    life.steps.step()


def _with(content: bytes, slot: Slot) -> bytes:
    used = [one for one in ledger._split(content) if one != ledger._EMPTY]
    return b"".join([*used, ledger._packed(slot)]).ljust(len(content), b"\0")


# --- Two processes ----------------------------------------------------------------------------------------


async def add_many(life: Life) -> None:
    """Add routes from four tasks while a destroyer runs."""
    await _all_adding(life, lambda handle: life.stage.add(route(handle.hex()), handle))


async def add_many_with_a_lock_of_our_own(life: Life) -> None:
    """The control: writers lock one another out in this process only."""
    lock, production = asyncio.Lock(), life.stage.production

    async def add(handle: bytes) -> None:
        way, slot = await life.stage.way(), Slot(handle, route(handle.hex()))

        def work(tx: Tx) -> None:
            content = _with(pages.read(tx, production, pages.LEDGER), slot)
            meet(life.job, "looked")
            mine = update(pages_table).where(pages_table.c.kind == "ledger", pages_table.c.production == production.id)
            sealed = pages._sealed(production, pages.LEDGER, content, way)
            tx.conn.execute(mine.values(key=way.id, sealed=sealed))

        async with lock:
            await life.write(work)

    await _all_adding(life, add)


async def _all_adding(life: Life, add: Callable[[bytes], Awaitable[Any]]) -> None:
    async def adder() -> None:
        for _ in range(life.job.count // 4):
            handle = random_id()
            await life.act("add", handle, add(handle))

    async with asyncio.TaskGroup() as group:
        adders = [group.create_task(adder()) for _ in range(4)]
        group.create_task(_destroying_until(life, adders))


async def _destroying_until(life: Life, tasks: list[asyncio.Task[None]]) -> None:
    while not all(task.done() for task in tasks):
        await destroy_retired(life.stage.store)
        await asyncio.sleep(0.01)


async def claim_many(life: Life) -> None:
    """Claim until nothing is due."""

    def claim(tx: Tx) -> list[bytes]:
        return [one.id for one in agenda.claim(tx, Lane.TALK, NOW, timedelta(hours=1), 3)]

    await _claiming(life, lambda: life.write(claim))


async def claim_many_with_a_lock_of_our_own(life: Life) -> None:
    """The control: claimers lock one another out in this process only."""
    lock = asyncio.Lock()

    def claim(tx: Tx) -> list[bytes]:
        due = select(agenda_table.c.id).where(agenda_table.c.due <= agenda._ms(NOW)).limit(3)
        found = list(tx.conn.execute(due.order_by(agenda_table.c.due)).scalars())
        meet(life.job, "looked")
        later = agenda._ms(NOW + timedelta(hours=1))
        tx.conn.execute(update(agenda_table).where(agenda_table.c.id.in_(found)).values(due=later))
        return found

    async def alone() -> list[bytes]:
        async with lock:
            return list(await life.write(claim))

    await _claiming(life, alone)


async def _claiming(life: Life, claim: Callable[[], Awaitable[list[bytes]]]) -> None:
    async def claimer() -> None:
        while found := await claim():
            for one in found:
                life.note("claimed", one.hex())

    await asyncio.gather(*(claimer() for _ in range(4)))


LIVES: dict[str, Callable[[Life], Awaitable[None]]] = {
    life.__name__: life
    for life in (
        whole,
        old_key_before_commit,
        new_key_after_commit,
        add_many,
        add_many_with_a_lock_of_our_own,
        claim_many,
        claim_many_with_a_lock_of_our_own,
    )
}


# --- The process ------------------------------------------------------------------------------------------


async def live(job: Job) -> None:
    """Open the store, live, close it; the last line of the journal says how many steps it took."""
    content, way = (Key(bytes.fromhex(one), 1) for one in job.roots)
    store = open_store(Whereabouts(job.data, job.keys), derive(content, way))
    if job.script == "opens":
        store.close()
        return
    (production,) = (one for one in await store.read(productions.all_of) if one.id.hex() == job.production)
    steps = Steps(job.kill_at)
    steps.hook(store)
    life = Life(Stage(store, production, Spares(store.keys)), steps, job)
    await asyncio.to_thread(meet, job, "here")  # lives that come one after the other prove nothing
    await LIVES[job.script](life)
    store.close()
    life.note("end", str(steps.count))


def child(job: Job) -> None:
    """Live in a process of our own, which ends here."""
    code = 0
    try:
        asyncio.run(live(job))
    except BaseException:  # noqa: BLE001 - a child that fails says so and ends: it must not go on as a second parent
        traceback.print_exc()
        code = 1
    finally:
        sys.stderr.flush()
        os._exit(code)


def run(job: Job) -> list[int]:
    """Fork the children, all at once; how each ended: 0, 1, or minus the signal."""
    children = []
    for number in range(job.copies):
        if not (pid := os.fork()):
            child(replace(job, journal=f"{job.journal}.{number}" if number else job.journal))
        children.append(pid)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children]


async def warmed() -> None:
    """Live once where nobody looks: what is imported and remembered for the first time, no child has to do again."""
    with tempfile.TemporaryDirectory() as name:
        home = Home(in_folders(Path(name, "data"), Path(name, "keys")), "sqlite")
        store = home.open()
        stage = await founded(store)
        store.close()
        roots = (home.secrets[0].hex(), home.secrets[1].hex())
        journal = str(Path(name, "journal"))
        await live(Job(home.where.data, home.where.keys, roots, stage.production.id.hex(), "whole", journal))


def main() -> None:
    """Run a job a line until the input ends."""
    asyncio.run(warmed())
    assert threading.active_count() == 1  # or a child would inherit locks that nobody opens
    gc.freeze()
    for line in sys.stdin:
        asked = json.loads(line)
        asked["roots"] = tuple(asked["roots"])
        Path(asked["journal"]).parent.mkdir(exist_ok=True)
        sys.stdout.write(json.dumps(run(Job(**asked))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
