"""A person on Discord whose id, name, DM and words are marks writes on every path; nobody is told of them.

ANONYMITY 8.1. Discord itself knows all of it and keeps it; what is looked at is what Ghostlight sends there, keeps and
logs, with everything going well, and with every kind of request failing in every way while all loggers speak.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from typing import Final

import pytest

from adapters.discord import answers
from adapters.discord.hands import Hands
from adapters.discord.read import Interaction
from storage import diary
from storage.store import Tx
from tests.privacy.discord_life import KESTREL_ON_DISCORD, Lived, lived, typed, wander, whole_life
from tests.privacy.discord_sent import ANSWER, NEW_DM, POST, READERS_PLACE, Sent, read
from tests.privacy.discord_set import OFFICE_USER, READER_USERS, user_of
from tests.privacy.discord_storm import WAYS, Storm
from tests.privacy.life import SAID, talked
from tests.privacy.marks import found, found_in_text
from tests.privacy.set import KESTREL
from tests.privacy.slack_paths import paths

USER: Final = KESTREL_ON_DISCORD.user
NAME: Final = KESTREL.name.partition(" <")[0]
EMAIL: Final = "kestrel.q@example.invalid"

Found = set[tuple[str, str, str, str]]
"""Who was sent it, by which method, where in it, and which mark."""

WORDS_READ: Final = "data.components[10].content"
CARRIED: Final = {
    # Discord has to be told whose DM it is that a note goes to.
    ("them", NEW_DM, "recipient_id", USER),
    # They see their own words: on a page, in the box of a modal, in the box of a form that stands in a message.
    ("them", ANSWER, WORDS_READ, SAID),
    ("them", ANSWER, "data.components[18].component[4].value", SAID),
    ("them", ANSWER, "data.components[9].components[10].content", SAID),
    # Readers see the words of a line that was opened, and once the name that was given to them.
    *(("a reader", ANSWER, WORDS_READ, mark) for mark in (SAID, NAME, EMAIL)),
    # Whoever has the six words sees the line.
    ("who has the six words", ANSWER, WORDS_READ, SAID),
}
"""All that may carry a mark, and everything on it does."""


def marks(left: Lived) -> tuple[str, ...]:
    """What must be found nowhere."""
    return (USER, KESTREL.id, NAME, EMAIL, left.dm, SAID)


def carried(everything: Iterable[Sent], looked: Iterable[str]) -> Found:
    """Where marks were sent to."""
    looked = tuple(looked)
    return {
        (_who(one.to), one.method, path, mark)
        for one in everything
        if found_in_text(one.said, looked)
        for path, value in paths(one.args)
        for mark, _ in found_in_text(f"{value}\n{read(str(value))}", looked)
    }


def _who(to: str) -> str:
    known = {USER: "them", user_of("lev"): "who has the six words", READERS_PLACE: "the readers' channel"}
    known |= dict.fromkeys(READER_USERS, "a reader") | {OFFICE_USER: "the office"}
    return known.get(to, "somebody else")


def kept_or_told(left: Lived) -> set[str]:
    """Marks and secrets that stand in a file, in a log or in what was printed."""
    looked = (*marks(left), *left.secrets)
    return _in_files(left, looked) | {mark for mark, _ in found_in_text(left.told, looked)}


def _in_files(left: Lived, looked: Iterable[str]) -> set[str]:
    looked = tuple(looked)
    return {mark for blob in left.files.values() for mark, _ in found(blob, looked)}


def test_a_whole_life_on_discord_leaves_no_mark() -> None:
    left = whole_life()
    assert left.wrong == ()
    assert len(left.secrets) == 2
    assert len(left.files) > 4
    assert kept_or_told(left) == set()


def test_with_all_loggers_at_debug_nobody_says_who_or_what() -> None:
    left = asyncio.run(lived(KESTREL_ON_DISCORD, (wander, typed), everything=True))
    assert left.told
    assert kept_or_told(left) == set()


def test_only_what_must_carry_a_mark_carries_one() -> None:
    left = whole_life()
    assert carried(left.sent, marks(left)) == CARRIED
    assert {one.to for one in left.sent if found_in_text(one.said, left.secrets)} == {USER}


def test_the_life_came_by_everywhere() -> None:
    """Otherwise nothing is proved."""
    left = whole_life()
    mine = left.pages[USER]
    for title in ("Saved", "Kept for later", "Nothing was sent", "Your own copy", "Six words", "Withdrawn", "hidden"):
        assert title in mine, title
    told = "\n".join(left.pages[reader] for reader in READER_USERS)
    said = ("by the river", "now", "without her", "and more")
    assert [words for words in said if f"{SAID} {words}" not in told] == []
    assert f"{SAID} typed by the lake" in mine


# --- with faults --------------------------------------------------------------------------------------------------


def test_no_fault_of_discord_makes_anybody_say_who_or_what() -> None:
    storm = Storm()
    left = asyncio.run(lived(KESTREL_ON_DISCORD, (typed, talked), storm, everything=True))
    assert kept_or_told(left) == set()
    assert ("a reader", ANSWER, WORDS_READ, SAID) in carried(left.sent, marks(left)) <= CARRIED
    assert set(storm.spoilt) == set(storm.calls) >= {NEW_DM, "GET /channels/{}", "PATCH /channels/{}/messages/{}"}
    for often in (ANSWER, POST):
        assert set(storm.spoilt[often]) == set(WAYS)
    assert "discord.failed" in left.told
    assert "entry_put_off" in left.told


# --- controls -----------------------------------------------------------------------------------------------------


def test_control_a_mark_where_it_need_not_be_is_seen() -> None:
    text = [{"type": 10, "content": SAID.upper()}]
    button = [{"type": 1, "components": [{"type": 2, "custom_id": f"p--00open|{USER[::-1]}"}]}]
    for to, args, where in (
        (READERS_PLACE, {"components": text}, "components[10].content"),
        (READERS_PLACE, {"content": "Kestrel Quillmark\\-Adeyo"}, "content"),
        (READER_USERS[0], {"components": button}, "components[1].components[2].custom_id"),
        (USER, {"content": SAID}, "content"),
    ):
        seen = carried([Sent(POST, to, args)], marks(whole_life())) - CARRIED
        assert {path for _, _, path, _ in seen} == {where}


async def test_control_a_diary_in_clear_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def in_clear(_tx: Tx, event: str) -> bytes:
        return event.encode()

    monkeypatch.setattr(diary, "_event", in_clear)
    left = await lived(KESTREL_ON_DISCORD, (typed,))
    assert kept_or_told(left) == {left.dm}


async def test_control_the_text_of_a_fault_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address of Discord's names the DM."""
    monkeypatch.setattr(answers, "where", str)
    left = await lived(KESTREL_ON_DISCORD, (typed,), Storm())
    assert kept_or_told(left) == {left.dm}


async def test_control_a_loud_listener_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    take = Hands.take

    async def loud(self: Hands, interaction: Interaction) -> None:
        logging.getLogger("adapters.discord.hands").debug("%s from %s", interaction.data, interaction.user)
        await take(self, interaction)

    monkeypatch.setattr(Hands, "take", loud)
    left = await lived(KESTREL_ON_DISCORD, (typed,), everything=True)
    assert kept_or_told(left) >= {SAID, NAME, USER}
