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
from bot.lines.addressing import More, Sending, Wishes, addressed, chosen, first_step
from bot.lines.lifetimes import Times, draft_ends
from bot.lines.owning import Access, MyLine, NoSuchLine, own, view
from bot.lines.place import Account, find_place
from escalation import aliases
from escalation.concern import Follow, State, Urgency
from storage import concerns, ledger, mailboxes, names, occasions, productions, submissions
from storage.concerns import Concern, NewConcern
from storage.keys import Spare
from storage.ledger import Route, Slot
from storage.lines import Line, Noted, Said, Voice
from storage.mailboxes import Mailbox
from storage.store import Tx
from storage.submissions import Taken

DRAFT_LIVES: Final = timedelta(days=1)
"""And until the night after it, if nobody keeps or sends it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The first screen. `occasion` is set where that screen has it; None leaves what was chosen as it is."""

    words: str = field(repr=False)
    urgency: Urgency
    readers: tuple[str, ...]
    unit: str
    by_minor: bool = False
    occasion: str | None = None

    def values(self) -> dict[str, str]:
        """What decides whether a repeat is the same."""
        known = {"words": self.words, "urgency": self.urgency, "readers": ",".join(sorted(self.readers))}
        return known | {"minor": str(self.by_minor), **({"occasion": self.occasion} if self.occasion else {})}

    def on(self, line: Line) -> Line:
        """A draft's line with everything of the first screen but the words."""
        line = replace(line, urgency=self.urgency, readers=self.readers, unit=self.unit, by_minor=self.by_minor)
        return line if self.occasion is None else replace(line, occasion=self.occasion)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, for one call: their account, and the language they are answered in."""

    account: Account = field(repr=False)
    language: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Form:
    """The first screen as it came: from whom, what, and the random `once` that tells a repeat."""

    writer: Writer = field(repr=False)
    draft: Draft = field(repr=False)
    once: str = field(repr=False)


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

        def work(tx: Tx) -> MyLine:
            form, known, is_same = self._known(tx, given, chance)
            if known is None or (known.line.state is not State.draft and not is_same):
                return self._fresh(tx, form, chance)
            if not is_same:
                self._remember(tx, form, known, chance.now)
            return self._seen(tx, self._again(tx, known, draft, chance.now))

        given = Form(writer, draft, once)
        return await self._kept(work)

    async def redraft(self, account: Account, access: Access, draft: Draft, wishes: Wishes | None = None) -> MyLine:
        """Change a draft that wasn't sent: a hint was mended, or they went back to the box. Sent already: the line."""
        now = self._house.clock.now()

        def work(tx: Tx) -> Concern:
            concern = own(tx, self._house.production, account, access, lock=True)
            return self._again(tx, concern, draft, now, wishes)

        return await self._write(work, by_key=access.by_key)

    async def choose(
        self, account: Account, access: Access, wishes: Wishes, *, keep: bool = False, more: More | None = None
    ) -> MyLine:
        """Keep what was chosen beside a draft's words; with `keep` the draft lives on, and only its person finds it."""
        now = self._house.clock.now()

        def work(tx: Tx) -> Concern:
            concern = own(tx, self._house.production, account, access, lock=True)
            if concern.line.state is not State.draft:
                return concern
            times = Times.of(productions.book(tx, self._house.production), now)
            ends = times.night(draft_ends(times)) if keep else concern.line.ends_at
            line = replace(chosen(concern.line, wishes, more), ends_at=ends)
            return concerns.save(tx, self._house.production, concern, line)

        return await self._write(work, by_key=access.by_key)

    async def send(self, account: Account, access: Access, wishes: Wishes, mailbox: Mailbox | None = None) -> MyLine:
        """Send a draft. Sent already: other choices replace the first while it waits. Raises NobodyLeft, NoSuchLine.

        With "I come back with my key" a `mailbox` must be given: the way back is taken out of the ledger.
        """
        chance = await self._chance(keys=1 if mailbox else 0, page=mailbox is not None)
        production, by_key = self._house.production, access.by_key or mailbox is not None

        def work(tx: Tx) -> MyLine:
            concern = own(tx, production, account, access, lock=True)
            if concern.line.state is not State.draft:
                return self._seen(tx, self._sent_again(tx, concern, wishes, mailbox, chance), by_key=by_key)
            concern, saved = self._sent(tx, account, concern, wishes, chance)
            concern = self._keyed(tx, concern, mailbox, chance) if mailbox else concern
            if by_key:
                return self._seen(tx, concern, by_key=True)
            # `own` has just found the way back in the ledger, and a draft holds the person's words and nothing else.
            return MyLine(access, concern.line, concerns.said(tx, production, concern), (saved,), has_way=True)

        return await self._kept(work)

    async def at_once(self, writer: Writer, draft: Draft, wishes: Wishes, once: str) -> MyLine:
        """Draft and send in one transaction, for `now`. The same `once` gives the same line. Raises NobodyLeft."""
        chance = await self._chance(keys=2, page=True)

        def work(tx: Tx) -> MyLine:
            form, known, _ = self._known(tx, given, chance)
            if known is None:
                return self._fresh(tx, form, chance, wishes)
            concern = self._again(tx, known, draft, chance.now)
            if concern.line.state is State.draft:
                concern, _ = self._sent(tx, writer.account, concern, wishes, chance)
            return self._seen(tx, concern)

        given = Form(writer, draft, once)
        return await self._kept(work)

    async def _write(self, work: Callable[[Tx], Concern], *, by_key: bool = False) -> MyLine:
        return await self._kept(lambda tx: self._seen(tx, work(tx), by_key=by_key))

    async def _kept(self, work: Callable[[Tx], MyLine]) -> MyLine:
        line = await self._house.store.write(work)
        self._house.wake()
        return line

    # --- inside one transaction ---------------------------------------------------------------------------------

    def _seen(self, tx: Tx, concern: Concern, *, by_key: bool = False) -> MyLine:
        return view(tx, self._house.production, Access(concern.id, by_key), concern)

    def _known(self, tx: Tx, form: Form, chance: Chance) -> tuple[Form, Concern | None, bool]:
        """What this form became, if it came before, from the same person, and is still there; and if it is the same.

        Whoever sends another's form again is told nothing of what that became, and leaves its mark alone.
        """
        production = self._house.production
        known = submissions.find(tx, production, form.once)
        if known is None:
            return form, None, False
        try:
            mine = own(tx, production, form.writer.account, Access(bytes.fromhex(known.concern)), lock=True)
        except NoSuchLine:
            return replace(form, once=chance.handle.hex()), None, False
        return form, mine, known.digest == submissions.digest(tx, form.draft.values())

    def _remember(self, tx: Tx, form: Form, concern: Concern, now: datetime) -> None:
        taken = Taken(concern.id.hex(), 1, submissions.digest(tx, form.draft.values()))
        submissions.keep(tx, self._house.production, form.once, taken, now.date())

    def _fresh(self, tx: Tx, form: Form, chance: Chance, wishes: Wishes | None = None) -> MyLine:
        """A new concern, each row of it written once: a draft, or with `wishes` sent at once.

        What its person sees is what was just written, so nothing is read back.
        """
        draft, now = form.draft, chance.now
        blank = draft.on(Line("", draft.urgency, State.draft, "", (), now, now, now + DRAFT_LIVES))
        line = self._addressed(tx, form.writer.account, blank, wishes, chance) if wishes else blank
        said = Said(Voice.PERSON, draft.words, now)
        concern = self._created(tx, form, chance, line, said)
        record = (self._saved(tx, concern, chance),) if wishes else ()
        return MyLine(Access(concern.id), line, ((1, said),), record, has_way=True)

    def _created(self, tx: Tx, form: Form, chance: Chance, line: Line, said: Said) -> Concern:
        production, writer = self._house.production, form.writer
        new = NewConcern(chance.ids[0], chance.handle, chance.keys[0], chance.keys[1])
        concern = concerns.create(tx, production, new, line)
        concerns.say(tx, production, concern, said, first=True)
        ledger.add(tx, production, Slot(chance.handle, Route(*writer.account, writer.language)), chance.page[0])
        self._remember(tx, form, concern, chance.now)
        return concern

    def _again(self, tx: Tx, concern: Concern, draft: Draft, now: datetime, wishes: Wishes | None = None) -> Concern:
        """The same form came again: its words and readers replace those of a draft that wasn't sent."""
        if concern.line.state is not State.draft:
            return concern
        self._set_words(tx, concern, draft.words, now)
        line = draft.on(concern.line)
        return concerns.save(tx, self._house.production, concern, chosen(line, wishes) if wishes else line)

    def _set_words(self, tx: Tx, concern: Concern, words: str, now: datetime) -> None:
        concerns.reword(tx, self._house.production, concern, 1, Said(Voice.PERSON, words, now))

    def _sent(
        self, tx: Tx, account: Account, concern: Concern, wishes: Wishes, chance: Chance
    ) -> tuple[Concern, Noted]:
        line = self._addressed(tx, account, concern.line, wishes, chance)
        concern = concerns.save(tx, self._house.production, concern, line)
        return concern, self._saved(tx, concern, chance)

    def _addressed(self, tx: Tx, account: Account, line: Line, wishes: Wishes, chance: Chance) -> Line:
        production, now = self._house.production, chance.now
        place = find_place(tx, production, account)
        hours = place.unit_by_id(line.unit).hours
        call = occasions.first_call(tx, production, wishes.occasion, hours)
        lexicon = self._lexicons[place.book.language]
        alias = names.draw(tx, production, lambda standing: aliases.choose(lexicon, standing, chance.alias))
        return addressed(place, line, wishes, Sending(now, chance.roll, alias, call))

    def _saved(self, tx: Tx, concern: Concern, chance: Chance) -> Noted:
        """What a line that is sent has besides: the first step of its record, and its ladder.

        A draft has no record, no ladder and no name, so each row is the first of its kind.
        """
        production, line, now = self._house.production, concern.line, chance.now
        saved = first_step(line, now)
        concerns.note(tx, production, concern, saved, first=True)
        if line.ladder:
            lane, version = kinds.lane_of(line.urgency), line.ladder.version
            row_id, leaves = chance.ids[2], line.leaves_at
            kinds.plan(tx, production, row_id, kinds.LADDER, concern.id, leaves, lane=lane, version=version)
        return saved

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

    def _sent_again(self, tx: Tx, concern: Concern, wishes: Wishes, mailbox: Mailbox | None, chance: Chance) -> Concern:
        """Sent twice: while it waits other choices count; that there be no way back but six words counts always."""
        line = concern.line
        if line.state is State.saved:
            line = replace(line, follow=wishes.follow, wish=wishes.wish, basis=wishes.basis)
        if mailbox:
            line = replace(line, follow=Follow.key_only)
        if line != concern.line:
            concern = concerns.save(tx, self._house.production, concern, line)
        is_new = mailbox is not None and mailbox.id.hex() != line.mailbox
        return self._keyed(tx, concern, mailbox, chance) if mailbox and is_new else concern

    async def _chance(self, *, keys: int, page: bool) -> Chance:
        draw, now = self._house.entropy.bytes, self._house.clock.now()
        ids = tuple(draw(16) for _ in range(4))
        handle, alias, roll = draw(16), draw(16), self._house.entropy.roll()
        spares = await self._house.content_keys(keys)
        pages = (await self._house.ledger_key(),) if page else ()
        return Chance(ids, handle, alias, roll, now, spares, pages)
