"""What a reader on duty says of themselves: [I'm here], [I heard it], [Test the ring now]; and what their desk asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines.place import Account
from bot.rota import who
from bot.rota.readers import waiting
from bot.rota.slots import slot_at
from bot.rota.turn import Roll, Turn, saying
from escalation import roster
from escalation.roster import Cover
from storage import agenda, people, productions
from storage.people import Person, Roster
from storage.productions import Unit
from storage.store import Tx


@dataclass(frozen=True, slots=True)
class Board:
    """What stands on a reader's desk beside the lines; nothing of it is about a line."""

    is_checked: bool = False
    newcomers: tuple[Person, ...] = field(repr=False, default=())
    cover: Cover | None = None
    has_ring: bool = False
    was_rung: bool = False
    heard_on: date | None = None


class OnDuty:
    """The transactions of readers on duty."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._roll = Roll(house)

    async def board(self, account: Account) -> Board:
        """What stands on this reader's desk; nothing for anybody else."""
        now, production = self._house.clock.now(), self._house.production

        def work(tx: Tx) -> Board:
            known = people.read(tx, production)
            me = known.at(*account)
            if me is None or not who.reads(me):
                return Board()
            units = productions.units_of(tx, production)
            checked = any(_is_checked(tx, known, me, unit) for unit in units)
            return _board(known, me, now, checked=checked)

        return await self._house.store.read(work)

    async def here(self, account: Account) -> bool:
        """[I'm here]. False for somebody who doesn't read."""

        def work(turn: Turn) -> bool:
            me = turn.reader(account)
            if me:
                turn.say(me, here_at=turn.now)
            return me is not None

        return await self._roll.run(work)

    async def heard(self, account: Account) -> bool:
        """[I heard it]: a human says that the second way works. False where it was never rung."""

        def work(turn: Turn) -> bool:
            me = turn.reader(account)
            if me is None or saying(me).rung_on is None:
                return False
            turn.say(me, heard_on=turn.today())
            return True

        return await self._roll.run(work)

    async def test_ring(self, account: Account) -> bool:
        """[Test the ring now]. False for somebody without a second way."""

        def work(turn: Turn) -> bool:
            me = turn.reader(account)
            if me is None or not saying(me).ring_url:
                return False
            turn.test_ring(me, turn.today())
            return True

        return await self._roll.run(work)


def _board(known: Roster, me: Person, now: datetime, *, checked: bool) -> Board:
    reading = saying(me)
    rung, heard = reading.rung_on, reading.heard_on
    return Board(
        checked,
        tuple(one for one in waiting(known) if one.id != me.id),
        reading.cover if roster.is_covered(reading.cover, now) else None,
        bool(reading.ring_url),
        rung is not None and (heard is None or heard < rung),
        heard,
    )


def _is_checked(tx: Tx, known: Roster, me: Person, unit: Unit) -> bool:
    """Whether a slot of this unit is open and waits for this reader."""
    running = [one for one in agenda.of(tx, bytes.fromhex(unit.id)) if one.kind == kinds.SLOT_ENDS]
    slots = [slot_at(unit, one.version) for one in running]
    mine = [slot for slot in slots if me in who.on_duty_at(known, unit.id, slot)]
    return any(not who.is_here(saying(me), slot) for slot in mine)
