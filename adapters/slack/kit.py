"""The pieces of Block Kit that we use. Whatever goes into one is text and acts on nothing around it.

Slack, Block Kit reference, read 2026-11: a `plain_text` has 1-3,000 characters, a header 150, a row of buttons 25.
Not seen by us: how Slack counts (so marks that it may escape and letters beyond the first plane count as more), what
it does with control characters (so none are sent), and how much one `rich_text` holds (so it gets no more than 3,000).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from adapters import surfaces as s
from adapters.limits import OverLimit

Json = dict[str, Any]
Say = Callable[..., str]
"""`say(key, **args)`: a sentence of `platform.ftl` in one language."""

LONGEST_TEXT: Final = 3000
LONGEST_HEADER: Final = 150
LONGEST_HINT: Final = 2000

_CONTROLS: Final = (*range(9), 11, 12, *range(14, 32), *range(127, 160))
_SURROGATES: Final = range(0xD800, 0xE000)
_TURNING: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSENDABLE: Final = dict.fromkeys((*_CONTROLS, *_SURROGATES), "\ufffd") | {ord("\r"): "\n"}
_UNSHOWABLE: Final = _UNSENDABLE | dict.fromkeys(_TURNING, "\ufffd")
_ESCAPED: Final = {"&": 4, "<": 3, ">": 3}
"""How much longer each becomes."""


def sendable(words: str) -> str:
    """Words for a box, which is a world of its own: only what no JSON or no Slack may take is U+FFFD."""
    return words.replace("\r\n", "\n").translate(_UNSENDABLE)


def shown(words: str) -> str:
    """Words to read: nothing in them turns round the text beside them either."""
    return words.replace("\r\n", "\n").translate(_UNSHOWABLE)


def width(text: str) -> int:
    """How much of Slack's limit a text may take, at most: escaped, and counted in UTF-16.

    Counted by the library at once: sign by sign in Python it was a tenth of what a form costs here.
    """
    longer = sum(more * text.count(sign) for sign, more in _ESCAPED.items())
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 + longer


def in_parts(text: str, most: int = LONGEST_TEXT) -> tuple[str, ...]:
    """A text in parts that each fit, cut at a space where there is one; together they are the text."""
    parts, rest = [], text
    while width(rest) > most:
        cut = _cut(rest, most)
        parts.append(rest[:cut])
        rest = rest[cut:]
    return (*parts, rest)


def _cut(text: str, most: int) -> int:
    taken = end = 0
    while end < len(text) and taken + width(text[end]) <= most:
        taken += width(text[end])
        end += 1
    space = max(text.rfind(" ", end // 2, end), text.rfind("\n", end // 2, end))
    return space + 1 if space > 0 else end


def plain(text: str) -> Json:
    """Text that nothing in it formats, mentions or links."""
    return {"type": "plain_text", "text": shown(text), "emoji": False}


def sections(text: str) -> list[Json]:
    """Words of any length as they are; a part of spaces alone shows nothing and would be refused."""
    return [{"type": "section", "text": plain(part)} for part in in_parts(shown(text)) if part.strip()]


def quiet(text: str) -> list[Json]:
    """Small and grey."""
    parts = [part for part in in_parts(shown(text)) if part.strip()]
    return [{"type": "context", "elements": [plain(part)]} for part in parts]


def header(text: str) -> list[Json]:
    """A heading; a long one is a bold line."""
    if not text.strip():
        return []
    if width(shown(text)) > LONGEST_HEADER:
        return rich([bold(text)])
    return [{"type": "header", "text": plain(text)}]


DIVIDER: Final[Json] = {"type": "divider"}


# --- rich text: parsed by nobody ----------------------------------------------------------------------------------

Run = tuple[str, bool]
"""A piece of our words, and whether it is bold."""


def bold(text: str) -> Run:
    """Bold words."""
    return text, True


def rich(runs: Iterable[Run]) -> list[Json]:
    """Our own words, some of them bold. Slack, rich text block, read 2026-11: text elements are not parsed."""
    blocks: list[Json] = []
    room = 0
    for text, strong in _fitting(runs):
        if width(text) > room:
            blocks.append({"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]})
            room = LONGEST_TEXT
        blocks[-1]["elements"][0]["elements"].append(_run(text, strong=strong))
        room -= width(text)
    return [block for block in blocks if _says(block)]


def _fitting(runs: Iterable[Run]) -> Iterator[Run]:
    return ((part, strong) for text, strong in runs for part in in_parts(shown(text)) if part)


def _run(text: str, *, strong: bool) -> Json:
    element: Json = {"type": "text", "text": text}
    return {**element, "style": {"bold": True}} if strong else element


def _says(block: Json) -> bool:
    return any(element["text"].strip() for element in block["elements"][0]["elements"])


def mentions(users: Iterable[str]) -> list[Json]:
    """A line that mentions people by id. Not seen by us: that a mention in rich text alerts them."""
    named: list[Json] = []
    for user in users:
        named += [{"type": "user", "user_id": user}, {"type": "text", "text": " "}]
    section = {"type": "rich_text_section", "elements": named[:-1]}
    return [{"type": "rich_text", "elements": [section]}] if named else []


# --- buttons ------------------------------------------------------------------------------------------------------


def button(action_id: str, one: s.Button) -> Json:
    """A button; `value` carries its token."""
    drawn: Json = {"type": "button", "action_id": action_id, "text": plain(one.label)}
    if one.token:
        drawn["value"] = one.token
    if one.spoken:
        drawn["accessibility_label"] = shown(one.spoken)
    if one.main:
        drawn["style"] = "primary"
    return drawn


def row(buttons: list[Json]) -> list[Json]:
    """Buttons beside each other."""
    return [{"type": "actions", "elements": buttons}] if buttons else []


# --- room ---------------------------------------------------------------------------------------------------------


def size(blocks: list[Json]) -> int:
    """How many bytes blocks take on the wire."""
    return len(json.dumps(blocks))


def within(blocks: list[Json], most: int, largest: int) -> list[Json]:
    """The same blocks. Raises `OverLimit` where they are more, or larger, than Slack takes."""
    if len(blocks) > most:
        raise OverLimit("blocks")
    if size(blocks) > largest:
        raise OverLimit("size")
    return blocks
