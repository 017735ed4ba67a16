"""Proves the laws that every plan keeps, whatever the schedule, the zone and the day: by random schedules.

The laws are checked by a slow and independent reading of the plan; each is shown a plan that breaks it as well.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalation.calendar import Hours, Span, instant
from escalation.call_times import Dated, dated, day_ends, is_over, moment
from escalation.checkin_people import Linked
from escalation.checkin_plans import USUAL, Rules, Slot
from escalation.checkins import Asked, CheckIn, Wishes, plan
from escalation.occasions import Called, Flag, Kind, Occasion, Part, Schedule, State, UnitDay, is_blocked
from escalation.rescheduling import day_moved, moved
from tests.escalation.shooting import DAY, EARLY, HOUR, MINUTE, SHEET, had, people, scene, shooting, utc

T = TypeVar("T")
ZONES = ("Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kathmandu")
CAST_IDS = ("1", "2", "3X", "bg", "dop", "mum", "kid")
PARTS = (Part.performer, Part.performer, Part.double, Part.background, Part.crew, Part.guardian, Part.performer)
BEFORE = (Slot.ahead, Slot.close)

clock = st.sampled_from([time(hour, minute) for hour in range(5, 22) for minute in (0, 30)])
spans = st.sampled_from([Span(time(7), time(20)), Span(time(18), time(5)), Span(time(9), time(17))])


@dataclass(frozen=True)
class Case:
    """A schedule, everybody in it, and a time at which it is planned."""

    schedule: Schedule
    people: tuple[Asked, ...]
    now: datetime

    def plan(self, **other: object) -> tuple[CheckIn, ...]:
        """What is planned, with some of the case otherwise."""
        case = replace(self, **other)  # type: ignore[arg-type] # named by each law
        return plan(case.schedule, case.people, (), case.now, USUAL, Rules())


@st.composite
def calls(draw: st.DrawFn) -> tuple[Called, ...]:
    chosen = draw(st.lists(st.sampled_from(range(len(CAST_IDS))), min_size=1, max_size=6, unique=True))
    return tuple(
        Called(CAST_IDS[one], PARTS[one], draw(st.none() | clock), child=CAST_IDS[one] == "kid") for one in chosen
    )


@st.composite
def occasions(draw: st.DrawFn, number: int, first: date) -> Occasion:
    return Occasion(
        f"o{number}",
        draw(st.sampled_from(["main", "second"])),
        draw(st.sampled_from([Kind.scene, Kind.scene, Kind.rehearsal, Kind.performance])),
        f"Sc {number}",
        first + draw(st.integers(0, 3)) * DAY,
        draw(st.none() | clock),
        tuple(draw(st.lists(st.sampled_from(Flag), max_size=3, unique=True))),
        draw(calls()),
        draw(st.none() | clock),
        standby=draw(st.sampled_from([False, False, False, True])),
        state=draw(st.sampled_from([State.planned] * 5 + [State.held, State.cancelled])),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    first = draw(st.dates(date(2024, 1, 1), date(2028, 12, 25)))
    zones = draw(st.tuples(st.sampled_from(ZONES), st.sampled_from(ZONES)))
    hours = tuple((unit, Hours(zone, draw(spans))) for unit, zone in zip(("main", "second"), zones, strict=True))
    made = tuple(draw(occasions(number, first)) for number in range(draw(st.integers(1, 5))))
    days = []
    for unit, its in hours:
        for number in range(4):
            eve = instant(
                its.zone, first + (number - 1) * DAY, draw(st.sampled_from([time(14), time(19, 40), time(21)]))
            )
            wrap = draw(st.none() | st.integers(-120, 180).map(lambda minutes: minutes * MINUTE))
            end = day_ends(its, first + number * DAY)
            sheet = draw(st.sampled_from([eve, eve, eve, None]))
            days.append(UnitDay(unit, first + number * DAY, sheet, (wrap is not None and end + wrap) or None))
    crowd = tuple(Asked(Linked(one, (one,), draw(st.sampled_from(["", *ZONES])))) for one in CAST_IDS)
    now = instant("UTC", first, time(0)) - 5 * DAY
    return Case(Schedule(made, hours, tuple(days)), crowd, now)


# --- The laws -----------------------------------------------------------------------------------------------

Law = Callable[[Case, Sequence[CheckIn]], bool]


def by_id(case: Case) -> dict[str, Dated]:
    return {one.occasion.id: one for one in dated(case.schedule)}


def rests(case: Case, person: Asked, at: datetime) -> bool:
    """Say whether this minute is inside of the person's rest, by a slow reading of it."""
    work = sorted(stretch for one in by_id(case).values() for stretch in worked(one, person))
    if any(start - 30 * MINUTE <= at <= end + 30 * MINUTE for start, end in work):
        return False
    for (_, end), (start, _) in pairwise(work):
        if end + 30 * MINUTE < at < start - 30 * MINUTE and start - end <= 25 * HOUR:
            return True
    zones = [one.hours.zone for one in by_id(case).values() if worked(one, person, everything=True)]
    wall = at.astimezone(ZoneInfo(person.linked.zone or zones[0]))
    return not time(6) <= wall.time() <= time(22)


def worked(one: Dated, person: Asked, *, everything: bool = False) -> list[tuple[datetime, datetime]]:
    mine = [called for called in one.occasion.calls if called.cast_id in person.linked.cast_ids]
    off = one.occasion.standby or one.occasion.state in (State.held, State.cancelled)
    if not mine or (off and not everything):
        return []
    known = [moment(one.hours, one.on, called.at or one.hours.usual.start) for called in mine]
    early = [moment(one.hours, one.on, one.occasion.starts)] if one.occasion.starts and mine[0].at is None else []
    end = one.day.wrap or day_ends(one.hours, one.on)
    start = min(known + early)
    return [(start, max(start, end if one.day.wrap or end > start else start + 14 * HOUR))]


def keeps_rest(case: Case, found: Sequence[CheckIn]) -> bool:
    """Nobody is asked in their rest, save in the hour and a half after an occasion, until midnight."""
    people = {one.linked.id: one for one in case.people}
    known = by_id(case)
    return not any(
        rests(case, people[one.person], one.at) and not exempt(one, [known[about.occasion] for about in one.about])
        for one in found
    )


def exempt(one: CheckIn, about: Sequence[Dated]) -> bool:
    zone = ZoneInfo(about[0].hours.zone)
    near = any(timedelta(0) <= one.at - is_over(each) <= 90 * MINUTE for each in about)
    return one.slot is Slot.after and near and one.at.astimezone(zone).time() >= time(10)


def keeps_caps(_case: Case, found: Sequence[CheckIn]) -> bool:
    """Two before and two after a day, and a person gets nothing twice."""
    counted = Counter((one.person, one.on, one.slot in BEFORE) for one in found if one.slot is not Slot.asked_for)
    asked = Counter((one.person, about.occasion, at) for one in found for about in one.about for at in about.moments)
    return max(counted.values(), default=0) <= 2 and max(asked.values(), default=0) <= 1


def keeps_the_gate(case: Case, found: Sequence[CheckIn]) -> bool:
    known = by_id(case)
    sheets = [(one.at, known[about.occasion].day.sheet_out) for one in found for about in one.about]
    return all(sheet is not None and at >= sheet for at, sheet in sheets)


def keeps_time(case: Case, found: Sequence[CheckIn]) -> bool:
    """What is before an occasion comes before it is over, what is after it afterwards."""
    known = by_id(case)
    return all(
        (one.at < is_over(known[about.occasion])) == (one.slot in BEFORE) for one in found for about in one.about
    )


def keeps_together(_case: Case, found: Sequence[CheckIn]) -> bool:
    """Whoever is told that everybody got it at this minute is told the truth, and the words are the same.

    Carers are asked about a child and not about themselves, in words of their own.
    """
    for one in found:
        for about in one.about:
            same = [
                (other.at, each.sentences)
                for other in found
                for each in other.about
                if each.occasion == about.occasion
                and other.slot is one.slot
                and each.moments == about.moments
                and (other.person == "mum") == (one.person == "mum")
            ]
            if about.everyone and set(same) != {(one.at, about.sentences)}:
                return False
    return True


def spares_children(case: Case, found: Sequence[CheckIn]) -> bool:
    children = {called.cast_id for one in case.schedule.occasions for called in one.calls if called.child}
    return not children & {one.person for one in found}


def leaves_the_blocked(case: Case, found: Sequence[CheckIn]) -> bool:
    known = by_id(case)
    return not any(is_blocked(known[about.occasion].occasion) for one in found for about in one.about)


LAWS: tuple[Law, ...] = (
    keeps_rest,
    keeps_caps,
    keeps_the_gate,
    keeps_time,
    keeps_together,
    spares_children,
    leaves_the_blocked,
)


@settings(max_examples=80)
@given(cases())
def test_every_plan_keeps_every_law(case: Case) -> None:
    assert [law.__name__ for law in LAWS if not law(case, case.plan())] == []


BED = Case(shooting(scene(Flag.simulated_sex)), people("1", "3", "3X"), EARLY)


def broken(law: Law, found: CheckIn) -> tuple[CheckIn, ...]:
    """A plan of one person in which the law is broken."""
    lies: dict[Law, tuple[CheckIn, ...]] = {
        keeps_rest: (replace(found, at=utc("2026-11-26 02:00")),),
        keeps_caps: (found, found, found),
        keeps_the_gate: (replace(found, at=SHEET - MINUTE),),
        keeps_time: (replace(found, at=found.at + 2 * DAY),),
        keeps_together: (found, replace(found, person="3", at=found.at + MINUTE)),
        spares_children: (found,),
        leaves_the_blocked: (found,),
    }
    return lies[law]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_control_a_plan_that_breaks_a_law_is_caught(law: Law) -> None:
    case, true = BED, BED.plan()
    assert law(case, true)
    if law is spares_children:
        case = replace(case, schedule=shooting(scene(Flag.simulated_sex, calls=(Called("1", child=True),))))
    if law is leaves_the_blocked:
        case = replace(case, schedule=shooting(scene(Flag.simulated_sex, Flag.minor)))
    assert not law(case, broken(law, true[0]))


# --- Order, moves, time -------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_stand_changes_nothing(case: Case, dice: Random) -> None:
    def shuffled(things: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(dice.sample(things, len(things)))

    made = tuple(replace(one, calls=shuffled(one.calls), flags=shuffled(one.flags)) for one in case.schedule.occasions)
    schedule = replace(case.schedule, occasions=shuffled(made), days=shuffled(case.schedule.days))
    assert case.plan() == case.plan(schedule=schedule, people=shuffled(case.people))


@settings(max_examples=30)
@given(cases(), st.integers(-2, 2))
def test_moving_twice_is_moving_once(case: Case, days: int) -> None:
    made = case.schedule.occasions
    first = made[0]
    assert first.day is not None
    once = day_moved(made, first.unit, first.day, first.day + days * DAY, case.now)
    one = moved(first, first.day + days * DAY, case.now)
    assert moved(one, one.day or first.day, case.now) is one
    assert day_moved(once, first.unit, first.day + days * DAY, first.day + days * DAY, case.now) == once


@settings(max_examples=30)
@given(cases(), st.sampled_from(CAST_IDS), st.integers(0, 14 * 24))
def test_nobody_can_tell_from_their_own_what_another_muted(case: Case, cast_id: str, hours: int) -> None:
    muted = tuple(
        replace(one, wishes=Wishes(everything=True)) if one.linked.id == cast_id else one for one in case.people
    )
    now = case.now + hours * HOUR
    others = tuple(one for one in case.plan(now=now) if one.person != cast_id)
    assert case.plan(people=muted, now=now) == others


@settings(max_examples=30)
@given(cases(), st.integers(0, 14 * 24))
def test_what_was_delivered_is_never_delivered_again(case: Case, hours: int) -> None:
    whole, now = case.plan(), case.now + hours * HOUR
    left = plan(case.schedule, case.people, had(whole, now), now, USUAL, Rules())
    assert left == tuple(one for one in whole if one.at > now)


@settings(max_examples=30)
@given(cases(), st.integers(0, 14 * 24))
def test_whoever_missed_everything_is_still_asked_within_the_laws(case: Case, hours: int) -> None:
    """Nothing was delivered to anybody: the last they missed goes as soon as may be, and every law holds."""
    found = case.plan(now=case.now + hours * HOUR)
    kept = (keeps_caps, keeps_the_gate, keeps_time, keeps_together, spares_children, leaves_the_blocked)
    assert [law.__name__ for law in kept if not law(case, found)] == []
    assert all(one.at >= case.now + hours * HOUR for one in found)


# --- Every zone's jumps of five years -----------------------------------------------------------------------


def jumps(zone: str) -> list[date]:
    """The dates on which the clock of a zone jumps."""
    noons = [datetime(2024, 1, 1, 12, tzinfo=UTC) + number * DAY for number in range(5 * 366)]
    offsets = [noon.astimezone(ZoneInfo(zone)).utcoffset() for noon in noons]
    return [noons[number].date() for number in range(1, len(noons)) if offsets[number] != offsets[number - 1]]


@pytest.mark.parametrize("zone", [zone for zone in ZONES if zone != "Asia/Kathmandu"])
def test_on_the_days_on_which_the_clock_jumps_the_wall_times_hold(zone: str) -> None:
    hours = Hours(zone)
    for on in jumps(zone):
        for day in (on, on + DAY):
            bed = replace(scene(Flag.kiss), day=day)
            sheet = instant(zone, day - DAY, time(19, 40))
            found = plan(
                Schedule((bed,), (("main", hours),), (UnitDay("main", day, sheet),)),
                people("1"), (), sheet - DAY, USUAL, Rules(),
            )  # fmt: skip
            walls = [one.at.astimezone(ZoneInfo(zone)).time() for one in found]
            assert walls == [time(20, 10), time(12), time(20, 30)]


def test_control_the_zones_do_jump() -> None:
    assert all(len(jumps(zone)) >= 9 for zone in ZONES if zone != "Asia/Kathmandu")
