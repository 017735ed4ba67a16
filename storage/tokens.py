"""Tokens in buttons: sealed with AES-SIV, so that they say nothing, and bound to who may press them.

A *card token* is bound to the channel it stands in and lives as long as its concern; a *person's token* is bound to
the presser and to two days. Neither contains a handle. Both have 51 characters at most (Discord's custom_id takes 100
for action, token and the form's `once`, read 2026-11). Whatever is wrong with a token, the answer is None.
"""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, date, datetime, timedelta
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from storage.envelope import ID_BYTES, place
from storage.keys import Production

_LIFE: Final = timedelta(days=2)
_FIRST_DAY: Final = date(2020, 1, 1)
_FOREVER: Final = 0xFFFF


class Tokens:
    """Make and read the tokens of one production."""

    def __init__(self, secret: bytes, production: Production) -> None:
        self._siv = AESSIV(secret)
        self._production = production

    def for_channel(self, concern: bytes, channel: tuple[str, str, str]) -> str:
        """A card's token: valid in this channel, while the concern lives."""
        return self._made(concern, _FOREVER, "channel", channel)

    def for_person(self, concern: bytes, person: tuple[str, str, str], today: date, *, by_key: bool = False) -> str:
        """A token on a private page: valid for this presser, until the day after tomorrow.

        `by_key` says that they came with the line's six words and not by a route.
        """
        return self._made(concern, (today + _LIFE - _FIRST_DAY).days, "key" if by_key else "person", person)

    def in_channel(self, token: str, channel: tuple[str, str, str]) -> bytes | None:
        """The concern this card stands for."""
        found = self._read(token, "channel", channel)
        return found[0] if found else None

    def of_person(
        self, token: str, person: tuple[str, str, str], now: datetime, *, by_key: bool = False
    ) -> bytes | None:
        """The concern this presser may act on."""
        found = self._read(token, "key" if by_key else "person", person)
        return found[0] if found and now.astimezone(UTC).date() <= _FIRST_DAY + timedelta(days=found[1]) else None

    def _made(self, concern: bytes, ends: int, kind: str, bound: tuple[str, str, str]) -> str:
        sealed = self._siv.encrypt(concern + ends.to_bytes(2, "big"), [self._binding(kind, bound)])
        return _written(sealed)

    def _read(self, token: str, kind: str, bound: tuple[str, str, str]) -> tuple[bytes, int] | None:
        try:
            sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
            plain = self._siv.decrypt(sealed, [self._binding(kind, bound)])
        except (binascii.Error, InvalidTag, ValueError):
            return None
        if token != _written(sealed):  # base64 has several spellings of the same bytes
            return None
        return plain[:ID_BYTES], int.from_bytes(plain[ID_BYTES:], "big")

    def _binding(self, kind: str, bound: tuple[str, str, str]) -> bytes:
        return place("token", kind, self._production.id, *(part.encode() for part in bound))


def _written(sealed: bytes) -> str:
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")
