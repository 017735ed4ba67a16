"""One format for everything at rest: `GL`, version, algorithm, key epoch, nonce, AES-256-GCM ciphertext and tag.

The header and the *place* (table, column, production, row ids) are authenticated, so that a sealed value opens only
where it was put. Stored formats can't be changed later: a new version gets a new number and this reader stays.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import NotOurs, TooLong

KEY_BYTES: Final = 32
ID_BYTES: Final = 16
_MAGIC: Final = b"GL"
_VERSION: Final = 1
_AES_256_GCM: Final = 1
_HEADER_BYTES: Final = 12
_NONCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class Key:
    """A 32-byte secret and the epoch it belongs to. `repr` shows neither."""

    secret: bytes = field(repr=False)
    epoch: int = field(repr=False, default=0)


def place(table: str, column: str, *ids: bytes | int) -> bytes:
    """Name where a value stands, injectively: two different places never give the same bytes."""
    parts = [table.encode(), column.encode(), *(_part(one) for one in ids)]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _part(one: bytes | int) -> bytes:
    return b"b" + one if isinstance(one, bytes) else b"i" + one.to_bytes(8, "big", signed=True)


def seal(key: Key, plain: bytes, where: bytes) -> bytes:
    """Seal `plain` for one place. The nonce is always the system's, so a work that runs twice never reuses one."""
    header = _MAGIC + bytes((_VERSION, _AES_256_GCM)) + key.epoch.to_bytes(8, "big")
    nonce = os.urandom(_NONCE_BYTES)
    return header + nonce + AESGCM(key.secret).encrypt(nonce, plain, header + where)


def unseal(key: Key, sealed: bytes, where: bytes) -> bytes:
    """Open a value sealed by `seal` for the same place. Raises NotOurs, and says no more, for anything else."""
    header, nonce = sealed[:_HEADER_BYTES], sealed[_HEADER_BYTES : _HEADER_BYTES + _NONCE_BYTES]
    if header[:4] != _MAGIC + bytes((_VERSION, _AES_256_GCM)) or len(nonce) != _NONCE_BYTES:
        raise NotOurs
    try:
        return AESGCM(key.secret).decrypt(nonce, sealed[_HEADER_BYTES + _NONCE_BYTES :], header + where)
    except (InvalidTag, ValueError):
        raise NotOurs from None


def pad(plain: bytes, size: int) -> bytes:
    """Bring `plain` to exactly `size` bytes. Raises TooLong if it doesn't fit."""
    if len(plain) > size - 4:
        raise TooLong
    return (len(plain).to_bytes(4, "big") + plain).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """Undo `pad`. Raises NotOurs if the length can't be true."""
    length = int.from_bytes(padded[:4], "big")
    if length > len(padded) - 4:
        raise NotOurs
    return padded[4 : 4 + length]
