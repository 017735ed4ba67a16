"""The demo with a story on its stage, in a browser: [Next step] pressed to the end, and what the bar says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from playwright.async_api import Locator, expect

from adapters.local.platform import LocalSet
from bot.demo import open_demo
from bot.stories import Story
from tests.e2e.story_set import spoken_in
from tests.e2e.story_stage import RESULTS, Stage

STEP_TIME: Final = 60_000
_OVER: Final = "section.story:not([data-state=playing])"


@asynccontextmanager
async def telling(folder: Path, story: Story) -> AsyncIterator[LocalSet]:
    """The demo as `ghostlight demo --story` starts it, on a free port, while the block runs."""
    running, local = await open_demo(folder, 0, story=story)
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(running.serve())
        await local.ready()
        try:
            yield local
            assert spoken_in(local) == []
        finally:
            serving.cancel()
            with suppress(asyncio.CancelledError):
                await serving
            local.close()
    assert list(local.faults) == []


class Player:
    """Whoever presses [Next step]."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.bar: Locator = stage.page.locator("#story")

    async def next_step(self) -> None:
        """Press [Next step]; once more, so that nothing in it rests; and wait until it is over."""
        button = self.bar.get_by_role("button", name=self.stage.say("story-next"), exact=True)
        await button.click()
        with suppress(AssertionError):
            await expect(self.bar).to_have_attribute("data-state", "playing", timeout=2000)
            await button.click(timeout=2000)
        await expect(self.stage.page.locator(_OVER)).to_be_attached(timeout=STEP_TIME)

    async def state(self) -> str:
        """How the story stands: ready, rests, ended, failed or stopped."""
        return await self.bar.get_attribute("data-state") or ""

    async def problem(self) -> str:
        """What the story says of a step that hasn't come true; empty if all have."""
        fault = self.bar.get_by_role("alert")
        return await fault.inner_text() if await fault.count() else ""

    async def to_the_end(self, story: Story) -> str:
        """Play all steps; gives what didn't come true, empty if everything did."""
        for step in story.steps:
            await self.next_step()
            if problem := await self.problem():
                return problem
            await expect(self.bar.get_by_text(step[self.language][:40])).to_be_visible()
        return ""

    @property
    def language(self) -> str:
        """The language the story is told in."""
        return "es" if self.stage.say("set-language-name") == "Español" else "en"

    async def shot(self, name: str) -> None:
        """Leave a picture."""
        width = self.stage.page.viewport_size["width"] if self.stage.page.viewport_size else 0
        await self.stage.page.screenshot(path=RESULTS / f"played-{name}-{width}.png")
