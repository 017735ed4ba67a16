"""One neutral note to everybody who joined: in batches, shuffled, tried again without repeats; and what it is about."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.interface import DeliveryFailed, Pressed
from bot import many_notes
from bot.lines import agenda_kinds as kinds
from storage import people, productions
from storage.agenda import Entry, Lane
from storage.people import Person, Roster
from storage.productions import News
from storage.sealed import Codec
from tests.bot.ends.nights import entries, rewrite, roster, today
from tests.privacy.hands import Hand
from tests.privacy.life import Life
from tests.privacy.recorder import Called
from tests.privacy.set import LOCAL, PEOPLE, START, UNIT, VERA, OnSet, hex_id, somebody


async def plan(on: OnSet, subject: bytes = b"") -> bytes:
    """Let everybody be told now; the entry's id."""
    row_id, now = os.urandom(16), on.clock.now()
    about = subject or on.production.id
    await on.store.write(
        lambda tx: kinds.plan(tx, on.production, row_id, kinds.EVERYBODY, about, now, lane=Lane.ROUNDS)
    )
    return row_id


async def known(on: OnSet, *more: Person) -> None:
    """Put more people on the roster."""
    (spare,) = await on.running.house.content_keys(1)

    def changed(found: Roster) -> Roster:
        return replace(found, people=(*found.people, *more))

    await on.store.write(lambda tx: people.change(tx, on.production, spare, changed))


def crowd(count: int) -> tuple[Person, ...]:
    """So many more people, with accounts that the platform doesn't know."""
    return tuple(somebody(f"extra-{number}", f"Extra {number}") for number in range(count))


def sends(on: OnSet) -> list[Called]:
    """Every message sent so far, on both platforms."""
    return [call for one in on.platforms.values() for call in one.calls if call.verb == "send"]


async def test_everybody_who_joined_gets_the_same_note_once(life: Life) -> None:
    on = life.on
    await plan(on)
    await on.settle()
    assert Counter(call.to for call in sends(on)) == Counter(one.user for one in PEOPLE)
    by_language = {call.surface for call in sends(on)}
    assert len(by_language) == 2, "one note a language, byte for byte"
    assert await entries(on, on.production.id, kinds.EVERYBODY) == ()


async def test_of_a_unit_only_those_who_work_there(life: Life) -> None:
    on = life.on
    await plan(on, bytes.fromhex(UNIT.id))
    await on.settle()
    assert len(sends(on)) == len(PEOPLE), "whoever has no unit works on the first one"
    await known(on, somebody("nobody", "Elsewhere", units=(hex_id("another unit"),)))
    await plan(on, bytes.fromhex(UNIT.id))
    await on.settle()
    assert "nobody" not in {call.to for call in sends(on)}
    await plan(on, os.urandom(16))
    before = len(sends(on))
    await on.settle()
    assert len(sends(on)) == before, "a unit that is gone has nobody"


async def test_who_has_not_joined_gets_none(life: Life) -> None:
    on = life.on
    await known(on, somebody("passer-by", "Not Joined", joined=False))
    await plan(on)
    await on.settle()
    assert "passer-by" not in {call.to for call in sends(on)}


async def test_an_address_that_fails_for_good_stops_nobody(life: Life) -> None:
    on = life.on
    on.platform.closed = {VERA.user, "nell"}
    await known(on, *crowd(3))
    await plan(on)
    await on.settle()
    told = {one.place for here in on.platforms.values() for one in here.standing.values()}
    assert told == {one.user for one in PEOPLE} - {VERA.user, "nell"}
    assert await entries(on, on.production.id, kinds.EVERYBODY) == ()


async def test_a_failure_that_passes_is_tried_again_and_nothing_stands_twice(life: Life) -> None:
    on, is_out = life.on, [True]

    def weather(verb: str) -> None:
        if verb == "send" and is_out:
            is_out.pop()
            raise DeliveryFailed("rate_limited", permanent=False, retry_after=timedelta(seconds=30))

    on.platform.weather = weather
    await plan(on)
    await on.settle()
    assert len(await entries(on, on.production.id, kinds.EVERYBODY)) == 1
    await on.go_on(timedelta(minutes=2))
    standing = Counter(one.place for here in on.platforms.values() for one in here.standing.values())
    assert standing == Counter(one.user for one in PEOPLE)
    assert all(len({call.delivery for call in sends(on) if call.to == one.user}) == 1 for one in PEOPLE)


async def test_a_platform_that_never_comes_back_is_given_up_after_an_hour(life: Life) -> None:
    on = life.on
    await known(on, somebody("far", "Far Away", platform="no-such-platform"))
    await plan(on)
    await on.go_on(timedelta(minutes=90))
    assert await entries(on, on.production.id, kinds.EVERYBODY) == ()


async def test_many_are_told_in_batches_of_which_each_person_is_in_one(life: Life) -> None:
    on = life.on
    await known(on, *crowd(200))
    await plan(on)
    everybody = await roster(on)
    await on.settle()
    assert Counter(call.to for call in sends(on)).most_common(1)[0][1] == 1
    assert await entries(on, on.production.id, kinds.EVERYBODY) == ()
    assert len(everybody.people) == 210


def _entry(row_id: bytes, step: int = 0) -> Entry:
    return Entry(row_id, bytes(16), kinds.EVERYBODY, bytes(16), Lane.ROUNDS, START, step, 6)


def test_batches_are_shuffled_by_the_entry_and_stay_while_others_come_and_go() -> None:
    people_, ids = crowd(240), [os.urandom(16) for _ in range(2)]
    orders = [[many_notes.batch(_entry(row_id, step), people_) for step in range(6)] for row_id in ids]
    for batches in orders:
        assert sorted(one.id for found in batches for one in found) == sorted(one.id for one in people_)
        assert max(map(len, batches)) < 75
    assert orders[0] != orders[1]
    for step, found in enumerate(orders[0]):
        left = many_notes.batch(_entry(ids[0], step), people_[50:])
        assert left == tuple(one for one in found if one in people_[50:])


@pytest.mark.parametrize(("many", "batches"), [(0, 1), (39, 1), (40, 2), (240, 7)])
def test_the_number_of_batches_is_fixed_at_the_first(many: int, batches: int) -> None:
    entry = many_notes.counted(replace(_entry(bytes(16)), version=0), crowd(many))
    assert entry.version == batches
    assert many_notes.counted(entry, crowd(1)) == entry


# --- What it is about ---------------------------------------------------------------------------------------------


async def test_news_stand_behind_open_and_on_who_reads(life: Life) -> None:
    on, day = life.on, today(life.on)
    joins, leaves = News("reader_joins", day + timedelta(days=2), VERA.id), News("reader_leaves", day, "gone")
    await rewrite(on, news=(joins, leaves, News("no_reader_today", day)))
    for action in ("open", "who"):
        await life.me.act(Pressed(action))
        assert "From 13 March Vera Tollgate reads concerns too." in life.me.text
        assert "reads concerns no more." in life.me.text
        assert "Nobody who reads here is on duty today, 11 March." in life.me.text
    on.clock.moment += timedelta(days=1)
    await life.me.act(Pressed("open"))
    assert "Vera Tollgate" in life.me.text
    assert "on duty today" not in life.me.text


async def test_everybody_reads_the_same_news(life: Life) -> None:
    await rewrite(life.on, news=(News("reader_joins", today(life.on), VERA.id),))
    pages = []
    for user in ("nell", "lev", VERA.user):
        hand = Hand(life.on, user, LOCAL)
        await hand.act(Pressed("open"))
        pages.append(hand.text)
    assert pages[0] == pages[1] == pages[2]


async def test_news_of_a_unit_are_for_its_people_alone(life: Life) -> None:
    on, day = life.on, today(life.on)
    away = replace(UNIT, id=hex_id("away"), name="Away unit")
    await on.store.write(lambda tx: productions.add_unit(tx, on.production, away))
    await known(on, somebody("far-off", "Far Off", units=(away.id,)))
    await rewrite(on, news=(News("no_reader_today", day, unit=away.id),))
    for user, is_told in (("nell", False), ("far-off", True)):
        hand = Hand(on, user, LOCAL)
        for action in ("open", "who"):
            await hand.act(Pressed(action))
            assert ("on duty today" in hand.text) is is_told


async def test_a_day_without_a_reader_is_over_when_the_units_own_day_is(life: Life) -> None:
    on, day = life.on, today(life.on)
    far = replace(UNIT, hours=replace(UNIT.hours, zone="Pacific/Auckland"))
    await on.store.write(lambda tx: productions.rewrite_unit(tx, on.production, far))
    await rewrite(on, news=(News("no_reader_today", day, unit=UNIT.id),))
    await life.me.act(Pressed("open"))
    assert "on duty today" in life.me.text
    on.clock.moment += timedelta(hours=2)
    assert today(on) == day, "in Madrid it is the same day still"
    await life.me.act(Pressed("open"))
    assert "on duty today" not in life.me.text


def test_news_from_before_units_were_named_are_for_everybody() -> None:
    codec = Codec(News)
    old = codec.dump(News("no_reader_today", START.date())).replace(b',"unit":""', b"")
    assert b"unit" not in old
    assert codec.load(old) == News("no_reader_today", START.date())
