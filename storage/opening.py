"""Opens both stores as one `Store`: SQLite in two folders, or two PostgreSQL databases."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, make_url

from storage import engines, schema
from storage.errors import UnsafeSetting
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


def open_store(where: Whereabouts, roots: Roots) -> Store:
    """Open, migrate, replay tombstones. Raises UnsafeSetting for addresses that don't fit together. Blocks."""
    if where.data == where.keys:
        raise UnsafeSetting("GHOSTLIGHT_KEYS_URL: keys need a database of their own")
    keys = Keys(_migrated(_keys_engine(where.keys), "keys"), roots)
    keys.replay()
    writer, readers = _data(where.data, keys)
    return Store(writer, readers, keys)


def _keys_engine(url: str) -> Engine:
    return engines.postgresql(url) if engines.is_postgresql(url) else engines.sqlite_keys(_file(url))


def _data(url: str, keys: Keys) -> tuple[Writer, Engine]:
    if engines.is_postgresql(url):
        engine = _migrated(engines.postgresql(url), "data")
        return PooledWriter(engine, keys), engines.postgresql(url, connections=4)
    engine = _migrated(engines.sqlite_writer(_file(url)), "data")
    return GroupWriter(engine, keys), engines.sqlite_readers(_file(url))


def _migrated(engine: Engine, which: schema.Which) -> Engine:
    schema.migrate(engine, which)
    return engine


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")
