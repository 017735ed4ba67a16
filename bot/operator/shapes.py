"""The shape of the production's file: each table, its keys, and how each is written.

What is said about a key that is missing is its description. Keys of other tables are known only from the text around
(`Known`, given as pydantic's context), so that an unknown reader is found even in a unit that has other faults.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Final, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt
from pydantic import ValidationInfo as Info

from bot.operator import spelling
from bot.text.catalog import LANGUAGES
from escalation.calendar import EVERY_DAY, Span
from escalation.occasions import Flag, Kind, Part
from escalation.roster import READING, Role, clash

PRODUCTION_KINDS: Final = ("film", "series", "theatre", "commercial", "music_video", "other")
PLATFORMS: Final = ("slack", "discord", "local")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """The short names that the file gives to readers and units, whatever else is wrong with them."""

    readers: frozenset[str]
    units: frozenset[str]


def _one_of(*words: str) -> AfterValidator:
    def check(written: str) -> str:
        if written not in words:
            raise ValueError(f"is not known: write one of {', '.join(words)}")
        return written

    return AfterValidator(check)


def _known_to(what: str, names: Callable[[Known], frozenset[str]]) -> AfterValidator:
    def check(written: str, info: Info) -> str:
        if isinstance(info.context, Known) and written not in names(info.context):
            raise ValueError(f"{written!r} is no {what} of this file")
        return written

    return AfterValidator(check)


def _different(written: tuple[T, ...]) -> tuple[T, ...]:
    if len(set(written)) < len(written):
        raise ValueError("names something twice")
    return written


def _day(written: object) -> object:
    if isinstance(written, datetime) or not isinstance(written, date):
        raise ValueError("is no date: write it without quotes, 2027-03-04")  # noqa: TRY004 - pydantic collects these
    return written


def _spoken(written: str) -> str:
    if written.replace("_", "-").split("-")[0].lower() not in LANGUAGES:
        raise ValueError(f"is not spoken yet: write one of {', '.join(LANGUAGES)}")
    return written


def _reads(roles: tuple[str, ...]) -> tuple[str, ...]:
    if clash([Role(role) for role in roles]):
        raise ValueError("a reader is never the office: nobody who gives orders on set reads concerns")
    if not any(role in roles for role in READING):
        raise ValueError(f"a reader is at least one of {', '.join(READING)}")
    return roles


def _reads_not(roles: tuple[str, ...]) -> tuple[str, ...]:
    if any(role in roles for role in (*READING, Role.office)):
        raise ValueError("readers stand under [readers], the office under [office]; nobody is both")
    return roles


def _text(longest: int, what: str) -> tuple[object, ...]:
    return AfterValidator(spelling.line_of_text), Field(max_length=longest, description=what)


Text = Annotated[str, AfterValidator(spelling.line_of_text), Field(max_length=80)]
Name = Annotated[str, AfterValidator(spelling.line_of_text), Field(max_length=60)]
"""Somebody's or something's name: it stands in lists of choices, whose lines hold 75 characters on Slack."""
ShortName = Annotated[str, AfterValidator(spelling.line_of_text), Field(max_length=32)]
"""An occasion's: more of the line is ours."""
Key = Annotated[str, AfterValidator(spelling.key)]
Zone = Annotated[str, AfterValidator(spelling.zone)]
Clock = Annotated[time, BeforeValidator(spelling.clock_time)]
Hours = Annotated[Span, BeforeValidator(spelling.hours)]
Day = Annotated[date, BeforeValidator(_day)]
Weekdays = Annotated[
    tuple[Annotated[int, BeforeValidator(spelling.weekday)], ...], AfterValidator(_different), Field(min_length=1)
]
ReaderKeys = Annotated[
    tuple[Annotated[str, _known_to("reader", lambda known: known.readers)], ...], AfterValidator(_different)
]
UnitKey = Annotated[str, _known_to("unit", lambda known: known.units)]
UnitKeys = Annotated[tuple[UnitKey, ...], AfterValidator(_different)]
Roles = Annotated[tuple[Annotated[str, _one_of(*Role)], ...], AfterValidator(_different)]
Languages = Annotated[tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], ...], AfterValidator(_different)]
CastId = Annotated[str, AfterValidator(spelling.line_of_text), Field(max_length=20)]
Opaque = Annotated[str, AfterValidator(spelling.line_of_text), Field(max_length=64)]


class Table(BaseModel):
    """A table of the file: nothing in it that isn't named here."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Account(Table):
    """Somebody's account on a chat platform."""

    platform: Annotated[str, _one_of(*PLATFORMS), Field(description="slack or discord")]
    workspace: Annotated[Opaque, Field(description="the id of the workspace or server")]
    user: Annotated[Opaque, Field(description="the id of the account, not its name")]


class ChannelTable(Table):
    """A channel on a chat platform."""

    platform: Annotated[str, _one_of(*PLATFORMS), Field(description="slack or discord")]
    workspace: Annotated[Opaque, Field(description="the id of the workspace or server")]
    channel: Annotated[Opaque, Field(description="the id of the channel, not its name")]


class ProductionTable(Table):
    """The production itself."""

    name: Annotated[Name, Field(description="the production's name, as everybody knows it")]
    was: Name | None = None
    kind: Annotated[str, _one_of(*PRODUCTION_KINDS), Field(description=f"one of {', '.join(PRODUCTION_KINDS)}")]
    runner: Annotated[Text, Field(description="who runs this Ghostlight; it stands on everybody's first screen")]
    timezone: Annotated[Zone, Field(description='the time zone, such as "Europe/Madrid"')]
    locale: Annotated[str, AfterValidator(_spoken), Field(description=f"one of {', '.join(LANGUAGES)}")]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$", description='two capital letters, such as "ES"')]
    crew: Annotated[StrictInt, Field(ge=1, le=20000, description="how many people work here, roughly")]
    wraps: Day | None = None
    rounds: StrictBool = True
    readers_channel: Annotated[ChannelTable, Field(description="the channel that only readers are in")]
    office_channel: Annotated[ChannelTable, Field(description="the office's channel")]
    door_channel: ChannelTable | None = None


class OneDay(Table):
    """A date that differs from the rule: `off = true`, or hours of its own."""

    on: Annotated[Day, Field(description="the date")]
    off: StrictBool = False
    hours: Hours | None = None


Days = Annotated[tuple[OneDay, ...], Field(max_length=150)]


class UnitTable(Table):
    """A unit: a place with its numbers and hours."""

    name: Annotated[Name, Field(description="the unit's name")]
    place: Annotated[Text, Field(description="where this unit works")]
    emergency: Annotated[str, *_text(40, "the emergency number of that place")]
    medic: Annotated[str, *_text(40, "the set medic's number")]
    timezone: Zone | None = None
    hours: Hours = Span(time(7), time(20))
    weekdays: Weekdays = EVERY_DAY
    days: Days = ()
    lunch: Clock = time(13)
    readers: Annotated[ReaderKeys, Field(min_length=1, max_length=40, description="the readers, first asked first")]


class Window(Table):
    """Duty hours on some weekdays."""

    weekdays: Weekdays = EVERY_DAY
    hours: Annotated[Hours, Field(description='the hours, such as "07:00-20:00"; "00:00-24:00" is always')]


class ReaderTable(Table):
    """Somebody who reads concerns."""

    name: Annotated[Name, Field(description="the reader's name; everybody sees it")]
    roles: Annotated[Roles, AfterValidator(_reads), Field(description=f"one or more of {', '.join(READING)}")]
    introduction: Annotated[str, *_text(600, "who they are, in a sentence or two; everybody sees it")]
    languages: Annotated[Languages, Field(min_length=1, description='languages they read, such as ["en"]')]
    account: Annotated[Account, Field(description="their chat account: platform, workspace, user")]
    units: UnitKeys = ()
    on_set: StrictBool = True
    phone: Annotated[str, *_text(40, "")] | None = None
    timezone: Zone | None = None
    duty: Annotated[tuple[Window, ...], Field(min_length=1, description="at least one window of duty hours")]
    days: Days = ()
    ring_url: Annotated[str, AfterValidator(spelling.ring_url), Field(max_length=400)] | None = None
    knows: Annotated[str, *_text(300, "")] | None = None


class PersonTable(Table):
    """Somebody on the crew or cast."""

    name: Annotated[Name, Field(description="their name")]
    account: Annotated[Account, Field(description="their chat account: platform, workspace, user")]
    roles: Annotated[Roles, AfterValidator(_reads_not), Field(min_length=1)] = ("crew",)
    cast_ids: Annotated[tuple[CastId, ...], AfterValidator(_different)] = ()
    units: UnitKeys = ()


class OfficeTable(Table):
    """Somebody of the production office."""

    name: Annotated[Name, Field(description="their name")]
    account: Annotated[Account, Field(description="their chat account: platform, workspace, user")]
    units: UnitKeys = ()


class OutsideTable(Table):
    """A line of help outside the production."""

    name: Annotated[Text, Field(description="whose line it is")]
    reach: Annotated[str, *_text(80, "its number or address")]
    hours: Annotated[str, *_text(80, "")] | None = None
    languages: Languages = ()
    for_minors: StrictBool = False


class CallLine(Table):
    """Who is called to an occasion."""

    cast: Annotated[CastId, Field(description="the cast id")]
    at: Clock | None = None
    part: Annotated[str, _one_of(*Part)] = "performer"


class OccasionTable(Table):
    """A scene, rehearsal, fitting ..."""

    name: Annotated[ShortName, Field(description='what people call it, such as "Sc 12A"')]
    kind: Annotated[str, _one_of(*Kind), Field(description=f"one of {', '.join(Kind)}")]
    unit: Annotated[UnitKey, Field(description="the unit's short name")]
    day: Day | None = None
    starts: Clock | None = None
    episode: Annotated[str, *_text(40, "")] | None = None
    flags: Annotated[tuple[Annotated[str, _one_of(*Flag)], ...], AfterValidator(_different)] = ()
    standby: StrictBool = False
    calls: Annotated[tuple[CallLine, ...], Field(max_length=500)] = ()


class ProductionFile(Table):
    """The whole file."""

    revision: Annotated[StrictInt, Field(ge=1)] | None = None
    production: Annotated[ProductionTable, Field(description="the production itself")]
    units: Annotated[dict[Key, UnitTable], Field(min_length=1, description="at least one unit, [units.main]")]
    readers: Annotated[dict[Key, ReaderTable], Field(min_length=1, description="at least one reader")]
    office: dict[Key, OfficeTable] = {}
    people: dict[Key, PersonTable] = {}
    outside: Annotated[
        tuple[OutsideTable, ...],
        Field(min_length=1, max_length=8, description="at least one line of help outside the production, [[outside]]"),
    ]
    occasions: dict[Key, OccasionTable] = {}
    ladder: dict[str, dict[str, object]] = {}
    check_ins: dict[str, object] = {}
    prompts: dict[str, object] = {}
