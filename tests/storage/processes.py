"""The driver's other end: starts lives in processes of their own and reads what they were told before they died."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.storage.homes import Home

ROOT = Path(__file__).parents[2]


class Driver:
    """A process that forks lives."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, home: Home, production: bytes, script: str, journal: Path, **more: Any) -> list[int]:
        """Let one or more children live a script; how each ended: 0, or minus the signal that ended it."""
        roots = [one.hex() for one in home.secrets]
        job = {"data": home.where.data, "keys": home.where.keys, "roots": roots, "production": production.hex()}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(job | {"script": script, "journal": str(journal)} | more) + "\n")
        self._process.stdin.flush()
        return [int(code) for code in json.loads(self._process.stdout.readline())]


@contextmanager
def driver() -> Iterator[Driver]:
    """Start a driver; it ends when its input does."""
    command = [sys.executable, "-m", "tests.storage.driver"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Driver(process)


@dataclass(frozen=True, slots=True)
class Told:
    """What a journal says: what was intended, what was answered, what was claimed, and how many steps it took."""

    intended: dict[str, set[bytes]]
    done: dict[str, set[bytes]]
    claimed: list[bytes]
    steps: int

    @property
    def must(self) -> set[bytes]:
        """Handles whose way back has to be there."""
        return self.done["add"] - self.intended["remove"]

    @property
    def may(self) -> set[bytes]:
        """Handles whose way back can be there."""
        return self.intended["add"] - self.done["remove"]


def told(*journals: Path) -> Told:
    """Read journals."""
    found = Told({"add": set(), "remove": set()}, {"add": set(), "remove": set()}, [], 0)
    steps = 0
    for line in (line.split() for journal in journals for line in journal.read_text().splitlines()):
        match line:
            case ["intend", what, handle]:
                found.intended[what].add(bytes.fromhex(handle))
            case ["done", what, handle]:
                found.done[what].add(bytes.fromhex(handle))
            case ["claimed", one]:
                found.claimed.append(bytes.fromhex(one))
            case ["end", count]:
                steps = int(count)
    return Told(found.intended, found.done, found.claimed, steps)
