"""Logs are an allow-list: a fixed event name and counts. Everything else is dropped before it is written.

No line is written on a person's path when it succeeds, and none has a concern's id. Loggers of libraries that print
bodies, addresses or parameters at DEBUG are pinned to WARNING (PLATFORMS section 1, T6; read 2026-11).
"""

from __future__ import annotations

import logging
import re
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
OF_ADAPTERS: Final = frozenset(
    {
        "discord.failed",
        "local.gesture_failed",
        "local.page_failed",
        "slack.app_removed",
        "slack.diary_failed",
        "slack.dm_not_looked_at",
        "slack.gesture_failed",
        "slack.home_failed",
        "slack.joining_failed",
        "slack.look_failed",
        "slack.not_answered",
        "slack.not_opened",
        "slack.not_reached",
        "slack.not_shown",
        "slack.not_told",
        "slack.socket_lost",
        "slack.work_failed",
    }
)
"""What adapters log: a fixed name, and as `fault` the kind of an error, a code of ours and a line of code."""
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
_FAULT: Final = re.compile(r"[A-Za-z]{1,40}( [a-z_]{1,60})?( at [a-z_]{1,40}\.py:\d{1,5})?")


class AllowList(logging.Formatter):
    """Writes an event of ours with its counts or place; of any other record only the logger's name and level."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, without text, arguments or traceback of anybody else's."""
        if record.name == _OURS and record.msg in EVENTS:
            counts = getattr(record, "counts", {})
            parts = [f"{name}={value}" for name, value in sorted(counts.items()) if isinstance(value, int)]
            return " ".join([self.formatTime(record), str(record.msg), *parts])
        if record.name.startswith("adapters.") and record.msg in OF_ADAPTERS:
            fault = str(getattr(record, "fault", ""))
            return " ".join([self.formatTime(record), str(record.msg), *_seemly(fault)])
        return f"{self.formatTime(record)} library {record.name} {record.levelname}"


def _seemly(fault: str) -> list[str]:
    return [fault] if _FAULT.fullmatch(fault) else []


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
