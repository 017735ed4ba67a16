"""How long things live: pure rules, day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.lines.lifetimes import Step, Times, draft_ends, erased_on, line_ends, step, way_ends
from escalation.concern import State, Urgency
from storage.lines import Line

SENT = date(2026, 3, 11)
ZONE = "Europe/Madrid"


def at(day: date, wraps: date | None = None, hour: int = 12) -> Times:
    """A moment of this day."""
    return Times(ZONE, wraps, datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def sent(**more: Any) -> Line:
    """A line that was sent on the eleventh; its end stands where it belongs unless something is said of it."""
    noon = datetime(2026, 3, 11, 12, tzinfo=UTC)
    line = Line("Quiet Heron", Urgency.today, State.released, "u", ("r",), noon, noon, noon)
    line = replace(line, **more)
    return line if "ends_at" in more else replace(line, ends_at=at(SENT).night(line_ends(line, at(SENT))))


def days(many: int) -> date:
    """So many days after it was sent."""
    return SENT + timedelta(days=many)


@pytest.mark.parametrize(
    ("wraps", "more", "ends"),
    [
        (None, {}, 90),
        (30, {}, 120),
        (-30, {}, 90),
        (30, {"closed_on": days(10)}, 100),
        (None, {"kept_until": days(170)}, 170),
        (100, {"kept_until": days(170)}, 190),
        (None, {"closed_on": days(10), "kept_until": days(170)}, 170),
    ],
)
def test_a_line_ends_90_days_after_the_last_of_its_days(wraps: int | None, more: dict[str, Any], ends: int) -> None:
    times = at(SENT, days(wraps) if wraps is not None else None)
    assert line_ends(sent(**more), times) == days(ends)


def test_a_way_ends_7_days_after_the_person_closed_and_never_else() -> None:
    assert way_ends(sent()) is None
    assert way_ends(sent(closed_on=days(10))) == days(17)
    assert way_ends(sent(closed_on=days(10), kept_until=days(100))) == days(100)
    assert way_ends(sent(closed_on=days(10), way_over=True)) is None


def test_a_draft_ends_a_week_after_wrap() -> None:
    assert draft_ends(at(SENT, days(30))) == days(37)
    assert draft_ends(at(SENT, days(-30))) == days(7)
    assert draft_ends(at(SENT)) == days(90)


def test_a_night_is_at_three_on_the_day_there_and_the_next_one_comes_after_now() -> None:
    assert at(SENT).night(SENT) == datetime(2026, 3, 11, 2, tzinfo=UTC)
    assert at(SENT).next_night() == datetime(2026, 3, 12, 2, tzinfo=UTC)
    assert at(SENT, hour=1).next_night() == datetime(2026, 3, 11, 2, tzinfo=UTC)
    assert at(date(2026, 3, 29), hour=0).next_night() == datetime(2026, 3, 29, 1, tzinfo=UTC)  # the clocks go forward


@pytest.mark.parametrize(
    ("today", "more", "does"),
    [
        (82, {}, None),
        (83, {}, Step.tell),
        (83, {"erased_on": days(90)}, None),
        (89, {"erased_on": days(90)}, None),
        (90, {"erased_on": days(90)}, Step.end),
        (200, {}, Step.tell),
        (16, {"closed_on": days(10)}, None),
        (17, {"closed_on": days(10)}, Step.end_way),
        (93, {"closed_on": days(10), "way_over": True}, Step.tell),
        (90, {"erased_on": days(90), "kept_until": days(179)}, Step.reckon),
        (5, {"ends_at": at(SENT).night(days(3))}, Step.reckon),
        (5, {"erased_on": days(5), "erase_asked": True}, Step.end),
        (4, {"erased_on": days(5), "erase_asked": True}, None),
    ],
)
def test_what_a_night_does(today: int, more: dict[str, Any], does: Step | None) -> None:
    line = sent(**more)
    if "ends_at" not in more and line.erased_on:
        line = replace(line, ends_at=at(SENT).night(line.erased_on))
    assert step(line, at(days(today))) is does


def test_nothing_ends_sooner_than_a_week_after_its_person_was_told() -> None:
    assert erased_on(sent(), at(days(83))) == days(90)
    assert erased_on(sent(), at(days(400))) == days(407)


def test_a_wrap_that_becomes_known_moves_the_end() -> None:
    line = sent()
    assert step(line, at(days(1))) is None
    assert step(line, at(days(1), wraps=days(20))) is Step.reckon
    assert step(replace(line, erased_on=days(90)), at(days(90), wraps=days(20))) is Step.reckon


def test_a_draft_ends_at_its_own_moment_and_nobody_is_told() -> None:
    ends = datetime(2026, 3, 12, 12, tzinfo=UTC)
    draft = sent(state=State.draft, ends_at=ends)
    assert step(draft, Times(ZONE, None, ends - timedelta(seconds=1))) is None
    assert step(draft, Times(ZONE, None, ends)) is Step.end
