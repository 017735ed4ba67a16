"""The running house, put together as it is for real: what the schedule plans leaves it, and the night forgets it."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.cards import Cards
from bot.checkins import known
from bot.checkins.service import Schedules
from escalation.occasions import Flag
from storage.checkins import Stage
from tests.privacy.recorder import dumped
from tests.privacy.set import CREW, OFFICE, SCENE, UNIT, OnSet, memory, open_set

TOMORROW = SCENE.day + timedelta(days=1) if SCENE.day else None
KISS = replace(SCENE, id="ab" * 16, name="Sc 14", day=TOMORROW, flags=(Flag.kiss,))
CAST = {one.user for one in CREW if one.cast_ids}


def notes(on: OnSet) -> Counter[str]:
    """How many of the one note everybody was sent."""
    note = dumped(Cards(on.running.house.tokens).for_person("en"))
    return Counter(call.to for call in on.platform.calls if (call.verb, call.surface) == ("send", note))


async def test_from_the_call_sheet_to_the_night_after() -> None:
    assert TOMORROW
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder)) as on:
            office = Schedules(on.running.house)
            await office.put(KISS)
            await on.go_on(timedelta(hours=8))
            assert notes(on) == Counter()
            await office.sheet_out(UNIT.id, TOMORROW)
            await on.go_on(timedelta(minutes=31))
            assert notes(on) == Counter(dict.fromkeys(CAST, 1))
            await on.go_on(timedelta(hours=36))
            found = await on.read(known.read)
            assert {one.stage for one in found.batches} == {Stage.sent}
            others = {notes(on)[one.user] for one in (*CREW, OFFICE) if one.user not in CAST and one.language == "en"}
            assert {notes(on)[user] for user in CAST} == {2 + 2}, (
                "two rounds, and the second carries the check-in after"
            )
            assert 2 in others
            await on.go_on(timedelta(days=2))
            assert (await on.read(known.read)).batches == ()
