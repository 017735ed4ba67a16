"""A process that forks nights: each child opens a set at the moment of an end and is killed at a numbered step.

A job a line: the folder, the moment, and where the knife falls: at which step (0: none) of which kind, on which side.
The answer is the child's end. A durable step is a transaction that changes something, keys made or destroyed, a
message deleted.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from tests.e2e.crash_knife import Knife
from tests.e2e.crash_set import Scene
from tests.privacy.set import Dice, SetClock, platforms, reopened


class _Scene:
    """As much of a scene as a knife stands at."""

    def __init__(self, store: Any, local: Any) -> None:
        self.store = store
        self.local = local


async def night(job: dict[str, Any]) -> None:
    """Open the set at this moment, with a knife in it, and let everything happen that is due."""
    folder, clock = Path(job["folder"]), SetClock(datetime.fromisoformat(job["moment"]))
    there = platforms()
    on = await reopened(folder, clock, Dice(job["number"]), there)
    kill = (job["number"], job["when"], job["kind"]) if job["number"] else None
    Knife(kill, folder / "knife").whet(cast(Scene, _Scene(on.store, on.platform)))
    await on.settle()
    assert on.faults == []
    await on.running.close()


def run(job: dict[str, Any]) -> int:
    """Fork the child; how it ended: 0, 1, or minus the signal."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    code = 1
    try:
        asyncio.run(night(job))
        code = 0
    except BaseException:  # noqa: BLE001 - a child that fails says so and ends: it must not go on as a second parent
        traceback.print_exc()
    finally:
        os._exit(code)


def main() -> None:
    """Run a job a line until the input ends."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
