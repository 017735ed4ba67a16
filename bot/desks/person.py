"""The person's desk: the door for everybody, whatever else they do on the production."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from adapters.interface import Answer, Command, Gesture, Joined, OpenedHome, Pressed, Show, Submitted, Wrote
from bot.desks import asked_pages, checkins, ends_pages, line_pages, pages, typed
from bot.desks.checkin_pages import HOLD
from bot.desks.ends import EndsDesk
from bot.desks.here import Here
from bot.desks.more_about import MORE
from bot.desks.writing import Writing
from bot.desks.writing_forms import MINOR, Typed, too_long
from bot.house import House
from bot.limits import KEYS, PRESSES, Limits
from bot.lines.joining import Joining
from bot.lines.mine import Mine
from bot.lines.own_acts import OwnActs
from bot.lines.own_words import AskedAgain
from bot.lines.owning import Access, MyLine, NoSuchLine
from bot.lines.place import Account
from escalation import plain
from escalation.concern import Category, NotNow, State
from storage import mailboxes
from storage.errors import StorageError
from storage.lines import Said, Voice

_LINE_ACTS: Final = frozenset({"close", "withdraw", "erase", "forget", "hide", "name", "live", "discard"})
"""Acts that ask once more on a page of their own; `ACT-yes` does them."""
_ANSWERS: Final = frozenset(f"answer-{one}" for one in asked_pages.ANSWERS)
_ON_DRAFT: Final = frozenset({"draft", "line", "copy", "discard", "discard-yes", "take-back"})
"""What can be done to a draft too."""
_ONCE: Final = re.compile(r"[A-Za-z0-9_-]{22}")


class PersonDesk:
    """What anybody can do: read what this is, write, come back, take away."""

    def __init__(self, house: House, writing: Writing, acts: OwnActs, joining: Joining, ends: EndsDesk) -> None:
        self._house = house
        self._writing = writing
        self._mine: Mine = writing.mine
        self._acts = acts
        self._joining = joining
        self._ends = ends
        self._check_ins = checkins.CheckInDesk(house, writing)
        self._presses = Limits(*PRESSES)
        self._keys = Limits(*KEYS)
        self._pages: Mapping[str, Callable[[Here], Answer]] = {
            "home": pages.home,
            "who": pages.who_reads,
            "rights": pages.rights,
            "forget-me": ends_pages.before_forgetting,
        }
        self._on_line: Mapping[str, Callable[[Here, MyLine], Awaitable[Answer]]] = {
            "line": self._draft,
            "draft": self._draft,
            "copy": self._copy,
            "add": self._add_form,
            "category": self._category_form,
            "key": self._new_key,
            "all-right": partial(self._simply, acts.all_right),
            "unsay": partial(self._simply, acts.unsay),
            "send-note": self._send_note,
            "close-yes": partial(self._simply, acts.close),
            "withdraw-yes": partial(self._simply, acts.withdraw),
            "hide-yes": self._hide,
            "name-yes": self._name,
            "live-yes": partial(self._simply, acts.talk_now),
            **ends.on_line(),
        }

    async def receive(self, gesture: Gesture) -> Answer:
        """Answer one gesture. "Not allowed" and "no such line" read the same."""
        place = await self._mine.place(gesture.who.reveal(), gesture.locale)
        here = Here(self._house, place, self._house.clock.now(), gesture.is_guest)
        answer = await self._allowed(here, gesture)
        language = answer.surface.language or place.language
        answer = replace(answer, surface=replace(answer.surface, language=language))
        return typed.replied(answer, gesture, place.language)

    async def _allowed(self, here: Here, gesture: Gesture) -> Answer:
        """The answer, or that it was too much in a short time; a form, [Now] and a hold are never refused here."""
        free_at = self._presses.free_at(gesture.who, here.now)
        is_urgent = isinstance(gesture.act, Pressed) and gesture.act.action in ("now", HOLD)
        if free_at and not isinstance(gesture.act, Submitted) and not is_urgent:
            sentence = here.say("too-many", time=here.clock(free_at))
            return pages.said(here, here.say("too-many-title"), sentence)
        words = gesture.act.values.get("words", "") if isinstance(gesture.act, Submitted) else ""
        try:
            return await self._answer(here, gesture)
        except (NoSuchLine, NotNow):
            return pages.nothing_here(here, words)
        except (StorageError, TimeoutError):
            return pages.said(here, here.say("not-saved-title"), here.say("not-done"), typed=words)

    async def _answer(self, here: Here, gesture: Gesture) -> Answer:
        match gesture.act:
            case Submitted() as form:
                once = form.once if _ONCE.fullmatch(form.once) else here.once()
                return await self._submitted(here, gesture, replace(form, once=once))
            case Pressed(action=action, token=token):
                return await self._pressed(here, gesture, action, token)
            case Command(name=name):
                return await self._commanded(here, name)
            case Wrote() as wrote:
                return self._wrote(here, wrote)
            case OpenedHome() | Joined():
                return await self._check_ins.first(here, pages.home(here))

    async def _commanded(self, here: Here, name: str) -> Answer:
        match name:
            case "concern" | "light":
                return self._writing.start(here)
            case "inbox":
                return await self._lines(here, one_opens=True)
            case "rights":
                return pages.rights(here)
            case "join":
                return await self._join(here, name)
            case _:
                return await self._check_ins.first(here, pages.home(here))

    async def _pressed(self, here: Here, gesture: Gesture, action: str, token: str) -> Answer:
        if action in self._pages:
            return self._pages[action](here)
        if action in checkins.ACTS:
            return await self._check_ins.pressed(here, gesture.who, action, token)
        match action:
            case "write":
                answer = self._writing.start(here)
            case "now":
                answer = self._writing.start_now(here, gesture.who)
            case "lines" | "all-lines":
                answer = await self._lines(here, one_opens=action == "lines")
            case "key-in":
                answer = Show(line_pages.key_form(here))
            case "forget-me-yes":
                answer = await self._ends.forget_me(here)
            case "join" | "speak-en" | "speak-es":
                answer = await self._join(here, action)
            case _:
                answer = await self._line_act(here, action, token)
        return answer

    async def _line_act(self, here: Here, action: str, token: str) -> Answer:
        if action in _ANSWERS:
            return await self._answer_act(here, action, token[: -asked_pages.ASKED], token[-asked_pages.ASKED :])
        access = here.access(token)
        if access is None or (action not in self._on_line and action not in _LINE_ACTS):
            raise NoSuchLine
        mine = await self._mine.one(here.account, access)
        if mine.is_draft and action not in _ON_DRAFT:
            raise NoSuchLine
        if action == "discard" and not mine.is_draft:  # an old page: it was sent meanwhile
            return line_pages.line_page(here, mine)
        if action in _LINE_ACTS:
            return line_pages.confirm(here, mine, action)
        return await self._on_line[action](here, mine)

    async def _answer_act(self, here: Here, action: str, token: str, asked: str) -> Answer:
        """A press below what a reader asked: it answers just that, and nothing that was asked since."""
        access = here.access(token)
        if access is None:
            raise NoSuchLine
        mine = await self._mine.one(here.account, access)
        answer, number = action.removeprefix("answer-"), int(asked) if asked.isascii() and asked.isdecimal() else 0
        if answer == "change":
            return self._change_words(here, mine)
        said = Said(Voice.PERSON, here.say_to_readers(f"yes-said-{answer}"), here.now, answers=answer)
        try:
            return line_pages.line_page(here, await self._acts.answer(here.account, access, said, number))
        except AskedAgain:
            mine = await self._mine.one(here.account, access)
            return line_pages.line_page(here, mine, problem=here.say("asked-again"))

    async def _submitted(self, here: Here, gesture: Gesture, form: Submitted) -> Answer:
        if form.form in {"write", MINOR, "send", "now", MORE}:
            return await self._writing.submitted(here, gesture.who, form)
        if form.form in checkins.FORMS:
            return await self._check_ins.submitted(here, gesture.who, form)
        if form.form == "key-in":
            return await self._key_in(here, gesture, form)
        access = here.access(form.token)
        if access is None or form.form not in {"add", "category", "change-words"}:
            raise NoSuchLine
        mine = await self._mine.one(here.account, access)
        if mine.is_draft:
            raise NoSuchLine
        if form.form == "category":
            return await self._category(here, mine, form)
        return await self._add(here, mine, form)

    # --- lines --------------------------------------------------------------------------------------------------

    async def _lines(self, here: Here, *, one_opens: bool) -> Answer:
        lines = await self._mine.all(here.account)
        if lines and one_opens and lines[0].line.state is State.draft and len(lines) == 1:
            return await self._draft(here, lines[0])
        return line_pages.lines_page(here, lines, one_opens=one_opens)

    async def _draft(self, here: Here, mine: MyLine) -> Answer:
        if mine.line.state is State.draft:
            return await self._writing.preview(here, mine)
        return line_pages.line_page(here, mine)

    async def _copy(self, here: Here, mine: MyLine) -> Answer:
        return line_pages.own_copy(here, mine)

    async def _add_form(self, here: Here, mine: MyLine) -> Answer:
        return Show(line_pages.add_form(here, mine))

    async def _add(self, here: Here, mine: MyLine, form: Submitted) -> Answer:
        words = plain.normalise(form.values.get("words", ""))
        problem = too_long(here, words, plain.LONGEST) if words else here.say("nothing-written")
        if not problem:
            answers = "no" if form.form == "change-words" else ""
            said = Said(Voice.PERSON, words, here.now, answers=answers)
            try:
                return line_pages.line_page(here, await self._acts.add(here.account, mine.access, said, form.once))
            except (StorageError, TimeoutError):
                problem = here.say("not-saved")
        again = line_pages.add_form(here, mine, form.values.get("words", ""), problem, form.once)
        return Show(replace(again, name=form.form))

    async def _category_form(self, here: Here, mine: MyLine) -> Answer:
        return Show(line_pages.category_form(here, mine))

    async def _category(self, here: Here, mine: MyLine, form: Submitted) -> Answer:
        chosen = form.values.get("category", "")
        if chosen in set(Category) or chosen == "none":
            category = Category(chosen) if chosen != "none" else None
            mine = await self._acts.set_category(here.account, mine.access, category)
        return line_pages.line_page(here, mine)

    def _change_words(self, here: Here, mine: MyLine) -> Answer:
        asked = [said.words for _, said in mine.said if said.asks_yes]
        form = line_pages.add_form(here, mine, asked[-1] if asked else "")
        return Show(replace(form, name="change-words"))

    # --- acts that end something --------------------------------------------------------------------------------

    async def _send_note(self, here: Here, mine: MyLine) -> Answer:
        """A dated note goes out as a line of its own; the note stays what it is."""
        return self._writing.start(here, Typed(mine.words, unit=mine.line.unit), here.say("send-note-lead"))

    async def _simply(self, act: Callable[[Account, Access], Awaitable[MyLine]], here: Here, mine: MyLine) -> Answer:
        return line_pages.line_page(here, await act(here.account, mine.access))

    async def _hide(self, here: Here, mine: MyLine) -> Answer:
        if not mine.line.mailbox:
            return await self._new_key(here, mine)
        await self._acts.hide(here.account, mine.access)
        return pages.said(here, here.say("hide-title"), here.say("hide-done", alias=mine.line.alias))

    async def _name(self, here: Here, mine: MyLine) -> Answer:
        name = here.place.me.name if here.place.me else ""
        if not name:
            return line_pages.line_page(here, mine, problem=here.say("name-unknown"))
        return line_pages.line_page(here, await self._acts.show_name(here.account, mine.access, name))

    # --- keys, joining, typed messages --------------------------------------------------------------------------

    async def _new_key(self, here: Here, mine: MyLine) -> Answer:
        words = mailboxes.six_words(here.place.language, self._house.entropy.bytes(9))
        mailbox = await asyncio.to_thread(mailboxes.unlock, words, self._house.production.id)
        return line_pages.key_page(here, await self._acts.give_key(here.account, mine.access, mailbox), words)

    async def _key_in(self, here: Here, gesture: Gesture, form: Submitted) -> Answer:
        free_at = self._keys.free_at(gesture.who, here.now)
        if free_at:
            return Show(line_pages.key_form(here, here.say("too-many", time=here.clock(free_at))))
        words = mailboxes.understood(form.values.get("key", ""))
        if words is None:
            return Show(line_pages.key_form(here, here.say("key-not-words")))
        mailbox = await asyncio.to_thread(mailboxes.unlock, words, self._house.production.id)
        mine = await self._mine.by_key(mailbox)
        return line_pages.line_page(here, mine) if mine else Show(line_pages.key_form(here, here.say("key-nowhere")))

    async def _join(self, here: Here, action: str) -> Answer:
        language = "" if action == "join" else action.removeprefix("speak-")
        await self._joining.join(here.account, here.place.language, language=language, joins=action == "join")
        place = await self._mine.place(here.account, here.place.locale)
        home = pages.home(replace(here, place=place))
        return replace(home, surface=replace(home.surface, language=place.language))

    def _wrote(self, here: Here, wrote: Wrote) -> Answer:
        """Words typed into the chat are offered in the form; what can't be carried gets a true sentence."""
        say = here.say
        if wrote.kind == "text":
            stands = say("typed-text", keeper=typed.keeper(say, here.platform))
            return self._writing.start(here, Typed(wrote.words.words), stands)
        return pages.about(here, typed.sentence(say, wrote.kind, here.platform))
