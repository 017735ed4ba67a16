"""Slack: how soon 64 forms that are sent at once are acknowledged, against bolt's own dispatch of an empty listener.

Ghostlight is `ghostlight run`, bolt is `bench.slack_bare`: each a process of its own, each with a local Slack of its
own in this one. Both are pushed the same payloads over the same kind of socket, in turns.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.rounds import Amount, Row, median, middle, ms, p99
from bench.served import RUN, SETTLES, founded, held_by
from bench.start import MOST
from bot.demo_cast import PEOPLE, Addresses
from tests.servers.slack import Pushed, SlackServer

AT_ONCE: Final = 64
_MOST: Final = 4
_BARE: Final = (sys.executable, "-m", "bench.slack_bare", "app")
_FORMS: Final = {"write": "the first screen", "send": "the second", "now": "a now"}
_WORDS: Final = (
    "The sheet says the scene is closed, and yesterday there were people at the monitor I had not agreed to. " * 4
)


@dataclass(slots=True)
class Found:
    """Seconds to each acknowledgement in a round, by form; seconds of one alone; start and memory."""

    house: defaultdict[str, list[list[float]]] = field(default_factory=lambda: defaultdict(list))
    bolt: defaultdict[str, list[list[float]]] = field(default_factory=lambda: defaultdict(list))
    alone: list[float] = field(default_factory=list)
    bolt_alone: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    started: list[tuple[float, int]] = field(default_factory=list)
    libraries: list[tuple[float, int]] = field(default_factory=list)


async def measured(folder: Path, amount: Amount) -> Found:
    """Start everything, and play all rounds with new people in each."""
    found = Found()
    async with AsyncExitStack() as stack:
        ours, bare = [await stack.enter_async_context(SlackServer()) for _ in range(2)]
        environment = await _founded(folder, ours)
        for _ in range(amount.rounds):
            found.libraries.append(await asyncio.to_thread(_libraries))
            async with _running(ours, RUN, environment) as started:
                found.started.append(started)
        await stack.enter_async_context(_running(ours, RUN, environment))
        await stack.enter_async_context(_running(bare, (*_BARE, bare.api_url, *_tokens(bare)), dict(os.environ)))
        for _ in range(amount.rounds):
            await _alone(ours, bare, amount.singles, found)
            await _together(ours, bare, found)
    return found


def rows(found: Found) -> list[Row]:
    """The table's rows."""
    made = [_ratio(f"{AT_ONCE} send {what} at once", found, form) for form, what in _FORMS.items()]
    alone, bolt = median(found.alone), median(found.bolt_alone)
    made.append(Row("one sends the first screen alone", ms(alone), f"{alone / bolt:.1f}x bolt's {ms(bolt)}"))
    made.append(Row("one opens the first screen, until shown", ms(median(found.shown))))
    (took, size), (least, held) = map(middle, (found.started, found.libraries))
    against = "{:.2f}x that of importing its libraries"
    made.append(
        Row(
            "run on Slack: to connected", f"{took:.2f} s", against.format(took / least), "<= 1.5x", took <= MOST * least
        )
    )
    memory = f"{size / 2**20:.0f} MiB"
    made.append(Row("run on Slack: memory", memory, against.format(size / held), "<= 1.5x", size <= MOST * held))
    return made


def _ratio(what: str, found: Found, form: str) -> Row:
    ours, bolts = ([p99(one) for one in rounds[form]] for rounds in (found.house, found.bolt))
    ratio = median(one / other for one, other in zip(ours, bolts, strict=True))
    typical = median(one for each in found.house[form] for one in each)
    against = f"{ratio:.1f}x bolt's {ms(median(bolts))}; median {ms(typical)}"
    return Row(what, f"p99 {ms(median(ours))}", against, f"<= {_MOST}x", ratio <= _MOST)


# --- processes --------------------------------------------------------------------------------------------------------


def _tokens(slack: SlackServer) -> tuple[str, str]:
    return slack.bot_token, slack.app_token


async def _founded(folder: Path, slack: SlackServer) -> dict[str, str]:
    """The demo's production with accounts in this workspace, on the disk; the environment that runs it."""
    ids = {one.id: slack.person(one.name) for one in PEOPLE}
    readers = (ids[one.id] for one in PEOPLE if one.reading)
    ids |= {"readers": slack.channel(*readers), "office": slack.channel()}
    return {
        **await founded(folder, Addresses("slack", slack.team, ids.__getitem__)),
        "GHOSTLIGHT_SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
    }


@contextlib.asynccontextmanager
async def _running(
    slack: SlackServer, command: tuple[str, ...], environment: dict[str, str]
) -> AsyncIterator[tuple[float, int]]:
    """Run this program; the seconds until it was connected, and the bytes it held then."""
    began, quiet = perf_counter(), asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=quiet, stderr=quiet)
    try:
        await slack.until(lambda: slack.sockets.open or process.returncode is not None, 60)
        took = perf_counter() - began
        assert process.returncode is None, f"{command[2]} ended by itself"
        await asyncio.sleep(SETTLES)
        yield took, held_by(process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
        await slack.until(lambda: not slack.sockets.open, 60)


def _libraries() -> tuple[float, int]:
    began = perf_counter()
    command = [sys.executable, "-m", "bench.slack_bare", "libraries"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as process:  # noqa: S603 - ourselves
        assert process.stdout
        told = process.stdout.readline()
        took = perf_counter() - began
        process.communicate("")
    return took, int(told)


# --- people -----------------------------------------------------------------------------------------------------------


async def _together(ours: SlackServer, bare: SlackServer, found: Found) -> None:
    """All fill in the same form, and send it in the same moment; afterwards the same goes to bolt."""
    people = [ours.person() for _ in range(AT_ONCE)]
    for user in people:
        await _opened(ours, user)
    await _sent(ours, bare, people, "write", found)
    await _sent(ours, bare, people, "send", found)
    for user in people:
        await ours.close(user)
        await _opened(ours, user)
        await _pressed(ours, user, "via:now")
    await _sent(ours, bare, people, "now", found)
    for user in people:
        await ours.close(user)


async def _sent(ours: SlackServer, bare: SlackServer, people: list[str], form: str, found: Found) -> None:
    for user in people:
        assert ours.world.stacks[user][-1].body["callback_id"] == form
    sent = await _submitted(ours, people, {} if form == "send" else {"words": _WORDS})
    found.house[form].append([_took(one) for one in sent])
    found.bolt[form].append([_took(one) for one in await _repeated(bare, sent)])


async def _submitted(slack: SlackServer, people: list[str], values: dict[str, str]) -> list[Pushed]:
    """Let them all send the form that they see; what was pushed."""
    before = len(slack.pushed)
    await asyncio.gather(*(slack.submit(user, values) for user in people))
    return [one for one in slack.pushed[before:] if one.payload["type"] == "view_submission"]


async def _repeated(slack: SlackServer, sent: list[Pushed]) -> list[Pushed]:
    """Push the same payloads to whoever listens here."""
    before = len(slack.pushed)
    await asyncio.gather(*(slack.push("interactive", one.payload) for one in sent))
    return slack.pushed[before:]


def _took(push: Pushed) -> float:
    """Raises where none came in time: a form that wasn't acknowledged ends the bench."""
    assert push.ack is not None
    assert push.ack.payload.get("response_action") != "errors"
    return push.ack.took


async def _alone(ours: SlackServer, bare: SlackServer, singles: int, found: Found) -> None:
    for _ in range(singles):
        user = ours.person()
        found.shown.append(await _opened(ours, user))
        (sent,) = await _submitted(ours, [user], {"words": _WORDS})
        found.alone.append(_took(sent))
        found.bolt_alone.append(_took(*await _repeated(bare, [sent])))
        await ours.close(user)


async def _opened(slack: SlackServer, user: str) -> float:
    """The first screen, by command; the seconds until it was shown."""
    began = perf_counter()
    await slack.command(user, "/concern")
    await slack.until(lambda: (stack := slack.world.stacks.get(user)) and stack[-1].body["callback_id"], 30)
    return perf_counter() - began


async def _pressed(slack: SlackServer, user: str, button: str) -> None:
    before = slack.world.stacks[user][-1].revision
    await slack.press(user, button)
    await slack.until(lambda: slack.world.stacks[user][-1].revision != before, 30)
