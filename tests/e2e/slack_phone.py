"""Somebody's Slack: they press what they are shown, fill in forms, and read what stands before them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.text.catalog import speaker
from tests.servers.slack import Ack, Message, SlackServer
from tests.servers.slack.hands import Values, Where
from tests.servers.slack.kit import elements
from tests.servers.slack.things import Json

SAY: Final = speaker("en")
_WAITING: Final = SAY("chat-wait-title")
PATIENCE: Final = 20.0


@dataclass(frozen=True, slots=True)
class Phone:
    """One account in the workspace, whose language is English."""

    slack: SlackServer
    user: str

    # --- acts -----------------------------------------------------------------------------------------------------

    async def home(self) -> str:
        """Open the Home tab; what stands there."""
        return said(await self.slack.open_home(self.user))

    async def command(self, name: str, text: str = "") -> str:
        """A slash command; what it opens."""
        await self._put_away()
        await self.slack.command(self.user, name, text)
        return await self._opened()

    async def press(self, button: str, where: Where = "modal") -> str:
        """A button; the page it leads to."""
        if where == "modal":
            before = self._standing()
            await self.slack.press(self.user, button)
            await self.slack.until(lambda: self._standing() != before, PATIENCE)
            return self.shown
        await self._put_away()
        await self.slack.press(self.user, button, where=where)
        return await self._opened()

    async def send(self, via: str = "", **values: str | list[str]) -> str:
        """The form that stands there, filled in and sent; what stands there then."""
        before = self._standing()
        await self.sent(values, via)
        await self.slack.until(lambda: self._standing() != before, PATIENCE)
        return self.shown

    async def now(self, words: str) -> str:
        """Write a `now`; the name of the line that the receipt says is saved."""
        await self.command("/concern")
        await self.send(via="now")
        return alias_in(await self.send(words=words))

    async def today(self, words: str) -> str:
        """Write something that waits a while; the name of the line."""
        await self.command("/concern")
        await self.send(words=words)
        return alias_in(await self.send())

    async def lines(self) -> str:
        """The list of their own lines, or the only one's page."""
        await self.home()
        return await self.press("lines", "home")

    async def sent(self, values: Values, via: str = "") -> Ack | None:
        """The same, whether anybody answers or not."""
        return await self.slack.submit(self.user, values, via)

    async def _put_away(self) -> None:
        while self.slack.world.stacks.get(self.user):
            await self.slack.close(self.user)

    async def _opened(self) -> str:
        await self.slack.until(lambda: self.title not in ("", _WAITING), PATIENCE)
        return self.shown

    # --- what they see --------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The title of the modal that stands there, "" if there is none."""
        view = self.slack.modal(self.user)
        return str(view["title"]["text"]) if view else ""

    @property
    def shown(self) -> str:
        """Everything that stands in the modal."""
        return said(self.slack.modal(self.user) or {})

    @property
    def typed(self) -> list[str]:
        """The words that stand in the boxes of the modal."""
        values = (self.slack.modal(self.user) or {"state": {"values": {}}})["state"]["values"]
        return [one["value"] for box in values.values() for one in box.values() if one.get("value")]

    @property
    def notes(self) -> list[Message]:
        """The bot's messages in their DM."""
        return [one for one in self.slack.dm(self.user) if one.bot]

    def _standing(self) -> tuple[str, int]:
        stack = self.slack.world.stacks.get(self.user) or []
        return (stack[-1].id, stack[-1].revision) if stack else ("", 0)


def said(node: object) -> str:
    """Every text in a view or message, a line each."""
    return "\n".join(_texts(node))


def _texts(node: object) -> list[str]:
    if isinstance(node, list):
        return [text for one in node for text in _texts(one)]
    if not isinstance(node, dict):
        return []
    own = [node["text"]] if isinstance(node.get("text"), str) else []
    return own + [text for value in node.values() for text in _texts(value)]


def alias_in(receipt: str) -> str:
    """The name that a receipt gives to a line. Fails where it is none."""
    before, after = SAY("receipt-heading", alias="\0").split("\0")
    (name,) = (line[len(before) : len(line) - len(after)] for line in receipt.splitlines() if line.startswith(before))
    return name


def buttons(blocks: list[Json]) -> list[str]:
    """The actions that can be pressed there."""
    found = (one for block in blocks for one in elements(block) if one["type"] == "button")
    return [str(one["action_id"]).split("/", maxsplit=1)[0] for one in found]
