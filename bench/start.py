"""From nothing to ready, and memory at rest: the demo's process against one that only imports the same libraries.

Run as a module it is one of the two processes: `python -m bench.start ready FOLDER` or `... libraries [MORE ...]`.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.rounds import Amount, Row, middle

LIBRARIES: Final = (
    "aiohttp.web",
    "alembic.command",
    "apscheduler.schedulers.asyncio",
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.kdf.argon2",
    "fluent.runtime",
    "mnemonic",
    "pydantic",
    "rich.console",
    "sqlalchemy",
    "typer",
)
MOST: Final = 1.5
PAGE: Final = os.sysconf("SC_PAGE_SIZE")


@dataclass(slots=True)
class Found:
    """Seconds and bytes of each round, of both processes."""

    ready: list[tuple[float, int]] = field(default_factory=list)
    bare: list[tuple[float, int]] = field(default_factory=list)


def measured(folder: Path, amount: Amount) -> Found:
    """Start both in turns; the first start, which founds the production, isn't counted."""
    found = Found()
    started("ready", str(folder))
    for _ in range(amount.rounds):
        found.bare.append(started("libraries"))
        found.ready.append(started("ready", str(folder)))
    return found


def rows(found: Found) -> list[Row]:
    """What the table says of it."""
    (seconds, size), (bare_seconds, bare_size) = middle(found.ready), middle(found.bare)
    against = "{:.2f}x that of importing its libraries"
    slower, larger = seconds / bare_seconds, size / bare_size
    return [
        Row("from nothing to ready", f"{seconds:.2f} s", against.format(slower), "<= 1.5x", slower <= MOST),
        Row("memory at rest", f"{size / 2**20:.0f} MiB", against.format(larger), "<= 1.5x", larger <= MOST),
    ]


def started(*what: str) -> tuple[float, int]:
    """Seconds from its start until the process says that it is ready, and what it holds in memory then."""
    began = perf_counter()
    command = [sys.executable, "-m", "bench.start", *what]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as process:  # noqa: S603 - ourselves
        assert process.stdout
        told = process.stdout.readline()
        took = perf_counter() - began
        process.communicate("")
    return took, int(told)


def resident() -> int:
    """The bytes that this process holds."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE


async def _ready(folder: Path) -> None:
    from bot.demo import open_demo  # noqa: PLC0415 - the other process must not load it

    running, local = await open_demo(folder, 0)
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(running.serve())
        await local.ready()
        await running.alarm.settle()
        print(resident(), flush=True)
        await asyncio.to_thread(sys.stdin.read)
        serving.cancel()


def main() -> None:
    """Be one of the two processes: say how much memory is held once ready, and end with the input."""
    if sys.argv[1] == "ready":
        asyncio.run(_ready(Path(sys.argv[2])))
        return
    for name in (*LIBRARIES, *sys.argv[2:]):
        importlib.import_module(name)
    print(resident(), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
