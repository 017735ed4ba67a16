"""The local Slack is as strict as the real one: each refusal with the call beside it that is taken."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest

from tests.servers.slack import SlackServer
from tests.servers.slack.manifest import GHOSTLIGHT, granted, read
from tests.servers.slack.methods import ANSWERS, table
from tests.servers.slack_app import SmallApp, box, button, choice, home, modal, option, section, small_app, text


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    """A workspace."""
    async with SlackServer(manifest=GHOSTLIGHT) as server:
        yield server


@pytest.fixture
async def app(slack: SlackServer) -> AsyncIterator[SmallApp]:
    """The app in it."""
    async with small_app(slack) as small:
        yield small


# --- who may call what --------------------------------------------------------------------------------------------


async def test_a_method_that_is_not_in_the_table_is_unknown(app: SmallApp) -> None:
    assert await app.refused("search.messages", query="x") == "unknown_method"
    assert await app.refused("auth.test") == ""


def test_every_method_of_the_table_answers_and_no_other() -> None:
    assert set(table()) == {*ANSWERS, "apps.connections.open"}
    assert all(row.page and row.seen for row in table().values())


async def test_a_token_that_is_not_the_apps_is_refused(slack: SlackServer, app: SmallApp) -> None:
    for token, code in (
        ("", "not_authed"),
        ("xoxb-other", "invalid_auth"),
        (slack.app_token, "not_allowed_token_type"),
    ):
        async with aiohttp.ClientSession() as session:
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            async with session.post(f"{slack.api_url}auth.test", headers=headers) as answer:
                assert (await answer.json())["error"] == code
    await slack.revoke()
    assert await app.refused("auth.test") == "token_revoked"
    await slack.uninstall()
    assert await app.refused("auth.test") == "account_inactive"


async def test_a_call_without_its_scope_is_refused_and_scopes_are_counted(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    slack.grant(replace(GHOSTLIGHT, scopes=GHOSTLIGHT.scopes - {"users:read"}))
    refused = await app.plain("users.info", user=person)
    assert (refused["error"], refused["needed"]) == ("missing_scope", "users:read")
    slack.grant(GHOSTLIGHT)
    assert await app.refused("users.info", user=person) == ""
    assert slack.scopes_used() == {"users:read"}


async def test_a_channels_history_and_a_public_channel_take_scopes_nobody_granted(
    slack: SlackServer, app: SmallApp
) -> None:
    private, public, person = slack.channel(), slack.channel(private=False), slack.person()
    dm = (await app.plain("conversations.open", users=person))["channel"]["id"]
    assert await app.refused("conversations.history", channel=private) == "missing_scope"
    assert await app.refused("conversations.history", channel=dm) == ""
    assert await app.refused("conversations.info", channel=public) == "missing_scope"
    assert await app.refused("conversations.info", channel=private) == ""
    assert await app.refused("conversations.list", types="im,public_channel") == "missing_scope"
    assert await app.refused("conversations.list", types="im,private_channel") == ""


async def test_the_granted_scopes_stand_in_every_answer(slack: SlackServer, app: SmallApp) -> None:
    answer = await app.web.auth_test()
    assert set(answer.headers["X-OAuth-Scopes"].split(",")) == GHOSTLIGHT.scopes
    assert (answer["team_id"], answer["user_id"]) == (slack.team, slack.bot_user)


def test_a_manifest_is_read_as_slack_reads_it() -> None:
    manifest = read(
        "features:\n  app_home:\n    home_tab_enabled: true\n    messages_tab_enabled: false # none\n"
        "  slash_commands:\n    - command: /concern\n      description: 'x'\n"
        "oauth_config:\n  scopes:\n    bot:\n      - chat:write\n"
    )
    assert manifest.scopes == {"chat:write"}
    assert (manifest.commands, manifest.shortcuts) == (frozenset({"/concern"}), {})
    assert (manifest.home_tab, manifest.messages_tab, manifest.events) == (True, False, frozenset())
    with pytest.raises(ValueError, match="manifest"):
        read("features:\n  - x\n stray\n")
    assert granted().scopes == GHOSTLIGHT.scopes


# --- messages -----------------------------------------------------------------------------------------------------


async def test_a_message_to_a_person_opens_their_dm(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    posted = await app.web.chat_postMessage(channel=person, text="note", unfurl_links=False)
    assert posted["channel"].startswith("D")
    assert [(one.text, one.options) for one in slack.dm(person)] == [("note", {"unfurl_links": False})]


async def test_messages_go_only_where_the_bot_is(slack: SlackServer, app: SmallApp) -> None:
    channel, elsewhere, public = slack.channel(), slack.channel(), slack.channel(private=False)
    slack.leave(elsewhere, slack.bot_user)
    slack.leave(public, slack.bot_user)
    refused = {
        place: await app.refused("chat.postMessage", channel=place, text="x")
        for place in (channel, elsewhere, public, "C0NOWHERE", "U0NOBODY", slack.bot_user)
    }
    assert list(refused.values()) == [
        "", "channel_not_found", "not_in_channel", "channel_not_found", "channel_not_found", "cannot_dm_bot",
    ]  # fmt: skip
    slack.archive(channel)
    assert await app.refused("chat.postMessage", channel=channel, text="x") == "is_archived"


async def test_an_account_that_ended_is_posted_to_as_if_it_read_and_only_opening_tells(
    slack: SlackServer, app: SmallApp
) -> None:
    person = slack.person()
    assert await app.refused("conversations.open", users=person) == ""
    slack.deactivate(person)
    assert await app.refused("chat.postMessage", channel=person, text="x") == ""
    assert await app.refused("conversations.open", users=person) == "user_disabled"
    assert (await app.web.users_info(user=person))["user"]["deleted"]


async def test_without_the_messages_tab_nobody_can_be_written_to(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    slack.grant(replace(GHOSTLIGHT, messages_tab=False, home_tab=False))
    assert await app.refused("chat.postMessage", channel=person, text="x") == "messages_tab_disabled"
    assert await app.refused("views.publish", user_id=person, view=home()) == "not_enabled"


async def test_only_own_messages_change_and_go(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    own = (await app.web.chat_postMessage(channel=person, text="first")).data
    assert isinstance(own, dict)
    theirs = await slack.type(person, "mine")
    dm = own["channel"]
    assert await app.refused("chat.update", channel=dm, ts=own["ts"], text="second") == ""
    assert await app.refused("chat.update", channel=dm, ts=theirs, text="x") == "cant_update_message"
    assert await app.refused("chat.delete", channel=dm, ts=theirs) == "cant_delete_message"
    assert await app.refused("chat.delete", channel=dm, ts=own["ts"]) == ""
    assert await app.refused("chat.update", channel=dm, ts=own["ts"], text="x") == "message_not_found"
    assert [one.text for one in slack.dm(person)] == ["mine"]


async def test_a_whisper_reaches_one_member_only(slack: SlackServer, app: SmallApp) -> None:
    member, other = slack.person(), slack.person()
    channel = slack.channel(member)
    assert await app.refused("chat.postEphemeral", channel=channel, user=other, text="x") == "user_not_in_channel"
    assert await app.refused("chat.postEphemeral", channel=channel, user=member, text="x") == ""
    assert (len(slack.whispered(member)), slack.posted(channel)) == (1, [])


async def test_a_message_has_limits(slack: SlackServer, app: SmallApp) -> None:
    channel = slack.channel()

    async def post(**args: object) -> str:
        return await app.refused("chat.postMessage", channel=channel, **args)

    assert await post() == "no_text"
    assert await post(text="x" * 40_001) == "msg_too_long"
    assert await post(text="x", blocks=[section()] * 51) == "invalid_blocks"
    assert await post(text="x", blocks=[section("x" * 2700)] * 5) == "msg_blocks_too_long"
    assert await post(text="x", blocks=[section("x" * 2600)] * 5) == ""
    assert len(slack.posted(channel)) == 1


# --- people and places ----------------------------------------------------------------------------------------------


async def test_people_are_told_with_locale_and_zone(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person("Inés Barrunto", locale="es-ES", tz="Europe/Madrid", guest=True)
    told = (await app.web.users_info(user=person, include_locale=True))["user"]
    assert (told["locale"], told["tz"], told["is_restricted"]) == ("es-ES", "Europe/Madrid", True)
    assert "locale" not in (await app.web.users_info(user=person))["user"]
    assert await app.refused("users.info", user="U0NOBODY") == "user_not_found"


async def test_members_come_in_pages(slack: SlackServer, app: SmallApp) -> None:
    people = [slack.person() for _ in range(4)]
    channel = slack.channel(*people)
    first = await app.web.conversations_members(channel=channel, limit=3)
    assert len(first["members"]) == 3
    rest = await app.web.conversations_members(
        channel=channel, limit=3, cursor=first["response_metadata"]["next_cursor"]
    )
    assert {*first["members"], *rest["members"]} == {slack.bot_user, *people}
    assert rest["response_metadata"]["next_cursor"] == ""
    assert await app.refused("conversations.members", channel=channel, cursor="other") == "invalid_cursor"
    assert await app.refused("conversations.members", channel="C0NOWHERE") == "channel_not_found"


async def test_a_shared_channel_says_so(slack: SlackServer, app: SmallApp) -> None:
    shared, own = slack.channel(shared=True), slack.channel()
    told = {one: (await app.web.conversations_info(channel=one))["channel"] for one in (shared, own)}
    assert [told[one]["is_ext_shared"] for one in (shared, own)] == [True, False]
    assert told[own]["is_private"]


async def test_history_keeps_its_edges(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    stamps = [await slack.type(person, str(number)) for number in range(4)]
    dm = slack.world.dm(person).id

    async def between(**args: object) -> list[str]:
        answer = await app.web.conversations_history(channel=dm, **args)  # type: ignore[arg-type] # by its names
        return [message["text"] for message in answer["messages"]]

    assert await between() == ["3", "2", "1", "0"]
    assert await between(oldest=stamps[1]) == ["3", "2"]
    assert await between(oldest=stamps[1], latest=stamps[1], inclusive=True, limit=1) == ["1"]
    assert await between(oldest=stamps[1], latest=stamps[1]) == []
    assert (await app.web.conversations_history(channel=dm, limit=3))["has_more"]


# --- modals ---------------------------------------------------------------------------------------------------------


async def test_a_trigger_is_good_once_and_for_a_while(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()

    async def open_with(trigger: str) -> str:
        return await app.refused("views.open", trigger_id=trigger, view=modal())

    trigger = slack.world.trigger(person)
    assert [await open_with(trigger), await open_with(trigger)] == ["", "exchanged_trigger_id"]
    assert await open_with("other") == "invalid_trigger_id"
    slack.deadline = 0.0
    assert await open_with(slack.world.trigger(person)) == "expired_trigger_id"


async def test_three_modals_stand_upon_each_other(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    await app.open(person)

    async def push() -> str:
        return await app.refused("views.push", trigger_id=slack.world.trigger(person), view=modal())

    assert [await push(), await push(), await push()] == ["", "", "push_limit_reached"]
    await slack.close(person)
    assert len(slack.world.stacks[person]) == 2


async def test_a_modal_is_updated_while_it_stands_and_by_its_last_hash(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    view = await app.open(person)

    async def update(**args: object) -> str:
        return await app.refused("views.update", view_id=view["id"], view=modal(section("new")), **args)

    assert [await update(hash=view["hash"]), await update(hash=view["hash"])] == ["", "hash_conflict"]
    assert await update() == ""
    await slack.close(person)
    assert await update() == "not_found"


async def test_what_was_typed_outlives_an_update_where_the_ids_are_equal(slack: SlackServer, app: SmallApp) -> None:
    person = slack.person()
    view = await app.open(person, box("a"), box("b"), choice("radio_buttons", "1", "2"))
    slack.fill(person, {"a": "typed", "b": "typed", "choice": "2"})
    blocks = [box("a", initial_value="new"), box("c", initial_value="new"), choice("radio_buttons", "1", "3")]
    await app.web.views_update(view_id=view["id"], view=modal(*blocks))
    shown = slack.modal(person)
    assert shown
    values = shown["state"]["values"]
    assert [values[block]["value"]["value"] for block in ("a", "c")] == ["typed", "new"]
    assert values["choice-1"]["value"]["selected_option"] is None  # an option that is gone isn't chosen


async def test_an_untouched_box_stays_empty_when_only_its_initial_value_is_new(
    slack: SlackServer, app: SmallApp
) -> None:
    person = slack.person()
    view = await app.open(person, box("a"), box("b"))
    await app.web.views_update(view_id=view["id"], view=modal(box("a", initial_value="x"), box("c", initial_value="x")))
    shown = slack.modal(person)
    assert shown
    assert [shown["state"]["values"][block]["value"]["value"] for block in ("a", "c")] == [None, "x"]


async def test_home_is_published_for_one_person(slack: SlackServer, app: SmallApp) -> None:
    person, other = slack.person(), slack.person()
    assert await app.refused("views.publish", user_id=person, view=home(section("theirs"))) == ""
    assert slack.home(person)
    assert slack.home(other) is None
    assert await app.refused("views.publish", user_id="U0NOBODY", view=home()) == "user_not_found"
    assert await app.refused("views.publish", user_id=person, view=home(), hash="old") == "hash_conflict"


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (modal(title=text("x" * 24)), modal(title=text("x" * 25))),
        (modal(close=text("x" * 24)), modal(close=text("x" * 25))),
        (modal(box(), submit=text("x" * 24)), modal(box(), submit=text("x" * 25))),
        (modal(private_metadata="x" * 3000), modal(private_metadata="x" * 3001)),
        (modal(callback_id="x" * 255), modal(callback_id="x" * 256)),
        (modal(*[section()] * 100), modal(*[section()] * 101)),
        (modal(section("x" * 3000)), modal(section("x" * 3001))),
        (modal(section()), modal(section(""))),
        (modal(section(), title=text("x")), modal(section(), title={"type": "mrkdwn", "text": "x"})),
        (modal(box()), {**modal(box()), "submit": None}),
        (modal(box("a"), box("b")), modal(box("a"), box("a"))),
        (modal(), {**modal(), "colour": "red"}),
        (modal(), home()),
        (modal({"type": "header", "text": text("x" * 150)}), modal({"type": "header", "text": text("x" * 151)})),
        (modal({"type": "divider"}), modal({"type": "line"})),
        (modal(box(max_length=3000)), modal(box(max_length=3001))),
        (modal(box(max_length=3, initial_value="xxx")), modal(box(max_length=3, initial_value="xxxx"))),
        (modal(box(focus_on_load=True), box("b")), modal(box(focus_on_load=True), box("b", focus_on_load=True))),
        (modal(choice("radio_buttons", *"1234567890")), modal(choice("radio_buttons", *"1234567890x"))),
        (modal(choice("checkboxes", *"1234567890")), modal(choice("checkboxes", *"1234567890x"))),
        (modal(choice("static_select", *map(str, range(100)))), modal(choice("static_select", *map(str, range(101))))),
        (modal(choice("radio_buttons", "x" * 75)), modal(choice("radio_buttons", "x" * 76))),
        (
            modal(choice("radio_buttons", "a", initial_option=option("a"))),
            modal(choice("radio_buttons", "a", initial_option=option("b"))),
        ),
        (
            modal(choice("checkboxes", "a", initial_options=[option("a")])),
            modal(choice("checkboxes", "a", initial_options=[])),
        ),
    ],
)  # fmt: skip
async def test_a_modal_has_limits(
    slack: SlackServer, app: SmallApp, good: dict[str, object], bad: dict[str, object]
) -> None:
    person = slack.person()
    taken = await app.plain("views.open", trigger_id=slack.world.trigger(person), view=good)
    refused = await app.plain("views.open", trigger_id=slack.world.trigger(person), view=bad)
    assert (taken["ok"], refused.get("error")) == (True, "invalid_arguments")
    assert refused["response_metadata"]["messages"]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ([button(words="x" * 75)], [button(words="x" * 76)]),
        ([button(value="x" * 2000)], [button(value="x" * 2001)]),
        ([button(action="x" * 255)], [button(action="x" * 256)]),
        ([button(accessibility_label="x" * 75)], [button(accessibility_label="x" * 76)]),
        ([button(style="danger")], [button(style="loud")]),
        ([button("a"), button("b")], [button("a"), button("a")]),
        ([button(str(number)) for number in range(25)], [button(str(number)) for number in range(26)]),
        ([button()], []),
        ([button()], [box()["element"]]),
    ],
)
async def test_buttons_have_limits(
    slack: SlackServer, app: SmallApp, good: list[dict[str, object]], bad: list[dict[str, object]]
) -> None:
    channel = slack.channel()

    async def post(elements: object) -> str:
        blocks = [{"type": "actions", "elements": elements}]
        return await app.refused("chat.postMessage", channel=channel, text="x", blocks=blocks)

    assert [await post(good), await post(bad)] == ["", "invalid_blocks"]


async def test_rich_text_is_made_of_known_parts(slack: SlackServer, app: SmallApp) -> None:
    channel = slack.channel()

    async def post(*parts: object) -> str:
        rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}
        return await app.refused("chat.postMessage", channel=channel, text="x", blocks=[rich])

    assert await post({"type": "text", "text": "x", "style": {"bold": True}}, {"type": "user", "user_id": "U1"}) == ""
    assert await post({"type": "text", "text": ""}) == "invalid_blocks"
    assert await post({"type": "text", "text": "x", "style": {"loud": True}}) == "invalid_blocks"
    assert await post({"type": "mention", "user_id": "U1"}) == "invalid_blocks"
    assert await post() == "invalid_blocks"
