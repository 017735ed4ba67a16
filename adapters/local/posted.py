"""What the platform has posted, in a file of its own: Ghostlight may be killed, the platform remembers.

No person's words come here: a card has none, and what a person types in a DM stays in memory (`typed.py`).
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from adapters.interface import DeliveryFailed
from adapters.surfaces import Button, Card

_TABLES = """
CREATE TABLE IF NOT EXISTS message (
  number INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, place TEXT NOT NULL, delivery TEXT NOT NULL,
  at TEXT NOT NULL, card TEXT, UNIQUE (place, delivery));
CREATE TABLE IF NOT EXISTS member (channel TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (channel, person));
CREATE TABLE IF NOT EXISTS seal (one INTEGER PRIMARY KEY CHECK (one = 1), key BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands now. `number` orders everything that was ever posted."""

    number: int
    ref: str
    place: str
    at: datetime
    card: Card


class Posted:
    """The file. Every call is durable when it returns; it may be used from several threads, one after the other."""

    def __init__(self, file: Path) -> None:
        self._lock = Lock()
        self._file = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._file.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; {_TABLES}")
        self._do("INSERT OR IGNORE INTO seal VALUES (1, ?)", secrets.token_bytes(32))
        self.key = bytes(self._do("SELECT key FROM seal")[0][0])

    def close(self) -> None:
        """Close the file; twice is fine."""
        with self._lock:
            self._file.close()

    def post(self, place: str, card: Card, delivery: str, at: datetime) -> tuple[str, bool]:
        """Post a message and name it. A delivery that was posted here before posts nothing: (its name, False)."""
        ref = secrets.token_urlsafe(9)
        new = self._do(
            "INSERT INTO message (ref, place, delivery, at, card) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (place, delivery) DO NOTHING RETURNING ref",
            ref,
            place,
            delivery,
            at.isoformat(),
            _written(card),
        )
        if new:
            return ref, True
        return str(self._do("SELECT ref FROM message WHERE place = ? AND delivery = ?", place, delivery)[0][0]), False

    def edit(self, ref: str, card: Card) -> str:
        """Change a message in place and say where it stands. One that is gone is a permanent `DeliveryFailed`."""
        sql = "UPDATE message SET card = ? WHERE ref = ? AND card IS NOT NULL RETURNING place"
        changed = self._do(sql, _written(card), ref)
        if not changed:
            raise DeliveryFailed("message_gone", permanent=True)
        return str(changed[0][0])

    def delete(self, ref: str) -> str | None:
        """Remove a message's content and say where it stood; None if there was nothing to remove."""
        removed = self._do("UPDATE message SET card = NULL WHERE ref = ? AND card IS NOT NULL RETURNING place", ref)
        return str(removed[0][0]) if removed else None

    def standing(self, place: str) -> tuple[Message, ...]:
        """All messages that stand in this place, oldest first."""
        sql = "SELECT number, ref, place, at, card FROM message WHERE place = ? AND card IS NOT NULL ORDER BY number"
        return tuple(_message(row) for row in self._do(sql, place))

    def message(self, ref: str) -> Message | None:
        """One message, if it still stands."""
        rows = self._do("SELECT number, ref, place, at, card FROM message WHERE ref = ? AND card IS NOT NULL", ref)
        return _message(rows[0]) if rows else None

    def last_number(self) -> int:
        """The number of the newest message anywhere; 0 before the first."""
        return int(self._do("SELECT coalesce(max(number), 0) FROM message")[0][0])

    def members(self, channel: str) -> frozenset[str]:
        """Who can read this channel."""
        return frozenset(str(row[0]) for row in self._do("SELECT person FROM member WHERE channel = ?", channel))

    def open_channel(self, channel: str, people: Iterable[str]) -> None:
        """Let these people into a channel that has nobody in it yet; one that was opened before stays as it is."""
        if not self.members(channel):
            for person in people:
                self.join(channel, person)

    def join(self, channel: str, person: str) -> None:
        """Let somebody read this channel; twice is fine."""
        self._do("INSERT OR IGNORE INTO member VALUES (?, ?)", channel, person)

    def leave(self, channel: str, person: str) -> None:
        """Take somebody out of this channel; twice is fine."""
        self._do("DELETE FROM member WHERE channel = ? AND person = ?", channel, person)

    def _do(self, sql: str, *values: str | bytes) -> list[Any]:
        with self._lock:
            try:
                return self._file.execute(sql, values).fetchall()
            except sqlite3.Error:
                raise DeliveryFailed("set_file", permanent=False) from None


def _written(card: Card) -> str:
    return json.dumps(asdict(card), ensure_ascii=False)


def _message(row: tuple[object, ...]) -> Message:
    number, ref, place, at, card = row
    return Message(int(str(number)), str(ref), str(place), datetime.fromisoformat(str(at)), _read(str(card)))


def _read(written: str) -> Card:
    card = json.loads(written)
    card["facts"] = tuple((label, value) for label, value in card["facts"])
    card["buttons"] = tuple(Button(**button) for button in card["buttons"])
    card["said"], card["calls"] = tuple(card["said"]), tuple(card["calls"])
    return Card(**card)
