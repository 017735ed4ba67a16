"""The real adapter on simcord, with a note of what the bot showed by it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from adapters import limits
from adapters import surfaces as s
from adapters.discord.platform import Discord
from adapters.discord.settings import DiscordSettings
from adapters.interface import Answer, ChannelAddress, Diary, Gesture, MessageRef, PlatformAddress, Receive
from bot.text.catalog import speaker
from tests.adapters.discord.place import TOKEN, Place

Key = tuple[str, ...]


@dataclass(slots=True)
class Seen:
    """What the bot showed so far: what is said of its buttons, and forms with all they offer."""

    spoken: dict[Key, str] = field(default_factory=dict)
    forms: dict[Key, s.Form] = field(default_factory=dict, repr=False)

    def take(self, surface: s.Card | s.Page | s.Form) -> None:
        """Look at it."""
        self.spoken |= {(one.action, one.token): one.spoken for one in limits.buttons(surface)}
        if isinstance(surface, s.Form):
            self.forms[surface.name, surface.once, surface.token] = surface


class Watched(Discord):
    """The adapter, which simcord connects; what the bot shows by it is seen."""

    def __init__(self, here: Place, diary: Diary, seen: Seen) -> None:
        super().__init__(DiscordSettings(TOKEN), speaker, diary)
        self._here = here
        self._listening = asyncio.Event()
        self._seen = seen

    async def run(self, receive: Receive) -> None:
        """Listen until cancelled."""

        async def seen(gesture: Gesture) -> Answer:
            answer = await receive(gesture)
            self._seen.take(answer.surface)
            return answer

        self.listen(seen)
        self._listening.set()
        try:
            await asyncio.Event().wait()
        finally:
            await self.client.finish()

    async def ready(self) -> None:
        """Return once it is connected."""
        await self._listening.wait()
        self._here.platform = self
        await self._here.env.restart_bot(self.client)
        self._here.correct()
        await super().ready()

    async def send(self, to: PlatformAddress | ChannelAddress, card: s.Card, delivery: str) -> MessageRef:
        """Send it, seen."""
        self._seen.take(card)
        return await super().send(to, card, delivery)
