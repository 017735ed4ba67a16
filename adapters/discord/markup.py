"""Text for Discord's Markdown: whatever comes in is text, only what is put round it here formats.

Discord takes a backslash before any sign as "this sign, as text" (read in its own renderer's rules, 2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_SIGNS: Final = re.compile(r"([\\*_~`|<>#@\[\]():.+-])")
# Nothing in a person's words may turn round the text beside them or vanish on the way.
_CONTROLS: Final = (*range(9), 11, 12, *range(14, 32), *range(127, 160))
_TURNING: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSHOWABLE: Final = dict.fromkeys((*_CONTROLS, *_TURNING, *range(0xD800, 0xE000)), "\ufffd")
_LONGEST_LINE: Final = 3900
"""A line as it is written, which stays under a message's 4,000 with what stands before it."""
_FENCE: Final = "```"
_APART: Final = "\u200b"
_EMPTY: Final = " "
NOTHING: Final = "\u200b"
"""Text that shows nothing, where Discord wants some."""


def shown(words: str) -> str:
    """Words with nothing in them that could act upon the text around them."""
    return words.translate(_UNSHOWABLE)


def text(plain: str) -> str:
    """One line as text."""
    return _SIGNS.sub(r"\\\1", shown(plain))


def lines(plain: str) -> Iterator[str]:
    """Words line by line as text; a line that no message could hold comes in pieces, parted between words."""
    for line in plain.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        rest = line
        while len(text(rest)) > _LONGEST_LINE:
            fits = _LONGEST_LINE // 2  # even if every sign of it is escaped
            cut = rest.rfind(" ", 0, fits) + 1 or fits
            yield text(rest[:cut])
            rest = rest[cut:]
        yield text(rest)


def strong(plain: str) -> str:
    """One line, bold."""
    return f"**{text(plain)}**" if plain.strip() else ""


def boxed(plain: str) -> str:
    """Words as they stand in a field: exactly, in a box. `unboxed` gives them back."""
    inside = shown(plain).replace("`", f"`{_APART}") or _EMPTY
    return f"{_FENCE}\n{inside}\n{_FENCE}"


def unboxed(box: str) -> str:
    """The words that stand in a box."""
    inside = box.removeprefix(f"{_FENCE}\n").removesuffix(f"\n{_FENCE}").replace(f"`{_APART}", "`")
    return "" if inside == _EMPTY else inside


def unstrong(bold: str) -> str:
    """The line that is bold."""
    return re.sub(r"\\(.)", r"\1", bold.removeprefix("**").removesuffix("**"))
