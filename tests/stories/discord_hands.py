"""Hands on Discord: people press, type and read in its windows; simcord is the platform, the library is the real one.

Where a press takes more on Discord than a story says, it is done here, as somebody at their phone would do it:

- a modal has one button. What a form offers besides is pressed on the answer to it;
- a form that stands in a message is written in by [Write], which opens a modal, and that modal sends the form.

Discord has nothing that a screen reader could say instead of a label. Whoever looks sees whose button it is by where it
stands; a story calls it by what would be said, which the hands know from what the bot showed.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import simcord
from simcord.backend.models import Message
from simcord.results import InteractionResult, ResponseMessage

from adapters import limits
from adapters import surfaces as s
from adapters.discord import names
from adapters.interface import Diary, Platform
from bot.demo_cast import Addresses, Somebody
from bot.text.catalog import LANGUAGES
from tests.adapters.discord.place import Place, place
from tests.stories import discord_seen
from tests.stories.discord_seen import act_of, boxes_on, custom_ids, name_of, sending, values_of
from tests.stories.discord_watched import Seen, Watched
from tests.stories.hands import CHANNELS, Channel, Filled, Press, Sight, Text

LOCALES: Final = {"en": "en-US", "es": "es-ES"}
AUDIENCES: Final[Mapping[Channel, str]] = {"readers": "reader", "office": "office"}
_INBOX: Final = "inbox"
_HOME: Final = "home"
_PATIENCE: Final = 60
"""Seconds: on a busy machine three may pass for no reason of ours."""


@dataclass(frozen=True, slots=True)
class InModal:
    """The button of a modal; then this act of the form on the answer, "" for none."""

    action: str = ""


@dataclass(frozen=True, slots=True)
class OnMessage:
    """A button of a message."""

    message: Message
    custom_id: str


@dataclass(slots=True)
class Before:
    """What somebody has before them: the messages of a page, and a modal in front of them."""

    parts: tuple[Message, ...] = ()
    modal: InteractionResult | None = None


@dataclass(slots=True)
class DiscordHands:
    """Everybody in one guild. `channels` by their ids in the cast; `before` is what stands before each person."""

    here: Place
    people: Mapping[str, simcord.MemberActor]
    channels: Mapping[str, simcord.ChannelHandle]
    at: Addresses
    before: dict[str, Before] = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)

    def platform(self, diary: Diary) -> Platform:
        """The adapter."""
        return Watched(self.here, diary, self.seen)

    # --- what they see ------------------------------------------------------------------------------------------------

    def page(self, who: str) -> Sight | None:
        """The modal in front; without one the private messages of the page."""
        before = self.before.get(who)
        if before is None:
            return None
        if before.modal and before.modal.modal:
            return (*discord_seen.modal(before.modal.modal), *self._offered(before.modal.modal))
        return tuple(thing for part in before.parts for thing in self._message(part, before.parts))

    def chat(self, who: str) -> Sight:
        """Their DM with the bot, without what only stands there until they leave."""
        return self._messages(self.people[who].user.dm_channel)

    def channel(self, channel: Channel) -> Sight:
        """A channel, without what only one of its members sees."""
        return self._messages(self.channels[channel])

    def kept(self, place: str) -> str:
        """All that Discord keeps of a channel or DM, and who may see it."""
        channel = self.channels[place] if place in CHANNELS else self.people[place].user.dm_channel
        everything = [vars(one) for one in self._standing(channel)]
        return json.dumps([channel._channel.overwrites, everything], default=str, ensure_ascii=False)

    def _standing(self, channel: simcord.ChannelHandle) -> list[Message]:
        messages = self.here.env.backend.messages.get(channel.id, {}).values()
        return [one for one in messages if not one.is_ephemeral]

    def _messages(self, channel: simcord.ChannelHandle) -> Sight:
        return tuple(thing for one in self._standing(channel) for thing in self._message(one, (one,)))

    def _message(self, one: Message, page: tuple[Message, ...]) -> Sight:
        if one.author_id != self.here.env.backend.bot_user.id:
            return (Text(one.content),)
        form = self._form_on(page)
        return discord_seen.message(one.content, one.components, lambda button: self._press(one, button, form))

    def _form_on(self, page: tuple[Message, ...]) -> s.Form | None:
        """The form that stands in these messages."""
        named = [name_of(one) for part in page for one in simcord.components.walk_components(part.components)]
        heads = [one.parts for one in named if one and one.kind == names.SEND]
        return self.seen.forms[heads[0]] if heads else None

    def _press(self, message: Message, button: discord_seen.Json, form: s.Form | None) -> Press | None:
        name, way = name_of(button), OnMessage(message, button["custom_id"])
        assert name
        label = str(button["label"])
        match name.kind:
            case names.PRESS:
                return Press(label, self.seen.spoken.get((name.parts[0], name.parts[1]), ""), way)
            case names.SEND if form:  # while something is to be written, it says where to
                return Press(form.submit, "", way)
            case names.VIA if form:
                spoken = [one.spoken for one in limits.buttons(form) if one.action == name.parts[0]]
                return Press(label, spoken[0], way)
            case _:
                return Press(label, "", way)

    def _offered(self, modal: discord_seen.Json) -> Sight:
        """What the form says that Discord's own button does, and what it offers once it was sent."""
        texts = [one["content"] for one in modal["components"] if one["type"] == discord_seen.TEXT]
        name = names.read(modal["custom_id"])
        assert name
        form = self.seen.forms[name.parts]
        said = [one for language in LANGUAGES for one in sending(language, form.submit)]
        assert any(one in text for one in said for text in texts), "a modal doesn't say what its button does"
        return (Press(form.submit, "", InModal()), *(Press(o.label, o.spoken, InModal(o.action)) for o in form.others))

    # --- what they do -------------------------------------------------------------------------------------------------

    async def home(self, who: str) -> None:
        """Discord has no place for a home: give the command that shows what is theirs, and press [Home] there."""
        await self.command(who, _INBOX)
        await self._go_on(who, _HOME)

    async def command(self, who: str, name: str) -> None:
        """Give a slash command in the bot's DM."""
        await self.close(who)
        await self._done(who, await self.people[who].user.slash(name))

    async def press(self, who: str, press: Press, filled: Filled) -> None:
        """Press a button, or send the form, once what they changed stands in it."""
        match press.way:
            case InModal(action=action):
                await self._send(who, filled)
                if action:
                    await self._go_on(who, action)
            case OnMessage(message=message, custom_id=custom_id):
                await self._on_message(who, message, custom_id, dict(filled))
            case way:
                raise ValueError(way)

    async def close(self, who: str) -> None:
        """Dismiss what stands before them: Discord tells no app."""
        self.before.pop(who, None)

    async def restart(self, who: str) -> None:
        """The window starts anew: private messages are gone."""
        self.before.pop(who, None)

    async def _on_message(self, who: str, message: Message, custom_id: str, filled: dict[str, tuple[str, ...]]) -> None:
        name = names.read(custom_id)
        assert name
        boxes = boxes_on(message)
        for field_name in [one for one in filled if one in boxes and boxes[one].kind == names.PICK]:
            await self._choose(who, message, field_name, filled.pop(field_name))
        typed = [one for one in boxes if one in filled]
        if typed:
            opener = next(one for one in custom_ids(message) if names.read(one) == boxes[typed[0]])
            await self._click(who, message, opener)
            await self._send(who, filled)
            if name.kind != names.SEND:
                await self._go_on(who, name.parts[0])
            return
        await self._click(who, message, custom_id)
        before = self.before[who]
        if name.kind == names.SEND and before.modal:  # [Go on to the box], and nothing to write there
            await self._send(who, {})

    async def _choose(self, who: str, message: Message, field_name: str, values: tuple[str, ...]) -> None:
        """In each list of this field, those of the values that it has."""
        for one in simcord.components.walk_components(message.components):
            name = name_of(one)
            if one.get("type") == discord_seen.SELECT and name and name.parts[0] == field_name:
                here = [value for value in values if value in {option["value"] for option in one["options"]}]
                actor = self._actor(who, message.channel_id)
                await actor.select(ResponseMessage(self.here.env, message), here, custom_id=one["custom_id"])
                await self.here.settle()

    async def _click(self, who: str, message: Message, custom_id: str) -> None:
        actor = self._actor(who, message.channel_id)
        clicked = await actor.click(ResponseMessage(self.here.env, message), custom_id=custom_id)
        await self._done(who, clicked)

    async def _send(self, who: str, filled: Filled) -> None:
        """Send the modal, as it opened but for what they changed."""
        shown = self.before[who].modal
        assert shown
        assert shown.modal
        actor = self._actor(who, shown._interaction.channel_id)
        await self._done(who, await actor.submit_modal(shown, values_of(shown.modal, filled)))

    async def _go_on(self, who: str, action: str) -> None:
        """Press this act of a form where the answer to it offers it. Raises LookupError where it doesn't."""
        page = self.before[who].parts
        ids = [(part, one) for part in page for one in custom_ids(part)]
        found = [(part, one) for part, one in ids if act_of(one) == action]
        message, custom_id = found[0]
        await self._click(who, message, custom_id)

    def _actor(self, who: str, channel: int) -> Any:
        """They act as a member in a guild, and as a user in the DM."""
        in_guild = self.here.env.backend.get_channel(channel).guild_id
        return self.people[who] if in_guild else self.people[who].user

    async def _done(self, who: str, result: InteractionResult) -> None:
        """The answer stands there."""
        record = result._interaction
        async with asyncio.timeout(_PATIENCE):
            while not record.responded or record.loading:  # noqa: ASYNC110 - simcord has no event for it
                await asyncio.sleep(0.001)
        await self.here.settle()
        if result.modal:
            self.before.setdefault(who, Before()).modal = result
            return
        shown = [*filter(None, (result.response,)), *result.followups]
        assert all(one.ephemeral for one in shown)
        self.before[who] = Before(tuple(one._message for one in shown))


@asynccontextmanager
async def discord_hands(everybody: tuple[Somebody, ...]) -> AsyncIterator[DiscordHands]:
    """A guild with everybody in it. When the block ends nothing that the library was handed has failed."""
    async with place() as here:
        people = {one.id: here.person(one.id) for one in everybody}
        locales = {str(people[one.id].id): LOCALES[one.language] for one in everybody}
        speak(here, locales)
        channels: dict[str, simcord.ChannelHandle] = {
            channel: here.channel(*(people[one.id] for one in everybody if one.audience == audience))
            for channel, audience in AUDIENCES.items()
        }
        ids = {name: str(one.id) for name, one in people.items()} | {
            name: str(one.id) for name, one in channels.items()
        }
        yield DiscordHands(here, people, channels, Addresses("discord", str(here.guild.id), ids.__getitem__))


def speak(here: Place, locales: Mapping[str, str]) -> None:
    """Whose Discord speaks which language, which simcord knows of nobody."""
    emit = here.env.backend.emit

    def speaking(event: str, payload: Mapping[str, Any]) -> None:
        if event == "INTERACTION_CREATE":
            user = payload.get("user") or payload["member"]["user"]
            payload = {**payload, "locale": locales[user["id"]]}
        emit(event, payload)

    here.env.backend.emit = speaking  # type: ignore[method-assign]
