"""Discord: how soon `ghostlight run` is ready, what it holds then, and how soon what somebody sent is answered.

The process is measured against a local Discord in this one, so no network is in it. Ready is when the process itself
says "started": discord.py was greeted, and waited for guilds as long as the adapter lets it.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from adapters.discord import names
from bench.rounds import Amount, Row, median, middle, ms, p99
from bench.served import RUN, SETTLES, founded, held_by
from bench.start import MOST, started
from bot.demo_cast import PEOPLE, Addresses
from tests.adapters.discord.gateway import GUILD, TOKEN, Gateway, gateway

_LIBRARY: Final = "discord"
_FIRST_ID: Final = 10_000
_LONGEST: Final = 60.0
_MODAL, _MESSAGE = 9, 4
_WORDS: Final = (
    "The sheet says the scene is closed, and yesterday there were people at the monitor I had not agreed to. " * 4
)


@dataclass(slots=True)
class Found:
    """Seconds to each answer; of each start its seconds and bytes, and the seconds of it after the greeting."""

    opened: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    started: list[tuple[float, int]] = field(default_factory=list)
    greeted: list[float] = field(default_factory=list)
    libraries: list[tuple[float, int]] = field(default_factory=list)


async def measured(folder: Path, amount: Amount) -> Found:
    """Start it and the bare libraries in turns; then everybody writes, one after another.

    The first start, which tells Discord the commands, isn't counted.
    """
    found, ids = Found(), count(_FIRST_ID)
    async with gateway() as server:
        environment = await _founded(folder, server, ids)
        async with _running(server, environment, Found()):
            """Only started."""
        for _ in range(amount.rounds):
            found.libraries.append(await asyncio.to_thread(started, "libraries", _LIBRARY))
            async with _running(server, environment, found):
                """Only started."""
        async with _running(server, environment, Found()):
            for user, _ in zip(ids, range(amount.rounds * amount.singles), strict=False):
                await _write(server, user, found)
    return found


def rows(found: Found) -> list[Row]:
    """The table's rows."""
    (took, size), (least, held) = map(middle, (found.started, found.libraries))
    against = "{:.2f}x that of importing its libraries"
    seconds, memory = f"{took:.2f} s", f"{size / 2**20:.0f} MiB"
    return [
        _trip("Discord: a command, until the form is up", found.opened),
        _trip("Discord: a first screen, until answered", found.sent),
        Row("run on Discord: to ready", seconds, against.format(took / least), "<= 1.5x", took <= MOST * least),
        Row("run on Discord: of it, once greeted", f"{median(found.greeted):.2f} s"),
        Row("run on Discord: memory", memory, against.format(size / held), "<= 1.5x", size <= MOST * held),
    ]


def _trip(what: str, seconds: list[float]) -> Row:
    return Row(what, f"p99 {ms(p99(seconds))}", f"median {ms(median(seconds))}")


# --- the process ------------------------------------------------------------------------------------------------------


async def _founded(folder: Path, server: Gateway, ids: Iterator[int]) -> dict[str, str]:
    """The demo's production with accounts in this guild, on the disk; the environment that runs it."""
    accounts = {name: str(next(ids)) for name in (*(one.id for one in PEOPLE), "readers", "office")}
    return {
        **await founded(folder, Addresses("discord", str(GUILD), accounts.__getitem__)),
        "GHOSTLIGHT_DISCORD_API_URL": f"{server.url}/api/v10",
        "GHOSTLIGHT_DISCORD_GATEWAY_URL": server.url.replace("http", "ws") + "/gw/",
        "DISCORD_BOT_TOKEN": TOKEN,
    }


@contextlib.asynccontextmanager
async def _running(server: Gateway, environment: dict[str, str], found: Found) -> AsyncIterator[None]:
    """Run it; how long it took, and what it holds once it has settled, is found."""
    server.ready.clear()
    began = perf_counter()
    process = await asyncio.create_subprocess_exec(
        *RUN, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr
    greeted = asyncio.create_task(_greeted(server))
    try:
        async with asyncio.timeout(_LONGEST):
            await _says_started(process.stderr)
            ready = perf_counter()
            found.greeted.append(ready - await greeted)
        more = asyncio.create_task(process.stderr.read())
        await asyncio.sleep(SETTLES)
        found.started.append((ready - began, held_by(process.pid)))
        yield
    finally:
        greeted.cancel()
        if process.returncode is None:
            process.terminate()
        await process.wait()
    assert b".failed" not in await more, "something went wrong while it was measured"


async def _greeted(server: Gateway) -> float:
    await server.ready.wait()
    return perf_counter()


async def _says_started(log: asyncio.StreamReader) -> None:
    """Return at that line. Raises where the log ends before it."""
    async for line in log:
        if line.rstrip().endswith(b" started"):
            return
    raise AssertionError("it ended by itself")


# --- people -----------------------------------------------------------------------------------------------------------


async def _write(server: Gateway, user: int, found: Found) -> None:
    """Somebody new opens the form by command, fills it in, and sends it."""
    began, number = perf_counter(), _answers(server)
    await server.press(user, "concern")
    form = await server.callback(number)
    found.opened.append(_came(server) - began)
    assert form["type"] == _MODAL
    components = [_filled(one["component"]) for one in form["data"]["components"] if "component" in one]
    began = perf_counter()
    await server.submit(user, form["data"]["custom_id"], components)
    answer = await server.callback(number + 1)
    found.sent.append(_came(server) - began)
    assert answer["type"] == _MESSAGE
    assert names.SEND in _kinds(answer["data"]["components"]), "it was answered with something else than the next step"


def _answers(server: Gateway) -> int:
    return sum(path.endswith("/callback") for _, path, _ in server.requests)


def _came(server: Gateway) -> float:
    """When the latest answer came."""
    return [at for at, (_, path, _) in zip(server.came, server.requests, strict=True) if path.endswith("/callback")][-1]


def _filled(control: dict[str, Any]) -> dict[str, Any]:
    """A control of a form as it comes back: as it was drawn, with words where there were none."""
    own = {"type": control["type"], "id": 2, "custom_id": control["custom_id"]}
    chosen = [one["value"] for one in control.get("options", ()) if one["default"]]
    match control["type"]:
        case 3 | 22:
            filled: dict[str, Any] = {"values": chosen}
        case 21:
            filled = {"value": chosen[0]}
        case _:
            filled = {"value": _WORDS}
    return {"type": 18, "id": 1, "component": {**own, **filled}}


def _kinds(components: list[dict[str, Any]]) -> set[str]:
    """What the buttons of a message are for."""
    read = {name.kind for one in components if (name := names.read(str(one.get("custom_id", ""))))}
    return read.union(*(_kinds(one.get("components", [])) for one in components))
