"""Answers out: something is shown at once, then the bot is asked, then it says so in the same place.

A trigger opens one view and is gone in 3 s (Slack, views.open, read 2026-11), so a modal that says "One moment" comes
first, whatever the bot's storage does. Nothing is ever put in place of words that somebody typed and nobody has.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, Final

from adapters.interface import (
    TYPED,
    Act,
    Answer,
    ChannelAddress,
    DeliveryFailed,
    Gesture,
    Joined,
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
from adapters.slack.parts import Parts
from adapters.slack.people import People, Person
from adapters.slack.read import Touched, Turned
from adapters.slack.typed import in_history
from adapters.slack.views import Stood, Views, stood
from adapters.slack.wire import Identity, Json, Wire
from adapters.surfaces import Card, Form, Page, Quoted, Say

PLATFORM: Final = "slack"
LONGEST_SUBMISSION: Final = 2.5
"""Seconds until a form is acknowledged, of the 3 that Slack waits."""
LONGEST_ANSWER: Final = 10.0
"""Seconds that "One moment" may stand."""
_TELLS_ITS_END: Final[Json] = {"notify_on_close": True}
_VIEW: Final = ("type", "title", "submit", "close", "callback_id", "private_metadata")


@dataclass(slots=True)
class Answers:
    """Asks the bot and shows what it says. `me` says whose workspace this is."""

    wire: Wire
    people: People
    speaker: Speaker
    receive: Receive
    me: Identity
    _views: Views = field(init=False, repr=False)
    _parts: Parts = field(init=False, repr=False, default_factory=Parts)

    def __post_init__(self) -> None:
        self._views = Views(self.wire)

    async def to_touch(self, touched: Touched, view: Json | None) -> None:
        """A press, a command or a shortcut. `view` is the modal that it came from, as Slack has it."""
        if touched.is_home and isinstance(touched.act, Turned):
            await self.to_home(_home_of(touched), touched.act.part)
        elif view is not None and not touched.is_home:
            with self._views.acting(touched, touched.view):
                await self._within(touched, view)
        else:
            await self._opened(touched)

    async def to_submission(self, touched: Touched, view: Json) -> Json:
        """What Slack is told of a form that was sent: the answer, or that the form stays with everything in it."""
        try:
            with self._views.acting(touched, touched.view):
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

    def to_closing(self, view: str) -> None:
        """A modal was closed: nothing of it stays here."""
        self._parts.end(view)

    async def to_joining(self, user: str, channel: str) -> None:
        """Somebody can read a channel: of our workspace like all its members. Raises where the bot did nothing yet."""
        async with asyncio.timeout(LONGEST_SUBMISSION):
            who, where = PlatformAddress(PLATFORM, self.me.team, user), ChannelAddress(PLATFORM, self.me.team, channel)
            await self.receive(Gesture(who, Joined(), where))

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
        """The words of this message, if it wasn't deleted. With a reply comes its thread's first message."""
        thread, _, ts = name.rpartition("/")
        which: dict[str, Any] = {"channel": touched.place, "latest": ts, "oldest": ts, "inclusive": True}
        web = self.wire.web
        looked = web.conversations_replies(ts=thread, **which) if thread else web.conversations_history(**which)
        found = await self.wire.call(looked)
        named = [await self.people.labelled(one) for one in found["messages"] if one.get("ts") == ts]
        read = [in_history(one, self.me.team, touched.place, self.me.user) for one in named]
        return next((one.wrote for one in read if one), Wrote("deletion", Quoted("")))

    async def _answer(self, touched: Touched, person: Person, view: str) -> Json:
        """What the bot answers, drawn for this view."""
        if isinstance(touched.act, Turned):
            return await self._part(touched, touched.act.part, person)
        surface = (await self._ask(touched, person)).surface
        drawn = draw.modal(surface, self._say(touched, surface.language))
        if self._views.is_newest(touched, view) and self._parts.keep(view, touched, surface, drawn):
            return drawn | _TELLS_ITS_END
        return drawn

    async def _part(self, touched: Touched, part: int, person: Person) -> Json:
        """Another part of the page in a view, as the bot has it now; the last, if there are fewer by now."""
        kept = self._parts.of(touched.view)
        if kept is None:
            say = self._say(touched)
            return draw.told(say("chat-failed-title"), say("chat-page-gone"), say)
        surface = kept if isinstance(kept, Page) else (await self._ask(kept, person)).surface
        drawn = draw.modal(surface, self._say(touched, surface.language), part)
        if isinstance(kept, Page):
            return drawn | _TELLS_ITS_END
        self._parts.keep(touched.view, kept, surface, drawn)
        return drawn

    def _say(self, touched: Touched, language: str = "") -> Sentences:
        """Our own sentences, in the language of what is shown, or of the person as far as it is known."""
        return self.speaker(language or self.people.known(touched.user).language or touched.language)

    # --- showing ------------------------------------------------------------------------------------------------------

    async def _opened(self, touched: Touched) -> None:
        """Open a modal, ask, and say the answer in it."""
        async with asyncio.TaskGroup() as group:
            looking = group.create_task(self.people.find(touched.user))
            opening = group.create_task(self._views.open(touched, draw.waiting(self._say(touched))))
        before = opening.result()
        if before is None:
            await self._tell(touched, "chat-not-opened")
            return
        with self._views.acting(touched, before.id):
            await self._shown(touched, before, looking.result(), draw.failed(self._say(touched)))
        if touched.is_home:
            await self.to_home(_home_of(touched))

    async def _within(self, touched: Touched, view: Json) -> None:
        """Ask, and say the answer in the modal that was pressed in; what was typed there stays until then."""
        fallback = _kept_open(view, self._say(touched)("chat-not-kept" if touched.first_box else "chat-failed"))
        await self._shown(touched, stood(view), await self.people.find(touched.user), fallback)

    async def _shown(self, touched: Touched, before: Stood, person: Person, fallback: Json) -> None:
        """Ask, and say the answer in this view; if it can't be said there, say so in the chat."""
        try:
            async with asyncio.timeout(LONGEST_ANSWER):
                drawn = await self._answer(touched, person, before.id)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told and keeps their words
            note("slack.gesture_failed", error)
            drawn = fallback
        if not await self._views.show(touched, before, drawn, fallback):
            await self._tell(touched, "chat-not-shown")

    async def _tell(self, touched: Touched, key: str) -> None:
        """A sentence where nothing could be shown: in a channel only they see it, else it stands in their DM.

        Its notification reads like every other to a person: somebody else may see it.
        """
        say = self._say(touched)
        said = draw.message(Card(say("note-for-you"), said=(say(key),)))
        web, words = self.wire.web, {"text": said["text"], "blocks": said["blocks"]}
        try:
            if touched.channel:
                await self.wire.call(web.chat_postEphemeral(channel=touched.channel, user=touched.user, **words))
            else:
                await self.wire.call(web.chat_postMessage(channel=touched.user, **said))
        except DeliveryFailed as failed:
            note("slack.not_told", failed)


def _home_of(touched: Touched) -> Touched:
    """The same person opening their Home tab."""
    return Touched(touched.user, touched.team, OpenedHome(), is_home=True, language=touched.language)


def _page(surface: Page | Form) -> Page:
    if isinstance(surface, Form):
        raise TypeError("a Home tab holds no form")
    return surface


def _kept_open(view: Json, sentence: str) -> Json:
    """The view as it stands, with a sentence above. What was typed stays where block and action ids are the same.

    There is room: what `draw.modal` draws leaves it.
    """
    said: dict[str, Any] = {"type": "section", "block_id": "problem", "text": plain(sentence)}
    blocks = [said, *(one for one in view["blocks"] if one.get("block_id") != "problem")]
    return {**{key: view[key] for key in _VIEW if view.get(key)}, "blocks": blocks}
