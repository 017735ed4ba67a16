"""Everything that anybody logs, as the most talkative formatter would write it, and as ours does."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot import logs


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Text, arguments, traceback and every extra of the record."""
        self.lines.append(f"{logging.Formatter().format(record)} {vars(record)}")


@dataclass(slots=True)
class Overheard:
    """`raw`: every record in full. `written`: what our own formatter wrote of it."""

    raw: list[str]
    _stream: io.StringIO = field(repr=False)

    @property
    def written(self) -> str:
        """What stands in the log."""
        return self._stream.getvalue()

    @property
    def ours(self) -> list[str]:
        """Our own events, without their time."""
        return [line.partition(",")[2][4:] for line in self.written.splitlines() if " library " not in line]

    @property
    def everything(self) -> str:
        """Both, in one text."""
        return "\n".join((*self.raw, self.written))


@contextmanager
def overheard(*, everything: bool) -> Iterator[Overheard]:
    """Listen at INFO with libraries pinned, as `logs.set_up` has it; or to all loggers at DEBUG."""
    root, ear, stream = logging.getLogger(), _Ear(), io.StringIO()
    names = sorted(logging.root.manager.loggerDict)
    before = {name: logging.getLogger(name).level for name in (*names, *logs.PINNED)}
    level, handlers = root.level, list(root.handlers)
    writer = logging.StreamHandler(stream)
    writer.setFormatter(logs.AllowList())
    root.handlers = [ear, writer]
    root.setLevel(logging.DEBUG if everything else logging.INFO)
    logs.pin()
    if everything:
        for name in before:
            logging.getLogger(name).setLevel(logging.DEBUG)
    try:
        yield Overheard(ear.lines, stream)
    finally:
        root.handlers = handlers
        root.setLevel(level)
        for name, old in before.items():
            logging.getLogger(name).setLevel(old)
