"""The ledger does what a dictionary does, in a page that tells nothing by its size or its order."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from storage import ledger, pages
from storage.errors import NotKept, NotOurs, TooLong
from storage.keys import Spare
from storage.ledger import FIRST_SLOTS, SLOT_BYTES, Route, Slot
from storage.store import Store, Tx
from storage.tables import pages as pages_table
from tests.storage.homes import Home, Stage, founded, random_id, route

SEALING = 12 + 12 + 16

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
routes = st.builds(Route, texts, texts, texts, texts, texts)
handles = st.sampled_from([bytes([number]) * 16 for number in range(8)])
acts = st.one_of(
    st.tuples(st.just("add"), handles, routes),
    st.tuples(st.just("replace"), handles, routes),
    st.tuples(st.just("remove"), handles, st.none()),
)


async def _act(stage: Stage, what: str, handle: bytes, who: Route | None) -> None:
    way = await stage.way()
    if who is None:
        await stage.store.write(lambda tx: ledger.remove(tx, stage.production, handle, way))
        return
    slot, change = Slot(handle, who), ledger.add if what == "add" else ledger.replace
    await stage.store.write(lambda tx: change(tx, stage.production, slot, way))


async def _route_of(stage: Stage, handle: bytes) -> Route | None:
    return await stage.store.read(lambda tx: ledger.route_of(tx, stage.production, handle))


async def _handles_of(stage: Stage, who: Route) -> set[bytes]:
    found = await stage.store.read(lambda tx: ledger.handles_of(tx, stage.production, who))
    return {slot.handle for slot in found}


async def _as_the_model_says(stage: Stage, model: dict[bytes, Route]) -> None:
    assert await stage.routes() == model
    for handle in (bytes([number]) * 16 for number in range(8)):
        assert await _route_of(stage, handle) == model.get(handle)
    for who in model.values():
        mine = {handle for handle, other in model.items() if _account(other) == _account(who)}
        assert await _handles_of(stage, who) == mine


def _account(route: Route) -> tuple[str, str, str]:
    return route.platform, route.workspace, route.user


async def _live(home: Home, script: list[tuple[str, bytes, Route | None]]) -> None:
    store = home.open()
    try:
        stage, model = await founded(store), dict[bytes, Route]()
        for what, handle, who in script:
            if what == "add" and handle in model:
                continue  # a handle is random and added once
            await _act(stage, what, handle, who)
            model.pop(handle, None)
            model |= {handle: who} if who else {}
        await _as_the_model_says(stage, model)
    finally:
        store.close()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=st.lists(acts, max_size=12))
def test_it_does_what_a_dictionary_does(home: Home, script: list[tuple[str, bytes, Route | None]]) -> None:
    asyncio.run(_live(home, script))


async def _size(stage: Stage) -> int:
    mine = select(pages_table.c.sealed).where(
        pages_table.c.kind == "ledger", pages_table.c.production == stage.production.id
    )
    return len(await stage.store.read(lambda tx: tx.conn.execute(mine).scalar_one()))


async def test_its_size_is_the_same_however_many_and_however_long(stage: Stage) -> None:
    sizes = {await _size(stage)}
    for number in range(4):
        await stage.add(route("U" * 50 * number, workspace="W" * 10 * number))
        sizes.add(await _size(stage))
    for handle in await stage.routes():
        await _act(stage, "remove", handle, None)
        sizes.add(await _size(stage))
    assert sizes == {FIRST_SLOTS * SLOT_BYTES + SEALING}


async def _filled(stage: Stage, count: int) -> list[Slot]:
    """Add many routes in one transaction, each with a write of its own."""
    some = [(Slot(random_id(), route(f"U{number}")), await stage.way()) for number in range(count)]

    def write(tx: Tx, part: list[tuple[Slot, Spare]]) -> None:
        for slot, way in part:
            ledger.add(tx, stage.production, slot, way)

    for start in range(0, count, 100):
        await stage.store.write(partial(write, part=some[start : start + 100]))
    return [slot for slot, _ in some]


async def test_it_doubles_when_it_is_full_and_never_shrinks(stage: Stage) -> None:
    some = await _filled(stage, FIRST_SLOTS)
    assert await _size(stage) == FIRST_SLOTS * SLOT_BYTES + SEALING
    handle = await stage.add(route("one more"))
    assert await _size(stage) == 2 * FIRST_SLOTS * SLOT_BYTES + SEALING
    assert await stage.routes() == {slot.handle: slot.route for slot in some} | {handle: route("one more")}
    await _act(stage, "remove", handle, None)
    assert await _size(stage) == 2 * FIRST_SLOTS * SLOT_BYTES + SEALING


async def test_an_address_that_fits_no_slot_is_refused_and_nothing_changes(stage: Stage) -> None:
    handle = await stage.add(route("U1"))
    for longer in (route("U" * 300), route("ü" * 110), route(workspace="W" * 200, platform="p" * 50)):
        with pytest.raises(TooLong):
            await stage.add(longer)
    with pytest.raises(NotKept):
        await stage.add(route("\ud800"))
    assert await stage.routes() == {handle: route("U1")}
    longest = route("U" * (SLOT_BYTES - 18 - 5 - len("local" + "w" + "en" + "any_time")))
    await stage.add(longest)
    with pytest.raises(TooLong):
        await stage.add(route(longest.user + "U"))


async def _order(stage: Stage, store: Store) -> tuple[int, ...]:
    """Where the slots in use stand in the page."""
    content = await store.read(lambda tx: pages.read(tx, stage.production, pages.LEDGER))
    found = {one[2:18]: at for at, one in enumerate(ledger._split(content)) if one != ledger._EMPTY}
    return tuple(found[handle] for handle in sorted(found))


async def test_every_write_shuffles_every_slot(stage: Stage) -> None:
    for number in range(10):
        await stage.add(route(f"U{number}"))
    orders = [await _order(stage, stage.store)]
    for _ in range(5):
        await _act(stage, "remove", random_id(), None)  # changes nothing but the order and the key
        orders.append(await _order(stage, stage.store))
    assert len(set(orders)) == 6
    assert not any(set(order) == set(range(10)) for order in orders)  # control: unshuffled they'd stand in front


def test_control_slots_that_are_not_shuffled_stand_in_front() -> None:
    packed = [ledger._packed(Slot(random_id(), route(f"U{number}"))) for number in range(10)]
    slots = packed + [ledger._EMPTY] * (FIRST_SLOTS - 10)
    at = [number for number, one in enumerate(slots) if one != ledger._EMPTY]
    assert at == list(range(10))
    spread = [number for number, one in enumerate(ledger._shuffled(slots)) if one != ledger._EMPTY]
    assert spread != at
    assert sorted(ledger._shuffled(slots)) == sorted(slots)


def test_a_slot_of_another_schema_is_not_read() -> None:
    packed = ledger._packed(Slot(random_id(), route()))
    assert ledger._unpacked(packed).route == route()
    for damaged in (b"\x02" + packed[1:], packed[:1] + b"\x09" + packed[2:]):
        with pytest.raises(NotOurs):
            ledger._unpacked(damaged)
    with pytest.raises(NotOurs):
        ledger._split(packed + b"\0")


@given(who=routes, handle=st.binary(min_size=16, max_size=16))
def test_a_slot_is_read_as_it_was_written(who: Route, handle: bytes) -> None:
    packed = ledger._packed(Slot(handle, who))
    assert len(packed) == SLOT_BYTES
    assert ledger._unpacked(packed) == Slot(handle, who)
    assert str(who) == "Route()"


async def test_each_production_has_a_ledger_of_its_own(store: Store) -> None:
    first, second = await founded(store), await founded(store)
    await first.add(route("U1"))
    await second.add(route("U2"))
    assert [one.user for one in (await first.routes()).values()] == ["U1"]
    assert [one.user for one in (await second.routes()).values()] == ["U2"]
