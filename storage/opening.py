"""Opens both stores as one `Store`: SQLite in two folders, or two PostgreSQL databases."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError

from storage import engines, schema
from storage.errors import NotKept, UnsafeSetting
from storage.keys import Keys
from storage.roots import Roots
from storage.store import GroupWriter, PooledWriter, Store, Writer


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the data and the keys live: database addresses (`sqlite:///FILE`, `postgresql+psycopg://...`)."""

    data: str = field(repr=False)
    keys: str = field(repr=False)


def in_folders(data: Path, keys: Path) -> Whereabouts:
    """SQLite in two folders, which are made if missing. Raises UnsafeSetting if one lies in the other."""
    for folder in (data, keys):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    inner, outer = keys.resolve(), data.resolve()
    if inner.is_relative_to(outer) or outer.is_relative_to(inner):
        raise UnsafeSetting("GHOSTLIGHT_KEYS: keys and data folders must lie apart, or one copy takes both")
    return Whereabouts(f"sqlite:///{data / 'ghostlight.sqlite3'}", f"sqlite:///{keys / 'keys.sqlite3'}")


def faults_of(where: Whereabouts) -> tuple[str, ...]:
    """Why these addresses can't be used, without touching a database: no address, another database, one for both."""
    faults = []
    for name, url in (("data", where.data), ("keys", where.keys)):
        try:
            engines.is_postgresql(url)
        except UnsafeSetting as fault:
            faults.append(f"{name} {fault}")
        except (ArgumentError, ValueError):  # a port that is no number is SQLAlchemy's ValueError, text and all
            faults.append(f"{name} database: this is no database address")
    if not faults and _address(where.data) == _address(where.keys):
        faults.append("keys database: keys need a database of their own")
    return tuple(faults)


Schema = Literal["unreachable", "missing", "old", "current", "foreign"]
"""What stands at an address: nothing that answers, an empty place, an older schema, today's, somebody else's."""


def look(where: Whereabouts) -> dict[schema.Which, Schema]:
    """Look at both stores without changing or making anything. Blocks."""
    return {"data": _look(where.data, "data"), "keys": _look(where.keys, "keys")}


def _look(url: str, which: schema.Which) -> Schema:
    if not engines.is_postgresql(url) and not _file(url).is_file():
        return "missing"
    engine = engines.postgresql_readers(url) if engines.is_postgresql(url) else engines.sqlite_readers(_file(url))
    try:
        with engines.translated(), engine.connect() as conn:
            return schema.compared(conn, which)
    except NotKept:
        return "unreachable"
    finally:
        engine.dispose()


def migrate(where: Whereabouts) -> None:
    """Bring both stores to today's schema; make them if they are missing. Raises UnsafeSetting or NotKept."""
    with engines.translated(), contextlib.ExitStack() as undo:
        keys_engine, data_engine = _keys_engine(where.keys), _data_engine(where.data)
        undo.callback(keys_engine.dispose)
        undo.callback(data_engine.dispose)
        schema.migrate(keys_engine, "keys")
        schema.migrate(data_engine, "data")


def open_store(where: Whereabouts, roots: Roots) -> Store:
    """Open, migrate, replay tombstones. Raises UnsafeSetting for addresses that don't fit together. Blocks."""
    if _address(where.data) == _address(where.keys):
        raise UnsafeSetting("GHOSTLIGHT_KEYS_URL: keys need a database of their own")
    with engines.translated(), contextlib.ExitStack() as undo:
        keys_engine, data_engine = _keys_engine(where.keys), _data_engine(where.data)
        undo.callback(keys_engine.dispose)
        undo.callback(data_engine.dispose)
        schema.migrate(keys_engine, "keys")
        keys = Keys(keys_engine, roots)
        keys.replay()
        schema.migrate(data_engine, "data")
        undo.pop_all()
    return Store(_writer(where.data, data_engine, keys), _readers(where.data), keys)


def _address(url: str) -> tuple[object, ...]:
    made = make_url(url)
    if engines.is_postgresql(url):
        return made.host or made.query.get("host"), made.port or 5432, made.database
    return (_file(url).resolve(),)


def _keys_engine(url: str) -> Engine:
    return engines.postgresql(url) if engines.is_postgresql(url) else engines.sqlite_keys(_private(_file(url)))


def _data_engine(url: str) -> Engine:
    return engines.postgresql(url) if engines.is_postgresql(url) else engines.sqlite_writer(_private(_file(url)))


def _writer(url: str, engine: Engine, keys: Keys) -> Writer:
    return PooledWriter(engine, keys) if engines.is_postgresql(url) else GroupWriter(engine, keys)


def _readers(url: str) -> Engine:
    return engines.postgresql_readers(url) if engines.is_postgresql(url) else engines.sqlite_readers(_file(url))


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")


def _private(file: Path) -> Path:
    """Nobody else reads the file or its journals, whatever the folder allows; new journals get the mode of the file."""
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    for one in file.parent.glob(f"{file.name}*"):
        with contextlib.suppress(FileNotFoundError):  # another process ended a journal
            one.chmod(0o600)
    return file
