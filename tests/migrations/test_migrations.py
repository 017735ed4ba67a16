"""Migrations: up, down, up with data, twice, and they end at exactly the tables that the code names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    delete,
    insert,
    inspect,
    select,
    text,
)

from storage import engines, schema, tables
from storage.errors import UnsafeSetting
from tests.storage.homes import DATABASES, home_on

Which = schema.Which
METADATA: dict[Which, MetaData] = {"data": tables.data, "keys": tables.keys}


@pytest.fixture(params=DATABASES)
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[Which, Engine]]:
    """Give both stores, empty."""
    with home_on(request.param, request, tmp_path) as home:
        folders = home.folders
        found: dict[Which, Engine] = (
            {"data": engines.sqlite_writer(folders[0] / "d"), "keys": engines.sqlite_keys(folders[1] / "k")}
            if folders
            else {"data": engines.postgresql(home.where.data), "keys": engines.postgresql(home.where.keys)}
        )
        yield found
        for engine in found.values():
            engine.dispose()


def differences(engine: Engine, metadata: MetaData) -> list[Any]:
    """What a store has that the tables don't name, and the other way round."""
    with engine.connect() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))


def names(engine: Engine) -> set[str]:
    """The tables that are there."""
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def row_of(table: Table) -> dict[str, Any]:
    """A row that fits this table."""
    return {column.name: _value(column) for column in table.columns}


def _value(column: Column[Any]) -> Any:
    match column.type:
        case LargeBinary():
            return b"\7" * (column.type.length or 40)
        case Date():
            return date(2026, 3, 14)
        case BigInteger() | Integer() | SmallInteger():
            return 7
        case _:
            return "ledger"


@pytest.mark.parametrize("which", ["data", "keys"])
def test_migrations_end_at_the_tables(pair: dict[Which, Engine], which: Which) -> None:
    schema.migrate(pair[which], which)
    assert differences(pair[which], METADATA[which]) == []
    assert names(pair[which]) == set(METADATA[which].tables)


@pytest.mark.parametrize("which", ["data", "keys"])
def test_control_a_table_that_no_migration_makes_is_seen(pair: dict[Which, Engine], which: Which) -> None:
    schema.migrate(pair[which], which)
    changed = MetaData()
    for table in METADATA[which].tables.values():
        table.to_metadata(changed)
    changed.tables[_first(which)].append_column(Column("more", Integer))
    Table("another", changed, Column("id", LargeBinary(16), primary_key=True))
    Index("one_more", changed.tables[_first(which)].c.more)
    assert {one[0] for one in differences(pair[which], changed)} == {"add_column", "add_table", "add_index"}


def _first(which: Which) -> str:
    return "agenda" if which == "data" else "keys"


@pytest.mark.parametrize("which", ["data", "keys"])
def test_up_down_and_up_again(pair: dict[Which, Engine], which: Which) -> None:
    engine = pair[which]
    for _ in range(2):
        schema.migrate(engine, which)
        assert names(engine) == set(METADATA[which].tables)
        schema.downgrade(engine, which, "base")
        assert names(engine) == set()
    schema.migrate(engine, which)
    assert differences(engine, METADATA[which]) == []


@pytest.mark.parametrize("which", ["data", "keys"])
def test_each_revision_goes_up_and_down_with_data_in_it(pair: dict[Which, Engine], which: Which) -> None:
    engine = pair[which]
    revisions = [one.revision for one in _scripts(engine, which).walk_revisions()][::-1]
    for before, revision in zip(["base", *revisions], revisions, strict=False):
        schema.migrate(engine, which, revision)
        there = MetaData()
        there.reflect(engine)
        filled = [table for table in there.sorted_tables if table.name != "alembic_version"]
        with engine.begin() as conn:
            for table in filled:
                conn.execute(delete(table))
                conn.execute(insert(table), row_of(table))
        schema.downgrade(engine, which, before)
        schema.migrate(engine, which, revision)
    schema.migrate(engine, which)
    assert differences(engine, METADATA[which]) == []


def _scripts(engine: Engine, which: Which) -> ScriptDirectory:
    return ScriptDirectory.from_config(schema._config(which, engine))


@pytest.mark.parametrize("which", ["data", "keys"])
def test_twice_is_fine_and_keeps_every_row(pair: dict[Which, Engine], which: Which) -> None:
    engine = pair[which]
    schema.migrate(engine, which)
    with engine.begin() as conn:
        for table in METADATA[which].sorted_tables:
            conn.execute(insert(table), row_of(table))
    schema.migrate(engine, which)
    with engine.connect() as conn:
        kept = {
            table.name: dict(conn.execute(select(table)).mappings().one()) for table in METADATA[which].sorted_tables
        }
    assert kept == {table.name: row_of(table) for table in METADATA[which].sorted_tables}


@pytest.mark.parametrize("which", ["data", "keys"])
def test_there_is_one_line_of_revisions(which: Which, pair: dict[Which, Engine]) -> None:
    scripts = _scripts(pair[which], which)
    assert len(scripts.get_heads()) == len(scripts.get_bases()) == 1
    assert all(one.revision.startswith(f"{which}_") for one in scripts.walk_revisions())


def test_a_migration_that_fails_leaves_nothing_behind(
    pair: dict[Which, Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(Exception):
        pass

    upgrade = command.upgrade

    def fails(*args: Any) -> None:
        upgrade(*args)
        raise Broken

    monkeypatch.setattr(command, "upgrade", fails)
    with pytest.raises(Broken):
        schema.migrate(pair["data"], "data")
    monkeypatch.undo()
    assert names(pair["data"]) == set()
    schema.migrate(pair["data"], "data")
    assert differences(pair["data"], tables.data) == []


@pytest.mark.parametrize("which", ["data", "keys"])
def test_the_other_store_or_a_newer_one_is_refused_and_not_touched(pair: dict[Which, Engine], which: Which) -> None:
    other: Which = "keys" if which == "data" else "data"
    schema.migrate(pair[which], which)
    with pytest.raises(UnsafeSetting, match=other):
        schema.migrate(pair[which], other)
    assert names(pair[which]) == set(METADATA[which].tables)
    with pair[which].begin() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = 'data_9999'"))
    with pytest.raises(UnsafeSetting, match=which):
        schema.migrate(pair[which], which)


@pytest.mark.parametrize("pair", ["sqlite"], indirect=True)
@pytest.mark.parametrize("which", ["data", "keys"])
def test_rows_on_sqlite_stand_in_the_order_of_their_random_ids(pair: dict[Which, Engine], which: Which) -> None:
    """What alembic doesn't compare: with a rowid a table tells in which order its rows came."""
    schema.migrate(pair[which], which)
    with pair[which].connect() as conn:
        made = {
            row.name: row.sql for row in conn.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        }
    with_rowid = {name for name, sql in made.items() if "WITHOUT ROWID" not in sql}
    assert with_rowid == {"alembic_version"}  # which also is the control: a table with a rowid is seen
