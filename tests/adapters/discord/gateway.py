"""A small Discord that listens on this machine: a gateway and a few routes, for what simcord leaves out.

simcord brings the connection up itself; here the adapter does, by the library's own socket and HTTP. An interaction
expires by a clock that only the test moves, so that a slow machine makes nobody late.
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
ANSWER_WITHIN, TOKEN_FOR = 3.0, 15 * 60.0
"""Seconds until an interaction, and then its token, is worth nothing (Discord, Receiving and Responding, read
2026-11)."""
_HELLO, _IDENTIFY, _RESUME, _INVALID, _HEARTBEAT, _ACK, _DISPATCH = 10, 2, 6, 9, 1, 11, 0
_ME: Final = {"id": str(BOT), "username": "ghostlight", "discriminator": "0", "avatar": None, "bot": True}


@dataclass
class Asked:
    """An interaction: when it was made, and whether it has its first answer."""

    at: float
    is_answered: bool = False


@dataclass
class Gateway:
    """What it was asked, and what it is to answer next. `beat` is how often it wants to be told that one is there."""

    url: str = ""
    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    came: list[float] = field(default_factory=list)
    """When each request came, by `perf_counter`."""
    commands: list[Any] = field(default_factory=list)
    refusals: deque[web.Response] = field(default_factory=deque)
    cuts: int = 0
    """So many of the next requests end with the connection, and nothing is heard of them."""
    sessions: list[int] = field(default_factory=list)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    beat: float = 45.0
    beats: int = 0
    forgets: bool = False
    """It knows no session any more: who wants to resume one has to begin anew."""
    _sockets: list[web.WebSocketResponse] = field(default_factory=list)
    _silent: list[web.WebSocketResponse] = field(default_factory=list)
    _sent: int = 0
    _now: float = 0.0
    _asked: dict[str, Asked] = field(default_factory=dict)
    _limited_until: float = 0.0

    async def rest(self, request: web.Request) -> web.Response:
        """Every route."""
        body = await request.json() if request.can_read_body else None
        self.came.append(perf_counter())
        self.requests.append((request.method, request.path.removeprefix("/api/v10"), body))
        if request.headers.get("Authorization") not in (f"Bot {TOKEN}", None):
            return _json({"code": 0, "message": "401: Unauthorized"}, 401)
        if self.cuts and request.transport:
            self.cuts -= 1
            request.transport.abort()
            return web.Response()
        if self.refusals:
            return self.refusals.popleft()
        refused = self._late(request.path.removeprefix("/api/v10").split("/")) or self._limited(request.path)
        return refused or _json(self._answer(request.method, request.path, body))

    def passes(self, seconds: float) -> None:
        """So much time goes by for every interaction."""
        self._now += seconds

    def limit_all(self, seconds: float) -> None:
        """From now on it takes nothing but answers to interactions, for so long: the global limit."""
        self._limited_until = perf_counter() + seconds

    def _late(self, path: list[str]) -> web.Response | None:
        """What it says to an answer that it doesn't take: too late, a second one, or one before the first."""
        match path:
            case ["", "interactions", _, token, "callback"]:
                asked = self._asked[token]
                if self._now - asked.at > ANSWER_WITHIN:
                    return too_late()
                if asked.is_answered:
                    return _json({"code": 40060, "message": "Interaction has already been acknowledged."}, 400)
                asked.is_answered = True
            case ["", "webhooks", _, token, *_]:
                asked = self._asked[token]
                if not asked.is_answered:
                    return _json({"code": 10015, "message": "Unknown Webhook"}, 404)
                if self._now - asked.at > TOKEN_FOR:
                    return _json({"code": 50027, "message": "Invalid Webhook Token"}, 401)
        return None

    def _limited(self, path: str) -> web.Response | None:
        """Answers to interactions aren't bound to the global limit (Discord, Rate Limits, read 2026-11)."""
        left = self._limited_until - perf_counter()
        if left <= 0 or "/interactions/" in path or "/webhooks/" in path:
            return None
        return too_fast(left, everybody=True)

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
        if path.endswith("/users/@me/channels"):
            return {"id": "77", "type": 1, "last_message_id": None, "recipients": [{**_ME, "id": "7", "bot": False}]}
        if "/messages" in path or "/webhooks/" in path:
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
        await self._say(socket, _HELLO, {"heartbeat_interval": self.beat * 1000})
        async for message in socket:
            if message.type is WSMsgType.TEXT and socket not in self._silent:
                await self._heard(socket, json.loads(message.data)["op"])
        return socket

    async def _heard(self, socket: web.WebSocketResponse, op: int) -> None:
        if op == _HEARTBEAT:
            self.beats += 1
            await self._say(socket, _ACK, None)
        elif op == _RESUME and self.forgets:
            self.sessions.append(op)
            self.forgets = False
            await self._say(socket, _INVALID, False)
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
        number = len(self._asked) + 1
        self._asked[f"tok{number}"] = Asked(self._now)
        what = {"id": str(number), "application_id": str(BOT), "type": kind, "token": f"tok{number}", "version": 1,
                "locale": "es-ES", "data": data, "channel_id": "5", "guild_id": str(GUILD),
                "member": member, "entitlements": [], "attachment_size_limit": 1}  # fmt: skip
        await self._say(self._sockets[-1], _DISPATCH, what, "INTERACTION_CREATE")

    async def drop(self, code: int = 4000) -> None:
        """The connection breaks, with this code."""
        self.ready.clear()
        await self._sockets[-1].close(code=code)

    def fall_silent(self) -> None:
        """Nothing is heard and said any more on this connection, though it stands."""
        self._silent.append(self._sockets[-1])

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


def too_fast(seconds: float, *, everybody: bool = False) -> web.Response:
    """A 429 that names a pause; for this one route, or for everything."""
    what = {"message": "You are being rate limited.", "retry_after": seconds, "global": everybody}
    scope = "global" if everybody else "user"
    return _json(what, 429, Via="1.1 x", **{"Retry-After": str(seconds), "X-RateLimit-Scope": scope})


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
    """discord.py waits a second and more before it connects again, and five before it begins anew."""

    async def at_once(*_: Any, **__: Any) -> None:
        pass

    monkeypatch.setattr(discord.backoff.ExponentialBackoff, "delay", lambda _: 0.01)
    monkeypatch.setattr(discord.Client, "before_identify_hook", at_once)
