"""What Slack would take: its own models' checks, and a table of the limits that they leave out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

Json = dict[str, Any]

KINDS: Final = {"header", "rich_text", "section", "context", "divider", "actions", "input"}
MOST: Final = {"header": 150, "label": 2000, "hint": 2000, "option": 75, "title": 24, "close": 24, "submit": 24}
TICKS: Final = {"radio_buttons": 10, "checkboxes": 10, "static_select": 100, "multi_static_select": 100}
UNSENDABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def faults_of_view(view: Json) -> list[str]:
    """Everything in a view that Slack would refuse."""
    found = list(_said_by_models(View(**view), view))
    found += _faults(view["blocks"], most=100, largest=250_000)
    found += [name for name in ("title", "close", "submit") if name in view and not _fits(view[name], MOST[name])]
    if view["type"] == "modal" and ("submit" in view) != ("callback_id" in view):
        found.append("submit without a name, or a name without submit")
    if any(block["type"] == "input" for block in view["blocks"]) and "submit" not in view:
        found.append("fields without submit")
    return found


def faults_of_message(message: Json) -> list[str]:
    """Everything in a message that Slack would refuse, or unfold."""
    found = [str(error) for block in message["blocks"] for error in _said_by_models(Block.parse(block), block)]
    found += _faults(message["blocks"], most=50, largest=12_000)
    if not message["text"].strip() or re.search(r"<|>|&(?!amp;|lt;|gt;)", message["text"]):
        found.append("text")
    if message["unfurl_links"] or message["unfurl_media"]:
        found.append("unfurls")
    return found


def _said_by_models(model: Any, drawn: Json) -> Iterator[str]:
    try:
        if json.loads(json.dumps(model.to_dict())) != drawn:
            yield "the models know less than we drew"
    except Exception as error:  # noqa: BLE001 - the models raise their own, whatever it is
        yield str(error)


def _faults(blocks: list[Json], most: int, largest: int) -> list[str]:
    found = [f"kind {block['type']}" for block in blocks if block["type"] not in KINDS]
    found += [f"{len(blocks)} blocks"] if not 0 < len(blocks) <= most else []
    found += ["size"] if len(json.dumps(blocks)) > largest else []
    for one in objects(blocks):
        found += _faults_of(one)
    ids = Counter(one[name] for one in objects(blocks) for name in ("block_id",) if name in one)
    ids += Counter(one["action_id"] for one in objects(blocks) if one.get("type") == "button")
    return found + [f"twice: {name}" for name, times in ids.items() if times > 1]


def _faults_of(one: Json) -> Iterator[str]:
    kind = one.get("type")
    if kind in ("plain_text", "text") and not _is_text(one, blank=kind == "text"):
        yield f"text of {kind}"
    if kind == "mrkdwn" or one.get("emoji"):
        yield "formatted"
    if kind == "header" and not _fits(one["text"], MOST["header"]):
        yield "header"
    if kind == "input" and not all(_fits(one[name], MOST[name]) for name in ("label", "hint") if name in one):
        yield "label"
    if kind == "actions" and not 0 < len(one["elements"]) <= 25:
        yield "actions"
    if kind == "button":
        yield from _faults_of_button(one)
    if kind in TICKS:
        yield from _faults_of_options(one)
    if kind == "plain_text_input" and UNSENDABLE.search(one.get("initial_value", "")):
        yield "initial_value"


def _faults_of_button(one: Json) -> Iterator[str]:
    spoken = one.get("accessibility_label", "x")
    if not _fits(one["text"], 75) or not 0 < len(spoken) <= 75 or one.get("value") == "":
        yield "button"


def _faults_of_options(one: Json) -> Iterator[str]:
    options = one["options"]
    if not 0 < len(options) <= TICKS[one["type"]]:
        yield "options"
    for option in options:
        if not _fits(option["text"], MOST["option"]) or not 0 < len(option["value"]) <= 75:
            yield "option"
    initial = [one["initial_option"]] if "initial_option" in one else one.get("initial_options", [])
    if any(option not in options for option in initial):
        yield "initial option"


def _is_text(one: Json, *, blank: bool) -> bool:
    words = one["text"]
    return bool(words if blank else words.strip()) and len(words) <= 3000 and not UNSENDABLE.search(words)


def _fits(text: Json, most: int) -> bool:
    return text["type"] == "plain_text" and 0 < len(text["text"]) <= most


def objects(found: Any) -> Iterator[Json]:
    """Every JSON object in it, outer ones first."""
    if isinstance(found, dict):
        yield found
    for inner in found.values() if isinstance(found, dict) else found if isinstance(found, list) else ():
        yield from objects(inner)


def skeleton(found: Any) -> Any:
    """What in it acts or formats: everything but texts that nobody parses, and the digests of what was drawn."""
    if isinstance(found, dict):
        is_plain = found.get("type") in ("plain_text", "text", "plain_text_input")
        return {
            name: re.sub(r"/[0-9a-f]+$", "", inner) if name == "block_id" else skeleton(inner)
            for name, inner in found.items()
            if not (is_plain and name in ("text", "initial_value"))
        }
    return [skeleton(inner) for inner in found] if isinstance(found, list) else found


def texts(found: Any) -> list[str]:
    """Everything that can be read in it, in order."""
    return [one["text"] for one in objects(found) if one.get("type") in ("plain_text", "text")]
