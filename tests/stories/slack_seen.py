"""What somebody sees of Block Kit: the words, buttons and boxes that Slack's own window shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from tests.servers.slack.things import Json
from tests.stories.hands import Box, Press, Sight, Text

Named = Callable[[str], object]
"""The way to press a button, by its action id."""

_CHOSEN: Final = {
    "radio_buttons": "selected_option",
    "static_select": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
}


def view(shown: Json, way: Named, submit: object) -> Sight:
    """A modal or the Home tab, with what is typed into it."""
    title = [Text(_words(shown["title"]))] if shown.get("title") else []
    inside = [one for block in shown["blocks"] for one in _block(block, way, shown["state"]["values"])]
    said = [Text(error) for error in shown.get("errors", {}).values()]
    send = [Press(_words(shown["submit"]), "", submit)] if shown.get("submit") else []
    return (*title, *said, *inside, *send)


def message(blocks: list[Json], way: Named) -> Sight:
    """A message. Its top-level text is for notices: where there are blocks, no window shows it."""
    return tuple(one for block in blocks for one in _block(block, way, {}))


def _words(text: Json) -> str:
    return str(text["text"])


def _block(block: Json, way: Named, typed: Json) -> Iterator[Text | Press | Box]:
    match block["type"]:
        case "header" | "section":
            yield Text(_words(block["text"]))
        case "context":
            yield from (Text(_words(one)) for one in block["elements"])
        case "rich_text":
            for section in block["elements"]:
                yield from _rich(section["elements"])
        case "actions":
            yield from (_button(one, way) for one in block["elements"])
        case "input":
            yield from _input(block, typed)
        case "divider":
            pass
        case kind:
            raise ValueError(kind)


def _button(element: Json, way: Named) -> Press:
    return Press(_words(element["text"]), element.get("accessibility_label", ""), way(element["action_id"]))


def _rich(elements: list[Json]) -> Iterator[Text]:
    """Each run of words, which is how a sentence is told from its label; and each line that has several."""
    runs: list[str] = []
    for words in [*(_run(one) for one in elements), "\n"]:
        if words != "\n":
            runs.append(words)
            continue
        yield from map(Text, runs)
        if len(runs) > 1:
            yield Text("".join(runs))
        runs = []


def _run(element: Json) -> str:
    return f"@{element['user_id']}" if element["type"] == "user" else str(element["text"])


def _input(block: Json, typed: Json) -> Iterator[Text | Box]:
    element = block["element"]
    if "hint" in block:
        yield Text(_words(block["hint"]))
    options = tuple((one["value"], _words(one["text"])) for one in element.get("options", ()))
    now = typed[block["block_id"]][element["action_id"]]
    chosen = _CHOSEN.get(element["type"], "value")
    yield Box(block["block_id"], _words(block["label"]), _values(now[chosen]), options, chosen == "selected_options")


def _values(now: Any) -> tuple[str, ...]:
    if isinstance(now, list):
        return tuple(one["value"] for one in now)
    return (now["value"] if isinstance(now, dict) else now,) if now else ()
