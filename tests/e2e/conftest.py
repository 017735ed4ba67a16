"""What the stories share: one Chromium for all of them, a running set for each, both widths."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize, async_playwright

from tests.e2e.story_set import Playing, playing
from tests.e2e.story_stage import SLIM, Stage, staged

ARGS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: Path) -> AsyncIterator[Browser]:
    """Debian's Chromium, one for all stories: starting it takes as long as some of them."""
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield launched
        await launched.close()


@pytest.fixture
def size(request: pytest.FixtureRequest) -> ViewportSize:
    """A phone with one pane in front; where a test says so a wide screen with four side by side, or both in turn."""
    chosen: ViewportSize = getattr(request, "param", SLIM)
    return chosen


@pytest_asyncio.fixture(loop_scope="session")
async def play(tmp_path: Path, browser: Browser) -> AsyncIterator[Playing]:
    """A running set. When the story ends nothing failed, and no message said more than it may."""
    async with playing(tmp_path) as one:
        yield one
        for context in browser.contexts:
            await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stage(
    play: Playing, browser: Browser, size: ViewportSize, request: pytest.FixtureRequest
) -> AsyncIterator[Stage]:
    """The set, open in a browser whose console stays quiet."""
    story = request.node.name.removeprefix("test_").partition("[")[0]
    one = await staged(browser, play.local.address, size, story)
    yield one
    assert one.complaints == []
