"""The Slack adapter at the contract, and what a person sees of Block Kit in Slack's window."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import escape
from typing import Any

from adapters.interface import Answer, ChannelAddress, DeliveryFailed, Gesture, Platform, PlatformAddress
from tests.adapters.slack.conftest import Running, running_slack
from tests.adapters.test_draw import skeleton
from tests.contracts.adapter import Bench

_MARKS = (
    (re.compile(r"<([@#!][^>]*)>"), r"<mention of='\1'></mention>"),
    (re.compile(r"<(https?:[^>|]*)[^>]*>"), r"<a href='\1'></a>"),
    (re.compile(r"\*([^*]+)\*"), r"<b>\1</b>"),
    (re.compile(r"\b_([^_]+)_\b"), r"<i>\1</i>"),
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"^> ", re.MULTILINE), r"<blockquote></blockquote>"),
)


def window(node: Any) -> str:
    """Block Kit as elements: text stands escaped where Slack takes it as text, and acts where Slack lets it."""
    if isinstance(node, list):
        return "".join(window(one) for one in node)
    if not isinstance(node, dict):
        return ""
    kind = str(node.get("type", "object"))
    if kind in {"plain_text", "text"}:
        return f"<{kind}>{escape(node['text'])}</{kind}>"
    if kind == "mrkdwn":
        return f"<mrkdwn>{_marked(node['text'])}</mrkdwn>"
    within = "".join(f"<{key}>{window(value)}</{key}>" for key, value in node.items() if isinstance(value, dict | list))
    typed = f"<textarea>{escape(node['initial_value'])}</textarea>" if "initial_value" in node else ""
    return f"<{kind} id='{node.get('action_id', '')}'>{within}{typed}</{kind}>"


def _marked(text: str) -> str:
    for mark, element in _MARKS:
        text = mark.sub(element, text)
    return text


@dataclass
class SlackBench:
    """Slack, reached as somebody in its window reaches it."""

    running: Running
    person: PlatformAddress = field(init=False)
    member: PlatformAddress = field(init=False)
    outsider: PlatformAddress = field(init=False)
    channel: ChannelAddress = field(init=False)

    def __post_init__(self) -> None:
        server = self.running.server
        self.platform: Platform = self.running.slack
        self.person = self.running.address()
        member = server.person("Wren Castle")
        self.member, self.outsider = self.running.address(member), self.running.address(server.person("Ivo Marsh"))
        self.channel = self.running.place(server.channel(member))

    async def ask(self, answer: Callable[[Gesture], Answer]) -> str:
        """Choose the command; the modal."""
        server = self.running.server
        self.running.bot.instead = answer
        before = len(server.requests)
        await server.command(self.running.person, "/light")
        await server.until(lambda: any(one.method == "views.update" and one.status for one in server.requests[before:]))
        self.running.bot.instead = None
        return "".join(window(one.args["view"]) for one in server.requests[before:] if one.method == "views.update")

    async def type(self, words: str) -> None:
        """Type into the DM."""
        before = len(self.running.bot.seen)
        await self.running.server.type(self.running.person, words)
        await self.running.server.until(lambda: self.running.notes.seen and len(self.running.bot.seen) > before)

    async def standing(self, place: PlatformAddress | ChannelAddress) -> list[str]:
        """The bot's messages in a channel or DM."""
        server = self.running.server
        found = server.dm(place.reveal()[2]) if isinstance(place, PlatformAddress) else server.posted(place.channel)
        return [one.text + window(one.blocks) for one in found if one.bot]

    def skeleton(self, shown: str) -> object:
        """Elements and attributes, and what turns text round outside a box."""
        outside_boxes = re.sub(r"<textarea.*?</textarea>", "", shown, flags=re.DOTALL)
        return skeleton(shown), re.findall("[\u202a-\u202e\u2066-\u2069]", outside_boxes)

    def fail_next(self, failure: DeliveryFailed) -> None:
        """One refusal, as Slack words it."""
        fail = self.running.server.fail
        if failure.retry_after:
            fail("chat.postMessage", status=429, retry_after=int(failure.retry_after.total_seconds()))
        elif failure.permanent:
            fail("chat.postMessage", "is_archived")
        else:
            fail("chat.postMessage", status=503)

    def close_dms(self, person: PlatformAddress) -> None:
        """The account is deactivated."""
        self.running.server.deactivate(person.reveal()[2])

    def add(self, person: PlatformAddress) -> None:
        """Into the channel."""
        self.running.server.world.channels[self.channel.channel].members.append(person.reveal()[2])


@asynccontextmanager
async def slack_bench(transport: str) -> AsyncIterator[Bench]:
    """The adapter, listening by this transport."""
    async with running_slack(transport) as running:
        yield SlackBench(running)
