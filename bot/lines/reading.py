"""What a reader does to a line: everything is checked against that line's own list of readers, and kept as one step.

Readers never see delivered, opened or unreachable: every answer of theirs says only "left for them".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines.owning import OVER, NoSuchLine, noted
from bot.lines.place import Account, Place, find_place, unit_of
from escalation import acts, ladder, waits
from escalation.calendar import in_hours
from escalation.concern import Act, Moment, State, move, preset_promises, was_posted
from escalation.roster import may_know
from escalation.rungs import Ladder
from storage import audit, concerns
from storage.concerns import Concern
from storage.lines import Line, Said, Voice
from storage.people import Person
from storage.store import Tx

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TheirLine:
    """A line as one of its readers sees it."""

    id: bytes
    line: Line = field(repr=False)
    said: tuple[tuple[int, Said], ...] = field(repr=False)
    presets: tuple[datetime, ...]
    due: datetime | None

    @property
    def last(self) -> str:
        """The person's last words, empty when there are none."""
        mine = [said.words for _, said in self.said if said.voice is Voice.PERSON and said.words]
        return mine[-1] if mine else ""


@dataclass(frozen=True, slots=True)
class Tick:
    """The moment and the chance of one act."""

    now: datetime
    ids: tuple[bytes, ...] = field(repr=False)
    roll: float = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reader's act on one line, inside a transaction."""

    tx: Tx = field(repr=False)
    place: Place = field(repr=False)
    me: Person
    concern: Concern
    tick: Tick


class Lines:
    """What the reader's desk calls."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def place(self, account: Account, locale: str) -> Place | None:
        """Where this reader stands; None for anybody who is no acting reader."""

        def work(tx: Tx) -> Place | None:
            place = find_place(tx, self._house.production, account, locale)
            return place if _is_reader(place) else None

        return await self._house.store.read(work)

    async def desk(self, account: Account) -> tuple[TheirLine, ...]:
        """Every open line this reader may know of, by deadline; nothing of any other leaves a trace."""
        now = self._house.clock.now()

        def work(tx: Tx) -> tuple[TheirLine, ...]:
            place = find_place(tx, self._house.production, account)
            if place.me is None or not _is_reader(place):
                return ()
            seen = [
                self._view(tx, concern, now)
                for concern in concerns.all_of(tx, self._house.production)
                if _may_see(place.me, concern.line) and concern.line.state not in OVER
            ]
            return tuple(sorted(seen, key=lambda one: (one.due is None, one.due or now, one.line.alias)))

        return await self._house.store.read(work)

    async def open(self, account: Account, concern_id: bytes) -> TheirLine:
        """Open a line: stands in the person's record and in the audit. Raises NoSuchLine."""

        def change(act: Reading) -> Concern:
            line = act.concern.line
            if act.me.id in line.opened_by or line.pending:
                return act.concern
            noted(act.tx, self._house.production, act.concern, "opened", act.tick.now, reader=act.me.id)
            opened = replace(line, opened_by=(*line.opened_by, act.me.id), state=_after(line.state, Act.open))
            return self._saved(act, opened, acts.opened(line.ladder, act.me.id) if line.ladder else None)

        return await self._act(account, concern_id, "opened", change)

    async def take(self, account: Account, concern_id: bytes, until: datetime) -> TheirLine:
        """[I've got this] with a promised time. Raises NoSuchLine, escalation's Refused and NotNow."""

        def change(act: Reading) -> Concern:
            line = act.concern.line
            rungs = acts.taken(_rungs(line), act.me.id, act.tick.now, until)
            promised = rungs.promise.until if rungs.promise else until
            noted(act.tx, self._house.production, act.concern, "taken", act.tick.now, reader=act.me.id, until=promised)
            self._tell(act)
            taken = replace(line, state=move(line.state, Act.take), taken_by=act.me.id, promise=promised)
            return self._saved(act, taken, rungs)

        return await self._act(account, concern_id, "taken", change)

    async def reply(self, account: Account, concern_id: bytes, words: str) -> TheirLine:
        """Answer the person. Counts as taking; leaves after the line's wait."""
        return await self._answer(account, concern_id, Act.reply, Said(Voice.READER, words, self._house.clock.now()))

    async def ask_yes(self, account: Account, concern_id: bytes, words: str, to_whom: str) -> TheirLine:
        """Ask for the person's yes to pass on exactly these words, to this somebody."""
        said = Said(Voice.READER, words, self._house.clock.now(), asks_yes=to_whom)
        return await self._answer(account, concern_id, Act.ask_yes, said)

    async def spoke(self, account: Account, concern_id: bytes, words: str) -> TheirLine:
        """[We spoke]: the person is asked to confirm."""
        return await self._answer(account, concern_id, Act.spoke, Said(Voice.READER, words, self._house.clock.now()))

    async def note(self, account: Account, concern_id: bytes, words: str) -> TheirLine:
        """A note that stays among this line's readers."""

        def change(act: Reading) -> Concern:
            move(act.concern.line.state, Act.note)
            said = Said(Voice.NOTE, words, act.tick.now, by=act.me.id)
            concerns.say(act.tx, self._house.production, act.concern, said)
            return act.concern

        return await self._act(account, concern_id, "note", change)

    async def not_forgotten(self, account: Account, concern_id: bytes, until: datetime) -> TheirLine:
        """Put the promise off, twice at most; the person finds it in their record."""

        def change(act: Reading) -> Concern:
            rungs = acts.not_forgotten(_rungs(act.concern.line), act.me.id, act.tick.now, until)
            promised = rungs.promise.until if rungs.promise else until
            noted(
                act.tx,
                self._house.production,
                act.concern,
                "not_forgotten",
                act.tick.now,
                reader=act.me.id,
                until=promised,
            )
            self._tell(act)
            return self._saved(act, replace(act.concern.line, promise=promised), rungs)

        return await self._act(account, concern_id, "not_forgotten", change)

    async def rest(self, account: Account, concern_id: bytes) -> TheirLine:
        """No deadlines for now; still open to the person, who is told."""

        def change(act: Reading) -> Concern:
            line = replace(act.concern.line, state=move(act.concern.line.state, Act.rest), promise=None)
            noted(act.tx, self._house.production, act.concern, "resting", act.tick.now, reader=act.me.id)
            self._tell(act)
            return self._saved(act, line, acts.quiet(_rungs(line)))

        return await self._act(account, concern_id, "resting", change)

    async def recuse(self, account: Account, concern_id: bytes) -> None:
        """This reader can't be the one: the line goes on to the next, and they see it no more."""

        def change(act: Reading) -> None:
            line = act.concern.line
            state = move(line.state, Act.recuse)
            noted(act.tx, self._house.production, act.concern, "recused", act.tick.now, reader=act.me.id)
            held = line.taken_by == act.me.id
            line = replace(
                line,
                state=state,
                recused=(*line.recused, act.me.id),
                taken_by="" if held else line.taken_by,
                promise=None if held else line.promise,
            )
            self._saved(act, line, acts.recused(_rungs(line), act.me.id, act.tick.now))

        await self._run(account, concern_id, "recused", change)

    async def mute(self, account: Account, concern_id: bytes) -> TheirLine:
        """Ring this reader no more about this line; it goes on to the next, and the person is told."""

        def change(act: Reading) -> Concern:
            line = act.concern.line
            noted(act.tx, self._house.production, act.concern, "muted", act.tick.now, reader=act.me.id)
            self._tell(act)
            rungs = acts.unreachable(_rungs(line), act.me.id, act.tick.now)
            return self._saved(act, replace(line, muted=(*line.muted, act.me.id)), rungs)

        return await self._act(account, concern_id, "muted", change)

    # --- inside one transaction ---------------------------------------------------------------------------------

    async def _answer(self, account: Account, concern_id: bytes, act_kind: Act, said: Said) -> TheirLine:
        def change(act: Reading) -> Concern:
            production, line = self._house.production, act.concern.line
            state = move(line.state, act_kind)
            position = concerns.say(act.tx, production, act.concern, replace(said, by=act.me.id, at=act.tick.now))
            noted(act.tx, production, act.concern, f"left_{act_kind}", act.tick.now, reader=act.me.id)
            due = self._leaves(act)
            lane = kinds.lane_of(line.urgency)
            kinds.plan(act.tx, production, act.tick.ids[1], kinds.ANSWER, act.concern.id, due, lane=lane, step=position)
            line = replace(
                line, state=state, waiting=(*line.waiting, position), taken_by=line.taken_by or act.me.id, promise=None
            )
            rungs = acts.replied(line.ladder, act.me.id) if line.ladder else None
            return self._saved(act, line, rungs)

        return await self._act(account, concern_id, act_kind, change)

    def _saved(self, act: Reading, line: Line, rungs: Ladder | None) -> Concern:
        """Keep the line with its ladder, plan the next look, and let the card show how it stands."""
        production = self._house.production
        before = act.concern.line.state
        concern = concerns.save(act.tx, production, act.concern, replace(line, ladder=rungs))
        due = ladder.next_due(rungs) if rungs else None
        if due:
            kinds.plan_ladder(act.tx, production, act.tick.ids[2], concern, max(due, act.tick.now))
        if line.state is not before and line.card:
            kinds.plan(act.tx, production, act.tick.ids[3], kinds.EDIT, concern.id, act.tick.now)
        return concern

    def _tell(self, act: Reading) -> None:
        """Let the one neutral note follow, after the wait of an answer."""
        line, production = act.concern.line, self._house.production
        due, lane = self._leaves(act), kinds.lane_of(line.urgency)
        kinds.plan(act.tx, production, act.tick.ids[0], kinds.NOTE, act.concern.id, due, lane=lane)

    def _leaves(self, act: Reading) -> datetime:
        line, now = act.concern.line, act.tick.now
        origin = waits.answer_origin(in_hours=in_hours(act.place.unit_by_id(line.unit).hours, now))
        if line.live_until and now < line.live_until:
            origin = waits.Origin.talk_now
        left = line.ladder.call - now if line.ladder and line.ladder.call else None
        return now + waits.wait(line.urgency, origin, left, act.tick.roll)

    def _view(self, tx: Tx, concern: Concern, now: datetime) -> TheirLine:
        production, line = self._house.production, concern.line
        shown = tuple(
            (at, said)
            for at, said in concerns.said(tx, production, concern)
            if said.voice is not Voice.PERSON or at not in line.waiting
        )
        hours = unit_of(tx, production, line.unit).hours
        moment = Moment(now, hours, line.ladder.call if line.ladder else None)
        due = line.promise or (ladder.promised_by(line.ladder) if line.ladder else None)
        return TheirLine(concern.id, line, shown, preset_promises(line.urgency, moment), due)

    # --- running ------------------------------------------------------------------------------------------------

    async def _act(
        self, account: Account, concern_id: bytes, code: str, change: Callable[[Reading], Concern]
    ) -> TheirLine:
        def seen(act: Reading) -> TheirLine:
            return self._view(act.tx, change(act), act.tick.now)

        return await self._run(account, concern_id, code, seen)

    async def _run(self, account: Account, concern_id: bytes, code: str, change: Callable[[Reading], T]) -> T:
        draw = self._house.entropy.bytes
        tick = Tick(self._house.clock.now(), tuple(draw(16) for _ in range(5)), self._house.entropy.roll())

        def work(tx: Tx) -> T:
            act = self._reading(tx, account, concern_id, tick)
            note = audit.Note(code, act.me.id, act.concern.line.alias)
            audit.write(tx, self._house.production, tick.ids[4], tick.now.date(), note)
            return change(act)

        done = await self._house.store.write(work)
        self._house.wake()
        return done

    def _reading(self, tx: Tx, account: Account, concern_id: bytes, tick: Tick) -> Reading:
        """The reader and the line, if that line is theirs to know of. Raises NoSuchLine otherwise."""
        place = find_place(tx, self._house.production, account)
        concern = concerns.find(tx, self._house.production, concern_id, lock=True)
        if place.me is None or concern is None or not _is_reader(place) or not _may_see(place.me, concern.line):
            raise NoSuchLine
        return Reading(tx, place, place.me, concern, tick)


def _is_reader(place: Place) -> bool:
    return bool(place.me and place.me.reading and place.me.reading.accepted)


def _may_see(me: Person, line: Line) -> bool:
    return was_posted(line.state) and may_know(me.id, line.readers, line.left_out, line.recused)


def _rungs(line: Line) -> Ladder:
    if line.ladder is None:
        raise NoSuchLine
    return line.ladder


def _after(state: State, act: Act) -> State:
    """Opening moves a released line only; a line further on stays where it is."""
    return move(state, act) if state in (State.released, State.reopened) else state
