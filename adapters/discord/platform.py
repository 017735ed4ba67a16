"""Discord as a `Platform`."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

import aiohttp
import discord

from adapters.discord import cards, names
from adapters.discord.answers import fault
from adapters.discord.client import Ghost
from adapters.discord.faults import CLOSED, REFUSED, as_delivery, as_refusal
from adapters.discord.people import PLATFORM
from adapters.discord.readers import readers
from adapters.discord.server import speak_to
from adapters.discord.settings import DiscordSettings
from adapters.interface import (
    Capabilities,
    ChannelAddress,
    DeliveryFailed,
    Diary,
    MessageRef,
    PlatformAddress,
    Receive,
    Speaker,
)
from adapters.surfaces import Card

_NOTE_EVERY: Final = 20.0
_LOG_IN_AGAIN: Final = 5.0


class Discord:
    """Discord, by one bot. A repeat of a delivery shows nothing twice for a few minutes, as long as Discord remembers.

    A person's address is platform, guild, user id; a channel's is platform, guild, channel id.
    """

    name: str = PLATFORM
    can: Capabilities = Capabilities(drops_repeats=True, knows_zones=False)

    def __init__(self, settings: DiscordSettings, speaker: Speaker, diary: Diary) -> None:
        speak_to(settings)
        self._settings = settings
        self._diary = diary
        self.client = Ghost(speaker, diary)

    async def run(self, receive: Receive) -> None:
        """Listen until cancelled, then finish what is in hand. Raises a permanent `DeliveryFailed` if refused."""
        self.listen(receive)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._noting())
                await self._log_in()
                with as_refusal():
                    await self.client.connect()
        finally:
            await self.client.finish()
            await self.client.close()

    def listen(self, receive: Receive) -> None:
        """Hand every gesture to `receive`, whoever brings the connection up."""
        self.client.listen(receive)

    async def ready(self) -> None:
        """Return once gestures can arrive."""
        await self.client.is_here.wait()

    async def send(self, to: PlatformAddress | ChannelAddress, card: Card, delivery: str) -> MessageRef:
        """Post a message that is nobody's answer. Who takes no DM is not asked again within the hour."""
        async with as_delivery():
            if isinstance(to, ChannelAddress):
                return await self._post(int(to.channel), cards.drawn(card, names.mark_of(to.workspace)), delivery)
            _, guild, user = to.reveal()
            return await self._write(int(user), cards.drawn(card, names.mark_of(guild)), delivery)

    async def edit(self, message: MessageRef, card: Card) -> None:
        """Change a message in place. One that is gone is a permanent failure."""
        async with as_delivery():
            channel, at = _place(message)
            drawn = cards.drawn(card, names.mark_of(""), is_edit=True)
            await self._message(channel, at).edit(**drawn)

    async def delete(self, message: MessageRef) -> None:
        """Remove a message; one that is gone already is fine."""
        async with as_delivery():
            channel, at = _place(message)
            with suppress(discord.NotFound):
                await self._message(channel, at).delete()

    async def members(self, channel: ChannelAddress) -> frozenset[PlatformAddress]:
        """Everybody who can read this channel now."""
        async with as_delivery():
            return await readers(self.client, channel)

    async def _write(self, user: int, drawn: cards.Drawn, delivery: str) -> MessageRef:
        if code := self.client.closed.find(str(user)):
            raise DeliveryFailed(code, permanent=True)
        try:
            chat = await self.client.create_dm(discord.Object(user))
            sent = await self._post(chat.id, drawn, delivery)
        except discord.HTTPException as error:
            if error.code in CLOSED:
                self.client.closed.keep(f"discord_{error.code}", str(user))
            raise
        await self.client.chat.look(chat.id)
        return sent

    async def _post(self, channel: int, drawn: cards.Drawn, delivery: str) -> MessageRef:
        place = self.client.get_partial_messageable(channel)
        sent = await place.send(**drawn, nonce=delivery, suppress_embeds=True)
        return MessageRef(PLATFORM, f"{channel}/{sent.id}")

    def _message(self, channel: int, message: int) -> discord.PartialMessage:
        return self.client.get_partial_messageable(channel).get_partial_message(message)

    async def _log_in(self) -> None:
        """Log in; where Discord can't be reached, again and again. A token that is refused is raised."""
        while True:
            try:
                return await self.client.login(self._settings.bot_token)
            except discord.LoginFailure:
                raise DeliveryFailed(REFUSED, permanent=True) from None
            except (aiohttp.ClientError, OSError, discord.DiscordServerError, discord.RateLimited) as error:
                fault(error)
                await self.client.http.close()
            await asyncio.sleep(_LOG_IN_AGAIN)

    async def _noting(self) -> None:
        """Note that it is listened to, as long as it is."""
        while True:
            await self.client.is_here.wait()
            try:
                await self._diary.note_there(PLATFORM)
            except Exception as error:  # noqa: BLE001 - a diary that fails once is written at the next turn
                fault(error)
            await asyncio.sleep(_NOTE_EVERY)


def _place(message: MessageRef) -> tuple[int, int]:
    channel, _, at = message.ref.partition("/")
    return int(channel), int(at)
