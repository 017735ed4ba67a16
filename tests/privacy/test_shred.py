"""What was destroyed is in no byte of either folder, and no old copy of the data opens it with today's keys."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from storage import concerns, engines, ledger, people, schema, tables
from storage.destroyer import destroy_retired
from storage.errors import KeyGone, UnsafeSetting
from storage.keys import Keys, Use
from storage.ledger import Slot
from storage.opening import in_folders
from storage.store import Store, Tx
from storage.tables import keys_table
from tests.storage.golden import dumped, loaded
from tests.storage.homes import (
    DATABASES,
    Home,
    Raised,
    Stage,
    founded,
    fresh_secrets,
    home_on,
    random_id,
    roots_of,
    route,
    writer_engine,
)

CANARY = "canary of nobody"
OURS = engines._KEYS_PRAGMAS
SETTINGS: dict[str, dict[str, str | int]] = {
    "ours": OURS,
    "control-secure_delete-off": OURS | {"secure_delete": 0},
    "control-wal": OURS | {"journal_mode": "wal"},
    "control-persist": OURS | {"journal_mode": "persist"},
}


@pytest.fixture(params=DATABASES)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """Give an empty home."""
    with home_on(request.param, request, tmp_path) as found:
        yield found


def bytes_of(*folders: Path) -> bytes:
    """Every byte of every file."""
    return b"\n".join(file.read_bytes() for folder in folders for file in sorted(folder.rglob("*")) if file.is_file())


def wrapped(keys: Keys) -> dict[bytes, bytes]:
    """Every wrapped key: what the destroyed ones looked like."""
    with keys._engine.connect() as conn:
        return {row.id: row.sealed for row in conn.execute(select(keys_table))}


def found_in(raw: bytes, sealed: bytes) -> bool:
    """Whether a part of a wrapped key stands there: its nonce, or a third of its ciphertext."""
    return any(sealed[at : at + 12] in raw for at in range(12, len(sealed) - 12, 4))


# --- The keys store ---------------------------------------------------------------------------------------


def _left_after_burying(folder: Path, pragmas: dict[str, str | int], rounds: int = 3) -> int:
    """Destroy half of the keys, several times; how many are still in a byte before the sweep, which a kill may skip."""
    engine = engines._sqlite(folder / "keys.sqlite3", pragmas, begin="BEGIN IMMEDIATE")
    schema.migrate(engine, "keys")
    keys, gone, left = Keys(engine, roots_of(fresh_secrets())), dict[bytes, bytes](), 0
    _, production = keys.make_production(random_id())
    for _ in range(rounds):
        victims = [one.id for one in keys.make(Use.ROUTE, production, 60)][::2]
        gone |= {key_id: sealed for key_id, sealed in wrapped(keys).items() if key_id in victims}
        keys._bury(victims)
        left += sum(found_in(bytes_of(folder), sealed) for sealed in gone.values())
        keys._sweep()
    keys.close()
    return left


@pytest.mark.parametrize("name", SETTINGS)
def test_a_destroyed_key_is_in_no_byte_of_the_keys_folder(tmp_path: Path, name: str) -> None:
    left = _left_after_burying(tmp_path, SETTINGS[name])
    assert (left > 0) is name.startswith("control")


def test_a_setting_that_sqlite_does_not_take_is_refused(tmp_path: Path) -> None:
    engine = engines._sqlite(Path(":memory:"), OURS, begin="BEGIN")
    with pytest.raises(UnsafeSetting, match="journal_mode"):
        engine.connect()
    engine.dispose()
    engine = engines.sqlite_keys(tmp_path / "keys.sqlite3")
    with engine.connect() as conn:
        found = {name: conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in OURS}
    engine.dispose()
    assert found == OURS == {"journal_mode": "truncate", "synchronous": 2, "secure_delete": 1}


# --- A whole life -----------------------------------------------------------------------------------------


class Lives:
    """Three people: one forgets the way back, one erases words, one stays as they were."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.raised: list[Raised] = []

    async def begin(self) -> None:
        """Let them write."""
        self.raised = [await self.stage.raised(route(f"U{n}-{CANARY}"), f"{CANARY} {n}") for n in range(3)]

    async def go(self) -> None:
        """Forget, erase; the third stays."""
        forgets, erases, _ = self.raised
        way, head, spare = await self.stage.way(), await self.stage.content(), await self.stage.content()
        production = self.stage.production

        def work(tx: Tx) -> None:
            ledger.remove(tx, production, forgets.handle, way)
            concerns.forget_way(tx, production, forgets.id, head, random_id())
            concerns.erase_words(tx, production, erases.concern, erases.concern.line, spare)

        await self.stage.store.write(work)

    def opens(self, tx: Tx) -> dict[str, bool]:
        """What of it opens, as the store stands now."""
        forgets, erases, stays = self.raised
        production = self.stage.production
        return {
            "the way of who forgot it": _opens(lambda: ledger.route_of(tx, production, forgets.handle)),
            "the head of who forgot the way": _opens(
                lambda: concerns.handle_of(tx, production, forgets.id) == forgets.handle
            ),
            "words that were erased": _opens(lambda: concerns.said(tx, production, _concern(tx, production, erases))),
            "words that stay": _opens(lambda: concerns.said(tx, production, _concern(tx, production, stays))),
            "the roster": _opens(lambda: people.read(tx, production)),
        }


def _concern(tx: Tx, production: Any, raised: Raised) -> Any:
    return concerns.find(tx, production, raised.id)


def _opens(read: Any) -> bool:
    try:
        return bool(read())
    except KeyGone:
        return False


def _restored(store: Store, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Put an old copy of the data in the place of today's; the keys stay as they are."""
    engine = writer_engine(store)
    with engine.begin() as conn:
        for table in tables.data.sorted_tables:
            conn.execute(delete(table))
    loaded(engine, tables.data, rows)
    store.keys._pages.clear()


ERASED = {"the way of who forgot it", "the head of who forgot the way", "words that were erased"}


async def test_an_old_copy_of_the_data_opens_nothing_that_was_erased(home: Home) -> None:
    store = home.open()
    lives = Lives(await founded(store))
    await lives.begin()
    await destroy_retired(store)
    old = dumped(store._readers, tables.data)
    await lives.go()
    _restored(store, old)
    assert all((await store.read(lives.opens)).values())  # control: before the keys are destroyed all of it opens
    await _go_again(lives, store, old)
    assert {what for what, opens in (await store.read(lives.opens)).items() if not opens} == ERASED
    store.close()


async def _go_again(lives: Lives, store: Store, old: dict[str, list[dict[str, Any]]]) -> None:
    """Erase once more, let the destroyer come, then put the old copy back."""
    await lives.go()
    await destroy_retired(store)
    _restored(store, old)


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
async def test_no_destroyed_key_and_no_word_is_in_a_byte_of_either_folder(home: Home) -> None:
    store = home.open()
    lives = Lives(await founded(store))
    await lives.begin()
    before = wrapped(store.keys)
    raw = bytes_of(*home.folders)
    assert all(found_in(raw, sealed) for sealed in before.values())  # control: what lives is found
    await lives.go()
    await destroy_retired(store)
    gone = {key_id: sealed for key_id, sealed in before.items() if key_id not in wrapped(store.keys)}
    for raw in (bytes_of(*home.folders), _after(store.close, home)):
        assert len(gone) == 3 + 1 + 2
        assert not any(found_in(raw, sealed) for sealed in gone.values())
        assert CANARY.encode() not in raw
        assert not any(raised.handle in raw for raised in lives.raised)


def _after(closing: Any, home: Home) -> bytes:
    closing()
    return bytes_of(*home.folders)


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
async def test_an_old_copy_of_the_folders_opens_with_its_own_keys_only(home: Home, tmp_path: Path) -> None:
    store = home.open()
    lives = Lives(await founded(store))
    await lives.begin()
    await destroy_retired(store)
    store.close()
    shutil.copytree(home.folders[0], tmp_path / "old" / "data")
    shutil.copytree(home.folders[1], tmp_path / "old" / "keys")
    again = home.open()
    lives.stage = Stage(again, lives.stage.production, lives.stage.spares)
    await lives.go()
    await destroy_retired(again)
    again.close()
    assert await _opened_with(home, lives, tmp_path / "old" / "data", home.folders[1]) == ERASED
    # Control: with the newest backup of the keys as well it comes back, as the notice says.
    assert await _opened_with(home, lives, tmp_path / "old" / "data", tmp_path / "old" / "keys") == set()


async def _opened_with(home: Home, lives: Lives, data: Path, keys: Path) -> set[str]:
    """What doesn't open from these two folders."""
    where = in_folders(data, keys)
    store = Home(where, "sqlite", (data, keys), home.secrets).open()
    opens = await store.read(lives.opens)
    store.close()
    return {what for what, there in opens.items() if not there}


async def test_a_slot_that_was_replaced_is_gone_too(home: Home) -> None:
    store = home.open()
    stage = await founded(store)
    handle = await stage.add(route("U1"))
    old, way = dumped(store._readers, tables.data), await stage.way()
    await store.write(lambda tx: ledger.replace(tx, stage.production, Slot(handle, route("U2")), way))
    await destroy_retired(store)
    assert (await stage.routes())[handle] == route("U2")
    _restored(store, old)
    with pytest.raises(KeyGone):
        await stage.routes()
    store.close()
