"""Stored formats can't be changed: what was written on the first day opens for ever, on both databases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from storage import productions, tables
from storage.envelope import Key
from storage.errors import NotOurs
from storage.keys import Production, Use
from storage.mailboxes import unlock
from storage.spares import Spares
from storage.store import Store
from storage.tokens import Tokens
from tests.storage.everything import Everything, sealed_columns
from tests.storage.golden import loaded
from tests.storage.homes import NOW, Home, Stage, roots_of, writer_engine

FILES = sorted(Path(__file__).parent.glob("golden_*.json"))

CONTENT_WRAP = "59be6c96bf0ede59a2943a06744058aff2e6ce3e5107c2b05320172f06eb0810"
ROUTE_WRAP = "ecbe040e54bbb3a0241a70cf00dcd9d529bf086f3410f12819399e25bd5b211e"
LOOKUP = "b7209529eadcb9a4df2169735f15d1d61298a9f2d772b0af7b3d1a79718692be"
TOKEN = "20f26b2248c4066693ffed7bec4378cb62dca14d7005d808199751007c1e834b"
CARD = "oiaxkUb8C1PppqrzbgeJDKVm_9FIqM-EvTdVnrOHquGXXQ"
MINE = "56SZwLGbOMcl5PSj8Yr2DUr31wGdCtfTnJjGjKd0BWm2XQ"
BY_KEY = "MvwsBmGW5pf8U5c0ObwlPZZhrd3VgF_DuxmVkOqa_0Y_xw"
MAILBOX = "1803f7f1b7155c2efbe760f00e8911c6b82cc4546f5947afed36c9780a7d89c7"
MAILBOX_KEY = "ed39d9fd97fd5a5d97f8e377cdb0e4eb99ffebdc81de52dc020cd07a3fadf6ba"


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def golden(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Give what a golden file holds."""
    return dict(json.loads(request.param.read_text()))


def _opened(home: Home, golden: dict[str, Any]) -> Store:
    first, second = (bytes.fromhex(one) for one in golden["roots"])
    store = home.open(roots_of((first, second)))
    loaded(writer_engine(store), tables.data, golden["data"])
    loaded(store.keys._engine, tables.keys, golden["keys"])
    return store


async def test_what_was_written_then_says_the_same_today(home: Home, golden: dict[str, Any]) -> None:
    store = _opened(home, golden)
    (production,) = await store.read(productions.all_of)
    assert production.id.hex() == golden["production"]
    everything = Everything(Stage(store, production, Spares(store.keys)), 1)
    said = {name: one for name, one in everything.said().items() if name.split(".")[0] in golden["data"]}
    found = await everything.read()
    assert {name: found[name] for name in said} == said
    store.close()


def test_every_sealed_column_stands_in_the_newest() -> None:
    data = json.loads(FILES[-1].read_text())["data"]
    assert set(sealed_columns()) <= {f"{table}.{name}" for table, rows in data.items() for row in rows for name in row}


async def test_every_sealed_column_of_its_time_stands_in_it(golden: dict[str, Any]) -> None:
    there = {f"{table}.{name}" for table, rows in golden["data"].items() for row in rows for name in row}
    assert {name for name in sealed_columns() if name.split(".")[0] in golden["data"]} <= there
    assert {row["kind"] for row in golden["data"]["pages"]} == {"ledger", "roster"}
    for column in sealed_columns().values():
        for row in golden["data"].get(column.table.name, ()):
            assert row[column.name]["hex"].startswith(b"GL\1\1".hex())
    assert len(golden["keys"]["keys"]) == 1 + 2 + 2 * 2  # the production's, two pages', two of each concern


async def test_control_under_other_roots_it_says_nothing(home: Home, golden: dict[str, Any]) -> None:
    store = _opened(home, golden | {"roots": ["00" * 32, "11" * 32]})
    with pytest.raises(NotOurs):
        await store.read(productions.all_of)
    store.close()


def test_the_uses_of_keys_keep_their_numbers() -> None:
    assert {use.name: use.value for use in Use} == {"PRODUCTION": 1, "CONTENT": 2, "ROUTE": 3}


def test_what_is_derived_from_the_roots_stays_the_same() -> None:
    roots = roots_of((bytes(range(32)), bytes(range(32, 64))))
    assert roots.content_wrap.secret.hex() == CONTENT_WRAP
    assert roots.route_wrap.secret.hex() == ROUTE_WRAP
    assert roots.lookup.hex() == LOOKUP
    assert roots.token.hex() == TOKEN


def test_a_button_that_stands_in_a_channel_leads_where_it_led() -> None:
    tokens, person = Tokens(b"t" * 32, Production(b"p" * 16, Key(b"k" * 32))), ("slack", "W", "U")
    assert tokens.in_channel(CARD, ("slack", "W", "C")) == b"c" * 16
    assert tokens.of_person(MINE, person, NOW) == b"c" * 16
    assert tokens.of_person(BY_KEY, person, NOW, by_key=True) == b"c" * 16


def test_six_words_lead_where_they_led() -> None:
    box = unlock(("abandon", "ability", "able", "about", "above", "absent"), b"p" * 16)
    assert (box.id.hex(), box.key.secret.hex()) == (MAILBOX, MAILBOX_KEY)
