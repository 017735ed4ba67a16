"""Whatever happens, and whoever it happens to, has the same shape: one note, one size, one law of waits.

ANONYMITY 8.9 and section 5.
"""

from __future__ import annotations

import inspect
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select

from adapters.interface import Pressed
from bot.cards import Cards
from storage import concerns, ledger
from storage.envelope import pad
from storage.keys import Production, Use
from storage.ledger import Route, Slot
from storage.store import Tx
from storage.tables import concerns as concerns_table
from storage.tables import pages, steps, submissions, words
from tests.privacy.life import STEPS, Life
from tests.privacy.set import LOCAL, WORKSPACE, OnSet, memory, open_set


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """The set."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder)) as opened:
            yield opened


# --- one note -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "es"])
async def test_the_note_is_one_whatever_happened(on: OnSet, language: str) -> None:
    life = Life.begun(on)
    await life.me.act(Pressed(f"speak-{language}"))
    for step in STEPS[1:]:
        await step(life)
    await life.me.act(Pressed(f"speak-{language}"))
    notes = [call.surface for call in on.platform.calls if call.to == life.me.user]
    kinds = await _kinds_of_steps(on)
    assert len(notes) > 5
    assert len(kinds) > 8, "many kinds of events were among them"
    assert len(set(notes)) == 1
    assert list(inspect.signature(Cards.for_person).parameters) == ["self", "language"]


async def _kinds_of_steps(on: OnSet) -> set[str]:
    def work(tx: Tx, production: Production) -> set[str]:
        found = concerns.all_of(tx, production)
        return {noted.code for one in found for noted in concerns.record(tx, production, one)}

    return await on.read(work)


# --- one size -----------------------------------------------------------------------------------------------------

WORDS: Final = {"one letter": "x", "3,000 letters": "x" * 3000, "3,000 of four bytes": "\U0001f56f" * 3000}


async def test_words_of_every_length_have_one_size(on: OnSet) -> None:
    life, sizes = Life.begun(on), dict[str, dict[str, set[int]]]()
    for name, said in WORDS.items():
        before = await on.read(_sizes)
        await life.me.act(Pressed("write"))
        await life.me.fill(words=said)
        await life.me.fill(**({"wish": "report_formally"} if name != "one letter" else {}))
        sizes[name] = {column: found - before[column] for column, found in (await on.read(_sizes)).items()}
    assert life.me.errors == []
    found = await on.read(_sizes)
    assert {column: len(lengths) for column, lengths in found.items()} == dict.fromkeys(found, 1)
    assert len(await on.read(_all_concerns)) == len(WORDS)
    assert {column: one for sized in list(sizes.values())[1:] for column, one in sized.items() if one} == {}


def _all_concerns(tx: Tx, production: Production) -> tuple[concerns.Concern, ...]:
    return concerns.all_of(tx, production)


def _sizes(tx: Tx, _production: Production) -> dict[str, set[int]]:
    """The sizes of every sealed column that a writing touches."""
    columns = {
        "words": words.c.sealed,
        "steps": steps.c.sealed,
        "line": concerns_table.c.line,
        "head": concerns_table.c.head,
        "submissions": submissions.c.sealed,
    }
    return {name: {len(sealed) for sealed in tx.conn.execute(select(one)).scalars()} for name, one in columns.items()}


def _ledger_size(tx: Tx, _production: Production) -> int:
    return len(tx.conn.execute(select(pages.c.sealed).where(pages.c.kind == "ledger")).scalar_one())


async def test_the_ledger_has_one_size_until_it_doubles(on: OnSet) -> None:
    sizes = [await on.read(_ledger_size)]
    for number in range(ledger.FIRST_SLOTS + 1):
        await _add_slot(on, number)
        sizes.append(await on.read(_ledger_size))
    assert len(set(sizes[:-1])) == 1
    assert sizes[-1] - sizes[0] == ledger.FIRST_SLOTS * ledger.SLOT_BYTES


async def _add_slot(on: OnSet, number: int) -> None:
    (spare,) = await on.running.house.spares.hand(on.production, Use.ROUTE)
    slot = Slot(number.to_bytes(16, "big"), Route(LOCAL, WORKSPACE, "u" * (1 + number % 60)))
    await on.store.write(lambda tx: ledger.add(tx, on.production, slot, spare))


async def test_control_a_size_that_follows_the_words_is_seen(on: OnSet, monkeypatch: pytest.MonkeyPatch) -> None:
    def unpadded(plain: bytes, _size: int) -> bytes:
        return pad(plain, len(plain) + 4)

    monkeypatch.setattr(concerns, "pad", unpadded)
    life = Life.begun(on)
    for said in WORDS.values():
        await life.me.act(Pressed("write"))
        await life.me.fill(words=said)
    assert len((await on.read(_sizes))["words"]) == len(WORDS)
