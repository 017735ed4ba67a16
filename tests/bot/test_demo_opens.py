"""What `ghostlight demo` says first: where the set is, before any line of a log."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

import pytest

from bot import cli


async def test_the_address_stands_before_what_is_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = asyncio.Event()

    def logged(event: str, **_counts: int) -> None:
        print(event)  # noqa: T201 - into the same stream, so that the order shows
        opened.set()

    monkeypatch.setattr("bot.logs.event", logged)
    serving = asyncio.create_task(cli._demo(tmp_path, 0, None))
    async with asyncio.timeout(30):
        await opened.wait()
    serving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await serving
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("The set is open: http://127.0.0.1:")
    assert said[1].startswith("Close it with Ctrl+C")
    assert said[2] == "started"
