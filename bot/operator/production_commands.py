"""`ghostlight production ...`: an example to begin with, the file applied, and the production as a file again."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

import typer

from bot.operator import applying, production_file, running, showing, state, writing
from bot.operator.applying import End, Outcome
from bot.operator.faults import Faulty
from bot.operator.shapes import ProductionFile
from bot.operator.showing import FAULT, plain, stop
from bot.settings import Settings
from storage.store import Store, Tx

production = typer.Typer(no_args_is_help=True, help="The production's file: who reads, who runs it, whom to call.")
EXAMPLE: Final = Path(__file__).with_name("example.toml")
_STDIN: Final = "-"
T = TypeVar("T")
_NEXT: Final[Mapping[End, tuple[str, ...]]] = {
    End.founded: ("Now: `ghostlight doctor` says what is still missing, and `ghostlight run` begins to serve it.",),
    End.older: (
        "- is what the production has, + what the file says. Take over what is newer (`ghostlight production",
        "show` prints all of it), write `revision = {revision}` on top of the file, and apply it again.",
    ),
    End.newer: (
        "The data here may be an older copy, or the file is another Ghostlight's. If the file is right,",
        "write `revision = {revision}` on top of it, and apply it again.",
    ),
    End.shared: (
        "If it is the same production under a new name, write the old one as `was = ...` below `name`.",
        "Another production needs a readers' and an office channel of its own.",
    ),
    End.taken: ("Take the line `was = ...` out of the file, or choose another name.",),
    End.unknown: ("Take the line `was = ...` out of the file to found a new production, or mend the old name in it.",),
    End.nobody: (
        "Add the new reader first, let a reader who reads already say yes, then take the old one out.",
        "A new reading role or more units need a yes too: change one reader at a time.",
    ),
}


@production.command()
def example() -> None:
    """Print a whole file with comments, to begin with: `production example > FILE.toml`."""
    sys.stdout.write(EXAMPLE.read_text(encoding="utf-8"))


@production.command()
def apply(
    file: Annotated[str, typer.Argument(help="The production's file; - reads it from standard input.")],
) -> None:
    """Make a production what its file says: found it, or change it. Every fault is listed, and then nothing is done."""
    text = _text_of(file)
    wanted = _read(text, file)
    settings = showing.usable_settings(with_roots=True)
    with showing.storage_faults(), showing.working("Applying the file"):
        outcome = asyncio.run(_with_store(settings, lambda store: applying.apply(store, wanted)))
    _say(outcome, wanted)
    if outcome.end in (End.founded, End.changed, End.unchanged):
        _remember(file, text, outcome.revision)
        return
    raise typer.Exit(FAULT)


@production.command()
def show(
    name: Annotated[str, typer.Argument(help="Which production, where there are several.")] = "",
) -> None:
    """Print a production as a file, with the revision it stands at."""
    settings = showing.usable_settings(with_roots=True)
    with showing.storage_faults():
        found = asyncio.run(_with_store(settings, lambda store: store.read(_texts)))
    if not found:
        stop(FAULT, "There is no production here yet. `ghostlight production example` prints a file to begin with.")
    if name not in found and (name or len(found) > 1):
        known = [f"  ghostlight production show {one!r}" for one in sorted(found)]
        stop(FAULT, f"There is no production {name!r} here." if name else "There are several productions here:", *known)
    sys.stdout.write(found[name or next(iter(found))])


def _texts(tx: Tx) -> dict[str, str]:
    return {name: writing.text_of(state.read(tx, one)) for name, one in applying.all_named(tx).items()}


async def _with_store(settings: Settings, act: Callable[[Store], Coroutine[Any, Any, T]]) -> T:
    store = await asyncio.to_thread(running.open_store, settings)
    try:
        return await act(store)
    finally:
        await asyncio.to_thread(store.close)


def _text_of(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == _STDIN else Path(file).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError:
        stop(FAULT, f"{file} can't be read. Look at its path and its owner.")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        stop(FAULT, f"line {line}: this is no UTF-8 text. Save the file as UTF-8 and apply it again.")


def _read(text: str, file: str) -> ProductionFile:
    try:
        return production_file.read(text)
    except Faulty as faulty:
        count = len(faulty.faults)
        head = f"{file} has {'one fault' if count == 1 else f'{count} faults'}. Nothing was changed."
        stop(FAULT, head, *(f"  {one}" for one in faulty.faults))


def _say(outcome: Outcome, wanted: ProductionFile) -> None:
    name, revision = wanted.production.name, outcome.revision
    plain(
        {
            End.founded: f"{name} is founded, at revision {revision}.",
            End.changed: f"{name} is changed, and stands at revision {revision} now.",
            End.unchanged: f"Nothing in the file is new: {name} stands at revision {revision} as before.",
            End.older: f"This file is older than {name}, which stands at revision {revision}. Nothing was changed.",
            End.newer: f"This file is newer than {name}, which stands at revision {revision}. Nothing was changed.",
            End.taken: f"There is a production named {name} already. Nothing was changed.",
            End.shared: f"{name} would share a channel with another production. Nothing was changed.",
            End.unknown: f"There is no production {wanted.production.was} to rename. Nothing was changed.",
            End.nobody: f"Nobody who reads concerns on {name} now would still read after this. Nothing was changed.",
        }[outcome.end]
    )
    showing.lines(outcome.did)
    showing.lines(outcome.difference, "    ")
    showing.lines(outcome.waits)
    showing.lines(_next_step(outcome))


def _next_step(outcome: Outcome) -> tuple[str, ...]:
    return tuple(line.format(revision=outcome.revision) for line in _NEXT.get(outcome.end, ()))


def _remember(file: str, text: str, revision: int) -> None:
    """Write the revision into the file, so that its next change is known to be newer."""
    changed = production_file.with_revision(text, revision)
    if changed == text:
        return
    if file != _STDIN and _replaced(Path(file), changed):
        plain(f"  The file says `revision = {revision}` now.")
    else:
        plain(f"  Write `revision = {revision}` on top of the file before you apply its next change.")


def _replaced(file: Path, text: str) -> bool:
    """Whole or not at all; False where the folder or a mount doesn't allow it."""
    file = file.resolve()
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.chmod(file.stat().st_mode & 0o777)
        fresh.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        return False
    return True
