"""What the tests of ends start from: the small invented production, and everybody at their phone."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.privacy.life import Life
from tests.privacy.set import memory, open_set


@pytest.fixture
async def life() -> AsyncIterator[Life]:
    """Give a life on an open set."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder)) as on:
            yield Life.begun(on)
