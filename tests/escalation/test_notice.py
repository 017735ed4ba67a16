"""Proves the 48 hours: measured from the tick, for each person, by the schedule alone."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalation.notice import NEEDED, Why, raised, short
from escalation.occasions import Flag, Occasion, State
from escalation.rescheduling import moved, revised
from tests.escalation.shooting import DAY, HOUR, MINUTE, ON, called, first, scene, utc

BED = scene(Flag.simulated_sex)
CALL = utc("2026-11-26 10:00")
TICKED = CALL - 62 * HOUR


def whys(occasion: Occasion, ticks: tuple[object, ...], now: object) -> dict[str, Why]:
    return {one.cast_id: one.why for one in short(first(occasion), ticks, now)}  # type: ignore[arg-type] # instants


@pytest.mark.parametrize("left", [49, 47, 1])
def test_ticked_in_time_it_is_kept_however_near_the_call_comes(left: int) -> None:
    assert whys(BED, (TICKED,), CALL - left * HOUR) == {}


def test_never_ticked_it_breaks_at_the_line_and_not_before() -> None:
    assert whys(BED, (), CALL - NEEDED) == {}
    assert whys(BED, (), CALL - NEEDED + MINUTE) == dict.fromkeys(("1", "3", "3X"), Why.never_ticked)
    assert whys(BED, (), CALL) == {}


def test_ticked_late_it_is_broken_by_as_much() -> None:
    found = short(first(BED), (CALL - 40 * HOUR,), CALL - 39 * HOUR)
    assert {(one.why, one.given, one.left) for one in found} == {(Why.ticked_late, 40 * HOUR, 39 * HOUR)}


@pytest.mark.parametrize(("pull", "broken"), [(1, False), (14, False), (15, True)])
def test_a_small_pull_raises_nothing(pull: int, broken: bool) -> None:
    """Ticked 62 hours before: a pull by up to 14 leaves 48."""
    calls = tuple(replace(one, at=time(23)) for one in BED.calls)
    late = replace(BED, calls=calls)
    ticked = utc("2026-11-26 22:00") - 62 * HOUR
    pulled = replace(late, calls=tuple(replace(one, at=time(23 - pull)) for one in calls))
    assert bool(whys(pulled, (ticked,), ticked + HOUR)) is broken
    assert whys(late, (ticked,), ticked + HOUR) == {}


def test_a_double_added_seventeen_hours_before_breaks_it_for_her_alone() -> None:
    now = CALL - 17 * HOUR
    two = scene(Flag.simulated_sex, calls=called("1", "3"))
    after = revised(two, BED, now)
    found = short(first(after), (TICKED,), now)
    assert [(one.cast_id, one.why, one.left, one.given, one.since) for one in found] == [
        ("3X", Why.person_added, 17 * HOUR, None, now)
    ]
    assert raised(short(first(two), (TICKED,), now), found) == found
    assert raised(found, found) == ()


def test_a_kiss_that_becomes_a_bed_scene_breaks_it_for_all() -> None:
    now = CALL - 3 * HOUR
    assert whys(scene(Flag.kiss), (), now) == {}
    after = revised(scene(Flag.kiss), BED, now)
    assert whys(after, (TICKED,), now) == dict.fromkeys(("1", "3", "3X"), Why.flag_added)


def test_a_move_to_an_earlier_day_says_so() -> None:
    late = replace(BED, day=ON + 3 * DAY)
    now = CALL - 30 * HOUR
    assert whys(moved(late, ON, now), (now - HOUR,), now) == dict.fromkeys(("1", "3", "3X"), Why.moved)
    assert whys(moved(late, ON, now), (now - 40 * HOUR,), now) == {}


@pytest.mark.parametrize(
    "occasion",
    [
        scene(Flag.kiss),
        scene(Flag.stunt),
        scene(Flag.simulated_sex, calls=called("dop", "mum")),
        scene(Flag.simulated_sex, state=State.cancelled),
        scene(Flag.simulated_sex, state=State.wrapped),
        scene(Flag.simulated_sex, Flag.minor),
        scene(Flag.simulated_sex, day=ON),
    ],
)
def test_only_the_cast_of_what_is_intimate_and_to_come_has_notice(occasion: Occasion) -> None:
    expected = {"1", "3", "3X"} if occasion == BED else set()
    assert set(whys(occasion, (), CALL - HOUR)) == expected


def test_standby_has_notice_too() -> None:
    assert set(whys(replace(BED, standby=True), (), CALL - HOUR)) == {"1", "3", "3X"}


@settings(max_examples=100)
@given(st.lists(st.integers(-120, 120), max_size=3), st.none() | st.integers(-120, 120), st.integers(-120, -1))
def test_notice_by_the_letter(ticks: list[int], added: int | None, now: int) -> None:
    """Hours before and after the call: the slow reading of the rule."""
    one = replace(BED.calls[0], added=None if added is None else CALL + added * HOUR)
    past = [tick for tick in ticks if tick <= now and (added is None or added <= now)]
    counts = [tick for tick in past if added is None or tick >= added]
    broken = min(counts) > -48 if counts else now > -48
    found = short(first(replace(BED, calls=(one,))), [CALL + tick * HOUR for tick in past], CALL + now * HOUR)
    assert bool(found) is broken
