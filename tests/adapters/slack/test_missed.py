"""What was typed while nobody listened is found and answered once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from adapters.interface import Wrote
from adapters.slack import missed
from adapters.surfaces import Quoted
from tests.adapters.slack.conftest import Notes, Running, running_on
from tests.adapters.slack.test_answers import REPLY, typed_answer
from tests.servers.slack import SlackServer


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed, "EVERY", timedelta(seconds=0.05))


@asynccontextmanager
async def listening(server: SlackServer, notes: Notes) -> AsyncIterator[Running]:
    """The adapter, with a bot that answers what is typed."""
    async with running_on(server, notes=notes) as running:
        running.bot.instead = typed_answer
        yield running


def replies(server: SlackServer, user: str) -> int:
    """How often the bot answered in this DM."""
    return sum(one.text == REPLY.notice for one in server.dm(user) if one.bot)


def noted(minutes: float = 1) -> Notes:
    """A diary of somebody who was last there then."""
    return Notes(there={"slack": datetime.now(UTC) - timedelta(minutes=minutes)})


def is_later(notes: Notes, before: datetime) -> bool:
    """Whether the note moved on."""
    return notes.there["slack"] > before


async def test_what_was_typed_during_a_stop_is_answered_once() -> None:
    notes = noted()
    async with SlackServer() as server:
        ada, bo = server.person("Ada"), server.person("Bo", locale="es-ES")
        for user, words in ((ada, "first"), (ada, "second"), (bo, "third")):
            await server.type(user, words)
        for _ in range(2):
            async with listening(server, notes) as running:
                await server.until(lambda: replies(server, ada) == 2)
                await server.until(lambda: replies(server, bo) == 1)
                before = notes.there["slack"]
                await server.until(partial(is_later, notes, before))
        assert running.bot.seen == []
        assert (replies(server, ada), replies(server, bo)) == (2, 1)


async def test_the_words_are_as_they_stand_and_in_order() -> None:
    async with SlackServer() as server:
        ada = server.person("Ada", locale="es-ES")
        await server.type(ada, "first")
        ts = await server.type(ada, "secnd")
        await server.edit(ada, ts, "second")
        gone = await server.type(ada, "third")
        await server.delete(ada, gone)
        async with listening(server, noted()) as running:
            await server.until(lambda: replies(server, ada) == 2)
            assert running.bot.acts == [Wrote("text", Quoted("first")), Wrote("text", Quoted("second"))]
            assert {gesture.locale for gesture in running.bot.seen} == {"es-ES"}


async def test_at_the_very_first_start_nothing_is_missed() -> None:
    notes = Notes()
    async with SlackServer() as server:
        ada = server.person("Ada")
        await server.type(ada, "before anybody was there")
        async with listening(server, notes):
            await server.until(lambda: notes.there)
        assert replies(server, ada) == 0
        assert not [one for one in server.requests if one.method.startswith("conversations")]


async def test_what_came_long_before_is_left_alone() -> None:
    notes = Notes(there={"slack": datetime.now(UTC) + timedelta(minutes=10)})
    before = notes.there["slack"]
    async with SlackServer() as server:
        ada = server.person("Ada")
        await server.type(ada, "an old story")
        async with listening(server, notes):
            await server.until(lambda: notes.there["slack"] != before)
        assert replies(server, ada) == 0


async def test_a_gap_without_a_restart_is_looked_into() -> None:
    notes = Notes()
    async with SlackServer() as server, listening(server, notes) as running:
        ada = server.person("Ada")
        await server.until(lambda: notes.there)
        server.down, server.deadline = True, 0.1
        await server.type(ada, "nobody hears this")
        await asyncio.sleep(0.1)
        server.down = False
        await server.until(lambda: replies(server, ada) == 1)
        assert running.bot.acts == [Wrote("text", Quoted("nobody hears this"))]


@pytest.mark.parametrize("spoil", ["list", "history", "slow"])
async def test_the_note_stays_until_everything_before_it_was_looked_at(spoil: str) -> None:
    notes = noted()
    before = notes.there["slack"]
    async with SlackServer() as server:
        ada = server.person("Ada")
        await server.type(ada, "x")
        match spoil:
            case "list":
                server.fail("conversations.list", status=503, times=1000)
            case "history":
                server.fail("conversations.history", status=503, times=1000)
            case _:
                server.fail("conversations.history", status=429, retry_after=0, times=1000)
        async with listening(server, notes):
            await asyncio.sleep(0.3)
            assert notes.there["slack"] == before
            server.heal()
            await server.until(lambda: replies(server, ada) == 1)
            await server.until(lambda: notes.there["slack"] > before)


async def test_many_dms_and_long_ones_are_looked_at_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed, "PAGE", 5)
    async with SlackServer() as server:
        people = [server.person() for _ in range(12)]
        for user in (*people, *[people[0]] * 11):
            await server.type(user, "x")
        async with listening(server, noted()):
            await server.until(lambda: replies(server, people[0]) == 12)
            await server.until(lambda: all(replies(server, user) for user in people))


async def test_a_reply_that_slack_refused_is_not_noted_and_comes_at_the_next_start() -> None:
    notes = noted()
    async with SlackServer() as server:
        ada = server.person("Ada")
        await server.type(ada, "x")
        server.fail("chat.postMessage", status=429, retry_after=0, times=3)
        async with listening(server, notes):
            await server.until(lambda: notes.there["slack"] > datetime.now(UTC) - timedelta(seconds=1))
        assert replies(server, ada) == 0
        async with listening(server, notes):
            await server.until(lambda: replies(server, ada) == 1)
