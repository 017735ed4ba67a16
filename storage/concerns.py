"""Concerns: a line, what was said on it, and the person's record; everything sealed, nothing that names a person.

Two keys per concern, because the way back and the words end at different times. The *head* key seals the handle that
the ledger knows; the *words* key seals the line, its words and its steps. Erasing words seals what stays (line and
steps) under a fresh key and retires the old one, so that old backups lose the words too.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import Row, bindparam, delete, func, insert, select, update

from storage import lines
from storage.envelope import Key, pad, place, seal, unpad, unseal
from storage.errors import KeyGone, Stale
from storage.keys import Production, Spare, Use
from storage.lines import Line, Noted, Said
from storage.store import Tx
from storage.tables import concerns, retired, steps, words

WORDS_SIZE: Final = 16384
_LINE_SIZE: Final = 16384
_STEP_SIZE: Final = 512

# Built once: to build a statement takes longer than to run it (measured: 55 us a look-up built anew, 18 us so).
_THIS: Final = concerns.c.id == bindparam("this")
_FIND: Final = select(concerns).where(_THIS, concerns.c.production == bindparam("mine"))
_LOCK: Final = _FIND.with_for_update()
_BY_WAY: Final = select(concerns).where(concerns.c.way == bindparam("to"))
_ALL: Final = select(concerns).where(concerns.c.production == bindparam("mine"))
_IDS: Final = select(concerns.c.id).where(concerns.c.production == bindparam("mine"))
_HEAD: Final = select(concerns.c.head_key, concerns.c.head).where(_THIS)
_SAVE: Final = (
    update(concerns)
    .where(_THIS, concerns.c.version == bindparam("seen"))
    .values(line=bindparam("sealed_line"), version=bindparam("next"))
)
_ADD: Final = {table.name: insert(table) for table in (concerns, words, steps)}
_LAST: Final = {
    table.name: select(func.max(table.c.position)).where(table.c.concern == bindparam("this"))
    for table in (words, steps)
}
_ENTRIES: Final = {
    table.name: select(table).where(table.c.concern == bindparam("this")).order_by(table.c.position)
    for table in (words, steps)
}


@dataclass(frozen=True, slots=True)
class Concern:
    """A concern as it stood when it was read."""

    id: bytes
    version: int
    line: Line = field(repr=False)
    words_id: bytes = field(repr=False)
    words_key: Key = field(repr=False)


@dataclass(frozen=True, slots=True)
class NewConcern:
    """What a new concern needs: its random id and handle, and the spares that become its two keys."""

    id: bytes
    handle: bytes = field(repr=False)
    head: Spare = field(repr=False)
    words: Spare = field(repr=False)


def create(tx: Tx, production: Production, new: NewConcern, line: Line) -> Concern:
    """Write a new concern. The same id twice is an error."""
    concern = Concern(new.id, 1, line, new.words.id, new.words.key)
    row = {
        "id": new.id,
        "production": production.id,
        "way": _way(tx, new.handle),
        "head_key": new.head.id,
        "head": _sealed_head(production, new.id, new.head, new.handle),
        "words_key": new.words.id,
        "line": _sealed_line(production, concern, line),
        "version": 1,
    }
    tx.conn.execute(_ADD["concerns"], row)
    return concern


def find(tx: Tx, production: Production, concern_id: bytes, *, lock: bool = False) -> Concern | None:
    """The concern with this id in this production. `lock` it in a transaction that will change it."""
    mine = {"this": concern_id, "mine": production.id}
    row = tx.conn.execute(_LOCK if lock else _FIND, mine).one_or_none()
    return _opened(tx, production, row) if row else None


def by_handle(tx: Tx, production: Production, handle: bytes) -> Concern | None:
    """The concern behind a slot of the ledger: one look-up, with both roots."""
    row = tx.conn.execute(_BY_WAY, {"to": _way(tx, handle)}).one_or_none()
    return _opened(tx, production, row) if row else None


def all_of(tx: Tx, production: Production) -> tuple[Concern, ...]:
    """Every concern of a production, by random id. Raises KeyGone if one of them opens no more."""
    rows = tx.conn.execute(_ALL, {"mine": production.id}).all()
    opened = tx.keys.open_many(Use.CONTENT, production, [row.words_key for row in rows])
    return tuple(
        sorted((_with_key(production, row, opened[row.words_key]) for row in rows), key=lambda concern: concern.id)
    )


def all_that_open(tx: Tx, production: Production) -> tuple[Concern, ...]:
    """Every concern that opens: after a restore of another pair some may not, and the others go on all the same."""
    try:
        return all_of(tx, production)
    except KeyGone:
        found = (_if_it_opens(tx, production, one) for one in sorted(ids_of(tx, production)))
        return tuple(one for one in found if one)


def _if_it_opens(tx: Tx, production: Production, concern_id: bytes) -> Concern | None:
    try:
        return find(tx, production, concern_id)
    except KeyGone:
        return None


def ids_of(tx: Tx, production: Production) -> tuple[bytes, ...]:
    """The id of every concern of a production, whether it opens or not."""
    return tuple(tx.conn.execute(_IDS, {"mine": production.id}).scalars())


def save(tx: Tx, production: Production, concern: Concern, line: Line) -> Concern:
    """Write a changed line. Raises Stale if somebody changed the concern since it was read."""
    new = replace(concern, line=line, version=concern.version + 1)
    mine = {"this": concern.id, "seen": concern.version}
    values = {"sealed_line": _sealed_line(production, concern, line), "next": new.version}
    if tx.conn.execute(_SAVE, mine | values).rowcount != 1:
        raise Stale
    return new


def say(tx: Tx, production: Production, concern: Concern, said: Said, *, first: bool = False) -> int:
    """Add words to a line; returns their position, 1 and up. `first` says that none are there: an error if some are."""
    return _append(tx, words, production, concern, pad(lines.SAID.dump(said), WORDS_SIZE), first=first)


def reword(tx: Tx, production: Production, concern: Concern, position: int, said: Said) -> None:
    """Replace words that have not left yet."""
    sealed = _sealed(production, concern, "words", position, pad(lines.SAID.dump(said), WORDS_SIZE))
    mine = (words.c.concern == concern.id) & (words.c.position == position)
    tx.conn.execute(update(words).where(mine).values(sealed=sealed))


def unsay(tx: Tx, concern: Concern, position: int) -> None:
    """Take back words that have not left yet. Their bytes end with the row; see `erase_words` for what was read."""
    tx.conn.execute(delete(words).where(words.c.concern == concern.id, words.c.position == position))


def said(tx: Tx, production: Production, concern: Concern) -> tuple[tuple[int, Said], ...]:
    """Everything said on the line, in order, with positions."""
    return tuple((at, lines.SAID.load(unpad(raw))) for at, raw in _entries(tx, words, production, concern))


def note(tx: Tx, production: Production, concern: Concern, noted: Noted, *, first: bool = False) -> int:
    """Add a step to the person's record. `first` says that none are there: an error if some are."""
    return _append(tx, steps, production, concern, pad(lines.NOTED.dump(noted), _STEP_SIZE), first=first)


def record(tx: Tx, production: Production, concern: Concern) -> tuple[Noted, ...]:
    """The person's record, oldest first."""
    return tuple(lines.NOTED.load(unpad(raw)) for _, raw in _entries(tx, steps, production, concern))


def handle_of(tx: Tx, production: Production, concern_id: bytes) -> bytes | None:
    """The handle of a concern, for one delivery. Needs the content root; the ledger needs the other one."""
    row = tx.conn.execute(_HEAD, {"this": concern_id}).one_or_none()
    if row is None:
        return None
    key = tx.keys.open(Use.CONTENT, production, row.head_key)
    return unseal(key, row.head, _head_place(production, concern_id, row.head_key))


def forget_way(tx: Tx, production: Production, concern_id: bytes, head: Spare, junk: bytes) -> None:
    """End the way back in this row: a handle that leads nowhere takes its place, the old key is retired.

    The ledger's slot is removed by the same work. Nothing in the row tells a forgotten way from one that lives.
    """
    old = _head_key(tx, concern_id)
    if old == head.id:  # this very work, run again
        return
    values = {
        "way": _way(tx, junk),
        "head_key": head.id,
        "head": _sealed_head(production, concern_id, head, junk),
    }
    tx.conn.execute(update(concerns).where(concerns.c.id == concern_id).values(values))
    retire(tx, [old])


def erase_words(tx: Tx, production: Production, concern: Concern, line: Line, spare: Spare) -> Concern:
    """End every word of the line: line and steps are sealed anew under `spare`, words are deleted, the key retired."""
    record_so_far = record(tx, production, concern)
    for table in (words, steps):
        tx.conn.execute(delete(table).where(table.c.concern == concern.id))
    new = Concern(concern.id, concern.version + 1, line, spare.id, spare.key)
    values = {"words_key": spare.id, "line": _sealed_line(production, new, line), "version": new.version}
    mine = (concerns.c.id == concern.id) & (concerns.c.version == concern.version)
    if tx.conn.execute(update(concerns).where(mine).values(values)).rowcount != 1:
        raise Stale
    for noted in record_so_far:
        note(tx, production, new, noted)
    retire(tx, [concern.words_id])
    return new


def end(tx: Tx, concern: Concern) -> None:
    """Delete a concern with all its rows and retire both keys."""
    head = _head_key(tx, concern.id)
    for table in (words, steps):
        tx.conn.execute(delete(table).where(table.c.concern == concern.id))
    tx.conn.execute(delete(concerns).where(concerns.c.id == concern.id))
    retire(tx, [head, concern.words_id])


def retire(tx: Tx, key_ids: Iterable[bytes]) -> None:
    """Name keys whose time is over; the destroyer ends them."""
    tx.conn.execute(insert(retired), [{"key": one} for one in key_ids])


def _head_key(tx: Tx, concern_id: bytes) -> bytes:
    """Locked: somebody may be replacing it, and each one that is replaced is retired once."""
    mine = select(concerns.c.head_key).where(concerns.c.id == concern_id)
    key_id: bytes = tx.conn.execute(mine.with_for_update()).scalar_one()
    return key_id


def _opened(tx: Tx, production: Production, row: Row[Any]) -> Concern:
    return _with_key(production, row, tx.keys.open(Use.CONTENT, production, row.words_key))


def _with_key(production: Production, row: Row[Any], key: Key) -> Concern:
    line = lines.LINE.load(unpad(unseal(key, row.line, _place(production, row.id, row.words_key, "line", 0))))
    return Concern(row.id, row.version, line, row.words_key, key)


def _append(tx: Tx, table: Any, production: Production, concern: Concern, padded: bytes, *, first: bool) -> int:
    last = None if first else tx.conn.execute(_LAST[table.name], {"this": concern.id}).scalar()
    position = (last or 0) + 1
    sealed = _sealed(production, concern, table.name, position, padded)
    tx.conn.execute(_ADD[table.name], {"concern": concern.id, "position": position, "sealed": sealed})
    return position


def _entries(tx: Tx, table: Any, production: Production, concern: Concern) -> list[tuple[int, bytes]]:
    return [
        (row.position, _unsealed(production, concern, table.name, row.position, row.sealed))
        for row in tx.conn.execute(_ENTRIES[table.name], {"this": concern.id})
    ]


def _sealed_line(production: Production, concern: Concern, line: Line) -> bytes:
    return _sealed(production, concern, "line", 0, pad(lines.LINE.dump(line), _LINE_SIZE))


def _sealed(production: Production, concern: Concern, column: str, position: int, padded: bytes) -> bytes:
    where = _place(production, concern.id, concern.words_id, column, position)
    return seal(concern.words_key, padded, where)


def _unsealed(production: Production, concern: Concern, column: str, position: int, sealed: bytes) -> bytes:
    return unseal(concern.words_key, sealed, _place(production, concern.id, concern.words_id, column, position))


def _place(production: Production, concern_id: bytes, key_id: bytes, column: str, position: int) -> bytes:
    return place("concerns", column, production.id, concern_id, key_id, position)


def _sealed_head(production: Production, concern_id: bytes, head: Spare, handle: bytes) -> bytes:
    return seal(head.key, handle, _head_place(production, concern_id, head.id))


def _head_place(production: Production, concern_id: bytes, key_id: bytes) -> bytes:
    return place("concerns", "head", production.id, concern_id, key_id)


def _way(tx: Tx, handle: bytes) -> bytes:
    return hmac.digest(tx.keys.roots.lookup, handle, "sha256")
