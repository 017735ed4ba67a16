"""Every fault of the settings is said at once, by its name; no value is in what is said or shown."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from bot import given, settings
from bot.operator import root_keys
from bot.settings import Refused

SECRET = "hunter2"
DATA = f"postgresql+psycopg://gl:{SECRET}@db.example.org/data"
KEYS = f"postgresql+psycopg://gl:{SECRET}@db.example.org/keys"
FAULTS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "unknown": ({"GHOSTLIGHT_DATABSE_URL": DATA}, ("GHOSTLIGHT_DATABSE_URL: there is no such setting; did you mean",)),
    "one database": ({"GHOSTLIGHT_DATABASE_URL": DATA}, ("GHOSTLIGHT_KEYS_URL: data and keys are both",)),
    "keys alone": ({"GHOSTLIGHT_KEYS_URL": KEYS}, ("GHOSTLIGHT_DATABASE_URL: data and keys are both",)),
    "the same": (
        {"GHOSTLIGHT_DATABASE_URL": DATA, "GHOSTLIGHT_KEYS_URL": DATA},
        ("GHOSTLIGHT_KEYS_URL: keys need a database of their own",),
    ),
    "another kind": (
        {"GHOSTLIGHT_DATABASE_URL": f"mysql://gl:{SECRET}@x/y", "GHOSTLIGHT_KEYS_URL": "sqlite:///keys"},
        ("GHOSTLIGHT_DATABASE_URL: must begin with", "GHOSTLIGHT_KEYS_URL: must begin with"),
    ),
    "no address": (
        {"GHOSTLIGHT_DATABASE_URL": f"postgresql://gl:{SECRET}@x:port/y", "GHOSTLIGHT_KEYS_URL": KEYS},
        ("GHOSTLIGHT_DATABASE_URL: this is no database address",),
    ),
    "twice": (
        {"GHOSTLIGHT_DATABASE_URL": DATA, "GHOSTLIGHT_DATABASE_URL_FILE": "x", "GHOSTLIGHT_KEYS_URL": KEYS},
        ("GHOSTLIGHT_DATABASE_URL: set this or GHOSTLIGHT_DATABASE_URL_FILE, not both",),
    ),
    "file away": (
        {"GHOSTLIGHT_DATABASE_URL": DATA, "GHOSTLIGHT_KEYS_URL_FILE": "nowhere"},
        ("GHOSTLIGHT_KEYS_URL_FILE: the file can't be read", "GHOSTLIGHT_KEYS_URL: data and keys"),
    ),
    "keys in data": ({"GHOSTLIGHT_KEYS": "data/keys"}, ("GHOSTLIGHT_KEYS: must lie apart from GHOSTLIGHT_DATA",)),
    "data in keys": ({"GHOSTLIGHT_DATA": "keys/data"}, ("GHOSTLIGHT_KEYS: must lie apart from GHOSTLIGHT_DATA",)),
    "a file as folder": ({"GHOSTLIGHT_DATA": "a-file"}, ("GHOSTLIGHT_DATA: is no folder",)),
    "key as value": (
        {"GHOSTLIGHT_CONTENT_KEY": f"ghostlight-root 1 content 1 {SECRET}="},
        ("GHOSTLIGHT_CONTENT_KEY: write the path",),
    ),
    "neither yes nor no": ({"GHOSTLIGHT_RING_PRIVATE": SECRET}, ("GHOSTLIGHT_RING_PRIVATE: write true or false",)),
}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in given.NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a-file").touch()


def put(monkeypatch: pytest.MonkeyPatch, given: dict[str, str]) -> None:
    """Set these in the environment."""
    for name, value in given.items():
        monkeypatch.setenv(name, value)


def faults() -> tuple[str, ...]:
    """What is said, after a look that no secret is in it or in what a traceback shows."""
    with pytest.raises(Refused) as refused:
        settings.read()
    everything = "".join(traceback.format_exception(refused.value)) + repr(refused.value) + str(refused.value.faults)
    assert SECRET not in everything
    return refused.value.faults


def test_nothing_set_is_sqlite_beside_one() -> None:
    found = settings.read()
    assert (found.data, found.keys, found.url, found.ring_private) == (Path("data"), Path("keys"), None, False)
    assert (found.content_key, found.route_key) == (Path("roots/content.key"), Path("roots/route.key"))
    assert "sqlite:///data" in found.whereabouts.data


@pytest.mark.parametrize("kind", FAULTS)
def test_each_fault_is_said_by_its_name(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given, said = FAULTS[kind]
    put(monkeypatch, given)
    found = faults()
    assert len(found) == len(said)
    for one, start in zip(found, said, strict=True):
        assert one.startswith(start)


def test_all_are_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = ("unknown", "keys alone", "keys in data", "key as value", "neither yes nor no")
    for kind in kinds:
        put(monkeypatch, FAULTS[kind][0])
    assert len(faults()) == len(kinds)


def test_secrets_come_from_files_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one").write_text(f"{DATA}\n")
    (tmp_path / "two").write_text(KEYS)
    put(monkeypatch, {"GHOSTLIGHT_DATABASE_URL_FILE": "one", "GHOSTLIGHT_KEYS_URL_FILE": "two"})
    found = settings.read()
    assert (found.whereabouts.data, found.whereabouts.keys) == (DATA, KEYS)


def test_nothing_shows_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, {"GHOSTLIGHT_DATABASE_URL": DATA, "GHOSTLIGHT_KEYS_URL": KEYS})
    found = settings.read()
    assert SECRET not in repr(found) + str(found) + repr(found.whereabouts)
    assert SECRET in str(found.url)  # the control


def test_root_keys_are_named_by_their_settings() -> None:
    found = settings.read()
    assert [one.split(":")[0] for one in found.root_faults()] == ["GHOSTLIGHT_CONTENT_KEY", "GHOSTLIGHT_ROUTE_KEY"]
    root_keys.make(found)
    assert found.root_faults() == ()
    found.content_key.chmod(0o644)
    assert found.root_faults() == ("GHOSTLIGHT_CONTENT_KEY: others can read the file; `chmod 600` it",)


@pytest.mark.parametrize(("folder", "name"), [("data", "GHOSTLIGHT_CONTENT_KEY"), ("keys", "GHOSTLIGHT_CONTENT_KEY")])
def test_root_keys_in_what_is_copied_away_are_refused(folder: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    root_keys.make(settings.read())
    Path(folder).mkdir()
    Path("roots/content.key").rename(f"{folder}/content.key")
    put(monkeypatch, {name: f"{folder}/content.key"})
    assert "lies inside the data or keys folder" in settings.read().root_faults()[0]
