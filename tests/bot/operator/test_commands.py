"""The commands as they are typed: what they say, how they end, and that two runs never share a folder."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from typer.testing import CliRunner

from adapters.interface import Capabilities, ChannelAddress, MessageRef, Platform, PlatformAddress, Receive
from adapters.surfaces import Card
from bot import settings as settings_module
from bot.cli import app
from bot.operator import applying, running
from bot.operator.running import CannotRun, OpenHouse
from bot.ringing import Bell
from storage.store import Store
from tests.bot.operator.files import TEXT, another, changed, good, in_store, settings_in


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in settings_module.NAMES:
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
    assert "is founded, at revision 1" in typed("production", "apply", "p.toml")
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
    assert "Slack and Discord are not in this version" in said
    assert "ghostlight demo" in said


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


async def test_serving_opens_the_house_with_every_production(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, ring_private=True)
    for text in (TEXT, another("Otherwise")):
        await in_store(settings, partial(applying.apply, file=good(text)))
    seen: list[Any] = []

    class Served:
        async def serve(self) -> None:
            seen.append("served")

    async def open_house(  # as many arguments as `bot.app.open_house` has
        store: Store, known: Any, clock: Any, entropy: Any, platforms: Any, *, bell: Bell | None = None
    ) -> Served:
        assert bell
        assert len(entropy.bytes(1)) == len(platforms) + 1
        assert clock.now().tzinfo
        seen.extend([len(known), bell.private])
        await asyncio.to_thread(store.close)
        return Served()

    platforms: Mapping[str, Platform] = {}
    opening: OpenHouse = open_house
    await running.serve(settings, platforms, opening)
    assert seen == [2, True, "served"]


async def test_serving_nothing_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="There is no production here yet"):
        await running.serve(settings_in(tmp_path), {})


class Silent:
    """A platform on which nobody does anything."""

    name = "slack"
    can = Capabilities(drops_repeats=False, knows_zones=False)

    def __init__(self) -> None:
        self.opened = asyncio.Event()

    async def run(self, _receive: Receive) -> None:
        """Listen."""
        self.opened.set()
        await asyncio.Event().wait()

    async def ready(self) -> None:
        """Once it listens."""
        await self.opened.wait()

    async def send(self, _to: object, _card: Card, _delivery: str) -> MessageRef:
        """Take it."""
        return MessageRef(self.name, "1")

    async def edit(self, _message: MessageRef, _card: Card) -> None:
        """Nothing is shown anywhere."""

    async def delete(self, _message: MessageRef) -> None:
        """Nothing is shown anywhere."""

    async def members(self, _channel: ChannelAddress) -> frozenset[PlatformAddress]:
        """Nobody."""
        return frozenset()


async def test_the_real_house_serves_until_it_is_stopped(tmp_path: Path) -> None:
    settings, silent = settings_in(tmp_path), Silent()
    await in_store(settings, lambda store: applying.apply(store, good()))
    serving = asyncio.create_task(running.serve(settings, {"slack": cast("Platform", silent)}))
    async with asyncio.timeout(60):
        await asyncio.wait([serving, asyncio.ensure_future(silent.ready())], return_when=asyncio.FIRST_COMPLETED)
    assert not serving.done(), serving.exception()
    os.kill(os.getpid(), signal.SIGTERM)  # as a service or `docker stop` does
    with pytest.raises(asyncio.CancelledError):
        await serving
    assert await in_store(settings, lambda store: store.read(lambda _: True))  # everything was closed
