"""The office can't tell a day with a concern from a day without one, unless it is one that nobody answered in time.

ANONYMITY 8.2 for the office's door: its channel and its pages over a whole day of slots, byte for byte, with the
control that an unanswered concern changes exactly the next slot's sentence.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

import pytest

from adapters.interface import ChannelAddress, Command, Pressed, Wrote
from adapters.surfaces import Quoted
from bot.lines import agenda_kinds as kinds
from bot.rota.slots import LENGTH
from escalation.concern import Urgency
from escalation.rungs import Phase
from storage import concerns
from storage.keys import Production
from storage.lines import Line
from storage.store import Tx
from tests.bot.rota.at_work import UNIT_ID, Work, at, at_work
from tests.privacy.hands import Hand
from tests.privacy.set import LOCAL, OFFICE, OFFICE_CHANNEL, OONA, VERA, WORKSPACE

Story = Callable[[Work], Awaitable[object]]
SLOTS: Final = (("13:00", 0), ("20:00", 0), ("07:00", 1), ("13:00", 1), ("20:00", 1))
LUNCH: Final = "Cover on Main unit: at 13:00 nobody confirmed that a reader is there."


async def _nothing(_work: Work) -> None:
    """Nobody writes."""


async def _answered(work: Work) -> None:
    """Somebody writes, and a reader takes it in time."""
    await work.life.raised("answered")
    await work.life.left()
    await _taken(work, work.life.vera)
    await _replied(work, work.life.vera)


async def _replied(work: Work, by: Hand) -> None:
    await work.press(by, "r-desk")
    await by.press("r-open")
    await by.press("r-answer")
    await by.fill(words="I am here.")
    await by.fill()


async def _taken(work: Work, by: Hand) -> None:
    await work.press(by, "r-desk")
    await by.press("r-take")
    await by.fill()


async def _rung(work: Work) -> None:
    """A `now` that two rings of Vera and Oona go unanswered for, until Piet takes it: guesses are made of it."""
    me = work.life.me
    await me.home()
    await me.press("now")
    await me.fill()
    await work.until("10:07")
    await _taken(work, work.life.piet)
    await _replied(work, work.life.piet)
    assert await _covers(work), "somebody counts as covered now"


async def _covers(work: Work) -> bool:
    people = [await work.person(one) for one in (VERA, OONA)]
    return any(one.reading and one.reading.cover for one in people)


async def _withdrawn(work: Work) -> None:
    """Somebody writes and takes it back again, while it can be seen."""
    await work.life.raised("withdrawn")
    await work.life.left()
    await work.life.on_line("withdraw", "withdraw-yes")
    await work.life.left()


async def office_of(story: Story, *, pressed: bool) -> list[object]:
    """All that the office is told and shown on this day and the next, and when."""
    async with at_work() as work:
        walt, seen = Hand(work.on, OFFICE.user), list[object]()
        await story(work)
        for clock, days in SLOTS:
            await work.until(clock, days)
            if pressed:
                await work.here(work.life.vera, work.life.piet, work.life.oona)
            await work.on.go_on(LENGTH)
            seen.append((clock, days, tuple(work.office())))
            for act in (Pressed("o-who"), Pressed("o-home"), Command("scene"), Wrote("text", Quoted("Who wrote?"))):
                await walt.act(act, ChannelAddress(LOCAL, WORKSPACE, OFFICE_CHANNEL))
        assert not walt.errors
        return [*seen, *walt.pages]


@pytest.mark.parametrize(
    ("story", "pressed"), [(_answered, True), (_answered, False), (_rung, True), (_withdrawn, True)]
)
async def test_an_answered_concern_changes_nothing_for_the_office(story: Story, pressed: bool) -> None:
    assert await office_of(story, pressed=pressed) == await office_of(_nothing, pressed=pressed)


async def _until_asked_in_vain(work: Work) -> None:
    await work.life.raised("unanswered")
    await work.life.left()


async def _lines(work: Work) -> list[Line]:
    def found(tx: Tx, production: Production) -> list[Line]:
        return [one.line for one in concerns.all_of(tx, production)]

    return await work.on.read(found)


async def test_control_an_unanswered_concern_makes_the_next_slot_say_the_same() -> None:
    """Every reader presses at every slot, nobody answers until the ladder has ended, then somebody does."""
    async with at_work() as work:
        await _until_asked_in_vain(work)
        told = list[tuple[str, int, list[str]]]()
        for clock, days in SLOTS:
            await work.until(clock, days)
            await work.here(work.life.vera, work.life.piet, work.life.oona)
            await work.on.go_on(LENGTH)
            told.append((clock, days, work.office()))
            (line,) = await _lines(work)
            assert line.ladder
            if line.ladder.phase is Phase.unanswered:
                await _taken(work, work.life.vera)
                await _replied(work, work.life.vera)
        texts = told[-1][2]
        assert texts == ["Cover on Main unit: at 20:00 nobody confirmed that a reader is there."]
        assert [bool(said) for _, _, said in told] == [False, True, True, True, True], "exactly the next slot"


async def test_nothing_is_said_outside_a_slot() -> None:
    async with at_work() as work:
        await _until_asked_in_vain(work)
        await work.until("20:29")
        sent = [call for call in work.on.platform.calls if call.to == OFFICE_CHANNEL]
        (line,) = await _lines(work)
        assert line.ladder
        assert line.ladder.ended_at
        assert [call.surface for call in sent if "13:00" not in call.surface] == []


@pytest.mark.parametrize(("yes", "told"), [(False, []), (True, [LUNCH])])
async def test_a_now_is_told_only_with_the_persons_yes(yes: bool, told: list[str]) -> None:
    async with at_work() as work:
        me = work.life.me
        await me.home()
        await me.press("now")
        await me.fill()
        await work.until("13:00")
        (line,) = await _lines(work)
        assert (line.urgency, line.ladder and line.ladder.phase) == (Urgency.now, Phase.unanswered)
        await work.here(work.life.vera, work.life.piet, work.life.oona)
        await _says_yes(work, yes=yes)
        await work.on.go_on(LENGTH)
        assert work.office() == told


async def _says_yes(work: Work, *, yes: bool) -> None:
    """The person's own press belongs to their desk; what it leaves is one mark on the line."""

    def keep(tx: Tx) -> None:
        (concern,) = concerns.all_of(tx, work.on.production)
        concerns.save(tx, work.on.production, concern, replace(concern.line, tells_office=yes))

    await work.on.store.write(keep)


async def test_rows_name_units_and_places_and_never_a_person() -> None:
    async with at_work() as work:
        await work.until("13:00")
        (ends,) = await work.planned(UNIT_ID, kinds.SLOT_ENDS)
        assert (ends.step, ends.due) == (0, at("13:30"))
        (look,) = await work.planned(work.on.production.id, kinds.ROTA)
        assert look.step == 0
