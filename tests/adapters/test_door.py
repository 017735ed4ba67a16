"""Who gets in: this machine, by the set's own address, from the set's own pages. And what every answer carries."""

from __future__ import annotations

import asyncio
import re
from importlib.resources import files
from pathlib import Path

import pytest

from adapters.local.cast import Door
from adapters.local.door import LARGEST_BODY
from tests.adapters.conftest import PATH, Running, listening, new_set
from tests.adapters.scripted import READERS, Script

HOME = (("act", "home"), ("as", "ana"))


async def test_its_own_page_gets_in(running: Running) -> None:
    status, page = await running.get("")
    assert status == 200
    assert "Thursday 22:05" in page
    status, _ = await running.post("phone/ana", *HOME)
    assert status == 200


@pytest.mark.parametrize(
    "host", ["example.com", "127.0.0.1", "127.0.0.1:1", "evil.127.0.0.1:{port}", "[::1]:{port}", ""]
)
async def test_another_host_stays_out(running: Running, host: str) -> None:
    status, page = await running.get("", Host=host.format(port=running.set.port))
    assert (status, page) == (403, "403")


async def test_localhost_gets_in(running: Running) -> None:
    port = running.set.port
    assert (await running.get("", Host=f"localhost:{port}"))[0] == 200
    status, _ = await running.post("phone/ana", *HOME, Host=f"localhost:{port}", Origin=f"http://localhost:{port}")
    assert status == 200


@pytest.mark.parametrize("origin", ["null", "http://example.com", "https://127.0.0.1:{port}", "http://127.0.0.1:1", ""])
async def test_another_page_presses_nothing(running: Running, origin: str) -> None:
    status, _ = await running.post("phone/ana", *HOME, Origin=origin.format(port=running.set.port))
    assert status == 403
    assert running.script.seen == []


async def test_a_post_without_an_origin_presses_nothing(running: Running) -> None:
    async with running.client.post(running.set.address + "phone/ana", data=dict(HOME)) as response:
        assert response.status == 403
    assert running.script.seen == []


async def test_another_page_reads_nothing(running: Running) -> None:
    assert (await running.get("", Origin="http://example.com"))[0] == 403


@pytest.mark.parametrize(
    "path", ["/", "/favicon.ico", "/wrong-path-of-the-right-size/", f"/{PATH}x/", "//", f"/{PATH[:-1]}/"]
)
async def test_only_the_random_path_leads_in(running: Running, path: str) -> None:
    async with running.client.get(f"http://127.0.0.1:{running.set.port}{path}") as response:
        assert (response.status, await response.text()) == (404, "404")


@pytest.mark.parametrize(
    "where", ["phone/nobody", "own/nobody", "channel/elsewhere", "pages/../platform.py", "pages/x", "z"]
)
async def test_what_is_not_here_says_so(running: Running, where: str) -> None:
    status, page = await running.get(where)
    assert status == 404
    assert "Traceback" not in page


@pytest.mark.parametrize("where", ["", "phone/ana", "channel/readers", "pages/theme.css", "pages/set.js", "nothing"])
async def test_every_answer_is_shut_tight(running: Running, where: str) -> None:
    async with running.client.get(running.set.address + where) as response:
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'")
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("where", ["", "phone/ana", "own/wren", "channel/readers", "channel/office"])
async def test_nothing_inline_and_nothing_from_elsewhere(running: Running, where: str) -> None:
    _, page = await running.get(where)
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    for link in re.findall(r'(?:src|href|action)="([^"]*)"', page):
        assert link.startswith((f"/{PATH}/", "#"))


def test_no_file_of_the_pages_reaches_elsewhere() -> None:
    for file in files("adapters.local.pages").iterdir():
        if not file.name.endswith((".css", ".js", ".svg")):
            continue
        text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"^\s*//.*|\s//\s.*", "", text, flags=re.MULTILINE), file.name
        assert text.count("\n") <= 300, file.name


async def test_a_body_too_big_is_refused_in_a_sentence(running: Running) -> None:
    status, page = await running.post("phone/ana", ("act", "write"), ("as", "ana"), ("words", "x" * (LARGEST_BODY + 1)))
    assert status == 413
    assert "too much to send at once" in page
    assert running.script.seen == []


async def test_a_body_of_100_kb_is_answered(running: Running) -> None:
    words = "x" * 100_000
    status, _ = await running.post("phone/ana", ("act", "write"), ("as", "ana"), ("words", words))
    assert status == 503  # the scripted bot offers it back in a box that is too small: a fault of ours
    assert running.set.faults[-1] == "over_limit words"
    status, page = await running.get("phone/ana")
    assert words not in page  # nothing was taken, so nothing stands in the chat; it is in the browser's own box


@pytest.mark.parametrize(
    "door",
    [{"host": "0.0.0.0"}, {"host": "::1"}, {"path": "short"}, {"path": "a-path/with-a-slash-in"}],  # noqa: S104 - refused
)
def test_an_open_door_is_refused(door: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"127\.0\.0\.1|random"):
        Door(**{"path": PATH, **door})  # type: ignore[arg-type]  # the port has its default


async def test_news_arrives_and_ends_with_the_set(tmp_path: Path, running: Running) -> None:
    local, script = new_set(tmp_path / "other.sqlite"), Script()
    async with listening(local, script), running.client.get(f"{local.address}live?of=channel/readers") as stream:
        first = await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 2)
        local.join(READERS, "pia")
        news = await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 2)
    assert first == b"retry: 1000\n\n"
    assert news == b"event: changed\ndata: channel/readers\n\n"
