"""`ghostlight schedule ...`: what a file would change, the change itself, and the way back while nothing was sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Final, TypeVar

import typer
from rich.status import Status

from bot.checkins.keeping import AlreadySent, NothingToUndo
from bot.checkins.service import Schedules
from bot.clock import SystemClock
from bot.entropy import SystemEntropy
from bot.house import House
from bot.operator import applying, running, showing
from bot.operator.showing import FAULT, plain, stop
from bot.schedules import reading, telling
from bot.schedules.consequences import DryRun
from bot.schedules.shape import Faulty, Read
from bot.settings import Settings
from bot.text.catalog import speaker
from storage.errors import Stale
from storage.keys import Production
from storage.spares import Spares
from storage.store import Store

schedule = typer.Typer(no_args_is_help=True, help="The schedule: a file of scenes, read, compared and applied.")
Which = Annotated[str, typer.Option("--production", help="Which production, where there are several.")]
T = TypeVar("T")
_EVERY: Final = 500
"""Rows between two progress lines."""
_SAY: Final = speaker("en")


class _Unknown(Exception):
    """No production has this name, or there are several and none was named."""

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self.names = names


@schedule.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="XLSX, CSV or TSV, with a row of headings such as Scene, Date, Cast.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would change.")] = False,
    name: Which = "",
) -> None:
    """Say what a file changes in the schedule, and change it. Moves count at once, flags wait for a person."""
    settings = showing.usable_settings(with_roots=True)
    with showing.storage_faults(), showing.working(f"Reading {file.name}") as status:
        read, run = _carried_out(settings, name, lambda one: _import(one, file, status, applies=not dry_run))
    showing.lines(telling.faults(read.faults, _SAY))
    if read.left_out:
        plain(f"Left out because of a fault: {len(read.left_out)} of the file's scenes. Mend them and import it again.")
    showing.lines(telling.consequences(run, _SAY))
    if dry_run:
        plain("This was a dry run: nothing was changed.")
    elif run.changed:
        plain("The schedule is changed. While nothing was sent: ghostlight schedule undo")
    if read.faults:
        raise typer.Exit(FAULT)


@schedule.command()
def undo(name: Which = "") -> None:
    """Take the last change of the schedule back, if nobody was asked or told anything since."""
    settings = showing.usable_settings(with_roots=True)
    try:
        with showing.storage_faults():
            changed = _carried_out(settings, name, lambda one: one.undo())
    except NothingToUndo:
        stop(FAULT, "There is no change that could be taken back.")
    except AlreadySent:
        stop(FAULT, "Somebody was asked or told something since. Change the schedule instead.")
    count = len(changed.occasions) + len(changed.gone) + len(changed.days)
    plain(f"Taken back: {'one thing is' if count == 1 else f'{count} things are'} as before.")


async def _import(schedules: Schedules, file: Path, status: Status, *, applies: bool) -> tuple[Read, DryRun]:
    def progress(row: int) -> None:
        if row % _EVERY == 0:
            status.update(f"Reading {file.name}: row {row:,}")

    habits = await schedules.habits()
    with file.open("rb") as opened:
        read = await asyncio.to_thread(reading.from_file, opened, habits, progress)
    status.update(f"Comparing {len(read.strips):,} scenes")
    run, stamp = await schedules.dry_run(read)
    if applies and run.changed:
        status.update(f"Changing {len(run.changed):,} scenes")
        await schedules.apply(read, stamp)
    return read, run


def _carried_out(settings: Settings, name: str, act: Callable[[Schedules], Awaitable[T]]) -> T:
    """Do something with a production's schedule; what goes wrong ends the command with a sentence."""
    try:
        return asyncio.run(_with_schedules(settings, name, act))
    except OSError:
        stop(FAULT, "The file can't be read. Look at its path and its owner.")
    except Faulty as faulty:
        stop(FAULT, "Nothing was changed.", *telling.faults(faulty.faults, _SAY))
    except Stale:
        stop(FAULT, "Somebody changed the schedule just now. Nothing was changed by the file: import it again.")
    except _Unknown as unknown:
        stop(FAULT, "Say which production, with --production:", *(f"  {one}" for one in unknown.names))


async def _with_schedules(settings: Settings, name: str, act: Callable[[Schedules], Awaitable[T]]) -> T:
    store = await asyncio.to_thread(running.open_store, settings)
    spares = Spares(store.keys)
    try:
        production = await _production(store, name)
        house = House(store, spares, production, SystemClock(), SystemEntropy(), _nobody, _nobody)
        return await act(Schedules(house))
    finally:
        await spares.close()
        await asyncio.to_thread(store.close)


async def _production(store: Store, name: str) -> Production:
    known = await store.read(applying.all_named)
    if name not in known and (name or len(known) != 1):
        raise _Unknown(sorted(known))
    return known[name or next(iter(known))]


def _nobody() -> None:
    """Nobody is woken from here: whoever runs looks by themselves within seconds."""
