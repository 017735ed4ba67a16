"""Where the time goes: each part of the writing thread is charged its own time, without that of the parts inside it.

Watching costs time itself (about a microsecond each time a part is entered), so what is watched is never what is timed
for the table's ratios.
"""

from __future__ import annotations

import contextlib
import functools
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.engine.default import DefaultDialect

from bot.lines import raising
from escalation import aliases
from storage import audit, concerns, keys, ledger, names, pages, productions, submissions
from storage.sealed import Codec
from storage.store import GroupWriter

PAGE: Final = "page: open, seal"
SEALS: Final = "other seals"
LEDGER: Final = "slots: split, shuffle"
PAYLOADS: Final = "payloads (JSON)"
SQLITE: Final = "SQLite"
SQLALCHEMY: Final = "SQLAlchemy"
COMMIT: Final = "commit"
NAME: Final = "choosing a name"
RULES: Final = "readers, waits, ladder"
REST: Final = "rest of the work"
THREADS: Final = "threads, loop, spares"
PARTS: Final = (PAGE, LEDGER, SEALS, PAYLOADS, SQLITE, SQLALCHEMY, COMMIT, NAME, RULES, REST, THREADS)

_SEALED: Final = (concerns, names, submissions, audit, productions, keys)
_WATCHED: Final[tuple[tuple[Any, str, str], ...]] = (
    (GroupWriter, "_commit", REST),
    (DefaultDialect, "do_execute", SQLITE),
    (DefaultDialect, "do_executemany", SQLITE),
    (DefaultDialect, "do_commit", COMMIT),
    (Connection, "execute", SQLALCHEMY),
    (Connection, "begin_nested", SQLALCHEMY),
    (pages, "seal", PAGE),
    (pages, "unseal", PAGE),
    (ledger, "_change", LEDGER),
    (Codec, "dump", PAYLOADS),
    (Codec, "load", PAYLOADS),
    (aliases, "choose", NAME),
    (raising, "addressed", RULES),
    *((module, name, SEALS) for module in _SEALED for name in ("seal", "unseal") if hasattr(module, name)),
)


@dataclass(slots=True)
class Shares:
    """Seconds by part, of one thread."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    _inside: list[str] = field(default_factory=list)
    _since: float = 0.0

    @contextlib.contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Charge what happens inside to this part."""
        self._charge()
        self._inside.append(name)
        try:
            yield
        finally:
            self._charge()
            self._inside.pop()

    def of(self, whole: float) -> dict[str, float]:
        """Each part's seconds; what the writing thread can't account for is the threads' and the loop's."""
        return {**self.seconds, THREADS: max(whole - sum(self.seconds.values()), 0.0)}

    def _charge(self) -> None:
        now = perf_counter()
        if self._inside:
            self.seconds[self._inside[-1]] += now - self._since
        self._since = now


@contextlib.contextmanager
def watched() -> Iterator[Shares]:
    """Charge the writing thread's parts while this is open."""
    shares = Shares()
    with contextlib.ExitStack() as undo:
        for owner, name, part in _WATCHED:
            original = getattr(owner, name)
            undo.callback(setattr, owner, name, original)
            setattr(owner, name, _charging(shares, part, original))
        yield shares


def _charging(shares: Shares, part: str, original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def charged(*args: Any, **more: Any) -> Any:
        if threading.current_thread().name != "write":
            return original(*args, **more)
        with shares.part(part):
            return original(*args, **more)

    return charged
