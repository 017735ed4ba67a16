"""Rich text: sections, quotes, preformatted text and lists of sections, made of elements that nothing parses."""

from __future__ import annotations

from typing import Any, Final

from tests.servers.slack.kit_elements import Faults, unknown, words
from tests.servers.slack.things import Json

_PARTS: Final = {
    "text": {"text", "style"},
    "user": {"user_id", "style"},
    "link": {"url", "text", "style", "unsafe"},
    "emoji": {"name", "unicode", "style"},
}
_HOLDERS: Final[dict[str, set[str]]] = {
    "rich_text_section": set(),
    "rich_text_quote": {"border"},
    "rich_text_preformatted": {"border"},
    "rich_text_list": {"style", "indent", "offset", "border"},
}


def rich_text(inside: Any, at: str) -> Faults:
    """What Slack would say of a rich text block's elements."""
    if not isinstance(inside, list) or not inside:
        yield f"must be a non-empty array [json-pointer:{at}]"
        return
    for number, holder in enumerate(inside):
        yield from _holder(holder, f"{at}/{number}")


def _holder(holder: Any, at: str) -> Faults:
    kind = holder.get("type") if isinstance(holder, dict) else None
    if kind not in _HOLDERS:
        yield f"unsupported element: {kind} [json-pointer:{at}/type]"
        return
    yield from unknown(holder, {"type", "elements", *_HOLDERS[kind]}, at)
    inside = holder.get("elements")
    if not isinstance(inside, list) or not inside:
        yield f"must be a non-empty array [json-pointer:{at}/elements]"
        return
    for number, one in enumerate(inside):
        yield from (_item if kind == "rich_text_list" else _part)(one, f"{at}/elements/{number}")


def _item(item: Any, at: str) -> Faults:
    if not isinstance(item, dict) or item.get("type") != "rich_text_section":
        yield f"must be a rich_text_section [json-pointer:{at}]"
        return
    yield from _holder(item, at)


def _part(part: Any, at: str) -> Faults:
    kind = part.get("type") if isinstance(part, dict) else None
    if kind not in _PARTS:
        yield f"unsupported element: {kind} [json-pointer:{at}/type]"
        return
    yield from unknown(part, {"type", *_PARTS[kind]}, at)
    needed = {"text": "text", "user": "user_id", "link": "url", "emoji": "name"}[kind]
    yield from words(part.get(needed), 13_200, f"{at}/{needed}")
    style: Json = part.get("style", {})
    yield from unknown(style, {"bold", "italic", "strike", "code", "underline"}, f"{at}/style")
