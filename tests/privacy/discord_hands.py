"""Somebody at their phone on Discord: what they press, fill in and type goes through Discord's own windows."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, Final

import discord
from simcord.backend.errors import SetupError
from simcord.backend.models import Message, MessageSticker, Poll, PollAnswer

from adapters.discord import names
from adapters.discord.people import PLATFORM
from adapters.interface import Act, ChannelAddress, Command, OpenedHome, Pressed, Wrote
from tests.privacy.discord_set import DiscordSet
from tests.privacy.hands import Hand, Surface
from tests.privacy.recorder import dumped
from tests.stories.discord_hands import DiscordHands, InModal, OnMessage
from tests.stories.discord_seen import act_of, custom_ids
from tests.stories.hands import Box, Press, Sight

SENT_BY: Final = ""


@dataclass(slots=True)
class DiscordHand(Hand):
    """One account in the guild. `shown` is what the bot answered to the last act; Discord drew it."""

    platform: str = PLATFORM

    @property
    def there(self) -> DiscordSet:
        """Where they are."""
        assert isinstance(self.on, DiscordSet)
        return self.on

    @property
    def hands(self) -> DiscordHands:
        """Their hands there."""
        return self.there.hands

    @property
    def account(self) -> tuple[str, str, str]:
        """Platform, workspace and user id."""
        return PLATFORM, self.hands.at.workspace, self.user

    async def act(self, act: Act, channel: ChannelAddress | None = None) -> Surface | None:
        """Do it. A button that lies before nobody is pressed on an old message of the bot's in their DM."""
        assert channel is None, "what stands in a channel is pressed there: `press_on`"
        match act:
            case Pressed(action=action, token=token):
                return await self.press_on(self._old_message(action, token), action)
            case Command(name=name):
                return await self.command(name)
            case OpenedHome():
                return await self.home()
            case Wrote(kind=kind, words=words):
                return await self.write(kind, words.words)
            case _:
                raise TypeError(type(act))

    async def press(self, action: str, alias: str = "") -> Surface | None:
        """Press the first such button of what is before them."""
        for one in self._before_them():
            if isinstance(one, Press) and acts(one.way) == action and alias in one.spoken:
                return await self._did(self.hands.press(self.user, one, {}))
        return await self.act(Pressed(action, action))

    async def press_on(self, message: Message, action: str) -> Surface | None:
        """Press a button of a message."""
        found = [one for one in custom_ids(message) if acts(OnMessage(message, one)) == action]
        return await self._did(self.hands.press(self.user, Press("", "", OnMessage(message, found[0])), {}))

    async def fill(self, via: str = SENT_BY, **values: str) -> Surface | None:
        """Send the form before them with these values; what Discord's own window refuses is not sent."""
        page = self._before_them()
        wanted = [one for one in page if isinstance(one, Press) and acts(one.way) == via]
        return await self._did(self.hands.press(self.user, wanted[0], _typed(page, values)))

    async def command(self, name: str) -> Surface | None:
        """Give a command, if Discord has it."""
        return await self._did(self.hands.command(self.user, name))

    async def home(self) -> Surface | None:
        """Give the command that leads there, and press on."""
        return await self._did(self.hands.home(self.user))

    async def write(self, kind: str, words: str) -> Surface | None:
        """Put something into the DM, or change what was typed last."""
        return await self._did(self._written(kind, words))

    async def open_card(self, alias: str = "") -> Surface | None:
        """Press [Open] on a card in the readers' channel, the newest if no name is given."""
        return await self.press_on([one for one in self.cards() if alias in str(one.components)][-1], "r-open")

    def cards(self) -> list[Message]:
        """What stands in the readers' channel for all of them."""
        return self._standing(self.hands.channels["readers"].id)

    def notes(self) -> list[Message]:
        """What the bot wrote into their DM."""
        bot = self.there.here.env.backend.bot_user.id
        return [one for one in self._standing(self._dm) if one.author_id == bot]

    # --- where they are -------------------------------------------------------------------------------------------

    @property
    def _dm(self) -> int:
        return self.hands.people[self.user].user.dm_channel.id

    def _before_them(self) -> Sight:
        return self.hands.page(self.user) or ()

    def _standing(self, channel: int) -> list[Message]:
        return [one for one in self.there.here.env.backend.messages.get(channel, {}).values() if not one.is_ephemeral]

    def _old_message(self, action: str, token: str) -> Message:
        backend = self.there.here.env.backend
        name = names.written(names.PRESS, names.mark_of(self.hands.at.workspace), "00", action, token)
        button = {"type": 2, "style": 2, "label": action, "custom_id": name}
        row = {"type": 1, "components": [button]}
        return backend.create_message(self._dm, backend.bot_user.id, "old", components=[row], broadcast=False)

    async def _written(self, kind: str, words: str) -> None:
        here, user, me = self.there.here, self.hands.people[self.user].user, int(self.user)
        mine = [one for one in self._standing(self._dm) if one.author_id == me]
        more: dict[str, Any] = {}
        match kind:
            case "text":
                more = {"content": words}
            case "edit":
                here.env.backend.edit_message(self._dm, mine[-1].id, {"content": words})
            case "deletion":
                here.env.backend.delete_message(self._dm, mine[-1].id)
            case "file" | "voice":
                flags = discord.MessageFlags(voice=kind == "voice").value
                name = f"{words}.pdf" if kind == "file" else "voice.ogg"
                more = {"attachments": here.env.backend.store_attachments(self._dm, [(name, b"x")]), "flags": flags}
            case "sticker":
                more = {"stickers": [MessageSticker(1, words, 1, here.guild.id)]}
            case "forward":
                first = here.env.backend.create_message(self._dm, me, words, broadcast=False)
                more = {"reference": {"type": 1, "channel_id": str(self._dm), "message_id": str(first.id)}}
            case _:
                more = {"poll": Poll(words, [PollAnswer(1, words, None)], "2030-01-01T00:00:00+00:00")}
        if more:
            await user.send_dm(**more)
        await here.settle()

    async def _did(self, doing: Awaitable[None]) -> Surface | None:
        """The last answer to it; none where Discord itself doesn't let it happen."""
        before = len(self.there.answered[self.user])
        try:
            await doing
        except SetupError:
            return self.shown
        for surface in self.there.answered[self.user][before:]:
            self.shown = surface
            self.pages.append(dumped(surface))
        return self.shown


def acts(way: object) -> str | None:
    """The act that a press is; "" for what sends a form, None for what only Discord's own drawing has."""
    match way:
        case InModal(action=action):
            return action
        case OnMessage(custom_id=custom_id):
            name = names.read(custom_id)
            return SENT_BY if name and name.kind == names.SEND else act_of(custom_id) or None
        case _:
            raise TypeError(way)


def _typed(page: Sight, values: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """The values that this form has boxes for; of several options one always stays chosen."""
    typed = dict[str, tuple[str, ...]]()
    for box in (one for one in page if isinstance(one, Box)):
        value = values.get(box.name.rstrip("*"))
        if value is not None and (value or box.many or not box.options):
            typed[box.name] = tuple(filter(None, value.split(","))) if box.options else (value,)
    return typed
