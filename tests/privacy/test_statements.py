"""A person's path writes only to tables that name nobody, and a reader's path never to a table of ways back.

ANONYMITY 8.5, the first half: every statement that the writer sends is listened to. (The schema has its own test.)
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import create_engine, event, insert

from adapters.interface import Pressed
from storage.store import GroupWriter
from storage.tables import data, retired
from tests.privacy.hands import Hand, buttons
from tests.privacy.life import STEPS, Life
from tests.privacy.set import OnSet, memory, open_set

WRITES: Final = re.compile(
    r"^\s*(?:WITH\b.*?)?\b(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE | re.DOTALL
)
BY_A_PERSON: Final = frozenset(
    {"agenda", "concerns", "mailboxes", "names", "pages", "retired", "steps", "submissions", "words"}
)
"""What anybody's writing may touch: sealed rows with random ids, and the two pages."""
BY_A_READER: Final = frozenset({"agenda", "audit", "concerns", "pages", "retired", "steps", "submissions", "words"})
"""No name, no mailbox; of the pages the roster alone (whoever presses ends a cover that was guessed): what a reader
does can't change who is on a line. `test_cover.py` sees that the ledger stays as it was."""
IN_CLEAR: Final = {
    "agenda": {"id", "production", "kind", "subject", "step", "version", "lane", "due", "attempts"},
    "audit": {"id", "production", "day"},
    "concerns": {"id", "production", "way", "head_key", "words_key", "version"},
    "mailboxes": {"id", "production", "ends"},
    "names": {"production"},
    "pages": {"production", "kind", "key"},
    "retired": {"key"},
    "steps": {"concern", "position"},
    "submissions": {"once", "concern", "ends"},
    "words": {"concern", "position"},
}
SEALED: Final = {"sealed", "head", "line"}


class Listener:
    """What was written while somebody acted: tables, and values that stand in clear."""

    def __init__(self) -> None:
        self.tables: set[str] = set()
        self.statements: list[str] = []

    def hear(self, *heard: Any) -> None:
        """Take one statement in, as SQLAlchemy tells it."""
        statement = str(heard[2])
        self.statements.append(statement)
        self.tables |= {match[2].lower() for match in WRITES.finditer(statement)}


@contextmanager
def listening(engine: Any) -> Iterator[Listener]:
    """Hear every statement of this engine."""
    listener = Listener()
    event.listen(engine, "before_cursor_execute", listener.hear)
    yield listener
    event.remove(engine, "before_cursor_execute", listener.hear)


def _writer(on: OnSet) -> Any:
    assert isinstance(on.store._writer, GroupWriter)
    return on.store._writer._engine


async def test_a_persons_path_writes_to_its_tables_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = {"person": set[str](), "other": set[str]()}
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder)) as on:
            life = Life.begun(on)
            _heard_apart(monkeypatch, on, life, heard)
            for step in STEPS:
                await step(life)
    assert heard["person"] == BY_A_PERSON, "all of them are reached, so the life came by everywhere"
    assert heard["other"] == BY_A_READER


def _heard_apart(monkeypatch: pytest.MonkeyPatch, on: OnSet, life: Life, heard: dict[str, set[str]]) -> None:
    """Listen while a hand acts, and only then: what is due later belongs to delivery."""
    acted = Hand.act

    async def act(hand: Hand, *what: Any) -> Any:
        whose = "other" if hand in (life.vera, life.piet, life.oona, life.walt) else "person"
        with listening(_writer(on)) as listener:
            shown = await acted(hand, *what)
        heard[whose] |= listener.tables
        return shown

    monkeypatch.setattr(Hand, "act", act)


def test_what_stands_in_clear_in_these_tables_names_nobody() -> None:
    written = BY_A_PERSON | BY_A_READER
    found = {name: {column.name for column in data.tables[name].columns} - SEALED for name in written}
    assert found == IN_CLEAR


async def test_looking_writes_nothing() -> None:
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder)) as on:
            life = Life.begun(on)
            await life.raised("seen")
            await life.left()
            with listening(_writer(on)) as listener:
                for action in ("home", "open", "who", "rights", "lines", "write", "now", "key-in"):
                    await life.me.act(Pressed(action))
                await life.to_line()
                await life.me.press("copy")
                await life.me.write("text", "hello")
                await life.walt.act(Pressed("o-who"))
                await life.vera.act(Pressed("r-desk"))
    assert listener.statements == []


async def test_somebody_elses_line_and_none_give_the_same_statements() -> None:
    """A foreign token, a broken one, and one of a line that is over: same page, nothing written by any."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder)) as on:
            life = Life.begun(on)
            await life.raised("mine")
            assert life.me.shown is not None
            token = next(one.token for one in buttons(life.me.shown) if one.action == "copy")
            with listening(_writer(on)) as listener:
                for wrong in (token, token[:-1], "", "x" * 51):
                    await life.other.act(Pressed("line", wrong))
    assert len(set(life.other.pages)) == 1
    assert listener.statements == []


async def test_a_persons_writing_leaves_the_keys_store_alone() -> None:
    """Its file's times would be a clock of who wrote when; keys were made ahead."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder)) as on:
            life = Life.begun(on)
            await on.settle()
            with listening(on.store.keys._engine) as listener:
                await life.me.act(Pressed("write"))
                await life.me.fill(words="by the river")
                await life.me.fill()
                await life.to_line()
                await life.me.press("erase")
                await life.me.press("erase-yes")
            assert listener.tables == set()
            with listening(on.store.keys._engine) as listener:
                await on.settle()
            assert listener.tables == {"keys", "tombstones"}, "the destroyer's own time, not the person's"


def test_control_a_write_elsewhere_is_heard() -> None:
    engine = create_engine("sqlite://")
    data.create_all(engine)
    with listening(engine) as listener, engine.begin() as connection:
        connection.execute(insert(retired), {"key": b"k" * 16})
        connection.execute(data.tables["units"].delete())
        connection.exec_driver_sql("CREATE TABLE seen (who TEXT)")
        connection.exec_driver_sql("INSERT INTO seen VALUES ('nell')")
        connection.exec_driver_sql("UPDATE seen SET who = 'lev'")
    engine.dispose()
    assert listener.tables == {"retired", "units", "seen"}
    assert not listener.tables <= BY_A_PERSON
