"""What a person does to their own lines. Effects that readers could see leave after a wait, like everything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines import own_words, taking_back
from bot.lines.owning import Access, MyLine, noted, own, view
from bot.lines.place import Account, unit_of
from escalation import waits
from escalation.calendar import in_hours
from escalation.concern import Act, Category, NotNow, State, move, was_posted
from storage import agenda, concerns, mailboxes
from storage.concerns import Concern
from storage.keys import Spare
from storage.lines import Said, Voice
from storage.mailboxes import Mailbox
from storage.store import Tx

T = TypeVar("T")
WITHDRAW: Final = 1
CLOSE: Final = 2
CATEGORY: Final = 3
ALL_RIGHT: Final = 4
_LIVE: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Tick:
    """The moment, the chance and the keys of one act."""

    now: datetime
    ids: tuple[bytes, ...] = field(repr=False)
    roll: float = field(repr=False)
    keys: tuple[Spare, ...] = field(repr=False, default=())
    page: tuple[Spare, ...] = field(repr=False, default=())


Change = Callable[[Tx, Concern, Tick], Concern]


class OwnActs:
    """A person's acts on their own lines."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def add(self, account: Account, access: Access, said: Said, once: str) -> MyLine:
        """Add words. Before the release they leave with the first ones; later after a wait of their own.

        The same `once` with the same words changes nothing; other words replace the first while those wait.
        """

        def change(tx: Tx, concern: Concern, tick: Tick) -> Concern:
            is_old = own_words.newest_asked(tx, self._house.production, concern) in concern.line.waiting
            answers = "" if is_old else said.answers
            return self._added(tx, concern, replace(said, at=tick.now, answers=answers), once, tick)

        return await self._act(account, access, change)

    async def answer(self, account: Account, access: Access, said: Said, asked: int) -> MyLine:
        """Answer what a reader asked at this position; pressed twice it is said once. Raises AskedAgain, NotNow."""

        def change(tx: Tx, concern: Concern, tick: Tick) -> Concern:
            production = self._house.production
            question = own_words.check_asked(tx, production, concern, asked, said.answers, account)
            if own_words.is_answered_so(tx, production, concern, said):
                return concern
            answer = replace(said, at=tick.now, lets_in=question.lets_in)
            return self._added(tx, concern, answer, tick.ids[1].hex(), tick)

        return await self._act(account, access, change)

    async def unsay(self, account: Account, access: Access) -> MyLine:
        """Take the newest added words back while they wait; nothing happens if they have left."""

        def change(tx: Tx, concern: Concern, tick: Tick) -> Concern:
            production = self._house.production
            position = taking_back.newest_waiting(tx, production, concern, lambda said: said.voice is Voice.PERSON)
            if position is None:
                return concern
            noted(tx, production, concern, "unsaid", tick.now)
            return concerns.save(tx, production, concern, taking_back.unsay(tx, concern, kinds.WORDS, position))

        return await self._act(account, access, change)

    async def take_back(self, account: Account, access: Access) -> bool:
        """Before the release: end the line at once, as if it had never been. False if it has left already."""

        def change(tx: Tx, concern: Concern, tick: Tick) -> bool:
            if was_posted(concern.line.state):
                return False
            taking_back.end_line(tx, self._house.production, concern, tick.page[0])
            return True

        return await self._run(account, access, change, page=True)

    async def withdraw(self, account: Account, access: Access) -> MyLine:
        """After the release: the words end at once; that it was withdrawn shows after a wait."""

        def change(tx: Tx, concern: Concern, tick: Tick) -> Concern:
            if concern.line.pending == "withdraw":
                return concern
            if not was_posted(concern.line.state):  # there is nothing to withdraw: it is taken back, and nobody sees it
                raise NotNow(concern.line.state, Act.withdraw)
            move(concern.line.state, Act.withdraw)
            noted(tx, self._house.production, concern, "withdrawn", tick.now)
            line = taking_back.over(tx, self._house.production, replace(concern.line, waiting=()), "withdraw", tick.now)
            agenda.drop(tx, concern.id, [kinds.WORDS, kinds.ANSWER])
            self._plan(tx, concern, kinds.EFFECT, WITHDRAW, tick)
            return concerns.erase_words(tx, self._house.production, concern, line, tick.keys[0])

        return await self._act(account, access, change, keys=1)

    async def all_right(self, account: Account, access: Access) -> MyLine:
        """[I'm all right now]: the ringing of a `now` stops. What was written stays, and words can be added."""

        def change(tx: Tx, concern: Concern, tick: Tick) -> Concern:
            if concern.line.is_all_right:
                return concern
            move(concern.line.state, Act.all_right)
            noted(tx, self._house.production, concern, "all_right", tick.now)
            self._plan(tx, concern, kinds.EFFECT, ALL_RIGHT, tick)
            return concerns.save(tx, self._house.production, concern, replace(concern.line, is_all_right=True))

        return await self._act(account, access, change)

    async def close(self, account: Account, access: Access) -> MyLine:
        """The person's own closing; readers see it after a wait. Words added later open it again."""

        def change(tx: Tx, concern: Concern, tick: Tick) -> Concern:
            if taking_back.ends_already(tx, self._house.production, concern):
                return concern
            move(concern.line.state, Act.close)
            noted(tx, self._house.production, concern, "closed", tick.now)
            self._plan(tx, concern, kinds.EFFECT, CLOSE, tick)
            line = taking_back.over(tx, self._house.production, concern.line, "close", tick.now)
            return concerns.save(tx, self._house.production, concern, line)

        return await self._act(account, access, change)

    async def forget_way(self, account: Account, access: Access) -> None:
        """End every way back to this person: slot, head key and six words. Readers learn nothing of it."""

        def change(tx: Tx, concern: Concern, tick: Tick) -> None:
            self._unroute(tx, concern, tick)
            if concern.line.mailbox:
                line = taking_back.without_mailbox(tx, concern.line)
                concerns.save(tx, self._house.production, concern, line)

        await self._run(account, access, change, keys=1, page=True)

    async def hide(self, account: Account, access: Access) -> None:
        """Make the line key-only: nothing on this account leads to it any more. It must have a key."""

        def change(tx: Tx, concern: Concern, tick: Tick) -> None:
            if concern.line.mailbox:
                self._unroute(tx, concern, tick)

        await self._run(account, access, change, keys=1, page=True)

    async def erase_words(self, account: Account, access: Access) -> MyLine:
        """Erase the words: at once while nobody has taken it, else for the person now and for readers at its close."""

        def change(tx: Tx, concern: Concern, tick: Tick) -> Concern:
            noted(tx, self._house.production, concern, "erased", tick.now)
            if concern.line.taken_by:
                line = taking_back.hidden_so_far(tx, self._house.production, concern)
                return concerns.save(tx, self._house.production, concern, line)
            line = replace(concern.line, waiting=())
            agenda.drop(tx, concern.id, [kinds.WORDS])
            return concerns.erase_words(tx, self._house.production, concern, line, tick.keys[0])

        return await self._act(account, access, change, keys=1)

    async def give_key(self, account: Account, access: Access, mailbox: Mailbox) -> MyLine:
        """Let six new words lead to the line; words given before lead nowhere from now on."""

        def change(tx: Tx, concern: Concern, _tick: Tick) -> Concern:
            production = self._house.production
            if concern.line.mailbox:
                mailboxes.remove(tx, bytes.fromhex(concern.line.mailbox))
            mailboxes.put(tx, production, mailbox, concern.id, concern.line.ends_at.date())
            return concerns.save(tx, production, concern, replace(concern.line, mailbox=mailbox.id.hex()))

        return await self._act(account, access, change)

    async def set_category(self, account: Account, access: Access, category: Category | None) -> MyLine:
        """Say what it is about, if they wish. Once it has left, readers see that after a wait too."""

        def change(tx: Tx, concern: Concern, tick: Tick) -> Concern:
            posted, chosen = was_posted(concern.line.state), category.value if category else ""
            if posted:
                self._plan(tx, concern, kinds.EFFECT, CATEGORY, tick)
            shown = concern.line.category if posted else chosen
            line = replace(concern.line, category=shown, category_next=chosen)
            return concerns.save(tx, self._house.production, concern, line)

        return await self._act(account, access, change)

    async def show_name(self, account: Account, access: Access, name: str) -> MyLine:
        """Show their own name on this one line, to its readers."""
        return await self._set(account, access, name_shown=name)

    async def talk_now(self, account: Account, access: Access) -> MyLine:
        """No waiting for an hour, once somebody has answered; said to be seen more easily."""
        return await self._set(account, access, live_until=self._house.clock.now() + _LIVE)

    async def _set(self, account: Account, access: Access, **fields: object) -> MyLine:
        def change(tx: Tx, concern: Concern, _tick: Tick) -> Concern:
            line = replace(concern.line, **fields)  # type: ignore[arg-type] # each caller names a field it owns
            return concerns.save(tx, self._house.production, concern, line)

        return await self._act(account, access, change)

    # --- inside one transaction ---------------------------------------------------------------------------------

    def _added(self, tx: Tx, concern: Concern, said: Said, once: str, tick: Tick) -> Concern:
        production = self._house.production
        is_same, position = own_words.came_before(tx, production, concern, once, said.words)
        if is_same:
            return concern
        # Withdrawn is final from the press on, although readers see it only after a wait.
        move(State.withdrawn if concern.line.pending == "withdraw" else concern.line.state, Act.answer)
        concern = taking_back.reopened(tx, production, concern)
        if position:
            concerns.reword(tx, production, concern, position, said)
            own_words.remember(tx, production, concern, once, said, position)
            return concern
        position = concerns.say(tx, production, concern, said)
        own_words.remember(tx, production, concern, once, said, position)
        noted(tx, production, concern, "added", tick.now)
        if not was_posted(concern.line.state):
            return concern
        self._plan(tx, concern, kinds.WORDS, position, tick)
        line = replace(concern.line, waiting=(*concern.line.waiting, position))
        return concerns.save(tx, production, concern, line)

    def _plan(self, tx: Tx, concern: Concern, kind: str, step: int, tick: Tick) -> None:
        """Let something leave after the wait of an effect."""
        line = concern.line
        hours = unit_of(tx, self._house.production, line.unit).hours
        origin = waits.effect_origin(in_hours=in_hours(hours, tick.now))
        if line.live_until and tick.now < line.live_until:
            origin = waits.Origin.talk_now
        left = line.ladder.call - tick.now if line.ladder and line.ladder.call else None
        due = tick.now + waits.wait(line.urgency, origin, left, tick.roll)
        lane = kinds.lane_of(line.urgency)
        kinds.plan(tx, self._house.production, tick.ids[0], kind, concern.id, due, lane=lane, step=step)

    def _unroute(self, tx: Tx, concern: Concern, tick: Tick) -> None:
        taking_back.end_way(tx, self._house.production, concern, tick.page[0], tick.keys[0], tick.ids[1])

    # --- running ------------------------------------------------------------------------------------------------

    async def _act(
        self, account: Account, access: Access, change: Change, *, keys: int = 0, page: bool = False
    ) -> MyLine:
        def seen(tx: Tx, concern: Concern, tick: Tick) -> MyLine:
            return view(tx, self._house.production, access, change(tx, concern, tick))

        return await self._run(account, access, seen, keys=keys, page=page)

    async def _run(
        self,
        account: Account,
        access: Access,
        change: Callable[[Tx, Concern, Tick], T],
        *,
        keys: int = 0,
        page: bool = False,
    ) -> T:
        tick = await self._tick(keys=keys, page=page)

        def work(tx: Tx) -> T:
            return change(tx, own(tx, self._house.production, account, access, lock=True), tick)

        done = await self._house.store.write(work)
        (self._house.hurry if tick.keys else self._house.wake)()
        return done

    async def _tick(self, *, keys: int, page: bool) -> Tick:
        now, draw = self._house.clock.now(), self._house.entropy.bytes
        ids, roll = (draw(16), draw(16)), self._house.entropy.roll()
        spares = await self._house.content_keys(keys)
        return Tick(now, ids, roll, spares, (await self._house.ledger_key(),) if page else ())
