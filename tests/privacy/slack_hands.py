"""Somebody at their phone on a local Slack: what they press, fill in and type goes through Slack's own windows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from adapters.interface import Act, ChannelAddress, Command, OpenedHome, Pressed, Wrote
from adapters.slack.answers import PLATFORM
from tests.privacy.hands import Hand, Surface
from tests.privacy.recorder import dumped
from tests.privacy.slack_set import READERS_PLACE, TEAM, SlackSet
from tests.servers.slack import Message, SlackServer, View, payloads
from tests.servers.slack.kit import elements
from tests.servers.slack.things import Json
from tests.servers.slack.typing_in import StillWrong

TRIES: Final = 3
CHOSEN: Final = {"radio_buttons", "static_select"}
SEVERAL: Final = {"checkboxes", "multi_static_select"}


@dataclass(slots=True)
class SlackHand(Hand):
    """One account of the workspace. `shown` is what the bot answered to the last act; Slack drew it."""

    platform: str = PLATFORM

    @property
    def there(self) -> SlackSet:
        """Where they are."""
        assert isinstance(self.on, SlackSet)
        return self.on

    @property
    def server(self) -> SlackServer:
        """Their Slack."""
        return self.there.server

    @property
    def account(self) -> tuple[str, str, str]:
        """Platform, workspace and user id."""
        return PLATFORM, TEAM, self.user

    async def act(self, act: Act, channel: ChannelAddress | None = None) -> Surface | None:
        """Do it. A button that lies before nobody is pressed on an old message of the bot's in their DM."""
        assert channel is None, "what stands in a channel is pressed there: `press_on`"
        match act:
            case Pressed(action=action, token=token):
                return await self.press_on(self._old_message(), _button(action, token))
            case Command(name=name):
                return await self.command(name)
            case OpenedHome():
                return await self.home()
            case Wrote(kind=kind, words=words):
                return await self.write(kind, words.words)
            case _:
                raise TypeError(type(act))

    async def press(self, action: str, alias: str = "") -> Surface | None:
        """Press the first such button of the modal, or of the Home tab where none is open."""
        where = "modal" if self._modal() else "home"
        for element in _buttons(self._before_them()):
            pressed = element["action_id"]
            named = pressed.rpartition("/")[0].removeprefix("via:")
            if named == action and alias in element.get("accessibility_label", ""):
                return await self._shown_by(lambda: self.server.press(self.user, pressed, where=where))  # noqa: B023 - it returns
        return await self.act(Pressed(action, action))

    async def press_on(self, message: Message, button: str | Json) -> Surface | None:
        """Press a button of a message."""
        if isinstance(button, str):
            return await self._shown_by(lambda: self.server.press(self.user, button, where=message))
        world = self.server.world
        who = world.users[self.user]
        return await self._shown_by(
            lambda: self.server.push("interactive", payloads.pressed_on_message(world, who, message, button))
        )

    async def fill(self, via: str = "", **values: str) -> Surface | None:
        """Send the modal before them with these values; what Slack's own window refuses is not sent."""
        view, before = self.server.world.stacks[self.user][-1], self._count()
        try:
            self.server.fill(self.user, _typed(view, values))
            if via:
                (pressed,) = (one["action_id"] for one in _buttons(view) if one["action_id"].startswith(f"via:{via}/"))
                return await self._shown_by(lambda: self.server.press(self.user, pressed))
            await self.server.submit(self.user)
        except StillWrong:
            return self.shown
        return await self._answered(before)

    async def command(self, name: str) -> Surface | None:
        """Type a command, if Slack has it."""
        known = self.server.world.manifest.commands
        assert known is not None
        if f"/{name}" not in known:
            return self.shown
        return await self._shown_by(lambda: self.server.command(self.user, f"/{name}", "behind it"))

    async def shortcut(self, name: str) -> Surface | None:
        """Choose a global shortcut."""
        return await self._shown_by(lambda: self.server.shortcut(self.user, name))

    async def home(self) -> Surface | None:
        """Close the modal, and open the Home tab, again if nothing comes."""
        before, world = self._count(), self.server.world
        if self._modal():
            await self.server.close(self.user)
        for _ in range(TRIES):
            await self.server.push_event(payloads.home_opened(world, self.user, "home"))
            await self._answered(before)
            if self.user in world.homes:
                break
        return self.shown

    async def write(self, kind: str, words: str) -> Surface | None:
        """Put something into the DM, or change what was typed last."""
        before, server, user = self._count(), self.server, self.user
        match kind:
            case "text":
                await server.type(user, words)
            case "edit":
                await server.edit(user, self._last_typed(), words)
            case "deletion":
                await server.delete(user, self._last_typed())
            case "file":
                await server.file(user, f"{words}.pdf", words)
            case "voice":
                await server.voice(user)
            case "sticker":
                await server.sticker(user)
            case "forward":
                await server.forward(user, words, words)
            case _:
                return self.shown
        return await self._answered(before)

    async def open_card(self, alias: str = "") -> Surface | None:
        """Press [Open] on a card in the readers' channel, the newest if no name is given."""
        cards = [one for one in self.server.posted(READERS_PLACE) if alias in title_of(one)]
        return await self.press_on(cards[-1], "r-open")

    # --- where they are -------------------------------------------------------------------------------------------

    def _modal(self) -> Json | None:
        return self.server.modal(self.user)

    def _before_them(self) -> View:
        stack = self.server.world.stacks.get(self.user)
        return stack[-1] if stack else self.server.world.homes[self.user]

    def _old_message(self) -> Message:
        world = self.server.world
        return Message(world.ts(), world.dm(self.user).id, world.bot_user, "", world.bot)

    def _last_typed(self) -> str:
        return next(one.ts for one in reversed(self.server.dm(self.user)) if not one.bot)

    def _count(self) -> int:
        return len(self.there.answered[self.user])

    async def _shown_by(self, do: Callable[[], Awaitable[object]]) -> Surface | None:
        """Do it, again where no answer can be seen."""
        for _ in range(TRIES):
            before = self._count()
            await do()
            await self._answered(before)
            modal = self._modal()
            if modal and self.shown and modal["title"]["text"] == self.shown.title:
                break
        return self.shown

    async def _answered(self, before: int) -> Surface | None:
        await self.there.quiet()
        for surface in self.there.answered[self.user][before:][:1]:  # a refreshed Home tab comes after it
            self.shown = surface
            self.pages.append(dumped(surface))
        return self.shown


def title_of(message: Message) -> str:
    """The heading of a card, "" if it has none."""
    return next((str(one["text"]["text"]) for one in message.blocks if one["type"] == "header"), "")


def _button(action: str, token: str) -> Json:
    text = {"type": "plain_text", "text": action, "emoji": False}
    return {"type": "button", "action_id": f"{action}/1", "block_id": "old", "text": text, "value": token}


def _buttons(view: View) -> list[Json]:
    return [one for block in view.blocks for one in elements(block) if one["type"] == "button"]


def _typed(view: View, values: dict[str, str]) -> dict[str, str | list[str]]:
    """The values that this form has boxes for; of several options one always stays chosen."""
    boxes = {block["block_id"]: block["element"]["type"] for block in view.blocks if block["type"] == "input"}
    typed: dict[str, str | list[str]] = {}
    for box, kind in boxes.items():
        value = values.get(box.rpartition("/")[0])
        if value is not None and (value or kind not in CHOSEN):
            typed[box] = [one for one in value.split(",") if one] if kind in SEVERAL else value
    return typed
