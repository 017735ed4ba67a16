"""Logs are an allow-list: a fixed event name and counts. Everything else is dropped before it is written.

No line is written on a person's path when it succeeds, and none has a concern's id. Loggers of libraries that print
bodies, addresses or parameters at DEBUG are pinned to WARNING (PLATFORMS section 1, T6; read 2026-11).
"""

from __future__ import annotations

import logging
import sys
from typing import Final

EVENTS: Final = frozenset(
    {
        "started",
        "stopped",
        "entry_put_off",
        "delivery_refused",
        "keys_destroyed",
        "look_failed",
        "gesture_failed",
    }
)
PINNED: Final = (
    "aiohttp",
    "aiohttp.access",
    "aiosqlite",
    "alembic",
    "apscheduler",
    "apscheduler.executors",
    "asyncio",
    "discord",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "websockets",
)
_OURS: Final = "ghostlight"


class AllowList(logging.Formatter):
    """Writes an event of ours with its counts; of any other record only the logger's name and level."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, without text, arguments or traceback of anybody else's."""
        if record.name == _OURS and record.msg in EVENTS:
            counts = getattr(record, "counts", {})
            parts = [f"{name}={value}" for name, value in sorted(counts.items()) if isinstance(value, int)]
            return " ".join([self.formatTime(record), str(record.msg), *parts])
        return f"{self.formatTime(record)} library {record.name} {record.levelname}"


def event(name: str, **counts: int) -> None:
    """Log one of `EVENTS`. Raises ValueError for any other name."""
    if name not in EVENTS:
        raise ValueError("not an event of ours")
    logging.getLogger(_OURS).info(name, extra={"counts": counts})


def set_up() -> None:
    """Send everything through the allow-list to stderr, and pin the libraries."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(AllowList())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    pin()


def pin() -> None:
    """Keep libraries that print bodies at WARNING, whatever the root level is."""
    for name in PINNED:
        logging.getLogger(name).setLevel(logging.WARNING)
