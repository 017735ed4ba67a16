"""From what Slack sent to what a person did. Pure functions over payloads as JSON has them.

Slack, interaction payloads and slash commands, read 2026-11. Not seen by us: that `view.state` of a press inside a
modal holds every box as it stands (it is documented), and that a DM's id always begins with D (it is not). What is
typed into the DM is read in `typed.py`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Final

from adapters.interface import Act, Command, OpenedHome, Pressed, Submitted
from adapters.slack.draw import PART, VIA
from adapters.slack.fields import VALUE, field_name
from adapters.slack.kit import Json, sendable

_DM: Final = "D"


@dataclass(frozen=True, slots=True)
class Turned:
    """To another part of the same page: nothing that the bot needs to hear of."""

    part: int


@dataclass(frozen=True, slots=True)
class Touched:
    """One act, and what is needed to answer it.

    `trigger` opens a modal, once, within 3 s. `place` is the channel or DM it happened in, "" in private surfaces;
    `at` the ts of the message that was pressed. `view` is the id of the modal or Home tab it came from, `language` that
    surface's, `first_box` the block id of its first field (for `response_action: errors`), each "" where there is none.
    """

    user: str = field(repr=False)
    team: str
    act: Act | Turned
    trigger: str = field(repr=False, default="")
    place: str = field(repr=False, default="")
    at: str = field(repr=False, default="")
    view: str = field(repr=False, default="")
    is_home: bool = False
    language: str = ""
    first_box: str = ""

    @property
    def channel(self) -> str:
        """The channel that a button stood in: "" for a DM, a private surface, and for a command wherever typed."""
        return "" if self.place.startswith(_DM) or not self.at else self.place


def pressed(payload: Json) -> Touched | None:
    """A press (`block_actions`). None for what needs no answer: an option that was chosen and not yet sent."""
    press = payload["actions"][0]
    if press["type"] != "button":
        return None
    view = payload.get("view") or {}
    if view:
        return _on_view(payload, _press_on_view(press, view))
    container = payload["container"]
    place, at = container["channel_id"], container["message_ts"]
    user, team = _who(payload)
    return Touched(user, team, _button(press), payload["trigger_id"], place, at)


def submitted(payload: Json) -> Touched:
    """A form that was sent (`view_submission`)."""
    return _on_view(payload, _submission(payload["view"], ""))


def commanded(payload: Json) -> Touched:
    """A slash command. Its text is not looked at."""
    act = Command(payload["command"].removeprefix("/"))
    return Touched(payload["user_id"], payload["team_id"], act, payload["trigger_id"], payload.get("channel_id", ""))


def called(payload: Json) -> Touched:
    """A global shortcut; its callback id is a command's name."""
    user, team = _who(payload)
    return Touched(user, team, Command(payload["callback_id"]), payload["trigger_id"])


def home_opened(body: Json) -> Touched | None:
    """`app_home_opened`; None for the tab of messages."""
    event = body["event"]
    if event.get("tab") != "home":
        return None
    return Touched(event["user"], body["team_id"], OpenedHome(), is_home=True)


def _who(payload: Json) -> tuple[str, str]:
    """The user and the workspace they belong to; `team` is null where a whole organisation installed the app."""
    user = payload["user"]
    return user["id"], user.get("team_id") or payload["team"]["id"]


def _on_view(payload: Json, act: Act | Turned) -> Touched:
    view, (user, team) = payload["view"], _who(payload)
    return Touched(
        user,
        team,
        act,
        payload.get("trigger_id", ""),
        view=view["id"],
        is_home=view["type"] == "home",
        language=_kept(view).get("language", ""),
        first_box=next((block["block_id"] for block in _boxes(view)), ""),
    )


def _button(press: Json) -> Pressed:
    return Pressed(press["action_id"].rpartition("/")[0], press.get("value", ""))


def _press_on_view(press: Json, view: Json) -> Act | Turned:
    button = _button(press)
    if button.action == PART:
        return Turned(int(button.token))
    if button.action.startswith(VIA):
        return _submission(view, button.action.removeprefix(VIA))
    return button


def _kept(view: Json) -> dict[str, str]:
    found: dict[str, str] = json.loads(view.get("private_metadata") or "{}")
    return found


def _boxes(view: Json) -> list[Json]:
    return [block for block in view["blocks"] if block["type"] == "input"]


def _submission(view: Json, via: str) -> Submitted:
    kept, state = _kept(view), view["state"]["values"]
    values = {field_name(block["block_id"]): _value(block, state) for block in _boxes(view)}
    return Submitted(view["callback_id"], values, kept["once"], kept["token"], via)


def _value(block: Json, state: Json) -> str:
    """What stands in a field; one that Slack doesn't name stands as it was drawn. Ticks come in the drawn order."""
    element = block["element"]
    found = state.get(block["block_id"], {}).get(VALUE) or _as_drawn(element)
    match element["type"]:
        case "plain_text_input":
            return sendable(found.get("value") or "")
        case "radio_buttons" | "static_select":
            return str((found.get("selected_option") or {"value": ""})["value"])
        case _:
            ticked = {one["value"] for one in found.get("selected_options") or ()}
            return ",".join(one["value"] for one in element["options"] if one["value"] in ticked)


def _as_drawn(element: Json) -> Json:
    drawn = {"value": "initial_value", "selected_option": "initial_option", "selected_options": "initial_options"}
    return {name: element.get(initial) for name, initial in drawn.items()}
