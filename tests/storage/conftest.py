"""What the tests of storage start from, each on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from storage.opening import Whereabouts
from storage.store import Store
from tests.storage.homes import DATABASES, Home, Stage, founded, home_on

# Two new databases, their migrations and their end take 0.2 s of a processor; emptied ones are as good and take 0.02.
_OURS = "SELECT array_agg(relname ORDER BY relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
_TRIGGERS = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"


class Emptied:
    """One database that many tests use, one after the other."""

    def __init__(self, owner: psycopg.Connection[tuple[object, ...]]) -> None:
        self._owner = owner
        self._made = owner.execute(_OURS).fetchone()

    def empty(self) -> None:
        """Let it be as it was, whoever is still connected."""
        self._owner.execute(_OTHERS)
        if self._owner.execute(_OURS).fetchone() != self._made or self._owner.execute(_TRIGGERS).fetchone() != (0,):
            self._owner.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")  # the next one migrates anew
            return
        names = [str(name) for (name,) in self._owner.execute(_TABLES) if name != "alembic_version"]
        deleting = "; ".join(f"DELETE FROM {name}" for name in names)  # noqa: S608 - names from the catalogue
        self._owner.execute(deleting.encode())


@pytest.fixture(scope="session")
def _pair(postgresql_url: str) -> Iterator[tuple[Whereabouts, list[Emptied]]]:
    where = Whereabouts(*(postgresql_url.replace("/postgres?", f"/storage_{which}?") for which in ("data", "keys")))
    with psycopg.connect(postgresql_url, autocommit=True) as owner:
        for which in ("data", "keys"):
            owner.execute(f"CREATE DATABASE storage_{which}".encode())
        Home(where, "postgresql").open().close()
        with psycopg.connect(where.data, autocommit=True) as data, psycopg.connect(where.keys, autocommit=True) as keys:
            yield where, [Emptied(data), Emptied(keys)]
        for which in ("data", "keys"):
            owner.execute(f"DROP DATABASE storage_{which} WITH (FORCE)".encode())


@pytest.fixture(params=DATABASES)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """Give a home that holds nothing."""
    if request.param == "sqlite":
        with home_on(request.param, request, tmp_path) as found:
            yield found
        return
    where, databases = request.getfixturevalue("_pair")
    yield Home(where, request.param)
    for database in databases:
        database.empty()


@pytest.fixture
def fresh_home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """Give a home on PostgreSQL in which not even a table is."""
    with home_on("postgresql", request, tmp_path) as found:
        yield found


@pytest.fixture
async def store(home: Home) -> AsyncIterator[Store]:
    """Give an open store."""
    opened = home.open()
    yield opened
    opened.close()


@pytest.fixture
async def stage(store: Store) -> Stage:
    """Give an open store with one production."""
    return await founded(store)
