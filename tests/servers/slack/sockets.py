"""Socket mode: single-use tickets, up to ten sockets, each push to one of them at random, acks by envelope.

Slack docs, Using Socket Mode, read 2026-11.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.servers.slack.records import Ack, Pushed
from tests.servers.slack.things import Json
from tests.servers.slack.world import World

MOST_SOCKETS = 10
A_USED_TICKET = 408


@dataclass(slots=True)
class Socket:
    """One connection. `silent`: it stands and carries nothing any more."""

    line: web.WebSocketResponse
    silent: bool = False
    dead: bool = False


@dataclass(slots=True)
class Sockets:
    """The app's connections. `ping_every`: Slack's own pings, in seconds."""

    world: World
    ping_every: float = 5.0
    open: list[Socket] = field(default_factory=list)
    tickets: set[str] = field(default_factory=set)
    next_are_dead: int = 0
    next_are_silent: int = 0
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    pushed: dict[str, Pushed] = field(default_factory=dict)

    def ticket(self) -> str:
        """A new ticket, good for one connection."""
        ticket = uuid.uuid4().hex
        if self.next_are_dead:
            self.next_are_dead -= 1
        else:
            self.tickets.add(ticket)
        return ticket

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """A connection, until either side ends it."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=A_USED_TICKET)
        self.tickets.discard(ticket)
        line = web.WebSocketResponse(autoping=False)
        await line.prepare(request)
        if len(self.open) >= MOST_SOCKETS:
            await line.send_json(_goodbye("too_many_websockets"))
            await line.close()
            return line
        await self._stand(Socket(line, silent=self._next_is_silent()))
        return line

    def _next_is_silent(self) -> bool:
        if not self.next_are_silent:
            return False
        self.next_are_silent -= 1
        return True

    async def _stand(self, socket: Socket) -> None:
        self.open.append(socket)
        try:
            if not socket.silent:
                await socket.line.send_json(self._hello())
            async with asyncio.TaskGroup() as group:
                pings = group.create_task(self._ping(socket))
                await self._listen(socket)
                pings.cancel()
        finally:
            self.open.remove(socket)

    def _hello(self) -> Json:
        more = {"host": "applink-local", "build_number": 1, "approximate_connection_time": 18060}
        info = {"app_id": self.world.app}
        return {"type": "hello", "num_connections": len(self.open), "debug_info": more, "connection_info": info}

    async def _ping(self, socket: Socket) -> None:
        while True:
            await asyncio.sleep(self.ping_every)
            if not socket.dead and not socket.line.closed:
                await socket.line.ping(b"Ping from applink-local")

    async def _listen(self, socket: Socket) -> None:
        async for message in socket.line:
            if message.type is WSMsgType.PING and not socket.dead:
                await socket.line.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._answered(json.loads(message.data))

    def _answered(self, answer: Json) -> None:
        name = str(answer.get("envelope_id"))
        future = self.waiting.pop(name, None)
        if future is not None and not future.done():
            future.set_result(answer.get("payload") or {})
        elif name in self.pushed:
            self.pushed[name].late = time.monotonic()

    async def deliver(self, push: Pushed, reason: str = "") -> None:
        """To one socket; the ack, if it comes within the deadline, is written into `push`."""
        if not self.open:
            return
        push.by = "socket"
        socket = self.world.dice.choice(self.open)
        envelope = _envelope(push, reason)
        name = str(envelope["envelope_id"])
        self.pushed[name] = push
        future = self.waiting[name] = asyncio.get_running_loop().create_future()
        began = time.monotonic()
        if not socket.silent:
            await _send(socket, envelope)
        try:
            async with asyncio.timeout(self.world.deadline):
                payload = await future
            push.ack = Ack(payload, time.monotonic() - began)
        except TimeoutError:
            self.waiting.pop(name, None)

    async def say_goodbye(self, reason: str, *, close: bool) -> None:
        """`disconnect`: `warning` about ten seconds before, `refresh_requested` when it is time to change over."""
        for socket in list(self.open):
            await _send(socket, _goodbye(reason))
            if close:
                await socket.line.close()

    def cut(self) -> None:
        """Every connection breaks, without a word."""
        for socket in self.open:
            if socket.line._req is not None and socket.line._req.transport is not None:
                socket.line._req.transport.abort()


async def _send(socket: Socket, message: Json) -> None:
    try:
        await socket.line.send_json(message)
    except ConnectionError:
        return


def _envelope(push: Pushed, reason: str) -> Json:
    envelope: dict[str, Any] = {
        "envelope_id": str(uuid.uuid4()),
        "type": push.sort,
        "payload": push.payload,
        "accepts_response_payload": push.sort != "events_api" and push.payload.get("type") != "shortcut",
    }
    if push.sort == "events_api":
        envelope |= {"retry_attempt": push.attempt, "retry_reason": reason}
    return envelope


def _goodbye(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}
