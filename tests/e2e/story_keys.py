"""The keyboard: where Tab leads, across all panes of the set."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.async_api import Frame

from tests.e2e.story_stage import Stage

MOST_TABS: Final = 120
_NAME: Final = """() => {
  const e = document.activeElement;
  if (!document.hasFocus() || e.tagName === "IFRAME") return "";
  const label = e.labels && e.labels[0];
  return e.getAttribute("aria-label") || (label || e).textContent.trim();
}"""
_OUTLINE: Final = "getComputedStyle(document.activeElement).outlineStyle"


async def tab_to(stage: Stage, frame: Frame, name: str, press: str = "") -> None:
    """Press Tab until what has this name has the focus in this frame, and shows it; then perhaps another key."""
    for _ in range(MOST_TABS):
        await stage.page.keyboard.press("Tab")
        if await frame.evaluate(_NAME) == name:
            break
    else:
        pytest.fail(f"the keyboard doesn't reach {name!r}")
    assert await frame.evaluate(_OUTLINE) == "solid"
    if press:
        await stage.page.keyboard.press(press)
