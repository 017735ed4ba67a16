"""The bench runs and prints each of its rows; nothing is timed here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROWS = (
    "bare commit",
    "concern, in one transaction: 1 caller",
    "concern, draft, then sent: 1 caller",
    "ledger page alone: 1 caller",
    "concern, in one transaction: 32 callers",
    "concern, in one transaction: 64 callers",
    "concern, draft, then sent: 32 callers",
    "concern, draft, then sent: 64 callers",
    "look, nothing due of 50 pending",
    "look, nothing due of 200 pending",
    "look, 20 due of 50 pending",
    "look, 20 due of 200 pending",
    "400 due in one second: all claimed",
    "longest stall of the loop meanwhile",
    "20 ladders due in one second",
    "from nothing to ready",
    "memory at rest",
    "64 send the first screen at once",
    "64 send the second at once",
    "64 send a now at once",
    "one sends the first screen alone",
    "one opens the first screen, until shown",
    "run on Slack: to connected",
    "run on Slack: memory",
    "Discord: a command, until the form is up",
    "Discord: a first screen, until answered",
    "run on Discord: to ready",
    "run on Discord: of it, once greeted",
    "run on Discord: memory",
    "where the time goes",
    "commit",
    "threads, loop, spares",
)
FACTS = ("processor:", "cores:", "python:", "sqlite:", "file system:")


def test_the_bench_runs_and_prints_each_row(tmp_path: Path) -> None:
    bench = [sys.executable, "-m", "bench", "--quick", "--folder", str(tmp_path)]
    told = subprocess.run(bench, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1])
    assert told.returncode == 0, told.stderr
    assert [wanted for wanted in FACTS + ROWS if wanted not in told.stdout] == []
    assert list(tmp_path.iterdir()) == []
