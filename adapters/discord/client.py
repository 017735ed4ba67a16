"""The connection to Discord: what arrives is handed on, and nothing that goes wrong is written down with its words."""

from __future__ import annotations

import asyncio
import logging
import sys
from datetime import timedelta
from typing import Any, Final

import discord

from adapters.discord import commands
from adapters.discord.answers import fault
from adapters.discord.hands import Hands
from adapters.discord.kept import Kept
from adapters.discord.people import PLATFORM, People
from adapters.discord.read import Interaction
from adapters.discord.typed import Chat
from adapters.interface import Diary, Receive, Speaker

_PINNED: Final = (
    "discord.client",
    "discord.gateway",
    "discord.http",
    "discord.state",
    "discord.ui",
    "discord.webhook",
)
"""They write ids, addresses with an interaction's token, and whole events (seen with 2.7.1)."""
_GUILDS_WAIT: Final = 0.2
"""Seconds after the last guild that came; discord.py waits for two."""
_LONGEST_RATE_LIMIT: Final = 30.0
"""A longer pause is handed back to whoever sends; discord.py allows no shorter one."""
_FINISHING: Final = 3.0
_CLOSED_FOR: Final = 60 * 60.0
"""Seconds in which somebody who takes no DM is not asked again, unless they show up."""
_UNNOTICED: Final = timedelta(minutes=5)
"""How long a connection may have been dead before anybody saw it."""


class Ghost(discord.Client):
    """Guilds and DMs only, nothing privileged; it keeps no message and no member in memory."""

    def __init__(self, speaker: Speaker, diary: Diary) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        intents.dm_messages = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=_GUILDS_WAIT,
            max_ratelimit_timeout=_LONGEST_RATE_LIMIT,
        )
        for name in _PINNED:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._speaker = speaker
        self._diary = diary
        self._busy = set[asyncio.Task[Any]]()
        self.is_here = asyncio.Event()
        self.closed = Kept[str](seconds=_CLOSED_FOR)
        here = People(self)
        self._hands = Hands(self, here, speaker)
        self.chat = Chat(self, here, speaker, diary)

    def listen(self, receive: Receive) -> None:
        """Whom to hand everything to."""
        self._hands.receive = receive
        self.chat.receive = receive

    async def finish(self) -> None:
        """Wait a little for what is in hand."""
        if self._busy:
            await asyncio.wait(self._busy, timeout=_FINISHING)

    async def setup_hook(self) -> None:
        """Logged in, not yet connected. Commands that Discord doesn't take now are told at the next start."""
        try:
            await commands.register(self, self._speaker)
        except discord.HTTPException as error:
            fault(error)

    async def on_ready(self) -> None:
        """A new session: what came while there was none is looked for, before we say that we are here."""
        try:
            until = await self._diary.there_until(PLATFORM)
            self.chat.begin(until - _UNNOTICED if until else None)
        finally:
            self.is_here.set()

    async def on_resumed(self) -> None:
        """The session goes on; Discord sends what came meanwhile."""
        self.is_here.set()

    async def on_disconnect(self) -> None:
        """Nothing arrives until there is a session again."""
        self.is_here.clear()

    async def on_interaction(self, interaction: Interaction) -> None:
        """A command, a press, a form."""
        self._hold()
        self.closed.drop(str(interaction.user.id))
        await self._hands.take(interaction)
        if interaction.guild_id is None and interaction.channel_id:
            await self.chat.look(interaction.channel_id)

    async def on_message(self, message: discord.Message) -> None:
        """A message in a DM; of no other channel do we hear."""
        self._hold()
        self.closed.drop(str(message.author.id))
        await self.chat.wrote(message)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """An edit in a DM."""
        self._hold()
        await self.chat.edited(event)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """A deletion in a DM."""
        self._hold()
        await self.chat.deleted(event)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:  # noqa: ARG002 - the library's
        """Something that nobody caught: its kind, never its text."""
        error = sys.exc_info()[1]
        if error is not None:
            fault(error)

    def _hold(self) -> None:
        task = asyncio.current_task()
        if task:
            self._busy.add(task)
            task.add_done_callback(self._busy.discard)
