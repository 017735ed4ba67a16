"""What the local Slack pushes, by socket and by signed HTTP: shapes, deadlines, retries, and what breaks."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from urllib.parse import parse_qs

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.request import SocketModeRequest

from tests.servers.slack import SlackServer
from tests.servers.slack.hands import Values
from tests.servers.slack.manifest import GHOSTLIGHT
from tests.servers.slack.things import Json
from tests.servers.slack.typing_in import StillWrong
from tests.servers.slack_app import SmallApp, box, button, choice, home, modal, section, small_app, text


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    """A workspace in which nobody waits long for an event to come again."""
    async with SlackServer(manifest=GHOSTLIGHT) as server:
        server.retry_pauses = (0.0, 0.02, 0.02)
        yield server


@pytest.fixture
async def app(slack: SlackServer) -> AsyncIterator[SmallApp]:
    """The app in it, with one socket."""
    async with small_app(slack) as small:
        await small.connect()
        yield small


def actions(*buttons: Json) -> Json:
    """A row of buttons."""
    return {"type": "actions", "block_id": "row", "elements": list(buttons)}


# --- acts of people -------------------------------------------------------------------------------------------------


async def test_an_act_carries_who_and_a_trigger_that_opens(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person("Ada Fennick")
    await slack.command(person, "/concern", "words")
    await slack.shortcut(person, "concern")
    command, shortcut = (request.payload for request in app.heard)
    assert (command["command"], command["text"], command["user_id"]) == ("/concern", "words", person)
    assert (shortcut["type"], shortcut["callback_id"]) == ("shortcut", "concern")
    assert shortcut["user"]["id"] == person
    for payload in (command, shortcut):
        assert await app.refused("views.open", trigger_id=payload["trigger_id"], view=modal()) == ""
    assert slack.scopes_used() == {"connections:write", "commands"}


async def test_a_command_that_the_manifest_lacks_is_none(slack: SlackServer, app: SmallApp) -> None:
    person, guest = slack.person(), slack.person(guest=True)
    slack.grant(replace(GHOSTLIGHT, commands=frozenset({"/concern"})))
    slack.guests_have_commands = False
    await slack.command(person, "/other")
    await slack.command(guest, "/concern")
    assert app.heard == []
    assert slack.told_of_failure(person) == slack.told_of_failure(guest) == ["no such command"]
    await slack.command(person, "/concern")
    assert len(app.heard) == 1


async def test_a_press_comes_from_where_the_button_stands(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    channel = slack.channel(person)
    blocks = [actions(button("open/1", value="t"))]
    await app.web.chat_postMessage(channel=channel, text="card", blocks=blocks)
    await app.web.chat_postMessage(channel=person, text="note", blocks=blocks)
    await app.web.chat_postEphemeral(channel=channel, user=person, text="whisper", blocks=[actions(button("hush"))])
    await app.web.views_publish(user_id=person, view=home(*blocks))
    await app.open(person, *blocks, box())
    slack.fill(person, {"words": "typed"})
    for where, name in ((channel, "open"), ("dm", "Open"), (channel, "hush"), ("home", "open/1"), ("modal", "open/1")):
        await slack.press(person, name, where=where)
    pressed = [request.payload for request in app.heard if request.type == "interactive"]
    card, note, whisper, at_home, in_modal = pressed
    assert (card["channel"]["id"], card["message"]["text"], card["actions"][0]["value"]) == (channel, "card", "t")
    assert (note["container"]["type"], note["channel"]["name"]) == ("message", "directmessage")
    assert whisper["container"]["is_ephemeral"]
    assert "message" not in whisper
    assert (at_home["view"]["type"], at_home["container"]["type"]) == ("home", "view")
    assert in_modal["view"]["state"]["values"]["words-1"]["value"]["value"] == "typed"
    with pytest.raises(StillWrong):
        await slack.press(person, "other", where=channel)


async def test_without_an_ack_in_time_the_person_sees_a_failure(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    app.answer, slack.deadline = (lambda _: None), 0.05
    await slack.command(person, "/concern")
    assert slack.told_of_failure(person) == ["did not respond"]
    app.answer, slack.deadline = (lambda _: {}), 3.0
    await slack.command(person, "/concern")
    assert len(slack.told_of_failure(person)) == 1
    assert [push.ack is None for push in slack.pushed] == [True, False]


async def test_an_ack_that_comes_too_late_is_written_down_as_late(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    app.answer, slack.deadline = (lambda _: None), 0.05
    await slack.command(person, "/concern")
    await app.sockets[0].send_socket_mode_response({"envelope_id": app.heard[0].envelope_id})
    await slack.until(lambda: slack.pushed[0].late)
    assert slack.pushed[0].ack is None
    assert slack.told_of_failure(person)


# --- forms ----------------------------------------------------------------------------------------------------------


async def _submit(slack: SlackServer, app: SmallApp, answer: Json) -> str:
    person = slack.person()
    await app.open(person, box())
    app.answer = lambda _: answer
    await slack.submit(person, {"words": "typed"})
    return person


async def test_a_submission_does_what_its_ack_says(slack: SlackServer, app: SmallApp) -> None:
    closed = await _submit(slack, app, {})
    errors = await _submit(slack, app, {"response_action": "errors", "errors": {"words-1": "again"}})
    updated = await _submit(slack, app, {"response_action": "update", "view": modal(section("saved"))})
    pushed = await _submit(slack, app, {"response_action": "push", "view": modal(section("more"))})
    cleared = await _submit(slack, app, {"response_action": "clear"})
    assert slack.modal(closed) is slack.modal(cleared) is None
    with_errors, after, above = slack.modal(errors), slack.modal(updated), slack.modal(pushed)
    assert with_errors
    assert with_errors["errors"] == {"words-1": "again"}
    assert with_errors["state"]["values"]["words-1"]["value"]["value"] == "typed"
    assert after
    assert after["blocks"][0]["text"]["text"] == "saved"
    assert above
    assert above["previous_view_id"]
    assert [slack.told_of_failure(one) for one in (closed, errors, updated, pushed, cleared)] == [[]] * 5


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"other": "no such block"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": modal(title=text("x" * 25))},
        {"response_action": "update"},
        {"response_action": "other"},
        {"text": "x"},
    ],
    ids=["no such block", "no error", "a bad view", "no view", "no such action", "no action"],
)
async def test_an_ack_that_slack_cannot_follow_leaves_the_form_and_says_so(
    slack: SlackServer, app: SmallApp, answer: Json
) -> None:
    person = await _submit(slack, app, answer)
    assert slack.told_of_failure(person)[0].startswith("had some trouble connecting")
    form = slack.modal(person)
    assert form
    assert form["state"]["values"]["words-1"]["value"]["value"] == "typed"


async def test_slacks_own_window_keeps_people_from_sending_what_it_would_not(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    await app.open(person, box(max_length=5), choice("checkboxes", "a", "b"))
    wrong: list[Values] = [{}, {"words": "longer"}, {"words": "x", "choice": ["c"]}, {"other": "x"}, {"words": "x"}]
    for values in wrong:
        with pytest.raises(StillWrong):
            await slack.submit(person, values)
    assert app.heard == []
    await slack.submit(person, {"words": "x", "choice": ["a", "b"]})
    (request,) = app.heard
    chosen = request.payload["view"]["state"]["values"]["choice-1"]["value"]["selected_options"]
    assert [one["value"] for one in chosen] == ["a", "b"]


async def test_a_button_inside_a_form_takes_what_was_typed_along(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    await app.open(person, box(), actions(button("via:preview")))
    await slack.submit(person, {"words": "typed"}, via="preview")
    (request,) = app.heard
    assert request.payload["type"] == "block_actions"
    assert request.payload["view"]["state"]["values"]["words-1"]["value"]["value"] == "typed"
    assert slack.modal(person)


async def test_a_closed_modal_is_told_only_if_asked_for(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    await app.open(person)
    await slack.close(person)
    assert app.heard == []
    await app.open(person, notify_on_close=True, callback_id="page")
    await slack.close(person)
    (request,) = app.heard
    assert (request.payload["type"], request.payload["view"]["callback_id"]) == ("view_closed", "page")


# --- events ---------------------------------------------------------------------------------------------------------


async def test_a_dm_is_told_in_all_its_kinds(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    ts = await slack.type(person, "words")
    await slack.edit(person, ts, "other words")
    await slack.delete(person, ts)
    await slack.file(person)
    await slack.voice(person)
    await slack.sticker(person)
    await slack.forward(person, "theirs")
    events = [request.payload["event"] for request in app.heard]
    kinds = [event.get("subtype", "") for event in events]
    assert kinds == ["", "message_changed", "message_deleted", "file_share", "file_share", "file_share", ""]
    assert {event["channel_type"] for event in events} == {"im"}
    changed, deleted, voice, forward = events[1], events[2], events[4], events[6]
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("other words", "words")
    assert deleted["deleted_ts"] == ts
    assert voice["files"][0]["subtype"] == "slack_audio"
    assert forward["attachments"][0]["is_share"]
    assert len({request.payload["event_id"] for request in app.heard}) == 7
    assert {request.payload["authorizations"][0]["user_id"] for request in app.heard} == {slack.bot_user}


async def test_typed_words_come_as_slack_writes_them(slack: SlackServer, app: SmallApp) -> None:
    await slack.type(slack.person(), "a <b> & https://example.org/?a=1&b=2 c")
    (request,) = app.heard
    event = request.payload["event"]
    assert event["text"] == "a &lt;b&gt; &amp; <https://example.org/?a=1&amp;b=2> c"
    parts = event["blocks"][0]["elements"][0]["elements"]
    assert [part.get("text") or part.get("url") for part in parts] == ["a <b> & ", "https://example.org/?a=1&b=2", " c"]


async def test_the_bots_own_messages_are_told_too(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    posted = await app.web.chat_postMessage(channel=person, text="note")
    await app.web.chat_update(channel=posted["channel"], ts=posted["ts"], text="other")
    await slack.heard()
    first, second = (request.payload["event"] for request in app.heard)
    assert first["bot_id"] == slack.world.bot
    assert second["message"]["bot_id"] == slack.world.bot


async def test_only_what_the_manifest_subscribes_to_is_told(slack: SlackServer, app: SmallApp) -> None:
    person, other = slack.person(), slack.person()
    channel = slack.channel(person)
    slack.grant(replace(GHOSTLIGHT, events=frozenset({"member_joined_channel"})))
    await slack.type(person, "words")
    await slack.open_messages(person)
    await slack.join(channel, other)
    assert [request.payload["event"]["type"] for request in app.heard] == ["member_joined_channel"]
    assert slack.unsubscribed == ["message.im", "app_home_opened"]


async def test_opening_home_waits_for_what_is_published(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()

    def publish(request: SocketModeRequest) -> Json:
        user = request.payload["event"]["user"]
        slack.in_background(_publish(app, user))
        return {}

    app.answer = publish
    first = await slack.open_home(person)
    await slack.open_home(person)
    assert first["blocks"][0]["text"]["text"] == "hello"
    opened = [request.payload["event"] for request in app.heard]
    assert ["view" in event for event in opened] == [False, True]
    app.answer, slack.patience = (lambda _: {}), 0.05
    with pytest.raises(TimeoutError):
        await slack.open_home(person)


async def _publish(app: SmallApp, user: str) -> None:
    await app.web.views_publish(user_id=user, view=home(section("hello")))


async def test_an_event_that_is_not_acked_comes_again_and_an_act_does_not(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    app.answer, slack.deadline = (lambda request: {} if request.retry_attempt == 2 else None), 0.3
    await slack.type(person, "words")
    await slack.command(person, "/concern")
    await slack.until(lambda: len(app.heard) == 4)
    events = [request for request in app.heard if request.type == "events_api"]
    assert [(one.retry_attempt, one.retry_reason) for one in events] == [(0, ""), (1, "timeout"), (2, "timeout")]
    assert len({one.payload["event_id"] for one in events}) == 1
    assert len({one.envelope_id for one in events}) == 3


# --- sockets --------------------------------------------------------------------------------------------------------


async def test_pushes_are_spread_over_the_sockets(slack: SlackServer, app: SmallApp) -> None:
    lines: list[int] = []
    await app.connect()
    for number, socket in enumerate(app.sockets):
        socket.message_listeners.append(_noting(lines, number))
    person = slack.person()
    for _ in range(20):
        await slack.command(person, "/concern")
    assert set(lines) == {0, 1}
    assert len(lines) == 20


def _noting(lines: list[int], number: int):  # type: ignore[no-untyped-def] # noqa: ANN202 - the library's own union
    async def note(_client: object, message: Json, _raw: str | None) -> None:
        if message.get("type") != "hello":
            lines.append(number)

    return note


async def test_a_ticket_opens_one_socket(slack: SlackServer, app: SmallApp) -> None:
    url = (await app.web.apps_connections_open(app_token=slack.app_token))["url"]
    assert app.web.session
    async with app.web.session.ws_connect(url) as line:
        assert (await line.receive_json())["type"] == "hello"
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await app.web.session.ws_connect(url)
    slack.kill_tickets(next_ones=1)
    dead = (await app.web.apps_connections_open(app_token=slack.app_token))["url"]
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await app.web.session.ws_connect(dead)
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await app.web.apps_connections_open(app_token=slack.bot_token)


async def test_there_are_ten_sockets_at_most(slack: SlackServer, app: SmallApp) -> None:
    assert app.web.session
    lines = []
    for _ in range(10):
        url = (await app.web.apps_connections_open(app_token=slack.app_token))["url"]
        lines.append(await app.web.session.ws_connect(url))
    first = [await line.receive_json() for line in lines]
    assert [one["type"] for one in first] == ["hello"] * 9 + ["disconnect"]
    assert first[-1]["reason"] == "too_many_websockets"
    for line in lines:
        await line.close()


async def test_a_silent_socket_stands_and_delivers_nothing(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    slack.deadline = 0.05
    slack.silence_sockets(next_ones=1)
    await slack.command(person, "/concern")
    assert app.heard == []
    assert slack.told_of_failure(person)
    url = (await app.web.apps_connections_open(app_token=slack.app_token))["url"]
    assert app.web.session
    async with app.web.session.ws_connect(url) as line:
        with pytest.raises(TimeoutError):
            await line.receive(timeout=0.05)
    assert len(slack.sockets.open) >= 1


async def test_slack_asks_for_a_new_socket_and_gets_one(slack: SlackServer, app: SmallApp) -> None:
    before = slack.sockets.open[0]
    await slack.disconnect(close=False)
    await slack.until(lambda: slack.sockets.open and before not in slack.sockets.open)
    await slack.command(slack.person(), "/concern")
    assert len(app.heard) == 1


async def test_sockets_hear_slacks_pings_unless_they_are_dead(slack: SlackServer, app: SmallApp) -> None:
    slack.sockets.ping_every = 0.01
    assert app.web.session
    url = (await app.web.apps_connections_open(app_token=slack.app_token))["url"]
    async with app.web.session.ws_connect(url, autoping=False) as line:
        await line.receive()
        assert (await line.receive()).type is aiohttp.WSMsgType.PING
        slack.silence_sockets(pongs=False)
        await asyncio.sleep(0.02)
        while line._reader._buffer:  # what had come before
            await line.receive()
        with pytest.raises(TimeoutError):
            await line.receive(timeout=0.05)


async def test_when_nobody_listens_an_event_is_lost(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    slack.down = True
    await slack.until(lambda: not slack.sockets.open)
    await slack.type(person, "words")
    with pytest.raises(aiohttp.ClientError):
        await app.refused("auth.test")
    slack.down = False
    assert await app.refused("auth.test") == ""
    assert app.heard == []
    assert [one.text for one in slack.dm(person)] == ["words"]


# --- what goes wrong ------------------------------------------------------------------------------------------------


async def test_faults_are_used_up_by_the_calls_they_are_for(slack: SlackServer, app: SmallApp) -> None:
    channel = slack.channel()
    slack.fail("chat.postMessage", status=429, retry_after=7)
    with pytest.raises(SlackApiError) as slow:
        await app.web.chat_postMessage(channel=channel, text="x")
    assert (slow.value.response.status_code, slow.value.response.headers["Retry-After"]) == (429, "7")
    slack.fail("chat.postMessage", status=503)
    with pytest.raises(SlackApiError) as broken:
        await app.web.chat_postMessage(channel=channel, text="x")
    assert broken.value.response.status_code == 503
    slack.fail("chat.postMessage", "channel_not_found", times=2)
    assert [await app.refused("chat.postMessage", channel=channel, text="x") for _ in range(3)] == [
        "channel_not_found", "channel_not_found", "",
    ]  # fmt: skip
    assert len(slack.posted(channel)) == 1


async def test_a_broken_answer_is_not_a_call_that_was_not_made(slack: SlackServer, app: SmallApp) -> None:
    channel = slack.channel()
    for after, standing in ((False, 0), (True, 1)):
        slack.cut("chat.postMessage", after=after)
        with pytest.raises(aiohttp.ClientError):
            await app.refused("chat.postMessage", channel=channel, text="x")
        assert len(slack.posted(channel)) == standing
    assert [call.status for call in slack.requests if call.method == "chat.postMessage"] == [0, 0]


async def test_a_slow_call_takes_its_time(slack: SlackServer, app: SmallApp) -> None:
    slack.slow("auth.test", 0.05)
    began = time.monotonic()
    await app.refused("auth.test")
    assert time.monotonic() - began >= 0.05


# --- signed HTTP ----------------------------------------------------------------------------------------------------


class Door:
    """The app's own address."""

    def __init__(self, secret: str) -> None:
        self.verifier = SignatureVerifier(secret)
        self.got: list[tuple[dict[str, str], str]] = []
        self.statuses: list[int] = []
        self.answer = ""

    async def take(self, request: web.Request) -> web.Response:
        """A post, refused if Slack didn't sign it."""
        body = await request.text()
        if not self.verifier.is_valid_request(body, dict(request.headers)):
            return web.Response(status=401)
        self.got.append((dict(request.headers), body))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200, text=self.answer)


@pytest.fixture
async def door(slack: SlackServer) -> AsyncIterator[Door]:
    """An app that listens on HTTP."""
    door = Door(slack.signing_secret)
    server = web.Application()
    server.router.add_post("/slack/events", door.take)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.http_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield door
    await runner.cleanup()


async def test_posts_are_signed_and_drawn_as_forms(slack: SlackServer, door: Door) -> None:
    person = slack.person()
    await slack.type(person, "words")
    await slack.command(person, "/concern", "words")
    await slack.shortcut(person, "concern")
    event, command, shortcut = (body for _, body in door.got)
    assert json.loads(event)["event"]["text"] == "words"
    assert parse_qs(command)["command"] == ["/concern"]
    assert json.loads(parse_qs(shortcut)["payload"][0])["callback_id"] == "concern"
    assert slack.scopes_used() == {"commands", "im:history"}


@pytest.mark.usefixtures("door")
async def test_a_forged_post_can_be_tried(slack: SlackServer) -> None:
    body, kind = "{}", {"Content-Type": "application/json"}
    old = str(int(time.time()) - 600)
    assert [
        (await slack.posts.post(body, kind))[0],
        (await slack.posts.post(body, kind, signed="v0=0"))[0],
        (await slack.posts.post(body, kind, stamp=old))[0],
    ] == [200, 401, 401]


async def test_an_address_is_verified_by_a_challenge(slack: SlackServer, door: Door) -> None:
    assert not await slack.posts.verify()
    door.answer = "challenge-1"
    assert await slack.posts.verify()


async def test_a_post_that_fails_comes_again_with_its_number(slack: SlackServer, door: Door) -> None:
    door.statuses = [500, 404]
    await slack.type(slack.person(), "words")
    await slack.until(lambda: len(door.got) == 3)
    headers = [(found.get("X-Slack-Retry-Num"), found.get("X-Slack-Retry-Reason")) for found, _ in door.got]
    assert headers == [(None, None), ("1", "http_error"), ("2", "http_error")]


async def test_an_ack_by_http_is_followed_too(slack: SlackServer, door: Door) -> None:
    person = slack.person()
    door.answer = "words back"
    await slack.command(person, "/concern")
    assert [one.text for one in slack.whispered(person)] == ["words back"]
    door.statuses = [500]
    await slack.command(person, "/concern")
    assert slack.told_of_failure(person) == ["did not respond"]
