"""The operator's commands: what each says on the screen, and how it ends.

They end with 0 when all is well, 1 when the file, a copy or the machine has a fault, 2 when settings keep them from
beginning. What is shown goes to whoever runs this Ghostlight: never a secret, an address with a password, or a word
of anybody's.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.operator import doctor as examination
from bot.operator import examining, root_keys, running, showing, thief
from bot.operator.production_commands import production
from bot.operator.refusals import NO_PLATFORM, CannotRun
from bot.operator.root_keys import KeyTrouble
from bot.operator.schedule_commands import schedule
from bot.operator.showing import CANNOT_BEGIN, FAULT, plain, stop
from storage import opening

key = typer.Typer(no_args_is_help=True, help="The two root keys: nothing opens without them.")


def add_to(app: typer.Typer) -> None:
    """Give a command line all of them."""
    app.add_typer(key, name="key")
    app.add_typer(production, name="production")
    app.add_typer(schedule, name="schedule")
    for command in (run, doctor, migrate):
        app.command()(command)


@key.command("new")
def new_keys() -> None:
    """Make both root keys. None is ever overwritten."""
    settings = showing.usable_settings(with_roots=False)
    with _trouble():
        content, route = root_keys.make(settings)
    plain("Both root keys are made. Nothing that Ghostlight keeps opens without them:")
    showing.lines((f"content root key: {content.absolute()}", f"route root key:   {route.absolute()}"))
    plain("Copy them to another place that isn't backed up together with data and keys, and read the copy back:")
    showing.lines(("ghostlight key copy FOLDER", "ghostlight key copy --verify FOLDER"))


@key.command("copy")
def copy_keys(
    to: Annotated[Path | None, typer.Argument(help="Copy both root keys into this folder.")] = None,
    verify: Annotated[Path | None, typer.Option(help="Read back the copy in this folder, and compare.")] = None,
) -> None:
    """Copy both root keys, or read a copy back. The doctor is red until a copy was read back once."""
    settings = showing.usable_settings(with_roots=True)
    if not to and not verify:
        stop(CANNOT_BEGIN, "Say where: ghostlight key copy FOLDER, or ghostlight key copy --verify FOLDER")
    with _trouble():
        if to:
            written = root_keys.copy(settings, to)
            showing.lines([f"Copied: {one.absolute()}" for one in written], "")
            if not verify:
                plain(f"Now take it to its place, bring it back, and: ghostlight key copy --verify {to}")
        if verify:
            root_keys.read_back(settings, verify, datetime.now(UTC).date())
            plain(f"The copy in {verify.absolute()} is whole and the same. Today is remembered.")


def run() -> None:
    """Run for real productions, on every platform whose tokens are set."""
    settings = showing.usable_settings(with_roots=True)
    makers = running.tokened(settings)
    if not makers:
        stop(CANNOT_BEGIN, *NO_PLATFORM)
    try:
        with running.alone(settings), showing.storage_faults(), _until_stopped():
            asyncio.run(running.serve(settings, makers))
    except CannotRun as why:
        stop(CANNOT_BEGIN, str(why))


@contextlib.contextmanager
def _until_stopped() -> Iterator[None]:
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        yield


def migrate() -> None:
    """Bring data and keys to this version's schema; twice is fine. Stop `ghostlight run` first."""
    settings = showing.usable_settings(with_roots=False)
    try:
        with running.alone(settings), showing.storage_faults():
            before = examining.look(settings)
            with showing.working("Migrating"):
                opening.migrate(settings.whereabouts)
    except CannotRun as why:
        stop(CANNOT_BEGIN, str(why))
    said = {"missing": "made", "current": "was up to date already"}
    showing.lines((f"{which}: {said.get(was, 'brought up to date')}" for which, was in before.items()), "")


def doctor() -> None:
    """Look at everything, change nothing, and say what to do. Ends with 1 if anything is red."""
    settings, found = examination.settings_findings()
    if settings:
        with showing.working("Looking"):
            found += asyncio.run(examination.examine(settings, datetime.now(UTC)))
    for finding in found:
        showing.found(finding)
    if settings:
        plain("")
        plain("What somebody gets who takes ...")
        for taken, gotten in thief.gets(settings):
            showing.lines((f"{taken}:", f"  {gotten}"))
    plain("")
    showing.verdict(found)
    if any(finding.is_red for finding in found):
        raise typer.Exit(FAULT)


@contextlib.contextmanager
def _trouble() -> Iterator[None]:
    try:
        yield
    except KeyTrouble as why:
        stop(FAULT, str(why))
