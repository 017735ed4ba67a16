"""The cover check: at each slot every reader on duty is asked, and half an hour later the office is told or isn't.

Everything is rows. A unit's next slot is planned in the transaction that begins this one, the verdict is found once, in
the transaction that ends it, and what the office is told is a row of its own, sent first and taken off afterwards.

Where nobody looked in time (the house was down), a slot that is over is not asked any more: "nobody confirmed it" is
said of the last one, whatever the cause, and nothing of those before it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines.ending import is_asked_about_office
from bot.lines.place import Place, unit_of, wall
from bot.rota import who
from bot.rota.slots import LENGTH, STALE, Slot, last_slot, minutes, next_slot, slot_at
from bot.rota.turn import Roll, Turn, saying
from escalation.calendar import end_of_day
from escalation.rungs import Phase
from storage import agenda, concerns, productions
from storage.agenda import Entry
from storage.lines import Line
from storage.productions import News, Unit

UNCONFIRMED: Final = 0
NOBODY_TODAY: Final = 1
"""What the office is told: the `step` of its entry."""


class CoverCheck:
    """The transactions of a unit's slots."""

    def __init__(self, house: House) -> None:
        self._roll = Roll(house)

    async def slot_begins(self, entry: Entry) -> None:
        """Ask every reader on duty, and plan the slot's end and the next slot."""
        await self._roll.carry_out(entry, _begin)

    async def slot_ends(self, entry: Entry) -> None:
        """Find out whether the slot is confirmed; if not, the office is told."""
        await self._roll.carry_out(entry, _end)


def plan_slots(turn: Turn) -> None:
    """Put each unit's next slot on the agenda; one that stands there stays, unless the schedule has moved it."""
    for unit in productions.units_of(turn.tx, turn.house.production):
        subject, coming = bytes.fromhex(unit.id), next_slot(unit, turn.now)
        standing = [one for one in agenda.of(turn.tx, subject) if one.kind == kinds.SLOT]
        if any(one.version <= minutes(turn.now) or _is(one, coming) for one in standing):
            continue
        agenda.drop(turn.tx, subject, [kinds.SLOT])
        _plan(turn, unit, coming)


def _is(entry: Entry, slot: Slot | None) -> bool:
    return slot is not None and entry.version == slot.number


def _plan(turn: Turn, unit: Unit, slot: Slot | None) -> None:
    if slot:
        turn.row(kinds.SLOT, bytes.fromhex(unit.id), slot.at, version=slot.number)


def _begin(turn: Turn, entry: Entry) -> None:
    unit = turn.unit(entry.subject)
    if unit is None:
        return
    _plan(turn, unit, next_slot(unit, turn.now))
    slot = last_slot(unit, turn.now)
    if slot is None or slot.number < entry.version or turn.now - slot.at >= STALE:
        return  # the schedule has moved it, or it is history
    if slot.is_call:
        _open_day(turn, unit, slot)
    if turn.now - slot.at > LENGTH:
        _tell_office(turn, unit, slot, UNCONFIRMED)
        return
    for reader in who.asked(turn.roster, unit.id, slot, turn.now):
        turn.dm(reader)
    turn.row(kinds.SLOT_ENDS, entry.subject, turn.now + LENGTH, version=slot.number)


def _open_day(turn: Turn, unit: Unit, slot: Slot) -> None:
    """At the day's first slot: say so if nobody is there today, and test the second way of each reader."""
    day = slot.at.astimezone(ZoneInfo(unit.hours.zone)).date()
    if not who.is_anybody_there(turn.roster, unit.id, slot.at, end_of_day(unit.hours, slot.at)):
        _tell_office(turn, unit, slot, NOBODY_TODAY)
        turn.announce(News("no_reader_today", day, unit=unit.id), bytes.fromhex(unit.id))
    for reader in who.asked(turn.roster, unit.id, slot, turn.now):
        if saying(reader).ring_url and saying(reader).rung_on != day:
            turn.test_ring(reader, day)


def _end(turn: Turn, entry: Entry) -> None:
    unit = turn.unit(entry.subject)
    if unit is None:
        return
    slot = slot_at(unit, entry.version)
    if _is_anybody_unanswered(turn, unit) or not who.is_confirmed(turn.roster, unit.id, slot):
        _tell_office(turn, unit, slot, UNCONFIRMED)


def _tell_office(turn: Turn, unit: Unit, slot: Slot, what: int) -> None:
    turn.row(kinds.OFFICE_SAYS, bytes.fromhex(unit.id), turn.now, step=what, version=slot.number)


def _is_anybody_unanswered(turn: Turn, unit: Unit) -> bool:
    """Whether somebody on this unit waits and every reader was asked in vain."""
    production = turn.house.production
    lines = [one.line for one in concerns.all_that_open(turn.tx, production) if _tells(one.line)]
    return any(unit_of(turn.tx, production, line.unit).id == unit.id for line in lines)


def _tells(line: Line) -> bool:
    """An unanswered line does; where the person is asked first, only after they said that the office may be told."""
    if line.ladder is None or line.ladder.phase is not Phase.unanswered:
        return False
    return line.tells_office or not is_asked_about_office(line)


def clock(place: Place, unit: Unit, at: datetime) -> str:
    """A time as the unit's clock shows it."""
    return wall(at.astimezone(ZoneInfo(unit.hours.zone)), names_zone=place.several_clocks(at))
