"""HTTP: only Slack itself is heard, nothing is written down of who calls, and health says what is wrong."""

from __future__ import annotations

import io
import json
import logging
import time
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import aiohttp
import pytest

from adapters.interface import DeliveryFailed
from adapters.slack import platform
from adapters.slack.http import LARGEST
from adapters.slack.platform import Slack
from adapters.slack.settings import SlackSettings
from bot.text.catalog import speaker
from tests.adapters.slack.conftest import Bot, Notes, Running, running_on, running_slack
from tests.servers.slack import SlackServer, payloads
from tests.servers.slack.things import Json

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    """The adapter, over HTTP."""
    async with running_slack("http") as one:
        yield one


def command(running: Running) -> str:
    """The body of a command, as Slack posts it."""
    who = {"user_id": running.person, "team_id": running.server.team, "trigger_id": "1.2.3"}
    return urlencode({"command": "/light", **who})


async def test_the_address_is_verified_as_slack_does_it(running: Running) -> None:
    assert await running.server.posts.verify()


async def test_whoever_can_not_sign_is_not_heard(running: Running) -> None:
    body, old = command(running), str(int(time.time()) - 301)
    forged = await running.server.posts.post(body, FORM, signed="v0=" + "0" * 64)
    stale = await running.server.posts.post(body, FORM, stamp=old)
    assert (forged[0], stale[0]) == (401, 401)
    async with aiohttp.ClientSession() as client, client.post(running.server.http_url, data=body, headers=FORM) as bare:
        assert bare.status == 401
    assert running.bot.seen == []
    assert (await running.server.posts.post(body, FORM))[0] == 200  # the control
    await running.server.until(lambda: [one for one in running.server.requests if one.method == "views.open"])


def pushed(running: Running, team: str, inside: Json) -> str:
    """The body of an event in this workspace."""
    told = payloads.event(running.server.world, inside)
    seat = {**told["authorizations"][0], "team_id": team}
    return json.dumps({**told, "team_id": team, "authorizations": [seat]})


async def test_what_is_signed_for_another_workspace_is_refused(running: Running) -> None:
    gone = {"type": "app_uninstalled", "event_ts": "1.1"}
    posts, content = running.server.posts, {"Content-Type": "application/json"}
    other = command(running).replace(running.server.team, "T0ELSEWHERE")
    assert (await posts.post(other, FORM))[0] == 403
    assert (await posts.post(pushed(running, "T0ELSEWHERE", gone), content))[0] == 403
    assert (running.bot.seen, running.slack.trouble) == ([], "")
    assert (await posts.post(pushed(running, running.server.team, gone), content))[0] == 200  # the control
    await running.server.until(lambda: running.slack.trouble)


@pytest.mark.parametrize(
    ("body", "content", "status"),
    [
        ("{", "application/json", 400),
        ("payload=%7B", FORM["Content-Type"], 400),
        ("[]", "application/json", 400),
        ("", "application/json", 401),
    ],
    ids=["cut", "cut form", "list", "empty"],
)
async def test_what_is_no_push_is_refused(running: Running, body: str, content: str, status: int) -> None:
    signed = "v0=" + "0" * 64 if status == 401 else ""
    answer, said = await running.server.posts.post(body, {"Content-Type": content}, signed=signed)
    assert answer == status
    assert "Traceback" not in said


async def test_more_than_a_view_can_hold_is_not_read(running: Running) -> None:
    for size, status in ((LARGEST, 400), (LARGEST + 1, 413)):
        body = io.BytesIO(b"x" * size)
        headers = {"Content-Type": "application/json"}
        async with (
            aiohttp.ClientSession() as client,
            client.post(running.server.http_url, data=body, headers=headers) as answer,
        ):
            assert answer.status == status


async def test_bytes_that_are_no_text_are_refused(running: Running) -> None:
    async with aiohttp.ClientSession() as client, client.post(running.server.http_url, data=b"\xff\xfe") as answer:
        assert answer.status == 400


async def test_there_is_no_other_door(running: Running) -> None:
    root = f"http://127.0.0.1:{running.slack.port}"
    async with aiohttp.ClientSession() as client:
        for path, status in (
            ("/", 404),
            ("/slack/install", 404),
            ("/slack/oauth_redirect", 404),
            ("/slack/events", 405),
        ):
            async with client.get(root + path) as answer:
                assert (path, answer.status) == (path, status)


async def health(running: Running) -> tuple[int, str]:
    """What it says of itself."""
    url = f"http://127.0.0.1:{running.slack.port}/healthz"
    async with aiohttp.ClientSession() as client, client.get(url) as answer:
        return answer.status, await answer.text()


async def test_health_is_red_when_the_token_is_gone(running: Running) -> None:
    assert await health(running) == (200, "ok")
    await running.server.uninstall()
    await running.server.until(lambda: running.slack.trouble)
    assert await health(running) == (503, "slack_token_refused")


@pytest.mark.parametrize("how", ["archived", "taken out"])
async def test_health_is_red_while_the_readers_channel_is_lost(running: Running, how: str) -> None:
    channel = running.server.channel(running.person)
    there = running.server.world.channels[channel]
    if how == "archived":
        running.server.archive(channel)
    else:
        running.server.leave(channel, running.server.bot_user)
    with pytest.raises(DeliveryFailed):
        await running.slack.members(running.place(channel))
    assert await health(running) == (503, "slack_channel_lost")
    there.archived, there.members = False, [running.server.bot_user, running.person]
    await running.slack.members(running.place(channel))
    assert await health(running) == (200, "ok")


async def test_in_socket_mode_a_port_that_is_named_says_how_it_is_and_takes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(platform, "DEAD_AFTER", 0.1)
    async with SlackServer() as server, running_on(server, port=0) as running:
        assert await health(running) == (200, "ok")
        post = f"http://127.0.0.1:{running.slack.port}/slack/events"
        async with aiohttp.ClientSession() as client, client.post(post, data=b"{}") as answer:
            assert answer.status == 404
        server.down = True
        await server.until(lambda: running.slack.trouble)
        assert await health(running) == (503, "slack_socket_dead")


async def test_in_socket_mode_nothing_listens_where_no_port_is_named() -> None:
    async with running_slack() as running:
        assert running.slack.port == 0


async def test_nothing_is_written_down_of_who_calls(running: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await running.server.posts.post(command(running), FORM, signed="v0=" + "0" * 64)
    await running.server.posts.post("{", {"Content-Type": "application/json"})
    await running.server.command(running.person, "/light")
    await running.server.open_home(running.person)
    await running.server.posts.post(
        json.dumps({"type": "unheard-of", "user": running.person}), {"Content-Type": "application/json"}
    )
    lines = [f"{record.getMessage()} {vars(record)}" for record in caplog.records]
    assert not any(running.person in line or "127.0.0.1" in line or "/slack/events" in line for line in lines)


async def test_a_port_that_is_taken_ends_the_start(running: Running) -> None:
    async with SlackServer() as server:
        settings = SlackSettings(server.bot_token, "", server.signing_secret, server.api_url, running.slack.port)
        with pytest.raises(DeliveryFailed) as refused:
            await Slack(settings, speaker, Notes()).run(Bot().receive)
        assert (refused.value.code, refused.value.permanent) == ("slack_port_taken", True)
