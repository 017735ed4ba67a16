"""How much is measured, and what a row of the table says."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amount:
    """How many of everything; times are medians of `rounds` rounds, each with a bare commit of its own."""

    rounds: int
    bare: int
    singles: int
    together: int
    looks: int
    pending: tuple[int, ...]
    due: int
    burst: int


FULL = Amount(5, 60, 40, 256, 40, (1_000, 100_000, 1_000_000), 1_000, 10_000)
QUICK = Amount(1, 5, 2, 64, 2, (50, 100, 200), 20, 400)


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what was done, how long it took, against what, the target, and whether it is met (None: no target)."""

    what: str
    took: str
    against: str = ""
    target: str = ""
    met: bool | None = None


def median(values: Iterable[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def middle(rounds: Iterable[tuple[float, int]]) -> tuple[float, float]:
    """The middle one of the seconds, and that of the bytes."""
    seconds, sizes = zip(*rounds, strict=True)
    return median(seconds), median(sizes)


def p99(values: Iterable[float]) -> float:
    """What 99 of 100 stay under."""
    return statistics.quantiles(values, n=100, method="inclusive")[98]


def ms(seconds: float) -> str:
    """So many milliseconds."""
    return f"{seconds * 1000:.2f} ms"
