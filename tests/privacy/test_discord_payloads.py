"""What goes to readers and to the office on Discord is on a list, path by path; what people get is one note for all.

ANONYMITY 8.4: everything sent to the two channels, every DM and every private answer to a reader and to the office.
PLATFORMS, section 1: nothing that others see is an answer to a press, since that carries who pressed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

import pytest

from bot.text.catalog import LANGUAGES, speaker
from tests.privacy.discord_life import KESTREL_ON_DISCORD, Sender, shared_life, whole_life
from tests.privacy.discord_sent import ANSWER, NEW_DM, OFFICE, OFFICE_PLACE, POST, READERS, READERS_PLACE, Sent, read
from tests.privacy.discord_set import OFFICE_USER, READER_USERS, STRANGER_USER, user_of
from tests.privacy.marks import found_in_text
from tests.privacy.set import CREW, KESTREL, UNIT
from tests.privacy.set import OFFICE as WALT
from tests.privacy.slack_paths import paths

Paths = frozenset[str]
EDIT: Final = "PATCH /channels/{}/messages/{}"
REMOVE: Final = "DELETE /channels/{}/messages/{}"
LOOK: Final = "GET /channels/{}"
EPHEMERAL: Final = 64
NEW_MESSAGE, CHANGED_MESSAGE, MODAL = 4, 7, 9
"""What an answer to an interaction does (Discord, Receiving and Responding, read 2026-11)."""


def _in(at: str, *names: str) -> set[str]:
    return {f"{at}.{one}" for one in names}


_TEXT: Final = {"components[10].content"}
_BUTTON: Final = _in("components[1].components[2]", "custom_id", "disabled", "label", "style")
_OPTION: Final = ("options.default", "options.label", "options.value", "required")
_SHEET: Final = {
    *_in("components[1].components[3]", "custom_id", "disabled", "max_values", "min_values", *_OPTION),
    *_in("components[9].accessory[2]", "custom_id", "disabled", "label", "style"),
    "components[9].components[10].content",
}
_MODAL: Final = {
    *("custom_id", "title", "components[18].label", "components[18].description"),
    *_in("components[18].component[4]", "custom_id", "label", "max_length", "required", "style", "value"),
    *_in("components[18].component[21]", "custom_id", *_OPTION),
}
_MESSAGE: Final = {"content", "flags", "tts"}
_NEW: Final = {"nonce", "enforce_nonce"}
_CALLED: Final = {"allowed_mentions.users"}
_NOTHING: Final = {""}


def _answer(*parts: set[str]) -> Paths:
    return frozenset(f"data.{one}" for part in parts for one in part)


_NOTE: Final = frozenset({*_MESSAGE, *_NEW, *_TEXT, *_BUTTON})
IN_CHANNEL: Final[dict[str, Paths]] = {
    POST: _NOTE | _CALLED,
    EDIT: frozenset({*_MESSAGE, *_TEXT, *_BUTTON}),
    REMOVE: frozenset(_NOTHING),
    LOOK: frozenset(_NOTHING),
}
"""The readers' channel. Mentions stand in a new message only; words of people nowhere."""
TO_A_READER: Final[dict[str, Paths]] = {
    POST: _NOTE,
    NEW_DM: frozenset({"recipient_id"}),
    ANSWER: _answer(_MESSAGE, _TEXT, _BUTTON, _SHEET, _MODAL),
}
FOR_OFFICE: Final[dict[str, Paths]] = {
    POST: _NOTE,
    NEW_DM: frozenset({"recipient_id"}),
    ANSWER: _answer(_MESSAGE, _TEXT, _BUTTON),
}
"""No box to fill in, nothing to choose, nothing that changes in their channel."""


def unlisted(one: Sent) -> set[str]:
    """The paths in it that are not on the list of whom it goes to."""
    allowed = IN_CHANNEL if one.to == READERS_PLACE else TO_A_READER if one.to in READERS else FOR_OFFICE
    found = {path for path, _ in paths(one.args)} - ({"type"} if one.method == ANSWER else set())
    return found - allowed.get(one.method, frozenset())


OUTSIDERS: Final = (
    *(mark for one in CREW for mark in (user_of(one.user), one.name, one.id) if len(mark) > 8),
    STRANGER_USER,
)
NOT_FOR_READERS: Final = (*OUTSIDERS, OFFICE_USER, WALT.name, WALT.id)
IN_SPANISH: Final = Sender(user_of("ines"), locale="es-ES")


def _theirs(whose: Iterable[str]) -> list[Sent]:
    looked = frozenset(whose)
    return [one for one in whole_life().sent if one.to in looked]


def _named(said: str, marks: Iterable[str]) -> set[str]:
    return {mark for mark, _ in found_in_text(said, marks)}


# --- readers and office -------------------------------------------------------------------------------------------


def test_readers_and_office_are_sent_what_is_on_the_list_and_nothing_else() -> None:
    everything = _theirs(READERS | OFFICE)
    assert len(everything) > 100
    assert [(one.method, one.to, odd) for one in everything if (odd := unlisted(one))] == []
    sent = {(one.to == READERS_PLACE, one.method) for one in _theirs(READERS)}
    assert sent == {(True, one) for one in IN_CHANNEL} | {(False, one) for one in TO_A_READER}


def test_nothing_for_readers_and_office_names_anybody_outside() -> None:
    readers, office = _theirs(READERS), _theirs(OFFICE)
    named = [one for one in readers if KESTREL.name in one.said]
    assert {one.method for one in named} == {ANSWER}, "who gave their name gave it to who opened the line"
    said = "\n".join(one.said for one in readers if one not in named)
    assert _named(said, NOT_FOR_READERS) == set()
    assert _named("\n".join(one.said for one in named), set(NOT_FOR_READERS) - {KESTREL.name}) == set()
    assert _named("\n".join(one.said for one in office), OUTSIDERS) == set()
    assert whole_life().dm not in "\n".join(one.text for one in (*readers, *office))


def test_what_stands_in_the_readers_channel_has_one_button_and_a_name_of_two_words() -> None:
    cards = [one for one in _theirs({READERS_PLACE}) if one.method in (POST, EDIT)]
    assert len(cards) > 10
    for card in cards:
        (name,) = [str(value) for path, value in paths(card.args) if path.endswith("custom_id")]
        assert "r-open" in name
        (text,) = [str(value) for path, value in paths(card.args) if path in _TEXT]
        (title,) = [line for line in text.split("\n") if line.startswith("## ")]
        assert len(title.split()) == 3


# --- who is told, and who pressed ---------------------------------------------------------------------------------


def mentions(everything: Iterable[Sent]) -> set[tuple[str, str]]:
    """Where whom a message may alert by name, and "anybody" where it isn't said that it may alert nobody."""
    return {(one.to, who) for one in everything for body in _shown(one) for who in _alerted(body)}


def _shown(one: Sent) -> Iterator[dict[str, Any]]:
    if one.method == ANSWER and one.args["type"] in (NEW_MESSAGE, CHANGED_MESSAGE):
        yield one.args["data"]
    elif one.method in (POST, EDIT) or "/webhooks/" in one.method:
        yield one.args


def _alerted(body: dict[str, Any]) -> Iterator[str]:
    allowed = body.get("allowed_mentions")
    if not isinstance(allowed, dict) or allowed.get("parse") != []:
        yield "anybody"
    else:
        yield from map(str, (*allowed.get("users", ()), *allowed.get("roles", ())))


def test_only_readers_are_called_and_only_in_their_channel() -> None:
    assert mentions(whole_life().sent) == {(READERS_PLACE, user) for user in READER_USERS}


def carries_who_pressed(place: str, message: dict[str, Any]) -> bool:
    """Whether others than the one who pressed can see, of a message that stands somewhere, that somebody did."""
    is_seen = not message["flags"] & EPHEMERAL
    return is_seen and bool(message["interaction_metadata"] or (place and message["reference"]))


def test_nothing_that_others_see_is_an_answer() -> None:
    standing = whole_life().standing
    assert [place for place, message in standing if carries_who_pressed(place, message)] == []
    private = [place for place, message in standing if message["interaction_metadata"]]
    assert READERS_PLACE in private, "readers were answered in their channel, each alone"
    assert [place for place, message in standing if place and not message["flags"] & EPHEMERAL] != []


def test_every_answer_is_private_or_changes_one_that_is() -> None:
    answers = [one.args for one in whole_life().sent if one.method == ANSWER]
    assert len(answers) > 100
    new = [one["data"]["flags"] for one in answers if one["type"] == NEW_MESSAGE]
    assert [flags for flags in new if not flags & EPHEMERAL] == []
    assert {one["type"] for one in answers} == {NEW_MESSAGE, CHANGED_MESSAGE, MODAL}


# --- what everybody gets ------------------------------------------------------------------------------------------


def _of_two_lives() -> list[Sent]:
    """In each language one."""
    return [*whole_life().sent, *shared_life(IN_SPANISH).sent]


def _delivered(everything: Iterable[Sent], user: str) -> Iterator[str]:
    """What came to this person by itself; an answer to what they typed is no delivery."""
    for one in everything:
        if one.to == user and one.method == POST and one.delivery:
            yield json.dumps({name: value for name, value in one.args.items() if name != "nonce"})


def told(everything: list[Sent]) -> dict[str, set[str]]:
    """What comes to people by itself, in each language."""
    found = dict[str, set[str]]()
    for one in CREW:
        found.setdefault(one.language, set()).update(_delivered(everything, user_of(one.user)))
    return found


def test_every_note_is_the_same_bytes_for_everybody_and_is_never_changed() -> None:
    everything = _of_two_lives()
    assert {language: len(bodies) for language, bodies in told(everything).items()} == {"en": 2, "es": 2}
    assert {one.to for one in everything if one.method in (EDIT, REMOVE)} == {READERS_PLACE}


def test_what_a_lock_screen_shows_is_one_of_a_few_sentences() -> None:
    say = speaker("en")
    posted = [one.args["content"] for one in _of_two_lives() if one.method == POST]
    plain = {read(content) for content in posted if content}
    notes = {speaker(language)("note-for-you") for language in LANGUAGES}
    cover = {say("rota-office-unconfirmed", unit=UNIT.name, time=at) for at in ("07:00", "13:00", "20:00")}
    assert notes < plain <= {say("coordination"), say("coordination-urgent"), *notes, *cover}


# --- controls -----------------------------------------------------------------------------------------------------

_WORDS: Final = {"type": 9, "components": [{"type": 10, "content": "words"}]}
_FINE: Final = {"content": "", "allowed_mentions": {"parse": [], "users": [READER_USERS[0]]}}


@pytest.mark.parametrize(
    ("one", "odd"),
    [
        (Sent(POST, READERS_PLACE, {"components": [_WORDS]}), "components[9].components[10].content"),
        (Sent(POST, READERS_PLACE, {"message_reference": {"message_id": "1"}}), "message_reference.message_id"),
        (Sent(EDIT, READERS_PLACE, _FINE), "allowed_mentions.users"),
        (Sent(POST, OFFICE_PLACE, _FINE), "allowed_mentions.users"),
        (Sent(ANSWER, OFFICE_USER, {"data": {"components": [_WORDS]}}), "data.components[9].components[10].content"),
        (Sent("POST /webhooks/{}/{}", READER_USERS[0], {"content": "words"}), "content"),
        (Sent(ANSWER, READER_USERS[0], {"data": {"embeds": [{"title": "x"}]}}), "data.embeds.title"),
    ],
    ids=[
        "a box",
        "a reply",
        "a call in an edit",
        "a call of the office",
        "words for the office",
        "a follow-up",
        "more",
    ],
)
def test_control_what_is_not_on_the_list_is_seen(one: Sent, odd: str) -> None:
    assert odd in unlisted(one)
    assert unlisted(Sent(POST, READERS_PLACE, _FINE)) == set()


@pytest.mark.parametrize("named", [KESTREL.id, CREW[1].name.upper(), STRANGER_USER, KESTREL_ON_DISCORD.user])
def test_control_somebody_outside_is_seen(named: str) -> None:
    assert _named(f"read by {named}", NOT_FOR_READERS)
    assert _named(f"read by {READER_USERS[0]}", NOT_FOR_READERS) == set()


def test_control_a_message_that_may_alert_is_seen() -> None:
    silent = {"content": "x", "allowed_mentions": {"parse": []}}
    assert mentions([Sent(POST, "a", silent), Sent(ANSWER, "a", {"type": NEW_MESSAGE, "data": silent})]) == set()
    assert mentions([Sent(POST, "a", {"content": "x"})]) == {("a", "anybody")}
    loud = {"content": "x", "allowed_mentions": {"parse": ["everyone"]}}
    assert mentions([Sent(ANSWER, "a", {"type": CHANGED_MESSAGE, "data": loud})]) == {("a", "anybody")}
    called = {"content": "x", "allowed_mentions": {"parse": [], "users": ["7"]}}
    assert mentions([Sent("POST /webhooks/{}/{}", "a", called)]) == {("a", "7")}


def test_control_an_answer_that_others_see_is_seen() -> None:
    message = {"interaction_metadata": {"user": {"id": "7"}}, "flags": 0, "reference": None}
    assert carries_who_pressed("", message)
    assert carries_who_pressed(READERS_PLACE, message)
    assert carries_who_pressed(READERS_PLACE, {**message, "interaction_metadata": None, "reference": {"type": 0}})
    assert not carries_who_pressed(READERS_PLACE, {**message, "flags": EPHEMERAL})


def test_control_a_note_that_differs_is_seen() -> None:
    note = {"content": "a note", "nonce": "n" * 22}
    same = [Sent(POST, user_of(one), {**note, "nonce": letter * 22}) for one, letter in (("nell", "a"), ("lev", "b"))]
    assert [len(bodies) for bodies in told(same).values()] == [1, 0]
    assert [len(bodies) for bodies in told([*same, Sent(POST, user_of("nell"), {**note, "tts": True})]).values()] == [
        2,
        0,
    ]
