"""One concern raised to durable: by one caller, by 32 and by 64 at once; and its ledger page alone."""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time
from typing import Final

from bench.bare import commits, open_bare
from bench.rounds import Amount, Row, median, ms
from bench.scene import Scene, bytes_of_one, concerns_in, open_scene
from bench.shares import watched
from storage import ledger
from storage.ledger import SLOT_BYTES, Route, Slot

Act = Callable[[Scene], Awaitable[None]]
WAYS: Final[dict[str, Act]] = {"in one transaction": Scene.at_once, "draft, then sent": Scene.in_two}
CALLERS: Final = (32, 64)
_PAGE: Final = ledger.FIRST_SLOTS * SLOT_BYTES


@dataclass(slots=True)
class Found:
    """What the rounds found, by row: seconds for one caller, a rate and a core's seconds for many."""

    size: int = 0
    bare: list[float] = field(default_factory=list)
    bare_page: list[float] = field(default_factory=list)
    single: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    rate: defaultdict[tuple[str, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    work: defaultdict[tuple[str, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    lost: int = 0


async def measured(folder: Path, amount: Amount) -> Found:
    """Play all rounds, each in fresh folders."""
    found = Found()
    for number in range(amount.rounds):
        await _one_caller(folder / f"one-{number}", amount, found)
        for way, act in WAYS.items():
            for callers in CALLERS:
                async with open_scene(folder / f"{number}-{way}-{callers}") as scene:
                    before = process_time()
                    found.rate[way, callers].append(amount.together / await _together(scene, act, callers, amount))
                    found.work[way, callers].append((process_time() - before) / amount.together)
                    found.lost += amount.together - concerns_in(scene.data)
    return found


async def shared(folder: Path, way: str, callers: int, amount: Amount) -> dict[str, float]:
    """Seconds of each part, a concern, with so many callers."""
    async with open_scene(folder / f"shares-{way}-{callers}") as scene:
        with watched() as shares:
            whole = await _together(scene, WAYS[way], callers, amount)
    return {part: seconds / amount.together for part, seconds in shares.of(whole).items()}


def rows(found: Found) -> list[Row]:
    """The table's rows."""
    made = [Row("bare commit", ms(median(found.bare)), f"1x: {found.size:,} bytes, one caller")]
    for what, seconds in found.single.items():
        bare = found.bare_page if what == _LEDGER_ALONE else found.bare
        ratio = median(took / beside for took, beside in zip(seconds, bare, strict=True))
        target, met = ("", None) if what == _LEDGER_ALONE else ("<= 4x", ratio <= 4)
        against = f"{ratio:.1f}x a bare commit of as many bytes"
        made.append(Row(what, ms(median(seconds)), against, target, met))
    for (way, callers), rates in found.rate.items():
        rate = median(rates)
        kept = f"{found.lost} lost" if found.lost else "no error"
        kept += f"; {ms(median(found.work[way, callers]))} core time each"
        what = f"concern, {way}: {callers} callers"
        made.append(Row(what, f"{rate:,.0f} a second", kept, ">= 1,000 a second", rate >= 1000 and not found.lost))
    return made


_LEDGER_ALONE: Final = "ledger page alone: 1 caller"


async def _one_caller(folder: Path, amount: Amount, found: Found) -> None:
    """In turns, so that a slow moment of the machine is everybody's."""
    async with AsyncExitStack() as stack:
        scenes = {way: await stack.enter_async_context(open_scene(folder / way)) for way in WAYS}
        page = await stack.enter_async_context(open_scene(folder / "page"))
        first, *_ = scenes.values()
        await first.at_once()
        found.size = bytes_of_one(first.data)
        bare = stack.enter_context(open_bare(folder / "bare.sqlite3"))
        took = defaultdict[str, list[float]](list)
        for _ in range(amount.singles):
            for way, act in WAYS.items():
                took[f"concern, {way}: 1 caller"].append(await _timed(act(scenes[way])))
            took[_LEDGER_ALONE].append(await _timed(_page_alone(page)))
            took["bare"] += commits(bare, found.size, 2)
            took["bare page"] += commits(bare, _PAGE, 2)
    found.bare.append(median(took.pop("bare")))
    found.bare_page.append(median(took.pop("bare page")))
    for what, seconds in took.items():
        found.single[what].append(median(seconds))


async def _timed(act: Awaitable[None]) -> float:
    began = perf_counter()
    await act
    return perf_counter() - began


async def _page_alone(scene: Scene) -> None:
    house = scene.house
    spare, slot = await house.ledger_key(), Slot(os.urandom(16), Route("local", "set", f"bench-{next(scene.once)}"))
    await house.store.write(lambda tx: ledger.add(tx, house.production, slot, spare))


async def _together(scene: Scene, act: Act, callers: int, amount: Amount) -> float:
    """Seconds until all are durable. Raises what any caller met: an error ends the bench."""
    left = iter(range(amount.together))

    async def caller() -> None:
        for _ in left:
            await act(scene)

    began = perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(callers):
            group.create_task(caller())
    return perf_counter() - began
