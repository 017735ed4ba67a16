"""Answers out: something is shown at once, then the bot is asked, then it says so in the same place.

A trigger opens one view and is gone in 3 s (Slack, views.open, read 2026-11), so a modal that says "One moment" comes
first, whatever the bot's storage does. Nothing is ever put in place of words that somebody typed and nobody has.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Final

from adapters.interface import (
    TYPED,
    Act,
    Answer,
    ChannelAddress,
    DeliveryFailed,
    Gesture,
    OpenedHome,
    PlatformAddress,
    Pressed,
    Receive,
    Speaker,
    Wrote,
)
from adapters.slack import draw
from adapters.slack.faults import note
from adapters.slack.kit import Say as Sentences
from adapters.slack.kit import plain
from adapters.slack.people import People, Person
from adapters.slack.read import Touched, Turned
from adapters.slack.typed import in_history
from adapters.slack.wire import Identity, Json, Wire
from adapters.surfaces import Card, Form, Page, Quoted, Say

PLATFORM: Final = "slack"
LONGEST_SUBMISSION: Final = 2.5
"""Seconds until a form is acknowledged, of the 3 that Slack waits."""
LONGEST_ANSWER: Final = 10.0
"""Seconds that "One moment" may stand."""
MOST_PAGES: Final = 100
_LONGEST_PAUSE: Final = 2.0
_VIEW: Final = ("type", "title", "submit", "close", "callback_id", "private_metadata")
_CLOSED: Final = "slack_not_found"


@dataclass(slots=True)
class Answers:
    """Asks the bot and shows what it says. `me` says whose workspace this is."""

    wire: Wire
    people: People
    speaker: Speaker
    receive: Receive
    me: Identity
    _pages: OrderedDict[str, Page] = field(default_factory=OrderedDict, repr=False)

    async def to_touch(self, touched: Touched, view: Json | None) -> None:
        """A press, a command or a shortcut. `view` is the modal that it came from, as Slack has it."""
        if isinstance(touched.act, Turned):
            await self._turn(touched, touched.act)
        elif view is not None and not touched.is_home:
            await self._within(touched, view)
        else:
            await self._opened(touched)

    async def to_submission(self, touched: Touched, view: Json) -> Json:
        """What Slack is told of a form that was sent: the answer, or that the form stays with everything in it."""
        try:
            async with asyncio.timeout(LONGEST_SUBMISSION):
                drawn = await self._answer(touched, await self.people.find(touched.user), touched.view)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person keeps their words
            note("slack.gesture_failed", error)
            sentence = self._say(touched)("chat-not-kept")
            if touched.first_box:
                return {"response_action": "errors", "errors": {touched.first_box: sentence}}
            return {"response_action": "update", "view": _kept_open(view, sentence)}
        return {"response_action": "update", "view": drawn}

    async def to_home(self, touched: Touched, part: int = 0) -> None:
        """The Home tab."""
        try:
            async with asyncio.timeout(LONGEST_ANSWER):
                surface = (await self._ask(touched, await self.people.find(touched.user))).surface
            drawn = draw.home(_page(surface), self._say(touched, surface.language), part)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told
            note("slack.gesture_failed", error)
            say = self._say(touched)
            drawn = draw.home(Page(say("chat-failed-title"), (Say(say("chat-home-failed")),)), say)
        try:
            await self.wire.call(self.wire.web.views_publish(user_id=touched.user, view=drawn))
        except DeliveryFailed as failed:
            note("slack.home_failed", failed)

    async def ask(self, who: tuple[str, str], act: Act, person: Person, channel: str = "") -> Answer:
        """What the bot answers to this act of somebody, named by workspace and user."""
        where = ChannelAddress(PLATFORM, self.me.team, channel) if channel else None
        address = PlatformAddress(PLATFORM, *who)
        return await self.receive(Gesture(address, act, where, person.locale, person.zone, person.is_guest))

    # --- asking -------------------------------------------------------------------------------------------------------

    async def _ask(self, touched: Touched, person: Person) -> Answer:
        act = await self._act(touched)
        return await self.ask((touched.team, touched.user), act, person, touched.channel)

    async def _act(self, touched: Touched) -> Act:
        """What was done; a press that asks for what was typed is that, as it stands in the chat now."""
        match touched.act:
            case Pressed(action=action, token=name) if action == TYPED:
                return await self._typed(touched, name)
            case Turned():
                raise TypeError("the bot needs to hear nothing of this")
            case act:
                return act

    async def _typed(self, touched: Touched, name: str) -> Wrote:
        """The words of this message; none if they were deleted. With a reply comes its thread's first message."""
        thread, _, ts = name.rpartition("/")
        which: dict[str, Any] = {"channel": touched.place, "latest": ts, "oldest": ts, "inclusive": True}
        web = self.wire.web
        looked = web.conversations_replies(ts=thread, **which) if thread else web.conversations_history(**which)
        found = await self.wire.call(looked)
        read = [in_history(one, self.me.team, touched.place, self.me.user) for one in found["messages"]]
        return next((one.wrote for one in read if one and one.ts == ts), Wrote("text", Quoted("")))

    async def _answer(self, touched: Touched, person: Person, view: str) -> Json:
        """What the bot answers, drawn for this view."""
        surface = (await self._ask(touched, person)).surface
        drawn = draw.modal(surface, self._say(touched, surface.language))
        self._keep(view, surface, drawn)
        return drawn

    def _say(self, touched: Touched, language: str = "") -> Sentences:
        """Our own sentences, in the language of what is shown, or of the person as far as it is known."""
        return self.speaker(language or self.people.known(touched.user).language or touched.language)

    # --- showing ------------------------------------------------------------------------------------------------------

    async def _opened(self, touched: Touched) -> None:
        """Open a modal, ask, and say the answer in it."""
        async with asyncio.TaskGroup() as group:
            looking = group.create_task(self.people.find(touched.user))
            opening = group.create_task(self._open(touched))
        view = opening.result()
        if not view:
            await self._tell(touched, "chat-not-opened")
            return
        fallback = draw.failed(self._say(touched))
        try:
            async with asyncio.timeout(LONGEST_ANSWER):
                drawn = await self._answer(touched, looking.result(), view)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told
            note("slack.gesture_failed", error)
            drawn = fallback
        await self._show(touched, view, drawn, fallback)
        if touched.is_home:
            await self.to_home(_home_of(touched))

    async def _within(self, touched: Touched, view: Json) -> None:
        """Ask, and say the answer in the modal that was pressed in; what was typed there stays until then."""
        fallback = _kept_open(view, self._say(touched)("chat-not-kept" if touched.first_box else "chat-failed"))
        try:
            async with asyncio.timeout(LONGEST_ANSWER):
                drawn = await self._answer(touched, await self.people.find(touched.user), touched.view)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told and keeps their words
            note("slack.gesture_failed", error)
            drawn = fallback
        await self._show(touched, touched.view, drawn, fallback)

    async def _turn(self, touched: Touched, turned: Turned) -> None:
        """Another part of a page: on Home it is asked for again, elsewhere it was kept."""
        if touched.is_home:
            await self.to_home(_home_of(touched), turned.part)
            return
        page = self._pages.get(touched.view)
        say = self._say(touched, page.language if page else "")
        gone = draw.told(say("chat-failed-title"), say("chat-page-gone"), say)
        await self._show(touched, touched.view, draw.modal(page, say, turned.part) if page else gone, gone)

    async def _open(self, touched: Touched) -> str:
        """The id of a view that says "One moment", "" if there is none."""
        try:
            waiting = draw.waiting(self._say(touched))
            opened = await self.wire.call(self.wire.web.views_open(trigger_id=touched.trigger, view=waiting))
        except DeliveryFailed as failed:
            note("slack.not_opened", failed)
            return ""
        return str(opened["view"]["id"])

    async def _show(self, touched: Touched, view: str, drawn: Json, fallback: Json) -> None:
        """Change a view; if Slack doesn't take that, say so in it, and if it doesn't take that either, in the chat."""
        for what in (drawn, drawn, fallback):
            try:
                await self.wire.call(self.wire.web.views_update(view_id=view, view=what))
            except DeliveryFailed as failed:
                if failed.code == _CLOSED:  # they closed it themselves, and wait for nothing
                    return
                note("slack.not_shown", failed)
                named = 0.2 if failed.retry_after is None else failed.retry_after.total_seconds()
                await asyncio.sleep(0 if failed.permanent else min(named, _LONGEST_PAUSE))
            else:
                return
        await self._tell(touched, "chat-not-shown")

    async def _tell(self, touched: Touched, key: str) -> None:
        """A sentence where nothing could be shown: in a channel only they see it, else it stands in their DM."""
        said = draw.message(Card(self._say(touched)(key)))
        web, words = self.wire.web, {"text": said["text"], "blocks": said["blocks"]}
        try:
            if touched.channel:
                await self.wire.call(web.chat_postEphemeral(channel=touched.channel, user=touched.user, **words))
            else:
                await self.wire.call(web.chat_postMessage(channel=touched.user, **said))
        except DeliveryFailed as failed:
            note("slack.not_told", failed)

    def _keep(self, view: str, surface: Page | Form, drawn: Json) -> None:
        """Keep a page that is more than a view holds, in memory, so that its other parts can be shown."""
        self._pages.pop(view, None)
        if isinstance(surface, Page) and _is_part(drawn):
            self._pages[view] = surface
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)


def _home_of(touched: Touched) -> Touched:
    """The same person opening their Home tab."""
    return Touched(touched.user, touched.team, OpenedHome(), is_home=True, language=touched.language)


def _is_part(view: Json) -> bool:
    """Whether there is more than this view holds."""
    elements = (element for block in view["blocks"] for element in block.get("elements", ()))
    return any(str(element.get("action_id", "")).startswith(draw.PART) for element in elements)


def _page(surface: Page | Form) -> Page:
    if isinstance(surface, Form):
        raise TypeError("a Home tab holds no form")
    return surface


def _kept_open(view: Json, sentence: str) -> Json:
    """The view as it stands, with a sentence above. What was typed stays where block and action ids are the same."""
    said: dict[str, Any] = {"type": "section", "block_id": "problem", "text": plain(sentence)}
    blocks = [said, *(one for one in view["blocks"] if one.get("block_id") != "problem")]
    return {**{key: view[key] for key in _VIEW if view.get(key)}, "blocks": blocks}
