"""A knife that falls on a running Ghostlight at one instant: just before, or just after, Slack carries out a call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tests.e2e.slack_house import House
from tests.servers.slack.things import Json, Refused
from tests.servers.slack.world import World


@dataclass(slots=True)
class Knife:
    """Falls once, at the first call of this method about this channel or person."""

    house: House
    when: Literal["before", "after"]
    method: str
    place: str
    has_fallen: bool = field(default=False, init=False)

    def whet(self) -> None:
        """Wait for that call."""
        answers = self.house.slack._api.answers
        carried_out = answers[self.method]

        def cut(world: World, args: Json) -> Json:
            if args.get("channel") != self.place:
                return carried_out(world, args)
            answers[self.method] = carried_out
            answer = carried_out(world, args) if self.when == "after" else {}
            self.house.strike()
            self.has_fallen = True
            if not answer:
                raise Refused("fatal_error")
            return answer

        answers[self.method] = cut
