"""What Slack sends becomes what a person did, with exactly the words and choices that stood there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters import surfaces as s
from adapters.interface import Command, Gesture, MessageRef, OpenedHome, PlatformAddress, Pressed, Submitted, Wrote
from adapters.slack.draw import home, message, modal
from adapters.slack.fields import field_name
from adapters.slack.people import Person
from adapters.slack.read import Turned, called, commanded, home_opened, pressed, submitted
from adapters.slack.typed import in_history, mentioned, named, typed, words_of
from bot.text.catalog import speaker
from tests.adapters import scripted
from tests.adapters.slack.accepted import Json, objects
from tests.adapters.slack.test_draw import DESK

SAY = speaker("en")
WHO = {"id": "U1", "team_id": "T1", "username": "x"}
BOT = "UBOT"
MANY = tuple((str(number), f"Option {number}") for number in range(12))
FEW = MANY[:4]
FIELDS: tuple[s.Field, ...] = (
    s.TextField("words", "Words", tall=True, required=True),
    s.Choice("few", "Few", FEW, ""),
    s.Choice("many", "Many", MANY, ""),
    s.Choices("any-few", "Any", FEW, ()),
    s.Choices("any.many", "Any", MANY, ()),
)
KEEP = s.Button("keep:AbC", "Keep")
FORM = s.Form("write:AbC", "Title", (), FIELDS, "Send", "once-1", "token-1", (KEEP,), language="es")

# What people can type: no control characters but line breaks and tabs.
TYPED = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=300)


def _payload(view: Json, values: dict[str, str] | None = None) -> Json:
    """A view as it comes back, with these values in its fields; without any, as it was drawn."""
    state = {
        block["block_id"]: {"value": _state(block["element"], (values or {}).get(field_name(block["block_id"])))}
        for block in view["blocks"]
        if block["type"] == "input"
    }
    back = {**view, "id": "V1", "state": {"values": state}}
    return {"type": "view_submission", "user": WHO, "team": {"id": "T9"}, "trigger_id": "trigger", "view": back}


def _state(element: Json, value: str | None) -> Json:
    """One element's state, as Slack's reference of view payloads has it."""
    kind, options = element["type"], element.get("options", [])
    if kind == "plain_text_input":
        return {"type": kind, "value": (element.get("initial_value") if value is None else value) or None}
    if kind in ("radio_buttons", "static_select"):
        wanted = [one for one in options if one["value"] == value]
        return {
            "type": kind,
            "selected_option": element.get("initial_option") if value is None else (wanted or [None])[0],
        }
    ticked = (
        element.get("initial_options", [])
        if value is None
        else [one for wanted in reversed(value.split(",")) for one in options if one["value"] == wanted]
    )
    return {"type": kind, "selected_options": ticked}


def _button(drawn: Json, label: str) -> Json:
    buttons = (one for one in objects(drawn) if one.get("type") == "button")
    return next(one for one in buttons if one["text"]["text"] == label)


def _press(view: Json, label: str, values: dict[str, str] | None = None) -> Json:
    press = {"type": "block_actions", "actions": [_button(view, label)], "container": {"type": "view"}}
    return _payload(view, values) | press


# --- forms --------------------------------------------------------------------------------------------------------


def test_a_form_comes_back_as_it_was_filled_in() -> None:
    values = {"words": "a & <b>", "few": "2", "many": "11", "any-few": "0,3", "any.many": ""}
    found = submitted(_payload(modal(FORM, SAY), values))
    assert found.act == Submitted("write:AbC", values, "once-1", "token-1")
    assert (found.user, found.team, found.view, found.language) == ("U1", "T1", "V1", "es")
    assert found.first_box.startswith("words/")
    assert (found.place, found.channel, found.is_home) == ("", "", False)


@given(
    TYPED, st.sampled_from(FEW), st.sampled_from(MANY), st.sets(st.sampled_from(FEW)), st.sets(st.sampled_from(MANY))
)
def test_whatever_stands_in_a_form_comes_back(
    words: str, few: tuple[str, str], many: tuple[str, str], any_few: set[tuple[str, str]], all_: set[tuple[str, str]]
) -> None:
    ticked = tuple(one for one, _ in FEW if one in dict(any_few))
    all_ticked = tuple(one for one, _ in MANY if one in dict(all_))
    values = {
        "words": words, "few": few[0], "many": many[0], "any-few": ",".join(ticked), "any.many": ",".join(all_ticked)
    }  # fmt: skip
    filled_by_hand = submitted(_payload(modal(FORM, SAY), values)).act
    box, one, menu, ticks, ticked_menu = FIELDS
    assert isinstance(box, s.TextField)
    assert isinstance(one, s.Choice)
    assert isinstance(menu, s.Choice)
    assert isinstance(ticks, s.Choices)
    assert isinstance(ticked_menu, s.Choices)
    drawn = (
        replace(box, value=s.Quoted(words)),
        replace(one, chosen=few[0]),
        replace(menu, chosen=many[0]),
        replace(ticks, ticked=ticked),
        replace(ticked_menu, ticked=all_ticked),
    )
    untouched = submitted(_payload(modal(replace(FORM, fields=drawn), SAY))).act
    assert filled_by_hand == untouched == Submitted("write:AbC", values, "once-1", "token-1")


def test_control_what_was_changed_comes_back_changed() -> None:
    view = modal(replace(FORM, fields=(s.TextField("words", "Words", s.Quoted("drawn")),)), SAY)
    assert submitted(_payload(view)).act != submitted(_payload(view, {"words": ""})).act
    cleared = submitted(_payload(view, {"words": ""})).act
    assert isinstance(cleared, Submitted)
    assert cleared.values == {"words": ""}


def test_a_field_that_slack_does_not_name_stands_as_it_was_drawn() -> None:
    fields = (s.TextField("words", "Words", s.Quoted("kept")), s.Choice("few", "Few", FEW, "1"))
    payload = _payload(modal(replace(FORM, fields=fields), SAY))
    payload["view"]["state"]["values"] = {}
    found = submitted(payload).act
    assert isinstance(found, Submitted)
    assert found.values == {"words": "kept", "few": "1"}


def test_another_act_takes_along_what_was_typed() -> None:
    values = {"words": "half a sent", "few": "", "many": "", "any-few": "1", "any.many": "2,10"}
    found = pressed(_press(modal(FORM, SAY), "Keep", values))
    assert found
    assert found.act == Submitted("write:AbC", values, "once-1", "token-1", "keep:AbC")


def test_a_row_inside_a_form_takes_along_what_was_typed_too() -> None:
    form = replace(FORM, blocks=(s.Row((s.Button("mend-0", "Mend"),)),), fields=FIELDS[:1])
    found = pressed(_press(modal(form, SAY), "Mend", {"words": "typed"}))
    assert found
    assert found.act == Submitted("write:AbC", {"words": "typed"}, "once-1", "token-1", "mend-0")


def test_words_that_no_store_could_take_are_shown_as_such() -> None:
    values = {"words": "a\x00b\ud800c\r\nd", "few": "1", "many": "1", "any-few": "", "any.many": ""}
    found = submitted(_payload(modal(FORM, SAY), values)).act
    assert isinstance(found, Submitted)
    assert found.values["words"] == "a\ufffdb\ufffdc\nd"


# --- presses ------------------------------------------------------------------------------------------------------

PAGE = s.Page("Title", (s.Row((s.Button("r-open", "Open", "token-2"),)),), (s.Button("home", "Home"),))


def _on_message(press: Json, place: str) -> Json:
    container = {"type": "message", "channel_id": place, "message_ts": "1355517523.000005", "is_ephemeral": False}
    return {
        "type": "block_actions",
        "user": WHO,
        "team": {"id": "T9"},
        "trigger_id": "trigger",
        "container": container,
        "actions": [press],
    }


@pytest.mark.parametrize(("place", "channel"), [("C1", "C1"), ("G1", "G1"), ("D1", "")])
def test_a_press_on_a_message_says_where(place: str, channel: str) -> None:
    found = pressed(_on_message(_button(message(scripted.LINE), "Open"), place))
    assert found
    assert found.act == Pressed("open_line", "t-heron")
    assert (found.place, found.channel, found.at) == (place, channel, "1355517523.000005")
    assert (found.user, found.team, found.trigger, found.view) == ("U1", "T1", "trigger", "")


@pytest.mark.parametrize(("label", "act"), [("Open", Pressed("r-open", "token-2")), ("Home", Pressed("home"))])
def test_a_press_on_a_page_comes_back_with_its_token(label: str, act: Pressed) -> None:
    for view, is_home in ((modal(PAGE, SAY), False), (home(PAGE, SAY), True)):
        found = pressed(_press(view, label))
        assert found
        assert (found.act, found.view, found.is_home, found.channel) == (act, "V1", is_home, "")


def test_turning_to_another_part_is_nothing_for_the_bot() -> None:
    found = pressed(_press(modal(DESK, SAY, 1), SAY("chat-part-next")))
    assert found
    assert found.act == Turned(2)


@pytest.mark.parametrize("kind", ["static_select", "checkboxes", "radio_buttons"])
def test_what_is_only_chosen_is_not_an_act(kind: str) -> None:
    assert pressed(_on_message({"type": kind, "action_id": "value"}, "D1")) is None


def test_somebody_of_another_workspace_is_of_that_one() -> None:
    assert submitted(_payload(modal(FORM, SAY)) | {"user": {"id": "U2", "team_id": "T2"}}).team == "T2"
    assert submitted(_payload(modal(FORM, SAY)) | {"user": {"id": "U2"}}).team == "T9"


# --- commands, shortcuts, home ------------------------------------------------------------------------------------


class _Unread(dict[str, Any]):
    """A payload whose text must not be looked at."""

    def __getitem__(self, name: str) -> Any:
        assert name != "text"
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        assert name != "text"
        return super().get(name, default)


def test_a_commands_text_is_never_looked_at() -> None:
    payload = _Unread(
        command="/concern", text="words", user_id="U1", team_id="T1", channel_id="C1", trigger_id="trigger"
    )
    found = commanded(payload)
    assert (found.act, found.place, found.channel) == (Command("concern"), "C1", "")
    assert "words" not in repr(found)
    with pytest.raises(AssertionError):  # the control
        payload["text"]
    with pytest.raises(AssertionError):
        payload.get("text")


def test_a_shortcut_is_the_command_of_its_name() -> None:
    found = called({"type": "shortcut", "callback_id": "concern", "user": WHO, "trigger_id": "trigger"})
    assert (found.act, found.place, found.user) == (Command("concern"), "", "U1")


def test_only_the_home_tab_is_home() -> None:
    event = {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"}
    found = home_opened({"team_id": "T1", "event": event})
    assert found
    assert (found.act, found.is_home, found.user) == (OpenedHome(), True, "U1")
    assert home_opened({"team_id": "T1", "event": {**event, "tab": "messages"}}) is None


def test_nothing_shows_who_it_was() -> None:
    found = submitted(_payload(modal(FORM, SAY)) | {"user": {"id": "UCANARY", "team_id": "T1"}})
    assert found.user == "UCANARY"
    assert "UCANARY" not in repr(found)


def test_nothing_shows_where_somebody_writes() -> None:
    typed_there = typed(_event({**SAID, "channel": "DCANARY", "thread_ts": "1.1"}), BOT)
    pressed_there = pressed(_on_message(_button(message(scripted.LINE), "Open"), "DCANARY"))
    person = Person("es-ES", "Europe/Canary", is_guest=True, name="CANARY")
    gesture = Gesture(PlatformAddress("slack", "T1", "UCANARY"), OpenedHome(), None, "es-ES", "Europe/Canary", True)
    shown = repr((typed_there, pressed_there, person, gesture, MessageRef("slack", "DCANARY:1.1")))
    assert "T1" in shown  # the control
    assert not [one for one in ("CANARY", "Canary", "es-ES", "True", "13555175") if one in shown]


# --- the DM -------------------------------------------------------------------------------------------------------

SAID: Json = {
    "type": "message",
    "user": "U1",
    "text": "The robe was not there.",
    "ts": "1355517523.000005",
    "event_ts": "1355517523.000005",
    "channel": "D1",
    "channel_type": "im",
    "team": "T1",
}
CLIP = {"id": "F1", "mimetype": "video/mp4", "subtype": "slack_audio", "media_display_type": "audio"}
FORWARD = {"is_share": True, "is_msg_unfurl": True, "text": "theirs", "from_url": "https://x.example/"}
TEXT = Wrote("text", s.Quoted("The robe was not there."))


def _event(event: Json) -> Json:
    return {"type": "event_callback", "event_id": "Ev1", "team_id": "T1", "event": event}


def _change(now: Json, before: Json = SAID, subtype: str = "message_changed") -> Json:
    outer = {"type": "message", "subtype": subtype, "channel": "D1", "channel_type": "im", "hidden": True}
    inner = {"message": now} if subtype == "message_changed" else {"deleted_ts": before["ts"]}
    return _event(
        {**outer, **inner, "previous_message": before, "ts": "1355517599.000001", "event_ts": "1355517599.000001"}
    )


@pytest.mark.parametrize(
    ("more", "wrote"),
    [
        ({}, TEXT),
        ({"thread_ts": "1355517000.000001"}, TEXT),
        ({"subtype": "thread_broadcast"}, TEXT),
        ({"subtype": "me_message"}, TEXT),
        ({"subtype": "file_share", "files": [{"id": "F1", "mimetype": "image/png"}]}, Wrote("file", s.Quoted(""))),
        ({"subtype": "file_share", "files": [CLIP], "text": ""}, Wrote("voice", s.Quoted(""))),
        ({"files": [{"id": "F1", "mimetype": "audio/mp4"}]}, Wrote("voice", s.Quoted(""))),
        ({"files": [{"id": "F1", "mimetype": None}]}, Wrote("file", s.Quoted(""))),
        ({"attachments": [FORWARD], "text": ""}, Wrote("forward", s.Quoted(""))),
        ({"attachments": [FORWARD]}, Wrote("forward", s.Quoted(""))),
        ({"attachments": [{"is_msg_unfurl": True}], "text": ""}, Wrote("forward", s.Quoted(""))),
        ({"attachments": [{"is_msg_unfurl": True}]}, TEXT),
        ({"attachments": [{"image_url": "https://x.example/a.gif"}], "text": ""}, Wrote("sticker", s.Quoted(""))),
        ({"text": ":wave:"}, Wrote("text", s.Quoted(":wave:"))),
    ],
    ids=range(14),
)
def test_what_is_typed_or_dropped_is_known_for_what_it_is(more: Json, wrote: Wrote) -> None:
    found = typed(_event({**SAID, **more}), BOT)
    assert found
    assert found.wrote == wrote
    assert (found.user, found.team, found.place, found.ts) == ("U1", "T1", "D1", SAID["ts"])
    assert found.key == "D1:1355517523.000005"


def test_an_edit_and_a_deletion_are_events_of_their_own() -> None:
    edit = typed(_change({**SAID, "text": "It was there &amp; warm."}), BOT)
    gone = typed(_change(SAID, subtype="message_deleted"), BOT)
    tombstone = typed(_change({**SAID, "subtype": "tombstone", "user": "USLACKBOT"}), BOT)
    assert edit
    assert gone
    assert tombstone
    assert edit.wrote == Wrote("edit", s.Quoted("It was there & warm."))
    assert gone.wrote == tombstone.wrote == Wrote("deletion", s.Quoted(""))
    assert {one.ts for one in (edit, gone, tombstone)} == {SAID["ts"]}
    assert {one.key for one in (edit, gone, tombstone)} == {"D1:1355517599.000001"}


@pytest.mark.parametrize(
    "body",
    [
        _event({**SAID, "bot_id": "B1"}),
        _event({**SAID, "user": BOT}),
        _event({**SAID, "subtype": "bot_message"}),
        _event({**SAID, "subtype": "channel_join"}),
        _event({**SAID, "user": "USLACKBOT"}),
        _event({**SAID, "channel_type": "channel"}),
        _event({key: value for key, value in SAID.items() if key != "user"}),
        _change({**SAID, "attachments": [{"title": "a link's preview"}]}),
        _change({**SAID, "bot_id": "B1", "text": "now"}, {**SAID, "bot_id": "B1"}),
        _change(SAID, {**SAID, "bot_id": "B1"}, "message_deleted"),
        _event({"type": "message", "subtype": "message_deleted", "channel": "D1", "channel_type": "im"}),
    ],
    ids=range(11),
)
def test_what_nobody_typed_is_left_alone(body: Json) -> None:
    assert typed(body, BOT) is None


def test_history_says_the_same_as_the_event() -> None:
    kept = {name: SAID[name] for name in ("type", "user", "text", "ts", "team")}
    assert in_history(kept, "T1", "D1", BOT) == typed(_event(SAID), BOT)
    assert in_history({**kept, "bot_id": "B1"}, "T1", "D1", BOT) is None


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a &amp; b &lt;c&gt; &amp;lt;", "a & b <c> &lt;"),
        ("<https://x.example/a|x.example/a>", "x.example/a"),
        ("<https://x.example/a>", "https://x.example/a"),
        ("<https://x.example/a|here>", "here (https://x.example/a)"),
        ("<mailto:a@x.example|a@x.example>", "a@x.example"),
        ("<@U1> and <@U1|wren> in <#C1|set>", "@\u2026 and @wren in #set"),
        ("<#C1> <#C1|> <!subteam^S1> <!date^1^{date}>", "#\u2026 #\u2026 \u2026 \u2026"),
        ("<!here> <!channel> <!subteam^S1|@grips>", "@here @channel @grips"),
        ("<!date^1^{date}|tomorrow>", "tomorrow"),
        ("<tel:+1555|+1 555> <tel:+1555>", "+1 555 +1555"),
        ("5 &lt; 6 *really*\n&gt; no", "5 < 6 *really*\n> no"),
    ],
)
def test_words_are_given_as_their_writer_saw_them(text: str, seen: str) -> None:
    assert words_of(text) == seen


def test_a_name_stands_where_its_writer_saw_it() -> None:
    message = {"text": "<@U1> &amp; <@U2|wren>, <@U3>", "ts": "1.1"}
    assert mentioned(message) == {"U1", "U3"}
    assert words_of(named(message, {"U1": "Mara <&> Vellum"})["text"]) == "@Mara <&> Vellum & @wren, @\u2026"
    assert mentioned({"text": None}) == frozenset()


@given(TYPED)
def test_words_with_any_signs_come_through_the_chat_unchanged(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert words_of(escaped) == words
