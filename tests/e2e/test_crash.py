"""A real process is killed with SIGKILL again and again: nothing is lost, no receipt was false, nothing happens twice.

Each life is a scripted one on the demo's production, through the desks; its driver writes down every receipt that it
was shown before anything else happens. After a kill another process takes up the same folder.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest

from bot.lines import agenda_kinds as kinds
from tests.e2e.crash_check import Planned, log_of, messages_of
from tests.e2e.crash_driver import ENDED
from tests.e2e.crash_lives import KILLED, Driver, Life, at_each_step, begun, driver, stumble, walk
from tests.e2e.crash_set import due_of_lines

T = TypeVar("T")

RANDOM_KILLS = 200
A_DAY = 24 * 60


@pytest.fixture(scope="module")
def room() -> Iterator[Path]:
    """Give a folder, in memory where there is room: a kill takes nothing from a disk that a disk would keep."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2**31
    with tempfile.TemporaryDirectory(dir=memory if roomy else None) as name:
        yield Path(name)


@pytest.fixture(scope="module")
def drivers() -> Iterator[tuple[Driver, Driver]]:
    """Give two drivers, one for each core of a small machine."""
    with ExitStack() as stack:
        yield stack.enter_context(driver()), stack.enter_context(driver())


@pytest.fixture(scope="module")
def template(room: Path, drivers: tuple[Driver, Driver]) -> Path:
    """Give a folder in which the production was founded."""
    assert drivers[0].run(room / "template", act="found") == ENDED
    return room / "template"


@pytest.fixture
def fresh(room: Path, template: Path, drivers: tuple[Driver, Driver]) -> Iterator[Callable[..., Life]]:
    """Give a way to begin a life."""
    names = count()

    def begin(number: int = 0, **job: object) -> Life:
        return begun(drivers[number % 2], template, room / f"life-{next(names)}", **job)

    yield begin
    for folder in room.glob("life-*"):
        shutil.rmtree(folder)


def both(first: Callable[[], T], second: Callable[[], T]) -> tuple[T, T]:
    """Do two things at once."""
    with ThreadPoolExecutor(2) as threads:
        one, other = threads.submit(first), threads.submit(second)
        return one.result(), other.result()


def test_killed_before_and_after_each_durable_step_nothing_is_lost(
    room: Path, template: Path, drivers: tuple[Driver, Driver]
) -> None:
    def lives(number: int, when: str) -> list[Life]:
        return list(at_each_step(drivers[number], template, room / "steps", when, script="short"))

    before, after = both(partial(lives, 0, "before"), partial(lives, 1, "after"))
    assert [life.found for life in (*before, *after) if life.found] == []
    assert all(life.receipts == 6 for life in (*before, *after))
    fell = Counter[str]()
    for life in (*before, *after):
        fell += life.kills
    assert min(len(before), len(after)) > 40
    steps = ("make", "write", "send", "edit", "told", "_bury", "_sweep")
    assert {f"{when} {step}" for when in ("before", "after") for step in steps} <= set(fell)


def test_killed_at_each_step_of_the_way_every_end_holds(fresh: Callable[..., Life]) -> None:
    ends, urgent = fresh(0, script="ends"), fresh(1, script="urgent")
    both(partial(walk, ends), partial(walk, urgent))
    found = both(ends.check, urgent.check)
    assert found == ([], [])
    assert (ends.kills + urgent.kills).total() > 100
    assert ends.receipts + urgent.receipts > 20


def test_killed_200_times_at_random_instants_nothing_is_lost(fresh: Callable[..., Life]) -> None:
    def lives(number: int) -> list[Life]:
        lived: list[Life] = []
        while sum(life.kills.total() for life in lived) < RANDOM_KILLS / 2 and not any(life.found for life in lived):
            life = fresh(number, script="whole", seed=10 * len(lived) + number)
            stumble(life, 10 * len(lived) + number)
            life.check()
            lived.append(life)
        return lived

    first, second = both(partial(lives, 0), partial(lives, 1))
    assert [life.found for life in (*first, *second) if life.found] == []
    assert sum(life.kills.total() for life in (*first, *second)) >= RANDOM_KILLS
    assert all(life.receipts > 30 for life in (*first, *second))


def test_killed_at_each_step_of_a_ladder_that_nobody_answers_each_is_climbed_once(fresh: Callable[..., Life]) -> None:
    today, now = fresh(0, script="unanswered"), fresh(1, script="rung")
    both(partial(walk, today), partial(walk, now))
    assert both(today.check, now.check) == ([], [])
    assert min(today.kills.total(), now.kills.total()) > 40


# --- Controls: each wrong order is caught -------------------------------------------------------------------------

BAD_MOMENTS = {
    "receipt_first": (1, "after", "told"),
    "done_first": (1, "before", "send"),
    "no_delivery_id": (1, "after", "send"),
}


@pytest.mark.parametrize("wrong", BAD_MOMENTS)
def test_control_a_wrong_order_is_caught(wrong: str, fresh: Callable[..., Life]) -> None:
    right = fresh(script="short")
    assert right.go_on(kill=BAD_MOMENTS[wrong]) == KILLED
    assert right.check() == []
    caught = fresh(script="short", wrong=wrong)
    assert caught.go_on(kill=BAD_MOMENTS[wrong]) == KILLED
    assert caught.check() != []


def test_control_a_message_that_is_gone_or_doubled_is_caught(fresh: Callable[..., Life]) -> None:
    for number, sql in enumerate(("DELETE FROM message WHERE number = 1", _TWICE)):
        life = fresh(number, script="short")
        assert life.go_on() == ENDED
        _execute(life.folder / "set.sqlite3", sql)
        assert life.check() != []


_TWICE = "INSERT INTO message SELECT 99, 'again', place, 'again', at, card FROM message WHERE number = 1"


def _execute(file: Path, sql: str) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute(sql)
    connection.close()


# --- After a restart ------------------------------------------------------------------------------------------------


def posted(folder: Path) -> list[Planned]:
    """The cards in the order in which they were posted."""
    planned = {one.delivery: one for one in log_of(folder) if one.kind == kinds.CARD}
    return [planned[delivery] for _, delivery in messages_of(folder) if delivery in planned]


def leaves_in_order(life: Life) -> bool:
    """Kill it when twelve lines wait, start again a day later, and see if their cards went by their due times."""
    assert life.go_on(kill=(24, "after", "told")) == KILLED
    assert life.go_on(act="settle", later=A_DAY) == ENDED, life.found
    due, cards = due_of_lines(life.folder), posted(life.folder)
    assert len(cards) == 12
    return [one.subject for one in cards] == sorted((one.subject for one in cards), key=lambda line: due[line])


def test_what_is_overdue_leaves_after_a_restart_in_shuffled_order(fresh: Callable[..., Life]) -> None:
    assert not leaves_in_order(fresh(script="many"))


def test_control_an_order_that_tells_is_seen(fresh: Callable[..., Life]) -> None:
    assert leaves_in_order(fresh(script="many", wrong="in_order"))


def missing(life: Life) -> int:
    """How many messages that were due have not been sent."""
    sent = {delivery for _, delivery in messages_of(life.folder)}
    return sum(one.kind in {kinds.CARD, kinds.ASK} and one.delivery not in sent for one in log_of(life.folder))


def test_what_a_dead_process_held_comes_back_after_its_lease(fresh: Callable[..., Life]) -> None:
    life = fresh(script="short")
    assert life.go_on(kill=(1, "before", "send")) == KILLED
    assert life.go_on(act="settle") == ENDED, life.found
    assert missing(life) > 0
    assert life.go_on(act="settle", later=1) == ENDED, life.found
    assert missing(life) == 0


def test_control_what_is_held_for_good_never_comes(fresh: Callable[..., Life]) -> None:
    life = fresh(script="short", wrong="no_lease_end")
    assert life.go_on(kill=(1, "before", "send")) == KILLED
    assert life.go_on(act="settle", later=1) == ENDED, life.found
    assert missing(life) > 0
