"""What stands in a workspace: people, channels, messages, views; and how the Web API shows each of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["im", "private", "public"]


class Refused(Exception):
    """The Web API answers `{"ok": false, "error": code}`, with `more` beside it."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more


@dataclass(slots=True)
class User:
    """An account. `deleted`: it has ended, and nobody reads there any more."""

    id: str
    name: str
    team: str
    locale: str = "en-US"
    zone: str = "Europe/Madrid"
    guest: bool = False
    deleted: bool = False
    bot: bool = False

    @property
    def handle(self) -> str:
        """The short name that stands in payloads, as in `ada.fennick`."""
        return self.name.lower().replace(" ", ".")

    def shown(self, *, include_locale: bool) -> Json:
        """As `users.info` shows them (slack_sdk's own fixtures and Slack docs users.info, read 2026-11)."""
        user: Json = {
            "id": self.id,
            "team_id": self.team,
            "name": self.handle,
            "deleted": self.deleted,
            "real_name": self.name,
            "profile": {"real_name": self.name, "display_name": self.handle, "team": self.team},
            "is_bot": self.bot,
            "is_app_user": False,
            "updated": 1,
        }
        if not self.deleted:
            user |= {
                "tz": self.zone,
                "tz_label": self.zone,
                "tz_offset": 0,
                "is_admin": False,
                "is_owner": False,
                "is_primary_owner": False,
                "is_restricted": self.guest,
                "is_ultra_restricted": False,
            }
        return user | ({"locale": self.locale} if include_locale else {})


@dataclass(slots=True)
class Message:
    """One message. `only` is the one who sees an ephemeral one, else empty."""

    ts: str
    channel: str
    user: str
    text: str
    bot: str = ""
    blocks: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    edited: str = ""
    only: str = ""
    thread: str = ""
    options: Json = field(default_factory=dict)

    def shown(self, app: str, team: str) -> Json:
        """As history, events and interactions show it."""
        message: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts, "team": team}
        if self.bot:
            message |= {"bot_id": self.bot, "app_id": app}
        if self.blocks:
            message["blocks"] = self.blocks
        if self.files:
            message |= {"files": self.files, "upload": False, "subtype": "file_share"}
        if self.attachments:
            message["attachments"] = self.attachments
        if self.thread:
            message |= {"thread_ts": self.thread, "parent_user_id": self.user}
        if self.edited:
            message["edited"] = {"user": self.user, "ts": self.edited}
        return message


@dataclass(slots=True)
class Channel:
    """A conversation. `person` is the other side of a DM; `shared` stands for every way of sharing with others."""

    id: str
    kind: Kind
    name: str = ""
    members: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    person: str = ""
    archived: bool = False
    shared: bool = False
    created: int = 0

    def message(self, ts: str) -> Message | None:
        """The message with this timestamp."""
        return next((one for one in self.messages if one.ts == ts), None)

    def shown(self, team: str, bot: str) -> Json:
        """As `conversations.info` shows it."""
        common = {
            "id": self.id,
            "created": self.created,
            "is_archived": self.archived,
            "is_im": self.kind == "im",
            "is_org_shared": False,
            "context_team_id": team,
        }
        if self.kind == "im":
            return common | {"user": self.person, "is_user_deleted": False, "priority": 0}
        return common | {
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": True,
            "is_group": False,
            "is_mpim": False,
            "is_private": self.kind == "private",
            "is_general": False,
            "is_shared": self.shared,
            "is_ext_shared": self.shared,
            "is_pending_ext_shared": False,
            "pending_shared": [],
            "shared_team_ids": [team],
            "is_member": bot in self.members,
        }


Where = tuple[str, str]
"""Where a value is typed: block id and action id."""


@dataclass(slots=True)
class View:
    """A modal or Home tab as one person has it. `typed` is what stands in its inputs, `errors` what is said beside."""

    id: str
    user: str
    body: Json
    hash: str
    typed: dict[Where, Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    root: str = ""
    previous: str = ""
    revision: int = 0

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, each with its ids."""
        blocks: list[Json] = self.body["blocks"]
        return blocks

    def state(self) -> Json:
        """`state` as Slack sends it: every input's value by block and action."""
        values: dict[str, Json] = {}
        for (block, action), value in self.typed.items():
            values.setdefault(block, {})[action] = value
        return {"values": values}
