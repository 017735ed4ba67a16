"""A person on Slack whose id, name, DM, locale, zone and words are marks writes on every path; nobody is told of them.

ANONYMITY 8.1. Slack itself knows all of it and keeps it; what is looked at is what Ghostlight sends there, keeps and
logs, with everything going well, and with every method failing in every way while all loggers speak.
"""

from __future__ import annotations

import asyncio
import base64
import logging
from collections.abc import Iterable
from typing import Final

import pytest

from adapters.slack import wire
from storage import diary
from storage.store import Tx
from tests.privacy.life import SAID, talked
from tests.privacy.marks import found, found_in_text
from tests.privacy.recorder import dm_place
from tests.privacy.set import KESTREL
from tests.privacy.slack_life import KESTREL_ON_SLACK, Lived, lived, typed, wander, whole_life
from tests.privacy.slack_paths import paths
from tests.privacy.slack_sent import ACK, TYPED_AT, Sent
from tests.privacy.slack_set import OFFICE_PLACE, OFFICE_USER, READER_USERS, READERS_PLACE, user_of
from tests.privacy.slack_storm import WAYS, Storm

NAME: Final = KESTREL.name.partition(" <")[0]
EMAIL: Final = "kestrel.q@example.invalid"
DM: Final = dm_place(KESTREL.user)
HABITS: Final = KESTREL_ON_SLACK.habits
WHO: Final = (KESTREL.user, KESTREL.id, NAME, EMAIL, DM, "quillocale", HABITS.zone)
MARKS: Final = (*WHO, SAID)

Found = set[tuple[str, str, str, str]]
"""Who was sent it, by which method, where in it, and which mark."""

WORDS_READ: Final = "view[modal].blocks[section].text.text"
WORDS_IN_A_BOX: Final = "view[modal].blocks[input].element[plain_text_input].initial_value"
CARRIED: Final = {
    # Slack has to be told whom to write to, whose Home tab this is, and whose language is asked for.
    ("them", "chat.postMessage", "channel", KESTREL.user),
    ("them", "views.publish", "user_id", KESTREL.user),
    ("them", "users.info", "user", KESTREL.user),
    # What was typed into their DM is answered there, and read there when they ask for the form.
    ("them", "chat.postMessage", "channel", DM),
    ("them", "conversations.history", "channel", DM),
    # They see their own words.
    *(("them", how, where, SAID) for how in (ACK, "views.update") for where in (WORDS_READ, WORDS_IN_A_BOX)),
    # Readers see the words of a line that was opened, and once the name that was given to them.
    *(("a reader", how, WORDS_READ, mark) for how in (ACK, "views.update") for mark in (SAID, NAME, EMAIL)),
    # Whoever has the six words sees the line.
    ("who has the six words", ACK, WORDS_READ, SAID),
}
"""All that may carry a mark, and everything on it does."""


def carried(everything: Iterable[Sent]) -> Found:
    """Where marks were sent to."""
    return {
        (_who(one.to), one.method, path, mark)
        for one in everything
        if found_in_text(one.text, MARKS)
        for path, value in paths(one.args)
        for mark, _ in found_in_text(str(value), MARKS)
    }


def _who(to: str) -> str:
    known = {KESTREL.user: "them", user_of("lev"): "who has the six words", READERS_PLACE: "the readers' channel"}
    known |= dict.fromkeys(READER_USERS, "a reader") | dict.fromkeys((OFFICE_USER, OFFICE_PLACE), "the office")
    return known.get(to, "somebody else")


def kept_or_told(left: Lived) -> set[str]:
    """Marks and secrets that stand in a file, in a log or in what was printed."""
    looked = (*MARKS, *left.secrets)
    return _in_files(left, looked) | {mark for mark, _ in found_in_text(left.told, looked)}


# --- a whole life -------------------------------------------------------------------------------------------------


def test_a_whole_life_on_slack_leaves_no_mark() -> None:
    left = whole_life()
    assert left.wrong == ()
    assert len(left.secrets) == 2
    assert len(left.files) > 4
    assert kept_or_told(left) == set()


def test_only_what_must_carry_a_mark_carries_one() -> None:
    left = whole_life()
    assert carried(left.sent) == CARRIED
    six_words = [one.to for one in left.sent if found_in_text(one.text, left.secrets)]
    assert set(six_words) == {KESTREL.user}


def test_when_something_was_typed_is_known_in_their_own_dm_alone() -> None:
    """Slack names a message by its microsecond; the button that takes it into the form carries that."""
    left = whole_life()
    moments = _typed_at(left)
    assert len(moments) == 2
    assert {one.to for one in left.sent if any(moment in one.text for moment in moments)} == {KESTREL.user}
    assert _in_files(left, moments) == set()


def _typed_at(left: Lived) -> set[str]:
    mine = (value for one in left.sent if one.to == KESTREL.user for _, value in paths(one.args))
    return {str(value) for value in mine if TYPED_AT.fullmatch(str(value))}


def _in_files(left: Lived, marks: Iterable[str]) -> set[str]:
    looked = tuple(marks)
    return {mark for blob in left.files.values() for mark, _ in found(blob, looked)}


def test_the_life_came_by_everywhere() -> None:
    """Otherwise nothing is proved."""
    left = whole_life()
    mine = left.pages[KESTREL.user]
    for title in ("Saved", "Kept for later", "Nothing was sent", "Your own copy", "Six words", "Withdrawn", "hidden"):
        assert title in mine, title
    read = "\n".join(left.pages[reader] for reader in READER_USERS)
    assert [
        words for words in ("by the river", "now", "without her", "and more") if f"{SAID} {words}" not in read
    ] == []
    assert f"{SAID} typed by the lake" in mine


# --- with faults --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wreck() -> tuple[Storm, Lived]:
    """A stormy life, while everybody logs at DEBUG."""
    storm = Storm()
    return storm, asyncio.run(lived(KESTREL_ON_SLACK, (wander, typed, typed, talked), storm, everything=True))


def test_no_fault_of_slack_makes_anybody_say_who_or_what(wreck: tuple[Storm, Lived]) -> None:
    storm, left = wreck
    assert kept_or_told(left) == set()
    assert ("a reader", "views.update", WORDS_READ, SAID) in carried(left.sent) <= CARRIED
    assert set(storm.spoilt) == set(storm.calls) >= {"chat.update", "conversations.history", "conversations.members"}
    for often in ("chat.postMessage", "views.open", "views.update"):
        assert set(storm.spoilt[often]) == set(WAYS)
    assert "slack.not_shown" in left.told
    assert "entry_put_off" in left.told


# --- controls -----------------------------------------------------------------------------------------------------


def test_control_a_mark_where_it_need_not_be_is_seen() -> None:
    hidden = base64.b64encode(f"..{KESTREL.user}".encode()).decode()
    blocks = [{"type": "section", "text": {"type": "plain_text", "text": SAID.upper()}}]
    for to, args, where in (
        (READERS_PLACE, {"channel": READERS_PLACE, "blocks": blocks}, "blocks[section].text.text"),
        (READERS_PLACE, {"metadata": {"event_payload": {"from": DM}}}, "metadata.event_payload.from"),
        (KESTREL.user, {"view": {"private_metadata": hidden}}, "view.private_metadata"),
        (KESTREL.user, {"channel": KESTREL.user, "text": HABITS.locale}, "text"),
    ):
        seen = carried([Sent("chat.postMessage", to, args)]) - CARRIED
        assert {path for _, _, path, _ in seen} == {where}


async def test_control_the_librarys_own_logger_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trap T6: slack_sdk writes whole bodies at DEBUG."""
    monkeypatch.setattr(wire, "SILENT", logging.getLogger("slack_sdk.web.async_client"))
    left = await lived(KESTREL_ON_SLACK, (wander, typed), everything=True)
    assert kept_or_told(left) >= {KESTREL.user, DM, SAID}


async def test_control_a_diary_in_clear_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def in_clear(_tx: Tx, event: str) -> bytes:
        return event.encode()

    monkeypatch.setattr(diary, "_event", in_clear)
    left = await lived(KESTREL_ON_SLACK, (typed,))
    assert kept_or_told(left) == {DM}
    assert _in_files(left, _typed_at(left)) == _typed_at(left) != set()
