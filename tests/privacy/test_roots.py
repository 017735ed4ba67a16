"""Two roots: one alone joins nothing, unsafe ones are refused by name and all at once, and no file is for others."""

from __future__ import annotations

import hmac
import os
import stat
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from storage import pages
from storage.concerns import _head_place
from storage.envelope import KEY_BYTES, Key, place, unseal
from storage.errors import NotOurs, UnsafeSetting
from storage.keys import Production, Use
from storage.ledger import _EMPTY, _split, _unpacked
from storage.opening import Whereabouts, in_folders, open_store
from storage.pages import _place
from storage.roots import _hkdf, load_roots, new_root
from storage.store import Tx
from storage.tables import concerns, keys_table, productions
from storage.tables import pages as pages_table
from tests.storage.homes import DATABASES, Home, founded, fresh_secrets, home_on, roots_of, route

Linked = set[tuple[bytes, str]]


@pytest.fixture(params=DATABASES)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """Give an empty home."""
    with home_on(request.param, request, tmp_path) as found:
        yield found


# --- One root joins nothing -------------------------------------------------------------------------------


class Thief:
    """Somebody with every row of both stores, our program, and some of the roots."""

    def __init__(self, tx: Tx, roots: tuple[bytes, ...]) -> None:
        self.concerns = tx.conn.execute(select(concerns)).all()
        self.pages = tx.conn.execute(select(pages_table).where(pages_table.c.kind == "ledger")).all()
        self.productions = tx.conn.execute(select(productions)).all()
        with tx.keys._engine.connect() as conn:
            self.wrapped = {row.id: row.sealed for row in conn.execute(select(keys_table))}
        self.secrets = {*roots, *(_hkdf(root, label) for root in roots for label in ("wrap", "lookup", "token"))}
        self._open_all_keys()

    def _open_all_keys(self) -> None:
        """Every secret that some secret unwraps, tried on every row as every use, until nothing new opens."""
        known = 0
        while known < len(self.secrets):
            known = len(self.secrets)
            for secret, key_id, use in product(sorted(self.secrets), self.wrapped, Use):
                for row in self.productions:
                    self.secrets |= self._tried(
                        secret, self.wrapped[key_id], place("keys", "sealed", row.id, key_id, use)
                    )

    def _tried(self, secret: bytes, sealed: bytes, where: bytes) -> set[bytes]:
        try:
            return {unseal(Key(secret), sealed, where)}
        except NotOurs:
            return set()

    def heads(self) -> dict[bytes, bytes]:
        """The handle of each concern whose head opens."""
        return {
            handle: row.id
            for row, secret in product(self.concerns, self.secrets)
            for handle in self._tried(
                secret, row.head, _head_place(Production(row.production, Key(b"")), row.id, row.head_key)
            )
        }

    def slots(self) -> dict[bytes, str]:
        """The account of each handle in a ledger that opens."""
        found: dict[bytes, str] = {}
        for row, secret in product(self.pages, self.secrets):
            where = _place(Production(row.production, Key(b"")), pages.LEDGER, row.key)
            for page in self._tried(secret, row.sealed, where):
                used = [_unpacked(one) for one in _split(page) if one != _EMPTY]
                found |= {slot.handle: slot.route.user for slot in used}
        return found

    def links(self) -> Linked:
        """Every concern with its person: by an opened head, or by a keyed hash of a handle."""
        heads, slots = self.heads(), self.slots()
        ways = {row.way: row.id for row in self.concerns}
        hashed = {
            (ways[way], user)
            for (handle, user), secret in product(slots.items(), self.secrets)
            if (way := hmac.digest(secret, handle, "sha256")) in ways
        }
        return {(heads[handle], user) for handle, user in slots.items() if handle in heads} | hashed


async def _stolen(home: Home, roots: tuple[bytes, ...]) -> tuple[Linked, Linked, Thief]:
    """What is true, and what a thief with these roots finds."""
    store = home.open()
    stage = await founded(store)
    raised = {f"U{number}": (await stage.raised(route(f"U{number}"), "words")).id for number in range(3)}
    await stage.spares.close()
    thief = await store.read(lambda tx: Thief(tx, roots))
    store.close()
    return {(concern, user) for user, concern in raised.items()}, thief.links(), thief


async def test_the_content_root_alone_joins_nothing(home: Home) -> None:
    _, found, thief = await _stolen(home, home.secrets[:1])
    assert found == set()
    assert len(thief.heads()) == 3  # it does open what is its own
    assert thief.slots() == {}


async def test_the_route_root_alone_joins_nothing(home: Home) -> None:
    _, found, thief = await _stolen(home, home.secrets[1:])
    assert found == set()
    assert len(thief.slots()) == 3
    assert thief.heads() == {}


async def test_without_a_root_nothing_opens(home: Home) -> None:
    _, found, thief = await _stolen(home, ())
    assert (found, thief.heads(), thief.slots()) == (set(), {}, {})


async def test_control_both_roots_join_everything(home: Home) -> None:
    true, found, _ = await _stolen(home, home.secrets)
    assert found == true
    assert len(true) == 3


# --- Unsafe settings --------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Give two good root files."""
    content, way = tmp_path / "content", tmp_path / "route"
    new_root(content, "content")
    new_root(way, "route")
    return content, way


def test_two_good_files_are_taken(files: tuple[Path, Path]) -> None:
    roots = load_roots(*files, apart_from=(files[0].parent / "data",))
    assert roots == load_roots(*files)
    assert (roots.content_wrap.epoch, roots.route_wrap.epoch) == (1, 1)
    assert len({roots.content_wrap.secret, roots.route_wrap.secret, roots.lookup, roots.token}) == 4
    assert repr(roots) == "Roots()"


def test_a_new_root_is_for_its_owner_only_and_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "content"
    new_root(file, "content", epoch=7)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    with pytest.raises(UnsafeSetting, match="content root: the file is there already"):
        new_root(file, "content")
    assert file.read_bytes() == before


def _refused(content: Path, way: Path, *apart: Path) -> str:
    with pytest.raises(UnsafeSetting) as raised:
        load_roots(content, way, apart_from=apart)
    return str(raised.value)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o601])
def test_a_root_that_others_can_use_is_refused(files: tuple[Path, Path], mode: int) -> None:
    files[1].chmod(mode)
    assert _refused(*files) == "route root: others can read the file; `chmod 600` it"


def test_a_root_inside_a_folder_that_is_copied_away_is_refused(files: tuple[Path, Path], tmp_path: Path) -> None:
    said = "content root: it lies inside the data or keys folder"
    inside, link = tmp_path / "data", tmp_path / "link"
    (inside / "deep").mkdir(parents=True)
    moved = files[0].rename(inside / "deep" / "content")
    assert said in _refused(moved, files[1], tmp_path / "keys", inside)
    link.symlink_to(moved)
    assert said in _refused(link, files[1], inside)
    assert said in _refused(moved, files[1], tmp_path / "keys" / ".." / "data")
    load_roots(moved, files[1], apart_from=(tmp_path / "keys",))  # control: beside another folder it is fine


def test_a_missing_file_or_a_folder_is_refused(files: tuple[Path, Path], tmp_path: Path) -> None:
    assert "content root: no key file there" in _refused(tmp_path / "nothing", files[1])
    assert "route root: no key file there" in _refused(files[0], tmp_path)


def test_swapped_paths_are_refused(files: tuple[Path, Path]) -> None:
    said = _refused(files[1], files[0])
    assert "content root: this file holds the route root; the two paths are swapped" in said
    assert "route root: this file holds the content root" in said


def test_one_key_for_both_is_refused(files: tuple[Path, Path]) -> None:
    files[1].write_text(files[0].read_text().replace("content", "route"))
    assert _refused(*files) == "content root and route root are the same key: make two with `ghostlight key new`"


DAMAGED = {
    "empty": "",
    "another file": "-----BEGIN PRIVATE KEY-----",
    "another version": "ghostlight-root 2 content 1 " + "A" * 43 + "=",
    "no epoch": "ghostlight-root 1 content x " + "A" * 43 + "=",
    "short key": "ghostlight-root 1 content 1 QUFB",
    "no base64": "ghostlight-root 1 content 1 " + "?" * 44,
    "epoch too large": f"ghostlight-root 1 content {2**64} " + "A" * 43 + "=",
    "not text": "ghostlight-root 1 content 1 \udcff",
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_refused_and_not_shown(files: tuple[Path, Path], name: str) -> None:
    files[0].write_text(DAMAGED[name], errors="surrogateescape")
    said = _refused(*files)
    assert said.startswith("content root: ")
    assert "AAA" not in said
    assert "PRIVATE" not in said


def test_every_fault_is_told_at_once(files: tuple[Path, Path], tmp_path: Path) -> None:
    files[0].chmod(0o644)
    files[1].write_text("nothing")
    files[1].chmod(0o666)
    assert _refused(*files, tmp_path).split("; ") == [
        "content root: others can read the file",
        "`chmod 600` it",
        "content root: it lies inside the data or keys folder",
        "move it out, or a backup takes it along",
        "route root: others can read the file",
        "`chmod 600` it",
        "route root: it lies inside the data or keys folder",
        "move it out, or a backup takes it along",
        "route root: this is no root key file of Ghostlight",
    ]


def test_no_fault_shows_a_secret(files: tuple[Path, Path], tmp_path: Path) -> None:
    secrets = [file.read_text().split()[4] for file in files]
    for file in files:
        file.chmod(0o644)
    said = _refused(files[1], files[0], tmp_path)
    assert not any(secret in said for secret in secrets)


# --- Folders and databases --------------------------------------------------------------------------------


@pytest.mark.parametrize(("data", "keys"), [("a", "a"), ("a", "a/b"), ("a/b", "a"), ("a", "c/../a/b")])
def test_keys_inside_data_are_refused(tmp_path: Path, data: str, keys: str) -> None:
    (tmp_path / "c").mkdir()
    with pytest.raises(UnsafeSetting, match="GHOSTLIGHT_KEYS"):
        in_folders(tmp_path / data, tmp_path / keys)
    in_folders(tmp_path / "data", tmp_path / "data-keys")  # control: a name that only begins alike is apart


def test_one_database_for_both_is_refused(home: Home) -> None:
    for address in (home.where.data, home.where.data.replace("ghostlight.sqlite3", "./ghostlight.sqlite3")):
        with pytest.raises(UnsafeSetting, match="GHOSTLIGHT_KEYS_URL"):
            open_store(Whereabouts(home.where.data, address), home.roots)


@pytest.mark.parametrize("url", ["mysql://h/x", "oracle://h/x"])
def test_another_database_is_refused_by_name(tmp_path: Path, url: str) -> None:
    good = f"sqlite:///{tmp_path / 'x'}"
    for where in (Whereabouts(good, url), Whereabouts(url, good)):
        with pytest.raises(UnsafeSetting, match="only SQLite and PostgreSQL"):
            open_store(where, roots_of(fresh_secrets()))


def _modes(*folders: Path) -> dict[str, int]:
    return {one.name: stat.S_IMODE(one.stat().st_mode) for folder in folders for one in (folder, *folder.iterdir())}


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
async def test_no_file_and_no_folder_is_for_others(home: Home) -> None:
    mask = os.umask(0)
    try:
        store = home.open()
        await founded(store)
        modes = _modes(*home.folders)
        store.close()
    finally:
        os.umask(mask)
    assert {"ghostlight.sqlite3", "ghostlight.sqlite3-wal", "keys.sqlite3", "keys.sqlite3-journal"} <= set(modes)
    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
async def test_files_that_others_could_read_are_closed_to_them(home: Home) -> None:
    home.open().close()
    for file in (one for folder in home.folders for one in folder.iterdir()):
        file.chmod(0o644)
    assert any(mode & 0o077 for mode in _modes(*home.folders).values())  # control: it is seen
    home.open().close()
    assert {mode & 0o077 for mode in _modes(*home.folders).values()} == {0}


def test_a_root_has_the_size_of_a_key(files: tuple[Path, Path]) -> None:
    import base64  # noqa: PLC0415

    found: list[Any] = [base64.b64decode(file.read_text().split()[4]) for file in files]
    assert [len(one) for one in found] == [KEY_BYTES] * 2
    assert found[0] != found[1]
