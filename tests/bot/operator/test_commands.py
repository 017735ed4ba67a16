"""The commands as they are typed: what they say, how they end, and that two runs never share a folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import given
from bot.cli import app
from bot.operator import running, showing
from bot.operator.findings import Finding
from bot.operator.refusals import CannotRun
from tests.bot.operator.files import TEXT, another, changed, settings_in


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in given.NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("bot.logs.set_up", lambda: None)
    monkeypatch.chdir(tmp_path)


def typed(*words: str, ends: int = 0, into: str | None = None) -> str:
    """Type a command; what it says."""
    done = CliRunner().invoke(app, words, input=into, catch_exceptions=False)
    assert done.exit_code == ends, done.output
    return done.output


def test_the_whole_way_from_nothing_to_a_production() -> None:
    assert "2 settings are not fit to use" in typed("run", ends=2)
    assert "never overwritten" not in typed("key", "new")
    assert "never overwritten" in typed("key", "new", ends=1)
    assert "Say where" in typed("key", "copy", ends=2)
    assert "no copy was ever read back" in typed("doctor", ends=1)
    typed("key", "copy", "stick")
    assert "whole and the same" in typed("key", "copy", "--verify", "stick")
    assert "a copy was read back on" in typed("doctor", ends=1)
    Path("p.toml").write_text(typed("production", "example"))
    founded = typed("production", "apply", "p.toml")
    assert "is founded, at revision 1" in founded
    assert founded.index("ghostlight doctor") < founded.index("ghostlight run")
    assert "Nothing in the file is new" in typed("production", "apply", "p.toml")
    assert "was up to date already" in typed("migrate")
    assert "Mara Vellum has not accepted" in typed("doctor", ends=1)


def test_a_file_with_faults_changes_nothing_and_needs_no_settings() -> None:
    Path("p.toml").write_text(changed('emergency = "112"', "", changed("crew = 42", "crew = 0")))
    said = typed("production", "apply", "p.toml", ends=1)
    assert "p.toml has 2 faults. Nothing was changed." in said
    assert "units.main.emergency: is missing" in said
    assert not Path("data").exists()
    assert "can't be read" in typed("production", "apply", "nowhere.toml", ends=1)
    Path("p.toml").write_bytes(b"a = 1\nb = '\xff'")
    assert "line 2: this is no UTF-8 text" in typed("production", "apply", "p.toml", ends=1)


def test_each_change_is_counted_in_the_file_and_shown() -> None:
    typed("key", "new")
    file = Path("p.toml")
    file.write_text(changed("revision = 1\n", "\n"))
    assert "The file says `revision = 1` now." in typed("production", "apply", "p.toml")
    file.write_text(changed('"911"', '"912"', file.read_text()))
    said = typed("production", "apply", "p.toml")
    assert "stands at revision 2 now" in said
    assert '+ units.second: emergency = "912"' in said
    assert production_revision(file.read_text()) == "2"
    old = typed("production", "apply", "-", ends=1, into=TEXT)
    assert "This file is older than The Lantern Yard, which stands at revision 2" in old
    assert '- units.second: emergency = "912"' in old
    shown = typed("production", "show")
    assert "Nothing in the file is new" in typed("production", "apply", "-", into=shown)
    fresh = changed('"912"', '"913"', shown)
    assert "Write `revision = 3` on top" in typed("production", "apply", "-", into=fresh)


def production_revision(text: str) -> str:
    """What the file says of itself."""
    return next(line.split()[-1] for line in text.splitlines() if line.startswith("revision"))


def test_several_productions_are_shown_by_name() -> None:
    typed("key", "new")
    assert "There is no production here yet" in typed("production", "show", ends=1)
    typed("production", "apply", "-", into=TEXT)
    typed("production", "apply", "-", into=another("Otherwise"))
    assert "There are several productions here" in typed("production", "show", ends=1)
    assert 'name = "Otherwise"' in typed("production", "show", "Otherwise")
    assert "There is no production 'Never' here" in typed("production", "show", "Never", ends=1)


def test_without_a_platform_it_says_what_there_is() -> None:
    typed("key", "new")
    said = typed("run", ends=2)
    assert "No platform is set" in said
    for way in ("SLACK_BOT_TOKEN and SLACK_APP_TOKEN", "DISCORD_BOT_TOKEN", "ghostlight demo", "tests.servers.slack"):
        assert way in said


def test_every_fault_is_named_before_anything_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GHOSTLIGHT_KEYS", "data/keys")
    monkeypatch.setenv("GHOSTLIGHT_KEYS_URL", "postgresql://gl:hunter2@x/y")
    for command in (["run"], ["migrate"], ["doctor"], ["key", "new"], ["production", "show"]):
        said = typed(*command, ends=1 if command == ["doctor"] else 2)
        assert "GHOSTLIGHT_KEYS: must lie apart" in said
        assert "GHOSTLIGHT_DATABASE_URL: data and keys" in said
        assert "hunter2" not in said


def test_a_second_run_on_one_folder_is_refused(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    hold = "import sys, pathlib, fcntl; f = open(sys.argv[1], 'w'); fcntl.flock(f, 2); print(1, flush=True); input()"
    settings.data.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(settings.data / running.LOCK)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(CannotRun, match="Another `ghostlight run` has this data folder"), running.alone(settings):
            pytest.fail("two at once")
        other.kill()
    with running.alone(settings):  # the control: a dead process holds nothing
        pass


# --- the doctor's last word -------------------------------------------------------------------------------------------


def last_words(capsys: pytest.CaptureFixture[str], *seen: Finding) -> list[str]:
    """What stands at the end of the doctor's page."""
    showing.verdict(seen)
    return capsys.readouterr().out.splitlines()


def test_the_verdict_stands_last_and_repeats_what_is_red() -> None:
    typed("key", "new")
    said = typed("doctor", ends=1).splitlines()
    end = said[max(at for at, line in enumerate(said) if " are red. Mend the first one first" in line) :]
    red = [line for line in said if line.startswith("RED ")]
    assert [line for line in end if line.startswith("RED ")] == red[: len(red) // 2] == red[len(red) // 2 :]
    assert all(line.startswith(("RED ", "     -> ")) for line in end[1:])
    assert "What somebody gets who takes ..." in said  # far above


def test_the_verdict_counts_as_people_do(capsys: pytest.CaptureFixture[str]) -> None:
    well, red, hinted = Finding("well"), Finding("red", "mend it"), Finding("well", hint="could be better")
    assert last_words(capsys, well, well) == ["All 2 are as they should be."]
    assert last_words(capsys, well, hinted) == ["All 2 are as they should be. One of them has a hint, above."]
    assert last_words(capsys, red, well) == ["1 of 2 is red:", "RED  red", "     -> mend it"]
    assert last_words(capsys, red, well, red)[0].startswith("2 of 3 are red.")
    assert last_words(capsys, red)[0] == "This is red, and nothing else could be looked at:"


def test_a_line_says_what_it_is_without_any_colour(capsys: pytest.CaptureFixture[str]) -> None:
    for one in (Finding("a"), Finding("b", "mend it"), Finding("c", hint="better")):
        showing.found(one)
    assert capsys.readouterr().out.splitlines() == ["ok   a", "RED  b", "     -> mend it", "hint c", "     -> better"]
