"""`python -m bench` measures, and prints the table; `--quick` only shows that everything runs."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path
from time import perf_counter

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bench import discord, looks, raised, slack, start, timers
from bench.machine import facts
from bench.rounds import FULL, QUICK, Amount, Row
from bench.shares import PARTS

_VERDICTS = {None: "", True: "met", False: "NOT MET"}


def main() -> None:
    """Measure in a temporary folder, print, remove it."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small numbers: shows that it runs, measures nothing")
    parser.add_argument("--folder", type=Path, help="where the files are written (a folder on the disk to measure)")
    asked = parser.parse_args()
    amount, console = QUICK if asked.quick else FULL, Console(width=140, highlight=False)
    began = perf_counter()
    with tempfile.TemporaryDirectory(prefix="ghostlight-bench-", dir=asked.folder) as folder:
        asyncio.run(_run(Path(folder), amount, console))
    took = perf_counter() - began
    console.print(f"{took:.0f} s; medians of {amount.rounds} rounds, each beside its own bare commits")


async def _run(folder: Path, amount: Amount, console: Console) -> None:
    for name, fact in facts(folder).items():
        console.print(f"{name + ':':13} {fact}")
    found = await raised.measured(folder / "raised", amount)
    looked = await looks.measured(folder / "looks", amount)
    rung = await timers.measured(folder / "timers", amount)
    started = await asyncio.to_thread(start.measured, folder / "start", amount)
    on_slack = await slack.measured(folder / "slack", amount)
    on_discord = await discord.measured(folder / "discord", amount)
    due, platforms = timers.rows(rung, amount), (*slack.rows(on_slack), *discord.rows(on_discord))
    console.print(_table([*raised.rows(found), *looks.rows(looked, amount), *due, *start.rows(started), *platforms]))
    console.print(_shares(await _parts(folder / "shares", amount)))


def _table(rows: list[Row]) -> Table:
    table = Table(title="Ghostlight, SQLite, one process", box=SIMPLE_HEAD)
    for name in ("what", "took", "against", "target", ""):
        table.add_column(name, no_wrap=True)
    for row in rows:
        table.add_row(row.what, row.took, row.against, row.target, _VERDICTS[row.met])
    return table


async def _parts(folder: Path, amount: Amount) -> dict[str, dict[str, float]]:
    """Seconds by part; what is watched runs slower, so only the shares are to be believed."""
    (one, two), (least, *_, most) = raised.WAYS, amount.pending
    return {
        "concern:\none caller": await raised.shared(folder, one, 1, amount),
        "draft, sent:\none caller": await raised.shared(folder, two, 1, amount),
        "concern:\n64 callers": await raised.shared(folder, one, 64, amount),
        f"{amount.due:,} due\nof {least:,}": await looks.shared(folder, least, amount.due),
        f"{amount.due:,} due\nof {most:,}": await looks.shared(folder, most, amount.due),
        f"{amount.burst:,}\ndue": await looks.shared(folder, least, amount.burst),
    }


def _shares(columns: dict[str, dict[str, float]]) -> Table:
    title = "Share by part (and µs a concern, or an entry, while being watched)"
    table = Table("where the time goes", title=title, box=SIMPLE_HEAD)
    for name in columns:
        table.add_column(name, justify="right")
    for part in PARTS:
        table.add_row(part, *(_share(column, part) for column in columns.values()))
    table.add_row("all", *(f"{sum(column.values()) * 1e6:,.0f} µs" for column in columns.values()), end_section=True)
    return table


def _share(column: dict[str, float], part: str) -> str:
    seconds = column.get(part, 0.0)
    return f"{seconds / sum(column.values()):.0%}  {seconds * 1e6:6,.0f}"


if __name__ == "__main__":
    main()
