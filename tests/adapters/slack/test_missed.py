"""What was typed while nobody listened is found and answered once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from adapters.interface import Wrote
from adapters.slack import missed, platform
from adapters.surfaces import Quoted
from bot.text.catalog import speaker
from tests.adapters.slack.conftest import Notes, Running, running_on
from tests.adapters.slack.test_answers import REPLY, broken, typed_answer
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


async def test_what_was_written_under_an_older_message_is_answered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed, "OVERLAP", timedelta(0))
    notes = Notes()
    async with SlackServer() as server:
        ada = server.person("Ada")
        async with listening(server, notes):
            old = await server.type(ada, "of before")
            await server.type(ada, "under it", thread=old)
            await server.until(lambda: replies(server, ada) == 2 and notes.there)
        quiet = await server.type(ada, "meanwhile")
        await server.type(ada, "under the old one", thread=old)
        notes.there["slack"] = datetime.fromtimestamp(float(quiet) - 0.000_01, UTC)
        notes.seen.clear()  # whatever is older than the note is left alone all the same
        for _ in range(2):
            async with listening(server, notes) as running:
                await server.until(lambda: replies(server, ada) == 4)
                before = notes.there["slack"]
                await server.until(partial(is_later, notes, before))
        assert running.bot.seen == []
        assert replies(server, ada) == 4
        looked = [one.args["ts"] for one in server.requests if one.method == "conversations.replies"]
        assert set(looked) == {old}


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
    notes = Notes(there={"slack": datetime.now(UTC) + missed.OVERLAP + timedelta(minutes=8)})
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


# --- what can't be answered yet -------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["words", "edit", "deletion", "in a thread"])
async def test_what_slack_did_not_take_is_tried_until_it_does_and_the_note_waits(what: str) -> None:
    notes = Notes()
    async with SlackServer() as server, listening(server, notes) as running:
        ada = server.person("Ada")
        ts = await server.type(ada, "first")
        await server.until(lambda: replies(server, ada) == 1 and notes.there)
        server.fail("chat.postMessage", status=429, retry_after=0, times=1000)
        await act(server, ada, ts, what)
        await server.until(lambda: len(running.bot.seen) > 4)  # the three tries of the first moment are over
        before = notes.there["slack"]
        await asyncio.sleep(0.2)
        assert (notes.there["slack"], replies(server, ada)) == (before, 1)
        server.heal()
        await server.until(lambda: replies(server, ada) == 2)
        await server.until(lambda: notes.there["slack"] > before)
        asked = len(running.bot.seen)
        await asyncio.sleep(0.2)
        assert (replies(server, ada), len(running.bot.seen)) == (2, asked)


async def act(server: SlackServer, user: str, ts: str, what: str) -> None:
    """Something that is to be answered."""
    match what:
        case "words":
            await server.type(user, "second")
        case "edit":
            await server.edit(user, ts, "better")
        case "deletion":
            await server.delete(user, ts)
        case _:
            await server.type(user, "a reply", thread=ts)


async def test_a_pause_that_slack_names_is_kept() -> None:
    async with SlackServer() as server, listening(server, Notes()) as running:
        server.fail("chat.postMessage", status=429, retry_after=600)
        ada = server.person("Ada")
        await server.type(ada, "x")
        await server.until(lambda: posts(server) == 1)
        await asyncio.sleep(0.3)
        assert (posts(server), len(running.bot.seen)) == (1, 1)


def posts(server: SlackServer) -> int:
    """How often something was posted, taken or not."""
    return sum(one.method == "chat.postMessage" for one in server.requests)


@pytest.mark.parametrize(("name", "tried"), [("user_disabled", 1), ("invalid_auth", 2), ("missing_scope", 2)])
async def test_only_what_is_refused_for_good_is_given_up(name: str, tried: int) -> None:
    async with SlackServer() as server, listening(server, Notes()):
        server.fail("chat.postMessage", name)
        ada = server.person("Ada")
        await server.type(ada, "x")
        await asyncio.sleep(1.5 if tried > 1 else 0.4)
        assert (posts(server), replies(server, ada)) == (tried, tried - 1)


async def test_a_bot_that_fails_says_so_once_and_answers_when_it_can() -> None:
    async with SlackServer() as server, listening(server, Notes()) as running:
        running.bot.instead = broken
        ada = server.person("Ada")
        await server.type(ada, "x")
        await server.until(lambda: len(running.bot.seen) > 3)
        (said,) = [one for one in server.dm(ada) if one.bot]
        assert said.text == speaker("en")("note-for-you")
        assert speaker("en")("chat-typed-failed") in json.dumps(said.blocks, ensure_ascii=False)
        running.bot.instead = typed_answer
        await server.until(lambda: replies(server, ada) == 1)


async def test_what_a_stop_left_without_an_answer_is_answered_at_the_next_start() -> None:
    notes = noted()
    async with SlackServer() as server:
        ada = server.person("Ada")
        async with listening(server, notes):
            await server.until(lambda: notes.there["slack"] > datetime.now(UTC) - timedelta(seconds=1))
            server.fail("chat.postMessage", status=503, times=1000)
            await server.type(ada, "x")
            await server.until(lambda: posts(server))
            before = notes.there["slack"]
        assert (notes.there["slack"], replies(server, ada)) == (before, 0)
        server.heal()
        async with listening(server, notes):
            await server.until(lambda: replies(server, ada) == 1)


async def test_a_note_of_a_day_answers_what_came_on_it_and_nothing_twice() -> None:
    notes = Notes(there={"slack": datetime.now(UTC) - timedelta(hours=20)})
    async with SlackServer() as server:
        ada, bo = server.person("Ada"), server.person("Bo")
        answered = [await server.type(ada, f"{number}") for number in range(20)]
        notes.seen |= {f"{server.world.dm(ada).id}:{ts}" for ts in answered[:-1]}
        await server.type(bo, "x")
        async with listening(server, notes) as running:
            await server.until(lambda: (replies(server, ada), replies(server, bo)) == (1, 1))
            assert len(running.bot.seen) == 2
        looks = [one for one in server.requests if one.method == "conversations.history"]
        assert len(looks) == 2  # one for each DM


# --- DMs that Slack doesn't give ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["access_denied", "is_archived", "something_new"])
async def test_a_dm_that_is_refused_does_not_hide_the_others(name: str) -> None:
    async with SlackServer() as server:
        people = [server.person() for _ in range(3)]
        for user in people:
            await server.type(user, "x")
        server.fail("conversations.history", name)
        async with listening(server, noted()):
            await server.until(lambda: replies(server, people[1]) == replies(server, people[2]) == 1)


@pytest.mark.parametrize(
    ("name", "moves"), [("access_denied", True), ("missing_scope", False), ("something_new", False)]
)
async def test_the_note_moves_on_only_past_what_is_refused_for_good(name: str, moves: bool) -> None:
    notes = noted()
    before = notes.there["slack"]
    async with SlackServer() as server:
        await server.type(server.person(), "x")
        server.fail("conversations.history", name, times=1000)
        async with listening(server, notes):
            await asyncio.sleep(0.4)
            assert (notes.there["slack"] > before) == moves


# --- over HTTP --------------------------------------------------------------------------------------------------


async def test_over_http_what_no_push_brought_is_found_at_the_next_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "LOOK_EVERY", 0.3)
    notes = Notes()
    async with SlackServer() as server, running_on(server, "http", notes) as running:
        running.bot.instead = typed_answer
        await server.until(lambda: notes.there)
        url, server.http_url, server.deadline = server.http_url, "http://127.0.0.1:9/slack/events", 0.1
        server.retry_pauses = ()
        ada = server.person("Ada")
        await server.type(ada, "nobody hears this")
        server.http_url = url
        await server.until(lambda: replies(server, ada) == 1)
        await server.until(partial(is_later, notes, notes.there["slack"]))
        assert replies(server, ada) == 1


def test_what_is_looked_at_reaches_back_to_the_look_before() -> None:
    assert timedelta(seconds=platform.LOOK_EVERY) + timedelta(minutes=30) < missed.OVERLAP
