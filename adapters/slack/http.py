"""Slack's calls over HTTP: one door for everything it sends, and one that says whether all is well."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Final

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.interface import DeliveryFailed
from adapters.slack.faults import SILENT

EVENTS: Final = "/slack/events"
EVERYWHERE: Final = "0.0.0.0"  # noqa: S104 - whoever calls must sign; a container's door is reached from outside it
USUAL_PORT: Final = 3000
LARGEST: Final = 2**20
"""Bytes. A view has at most 250 KB (Slack, read 2026-11), and comes back with what was typed, form-encoded."""


class Door:
    """An HTTP server. `trouble()` names in a code what is wrong with the adapter, "" if nothing is.

    Without an `app` it says no more than that: nothing of Slack's is taken.
    """

    def __init__(self, app: AsyncApp | None, trouble: Callable[[], str]) -> None:
        self._app = app
        self._trouble = trouble
        self.port = 0

    @asynccontextmanager
    async def open(self, port: int) -> AsyncIterator[None]:
        """Listen while the block runs, then finish what is in hand. Raises `DeliveryFailed` if the port is taken."""
        served = web.Application(client_max_size=LARGEST, logger=SILENT)
        served.add_routes([web.get("/healthz", self._health)])
        if self._app:
            served.add_routes([web.post(EVENTS, partial(self._pushed, self._app))])
        runner = web.AppRunner(served, access_log=None, logger=SILENT, shutdown_timeout=5)
        await runner.setup()
        try:
            await self._listen(runner, port)
            yield
        finally:
            await asyncio.shield(runner.cleanup())

    async def _listen(self, runner: web.AppRunner, port: int) -> None:
        try:
            await web.TCPSite(runner, EVERYWHERE, port).start()
        except OSError:
            raise DeliveryFailed("slack_port_taken", permanent=True) from None
        _, self.port, *_ = runner.addresses[0]

    async def _pushed(self, app: AsyncApp, request: web.Request) -> web.Response:
        """Bolt checks signature and timestamp before any listener sees it."""
        body = await request.read()
        try:
            headers = {name.lower(): value for name, value in request.headers.items()}
            read = AsyncBoltRequest(body=body.decode(), query=request.query_string, headers=headers)  # type: ignore[arg-type] # a dict of str
        except (ValueError, AttributeError, TypeError):
            return web.Response(status=400)
        return await to_aiohttp_response(await app.async_dispatch(read))

    async def _health(self, _: web.Request) -> web.Response:
        """Codes only."""
        trouble = self._trouble()
        return web.Response(status=503 if trouble else 200, text=trouble or "ok")
