"""Handing a line over: free of the person's yes inside its readers, since each may read it; outside they are asked.

Either way it stands in the person's record.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.lines import letting_in
from bot.lines.place import Account
from bot.lines.reader_act import Form, Reading
from bot.lines.reader_view import TheirLine, view
from bot.lines.reading import Lines
from bot.rota import who
from escalation import acts
from escalation.acts import Refused
from escalation.calendar import on_duty
from escalation.concern import Act, NotNow, State, Urgency, move
from escalation.rungs import Phase, Standing, rung_of
from storage.concerns import Concern
from storage.lines import Line, Said, Voice
from storage.people import Person, Roster

_HELD = (State.taken, State.talking, State.agreed)


class Handing(Lines):
    """Hands a line from its holder to another of its readers, or asks its person about one more."""

    async def hand_over(self, account: Account, concern_id: bytes, step: int) -> TheirLine:
        """Give it to the reader at this place among the line's readers; they are asked at once, the person is told.

        Raises NoSuchLine, NotJustNow, escalation's NotNow where that isn't possible any more.
        """

        def change(act: Reading) -> Concern:
            line, me = act.line, act.me.id
            able = {one.id for one in able_to_take(line, me, act.place.roster, act.tick.now)}
            receiver = line.readers[step] if 0 <= step < len(line.readers) else ""
            if receiver not in able:
                raise NotNow(line.state, Act.take)
            try:
                rungs = acts.handed_over(act.rungs, me, receiver, act.tick.now)
            except Refused:
                raise NotNow(line.state, Act.take) from None
            given = replace(act, me=act.place.roster.by_id(receiver) or act.me)
            given.noted("handed_over")
            act.tell()
            state = move(line.state, Act.lapse) if line.state in _HELD else line.state
            return act.saved(replace(line, state=state, taken_by="", promise=None), rungs)

        return await self._act(account, concern_id, "handed_over", change)

    async def ask_person(self, account: Account, concern_id: bytes, reader: str, once: str = "") -> TheirLine:
        """Ask the person whether this reader may read it too; nothing else changes, and a promised time goes on.

        The same `once` asks once. Raises NoSuchLine, NotJustNow, escalation's NotNow where that can't be asked.
        """
        form = Form(once, {"act": "ask_reader", "reader": reader})

        def change(act: Reading) -> Concern:
            before = act.came_before(form)
            if before and act.is_same(form, before):
                return act.concern
            seen = view(act.tx, act.production, act.me, act.concern, act.tick.now)
            if reader not in {one.id for one in able_to_join(seen, act.place.roster)}:
                raise NotNow(act.line.state, Act.ask_yes)
            said = Said(Voice.READER, "", act.tick.now, by=act.me.id, lets_in=reader)
            position = act.leave(said)
            act.remember(form, position)
            act.noted("left_ask_reader")
            return act.saved(replace(act.line, waiting=(*act.line.waiting, position)), act.rungs)

        return await self._act(account, concern_id, "asked_reader", change)


def able_to_join(line: TheirLine, known: Roster) -> tuple[Person, ...]:
    """About whom its holder could ask the person: readers of the production, save those the person has said no about.

    Nobody for whoever doesn't hold it, or can't read its words at present.
    """
    if not _is_held_by(line.line, line.me) or not line.is_open or letting_in.is_over(line.line):
        return ()
    gone = letting_in.refused(line.said)
    return tuple(one for one in letting_in.outside(line.line, known) if one.id not in gone)


def able_to_take(line: Line, giver: str, known: Roster, now: datetime) -> tuple[Person, ...]:
    """Who of the line's readers could be given it by its holder: who reads, can be reached, and is there.

    Nobody for whoever doesn't hold it. A `now` may be given to a reader off duty, as it rings them too.
    """
    if not _is_held_by(line, giver):
        return ()
    others = (known.by_id(one) for one in line.readers if one != giver)
    return tuple(one for one in others if one and _is_able(line, one, now))


def _is_held_by(line: Line, reader: str) -> bool:
    rungs = line.ladder
    return rungs is not None and rungs.holder == reader and rungs.phase in (Phase.taken, Phase.answered)


def _is_able(line: Line, person: Person, now: datetime) -> bool:
    rung = rung_of(line.ladder, person.id) if line.ladder else None
    gone = person.id in (*line.recused, *line.left_out, *line.muted)
    if rung is None or gone or rung.standing is not Standing.reachable or person.reading is None:
        return False
    is_there = on_duty(person.reading.duty, now) or line.urgency is Urgency.now
    return who.reads(person) and is_there and not who.is_covered(person.reading, now)
