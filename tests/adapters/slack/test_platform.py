"""Slack as a platform: what is sent, to whom, what every refusal means, and what is wrong with the adapter itself."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from adapters.interface import Answer, ChannelAddress, DeliveryFailed, Gesture, Joined, MessageRef, PlatformAddress
from adapters.slack import people, platform, wire
from adapters.slack.platform import DEAD, OUTSIDE, Slack
from adapters.slack.settings import SlackSettings
from bot.text.catalog import speaker
from tests.adapters.scripted import LINE, NOTE
from tests.adapters.slack.conftest import Bot, Notes, Running, running_on, settings_of
from tests.adapters.slack.test_answers import opened, page, raise_form, text_of, title
from tests.servers.slack import SlackServer

CANARY = "kanarienvogel"


async def refusal(running: Running) -> DeliveryFailed:
    """What a send to the person is refused with."""
    with pytest.raises(DeliveryFailed) as refused:
        await running.slack.send(running.address(), NOTE, "d1")
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None or refused.value.__suppress_context__
    return refused.value


# --- sending ------------------------------------------------------------------------------------------------------


async def test_a_person_is_written_to_by_their_user_id(by_socket: Running) -> None:
    await by_socket.slack.send(by_socket.address(), NOTE, "d1")
    (call,) = [one for one in by_socket.server.requests if one.method == "chat.postMessage"]
    assert call.args["channel"] == by_socket.person
    assert (call.args["unfurl_links"], call.args["unfurl_media"]) == (False, False)
    assert call.args["text"] == NOTE.notice


async def test_a_deactivated_account_is_not_written_to(by_socket: Running) -> None:
    by_socket.server.deactivate(by_socket.person)
    failed = await refusal(by_socket)
    assert (failed.code, failed.permanent) == ("slack_user_disabled", True)
    assert not [one for one in by_socket.server.requests if one.method == "chat.postMessage"]


async def test_control_slack_itself_takes_a_dm_to_a_deactivated_account(by_socket: Running) -> None:
    by_socket.server.deactivate(by_socket.person)
    answered = await by_socket.slack._wire.web.chat_postMessage(channel=by_socket.person, text="x")
    assert answered["ok"]


@pytest.mark.parametrize(
    ("name", "code", "permanent"),
    [
        ("channel_not_found", "slack_channel_not_found", True),
        ("is_archived", "slack_is_archived", True),
        ("not_in_channel", "slack_not_in_channel", True),
        ("user_disabled", "slack_user_disabled", True),
        ("cannot_dm_bot", "slack_cannot_dm_bot", True),
        ("messages_tab_disabled", "slack_messages_tab_disabled", True),
        ("restricted_action", "slack_restricted_action", True),
        ("missing_scope", "slack_missing_scope", True),
        ("msg_blocks_too_long", "slack_msg_blocks_too_long", True),
        ("token_revoked", "slack_token_refused", True),
        ("account_inactive", "slack_token_refused", True),
        ("invalid_auth", "slack_token_refused", True),
        ("internal_error", "slack_internal_error", False),
        ("fatal_error", "slack_fatal_error", False),
        (CANARY, "slack_refused", False),
    ],
)
async def test_what_a_refusal_means(by_socket: Running, name: str, code: str, permanent: bool) -> None:
    by_socket.server.fail("chat.postMessage", name)
    failed = await refusal(by_socket)
    assert (failed.code, failed.permanent, failed.retry_after) == (code, permanent, None)


async def test_slow_down_names_its_pause(by_socket: Running) -> None:
    by_socket.server.fail("chat.postMessage", status=429, retry_after=17)
    failed = await refusal(by_socket)
    assert (failed.permanent, failed.retry_after) == (False, timedelta(seconds=17))


@pytest.mark.parametrize(
    ("spoil", "code"), [("500", "slack_refused"), ("cut", "slack_unreachable"), ("slow", "slack_timeout")]
)
async def test_what_may_pass_is_tried_again(
    by_socket: Running, spoil: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "LONGEST_CALL", 0.3)
    match spoil:
        case "500":
            by_socket.server.fail("chat.postMessage", status=502)
        case "cut":
            by_socket.server.cut("chat.postMessage")
        case _:
            by_socket.server.slow("chat.postMessage", 3)
    failed = await refusal(by_socket)
    assert (failed.code, failed.permanent) == (code, False)


async def test_only_this_workspace_is_written_to(by_socket: Running) -> None:
    elsewhere = PlatformAddress("slack", "T0ELSEWHERE", by_socket.person)
    another = PlatformAddress("discord", by_socket.server.team, by_socket.person)
    for to in (elsewhere, another, ChannelAddress("slack", "T0ELSEWHERE", by_socket.server.channel())):
        with pytest.raises(DeliveryFailed) as refused:
            await by_socket.slack.send(to, NOTE, "d1")
        assert (refused.value.code, refused.value.permanent) == ("slack_other_workspace", True)


async def test_a_message_of_another_platform_is_none_here(by_socket: Running) -> None:
    message = await by_socket.slack.send(by_socket.address(), NOTE, "d1")
    with pytest.raises(DeliveryFailed) as refused:
        await by_socket.slack.edit(MessageRef("discord", message.ref), LINE)
    assert refused.value.permanent


async def test_a_platform_that_does_not_listen_can_be_asked(by_socket: Running) -> None:
    slack = Slack(settings_of(by_socket.server), speaker, Notes())
    await slack.send(by_socket.address(), NOTE, "d1")
    assert len(by_socket.server.dm(by_socket.person)) == 1


# --- members ------------------------------------------------------------------------------------------------------


async def test_all_pages_of_members_are_read(by_socket: Running) -> None:
    people = [by_socket.server.person() for _ in range(230)]
    channel = by_socket.server.channel(*people)
    assert await by_socket.slack.members(by_socket.place(channel)) == {by_socket.address(one) for one in people}


@pytest.mark.parametrize("shared", [True, False])
async def test_a_channel_that_others_can_read_has_a_stranger_in_it(by_socket: Running, shared: bool) -> None:
    channel = by_socket.server.channel(by_socket.person, shared=shared)
    members = await by_socket.slack.members(by_socket.place(channel))
    assert members == {by_socket.address(), *([by_socket.address(OUTSIDE)] if shared else [])}


async def test_a_public_channel_is_none_that_we_may_look_at(by_socket: Running) -> None:
    channel = by_socket.server.channel(by_socket.person, private=False)
    with pytest.raises(DeliveryFailed) as refused:
        await by_socket.slack.members(by_socket.place(channel))
    assert (refused.value.code, refused.value.permanent) == ("slack_missing_scope", True)


async def test_another_apps_bot_is_a_member(by_socket: Running) -> None:
    other = by_socket.server.person("another-app")
    by_socket.server.world.users[other].bot = True
    channel = by_socket.server.channel(by_socket.person, other)
    assert by_socket.address(other) in await by_socket.slack.members(by_socket.place(channel))


async def test_a_bot_that_was_taken_out_knows_no_members(by_socket: Running) -> None:
    channel = by_socket.server.channel(by_socket.person)
    by_socket.server.leave(channel, by_socket.server.bot_user)
    with pytest.raises(DeliveryFailed) as refused:
        await by_socket.slack.members(by_socket.place(channel))
    assert refused.value.permanent


async def test_an_archived_channel_is_one_for_nobody(by_socket: Running) -> None:
    channel = by_socket.server.channel(by_socket.person)
    by_socket.server.archive(channel)
    with pytest.raises(DeliveryFailed) as refused:
        await by_socket.slack.members(by_socket.place(channel))
    assert (refused.value.code, refused.value.permanent) == ("slack_is_archived", True)


async def test_the_bot_is_told_at_once_who_joins_a_channel_even_from_another_workspace(running: Running) -> None:
    channel, stranger = running.server.channel(), far(running)
    await running.server.open_home(stranger)
    for one in (running.person, stranger):
        await running.server.join(channel, one)
    assert running.bot.seen[-2:] == [
        Gesture(running.address(one), Joined(), running.place(channel)) for one in (running.person, stranger)
    ]
    members = await running.slack.members(running.place(channel))
    assert {running.address(), running.address(stranger)} <= members


async def test_who_joined_is_said_again_until_the_bot_has_kept_it(running: Running) -> None:
    def fails(_gesture: Gesture) -> Answer:
        running.bot.instead = None
        raise OSError(CANARY)

    running.bot.instead, running.server.deadline = fails, 0.3
    await running.server.join(running.server.channel(), running.person)
    await running.server.until(lambda: len(running.bot.seen) == 2)
    assert running.bot.acts == [Joined(), Joined()]


# --- accounts of another workspace ------------------------------------------------------------------------------------

ELSEWHERE = speaker("en")("chat-elsewhere")


def far(running: Running) -> str:
    """Somebody whose account is another workspace's."""
    user = running.server.person("Far Away")
    running.server.world.users[user].team = "T0ELSEWHERE"
    return user


@pytest.mark.parametrize("way", ["command", "shortcut", "home", "press"])
async def test_an_account_of_another_workspace_is_told_before_any_box(running: Running, way: str) -> None:
    server, user = running.server, far(running)
    match way:
        case "command":
            await server.command(user, "/concern")
        case "shortcut":
            await server.shortcut(user, "concern")
        case "home":
            await server.open_home(user)
        case _:
            channel = server.channel(user)
            await running.slack.send(running.place(channel), LINE, "d1")
            await server.press(user, "open_line", where=channel)
    await server.until(lambda: ELSEWHERE in text_of(server.home(user) if way == "home" else server.modal(user)))
    assert running.bot.seen == []
    await server.command(running.person, "/concern")
    await server.until(lambda: running.bot.seen)  # the control


async def test_what_such_an_account_types_is_answered_and_goes_nowhere(running: Running) -> None:
    user = far(running)
    await running.server.type(user, CANARY)
    await running.server.until(lambda: running.server.dm(user)[-1].bot)
    assert running.server.dm(user)[-1].text == ELSEWHERE
    assert running.bot.seen == []


async def test_a_form_of_such_an_account_stays_open_with_its_words(running: Running) -> None:
    await opened(running, raise_form())
    running.server.world.users[running.person].team = "T0ELSEWHERE"
    asked = len(running.bot.seen)
    await running.server.submit(running.person, {"words": CANARY})
    modal = running.server.modal(running.person)
    assert modal is not None
    assert list(modal["errors"].values()) == [speaker("en")("chat-not-kept")]
    assert CANARY in str(modal["state"])
    assert len(running.bot.seen) == asked


async def test_an_account_of_several_workspaces_is_ours(by_socket: Running) -> None:
    inside = {"team_id": "T0OTHER", "enterprise_user": {"teams": ["T0OTHER", by_socket.server.team]}}
    by_socket.slack._people._keep(by_socket.person, people._read(inside))
    await by_socket.server.command(by_socket.person, "/concern")
    await by_socket.server.until(lambda: by_socket.bot.seen)


async def test_names_are_put_beside_the_accounts_that_a_message_mentions(by_socket: Running) -> None:
    mara = by_socket.server.person("Mara Vellum")
    named = await by_socket.slack._people.labelled({"text": f"<@{mara}> and <@U0NOBODY>", "ts": "1.1"})
    assert named == {"text": f"<@{mara}|mara.vellum> and <@U0NOBODY>", "ts": "1.1"}


# --- starting, trouble, stopping ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (("xoxb-wrong", "{app}"), "slack_token_refused"),
        (("{bot}", "xapp-wrong"), "slack_app_token_refused"),
    ],
)
async def test_a_token_that_is_not_valid_ends_the_start(settings: tuple[str, str], code: str) -> None:
    async with SlackServer() as server:
        bot, app = (one.format(bot=server.bot_token, app=server.app_token) for one in settings)
        slack = Slack(SlackSettings(bot, app_token=app, api_url=server.api_url), speaker, Notes())
        with pytest.raises(DeliveryFailed) as refused:
            await slack.run(Bot().receive)
        assert (refused.value.code, refused.value.permanent) == (code, True)


async def test_a_slack_that_is_out_of_reach_at_the_start_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "START_PAUSE", 0.01)
    async with SlackServer() as server:
        server.cut("apps.connections.open", times=3)
        server.fail("auth.test", status=503, times=2)
        async with running_on(server) as running:
            await running.server.open_home(running.person)


def test_settings_that_nobody_could_check_are_refused() -> None:
    with pytest.raises(ValueError, match="signing secret"):
        SlackSettings("xoxb-1")
    with pytest.raises(ValueError, match="/api/"):
        SlackSettings("xoxb-1", app_token="xapp-1", api_url="https://slack.example/")
    shown = repr(SlackSettings(f"xoxb-{CANARY}", f"xapp-{CANARY}", CANARY))
    assert CANARY not in shown


@pytest.mark.parametrize("how", ["revoked", "uninstalled", "refused"])
async def test_a_token_that_was_taken_back_is_trouble(running: Running, how: str) -> None:
    assert running.slack.trouble == ""
    match how:
        case "revoked":
            await running.server.revoke()
        case "uninstalled":
            await running.server.uninstall()
        case _:
            running.server.fail("chat.postMessage", "account_inactive")
            await refusal(running)
    await running.server.until(lambda: running.slack.trouble == "slack_token_refused")


async def test_a_persons_own_token_is_no_trouble(by_socket: Running) -> None:
    event = {"type": "tokens_revoked", "tokens": {"oauth": [by_socket.person], "bot": []}, "event_ts": "1.1"}
    await by_socket.server.push_event(event)
    await by_socket.server.open_home(by_socket.person)
    assert by_socket.slack.trouble == ""


async def test_a_socket_that_stays_dead_is_trouble(by_socket: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "DEAD_AFTER", 0.1)
    assert by_socket.slack.trouble == ""
    by_socket.server.down = True
    await asyncio.sleep(0.3)
    assert by_socket.slack.trouble == DEAD
    by_socket.server.down = False
    await asyncio.sleep(0.3)
    assert by_socket.slack.trouble == ""


async def test_a_stop_finishes_a_press_that_is_in_hand(running: Running) -> None:
    running.bot.instead, running.bot.wait = page("Saved"), 0.3
    await running.server.command(running.person, "/light")
    await running.server.until(lambda: running.bot.seen)
    await running.stop()
    assert title(running) == "Saved"


async def test_a_stop_finishes_a_form_that_is_in_hand(running: Running) -> None:
    await opened(running, raise_form())
    running.bot.instead, running.bot.wait, asked = page("Saved"), 0.3, len(running.bot.seen)
    sending = asyncio.create_task(running.server.submit(running.person, {"words": "x"}))
    await running.server.until(lambda: len(running.bot.seen) > asked)
    await running.stop()
    await sending
    assert title(running) == "Saved"
    assert running.server.told_of_failure(running.person) == []
