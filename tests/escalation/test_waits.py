"""Proves that every wait follows its declared law, and that the drawing can know nothing else."""

import inspect
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.concern import Urgency
from escalation.waits import (
    OUTSIDE_HOURS,
    Origin,
    after_wrap,
    answer_origin,
    concern_origin,
    effect_origin,
    longest,
    shortest,
    wait,
)

MINUTE = timedelta(minutes=1)
DRAWS, SEEDS = 10_000, range(10)
LIMIT = 1.95 / DRAWS**0.5
"""Kolmogorov and Smirnov: a true uniform law is further off than this once in a thousand samples."""
Left = timedelta | None
LAWS: list[tuple[Urgency, Origin, Left, int, float]] = [
    (Urgency.today, Origin.concern_in_hours, None, 0, 30),
    (Urgency.today, Origin.concern_outside_hours, None, 2, 10),
    (Urgency.soon, Origin.answer_in_hours, None, 0, 30),
    (Urgency.soon, Origin.answer_outside_hours, None, 2, 10),
    (Urgency.record, Origin.effect_in_hours, None, 0, 30),
    (Urgency.record, Origin.effect_outside_hours, None, 2, 10),
    (Urgency.today, Origin.check_in, None, 0, 5),
    (Urgency.today, Origin.concern_in_hours, 10 * MINUTE, 0, 30),
    (Urgency.before_scene, Origin.check_in, 900 * MINUTE, 0, 5),
    (Urgency.before_scene, Origin.check_in, 8 * MINUTE, 0, 2),
    (Urgency.before_scene, Origin.concern_in_hours, 80 * MINUTE, 0, 20),
    (Urgency.before_scene, Origin.concern_outside_hours, 80 * MINUTE, 0, 20),
    (Urgency.before_scene, Origin.answer_in_hours, 600 * MINUTE, 0, 30),
    (Urgency.before_scene, Origin.concern_in_hours, None, 0, 5),
]
NONE: list[tuple[Urgency, Origin, Left]] = [
    *((Urgency.now, origin, None) for origin in Origin),
    *((urgency, Origin.talk_now, None) for urgency in Urgency),
    (Urgency.before_scene, Origin.concern_in_hours, 60 * MINUTE),
    (Urgency.before_scene, Origin.answer_outside_hours, 5 * MINUTE),
    (Urgency.before_scene, Origin.effect_in_hours, -5 * MINUTE),
    (Urgency.before_scene, Origin.check_in, -5 * MINUTE),
]


def distance(waits: list[timedelta], least: timedelta, most: timedelta) -> float:
    """The greatest gap between the share of draws below a wait and what a uniform law says."""
    ordered = sorted((each - least) / (most - least) for each in waits)
    return max(max(abs((rank + 1) / len(ordered) - x), abs(rank / len(ordered) - x)) for rank, x in enumerate(ordered))


def worst(draw: Callable[[float], timedelta], least: timedelta, most: timedelta) -> float:
    """The greatest distance over ten fixed seeds."""
    found = []
    for seed in SEEDS:
        dice = random.Random(seed)  # noqa: S311 - a fixed seed on purpose
        found.append(distance([draw(dice.random()) for _ in range(DRAWS)], least, most))
    return max(found)


@pytest.mark.parametrize(("urgency", "origin", "left", "least", "most"), LAWS)
def test_a_wait_is_uniform_between_its_bounds(
    urgency: Urgency, origin: Origin, left: Left, least: float, most: float
) -> None:
    assert (shortest(urgency, origin, left), longest(urgency, origin, left)) == (least * MINUTE, most * MINUTE)
    assert worst(lambda roll: wait(urgency, origin, left, roll), least * MINUTE, most * MINUTE) < LIMIT


@pytest.mark.parametrize("power", [0.95, 1.05])
def test_control_a_law_bent_a_little_is_caught(power: float) -> None:
    def bent(roll: float) -> timedelta:
        return wait(Urgency.today, Origin.concern_in_hours, None, roll**power)

    assert worst(bent, 0 * MINUTE, 30 * MINUTE) > LIMIT


@pytest.mark.parametrize(("urgency", "origin", "left"), NONE)
def test_what_does_not_wait(urgency: Urgency, origin: Origin, left: Left) -> None:
    assert longest(urgency, origin, left) == timedelta(0)
    assert wait(urgency, origin, left, 0.999999) == timedelta(0)


def test_the_drawing_has_no_argument_but_these() -> None:
    assert list(inspect.signature(wait).parameters) == ["urgency", "origin", "left", "roll"]
    assert list(inspect.signature(longest).parameters) == ["urgency", "origin", "left"]


@pytest.mark.parametrize("roll", [-0.1, 1.0, 1.5, float("nan")])
def test_a_roll_outside_its_range_is_an_error(roll: float) -> None:
    with pytest.raises(ValueError, match="roll"):
        wait(Urgency.now, Origin.talk_now, None, roll)
    with pytest.raises(ValueError, match="roll"):
        after_wrap(datetime(2026, 11, 24, tzinfo=UTC), roll)


lefts = st.none() | st.integers(-600, 10_000).map(lambda minutes: minutes * MINUTE)


@given(st.sampled_from(Urgency), st.sampled_from(Origin), lefts, st.floats(0, 1, exclude_max=True))
def test_every_wait_lies_in_its_bounds_and_before_the_call(
    urgency: Urgency, origin: Origin, left: Left, roll: float
) -> None:
    drawn = wait(urgency, origin, left, roll)
    assert timedelta(0) <= shortest(urgency, origin, left) <= drawn <= longest(urgency, origin, left) <= 30 * MINUTE
    if urgency is Urgency.before_scene and left is not None:
        assert drawn <= max(left, timedelta(0)) / 4


def test_after_wrap_is_within_twenty_minutes() -> None:
    wrap = datetime(2026, 11, 24, 19, tzinfo=UTC)
    assert after_wrap(wrap, 0) == wrap
    assert after_wrap(wrap, 0.5) == wrap + 10 * MINUTE
    assert worst(lambda roll: after_wrap(wrap, roll) - wrap, 0 * MINUTE, 20 * MINUTE) < LIMIT


@pytest.mark.parametrize("name", [concern_origin, answer_origin, effect_origin])
def test_origins_are_named_by_the_hours(name: Callable[..., Origin]) -> None:
    assert name(in_hours=False) in OUTSIDE_HOURS
    assert name(in_hours=True) not in OUTSIDE_HOURS
