"""The office moves a call, and watches whose phone rings: nobody's does just then, whether or not there is a line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.checkins import changes
from bot.checkins.service import Schedules
from escalation import waits
from escalation.occasions import Flag
from tests.privacy.asked import TOMORROW, asked, lines_of, opened, scene
from tests.privacy.set import UNIT

BEFORE_THE_CALL = datetime(2026, 3, 12, 8, 52, tzinfo=UTC)
"""Two hours and a bit before it."""
PUSHES = (-60, -60, 60, -60, 60, -60)


async def rung(seed: int) -> tuple[int, int]:
    """How much was sent in the moment of any of these pushes, and how often the one who wrote was written to at all."""
    async with asked(scene("Sc 12A", Flag.kiss), seed=seed) as on:
        schedules, nell = Schedules(on.running.house), await opened(on, "nell")
        await nell.press("check-say")
        await nell.fill(words="The robe was not there.", urgency="before_scene")
        await nell.fill()
        assert len(await lines_of(nell)) == 1
        await on.go_on(BEFORE_THE_CALL - on.clock.now())
        begin, at_once = len(on.platform.calls), 0
        for by in PUSHES:
            before = len(on.platform.calls)
            stamp = changes.stamp((await schedules.seen()).of_day(UNIT.id, TOMORROW))
            await schedules.push_day(UNIT.id, TOMORROW, timedelta(minutes=by), stamp)
            await on.settle()
            at_once += len(on.platform.calls) - before
            await on.go_on(timedelta(minutes=6))
        return at_once, sum(call.to == "nell" for call in on.platform.calls[begin:])


@pytest.mark.parametrize("seed", [1, 2])
async def test_no_push_rings_anybody_at_once_and_no_two_ring_the_one_who_wrote(seed: int) -> None:
    assert await rung(seed) == (0, 1)


async def test_control_without_a_wait_a_push_rings_the_one_who_wrote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waits, "wait", lambda *_: timedelta(0))
    at_once, _ = await rung(1)
    assert at_once > 0
