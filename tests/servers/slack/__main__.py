"""`python -m tests.servers.slack`: the local Slack as a process of its own, with a page to act on as its people."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
from pathlib import Path

from tests.servers.slack.cast import Cast, production_file
from tests.servers.slack.front import Workspace


def main() -> None:
    """Serve until interrupted."""
    words = argparse.ArgumentParser(prog="python -m tests.servers.slack", description=__doc__)
    words.add_argument("--port", type=int, default=8790, help="on 127.0.0.1; 8790 if it isn't given")
    words.add_argument(
        "--production", type=Path, help="write a production's file with this workspace's ids; a new file"
    )
    words.add_argument("--http", default="", metavar="URL", help="post to this address, signed, instead of by sockets")
    given = words.parse_args()
    asyncio.run(_serve(given.port, given.production, given.http))


async def _serve(port: int, production: Path | None, http: str) -> None:
    stopped = asyncio.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(one, stopped.set)
    async with contextlib.AsyncExitStack() as stack:
        try:
            slack = await stack.enter_async_context(Workspace(port=port))
        except OSError:
            sys.exit(f"Port {port} is taken; try --port {port + 1}")
        slack.http_url = http
        if production:
            _write(production, production_file(slack, slack.cast))
        sys.stdout.write(_told(slack, slack.cast, production))
        sys.stdout.flush()
        await stopped.wait()


def _write(file: Path, text: str) -> None:
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(text)
    except FileExistsError:
        sys.stdout.write(f"{file} is there already and stays as it is.\n\n")


def _told(slack: Workspace, cast: Cast, production: Path | None) -> str:
    people = "\n".join(f"  {user}  {slack.world.users[user].name}" for user in cast.people.values())
    apply = f"  ghostlight key new\n  ghostlight production apply {production}\n" if production else ""
    name, secret = ("SIGNING_SECRET", slack.signing_secret) if slack.http_url else ("APP_TOKEN", slack.app_token)
    return (
        f"A local Slack with invented people: {slack.url}/\n"
        "Nothing here is secret, and nothing is kept when it stops.\n\n"
        "In another terminal:\n\n"
        f"  export SLACK_BOT_TOKEN={slack.bot_token}\n"
        f"  export SLACK_{name}={secret}\n"
        f"  export GHOSTLIGHT_SLACK_API_URL={slack.api_url}\n"
        f"{apply}  ghostlight doctor\n  ghostlight run\n\n"
        "For a production's file:\n\n"
        f"  {slack.team}   workspace\n  {cast.readers}  #quiet-readers\n  {cast.office}  #office\n{people}\n"
    )


if __name__ == "__main__":
    main()
