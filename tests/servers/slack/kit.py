"""Block Kit as Slack takes it: each block and element with its limits; anything else is a fault.

Limits: Slack docs, Block Kit reference, and slack_sdk's models, read 2026-11; `slack_sdk.models` is asked too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.servers.slack.kit_elements import CHECKS, Faults, plain, text_object, unknown
from tests.servers.slack.kit_rich import rich_text
from tests.servers.slack.things import Json

LONGEST_MESSAGE_BLOCKS: Final = 13_200
MOST_IN_MESSAGE, MOST_IN_VIEW = 50, 100

_KEYS: Final = {
    "section": {"text", "fields", "accessory", "expand"},
    "header": {"text"},
    "divider": set(),
    "context": {"elements"},
    "actions": {"elements"},
    "input": {"label", "element", "hint", "optional", "dispatch_action"},
    "rich_text": {"elements"},
}


def faults_of_blocks(blocks: Any, most: int) -> list[str]:
    """What Slack would say of these blocks; nothing if it takes them."""
    if not isinstance(blocks, list) or not all(isinstance(one, dict) for one in blocks):
        return ["must be an array of objects [json-pointer:/blocks]"]
    found = [fault for at, block in enumerate(blocks) for fault in _block(block, f"/blocks/{at}")]
    if len(blocks) > most:
        found.append(f"no more than {most} items allowed [json-pointer:/blocks]")
    ids = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    found += [f"block_id {name} already exists" for name, count in ids.items() if count > 1]
    focused = sum(bool(element.get("focus_on_load")) for block in blocks for element in elements(block))
    return found + (["only one element can have focus_on_load"] if focused > 1 else []) or _sdk(blocks)


def faults_of_view(view: Any) -> list[str]:
    """What Slack would say of this view."""
    if not isinstance(view, dict):
        return ["must be an object [json-pointer:/view]"]
    found = [*_view(view), *faults_of_blocks(view.get("blocks"), MOST_IN_VIEW)]
    if found:
        return found
    try:
        View(**view).validate_json()
    except SlackObjectFormationError as fault:
        return [str(fault)]
    return []


def elements(block: Json) -> list[Json]:
    """The interactive elements of a block."""
    found = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
    return [one for one in found if isinstance(one, dict) and one.get("type") in CHECKS]


def length(blocks: list[Json]) -> int:
    """The characters of all texts in these blocks together."""
    return sum(len(text) for text in texts(blocks))


def texts(value: Any) -> Iterator[str]:
    """Every text that stands in blocks, wherever."""
    if isinstance(value, dict):
        for key, inside in value.items():
            if key in {"text", "url"} and isinstance(inside, str):
                yield inside
            else:
                yield from texts(inside)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def _sdk(blocks: list[Json]) -> list[str]:
    try:
        for block in Block.parse_all(blocks):
            block.validate_json()
    except SlackObjectFormationError as fault:
        return [str(fault)]
    return []


def _view(view: Json) -> Faults:
    modal = view.get("type") == "modal"
    if view.get("type") not in {"modal", "home"}:
        yield "must be modal or home [json-pointer:/view/type]"
    both = {"type", "blocks", "private_metadata", "callback_id", "external_id"}
    own = {"title", "submit", "close", "clear_on_close", "notify_on_close", "submit_disabled"} if modal else set()
    yield from unknown(view, both | own, "/view")
    for name, most in (("title", 24), ("submit", 24), ("close", 24)):
        if name in view or (name == "title" and modal):
            yield from plain(view.get(name), most, f"/view/{name}")
    for name, most in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        if not isinstance(view.get(name, ""), str) or len(view.get(name, "")) > most:
            yield f"must be less than {most + 1} characters [json-pointer:/view/{name}]"
    if modal and "submit" not in view and any(block.get("type") == "input" for block in view.get("blocks") or ()):
        yield "submit is required when an input block is within the blocks array [json-pointer:/view/submit]"


def _block(block: Json, at: str) -> Faults:
    kind = str(block.get("type"))
    if kind not in _KEYS:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    yield from unknown(block, {"type", "block_id", *_KEYS[kind]}, at)
    if not isinstance(block.get("block_id", ""), str) or len(block.get("block_id", "")) > 255:
        yield f"must be less than 256 characters [json-pointer:{at}/block_id]"
    yield from _INSIDE[kind](block, at)
    actions = Counter(element.get("action_id") for element in elements(block) if element.get("action_id"))
    yield from (f"action_id {name} already exists [json-pointer:{at}]" for name, count in actions.items() if count > 1)


def _section(block: Json, at: str) -> Faults:
    if "text" in block:
        yield from text_object(block["text"], 3000, f"{at}/text")
    fields = block.get("fields", [])
    if "text" not in block and not fields:
        yield f"missing text or fields [json-pointer:{at}]"
    if len(fields) > 10:
        yield f"no more than 10 items allowed [json-pointer:{at}/fields]"
    for number, field in enumerate(fields):
        yield from text_object(field, 2000, f"{at}/fields/{number}")
    if "accessory" in block:
        yield from _element(block["accessory"], {"plain_text_input"}, f"{at}/accessory")


def _header(block: Json, at: str) -> Faults:
    yield from plain(block.get("text"), 150, f"{at}/text")


def _divider(_block: Json, _at: str) -> Faults:
    yield from ()


def _context(block: Json, at: str) -> Faults:
    inside = block.get("elements") or []
    if not 0 < len(inside) <= 10:
        yield f"between 1 and 10 items allowed [json-pointer:{at}/elements]"
    for number, one in enumerate(inside):
        yield from text_object(one, 3000, f"{at}/elements/{number}")


def _actions(block: Json, at: str) -> Faults:
    inside = block.get("elements") or []
    if not 0 < len(inside) <= 25:
        yield f"between 1 and 25 items allowed [json-pointer:{at}/elements]"
    for number, one in enumerate(inside):
        yield from _element(one, {"plain_text_input"}, f"{at}/elements/{number}")


def _input(block: Json, at: str) -> Faults:
    yield from plain(block.get("label"), 2000, f"{at}/label")
    if "hint" in block:
        yield from plain(block["hint"], 2000, f"{at}/hint")
    yield from _element(block.get("element"), {"button"}, f"{at}/element")


def _rich(block: Json, at: str) -> Faults:
    yield from rich_text(block.get("elements"), f"{at}/elements")


_INSIDE: Final = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "rich_text": _rich,
}


def _element(element: Any, refused: set[str], at: str) -> Faults:
    kind = element.get("type") if isinstance(element, dict) else None
    if kind not in CHECKS or kind in refused:
        yield f"unsupported element: {kind} [json-pointer:{at}/type]"
        return
    yield from CHECKS[kind](element, at)
