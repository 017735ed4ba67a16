"""Replaces what is pending by what follows from the schedule as it is now: check-ins, the look at duties, deadlines.

Everything is worked out anew, in the transaction of its cause, and written where it differs; so doing it twice changes
nothing more, and nothing that was planned before a change can survive it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from bot.checkins import duties
from bot.checkins.known import Known
from bot.lines import agenda_kinds as kinds
from escalation import waits
from escalation.calendar import ONE_DAY, round_up
from escalation.checkin_plans import Slot
from escalation.checkins import About, CheckIn
from escalation.concern import Urgency
from escalation.occasions import is_on
from escalation.rescheduling import call_moved
from storage import agenda, checkins, concerns, occasions, schedules
from storage.agenda import Entry, Lane
from storage.checkins import Asked, Batch, Stage
from storage.concerns import Concern
from storage.keys import Production
from storage.store import Tx

BATCH: Final = 40
"""People in a batch: few enough that all of them are sent to within the lease."""
LATE: Final = timedelta(minutes=10)
"""What is due for longer is planned anew instead: its people may rest by now, or what it is about may be over."""
LOOK_AGAIN: Final = timedelta(hours=6)
"""The longest time between two looks at the schedule: people join, hours change, days come near."""

Question = tuple[datetime, date, Slot, tuple[About, ...], str]
"""A check-in as values: minute, day, slot, what about, who."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is planned, and the chance of it: the same id for the same thing."""

    now: datetime
    seed: bytes = field(repr=False)

    def id(self, *about: object) -> bytes:
        """A fresh row id."""
        return sha256(self.seed + repr(about).encode()).digest()[:16]

    def roll(self, *about: object) -> float:
        """A number in [0, 1)."""
        return int.from_bytes(self.id("roll", *about)[:6]) / 2**48


def replan(tx: Tx, production: Production, found: Known, moment: Moment, changed: Iterable[str] = ()) -> None:
    """Plan everything anew. `changed`: ids of occasions whose lines may have another deadline now.

    `found` is what stands after the change, in a transaction that holds the production.
    """
    _replan_check_ins(tx, production, found, moment)
    _replan_duties(tx, production, found, moment)
    _move_deadlines(tx, production, found, moment, frozenset(changed))


# --- Check-ins ----------------------------------------------------------------------------------------------------


def _replan_check_ins(tx: Tx, production: Production, found: Known, moment: Moment) -> None:
    waiting = [one for one in found.batches if one.stage is Stage.waiting and one.asked]
    leaving = [one for one in waiting if one.at <= moment.now < one.at + LATE]
    pending = [one for one in waiting if one not in leaving]
    counted = [replace(one, stage=Stage.sending) if one in leaving else one for one in found.batches]
    wanted = replace(found, batches=tuple(counted)).plan(moment.now)
    if set(map(_question, wanted)) == {question for one in pending for question in _questions(one)}:
        return
    checkins.remove(tx, production, pending)
    agenda.drop_all(tx, [bytes.fromhex(one.id) for one in pending])
    batches = tuple(batched(wanted, moment, found.book.zone))
    checkins.add(tx, production, batches)
    agenda.add(tx, [_entry(production, one, moment) for one in batches])


def ask_who_they_are(tx: Tx, production: Production, person: str, moment: Moment, zone: str) -> None:
    """Let one note go to somebody whom the office took for somebody in the cast: they are asked behind [Open]."""
    ends = moment.now.astimezone(ZoneInfo(zone)).date() + ONE_DAY
    batch = Batch(moment.id("who", person).hex(), moment.now, ends, (), left=(person,))
    checkins.add(tx, production, [batch])
    agenda.add(tx, [_entry(production, batch, moment)])


def _question(one: CheckIn) -> Question:
    return one.at, one.on, one.slot, one.about, one.person


def _questions(batch: Batch) -> Iterator[Question]:
    for asked in batch.asked:
        for person in asked.people:
            yield batch.at, asked.on, asked.slot, asked.about, person


def _entry(production: Production, batch: Batch, moment: Moment) -> Entry:
    subject = bytes.fromhex(batch.id)
    return Entry(moment.id(kinds.CHECK_IN, batch.id), production.id, kinds.CHECK_IN, subject, Lane.ROUNDS, batch.at)


def batched(wanted: Iterable[CheckIn], moment: Moment, zone: str) -> Iterator[Batch]:
    """Put check-ins of one minute together, in an order that says nothing; all of one person are in one batch."""
    minutes: dict[datetime, dict[str, list[CheckIn]]] = {}
    for one in wanted:
        minutes.setdefault(one.at, {}).setdefault(one.person, []).append(one)
    for at, mine in minutes.items():
        people = sorted(mine, key=lambda person: moment.id(at, person))
        for first in range(0, len(people), BATCH):
            theirs = [one for person in people[first : first + BATCH] for one in mine[person]]
            ends = max(at.astimezone(ZoneInfo(zone)).date(), *(one.on for one in theirs)) + ONE_DAY
            yield Batch(moment.id("batch", at, first).hex(), at, ends, _asked(theirs))


def _asked(theirs: Iterable[CheckIn]) -> tuple[Asked, ...]:
    same: dict[tuple[date, Slot, tuple[About, ...]], list[str]] = {}
    for one in theirs:
        same.setdefault((one.on, one.slot, one.about), []).append(one.person)
    return tuple(Asked(tuple(people), on, slot, about) for (on, slot, about), people in same.items())


# --- Duties -------------------------------------------------------------------------------------------------------


def _replan_duties(tx: Tx, production: Production, found: Known, moment: Moment) -> None:
    """Let the next look come in time; whoever has notice again can be told about anew."""
    for occasion_id, mended in duties.without_mended(found, moment.now):
        schedules.put_standing(tx, production, occasion_id, mended)
    latest = round_up(moment.now + LOOK_AGAIN)
    due = min(duties.next_due(found, moment.now) or latest, latest)
    standing = [one for one in agenda.of(tx, production.id) if one.kind == kinds.DUTIES]
    if [one.due for one in standing] != [due]:
        agenda.drop(tx, production.id, [kinds.DUTIES])
        kinds.plan(tx, production, moment.id(kinds.DUTIES), kinds.DUTIES, production.id, due)


# --- Deadlines ----------------------------------------------------------------------------------------------------


def _move_deadlines(tx: Tx, production: Production, found: Known, moment: Moment, changed: frozenset[str]) -> None:
    """Let open lines "before my scene" follow their occasion; while it has no time to come, their deadline stays."""
    moved = {
        one.id: call
        for one in found.occasions
        if one.id in changed and is_on(one) and (call := occasions.first_call_of(one, found.unit(one.unit).hours))
        if call > moment.now
    }
    for concern in concerns.all_that_open(tx, production) if moved else ():
        line = concern.line
        if line.urgency is Urgency.before_scene and line.occasion in moved:
            _move_deadline(tx, production, concern.id, moved[line.occasion], moment)


def _move_deadline(tx: Tx, production: Production, concern_id: bytes, call: datetime, moment: Moment) -> None:
    concern: Concern | None = concerns.find(tx, production, concern_id, lock=True)
    rungs = concern.line.ladder if concern else None
    if concern is None or rungs is None or rungs.call == call:
        return
    look = next((one for one in agenda.of(tx, concern.id) if one.kind == kinds.LADDER), None)
    concern = concerns.save(tx, production, concern, replace(concern.line, ladder=call_moved(rungs, call)))
    if look:  # not at once: whoever moves the call would see by whose phone rings that there is a line
        wait = waits.wait(Urgency.before_scene, waits.Origin.check_in, None, moment.roll(concern.id))
        due = max(rungs.released_at, min(look.due, moment.now + wait))
        kinds.plan_ladder(tx, production, moment.id(kinds.LADDER, concern.id), concern, due)
