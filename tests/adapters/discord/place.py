"""A Discord to test against: simcord's, driven by the real discord.py, with what simcord leaves out put right.

simcord shows a repeated nonce twice and answers who asks for member lists; Discord does neither.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import discord
import simcord
from simcord import interactions as wire

from adapters.discord.platform import Discord
from adapters.discord.settings import DiscordSettings
from adapters.interface import ChannelAddress, Gesture, PlatformAddress
from bot.text.catalog import speaker
from tests.adapters.scripted import Script

TOKEN = "a-token-of-a-test"
Request = Callable[..., Awaitable[Any]]


class Diary:
    """A diary in memory, which outlives a restart of the bot."""

    def __init__(self, until: datetime | None = None) -> None:
        self.seen: list[str] = []
        self.until = until

    async def was_seen(self, event: str) -> bool:
        """Whether it was noted."""
        return event in self.seen

    async def note(self, event: str) -> None:
        """Note it."""
        self.seen.append(event)

    async def there_until(self, platform: str) -> datetime | None:  # noqa: ARG002 - there is one
        """As set."""
        return self.until

    async def note_there(self, platform: str) -> None:
        """Nobody asks."""


@dataclass
class Place:
    """One guild with the bot in it, and the bot's script."""

    env: simcord.Env
    platform: Discord
    script: Script
    diary: Diary
    guild: simcord.GuildHandle
    failures: list[Exception] = field(default_factory=list)
    nonces: dict[tuple[str, str], Any] = field(default_factory=dict)

    def address(self, user: simcord.UserHandle | simcord.MemberActor) -> PlatformAddress:
        """How the bot knows this account."""
        return PlatformAddress("discord", str(self.guild.id), str(user.id))

    def channel(
        self, *members: simcord.MemberActor, more: Mapping[Any, discord.PermissionOverwrite] | None = None
    ) -> simcord.ChannelHandle:
        """A channel that these single members and the bot can see, and whoever `more` lets in or keeps out."""
        me = self.env.bot.user
        assert me is not None
        sees = discord.PermissionOverwrite(view_channel=True)
        hidden = {self.guild.default_role: discord.PermissionOverwrite(view_channel=False)}
        wanted = [*dict.fromkeys((*members, me), sees).items(), *hidden.items(), *(more or {}).items()]
        each: dict[int, tuple[Any, discord.PermissionOverwrite]] = {one.id: (one, seen) for one, seen in wanted}
        return self.guild.create_text_channel("coordination", overwrites=dict(each.values()))

    def at(self, channel: simcord.ChannelHandle) -> ChannelAddress:
        """A channel's address."""
        return ChannelAddress("discord", str(self.guild.id), str(channel.id))

    def person(self, name: str) -> simcord.MemberActor:
        """Somebody in the guild."""
        return self.guild.add_member(self.env.create_user(name))

    async def restart(self) -> None:
        """The bot dies and comes back, with nothing of what it had in memory."""
        self.platform = Discord(DiscordSettings(TOKEN), speaker, self.diary)
        self.platform.listen(self.script.receive)
        await self.env.restart_bot(self.platform.client)
        self.correct()

    def correct(self) -> None:
        """What Discord does and simcord doesn't, and simcord's look for idleness every millisecond, not every 50."""
        self.env._settle_internal = partial(simcord.Env._settle_internal, self.env, idle=0.001)  # type: ignore[method-assign]
        client = self.env.bot
        through: Request = client.http.request

        async def request(route: Any, **more: Any) -> Any:
            if self.failures:
                raise self.failures.pop(0)
            sent = more.get("json")
            body = sent if isinstance(sent, dict) else {}
            key = (route.url, str(body.get("nonce"))) if body.get("enforce_nonce") else None
            if key in self.nonces:
                return self.nonces[key]
            answer = await through(route, **more)
            if key is not None:
                self.nonces[key] = answer
            return answer

        client.http.request = request  # type: ignore[method-assign] # simcord's own seam

    async def settle(self) -> None:
        """Let the bot finish."""
        await self.env.settle(idle=0.001)

    def send_at_once(self, *submissions: tuple[simcord.MemberActor, Mapping[str, Any], dict[str, Any]]) -> None:
        """Several people send their modals before the bot sees the first of them."""
        for person, modal, values in submissions:
            record, payload = wire.base_payload(
                self.env.backend,
                type=5,
                channel_id=person.user.dm_channel.id,
                guild_id=None,
                user_id=person.id,
                data={"custom_id": modal["custom_id"], "components": _filled(modal["components"], values)},
            )
            assert record
            self.env.backend.emit("INTERACTION_CREATE", payload)


def _filled(components: list[dict[str, Any]], values: dict[str, Any]) -> list[dict[str, Any]]:
    """The controls of a modal as they come back."""
    controls = [one["component"] for one in components if "component" in one]
    return [{"type": 18, "id": 1, "component": _control(one, values.get(one["custom_id"]))} for one in controls]


def _control(control: dict[str, Any], value: Any) -> dict[str, Any]:
    own = {"type": control["type"], "id": 2, "custom_id": control["custom_id"]}
    return {**own, "values": value} if isinstance(value, list) else {**own, "value": value}


@asynccontextmanager
async def place(script: Script | None = None, diary: Diary | None = None) -> AsyncIterator[Place]:
    """A guild, the bot, nobody else."""
    script, diary = script or Script(), diary or Diary()
    platform = Discord(DiscordSettings(TOKEN), speaker, diary)
    platform.listen(script.receive)
    # Not `simcord.run`: it can't be left in another context than it was entered in, as a fixture is.
    env = simcord.Env(platform.client)
    await env.start()
    try:
        here = Place(env, platform, script, diary, env.create_guild())
        here.correct()
        for path in ("/guilds/*/members", "/channels/*/thread-members"):
            env.inject_error("GET", path, status=403, code=50001, message="Missing Access", times=None)
        yield here
    finally:
        await env.shutdown()
    assert env.errors == []


def shown(result: simcord.InteractionResult) -> str:
    """Everything that somebody was shown, as Discord got it."""
    if result.modal is not None:
        return json.dumps(result.modal, ensure_ascii=False)
    messages = [*filter(None, (result.response,)), *result.followups]
    assert all(one.ephemeral for one in messages)
    return json.dumps([one.components for one in messages], ensure_ascii=False)


def words_of(gestures: list[Gesture], user: int) -> list[str]:
    """The words that came in from this person, in order."""
    mine = [one.act for one in gestures if one.who.reveal()[2] == str(user)]
    return [act.values["words"] for act in mine if hasattr(act, "values")]
