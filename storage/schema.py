"""Brings both stores to the newest schema, by migrations only; a test proves that they end at `tables`."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

Which = Literal["data", "keys"]
_FOLDER: Final = Path(__file__).parent / "migrations"


def migrate(engine: Engine, which: Which, revision: str = "head") -> None:
    """Upgrade to `revision`. Twice is fine; everything of one call happens in one transaction."""
    with engine.begin() as connection:
        command.upgrade(_config(which, connection), revision)


def downgrade(engine: Engine, which: Which, revision: str) -> None:
    """Go back to `revision` ("base" is an empty store)."""
    with engine.begin() as connection:
        command.downgrade(_config(which, connection), revision)


def _config(which: Which, connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("version_locations", str(_FOLDER / which))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
