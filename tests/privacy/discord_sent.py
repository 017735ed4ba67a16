"""What Ghostlight sent to Discord: every request that carries something, and whom it is for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from tests.privacy.discord_set import OFFICE_USER, READER_USERS, DiscordSet

READERS_PLACE: Final = "readers"
OFFICE_PLACE: Final = "office"
READERS: Final = frozenset({*READER_USERS, READERS_PLACE})
OFFICE: Final = frozenset({OFFICE_USER, OFFICE_PLACE})
ANSWER: Final = "POST /interactions/{}/{}/callback"
POST: Final = "POST /channels/{}/messages"
NEW_DM: Final = "POST /users/{}/channels"
_DELIVERY: Final = 22
_NUMBER: Final = re.compile(r"\d{15,}")
_TOKEN: Final = re.compile(r"(?<=/interactions/\{\}/)[^/]+|(?<=/webhooks/\{\}/)[^/]+")


@dataclass(frozen=True, slots=True)
class Sent:
    """One of them. `to`: the user or channel that sees it or is asked about. `named`: the message it is about."""

    method: str
    to: str
    args: Any = field(repr=False)
    named: str = ""

    @property
    def text(self) -> str:
        """As JSON."""
        return json.dumps(self.args, ensure_ascii=False)

    @property
    def said(self) -> str:
        """The same as it was sent, and as people read it: without the backslashes that make text of signs."""
        return f"{self.text}\n{read(self.text)}"

    @property
    def delivery(self) -> str:
        """The delivery's name, where it is one: an answer to what was typed gets a number from discord.py."""
        nonce = self.args.get("nonce") if isinstance(self.args, dict) else None
        return nonce if isinstance(nonce, str) and len(nonce) == _DELIVERY else ""


def read(text: str) -> str:
    """Discord's Markdown as people read it."""
    return re.sub(r"\\+(.)", r"\1", text)


def sent(on: DiscordSet) -> tuple[Sent, ...]:
    """Everything so far, in order, but for what simcord's connecting takes."""
    return tuple(_sent(on, one.method, one.path, one.json) for one in on.here.env.backend.http_requests)


def _sent(on: DiscordSet, method: str, path: str, body: Any) -> Sent:
    parts = path.strip("/").split("/")
    way = way_of(method, path)
    backend = on.here.env.backend
    match parts:
        case ["interactions", number, *_]:
            return Sent(way, str(backend.interactions[int(number)].user_id), body)
        case ["webhooks", _, token, *rest]:
            return Sent(way, str(backend.interaction_by_token(token).user_id), body, rest[-1] if rest else "")
        case ["channels", channel, *rest]:
            return Sent(way, _place(on, int(channel)), body, rest[-1] if rest else "")
        case ["guilds", _, "members", user]:
            return Sent(way, user, body)
        case ["users", "@me", "channels"]:
            return Sent(way, str(body["recipient_id"]), body)
        case _:
            return Sent(way, "", body)


def way_of(method: str, path: str) -> str:
    """What kind of request this is: the same whomever and whatever it is about."""
    return f"{method} {_TOKEN.sub('{}', _NUMBER.sub('{}', path)).replace('@me', '{}')}"


def _place(on: DiscordSet, channel: int) -> str:
    named = {one.id: name for name, one in on.hands.channels.items()}
    people = {dm: str(user) for user, dm in on.here.env.backend.dm_channels.items()}
    return named.get(channel) or people[channel]


# --- compared -----------------------------------------------------------------------------------------------------


def for_readers_and_office(everything: Iterable[Sent]) -> list[str]:
    """What they are shown, what is changed and removed there, and each look at who is there: line by line, in order.

    Left out is what Discord and its library made up, and what stands in its place: a message is the so-manieth of its
    channel.
    """
    return list(_lines([one for one in everything if one.to in READERS | OFFICE]))


def _lines(theirs: list[Sent]) -> Iterator[str]:
    names = dict[tuple[str, str], str]()
    for one in theirs:
        named = names.setdefault((one.to, one.named), f"{len(names)}") if one.named.isdigit() else one.named
        args = one.args if one.delivery or not isinstance(one.args, dict) else {**one.args, "nonce": ""}
        yield f"{one.method} {one.to} {named} {json.dumps(args, ensure_ascii=False)}"
