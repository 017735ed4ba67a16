"""What is typed or dropped into the DM: told to the bot by its kind, answered there with what is true of it.

Also while nobody listened. Discord lists a bot's DMs to nobody, so they are found at the first sign of a chat in this
run: the person writes or presses there, or a note is sent to them. Then what they wrote since we were last there is
answered, once each; what Discord kept for a lost connection that it resumes comes by itself.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

import discord

from adapters.discord import cards, people, read
from adapters.discord.answers import fault
from adapters.discord.faults import UNHEARD
from adapters.discord.guilds import which
from adapters.discord.layout import messages
from adapters.discord.markup import lines
from adapters.discord.people import People, SeveralGuilds
from adapters.discord.read import Done
from adapters.interface import TYPED, Diary, Gesture, Pressed, Receive, Speaker, Wrote
from adapters.surfaces import Quoted

_MOST_MISSED: Final = 50
_ORDINARY: Final = frozenset({discord.MessageType.default, discord.MessageType.reply})


class Chat:
    """The bot's DMs. `since` is when it was last there before this run; nothing older is looked for."""

    def __init__(self, client: discord.Client, people_here: People, speaker: Speaker, diary: Diary) -> None:
        self._client = client
        self._people = people_here
        self._speaker = speaker
        self._diary = diary
        self._looked: set[int] = set()
        self._since: datetime | None = None
        self.receive: Receive | None = None

    def begin(self, since: datetime | None) -> None:
        """From here on every chat is looked at once for what was missed since then."""
        self._since = since
        self._looked.clear()

    async def wrote(self, message: discord.Message) -> None:
        """Something new in a DM."""
        if message.guild is not None or not _is_a_persons(message, self._client):
            return
        await self.look(message.channel.id, before=message)
        await self._answer(message.channel.id, message.author.id, _kind_of(message), message)

    async def edited(self, event: discord.RawMessageUpdateEvent) -> None:
        """A changed message. What Discord itself changes, as the preview of a link, is no edit."""
        message = event.message
        if event.guild_id is None and message.edited_at and _is_a_persons(message, self._client):
            await self._answer(event.channel_id, message.author.id, "edit", message)

    async def deleted(self, event: discord.RawMessageDeleteEvent) -> None:
        """A message that is gone. Discord doesn't say whose: it is a person's if it was answered here."""
        if event.guild_id is not None or not await self._diary.was_seen(_name(event.channel_id, event.message_id)):
            return
        event_name = f"{_name(event.channel_id, event.message_id)}:gone"
        try:
            channel = await self._client.fetch_channel(event.channel_id)
        except UNHEARD as error:
            fault(error)
            return
        if isinstance(channel, discord.DMChannel) and channel.recipient:
            await self._tell(event.channel_id, channel.recipient.id, Wrote("deletion", Quoted("")), event_name, "")

    async def look(self, channel: int, *, before: discord.Message | None = None) -> None:
        """Answer what was missed in this chat, the first time it is seen."""
        if channel in self._looked:
            return
        self._looked.add(channel)
        if self._since is None:
            return
        try:
            missed = self._client.get_partial_messageable(channel).history(
                limit=_MOST_MISSED, after=self._since, before=before, oldest_first=True
            )
            async for message in missed:
                if _is_a_persons(message, self._client):
                    await self._answer(channel, message.author.id, _kind_of(message), message)
        except UNHEARD as error:
            self._looked.discard(channel)
            fault(error)

    async def _answer(self, channel: int, user: int, kind: str, message: discord.Message) -> None:
        name = _name(channel, message.id)
        event = f"{name}:{message.edited_at.timestamp()}" if kind == "edit" and message.edited_at else name
        words = Quoted(message.content if kind in ("text", "edit") else "")
        await self._tell(channel, user, Wrote(kind, words), event, str(message.id))

    async def _tell(self, channel: int, user: int, wrote: Wrote, event: str, message: str) -> None:
        """Hand it to the bot and post its reply; noted when that stands there, so that nothing is answered twice."""
        if await self._diary.was_seen(event):
            return
        try:
            drawn = await self._reply(user, wrote, message)
            if drawn:
                await self._client.get_partial_messageable(channel).send(**drawn, suppress_embeds=True)
        except Exception as error:  # noqa: BLE001 - not noted, so it is answered at the next look
            fault(error)
            return
        await self._diary.note(event)

    async def _reply(self, user: int, wrote: Wrote, message: str) -> cards.Drawn | None:
        if self.receive is None:
            raise LookupError("nobody listens yet")
        try:
            who = await self._people.met(user, None)
        except SeveralGuilds as several:
            return self._which(several.guilds, message)
        answer = await self.receive(Gesture(who, wrote))
        return cards.drawn(answer.reply, people.mark(who), typed=message) if answer.reply else None

    def _which(self, guilds: tuple[discord.Guild, ...], message: str) -> cards.Drawn:
        """For whoever is in several guilds: which one do they mean? Then it goes into the form."""
        short = read.in_short(Done(Pressed(TYPED, message)), "")
        say = self._speaker("")
        (view,) = messages((*lines(say("discord-which")), *which(guilds, short)))
        return {"view": view, "allowed_mentions": discord.AllowedMentions.none()}


def _name(channel: int, message: int) -> str:
    return f"{channel}:{message}"


def _is_a_persons(message: discord.Message, client: discord.Client) -> bool:
    is_own = client.user is not None and message.author.id == client.user.id
    return not (is_own or message.author.bot or message.webhook_id) and message.type in _ORDINARY


def _kind_of(message: discord.Message) -> str:
    """What kind of thing this is; one that nobody has a word for is `other`."""
    if message.message_snapshots:
        return "forward"
    if message.flags.voice:
        return "voice"
    if message.stickers:
        return "sticker"
    if message.attachments:
        return "file"
    return "text" if message.content and not message.poll else "other"
