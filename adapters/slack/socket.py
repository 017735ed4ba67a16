"""Socket Mode: one connection that is alive, and the next one before it ends (trap T5).

Our own loop, not the library's client: that one tries a dead ticket again and again, writes it into the log, and
believes a socket that never says anything. Slack, Socket Mode, read 2026-11: a ticket opens one connection; `hello`
comes first; `disconnect` says that this connection ends soon; up to ten may be open, each event goes to one of them.
Slack's own Node client gives up a connection on which no ping came for 30 s; how often they come: not seen by us.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp

from adapters.interface import DeliveryFailed
from adapters.slack.faults import note
from adapters.slack.hands import Hands
from adapters.slack.wire import Json, Wire

Dispatch = Callable[[Json], Awaitable[Json | None]]
"""What was pushed in; the acknowledgement out, or None where Slack must not believe that we have it."""


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds: to connect, for the first word, for any word after it, between two tries at first and at most.

    `leaving`: how long a connection is still heard after Slack said that it ends.
    """

    connect: float = 10.0
    hello: float = 10.0
    silence: float = 30.0
    pause: float = 1.0
    longest_pause: float = 30.0
    leaving: float = 60.0


class Socket:
    """Events and interactions by web socket. `up` is set while somebody listens; `gaps` counts how often nobody did."""

    def __init__(
        self, wire: Wire, app_token: str, hands: Hands, dispatch: Dispatch, patience: Patience, up: asyncio.Event
    ) -> None:
        self._wire = wire
        self._token = app_token
        self._hands = hands
        self._dispatch = dispatch
        self._patience = patience
        self._live = 0
        self._greetings = 0
        self._named = 0.0
        self._down_since = time.monotonic()
        self._up = up
        self.gaps = 0

    def down_for(self) -> float:
        """For how many seconds nobody has listened."""
        return 0.0 if self._live else time.monotonic() - self._down_since

    async def run(self, ticket: str) -> None:
        """Listen until cancelled, then finish what is in hand. `ticket` opens the first connection."""
        pause = 0.0
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
            while True:
                greetings, asked = self._greetings, asyncio.Event()
                ended = group.create_task(self._hold(session, ticket, asked))
                await asked.wait()
                ticket = ""
                pause = self._patience.pause if self._greetings > greetings else self._longer(pause)
                if ended.done() or self._greetings == greetings:
                    await asyncio.sleep(max(pause, self._named))

    def _longer(self, pause: float) -> float:
        return min(max(2 * pause, self._patience.pause), self._patience.longest_pause)

    async def _hold(self, session: aiohttp.ClientSession, ticket: str, asked: asyncio.Event) -> None:
        """One connection, from its ticket to its end; `asked` is set when there should be another."""
        self._named = 0.0
        try:
            await self._listen(await self._connect(session, ticket), asked)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next one is opened
            pause = error.retry_after if isinstance(error, DeliveryFailed) else None
            self._named = pause.total_seconds() if pause else 0.0
            note("slack.socket_lost", error)
        finally:
            asked.set()

    async def _connect(self, session: aiohttp.ClientSession, ticket: str) -> aiohttp.ClientWebSocketResponse:
        address = ticket or await self._wire.ticket(self._token)
        async with asyncio.timeout(self._patience.connect):
            return await session.ws_connect(address, timeout=aiohttp.ClientWSTimeout(ws_close=1.0))

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse, asked: asyncio.Event) -> None:
        """Hear everything that is said. A ping is answered underneath, and is a word too, but no greeting."""
        is_greeted = False
        try:
            async with asyncio.timeout(self._patience.hello):
                first = json.loads(await socket.receive_str())
            if first["type"] != "hello":
                raise ValueError("not greeted")
            is_greeted = True
            self._greeted()
            async with asyncio.timeout(None) as leaving:
                await self._hear(socket, asked, leaving)
        except asyncio.CancelledError:
            await self._hands.finish()
            raise
        finally:
            self._ended(is_greeted=is_greeted)
            await socket.close()

    async def _hear(
        self, socket: aiohttp.ClientWebSocketResponse, asked: asyncio.Event, leaving: asyncio.Timeout
    ) -> None:
        while (heard := await socket.receive(timeout=self._patience.silence)).type is aiohttp.WSMsgType.TEXT:
            message = json.loads(heard.data)
            if message.get("type") == "disconnect":
                asked.set()
                leaving.reschedule(asyncio.get_running_loop().time() + self._patience.leaving)
            elif "envelope_id" in message:
                self._hands.take(self._answer(socket, message))

    def _greeted(self) -> None:
        self._live += 1
        self._greetings += 1
        self._up.set()

    def _ended(self, *, is_greeted: bool) -> None:
        self._live -= is_greeted
        if is_greeted and not self._live:
            self.gaps += 1
            self._down_since = time.monotonic()
            self._up.clear()

    async def _answer(self, socket: aiohttp.ClientWebSocketResponse, message: Json) -> None:
        """Acknowledge it where it came from."""
        payload = await self._dispatch(message)
        if payload is None:
            return
        answer = {"envelope_id": message["envelope_id"], **({"payload": payload} if payload else {})}
        await socket.send_str(json.dumps(answer))
