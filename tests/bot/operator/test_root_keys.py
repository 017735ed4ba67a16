"""Root keys are made once, copied without overwriting anything, and read back before the doctor is content."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.operator import root_keys
from bot.operator.root_keys import KeyTrouble
from bot.settings import Settings
from tests.bot.operator.files import settings_in

TODAY = date(2027, 3, 1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """With root keys."""
    return settings_in(tmp_path)


def test_both_are_made_for_their_owner_alone(settings: Settings) -> None:
    for path in (settings.content_key, settings.route_key):
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0
    assert settings.root_faults() == ()


def test_none_is_ever_overwritten(settings: Settings) -> None:
    before = settings.route_key.read_text()
    settings.content_key.unlink()
    with pytest.raises(KeyTrouble, match="never overwritten"):
        root_keys.make(settings)
    assert settings.route_key.read_text() == before
    assert not settings.content_key.exists()


@pytest.mark.parametrize("folder", ["data", "keys/deeper"])
def test_none_is_made_or_copied_where_backups_come_by(settings: Settings, tmp_path: Path, folder: str) -> None:
    inside = Settings(settings.data, settings.keys, tmp_path / folder / "c", tmp_path / folder / "r")
    with pytest.raises(KeyTrouble, match="backup would take them along"):
        root_keys.make(inside)
    with pytest.raises(KeyTrouble, match="backup would take them along"):
        root_keys.copy(settings, tmp_path / folder)
    assert not (tmp_path / folder).exists()


def test_a_copy_is_read_back_and_the_day_remembered(settings: Settings, tmp_path: Path) -> None:
    assert root_keys.last_read_back(settings) is None
    written = root_keys.copy(settings, tmp_path / "stick")
    assert root_keys.copy(settings, tmp_path / "stick") == written
    assert all(path.stat().st_mode & 0o077 == 0 for path in written)
    assert root_keys.last_read_back(settings) is None  # a copy alone proves nothing
    root_keys.read_back(settings, tmp_path / "stick", TODAY)
    found = root_keys.last_read_back(settings)
    assert found
    assert found.on == TODAY


def test_what_is_remembered_tells_nothing_of_the_keys(settings: Settings, tmp_path: Path) -> None:
    root_keys.copy(settings, tmp_path / "stick")
    root_keys.read_back(settings, tmp_path / "stick", TODAY)
    (note,) = settings.content_key.parent.glob("*.read-back")
    for path in (settings.content_key, settings.route_key):
        assert path.read_text().split()[-1][:16] not in note.read_text()
    assert note.stat().st_mode & 0o077 == 0


def test_new_root_keys_need_a_new_copy(settings: Settings, tmp_path: Path) -> None:
    root_keys.copy(settings, tmp_path / "stick")
    root_keys.read_back(settings, tmp_path / "stick", TODAY)
    settings.content_key.unlink()
    settings.route_key.unlink()
    root_keys.make(settings)
    assert root_keys.last_read_back(settings) is None


def _missing(stick: Path) -> None:
    (stick / "route.key").unlink()


def _damaged(stick: Path) -> None:
    text = (stick / "route.key").read_text()
    (stick / "route.key").write_text(text[:-6])


def _others(stick: Path) -> None:
    away = settings_in(stick / "elsewhere")
    (stick / "route.key").write_text(away.route_key.read_text())


@pytest.mark.parametrize(
    ("spoil", "said"), [(_missing, "no whole copy"), (_damaged, "no whole"), (_others, "other keys")]
)
def test_a_copy_that_would_not_do_is_refused(settings: Settings, tmp_path: Path, spoil: object, said: str) -> None:
    stick = tmp_path / "stick"
    root_keys.copy(settings, stick)
    assert callable(spoil)
    spoil(stick)
    with pytest.raises(KeyTrouble, match=said):
        root_keys.read_back(settings, stick, TODAY)
    assert root_keys.last_read_back(settings) is None


def test_the_keys_themselves_are_no_copy(settings: Settings) -> None:
    with pytest.raises(KeyTrouble, match="not a copy"):
        root_keys.read_back(settings, settings.content_key.parent, TODAY)
    with pytest.raises(KeyTrouble, match="another disk"):
        root_keys.copy(settings, settings.content_key.parent)


def test_another_file_of_the_name_is_never_replaced(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "content.key").write_text("mine")
    with pytest.raises(KeyTrouble, match="nothing is overwritten"):
        root_keys.copy(settings, tmp_path / "stick")
    assert (tmp_path / "stick" / "content.key").read_text() == "mine"
