"""The card from which everybody writes, on Slack and Discord: whoever presses is answered, and nobody else sees."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.discord.markup import unstrong
from bot.door_card import DoorCard
from bot.posting import Posting
from bot.text.catalog import speaker
from storage import productions
from storage.keys import Production
from storage.productions import Channel, Door
from storage.store import Store
from tests.adapters.discord.production import on_discord, texts
from tests.privacy.slack_hands import SlackHand
from tests.privacy.slack_set import TEAM, open_on_slack

SAY = speaker("en")


async def choose(store: Store, production: Production, channel: Channel) -> None:
    """The production chooses this channel."""
    await store.write(
        lambda tx: productions.rewrite_book(
            tx, production, replace(productions.book(tx, production), door=Door(channel))
        )
    )


async def test_on_slack(tmp_path: Path) -> None:
    async with open_on_slack(tmp_path) as on:
        hand = SlackHand(on, "U0NELL")
        hall = on.server.channel(hand.user, private=False)
        await choose(on.store, on.production, Channel("slack", TEAM, hall))
        card = DoorCard(on.running.house, Posting(on.running.platforms))
        for _ in range(2):  # two starts
            await card.begin()
            await on.settle()
        (message,) = on.server.posted(hall)
        before = json.dumps(message.blocks, ensure_ascii=False)
        assert SAY("door-private") in before
        assert message.text == SAY("door-notice")
        await hand.press_on(message, "now")
        assert hand.shown
        assert hand.shown.title == SAY("now-title")
        assert on.server.modal(hand.user)
        assert json.dumps(on.server.posted(hall)[0].blocks, ensure_ascii=False) == before
        assert len(on.server.posted(hall)) == 1
        assert on.server.world.whispers == []
        assert not on.faults


@pytest.mark.parametrize(("label", "expected"), [("home-write", "write-title"), ("note-now", "now-title")])
async def test_on_discord(tmp_path: Path, label: str, expected: str) -> None:
    async with on_discord(tmp_path) as on:
        ada = on.people["ada"]
        hall = on.here.guild.create_text_channel("everybody")
        house = on.running.house
        await choose(on.store, house.production, Channel("discord", str(on.here.guild.id), str(hall.id)))
        for _ in range(2):
            await DoorCard(house, Posting(on.platforms)).begin()
            await on.running.alarm.settle()
            await on.here.settle()
        (message,) = hall.history()
        (raw,) = on.here.env.backend.messages[hall.id].values()
        assert SAY("door-private") in unstrong(str(raw.components[0]["content"]))
        pressed = await ada.click(message, label=SAY(label))
        assert pressed.modal or (pressed.response and pressed.response.ephemeral)
        shown = pressed.modal["title"] if pressed.modal else texts(pressed)
        assert SAY(expected) in shown
        seen = [one for one in hall.history() if not one.flags.ephemeral]
        assert [one.id for one in seen] == [message.id]
        assert all(one.interaction_metadata is None for one in seen)
