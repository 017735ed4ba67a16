"""The set in a real browser: axe, both widths, both lights, the keyboard alone, no script, and what never gets lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from adapters.interface import Answer, Command, Gesture, Pressed, Wrote
from adapters.surfaces import Button, Card
from tests.adapters.conftest import Running, running_set
from tests.adapters.looking import SLIM, WIDE, complaints, opened, pane, posted, serious, tab_to, vars_of
from tests.adapters.scripted import CAST, NOTE, READERS

ARGS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RESULTS = Path("test-results/local-set")
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: Path) -> AsyncIterator[Browser]:
    """Debian's Chromium, one for all tests here: starting it takes longer than most of them."""
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="module")
async def running(tmp_path: Path, browser: Browser) -> AsyncIterator[Running]:
    """A listening set in the browser's loop; no page of the test may have complained when it ends."""
    complaints.clear()
    async with running_set(tmp_path) as one:
        yield one
        for context in browser.contexts:
            await context.close()
    assert complaints == []


@pytest.mark.parametrize("light", ["dark", "light"])
@pytest.mark.parametrize("size", [WIDE, SLIM], ids=["wide", "slim"])
async def test_axe_finds_nothing(browser: Browser, running: Running, size: ViewportSize, light: str) -> None:
    await posted(running)
    page = await opened(browser, running.set.address, viewport=size, color_scheme=light, bypass_csp=True)
    wide = size is WIDE
    for name in ("phone", "readers", "own", "office"):
        if not wide:
            await page.goto(f"{running.set.address}#{name}")
        await expect(pane(page, name).locator("#messages")).to_be_visible()
        assert await serious(pane(page, name)) == []
    assert await serious(page.main_frame) == []
    await page.screenshot(path=RESULTS / f"set-{size['width']}-{light}.png")


@pytest.mark.parametrize("light", ["dark", "light"])
async def test_axe_finds_nothing_on_the_private_pages(browser: Browser, running: Running, light: str) -> None:
    await posted(running)
    page = await opened(browser, running.set.address + "phone/ana", viewport=SLIM, color_scheme=light, bypass_csp=True)
    for open_it, title in (
        ("Open", "A note for you"),
        ("/concern", "Ask or say something"),
        ("Now: ask for someone at once", "Now"),
    ):
        await page.get_by_role("button", name=open_it, exact=True).click()
        await expect(page.get_by_role("heading", name=title, exact=True)).to_be_focused()
        for fold in await page.locator("#sheet summary").all():
            await fold.click()
        assert await serious(page.main_frame) == []
        await page.screenshot(path=RESULTS / f"sheet-{title.split()[0].lower()}-{light}.png")
        await page.get_by_role("link", name="Close").click()
    await page.get_by_text("Someone else").click()
    assert await serious(page.main_frame) == []


async def test_control_axe_finds_what_is_broken(browser: Browser, running: Running) -> None:
    page = await opened(browser, running.set.address + "phone/ana", bypass_csp=True)
    await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img><input><p style=color:#777>x')")
    found = " ".join(await serious(page.main_frame))
    assert "image-alt" in found
    assert "label" in found


async def test_one_story_by_keyboard_alone(browser: Browser, running: Running) -> None:
    await posted(running)
    page = await opened(browser, running.set.address, viewport=WIDE)
    phone = pane(page, "phone")
    await tab_to(page, phone, "Open")
    assert await phone.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    await page.keyboard.press("Enter")
    await expect(phone.get_by_role("heading", name="A note for you")).to_be_focused()
    await tab_to(page, phone, "Ask or say something")
    await page.keyboard.press("Space")
    await expect(phone.get_by_role("heading", name="Ask or say something")).to_be_focused()
    await tab_to(page, phone, "What would you like them to know?")
    await page.keyboard.type("no robe between takes")
    await tab_to(page, phone, "Look at it first")
    await page.keyboard.press("Enter")
    await expect(phone.get_by_role("heading", name="All they will see")).to_be_focused()
    await tab_to(page, phone, "Where")
    await page.keyboard.press("Enter")  # in a line, Enter is the form's own act
    await expect(phone.get_by_role("heading", name="Saved")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(phone.locator("#sheet")).to_have_count(0)
    readers, own = pane(page, "readers"), pane(page, "own")
    await tab_to(page, readers, "Open Quiet Heron")
    await page.keyboard.press("Enter")
    await expect(own.get_by_role("heading", name="Quiet Heron")).to_be_focused()
    await tab_to(page, own, "Answer Quiet Heron")
    await page.keyboard.press("Enter")
    await expect(own.get_by_role("heading", name="Answer Quiet Heron")).to_be_focused()
    assert running.script.acts[-2:] == [Pressed("open_line", "t-heron"), Pressed("reply", "t-heron")]
    assert "no robe between takes" in str([vars_of(act) for act in running.script.acts])


async def test_it_works_without_script(browser: Browser, running: Running) -> None:
    await posted(running)
    page = await opened(browser, running.set.address, viewport=SLIM, java_script_enabled=False)
    phone = pane(page, "phone")
    await phone.get_by_label("Write to Ghostlight").fill("<b>no</b> robe")
    await phone.get_by_role("button", name="Send", exact=True).click()
    await expect(phone.get_by_label("What would you like them to know?")).to_have_value("<b>no</b> robe")
    await phone.get_by_role("button", name="Look at it first").click()
    await expect(phone.get_by_role("heading", name="All they will see")).to_be_visible()
    await phone.get_by_role("link", name="Close").click()
    await expect(phone.locator("#sheet")).to_have_count(0)
    await page.get_by_role("link", name="Readers").click()
    await pane(page, "readers").get_by_role("button", name="Open Quiet Heron").click()
    await page.get_by_role("link", name="Desk").click()
    await expect(pane(page, "own").get_by_role("heading", name="Quiet Heron")).to_be_visible()


async def test_news_arrives_live_and_steals_nothing(browser: Browser, running: Running) -> None:
    await posted(running)
    page = await opened(browser, running.set.address, viewport=WIDE)
    phone, readers = pane(page, "phone"), pane(page, "readers")
    await phone.get_by_label("Write to Ghostlight").fill("half a sen")
    await running.set.send(CAST.people[0].address, replace(NOTE, notice="Ghostlight: a second note"), "d9")
    await expect(phone.get_by_text("a second note")).to_be_visible()
    await expect(phone.get_by_label("Write to Ghostlight")).to_have_value("half a sen")
    await expect(phone.get_by_label("Write to Ghostlight")).to_be_focused()
    message = await running.set.send(READERS, Card("Ghostlight: urgent", "Plain Harbour"), "d10")
    await expect(readers.get_by_role("heading", name="Plain Harbour")).to_be_visible()
    await running.set.edit(message, Card("Ghostlight: urgent", "Taken"))
    await expect(readers.get_by_role("heading", name="Taken")).to_be_visible()
    await running.set.delete(message)
    await expect(readers.get_by_role("heading", name="Taken")).to_have_count(0)
    await phone.get_by_role("button", name="/concern").click()
    await phone.get_by_label("What would you like them to know?").fill("words in a form")
    await running.set.send(CAST.people[0].address, replace(NOTE, notice="Ghostlight: a third note"), "d11")
    await expect(phone.get_by_text("arrived behind this page")).to_be_visible()
    await expect(phone.get_by_label("What would you like them to know?")).to_have_value("words in a form")


async def test_a_form_stays_when_the_bot_fails_or_the_set_is_gone(browser: Browser, running: Running) -> None:
    def fail(_: Gesture) -> Answer:
        raise RuntimeError

    page = await _with_a_form(browser, running)
    running.script.instead = fail
    await page.get_by_role("button", name="Look at it first").click()
    await expect(page.get_by_role("alert")).to_contain_text("That did not work. Nothing you typed is lost")
    await expect(page.get_by_label("What would you like them to know?")).to_have_value("my words")
    running.script.instead = None
    running.set.weather.down = True
    await page.get_by_role("button", name="Look at it first").click()
    await expect(page.get_by_role("alert")).to_contain_text("be reached just now")
    running.set.weather.down = False
    await page.get_by_label("What would you like them to know?").fill("x" * 3001)
    await page.get_by_role("button", name="Look at it first").click()
    await expect(page.get_by_role("alert")).to_contain_text("longer than the box takes")
    await page.get_by_label("What would you like them to know?").fill("my words again")
    await page.get_by_role("button", name="Look at it first").click()
    await expect(page.get_by_text("my words again")).to_be_visible()


async def _with_a_form(browser: Browser, running: Running) -> Page:
    """A phone with words in an open form. Refusals write an error line into the console; here that is meant."""
    context = await browser.new_context(viewport=SLIM)
    page = await context.new_page()
    await page.goto(running.set.address + "phone/ana")
    await page.get_by_role("button", name="/concern").click()
    await page.get_by_label("What would you like them to know?").fill("my words")
    return page


async def test_two_presses_at_once_are_one(browser: Browser, running: Running) -> None:
    page = await opened(browser, running.set.address + "phone/ana", viewport=SLIM)
    running.script.wait = 0.3
    await page.get_by_role("button", name="/concern").dblclick()
    await expect(page.get_by_role("heading", name="Ask or say something")).to_be_visible()
    assert running.script.acts == [Command("concern")]


async def test_the_bar_moves_the_clock_and_the_light(browser: Browser, running: Running) -> None:
    page = await opened(browser, running.set.address, viewport=WIDE, color_scheme="dark")
    phone = pane(page, "phone")
    await phone.get_by_label("Write to Ghostlight").fill("half a sen")
    await page.get_by_role("button", name="+1 h").click()
    await expect(page.get_by_label("Time on the set")).to_have_text("Thursday 23:05")
    await page.get_by_role("link", name="Light", exact=True).click()
    ground = "getComputedStyle(document.body).backgroundColor"
    assert await page.evaluate(ground) == await phone.evaluate("'rgb(236, 230, 219)'")
    assert await phone.evaluate(ground) == "rgb(250, 247, 241)"
    await expect(phone.get_by_label("Write to Ghostlight")).to_have_value("half a sen")
    await page.get_by_role("link", name="Español").click()
    await expect(page.get_by_label("Hora en el set")).to_have_text("Jueves 23:05")
    assert await page.evaluate("document.documentElement.lang") == "es"


async def test_another_page_of_the_same_browser_presses_nothing(browser: Browser, running: Running) -> None:
    target = running.set.address + "phone/ana"
    page = await (await browser.new_context()).new_page()
    form = (
        f'<form method="post" action="{target}"><input name="act" value="write"><input name="as" value="ana">'
        '<input name="words" value="forged"><button>Go</button></form>'
    )
    await page.set_content(form)
    await page.get_by_role("button", name="Go").click()
    await expect(page.locator("body")).to_have_text("403")
    assert running.script.seen == []
    own = await opened(browser, target)
    await own.get_by_label("Write to Ghostlight").fill("not forged")
    await own.get_by_role("button", name="Send", exact=True).click()
    await expect(own.locator("#sheet")).to_be_visible()
    assert [type(act) for act in running.script.acts] == [Wrote]


async def test_nothing_is_smaller_than_a_thumb(browser: Browser, running: Running) -> None:
    await posted(running)
    page = await opened(browser, running.set.address + "phone/ana", viewport=SLIM)
    await page.get_by_role("button", name="/concern").click()
    await expect(page.locator("#sheet")).to_be_visible()
    small = """[...document.querySelectorAll('button, summary, select, textarea, .tick, input[type=text], a')]
        .filter(e => e.checkVisibility() && Math.round(e.getBoundingClientRect().height) < 44).map(e => e.outerHTML)"""
    assert await page.evaluate(small) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= SLIM["width"]


async def test_motion_rests_where_it_is_unwanted(browser: Browser, running: Running) -> None:
    page = await opened(browser, running.set.address + "phone/ana", reduced_motion="reduce")
    await page.get_by_role("button", name="/concern").click()
    await expect(page.locator("#sheet")).to_be_visible()
    assert await page.evaluate("document.getAnimations().length") == 0
    assert await page.locator("#sheet").evaluate("e => getComputedStyle(e).animationName") == "none"


async def test_a_long_line_of_buttons_and_words_breaks(browser: Browser, running: Running) -> None:
    labels = [Button("a", "W" * 24, f"t{number}") for number in range(5)]
    card = Card("x" * 400, "W" * 24, (("W" * 60, "W" * 300),), tuple(labels))
    await running.set.send(CAST.people[0].address, card, "d1")
    page = await opened(browser, running.set.address + "phone/ana", viewport=SLIM)
    await expect(page.get_by_role("button", name="W" * 24).first).to_be_visible()
    assert await page.evaluate("document.querySelector('#messages').scrollWidth") <= SLIM["width"]
