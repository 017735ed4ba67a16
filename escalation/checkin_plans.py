"""Says who is asked when about which flag, and with which ready sentences: the table, as data.

The plans and numbers are DOMAIN section 3's; a production may change each by name. No plan can name a child: guardians
and chaperones are asked instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import time, timedelta
from enum import StrEnum
from typing import TypeVar

from escalation.concern import Urgency
from escalation.occasions import CAST, Flag, Part
from escalation.rest import RestRules


class Moment(StrEnum):
    """When somebody is asked, told by the occasion.

    `first_run`, `cast_change`: the evening before, only before the first performance or after somebody was added.
    `after_rehearsal` takes the place of the other moments after an occasion when that is a rehearsal. `week_after`
    goes to those who asked for it. `weekly`: after the last performance of a week.
    """

    two_days_before = "two_days_before"
    first_run = "first_run"
    cast_change = "cast_change"
    evening = "evening"
    half_day_before = "half_day_before"
    day = "day"
    meeting = "meeting"
    half_hour = "half_hour"
    after = "after"
    after_rehearsal = "after_rehearsal"
    next_day = "next_day"
    weekly = "weekly"
    week_after = "week_after"


class Slot(StrEnum):
    """One message of a person's day: what falls into the same slot of a day is one message.

    Two slots lie before and two after: that is the cap. `asked_for` is not counted, since the person asked for it.
    """

    ahead = "ahead"
    close = "close"
    after = "after"
    later = "later"
    asked_for = "asked_for"


SLOTS: dict[Moment, Slot] = {
    Moment.two_days_before: Slot.ahead,
    Moment.first_run: Slot.ahead,
    Moment.cast_change: Slot.ahead,
    Moment.evening: Slot.ahead,
    Moment.half_day_before: Slot.close,
    Moment.day: Slot.close,
    Moment.meeting: Slot.close,
    Moment.half_hour: Slot.close,
    Moment.after: Slot.after,
    Moment.after_rehearsal: Slot.after,
    Moment.next_day: Slot.later,
    Moment.weekly: Slot.later,
    Moment.week_after: Slot.asked_for,
}
"""Which message of the day each moment belongs to."""

BEFORE = (Slot.ahead, Slot.close)
"""The slots before an occasion: what is late for it is worth nothing."""


class Sentence(StrEnum):
    """A ready first sentence; its words stand in the catalogue."""

    no_paperwork = "no_paperwork"
    not_rehearsed = "not_rehearsed"
    coordinator_there = "coordinator_there"
    not_in_meeting = "not_in_meeting"
    action_changed = "action_changed"
    hurt = "hurt"
    no_briefing = "no_briefing"
    not_close = "not_close"
    too_tired = "too_tired"
    worried = "worried"
    sit_out = "sit_out"
    understudy = "understudy"


AT_ONCE = {Sentence.no_briefing: Urgency.now}
"""Sentences that raise a line of their own urgency, to the safety contact as well."""

SAFEGUARDING = (Sentence.worried,)
"""Sentences about a child: they go to whoever safeguards."""


class Answer(StrEnum):
    """The three answers, in the order in which they stand; closing the page is like the first."""

    fine = "fine"
    say = "say"
    hold = "hold"


def opens(answer: Answer, *, before: bool) -> Urgency | None:
    """Give the urgency of the line that an answer opens; None: nothing is opened, written or counted."""
    if answer is Answer.hold:
        return Urgency.now
    if answer is Answer.say:
        return Urgency.before_scene if before else Urgency.today
    return None


@dataclass(frozen=True, slots=True)
class Step:
    """Who is asked at one moment."""

    moment: Moment
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All moments of one flag, and the ready sentences that are offered."""

    steps: tuple[Step, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of check-ins.

    - `after_sheet`, `evening_latest`: the evening's minute is so long after the call sheet, at the latest then.
    - `before_set`, `after_report`, `after_meeting`, `half_hour`: the day's moments.
    - `after_wrap`, `within`: the check-in after an occasion goes out so long after it, and never later than `within`
      because of others that it is merged with.
    - `next_day`, `week`, `two_days`, `half_day`: told by the occasion's end, or its first call.
    - `apart`: what was missed isn't caught up on if the next message about it is nearer than this.
    - `worth`: how long what comes after an occasion may still be caught up on.
    - `margin`, `night_begins`, `night_ends`, `morning`: the edges of rest, as `RestRules` has them.
    """

    after_sheet: timedelta = timedelta(minutes=30)
    evening_latest: time = time(21, 30)
    before_set: timedelta = timedelta(minutes=60)
    after_report: timedelta = timedelta(minutes=20)
    after_meeting: timedelta = timedelta(minutes=10)
    half_hour: timedelta = timedelta(minutes=30)
    after_wrap: timedelta = timedelta(minutes=30)
    within: timedelta = timedelta(minutes=90)
    next_day: timedelta = timedelta(hours=24)
    week: timedelta = timedelta(days=7)
    two_days: timedelta = timedelta(hours=48)
    half_day: timedelta = timedelta(hours=12)
    apart: timedelta = timedelta(hours=1)
    worth: timedelta = timedelta(hours=24)
    margin: timedelta = timedelta(minutes=30)
    night_begins: time = time(22)
    night_ends: time = time(6)
    morning: time = time(10)

    @property
    def rest(self) -> RestRules:
        """The edges of rest."""
        return RestRules(self.margin, self.night_begins, self.night_ends, self.morning)


_NEAR = (*CAST, Part.crew)
_CARERS = (Part.guardian, Part.chaperone)
_PERFORMERS = (Part.performer, Part.double, Part.stand_in, Part.stunt)


def _steps(parts: tuple[Part, ...], *moments: Moment) -> tuple[Step, ...]:
    return tuple(Step(moment, parts) for moment in moments)


_BARE = (*_steps(CAST, Moment.evening, Moment.day), *_steps(_NEAR, Moment.after, Moment.next_day))
_SEX = (*_BARE, *_steps(_NEAR, Moment.after_rehearsal, Moment.week_after))
_CLOSE = _steps(_PERFORMERS, Moment.evening, Moment.day, Moment.after)
_ACTION = _steps(CAST, Moment.evening, Moment.meeting, Moment.after)

USUAL: dict[Flag, Plan] = {
    Flag.nudity: Plan(_BARE, (Sentence.no_paperwork,)),
    Flag.simulated_sex: Plan(_SEX, (Sentence.not_rehearsed,)),
    Flag.sexual_violence: Plan(_SEX, (Sentence.not_rehearsed,)),
    Flag.kiss: Plan(_CLOSE, (Sentence.coordinator_there,)),
    Flag.physical_intimacy: Plan(_CLOSE, (Sentence.coordinator_there,)),
    Flag.stunt: Plan(_ACTION, (Sentence.not_in_meeting, Sentence.action_changed, Sentence.hurt)),
    Flag.fight: Plan(_ACTION, (Sentence.not_in_meeting, Sentence.action_changed, Sentence.hurt)),
    Flag.firearm: Plan(_steps(_NEAR, Moment.evening, Moment.meeting, Moment.after), (Sentence.no_briefing,)),
    Flag.animal: Plan(_steps(_NEAR, Moment.evening, Moment.day), (Sentence.not_close,)),
    Flag.hazard: Plan(_steps(_NEAR, Moment.evening, Moment.meeting), (Sentence.too_tired,)),
    Flag.minor: Plan(
        _steps(_CARERS, Moment.two_days_before, Moment.half_day_before, Moment.after), (Sentence.worried,)
    ),
    Flag.emotional: Plan(
        _steps(_NEAR, Moment.evening, Moment.day, Moment.after, Moment.next_day, Moment.week_after),
        (Sentence.sit_out,),
    ),
    Flag.live_performance: Plan(
        _steps(CAST, Moment.first_run, Moment.half_hour, Moment.cast_change, Moment.weekly), (Sentence.understudy,)
    ),
}
"""The plan of each flag where the production says nothing else."""


Name = TypeVar("Name", Part, Sentence)


def plan_of(flag: Flag, own: Mapping[str, object] | None = None) -> Plan:
    """Give the plan of a flag with a production's own: moments and the parts asked at each, and `sentences`.

    A moment with no parts is left out. Raises `ValueError`, which names the setting, for an unknown name, anything
    but a list of known parts or sentences, and for a `minor` plan that asks somebody other than carers.
    """
    usual, changes = USUAL[flag], dict(own or {})
    sentences = _named(changes.pop("sentences"), "sentences", Sentence) if "sentences" in changes else usual.sentences
    parts = {step.moment: step.parts for step in usual.steps}
    for name, value in changes.items():
        if name not in list(Moment):
            raise ValueError(f"{name}: no such moment")
        parts[Moment(name)] = _named(value, name, Part)
        if flag is Flag.minor and any(part not in _CARERS for part in parts[Moment(name)]):
            raise ValueError(f"{name}: about a minor only guardians and chaperones are asked")
    steps = tuple(Step(moment, parts[moment]) for moment in Moment if parts.get(moment))
    return Plan(steps, sentences)


def _named(value: object, name: str, kind: type[Name]) -> tuple[Name, ...]:
    names = [one.value for one in kind]
    if not isinstance(value, list | tuple) or any(one not in names for one in value):
        raise ValueError(f"{name}: a list of {', '.join(names)}")
    return tuple(dict.fromkeys(kind(one) for one in value))


def rules_of(own: Mapping[str, object] | None = None) -> Rules:
    """Give the numbers with a production's own, by the names of `Rules`' fields.

    Raises `ValueError`, which names the field, for an unknown name, a wrong type or a length that isn't positive, and
    for an `after_wrap` longer than `within`.
    """
    changes = dict(own or {})
    known = {field.name: getattr(Rules(), field.name) for field in fields(Rules)}
    for name, value in changes.items():
        if name not in known:
            raise ValueError(f"{name}: no such setting")
        if not _fits(value, known[name]):
            raise ValueError(f"{name}: a time of day, or a length of time that is more than nothing, as is usual here")
    rules = replace(Rules(), **changes)  # type: ignore[arg-type] # each was checked by name
    if rules.after_wrap > rules.within:
        raise ValueError("after_wrap: no longer than `within`")
    return rules


def _fits(value: object, usual: object) -> bool:
    if isinstance(usual, time):
        return isinstance(value, time)
    return isinstance(value, timedelta) and value > timedelta(0)
