"""Each red state that the doctor knows is made and seen; what is well is green; looking changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.operator import applying, doctor, examining, root_keys, thief
from bot.operator.productions_seen import production_findings
from bot.operator.state import State
from bot.settings import Settings
from escalation.calendar import Duty
from escalation.roster import Role
from storage import opening
from storage.people import Person, Reading, Roster
from tests.bot.operator.files import good, in_store, settings_in, states_in

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
async def well(tmp_path: Path) -> Settings:
    """Everything set up, down to the last copy; only people haven't done their part."""
    settings = settings_in(tmp_path)
    root_keys.copy(settings, tmp_path / "stick")
    root_keys.read_back(settings, tmp_path / "stick", NOW.date())
    await in_store(settings, lambda store: applying.apply(store, good()))
    return settings


async def red(settings: Settings, now: datetime = NOW) -> list[str]:
    """What is red on the machine."""
    return [f"{one.what} -> {one.todo}" for one in await doctor.examine(settings, now) if one.is_red]


async def machine_red(settings: Settings, now: datetime = NOW) -> list[str]:
    """What is red, the production's own lines and the platforms aside."""
    return [one for one in await red(settings, now) if not one.startswith(("The Lantern Yard", "Platforms"))]


async def test_a_machine_that_is_set_up_has_nothing_red(well: Settings) -> None:
    assert await machine_red(well) == []


def _open_folder(settings: Settings) -> Settings:
    settings.data.chmod(0o755)
    return settings


def _open_root(settings: Settings) -> Settings:
    settings.route_key.chmod(0o604)
    return settings


def _no_roots(settings: Settings) -> Settings:
    return replace(settings, content_key=Path("nowhere"))


def _never_read_back(settings: Settings) -> Settings:
    for note in settings.content_key.parent.glob("*.read-back"):
        note.unlink()
    return settings


def _no_folders(settings: Settings) -> Settings:
    return replace(settings, data=settings.data / ".." / "away")


def _foreign(settings: Settings) -> Settings:
    (settings.data / "ghostlight.sqlite3").write_bytes(b"no database at all, but long enough to be read as one" * 99)
    return settings


def _unreachable(settings: Settings) -> Settings:
    address = "postgresql+psycopg://nobody:hunter2@127.0.0.1:9/{}?connect_timeout=1"
    return replace(settings, url=address.format("a"), keys_url=address.format("b"))


RED: dict[str, tuple[Callable[[Settings], Settings], str]] = {
    "folder": (_open_folder, "GHOSTLIGHT_DATA: others on this machine can look into the folder -> chmod 700"),
    "root key": (_open_root, "GHOSTLIGHT_ROUTE_KEY: others can read the file"),
    "no root keys": (
        _no_roots,
        "GHOSTLIGHT_CONTENT_KEY: no key file there; if there are data already, put your copy back",
    ),
    "copy": (_never_read_back, "Root keys: no copy was ever read back"),
    "no folder": (_no_folders, "GHOSTLIGHT_DATA: the folder is not there yet"),
    "no database": (_foreign, "Database of data: doesn't answer"),
    "server": (_unreachable, "Database of keys: doesn't answer"),
}


@pytest.mark.parametrize("kind", RED)
async def test_each_red_state_of_the_machine_is_seen(well: Settings, kind: str) -> None:
    spoil, said = RED[kind]
    found = await machine_red(spoil(well))
    assert any(said in one for one in found), found
    assert "hunter2" not in str(found)


async def test_an_older_schema_is_seen_and_left_alone(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "look", lambda _where: {"data": "old", "keys": "foreign"})
    found = await machine_red(well)
    assert any("Database of data: has an older schema" in one and "ghostlight migrate" in one for one in found)
    assert any("Database of keys: is another program's" in one for one in found)
    assert any(one.startswith("Productions: not looked at") for one in found)


async def test_other_root_keys_are_seen(well: Settings, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = settings_in(tmp_path / "other")
    found = await machine_red(replace(well, content_key=other.content_key, route_key=other.route_key))
    assert any("Productions: they don't open" in one for one in found)


async def test_a_full_disk_and_a_wrong_clock_are_seen(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert any("Clock: it says 1999" in one for one in await machine_red(well, NOW.replace(year=1999)))
    assert any("earlier day" in one for one in await machine_red(well, datetime(2026, 1, 1, tzinfo=UTC)))
    monkeypatch.setattr(examining, "LEAST_FREE", 2**62)
    assert any("make room" in one for one in await machine_red(well))


async def test_looking_makes_nothing(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    before = there(tmp_path)
    assert any("GHOSTLIGHT_DATA: the folder is not there yet" in one for one in await red(settings))
    assert there(tmp_path) == before


def there(folder: Path) -> set[str]:
    """What lies in a folder, however deep."""
    return {str(path) for path in folder.rglob("*")}


async def test_no_production_is_red(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    opening.migrate(settings.whereabouts)
    assert any("Productions: there is none yet" in one for one in await red(settings))


# --- Productions ------------------------------------------------------------------------------------------


@pytest.fixture
async def ready(well: Settings) -> State:
    """A production whose readers have done their part."""
    (found,) = await in_store(well, states_in)
    people = [_did(one) for one in found.roster.people]
    return replace(found, roster=Roster(tuple(people)))


def _did(person: Person) -> Person:
    if person.reading is None:
        return person
    heard = date(2027, 2, 26) if person.reading.ring_url else None
    return replace(person, reading=replace(person.reading, accepted=True, acting=True, heard_on=heard))


def _with(state: State, key: str, **more: object) -> State:
    """The same production with one reader's own words changed."""
    person = next(one for one in state.roster.people if one.key == key)
    assert person.reading
    reading: Reading = replace(person.reading, **more)  # type: ignore[arg-type]
    return replace(state, roster=state.roster.having(replace(person, reading=reading)))


def said_red(state: State, *, private: bool = False) -> list[str]:
    """What is red about a production."""
    return [f"{one.what} -> {one.todo}" for one in production_findings(state, NOW, private=private) if one.is_red]


async def test_a_production_that_is_ready_has_nothing_red(ready: State) -> None:
    assert said_red(ready) == []


async def test_each_red_state_of_a_production_is_seen(ready: State) -> None:
    unit = replace(ready.units[0], emergency="")
    late, never = date(2027, 2, 21), Duty("UTC")
    for spoilt, said in (
        (replace(ready, units=(unit, *ready.units[1:])), "Main unit has the emergency number and the medic's"),
        (replace(ready, book=replace(ready.book, outside=())), "0 lines of help from outside"),
        (_with(ready, "mara", accepted=False), "Mara Vellum has not accepted"),
        (_with(ready, "mara", acting=False), "an acting reader has to say yes"),
        (_with(_with(ready, "mara", accepted=False), "ilo", acting=False), "nobody reads every kind of concern yet"),
        (_with(ready, "ilo", heard_on=None), "Ilo Farrowby said that they heard the ring: never"),
        (_with(ready, "ilo", heard_on=late), "heard the ring: not since 2027-02-21"),
        (_with(ready, "ilo", ring_url="https://10.0.0.7/x"), "a second way that must not be rung"),
        (_with(ready, "mara", duty=never), "Mara Vellum is never on duty"),
    ):
        assert any(said in one for one in said_red(spoilt)), (said, said_red(spoilt))


async def test_no_second_way_is_a_hint_and_no_fault(ready: State) -> None:
    hinted = [one for one in production_findings(ready, NOW, private=False) if one.hint]
    assert [(one.what, one.is_red) for one in hinted] == [
        ("The Lantern Yard: Mara Vellum has no second way: only chat reaches them", False)
    ]
    assert "Do Not Disturb" in hinted[0].hint


async def test_a_private_ring_is_fine_where_it_is_allowed(ready: State) -> None:
    assert said_red(_with(ready, "ilo", ring_url="https://10.0.0.7/x"), private=True) == []


async def test_a_safety_contact_alone_reads_too_little(ready: State) -> None:
    people = [replace(one, roles=(Role.safety_contact,)) if one.reading else one for one in ready.roster.people]
    assert any("nobody reads every kind" in one for one in said_red(replace(ready, roster=Roster(tuple(people)))))


async def test_it_names_readers_and_nobody_else(ready: State) -> None:
    said = str([*production_findings(ready, NOW, private=False)])
    assert "Mara Vellum" in said  # the control
    for person in ready.roster.people:
        assert person.user not in said
        assert person.reading or person.name not in said


def test_what_a_thief_gets_differs_by_what_is_taken(tmp_path: Path) -> None:
    told = thief.gets(settings_in(tmp_path))
    assert len({gotten for _, gotten in told}) == len(told) == 8
    on_postgresql = thief.gets(Settings(Path("d"), Path("k"), Path("c"), Path("r"), "postgresql://a", "postgresql://b"))
    assert any("log and base backups" in gotten for _, gotten in on_postgresql)
    assert not any("log and base backups" in gotten for _, gotten in told)
