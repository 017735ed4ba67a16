"""What happens to a line when something on the agenda is due, inside a transaction: nothing is sent from here."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines import letting_in
from bot.lines.due import Due, OnLine
from bot.lines.own_acts import ALL_RIGHT, CATEGORY, CLOSE, WITHDRAW
from bot.lines.owning import OVER, moved, noted
from bot.lines.place import unit_of
from bot.lines.standing import as_rostered
from bot.lines.steps import Carrier
from escalation import acts, ladder, waits
from escalation.calendar import in_hours
from escalation.concern import Act, Side, State, move, possible
from escalation.rungs import Ladder, Phase
from storage import agenda, audit, concerns, people
from storage.agenda import Entry
from storage.concerns import Concern
from storage.lines import Line, Said, Voice
from storage.store import Tx

_SOON: Final = timedelta(seconds=1)
_ANSWERS: Final = {"yes": Act.agree, "no": Act.decline, "spoke": Act.confirm_spoke}
_OVER_BY: Final = {WITHDRAW: Act.withdraw, CLOSE: Act.close}


class Carrying:
    """The transactions that delivery runs."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._on = OnLine(house)

    async def look(self, entry: Entry) -> None:
        """Look at a line's ladder: release it if its moment has come, then do what the ladder decides, one move."""
        await self._on.run(entry, self._look)

    async def words_leave(self, entry: Entry) -> None:
        """Let added words be seen by readers; the asking starts anew where nobody has to act."""
        await self._on.run(entry, self._words_leave)

    async def answer_leaves(self, entry: Entry) -> None:
        """Let a reader's words be seen by the person, and the neutral note follow at once."""
        await self._on.run(entry, self._answer_leaves)

    async def effect(self, entry: Entry) -> None:
        """Let readers see that a line was withdrawn or closed."""
        await self._on.run(entry, self._effect, keys=1)

    async def finish(self, entry: Entry) -> None:
        """Take the entry off: it is done, or nothing more can be done about it."""
        await self._house.store.write(lambda tx: agenda.finish(tx, entry.id))

    async def put_off(self, entry: Entry, until: datetime) -> None:
        """Let it come again."""
        await self._house.store.write(lambda tx: agenda.put_off(tx, entry.id, until))

    # --- inside one transaction ---------------------------------------------------------------------------------

    def _look(self, tx: Tx, concern: Concern, due: Due) -> None:
        rungs = concern.line.ladder
        if rungs is None or due.entry.version != rungs.version:
            agenda.finish(tx, due.entry.id)
            return
        concern, now_rungs = self._released(tx, concern, due), self._standing(tx, rungs, due)
        decision = ladder.decide(now_rungs, due.now)
        note_at = self._note_at(tx, concern.line, due)
        carrier = Carrier(tx, self._house, concern, due.now, iter(due.ids[2:]), concern.line, note_at)
        if now_rungs.phase is not rungs.phase:  # whoever had it reads here no more
            carrier.lapse()
        for step in decision.steps:
            carrier.carry_out(step)
        line = replace(carrier.line, ladder=decision.ladder)
        before, concern = concern.line, concerns.save(tx, self._house.production, concern, line)
        if line.card and (line.state, line.promise) != (before.state, before.promise):
            self._on.plan(tx, concern, due.ids[1], kinds.EDIT, due.now)
        agenda.finish(tx, due.entry.id)
        if decision.next_at:
            after = max(decision.next_at, due.now + _SOON)
            kinds.plan_ladder(tx, self._house.production, due.ids[0], concern, after)

    def _standing(self, tx: Tx, rungs: Ladder, due: Due) -> Ladder:
        """The ladder with its readers as they stand at this moment."""
        return as_rostered(rungs, people.read(tx, self._house.production), due.now)

    def _note_at(self, tx: Tx, line: Line, due: Due) -> datetime:
        hours = unit_of(tx, self._house.production, line.unit).hours
        is_live = line.live_until is not None and due.now < line.live_until
        origin = waits.Origin.talk_now if is_live else waits.answer_origin(in_hours=in_hours(hours, due.now))
        left = line.ladder.call - due.now if line.ladder and line.ladder.call else None
        if left is not None and left <= waits.LAST_HOUR and not is_live:
            origin, left = waits.Origin.check_in, None  # whoever sets the call would choose the minute
        return due.now + waits.wait(line.urgency, origin, left, due.roll)

    def _released(self, tx: Tx, concern: Concern, due: Due) -> Concern:
        if concern.line.state is not State.saved:
            return concern
        production, alias = self._house.production, concern.line.alias
        noted(tx, production, concern, "released", due.now)
        audit.write(tx, production, due.ids[-1], due.now.date(), audit.Note("released", "", alias))
        self._on.plan(tx, concern, due.ids[1], kinds.CARD, due.now)
        return replace(concern, line=moved(concern.line, Act.release))

    def _words_leave(self, tx: Tx, concern: Concern, due: Due) -> None:
        line, said = concern.line, self._said(tx, concern, due.entry.step)
        if said and said.lets_in:
            self._about_reader(tx, concern, due, said)
            return
        act = _ANSWERS.get(said.answers if said else "", Act.answer)
        if act not in possible(line.state, Side.person):  # it was asked before the line rested, closed or went on
            act = Act.answer
        state = line.state if said is None else move(line.state, act)
        line = replace(line, state=state, waiting=_without(line.waiting, due.entry.step))
        rungs = acts.more_words(line.ladder, due.now) if line.ladder else None
        concern = self._on.replan(tx, replace(concern, line=line), rungs, due) if rungs else concern
        if line.card:  # no edit besides: it would say nothing of the news
            self._on.plan(tx, concern, due.ids[2], kinds.CARD, due.now, step=1)
        asks_anyway = rungs is not None and rungs.phase is Phase.asking
        if line.taken_by in line.readers and not asks_anyway:
            self._on.plan(tx, concern, due.ids[4], kinds.ASK, due.now, step=line.readers.index(line.taken_by))
        agenda.finish(tx, due.entry.id)

    def _about_reader(self, tx: Tx, concern: Concern, due: Due, answer: Said) -> None:
        """An answer about one more reader leaves. Its asker is told; of a no nobody else can see anything."""
        said = concerns.said(tx, self._house.production, concern)
        asker = letting_in.asker_of(said, due.entry.step)
        line = replace(concern.line, waiting=_without(concern.line.waiting, due.entry.step))
        concern = concerns.save(tx, self._house.production, concern, line)
        if letting_in.stands(said, due.entry.step):
            concern = self._let_in(tx, concern, due, answer.lets_in)
        rungs = concern.line.ladder
        asks_anyway = rungs is not None and rungs.phase is Phase.asking and rungs.holder == asker
        if asker in line.readers and not asks_anyway:
            self._on.plan(tx, concern, due.ids[4], kinds.ASK, due.now, step=line.readers.index(asker))
        agenda.finish(tx, due.entry.id)

    def _let_in(self, tx: Tx, concern: Concern, due: Due, reader: str) -> Concern:
        """One more reader, with the person's yes; where nobody has to act, the asking starts anew.

        Whoever reads here no more by now is not let in, and nobody into a line that is over.
        """
        production, line = self._house.production, concern.line
        person = people.read(tx, production).by_id(reader)
        if person is None or line.ladder is None or line.state in OVER or not letting_in.may_join(line, person):
            noted(tx, production, concern, "not_let_in", due.now, reader=reader)
            return concern
        noted(tx, production, concern, "let_in", due.now, reader=reader)
        audit.write(tx, production, due.ids[-1], due.now.date(), audit.Note("let_in", reader, line.alias))
        rungs = acts.more_words(acts.joined(line.ladder, letting_in.rung(person)), due.now)
        state = move(line.state, Act.answer)
        concern = replace(concern, line=replace(line, readers=(*line.readers, reader), state=state))
        if state is not line.state:
            self._on.plan(tx, concern, due.ids[1], kinds.EDIT, due.now)
        return self._on.replan(tx, concern, rungs, due)

    def _answer_leaves(self, tx: Tx, concern: Concern, due: Due) -> None:
        line = concern.line
        line = replace(line, waiting=_without(line.waiting, due.entry.step))
        concerns.save(tx, self._house.production, concern, line)
        self._on.plan(tx, concern, due.ids[0], kinds.NOTE, due.now)
        agenda.finish(tx, due.entry.id)

    def _effect(self, tx: Tx, concern: Concern, due: Due) -> None:
        line = concern.line
        if due.entry.step == CATEGORY:
            line = replace(line, category=line.category_next)
            concerns.save(tx, self._house.production, concern, line)
        elif due.entry.step == ALL_RIGHT:
            agenda.drop(tx, concern.id, [kinds.LADDER, kinds.ASK])
            line = replace(line, ladder=acts.quiet(line.ladder) if line.ladder else None)
            concerns.save(tx, self._house.production, concern, line)
        else:
            self._over(tx, concern, due, _OVER_BY[due.entry.step])
        agenda.finish(tx, due.entry.id)

    def _over(self, tx: Tx, concern: Concern, due: Due, act: Act) -> None:
        """Withdrawn or closed: nothing more is asked of anybody, and the card says so.

        Pressed twice, it happens once. Words that were added before a closing are seen with it; words that came after
        it have opened the line again before anybody saw it closed.
        """
        said = concerns.said(tx, self._house.production, concern)
        if concern.line.state is State.withdrawn:
            return
        if act is Act.close and self._wrote_later(tx, concern, said):
            concerns.save(tx, self._house.production, concern, replace(concern.line, pending=""))
            return
        rungs = acts.quiet(concern.line.ladder) if concern.line.ladder else None
        theirs = tuple(at for at, one in said if at in concern.line.waiting and one.voice is Voice.READER)
        line = replace(moved(concern.line, act), pending="", promise=None, ladder=rungs, waiting=theirs)
        agenda.drop(tx, concern.id, [kinds.LADDER, kinds.ASK, kinds.CARD, kinds.WORDS])
        if line.erase_at_close:
            concern = concerns.erase_words(tx, self._house.production, concern, line, due.keys[0])
        else:
            concern = concerns.save(tx, self._house.production, concern, line)
        self._on.plan(tx, concern, due.ids[0], kinds.EDIT, due.now)

    def _wrote_later(self, tx: Tx, concern: Concern, said: tuple[tuple[int, Said], ...]) -> bool:
        record = concerns.record(tx, self._house.production, concern)
        closed = max((noted.at for noted in record if noted.code == "closed"), default=None)
        return closed is not None and any(one.voice is Voice.PERSON and one.at > closed for _, one in said)

    def _said(self, tx: Tx, concern: Concern, position: int) -> Said | None:
        return dict(concerns.said(tx, self._house.production, concern)).get(position)


def _without(waiting: tuple[int, ...], position: int) -> tuple[int, ...]:
    return tuple(one for one in waiting if one != position)
