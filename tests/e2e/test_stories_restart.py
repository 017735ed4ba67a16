"""A story in which the process is killed between the release and the answer, and goes on in another one."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, ViewportSize

from tests.e2e.story_hands import sat
from tests.e2e.story_moves import answered, heard, left, opened, raised, stands
from tests.e2e.story_stage import Stage, staged, wide

pytestmark = pytest.mark.asyncio(loop_scope="session")

WORDS, ANSWER = "Nobody knocked before opening the door.", "I will see to it."


@wide
async def test_killed_between_release_and_answer(tmp_path: Path, browser: Browser, size: ViewportSize) -> None:
    async with _demo(tmp_path) as address:
        stage = await staged(browser, address, size, "restart")
        alias = await raised(await sat(stage, "phone", "ada"), WORDS)
        await left(stage, alias)
        before = await _chats(stage)
    async with _demo(tmp_path) as address:
        again = await staged(browser, address, size, "restart-again")
        assert await _chats(again) == before
        ada = await sat(again, "phone", "ada")
        await stands(ada, "state-released")
        mara = await opened(again, "mara", alias)
        await mara.reads(WORDS)
        await answered(mara, alias, ANSWER, WORDS)
        await heard(ada, ANSWER)
        await again.shot("after-the-kill")
        assert (await again.said_in("readers")).count(alias) == 1
        assert again.complaints == []


async def _chats(stage: Stage) -> list[str]:
    """What stands in every chat; the card among it."""
    said = [await stage.said_in(pane) for pane in ("phone", "readers", "own", "office")]
    assert stage.say("set-bot") in said[1]
    return said


@asynccontextmanager
async def _demo(folder: Path) -> AsyncIterator[str]:
    """`ghostlight demo` in a process of its own, killed without a word when the block ends."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0", "--folder", str(folder)]
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, env=os.environ | {"NO_COLOR": "1"}
    )
    assert process.stdout
    try:
        async with asyncio.timeout(60):
            line = (await process.stdout.readline()).decode()
        yield line[line.index("http") :].strip()
    finally:
        process.kill()
        await process.communicate()
