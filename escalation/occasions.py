"""Says what an occasion is: its kind, its flags, who is in it and as what, where it stands, and on which day.

Wall times of a day are `time` values of the unit's zone; `escalation/call_times.py` turns them into instants. Whoever
is listed in an occasion is in it or near it: `crew` means the closed-set crew where the set is closed, else those who
work beside it. Here nobody has a name or an address: a cast id is a string that the schedule gives.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from escalation.calendar import Hours


class Kind(StrEnum):
    """What people meet for."""

    scene = "scene"
    rehearsal = "rehearsal"
    fitting = "fitting"
    scan = "scan"
    stills = "stills"
    adr = "adr"
    reading = "reading"
    audition = "audition"
    performance = "performance"
    other = "other"


class Flag(StrEnum):
    """What makes people be asked; a human has confirmed each."""

    nudity = "nudity"
    simulated_sex = "simulated_sex"
    sexual_violence = "sexual_violence"
    kiss = "kiss"
    physical_intimacy = "physical_intimacy"
    stunt = "stunt"
    fight = "fight"
    firearm = "firearm"
    animal = "animal"
    hazard = "hazard"
    minor = "minor"
    emotional = "emotional"
    live_performance = "live_performance"


INTIMATE = (Flag.nudity, Flag.simulated_sex, Flag.sexual_violence)
"""The flags with a rider, 48 hours' notice and a closed set; beside `minor` they stop everything."""

WITH_MEETING = (Flag.stunt, Flag.fight, Flag.firearm, Flag.hazard)
"""The flags with a safety meeting or briefing before the work."""


class Part(StrEnum):
    """As what somebody is in an occasion."""

    performer = "performer"
    double = "double"
    stand_in = "stand_in"
    stunt = "stunt"
    background = "background"
    crew = "crew"
    guardian = "guardian"
    chaperone = "chaperone"


CAST = (Part.performer, Part.double, Part.stand_in, Part.stunt, Part.background)
"""The parts in front of the camera, or on the stage."""

CARERS = (Part.guardian, Part.chaperone)
"""The parts that are asked instead of a child."""


class State(StrEnum):
    """Where an occasion stands. `held`: off the plan until somebody gives it a day; `wrapped`: over."""

    planned = "planned"
    held = "held"
    on_closed_set = "on_closed_set"
    wrapped = "wrapped"
    cancelled = "cancelled"


@dataclass(frozen=True, slots=True)
class Called:
    """Who is in it, by cast id; several people may share one, as background does.

    `at`: when they report; `on_set`: when they are wanted on set; None is not known yet. `child`: under age, by what
    the office says. `added`: when they were added to an occasion that stood already.
    """

    cast_id: str = field(repr=False)
    part: Part = Part.performer
    at: time | None = None
    on_set: time | None = None
    child: bool = False
    added: datetime | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """A scene, rehearsal, fitting ... of one unit on one day.

    - `starts`: when it begins on set. `meeting`: its safety meeting, briefing or fight call.
    - `standby`: only if the weather wants it; its prompts run, its check-ins don't.
    - `resolved`: a human has looked at a minor beside intimacy and said that it is in order.
    - `placed`: when it came to the day it has; None if it was there before anything was said of the day.
    - `flagged`: when the last of its intimate flags was set. `wrapped`: when it was over.
    - `revision` grows with every change, `edition` with those after which people are asked anew.
    - `key`: what the production's file calls it; empty for one that no file names.
    """

    id: str
    unit: str
    kind: Kind
    name: str
    day: date | None
    starts: time | None = None
    flags: tuple[Flag, ...] = ()
    calls: tuple[Called, ...] = ()
    meeting: time | None = None
    episode: str = ""
    standby: bool = False
    state: State = State.planned
    resolved: bool = False
    placed: datetime | None = None
    flagged: datetime | None = None
    wrapped: datetime | None = None
    revision: int = 1
    edition: int = 1
    key: str = ""


@dataclass(frozen=True, slots=True)
class UnitDay:
    """One day of a unit. `sheet_out`: when its call sheet went out, or the time set for that; None: not yet.

    `wrap`: when the unit wrapped, once that is known.
    """

    unit: str
    on: date
    sheet_out: datetime | None = None
    wrap: datetime | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """All occasions of a production, each unit's hours by its id, and what is known of single days."""

    occasions: tuple[Occasion, ...]
    hours: tuple[tuple[str, Hours], ...]
    days: tuple[UnitDay, ...] = ()


def is_intimate(occasion: Occasion) -> bool:
    """Say whether it has an intimate flag: rider, notice, closed set."""
    return any(flag in INTIMATE for flag in occasion.flags)


def has_meeting(occasion: Occasion) -> bool:
    """Say whether a safety meeting or briefing belongs to it."""
    return any(flag in WITH_MEETING for flag in occasion.flags)


def is_blocked(occasion: Occasion) -> bool:
    """Say whether nothing may be scheduled for it until a human resolves it: a minor beside intimacy."""
    return Flag.minor in occasion.flags and is_intimate(occasion) and not occasion.resolved


def is_on(occasion: Occasion) -> bool:
    """Say whether it has a day, is neither held nor cancelled, and nothing blocks it."""
    return occasion.day is not None and occasion.state not in (State.held, State.cancelled) and not is_blocked(occasion)


def children(occasions: Iterable[Occasion]) -> frozenset[str]:
    """Give the cast ids of children: whoever is one in one occasion is one in all."""
    return frozenset(called.cast_id for occasion in occasions for called in occasion.calls if called.child)


def child_unknown(occasion: Occasion, known: frozenset[str]) -> bool:
    """Say whether it is flagged `minor` while nobody has said who of the cast is the child.

    Any of them could be: until it is said, none of the cast is asked about it.
    """
    return Flag.minor in occasion.flags and not any(called.cast_id in known for called in occasion.calls)
