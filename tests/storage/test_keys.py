"""Keys: made ahead, handed out once, opened under their own use only, and dead once they were destroyed."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, insert, select

from storage import productions
from storage.envelope import Key
from storage.errors import KeyGone, NotKept, NotOurs
from storage.keys import Keys, Production, Use
from storage.spares import Spares
from storage.store import Store
from storage.tables import keys_table, tombstones
from tests.storage.homes import Home, Stage, fresh_secrets, random_id, roots_of, route


def _count(keys: Keys) -> int:
    with keys._engine.connect() as conn:
        return int(conn.execute(select(func.count()).select_from(keys_table)).scalar_one())


async def test_a_key_opens_under_its_own_use_and_production_only(stage: Stage) -> None:
    keys, production = stage.store.keys, stage.production
    (spare,) = keys.make(Use.CONTENT, production, 1)
    assert keys.open(Use.CONTENT, production, spare.id) == spare.key
    _, other = keys.make_production(random_id())
    for use, where in (
        (Use.ROUTE, production),
        (Use.CONTENT, other),
        (Use.CONTENT, Production(production.id, other.key)),
    ):
        with pytest.raises(NotOurs):
            keys.open(use, where, spare.id)
    with pytest.raises(NotOurs):
        keys.open_production(production.id, spare.id)
    with pytest.raises(KeyGone):
        keys.open(Use.CONTENT, production, random_id())
    assert repr(spare.key) == "Key()"


async def test_under_other_roots_nothing_opens(home: Home, stage: Stage) -> None:
    content, way = home.secrets
    await stage.add(route())
    for secrets in ((fresh_secrets()[0], way), fresh_secrets()):
        other = home.open(roots_of(secrets))
        with pytest.raises(NotOurs):
            await other.read(productions.all_of)
        other.close()
    half = home.open(roots_of((content, fresh_secrets()[1])))
    assert [one.id for one in await half.read(productions.all_of)] == [stage.production.id]
    with pytest.raises(NotOurs):
        await Stage(half, stage.production, stage.spares).routes()
    half.close()


async def test_a_destroyed_key_is_gone_and_twice_is_fine(stage: Stage) -> None:
    keys, production = stage.store.keys, stage.production
    gone, stays = keys.make(Use.ROUTE, production, 2)
    before = _count(keys)
    for _ in range(2):
        keys.destroy([gone.id])
        keys.destroy([])
    assert _count(keys) == before - 1
    with pytest.raises(KeyGone):
        keys.open(Use.ROUTE, production, gone.id)
    assert keys.open(Use.ROUTE, production, stays.id) == stays.key


async def test_a_key_that_a_restore_brings_back_is_destroyed_before_anything_opens(home: Home, stage: Stage) -> None:
    keys, production = stage.store.keys, stage.production
    (spare,) = keys.make(Use.CONTENT, production, 1)
    with keys._engine.connect() as conn:
        sealed = conn.execute(select(keys_table.c.sealed).where(keys_table.c.id == spare.id)).scalar_one()
    keys.destroy([spare.id])
    with keys._engine.begin() as conn:
        conn.execute(insert(keys_table), {"id": spare.id, "sealed": sealed})
    assert keys.open(Use.CONTENT, production, spare.id) == spare.key  # control: without a replay it would be back
    again = home.open()
    with pytest.raises(KeyGone):
        again.keys.open(Use.CONTENT, production, spare.id)
    assert again.keys.replay() == 0
    again.close()


async def test_tombstones_name_what_was_destroyed_and_nothing_else(stage: Stage) -> None:
    keys = stage.store.keys
    made = keys.make(Use.CONTENT, stage.production, 3)
    keys.destroy([one.id for one in made[:2]])
    with keys._engine.connect() as conn:
        assert set(conn.scalars(select(tombstones.c.key))) == {one.id for one in made[:2]}


# --- Spares -----------------------------------------------------------------------------------------------


async def test_no_spare_is_handed_out_twice(stage: Stage) -> None:
    handed = await asyncio.gather(*(stage.spares.hand(stage.production, Use.ROUTE, 7) for _ in range(60)))
    ids = [spare.id for some in handed for spare in some]
    assert len(ids) == len(set(ids)) == 420


async def test_every_spare_is_durable_before_it_is_handed_out(home: Home, stage: Stage) -> None:
    some = await stage.spares.hand(stage.production, Use.CONTENT, 200)
    other = home.open()
    assert [other.keys.open(Use.CONTENT, stage.production, one.id) for one in some] == [one.key for one in some]
    other.close()


async def test_few_are_refilled_when_there_is_nothing_else_to_do(stage: Stage) -> None:
    await stage.spares.hand(stage.production, Use.ROUTE, 100)
    before = _count(stage.store.keys)
    await stage.spares.refill(stage.production)
    refilled = _count(stage.store.keys)
    assert refilled > before
    await stage.spares.refill(stage.production)
    assert _count(stage.store.keys) == refilled


async def test_closing_destroys_exactly_what_was_never_handed_out(store: Store) -> None:
    spares, (_, production) = Spares(store.keys), store.keys.make_production(random_id())
    handed = await spares.hand(production, Use.CONTENT, 5)
    await spares.close()
    assert _count(store.keys) == 5 + 1
    assert [store.keys.open(Use.CONTENT, production, one.id) for one in handed] == [one.key for one in handed]


async def test_keys_that_can_not_be_made_are_not_kept_and_say_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Twice(Keys):
        """Keys whose ids repeat."""

    monkeypatch.setattr("storage.keys.os.urandom", lambda size: b"\7" * size)
    before = _count(stage.store.keys)
    with pytest.raises(NotKept, match=r"^IntegrityError$") as raised:
        Twice(stage.store.keys._engine, stage.store.keys.roots).make(Use.CONTENT, stage.production, 2)
    monkeypatch.undo()
    assert (b"\7" * 16).hex() not in repr(raised.value)
    assert _count(stage.store.keys) == before
    assert repr(Key(b"\7" * 32)) == "Key()"
