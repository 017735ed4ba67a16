"""Socket Mode: a connection that is dead or says nothing is replaced, and a change of connections loses nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest

from adapters.interface import Command
from tests.adapters.slack.conftest import SHORT, Running, running_on, running_slack
from tests.servers.slack import SlackServer


@pytest.fixture
async def by_socket() -> AsyncIterator[Running]:
    """Give the adapter in Socket Mode, as impatient as it can be."""
    async with running_slack(patience=SHORT) as one:
        yield one


def tickets(running: Running) -> int:
    """How often a ticket was asked for."""
    return sum(one.method == "apps.connections.open" for one in running.server.requests)


def stand(running: Running, number: int) -> bool:
    """Whether so many connections stand."""
    return len(running.server.sockets.open) == number


def heard(by: list[Running], number: int) -> bool:
    """Whether these heard so much together."""
    return sum(len(one.bot.seen) for one in by) == number


async def works(running: Running) -> None:
    """A command reaches the bot, sooner or later, and is acknowledged."""
    asked = len(running.bot.seen)
    async with asyncio.timeout(5):
        while len(running.bot.seen) == asked:
            running.server.deadline = 0.2
            await running.server.command(running.person, "/light")
            await asyncio.sleep(0.02)


async def test_a_connection_that_breaks_is_replaced(by_socket: Running) -> None:
    by_socket.server.drop_connections()
    await works(by_socket)
    assert tickets(by_socket) == 2


async def test_a_connection_that_never_says_hello_is_replaced(by_socket: Running) -> None:
    by_socket.server.silence_sockets(next_ones=2)
    by_socket.server.drop_connections()
    await works(by_socket)
    assert tickets(by_socket) >= 4


async def test_a_connection_on_which_nothing_comes_is_replaced(by_socket: Running) -> None:
    by_socket.server.silence_sockets(pongs=False)
    await works(by_socket)
    assert tickets(by_socket) == 2


async def test_control_a_quiet_connection_with_pings_stays(by_socket: Running) -> None:
    await asyncio.sleep(3 * SHORT.silence)
    assert tickets(by_socket) == 1
    await works(by_socket)


async def test_a_dead_ticket_is_used_once(by_socket: Running) -> None:
    by_socket.server.kill_tickets(next_ones=3)
    by_socket.server.drop_connections()
    await works(by_socket)
    assert tickets(by_socket) == 5


@asynccontextmanager
async def black_hole() -> AsyncIterator[str]:
    """A server that takes connections and never says a word."""

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(hold, "127.0.0.1", 0)
    async with server:
        yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/link?ticket=x"


async def test_a_connection_that_is_never_made_is_given_up(by_socket: Running) -> None:
    async with black_hole() as url:
        real = by_socket.server._api.answers["apps.connections.open"]
        by_socket.server._api.answers["apps.connections.open"] = lambda *_: {"url": url}
        by_socket.server.drop_connections()
        await by_socket.server.until(lambda: tickets(by_socket) >= 3)
        by_socket.server._api.answers["apps.connections.open"] = real
        await works(by_socket)


@pytest.mark.parametrize("spoil", ["refused", "slow", "down"])
async def test_a_slack_that_gives_no_ticket_is_asked_again(by_socket: Running, spoil: str) -> None:
    match spoil:
        case "refused":
            by_socket.server.fail("apps.connections.open", "internal_error", times=2)
        case "slow":
            by_socket.server.fail("apps.connections.open", status=429, retry_after=0, times=2)
        case _:
            by_socket.server.down = True
    by_socket.server.drop_connections()
    await asyncio.sleep(0.2)
    by_socket.server.down = False
    await works(by_socket)


async def test_a_change_of_connections_leaves_no_gap(by_socket: Running) -> None:
    socket = by_socket.slack._socket
    assert socket is not None
    for number in (2, 3, 4):
        await by_socket.server.disconnect("warning", close=False)
        await by_socket.server.until(partial(stand, by_socket, number))
        await by_socket.server.command(by_socket.person, "/light")
    await by_socket.server.until(lambda: len(by_socket.bot.acts) == 3)
    await by_socket.server.until(lambda: len(by_socket.server.sockets.open) == 1)
    assert socket.gaps == 0
    assert by_socket.bot.acts == [Command("light")] * 3
    assert by_socket.server.told_of_failure(by_socket.person) == []


async def test_refresh_requested_is_normal(by_socket: Running) -> None:
    for _ in range(3):
        await by_socket.server.disconnect()
        await works(by_socket)


async def test_two_connections_during_a_restart_do_no_harm(by_socket: Running) -> None:
    async with running_on(by_socket.server, notes=by_socket.notes, patience=SHORT) as second:
        for number in range(1, 21):
            await by_socket.server.command(by_socket.person, "/light")
            await by_socket.server.until(partial(heard, [by_socket, second], number))
        assert by_socket.bot.seen
        assert second.bot.seen
    assert len(by_socket.bot.seen + second.bot.seen) == 20
    assert by_socket.server.told_of_failure(by_socket.person) == []
    await works(by_socket)


async def test_no_ticket_reaches_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with SlackServer() as server, running_on(server, patience=SHORT) as running:
        server.kill_tickets(next_ones=2)
        server.drop_connections()
        await works(running)
    lines = [f"{record.getMessage()} {vars(record)}" for record in caplog.records]
    assert any("slack.socket_lost" in line for line in lines)
    assert not any("ticket" in line or running.person in line for line in lines)


async def test_what_no_listener_knows_is_acknowledged_and_what_is_no_message_is_passed_over(by_socket: Running) -> None:
    (socket,) = by_socket.server.sockets.open
    await socket.line.send_str("[]")
    await works(by_socket)
    await by_socket.server._push(
        by_socket.person, "interactive", {"type": "view_closed", "view": {"callback_id": "x"}}, "x"
    )
    assert by_socket.server.pushed[-1].ack is not None
