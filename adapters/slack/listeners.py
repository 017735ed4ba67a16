"""What Slack pushes, by bolt's AsyncApp, to whoever answers it.

A press, a command and an event are acknowledged at once and answered afterwards; a form is answered in its
acknowledgement, which therefore waits for the bot. `process_before_response`: otherwise an error just after `ack()`
takes the acknowledgement back, and bolt looks for it only every 10 ms (trap T3). No installation store is used, so
bolt writes no token anywhere (trap T7).
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.slack import read
from adapters.slack.answers import Answers
from adapters.slack.dms import DMs
from adapters.slack.faults import REFUSED_TOKEN, SILENT, note
from adapters.slack.hands import Hands
from adapters.slack.typed import typed
from adapters.slack.wire import Json

_ANY: Final = re.compile("")


@dataclass(slots=True)
class Listeners:
    """One listener for each kind of push. None raises: an error is logged as its kind and place."""

    answers: Answers
    dms: DMs

    async def pressed(self, body: Json) -> None:
        """A button."""
        touched = read.pressed(body)
        if touched:
            await self.answers.to_touch(touched, body.get("view"))

    async def commanded(self, body: Json) -> None:
        """A slash command."""
        await self.answers.to_touch(read.commanded(body), None)

    async def called(self, body: Json) -> None:
        """A shortcut."""
        await self.answers.to_touch(read.called(body), None)

    async def submitted(self, ack: AsyncAck, body: Json) -> None:
        """A form. If this fails there is no acknowledgement: Slack says so to the person and keeps the form."""
        await ack(await self.answers.to_submission(read.submitted(body), body["view"]))

    async def closed(self, body: Json) -> None:
        """A modal was closed that asked to be told of."""
        self.answers.to_closing(body["view"]["id"])

    async def home_opened(self, body: Json) -> None:
        """The Home tab."""
        touched = read.home_opened(body)
        if touched:
            await self.answers.to_home(touched)

    async def typed(self, body: Json) -> None:
        """Something in a DM."""
        found = typed(body, self.answers.me.user)
        if found:
            await self.dms.hear(found)

    async def joined(self, body: Json) -> BoltResponse | None:
        """Somebody came into a channel. Acknowledged when the bot has kept it; where that fails Slack says it again.

        The bot's own coming too: nobody told it who came while it was out.
        """
        event = body["event"]
        try:
            await self.answers.to_joining(event["user"], event["channel"])
        except Exception as error:  # noqa: BLE001 - whatever it is, it comes again
            note("slack.joining_failed", error)
            return BoltResponse(status=503)
        return None

    async def removed(self, body: Json) -> None:
        """The app was removed, or tokens were taken back; those of people are none of ours."""
        event = body["event"]
        if event["type"] == "app_uninstalled" or event.get("tokens", {}).get("bot"):
            self.answers.wire.is_refused = True
            note("slack.app_removed", PermissionError(REFUSED_TOKEN))


def application(listeners: Listeners, token: str, signing_secret: str, hands: Hands) -> AsyncApp:
    """Bolt's app with these listeners. Whatever else Slack pushes is acknowledged and dropped."""
    me = listeners.answers.me

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=me.team, bot_user_id=me.user, bot_id=me.bot, bot_token=token)

    app = AsyncApp(
        name=SILENT.name,  # bolt sets the level of the logger of this name, so it must be nobody's
        logger=SILENT,
        signing_secret=signing_secret,
        authorize=authorize,
        process_before_response=True,
    )
    app.use(_only_of(me.team))
    app.block_action(_ANY)(_later(listeners.pressed, hands))
    app.command(_ANY)(_later(listeners.commanded, hands))
    app.global_shortcut(_ANY)(_later(listeners.called, hands))
    app.view_submission(_ANY)(listeners.submitted)
    app.view_closed(_ANY)(_later(listeners.closed, hands))
    app.event("app_home_opened")(_later(listeners.home_opened, hands))
    app.event("message")(_later(listeners.typed, hands))
    app.event("app_uninstalled")(_later(listeners.removed, hands))
    app.event("tokens_revoked")(_later(listeners.removed, hands))
    app.event("member_joined_channel")(listeners.joined)
    return app


def _only_of(team: str) -> Callable[..., Awaitable[BoltResponse]]:
    """Refuse what is pushed for another workspace, which an app that is in several hears too.

    Events and commands name the workspace that the app is in. An interaction may name that of an account from
    elsewhere: they are told so, see `elsewhere.py`. Whose app it is the signature says, or the socket's ticket.
    """

    async def ours(body: Json, context: AsyncBoltContext, next_: Callable[[], Awaitable[BoltResponse]]) -> BoltResponse:
        if "team" in body or context.team_id in (None, team):
            return await next_()
        return BoltResponse(status=403)

    return ours


def _later(listener: Callable[[Json], Coroutine[Any, Any, None]], hands: Hands) -> Callable[..., Awaitable[None]]:
    """Acknowledge at once, and go on afterwards."""

    async def taken(ack: AsyncAck, body: Json) -> None:
        hands.take(listener(body))
        await ack()

    return taken


async def dispatch(app: AsyncApp, message: Json) -> Json | None:
    """A push by socket: the payload of its acknowledgement; None where it failed and Slack must not believe we have it.

    What no listener knows is acknowledged too, so that it doesn't come again.
    """
    response = await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=message["payload"]))
    if response.status not in (200, 404):
        return None
    if response.status == 200 and response.body.startswith("{"):
        payload: Json = json.loads(response.body)
        return payload
    return {}
