"""The demo's production with its people on Discord, the whole bot behind it: what a person really sees there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import simcord
from simcord.components import walk_components

from adapters.discord.markup import unstrong
from adapters.interface import Platform
from bot.app import Running, open_house
from bot.clock import MovableClock
from bot.demo import begin_story, demo_roots, found_production
from bot.demo_cast import PEOPLE, Addresses
from bot.entropy import SystemEntropy
from storage import opening
from storage.store import Store
from tests.adapters.discord.place import Place, place


@dataclass
class OnDiscord:
    """Everybody of the demo, in one guild; the readers' channel and the office's."""

    here: Place
    people: dict[str, simcord.MemberActor]
    readers: simcord.ChannelHandle
    clock: MovableClock
    store: Store
    running: Running
    platforms: dict[str, Platform]

    async def later(self, by: timedelta) -> None:
        """Let time pass; what is due is done."""
        self.clock.move_to(self.clock.now() + by)
        await self.running.alarm.settle()
        await self.here.settle()

    async def restart(self) -> None:
        """The connection and everything it had in memory begin anew; the bot's own rooms stay."""
        await self.here.restart()
        self.platforms["discord"] = self.here.platform
        self.here.platform.listen(self.running.doors.receive)

    def cards(self) -> list[discord.Message]:
        """The lines' cards in the readers' channel; whatever else is said there opens none."""
        standing = (one for one in self.readers.history() if not one.flags.ephemeral)
        return [one for one in standing if "r-open" in str(one.components)]

    def card(self) -> discord.Message:
        """The newest of them."""
        return self.cards()[-1]

    def note(self, who: str) -> discord.Message:
        """The newest note in somebody's chat."""
        return [one for one in self.people[who].user.dm_channel.history() if not one.flags.ephemeral][-1]


def texts(result: simcord.InteractionResult) -> str:
    """What can be read in an answer, without Discord's formatting."""
    drawn = [result.modal["components"]] if result.modal else []
    drawn += [one.components for one in (result.response, *result.followups) if one]
    found = [_text(one) for components in drawn for one in walk_components(components)]
    return "\n".join(filter(None, found))


def _text(one: dict[str, Any]) -> str:
    label, button = one.get("label") or "", one.get("type") == discord.ComponentType.button.value
    return unstrong(one.get("content") or "") or (f"[{label}]" if button else label)


@asynccontextmanager
async def on_discord(folder: Path) -> AsyncIterator[OnDiscord]:
    """The production, running, at ten in the morning."""
    async with place() as here:
        everybody = {one.id: here.person(one.id) for one in PEOPLE}
        readers = here.channel(*(everybody[one.id] for one in PEOPLE if one.reading))
        office = here.channel(*(everybody[one.id] for one in PEOPLE if one.audience == "office"))
        ids = {"readers": readers.id, "office": office.id} | {name: one.id for name, one in everybody.items()}
        clock = MovableClock()
        begin_story(clock)
        store = await asyncio.to_thread(_store, folder)
        at = Addresses("discord", str(here.guild.id), lambda name: str(ids[name]))
        production = await found_production(store, clock, PEOPLE, at)
        platforms: dict[str, Platform] = {"discord": here.platform}
        running = await open_house(store, [production], clock, SystemEntropy(), platforms)
        here.platform.listen(running.doors.receive)
        try:
            yield OnDiscord(here, everybody, readers, clock, store, running, platforms)
        finally:
            await running.close()


def _store(folder: Path) -> Store:
    return opening.open_store(opening.in_folders(folder / "data", folder / "keys"), demo_roots(folder))
