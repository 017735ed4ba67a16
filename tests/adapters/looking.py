"""How the browser tests look at the set: its panes, what axe says of them, and where the keyboard leads."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from playwright.async_api import Browser, Frame, Page, ViewportSize

from tests.adapters.conftest import Running
from tests.adapters.scripted import CAST, DUTY, LINE, NOTE, OFFICE, READERS

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
WIDE, SLIM = ViewportSize(width=1600, height=1000), ViewportSize(width=390, height=844)
complaints: list[str] = []


async def posted(running: Running) -> None:
    """A set with something in every pane."""
    await running.set.send(CAST.people[0].address, NOTE, "d1")
    await running.set.send(CAST.people[2].address, NOTE, "d2")
    await running.set.send(READERS, LINE, "d3")
    await running.set.send(OFFICE, DUTY, "d4")


async def opened(browser: Browser, address: str, **look: Any) -> Page:
    """A page; a complaint of its own script or its policy fails the test."""
    context = await browser.new_context(**look)
    page = await context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    await page.goto(address)
    return page


def pane(page: Page, name: str) -> Frame:
    """One pane of the outer page."""
    frame = page.frame(name)
    assert frame is not None
    return frame


async def serious(frame: Frame) -> list[str]:
    """What axe finds in one frame, moderate findings too."""
    await frame.evaluate(AXE)
    found: dict[str, Any] = await frame.evaluate("axe.run(document, {iframes: false, resultTypes: ['violations']})")
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"] if one["impact"] != "minor"]


def vars_of(act: object) -> object:
    """A form's values, for an act that has some."""
    return getattr(act, "values", None)


async def tab_to(page: Page, frame: Frame, name: str) -> None:
    """Press Tab until something whose name begins so has the focus in this pane."""
    name_of = """() => { const e = document.activeElement; const label = e.labels && e.labels[0];
        return document.hasFocus() ? e.getAttribute('aria-label') || (label || e).textContent.trim() : ''; }"""
    for _ in range(60):
        await page.keyboard.press("Tab")
        if str(await frame.evaluate(name_of)).startswith(name):
            return
    pytest.fail(f"the keyboard doesn't reach {name!r}")
