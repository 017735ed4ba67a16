"""Raising a concern: a draft that is durable before the preview, the sending, and the urgent way that does both.

The first screen is kept as a sealed draft that only its person can find, because nothing a person typed is ever lost
by an error of ours; a draft that is never sent ends by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines.addressing import Sending, Wishes, addressed
from bot.lines.owning import Access, MyLine, noted, own, view
from bot.lines.place import Account, find_place
from escalation import aliases
from escalation.concern import Follow, State, Urgency
from storage import agenda, audit, concerns, ledger, mailboxes, names, occasions, submissions
from storage.concerns import Concern, NewConcern
from storage.keys import Spare
from storage.ledger import Route, Slot
from storage.lines import Line, Said, Voice
from storage.mailboxes import Mailbox
from storage.store import Tx
from storage.submissions import Taken

DRAFT_LIVES: Final = timedelta(days=1)
KEPT_DRAFT_LIVES: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Draft:
    """The first screen."""

    words: str = field(repr=False)
    urgency: Urgency
    readers: tuple[str, ...]
    unit: str

    def values(self) -> dict[str, str]:
        """What decides whether a repeat is the same."""
        return {"words": self.words, "urgency": self.urgency, "readers": ",".join(sorted(self.readers))}


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, for one call: their account, and the language they are answered in."""

    account: Account = field(repr=False)
    language: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Chance:
    """All the chance and the keys one raising needs, drawn before its transaction."""

    ids: tuple[bytes, ...] = field(repr=False)
    handle: bytes = field(repr=False)
    alias: bytes = field(repr=False)
    roll: float = field(repr=False)
    now: datetime
    keys: tuple[Spare, ...] = field(repr=False, default=())
    page: tuple[Spare, ...] = field(repr=False, default=())


class Raising:
    """What the person's desk calls to raise a concern."""

    def __init__(self, house: House, lexicons: Mapping[str, aliases.Lexicon]) -> None:
        self._house = house
        self._lexicons = lexicons

    async def draft(self, writer: Writer, draft: Draft, once: str) -> MyLine:
        """Keep the first screen. The same `once` again rewords the same draft, whatever became of the answer."""
        chance = await self._chance(keys=2, page=True)
        return await self._write(lambda tx: self._drafted(tx, writer, draft, once, chance))

    async def redraft(self, account: Account, access: Access, draft: Draft) -> MyLine:
        """Change a draft that wasn't sent: a hint was mended, or they went back to the box."""
        now = self._house.clock.now()

        def work(tx: Tx) -> Concern:
            concern = own(tx, self._house.production, account, access, lock=True)
            return self._again(tx, concern, draft, now)

        return await self._write(work, by_key=access.by_key)

    async def keep_for_later(self, account: Account, access: Access) -> MyLine:
        """Let a draft live on; only its person finds it."""
        ends = self._house.clock.now() + KEPT_DRAFT_LIVES

        def work(tx: Tx) -> Concern:
            concern = own(tx, self._house.production, account, access, lock=True)
            if concern.line.state is not State.draft:
                return concern
            agenda.move(tx, concern.id, kinds.ENDS, ends)
            return concerns.save(tx, self._house.production, concern, replace(concern.line, ends_at=ends))

        return await self._write(work, by_key=access.by_key)

    async def send(self, account: Account, access: Access, wishes: Wishes, mailbox: Mailbox | None = None) -> MyLine:
        """Send a draft. Sent already: the line as it stands. Raises NobodyLeft, NoSuchLine.

        With "I come back with my key" a `mailbox` must be given: the way back is taken out of the ledger.
        """
        chance = await self._chance(keys=1 if mailbox else 0, page=mailbox is not None)

        def work(tx: Tx) -> Concern:
            concern = own(tx, self._house.production, account, access, lock=True)
            if concern.line.state is not State.draft:
                return concern
            concern = self._sent(tx, account, concern, wishes, chance)
            return self._keyed(tx, concern, mailbox, chance) if mailbox else concern

        return await self._write(work, by_key=access.by_key or mailbox is not None)

    async def at_once(self, writer: Writer, draft: Draft, wishes: Wishes, once: str) -> MyLine:
        """Draft and send in one transaction, for `now`. The same `once` gives the same line. Raises NobodyLeft."""
        chance = await self._chance(keys=2, page=True)

        def work(tx: Tx) -> Concern:
            concern = self._drafted(tx, writer, draft, once, chance)
            if concern.line.state is not State.draft:
                return concern
            return self._sent(tx, writer.account, concern, wishes, chance)

        return await self._write(work)

    async def _write(self, work: Callable[[Tx], Concern], *, by_key: bool = False) -> MyLine:
        def seen(tx: Tx) -> MyLine:
            concern = work(tx)
            return view(tx, self._house.production, Access(concern.id, by_key), concern)

        line = await self._house.store.write(seen)
        self._house.wake()
        return line

    # --- inside one transaction ---------------------------------------------------------------------------------

    def _drafted(self, tx: Tx, writer: Writer, draft: Draft, once: str, chance: Chance) -> Concern:
        known = submissions.find(tx, self._house.production, once)
        concern_id = bytes.fromhex(known.concern) if known else chance.ids[0]
        concern = concerns.find(tx, self._house.production, concern_id, lock=True) if known else None
        if concern:
            return self._again(tx, concern, draft, chance.now)
        return self._fresh(tx, writer, draft, once, chance)

    def _fresh(self, tx: Tx, writer: Writer, draft: Draft, once: str, chance: Chance) -> Concern:
        production, now = self._house.production, chance.now
        ends = now + DRAFT_LIVES
        line = Line("", draft.urgency, State.draft, draft.unit, draft.readers, now, now, ends)
        new = NewConcern(chance.ids[0], chance.handle, chance.keys[0], chance.keys[1])
        concern = concerns.create(tx, production, new, line)
        concerns.say(tx, production, concern, Said(Voice.PERSON, draft.words, now))
        ledger.add(tx, production, Slot(chance.handle, Route(*writer.account, writer.language)), chance.page[0])
        kinds.plan(tx, production, chance.ids[1], kinds.ENDS, concern.id, ends)
        taken = Taken(concern.id.hex(), 1, submissions.digest(tx, draft.values()))
        submissions.keep(tx, production, once, taken, now.date())
        return concern

    def _again(self, tx: Tx, concern: Concern, draft: Draft, now: datetime) -> Concern:
        """The same form came again: its words and readers replace those of a draft that wasn't sent."""
        if concern.line.state is not State.draft:
            return concern
        self._set_words(tx, concern, draft.words, now)
        line = replace(concern.line, urgency=draft.urgency, readers=draft.readers, unit=draft.unit)
        return concerns.save(tx, self._house.production, concern, line)

    def _set_words(self, tx: Tx, concern: Concern, words: str, now: datetime) -> None:
        concerns.reword(tx, self._house.production, concern, 1, Said(Voice.PERSON, words, now))

    def _sent(self, tx: Tx, account: Account, concern: Concern, wishes: Wishes, chance: Chance) -> Concern:
        production, now = self._house.production, chance.now
        place = find_place(tx, production, account)
        zone = place.unit_by_id(concern.line.unit).hours.zone
        call = occasions.call_of(tx, production, wishes.occasion, place.me, zone)
        alias = self._alias(tx, place.book.language, chance.alias)
        line = addressed(place, concern.line, wishes, Sending(now, chance.roll, alias, call))
        concern = concerns.save(tx, production, concern, line)
        agenda.move(tx, concern.id, kinds.ENDS, line.ends_at)
        noted(tx, production, concern, "saved", now, until=line.leaves_at)
        if line.ladder:
            kinds.plan_ladder(tx, production, chance.ids[2], concern, line.leaves_at)
        audit.write(tx, production, chance.ids[3], now.date(), audit.Note("saved", "", alias))
        return concern

    def _alias(self, tx: Tx, language: str, roll: bytes) -> str:
        alias = aliases.choose(self._lexicons[language], names.read(tx, self._house.production), roll)
        names.change(tx, self._house.production, add=alias)
        return alias

    def _keyed(self, tx: Tx, concern: Concern, mailbox: Mailbox, chance: Chance) -> Concern:
        """Let six words lead to the line; with key_only nothing else does."""
        production = self._house.production
        mailboxes.put(tx, production, mailbox, concern.id, concern.line.ends_at.date())
        concern = concerns.save(tx, production, concern, replace(concern.line, mailbox=mailbox.id.hex()))
        handle = concerns.handle_of(tx, production, concern.id)
        if concern.line.follow is Follow.key_only and handle:
            ledger.remove(tx, production, handle, chance.page[0])
            concerns.forget_way(tx, production, concern.id, chance.keys[0], chance.handle)
        return concern

    async def _chance(self, *, keys: int, page: bool) -> Chance:
        draw, now = self._house.entropy.bytes, self._house.clock.now()
        ids = tuple(draw(16) for _ in range(4))
        handle, alias, roll = draw(16), draw(16), self._house.entropy.roll()
        spares = await self._house.content_keys(keys)
        pages = (await self._house.ledger_key(),) if page else ()
        return Chance(ids, handle, alias, roll, now, spares, pages)
