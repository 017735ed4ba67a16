"""A line as the model has it: what was said, who may see it, and which ways lead back; and the machine it runs in."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from bot.lines.mine import Mine
from bot.lines.own_acts import OwnActs
from bot.lines.owning import Access
from bot.lines.raising import Raising
from bot.lines.reading import Lines
from storage import productions
from storage.mailboxes import Mailbox
from storage.store import Tx
from tests.privacy.set import (
    CREW,
    LOCAL,
    WORKSPACE,
    Dice,
    OnSet,
    SetClock,
    founded,
    memory,
    platforms,
    reopened,
)


@dataclass(slots=True)
class Word:
    """One thing said; `seen` once it has left, `at` the step at which it was said, `added` after the release."""

    text: str
    at: int
    added: bool = False
    seen: bool = False


@dataclass(slots=True)
class ModelLine:
    """All that the model knows of a line. One writer has one line, so that a note tells whose it is."""

    writer: str
    id: bytes
    readers: set[str]
    words: list[Word] = field(default_factory=list)
    released: bool = False
    way: bool = True
    key: Mailbox | None = None
    taken_by: str = ""
    opened: set[str] = field(default_factory=set)
    pending: str = ""
    closed_at: int = 0
    over: str = ""
    erase_at_close: bool = False

    @property
    def access(self) -> Access:
        """How its person comes to it."""
        return Access(self.id)

    @property
    def visible(self) -> list[str]:
        """The words that readers may see."""
        return [word.text for word in self.words if word.seen]

    def left(self) -> None:
        """Everything that waited has left, in its order: a closing before the words that came after it."""
        self.released = True
        if self.pending == "withdraw":
            self.over, self.words = "withdrawn", []
        elif self.pending == "close":
            self._closed()
        elif self.over == "closed" and any(not word.seen for word in self.words):
            self.over = ""
        for word in self.words:
            word.seen = True
        self.pending = ""

    def _closed(self) -> None:
        later = any(word.at > self.closed_at for word in self.words)
        self.over = "" if later else "closed"
        if self.over and self.erase_at_close:
            self.words = []


T = TypeVar("T")
Account = tuple[str, str, str]
WRITERS: Final = [one.user for one in CREW if one.platform == LOCAL][:4]
HALF_AN_HOUR: Final = timedelta(minutes=31)


def account(user: str) -> Account:
    """An account on the readers' platform."""
    return LOCAL, WORKSPACE, user


class Machine(RuleBasedStateMachine):
    """A set of its own for each run, in a loop of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._folder = tempfile.TemporaryDirectory(dir=memory())
        self.lines: list[ModelLine] = []
        self.writers = list(WRITERS)
        self.step = 0

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Run in this machine's own loop."""
        return self._runner.run(work)

    @initialize(seed=st.integers(0, 2**32 - 1))
    def begin(self, seed: int) -> None:
        """Open a fresh copy of the set."""
        folder = Path(self._folder.name)
        shutil.copytree(founded(), folder, dirs_exist_ok=True)
        self.on = self.do(reopened(folder, SetClock(), Dice(seed), platforms()))
        self.do(self.on.store.write(self._without_rounds))
        self._desks()

    def _without_rounds(self, tx: Tx) -> None:
        """At wrap everybody gets a note; here a note is to tell whose line was answered."""
        book = productions.book(tx, self.on.production)
        productions.rewrite_book(tx, self.on.production, replace(book, rounds=False))

    def _desks(self) -> None:
        house = self.on.running.house
        lexicons = self.on.running.doors._rooms[0].person._writing.raising._lexicons
        self.raising, self.mine = Raising(house, lexicons), Mine(house)
        self.acts, self.reading = OwnActs(house), Lines(house)

    def teardown(self) -> None:
        """Close everything."""
        if hasattr(self, "on"):
            self.do(self.on.running.close())
        self._runner.close()
        self._folder.cleanup()

    def _ticked(self) -> int:
        self.on.clock.moment += timedelta(seconds=1)
        self.step += 1
        return self.step

    def _pick(self, at: int) -> ModelLine:
        return self.lines[at % len(self.lines)]

    @rule()
    def restart(self) -> None:
        """Stop and start: what is kept is all that is known."""
        on: OnSet = self.on
        self.do(on.running.close())
        self.on = self.do(reopened(Path(self._folder.name), on.clock, on.dice, on.platforms))
        self._desks()
