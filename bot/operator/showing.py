"""How commands speak: plain lines that break nowhere, and an end with a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final, NoReturn

import typer
from rich.console import Console
from rich.status import Status
from rich.text import Text

from bot import settings
from bot.operator.findings import Finding
from bot.settings import Refused, Settings
from storage.errors import NotKept, StorageError, UnsafeSetting

FAULT: Final = 1
CANNOT_BEGIN: Final = 2


def plain(text: str, style: str = "") -> None:
    """Say a line as it stands: nothing in it is markup, and it is left to the screen where it breaks."""
    Console().print(Text(text, style=style), soft_wrap=True)


def lines(texts: Iterable[str], before: str = "  ") -> None:
    """Say several."""
    for text in texts:
        plain(f"{before}{text}")


def stop(number: int, *texts: str) -> NoReturn:
    """Say these lines and end with this number."""
    lines(texts, "")
    raise typer.Exit(number)


def found(finding: Finding) -> None:
    """Say one of the doctor's lines: `ok` or `RED`, so that nothing hangs on a colour, and what to do."""
    mark = Text("RED ", style="bold red") if finding.is_red else Text("ok  ", style="green")
    Console().print(mark + Text(finding.what), soft_wrap=True)
    if finding.is_red:
        plain(f"    -> {finding.todo}")


def usable_settings(*, with_roots: bool) -> Settings:
    """The settings. Ends the command, with every fault by its name, if they can't be used."""
    try:
        read = settings.read()
    except Refused as refused:
        stop(CANNOT_BEGIN, *_counted(refused.faults))
    faults = read.root_faults() if with_roots else ()
    if faults:
        stop(CANNOT_BEGIN, *_counted(faults))
    return read


def _counted(faults: tuple[str, ...]) -> tuple[str, ...]:
    head = "One setting is" if len(faults) == 1 else f"{len(faults)} settings are"
    return f"{head} not fit to use:", *(f"  {one}" for one in faults), "`ghostlight doctor` looks at everything."


@contextmanager
def storage_faults() -> Iterator[None]:
    """End the command with a sentence where a store can't be opened or written."""
    try:
        yield
    except UnsafeSetting as fault:
        stop(CANNOT_BEGIN, str(fault))
    except NotKept as fault:
        stop(CANNOT_BEGIN, f"The database doesn't take it ({fault.code}). `ghostlight doctor` says more.")
    except StorageError:
        stop(CANNOT_BEGIN, "Data, keys and root keys don't belong together. `ghostlight doctor` says more.")


def working(text: str) -> Status:
    """What is going on, while it goes on and where somebody watches."""
    return Console(stderr=True).status(text)
