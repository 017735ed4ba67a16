"""Where a story's production is kept: an empty home on SQLite or on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from storage.opening import Whereabouts
from tests.storage.conftest import Emptied
from tests.storage.homes import Home, home_on


@pytest.fixture(scope="session")
def _pair(postgresql_url: str) -> Iterator[tuple[Whereabouts, list[Emptied]]]:
    where = Whereabouts(*(postgresql_url.replace("/postgres?", f"/stories_{which}?") for which in ("data", "keys")))
    with psycopg.connect(postgresql_url, autocommit=True) as owner:
        for which in ("data", "keys"):
            owner.execute(f"CREATE DATABASE stories_{which}".encode())
        Home(where, "postgresql").open().close()
        with psycopg.connect(where.data, autocommit=True) as data, psycopg.connect(where.keys, autocommit=True) as keys:
            yield where, [Emptied(data), Emptied(keys)]
        for which in ("data", "keys"):
            owner.execute(f"DROP DATABASE stories_{which} WITH (FORCE)".encode())


@pytest.fixture
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """An empty home on SQLite; where a test asks for it by its parameter, on PostgreSQL."""
    if getattr(request, "param", "sqlite") == "sqlite":
        with home_on("sqlite", request, tmp_path) as found:
            yield found
        return
    where, databases = request.getfixturevalue("_pair")
    yield Home(where, "postgresql")
    for database in databases:
        database.empty()
