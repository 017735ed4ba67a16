"""Cover: a reader is on a closed set until a time, until they say so, or is thought to be; meanwhile only `now`."""

from __future__ import annotations

from datetime import datetime

from bot.house import House
from bot.lines.place import Account
from bot.rota.turn import Roll, Turn, saying
from escalation import roster
from escalation.calendar import ONE_DAY
from escalation.ladder import unanswered_twice
from escalation.roster import Cover
from storage import concerns
from storage.agenda import Entry


class Covering:
    """The transactions on cover. What a reader says is known to their other lines at once; a guess is not."""

    def __init__(self, house: House) -> None:
        self._roll = Roll(house)

    async def go_in(self, account: Account, until: datetime | None) -> bool:
        """[On a closed set] until a time of the next day at most, or until they say so.

        False for any other time, and for whoever doesn't read.
        """

        def work(turn: Turn) -> bool:
            me = turn.reader(account)
            if me is None or (until is not None and not turn.now < until <= turn.now + ONE_DAY):
                return False
            turn.say(me, cover=Cover(me.id, until))
            turn.let_lines_know()
            return True

        return await self._roll.run(work)

    async def come_out(self, account: Account, *, only_guessed: bool = False) -> None:
        """[I'm out]; with `only_guessed` any act of theirs, which ends what nobody said. Twice is fine."""

        def work(turn: Turn) -> None:
            me = turn.roster.at(*account)
            cover = me.reading.cover if me and me.reading else None
            if me and cover and (cover.guessed or not only_guessed):
                turn.say(me, cover=None)
                turn.let_lines_know()

        await self._roll.run(work)

    async def guess(self, entry: Entry) -> None:
        """Two rings of a `now` went unanswered: count this reader as covered until they act, unless they are."""
        await self._roll.carry_out(entry, self._guess)

    def _guess(self, turn: Turn, entry: Entry) -> None:
        concern = concerns.find(turn.tx, turn.house.production, entry.subject)
        silent = unanswered_twice(concern.line.ladder) if concern and concern.line.ladder else ()
        readers = concern.line.readers if concern else ()
        person = turn.roster.by_id(readers[entry.step]) if entry.step < len(readers) else None
        if person is None or person.id not in silent or person.reading is None:
            return
        if not roster.is_covered(saying(person).cover, turn.now):
            turn.say(person, cover=Cover(person.id, None, guessed=True))
