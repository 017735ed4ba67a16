"""Every unsafe setting is refused at the start, by its name, all of them at once, and no secret is in what is said.

ANONYMITY 8.11. (What a root file may hold has tests of its own.)
"""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from storage.errors import UnsafeSetting
from storage.opening import Whereabouts, in_folders, open_store
from storage.roots import Roots, load_roots, new_root


@dataclass(frozen=True, slots=True)
class Rooms:
    """Where a start finds everything."""

    content: Path
    route: Path
    data: Path
    keys: Path

    def start(self) -> None:
        """Open everything, as the composition root does."""
        open_store(in_folders(self.data, self.keys), self.roots()).close()

    def roots(self) -> Roots:
        """Read both roots."""
        return load_roots(self.content, self.route, apart_from=(self.data, self.keys))


@pytest.fixture
def rooms(tmp_path: Path) -> Rooms:
    """Everything in its place."""
    found = Rooms(tmp_path / "content.key", tmp_path / "route.key", tmp_path / "data", tmp_path / "keys")
    new_root(found.content, "content")
    new_root(found.route, "route")
    return found


def _equal(rooms: Rooms) -> Rooms:
    text = rooms.content.read_text().replace(" content ", " route ")
    rooms.route.write_text(text)
    return rooms


def _open_to_others(rooms: Rooms) -> Rooms:
    rooms.route.chmod(0o640)
    return rooms


def _in_data(rooms: Rooms) -> Rooms:
    rooms.data.mkdir()
    return _moved(rooms, rooms.data)


def _in_keys(rooms: Rooms) -> Rooms:
    (rooms.keys / "deeper").mkdir(parents=True)
    return _moved(rooms, rooms.keys / "deeper")


def _behind_a_link(rooms: Rooms) -> Rooms:
    rooms.data.mkdir()
    link = rooms.content.parent / "elsewhere"
    link.symlink_to(rooms.data)
    return _moved(rooms, link)


def _moved(rooms: Rooms, folder: Path) -> Rooms:
    there = folder / rooms.content.name
    shutil.move(rooms.content, there)
    return Rooms(there, rooms.route, rooms.data, rooms.keys)


def _swapped(rooms: Rooms) -> Rooms:
    return Rooms(rooms.route, rooms.content, rooms.data, rooms.keys)


def _missing(rooms: Rooms) -> Rooms:
    rooms.content.unlink()
    return rooms


def _damaged(rooms: Rooms) -> Rooms:
    rooms.content.write_text(rooms.content.read_text().replace("=", "!"))
    return rooms


def _keys_in_data(rooms: Rooms) -> Rooms:
    return Rooms(rooms.content, rooms.route, rooms.data, rooms.data / "keys")


def _data_in_keys(rooms: Rooms) -> Rooms:
    return Rooms(rooms.content, rooms.route, rooms.keys / "data", rooms.keys)


def _one_folder(rooms: Rooms) -> Rooms:
    return Rooms(rooms.content, rooms.route, rooms.data, rooms.data)


REFUSED: Final[dict[str, tuple[Callable[[Rooms], Rooms], str]]] = {
    "roots equal": (_equal, "content root and route root are the same key"),
    "readable by others": (_open_to_others, "route root: others can read the file"),
    "inside data": (_in_data, "content root: it lies inside the data or keys folder"),
    "inside keys": (_in_keys, "content root: it lies inside the data or keys folder"),
    "inside data by a link": (_behind_a_link, "content root: it lies inside the data or keys folder"),
    "swapped": (_swapped, "the two paths are swapped"),
    "missing": (_missing, "content root: no key file there"),
    "damaged": (_damaged, "content root: the key in the file is damaged"),
    "keys inside data": (_keys_in_data, "GHOSTLIGHT_KEYS: keys and data folders must lie apart"),
    "data inside keys": (_data_in_keys, "GHOSTLIGHT_KEYS: keys and data folders must lie apart"),
    "one folder for both": (_one_folder, "GHOSTLIGHT_KEYS: keys and data folders must lie apart"),
}


@pytest.mark.parametrize("named", REFUSED)
def test_an_unsafe_start_is_refused_by_name(rooms: Rooms, named: str) -> None:
    spoil, sentence = REFUSED[named]
    with pytest.raises(UnsafeSetting) as refused:
        spoil(rooms).start()
    assert sentence in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("named", REFUSED)
def test_a_refusal_holds_no_secret_and_no_path(rooms: Rooms, named: str) -> None:
    secrets = [rooms.content.read_text().split()[4], rooms.route.read_text().split()[4]]
    with pytest.raises(UnsafeSetting) as refused:
        REFUSED[named][0](rooms).start()
    assert [one for one in (*secrets, str(rooms.data.parent)) if one in str(refused.value)] == []


def test_every_fault_is_said_at_once(rooms: Rooms) -> None:
    rooms.content.chmod(0o644)
    spoilt = _in_data(rooms)
    spoilt.route.unlink()
    with pytest.raises(UnsafeSetting) as refused:
        spoilt.roots()
    for sentence in ("others can read", "inside the data", "route root: no key file"):
        assert sentence in str(refused.value)


def test_one_database_for_both_is_refused(rooms: Rooms) -> None:
    roots = rooms.roots()
    file = rooms.data.parent / "both.sqlite3"
    around = file.parent / "data" / ".." / "both.sqlite3"
    rooms.data.mkdir()
    for keys in (file, around):
        with pytest.raises(UnsafeSetting, match="GHOSTLIGHT_KEYS_URL: keys need a database of their own"):
            open_store(Whereabouts(f"sqlite:///{file}", f"sqlite:///{keys}"), roots)
    url = "postgresql+psycopg://ghost:{}@db.example.invalid/ghostlight"
    with pytest.raises(UnsafeSetting, match="GHOSTLIGHT_KEYS_URL"):
        open_store(Whereabouts(url.format("one"), url.format("two")), roots)


@pytest.mark.parametrize("url", ["mysql://localhost/x", "oracle://localhost/x", "mssql+pyodbc://localhost/x"])
def test_a_database_we_do_not_know_is_refused(rooms: Rooms, url: str) -> None:
    keys = f"sqlite:///{rooms.keys / 'keys.sqlite3'}"
    for where in (Whereabouts(url, keys), Whereabouts(keys, url)):
        with pytest.raises(UnsafeSetting, match="database: only SQLite and PostgreSQL are supported"):
            open_store(where, rooms.roots())


def test_control_what_is_safe_starts(rooms: Rooms) -> None:
    rooms.start()
    rooms.start()
    assert base64.b64decode(rooms.content.read_text().split()[4]) != base64.b64decode(
        rooms.route.read_text().split()[4]
    )
    assert {path.stat().st_mode & 0o077 for path in (rooms.content, rooms.route, rooms.data, rooms.keys)} == {0}
