"""`ghostlight run` as a process of its own: the production that it serves, and what it holds."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Final

from bench.start import PAGE
from bot.clock import MovableClock
from bot.demo import found_production
from bot.demo_cast import PEOPLE, Addresses
from bot.operator import root_keys
from bot.operator.running import open_store
from bot.settings import Settings

RUN: Final = (sys.executable, "-m", "bot", "run")
SETTLES: Final = 0.5
"""Seconds for what a process does first: its memory at rest is asked for."""
_OTHERS: Final = ("GHOSTLIGHT_", "SLACK_", "DISCORD_")


async def founded(folder: Path, at: Addresses) -> dict[str, str]:
    """The demo's production with its people at these addresses, on the disk; the environment but for a platform's."""
    keys = folder / "roots" / "content.key", folder / "roots" / "route.key"
    settings = Settings(folder / "data", folder / "keys", *keys)
    root_keys.make(settings)
    store = await asyncio.to_thread(open_store, settings)
    try:
        await found_production(store, MovableClock(), PEOPLE, at)
    finally:
        await asyncio.to_thread(store.close)
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(_OTHERS)},
        "GHOSTLIGHT_DATA": str(settings.data),
        "GHOSTLIGHT_KEYS": str(settings.keys),
        "GHOSTLIGHT_CONTENT_KEY": str(settings.content_key),
        "GHOSTLIGHT_ROUTE_KEY": str(settings.route_key),
    }


def held_by(process: int) -> int:
    """The bytes that this process holds."""
    return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * PAGE
