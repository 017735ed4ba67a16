"""What an import would mean, as values: each is a sentence in the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from bot.schedules.shape import Suggestion
from escalation.notice import Short
from escalation.rescheduling import Change


@dataclass(frozen=True, slots=True)
class Added:
    """An occasion that wasn't there."""

    occasion: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Moved:
    """An occasion has another day."""

    occasion: str
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Retimed:
    """An occasion starts at another time."""

    occasion: str
    before: time | None
    after: time | None


@dataclass(frozen=True, slots=True)
class Joins:
    """Somebody is in it who wasn't. `left`: from now to the first call; None without a day."""

    occasion: str
    cast_id: str = field(repr=False)
    left: timedelta | None


@dataclass(frozen=True, slots=True)
class Leaves:
    """Somebody isn't in it any more."""

    occasion: str
    cast_id: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Stays:
    """Somebody with a part that was set by hand isn't in the file's scene, and stays in it until a human decides."""

    occasion: str
    cast_id: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Altered:
    """Something else changed: unit, call times, standby, name."""

    occasion: str
    what: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class NotInFile:
    """An occasion to come, on a day that the file has, isn't in the file: it stays as it is until a human decides."""

    occasion: str


@dataclass(frozen=True, slots=True)
class Flagged:
    """Words of the file suggest flags that it doesn't have: the coordinator confirms or not."""

    occasion: str
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """Notice would be broken for these people: readers and office would be told."""

    occasion: str
    short: tuple[Short, ...]


@dataclass(frozen=True, slots=True)
class Blocked:
    """If what its words suggest is so, a minor stands beside intimacy: then nothing is planned until it is settled."""

    occasion: str


@dataclass(frozen=True, slots=True)
class NeedsVisit:
    """A cast id without an account."""

    cast_id: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskAgain:
    """A linked cast id comes back that was in no occasion: whoever it is linked to is asked again if they are it."""

    cast_id: str = field(repr=False)


Consequence = (
    Added
    | Moved
    | Retimed
    | Joins
    | Leaves
    | Stays
    | Altered
    | NotInFile
    | Flagged
    | Broken
    | Blocked
    | NeedsVisit
    | AskAgain
)
