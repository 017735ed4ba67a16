"""What goes to readers and to the office on Slack is on a list, path by path; what people get is one note for all.

ANONYMITY 8.4: everything sent to the two channels, every DM, modal and Home tab of a reader and of the office.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

import pytest

from bot.text.catalog import LANGUAGES, speaker
from tests.privacy.marks import found_in_text
from tests.privacy.recorder import dm_place
from tests.privacy.set import CREW, KESTREL, OFFICE, UNIT
from tests.privacy.slack_life import A_GUEST, shared_life, whole_life
from tests.privacy.slack_paths import paths
from tests.privacy.slack_sent import ACK, MESSAGES, VIEWS, Sent
from tests.privacy.slack_sent import OFFICE as TO_OFFICE
from tests.privacy.slack_sent import READERS as TO_READERS
from tests.privacy.slack_set import (
    EVERYBODY,
    OFFICE_PLACE,
    OFFICE_USER,
    READER_USERS,
    READERS_PLACE,
    STRANGER_USER,
    user_of,
)

Paths = frozenset[str]


def _plain(*at: str) -> set[str]:
    return {f"{one}.{part}" for one in at for part in ("emoji", "text")}


_RUN: Final = "blocks[rich_text].elements[rich_text_section].elements"
_BUTTON: Final = "blocks[actions].elements[button]"
_OURS: Final = {f"{_RUN}[text].text", f"{_RUN}[text].style.bold", *_plain("blocks[header].text")}
_PRESSED: Final = {*(f"{_BUTTON}.{one}" for one in ("action_id", "style", "value")), *_plain(f"{_BUTTON}.text")}
_SPOKEN: Final = {f"{_BUTTON}.accessibility_label"}
_QUIET: Final = {f"blocks[context].elements.{one}" for one in ("emoji", "text")}
_WORDS: Final = _plain("blocks[section].text")
_TEXT: Final = {f"[plain_text_input].{one}" for one in ("initial_value", "max_length", "multiline")}
_CHOICE: Final = {f"[radio_buttons].{part}.value" for part in ("initial_option", "options")} | _plain(
    *(f"[radio_buttons].{part}.text" for part in ("initial_option", "options"))
)
_FIELD: Final = {
    *(f"blocks[input].{one}" for one in ("block_id", "optional")),
    *_plain(*(f"blocks[input].{one}" for one in ("hint", "label"))),
    *(f"blocks[input].element{one}" for one in _TEXT | _CHOICE),
    *(f"blocks[input].element{kind}.action_id" for kind in ("[plain_text_input]", "[radio_buttons]")),
}
_FRAME: Final = {"private_metadata", *_plain("title", "close")}
_SENT_BY: Final = {"callback_id", *_plain("submit")}
_POSTED: Final = {"channel", "text", "unfurl_links", "unfurl_media"}


def _view(kind: str, *parts: set[str]) -> Paths:
    return frozenset(f"view[{kind}].{one}" for part in parts for one in part)


_WAITING: Final = _view("modal", _FRAME, {f"{_RUN}[text].text", "external_id"}) | {"trigger_id"}
_DESK: Final = _view("modal", _FRAME, _SENT_BY, _OURS, _PRESSED, _SPOKEN, _QUIET, _WORDS, _FIELD)
_LOOKS: Final[dict[str, Paths]] = {
    "conversations.info": frozenset({"channel"}),
    "conversations.members": frozenset({"channel", "limit"}),
    "users.info": frozenset({"include_locale", "user"}),
}
IN_CHANNEL: Final[dict[str, Paths]] = {
    "chat.postMessage": frozenset({*_POSTED, *_OURS, *_PRESSED, *_SPOKEN, f"{_RUN}[user].user_id"}),
    "chat.update": frozenset({"channel", "text", "ts", *_OURS, *_PRESSED, *_SPOKEN}),
    "chat.delete": frozenset({"channel", "ts"}),
    **_LOOKS,
}
"""The readers' channel. Mentions stand in a new message only; words of people nowhere."""
TO_A_READER: Final[dict[str, Paths]] = {
    "chat.postMessage": frozenset({*_POSTED, *_OURS, *_PRESSED}),
    "views.open": _WAITING,
    "views.update": _DESK | {"view_id"},
    ACK: _DESK | {"response_action"},
    **_LOOKS,
}
FOR_OFFICE: Final[dict[str, Paths]] = {
    "chat.postMessage": frozenset({*_POSTED, *_OURS, *_PRESSED}),
    "views.open": _WAITING,
    "views.update": _view("modal", _FRAME, _OURS, _PRESSED, _SPOKEN, _QUIET) | {"view_id"},
    "views.publish": _view("home", {"private_metadata"}, _OURS, _PRESSED, _SPOKEN, _QUIET) | {"user_id"},
    **_LOOKS,
}
"""No box to fill in, nobody's words, no alias, nothing that changes in their channel."""
KEPT_IN_A_VIEW: Final = frozenset({"language", "once", "token"})


def unlisted(one: Sent) -> set[str]:
    """The paths in it that are not on the list of whom it goes to, and what a view keeps that it must not."""
    allowed = IN_CHANNEL if one.to == READERS_PLACE else TO_A_READER if one.to in TO_READERS else FOR_OFFICE
    found = list(paths(one.args))
    kept = {name for path, value in found if path.endswith("private_metadata") for name in json.loads(str(value))}
    return {path for path, _ in found} - allowed.get(one.method, frozenset()) | kept - KEPT_IN_A_VIEW


CREW_ON_SLACK: Final = [one for one in EVERYBODY if one.user not in {*READER_USERS, OFFICE_USER}]
OUTSIDERS: Final = (
    *(mark for one in CREW_ON_SLACK for mark in (one.user, one.name, one.id, dm_place(one.user))),
    STRANGER_USER,
    dm_place(STRANGER_USER),
)
NOT_FOR_READERS: Final = (*OUTSIDERS, OFFICE_USER, OFFICE.name, OFFICE.id, dm_place(OFFICE_USER))


def _theirs(whose: Iterable[str]) -> list[Sent]:
    return [one for one in whole_life().sent if one.to in whose]


def _values(everything: Iterable[Sent], end: str) -> Iterator[str]:
    return (str(value) for one in everything for path, value in paths(one.args) if path.endswith(end))


# --- readers and office -------------------------------------------------------------------------------------------


def test_readers_and_office_are_sent_what_is_on_the_list_and_nothing_else() -> None:
    everything = _theirs(TO_READERS | TO_OFFICE)
    assert len(everything) > 250
    assert [(one.method, one.to, odd) for one in everything if (odd := unlisted(one))] == []
    sent = {(one.to == READERS_PLACE, one.method) for one in _theirs(TO_READERS)}
    assert sent >= {
        *((True, one) for one in IN_CHANNEL if one != "users.info"),
        *((False, one) for one in TO_A_READER if one not in ("conversations.info", "conversations.members")),
    }


def test_nothing_for_readers_and_office_names_anybody_outside() -> None:
    readers, office = _theirs(TO_READERS), _theirs(TO_OFFICE)
    named = [one for one in readers if KESTREL.name in one.text]
    assert {one.method for one in named} <= {ACK, "views.update"}, "who gave their name gave it to who opened the line"
    said = "\n".join(one.text for one in readers if one not in named)
    assert _named(said, NOT_FOR_READERS) == set()
    assert _named("\n".join(one.text for one in named), set(NOT_FOR_READERS) - {KESTREL.name}) == set()
    assert _named("\n".join(one.text for one in office), OUTSIDERS) == set()


def _named(said: str, marks: Iterable[str]) -> set[str]:
    """Who stands in it; a short id is looked for as it is, since its disguises stand in any random text."""
    looked = set(marks)
    return {mark for mark in looked if mark in said} | {
        mark for mark, _ in found_in_text(said, [one for one in looked if len(one) > 8])
    }


def test_only_readers_are_called_and_only_in_their_channel() -> None:
    called = [one for one in whole_life().sent if "user_id" in one.text and one.method in MESSAGES]
    assert {one.to for one in called} == {READERS_PLACE}
    assert set(_values(called, ".user_id")) == set(READER_USERS)


def test_what_stands_in_a_channel_has_one_button_and_a_name_of_two_words() -> None:
    cards = [one for one in _theirs({READERS_PLACE}) if one.method in ("chat.postMessage", "chat.update")]
    assert len(cards) > 10
    for card in cards:
        assert list(_values([card], ".action_id")) == ["r-open/1"]
        assert [len(title.split()) for title in _values([card], "blocks[header].text.text")] == [2]
    desk = [one for one in _theirs(TO_READERS) if one.method in VIEWS]
    assert {one.removeprefix("via:")[:2] for one in _values(desk, "[button].action_id")} == {"r-"}


# --- what everybody gets ------------------------------------------------------------------------------------------


def test_what_a_lock_screen_shows_is_one_of_a_few_sentences() -> None:
    say, everything = speaker("en"), _of_two_lives()
    notes = {speaker(language)("note-for-you") for language in LANGUAGES}
    cover = {say("rota-office-unconfirmed", unit=UNIT.name, time=at) for at in ("07:00", "13:00", "20:00")}
    assert _notices(everything, TO_READERS) <= {say("coordination"), say("coordination-urgent"), *notes}
    assert _notices(everything, {one.user for one in CREW_ON_SLACK}) == notes
    assert _notices(everything, {OFFICE_PLACE}) <= cover
    assert _notices(everything, {OFFICE_USER}) <= notes


def test_every_note_is_the_same_bytes_for_everybody_and_is_never_changed() -> None:
    everything = _of_two_lives()
    told = {language: len(bodies) for language, bodies in _told(everything).items()}
    assert told == {"en": 2, "es": 2}, "a welcome, a note"
    pressed = [one for one in everything if one.to == KESTREL.user and one.method == "views.open"]
    assert len(pressed) > 20
    assert _changed(everything) == {READERS_PLACE}


def _notices(everything: Iterable[Sent], whose: Collection[str]) -> set[str]:
    """The top-level texts of messages."""
    return {one.args["text"] for one in everything if one.to in whose and "text" in one.args}


def _told(everything: Sequence[Sent]) -> dict[str, set[str]]:
    """What comes to people by itself, in each language."""
    told = dict[str, set[str]]()
    for one in CREW_ON_SLACK:
        for body in _delivered(everything, one.user):
            told.setdefault(one.language, set()).add(body)
    return told


def _changed(everything: Iterable[Sent]) -> set[str]:
    """Where messages were changed or removed."""
    return {one.to for one in everything if one.method in ("chat.update", "chat.delete")}


def _of_two_lives() -> list[Sent]:
    """In each language one."""
    return [*whole_life().sent, *shared_life(A_GUEST).sent]


def _delivered(everything: Iterable[Sent], user: str) -> Iterator[str]:
    """What came to this person by itself; an answer to what they typed goes to the DM it was typed in."""
    for one in everything:
        if one.args.get("channel") == user:
            yield json.dumps({name: value for name, value in one.args.items() if name != "channel"})


# --- controls -----------------------------------------------------------------------------------------------------


def _message(to: str, *blocks: Any, **more: Any) -> Sent:
    return Sent("chat.postMessage", to, {"channel": to, "text": "a note", "blocks": list(blocks), **more})


_SAID: Final = {"type": "section", "text": {"type": "plain_text", "text": "words", "emoji": False}}
_CALLED: Final = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "user", "user_id": READER_USERS[0]}]}],
}


@pytest.mark.parametrize(
    ("one", "odd"),
    [
        (_message(READERS_PLACE, _SAID), "blocks[section].text.text"),
        (_message(READERS_PLACE, metadata={"event_type": "raised"}), "metadata.event_type"),
        (_message(READERS_PLACE, thread_ts="1"), "thread_ts"),
        (_message(READER_USERS[0], _CALLED), f"{_RUN}[user].user_id"),
        (_message(OFFICE_PLACE, _CALLED), f"{_RUN}[user].user_id"),
        (Sent("chat.postEphemeral", READER_USERS[0], {"user": READER_USERS[0]}), "user"),
        (Sent("views.open", READER_USERS[0], {"view": {"type": "modal", "private_metadata": '{"who":"x"}'}}), "who"),
        (
            Sent("views.update", OFFICE_USER, {"view": {"type": "modal", "blocks": [_SAID]}}),
            "view[modal].blocks[section].text.text",
        ),
        (
            Sent("views.update", READER_USERS[0], {"view": {"type": "modal", "external_id": "x"}}),
            "view[modal].external_id",
        ),
    ],
    ids=[
        "words",
        "metadata",
        "a thread",
        "a call alone",
        "a call of the office",
        "a whisper",
        "in a view",
        "words for the office",
        "an id",
    ],
)
def test_control_what_is_not_on_the_list_is_seen(one: Sent, odd: str) -> None:
    assert odd in unlisted(one)
    assert unlisted(_message(READERS_PLACE, _CALLED)) == set()


@pytest.mark.parametrize("named", [KESTREL.id, CREW[1].name.upper(), STRANGER_USER, dm_place(KESTREL.user), "U0NELL"])
def test_control_somebody_outside_is_seen(named: str) -> None:
    assert _named(f"read by {named}", NOT_FOR_READERS)
    assert _named(f"read by {READER_USERS[0]}", NOT_FOR_READERS) == set()


def test_control_a_note_that_differs_and_one_that_changes_are_seen() -> None:
    one, other = _message(KESTREL.user), _message(user_of("nell"), _SAID)
    assert [len(bodies) for bodies in _told([one, _message(user_of("nell"))]).values()] == [1]
    assert [len(bodies) for bodies in _told([one, other]).values()] == [2]
    assert _changed([Sent("chat.update", KESTREL.user, {"channel": dm_place(KESTREL.user), "ts": "1.1"})]) == {
        KESTREL.user
    }
    assert _notices([one], {KESTREL.user}) == {"a note"}
