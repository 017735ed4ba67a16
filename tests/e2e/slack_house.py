"""Ghostlight as somebody runs it who has only its commands: each a process of its own, over one folder of data."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from tests.servers.slack import SlackServer

ROOT: Final = Path(__file__).parents[2]
_PATIENCE: Final = 60.0
"""Seconds: on a busy machine a process takes its time to start."""


@dataclass(slots=True)
class House:
    """One folder, one set of settings, and the process that runs over them. `more` are settings of its own."""

    folder: Path
    slack: SlackServer
    more: Mapping[str, str] = field(default_factory=dict)
    process: asyncio.subprocess.Process | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What a shell holds that has nothing but the settings."""
        tokens = {"SLACK_BOT_TOKEN": self.slack.bot_token, "SLACK_APP_TOKEN": self.slack.app_token}
        plain = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
        return {
            **plain,
            **tokens,
            "GHOSTLIGHT_SLACK_API_URL": self.slack.api_url,
            "PYTHONPATH": str(ROOT),
            **self.more,
        }

    @property
    def log(self) -> Path:
        """Everything that the running processes wrote."""
        return self.folder / "log"

    async def command(self, *words: str) -> tuple[int, str]:
        """`ghostlight WORDS`: how it ended, and what it said."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *words),
            cwd=self.folder,
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        return process.returncode or 0, said.decode()

    # --- the process that runs ------------------------------------------------------------------------------------

    async def start(self) -> None:
        """`ghostlight run`; return once it listens."""
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *self._program(), "run", cwd=self.folder, env=self.environment, stdout=log, stderr=log
            )
        await self.slack.until(lambda: self.slack.sockets.open or self._ended(), _PATIENCE)
        assert not self._ended(), self.log.read_text()

    def _program(self) -> tuple[str, ...]:
        return (sys.executable, "-m", "bot")

    def _ended(self) -> bool:
        return self.process is None or self.process.returncode is not None

    def strike(self) -> None:
        """`kill -9`, at this very instant."""
        assert self.process
        self.process.kill()

    async def gone(self) -> int:
        """Return when it has ended and its sockets with it; how it ended."""
        assert self.process
        async with asyncio.timeout(_PATIENCE):
            code = await self.process.wait()
        await self.slack.until(lambda: not self.slack.sockets.open)
        return code

    async def kill(self) -> None:
        """`kill -9`, and wait."""
        self.strike()
        assert await self.gone() == -signal.SIGKILL

    async def stop(self) -> int:
        """SIGTERM, as a service does, and wait; how it ended."""
        assert self.process
        self.process.terminate()
        return await self.gone()

    async def end(self) -> None:
        """Leave no process behind, whatever became of the test."""
        if self.process and not self._ended():
            self.process.kill()
            await self.process.wait()


@dataclass(slots=True)
class Ahead(House):
    """The same, only that the clock of the run is ahead: waiting times of minutes go by when a test says so."""

    _ahead: timedelta = timedelta(0)

    def _program(self) -> tuple[str, ...]:
        self.passes(timedelta(0))
        return (sys.executable, "-m", "tests.e2e.slack_clock", str(self._file))

    @property
    def _file(self) -> Path:
        return self.folder / "ahead"

    def passes(self, time: timedelta) -> None:
        """So much time goes by, for what runs and what will."""
        self._ahead += time
        fresh = self._file.with_suffix(".new")
        fresh.write_text(str(self._ahead.total_seconds()))
        fresh.replace(self._file)
