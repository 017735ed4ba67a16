"""A small invented production for the tests of occasions: one unit in Madrid, scene 12A, and a way to plan."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from escalation.calendar import Hours
from escalation.call_times import Dated, dated
from escalation.checkin_people import Linked
from escalation.checkin_plans import USUAL, Plan, Rules
from escalation.checkins import Asked, CheckIn, Delivered, Wishes, plan
from escalation.occasions import Called, Flag, Kind, Occasion, Part, Schedule, UnitDay

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ON = date(2026, 11, 26)
"""A Thursday; the unit works from 07:00 to 20:00, an hour ahead of UTC."""

MAIN = Hours("Europe/Madrid")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


SHEET = utc("2026-11-25 18:40")
"""19:40 on the evening before."""

EARLY = utc("2026-11-20 09:00")
"""Long before anything."""

PARTS = {
    "1": Part.performer,
    "3": Part.performer,
    "3X": Part.double,
    "si": Part.stand_in,
    "7": Part.stunt,
    "bg": Part.background,
    "dop": Part.crew,
    "mum": Part.guardian,
    "chap": Part.chaperone,
}
"""Everybody, by cast id."""


def called(*cast_ids: str, at: time | None = time(11), on_set: time | None = None) -> tuple[Called, ...]:
    return tuple(Called(cast_id, PARTS[cast_id], at, on_set) for cast_id in cast_ids)


EVERYBODY = (*called(*PARTS), Called("kid", Part.performer, time(11), child=True))


def scene(*flags: Flag, calls: tuple[Called, ...] = called("1", "3", "3X"), **other: object) -> Occasion:
    occasion = Occasion("12A", "main", Kind.scene, "Sc 12A", ON, time(13), flags, calls)
    return replace(occasion, **other)  # type: ignore[arg-type] # named by each test


def shooting(*occasions: Occasion, sheet: datetime | None = SHEET, wrap: datetime | None = None) -> Schedule:
    """A schedule in which the call sheet of every day went out on its evening before, as on Wednesday."""
    days = {occasion.day for occasion in occasions if occasion.day}
    sheets = {day: sheet + (day - ON) if sheet else None for day in days}
    return Schedule(
        occasions,
        (("main", MAIN),),
        tuple(UnitDay("main", day, sheets[day], wrap if day == ON else None) for day in sorted(days)),
    )


def first(occasion: Occasion) -> Dated:
    return dated(shooting(occasion))[0]


def people(*cast_ids: str) -> tuple[Asked, ...]:
    return tuple(Asked(Linked(cast_id, (cast_id,))) for cast_id in cast_ids or (*PARTS, "kid"))


def planned(
    schedule: Schedule,
    crowd: Collection[Asked] = people(),
    delivered: Collection[Delivered] = (),
    now: datetime = EARLY,
    plans: Mapping[Flag, Plan] = USUAL,
) -> tuple[CheckIn, ...]:
    return plan(schedule, crowd, delivered, now, plans, Rules())


def whens(check_ins: Collection[CheckIn]) -> dict[str, set[tuple[str, str]]]:
    """What each person gets: the moment, and the minute by the clock of Madrid in winter."""
    found: dict[str, set[tuple[str, str]]] = {}
    for one in check_ins:
        wall = f"{one.at + HOUR:%d %H:%M}"
        found.setdefault(one.person, set()).update((moment, wall) for about in one.about for moment in about.moments)
    return found


def had(check_ins: Collection[CheckIn], until: datetime) -> tuple[Delivered, ...]:
    """What has been delivered by then."""
    return tuple(
        Delivered(one.person, about.occasion, moment, about.edition, one.at)
        for one in check_ins
        if one.at <= until
        for about in one.about
        for moment in about.moments
    )


def wishing(person: Asked, **wishes: object) -> Asked:
    return replace(person, wishes=Wishes(**wishes))  # type: ignore[arg-type] # named by each test
