"""One law of waits, at the place where each is used: the minute says nothing of who, to whom, what, or how much.

ANONYMITY 8.9, the second half, and section 5.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, get_type_hints

import pytest

from bot.lines import addressing, agenda_kinds
from bot.lines.addressing import Sending, Wishes
from bot.lines.place import Place, find_place
from escalation import waits
from escalation.concern import Urgency
from storage import agenda, concerns
from storage.agenda import Entry
from storage.keys import Production
from storage.store import Tx
from tests.privacy.life import Life
from tests.privacy.set import CREW, LOCAL, START, UNIT, WORKSPACE, Dice, OnSet, memory, open_set

SEEDS: Final = range(10)
DRAWS: Final = 10_000
FARTHEST: Final = 1.95 / DRAWS**0.5
"""Kolmogorov and Smirnov: a uniform sample lies further off in one of a thousand."""
NIGHT: Final = datetime(2026, 3, 11, 22, 0, tzinfo=UTC)
HALF_AN_HOUR: Final = timedelta(minutes=30)


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """The set."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder)) as opened:
            yield opened


def test_a_wait_knows_urgency_origin_and_time_left_and_nothing_else() -> None:
    assert get_type_hints(waits.wait) == {
        "urgency": Urgency,
        "origin": waits.Origin,
        "left": timedelta | None,
        "roll": float,
        "return": timedelta,
    }


Law = tuple[Urgency, datetime, timedelta | None, bool, timedelta, timedelta]
LAWS: Final[dict[str, Law]] = {
    "today in hours": (Urgency.today, START, None, False, timedelta(0), HALF_AN_HOUR),
    "today at night": (Urgency.today, NIGHT, None, False, timedelta(minutes=2), timedelta(minutes=10)),
    "before a far call": (Urgency.before_scene, START, timedelta(hours=4), False, timedelta(0), HALF_AN_HOUR),
    "before a near call": (
        Urgency.before_scene,
        START,
        timedelta(minutes=80),
        False,
        timedelta(0),
        timedelta(minutes=20),
    ),
    "after wrap": (Urgency.today, START, None, True, timedelta(hours=10), timedelta(hours=10, minutes=20)),
}


@pytest.fixture
async def place(on: OnSet) -> Place:
    """Where somebody who writes stands."""
    account = (LOCAL, WORKSPACE, CREW[0].user)
    return await on.read(lambda tx, production: find_place(tx, production, account))


@pytest.mark.parametrize("law", LAWS)
def test_where_a_wait_is_used_it_follows_its_law(place: Place, law: str) -> None:
    urgency, now, left, after_wrap, least, most = LAWS[law]
    wishes, call = Wishes(after_wrap=after_wrap), now + left if left else None

    def drawn(roll: float) -> timedelta:
        return addressing._leaves(place, urgency, UNIT.id, wishes, Sending(now, roll, "Quiet Heron", call)) - now

    for seed in SEEDS:
        assert farthest_off(_drawn(seed, drawn), least, most) < FARTHEST, seed


def _drawn(seed: int, drawn: Callable[[float], timedelta]) -> list[timedelta]:
    dice = Dice(seed)
    return [drawn(dice.roll()) for _ in range(DRAWS)]


def farthest_off(found: Sequence[timedelta], least: timedelta, most: timedelta) -> float:
    """How far the sample's distribution lies from the uniform one between the two, at most; 1 outside of them."""
    if min(found) < least or max(found) >= most:
        return 1.0
    places = sorted((one - least) / (most - least) for one in found)
    count = len(places)
    return max(max((at + 1) / count - one, one - at / count) for at, one in enumerate(places))


@pytest.mark.parametrize("urgency", [Urgency.now, Urgency.before_scene])
def test_what_is_urgent_waits_for_nothing(place: Place, urgency: Urgency) -> None:
    for seed in SEEDS:
        sending = Sending(START, Dice(seed).roll(), "Quiet Heron", START + timedelta(hours=1))
        assert addressing._leaves(place, urgency, UNIT.id, Wishes(after_wrap=False), sending) == START


def test_control_another_law_is_seen() -> None:
    def kept(wait: Callable[[float], float]) -> float:
        return farthest_off(_drawn(1, lambda roll: HALF_AN_HOUR * wait(roll)), timedelta(0), HALF_AN_HOUR)

    assert kept(lambda roll: roll) < FARTHEST
    assert kept(lambda roll: roll**1.1) > FARTHEST, "a little too soon"
    assert kept(lambda roll: (roll + len(CREW[1].user) / 1000) % 1 * 0.97) > FARTHEST, "a little of who"
    assert kept(lambda roll: round(roll, 1)) > FARTHEST, "in steps"


class KeptDice(Dice):
    """Remembers the last number it gave."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.last = 0.0

    def roll(self) -> float:
        """A number in [0, 1)."""
        self.last = super().roll()
        return self.last


Drawn = tuple[str, str]
WAITS: Final[dict[str, waits.Origin]] = {
    agenda_kinds.LADDER: waits.Origin.concern_in_hours,
    agenda_kinds.WORDS: waits.Origin.effect_in_hours,
    agenda_kinds.EFFECT: waits.Origin.effect_in_hours,
    agenda_kinds.ANSWER: waits.Origin.answer_in_hours,
    agenda_kinds.NOTE: waits.Origin.answer_in_hours,
}


async def test_everything_that_leaves_waits_as_its_roll_says(on: OnSet) -> None:
    """The same function stands behind every act that somebody could watch: the first words, more, ends, answers."""
    life, dice = Life.begun(on), KeptDice(4)
    object.__setattr__(on.running.house, "entropy", dice)
    for raising in (_written(life, dice), _answered(life, dice), _ended(life, dice)):
        async for entry, roll in raising:
            wait = waits.wait(Urgency.today, WAITS[entry.kind], None, roll)
            assert abs(entry.due - on.clock.now() - wait) < timedelta(milliseconds=2), entry.kind


async def _planned(life: Life, kind: str) -> Entry:
    def work(tx: Tx, production: Production) -> Entry:
        (concern,) = concerns.all_of(tx, production)
        return next(entry for entry in agenda.of(tx, concern.id) if entry.kind == kind)

    return await life.on.read(work)


Planned = AsyncIterator[tuple[Entry, float]]


async def _written(life: Life, dice: KeptDice) -> Planned:
    await life.raised("by the river")
    yield await _planned(life, agenda_kinds.LADDER), dice.last
    await life.left()


async def _answered(life: Life, dice: KeptDice) -> Planned:
    await life.vera.open_card()
    await life.vera.press("r-take")
    await life.vera.fill()
    yield await _planned(life, agenda_kinds.NOTE), dice.last
    await life.left()
    await life.vera.open_card()
    await life.vera.press("r-answer")
    await life.vera.fill(words="I hear you.")
    await life.vera.fill()
    yield await _planned(life, agenda_kinds.ANSWER), dice.last
    await life.left()


async def _ended(life: Life, dice: KeptDice) -> Planned:
    await life.on_line("add")
    await life.me.fill(words="and more")
    yield await _planned(life, agenda_kinds.WORDS), dice.last
    await life.left()
    for act in ("close", "withdraw"):
        await life.on_line(act, f"{act}-yes")
        yield await _planned(life, agenda_kinds.EFFECT), dice.last
        await life.left()


async def test_no_phone_rings_as_the_next_reader_is_asked(on: OnSet) -> None:
    """A note about a step of the ladder takes a wait of its own: else both would reach for their phones at once."""
    life = Life.begun(on)
    await life.raised("by the river")
    rung = dict[str, list[datetime]](person=[], readers=[])
    sent = on.platform.send

    async def noticed(to: object, *rest: object) -> object:
        place = on.platform._place(to)  # type: ignore[arg-type] # what the platform was given
        rung["person" if place == life.me.user else "readers"].append(on.clock.now())
        return await sent(to, *rest)  # type: ignore[arg-type]

    on.platform.send = noticed  # type: ignore[assignment]
    await on.go_on(timedelta(hours=8))
    assert len(rung["person"]) >= 3
    assert len(rung["readers"]) >= 3
    assert set(rung["person"]) & set(rung["readers"]) == set()
