"""What a person does about the end of their lines: keep one longer, erase it now, forget all ways back at once.

What ends for the person ends at the press. What readers could see of it ends in the coming night, like everything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import Final, TypeVar

from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines import taking_back
from bot.lines.lifetimes import LIVES, Times
from bot.lines.nights import reckoned
from bot.lines.owning import Access, MyLine, noted, own, view
from bot.lines.place import Account
from escalation import acts
from escalation.checkins import Wishes
from escalation.concern import Act, NotNow, State, Urgency, was_posted
from escalation.rungs import Phase
from storage import agenda, concerns, ledger, people, productions
from storage.concerns import Concern
from storage.copies import copies_end
from storage.keys import Spare
from storage.ledger import Route, Slot
from storage.lines import Line
from storage.people import Person, Roster
from storage.store import Tx

T = TypeVar("T")
OFFICE_CHOSEN: Final = ("office_told", "office_not_told")
"""Steps of a record that say what was chosen when the person was asked whether the office may know."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What [Erase now] came to: `for_readers`, the day in whose night readers lose it, None where it is gone already.

    `day`: from when no key of it is left here. `copies_end`: the day by which key backups have ended too, None where
    only the host knows.
    """

    alias: str
    day: date
    copies_end: date | None
    for_readers: date | None = None


@dataclass(frozen=True, slots=True)
class Chance:
    """The keys and the randomness of one press."""

    now: datetime
    junk: tuple[bytes, ...] = field(repr=False)
    keys: tuple[Spare, ...] = field(repr=False)
    pages: tuple[Spare, ...] = field(repr=False)


class Ending:
    """The transactions of a person about the end of their lines."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def keep(self, account: Account, access: Access) -> MyLine:
        """Let line, way back and six words live for 90 days from today at least; again and again."""
        now = self._house.clock.now()

        def change(tx: Tx, concern: Concern) -> MyLine:
            times = Times.of(productions.book(tx, self._house.production), now)
            until = times.today + LIVES
            if concern.line.kept_until != until:  # pressed twice on a day, it is said once
                noted(tx, self._house.production, concern, "prolonged", now)
            line = reckoned(tx, replace(concern.line, kept_until=until), times)
            return self._saved(tx, access, concern, line)

        return await self._on(account, access, change)

    async def tell_office(self, account: Account, access: Access, *, tells: bool) -> MyLine:
        """Whether the office may know that nobody answers, where that is asked; the first press counts."""
        now = self._house.clock.now()

        def change(tx: Tx, concern: Concern) -> MyLine:
            production, line = self._house.production, concern.line
            if not is_asked_about_office(line):
                raise NotNow(line.state, Act.answer)
            if any(one.code in OFFICE_CHOSEN for one in concerns.record(tx, production, concern)):
                return view(tx, production, access, concern)
            if tells:
                noted(tx, production, concern, "office_told", now)
            else:
                noted(tx, production, concern, "office_not_told", now)
            return self._saved(tx, access, concern, replace(line, tells_office=tells))

        return await self._on(account, access, change)

    async def erase_now(self, account: Account, access: Access) -> Erased:
        """End the line: for its person at this press, for readers who have it in the coming night. Keys go at once."""
        chance = await self._chance(keys=2, pages=1)

        def change(tx: Tx, concern: Concern) -> Erased:
            times = Times.of(productions.book(tx, self._house.production), chance.now)
            if not was_posted(concern.line.state):
                taking_back.end_line(tx, self._house.production, concern, chance.pages[0])
                return Erased(concern.line.alias, times.today, copies_end(tx, times.today))
            night = times.day(times.next_night())
            self._erased(tx, concern, chance, night)
            return Erased(concern.line.alias, night, copies_end(tx, night), night)

        erased = await self._on(account, access, change)
        self._house.hurry()
        return erased

    async def forget_me(self, account: Account) -> None:
        """Forget every way back to this account, end its drafts, take it off the list of those who joined.

        The same whoever asks: ledger and roster are opened and written whole, for nobody too. Twice is fine.
        """
        is_left = True
        while is_left:  # a line that was written meanwhile is forgotten too
            known = await self._house.store.read(lambda tx: len(self._slots(tx, account)))
            chance = await self._chance(keys=known + 1, pages=known + 1)
            is_left = await self._house.store.write(partial(self._forgotten, account=account, chance=chance))
        self._house.hurry()

    # --- inside one transaction ---------------------------------------------------------------------------------

    def _saved(self, tx: Tx, access: Access, concern: Concern, line: Line) -> MyLine:
        concern = concerns.save(tx, self._house.production, concern, line)
        return view(tx, self._house.production, access, concern)

    def _erased(self, tx: Tx, concern: Concern, chance: Chance, night: date) -> None:
        """Words end now, or with the line where a reader has taken it; every way back ends now; the rest at night."""
        production, is_taken = self._house.production, bool(concern.line.taken_by)
        noted(tx, production, concern, "erased", chance.now)
        agenda.drop(tx, concern.id, [kinds.WORDS, kinds.LADDER, kinds.ASK, kinds.RING, kinds.COVERED])
        line = taking_back.hidden_so_far(tx, production, concern) if is_taken else replace(concern.line, waiting=())
        rungs = acts.quiet(line.ladder) if line.ladder else None
        line = replace(taking_back.without_mailbox(tx, line), erase_asked=True, erased_on=night, ladder=rungs)
        if is_taken:
            concerns.save(tx, production, concern, line)
        else:
            concerns.erase_words(tx, production, concern, line, chance.keys[0])
        taking_back.end_way(tx, production, concern, chance.pages[0], chance.keys[1], chance.junk[0])

    def _slots(self, tx: Tx, account: Account) -> tuple[Slot, ...]:
        return ledger.handles_of(tx, self._house.production, Route(*account))

    def _forgotten(self, tx: Tx, account: Account, chance: Chance) -> bool:
        """Forget as many lines as there are keys for; whether some are left."""
        production, mine = self._house.production, self._slots(tx, account)
        lines = zip(mine, chance.keys[:-1], chance.pages[:-1], chance.junk[:-1], strict=False)
        for slot, head, page, junk in lines:
            self._forget(tx, slot, head, page, junk)
        ledger.remove(tx, production, chance.junk[-1], chance.pages[-1])
        people.change(tx, production, chance.keys[-1], lambda roster: _left(roster, account))
        return len(mine) >= len(chance.keys)

    def _forget(self, tx: Tx, slot: Slot, head: Spare, page: Spare, junk: bytes) -> None:
        production = self._house.production
        found = concerns.by_handle(tx, production, slot.handle)
        if found is None:
            ledger.remove(tx, production, slot.handle, page)
            return
        concern = concerns.find(tx, production, found.id, lock=True) or found
        if concern.line.state is State.draft:
            taking_back.end_line(tx, production, concern, page)
            return
        taking_back.end_way(tx, production, concern, page, head, junk)
        if concern.line.mailbox:
            concerns.save(tx, production, concern, taking_back.without_mailbox(tx, concern.line))

    # --- running ------------------------------------------------------------------------------------------------

    async def _on(self, account: Account, access: Access, change: Callable[[Tx, Concern], T]) -> T:
        def work(tx: Tx) -> T:
            return change(tx, own(tx, self._house.production, account, access, lock=True))

        done = await self._house.store.write(work)
        self._house.wake()
        return done

    async def _chance(self, *, keys: int, pages: int) -> Chance:
        junk = tuple(self._house.entropy.bytes(16) for _ in range(pages))
        spares = await self._house.content_keys(keys)
        sheets = tuple([await self._house.ledger_key() for _ in range(pages)])
        return Chance(self._house.clock.now(), junk, spares, sheets)


def is_asked_about_office(line: Line) -> bool:
    """Whether the person is asked if the office may know that nobody answers.

    At a `now`, and where somebody was left out: they could tell from what the office hears that there is such a line.
    """
    is_unanswered = line.ladder is not None and line.ladder.phase is Phase.unanswered
    return is_unanswered and (line.urgency is Urgency.now or bool(line.left_out))


def _left(roster: Roster, account: Account) -> Roster:
    """The roster without this account among those who joined; without the entry where joining alone had made it."""
    person = roster.at(*account)
    if person is None:
        return roster
    if _only_joined(person):
        return replace(roster, people=tuple(one for one in roster.people if one.id != person.id))
    return roster.having(replace(person, joined=False, round="", welcomed=False, wishes=Wishes()))


def _only_joined(person: Person) -> bool:
    return not (person.name or person.roles or person.key or person.cast_ids or person.units or person.reading)
