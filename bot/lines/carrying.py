"""What happens to a line when something on the agenda is due, inside a transaction: nothing is sent from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines.own_acts import ALL_RIGHT, CATEGORY, CLOSE, WITHDRAW
from bot.lines.owning import moved, noted
from bot.lines.place import unit_of
from bot.lines.steps import Carrier
from bot.lines.taking_back import end_line
from escalation import acts, ladder, waits
from escalation.calendar import in_hours
from escalation.concern import Act, Side, State, move, possible
from escalation.rungs import Phase
from storage import agenda, concerns, ledger
from storage.agenda import Entry
from storage.concerns import Concern
from storage.keys import Spare
from storage.lines import Line, Said, Voice
from storage.store import Tx

T = TypeVar("T")
_SOON: Final = timedelta(seconds=1)
_ANSWERS: Final = {"yes": Act.agree, "no": Act.decline, "spoke": Act.confirm_spoke}
_OVER_BY: Final = {WITHDRAW: Act.withdraw, CLOSE: Act.close}


@dataclass(frozen=True, slots=True)
class Due:
    """An entry that is due, with the moment and the chance of carrying it out."""

    entry: Entry
    now: datetime
    ids: tuple[bytes, ...] = field(repr=False)
    page: tuple[Spare, ...] = field(repr=False, default=())
    keys: tuple[Spare, ...] = field(repr=False, default=())
    roll: float = field(repr=False, default=0.0)


class Carrying:
    """The transactions that delivery runs."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def look(self, entry: Entry) -> None:
        """Look at a line's ladder: release it if its moment has come, then do what the ladder decides, one move."""
        await self._run(entry, self._look)

    async def words_leave(self, entry: Entry) -> None:
        """Let added words be seen by readers; the asking starts anew where nobody has to act."""
        await self._run(entry, self._words_leave)

    async def answer_leaves(self, entry: Entry) -> None:
        """Let a reader's words be seen by the person, and the neutral note follow at once."""
        await self._run(entry, self._answer_leaves)

    async def effect(self, entry: Entry) -> None:
        """Let readers see that a line was withdrawn or closed."""
        await self._run(entry, self._effect, keys=1)

    async def end(self, entry: Entry) -> None:
        """End a draft that was never sent."""
        await self._run(entry, self._end, page=True)

    async def finish(self, entry: Entry) -> None:
        """Take the entry off: it is done, or nothing more can be done about it."""
        await self._house.store.write(lambda tx: agenda.finish(tx, entry.id))

    async def put_off(self, entry: Entry, until: datetime) -> None:
        """Let it come again."""
        await self._house.store.write(lambda tx: agenda.put_off(tx, entry.id, until))

    async def card_stands(self, entry: Entry, ref: str) -> None:
        """Keep where the card stands, and take the entry off."""

        def change(tx: Tx, concern: Concern, due: Due) -> None:
            if due.entry.step == 0:
                line = replace(concern.line, card=ref, direct=False)
                concerns.save(tx, self._house.production, concern, line)
            agenda.finish(tx, due.entry.id)

        await self._run(entry, change)

    async def no_card(self, entry: Entry) -> None:
        """The card can't stand in the channel: readers are asked by DM, and the person's record says so."""

        def change(tx: Tx, concern: Concern, due: Due) -> None:
            if not concern.line.direct:
                noted(tx, self._house.production, concern, "direct", due.now)
                concerns.save(tx, self._house.production, concern, replace(concern.line, direct=True))
            agenda.finish(tx, due.entry.id)

        await self._run(entry, change)

    async def unreachable(self, entry: Entry, reader: str) -> None:
        """A reader can't be reached: their rung is skipped at once."""

        def change(tx: Tx, concern: Concern, due: Due) -> None:
            rungs = concern.line.ladder
            if rungs:
                self._replan(tx, concern, acts.unreachable(rungs, reader, due.now), due)
            agenda.finish(tx, due.entry.id)

        await self._run(entry, change)

    # --- inside one transaction ---------------------------------------------------------------------------------

    def _look(self, tx: Tx, concern: Concern, due: Due) -> None:
        rungs = concern.line.ladder
        if rungs is None or due.entry.version != rungs.version:
            agenda.finish(tx, due.entry.id)
            return
        concern = self._released(tx, concern, due)
        decision = ladder.decide(rungs, due.now)
        note_at = self._note_at(tx, concern.line, due)
        carrier = Carrier(tx, self._house, concern, due.now, iter(due.ids[2:]), concern.line, note_at)
        for step in decision.steps:
            carrier.carry_out(step)
        line = replace(carrier.line, ladder=decision.ladder)
        concern = concerns.save(tx, self._house.production, concern, line)
        agenda.finish(tx, due.entry.id)
        if decision.next_at:
            after = max(decision.next_at, due.now + _SOON)
            kinds.plan_ladder(tx, self._house.production, due.ids[0], concern, after)

    def _note_at(self, tx: Tx, line: Line, due: Due) -> datetime:
        hours = unit_of(tx, self._house.production, line.unit).hours
        is_live = line.live_until is not None and due.now < line.live_until
        origin = waits.Origin.talk_now if is_live else waits.answer_origin(in_hours=in_hours(hours, due.now))
        left = line.ladder.call - due.now if line.ladder and line.ladder.call else None
        return due.now + waits.wait(line.urgency, origin, left, due.roll)

    def _released(self, tx: Tx, concern: Concern, due: Due) -> Concern:
        if concern.line.state is not State.saved:
            return concern
        noted(tx, self._house.production, concern, "released", due.now)
        self._plan(tx, concern, due.ids[1], kinds.CARD, due.now)
        return replace(concern, line=moved(concern.line, Act.release))

    def _words_leave(self, tx: Tx, concern: Concern, due: Due) -> None:
        line, said = concern.line, self._said(tx, concern, due.entry.step)
        act = _ANSWERS.get(said.answers if said else "", Act.answer)
        if act not in possible(line.state, Side.person):  # it was asked before the line rested, closed or went on
            act = Act.answer
        state = line.state if said is None else move(line.state, act)
        line = replace(line, state=state, waiting=_without(line.waiting, due.entry.step))
        rungs = acts.more_words(line.ladder, due.now) if line.ladder else None
        concern = self._replan(tx, replace(concern, line=line), rungs, due) if rungs else concern
        self._plan(tx, concern, due.ids[1], kinds.EDIT, due.now)
        if line.card:
            self._plan(tx, concern, due.ids[2], kinds.CARD, due.now, step=1)
        asks_anyway = rungs is not None and rungs.phase is Phase.asking
        if line.taken_by in line.readers and not asks_anyway:
            self._plan(tx, concern, due.ids[4], kinds.ASK, due.now, step=line.readers.index(line.taken_by))
        agenda.finish(tx, due.entry.id)

    def _answer_leaves(self, tx: Tx, concern: Concern, due: Due) -> None:
        line = concern.line
        line = replace(line, waiting=_without(line.waiting, due.entry.step))
        concerns.save(tx, self._house.production, concern, line)
        self._plan(tx, concern, due.ids[0], kinds.NOTE, due.now)
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
        self._plan(tx, concern, due.ids[0], kinds.EDIT, due.now)

    def _wrote_later(self, tx: Tx, concern: Concern, said: tuple[tuple[int, Said], ...]) -> bool:
        record = concerns.record(tx, self._house.production, concern)
        closed = max((noted.at for noted in record if noted.code == "closed"), default=None)
        return closed is not None and any(one.voice is Voice.PERSON and one.at > closed for _, one in said)

    def _end(self, tx: Tx, concern: Concern, due: Due) -> None:
        handle = concerns.handle_of(tx, self._house.production, concern.id)
        end_line(tx, self._house.production, concern)
        if handle:
            ledger.remove(tx, self._house.production, handle, due.page[0])

    def _replan(self, tx: Tx, concern: Concern, rungs: ladder.Ladder, due: Due) -> Concern:
        line = replace(concern.line, ladder=rungs)
        concern = concerns.save(tx, self._house.production, concern, line)
        after = ladder.next_due(rungs)
        if after:
            kinds.plan_ladder(tx, self._house.production, due.ids[3], concern, max(after, due.now))
        return concern

    def _plan(self, tx: Tx, concern: Concern, row_id: bytes, kind: str, at: datetime, step: int = 0) -> None:
        lane = kinds.lane_of(concern.line.urgency)
        kinds.plan(tx, self._house.production, row_id, kind, concern.id, at, lane=lane, step=step)

    def _said(self, tx: Tx, concern: Concern, position: int) -> Said | None:
        return dict(concerns.said(tx, self._house.production, concern)).get(position)

    async def _run(
        self, entry: Entry, change: Callable[[Tx, Concern, Due], T], *, page: bool = False, keys: int = 0
    ) -> T | None:
        """Run on the entry's concern; where that is gone the entry goes too."""
        ids = tuple(self._house.entropy.bytes(16) for _ in range(24))
        spares = (await self._house.ledger_key(),) if page else ()
        roll, content = self._house.entropy.roll(), await self._house.content_keys(keys)
        due = Due(entry, self._house.clock.now(), ids, spares, content, roll)

        def work(tx: Tx) -> T | None:
            concern = concerns.find(tx, self._house.production, entry.subject, lock=True)
            if concern is None:
                agenda.finish(tx, entry.id)
                return None
            return change(tx, concern, due)

        return await self._house.store.write(work)


def _without(waiting: tuple[int, ...], position: int) -> tuple[int, ...]:
    return tuple(one for one in waiting if one != position)
