"""Traps of Slack's libraries that others fell into: each with ours, and the naive way that falls in as the control."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.installation_store.models import Installation
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from adapters.interface import DeliveryFailed
from adapters.slack.faults import SILENT
from bot import logs
from tests.adapters.scripted import NOTE
from tests.adapters.slack.conftest import SHORT, Running, running_on, running_slack
from tests.adapters.slack.test_answers import broken, page, typed_answer
from tests.adapters.slack.test_socket import works
from tests.servers.slack import SlackServer

CANARY = "kanarienvogel"


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The naive ones write their errors into the logs; bolt's loggers keep a level of their own from other tests."""
    monkeypatch.setattr(logging.getLogger("slack_bolt.AsyncApp"), "level", logging.WARNING)


@asynccontextmanager
async def naive(server: SlackServer, app: AsyncApp) -> AsyncIterator[None]:
    """Bolt as its own examples run it."""
    handler = AsyncSocketModeHandler(app, server.app_token, ping_interval=0.1)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await server.until(lambda: server.sockets.open)
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


def bare_app(server: SlackServer) -> AsyncApp:
    """With everything as it comes."""
    return AsyncApp(client=AsyncWebClient(server.bot_token, base_url=server.api_url))


@pytest.fixture
async def by_socket() -> AsyncIterator[Running]:
    """Give the adapter in Socket Mode, as impatient as it can be."""
    async with running_slack(patience=SHORT) as one:
        yield one


# --- T3: an error right after the acknowledgement took it back -----------------------------------------------------


async def test_an_error_after_the_acknowledgement_took_it_back(by_socket: Running) -> None:
    by_socket.bot.instead = broken
    await by_socket.server.command(by_socket.person, "/light")
    await by_socket.server.until(lambda: by_socket.bot.seen)
    assert by_socket.server.told_of_failure(by_socket.person) == []


@pytest.mark.usefixtures("quiet")
async def test_control_bolt_as_it_comes_takes_the_acknowledgement_back() -> None:
    async with SlackServer() as server:
        server.deadline = 0.3
        app, person = bare_app(server), server.person()

        @app.command("/light")
        async def listener(ack: AsyncAck) -> None:
            await ack()
            raise RuntimeError

        async with naive(server, app):
            await server.command(person, "/light")
        assert server.told_of_failure(person) == ["did not respond"]


# --- T4: a call that was carried out was made again ----------------------------------------------------------------


async def test_a_message_whose_answer_was_lost_stood_there_twice(by_socket: Running) -> None:
    await by_socket.slack.send(by_socket.address(), NOTE, "d0")
    async with swallowing(by_socket.server) as url:
        by_socket.slack._wire.web.base_url = url
        with pytest.raises(DeliveryFailed) as refused:
            await by_socket.slack.send(by_socket.address(), NOTE, "d1")
    assert not refused.value.permanent
    assert len(by_socket.server.dm(by_socket.person)) == 2


async def test_control_the_librarys_own_retry_posts_twice() -> None:
    async with SlackServer() as server, swallowing(server) as url:
        person = server.person()
        with suppress(Exception):
            await AsyncWebClient(server.bot_token, base_url=url).chat_postMessage(channel=person, text="x")
        assert len(server.dm(person)) == 2


@asynccontextmanager
async def swallowing(server: SlackServer) -> AsyncIterator[str]:
    """A way to this Slack on which each post arrives and its answer is lost: the connection just ends."""
    port = int(server.url.rpartition(":")[2])

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        length = next(
            (int(line[15:]) for line in request.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        there, back = await asyncio.open_connection("127.0.0.1", port)
        back.write(request + await reader.readexactly(length))
        answer = await there.read(65536)
        if b"chat.postMessage" not in request.split(b"\r\n")[0]:
            writer.write(answer)
        for end in (writer, back):
            end.close()

    proxy = await asyncio.start_server(pass_on, "127.0.0.1", 0)
    async with proxy:
        yield f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}/api/"


# --- T5: one dead ticket was tried for ever, and written into the log ------------------------------------------------


async def test_a_dead_ticket_was_tried_for_ever_and_logged(
    by_socket: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    by_socket.server.kill_tickets(next_ones=1)
    by_socket.server.drop_connections()
    await works(by_socket)
    assert "ticket" not in everything(caplog)


async def test_control_the_librarys_socket_tries_one_dead_ticket_again_and_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with SlackServer() as server:
        server.kill_tickets(next_ones=1)
        web = AsyncWebClient(server.bot_token, base_url=server.api_url)
        client = SocketModeClient(server.app_token, web_client=web, ping_interval=0.02)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(client.connect(), 0.5)  # type: ignore[no-untyped-call]
        await client.close()  # type: ignore[no-untyped-call]
        assert sum(one.method == "apps.connections.open" for one in server.requests) == 1
    assert everything(caplog).count("?ticket=") > 2


async def test_a_socket_said_nothing_and_was_believed(by_socket: Running) -> None:
    by_socket.server.silence_sockets(next_ones=1)
    by_socket.server.drop_connections()
    await works(by_socket)


async def test_control_the_librarys_socket_believes_it(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with SlackServer() as server:
        server.silence_sockets(next_ones=1)
        web = AsyncWebClient(server.bot_token, base_url=server.api_url)
        client = SocketModeClient(server.app_token, web_client=web, ping_interval=0.05)
        await client.connect()  # type: ignore[no-untyped-call]
        await asyncio.sleep(0.5)
        assert await client.is_connected()
        assert [one.silent for one in server.sockets.open] == [True]
        await client.close()  # type: ignore[no-untyped-call]


# --- T6: bodies were in the log at DEBUG ---------------------------------------------------------------------------


def everything(caplog: pytest.LogCaptureFixture) -> str:
    """All that could have been written."""
    return "\n".join(
        f"{record.getMessage()} {record.exc_text or ''} {record.exc_info or ''}" for record in caplog.records
    )


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_what_was_said_stood_in_the_log(transport: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with running_slack(transport) as running:
        running.bot.instead = typed_answer
        await running.server.type(running.person, CANARY)
        await running.server.until(lambda: running.notes.seen)
        running.bot.instead = page("Here", CANARY)
        await running.server.command(running.person, "/light", CANARY)
        await running.server.until(lambda: running.server.modal(running.person))
        await running.slack.send(running.address(), NOTE, "d1")
        await running.stop()
    assert not any(secret in everything(caplog) for secret in (CANARY, running.person, "xoxb", "xapp"))


async def test_control_the_librarys_client_logs_what_it_posts(caplog: pytest.LogCaptureFixture) -> None:
    async with SlackServer() as server:
        with caplog.at_level(logging.DEBUG, logger="slack_sdk"):
            await AsyncWebClient(server.bot_token, base_url=server.api_url).chat_postMessage(
                channel=server.person(), text=CANARY
            )
    assert CANARY in everything(caplog)
    assert {"slack_bolt", "slack_sdk"} <= set(logs.PINNED)


async def test_bolt_silenced_the_logger_that_an_app_is_named_after(by_socket: Running) -> None:
    await by_socket.server.open_home(by_socket.person)
    ours = logging.getLogger("ghostlight")
    assert (ours.level, ours.disabled) == (logging.NOTSET, False)
    AsyncApp(name="a-name-of-ours", token="xoxb-1", logger=SILENT)._init_context(AsyncBoltRequest(body=""))
    assert logging.getLogger("a-name-of-ours").level > logging.CRITICAL  # the control


# --- T7: tokens stood in plain text on the disk ---------------------------------------------------------------------


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_tokens_stood_on_the_disk(transport: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    # With these in the environment bolt makes an installation store in the home folder by itself.
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "3")
    async with SlackServer() as server, running_on(server, transport) as running:
        running.bot.instead = typed_answer
        await server.type(running.person, CANARY)
        await server.until(lambda: running.notes.seen)
        await server.uninstall()
        await server.until(lambda: running.slack.trouble)
    assert written(tmp_path) == ""
    FileInstallationStore(base_dir=str(tmp_path)).save(Installation(user_id="U1", team_id="T1", bot_token="xoxb-1"))
    assert "xoxb-1" in written(tmp_path)  # the control


def written(folder: Path) -> str:
    """Everything in this folder."""
    files = [Path(where, name) for where, _, names in os.walk(folder) for name in names]
    return "\n".join(file.read_text() for file in files)
