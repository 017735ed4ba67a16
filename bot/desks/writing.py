"""The person's desk while they write: two screens, the urgent one, and everything that can go wrong in between.

Whatever was typed comes back in the same form when it could not be kept: nothing is lost by an error of ours.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from adapters.interface import Answer, PlatformAddress, Show, Submitted
from adapters.surfaces import Form, Page
from bot.desks import pages
from bot.desks.here import Here
from bot.desks.writing_forms import Preview, Typed, now_form, outside, preview_form, receipt, write_form
from bot.limits import SUBMISSIONS, Limits
from bot.lines.addressing import NobodyLeft, Wishes
from bot.lines.mine import Mine
from bot.lines.owning import Access, MyLine, NoSuchLine
from bot.lines.raising import Draft, Raising, Writer
from escalation import crowd, plain
from escalation.concern import Basis, Follow, Urgency, Wish
from escalation.crowd import WordList
from storage import mailboxes
from storage.errors import StorageError
from storage.mailboxes import Mailbox

IN_TIME: Final = 2.0
"""Seconds after which the form stays open with the words in it, rather than leave somebody waiting."""
_MANY: Final = 3


@dataclass(slots=True)
class Writing:
    """Raising a concern, gesture by gesture."""

    raising: Raising
    mine: Mine
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
        return await self._write(here, who, form)

    # --- the first screen ---------------------------------------------------------------------------------------

    async def _write(self, here: Here, who: PlatformAddress, form: Submitted) -> Answer:
        typed = Typed.of(form.values)
        if form.via == "now":
            return self.start_now(here, who, typed)
        problem = self._problem(here, typed)
        if problem:
            return Show(write_form(here, typed, once=form.once, token=form.token, problem=problem))
        free_at = self.limits.free_at(who, here.now)
        if free_at:
            problem = here.say("too-many", time=here.clock(free_at))
            return Show(write_form(here, typed, once=form.once, token=form.token, problem=problem))
        return await self._kept(
            here,
            lambda: self._draft(here, form, typed),
            lambda problem: write_form(here, typed, once=form.once, token=form.token, problem=problem),
        )

    async def _draft(self, here: Here, form: Submitted, typed: Typed) -> Answer:
        words = plain.normalise(typed.words)
        draft = Draft(words, _urgency(typed.urgency), typed.readers or (), here.place.unit_by_id(typed.unit).id)
        access = here.access(form.token)
        if access:
            mine = await self.raising.redraft(here.account, access, draft)
        else:
            mine = await self.raising.draft(Writer(here.account, here.place.language), draft, form.once)
        if form.via == "keep":
            return await self._keep(here, mine.access)
        if form.via == "rights":
            return Show(Page(here.say("rights-title"), outside(here), (pages.back_to_draft(here, mine),)))
        return await self.preview(here, mine)

    def _problem(self, here: Here, typed: Typed) -> str:
        if not plain.normalise(typed.words):
            return here.say("nothing-written")
        if plain.too_long(plain.normalise(typed.words)):
            return here.say("too-long", count=len(plain.normalise(typed.words)), most=plain.LONGEST)
        if not typed.readers and typed.urgency != Urgency.record:
            return here.say("nobody-left")
        return ""

    # --- the second screen --------------------------------------------------------------------------------------

    async def preview(self, here: Here, mine: MyLine, problem: str = "") -> Answer:
        """All they will see, with hints that are thrown away with it."""
        occasions, people = await self.mine.occasions(here.place, here.now)
        return Show(preview_form(here, Preview(mine, self.hints(here, mine), occasions, people), problem=problem))

    def hints(self, here: Here, mine: MyLine) -> tuple[crowd.Hint, ...]:
        """At most three things that could point to the person."""
        lists = tuple(self.lists.values())
        return crowd.hints(mine.words, lists, here.place.book.crew, here.place.book.language)

    async def _send(self, here: Here, form: Submitted) -> Answer:
        access = here.access(form.token)
        if access is None:
            return pages.nothing_here(here)
        try:
            mine = await self.mine.one(here.account, access)
            return await self._sent(here, form, mine)
        except NoSuchLine:
            return pages.nothing_here(here)
        except (StorageError, TimeoutError):
            return await self.preview(here, mine, here.say("not-saved"))

    async def _sent(self, here: Here, form: Submitted, mine: MyLine) -> Answer:
        if form.via == "keep":
            return await self._keep(here, mine.access)
        if form.via == "edit":
            return Show(write_form(here, Typed.from_line(mine), token=form.token))
        if form.via.startswith("mend-"):
            return await self._mend(here, mine, form.via.removeprefix("mend-"))
        wishes = _wishes(form.values)
        if mine.line.urgency is Urgency.before_scene and not wishes.occasion and form.values.get("occasion"):
            return await self.preview(here, mine, here.say("choose-scene"))
        words, mailbox = await self._key(here, wishes)
        try:
            async with asyncio.timeout(IN_TIME):
                mine = await self.raising.send(here.account, mine.access, wishes, mailbox)
        except NobodyLeft:
            return pages.nobody_left(here, mine)
        return Show(receipt(here, mine, words))

    async def _mend(self, here: Here, mine: MyLine, number: str) -> Answer:
        found = self.hints(here, mine)
        if not number.isdecimal() or int(number) >= len(found):
            return await self.preview(here, mine)
        words = plain.normalise(crowd.mended(mine.words, found[int(number)]))
        line = mine.line
        draft = Draft(words, line.urgency, line.readers, line.unit)
        return await self.preview(here, await self.raising.redraft(here.account, mine.access, draft))

    async def _key(self, here: Here, wishes: Wishes) -> tuple[tuple[str, ...], Mailbox | None]:
        if wishes.follow is not Follow.key_only:
            return (), None
        words = mailboxes.six_words(here.place.language, here.house.entropy.bytes(9))
        return words, await asyncio.to_thread(mailboxes.unlock, words, here.house.production.id)

    async def _keep(self, here: Here, access: Access) -> Answer:
        mine = await self.raising.keep_for_later(here.account, access)
        return pages.kept(here, mine)

    # --- now ----------------------------------------------------------------------------------------------------

    async def _now(self, here: Here, who: PlatformAddress, form: Submitted) -> Answer:
        typed = Typed.of(form.values)
        how = form.values.get("how", "")
        problem = "" if typed.readers else here.say("nobody-left")
        if how == "come" and not form.values.get("where", "").strip():
            problem = here.say("now-where-missing")
        if problem:
            return Show(now_form(here, typed, once=form.once, problem=problem, how=how))
        self.urgent.free_at(who, here.now)
        return await self._kept(
            here,
            lambda: self._rung(here, form, typed),
            lambda problem: now_form(here, typed, once=form.once, problem=problem, how=how),
        )

    async def _rung(self, here: Here, form: Submitted, typed: Typed) -> Answer:
        come = form.values.get("how") == "come"
        where = plain.normalise(form.values.get("where", ""))
        name = here.place.me.name if here.place.me else ""
        say = here.say_to_readers
        named = say("now-shown", name=name, where=where) if name else say("now-shown-where", where=where)
        shown = named if come else ""
        words = plain.normalise(typed.words) or say("now-no-words")
        draft = Draft(words, Urgency.now, typed.readers or (), here.place.unit_by_id(typed.unit).id)
        writer = Writer(here.account, here.place.language)
        mine = await self.raising.at_once(writer, draft, Wishes(name_shown=shown), form.once)
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


def _urgency(value: str) -> Urgency:
    return Urgency(value) if value in set(Urgency) else Urgency.today


def _wishes(values: Mapping[str, str]) -> Wishes:
    """The preview's choices; an unknown value is the default."""
    usual = Wishes()
    follow, wish, basis = values.get("follow", ""), values.get("wish", ""), values.get("basis", "")
    return replace(
        usual,
        follow=Follow(follow) if follow in set(Follow) else usual.follow,
        wish=Wish(wish) if wish in set(Wish) else usual.wish,
        basis=Basis(basis) if basis in set(Basis) else usual.basis,
        occasion=values.get("occasion", "") if _is_id(values.get("occasion", "")) else "",
        after_wrap=values.get("leaves") == "after_wrap",
    )


def _is_id(value: str) -> bool:
    return len(value) == 32 and all(letter in "0123456789abcdef" for letter in value)
