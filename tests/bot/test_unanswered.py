"""Nobody answers, whatever keeps each reader from it: the person is told the truth, and everybody who can be is asked.

Every combination of what may be the matter with three readers, for every urgency: all combinations of kinds in which
at least one reader differs from the others are drawn from, by fixed seeds.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from bot.demo_cast import PEOPLE, coming_occasions
from bot.text.catalog import speaker
from escalation.calendar import ALWAYS, Duty
from escalation.roster import Cover
from escalation.rungs import Phase
from storage import concerns, people
from storage.lines import Noted
from storage.people import Person, Roster
from tests.bot.bad_hand import Hand
from tests.bot.bad_set import OnSet, demo

SAY = speaker("en")
READERS: Final = ("mara", "ilo", "sanne")
NAMES: Final = {one.id: one.name for one in PEOPLE}
MATTERS: Final = ("free", "covered", "covered_open", "off_duty", "unreachable", "left_out")
URGENCIES: Final = ("now", "today", "soon", "before_scene")
COVERED_FOR: Final = timedelta(hours=2)
EVERY: Final = [
    (urgency, matters) for urgency in URGENCIES for matters in itertools.product(MATTERS, repeat=len(READERS))
]
DRAWN: Final = random.Random(20261122).sample(EVERY, 36)  # noqa: S311 - a test's dice
LONGEST: Final = timedelta(days=12)


async def _set(on: OnSet, matters: tuple[str, ...]) -> None:
    """Let the readers be so."""
    what = dict(zip((NAMES[one] for one in READERS), matters, strict=True))
    (spare,) = await on.running.house.content_keys(1)
    until = on.clock.now() + COVERED_FOR

    def as_they_are(one: Person) -> Person:
        if one.reading is None:
            return one
        matter, cover = what[one.name], None
        if matter.startswith("covered"):
            cover = Cover(one.id, until if matter == "covered" else None)
        duty = Duty("UTC") if matter == "off_duty" else ALWAYS
        return replace(one, reading=replace(one.reading, duty=duty, cover=cover))

    def changed(roster: Roster) -> Roster:
        return replace(roster, people=tuple(as_they_are(one) for one in roster.people))

    await on.store.write(lambda tx: people.change(tx, on.running.house.production, spare, changed))
    on.local.weather.closed |= {one for one, matter in zip(READERS, matters, strict=True) if matter == "unreachable"}


async def _sent(on: OnSet, urgency: str, matters: tuple[str, ...]) -> Hand:
    """Somebody writes, and leaves out whom they want to."""
    ada = on.hand("ada")
    ids = {one.name: one.id for one in (await on.roster()).readers}
    wanted = [ids[NAMES[one]] for one, matter in zip(READERS, matters, strict=True) if matter != "left_out"]
    if urgency == "now":
        await ada.press("now", "")
        await ada.fill(words="Please come.", readers=",".join(wanted))
        return ada
    await ada.drafted(readers=",".join(wanted), urgency=urgency)
    values = {"occasion": _scene(on)} if urgency == "before_scene" else {}
    await ada.fill(**values)
    return ada


def _scene(on: OnSet) -> str:
    """A scene of tomorrow."""
    known = {one.name: one.id for one in coming_occasions(on.clock.now())}
    return known["Sc 12A"]


async def record(on: OnSet) -> list[Noted]:
    """The person's record of the only line."""
    concern = await on.line()
    return list(await on.read(lambda tx: concerns.record(tx, on.running.house.production, concern)))


def may_be_asked(urgency: str, matter: str) -> bool:
    """Whether a reader with this matter is asked at some time, if nobody answers."""
    return matter in ("free", "covered", "covered_open") or (urgency == "now" and matter == "off_duty")


@pytest.mark.parametrize(("urgency", "matters"), DRAWN, ids=[f"{one}-{'-'.join(of)}" for one, of in DRAWN])
async def test_the_person_is_told_the_truth_and_whoever_can_be_is_asked(urgency: str, matters: tuple[str, ...]) -> None:
    await _nobody_answers(urgency, matters)


async def test_control_readers_who_are_never_written_to_are_missed() -> None:
    with pytest.raises(AssertionError):
        await _nobody_answers("today", ("free", "free", "free"), writes=False)


async def _nobody_answers(urgency: str, matters: tuple[str, ...], *, writes: bool = True) -> None:
    async with demo() as on:
        on.writes = writes
        await _set(on, matters)
        ada = await _sent(on, urgency, matters)
        if all(matter == "left_out" for matter in matters):
            assert SAY("nobody-left") in ada.text
            assert (await on.line()).line.state == "draft"
            return
        await _until_the_end(on, urgency)
        told = await record(on)
        _true(on, matters, told)
        await on.go_on(COVERED_FOR + timedelta(minutes=36))
        assert set(on.asked()) == {
            one for one, is_so in zip(READERS, matters, strict=True) if may_be_asked(urgency, is_so)
        }
        line = (await on.line()).line
        assert line.ladder
        assert line.ladder.phase is Phase.unanswered


async def _until_the_end(on: OnSet, urgency: str) -> None:
    """Until the person was told that nobody answered."""
    step = timedelta(minutes=3 if urgency == "now" else 60)
    end = on.clock.now() + LONGEST
    while on.clock.now() < end:
        if any(one.code == "nobody_answered" for one in await record(on)):
            return
        await on.go_on(step)
    raise AssertionError("they were never told")


def _true(on: OnSet, matters: tuple[str, ...], told: list[Noted]) -> None:
    """Every reason that the record gives is the reader's own, and the number of people asked is right."""
    line_readers = {one.reader for one in told if one.reader}
    assert len(line_readers) <= len(READERS)
    (end,) = [one for one in told if one.code == "nobody_answered"]
    assert end.count == len(set(on.asked(end.at)))
    skipped = {one.code.removeprefix("skipped_") for one in told if one.code.startswith("skipped_")}
    so = {"covered" if matter.startswith("covered") else matter for matter in matters} - {"free", "left_out"}
    assert skipped <= {*so, "silent"}
