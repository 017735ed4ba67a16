"""Bad input over HTTP: the whole set as it is served, with somebody who sends what no browser would."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import aiohttp
import pytest

from escalation.plain import normalise
from tests.bot.bad_hand import WORDS
from tests.bot.bad_set import OnSet, demo
from tests.bot.bad_words import LONG, NASTY

Pairs = list[tuple[str, str]]
_INPUT = re.compile(r'<input type="hidden" name="(shape|seal|once|token)" value="([^"]*)"')
_BOX = re.compile(r"<textarea[^>]*>\n?(.*?)</textarea>", re.DOTALL)


@dataclass(slots=True)
class Browser:
    """Somebody who posts to one person's phone."""

    on: OnSet = field(repr=False)
    client: aiohttp.ClientSession = field(repr=False)
    user: str = "ada"
    page: str = field(repr=False, default="")
    status: int = 0

    async def post(self, *pairs: tuple[str, str], origin: str = "") -> str:
        """Send these pairs; the page that comes back."""
        local = self.on.local
        own = {"Origin": origin or f"http://127.0.0.1:{local.port}"}
        body = aiohttp.FormData([("as", self.user), *pairs], charset="utf-8")
        async with self.client.post(local.address + f"phone/{self.user}", data=body, headers=own) as response:
            self.status, self.page = response.status, await response.text()
        return self.page

    async def command(self, name: str) -> str:
        """Type a command."""
        return await self.post(("act", "command"), ("name", name))

    def surface(self) -> Pairs:
        """What the sheet that is shown sends along unseen."""
        return [("act", "surface"), *((name, html.unescape(value)) for name, value in _INPUT.findall(self.page))]

    def boxes(self) -> list[str]:
        """What stands in the boxes."""
        return [html.unescape(words) for words in _BOX.findall(self.page)]

    async def box(self) -> Pairs:
        """Open the first screen; what an untouched one would send, without its words."""
        await self.command("concern")
        ticked = re.findall(r'name="f\.readers" value="([^"]*)" checked', self.page)
        unit = re.findall(r'name="f\.unit" value="([^"]*)" checked', self.page)
        return [
            *self.surface(),
            *(("f.readers", one) for one in ticked),
            *(("f.unit", one) for one in unit),
            ("f.urgency", "today"),
        ]


@asynccontextmanager
async def served() -> AsyncIterator[Browser]:
    """The demo, served; nothing else runs, so that time is the test's."""
    async with demo() as on, aiohttp.ClientSession() as client, asyncio.TaskGroup() as group:
        serving = group.create_task(on.local.run(on.running.doors.receive))
        await on.local.ready()
        yield Browser(on, client)
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving


@pytest.fixture
async def ada() -> AsyncIterator[Browser]:
    """Ada's browser."""
    async with served() as one:
        yield one


@pytest.mark.parametrize("kind", ["html", "mentions", "fluent", "null bytes", "emoji sequences", "bidi", "sql", "json"])
async def test_typed_words_are_shown_as_words(ada: Browser, kind: str) -> None:
    form = await ada.box()
    await ada.post(*form, ("f.words", NASTY[kind]))
    assert ada.status == 200, ada.page
    plain = normalise(NASTY[kind].replace("\0", "\ufffd"))
    for mark, escaped in (('"', "&quot;"), ("'", "&#x27;"), ("'", "&#39;")):
        ada.page = ada.page.replace(escaped, mark)
    assert html.escape(plain, quote=False) in ada.page
    assert "<script>alert" not in ada.page
    assert "<img src=x" not in ada.page
    assert await ada.on.every_word() == [plain]


async def test_a_long_form_is_refused_in_a_sentence_with_every_word_still_there(ada: Browser) -> None:
    form = await ada.box()
    await ada.post(*form, ("f.words", LONG))
    assert ada.status == 400
    assert LONG in ada.boxes()
    assert await ada.on.lines() == ()


async def test_a_long_message_in_the_chat_is_offered_back_whole(ada: Browser) -> None:
    await ada.post(("act", "write"), ("words", LONG))
    assert ada.status == 200
    shown = html.unescape(re.sub(r"<[^>]+>", "", ada.page))
    assert all(LONG[at : at + 2900] in shown for at in (0, 3000, 48_000, 96_000))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("f.state", "taken"),
        ("f.words", "a second one"),
        ("f.urgency", "now"),
        ("f.readers", "f" * 32),
        ("f.unit", "f" * 32),
        ("via", "r-take"),
        ("once", "x y"),
        ("token", "\u00e9"),
        ("seal", "0" * 64),
        ("as", "mara"),
        ("act", "zzz"),
        ("x" * 1000, "y"),
    ],
)
async def test_what_no_page_of_ours_sends_is_refused_with_the_words_still_there(
    ada: Browser, name: str, value: str
) -> None:
    form = await ada.box()
    forged = [one for one in form if one[0] != name or name in ("f.readers", "f.words")]
    await ada.post(*forged, ("f.words", WORDS), (name, value))
    assert ada.status == 400
    assert WORDS in ada.boxes()
    assert await ada.on.lines() == ()


async def test_control_the_same_form_untouched_is_kept(ada: Browser) -> None:
    form = await ada.box()
    await ada.post(*form, ("f.words", WORDS))
    assert ada.status == 200
    assert await ada.on.every_word() == [WORDS]


@pytest.mark.parametrize("origin", ["null", "http://example.com", "http://127.0.0.1:1"])
async def test_another_page_in_the_same_browser_presses_nothing(ada: Browser, origin: str) -> None:
    form = await ada.box()
    await ada.post(*form, ("f.words", WORDS), origin=origin)
    assert ada.status == 403
    assert await ada.on.lines() == ()


async def test_a_form_of_somebody_else_is_refused(ada: Browser) -> None:
    form = await ada.box()
    cleo = Browser(ada.on, ada.client, "cleo")
    await cleo.post(*form, ("f.words", WORDS))
    assert cleo.status == 400
    assert WORDS in cleo.boxes()
    assert await ada.on.lines() == ()


async def test_the_same_post_ten_times_at_once_is_one_draft(ada: Browser) -> None:
    form = await ada.box()
    hands = [Browser(ada.on, ada.client) for _ in range(10)]
    await asyncio.gather(*(hand.post(*form, ("f.words", WORDS)) for hand in hands))
    assert {hand.status for hand in hands} == {200}
    assert await ada.on.every_word() == [WORDS]


async def test_a_body_that_is_no_form_is_answered(ada: Browser) -> None:
    own = {"Origin": f"http://127.0.0.1:{ada.on.local.port}", "Content-Type": "application/x-www-form-urlencoded"}
    odd = (b"", b"\xff\xfe%ff%00", b"&" * 10_000, b"=" * 300, b"act=surface&shape=%5B%5D&seal=", b"act=home&as=ada&x")
    for body in odd:
        async with ada.client.post(ada.on.local.address + "phone/ada", data=body, headers=own) as response:
            assert response.status == 400
            assert "Traceback" not in await response.text()
    assert list(ada.on.local.faults) == []
