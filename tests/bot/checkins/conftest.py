"""An office on a copy of the small production."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.checkins.set import BARE, Office, office, office_on
from tests.bot.stage import ROOTS, founded_in
from tests.privacy.set import memory
from tests.storage.homes import home_on


@pytest.fixture
async def desk() -> AsyncIterator[Office]:
    """Give an office with one scene tomorrow, whose call sheet isn't out."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with office(Path(folder)) as opened:
            await opened.schedule.put(BARE)
            yield opened


@pytest.fixture
async def postgresql_office(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Office]:
    """Give an office on PostgreSQL."""
    with home_on("postgresql", request, tmp_path) as home:
        store = home.open(ROOTS)
        yield await office_on(await founded_in(store))
        store.close()
