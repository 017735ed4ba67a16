"""The stories that every release must pass (DOMAIN, section 8), played in a browser by the buttons people have."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize, expect

from tests.e2e.story_hands import ANY, Hand, sat
from tests.e2e.story_set import Playing, playing
from tests.e2e.story_stage import SLIM, WIDE, Stage, staged

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture(params=[WIDE, SLIM], ids=["1600", "390"])
def size(request: pytest.FixtureRequest) -> ViewportSize:
    return request.param


@pytest_asyncio.fixture(loop_scope="session")
async def stage(tmp_path: Path, browser: Browser, size: ViewportSize, request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with playing(tmp_path) as play:
        one = await staged(browser, play, size, request.node.originalname)
        yield one
        for context in browser.contexts:
            await context.close()
        assert one.complaints == []


async def test_01_the_night_before(stage: Stage) -> None:
    await stage.goes_on("1h", times=11)
    ada = await sat(stage, "phone", "ada")
    await ada.command("set-command-concern")
    await ada.write("write-box", "Tomorrow I would like a robe between takes.")
    await ada.tick("write-urgency-before-scene")
    await ada.press("write-next")
    await ada.sees("preview-all")
    await stage.shot("preview")
    await ada.press("preview-send")
    await ada.sees("choose-scene")
