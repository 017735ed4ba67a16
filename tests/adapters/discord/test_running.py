"""The adapter on its own feet: it logs in, listens, answers, comes back, and stops when it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest

from adapters.discord import platform as module
from adapters.discord.platform import Discord
from adapters.discord.settings import DiscordSettings
from adapters.interface import Answer, ChannelAddress, Command, DeliveryFailed, Gesture, Show
from adapters.surfaces import Page, Say
from bot.text.catalog import speaker
from tests.adapters.discord.gateway import GUILD, TOKEN, Gateway, gateway, quick_backoff, too_fast, too_late
from tests.adapters.discord.place import Diary
from tests.contracts.adapter import LINE

CHANNEL = ChannelAddress("discord", str(GUILD), "5")


class Bot:
    """Answers each gesture with a page, when it is let."""

    def __init__(self) -> None:
        self.seen: list[Gesture] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.heard = asyncio.Event()

    async def receive(self, gesture: Gesture) -> Answer:
        """Take it."""
        self.seen.append(gesture)
        self.heard.set()
        await self.may_answer.wait()
        return Show(Page("Yours", (Say("x"),)))


def _adapter(server: Gateway, token: str = TOKEN) -> Discord:
    ws = server.url.replace("http", "ws") + "/gw/"
    return Discord(DiscordSettings(token, f"{server.url}/api/v10", ws), speaker, Diary())


@asynccontextmanager
async def running(server: Gateway, bot: Bot, heartbeat_timeout: float = 60) -> AsyncIterator[Discord]:
    """The adapter, listening. It gives a connection up that says nothing for so long."""
    adapter = _adapter(server)
    adapter.client._connection.heartbeat_timeout = heartbeat_timeout
    runs = asyncio.create_task(adapter.run(bot.receive))
    try:
        listening = asyncio.create_task(adapter.ready())
        done, _ = await asyncio.wait({runs, listening}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        assert done == {listening}
        yield adapter
    finally:
        runs.cancel()
        with suppress(asyncio.CancelledError):
            await runs
        assert adapter.client.is_closed()


async def test_it_listens_and_answers_in_the_persons_guild_and_language() -> None:
    async with gateway() as server:
        bot = Bot()
        async with running(server, bot):
            await server.press(7, "inbox")
            answer = await server.callback()
        assert (answer["type"], answer["data"]["flags"] & 64) == (4, 64)
        (seen,) = bot.seen
        assert (seen.act, seen.locale) == (Command("inbox"), "es-ES")
        assert seen.who.reveal() == ("discord", str(GUILD), "7")


async def test_an_answer_that_comes_too_late_ends_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    async with gateway() as server, running(server, Bot()):
        server.refusals.extend((too_late(), too_late()))
        await server.press(7, "inbox")
        await server.callback(1)
        await server.press(8, "inbox")
        assert (await server.callback(2))["type"] == 4
        assert [one.name for one in caplog.records if one.levelname == "ERROR"] == ["adapters.discord.answers"] * 2


async def test_a_connection_that_breaks_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_backoff(monkeypatch)
    async with gateway() as server:
        bot = Bot()
        async with running(server, bot):
            await server.drop()
            async with asyncio.timeout(5):
                await server.ready.wait()
            await server.press(7, "inbox")
            await server.callback()
        assert server.sessions == [2, 6]


async def test_what_is_in_hand_is_finished_before_it_stops() -> None:
    async with gateway() as server:
        bot = Bot()
        bot.may_answer.clear()
        async with running(server, bot):
            await server.press(7, "inbox")
            async with asyncio.timeout(5):
                await bot.heard.wait()
            asyncio.get_running_loop().call_later(0.05, bot.may_answer.set)
        assert (await server.callback())["type"] == 4


async def test_a_short_pause_is_waited_for_and_a_long_one_handed_back() -> None:
    async with gateway() as server, running(server, Bot()) as adapter:
        server.refusals.append(too_fast(0.02))
        await adapter.send(CHANNEL, LINE, "d1")
        server.refusals.append(too_fast(120))
        with pytest.raises(DeliveryFailed) as refused:
            await adapter.send(CHANNEL, LINE, "d2")
        assert (refused.value.permanent, refused.value.retry_after) == (False, timedelta(seconds=120))
        posts = [body for method, path, body in server.requests if (method, path) == ("POST", "/channels/5/messages")]
        assert [(one["nonce"], one["enforce_nonce"]) for one in posts] == [("d1", True), ("d1", True), ("d2", True)]


async def test_a_start_before_discord_can_be_reached_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOG_IN_AGAIN", 0.01)
    async with gateway() as server:
        adapter = _adapter(server)
        real = adapter.client.http.static_login
        times = 0

        async def unreachable(token: str) -> object:
            nonlocal times
            times += 1
            if times < 3:
                raise OSError
            return await real(token)

        monkeypatch.setattr(adapter.client.http, "static_login", unreachable)
        running = asyncio.create_task(adapter.run(Bot().receive))
        async with asyncio.timeout(5):
            await adapter.ready()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        assert times == 3


async def test_a_token_that_is_refused_stops_it() -> None:
    async with gateway() as server:
        await _refused(_adapter(server, "wrong"), "discord_token_refused")


@pytest.mark.parametrize(
    ("shut", "code"),
    [
        (4004, "discord_token_refused"),
        (4013, "discord_intents_refused"),
        (4014, "discord_intents_refused"),
        (4012, "discord_closed_4012"),
    ],
)
async def test_a_connection_that_discord_ends_for_good_stops_it_and_says_why(shut: int, code: str) -> None:
    async with gateway() as server:
        adapter = _adapter(server)

        async def end() -> None:
            await adapter.ready()
            await server.drop(shut)

        async with asyncio.TaskGroup() as group:
            group.create_task(end())
            await _refused(adapter, code)


async def _refused(adapter: Discord, code: str) -> None:
    """It stops by itself, and nothing of the library's own crosses over."""
    with pytest.raises(BaseExceptionGroup) as refused:
        await adapter.run(Bot().receive)
    (failed,) = refused.value.exceptions
    assert isinstance(failed, DeliveryFailed)
    assert (failed.code, failed.permanent) == (code, True)
    assert failed.__cause__ is None
    assert failed.__suppress_context__
