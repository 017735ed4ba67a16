"""A disk whose power can be cut: an APSW file layer that writes down each write and each sync, and what can be left.

The real engines, tables and works run on it: SQLAlchemy gets a driver made of APSW instead of Python's sqlite3, and
everything else, pragmas too, is the product's own. Afterwards the log can be cut anywhere: what was synced is there,
and of what was not, any sectors in any order, as a disk leaves them.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any, Final

import apsw
import pytest
from sqlalchemy import create_engine

from storage import engines

SECTOR: Final = 512
_LAYER: Final = "power-cut"


# --- the log ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes that were handed to the disk; `size` is set instead when a file was cut to it."""

    file: str
    at: int = 0
    content: bytes = field(repr=False, default=b"")
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Synced:
    """The disk said that everything written to this file is kept."""

    file: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A file was deleted. Not kept until its folder is synced, which SQLite asks for at once where it matters."""

    file: str


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody was answered: from here on this must be so, whatever happens."""

    what: str
    id: bytes


Event = Written | Synced | Removed | Told


@dataclass(slots=True)
class Log:
    """Everything that happened to the disk, in order."""

    events: list[Event] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def add(self, event: Event) -> None:
        """Write it down."""
        with self.lock:
            self.events.append(event)

    def told(self, cut: int) -> set[tuple[str, bytes]]:
        """What had been answered when the power was cut."""
        return {(one.what, one.id) for one in self.events[:cut] if isinstance(one, Told)}


# --- what is left -------------------------------------------------------------------------------------------------


class Disk:
    """The files as the disk keeps them, and what is on its way to each."""

    def __init__(self) -> None:
        self._kept: dict[str, bytearray] = {}
        self._waiting: dict[str, list[Written]] = {}

    def happen(self, event: Event) -> None:
        """Let one event happen."""
        match event:
            case Written(file=file):
                self._waiting.setdefault(file, []).append(event)
            case Synced(file=file):
                self._keep(file, self._waiting.pop(file, []))
            case Removed(file=file):
                self._kept.pop(file, None)
                self._waiting.pop(file, None)

    def lose_power(self, chance: random.Random, folder: Path) -> None:
        """Leave behind what a disk may leave: of all that wasn't synced some sectors, in any order."""
        for file, waiting in self._waiting.items():
            pieces = [piece for one in waiting for piece in _sectors(one)]
            left = [piece for piece in pieces if chance.random() < chance.choice((0.1, 0.5, 0.9))]
            chance.shuffle(left)
            self._keep(file, left)
        for file, content in self._kept.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_bytes(content)

    def _keep(self, file: str, writes: Iterable[Written]) -> None:
        kept = self._kept.setdefault(file, bytearray())
        for one in writes:
            if one.size is not None:
                del kept[one.size :]
            else:
                kept.extend(bytes(max(0, one.at - len(kept))))
                kept[one.at : one.at + len(one.content)] = one.content


def _sectors(one: Written) -> Iterator[Written]:
    if one.size is not None:
        yield one
        return
    at, end = one.at, one.at + len(one.content)
    while at < end:
        upto = min(end, (at // SECTOR + 1) * SECTOR)
        yield Written(one.file, at, one.content[at - one.at : upto - one.at])
        at = upto


# --- the file layer -----------------------------------------------------------------------------------------------


class _File(apsw.VFSFile):
    def __init__(self, layer: Layer, name: Any, flags: list[int]) -> None:
        self._log, self._name = layer.log, layer.name_of(name)
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        super().xWrite(data, offset)
        self._log.add(Written(self._name, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        super().xTruncate(newsize)
        self._log.add(Written(self._name, size=newsize))

    def xSync(self, flags: int) -> None:  # noqa: ARG002, N802 - nothing needs to reach this machine's own disk
        self._log.add(Synced(self._name))


class Layer(apsw.VFS):
    """SQLite's own file layer, with each write and sync of the files in one folder written down."""

    def __init__(self, folder: Path, log: Log) -> None:
        self.log = log
        self._folder = folder
        super().__init__(_LAYER, "")

    def name_of(self, name: Any) -> str:
        """A file's place inside the folder."""
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        return str(Path(path).relative_to(self._folder))

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802
        """Open a file; one without a name is a temporary one and none of ours."""
        return _File(self, name, flags) if name else apsw.VFSFile("", name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        """Delete a file."""
        super().xDelete(filename, syncdir)
        self.log.add(Removed(self.name_of(filename)))


# --- the driver ---------------------------------------------------------------------------------------------------


class _Cursor:
    """What SQLAlchemy asks of a cursor."""

    arraysize = 1

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid = 0

    def execute(self, sql: str, values: Sequence[Any] = ()) -> _Cursor:
        cursor = self._connection.cursor()
        self.description = None
        cursor.exec_trace = self._described
        before = self._connection.total_changes()
        with _named_as_sqlite3():
            self._rows = list(cursor.execute(sql, tuple(values)))
        self.rowcount = self._connection.total_changes() - before
        return self

    def executemany(self, sql: str, many: Iterable[Sequence[Any]]) -> _Cursor:
        self.rowcount = sum(self.execute(sql, values).rowcount for values in many)
        return self

    def fetchone(self) -> Any:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int = 1) -> list[Any]:
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    def fetchall(self) -> list[Any]:
        return self.fetchmany(len(self._rows))

    def close(self) -> None:
        self._rows = []

    def _described(self, cursor: apsw.Cursor, _sql: str, _values: object) -> bool:
        described = cursor.get_description()
        self.description = tuple((one[0], *[None] * 6) for one in described) or None
        return True


class _Connection:
    """What SQLAlchemy asks of a connection whose driver begins nothing by itself."""

    isolation_level = None

    def __init__(self, file: str, **_asked: Any) -> None:
        with _named_as_sqlite3():
            self._connection = apsw.Connection(file, vfs=_LAYER)
        self._connection.set_busy_timeout(5000)

    @property
    def in_transaction(self) -> bool:
        return not self._connection.get_autocommit()

    def cursor(self) -> _Cursor:
        return _Cursor(self._connection)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> _Cursor:
        return self.cursor().execute(sql, values)

    def commit(self) -> None:
        if self.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.in_transaction:
            self.execute("ROLLBACK")

    def create_function(self, name: str, count: int, function: Any, **_more: Any) -> None:
        self._connection.create_scalar_function(name, function, count)

    def close(self) -> None:
        self._connection.close()


@contextmanager
def _named_as_sqlite3() -> Iterator[None]:
    try:
        yield
    except apsw.ConstraintError as error:
        raise sqlite3.IntegrityError(str(error)) from None
    except apsw.Error as error:
        raise sqlite3.OperationalError(str(error)) from None


_ERRORS: Final = ("Error", "DatabaseError", "IntegrityError", "OperationalError", "ProgrammingError", "InterfaceError")
_DRIVER: Final = SimpleNamespace(
    **{
        name: getattr(sqlite3, name) for name in (*_ERRORS, "DataError", "InternalError", "NotSupportedError", "Binary")
    },
    paramstyle="qmark",
    connect=_Connection,
    sqlite_version_info=tuple(int(part) for part in apsw.sqlite_lib_version().split(".")),
    sqlite_version=apsw.sqlite_lib_version(),
    PARSE_DECLTYPES=sqlite3.PARSE_DECLTYPES,
    PARSE_COLNAMES=sqlite3.PARSE_COLNAMES,
)


@contextmanager
def on_this_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    """Let every SQLite engine that is made meanwhile write to files in this folder through the layer."""
    log = Log()
    layer = Layer(folder, log)
    with monkeypatch.context() as patch:
        patch.setattr(engines, "create_engine", lambda url, **more: create_engine(url, module=_DRIVER, **more))
        yield log
    layer.unregister()
