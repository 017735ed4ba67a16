"""A concern crosses from Discord to Slack and its answer comes back, and the reverse; nobody there learns from where.

One house, both real libraries, on simcord and on the local Slack.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final

import pytest

from adapters.discord import answers as discord_answers
from adapters.slack import answers as slack_answers
from bot import stories
from bot.app import open_house
from bot.clock import MovableClock
from bot.demo import found_production
from bot.demo_cast import BOOK, Addresses
from bot.entropy import SystemEntropy
from bot.stories import Story
from bot.story_cast import people_of
from storage import productions
from storage.productions import Channel, Door
from tests.privacy.marks import found_in_text
from tests.storage.homes import Home
from tests.stories.discord_and_slack import told_on_both
from tests.stories.discord_hands import DiscordHands, discord_hands
from tests.stories.slack_hands import SlackHands, slack_hands
from tests.stories.telling import said_aloud

CROSSED: Final = [one for one in stories.every_story() if one.name in ("night-before", "phone-rings")]


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine two seconds may pass for no reason of ours."""
    monkeypatch.setattr(discord_answers, "PATIENCE", 60.0)
    monkeypatch.setattr(slack_answers, "LONGEST_SUBMISSION", 60.0)
    monkeypatch.setattr(slack_answers, "LONGEST_ANSWER", 60.0)


@asynccontextmanager
async def _both(story: Story) -> AsyncIterator[tuple[DiscordHands, SlackHands]]:
    everybody = people_of(story)
    async with slack_hands(everybody) as slack, discord_hands(everybody) as on_discord:
        yield on_discord, slack


def _marks_of(hands: DiscordHands | SlackHands) -> tuple[str, ...]:
    """What would tell that somebody is there: its name, its workspace, everybody's account."""
    return (hands.at.platform, hands.at.workspace, *(hands.at.account(one.id) for one in people_of(None)))


@pytest.mark.parametrize("story", CROSSED, ids=lambda story: story.name)
async def test_crew_on_discord_readers_on_slack(home: Home, story: Story) -> None:
    async with _both(story) as (crew, desk), told_on_both(story, home, crew, desk) as player:
        assert await player.to_the_end(BOOK.language) == ""
        assert said_aloud(story, player.hands) == []
        sent = repr([(one.method, one.args, one.response) for one in desk.server.requests])
        acks = repr([one.ack for one in desk.server.pushed])
        assert found_in_text(sent + acks, _marks_of(crew)) == set()
        assert found_in_text(sent, desk.ids.values()) != set()


@pytest.mark.parametrize("story", CROSSED, ids=lambda story: story.name)
async def test_crew_on_slack_readers_on_discord(home: Home, story: Story) -> None:
    async with _both(story) as (desk, crew), told_on_both(story, home, crew, desk) as player:
        assert await player.to_the_end(BOOK.language) == ""
        assert said_aloud(story, player.hands) == []
        sent = repr([(one.path, one.json) for one in desk.here.env.backend.http_requests])
        assert found_in_text(sent, _marks_of(crew)) == set()
        assert found_in_text(sent, [desk.at.workspace, str(desk.channels["readers"].id)]) != set()


# --- with several productions on one instance -------------------------------------------------------------------------


@pytest.mark.parametrize("door", [True, False], ids=["with a door there", "control: without"])
async def test_a_crew_whose_readers_and_office_are_elsewhere_is_near_by_the_door_it_has(home: Home, door: bool) -> None:
    store, clock = home.open(), MovableClock()
    production = await found_production(store, clock, at=Addresses("slack", "T1", str))
    opens = Door(Channel("discord", "77", "everybody")) if door else None
    book = await store.read(lambda tx: productions.book(tx, production))
    await store.write(lambda tx: productions.rewrite_book(tx, production, replace(book, door=opens)))
    running = await open_house(store, [production], clock, SystemEntropy(), {})
    (rooms,) = running.doors._rooms
    assert rooms.is_near(("discord", "77", "anybody")) is door
    assert rooms.is_near(("slack", "T1", "anybody"))
    assert not rooms.is_near(("discord", "78", "anybody"))
    await running.close()
