"""Acting as a person: what they do in Slack's own window, what Slack pushes for it, and what they see then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.servers.slack import payloads
from tests.servers.slack.args import must
from tests.servers.slack.kit import elements
from tests.servers.slack.pushes import Pushes
from tests.servers.slack.records import Ack, Failure
from tests.servers.slack.things import Json, Message, Refused, View
from tests.servers.slack.typing_in import StillWrong, fill, must_be_complete
from tests.servers.slack.views import checked, pushed, replace, shown

Values = Mapping[str, str | list[str]]
Where = str | Message
"""`modal`, `home`, `dm`, a channel's id (its newest message with that button), or one message."""

DID_NOT_RESPOND = "did not respond"
HAD_TROUBLE = "had some trouble connecting"
NO_SUCH_COMMAND = "no such command"


class Hands(Pushes):
    """Every act waits for the app's ack as Slack does; without one a `Failure` is what the person sees."""

    guests_have_commands: bool = True

    # --- acts -----------------------------------------------------------------------------------------------------

    async def open_home(self, user: str) -> Json:
        """Open the app's Home tab; the view as it is published upon that."""
        before = self.world.homes[user].revision if user in self.world.homes else -1
        await self.push_event(payloads.home_opened(self.world, user, "home"))
        await self.until(lambda: user in self.world.homes and self.world.homes[user].revision != before)
        return shown(self.world, self.world.homes[user])

    async def open_messages(self, user: str) -> None:
        """Open the app's messages tab."""
        await self.push_event(payloads.home_opened(self.world, user, "messages"))

    async def press(self, user: str, button: str, *, where: Where = "modal") -> Ack | None:
        """Press a button, named by its action id, the part of it before `/`, or its label."""
        place = self._place(user, where, button)
        block, element = _button(place.blocks, button)
        action = {**element, "block_id": block["block_id"]}
        who = self.world.users[user]
        if isinstance(place, View):
            payload = payloads.pressed_in_view(self.world, who, place, action)
        else:
            payload = payloads.pressed_on_message(self.world, who, place, action)
        return await self._push(user, "interactive", payload, DID_NOT_RESPOND)

    async def command(self, user: str, name: str, text: str = "", *, channel: str = "") -> Ack | None:
        """Type a slash command, in the app's DM if no channel is named."""
        known = self.world.manifest.commands
        barred = self.world.users[user].guest and not self.guests_have_commands
        if barred or (known is not None and name not in known):
            self.world.failures.append(Failure(user, NO_SUCH_COMMAND))
            return None
        place = self.world.channels[channel] if channel else self.world.dm(user)
        payload = payloads.command(self.world, self.world.users[user], place, name, text)
        ack = await self._push(user, "slash_commands", payload, DID_NOT_RESPOND)
        if ack and ack.payload:
            self._whisper(user, place.id, ack.payload)
        return ack

    async def shortcut(self, user: str, callback_id: str) -> Ack | None:
        """Choose a global shortcut."""
        known = self.world.manifest.shortcuts
        assert known is None or callback_id in known, f"no shortcut {callback_id} in the manifest"
        payload = payloads.shortcut(self.world, self.world.users[user], callback_id)
        return await self._push(user, "interactive", payload, DID_NOT_RESPOND)

    def fill(self, user: str, values: Values) -> None:
        """Type and choose in the open modal; nothing is sent."""
        fill(self._top(user), dict(values))

    async def submit(self, user: str, values: Values | None = None, via: str = "") -> Ack | None:
        """Fill in the open modal and send it; `via` presses the button `via:…` inside it instead."""
        view = self._top(user)
        fill(view, dict(values or {}))
        if via:
            return await self.press(user, f"via:{via}")
        if view.body["submit"] is None:
            raise StillWrong("nothing to submit here")
        must_be_complete(view)
        payload = payloads.submitted(self.world, self.world.users[user], view)
        ack = await self._push(user, "interactive", payload, HAD_TROUBLE)
        if ack is not None:
            self._follow(view, ack.payload)
        return ack

    async def close(self, user: str) -> None:
        """Close the open modal by its own [X]."""
        stack = self.world.stacks[user]
        gone = stack[:] if stack[-1].body["clear_on_close"] else stack[-1:]
        del stack[-len(gone) :]
        for view in gone:
            if view.body["notify_on_close"]:
                payload = payloads.closed(self.world, self.world.users[user], view)
                await self._push(user, "interactive", payload, DID_NOT_RESPOND)

    # --- what becomes of a submission -------------------------------------------------------------------------------

    def _follow(self, view: View, answer: Json) -> None:
        """Do what the ack says; one that Slack can't read is trouble for the person, and the modal stays."""
        view.errors = {}
        try:
            self._obey(view, answer)
        except Refused as refused:
            said = refused.more.get("response_metadata", {}).get("messages", [])
            self.world.failures.append(Failure(view.user, f"{HAD_TROUBLE}: {refused.code} {said}"))

    def _obey(self, view: View, answer: Json) -> None:
        stack = self.world.stacks[view.user]
        match answer.get("response_action"):
            case None if not answer:
                stack.remove(view)
            case "clear":
                stack.clear()
            case "update":
                must(answer, "view")
                replace(self.world, view, checked(answer["view"], "modal"))
            case "push":
                must(answer, "view")
                pushed(self.world, view.user, checked(answer["view"], "modal"))
            case "errors":
                view.errors = _errors(view, answer.get("errors"))
            case _:
                raise Refused("invalid_response")

    # --- where it happens -------------------------------------------------------------------------------------------

    async def _push(self, user: str, sort: Any, payload: Json, failing: str) -> Ack | None:
        ack = await self.push(sort, payload)
        if ack is None:
            self.world.failures.append(Failure(user, failing))
        return ack

    def _top(self, user: str) -> View:
        stack = self.world.stacks.get(user)
        if not stack:
            raise StillWrong("no modal is open")
        return stack[-1]

    def _place(self, user: str, where: Where, button: str) -> View | Message:
        if isinstance(where, Message):
            return where
        if where in {"modal", "home"}:
            return self._top(user) if where == "modal" else self.world.homes[user]
        channel = self.world.dm(user) if where == "dm" else self.world.channels[where]
        whispers = [one for one in self.world.whispers if one.only == user and one.channel == channel.id]
        for message in sorted([*channel.messages, *whispers], key=lambda one: one.ts, reverse=True):
            if message.bot and _matching(message.blocks, button):
                return message
        raise StillWrong(f"no message with a button {button}")

    def _whisper(self, user: str, channel: str, answer: Json) -> None:
        text, blocks = str(answer.get("text", "")), answer.get("blocks", [])
        world = self.world
        world.whispers.append(Message(world.ts(), channel, world.bot_user, text, world.bot, blocks, only=user))


def _errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise Refused("invalid_response", response_metadata={"messages": ["errors name no input block of the view"]})
    return {str(block): str(said) for block, said in errors.items()}


def _matching(blocks: list[Json], button: str) -> list[tuple[Json, Json]]:
    buttons = [(block, one) for block in blocks for one in elements(block) if one["type"] == "button"]
    for named in (_by_id, _by_action, _by_label):
        found = [(block, one) for block, one in buttons if named(one) == button]
        if found:
            return found
    return []


def _button(blocks: list[Json], button: str) -> tuple[Json, Json]:
    found = _matching(blocks, button)
    if len(found) != 1:
        standing = [one["action_id"] for block in blocks for one in elements(block)]
        raise StillWrong(f"{len(found)} buttons {button} among {standing}")
    return found[0]


def _by_id(element: Json) -> str:
    return str(element["action_id"])


def _by_action(element: Json) -> str:
    return str(element["action_id"]).split("/", maxsplit=1)[0]


def _by_label(element: Json) -> str:
    return str(element["text"]["text"])
