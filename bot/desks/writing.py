"""The person's desk while they write: two screens, the urgent one, and everything that can go wrong in between.

Whatever was typed comes back in the same form when it could not be kept: nothing is lost by an error of ours.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from adapters.interface import Answer, PlatformAddress, Show, Submitted
from adapters.surfaces import Form, Page
from bot.desks import line_pages, more_about, pages
from bot.desks.here import Here
from bot.desks.more_about import MORE, more_form
from bot.desks.preview import Preview, mark_of, occasion_of, parted, preview_form, wishes_of
from bot.desks.writing_forms import (
    ADULT,
    LONGEST_PLACE,
    MINOR,
    Typed,
    known_readers,
    now_form,
    outside,
    receipt,
    too_long,
    write_form,
)
from bot.limits import SUBMISSIONS, Limits
from bot.lines.addressing import NobodyLeft, Wishes
from bot.lines.mine import Mine
from bot.lines.own_acts import OwnActs
from bot.lines.owning import Access, MyLine, NoSuchLine
from bot.lines.raising import Draft, Raising, Writer
from escalation import crowd, plain
from escalation.concern import Follow, State, Urgency
from escalation.crowd import WordList
from storage import mailboxes
from storage.errors import StorageError
from storage.lines import Said, Voice
from storage.mailboxes import Mailbox

IN_TIME: Final = 2.0
"""Seconds after which the form stays open with the words in it, rather than leave somebody waiting."""
_MANY: Final = 3
_STAYS: Final = ("keep", "rights")
"""Acts of the first screen after which nothing is sent, so that nobody needs to be ticked."""


@dataclass(slots=True)
class Writing:
    """Raising a concern, gesture by gesture."""

    raising: Raising
    mine: Mine
    acts: OwnActs
    lists: Mapping[str, WordList] = field(repr=False)
    limits: Limits = field(default_factory=lambda: Limits(*SUBMISSIONS))
    urgent: Limits = field(default_factory=lambda: Limits(_MANY - 1, timedelta(days=1)))

    def start(self, here: Here, typed: Typed | None = None, problem: str = "") -> Answer:
        """The first screen."""
        return Show(write_form(here, typed or Typed(), problem=problem))

    def start_now(self, here: Here, who: PlatformAddress, typed: Typed | None = None) -> Answer:
        """The urgent screen; from the third in a day outside help stands first. It is never refused."""
        many = self.urgent.is_full(who, here.now)
        return Show(now_form(here, typed or Typed(), many=many))

    async def submitted(self, here: Here, who: PlatformAddress, form: Submitted) -> Answer:
        """A form of this desk."""
        if form.form == "now":
            return await self._now(here, who, form)
        if form.form == "send":
            return await self._send(here, form)
        if form.form == MORE:
            return await self._more(here, form)
        return await self._write(here, who, form)

    # --- the first screen ---------------------------------------------------------------------------------------

    async def _write(self, here: Here, who: PlatformAddress, form: Submitted) -> Answer:
        typed = replace(known_readers(here, Typed.of(form.values)), is_minor=form.form == MINOR)
        if form.via == "now":
            return self.start_now(here, who, typed)
        if form.via in (MINOR, ADULT):
            return Show(write_form(here, replace(typed, is_minor=form.via == MINOR), once=form.once, token=form.token))
        if form.via == "rights" and not plain.normalise(typed.words):
            return pages.rights(here)
        problem = self._problem(here, typed, form.via)
        free_at = None if problem else self.limits.free_at(who, here.now)
        if free_at:
            problem = here.say("too-many", time=here.clock(free_at))
        if problem:
            return Show(write_form(here, typed, once=form.once, token=form.token, problem=problem))
        return await self._kept(
            here,
            lambda: self._draft(here, form, typed),
            lambda problem: write_form(here, typed, once=form.once, token=form.token, problem=problem),
        )

    async def _draft(self, here: Here, form: Submitted, typed: Typed) -> Answer:
        words = plain.normalise(typed.words)
        unit, urgency = here.place.unit_by_id(typed.unit).id, typed.how_soon
        draft = Draft(words, urgency, typed.readers or (), unit, typed.is_minor, occasion_of(form.values))
        mine = await self._redrafted(here, form, draft)
        if mine is None:
            mine = await self.raising.draft(Writer(here.account, here.place.language), draft, form.once)
        if mine.line.state is not State.draft:
            return line_pages.line_page(here, mine)
        if form.via == "keep":
            return await self._keep(here, mine, Wishes.of(mine.line))
        if form.via == "rights":
            return Show(Page(here.say("rights-title"), outside(here), (pages.back_to_draft(here, mine),)))
        return await self.preview(here, mine)

    async def _redrafted(self, here: Here, form: Submitted, draft: Draft) -> MyLine | None:
        """The draft that this box was opened for; None if there is none any more that could take these words."""
        access = here.access(form.token)
        if access is None:
            return None
        try:
            mine = await self.raising.redraft(here.account, access, draft)
        except NoSuchLine:
            return None
        return mine if mine.line.state is State.draft or mine.words == draft.words else None

    def _problem(self, here: Here, typed: Typed, via: str) -> str:
        if not plain.normalise(typed.words):
            return here.say("nothing-written")
        if not typed.readers and typed.urgency != Urgency.record and via not in _STAYS:
            return here.say("nobody-left")
        return too_long(here, typed.words, plain.LONGEST)

    # --- the second screen --------------------------------------------------------------------------------------

    async def preview(self, here: Here, mine: MyLine, problem: str = "", form: Submitted | None = None) -> Answer:
        """All they will see, with hints that are thrown away with it; what was chosen in `form` stays chosen."""
        occasions, people = await self.mine.occasions(here.place, here.now, mine.line.occasion)
        shown = Preview(mine, self.hints(here, mine), occasions, people, form.values if form else {})
        return Show(preview_form(here, shown, once=form.once if form else "", problem=problem))

    def hints(self, here: Here, mine: MyLine) -> tuple[crowd.Hint, ...]:
        """At most three things that could point to the person."""
        lists = tuple(self.lists.values())
        return crowd.hints(mine.words, lists, here.place.book.crew, here.place.book.language)

    async def _send(self, here: Here, form: Submitted) -> Answer:
        token, _ = parted(form.token)
        access = here.access(token)
        if access is None:
            raise NoSuchLine
        wishes = wishes_of(form.values)
        try:
            mine = await self.mine.one(here.account, access)
        except NoSuchLine:
            return await self._sent_by_key(here, form, access, wishes)
        try:
            return await self._sent(here, form, mine, wishes)
        except (StorageError, TimeoutError):
            return await self.preview(here, mine, here.say("not-saved"), form)

    async def _sent(self, here: Here, form: Submitted, mine: MyLine, wishes: Wishes) -> Answer:
        is_draft = mine.line.state is State.draft
        if form.via:
            return await self._aside(here, form, mine, wishes) if is_draft else line_pages.line_page(here, mine)
        if is_draft and not _is_shown(form, mine):
            return await self.preview(here, mine, here.say("preview-changed"), form)
        if wishes.occasion and not await self.mine.has_occasion(wishes.occasion):
            wishes = replace(wishes, occasion="")
        if mine.line.urgency is Urgency.before_scene and not wishes.occasion and form.values.get("occasion"):
            return await self.preview(here, mine, here.say("choose-scene"), form)
        return await self._leave(here, form, mine, wishes)

    async def _aside(self, here: Here, form: Submitted, mine: MyLine, wishes: Wishes) -> Answer:
        """The second screen's other acts; what was chosen there stays chosen."""
        if form.via == "keep":
            return await self._keep(here, mine, wishes)
        if form.via == "edit":
            mine = await self.raising.choose(here.account, mine.access, wishes)
            return Show(write_form(here, Typed.from_line(mine), token=here.token(mine.access)))
        if form.via == MORE:
            return Show(more_form(here, await self.raising.choose(here.account, mine.access, wishes)))
        mends = form.via.startswith("mend-") and _is_shown(form, mine)
        return await self._mend(here, mine, form) if mends else await self.preview(here, mine, "", form)

    async def _more(self, here: Here, form: Submitted) -> Answer:
        """What was said besides is kept with the draft, or comes back in its own form."""
        access = here.access(form.token)
        if access is None:
            raise NoSuchLine
        mine = await self.mine.one(here.account, access)
        if mine.line.state is not State.draft:
            return line_pages.line_page(here, mine)
        kept = await more_about.kept(self.raising, here, mine, form.values)
        return Show(kept) if isinstance(kept, Form) else await self.preview(here, *kept)

    async def _leave(self, here: Here, form: Submitted, mine: MyLine, wishes: Wishes) -> Answer:
        words, mailbox = await self._key(here, wishes, mine.access, form.once)
        try:
            async with asyncio.timeout(IN_TIME):
                mine = await self.raising.send(here.account, mine.access, wishes, mailbox)
        except NobodyLeft:
            return pages.nobody_left(here, mine)
        return Show(receipt(here, mine, words))

    async def _sent_by_key(self, here: Here, form: Submitted, access: Access, wishes: Wishes) -> Answer:
        """The same form again, after it was sent with no way back but six words: the same receipt, with them.

        Nothing is kept that could show them: they follow from the form's own `once`. Raises NoSuchLine.
        """
        words, mailbox = await self._key(here, wishes, access, form.once)
        mine = await self.mine.by_key(mailbox) if mailbox else None
        if mine is None or mine.access.concern != access.concern:
            raise NoSuchLine
        return Show(receipt(here, mine, words))

    async def _mend(self, here: Here, mine: MyLine, form: Submitted) -> Answer:
        found, number = self.hints(here, mine), form.via.removeprefix("mend-")
        if not (number.isascii() and number.isdecimal() and len(number) < 3 and int(number) < len(found)):
            return await self.preview(here, mine, "", form)
        words = plain.normalise(crowd.mended(mine.words, found[int(number)]))
        problem = "" if words else here.say("nothing-written")
        problem = problem or too_long(here, words, plain.LONGEST)
        if problem:
            return await self.preview(here, mine, problem, form)
        line = mine.line
        draft = Draft(words, line.urgency, line.readers, line.unit, line.by_minor)
        mine = await self.raising.redraft(here.account, mine.access, draft, wishes_of(form.values))
        return await self.preview(here, mine, "", form)

    async def _key(
        self, here: Here, wishes: Wishes, access: Access, once: str
    ) -> tuple[tuple[str, ...], Mailbox | None]:
        if wishes.follow is not Follow.key_only:
            return (), None
        secret = here.house.store.keys.roots.lookup
        drawn = hmac.digest(secret, b"six words" + access.concern + once.encode(), "sha256")
        words = mailboxes.six_words(here.place.language, drawn)
        return words, await asyncio.to_thread(mailboxes.unlock, words, here.house.production.id)

    async def _keep(self, here: Here, mine: MyLine, wishes: Wishes) -> Answer:
        mine = await self.raising.choose(here.account, mine.access, wishes, keep=True)
        return pages.kept(here, mine) if mine.line.state is State.draft else line_pages.line_page(here, mine)

    # --- now ----------------------------------------------------------------------------------------------------

    async def _now(self, here: Here, who: PlatformAddress, form: Submitted) -> Answer:
        typed = known_readers(here, Typed.of(form.values))
        how = form.values.get("how", "")
        problem = "" if typed.readers else here.say("nobody-left")
        if how == "come" and not plain.normalise(typed.where):
            problem = here.say("now-where-missing")
        problem = problem or too_long(here, typed.words, plain.LONGEST) or too_long(here, typed.where, LONGEST_PLACE)
        if problem:
            return Show(now_form(here, typed, once=form.once, problem=problem, how=how))
        self.urgent.free_at(who, here.now)
        return await self._kept(
            here,
            lambda: self._rung(here, form, typed),
            lambda problem: now_form(here, typed, once=form.once, problem=problem, how=how),
        )

    async def _rung(self, here: Here, form: Submitted, typed: Typed) -> Answer:
        come, where = form.values.get("how") == "come", plain.normalise(typed.where)
        name = here.place.me.name if here.place.me else ""
        say = here.say_to_readers  # in the person's own language it would tell of them
        named = say("now-shown", name=name, where=where) if name else say("now-shown-where", where=where)
        shown = named if come else ""
        words = plain.normalise(typed.words) or say("now-no-words")
        draft = Draft(words, Urgency.now, typed.readers or (), here.place.unit_by_id(typed.unit).id)
        writer = Writer(here.account, here.place.language)
        wishes = Wishes(occasion=occasion_of(form.values) or "", name_shown=shown)
        mine = await self.raising.at_once(writer, draft, wishes, form.once)
        if shown and mine.line.name_shown != shown:
            mine = await self.acts.show_name(here.account, mine.access, shown)
        if typed.words.strip() and mine.words not in ("", words):
            mine = await self.acts.add(here.account, mine.access, Said(Voice.PERSON, words, here.now), form.once)
        return Show(receipt(here, mine))

    # --- nothing is lost ----------------------------------------------------------------------------------------

    async def _kept(self, here: Here, work: Callable[[], Awaitable[Answer]], again: Callable[[str], Form]) -> Answer:
        """Do it within two seconds, or give the form back with everything still in it."""
        try:
            async with asyncio.timeout(IN_TIME):
                return await work()
        except NobodyLeft:
            return Show(again(here.say("nobody-left")))
        except (StorageError, TimeoutError):
            return Show(again(here.say("not-saved")))


def _is_shown(form: Submitted, mine: MyLine) -> bool:
    """Whether the draft is still as the screen showed it."""
    return parted(form.token)[1] == mark_of(mine)
