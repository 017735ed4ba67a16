"""Rounds: at each wrap one note to everybody, in the place of the last, the same as any other note."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from adapters.interface import DeliveryFailed, Pressed
from bot.ends.rounds import Rounds
from bot.lines import agenda_kinds as kinds
from bot.posting import Posting
from bot.text.catalog import LANGUAGES, speaker
from escalation.calendar import ShootDay
from storage import productions
from tests.bot.ends.nights import entries, nights, rewrite, roster, shared, today
from tests.privacy.life import Life
from tests.privacy.set import KESTREL, PEOPLE, UNIT, OnSet

NOTES = {speaker(language)("note-for-you") for language in LANGUAGES}
SUBJECT = bytes.fromhex(UNIT.id)
WRAP = datetime(2026, 3, 11, 19, tzinfo=UTC)
"""Eight in the evening in Madrid."""


async def to_the_evening(on: OnSet, days: int = 0) -> None:
    """Let the round of this day be over."""
    target = WRAP + timedelta(days=days, minutes=21)
    await on.go_on(target - on.clock.now())


def standing(on: OnSet) -> Counter[str]:
    """How many notes stand in each chat."""
    every = (one for here in on.platforms.values() for one in here.standing.values())
    return Counter(one.place for one in every if one.card.notice in NOTES)


async def _rounds(on: OnSet, *, are_on: bool = True) -> None:
    await rewrite(on, rounds=are_on)


async def test_a_round_is_drawn_for_the_next_wrap_and_keeps_its_moment(life: Life) -> None:
    on = life.on
    (row,) = await entries(on, SUBJECT, kinds.ROUND)
    assert WRAP <= row.due <= WRAP + timedelta(minutes=20)
    await Rounds(on.running.house, Posting(on.platforms)).begin()
    assert await entries(on, SUBJECT, kinds.ROUND) == (row,)


async def test_everybody_gets_one_and_the_next_takes_its_place(life: Life) -> None:
    on = life.on
    await _rounds(on)
    await to_the_evening(on)
    assert standing(on) == Counter(one.user for one in PEOPLE)
    first = {one.id: one.round for one in (await roster(on)).people}
    assert all(first.values())
    await to_the_evening(on, days=1)
    assert standing(on) == Counter(one.user for one in PEOPLE)
    assert all(one.round != first[one.id] for one in (await roster(on)).people)
    (row,) = await entries(on, SUBJECT, kinds.ROUND)
    assert row.due >= WRAP + timedelta(days=2)


async def test_the_note_is_the_same_as_any_other(life: Life) -> None:
    on = life.on
    await _rounds(on)
    await shared(life)
    answered = [call.surface for call in on.platform.calls if call.to == KESTREL.user]
    await to_the_evening(on)
    at_wrap = {call.surface for call in on.platform.calls if call.to in {"nell", KESTREL.user}}
    assert answered
    assert at_wrap == set(answered)


async def test_off_it_sends_nothing_and_on_again_it_does(life: Life) -> None:
    on = life.on
    await _rounds(on, are_on=False)
    await to_the_evening(on)
    assert not standing(on)
    await _rounds(on)
    await to_the_evening(on, days=1)
    assert standing(on) == Counter(one.user for one in PEOPLE)


async def test_no_round_on_a_day_off_and_changed_hours_move_it(life: Life) -> None:
    on = life.on
    await _rounds(on)
    free = replace(UNIT, hours=replace(UNIT.hours, days=(ShootDay(today(on) + timedelta(days=1), None),)))
    await on.store.write(lambda tx: productions.rewrite_unit(tx, on.production, free))
    await to_the_evening(on)
    assert standing(on)
    (row,) = await entries(on, SUBJECT, kinds.ROUND)
    assert row.due >= WRAP + timedelta(days=2)
    await on.store.write(lambda tx: productions.rewrite_unit(tx, on.production, UNIT))
    await nights(on, 1)
    (row,) = await entries(on, SUBJECT, kinds.ROUND)
    assert WRAP + timedelta(days=1) <= row.due <= WRAP + timedelta(days=1, minutes=20)


async def test_a_round_that_is_hours_late_is_left_out(life: Life) -> None:
    on = life.on
    await _rounds(on)
    on.clock.moment = WRAP + timedelta(hours=6)
    await on.settle()
    assert not standing(on)
    assert len(await entries(on, SUBJECT, kinds.ROUND)) == 1


async def test_a_note_that_cannot_be_taken_away_stops_nothing(life: Life) -> None:
    on = life.on
    await _rounds(on)
    await to_the_evening(on)
    on.platform.weather = _refuses_to_delete
    await to_the_evening(on, days=1)
    assert standing(on)["nell"] == 2
    assert len(await entries(on, SUBJECT, kinds.ROUND)) == 1


def _refuses_to_delete(verb: str) -> None:
    if verb == "delete":
        raise DeliveryFailed("not_allowed", permanent=True)


async def test_whoever_was_forgotten_gets_none_and_no_trace_comes_back(life: Life) -> None:
    on = life.on
    await _rounds(on)
    await to_the_evening(on)
    await life.me.act(Pressed("forget-me-yes"))
    await to_the_evening(on, days=1)
    assert standing(on)[KESTREL.user] == 1, "the last one stays in their own chat"
    person = (await roster(on)).by_id(KESTREL.id)
    assert person
    assert (person.joined, person.round) == (False, "")
