"""The house a round is played in: the demo's invented production in a fresh folder, and people who write."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Final

from adapters.local.cast import PLATFORM, WORKSPACE
from bot.clock import SystemClock
from bot.demo_cast import BOOK, PEOPLE, UNITS, roster_of
from bot.entropy import SystemEntropy
from bot.house import House
from bot.lines.addressing import Wishes
from bot.lines.raising import Draft, Raising, Writer
from bot.text.catalog import FOLDER, LANGUAGES
from escalation import aliases
from escalation.concern import Urgency
from storage import opening, people, productions
from storage.envelope import KEY_BYTES, Key
from storage.keys import Production, Use
from storage.productions import Founding
from storage.roots import derive
from storage.spares import Spares
from storage.store import Store, Tx

_CREW: Final = [one.id for one in PEOPLE if one.audience == "person"]
_WORDS: Final = (
    "The sheet says the scene is closed, and yesterday there were people at the monitor I had not agreed to. " * 4
)
_WRITTEN: Final = ("concerns", "words", "steps", "submissions", "audit", "agenda", "retired", "names")


@dataclass(frozen=True, slots=True)
class Scene:
    """One production, ready to take concerns."""

    house: House
    raising: Raising
    data: Path
    once: Iterator[int]

    async def at_once(self) -> None:
        """Raise one concern in one transaction; return when it is durable."""
        number = next(self.once)
        await self.raising.at_once(_writer(number), draft(Urgency.now), Wishes(), f"once-{number}")

    async def in_two(self) -> None:
        """Raise one concern as the two screens do: the draft, then the sending; return when it is durable."""
        number = next(self.once)
        writer = _writer(number)
        kept = await self.raising.draft(writer, draft(Urgency.today), f"once-{number}")
        await self.raising.send(writer.account, kept.access, Wishes())


@contextlib.asynccontextmanager
async def open_scene(folder: Path) -> AsyncIterator[Scene]:
    """Found a production in this new folder, with the spare keys that idle time would have made."""
    where = opening.in_folders(folder / "data", folder / "keys")
    roots = derive(Key(os.urandom(KEY_BYTES), 1), Key(os.urandom(KEY_BYTES), 1))
    store = await asyncio.to_thread(opening.open_store, where, roots)
    try:
        production = await _founded(store)
        spares = Spares(store.keys)
        await spares.refill(production)
        house = House(store, spares, production, SystemClock(), SystemEntropy(), _nobody, _nobody)
        yield Scene(house, Raising(house, _lexicons()), folder / "data" / "ghostlight.sqlite3", count())
    finally:
        store.close()


async def _founded(store: Store) -> Production:
    key, production = store.keys.make_production(os.urandom(16))
    (ledger,) = store.keys.make(Use.ROUTE, production, 1)
    roster, filled = store.keys.make(Use.CONTENT, production, 2)

    def work(tx: Tx) -> None:
        productions.found(tx, production, BOOK, Founding(key, ledger, roster))
        for unit in UNITS:
            productions.add_unit(tx, production, unit)
        people.change(tx, production, filled, lambda _: roster_of())

    await store.write(work)
    return production


@cache
def _lexicons() -> dict[str, aliases.Lexicon]:
    return {code: aliases.parse((FOLDER / f"aliases.{code}.txt").read_text(encoding="utf-8")) for code in LANGUAGES}


def draft(urgency: Urgency) -> Draft:
    """A first screen as somebody fills it."""
    unit = UNITS[0]
    return Draft(_WORDS, urgency, unit.readers, unit.id)


def bytes_of_one(data: Path) -> int:
    """How many bytes the first concern of a production wrote: its rows as they stand, and the whole ledger page."""
    with contextlib.closing(sqlite3.connect(data)) as conn:
        return sum(_bytes(conn, table) for table in _WRITTEN) + _bytes(conn, "pages", "WHERE kind = 'ledger'")


def concerns_in(data: Path) -> int:
    """How many concerns stand in this data file."""
    with contextlib.closing(sqlite3.connect(data)) as conn:
        (count_of,) = conn.execute("SELECT count(*) FROM concerns").fetchone()
        return int(count_of)


def _bytes(conn: sqlite3.Connection, table: str, where: str = "") -> int:
    rows = conn.execute(f"SELECT * FROM {table} {where}").fetchall()  # noqa: S608 - our own tables' names
    return sum(len(value) if isinstance(value, bytes | str) else 4 for row in rows for value in row)


def _writer(number: int) -> Writer:
    return Writer((PLATFORM, WORKSPACE, _CREW[number % len(_CREW)]), "en")


def _nobody() -> None:
    """No alarm clock stands here: what is measured ends when the concern is durable."""
