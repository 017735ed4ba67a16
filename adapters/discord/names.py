"""What stands in a custom_id: which act a press or a form is, and of which guild. Never a word, never a person.

Discord gives it back with every press, also after a restart, so nothing about a press has to be remembered. It has
1-100 characters (Discord, Component Reference, read 2026-11), and the longest form fits exactly: kind 1, mark 2, salt
2, name 20, once 22, token 51, and two signs between.

No two forms that are opened share a custom_id. discord.py keeps one object for each custom_id: two people who sent a
form of the same name got each other's words (seen with 2.7.1). So each opening has its own `once` and its own salt,
the object is stopped before it is sent, and what comes back is read from the interaction itself.
"""

from __future__ import annotations

import base64
import secrets
import string
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from adapters.limits import OverLimit

LONGEST: Final = 100
PRESS: Final = "p"
"""Action, token: a button of a page or card."""
FORM: Final = "m"
"""Form, once, token: a modal."""
SEND: Final = "s"
"""Form, once, token: the button that sends a form drawn as a message."""
VIA: Final = "v"
"""Action: another act of a form drawn as a message."""
TEXT: Final = "t"
"""Field, limit, flags: a text field of a form drawn as a message, to be written."""
PICK: Final = "c"
"""Field: one of the lists that a field of a form drawn as a message has."""
AGAIN: Final = "k"
"""Action, key: what was sent and is kept for a while, sent again, by this act if one is named."""
GUILD: Final = "g"
"""Guild, what: which guild a person means who is in several, and what they were about to do."""

_SIGN: Final = "|"
_DIGITS: Final = f"{string.digits}{string.ascii_letters}-_"
_PARTS: Final = {PRESS: 2, FORM: 3, SEND: 3, VIA: 1, TEXT: 3, PICK: 1, AGAIN: 2, GUILD: 2}
_NOWHERE: Final = "--"
_MARK: Final = 2
_SALT: Final = 2
_HEAD: Final = 1 + _MARK + _SALT


@dataclass(frozen=True, slots=True)
class Name:
    """A custom_id, read. `mark` tells the guild in a DM, where Discord doesn't."""

    kind: str
    mark: str
    parts: tuple[str, ...]


def mark_of(guild: str) -> str:
    """Two characters that stand for a guild. Several guilds may share them; then they tell nothing."""
    digest = sha256(guild.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_MARK] if guild else _NOWHERE


def fresh() -> str:
    """A salt for a form that is opened now."""
    return base64.urlsafe_b64encode(secrets.token_bytes(3)).decode()[:_SALT]


def numbered(number: int) -> str:
    """A salt that keeps the components of one message apart; one message has far fewer than 4,096."""
    return _DIGITS[number // 64 % 64] + _DIGITS[number % 64]


def written(kind: str, mark: str, salt: str, *parts: str) -> str:
    """The custom_id. Raises `OverLimit` for one that Discord would refuse, ValueError for one that reads otherwise."""
    name = f"{kind}{mark}{salt}{_SIGN.join(parts)}"
    if len(name) > LONGEST:
        raise OverLimit("custom_id")
    if read(name) != Name(kind, mark, parts):
        raise ValueError("a part of a custom_id holds its sign")
    return name


def read(custom_id: str) -> Name | None:
    """What a custom_id says; None for one that isn't ours."""
    kind, mark, rest = custom_id[:1], custom_id[1 : 1 + _MARK], custom_id[_HEAD:]
    if kind not in _PARTS or len(custom_id) < _HEAD:
        return None
    parts = tuple(rest.split(_SIGN, _PARTS[kind] - 1))
    return Name(kind, mark, parts) if len(parts) == _PARTS[kind] else None
