"""What is written down of each call, each push and each failure that a person saw."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tests.servers.slack.things import Json

Sort = Literal["events_api", "interactive", "slash_commands"]


@dataclass(slots=True)
class Recorded:
    """One call of the Web API. `needed` is the scope it took; `status` 0 means that no answer was sent."""

    method: str
    args: Json
    at: float
    token: str = ""
    needed: str = ""
    status: int = 0
    response: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ack:
    """The app's answer to a push, within the deadline."""

    payload: Json
    took: float


@dataclass(slots=True)
class Pushed:
    """One push to the app; `ack` is None if none came in time. `by` is socket or http, nothing if nobody listened."""

    sort: Sort
    payload: Json
    at: float
    attempt: int = 0
    by: str = ""
    ack: Ack | None = None
    late: float = 0.0


@dataclass(frozen=True, slots=True)
class Failure:
    """Slack's own words to a person whose act was not acknowledged."""

    user: str
    what: str
