"""The knife: ends this process by SIGKILL before or after a durable step, by number. And the wrong orders, as controls.

A durable step is a transaction that changes something, keys made or destroyed, a message sent or edited, and a receipt
being shown. It wraps methods of this process's own objects; nothing else is changed.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import threading
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from bot import delivery, line_posts
from bot.delivery import Act, Delivery
from bot.lines import agenda_kinds as kinds
from storage import agenda
from storage.agenda import Entry, Lane
from storage.store import Tx
from tests.e2e.crash_set import Scene, due_of_lines

T = TypeVar("T")
Kill = tuple[int, str, str]
"""At which step, whether `before` or `after` it, and of which kind only (empty: of any)."""


class Knife:
    """Counts steps; falls at one of them, and says in a file of its own at which kind."""

    def __init__(self, kill: Kill | None, note: Path) -> None:
        self._number, self._when, self._kind = kill or (0, "", "")
        self._note = note
        self.count = 0

    def before(self, kind: str) -> int:
        """All is ready and nothing is durable yet. Gives the step's number."""
        self.count += self._kind in {"", kind}
        self._fall(self.count, "before", kind)
        return self.count

    def after(self, number: int, kind: str) -> None:
        """It is durable, and nobody has been told."""
        self._fall(number, "after", kind)

    def _fall(self, number: int, when: str, kind: str) -> None:
        if self._kind in {"", kind} and (self._number, self._when) == (number, when):
            self._note.write_text(kind)
            os.kill(os.getpid(), signal.SIGKILL)

    def whet(self, scene: Scene) -> None:
        """Stand at everything that this scene makes durable."""
        keys, local, store = scene.store.keys, scene.local, scene.store
        for name in ("make", "_bury", "_sweep"):
            vars(keys)[name] = self._around(getattr(keys, name), name)
        for name in ("send", "edit"):
            setattr(local, name, self._around_call(getattr(local, name), name))
        write = store.write
        vars(store)["write"] = lambda work: self._written(write, work)

    def _around(self, method: Callable[..., T], kind: str) -> Callable[..., T]:
        def cut(*args: Any, **named: Any) -> T:
            number = self.before(kind)
            result = method(*args, **named)
            self.after(number, kind)
            return result

        return cut

    def _around_call(self, method: Callable[..., Awaitable[T]], kind: str) -> Callable[..., Awaitable[T]]:
        async def cut(*args: Any) -> T:
            number = self.before(kind)
            result = await method(*args)
            self.after(number, kind)
            return result

        return cut

    async def _written(self, write: Callable[[Callable[[Tx], T]], Awaitable[T]], work: Callable[[Tx], T]) -> T:
        number = 0

        def counted(tx: Tx) -> T:
            nonlocal number
            raw: Any = tx.conn.connection.dbapi_connection
            so_far = raw.total_changes
            result = work(tx)
            number = self.before("write") if raw.total_changes > so_far else 0
            return result

        result = await write(counted)
        if number:
            self.after(number, "write")
        return result


# --- wrong orders ------------------------------------------------------------------------------------------------


def receipt_first(scene: Scene) -> None:
    """Answer before the commit."""
    write, loop = scene.store.write, asyncio.get_running_loop()

    async def early(work: Callable[[Tx], T]) -> T:
        seen: asyncio.Future[T] = loop.create_future()

        def shown(tx: Tx) -> T:
            result = work(tx)
            loop.call_soon_threadsafe(seen.set_result, result)
            threading.Event().wait(1)
            return result

        committing = asyncio.ensure_future(write(shown))
        await asyncio.wait([seen, committing], return_when=asyncio.FIRST_COMPLETED)
        return await (seen if seen.done() else committing)

    vars(scene.store)["write"] = early


def done_first(scene: Scene) -> None:
    """Take an entry off the agenda before it is carried out."""
    (acts,) = scene.running.delivery._acts.values()
    assert isinstance(acts, dict)
    for kind in (kinds.CARD, kinds.ASK):
        acts[kind] = partial(_finished_then, scene, acts[kind])


async def _finished_then(scene: Scene, act: Act, entry: Entry) -> None:
    await scene.store.write(lambda tx: agenda.finish(tx, entry.id))
    await act(entry)


def no_delivery_id(_scene: Scene) -> None:
    """Name each attempt of a delivery anew."""
    vars(line_posts)["delivery_id"] = lambda _entry: secrets.token_urlsafe(16)


def no_lease_end(_scene: Scene) -> None:
    """Claim for good."""
    vars(delivery)["LEASE"] = 10000 * delivery.LEASE


def in_order(scene: Scene) -> None:
    """Let what is overdue leave one by one, in the order in which it was due."""
    sender: Delivery = scene.running.delivery
    claim, was_due = sender._claim, due_of_lines(scene.folder)

    async def sorted_claim(lane: Lane) -> tuple[Entry, ...]:
        return tuple(sorted(await claim(lane), key=lambda entry: was_due.get(entry.subject, 0)))

    vars(sender).update(_claim=sorted_claim, _turns=dict.fromkeys(Lane, asyncio.Semaphore(1)))


WRONG: Final[Mapping[str, Callable[[Scene], None]]] = {
    one.__name__: one for one in (receipt_first, done_first, no_delivery_id, no_lease_end, in_order)
}
