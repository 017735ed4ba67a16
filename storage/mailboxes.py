"""The key: six words that lead back to a line without an account, a new phone or a memory of who wrote.

Six words of a BIP-39 list (2,048 words, 66 bits, the first four letters tell each apart). Argon2id with the
production's salt gives the mailbox's id and the key of its one pointer; neither is stored with anything of a person.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from mnemonic import Mnemonic
from sqlalchemy import delete, insert, select, update

from storage.envelope import ID_BYTES, KEY_BYTES, Key, place, seal, unseal
from storage.errors import NotOurs
from storage.keys import Production
from storage.store import Tx
from storage.tables import mailboxes

WORDS: Final = 6
LISTS: Final = {"en": "english", "es": "spanish"}
_BITS: Final = 11
_TELLING: Final = 4
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_MEMORY_KIB: Final = 19456


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox as its six words open it. `repr` shows nothing."""

    id: bytes = field(repr=False)
    key: Key = field(repr=False)


def six_words(language: str, entropy: bytes) -> tuple[str, ...]:
    """Six words of the language's list from 9 random bytes, of which 66 bits are used."""
    bits = int.from_bytes(entropy[:9], "big") >> (72 - WORDS * _BITS)
    listed = _list(language if language in LISTS else "en")
    return tuple(listed[bits >> (_BITS * at) & (2**_BITS - 1)] for at in range(WORDS))


def understood(typed: str) -> tuple[str, ...] | None:
    """The six words somebody meant, whatever case, accents, marks or endings they typed; None if one is in no list."""
    pieces = _LETTERS.findall(_plain(typed))
    for language in LISTS:
        found = [_index(language).get(piece[:_TELLING]) for piece in pieces]
        if len(found) == WORDS and all(found):
            return tuple(word for word in found if word)
    return None


def unlock(words: tuple[str, ...], production_id: bytes) -> Mailbox:
    """Derive the mailbox of six words: about 40 ms and 19 MiB, so call it in a thread.

    From the first four letters of each, which tell them apart in every list: six words that could be of two lists
    ("acto", "actor") lead to the same mailbox whichever they were taken for.
    """
    derived = Argon2id(salt=production_id, length=2 * KEY_BYTES, iterations=2, lanes=1, memory_cost=_MEMORY_KIB)
    raw = derived.derive(" ".join(_plain(word)[:_TELLING] for word in words).encode())
    return Mailbox(raw[:KEY_BYTES], Key(raw[KEY_BYTES:]))


def put(tx: Tx, production: Production, mailbox: Mailbox, concern: bytes, ends: date) -> None:
    """Let the mailbox lead to a concern until `ends`."""
    sealed = seal(mailbox.key, concern, _place(production, mailbox))
    row = {"id": mailbox.id, "production": production.id, "ends": ends, "sealed": sealed}
    tx.conn.execute(insert(mailboxes), row)


def leads_to(tx: Tx, production: Production, mailbox: Mailbox) -> bytes | None:
    """The concern's id, or None for words that lead nowhere."""
    mine = select(mailboxes.c.sealed).where(mailboxes.c.id == mailbox.id, mailboxes.c.production == production.id)
    sealed = tx.conn.execute(mine).scalar()
    try:
        return unseal(mailbox.key, sealed, _place(production, mailbox))[:ID_BYTES] if sealed else None
    except NotOurs:
        return None


def prolong(tx: Tx, mailbox_id: bytes, ends: date) -> None:
    """Let it live until `ends`."""
    tx.conn.execute(update(mailboxes).where(mailboxes.c.id == mailbox_id).values(ends=ends))


def remove(tx: Tx, mailbox_id: bytes) -> None:
    """End a mailbox; its words lead nowhere."""
    tx.conn.execute(delete(mailboxes).where(mailboxes.c.id == mailbox_id))


def forget(tx: Tx, before: date) -> None:
    """End every mailbox whose time is over."""
    tx.conn.execute(delete(mailboxes).where(mailboxes.c.ends < before))


def _place(production: Production, mailbox: Mailbox) -> bytes:
    return place("mailboxes", "sealed", production.id, mailbox.id)


@cache
def _list(language: str) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFC", word) for word in Mnemonic(LISTS[language]).wordlist)


@cache
def _index(language: str) -> dict[str, str]:
    return {_plain(word)[:_TELLING]: word for word in _list(language)}


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.strip().casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))
