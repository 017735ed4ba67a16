"""Decides at which minute each person would be asked about each occasion: schedule, plans and rest, nothing else.

Neither what has been sent, nor who muted what, nor what anybody answered is known here: so no minute, no number and no
sentence can depend on it. Whoever shares a moment shares its minute, unless their own rest makes that impossible.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from escalation.calendar import ONE_DAY, instant
from escalation.call_times import Dated, begins, day_begins, first_call, is_over, meets, on_set, reports
from escalation.checkin_people import People, PersonId
from escalation.checkin_plans import BEFORE, SLOTS, Moment, Plan, Rules, Slot, Step
from escalation.occasions import CARERS, CAST, Called, Flag, Kind, child_unknown, is_on
from escalation.rest import Rest, after_together, before_together

EVENINGS = (Moment.evening, Moment.first_run, Moment.cast_change)
"""The moments that share the one minute of a unit's evening."""

_OWN = (Moment.day, Moment.meeting, Moment.half_hour)
"""The moments that follow each person's own time."""

_NOT_OF_REHEARSALS = (Moment.after, Moment.next_day, Moment.week_after)
"""A rehearsal has a moment of its own instead, `after_rehearsal`."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One person, one occasion, one moment. `gate`: nothing before it; `latest`: worth nothing from then on.

    `carer`: asked about a child and not about themselves.
    """

    person: PersonId
    dated: Dated
    moment: Moment
    at: datetime
    gate: datetime
    latest: datetime
    carer: bool

    @property
    def slot(self) -> Slot:
        """Which message of the day it belongs to."""
        return SLOTS[self.moment]


@dataclass(frozen=True, slots=True)
class _Member:
    """Somebody who is asked at a moment, before the minute is known."""

    person: PersonId
    dated: Dated
    moment: Moment
    called: Called
    gate: datetime

    @property
    def cohort(self) -> tuple[str, ...]:
        """What everybody has in common who shares the minute."""
        occasion = self.dated.occasion
        if self.moment in EVENINGS:
            return "evening", occasion.unit, self.dated.on.isoformat(), self.gate.isoformat()
        return (self.moment, occasion.id, self.person if self.moment in _OWN else "")


def pieces(dated: tuple[Dated, ...], people: People, plans: Mapping[Flag, Plan], rules: Rules) -> Iterator[Piece]:
    """Give every piece there is, whatever the time is now."""
    cohorts: dict[tuple[str, ...], list[_Member]] = {}
    for member in _members(dated, people, plans):
        cohorts.setdefault(member.cohort, []).append(member)
    for members in cohorts.values():
        minutes = _minutes(members[0], {one.person: people.rest(one.person) for one in members}, rules)
        for one in members:
            yield _piece(one, minutes[one.person], rules)


def _piece(member: _Member, at: datetime, rules: Rules) -> Piece:
    over = is_over(member.dated)
    latest = at + rules.worth
    if SLOTS[member.moment] in BEFORE:
        latest = min(on_set(member.dated, member.called) or over, over)
    carer = member.called.part in CARERS
    return Piece(member.person, member.dated, member.moment, at, member.gate, latest, carer)


# --- Who is asked -------------------------------------------------------------------------------------------


def _members(dated: tuple[Dated, ...], people: People, plans: Mapping[Flag, Plan]) -> Iterator[_Member]:
    runs = runs_of(dated)
    for one in dated:
        gate = gate_of(one)
        if gate is None or not is_on(one.occasion) or one.occasion.standby:
            continue
        moments = _steps(one, plans, runs, cast_asked=not child_unknown(one.occasion, people.children))
        for person, calls in people.present(one).items():
            for moment, parts in moments.items():
                if fitting := [called for called in calls if called.part in parts]:
                    first = min(fitting, key=lambda called: (reports(one, called), called.cast_id))
                    yield _Member(person, one, moment, first, gate)


def _steps(
    dated: Dated, plans: Mapping[Flag, Plan], runs: "Runs", *, cast_asked: bool
) -> dict[Moment, frozenset[object]]:
    """Who is asked at which moments about this occasion, by all of its flags."""
    found: dict[Moment, frozenset[object]] = {}
    for flag in dated.occasion.flags:
        for step in plans[flag].steps:
            if applies(step, dated, runs):
                parts = [part for part in step.parts if cast_asked or part not in CAST]
                found[step.moment] = found.get(step.moment, frozenset()) | frozenset(parts)
    return found


def applies(step: Step, dated: Dated, runs: "Runs") -> bool:
    """Say whether this step is one of this occasion's."""
    rehearsal = dated.occasion.kind is Kind.rehearsal
    which = {
        Moment.after_rehearsal: rehearsal,
        Moment.first_run: dated.occasion.id in runs.first,
        Moment.cast_change: dated.occasion.id in runs.recast,
        Moment.weekly: dated.occasion.id in runs.last_of_week,
    }
    return which.get(step.moment, not (rehearsal and step.moment in _NOT_OF_REHEARSALS))


@dataclass(frozen=True, slots=True)
class Runs:
    """Ids of live performances: each unit's first, those before which the cast changed, each week's last."""

    first: frozenset[str]
    recast: frozenset[str]
    last_of_week: frozenset[str]


def runs_of(dated: tuple[Dated, ...]) -> Runs:
    """Give which live performances are the first, the last of a week, or have somebody new in them."""
    live = [one for one in dated if Flag.live_performance in one.occasion.flags and is_on(one.occasion)]
    live.sort(key=lambda one: (begins(one), one.occasion.id))
    before: dict[str, Dated] = {}
    last: dict[tuple[object, ...], str] = {}
    first, recast = [], []
    for one in live:
        previous = before.get(one.occasion.unit)
        if previous is None:
            first.append(one.occasion.id)
        elif _cast(one) - _cast(previous):
            recast.append(one.occasion.id)
        before[one.occasion.unit] = one
        last[(one.occasion.unit, *one.on.isocalendar()[:2])] = one.occasion.id
    return Runs(frozenset(first), frozenset(recast), frozenset(last.values()))


def _cast(dated: Dated) -> set[str]:
    return {called.cast_id for called in dated.occasion.calls if called.part in CAST}


def gate_of(dated: Dated) -> datetime | None:
    """Give the instant before which nobody is asked about it: the call sheet; None while that isn't out.

    What came to a day after its call sheet waits for the next one, or for the day itself.
    """
    sheet, placed = dated.day.sheet_out, dated.occasion.placed
    if sheet is None or placed is None or placed <= sheet:
        return sheet
    return max(placed, day_begins(dated.hours, dated.on))


# --- The minute ---------------------------------------------------------------------------------------------


def _minutes(first: _Member, rests: Mapping[PersonId, Rest], rules: Rules) -> dict[PersonId, datetime]:
    if SLOTS[first.moment] in BEFORE:
        return before_together(_before(first, rules), first.gate, rests)
    if first.moment in (Moment.after, Moment.after_rehearsal):
        return _after_wrap(first.dated, rests, rules)
    target = is_over(first.dated) + (rules.week if first.moment is Moment.week_after else rules.next_day)
    return after_together(target, target + rules.worth, rests)


def _before(one: _Member, rules: Rules) -> datetime:
    if one.moment in EVENINGS:
        eve = instant(one.dated.hours.zone, one.dated.on - ONE_DAY, rules.evening_latest)
        return min(one.gate + rules.after_sheet, eve)
    if one.moment is Moment.two_days_before:
        return first_call(one.dated) - rules.two_days
    if one.moment is Moment.half_day_before:
        return first_call(one.dated) - rules.half_day
    if one.moment is Moment.half_hour:
        return reports(one.dated, one.called) - rules.half_hour
    meeting = meets(one.dated) if one.moment is Moment.meeting else None
    return (meeting and _after_meeting(one, meeting, rules)) or _on_the_day(one, rules)


def _after_meeting(one: _Member, meeting: datetime, rules: Rules) -> datetime | None:
    """Give the moment after the meeting, if this person is there for it and it isn't too late then."""
    at, wanted = meeting + rules.after_meeting, on_set(one.dated, one.called)
    return at if reports(one.dated, one.called) <= meeting and (wanted is None or at < wanted) else None


def _on_the_day(one: _Member, rules: Rules) -> datetime:
    """Give an hour before on-set time, once they have arrived; with no room between, the end of their rest."""
    report, wanted = reports(one.dated, one.called), on_set(one.dated, one.called)
    arrived = report + rules.after_report
    if wanted is None:
        return arrived
    at = max(wanted - rules.before_set, arrived)
    return at if at < wanted else report - rules.margin


def _after_wrap(dated: Dated, rests: Mapping[PersonId, Rest], rules: Rules) -> dict[PersonId, datetime]:
    """Give the minute after an occasion: rest doesn't count until midnight, and after it the morning is waited for."""
    target = is_over(dated) + rules.after_wrap
    wall = target.astimezone(ZoneInfo(dated.hours.zone))
    if wall.time() >= rules.morning or not any(rest.holds(target) for rest in rests.values()):
        return dict.fromkeys(rests, target)
    morning = instant(dated.hours.zone, wall.date(), rules.morning)
    return after_together(morning, morning + timedelta(hours=24), rests)
