"""The command `ghostlight`."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import socket
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot import logs, stories
from bot.operator import commands

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
_console = Console()


@app.callback()
def ghostlight() -> None:
    """A quiet line for film, television and theatre sets."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logs.set_up()


@app.command()
def demo(
    port: Annotated[
        int, typer.Option(envvar="PORT", min=0, max=65535, help="The port of the local set on this machine.")
    ] = 8765,
    folder: Annotated[Path | None, typer.Option(help="Keep the set here; a temporary folder otherwise.")] = None,
    story: Annotated[str, typer.Option(help="Play this story step by step; `list` names them all.")] = "",
) -> None:
    """The whole set on this machine, in a browser, with no token."""
    told = _story_named(story, folder) if story else None
    _is_free(port)
    with contextlib.ExitStack() as stack, contextlib.suppress(KeyboardInterrupt):
        where = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ghostlight-")))
        asyncio.run(_demo(where, port, told))


def _is_free(port: int) -> None:
    """Say so and stop if another program, or another demo, has this port."""
    with contextlib.closing(socket.socket()) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            _console.print(f"Port {port} is taken by another program, or by another demo. Take another one:")
            _console.print("  PORT=9000 make demo", highlight=False)
            raise typer.Exit(2) from None


def _story_named(name: str, folder: Path | None) -> stories.Story:
    """The story of this name. Otherwise, and for a set that is kept, say what there is and stop."""
    found = stories.find(name)
    if found is None:
        _console.print("Stories, each with its name:" if name == "list" else f"There is no story {name!r}. There are:")
        for one in stories.every_story():
            _console.print(f"  {one.name:<24} {one.title['en']}", highlight=False)
        raise typer.Exit(0 if name == "list" else 2)
    if folder:
        _console.print("A story is played on a set of its own, which isn't kept: leave out --folder.")
        raise typer.Exit(2)
    return found


async def _demo(folder: Path, port: int, story: stories.Story | None) -> None:
    from bot.demo import open_demo  # noqa: PLC0415 - `run` must not load the local set

    running, local = await open_demo(folder, port, story=story)
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(running.serve())
        await local.ready()
        _console.print(f"The set is open: [bold]{local.address}[/bold]", highlight=False, soft_wrap=True)
        _console.print("Close it with Ctrl+C. Everybody on it is invented, and so are the numbers.")
        await serving


commands.add_to(app)


def main() -> None:
    """Entry point."""
    app()
