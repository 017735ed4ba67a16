"""The invented production of the demo: its people, units, scenes and numbers. None of them is anybody's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Final, Literal
from zoneinfo import ZoneInfo

from escalation.calendar import ALWAYS, EVERY_DAY, Duty, Hours, Span, Window
from escalation.occasions import Called, Flag, Kind, Occasion, Part
from escalation.roster import Role
from storage.people import Person, Reading, Roster
from storage.productions import Book, Channel, Outside, Unit

ZONE: Final = "Europe/Madrid"


def _id(name: str) -> str:
    """A fixed id for the demo's own things."""
    return sha256(f"demo {name}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody with an account on the demo's set."""

    id: str
    name: str
    part: str
    roles: tuple[Role, ...] = (Role.crew,)
    audience: Literal["person", "reader", "office"] = "person"
    language: str = "en"
    cast_id: str = ""
    unit: str = "main"
    reading: Reading | None = None


_SHOOT: Final = Duty(ZONE, (Window(EVERY_DAY, Span(time(7), time(20))),))

PEOPLE: Final = (
    Somebody("ada", "Ada Fennick", "Performer, number 1", (Role.performer,), cast_id="1"),
    Somebody("bruno", "Bruno Saltmarsh", "Performer, number 3", (Role.performer,), language="es", cast_id="3"),
    Somebody("cleo", "Cleo Overhand", "Double for number 3", (Role.performer,), cast_id="3X"),
    Somebody("dario", "Dario Wickham-Roe", "Stunt performer", (Role.performer,), cast_id="7", unit="second"),
    Somebody("elin", "Elin Tarrow", "Background", (Role.background,)),
    Somebody("fermin", "Fermín Alcaraque", "Background", (Role.background,), language="es"),
    Somebody("greta", "Greta Lampwick", "Make-up"),
    Somebody("hal", "Hal Ondermeer", "Grip"),
    Somebody("ines", "Inés Barrunto", "Sound", language="es"),
    Somebody("jory", "Jory Candleford", "Camera"),
    Somebody("kaz", "Kaz Overlight", "Costume"),
    Somebody("lumi", "Lumi Stagg", "Runner", unit="second"),
    Somebody(
        "mara",
        "Mara Vellum",
        "Intimacy coordinator",
        (Role.coordinator,),
        "reader",
        reading=Reading(
            "I coordinate intimacy on this production. I am independent of the director's chain of command.",
            _SHOOT,
            ("en", "es"),
            knows="I have worked with Ilo before.",
            accepted=True,
            acting=True,
        ),
    ),
    Somebody(
        "ilo",
        "Ilo Farrowby",
        "Backup coordinator",
        (Role.backup,),
        "reader",
        reading=Reading(
            "I read when Mara can't. I am not on set; you can call me.",
            ALWAYS,
            ("en",),
            on_set=False,
            by_phone="+1 555-0117",
            knows="I have worked with Mara before.",
            accepted=True,
            acting=True,
        ),
    ),
    Somebody(
        "sanne",
        "Sanne Ropewell",
        "Second backup",
        (Role.backup,),
        "reader",
        reading=Reading(
            "I read when neither Mara nor Ilo can. I work with the second unit.",
            _SHOOT,
            ("en",),
            by_phone="+1 555-0118",
            accepted=True,
            acting=True,
        ),
    ),
    Somebody("odile", "Odile Marrowstone", "Unit production manager", (Role.office,), "office"),
    Somebody("tam", "Tam Vaneweather", "First assistant director", (Role.office,), "office"),
)

_READERS: Final = tuple(_id(one.id) for one in PEOPLE if one.audience == "reader")

UNITS: Final = (
    Unit(_id("main"), "Main unit", "Madrid", "112", "+1 555-0102", Hours(ZONE), _READERS),
    Unit(
        _id("second"),
        "Second unit",
        "New York",
        "911",
        "+1 555-0104",
        Hours("America/New_York"),
        _READERS,
    ),
)

BOOK: Final = Book(
    name="The Long Rehearsal",
    kind="film",
    runner="Mara Vellum's office",
    zone=ZONE,
    language="en",
    country="ES",
    readers_channel=Channel("local", "set", "readers"),
    office_channel=Channel("local", "set", "office"),
    outside=(
        Outside("Performers' union line (invented)", "+1 555-0140", "every day 08:00-22:00", ("en", "es")),
        Outside("Film and TV charity line (invented)", "+1 555-0141", "day and night", ("en",)),
    ),
    crew=42,
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the demo is played. `account` gives the id there of somebody, or of a channel, by its id in the cast."""

    platform: str
    workspace: str
    account: Callable[[str], str]

    def book(self) -> Book:
        """The production's book, with its two channels there."""
        return replace(BOOK, readers_channel=self._channel("readers"), office_channel=self._channel("office"))

    def _channel(self, which: str) -> Channel:
        return Channel(self.platform, self.workspace, self.account(which))


ON_THE_SET: Final = Addresses(BOOK.readers_channel.platform, BOOK.readers_channel.workspace, str)
"""The local set, where everybody's id is the one of the cast."""


def roster_of(at: Addresses = ON_THE_SET, people: tuple[Somebody, ...] = PEOPLE) -> Roster:
    """Everybody, as the roster has them."""
    return Roster(tuple(_person(one, at) for one in people))


def _person(one: Somebody, at: Addresses) -> Person:
    return Person(
        _id(one.id),
        one.name,
        one.roles,
        at.platform,
        at.workspace,
        at.account(one.id),
        language=one.language,
        joined=True,
        welcomed=True,
        units=() if one.reading else (_id(one.unit),),
        cast_ids=(one.cast_id,) if one.cast_id else (),
        reading=one.reading,
    )


def coming_occasions(now: datetime) -> tuple[Occasion, ...]:
    """A few scenes of today and tomorrow."""
    today = now.astimezone(ZoneInfo(ZONE)).date()
    tomorrow = today + timedelta(days=1)
    return (
        _scene("12A", tomorrow, time(13), (Flag.simulated_sex,), _called("1", 11), _called("3", 11, 30), _DOUBLE),
        _scene("14", tomorrow, time(15, 30), (Flag.stunt,), _called("1", 14), _called("7", 13, 30, Part.stunt)),
        _scene("9", today, time(17), (), _called("1", 15), _called("3", 15), _called("bg", 14, 0, Part.background)),
    )


def _called(cast_id: str, hour: int, minute: int = 0, part: Part = Part.performer) -> Called:
    return Called(cast_id, part, time(hour, minute))


_DOUBLE: Final = _called("3X", 11, 30, Part.double)


def _scene(id_: str, day: date, starts: time, flags: tuple[Flag, ...], *called: Called) -> Occasion:
    return Occasion(_id(id_), _id("main"), Kind.scene, f"Sc {id_}", day, starts, flags, called)
