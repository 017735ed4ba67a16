"""How a golden file is written: both stores, row by row, with one of everything sealed in it, and the two roots.

`python -m tests.storage.golden FILE` writes one. A file that was released is never written again: what it holds must
open for ever. A new stored format adds a new file. Pages are kept small here; their format is the same at any size.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from sqlalchemy import Engine, MetaData, insert, select

from storage import tables
from storage.destroyer import destroy_retired
from storage.keys import Keys
from storage.opening import in_folders
from tests.storage.everything import filled
from tests.storage.homes import Home, founded

_SMALL: Final = {
    "storage.concerns.WORDS_SIZE": 256,
    "storage.concerns._LINE_SIZE": 2048,
    "storage.ledger.FIRST_SLOTS": 2,
    "storage.people._FIRST_SIZE": 1024,
    "storage.productions._SIZE": 1024,
    "storage.occasions._SIZE": 1024,
    "storage.occasions._CALL_SIZE": 256,
    "storage.schedules._DAY_SIZE": 256,
    "storage.schedules._SIZE": 1024,
    "storage.checkins._SIZE": 512,
    "storage.names._FIRST_SIZE": 128,
    "storage.spares._BATCH": 1,
}


def dumped(engine: Engine, metadata: MetaData) -> dict[str, list[dict[str, Any]]]:
    """Every row of a store; bytes as hex, days as text."""
    with engine.connect() as conn:
        return {
            table.name: [
                {name: _written(one) for name, one in row.items()} for row in conn.execute(select(table)).mappings()
            ]
            for table in metadata.sorted_tables
        }


def _written(one: Any) -> Any:
    if isinstance(one, bytes):
        return {"hex": one.hex()}
    return {"day": one.isoformat()} if isinstance(one, date) else one


def loaded(engine: Engine, metadata: MetaData, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Undo `dumped`, into an empty store."""
    with engine.begin() as conn:
        for name, some in rows.items():
            if values := [{column: _read(one) for column, one in row.items()} for row in some]:
                conn.execute(insert(metadata.tables[name]), values)


def _read(one: Any) -> Any:
    match one:
        case {"hex": text}:
            return bytes.fromhex(text)
        case {"day": text}:
            return date.fromisoformat(text)
    return one


async def written() -> dict[str, Any]:
    """A store with one of everything, as a golden file holds it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(in_folders(Path(folder, "data"), Path(folder, "keys")), "sqlite")
        store = home.open()
        stage = await founded(store)
        await filled(stage)
        await destroy_retired(store)
        await stage.spares.close()
        rows = {"data": dumped(store._readers, tables.data), "keys": dumped(_engine(store.keys), tables.keys)}
        store.close()
    return {"roots": [one.hex() for one in home.secrets], "production": stage.production.id.hex()} | rows


def _engine(keys: Keys) -> Engine:
    return keys._engine


def main() -> None:
    """Write a golden file."""
    for name, size in _SMALL.items():
        patch(name, size).start()
    Path(sys.argv[1]).write_text(json.dumps(asyncio.run(written()), indent=1) + "\n")


if __name__ == "__main__":
    main()
