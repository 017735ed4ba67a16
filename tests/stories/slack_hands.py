"""Hands on a local Slack: people press, type and read in its windows; the adapter is the real one, by Socket Mode."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from adapters.interface import Diary, Platform
from adapters.slack.platform import Slack
from adapters.slack.settings import SlackSettings
from bot.demo_cast import ZONE, Addresses, Somebody
from bot.text.catalog import speaker
from tests.servers.slack import Message, SlackServer
from tests.stories import slack_seen
from tests.stories.hands import CHANNELS, Channel, Filled, Press, Sight, Text

LOCALES: Final = {"en": "en-US", "es": "es-ES"}
AUDIENCES: Final[Mapping[Channel, str]] = {"readers": "reader", "office": "office"}


@dataclass(frozen=True, slots=True)
class InModal:
    """A button of the open modal; "" is its submit."""

    action: str


@dataclass(frozen=True, slots=True)
class OnHome:
    """A button of the Home tab."""

    action: str


@dataclass(frozen=True, slots=True)
class OnMessage:
    """A button of a message."""

    message: Message
    action: str


@dataclass(slots=True)
class SlackHands:
    """Everybody in one workspace. `ids` are users and channels, by their ids in the cast."""

    server: SlackServer
    ids: Mapping[str, str]
    at: Addresses
    looks_at_home: set[str] = field(default_factory=set)

    def platform(self, diary: Diary) -> Platform:
        """The adapter, as an operator would set it up for this workspace."""
        server = self.server
        settings = SlackSettings(server.bot_token, app_token=server.app_token, api_url=server.api_url)
        return Slack(settings, speaker, diary)

    def page(self, who: str) -> Sight | None:
        """The modal; without one the Home tab, if that is what they look at."""
        user = self.ids[who]
        modal = self.server.modal(user)
        if modal:
            return slack_seen.view(modal, InModal, InModal(""))
        home = self.server.home(user) if who in self.looks_at_home else None
        return slack_seen.view(home, OnHome, None) if home else None

    def chat(self, who: str) -> Sight:
        """Their DM with the bot."""
        return _messages(self.server.dm(self.ids[who]))

    def channel(self, channel: Channel) -> Sight:
        """A channel, without what only one of its members sees."""
        return _messages(self.server.posted(self.ids[channel]))

    def kept(self, place: str) -> str:
        """Messages, a person's Home tab, who is in a channel, and every message to somebody alone."""
        name, world = self.ids[place], self.server.world
        is_channel = place in CHANNELS
        messages = self.server.posted(name) if is_channel else self.server.dm(name)
        around = sorted(world.channels[name].members) if is_channel else self.server.home(name)
        whispers = [one for one in world.whispers if name in {one.channel, one.only}]
        return json.dumps([around, *map(_everything, (*messages, *whispers))], ensure_ascii=False)

    async def home(self, who: str) -> None:
        """Open the Home tab."""
        await self.server.open_home(self.ids[who])
        self.looks_at_home.add(who)

    async def command(self, who: str, name: str) -> None:
        """Type a slash command."""
        await self.close(who)
        await self.server.command(self.ids[who], f"/{name}")
        await self._answered(self.ids[who])

    async def press(self, who: str, press: Press, filled: Filled) -> None:
        """Press a button, or send the form, once what they changed stands in it."""
        user = self.ids[who]
        match press.way:
            case OnMessage(message=message, action=action):
                await self.close(who)  # nobody reaches a message behind a modal
                await self.server.press(user, action, where=message)
                await self._answered(user)
            case OnHome(action=action):
                await self.server.press(user, action, where="home")
                await self._answered(user)
            case InModal(action=action):
                await self._within(user, action, filled)
            case way:
                raise ValueError(way)

    async def close(self, who: str) -> None:
        """Close the modal, and go from the Home tab to the messages."""
        if self.server.modal(self.ids[who]):
            await self.server.close(self.ids[who])
        self.looks_at_home.discard(who)

    async def restart(self, who: str) -> None:
        """The window is gone, and with it the modal: Slack tells no app of that."""
        self.server.world.stacks.pop(self.ids[who], None)
        self.looks_at_home.discard(who)

    async def _answered(self, user: str) -> None:
        """The modal that opens says "One moment" first; the answer comes in its place."""
        stacks = self.server.world.stacks
        await self.server.until(lambda: user in stacks and stacks[user] and stacks[user][-1].revision > 0)

    async def _within(self, user: str, action: str, filled: Filled) -> None:
        view = self.server.world.stacks[user][-1]
        before = view.revision
        boxes = {block["block_id"]: block["element"] for block in view.blocks if block["type"] == "input"}
        several = {name for name, element in boxes.items() if element["type"] in {"checkboxes", "multi_static_select"}}
        self.server.fill(user, {name: list(one) if name in several else "".join(one) for name, one in filled.items()})
        if action:
            await self.server.press(user, action)
            await self.server.until(lambda: view.revision > before)
        else:
            await self.server.submit(user)


@asynccontextmanager
async def slack_hands(everybody: tuple[Somebody, ...]) -> AsyncIterator[SlackHands]:
    """A workspace with everybody in it. When the block ends Slack has refused nothing, and told nobody of a failure."""
    async with SlackServer() as server:
        server.deadline = server.patience = 60.0  # on a busy machine three seconds may pass for no reason of ours
        ids = {one.id: server.person(one.name, locale=LOCALES[one.language], tz=ZONE) for one in everybody}
        for channel, audience in AUDIENCES.items():
            members = [ids[one.id] for one in everybody if one.audience == audience]
            ids[channel] = server.channel(*members, name=channel)
        yield SlackHands(server, ids, Addresses("slack", server.team, ids.__getitem__))
        assert server.world.failures == []
        assert [one.method for one in server.requests if not one.response.get("ok")] == []


def _messages(messages: list[Message]) -> Sight:
    return tuple(one for message in messages for one in _message(message))


def _message(message: Message) -> Sight:
    if not message.bot:
        return (Text(message.text),)
    return slack_seen.message(message.blocks, _on(message))


def _on(message: Message) -> Callable[[str], OnMessage]:
    return lambda action: OnMessage(message, action)


def _everything(message: Message) -> list[object]:
    return [message.ts, message.user, message.text, message.blocks, message.files, message.attachments, message.edited]
