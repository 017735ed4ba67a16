"""What Slack's acknowledgements are measured against: bolt alone, over the same kind of socket.

`python -m bench.slack_bare app URL BOT_TOKEN APP_TOKEN` dispatches each push to an empty listener; `... libraries`
only imports what Ghostlight on Slack imports, says how much memory that holds, and ends with its input.
"""

from __future__ import annotations

import asyncio
import importlib
import sys

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from adapters.slack.faults import SILENT
from adapters.slack.hands import Hands
from adapters.slack.listeners import dispatch
from adapters.slack.settings import SlackSettings
from adapters.slack.socket import Patience, Socket
from adapters.slack.wire import Identity, Json, Wire
from bench.start import LIBRARIES, resident


def empty_app(me: Identity, token: str) -> AsyncApp:
    """Bolt with listeners that acknowledge and do nothing."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=me.team, bot_user_id=me.user, bot_id=me.bot, bot_token=token)

    async def nothing(ack: AsyncAck) -> None:
        await ack()

    app = AsyncApp(name="bare", logger=SILENT, signing_secret="", authorize=authorize, process_before_response=True)
    for name in ("write", "send", "now"):
        app.view_submission(name)(nothing)
    return app


async def listen(url: str, bot_token: str, app_token: str) -> None:
    """Dispatch what comes until killed."""
    wire = Wire(SlackSettings(bot_token, app_token, api_url=url))
    async with wire.open():
        app = empty_app(await wire.identity(), bot_token)

        async def pushed(message: Json) -> Json | None:
            return await dispatch(app, message)

        socket = Socket(wire, app_token, Hands(), pushed, Patience(), asyncio.Event())
        await socket.run("")


def main() -> None:
    """Be one of the two."""
    what, *more = sys.argv[1:]
    if what == "app":
        asyncio.run(listen(*more))
        return
    for name in LIBRARIES:
        importlib.import_module(name)
    sys.stdout.write(f"{resident()}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
