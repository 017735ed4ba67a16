"""Cover: on a closed set nothing but `now` reaches a reader; the others are asked at once, and the person reads it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from adapters.interface import Pressed
from adapters.surfaces import Choice, Form, Page
from bot.desks.reader_rota_pages import full_hours
from bot.lines import agenda_kinds as kinds
from bot.rota.cover import Covering
from escalation.concern import State
from escalation.roster import Cover
from storage import agenda, ledger, people
from storage.agenda import Entry
from storage.concerns import Concern
from tests.bot.stage import Stage, account, actions, change_person, fixed_id, staged, words_in

OPEN_END = "open"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Give an open stage."""
    async with staged(tmp_path) as open_stage:
        yield open_stage


async def cover_of(stage: Stage, user: str) -> Cover | None:
    """A reader's cover as the roster has it."""
    known = await stage.store.read(lambda tx: people.read(tx, stage.house.production))
    person = known.by_id(fixed_id(user))
    assert person
    assert person.reading
    return person.reading.cover


async def guess(stage: Stage, user: str) -> None:
    """Two rings went unanswered."""
    await set_cover(stage, user, Cover(fixed_id(user), None, guessed=True))


async def set_cover(stage: Stage, user: str, cover: Cover) -> None:
    """Set a cover as it is kept."""
    known = await stage.store.read(lambda tx: people.read(tx, stage.house.production))
    person = known.by_id(fixed_id(user))
    assert person
    assert person.reading
    await change_person(stage, user, reading=replace(person.reading, cover=cover))


async def go_in(stage: Stage, user: str, until: str = "") -> Page | Form:
    """From the desk: [On a closed set], then the form as it stands."""
    form = await stage.press(user, "r-cover")
    assert isinstance(form, Form)
    (field,) = form.fields
    assert isinstance(field, Choice)
    return await stage.send(user, form, until=until or field.chosen)


async def test_two_touches_go_in_and_one_comes_out(stage: Stage) -> None:
    desk = await stage.press("wren", "r-desk")
    assert "r-cover" in actions(desk)
    inside = await go_in(stage, "wren")
    assert "until 11:00" in words_in(inside)
    assert "r-out" in actions(inside)
    assert await cover_of(stage, "wren") == Cover(fixed_id("wren"), datetime(2026, 3, 12, 10, tzinfo=UTC))
    out = await stage.press("wren", "r-out")
    assert "r-cover" in actions(out)
    assert await cover_of(stage, "wren") is None
    await stage.press("wren", "r-out")


async def test_the_next_reader_is_asked_at_once_and_the_person_reads_it(stage: Stage) -> None:
    mine = await stage.raised()
    await stage.settle()
    await go_in(stage, "wren", OPEN_END)
    await stage.settle()
    record = await stage.record(mine)
    assert [(one.code, one.reader) for one in record][-3:] == [
        ("skipped_covered", fixed_id("wren")),
        ("asked", fixed_id("ode")),
        ("reader_asked", fixed_id("ode")),
    ]


async def test_a_deadline_behind_the_end_of_cover_waits_for_it(stage: Stage) -> None:
    mine = await stage.raised(urgency="soon")
    before = await stage.codes(mine)
    await go_in(stage, "wren")
    await stage.settle()
    assert await stage.codes(mine) == before


async def test_now_reaches_a_covered_reader(stage: Stage) -> None:
    await go_in(stage, "wren", OPEN_END)
    mine = await stage.saved(urgency="now")
    entries = await _due(stage, mine.access.concern)
    await stage.carrying.look(next(one for one in entries if one.kind == kinds.LADDER))
    asked = [one.step for one in await _due(stage, mine.access.concern) if one.kind == kinds.ASK]
    assert sorted(asked) == [0, 1, 2]


async def _due(stage: Stage, subject: bytes) -> tuple[Entry, ...]:
    return await stage.store.read(lambda tx: agenda.of(tx, subject))


async def test_a_line_that_has_not_left_leaves_no_earlier(stage: Stage) -> None:
    mine = await stage.saved()
    before = await _due(stage, mine.access.concern)
    await go_in(stage, "wren", OPEN_END)
    await stage.settle()
    assert await _due(stage, mine.access.concern) == before
    assert (await stage.concern(mine)).line.state is State.saved


async def test_lines_of_others_are_left_alone(stage: Stage) -> None:
    mine = await stage.raised(leave_out=("wren",))
    before = await stage.concern(mine)
    await go_in(stage, "wren", OPEN_END)
    await stage.settle()
    assert await stage.concern(mine) == before


async def test_two_unanswered_rings_count_as_covered_and_change_no_other_line(stage: Stage) -> None:
    other = await stage.raised()
    before = await stage.record(other)
    urgent = await stage.saved(urgency="now", by="bo")
    entry = await _rung_twice(stage, await stage.concern(urgent))
    await Covering(stage.house).guess(entry)
    assert await cover_of(stage, "wren") == Cover(fixed_id("wren"), None, guessed=True)
    await stage.settle()
    assert await stage.record(other) == before, "that would tell its person that somewhere a `now` rang"
    assert entry.id not in {one.id for one in await _due(stage, urgent.access.concern)}
    await Covering(stage.house).guess(entry)  # a second process, late


async def test_who_was_rung_once_is_not_thought_to_be_covered(stage: Stage) -> None:
    urgent = await stage.saved(urgency="now")
    await stage.settle()
    entry = await _planned(stage, await stage.concern(urgent))
    await Covering(stage.house).guess(entry)
    assert await cover_of(stage, "wren") is None


async def _rung_twice(stage: Stage, concern: Concern) -> Entry:
    await stage.settle()
    stage.clock.move(timedelta(minutes=3, seconds=1))
    await stage.settle()
    return await _planned(stage, concern)


async def _planned(stage: Stage, concern: Concern) -> Entry:
    row_id, now = b"g" * 16, stage.clock.now()
    await stage.store.write(lambda tx: kinds.plan(tx, stage.house.production, row_id, kinds.COVERED, concern.id, now))
    return next(one for one in await _due(stage, concern.id) if one.kind == kinds.COVERED)


async def test_what_somebody_said_stands_against_a_guess(stage: Stage) -> None:
    await go_in(stage, "wren")
    said = await cover_of(stage, "wren")
    urgent = await stage.saved(urgency="now")
    await Covering(stage.house).guess(await _rung_twice(stage, await stage.concern(urgent)))
    assert await cover_of(stage, "wren") == said


@pytest.mark.parametrize("action", ["r-desk", "r-search", "r-nonsense", "r-open", "r-here"])
async def test_any_press_ends_a_guess_and_writes_no_ledger(stage: Stage, action: str) -> None:
    await guess(stage, "wren")
    slots = await stage.store.read(lambda tx: ledger.slots(tx, stage.house.production))
    await stage.gesture("ode", Pressed(action))
    assert await cover_of(stage, "wren") is not None
    await stage.gesture("wren", Pressed(action))
    assert await cover_of(stage, "wren") is None
    assert await stage.store.read(lambda tx: ledger.slots(tx, stage.house.production)) == slots


async def test_a_press_ends_no_cover_that_was_said(stage: Stage) -> None:
    await go_in(stage, "wren", OPEN_END)
    await stage.press("wren", "r-desk")
    assert await cover_of(stage, "wren") == Cover(fixed_id("wren"))


async def test_a_guess_ends_before_the_act_is_done(stage: Stage) -> None:
    """Story 15: whoever comes back and takes it isn't passed over on other lines."""
    mine = await stage.raised()
    await guess(stage, "wren")
    await stage.taken("wren", mine)
    assert await cover_of(stage, "wren") is None
    assert (await stage.concern(mine)).line.taken_by == fixed_id("wren")


@pytest.mark.parametrize("until", ["1", "", "x", "9" * 11, "-5"])
async def test_a_time_that_is_none_is_asked_again(stage: Stage, until: str) -> None:
    form = await stage.press("wren", "r-cover")
    again = await stage.send("wren", form, until=until)
    assert isinstance(again, Form)
    assert again.problem
    assert await cover_of(stage, "wren") is None


async def test_nobody_else_can_be_on_a_closed_set(stage: Stage) -> None:
    form = await stage.press("wren", "r-cover")
    for who in ("noor", "ada", "nobody"):
        assert not actions(await stage.press(who, "r-cover"))
        assert not actions(await stage.send(who, form, until=OPEN_END))
        assert not await Covering(stage.house).go_in(account(who), None)


@pytest.mark.parametrize(
    ("hour", "minute", "count", "first"), [(10, 0, 12, 11), (10, 59, 12, 11), (21, 30, 3, 22), (23, 30, 1, 0)]
)
def test_the_full_hours_that_are_left_of_a_day(hour: int, minute: int, count: int, first: int) -> None:
    zone = ZoneInfo("Asia/Kathmandu")
    now = datetime(2026, 3, 12, hour, minute, 7, tzinfo=zone).astimezone(UTC)
    found = full_hours(now, zone)
    assert len(found) == count
    assert {at.astimezone(zone).minute for at in found} == {0}
    assert found[0].astimezone(zone).hour == first
    assert found[0] - now <= timedelta(hours=1)
