"""The workspace: who and what is in it, its clock and its chance. In memory; one per server."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tests.servers.slack.manifest import Manifest, granted
from tests.servers.slack.records import Failure
from tests.servers.slack.things import Channel, Json, Kind, Message, Refused, User, View

OUR_DEADLINE = 3.0
MOST_VIEWS = 3


@dataclass(slots=True)
class Trigger:
    """A trigger id of one act: who may be shown something with it, until when."""

    user: str
    ends: float
    view: str = ""
    used: bool = False


@dataclass(slots=True)
class World:
    """Everything that stands; `tell` hands an event to whoever listens for the app."""

    team: str = "T0LANTERN1"
    app: str = "A0GHOSTLT1"
    bot: str = "B0GHOSTLT1"
    bot_user: str = "U0GHOSTLT1"
    domain: str = "lantern-yard"
    url: str = ""
    manifest: Manifest = field(default_factory=granted)
    deadline: float = OUR_DEADLINE
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    whispers: list[Message] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    tell: Callable[[Json], None] = lambda _: None
    dice: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311 - which socket is no secret
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _last: float = 0.0

    def __post_init__(self) -> None:
        self.users[self.bot_user] = User(self.bot_user, "Ghostlight", self.team, bot=True)

    # --- names and times ------------------------------------------------------------------------------------------

    def id(self, letter: str) -> str:
        """A new id, eleven characters as Slack's are."""
        return f"{letter}{next(self._numbers):010d}"

    def short(self) -> str:
        """A block's or action's id that Slack made up."""
        return self.dice.randbytes(3).hex()

    def ts(self) -> str:
        """A new timestamp, later than every other."""
        self._last = max(time.time(), self._last + 0.000_01)
        return f"{self._last:.6f}"

    def trigger(self, user: str, view: str = "") -> str:
        """A new trigger id for an act of this person, good for one use within the deadline."""
        name = f"{next(self._numbers)}.{self.dice.randrange(10**10)}.{self.dice.randbytes(16).hex()}"
        self.triggers[name] = Trigger(user, time.monotonic() + self.deadline, view)
        return name

    def pull(self, name: str) -> Trigger:
        """Use a trigger; refused with Slack's own codes if it is unknown, used or too old."""
        trigger = self.triggers.get(name)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if time.monotonic() > trigger.ends:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger

    # --- people and places ----------------------------------------------------------------------------------------

    def add_user(self, name: str, *, locale: str, zone: str, guest: bool) -> User:
        """A new account."""
        user = User(self.id("U"), name or f"Person {len(self.users)}", self.team, locale, zone, guest)
        self.users[user.id] = user
        return user

    def add_channel(self, kind: Kind, name: str, members: list[str], person: str = "") -> Channel:
        """A new conversation."""
        channel = Channel(self.id("D" if kind == "im" else "C"), kind, name, members, person=person)
        channel.created = int(time.time())
        self.channels[channel.id] = channel
        return channel

    def dm_of(self, user: str) -> Channel | None:
        """The bot's DM with this person, if it was ever opened."""
        return next((one for one in self.channels.values() if one.kind == "im" and one.person == user), None)

    def dm(self, user: str) -> Channel:
        """The bot's DM with this person, opened now if it wasn't."""
        return self.dm_of(user) or self.add_channel("im", "", [self.bot_user, user], user)

    def user(self, id: str) -> User:  # noqa: A002 - Slack's own word
        """An account that can be written to, or Slack's refusal."""
        user = self.users.get(id)
        if user is None:
            raise Refused("user_not_found")
        return user

    def place(self, id: str) -> Channel:  # noqa: A002 - Slack's own word
        """A conversation as this app may know it: one it isn't in is `channel_not_found`, unless it is public."""
        channel = self.channels.get(id)
        if channel is None or (channel.kind != "public" and self.bot_user not in channel.members):
            raise Refused("channel_not_found")
        return channel

    # --- messages -------------------------------------------------------------------------------------------------

    def keep(self, message: Message) -> None:
        """A new message stands in its channel; in a DM the app hears of it, of its own too."""
        self.channels[message.channel].messages.append(message)
        self._heard(message, {**message.shown(self.app, self.team), "event_ts": message.ts})

    def change(self, message: Message, text: str, blocks: list[Json]) -> None:
        """A message reads otherwise from now on."""
        before = replace(message).shown(self.app, self.team)
        message.text, message.blocks, message.edited = text, blocks, self.ts()
        now = message.shown(self.app, self.team)
        event = {"type": "message", "subtype": "message_changed", "message": now, "previous_message": before}
        self._heard(message, {**event, "hidden": True, "ts": message.edited, "event_ts": message.edited})

    def remove(self, message: Message) -> None:
        """A message is gone."""
        self.channels[message.channel].messages.remove(message)
        at, before = self.ts(), message.shown(self.app, self.team)
        event = {"type": "message", "subtype": "message_deleted", "previous_message": before, "deleted_ts": message.ts}
        self._heard(message, {**event, "hidden": True, "ts": at, "event_ts": at})

    def _heard(self, message: Message, event: Json) -> None:
        if self.channels[message.channel].kind == "im":
            self.tell({**event, "channel": message.channel, "channel_type": "im"})
