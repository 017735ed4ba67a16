"""A small app for the local Slack's own tests: real slack_sdk clients, and a hand that answers what is pushed."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack import SlackServer
from tests.servers.slack.things import Json

Answer = Callable[[SocketModeRequest], Json | None]
"""What the app acks with: a payload, {} for a bare ack, None for no ack at all."""


def text(words: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": words}


def section(words: str = "words", **more: Any) -> Json:
    """A section."""
    return {"type": "section", "text": text(words), **more}


def button(action: str = "open", words: str = "Open", **more: Any) -> Json:
    """A button."""
    return {"type": "button", "action_id": action, "text": text(words), **more}


def box(block: str = "words-1", **more: Any) -> Json:
    """An input block with a text box."""
    element = {"type": "plain_text_input", "action_id": "value", **more}
    return {"type": "input", "block_id": block, "label": text("Words"), "element": element}


def option(value: str) -> Json:
    """An option of a choice."""
    return {"text": text(value), "value": value}


def choice(kind: str, *values: str, **more: Any) -> Json:
    """An input block with options."""
    element = {"type": kind, "action_id": "value", "options": [option(value) for value in values], **more}
    return {"type": "input", "block_id": "choice-1", "label": text("Choice"), "element": element}


def modal(*blocks: Json, **more: Any) -> Json:
    """A modal, with [Send] if there is anything to send."""
    submit = {"submit": text("Send")} if any(block["type"] == "input" for block in blocks) else {}
    return {"type": "modal", "title": text("Title"), "blocks": list(blocks) or [section()], **submit, **more}


def home(*blocks: Json) -> Json:
    """A Home tab."""
    return {"type": "home", "blocks": list(blocks) or [section()]}


class SmallApp:
    """The app's side of a test."""

    def __init__(self, slack: SlackServer, web: AsyncWebClient) -> None:
        self.slack = slack
        self.web = web
        self.heard: list[SocketModeRequest] = []
        self.answer: Answer = lambda _: {}
        self.sockets: list[SocketModeClient] = []

    async def connect(self) -> SocketModeClient:
        """One more socket."""
        socket = SocketModeClient(self.slack.app_token, logger=_SILENT, web_client=self.web, ping_interval=1)
        socket.socket_mode_request_listeners.append(self._hear)
        await socket.connect()  # type: ignore[no-untyped-call] # the library's
        self.sockets.append(socket)
        await self.slack.until(lambda: self.slack.sockets.open)
        return socket

    async def _hear(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self.heard.append(request)
        answer = self.answer(request)
        if answer is not None:
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, answer or None))

    async def refused(self, method: str, **args: Any) -> str:
        """Slack's word for refusing this call; nothing if it was taken."""
        return str((await self.plain(method, **args)).get("error", ""))

    async def plain(self, method: str, **args: Any) -> Json:
        """The bare answer to a call, refused or not."""
        session = self.web.session
        assert session is not None
        headers = {"Authorization": f"Bearer {self.slack.bot_token}"}
        async with session.post(f"{self.slack.api_url}{method}", json=args, headers=headers) as answer:
            found: Json = await answer.json()
            return found

    async def open(self, user: str, *blocks: Json, **more: Any) -> Json:
        """A modal that stands before this person."""
        trigger = self.slack.world.trigger(user)
        opened = await self.web.views_open(trigger_id=trigger, view=modal(*blocks, **more))
        view: Json = opened["view"]
        return view


@asynccontextmanager
async def small_app(slack: SlackServer) -> AsyncIterator[SmallApp]:
    """An app without a socket yet."""
    async with aiohttp.ClientSession(trust_env=False) as session:
        web = AsyncWebClient(
            slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[], logger=_SILENT
        )
        app = SmallApp(slack, web)
        yield app
        for socket in app.sockets:
            await socket.close()  # type: ignore[no-untyped-call] # the library's


_SILENT = logging.getLogger("tests.small_app")
_SILENT.setLevel(logging.CRITICAL)
