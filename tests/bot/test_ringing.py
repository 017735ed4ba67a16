"""The second way to wake somebody: one empty POST, and never to an address inside somebody's network."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver
from aiohttp.resolver import ThreadedResolver

from bot import ringing
from bot.ringing import Bell, PublicOnly, is_public, may_ring

PUBLIC = "8.8.8.8"
INNER = ("127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1%eth0")  # noqa: S104
MAPPED = ("::ffff:127.0.0.1", "fd00::1", "224.0.0.1")


@dataclass(slots=True)
class Pager:
    """A pager's own server, and all that reached it."""

    url: str = ""
    heard: list[tuple[str, bytes, dict[str, str]]] = field(default_factory=list)
    status: int = 200
    slow: float = 0.0


@asynccontextmanager
async def pager() -> AsyncIterator[Pager]:
    """One that listens on this machine."""
    there = Pager()

    async def ring(request: web.Request) -> web.Response:
        there.heard.append((request.path_qs, await request.read(), dict(request.headers)))
        await asyncio.sleep(there.slow)
        headers = {"Location": "/elsewhere"} if there.status in (302, 307) else {}
        return web.Response(status=there.status, headers=headers)

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", ring)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        there.url = f"http://127.0.0.1:{runner.addresses[0][1]}/ring?key=abc"
        yield there
    finally:
        await runner.cleanup()


async def test_it_is_one_empty_post() -> None:
    async with pager() as there:
        assert await Bell(private=True).ring(there.url)
        ((path, body, headers),) = there.heard
    assert (path, body) == ("/ring?key=abc", b"")
    assert set(headers) <= {
        "Host",
        "User-Agent",
        "Accept",
        "Accept-Encoding",
        "Content-Length",
        "Content-Type",
        "Connection",
    }
    assert headers["User-Agent"] == "Ghostlight"


@pytest.mark.parametrize("status", [302, 307, 404, 500])
async def test_a_redirect_is_not_followed_and_a_refusal_is_no_ring(status: int) -> None:
    async with pager() as there:
        there.status = status
        assert not await Bell(private=True).ring(there.url)
        assert len(there.heard) == 1


async def test_who_never_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ringing, "_SECONDS", 0.2)
    async with pager() as there:
        there.slow = timedelta(seconds=2).total_seconds()
        assert not await Bell(private=True).ring(there.url)


async def test_a_name_that_leads_inside_is_not_rung(monkeypatch: pytest.MonkeyPatch) -> None:
    """Localhost by name: looked up, found to lie inside, and nothing reaches it."""
    monkeypatch.setattr(ringing, "may_ring", lambda *_, **__: True)
    async with pager() as there:
        by_name = there.url.replace("127.0.0.1", "localhost")
        assert not await Bell().ring(by_name)
        assert there.heard == []
        assert await Bell(private=True).ring(by_name), "control: it could have been reached"


async def test_only_public_addresses_of_a_name_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async def both(_self: AbstractResolver, host: str, port: int = 0, family: int = 0) -> list[dict[str, object]]:
        one = {"hostname": host, "port": port, "family": family, "proto": 0, "flags": 0}
        return [one | {"host": "10.0.0.1"}, one | {"host": PUBLIC}]

    monkeypatch.setattr(ThreadedResolver, "resolve", both)
    assert [one["host"] for one in await PublicOnly().resolve("pager.example", 443)] == [PUBLIC]


@pytest.mark.parametrize("address", [*INNER, *MAPPED])
def test_inner_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "2001:4860:4860::8888"])
def test_control_public_ones_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://pager.example/ring",
        "https://user:word@pager.example/ring",
        "https://127.0.0.1/ring",
        "https://[::1]/ring",
        "https://10.0.0.7/",
        "ftp://pager.example/",
        "https://",
        "https://pager.example:99999/",
        "",
        "javascript:alert(1)",
    ],
)
def test_what_may_not_be_rung(url: str) -> None:
    assert not may_ring(url)


def test_control_what_may_be_rung() -> None:
    assert may_ring("https://pager.example/ring/abc")
    assert may_ring("http://10.0.0.7/ring", private=True)
    assert not may_ring("https://user:word@10.0.0.7/", private=True)
