"""Where a test's store lives: two SQLite folders, or two PostgreSQL databases; and a production to begin with."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Column, select

from escalation.concern import Basis, State, Urgency
from storage import concerns, ledger, productions
from storage.concerns import Concern, NewConcern
from storage.envelope import KEY_BYTES, Key
from storage.keys import Production, Spare, Use
from storage.ledger import Route, Slot
from storage.lines import Line, Said, Voice
from storage.opening import Whereabouts, in_folders, open_store
from storage.productions import Book, Channel, Founding
from storage.roots import Roots, derive
from storage.spares import Spares
from storage.store import GroupWriter, PooledWriter, Store, Tx

DATABASES = ["sqlite", "postgresql"]
# No test here needs a disk: a kill takes nothing from the system's own memory, and what a power cut takes is not asked.
MEMORY = Path("/dev/shm")
NOW = datetime(2026, 3, 14, 18, 30, tzinfo=UTC)
BOOK = Book(
    name="The Long Take",
    kind="film",
    runner="the guild",
    zone="Europe/Madrid",
    language="en",
    country="ES",
    readers_channel=Channel("local", "w", "readers"),
    office_channel=Channel("local", "w", "office"),
    outside=(),
    crew=30,
)


def random_id() -> bytes:
    """Sixteen random bytes."""
    return os.urandom(16)


def fresh_secrets() -> tuple[bytes, bytes]:
    """Two roots that nothing else was ever sealed under."""
    return os.urandom(KEY_BYTES), os.urandom(KEY_BYTES)


def roots_of(secrets: tuple[bytes, bytes]) -> Roots:
    """What these two roots give."""
    content, way = secrets
    return derive(Key(content, 1), Key(way, 1))


def route(user: str = "U1", **more: str) -> Route:
    """Somebody's way back."""
    return replace(Route("local", "w", user), **more)


def line(alias: str = "Quiet Heron", **more: Any) -> Line:
    """A line as it is when it was just saved."""
    times = {"saved_at": NOW, "leaves_at": NOW, "ends_at": NOW + timedelta(days=90)}
    given: dict[str, Any] = {"urgency": Urgency.today, "state": State.saved, "unit": "u1"}
    given |= {"readers": ("r1", "r2"), "basis": Basis.happened}
    return Line(alias=alias, **(times | given | more))


def said(words: str, voice: Voice = Voice.PERSON) -> Said:
    """Words on a line."""
    return Said(voice, words, NOW)


@dataclass(frozen=True, slots=True)
class Home:
    """Both stores of one test, which can be opened as often as it likes."""

    where: Whereabouts
    database: str
    folders: tuple[Path, ...] = ()
    secrets: tuple[bytes, bytes] = field(repr=False, default_factory=fresh_secrets)

    @property
    def roots(self) -> Roots:
        """What its two roots give."""
        return roots_of(self.secrets)

    def open(self, roots: Roots | None = None) -> Store:
        """Open it, under its own roots if none are given."""
        return open_store(self.where, roots or self.roots)


@contextmanager
def home_on(database: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Home]:
    """Give an empty home on `sqlite` or `postgresql`; it is gone afterwards."""
    if database == "sqlite":
        with tempfile.TemporaryDirectory(prefix="ghostlight-", dir=MEMORY if MEMORY.is_dir() else folder) as name:
            folders = (Path(name, "data"), Path(name, "keys"))
            yield Home(in_folders(*folders), database, folders)
        return
    url = request.getfixturevalue("postgresql_database")
    with psycopg.connect(url, autocommit=True) as owner:
        name = f"{owner.info.dbname}_keys"
        owner.execute(f"CREATE DATABASE {name}".encode())
        yield Home(Whereabouts(url, url.replace(f"/{owner.info.dbname}?", f"/{name}?")), database)
        owner.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@dataclass(frozen=True, slots=True)
class Raised:
    """A concern that was raised in a test, and the handle only its ledger knows."""

    concern: Concern
    handle: bytes = field(repr=False)

    @property
    def id(self) -> bytes:
        """The concern's id."""
        return self.concern.id


@dataclass(frozen=True, slots=True)
class Stage:
    """An open store with one production."""

    store: Store
    production: Production
    spares: Spares

    async def content(self) -> Spare:
        """A spare for words, heads and the roster."""
        return (await self.spares.hand(self.production, Use.CONTENT))[0]

    async def way(self) -> Spare:
        """A spare for the ledger."""
        return (await self.spares.hand(self.production, Use.ROUTE))[0]

    async def add(self, who: Route, handle: bytes | None = None) -> bytes:
        """Add a way back; its handle."""
        slot, spare = Slot(handle or random_id(), who), await self.way()
        await self.store.write(lambda tx: ledger.add(tx, self.production, slot, spare))
        return slot.handle

    async def raised(self, who: Route, *words: str, handle: bytes | None = None, **more: Any) -> Raised:
        """Raise a concern the way a desk does: slot, concern and words in one transaction."""
        new = NewConcern(random_id(), handle or random_id(), await self.content(), await self.content())
        spare = await self.way()

        def work(tx: Tx) -> Raised:
            ledger.add(tx, self.production, Slot(new.handle, who), spare)
            concern = concerns.create(tx, self.production, new, line(**more))
            for one in words:
                concerns.say(tx, self.production, concern, said(one))
            return Raised(concern, new.handle)

        return await self.store.write(work)

    async def routes(self) -> dict[bytes, Route]:
        """Every way back, by handle."""
        slots = await self.store.read(lambda tx: ledger.slots(tx, self.production))
        return {slot.handle: slot.route for slot in slots}


async def founded(store: Store) -> Stage:
    """Found a production in an open store."""
    spares = Spares(store.keys)
    key, production = await asyncio.to_thread(store.keys.make_production, random_id())
    (first,) = await spares.hand(production, Use.ROUTE)
    (second,) = await spares.hand(production, Use.CONTENT)
    await store.write(lambda tx: productions.found(tx, production, BOOK, Founding(key, first, second)))
    return Stage(store, production, spares)


def writer_engine(store: Store) -> Any:
    """The engine of whichever writer this store has."""
    assert isinstance(store._writer, GroupWriter | PooledWriter)
    return store._writer._engine


def sizes_of(tx: Tx, column: Column[Any]) -> set[int]:
    """How many bytes the values of a column have."""
    return {len(one) for one in tx.conn.scalars(select(column))}
