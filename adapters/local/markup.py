"""HTML that is escaped by its type: whatever isn't `Html` already is text, and is escaped when it is put in."""

from __future__ import annotations

from html import escape
from typing import final

_VOID = frozenset({"input", "link", "meta", "img", "br"})

# A person's words are drawn as they are, but nothing in them may turn round the text beside them (bidi embeddings,
# overrides and isolates) or vanish in the parser (control characters): these are shown as "a character was here".
_CONTROLS = (*range(9), 11, 12, *range(14, 32), *range(127, 160))
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SURROGATES = range(0xD800, 0xE000)
_UNSHOWABLE = dict.fromkeys((*_CONTROLS, *_TURNING, *_SURROGATES), "\ufffd")

Attribute = str | bool | None


@final
class Html(str):
    """Markup that was made by `tag`; anything else that is put into a tag is text."""

    __slots__ = ()


def text(plain: str) -> Html:
    """Text, escaped once; markup passes."""
    return plain if isinstance(plain, Html) else Html(escape(plain, quote=True))


def shown(words: str) -> str:
    """A person's words with nothing in them that could act upon the text around them."""
    return words.translate(_UNSHOWABLE)


def join(*parts: str) -> Html:
    """Several parts, one after the other."""
    return Html("".join(text(part) for part in parts))


def tag(name: str, /, *inside: str, **attributes: Attribute) -> Html:
    """An element. `class_` becomes `class`, `data_live` `data-live`; True is a bare attribute, None and False none."""
    opening = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Html(opening if name in _VOID else f"{opening}{join(*inside)}</{name}>")


def hidden(name: str, value: str) -> Html:
    """A hidden input."""
    return tag("input", type="hidden", name=name, value=value)


def _attribute(key: str, value: Attribute) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(value, quote=True)}"'
