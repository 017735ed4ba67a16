"""The outer page of a set in one browser context: its panes, its bar, and the pictures a story leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import Browser, Frame, Page, ViewportSize, expect

from adapters.local.cast import SetPerson
from bot.text.catalog import Say, speaker

WIDE: Final = ViewportSize(width=1600, height=1000)
SLIM: Final = ViewportSize(width=390, height=844)
wide = pytest.mark.parametrize("size", [WIDE], indirect=True, ids=["1600"])
"""On a wide screen; a story is told on a phone where nothing is said."""
both_widths = pytest.mark.parametrize("size", [WIDE, SLIM], indirect=True, ids=["1600", "390"])
PANES: Final = ("phone", "readers", "own", "office")
RESULTS: Final = Path("test-results/stories")


class Stage:
    """One browser's view of the whole set, as wide as it is."""

    def __init__(self, address: str, page: Page, language: str, story: str) -> None:
        self.address = address
        self.page = page
        self.clicks = 0
        self.say: Say = speaker(language)
        self.complaints: list[str] = []
        self._story = story
        self._shots = 0
        self._listen()

    @property
    def is_slim(self) -> bool:
        """Whether this is a phone's width."""
        return self.page.viewport_size == SLIM

    def frame(self, pane: str) -> Frame:
        """A pane."""
        frame = self.page.frame(pane)
        assert frame is not None
        return frame

    async def turn_to(self, pane: str) -> None:
        """On a phone one pane stands in front."""
        if not self.is_slim or self.page.url.endswith(f"#{pane}"):
            return
        await self.page.locator(f'.tabs a[href="#{pane}"]').click()
        await expect(self.page.locator(f"#{pane}")).to_be_visible()

    async def choose(self, pane: str, who: SetPerson) -> None:
        """Choose whose eyes a pane is."""
        if pane == "readers":
            return
        await self.turn_to(pane)
        frame = self.frame(pane)
        await frame.locator(".someone summary").click()
        await frame.locator(".someone select").select_option(who.id)
        async with self.page.expect_response(lambda response: f"who={who.id}" in response.url):
            await frame.locator(".someone button").click()
        await expect(frame.locator(f'#chat input[name="as"][value="{who.id}"]').first).to_be_attached()

    async def speaks(self, language: str) -> None:
        """Press the set's own [Español] or [English]; the panes begin anew."""
        await self.page.locator(f'nav.pick a[hreflang="{language}"]').click()
        await self._is_ready()
        self.say = speaker(language)

    async def begins_again(self) -> None:
        """The browser was closed and is opened anew, as when the phone rang in between."""
        context, address = self.page.context, self.page.url.partition("#")[0]
        await self.page.close()
        self.page = await context.new_page()
        self._listen()
        await self.page.goto(address)
        await self._is_ready()

    def _listen(self) -> None:
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda one: self.complaints.append(one.text) if one.type == "error" else None)

    async def _is_ready(self) -> None:
        for pane in PANES:
            await expect(self.page.frame_locator(f"#{pane} iframe").locator("#messages")).to_be_attached()

    async def elsewhere(self) -> Stage:
        """The same set in a browser that knows nothing of this one."""
        browser, size = self.page.context.browser, self.page.viewport_size
        assert browser
        assert size
        other = await staged(browser, self.address, size, f"{self._story}-elsewhere")
        other.complaints = self.complaints
        return other

    async def goes_on(self, move: str = "next", *, times: int = 1) -> None:
        """Move the set's clock by the bar."""
        button = self.page.get_by_role("button", name=self.say(f"set-move-{move}"), exact=True)
        for _ in range(times):
            async with self.page.expect_response(lambda response: "/stage?" in response.url):
                await button.click()
            await expect(self.page.locator("form.clock[aria-busy]")).to_have_count(0)

    async def shot(self, name: str, pane: str = "") -> None:
        """Leave a picture."""
        if pane:
            await self.turn_to(pane)
        self._shots += 1
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        await self.page.screenshot(path=RESULTS / f"{self._story}-{width}-{self._shots:02}-{name}.png")

    async def said_in(self, pane: str) -> str:
        """All that stands in a pane's messages."""
        await self.turn_to(pane)
        return await self.frame(pane).locator("#messages").inner_text()

    async def served(self, where: str) -> str:
        """A page as the set serves it now, byte for byte, to whoever asks for it in this browser."""
        response = await self.page.request.get(self.address + where)
        assert response.ok
        return await response.text()


async def staged(browser: Browser, address: str, size: ViewportSize, story: str, *, bypass_csp: bool = False) -> Stage:
    """The set, open in a browser of its own."""
    context = await browser.new_context(
        viewport=size, reduced_motion="reduce", color_scheme="light", bypass_csp=bypass_csp
    )
    context.set_default_timeout(10_000)
    stage = Stage(address, await context.new_page(), "en", story)
    await stage.page.goto(f"{address}?lang=en")
    await stage._is_ready()
    return stage
