"""The roster: in one page that doubles, changed by one at a time; the production's book and units beside it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select

from escalation.calendar import ALWAYS, Hours
from escalation.roster import Role
from storage import people, productions
from storage.errors import TooLong
from storage.people import Person, Reading, Roster
from storage.productions import Unit
from storage.store import Store
from storage.tables import pages, units
from tests.storage.homes import BOOK, Stage, founded, random_id

READER = Person("r1", "Somebody", (Role.coordinator,), "local", "w", "U9", reading=Reading("I listen", ALWAYS))
CREW = Person("p1", "Anybody", (Role.crew,), "local", "w", "U1", joined=True, units=("u1",))


async def _change(stage: Stage, *some: Person) -> Roster:
    spare = await stage.content()

    def having(roster: Roster) -> Roster:
        for one in some:
            roster = roster.having(one)
        return roster

    return await stage.store.write(lambda tx: people.change(tx, stage.production, spare, having))


async def _roster(stage: Stage) -> Roster:
    return await stage.store.read(lambda tx: people.read(tx, stage.production))


async def _size(stage: Stage) -> int:
    mine = select(pages.c.sealed).where(pages.c.kind == "roster", pages.c.production == stage.production.id)
    return await stage.store.read(lambda tx: len(tx.conn.scalars(mine).one()))


async def test_people_are_found_by_account_and_by_id(stage: Stage) -> None:
    assert await _roster(stage) == Roster()
    changed = await _change(stage, READER, CREW)
    roster = await _roster(stage)
    assert roster == changed
    assert roster.at("local", "w", "U1") == CREW
    assert roster.at("local", "other", "U1") is None
    assert roster.by_id("r1") == READER
    assert roster.by_id("r2") is None
    assert roster.readers == (READER,)


async def test_somebody_is_replaced_not_doubled(stage: Stage) -> None:
    await _change(stage, CREW)
    await _change(stage, replace(CREW, language="es"))
    assert (await _roster(stage)).people == (replace(CREW, language="es"),)


def test_nobody_is_shown() -> None:
    assert "Somebody" not in repr(Roster((READER,)))
    assert "U9" not in repr(READER)


async def test_the_page_doubles_when_it_is_full_and_never_shrinks(stage: Stage) -> None:
    first = await _size(stage)
    many = [replace(CREW, id=f"p{number}", name="N" * 200, user=f"U{number}") for number in range(250)]
    await _change(stage, *many[:100])
    assert await _size(stage) == first
    await _change(stage, *many)
    assert await _size(stage) == first + 65536
    assert len((await _roster(stage)).people) == 250
    spare = await stage.content()
    await stage.store.write(lambda tx: people.change(tx, stage.production, spare, lambda _: Roster()))
    assert await _size(stage) == first + 65536
    assert await _roster(stage) == Roster()


async def test_changes_at_once_are_all_kept(stage: Stage) -> None:
    some = [replace(CREW, id=f"p{number}", user=f"U{number}") for number in range(20)]
    await asyncio.gather(*(_change(stage, one) for one in some))
    assert {one.id for one in (await _roster(stage)).people} == {one.id for one in some}


# --- The production ---------------------------------------------------------------------------------------


def unit(name: str, **more: str) -> Unit:
    """A unit."""
    return Unit(
        random_id().hex(), name, more.get("place", "Stage 4"), "112", "the medic", Hours("Europe/Madrid"), ("r1",)
    )


async def test_the_book_is_read_and_rewritten(stage: Stage) -> None:
    assert await stage.store.read(lambda tx: productions.book(tx, stage.production)) == BOOK
    changed = replace(BOOK, crew=8, rounds=False)
    await stage.store.write(lambda tx: productions.rewrite_book(tx, stage.production, changed))
    assert await stage.store.read(lambda tx: productions.book(tx, stage.production)) == changed


async def _add_unit(stage: Stage, one: Unit) -> None:
    await stage.store.write(lambda tx: productions.add_unit(tx, stage.production, one))


async def test_units_are_listed_by_name_and_have_one_size(stage: Stage) -> None:
    some = [unit("Second unit"), unit("Main unit", place="A very long place " * 100)]
    for one in some:
        await _add_unit(stage, one)
    found = await stage.store.read(lambda tx: productions.units_of(tx, stage.production))
    assert [one.name for one in found] == ["Main unit", "Second unit"]
    assert set(found) == set(some)
    assert len(await stage.store.read(lambda tx: {len(one) for one in tx.conn.scalars(select(units.c.sealed))})) == 1
    with pytest.raises(TooLong):
        await _add_unit(stage, unit("x" * 20_000))


async def test_every_production_is_opened_at_the_start(stage: Stage, store: Store) -> None:
    other = await founded(store)
    found = {one.id: one.key for one in await store.read(productions.all_of)}
    assert found == {one.production.id: one.production.key for one in (stage, other)}
    assert "secret" not in repr(stage.production)
