"""The driver's other end: lives in folders of their own, killed by number or at random instants, then checked."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.e2e import crash_journal
from tests.e2e.crash_driver import ENDED

ROOT: Final = Path(__file__).parents[2]
KILLED: Final = -signal.SIGKILL
_SECONDS: Final = 0.2
_LONGER: Final = 1.1


class Driver:
    """A process that forks lives."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, folder: Path, **job: Any) -> int:
        """Let a child live in this folder; how it ended."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"folder": str(folder)} | job) + "\n")
        self._process.stdin.flush()
        return int(json.loads(self._process.stdout.readline()))


@contextmanager
def driver() -> Iterator[Driver]:
    """Start a driver; it ends when its input does."""
    command = [sys.executable, "-m", "tests.e2e.crash_driver"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Driver(process)


@dataclass(slots=True)
class Life:
    """One life in one folder; `kills` counts by what the knife fell at."""

    driver: Driver
    folder: Path
    job: dict[str, Any]
    kills: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)

    @property
    def receipts(self) -> int:
        """How many answers it was shown."""
        return len(crash_journal.read(self.folder / "journal").told)

    def go_on(self, **more: Any) -> int:
        """One process more."""
        code = self.driver.run(self.folder, **self.job | more)
        if code not in (ENDED, KILLED):
            self.found += (self.folder / "found").read_text().splitlines() or ["it ended by itself"]
        if code == KILLED:
            self.kills[self._fell(**more)] += 1
        return code

    def _fell(self, kill: tuple[int, str, str] | None = None, **_more: Any) -> str:
        return f"{kill[1]} {(self.folder / 'knife').read_text()}" if kill else "at random"

    def check(self) -> list[str]:
        """Let everything due happen and compare with the journal."""
        if not self.found:
            self.go_on(act="rest", wrong="")
        return self.found


def begun(driver: Driver, template: Path, folder: Path, **job: Any) -> Life:
    """A life in a fresh copy of the founded production."""
    return Life(driver, Path(shutil.copytree(template, folder)), job)


def at_each_step(driver: Driver, template: Path, folder: Path, when: str, **job: Any) -> Iterator[Life]:
    """As many lives as there are durable steps: the first is killed at the first one, the second at the second ..."""
    number, ended = 0, False
    while not ended:
        number += 1
        life = begun(driver, template, folder / f"{when}-{number}", **job)
        ended = life.go_on(kill=(number, when, "")) != KILLED
        life.check()
        yield life


def walk(life: Life) -> None:
    """Kill it before and after each durable step on its way, and go on each time, until it has ended.

    Each process does some things again (keys, claims, the gesture without an answer); so the number of the step grows
    until one more receipt was shown, and then begins anew.
    """
    number = 1
    while not life.found:
        receipts = life.receipts
        for when in ("before", "after"):
            if life.go_on(kill=(number, when, "")) != KILLED:
                return
        number = 1 if life.receipts > receipts else number + 1


def stumble(life: Life, seed: int) -> None:
    """Kill it at random instants, and go on each time, until it has ended.

    Where no receipt was shown in a while, the next process may live a little longer: a slow machine gets on as well.
    """
    chance, longest, receipts = random.Random(seed), _SECONDS, 0  # noqa: S311 - no secret
    while not life.found and life.go_on(after=chance.uniform(0.01, longest)) == KILLED:
        longest = longest * _LONGER if life.receipts == receipts else _SECONDS
        receipts = life.receipts
