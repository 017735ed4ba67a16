"""What everything is measured against: one durable commit of so many bytes by one caller, with nothing in between."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter


@contextlib.contextmanager
def open_bare(file: Path) -> Iterator[sqlite3.Connection]:
    """A bare `sqlite3` connection that writes as Ghostlight's data file is written: WAL, synchronous=FULL."""
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode=wal")
        conn.execute("PRAGMA synchronous=2")
        conn.execute("CREATE TABLE IF NOT EXISTS bare (id BLOB PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID")
        yield conn


def commits(conn: sqlite3.Connection, size: int, count: int) -> list[float]:
    """The seconds of each of `count` commits, every one a new row of `size` random bytes."""
    return [_commit(conn, os.urandom(16), os.urandom(size)) for _ in range(count)]


def _commit(conn: sqlite3.Connection, row_id: bytes, sealed: bytes) -> float:
    began = perf_counter()
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("INSERT INTO bare VALUES (?, ?)", (row_id, sealed))
    conn.execute("COMMIT")
    return perf_counter() - began
