"""Our calls of Slack's Web API: each ends within 10 s, is made once, and fails as `DeliveryFailed`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.interface import DeliveryFailed
from adapters.slack.faults import REFUSED_APP_TOKEN, REFUSED_TOKEN, SILENT, failure
from adapters.slack.settings import SlackSettings

LONGEST_CALL: Final = 9.5
"""Seconds: what `Platform` promises, and a little for ourselves."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are, as `auth.test` says: our workspace, our user in it, our bot's id."""

    team: str
    user: str
    bot: str


@asynccontextmanager
async def in_time() -> AsyncIterator[None]:
    """All of the block within 10 s. Raises `DeliveryFailed`."""
    try:
        async with asyncio.timeout(LONGEST_CALL):
            yield
    except TimeoutError:
        raise DeliveryFailed("slack_timeout", permanent=False) from None


class Wire:
    """The way to Slack. `is_refused`: the last word of Slack on our token was that it isn't valid."""

    def __init__(self, settings: SlackSettings) -> None:
        where = {"base_url": settings.api_url} if settings.api_url else {}
        # No retries: the library's own send again what Slack may have taken, and a card stands twice (trap T4).
        self.web = AsyncWebClient(settings.bot_token, logger=SILENT, retry_handlers=[], timeout=10, **where)  # type: ignore[arg-type] # where holds one str
        self.web.proxy = None  # the library takes one from the environment
        self.is_refused = False
        self._identity: Identity | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[aiohttp.ClientSession]:
        """Keep connections for the calls within the block; outside of it each call makes its own."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=LONGEST_CALL)) as session:
            self.web.session = session
            try:
                yield session
            finally:
                self.web.session = None

    async def call(self, made: Awaitable[AsyncSlackResponse]) -> Json:
        """What Slack answers. Raises `DeliveryFailed`, and nothing else."""
        data = (await self.answered(made)).data
        if not isinstance(data, dict):
            raise DeliveryFailed("slack_unreadable", permanent=False)
        return data

    async def answered(self, made: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
        """The same, with its headers."""
        try:
            async with in_time():
                response = await made
        except Exception as error:  # noqa: BLE001 - the library also fails with errors of its own making
            failed = failure(error)
            self.is_refused = self.is_refused or failed.code == REFUSED_TOKEN
            raise failed from None
        self.is_refused = False
        return response

    async def identity(self) -> Identity:
        """Who we are; asked once. Raises `DeliveryFailed`."""
        if self._identity is None:
            me = await self.call(self.web.auth_test())
            try:
                self._identity = Identity(me["team_id"], me["user_id"], me["bot_id"])
            except KeyError:  # a person's token, not a bot's
                raise DeliveryFailed(REFUSED_TOKEN, permanent=True) from None
        return self._identity

    async def ticket(self, app_token: str) -> str:
        """The address of a new socket, good for one connection: a secret. Raises `DeliveryFailed`."""
        try:
            async with in_time():
                answered = await self.web.apps_connections_open(app_token=app_token)
        except Exception as error:  # noqa: BLE001 - as above
            failed = failure(error)
            if failed.code == REFUSED_TOKEN:
                raise DeliveryFailed(REFUSED_APP_TOKEN, permanent=True) from None
            raise failed from None
        return str(answered["url"])
