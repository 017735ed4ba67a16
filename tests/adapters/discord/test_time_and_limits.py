"""What Discord does with whoever is late, too fast or gone: an interaction expires, all is limited, nobody answers.

Whoever did something always learns what became of it: in the answer, or in their DM where no answer can be shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import discord
import pytest
from discord.http import Route

from adapters.discord import answers
from adapters.discord.markup import unstrong
from adapters.discord.platform import Discord
from adapters.interface import Answer, ChannelAddress, DeliveryFailed, Gesture, Show, Submitted
from adapters.surfaces import Form, Page, Quoted, Say, TextField
from bot.text.catalog import speaker
from tests.adapters.discord.gateway import (
    ANSWER_WITHIN,
    GUILD,
    TOKEN_FOR,
    Gateway,
    gateway,
    quick_backoff,
)
from tests.adapters.discord.test_running import Bot, running
from tests.contracts.adapter import LINE

WORDS: Final = "The robe was not there."
ANA: Final = 7
SAY: Final = speaker("es")
"""The server's people are on phones in Spanish."""
ROUTE: Final = {"interactions": "first", "webhooks": "later", "channels": "chat"}


class Slow(Bot):
    """Opens a form, and takes what was sent in it."""

    async def receive(self, gesture: Gesture) -> Answer:
        """The form, or what became of it."""
        await super().receive(gesture)
        if isinstance(gesture.act, Submitted):
            return Show(Page("Yours", (Say("kept"),)))
        return Show(Form("write", "Write", (), (TextField("words", "Words", Quoted("")),), "Next", "once"))


async def sent(server: Gateway, bot: Bot, *, cuts: int = 0) -> None:
    """Ana opens the form, writes, and sends it; the bot has it and holds its answer back. Then so many are cut off."""
    await server.press(ANA, "concern")
    modal = (await server.callback())["data"]
    box = {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": "words", "value": WORDS}}
    bot.may_answer.clear()
    bot.heard.clear()
    server.cuts = cuts
    await server.submit(ANA, modal["custom_id"], [box])
    async with asyncio.timeout(5):
        await bot.heard.wait()


async def until(found: Any) -> None:
    """Wait for it."""
    async with asyncio.timeout(5):
        while not found():  # noqa: ASYNC110 - what the server was asked, which says nothing of itself
            await asyncio.sleep(0.005)


def texts(body: Any) -> Iterator[str]:
    """All that can be read in it."""
    if isinstance(body, list):
        for one in body:
            yield from texts(one)
    elif isinstance(body, dict):
        if body.get("content"):
            yield unstrong(str(body["content"]))
        for value in body.values():
            yield from texts(value)


def read(server: Gateway, kind: str) -> list[str]:
    """What was written there: in a `first` answer to an interaction, in a `later` one, or in a `chat`."""
    bodies = [body for _, path, body in server.requests if ROUTE.get(path.split("/")[1]) == kind]
    return [" ".join(texts(body)) for body in bodies]


def in_their_chat(server: Gateway) -> list[str]:
    """What was written into somebody's DM."""
    assert {path for _, path, _ in server.requests if path.startswith("/channels/")} <= {"/channels/77/messages"}
    return read(server, "chat")


# --- an interaction expires -------------------------------------------------------------------------------------------


async def test_an_answer_is_announced_before_discord_gives_up() -> None:
    assert answers.PATIENCE < ANSWER_WITHIN


async def test_an_answer_that_takes_a_minute_is_shown_where_it_was_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "PATIENCE", 0.01)
    bot = Slow()
    async with gateway() as server, running(server, bot):
        await sent(server, bot)
        assert (await server.callback(1))["type"] == 5
        server.passes(60)
        bot.may_answer.set()
        await until(lambda: any("kept" in one for one in read(server, "later")))
    assert in_their_chat(server) == []


async def test_an_announcement_that_is_cut_off_costs_nobody_their_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "PATIENCE", 0.01)
    bot = Slow()
    async with gateway() as server, running(server, bot):
        await sent(server, bot, cuts=1)
        await until(lambda: len(read(server, "first")) == 2)
        bot.may_answer.set()
        await until(lambda: any("kept" in one for one in read(server, "first")))
    assert in_their_chat(server) == []


@pytest.mark.parametrize("late", [ANSWER_WITHIN, TOKEN_FOR], ids=["the first answer", "its token"])
async def test_whoever_can_be_shown_no_answer_any_more_reads_so_in_their_chat(
    late: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_announced = late == TOKEN_FOR
    monkeypatch.setattr(answers, "PATIENCE", 0.01 if is_announced else 5)
    bot = Slow()
    async with gateway() as server, running(server, bot):
        await sent(server, bot)
        if is_announced:
            await server.callback(1)
        server.passes(late + 1)
        bot.may_answer.set()
        await until(lambda: in_their_chat(server))
        (told,) = in_their_chat(server)
        assert told == f"{SAY('note-for-you')}\n\n{SAY('chat-not-shown')}"
        assert WORDS not in told
    assert [one.act.values for one in bot.seen if isinstance(one.act, Submitted)] == [{"words": WORDS}]


async def test_control_a_second_first_answer_and_a_later_one_before_it_are_refused() -> None:
    bot = Bot()
    async with gateway() as server, running(server, bot) as adapter:
        await server.press(ANA, "inbox")
        await server.callback()
        assert await refusal(adapter, "/interactions/1/tok1/callback") == 40060
        bot.may_answer.clear()
        await server.press(ANA, "inbox")
        assert await refusal(adapter, "/webhooks/1/tok2/messages/@original") == 10015
        bot.may_answer.set()


async def refusal(adapter: Discord, path: str) -> int:
    """What Discord says to an answer that is sent there."""
    with pytest.raises(discord.HTTPException) as refused:
        await adapter.client.http.request(Route("POST", path), json={})
    return refused.value.code


# --- everything is limited --------------------------------------------------------------------------------------------


async def test_a_limit_on_everything_holds_back_every_send_and_no_answer_to_a_person() -> None:
    async with gateway() as server, running(server, Bot()) as adapter:
        first, second = (ChannelAddress("discord", str(GUILD), one) for one in "56")
        server.limit_all(0.2)
        async with asyncio.TaskGroup() as group:
            group.create_task(adapter.send(first, LINE, "d1"))
            await until(lambda: any(path == "/channels/5/messages" for _, path, _ in server.requests))
            waiting = group.create_task(adapter.send(second, LINE, "d2"))
            await server.press(ANA, "inbox")
            assert (await server.callback())["type"] == 4
        assert waiting.done()
        posts = [path for method, path, _ in server.requests if method == "POST" and path.endswith("/messages")]
        assert posts.count("/channels/6/messages") == 1, "it waited, and was not refused too"
        assert posts.count("/channels/5/messages") >= 2


async def test_a_long_limit_on_everything_is_handed_back() -> None:
    async with gateway() as server, running(server, Bot()) as adapter:
        server.limit_all(120)
        with pytest.raises(DeliveryFailed) as refused:
            await adapter.send(ChannelAddress("discord", str(GUILD), "5"), LINE, "d1")
        assert (refused.value.code, refused.value.permanent) == ("rate_limited", False)
        assert refused.value.retry_after
        assert timedelta(seconds=100) < refused.value.retry_after <= timedelta(seconds=120)


# --- nobody answers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("forgets", [False, True], ids=["and it goes on", "and it begins anew"])
async def test_a_connection_on_which_nobody_answers_is_given_up(forgets: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_backoff(monkeypatch)
    bot = Bot()
    async with gateway() as server:
        server.beat = 0.02
        async with running(server, bot, heartbeat_timeout=0.3) as adapter:
            await until(lambda: server.beats > 1)
            server.forgets = forgets
            adapter.client._connection.heartbeat_timeout = 60  # of the next connection, however slow this machine is
            server.fall_silent()
            await until(lambda: server.sessions[-1:] == [2 if forgets else 6] and len(server.sessions) > 1)
            await server.press(ANA, "inbox")
            await server.callback()
        assert server.sessions[-2:] == ([6, 2] if forgets else [2, 6])
    assert len(bot.seen) == 1
