"""Decides what the office sees of a flagged occasion: what the coordinator last set by hand today, and nothing else.

Nothing a person answered, wrote or muted is an argument here. Every flagged occasion starts each day at `ask_me`, so
`ask_me` says nothing about anybody.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from escalation.calendar import Hours, end_of_day
from escalation.occasions import Occasion


class Readiness(StrEnum):
    """What a coordinator says of an occasion."""

    ready = "ready"
    hold = "hold"
    ask_me = "ask_me"


@dataclass(frozen=True, slots=True)
class Setting:
    """A coordinator's own act: what they set, and when."""

    readiness: Readiness
    at: datetime


def shown(occasion: Occasion, setting: Setting | None, hours: Hours, now: datetime) -> Readiness | None:
    """Give what the office sees; None where nothing is flagged, so that nobody has to be asked.

    A setting holds until the end of the unit's day on which it was made: midnight, or wrap where a shoot runs past it.
    """
    if not occasion.flags:
        return None
    if setting is None or now >= end_of_day(hours, setting.at):
        return Readiness.ask_me
    return setting.readiness
