"""The part of the person's desk where something ends: taken back, erased, forgotten, or kept for longer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from adapters.interface import Answer
from bot.desks import ends_pages, line_pages, pages
from bot.desks.here import Here
from bot.house import House
from bot.lines.ending import Ending
from bot.lines.mine import Mine
from bot.lines.own_acts import OwnActs
from bot.lines.owning import MyLine

OnLine = Callable[[Here, MyLine], Awaitable[Answer]]


class EndsDesk:
    """What a person can do about ends."""

    def __init__(self, house: House, acts: OwnActs, mine: Mine) -> None:
        self._acts = acts
        self._mine = mine
        self._ending = Ending(house)

    def on_line(self) -> Mapping[str, OnLine]:
        """What each press on a line's page does."""
        return {
            "take-back": self._take_back,
            "discard-yes": self._take_back,
            "erase-yes": self._erase,
            "forget-yes": self._forget,
            "keep-longer": self._keep,
            "end-now": self._before_erasing,
            "end-now-yes": self._erase_now,
            "tell-office": self._tell_office,
            "tell-nobody": self._tell_nobody,
        }

    async def forget_me(self, here: Here) -> Answer:
        """Forget every way back to whoever presses, at once. Twice is fine, and reads the same."""
        await self._ending.forget_me(here.account)
        here = replace(here, place=await self._mine.place(here.account, here.place.locale))
        say = here.say
        return pages.said(here, say("ends-forget-title"), say("ends-forget-done"), say("ends-forget-copies"))

    async def _take_back(self, here: Here, mine: MyLine) -> Answer:
        if await self._acts.take_back(here.account, mine.access):
            return line_pages.taken_back(here, mine)
        problem = here.say("left-already", time=here.clock(mine.line.leaves_at))
        return line_pages.line_page(here, await self._mine.one(here.account, mine.access), problem=problem)

    async def _erase(self, here: Here, mine: MyLine) -> Answer:
        mine, say = await self._acts.erase_words(here.account, mine.access), here.say
        alias = mine.line.alias
        done = say("erase-done-taken", alias=alias) if mine.line.erase_at_close else say("erase-done", alias=alias)
        return line_pages.line_page(here, mine, problem=done)

    async def _forget(self, here: Here, mine: MyLine) -> Answer:
        await self._acts.forget_way(here.account, mine.access)
        say, alias = here.say, mine.line.alias
        return pages.said(here, say("forget-title"), say("forget-done", alias=alias), say("erase-elsewhere"))

    async def _keep(self, here: Here, mine: MyLine) -> Answer:
        kept = await self._ending.keep(here.account, mine.access)
        return line_pages.line_page(here, kept, problem=ends_pages.kept(here, kept))

    async def _before_erasing(self, here: Here, mine: MyLine) -> Answer:
        return ends_pages.before_erasing(here, mine)

    async def _erase_now(self, here: Here, mine: MyLine) -> Answer:
        done = await self._ending.erase_now(here.account, mine.access)
        return pages.said(here, here.say("ends-erase-title"), *ends_pages.erased(here, done))

    async def _tell_office(self, here: Here, mine: MyLine) -> Answer:
        return line_pages.line_page(here, await self._ending.tell_office(here.account, mine.access, tells=True))

    async def _tell_nobody(self, here: Here, mine: MyLine) -> Answer:
        return line_pages.line_page(here, await self._ending.tell_office(here.account, mine.access, tells=False))
