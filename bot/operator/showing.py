"""How commands speak: plain lines that break nowhere, and an end with a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    """Say one of the doctor's lines: `ok`, `hint` or `RED`, so that nothing hangs on a colour, and what to do."""
    kind, style = ("RED ", "bold red") if finding.is_red else ("hint", "yellow") if finding.hint else ("ok  ", "green")
    Console().print(Text(f"{kind} ", style=style) + Text(finding.what), soft_wrap=True)
    if finding.todo or finding.hint:
        plain(f"     -> {finding.todo or finding.hint}")


def verdict(seen: Sequence[Finding]) -> None:
    """What it comes to, and everything red once more, so that it stands where somebody looks first: at the end."""
    red = [one for one in seen if one.is_red]
    plain(_verdict(len(red), len(seen), sum(bool(one.hint) for one in seen)), "bold")
    for one in red:
        found(one)


def _verdict(red: int, looked_at: int, hints: int) -> str:
    if red and red == looked_at:
        return "This is red, and nothing else could be looked at:"
    if red:
        many = f"1 of {looked_at} is red:" if red == 1 else f"{red} of {looked_at} are red."
        return many if red == 1 else f"{many} Mend the first one first; others may follow from it:"
    hinted = {0: "", 1: " One of them has a hint, above."}.get(hints, f" {hints} of them have a hint, above.")
    return f"All {looked_at} are as they should be.{hinted}"


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
