"""What a reader does to a line: everything is checked against that line's own list of readers, and kept as one step.

Readers never see delivered, opened or unreachable: every answer of theirs says only "left for them". A form that
comes twice with the same `once` is kept once; with other words these replace the first while they still wait.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines.owning import OVER, NoSuchLine
from bot.lines.place import Account, Place, find_place
from bot.lines.reader_act import Form, Reading, Tick
from bot.lines.reader_view import NotJustNow, TheirLine, is_reader, may_open, may_see, view
from bot.lines.taking_back import newest_waiting, unsay
from escalation import acts
from escalation.acts import Refusal, Refused
from escalation.concern import Act, State, Urgency, move
from escalation.rungs import Phase
from storage import concerns
from storage.concerns import Concern
from storage.lines import Said, Voice
from storage.store import Tx

T = TypeVar("T")


class Lines:
    """What the reader's desk calls. Every act raises NoSuchLine alike for whatever isn't this reader's."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def place(self, account: Account, locale: str) -> Place:
        """Where this account stands; `reader_view.is_reader` says whether it is a reader's."""
        return await self._house.store.read(lambda tx: find_place(tx, self._house.production, account, locale))

    async def desk(self, account: Account) -> tuple[TheirLine, ...]:
        """Every open line this reader may know of, by deadline; nothing of any other leaves a trace."""
        now, production = self._house.clock.now(), self._house.production

        def work(tx: Tx) -> tuple[TheirLine, ...]:
            place = find_place(tx, production, account)
            if place.me is None or not is_reader(place):
                return ()
            seen = [
                view(tx, production, place.me, concern, now)
                for concern in concerns.all_that_open(tx, production)
                if may_see(place.me, concern.line) and concern.line.state not in OVER
            ]
            return tuple(sorted(seen, key=lambda one: (one.due is None, one.due or now, one.line.alias)))

        return await self._house.store.read(work)

    async def see(self, account: Account, concern_id: bytes) -> TheirLine:
        """The line as this reader sees it already; opens nothing. Raises NoSuchLine."""
        now = self._house.clock.now()

        def work(tx: Tx) -> TheirLine:
            act = self._reading(tx, account, concern_id, Tick(now, (), 0.0))
            return view(tx, act.production, act.me, act.concern, now)

        return await self._house.store.read(work)

    async def open(self, account: Account, concern_id: bytes) -> TheirLine:
        """Open a line: stands in the person's record and in the audit. Raises NoSuchLine.

        What can't be read by this reader now (a `now` that isn't theirs, a line that is being withdrawn) is seen only.
        """

        def change(act: Reading) -> Concern:
            if not may_open(act.me.id, act.line) or act.line.state is State.withdrawn:
                return act.concern
            act.audited("opened")
            if act.me.id in act.line.opened_by:
                return act.concern
            if act.rungs.phase is Phase.unanswered:
                act.tell()
            return act.saved(*act.opened(act.rungs))

        return await self._seen(account, concern_id, change)

    async def take(self, account: Account, concern_id: bytes, until: datetime) -> TheirLine:
        """[I've got this] with a promised time; opens the words too. Twice by its holder changes nothing.

        Raises NoSuchLine, NotJustNow, escalation's Refused and NotNow.
        """

        def change(act: Reading) -> Concern:
            rungs = acts.taken(act.rungs, act.me.id, act.tick.now, until)
            if rungs == act.rungs:
                return act.concern
            line, rungs = act.opened(rungs)
            promised = rungs.promise.until if rungs.promise else until
            act.noted("taken", promised)
            act.tell()
            taken = replace(line, state=move(act.line.state, Act.take), taken_by=act.me.id, promise=promised)
            return act.saved(taken, rungs)

        return await self._act(account, concern_id, "taken", change)

    async def reply(self, account: Account, concern_id: bytes, words: str, once: str = "") -> TheirLine:
        """Answer the person. Counts as taking; leaves after the line's wait."""
        return await self._answer(account, concern_id, Act.reply, self._said(words), once)

    async def ask_yes(self, account: Account, concern_id: bytes, words: str, to_whom: str, once: str = "") -> TheirLine:
        """Ask for the person's yes to pass on exactly these words, to this somebody."""
        said = replace(self._said(words), asks_yes=to_whom)
        return await self._answer(account, concern_id, Act.ask_yes, said, once)

    async def spoke(self, account: Account, concern_id: bytes, words: str, once: str = "") -> TheirLine:
        """[We spoke]: the person is asked to confirm."""
        said = replace(self._said(words), spoke=True)
        return await self._answer(account, concern_id, Act.spoke, said, once)

    async def note(self, account: Account, concern_id: bytes, words: str, once: str = "") -> TheirLine:
        """A note that stays among this line's readers."""
        form = Form(once, {"act": Act.note, "words": words})

        def change(act: Reading) -> Concern:
            before = act.came_before(form)
            if before and act.is_same(form, before):
                return act.concern
            _check_hands(act)
            move(act.line.state, Act.note)
            said = Said(Voice.NOTE, words, act.tick.now, by=act.me.id)
            act.remember(form, concerns.say(act.tx, act.production, act.concern, said))
            return act.concern

        return await self._act(account, concern_id, "note", change)

    async def not_forgotten(self, account: Account, concern_id: bytes, until: datetime, once: str = "") -> TheirLine:
        """Put the promise off, twice at most; the person finds it in their record."""
        form = Form(once, {"act": "not_forgotten", "until": until.isoformat()})

        def change(act: Reading) -> Concern:
            before = act.came_before(form)
            if before and act.is_same(form, before):
                return act.concern
            rungs = acts.not_forgotten(act.rungs, act.me.id, act.tick.now, until)
            promised = rungs.promise.until if rungs.promise else until
            act.noted("not_forgotten", promised)
            act.tell()
            act.remember(form)
            return act.saved(replace(act.line, promise=promised), rungs)

        return await self._act(account, concern_id, "not_forgotten", change)

    async def unsay(self, account: Account, concern_id: bytes) -> TheirLine:
        """Take this reader's newest words back while they wait; the asking goes on, with them first."""

        def change(act: Reading) -> Concern:
            position = newest_waiting(act.tx, act.production, act.concern, lambda said: said.by == act.me.id)
            if position is None:
                return act.concern
            act.noted("took_back")
            line = unsay(act.tx, act.concern, kinds.ANSWER, position)
            return act.saved(line, acts.more_words(act.rungs, act.tick.now))

        return await self._act(account, concern_id, "unsay", change)

    async def rest(self, account: Account, concern_id: bytes) -> TheirLine:
        """No deadlines for now; still open to the person, who is told. Twice changes nothing."""

        def change(act: Reading) -> Concern:
            line = replace(act.line, state=move(act.line.state, Act.rest), promise=None)
            if act.line.state is State.resting:
                return act.concern
            _check_hands(act)
            act.noted("resting")
            act.tell()
            return act.saved(line, acts.quiet(act.rungs))

        return await self._act(account, concern_id, "resting", change)

    async def recuse(self, account: Account, concern_id: bytes) -> None:
        """This reader can't be the one: the line goes on to the next, and they see it no more."""

        def change(act: Reading) -> None:
            line, me = act.line, act.me.id
            after = move(line.state, Act.recuse)
            act.audited("recused")
            act.noted("recused")
            line = replace(line, recused=(*line.recused, me))
            if line.taken_by == me:
                line = replace(line, state=after, taken_by="", promise=None)
            act.saved(line, acts.recused(act.rungs, me, act.tick.now))

        await self._run(account, concern_id, change)

    async def mute(self, account: Account, concern_id: bytes) -> TheirLine:
        """Ring this reader no more about this line; it goes on to the next, and the person is told.

        Twice changes nothing.
        """

        def change(act: Reading) -> Concern:
            line, me = act.line, act.me.id
            if me in line.muted:
                return act.concern
            act.noted("muted")
            act.tell()
            rungs = acts.unreachable(act.rungs, me, act.tick.now)
            if act.rungs.phase is Phase.taken is not rungs.phase:
                line = replace(line, state=move(line.state, Act.lapse), taken_by="", promise=None)
            return act.saved(replace(line, muted=(*line.muted, me)), rungs)

        return await self._act(account, concern_id, "muted", change)

    # --- inside one transaction ---------------------------------------------------------------------------------

    def _said(self, words: str) -> Said:
        return Said(Voice.READER, words, self._house.clock.now())

    async def _answer(self, account: Account, concern_id: bytes, kind: Act, said: Said, once: str) -> TheirLine:
        form = Form(once, {"act": kind, "words": said.words, "to": said.asks_yes})

        def change(act: Reading) -> Concern:
            before, mine = act.came_before(form), replace(said, by=act.me.id, at=act.tick.now)
            if before and act.is_same(form, before):
                return act.concern
            if before and before.position in act.line.waiting:
                concerns.reword(act.tx, act.production, act.concern, before.position, mine)
                act.remember(form, before.position)
                return act.concern
            return self._left(act, kind, mine, form)

        return await self._act(account, concern_id, kind, change)

    def _left(self, act: Reading, kind: Act, said: Said, form: Form) -> Concern:
        line = act.line
        _check_hands(act)
        state = move(line.state, kind)
        rungs = acts.replied(act.rungs, act.me.id, act.tick.now)
        position = act.leave(said)
        act.remember(form, position)
        act.noted(f"left_{kind}")
        waiting = (*line.waiting, position)
        return act.saved(replace(line, state=state, waiting=waiting, taken_by=act.me.id, promise=None), rungs)

    # --- running ------------------------------------------------------------------------------------------------

    async def _act(
        self, account: Account, concern_id: bytes, code: str, change: Callable[[Reading], Concern]
    ) -> TheirLine:
        def audited(act: Reading) -> Concern:
            if act.line.is_withdrawing:
                raise NotJustNow
            act.audited(code)
            return change(act)

        return await self._seen(account, concern_id, audited)

    async def _seen(self, account: Account, concern_id: bytes, change: Callable[[Reading], Concern]) -> TheirLine:
        def seen(act: Reading) -> TheirLine:
            return view(act.tx, act.production, act.me, change(act), act.tick.now)

        return await self._run(account, concern_id, seen)

    async def _run(self, account: Account, concern_id: bytes, change: Callable[[Reading], T]) -> T:
        draw = self._house.entropy.bytes
        tick = Tick(self._house.clock.now(), tuple(draw(16) for _ in range(5)), self._house.entropy.roll())
        done = await self._house.store.write(lambda tx: change(self._reading(tx, account, concern_id, tick)))
        self._house.wake()
        return done

    def _reading(self, tx: Tx, account: Account, concern_id: bytes, tick: Tick) -> Reading:
        """The reader and the line, if that line is theirs to know of. Raises NoSuchLine otherwise."""
        production = self._house.production
        place = find_place(tx, production, account)
        concern = concerns.find(tx, production, concern_id, lock=bool(tick.ids))
        if place.me is None or concern is None or not is_reader(place) or not may_see(place.me, concern.line):
            raise NoSuchLine
        return Reading(tx, production, place, place.me, concern, tick)


def _check_hands(act: Reading) -> None:
    """What stands under `now` lies in one reader's hands. Raises Refused."""
    if act.line.urgency is Urgency.now and act.line.taken_by not in ("", act.me.id):
        raise Refused(Refusal.taken_already)
