"""The ledger: THE ONLY PLACE THAT KNOWS WHO. Return routes of one production in a sealed page of fixed size.

A slot has 256 bytes: schema version, kind, handle, language, follow-up choice, platform, workspace, user id. Slots are
shuffled at every write. Looking up a person's lines or a handle's route reads all slots, the same work for everybody.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from storage import pages
from storage.envelope import ID_BYTES
from storage.errors import NotOurs, TooLong
from storage.keys import Production, Spare
from storage.store import Tx

SLOT_BYTES: Final = 256
FIRST_SLOTS: Final = 256
_SCHEMA: Final = 1
_LINE: Final = 1
_HEAD: Final = bytes((_SCHEMA, _LINE))
_EMPTY: Final = bytes(SLOT_BYTES)


@dataclass(frozen=True, slots=True)
class Route:
    """Where one person can be reached, and how they wish it. `repr` shows nothing."""

    platform: str = field(repr=False)
    workspace: str = field(repr=False)
    user: str = field(repr=False)
    language: str = field(repr=False, default="en")
    follow: str = field(repr=False, default="any_time")


@dataclass(frozen=True, slots=True)
class Slot:
    """One entry: a handle and the route it stands for."""

    handle: bytes = field(repr=False)
    route: Route = field(repr=False)


def create(tx: Tx, production: Production, spare: Spare) -> None:
    """Write an empty ledger for a new production."""
    pages.create(tx, production, pages.LEDGER, _EMPTY * FIRST_SLOTS, spare)


def add(tx: Tx, production: Production, slot: Slot, spare: Spare) -> None:
    """Add a slot. The page doubles if it is full. Raises TooLong for an address that no slot can hold."""
    _change(tx, production, spare, lambda slots: [*slots, _packed(slot)])


def remove(tx: Tx, production: Production, handle: bytes, spare: Spare) -> None:
    """Forget one way back. A handle that is not there changes nothing but the page's key."""
    _change(tx, production, spare, lambda slots: [one for one in slots if one[2 : 2 + ID_BYTES] != handle])


def replace(tx: Tx, production: Production, slot: Slot, spare: Spare) -> None:
    """Put another slot in the place of the one with the same handle (a draft that is sent, a new follow-up choice)."""
    _change(
        tx,
        production,
        spare,
        lambda slots: [*(one for one in slots if one[2 : 2 + ID_BYTES] != slot.handle), _packed(slot)],
    )


def route_of(tx: Tx, production: Production, handle: bytes) -> Route | None:
    """Where the person behind this handle is reached; None if the way back is forgotten."""
    found = [one for one in _used(tx, production) if one[2 : 2 + ID_BYTES] == handle]
    return _unpacked(found[0]).route if found else None


def handles_of(tx: Tx, production: Production, who: Route) -> tuple[Slot, ...]:
    """Every slot of one person."""
    account = [text.encode() for text in (who.platform, who.workspace, who.user)]
    return tuple(_unpacked(one) for one in _used(tx, production) if _texts(one)[2:] == account)


def slots(tx: Tx, production: Production) -> tuple[Slot, ...]:
    """All slots in use, in no order that means anything."""
    return tuple(_unpacked(one) for one in _used(tx, production))


def _used(tx: Tx, production: Production) -> list[bytes]:
    return [one for one in _split(pages.read(tx, production, pages.LEDGER)) if one != _EMPTY]


def _change(tx: Tx, production: Production, spare: Spare, change: Callable[[list[bytes]], list[bytes]]) -> None:
    page = pages.rewrite(tx, production, pages.LEDGER, spare)
    used = change([one for one in _split(page.content) if one != _EMPTY])
    size = len(page.content) // SLOT_BYTES
    while len(used) > size:
        size *= 2
    page.put(tx, b"".join(_shuffled(used + [_EMPTY] * (size - len(used)))))


def _split(content: bytes) -> list[bytes]:
    if len(content) % SLOT_BYTES:
        raise NotOurs
    return [content[at : at + SLOT_BYTES] for at in range(0, len(content), SLOT_BYTES)]


def _shuffled(slots: list[bytes]) -> list[bytes]:
    """In an order that the system's randomness gives: sorted by eight random bytes each."""
    dice = memoryview(os.urandom(8 * len(slots))).cast("Q")
    return [slots[at] for at in sorted(range(len(slots)), key=dice.__getitem__)]


def _packed(slot: Slot) -> bytes:
    route = slot.route
    texts = (route.language, route.follow, route.platform, route.workspace, route.user)
    parts = [text.encode() for text in texts]
    if any(len(part) > 255 for part in parts):
        raise TooLong
    packed = _HEAD + slot.handle + b"".join(bytes((len(part),)) + part for part in parts)
    if len(packed) > SLOT_BYTES:
        raise TooLong
    return packed.ljust(SLOT_BYTES, b"\0")


def _texts(packed: bytes) -> list[bytes]:
    """Language, follow-up choice, platform, workspace, user id."""
    if packed[:2] != _HEAD:
        raise NotOurs
    texts, at = [], 2 + ID_BYTES
    for _ in range(5):
        end = at + 1 + packed[at]
        texts.append(packed[at + 1 : end])
        at = end
    return texts


def _unpacked(packed: bytes) -> Slot:
    language, follow, platform, workspace, user = (text.decode() for text in _texts(packed))
    return Slot(packed[2 : 2 + ID_BYTES], Route(platform, workspace, user, language, follow))
