"""A crash between any two steps of an import, a move, a call sheet: all of it happened, or nothing; and on PostgreSQL.

Each is one transaction, so a crash is tried by ending the work at each of its statements by number, in this process.
What the store itself does when a real process is killed, tests/storage/test_kills.py sees.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.schedules.outcomes import Added, Flagged, Moved, NeedsVisit
from bot.schedules.reading import Habits, from_paste
from bot.schedules.shape import Read
from escalation.occasions import State
from storage.store import GroupWriter
from tests.bot.checkins.chat import Due
from tests.bot.checkins.set import BARE, LINKED, TOMORROW, Office
from tests.bot.stage import MAIN

ROWS = """Scene\tDate\tCast\tOn set\tNotes
21\t14/03/2026\t1, 3\t14:00\t
22\t13/03/2026\t1, 3, 3X\t15:00\tkiss
23\t13/03/2026\t9\t16:00\t
"""


def read(rows: str = ROWS) -> Read:
    """Pasted rows, read."""
    return from_paste(rows, Habits({}, day_first=True, today=date(2026, 3, 12)), lambda _: None)


class _Crash(Exception):
    """The end of a work."""


@contextmanager
def crash_at(desk: Office, number: int) -> Iterator[list[str]]:
    """End every work at its statement of this number; gives what ran."""
    assert isinstance(desk.stage.store._writer, GroupWriter)
    engine, ran = desk.stage.store._writer._engine, list[str]()

    def hear(*heard: Any) -> None:
        if str(heard[2]).startswith(("BEGIN", "SAVEPOINT", "ROLLBACK", "RELEASE")):
            return
        ran.append(str(heard[2]))
        if len(ran) == number:
            raise _Crash

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield ran
    finally:
        event.remove(engine, "before_cursor_execute", hear)


Act = Callable[[Office], Awaitable[object]]


async def _imports(desk: Office) -> None:
    _, stamp = await desk.schedule.dry_run(read())
    await desk.schedule.apply(read(), stamp)


ACTS: dict[str, Act] = {
    "an import": _imports,
    "a move": lambda desk: desk.schedule.move_day(MAIN.id, TOMORROW, TOMORROW + timedelta(days=1)),
    "a call sheet": lambda desk: desk.schedule.sheet_out(MAIN.id, TOMORROW),
    "a hold": lambda desk: desk.schedule.bring(BARE.id, State.held),
    "an undo": lambda desk: desk.schedule.undo(),
}


@pytest.mark.parametrize("name", ACTS)
async def test_all_of_it_happened_or_nothing(desk: Office, name: str) -> None:
    if name != "a call sheet":
        await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    if name == "an undo":
        await desk.schedule.bring(BARE.id, State.cancelled)
    before, entries = await desk.known(), await desk.entries()
    number, done = 0, False
    while not done:
        number += 1
        with crash_at(desk, number) as ran:
            try:
                await ACTS[name](desk)
                done = True
            except _Crash:
                assert len(ran) == number
        if not done:
            assert (await desk.known(), await desk.entries()) == (before, entries)
    assert number > 10
    assert await desk.known() != before
    waiting = [one for one in await desk.entries() if one[0] == "check_in"]
    assert len(waiting) == len((await desk.known()).batches)


async def test_an_import_moves_now_and_leaves_flags_to_a_human(desk: Office) -> None:
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    run, stamp = await desk.schedule.dry_run(read())
    said = {type(one) for one in run.consequences}
    assert said >= {Added, Moved, Flagged, NeedsVisit}
    await desk.schedule.apply(read(), stamp)
    found = {one.name: one for one in (await desk.known()).occasions}
    assert (found["Sc 21"].day, found["Sc 21"].flags) == (TOMORROW + timedelta(days=1), BARE.flags)
    assert found["22"].flags == ()
    again, stamp = await desk.schedule.dry_run(read())
    assert again.changed == ()
    await desk.schedule.undo()
    assert {one.name for one in (await desk.known()).occasions} == {"Sc 12A", "Sc 21"}


# --- PostgreSQL -----------------------------------------------------------------------------------------------------


async def test_the_same_on_postgresql(postgresql_office: Office) -> None:
    desk = postgresql_office
    await desk.schedule.put(BARE)
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    planned = await desk.waiting()
    assert len(planned) == 12
    await _imports(desk)
    assert {about.occasion for _, _, abouts in await desk.waiting() for about in abouts} == set()
    await desk.schedule.undo()
    assert await desk.waiting() == planned
    await desk.schedule.put(replace((await desk.known()).occasions[-1], standby=True))
    assert await desk.waiting() == []


async def test_a_check_in_leaves_once_on_postgresql(postgresql_office: Office) -> None:
    desk = postgresql_office
    await desk.schedule.put(BARE)
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    due, other = Due(desk), Due(desk)
    desk.stage.clock.move(timedelta(minutes=31))
    async with asyncio.TaskGroup() as group:
        for one in (due, other):
            group.create_task(one.look())
    sent = [*due.chat.sent, *other.chat.sent]
    assert Counter(one.to for one in sent if one.to in LINKED) == Counter(dict.fromkeys(LINKED, 1))
