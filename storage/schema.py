"""Brings both stores to the newest schema, by migrations only; a test proves that they end at `tables`."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final, Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from storage.errors import UnsafeSetting

Which = Literal["data", "keys"]
_FOLDER: Final = Path(__file__).parent / "migrations"
# Two processes that start at once take turns, and a large table may take its time.
_ONE_AT_A_TIME: Final = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL lock_timeout = '60s'",
    "SELECT pg_advisory_xact_lock(7164003281)",
)
_IN_THIS_PROCESS: Final = threading.Lock()  # alembic keeps what it is doing in a global


def migrate(engine: Engine, which: Which, revision: str = "head") -> None:
    """Upgrade to `revision`. Twice is fine, also at once; everything of one call happens in one transaction."""
    with _IN_THIS_PROCESS, engine.begin() as connection:
        for setting in _ONE_AT_A_TIME if connection.dialect.name == "postgresql" else ():
            connection.execute(text(setting))
        try:
            command.upgrade(_config(which, connection), revision)
        except CommandError:
            raise UnsafeSetting(f"{which}: the database there is another store's, or a newer Ghostlight's") from None


def compared(connection: Connection, which: Which) -> Literal["missing", "old", "current", "foreign"]:
    """What the schema there is, beside today's; changes nothing."""
    found = set(MigrationContext.configure(connection).get_current_heads())
    script = ScriptDirectory.from_config(_config(which, connection))
    if found == set(script.get_heads()):
        return "current"
    if not found:
        return "missing"
    return "old" if found <= {one.revision for one in script.walk_revisions()} else "foreign"


def downgrade(engine: Engine, which: Which, revision: str) -> None:
    """Go back to `revision` ("base" is an empty store)."""
    with _IN_THIS_PROCESS, engine.begin() as connection:
        command.downgrade(_config(which, connection), revision)


def _config(which: Which, connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("version_locations", str(_FOLDER / which))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
