"""Which method answers how, and which scope it takes: the table is `methods.toml`, one row per method."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.servers.slack import chat, conversations, views
from tests.servers.slack.things import Json, Refused
from tests.servers.slack.world import World

TABLE: Final = Path(__file__).with_name("methods.toml")

Answering = Callable[[World, Json], Json]

ANSWERS: Final[dict[str, Answering]] = {
    "auth.test": conversations.auth_test,
    "chat.delete": chat.delete,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.list": conversations.listed,
    "conversations.members": conversations.members,
    "conversations.open": conversations.opened,
    "conversations.replies": conversations.replies,
    "users.info": conversations.users_info,
    "views.open": views.open_view,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A method: whose token it takes and the scope; `by_kind` where that depends on the sort of conversation."""

    name: str
    page: str
    verified: bool
    seen: str
    token: str = "bot"
    scope: str = ""
    by_kind: tuple[tuple[str, str], ...] = ()

    def needs(self, world: World, args: Json) -> tuple[str, ...]:
        """The scopes that this call takes, all of them."""
        if not self.by_kind:
            return (self.scope,) if self.scope else ()
        kinds = dict(self.by_kind)
        if self.name == "conversations.list":
            asked = str(args.get("types") or "public_channel").split(",")
            return tuple(kinds[one.removesuffix("_channel")] for one in asked if one.removesuffix("_channel") in kinds)
        channel = world.channels.get(str(args.get("channel")))
        if channel is None and not args.get("users"):
            raise Refused("channel_not_found")
        return (kinds[channel.kind if channel else "im"],)


def table(file: Path = TABLE) -> dict[str, Row]:
    """Every method this Slack has; one that isn't here is an `unknown_method`."""
    rows = tomllib.loads(file.read_text("utf-8"))["method"]
    return {row["name"]: Row(**{**row, "by_kind": tuple(row.get("by_kind", {}).items())}) for row in rows}


def events(file: Path = TABLE) -> dict[str, str]:
    """The scope that each event takes."""
    return {row["name"]: row["scope"] for row in tomllib.loads(file.read_text("utf-8"))["event"]}
