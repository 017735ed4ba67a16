"""A running Slack adapter, a local Slack behind it, a scripted bot in front; both transports."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from adapters.interface import Act, Answer, ChannelAddress, Gesture, PlatformAddress
from adapters.slack import answers, dms
from adapters.slack.platform import Slack
from adapters.slack.settings import SlackSettings
from adapters.slack.socket import Patience
from bot.text.catalog import speaker
from tests.adapters import scripted
from tests.servers.slack import SlackServer

SHORT = Patience(connect=0.3, hello=0.3, silence=0.5, pause=0.02, longest_pause=0.1, leaving=0.5)
"""As patient as a test can be: what takes seconds with the real Slack takes tenths."""
STEADY = replace(SHORT, connect=30.0, hello=30.0, silence=30.0)
"""For tests of anything else: a busy machine, on which nothing is heard for a moment, loses no connection."""


@dataclass
class Notes:
    """A diary in memory."""

    seen: set[str] = field(default_factory=set)
    there: dict[str, datetime] = field(default_factory=dict)

    async def was_seen(self, event: str) -> bool:
        """Whether it was noted."""
        return event in self.seen

    async def note(self, event: str) -> None:
        """It is answered."""
        self.seen.add(event)

    async def there_until(self, platform: str) -> datetime | None:
        """The last note."""
        return self.there.get(platform)

    async def note_there(self, platform: str) -> None:
        """Now."""
        self.there[platform] = datetime.now(UTC)


@dataclass
class Bot:
    """Remembers each gesture and answers with the scripted bot's surfaces; `instead` answers first."""

    seen: list[Gesture] = field(default_factory=list)
    instead: Callable[[Gesture], Answer] | None = None
    wait: float = 0.0

    async def receive(self, gesture: Gesture) -> Answer:
        """The bot's one door."""
        self.seen.append(gesture)
        await asyncio.sleep(self.wait)
        return self.instead(gesture) if self.instead else scripted.answer(gesture.act)

    @property
    def acts(self) -> list[Act]:
        """What people did, in order."""
        return [gesture.act for gesture in self.seen]


@dataclass
class Running:
    """The adapter, listening, and what is around it."""

    server: SlackServer
    slack: Slack
    bot: Bot
    notes: Notes
    person: str
    serving: asyncio.Task[None]

    def address(self, user: str = "") -> PlatformAddress:
        """Somebody's, the person's if nobody is named."""
        return PlatformAddress("slack", self.server.team, user or self.person)

    def place(self, channel: str) -> ChannelAddress:
        """A channel's."""
        return ChannelAddress("slack", self.server.team, channel)

    async def stop(self) -> None:
        """End the adapter as a stop of the process does."""
        self.serving.cancel()
        with suppress(asyncio.CancelledError):
            await self.serving


def settings_of(server: SlackServer, transport: str = "socket") -> SlackSettings:
    """What the operator would write for this server."""
    if transport == "socket":
        return SlackSettings(server.bot_token, app_token=server.app_token, api_url=server.api_url)
    return SlackSettings(server.bot_token, signing_secret=server.signing_secret, api_url=server.api_url, port=0)


@asynccontextmanager
async def running_on(
    server: SlackServer,
    transport: str = "socket",
    notes: Notes | None = None,
    patience: Patience = STEADY,
    port: int | None = None,
) -> AsyncIterator[Running]:
    """The adapter on this server, until the block ends."""
    server.sockets.ping_every = patience.silence / 5
    bot, notes = Bot(), notes or Notes()
    settings = settings_of(server, transport)
    slack = Slack(replace(settings, port=port) if port is not None else settings, speaker, notes, patience)
    serving = asyncio.create_task(slack.run(bot.receive))
    ready = asyncio.create_task(slack.ready())
    await asyncio.wait({serving, ready}, return_when=asyncio.FIRST_COMPLETED)
    if transport == "http":
        server.http_url = f"http://127.0.0.1:{slack.port}/slack/events"
    running = Running(server, slack, bot, notes, server.person("Quill Ember"), serving)
    try:
        yield running
    finally:
        ready.cancel()
        await running.stop()


@asynccontextmanager
async def running_slack(transport: str = "socket", patience: Patience = STEADY) -> AsyncIterator[Running]:
    """The adapter on a server of its own."""
    async with SlackServer() as server, running_on(server, transport, patience=patience) as running:
        yield running


@pytest.fixture(params=["socket", "http"])
async def running(request: pytest.FixtureRequest) -> AsyncIterator[Running]:
    """The adapter, in both transports."""
    async with running_slack(request.param) as one:
        yield one


@pytest.fixture
async def by_socket() -> AsyncIterator[Running]:
    """The adapter in Socket Mode."""
    async with running_slack() as one:
        yield one


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine two seconds may pass for no reason; tests of slowness set a limit of their own."""
    monkeypatch.setattr(answers, "LONGEST_SUBMISSION", 60.0)
    monkeypatch.setattr(answers, "LONGEST_ANSWER", 60.0)
    monkeypatch.setattr(dms, "LONGEST_ANSWER", 60.0)
