"""A production's file for tests: the example, whole or with one thing changed, and stores to apply it to."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.operator import production_file, root_keys, running, state
from bot.operator.faults import Faulty
from bot.operator.production_commands import EXAMPLE
from bot.operator.shapes import ProductionFile
from bot.operator.state import State
from bot.settings import Settings
from storage import productions
from storage.store import Store

T = TypeVar("T")
_WRITTEN = EXAMPLE.read_text(encoding="utf-8").replace("555-01", "000-01")
_WAITING = _WRITTEN.index("# --- Waiting times")
TEXT = _WRITTEN[:_WAITING] + re.sub(r"(?m)^# (\[|\w+ = )", r"\1", _WRITTEN[_WAITING:])
"""The example with the waiting times that stand behind a # in it."""


def changed(old: str, new: str, text: str = TEXT) -> str:
    """The text with the one place that reads `old` changed."""
    assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
    return text.replace(old, new)


def without(table: str, text: str = TEXT) -> str:
    """The text without the first table whose name begins so, up to the next one."""
    start = re.search(rf"^\[\[?{table}", text, re.MULTILINE)
    assert start
    end = text.find("\n[", start.end())
    return text[: start.start()] + (text[end + 1 :] if end > 0 else "")


def line_of(part: str, text: str) -> int:
    """The line on which this part stands first."""
    return text[: text.index(part)].count("\n") + 1


def faults_of(text: str) -> list[str]:
    """Every fault of a text, as it is said."""
    with pytest.raises(Faulty) as refused:
        production_file.read(text)
    return [str(one) for one in refused.value.faults]


def good(text: str = TEXT) -> ProductionFile:
    """The file that this text is."""
    return production_file.read(text)


def settings_in(folder: Path, **more: Any) -> Settings:
    """Settings on SQLite in a folder, with root keys."""
    content, route = folder / "roots" / "content.key", folder / "roots" / "route.key"
    settings = Settings(folder / "data", folder / "keys", content, route, **more)
    root_keys.make(settings)
    return settings


async def in_store(settings: Settings, act: Callable[[Store], Coroutine[Any, Any, T]]) -> T:
    """Open the store for one act, as each command does."""
    store = running.open_store(settings)
    try:
        return await act(store)
    finally:
        store.close()


async def states_in(store: Store) -> list[State]:
    """Every production there."""
    return await store.read(lambda tx: [state.read(tx, one) for one in productions.all_of(tx)])


def another(name: str) -> str:
    """The file of another production, with channels of its own."""
    return changed('"The Lantern Yard"', f'"{name}"').replace("C0READERS", "C1READERS").replace("C0OFFICE", "C1OFFICE")
