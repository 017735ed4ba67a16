"""The first contact: everybody who joins is told what this is, once, in the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from adapters.interface import DeliveryFailed, Pressed
from adapters.limits import check
from adapters.surfaces import Card
from bot.lines import agenda_kinds as kinds
from bot.many_notes import BATCH
from bot.text.catalog import speaker
from storage import agenda, people
from storage.people import Roster
from tests.bot.ends.nights import entries, roster
from tests.bot.ends.test_everybody import crowd, known, sends
from tests.privacy.hands import Hand
from tests.privacy.life import Life
from tests.privacy.set import KESTREL, READERS, VERA, OnSet, somebody

PASSERS_BY: Final = frozenset(
    {"passer-by", "quien-pasa", "closed", "open", "one", "two", "three", "again", *(f"extra-{at}" for at in range(90))}
)


@pytest.fixture
async def on(life: Life) -> OnSet:
    """Give a set on which everybody was told already, and other people are in the workspace."""
    await rewrite(life.on, lambda known: Roster(tuple(replace(one, welcomed=True) for one in known.people)))
    life.on.platform._accounts |= PASSERS_BY
    return life.on


async def rewrite(on: OnSet, changed: Callable[[Roster], Roster]) -> None:
    """Change the roster."""
    (spare,) = await on.running.house.content_keys(1)
    await on.store.write(lambda tx: people.change(tx, on.production, spare, changed))


async def joins(on: OnSet, user: str, locale: str = "en") -> None:
    """Somebody whom no file names presses [Join]."""
    await Hand(on, user, locale=locale).act(Pressed("join"))


def cards(on: OnSet) -> dict[str, Card]:
    """What was sent to whom."""
    return {one.place: one.card for one in on.platform.standing.values()}


async def test_whoever_joins_is_told_once(on: OnSet) -> None:
    await joins(on, "passer-by")
    await on.settle()
    assert set(cards(on)) == {"passer-by"}
    await joins(on, "passer-by")
    await on.settle()
    assert len(sends(on)) == 1
    assert await entries(on, on.production.id, kinds.WELCOME) == ()


async def test_what_it_says(on: OnSet) -> None:
    await joins(on, "passer-by")
    await on.settle()
    card, say = cards(on)["passer-by"], speaker("en")
    check(card)
    assert card.notice == say("note-for-you"), "on a lock screen it is the note that everybody always gets"
    assert card.said[0] == say("home-what", production="The Long Tide")
    assert card.said[1] == say("home-readers", readers=", ".join(one.name for one in READERS))
    assert card.said[-1] == say("home-workspace", platform="local")
    assert [one.action for one in card.buttons] == ["open", "who", "now", "speak-es"]
    assert card.buttons[-1].label == "Español"
    assert not any(one.token for one in card.buttons)


async def test_it_is_the_same_for_everybody_of_a_language(on: OnSet) -> None:
    """A reader, somebody of the file and a passer-by read the same bytes."""
    out = {VERA.id, KESTREL.id}
    await rewrite(on, lambda known: Roster(tuple(replace(one, welcomed=one.id not in out) for one in known.people)))
    for user in (VERA.user, KESTREL.user, "passer-by"):
        await joins(on, user)
    await joins(on, "quien-pasa", "es")
    await on.settle()
    assert len({cards(on)[user] for user in (VERA.user, KESTREL.user, "passer-by")}) == 1
    assert cards(on)["quien-pasa"].language == "es"
    assert len(set(cards(on).values())) == 2


async def test_choosing_a_language_is_not_joining(on: OnSet) -> None:
    await Hand(on, "passer-by").act(Pressed("speak-es"))
    await on.settle()
    assert sends(on) == []


async def test_who_cannot_be_written_to_is_not_tried_for_ever(on: OnSet) -> None:
    on.platform.closed = {"closed"}
    for user in ("closed", "open"):
        await joins(on, user)
    await on.settle()
    assert set(cards(on)) == {"open"}
    await on.go_on(timedelta(hours=3))
    assert [call.to for call in sends(on)].count("closed") == 1
    assert all(one.welcomed for one in (await roster(on)).people)


async def test_a_failure_that_passes_is_tried_again_for_those_it_befell(on: OnSet) -> None:
    is_out = [True]

    def weather(verb: str) -> None:
        if verb == "send" and is_out:
            is_out.pop()
            raise DeliveryFailed("rate_limited", permanent=False, retry_after=timedelta(seconds=30))

    on.platform.weather = weather
    for user in ("one", "two", "three"):
        await joins(on, user)
    await on.settle()
    assert len(await entries(on, on.production.id, kinds.WELCOME)) == 1
    await on.go_on(timedelta(minutes=2))
    standing = sorted(one.place for one in on.platform.standing.values())
    assert standing == ["one", "three", "two"]
    assert await entries(on, on.production.id, kinds.WELCOME) == ()


async def test_many_are_told_in_batches(on: OnSet) -> None:
    await known(on, *crowd(2 * BATCH + 5))
    await joins(on, "passer-by")
    await on.settle()
    assert len(sends(on)) == 2 * BATCH + 6
    assert len({call.to for call in sends(on)}) == 2 * BATCH + 6


async def test_whoever_joins_while_others_are_told_is_told_too(on: OnSet) -> None:
    await joins(on, "one")
    (entry,) = await entries(on, on.production.id, kinds.WELCOME)
    await joins(on, "two")
    assert await entries(on, on.production.id, kinds.WELCOME) == (entry,)
    await on.settle()
    assert set(cards(on)) == {"one", "two"}


async def test_the_agenda_names_the_production_and_nobody(on: OnSet) -> None:
    await joins(on, "passer-by")
    found = (await roster(on)).at("local", "w", "passer-by")
    (entry,) = await on.read(lambda tx, production: _of_kind(agenda.of(tx, production.id)))
    assert found
    assert entry.subject == on.production.id
    assert found.id not in repr(entry)
    assert bytes.fromhex(found.id) not in (entry.id, entry.subject)


def _of_kind(found: tuple[agenda.Entry, ...]) -> tuple[agenda.Entry, ...]:
    return tuple(one for one in found if one.kind == kinds.WELCOME)


async def test_who_forgot_and_joins_again_is_told_again(on: OnSet) -> None:
    person = somebody("again", "Again Marlow", welcomed=True)
    await known(on, person)
    hand = Hand(on, "again")
    await hand.act(Pressed("forget-me-yes"))
    await joins(on, "again")
    await on.settle()
    assert set(cards(on)) == {"again"}


async def test_where_nobody_reads_it_says_so(on: OnSet) -> None:
    def nobody(known: Roster) -> Roster:
        return Roster(tuple(replace(one, reading=None) for one in known.people))

    await rewrite(on, nobody)
    await joins(on, "passer-by")
    await on.settle()
    assert cards(on)["passer-by"].said[1] == speaker("en")("home-unread")
    hand = Hand(on, "nell")
    await hand.act(Pressed("home"))
    assert speaker("en")("home-unread") in hand.text
