"""The same script, clock and chance, with one sender and with another: on Slack nobody else can see a difference.

ANONYMITY 8.2. Compared byte for byte and in order: every message, change and removal in the two channels, every DM,
modal and Home tab of readers and office, and each look at who is in a channel.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final

import pytest

from adapters.slack import channels, people, platform
from adapters.slack.people import Person
from adapters.slack.wire import Json, Wire
from adapters.surfaces import Card
from tests.privacy.life import Life
from tests.privacy.set import ELSEWHERE
from tests.privacy.slack_life import A_GUEST, KESTREL_ON_SLACK, OURS, SHARED, Sender, lived, shared_life, whole_life
from tests.privacy.slack_sent import ACK, Sent, asked_about, for_readers_and_office
from tests.privacy.slack_set import EVERYBODY, READERS_PLACE, Habits, user_of

ANOTHER: Final = Sender(user_of("bartholomew-of-the-long-id"))
"""Same role, unit and language; another id and name, of other lengths, another DM, locale and zone."""
FROM_ELSEWHERE: Final = Sender("sol-of-elsewhere", ELSEWHERE)


def name_of(sender: Sender) -> str:
    """As it stands on the roster."""
    return next(one.name for one in EVERYBODY if one.user == sender.user)


def same_but_for_a_name(first: list[str], second: list[str], another: Sender) -> bool:
    """Whether they are the same bytes, but for the name that somebody gave to a reader: it stands in a modal alone."""
    return _unnamed(first, KESTREL_ON_SLACK) == _unnamed(second, another)


def _unnamed(lines: list[str], sender: Sender) -> list[str]:
    name = name_of(sender)
    return [line.replace(name, "a name") if line.startswith((ACK, "views.update")) else line for line in lines]


def test_a_whole_life_on_slack_shows_nobody_whose_it_is() -> None:
    first, second = whole_life(), asyncio.run(lived(ANOTHER, (*SHARED, *OURS)))
    mine, theirs = for_readers_and_office(first.sent), for_readers_and_office(second.sent)
    assert second.wrong == ()
    assert len(mine) > 250
    assert same_but_for_a_name(mine, theirs, ANOTHER)
    assert 0 < sum(a != b for a, b in zip(mine, theirs, strict=True)) < 5, "the name was given once, to one reader"
    assert asked_about(first.sent) == asked_about(second.sent)


@pytest.mark.parametrize("another", [A_GUEST, FROM_ELSEWHERE], ids=["a guest abroad", "another platform"])
def test_from_where_and_as_whom_somebody_writes_shows_nowhere(another: Sender) -> None:
    first, second = whole_life(), shared_life(another)
    mine, theirs = [for_readers_and_office(one.sent[: one.shared]) for one in (first, second)]
    assert second.wrong == ()
    assert len(mine) > 100
    assert same_but_for_a_name(mine, theirs, another)


# --- controls -----------------------------------------------------------------------------------------------------


async def _raised(life: Life) -> None:
    await life.raised("once")
    await life.left()
    await life.vera.open_card()


async def _is_seen() -> bool:
    """Whether a guest from elsewhere differs from somebody who is not."""
    first, second = [
        await lived(one, (_raised,))
        for one in (ANOTHER, replace(ANOTHER, habits=Habits("en-ZW", "Africa/Harare", True)))
    ]
    return for_readers_and_office(first.sent) != for_readers_and_office(second.sent)


async def test_control_a_card_that_names_the_locale_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not await _is_seen()
    heard, read, drawn = set[str](), people._read, platform._drawn

    def reading(user: Json) -> Person:
        heard.add(read(user).locale)
        return read(user)

    def naming(card: Card) -> Json:
        return drawn(replace(card, notice=f"{card.notice} {max(heard)}"))

    monkeypatch.setattr(people, "_read", reading)
    monkeypatch.setattr(platform, "_drawn", naming)
    assert await _is_seen()


async def test_control_one_look_more_for_a_guest_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    guests, read, about = list[bool](), people._read, channels.about

    def reading(user: Json) -> Person:
        guests.append(read(user).is_guest)
        return read(user)

    async def looking(wire: Wire, channel: str) -> Json:
        if any(guests):
            await about(wire, channel)
        return await about(wire, channel)

    monkeypatch.setattr(people, "_read", reading)
    monkeypatch.setattr(channels, "about", looking)
    assert await _is_seen()


def test_control_another_order_and_another_message_are_seen() -> None:
    posted = [
        Sent("chat.postMessage", READERS_PLACE, {"channel": READERS_PLACE, "text": one}, f"{one}.1") for one in "ab"
    ]
    changed = [Sent("chat.update", READERS_PLACE, {"ts": f"{one}.1"}) for one in "ab"]
    lines = for_readers_and_office([*posted, changed[0]])
    assert for_readers_and_office([*reversed(posted), changed[0]]) != lines
    assert for_readers_and_office([*posted, changed[1]]) != lines
    later = [replace(one, named=f"{one.named}9") for one in posted]
    assert for_readers_and_office([*later, Sent("chat.update", READERS_PLACE, {"ts": "a.19"})]) == lines, "Slack's own"
