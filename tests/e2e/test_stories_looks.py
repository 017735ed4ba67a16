"""How the set looks while a story is played: what axe says of each surface, the picture for the README, other pages."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Route, ViewportSize, expect

from adapters.surfaces import Card
from tests.adapters.looking import serious
from tests.e2e.story_hands import sat
from tests.e2e.story_moves import answered, heard, left, looked, opened, raised, shut, wrote
from tests.e2e.story_set import Playing, person, spoken_in
from tests.e2e.story_stage import RESULTS, Stage, both_widths, staged, wide

pytestmark = pytest.mark.asyncio(loop_scope="session")

WORDS = "Yesterday the door was opened without knocking. I would like somebody to be there."
ANSWER = "Thank you for telling me. I will stand at the door tomorrow. Nobody hears of this from me."
LIGHTS: tuple[Literal["dark"], Literal["light"]] = ("dark", "light")
PICTURE = Path("docs/pictures/set.png")


@pytest_asyncio.fixture(loop_scope="session")
async def judged(play: Playing, browser: Browser, size: ViewportSize) -> AsyncIterator[Stage]:
    """A set that axe may be let into."""
    stage = await staged(browser, play.local.address, size, "axe", bypass_csp=True)
    yield stage
    assert stage.complaints == []


@both_widths
async def test_axe_finds_nothing_on_the_main_surfaces(judged: Stage) -> None:
    stage = judged
    ada = await sat(stage, "phone", "ada")
    await ada.command("set-command-concern")
    await ada.titled("write-title")
    await _judge(stage, "phone", "write")
    await ada.close()
    await wrote(ada, "As the only make-up artist I was there at 14:05.")
    await _judge(stage, "phone", "preview")
    await ada.close()
    alias = await raised(ada, WORDS)
    await _judge(stage, "phone", "receipt")
    await left(stage, alias)
    await _judge(stage, "readers", "card")
    mara = await opened(stage, "mara", alias)
    await _judge(stage, "own", "opened")
    await answered(mara, alias, ANSWER, WORDS)
    await mara.press("desk-press-desk")
    await mara.titled("desk-title")
    await _judge(stage, "own", "desk")
    await heard(ada, ANSWER)
    await ada.unfold("line-record")
    await ada.unfold("line-more")
    await _judge(stage, "phone", "line")
    await shut(ada)
    await ada.start("note-now")
    await ada.titled("now-title")
    await _judge(stage, "phone", "now")


@wide
async def test_what_comes_while_a_pane_still_loads_is_shown(stage: Stage, play: Playing) -> None:
    drawn, may_listen = asyncio.Event(), asyncio.Event()

    async def held(route: Route) -> None:
        drawn.set()
        await may_listen.wait()
        await route.continue_()

    await stage.page.route("**/set.js", held)
    landing = asyncio.create_task(stage.page.reload())
    await drawn.wait()
    await asyncio.sleep(0.5)  # every pane is drawn, and what follows is told to nobody who listens
    await play.local.send(person("mara").address, Card("Ghostlight: urgent"), "while-it-loads")
    await asyncio.sleep(0.5)
    may_listen.set()
    await landing
    await expect(stage.frame("own").get_by_text("Ghostlight: urgent")).to_be_attached()


@both_widths
async def test_axe_finds_nothing_in_the_office(judged: Stage) -> None:
    odile = await sat(judged, "office", "odile")
    await odile.command("set-command-scene")
    await odile.press("office-press-who")
    await odile.sees("office-by-design")
    await _judge(judged, "office", "office")


async def test_control_axe_finds_what_is_broken(judged: Stage) -> None:
    frame = judged.frame("phone")
    await frame.evaluate("document.body.insertAdjacentHTML('beforeend', '<input><p style=color:#777>x')")
    assert await serious(frame)


async def _judge(stage: Stage, pane: str, name: str) -> None:
    """Axe, by day and by night, with a picture of each."""
    await stage.turn_to(pane)
    for light in LIGHTS:
        await stage.page.emulate_media(color_scheme=light)
        assert await serious(stage.frame(pane)) == [], (name, light)
        await stage.shot(f"{name}-{light}")


@wide
async def test_the_picture_of_the_readme(stage: Stage) -> None:
    await stage.page.emulate_media(color_scheme="dark")
    ada = await sat(stage, "phone", "ada")
    alias = await raised(ada, WORDS)
    await left(stage, alias)
    mara = await opened(stage, "mara", alias)
    await answered(mara, alias, ANSWER, WORDS)
    await heard(ada, ANSWER)
    await opened(stage, "mara", alias)
    odile = await sat(stage, "office", "odile")
    await odile.command("set-command-scene")
    await odile.press("office-press-who")
    await odile.sees("office-by-design")
    await stage.page.mouse.move(0, 0)
    picture = PICTURE if os.environ.get("GHOSTLIGHT_PICTURES") == "1" else RESULTS / PICTURE.name
    picture.parent.mkdir(parents=True, exist_ok=True)
    await stage.page.screenshot(path=picture)
    assert picture.stat().st_size > 50_000


@wide
async def test_another_page_of_the_same_browser_presses_nothing(stage: Stage) -> None:
    ada = await sat(stage, "phone", "ada")
    other = await stage.page.context.new_page()
    form = (
        f'<form method="post" action="{stage.address}phone/ada"><input name="act" value="write">'
        '<input name="as" value="ada"><input name="words" value="forged words"><button>Go</button></form>'
    )
    await other.route("http://elsewhere.invalid/", lambda route: route.fulfill(body=form, content_type="text/html"))
    await other.goto("http://elsewhere.invalid/")
    async with other.expect_response(stage.address + "phone/ada") as refused:
        await other.get_by_role("button", name="Go").click()
    assert (await refused.value).status == 403
    await other.close()
    assert "forged words" not in await stage.served("phone/ada")
    composer = stage.frame("phone").get_by_label(stage.say("set-write-to"), exact=True)
    await composer.fill("not forged words")
    await stage.frame("phone").get_by_role("button", name=stage.say("set-send"), exact=True).click()
    await ada.sees("typed-text", keeper=ada.say("chat-keeper", platform="local"))
    await expect(ada.sheet.get_by_label(ada.say("write-box"), exact=True)).to_have_value("not forged words")
    assert "not forged words" in await stage.served("phone/ada")
    await looked(ada)
    await ada.sees("lines-none")


async def test_control_a_message_that_says_more_is_found(play: Playing) -> None:
    assert spoken_in(play.local) == []
    said = await play.local.send(person("ada").address, Card("Ghostlight: Quiet Heron has an answer"), "control")
    assert spoken_in(play.local) == ["Ghostlight: Quiet Heron has an answer"]
    await play.local.delete(said)
