"""`ghostlight schedule ...` as it is typed: dry run, faults with their rows, apply, the same again, undo."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import given
from bot.cli import app
from tests.bot.operator.files import TEXT, changed

DAY = (datetime.now(UTC) + timedelta(days=30)).date()
NEXT = DAY + timedelta(days=1)
FILE = f"Scene,Date,Cast,On set,Notes\n41,{DAY},1 3,14:00,\n42,{DAY},7,15:00,they kiss\n"


@pytest.fixture(autouse=True)
def _production(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in given.NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("bot.logs.set_up", lambda: None)
    monkeypatch.chdir(tmp_path)
    Path("p.toml").write_text(TEXT)
    Path("s.csv").write_text(FILE)
    typed("key", "new")
    typed("production", "apply", "p.toml")


def typed(*words: str, ends: int = 0) -> str:
    """Type a command; what it says."""
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == ends, done.output
    return done.output


def test_a_file_is_tried_applied_tried_again_and_taken_back() -> None:
    said = typed("schedule", "import", "s.csv", "--dry-run")
    assert "41 is new, on " in said
    assert '42: the file says "kiss". That suggests: a kiss. Nothing is set until a person confirms it.' in said
    assert "Nothing has been sent to anyone yet." in said
    assert "This was a dry run: nothing was changed." in said
    assert said.count("is new") == typed("schedule", "import", "s.csv").count("is new")
    again = typed("schedule", "import", "s.csv")
    assert "is new" not in again
    assert "schedule undo" not in again
    Path("s.csv").write_text(FILE.replace(f"41,{DAY},1 3,", f"41,{NEXT},1 3 3X,"))
    moved = typed("schedule", "import", "s.csv")
    assert "41 moves from" in moved
    assert "3X joins 41, " in moved
    assert "Taken back: one thing is as before." in typed("schedule", "undo")
    assert "There is no change that could be taken back." in typed("schedule", "undo", ends=1)
    assert "41 moves from" in typed("schedule", "import", "s.csv", "--dry-run")


def test_every_fault_has_its_row_and_the_rest_goes_on() -> None:
    Path("s.csv").write_text(FILE + f"43,{DAY},nobody at all,9:99,\n44,31/31/2031,1,9:00,\n")
    said = typed("schedule", "import", "s.csv", ends=1)
    assert "Row 4, column 3: This is no cast number." in said
    assert "Row 4, column 4: This is no time of day." in said
    assert "Row 5, column 2: This is no date." in said
    assert "Left out because of a fault: 2 of the file's scenes." in said
    assert "41 is new" in said
    assert "nobody at all" not in said


def test_a_file_that_cannot_be_used_changes_nothing() -> None:
    Path("s.csv").write_bytes(b"%PDF-1.7 ...")
    said = typed("schedule", "import", "s.csv", ends=1)
    assert "Nothing was changed." in said
    assert "Save it as XLSX or CSV." in said
    assert "can't be read" in typed("schedule", "import", "nowhere.csv", ends=1)
    assert "no change" in typed("schedule", "undo", ends=1)


def test_where_there_are_several_productions_one_is_named() -> None:
    other = changed('"The Lantern Yard"', '"The Salt Road"').replace('channel = "C', 'channel = "D')
    Path("o.toml").write_text(other)
    typed("production", "apply", "o.toml")
    assert "  The Salt Road" in typed("schedule", "import", "s.csv", ends=1)
    assert "41 is new" in typed("schedule", "import", "s.csv", "--production", "The Salt Road")
    assert "41 is new" in typed("schedule", "import", "s.csv", "--dry-run", "--production", "The Lantern Yard")
