"""How each database is opened: SQLite with its driver's own transactions off, PostgreSQL with short time limits.

Python's sqlite3 sends no BEGIN of its own before a SAVEPOINT, so a second connection could see half a group
(measured, 2026-11); therefore `isolation_level=None` and an explicit BEGIN by an event.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import SQLAlchemyError

from storage.errors import NotKept, UnsafeSetting

_BUSY_MS: Final = 5000
_DATA_PRAGMAS: Final[dict[str, str | int]] = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
_KEYS_PRAGMAS: Final[dict[str, str | int]] = {"journal_mode": "truncate", "synchronous": 2, "secure_delete": 1}
# A server may be set to answer before its log is on disk: a key would be destroyed for a page that a crash takes back.
_POSTGRESQL_OPTIONS: Final = "-c lock_timeout=2000 -c statement_timeout=2000 -c timezone=UTC -c synchronous_commit=on"
_ONLY_READS: Final = r" -c default_transaction_read_only=on -c default_transaction_isolation=repeatable\ read"


ONLY_LOOKS: Final = "ghostlight_only_looks"
"""An execution option: this transaction writes nothing, so on SQLite it waits for no writer and keeps none waiting."""

FOREIGN: Final = (SQLAlchemyError, sqlite3.Error, UnicodeError)
"""What a database, its driver or a value that no database takes can raise; the texts and arguments hold values."""


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Let no driver's exception out: its text can carry values."""
    try:
        yield
    except FOREIGN as error:
        raise NotKept(type(error).__name__) from None


def sqlite_writer(file: Path) -> Engine:
    """One connection that writes the data file: WAL, every commit on disk, deleted bytes overwritten."""
    return _sqlite(file, _DATA_PRAGMAS, begin="BEGIN IMMEDIATE", poolclass=StaticPool)


def sqlite_readers(file: Path) -> Engine:
    """Connections that read the data file and refuse to write it."""
    return _sqlite(file, {"query_only": 1}, begin="BEGIN")


def sqlite_keys(file: Path) -> Engine:
    """The keys file. Never WAL: there deleted keys stay in the log after DELETE and a passive checkpoint (measured)."""
    return _sqlite(file, _KEYS_PRAGMAS, begin="BEGIN IMMEDIATE")


def postgresql_readers(url: str) -> Engine:
    """Connections that see one snapshot a transaction and refuse to write."""
    return postgresql(url, connections=4, more=_ONLY_READS)


def postgresql(url: str, connections: int = 8, more: str = "") -> Engine:
    """A pool on a PostgreSQL database; a lock or a statement that takes over 2 s gives up."""
    return create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={"options": _POSTGRESQL_OPTIONS + more},
    )


def is_postgresql(url: str) -> bool:
    """Whether this address names PostgreSQL. Raises UnsafeSetting for any other database but SQLite."""
    backend = make_url(url).get_backend_name()
    if backend not in {"sqlite", "postgresql"}:
        raise UnsafeSetting("database: only SQLite and PostgreSQL are supported")
    return backend == "postgresql"


def _sqlite(file: Path, pragmas: dict[str, str | int], begin: str, **more: Any) -> Engine:
    engine = create_engine(
        f"sqlite:///{file}",
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": _BUSY_MS / 1000, "isolation_level": None},
        **more,
    )

    def opened(connection: Any, _record: object) -> None:
        for name, wanted in pragmas.items():
            _set(connection, name, wanted)

    def begun(connection: Connection) -> None:
        reads = connection.get_execution_options().get(ONLY_LOOKS)
        connection.exec_driver_sql("BEGIN" if reads else begin)

    event.listen(engine, "connect", opened)
    event.listen(engine, "begin", begun)
    return engine


def _set(connection: Any, name: str, wanted: str | int) -> None:
    connection.execute(f"PRAGMA {name}={wanted}")
    (found,) = connection.execute(f"PRAGMA {name}").fetchone()
    if found != wanted:
        raise UnsafeSetting(f"database: SQLite did not take {name}={wanted}")
