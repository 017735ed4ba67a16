"""Concerns: saved by one at a time, erased for good, and a forgotten way looks like any other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Column, Table, func, select

from escalation.concern import State
from storage import concerns, ledger
from storage.concerns import Concern
from storage.destroyer import destroy_retired
from storage.envelope import unseal
from storage.errors import KeyGone, NotKept, NotOurs, Stale, TooLong
from storage.keys import Spare, Use
from storage.lines import Noted
from storage.store import Store, Tx
from storage.tables import concerns as table
from storage.tables import retired, steps, words
from tests.storage.homes import NOW, Raised, Stage, founded, line, random_id, route, said, sizes_of


async def _find(stage: Stage, concern_id: bytes) -> Concern | None:
    return await stage.store.read(lambda tx: concerns.find(tx, stage.production, concern_id))


async def _said(stage: Stage, concern: Concern) -> list[tuple[int, str]]:
    found = await stage.store.read(lambda tx: concerns.said(tx, stage.production, concern))
    return [(at, one.words) for at, one in found]


async def _say(stage: Stage, concern: Concern, one: str) -> int:
    return await stage.store.write(lambda tx: concerns.say(tx, stage.production, concern, said(one)))


async def _note(stage: Stage, concern: Concern, noted: Noted) -> None:
    await stage.store.write(lambda tx: concerns.note(tx, stage.production, concern, noted))


async def test_a_concern_is_found_by_id_and_by_its_handle(stage: Stage) -> None:
    raised = await stage.raised(route(), "words", alias="Amber Fox")
    found = await _find(stage, raised.id)
    assert found == raised.concern
    assert found is not None
    assert (found.line, found.version) == (line("Amber Fox"), 1)
    assert await stage.store.read(lambda tx: concerns.by_handle(tx, stage.production, raised.handle)) == found
    assert await stage.store.read(lambda tx: concerns.by_handle(tx, stage.production, random_id())) is None
    assert await stage.store.read(lambda tx: concerns.handle_of(tx, stage.production, raised.id)) == raised.handle
    assert await stage.store.read(lambda tx: concerns.handle_of(tx, stage.production, random_id())) is None
    assert await _find(stage, random_id()) is None


async def test_another_production_has_none_of_it(stage: Stage, store: Store) -> None:
    raised, elsewhere = await stage.raised(route(), "words"), await founded(store)
    assert await _find(elsewhere, raised.id) is None
    assert await store.read(lambda tx: concerns.all_of(tx, elsewhere.production)) == ()
    with pytest.raises(NotOurs):
        await store.read(lambda tx: concerns.handle_of(tx, elsewhere.production, raised.id))
    with pytest.raises(NotOurs):
        await store.read(lambda tx: concerns.by_handle(tx, elsewhere.production, raised.handle))


async def test_all_are_listed_by_random_id(stage: Stage) -> None:
    some = [await stage.raised(route(f"U{number}")) for number in range(5)]
    found = await stage.store.read(lambda tx: concerns.all_of(tx, stage.production))
    assert [one.id for one in found] == sorted(one.id for one in some)


async def test_a_concern_that_shows_itself_shows_nothing(stage: Stage) -> None:
    raised = await stage.raised(route(), "words")
    assert "Heron" not in repr(raised.concern)
    assert raised.concern.words_id.hex() not in repr(raised.concern)


# --- Saving -----------------------------------------------------------------------------------------------


async def test_what_was_changed_meanwhile_is_not_overwritten(stage: Stage) -> None:
    concern = (await stage.raised(route())).concern
    first, second = (replace(concern.line, state=state) for state in (State.released, State.withdrawn))
    saved = await stage.store.write(lambda tx: concerns.save(tx, stage.production, concern, first))
    assert (saved.version, saved.line.state) == (2, State.released)
    with pytest.raises(Stale):
        await stage.store.write(lambda tx: concerns.save(tx, stage.production, concern, second))
    assert await _find(stage, concern.id) == saved
    again = await stage.store.write(lambda tx: concerns.save(tx, stage.production, saved, second))
    assert again.version == 3


async def test_of_many_at_once_exactly_one_saves(stage: Stage) -> None:
    concern = (await stage.raised(route())).concern

    async def save(number: int) -> bool:
        changed = replace(concern.line, taken_by=f"r{number}")
        try:
            await stage.store.write(lambda tx: concerns.save(tx, stage.production, concern, changed))
        except Stale:
            return False
        return True

    assert sum(await asyncio.gather(*(save(number) for number in range(8)))) == 1


async def test_the_same_id_or_handle_twice_is_refused(stage: Stage) -> None:
    first = await stage.raised(route())
    with pytest.raises(NotKept):
        await stage.raised(route(), handle=first.handle)
    head, body = await stage.content(), await stage.content()
    new = concerns.NewConcern(first.id, random_id(), head, body)
    with pytest.raises(NotKept):
        await stage.store.write(lambda tx: concerns.create(tx, stage.production, new, line()))


# --- Words ------------------------------------------------------------------------------------------------


async def test_words_have_positions_and_can_be_changed_or_taken_back(stage: Stage) -> None:
    concern = (await stage.raised(route(), "one", "two")).concern
    assert await _say(stage, concern, "three") == 3
    await stage.store.write(lambda tx: concerns.reword(tx, stage.production, concern, 2, said("second")))
    await stage.store.write(lambda tx: concerns.unsay(tx, concern, 3))
    assert await _said(stage, concern) == [(1, "one"), (2, "second")]
    assert await _say(stage, concern, "another") == 3


async def test_words_of_many_at_once_all_stand_where_the_line_is_locked(stage: Stage) -> None:
    raised = await stage.raised(route(), "first")

    def work(tx: Tx) -> int:
        concern = concerns.find(tx, stage.production, raised.id, lock=True)
        assert concern is not None
        return concerns.say(tx, stage.production, concern, said("more"))

    assert sorted(await asyncio.gather(*(stage.store.write(work) for _ in range(8)))) == list(range(2, 10))


async def test_every_word_has_the_same_size(stage: Stage) -> None:
    short, long = await stage.raised(route("U1"), "", "no"), await stage.raised(route("U2"), "\U0001f600" * 3_500)
    for number in range(3):
        noted = Noted("x" * number, NOW)
        await _note(stage, long.concern, noted)
    for column in (words.c.sealed, steps.c.sealed, table.c.line, table.c.head, table.c.way):
        assert len(await stage.store.read(partial(sizes_of, column=column))) == 1
    with pytest.raises(TooLong):
        await _say(stage, short.concern, "x" * 16_384)
    assert len(await _said(stage, short.concern)) == 2


async def test_the_record_is_read_in_order(stage: Stage) -> None:
    concern = (await stage.raised(route())).concern
    noted = [Noted(code, NOW, "r1", NOW) for code in ("released", "opened", "taken")]
    for one in noted:
        await _note(stage, concern, one)
    assert await stage.store.read(lambda tx: concerns.record(tx, stage.production, concern)) == tuple(noted)


# --- Erasing ----------------------------------------------------------------------------------------------


async def _erased(stage: Stage, concern: Concern) -> Concern:
    spare = await stage.content()
    return await stage.store.write(
        lambda tx: concerns.erase_words(tx, stage.production, concern, replace(concern.line, name_shown=""), spare)
    )


async def test_erased_words_are_gone_and_line_and_record_stay(stage: Stage) -> None:
    concern = (await stage.raised(route(), "words", "more")).concern
    await _note(stage, concern, Noted("released", NOW))
    erased = await _erased(stage, concern)
    assert await _find(stage, concern.id) == erased
    assert await _said(stage, erased) == []
    record = await stage.store.read(lambda tx: concerns.record(tx, stage.production, erased))
    assert [noted.code for noted in record] == ["released"]
    assert await _say(stage, erased, "new") == 1


async def test_erased_words_open_in_no_old_copy(stage: Stage) -> None:
    raised = await stage.raised(route(), "words")
    old = await stage.store.read(lambda tx: tx.conn.scalars(select(words.c.sealed)).all())
    where = concerns._place(stage.production, raised.id, raised.concern.words_id, "words", 1)
    keys = stage.store.keys

    def opens() -> bytes:
        return unseal(keys.open(Use.CONTENT, stage.production, raised.concern.words_id), old[0], where)

    assert b"words" in opens()  # control: as long as the key lives, the old copy opens
    await _erased(stage, raised.concern)
    await destroy_retired(stage.store)
    with pytest.raises(KeyGone):
        opens()


async def test_erasing_what_changed_meanwhile_erases_nothing(stage: Stage) -> None:
    concern = (await stage.raised(route(), "words")).concern
    saved = await stage.store.write(lambda tx: concerns.save(tx, stage.production, concern, concern.line))
    with pytest.raises(Stale):
        await _erased(stage, concern)
    assert await _said(stage, saved) == [(1, "words")]
    assert await _find(stage, concern.id) == saved


async def _retired(stage: Stage) -> set[bytes]:
    return set(await stage.store.read(lambda tx: tx.conn.scalars(select(retired.c.key)).all()))


async def test_an_ended_concern_leaves_no_row_and_no_key(stage: Stage) -> None:
    ended, stays = await stage.raised(route("U1"), "words"), await stage.raised(route("U2"), "words")
    head = await _column(stage, ended, table.c.head_key)
    await destroy_retired(stage.store)
    await stage.store.write(lambda tx: concerns.end(tx, ended.concern))
    assert await _retired(stage) == {head, ended.concern.words_id}
    assert await destroy_retired(stage.store) == 2
    assert await _find(stage, ended.id) is None
    assert await _said(stage, stays.concern) == [(1, "words")]
    for rows in (words, steps):
        assert await stage.store.read(partial(_rows_of, table=rows, concern=ended.id)) == 0


def _rows_of(tx: Tx, table: Table, concern: bytes) -> int:
    return tx.conn.execute(select(func.count()).where(table.c.concern == concern)).scalar_one()


async def _column(stage: Stage, raised: Raised, column: Column[Any]) -> Any:
    return await stage.store.read(lambda tx: tx.conn.scalar(select(column).where(table.c.id == raised.id)))


# --- Forgetting the way back ------------------------------------------------------------------------------


async def _forget(stage: Stage, raised: Raised, junk: bytes | None = None) -> Callable[[Tx], None]:
    way, head, nowhere = await stage.way(), await stage.content(), junk or random_id()

    def work(tx: Tx) -> None:
        ledger.remove(tx, stage.production, raised.handle, way)
        concerns.forget_way(tx, stage.production, raised.id, head, nowhere)

    return work


async def test_a_forgotten_way_leads_nowhere_and_the_words_stay(stage: Stage) -> None:
    raised, junk = await stage.raised(route(), "words"), random_id()
    await stage.store.write(await _forget(stage, raised, junk))
    assert await stage.routes() == {}
    assert await stage.store.read(lambda tx: concerns.by_handle(tx, stage.production, raised.handle)) is None
    assert await stage.store.read(lambda tx: concerns.handle_of(tx, stage.production, raised.id)) == junk
    assert await stage.store.read(lambda tx: ledger.route_of(tx, stage.production, junk)) is None
    assert await _said(stage, raised.concern) == [(1, "words")]


async def test_a_forgotten_way_has_the_shape_of_one_that_lives(stage: Stage) -> None:
    some = [await stage.raised(route(f"U{number}")) for number in range(3)]
    await stage.store.write(await _forget(stage, some[1]))
    rows = await stage.store.read(lambda tx: tx.conn.execute(select(table)).mappings().all())
    shapes = {
        tuple((name, type(one), len(one) if isinstance(one, bytes) else one) for name, one in row.items())
        for row in rows
    }
    assert len(shapes) == 1


async def test_every_replaced_key_is_retired_however_many_forget_at_once(stage: Stage) -> None:
    raised = await stage.raised(route())
    await destroy_retired(stage.store)
    spares = [await stage.content() for _ in range(12)]
    heads = {await _column(stage, raised, table.c.head_key), *(one.id for one in spares)}
    await asyncio.gather(
        *(stage.store.write(partial(_forgotten, stage=stage, raised=raised, head=one)) for one in spares)
    )
    now, gone = await _column(stage, raised, table.c.head_key), await _retired(stage)
    assert gone == heads - {now}
    await destroy_retired(stage.store)
    assert await stage.store.read(lambda tx: concerns.handle_of(tx, stage.production, raised.id)) is not None


def _forgotten(tx: Tx, stage: Stage, raised: Raised, head: Spare) -> None:
    concerns.forget_way(tx, stage.production, raised.id, head, random_id())


async def test_the_same_forgetting_run_again_changes_nothing(stage: Stage) -> None:
    raised, head, junk = await stage.raised(route()), await stage.content(), random_id()
    for _ in range(2):
        await stage.store.write(lambda tx: concerns.forget_way(tx, stage.production, raised.id, head, junk))
    await destroy_retired(stage.store)
    assert await stage.store.read(lambda tx: concerns.handle_of(tx, stage.production, raised.id)) == junk
