"""What stands in a view's inputs: what it began with, and what a person typed, which outlives an update.

Slack keeps what was typed when a view is updated and a block and an action in it have the same ids as before; a new
`initial_value` is then passed over, also where nothing was typed and `null` stands (bolt-js issues 290, 1258; not
seen by us).
"""

from __future__ import annotations

from typing import Any

from tests.servers.slack.kit import elements
from tests.servers.slack.kit_elements import options_of
from tests.servers.slack.things import Json, View, Where

_CHOSEN = {
    "radio_buttons": "selected_option",
    "static_select": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
}


class StillWrong(AssertionError):
    """Slack's own window doesn't let a person send or type this."""


def inputs(blocks: list[Json]) -> dict[Where, Json]:
    """Every element with a value, by where it stands."""
    return {
        (block["block_id"], element["action_id"]): element
        for block in blocks
        for element in elements(block)
        if element["type"] != "button"
    }


def begun(element: Json) -> Json:
    """An input's value before anybody touched it."""
    kind = element["type"]
    if kind == "plain_text_input":
        return {"type": kind, "value": element.get("initial_value")}
    several = _CHOSEN[kind] == "selected_options"
    first = element.get("initial_options", []) if several else element.get("initial_option")
    return {"type": kind, _CHOSEN[kind]: first}


def carried_over(before: dict[Where, Json], blocks: list[Json]) -> dict[Where, Json]:
    """The values after an update: what stood at the same place in an input of the same sort stays."""
    return {
        where: before[where] if _stays(before.get(where), element) else begun(element)
        for where, element in inputs(blocks).items()
    }


def _stays(value: Json | None, element: Json) -> bool:
    if value is None or value["type"] != element["type"]:
        return False
    chosen = value.get(_CHOSEN.get(element["type"], ""))
    return all(
        one in options_of(element) for one in (chosen if isinstance(chosen, list) else [chosen] if chosen else [])
    )


def typed(element: Json, words: str | list[str]) -> Json:
    """The value of an input after a person typed or chose this; refused as Slack's own window would."""
    kind = element["type"]
    if kind == "plain_text_input":
        assert isinstance(words, str)
        if len(words) > element.get("max_length", 3000):
            raise StillWrong("longer than the box takes")
        return {"type": kind, "value": words or None}
    if isinstance(words, str):
        words = [words] if words else []
    by_value = {option["value"]: option for option in options_of(element)}
    if not set(words) <= set(by_value):
        raise StillWrong("no such option")
    chosen: Any = [option for value, option in by_value.items() if value in words]
    if _CHOSEN[kind] == "selected_option":
        chosen = chosen[0] if chosen else None
    return {"type": kind, _CHOSEN[kind]: chosen}


def place_of(view: View, field: str) -> Where:
    """Where a field stands: by its block id, its label, or a block id that begins with the name and a stop."""
    named = {block["block_id"]: block for block in view.blocks if block["type"] == "input"}
    starts = (
        [name for name in named if name.startswith(field) and not name[len(field) : len(field) + 1].isalnum()]
        if field
        else []
    )
    labelled = [name for name, block in named.items() if block["label"]["text"] == field]
    found = [field] if field in named else [*labelled, *sorted(starts, key=len)]
    if not found:
        raise StillWrong(f"no field {field} among {sorted(named)}")
    return found[0], named[found[0]]["element"]["action_id"]


def fill(view: View, values: dict[str, str | list[str]]) -> None:
    """A person types and chooses; nothing is sent yet."""
    standing = inputs(view.blocks)
    for field, words in values.items():
        where = place_of(view, field)
        view.typed[where] = typed(standing[where], words)


def must_be_complete(view: View) -> None:
    """Slack's own window sends nothing while a field that isn't optional is empty."""
    for block in view.blocks:
        if block["type"] == "input" and not block.get("optional"):
            value = view.typed[block["block_id"], block["element"]["action_id"]]
            if not any(value[key] for key in value if key != "type"):
                raise StillWrong(f"{block['block_id']} is empty")
