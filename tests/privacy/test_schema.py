"""The schema can't tell on anybody: no row numbers, no times, no clear text, no column for a person or their hash."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Engine,
    ForeignKey,
    Identity,
    Integer,
    LargeBinary,
    MetaData,
    Sequence,
    String,
    Table,
    Time,
    create_engine,
    text,
)
from sqlalchemy.types import Interval, Numeric, SmallInteger

from storage import schema, tables
from tests.storage.homes import DATABASES, Home, home_on

# Deadlines and days, and nothing else that says when (ANONYMITY section 4).
# `there.day` is the same whoever writes, and whether anybody does: a platform was listened to on it.
TIMES = {
    "agenda.due",
    "occasions.day",
    "unit_days.day",
    "checkins.ends",
    "submissions.ends",
    "mailboxes.ends",
    "audit.day",
    "events.ends",
    "there.day",
}
# Fixed words of ours: which page, what is due, which adapter.
TEXTS = {"pages.kind", "agenda.kind", "there.adapter"}
# Positions and versions inside one row's own thing.
NUMBERS = {
    "occasions.revision",
    "calls.position",
    "concerns.version",
    "words.position",
    "steps.position",
    "agenda.step",
    "agenda.version",
    "agenda.lane",
    "agenda.attempts",
}
# 32 bytes instead of 16 random ones: HMACs of random values, or of a platform's own name for one event (its chat and
# its microsecond), never of a person.
HASHES = {"concerns.way", "submissions.once", "mailboxes.id", "events.event"}
PERSON = re.compile(
    r"user|person|people|member|name|mail|phone|tel|address|account|platform|workspace|handle|author|writer|reporter"
    r"|sender|who|actor|owner|creator|locale|language|birth|gender|device|ip"
)
CLOCK = re.compile(r"(^|_)(at|on|time|date|created|updated|changed|modified|saved|seen|last|since|stamp|ts)($|_)")
EVERY = (tables.data, tables.keys)


def faults(metadata: MetaData) -> set[str]:
    """Everything in these tables that could tell on somebody."""
    return {
        f"{fault}: {table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        for fault in _faults_of(column)
    } | {f"rowid: {table.name}" for table in metadata.tables.values() if table.dialect_options["sqlite"]["with_rowid"]}


def _faults_of(column: Column[Any]) -> Iterator[str]:
    name = f"{column.table.name}.{column.name}"
    if column.identity is not None or column.default is not None or column.server_default is not None:
        yield "filled in"
    if column.primary_key and isinstance(column.type, Integer) and name not in NUMBERS:
        yield "row number"
    if column.foreign_keys:
        yield "foreign key"
    if PERSON.search(column.name):
        yield "person"
    if CLOCK.search(column.name) and name not in TIMES:
        yield "clock"
    yield from _faults_of_type(column, name)


def _faults_of_type(column: Column[Any], name: str) -> Iterator[str]:
    match column.type:
        case Date() | DateTime() | Time() | Interval():
            if name not in TIMES:
                yield "time"
        case BigInteger() | Numeric():
            if name not in TIMES:
                yield "could be a time"
        case Integer() | SmallInteger():
            if name not in NUMBERS:
                yield "number"
        case LargeBinary():
            if (column.type.length or 16) != 16 and name not in HASHES:
                yield "could be a hash"
        case _:
            if name not in TEXTS:
                yield "clear text"


def test_no_table_can_tell_on_anybody() -> None:
    for metadata in EVERY:
        assert faults(metadata) == set()


def test_the_lists_of_what_is_allowed_name_what_is_there() -> None:
    there = {str(column) for metadata in EVERY for table in metadata.tables.values() for column in table.columns}
    assert there >= TIMES | TEXTS | NUMBERS | HASHES


BAD: dict[str, Column[Any]] = {
    "row number": Column("id", Integer, primary_key=True),
    "filled in": Column("id", Integer, Identity(), primary_key=True),
    "time": Column("day", DateTime),
    "clock": Column("created_at", LargeBinary(16)),
    "could be a time": Column("due", BigInteger),
    "number": Column("count", Integer),
    "foreign key": Column("of", LargeBinary(16), ForeignKey("concerns.id")),
    "person": Column("user_id", LargeBinary(16)),
    "could be a hash": Column("key", LargeBinary(32)),
    "clear text": Column("sealed", String),
}


@pytest.mark.parametrize("fault", BAD)
def test_control_a_bad_column_is_seen(fault: str) -> None:
    metadata = MetaData()
    Table("concerns", metadata, Column("id", LargeBinary(16), primary_key=True), sqlite_with_rowid=False)
    Table("bad", metadata, BAD[fault], sqlite_with_rowid=False)
    assert f"{fault}: bad.{BAD[fault].name}" in faults(metadata)


def test_control_a_table_with_row_numbers_is_seen() -> None:
    metadata = MetaData()
    Table("bad", metadata, Column("id", LargeBinary(16), primary_key=True))
    assert faults(metadata) == {"rowid: bad"}


# --- What stands in the databases -------------------------------------------------------------------------


@pytest.fixture(params=DATABASES)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """Give a home with both schemas in it."""
    with home_on(request.param, request, tmp_path) as found:
        found.open().close()
        yield found


def _engines(home: Home) -> Iterator[tuple[schema.Which, Engine]]:
    pairs: list[tuple[schema.Which, str]] = [("data", home.where.data), ("keys", home.where.keys)]
    for which, url in pairs:
        engine = create_engine(url)
        yield which, engine
        engine.dispose()


# What a database itself adds or counts, whatever the tables say.
_COUNTS = {
    "sqlite": """
        SELECT name FROM sqlite_master WHERE type = 'trigger' OR name = 'sqlite_sequence' OR sql LIKE '%DEFAULT%'
    """,
    "postgresql": """
        SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE nspname = 'public' AND relkind = 'S'
        UNION SELECT tgname FROM pg_trigger
        UNION SELECT table_name || '.' || column_name FROM information_schema.columns
        WHERE table_schema = 'public' AND (column_default IS NOT NULL OR is_identity = 'YES')
    """,
}
_COLUMNS = {
    "sqlite": "SELECT m.name || '.' || p.name FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'",
    "postgresql": """
        SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'
    """,
}


def _ask(engine: Engine, question: dict[str, str]) -> set[str]:
    with engine.connect() as conn:
        return set(conn.execute(text(question[engine.dialect.name])).scalars())


def test_no_database_counts_or_adds_anything(home: Home) -> None:
    for which, engine in _engines(home):
        metadata = tables.data if which == "data" else tables.keys
        named = {str(column) for table in metadata.tables.values() for column in table.columns}
        assert _ask(engine, _COUNTS) == set()
        assert _ask(engine, _COLUMNS) - {"alembic_version.version_num"} == named


def test_control_a_counting_table_is_seen(home: Home) -> None:
    _, engine = next(_engines(home))
    counting = Table(
        "counting", MetaData(), Column("id", Integer, Sequence("numbers"), primary_key=True), sqlite_autoincrement=True
    )
    with engine.begin() as conn:
        counting.create(conn)
    assert _ask(engine, _COUNTS)
    assert "counting.id" in _ask(engine, _COLUMNS)
    engine.dispose()
