"""Ladders whose timers are all due in the same second: each looked at, decided, and what follows planned, durably."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.bare import commits, open_bare
from bench.rounds import Amount, Row, median, ms
from bench.scene import Scene, open_scene
from bot.delivery import BATCH, LEASE
from bot.lines import agenda_kinds as kinds
from bot.lines.carrying import Carrying
from storage import agenda
from storage.agenda import Lane

_BYTES: Final = 20_000
"""About what one look writes: a line, a step or two, and what is planned."""


@dataclass(slots=True)
class Found:
    """Seconds of all timers in each round, and of one bare commit of as many bytes."""

    whole: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)


async def measured(folder: Path, amount: Amount) -> Found:
    """A fresh production in each round: so many people press [Now] in the same second, and their ladders ring."""
    found = Found()
    for number in range(amount.rounds):
        async with open_scene(folder / f"round-{number}") as scene:
            for _ in range(amount.due):
                await scene.at_once()
            with open_bare(folder / f"bare-{number}.sqlite3") as conn:
                found.bare.append(median(commits(conn, _BYTES, amount.bare)))
            found.whole.append(await _rung(scene, amount.due))
    return found


async def _rung(scene: Scene, expected: int) -> float:
    """Seconds until every ladder has rung once. What follows of it, the sending, is planned and left."""
    house, rung = scene.house, 0
    carrying, now = Carrying(house), house.clock.now() + timedelta(seconds=1)
    began = perf_counter()
    while rung < expected:
        entries = await house.store.write(lambda tx: agenda.claim(tx, Lane.NOW, now, LEASE, BATCH))
        due = [one for one in entries if one.kind == kinds.LADDER]
        rung += len(due)
        await asyncio.gather(*(carrying.look(one) for one in due))
    return perf_counter() - began


def rows(found: Found, amount: Amount) -> list[Row]:
    """What the table says of it."""
    whole, bare = median(found.whole), median(found.bare)
    each = whole / amount.due
    return [
        Row(
            f"{amount.due:,} ladders due in one second",
            f"{whole:.2f} s",
            f"{each / bare:.1f}x a bare commit each ({ms(each)})",
        )
    ]
