"""The command `ghostlight`."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot import logs
from bot.demo import open_demo

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
_console = Console()


@app.callback()
def ghostlight() -> None:
    """A quiet line for film, television and theatre sets."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logs.set_up()


@app.command()
def demo(
    port: Annotated[int, typer.Option(envvar="PORT", help="The port of the local set on this machine.")] = 8765,
    folder: Annotated[Path | None, typer.Option(help="Keep the set here; a temporary folder otherwise.")] = None,
) -> None:
    """The whole set on this machine, in a browser, with no token."""
    with contextlib.ExitStack() as stack, contextlib.suppress(KeyboardInterrupt):
        where = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ghostlight-")))
        asyncio.run(_demo(where, port))


@app.command()
def run() -> None:
    """Run for a real production."""
    _console.print(
        "No platform is set. Slack and Discord are not in this version yet; the local set is for the demo only."
    )
    _console.print("Try the whole set on this machine: make demo")
    raise typer.Exit(2)


async def _demo(folder: Path, port: int) -> None:
    running, local = await open_demo(folder, port)
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(running.serve())
        await local.ready()
        _console.print(f"The set is open: [bold]{local.address}[/bold]", highlight=False, soft_wrap=True)
        _console.print("Close it with Ctrl+C. Everybody on it is invented, and so are the numbers.")
        await serving


def main() -> None:
    """Entry point."""
    app()
