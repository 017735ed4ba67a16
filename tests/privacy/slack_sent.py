"""What Ghostlight sent to Slack: every call and every acknowledgement that carries something, and whom it is for."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from tests.privacy.slack_set import OFFICE_PLACE, OFFICE_USER, READER_USERS, READERS_PLACE
from tests.servers.slack import Pushed, Recorded, SlackServer
from tests.servers.slack.things import Json

ACK: Final = "ack"
"""Stands in the place of a method: the answer to a form, in its acknowledgement."""
READERS: Final = frozenset({*READER_USERS, READERS_PLACE})
OFFICE: Final = frozenset({OFFICE_USER, OFFICE_PLACE})
MESSAGES: Final = frozenset({"chat.postMessage", "chat.update", "chat.delete", "chat.postEphemeral"})
TYPED_AT: Final = re.compile(r"\b\d{10}\.\d{6}\b")
"""Slack's name of a message that somebody typed: the token of the button that takes it into the form."""
MADE_UP: Final = frozenset({"trigger_id", "external_id", "hash"})
"""Names of one act or one state of a view, Slack's own or the system's chance: they tell nothing."""
VIEWS: Final = frozenset({ACK, "views.open", "views.publish", "views.update"})


@dataclass(frozen=True, slots=True)
class Sent:
    """One of them. `to`: the user or channel that sees it or is asked about. `named`: Slack's own name for it."""

    method: str
    to: str
    args: Json = field(repr=False)
    named: str = ""

    @property
    def text(self) -> str:
        """As JSON."""
        return json.dumps(self.args, ensure_ascii=False)


def sent(server: SlackServer) -> tuple[Sent, ...]:
    """Everything so far, in order."""
    opened = [call for call in server.requests if call.method == "views.open"]
    owners = {_view(call): _opener(server, call) for call in opened}
    owners |= {call.args["view"]["external_id"]: _opener(server, call) for call in opened}
    calls = [(call.at, _call(server, call, owners)) for call in server.requests]
    acks = [(push.at + push.ack.took, _ack(push)) for push in server.pushed if push.ack and push.ack.payload]
    return tuple(one for _, one in sorted([*calls, *acks], key=lambda pair: pair[0]))


def _call(server: SlackServer, call: Recorded, owners: dict[str, str]) -> Sent:
    args = call.args
    match call.method:
        case "views.open":
            return Sent(call.method, _opener(server, call), args, _view(call))
        case "views.update":
            name = args.get("view_id") or args["external_id"]
            return Sent(call.method, owners[name], args, name)
        case "views.publish":
            return Sent(call.method, args["user_id"], args)
        case "users.info" | "chat.postEphemeral":
            return Sent(call.method, args["user"], args)
        case _:
            place = str(args.get("channel", ""))
            known = server.world.channels.get(place)
            return Sent(call.method, known.person or place if known else place, args, str(call.response.get("ts", "")))


def _ack(push: Pushed) -> Sent:
    assert push.ack
    return Sent(ACK, push.payload["user"]["id"], push.ack.payload, push.payload["view"]["id"])


def _opener(server: SlackServer, call: Recorded) -> str:
    return server.world.triggers[call.args["trigger_id"]].user


def _view(call: Recorded) -> str:
    return str(call.response.get("view", {}).get("id", ""))


# --- compared -----------------------------------------------------------------------------------------------------


def for_readers_and_office(everything: Iterable[Sent]) -> list[str]:
    """What they are shown, what is changed and removed there, and each look at who is there: line by line, in order.

    Left out is what Slack itself made up, and what stands in its place: a trigger is used up; a view is the so-manieth
    of its person, a message of its channel. `users.info` is asked beside `views.open`, in no order: see `asked_about`.
    """
    names, counts = dict[str, str](), Counter[str]()
    theirs = [one for one in everything if one.to in READERS | OFFICE and one.method != "users.info"]
    return [_line(one, names, counts) for one in theirs]


def _line(one: Sent, names: dict[str, str], counts: Counter[str]) -> str:
    if one.named and one.named not in names:
        sort = f"{'view' if one.method in VIEWS else 'message'} of {one.to}"
        counts[sort] += 1
        names[one.named] = f"{sort}, {counts[sort]}"
    kept = {name: value for name, value in one.args.items() if name not in MADE_UP}
    kept |= {name: names[kept[name]] for name in ("view_id", "ts") if name in kept}
    if "view" in kept:
        kept["view"] = {name: value for name, value in kept["view"].items() if name not in MADE_UP}
    return f"{one.method} {one.to} {TYPED_AT.sub('when it was typed', json.dumps(kept, ensure_ascii=False))}"


def asked_about(everything: Iterable[Sent]) -> list[str]:
    """Which of them were asked about, and how often."""
    return sorted(one.to for one in everything if one.method == "users.info" and one.to in READERS | OFFICE)
