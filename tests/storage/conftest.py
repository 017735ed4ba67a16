"""What the tests of storage start from, each on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.storage.homes import DATABASES, Home, Stage, founded, home_on


@pytest.fixture(params=DATABASES)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """Give an empty home."""
    with home_on(request.param, request, tmp_path) as found:
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
