"""Discord for the adapters' contract."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.http.client import _FakeResponse

from adapters.interface import Answer, ChannelAddress, DeliveryFailed, Gesture, Platform, PlatformAddress
from tests.adapters.discord.place import Place, place, shown

_ACTS = re.compile(r"\\.|([*_~`|<>#@\[\]()\\]|https?:|^-#|^- |^\d+\.|[\u202a-\u202e\u2066-\u2069])")
"""What formats or acts in Discord's Markdown unless a backslash stands before it."""


@dataclass
class DiscordBench:
    """One guild, a person, a reader and somebody else."""

    here: Place
    actors: tuple[simcord.MemberActor, ...]
    place: simcord.ChannelHandle

    def __post_init__(self) -> None:
        self.platform: Platform = self.here.platform
        self.person, self.member, self.outsider = map(self.here.address, self.actors)
        self.channel: ChannelAddress = self.here.at(self.place)

    async def ask(self, answer: Callable[[Gesture], Answer]) -> str:
        """Give a command in the DM; what Discord was told to show."""
        self.here.script.instead = answer
        result = await self.actors[0].user.slash("inbox")
        self.here.script.instead = None
        return shown(result)

    async def type(self, words: str) -> None:
        """Type into the DM."""
        await self.actors[0].user.send_dm(words)

    async def standing(self, place: PlatformAddress | ChannelAddress) -> list[str]:
        """What stands in the channel or DM, a text per message."""
        backend = self.here.env.backend
        if isinstance(place, ChannelAddress):
            channel = int(place.channel)
        else:
            channel = backend.get_dm_channel(int(place.reveal()[2])).id
        messages = backend.messages.get(channel, {}).values()
        return [f"{one.content} {json.dumps(one.components)}" for one in messages if not one.is_ephemeral]

    def skeleton(self, shown: str) -> object:
        """Components and what formats in their texts; what stands in a box to type in is text in any case."""
        return list(_bones(json.loads(shown)))

    def fail_next(self, failure: DeliveryFailed) -> None:
        """One refusal, as discord.py has it."""
        self.here.failures.append(_error(failure))

    def close_dms(self, person: PlatformAddress) -> None:
        """As Discord says it."""
        channel = self.here.env.backend.get_dm_channel(int(person.reveal()[2])).id
        path = f"/channels/{channel}/messages"
        self.here.env.inject_error("POST", path, status=403, code=50007, message="Closed", times=None)

    def add(self, person: PlatformAddress) -> None:
        """As a single member."""
        view = discord.Permissions(view_channel=True).value
        self.place._channel.overwrites.append(Overwrite(int(person.reveal()[2]), OverwriteType.MEMBER, view, 0))


def _error(failure: DeliveryFailed) -> Exception:
    if failure.retry_after:
        return discord.RateLimited(failure.retry_after.total_seconds())
    status, kind = (404, discord.NotFound) if failure.permanent else (503, discord.DiscordServerError)
    return kind(_FakeResponse(status), {"code": 10003 if failure.permanent else 0, "message": failure.code})


def _bones(node: Any) -> Iterator[object]:
    """Everything but the texts, and of those what acts in them; equal lines that follow each other are one."""
    if isinstance(node, list):
        for one in node:
            yield from _bones(one)
    elif isinstance(node, dict):
        kept = {key: value for key, value in node.items() if not isinstance(value, list | dict)}
        box = kept.get("type") == discord.ComponentType.text_input.value
        hidden = {"content", "id", "custom_id", *(("value",) if box else ())}
        yield tuple(sorted((key, str(value)) for key, value in kept.items() if key not in hidden))
        yield tuple(_acting(str(kept.get("content", ""))))
        for value in node.values():
            yield from _bones(value) if isinstance(value, list | dict) else ()


def _acting(content: str) -> Iterator[tuple[str, ...]]:
    before: tuple[str, ...] = ()
    inside_box = False
    for line in content.split("\n"):
        if line == "```":
            inside_box = not inside_box
        acts = () if inside_box else tuple(filter(None, _ACTS.findall(line)))
        if acts and acts != before:
            yield acts
        before = acts or before


@asynccontextmanager
async def discord_bench(_folder: Path) -> AsyncIterator[DiscordBench]:
    """A guild with a readers' channel."""
    async with place() as here:
        actors = tuple(here.person(name) for name in ("quill", "wren", "ivo"))
        yield DiscordBench(here, actors, here.channel(actors[1]))
