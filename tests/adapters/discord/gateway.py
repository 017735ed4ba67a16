"""A small Discord that listens on this machine: a gateway and a few routes, for what simcord leaves out.

simcord brings the connection up itself; here the adapter does, by the library's own socket and HTTP.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Final

import discord
from aiohttp import WSMsgType, web
from discord.gateway import DiscordWebSocket
from discord.http import Route

BOT: Final = 1000
GUILD: Final = 2000
TOKEN: Final = "a-token-of-a-test"
_HELLO, _IDENTIFY, _RESUME, _HEARTBEAT, _ACK, _DISPATCH = 10, 2, 6, 1, 11, 0
_ME: Final = {"id": str(BOT), "username": "ghostlight", "discriminator": "0", "avatar": None, "bot": True}


@dataclass
class Gateway:
    """What it was asked, and what it is to answer next."""

    url: str = ""
    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    came: list[float] = field(default_factory=list)
    """When each request came, by `perf_counter`."""
    commands: list[Any] = field(default_factory=list)
    refusals: deque[web.Response] = field(default_factory=deque)
    sessions: list[int] = field(default_factory=list)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    _sockets: list[web.WebSocketResponse] = field(default_factory=list)
    _sent: int = 0

    async def rest(self, request: web.Request) -> web.Response:
        """Every route."""
        body = await request.json() if request.can_read_body else None
        self.came.append(perf_counter())
        self.requests.append((request.method, request.path.removeprefix("/api/v10"), body))
        if request.headers.get("Authorization") not in (f"Bot {TOKEN}", None):
            return _json({"code": 0, "message": "401: Unauthorized"}, 401)
        if self.refusals:
            return self.refusals.popleft()
        return _json(self._answer(request.method, request.path, body))

    def _answer(self, method: str, path: str, body: Any) -> Any:
        if path.endswith("/users/@me"):
            return _ME
        if path.endswith("/applications/@me"):
            return {"id": str(BOT), "name": "x", "icon": None, "description": "", "verify_key": "", "flags": 0,
                    "bot_public": True,
                    "bot_require_code_grant": False, "summary": "", "owner": _ME}  # fmt: skip
        if path.endswith("/commands"):
            self.commands = body if method == "PUT" else self.commands
            return self.commands
        if path.endswith("/messages"):
            self._sent += 1
            return {"id": str(9000 + self._sent), "channel_id": "1", "author": _ME, "content": "", "type": 0,
                    "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "tts": False, "pinned": False,
                    "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [],
                    "components": []}  # fmt: skip
        return {"interaction": {"id": "1", "type": 2}}

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """The gateway."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        await self._say(socket, _HELLO, {"heartbeat_interval": 45000})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._heard(socket, json.loads(message.data)["op"])
        return socket

    async def _heard(self, socket: web.WebSocketResponse, op: int) -> None:
        if op == _HEARTBEAT:
            await self._say(socket, _ACK, None)
        elif op in (_IDENTIFY, _RESUME):
            self.sessions.append(op)
            name, what = ("RESUMED", {}) if op == _RESUME else ("READY", self._greeting())
            await self._say(socket, _DISPATCH, what, name)
            self.ready.set()

    def _greeting(self) -> dict[str, Any]:
        return {"v": 10, "user": _ME, "guilds": [{"id": str(GUILD), "unavailable": True}], "session_id": "s",
                "resume_gateway_url": self.url.replace("http", "ws") + "/gw/",
                "application": {"id": str(BOT), "flags": 0}, "private_channels": []}  # fmt: skip

    async def press(self, user: int, name: str) -> None:
        """Somebody in the guild gives a command."""
        await self._act(user, 2, {"id": "1", "name": name, "type": 1})

    async def submit(self, user: int, custom_id: str, components: list[dict[str, Any]]) -> None:
        """Somebody in the guild sends a modal."""
        await self._act(user, 5, {"custom_id": custom_id, "components": components})

    async def _act(self, user: int, kind: int, data: dict[str, Any]) -> None:
        who = {**_ME, "id": str(user), "bot": False}
        member: dict[str, Any] = {"user": who, "roles": [], "joined_at": None, "flags": 0, "permissions": "0",
                                  "deaf": False, "mute": False}  # fmt: skip
        what = {"id": "1", "application_id": str(BOT), "type": kind, "token": "tok", "version": 1, "locale": "es-ES",
                "data": data, "channel_id": "5", "guild_id": str(GUILD),
                "member": member, "entitlements": [], "attachment_size_limit": 1}  # fmt: skip
        await self._say(self._sockets[-1], _DISPATCH, what, "INTERACTION_CREATE")

    async def drop(self, code: int = 4000) -> None:
        """The connection breaks, with this code."""
        self.ready.clear()
        await self._sockets[-1].close(code=code)

    async def callback(self, number: int = 0) -> Any:
        """The answer to an interaction, once it came; counted from 0."""
        async with asyncio.timeout(5):
            while True:
                found = [body for _, path, body in self.requests if path.endswith("/callback")]
                if len(found) > number:
                    return found[number]
                await asyncio.sleep(0.005)

    async def _say(self, socket: web.WebSocketResponse, op: int, what: Any, name: str | None = None) -> None:
        await socket.send_str(json.dumps({"op": op, "d": what, "s": 1 if name else None, "t": name}))


def _json(what: Any, status: int = 200, **headers: str) -> web.Response:
    body = json.dumps(what).encode()
    return web.Response(body=body, status=status, headers={"Content-Type": "application/json", **headers})


def too_late() -> web.Response:
    """What Discord says to an answer after 3 s."""
    return _json({"code": 10062, "message": "Unknown interaction"}, 404)


def too_fast(seconds: float) -> web.Response:
    """A 429 that names a pause."""
    what = {"message": "You are being rate limited.", "retry_after": seconds, "global": False}
    return _json(what, 429, Via="1.1 x", **{"Retry-After": str(seconds), "X-RateLimit-Scope": "user"})


@asynccontextmanager
async def gateway() -> AsyncIterator[Gateway]:
    """Listening on a free port; the library speaks to Discord's own address again afterwards."""
    here, before = Gateway(), (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)
    application = web.Application()
    application.router.add_get("/gw/", here.socket)
    application.router.add_route("*", "/api/v10/{rest:.*}", here.rest)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    here.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield here
    finally:
        await runner.cleanup()
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


def quick_backoff(monkeypatch: Any) -> None:
    """discord.py waits a second and more before it connects again."""
    monkeypatch.setattr(discord.backoff.ExponentialBackoff, "delay", lambda _: 0.01)
