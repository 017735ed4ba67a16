"""A concern goes to its readers and an answer comes back, on Discord, with the whole bot behind it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from tests.adapters.discord.production import OnDiscord, on_discord, texts

WORDS = "The robe was not there. *Twice.* <b> [x](y) # no"
ANSWER = "I will talk to costume today."


def _filled(modal: dict[str, Any], words: str) -> dict[str, Any]:
    """What stands in a modal when it opens, with these words."""
    values: dict[str, Any] = {}
    for control in (one["component"] for one in modal["components"] if "component" in one):
        chosen = [option["value"] for option in control.get("options", []) if option["default"]]
        values[control["custom_id"]] = chosen if control["type"] == 22 else chosen[0] if chosen else words
    return values


async def _raise(on: OnDiscord, after: Any) -> simcord.InteractionResult:
    """A command, a form sent, a press: the receipt."""
    ada = on.people["ada"].user
    opened = await ada.slash("concern")
    assert opened.modal
    await after()
    look = await ada.submit_modal(opened, _filled(opened.modal, WORDS))
    assert WORDS in texts(look)
    await after()
    receipt: simcord.InteractionResult = await ada.click(look.response, label="Send")
    return receipt


async def _answer(on: OnDiscord, after: Any) -> None:
    """From the card to the answer that is left: two presses, a form sent, one press."""
    mara = on.people["mara"]
    page = await mara.click(on.card(), label="Open")
    assert WORDS in texts(page)
    assert page.response
    await after()
    box = await mara.click(page.response, label="Answer")
    assert box.modal
    await after()
    look = await mara.submit_modal(box, {"words": ANSWER})
    assert ANSWER in texts(look)
    await after()
    left = await mara.click(page.response, label="Send it to them")
    assert ANSWER in texts(left)


@pytest.mark.parametrize("restarted", [False, True], ids=["at once", "with a restart between any two steps"])
async def test_a_concern_goes_there_and_an_answer_comes_back(tmp_path: Path, restarted: bool) -> None:
    async with on_discord(tmp_path) as on:

        async def after() -> None:
            if restarted:
                await on.restart()

        receipt = await _raise(on, after)
        assert texts(receipt).startswith("### Saved. Your line is called")
        await on.later(timedelta(minutes=31))
        await after()
        await _answer(on, after)
        await on.later(timedelta(minutes=31))
        await after()
        ada = on.people["ada"].user
        opened = await ada.click(on.note("ada"), label="Open")
        await after()
        line = await ada.click(opened.response, label="My lines")
        assert ANSWER in texts(line)
        _nobody_else_saw_a_word(on)


def _nobody_else_saw_a_word(on: OnDiscord) -> None:
    standing = [one for channel in on.here.env.backend.messages.values() for one in channel.values()]
    seen_by_others = [f"{one.content} {one.components}" for one in standing if not one.is_ephemeral]
    assert seen_by_others
    assert not any("robe" in one or "costume" in one for one in seen_by_others)
    ada = str(on.people["ada"].id)
    in_channel = [f"{vars(one)}" for one in standing if one.channel_id == on.readers.id and not one.is_ephemeral]
    assert in_channel
    assert not any(ada in one for one in in_channel)


async def test_now_is_one_press_and_one_form_and_rings(tmp_path: Path) -> None:
    async with on_discord(tmp_path) as on:
        ada = on.people["ada"].user
        home = await ada.slash("rights")
        opened = await ada.click(home.response, label="Now")
        assert opened.modal
        receipt = await ada.submit_modal(opened, _filled(opened.modal, "Stop this"))
        assert texts(receipt).startswith("### Saved")
        await on.later(timedelta(seconds=1))
        assert "urgent" in str(on.card().components)


async def test_what_was_typed_into_the_chat_stands_in_the_form(tmp_path: Path) -> None:
    async with on_discord(tmp_path) as on:
        ada = on.people["ada"]
        await ada.send_dm(WORDS)
        assert "robe" not in str(on.note("ada").components)
        opened = await ada.user.click(on.note("ada"), label="Put it in the form")
        assert opened.modal
        assert _filled(opened.modal, "")["words"] == ""
        boxes = [one["component"] for one in opened.modal["components"] if one.get("component", {}).get("type") == 4]
        assert [one["value"] for one in boxes] == [WORDS]


async def test_somebody_who_may_not_see_the_channel_keeps_a_line_from_it(tmp_path: Path) -> None:
    async with on_discord(tmp_path) as on:
        crew = on.here.guild.create_role("crew")
        on.readers._channel.overwrites.append(Overwrite(crew.id, OverwriteType.ROLE, 1 << 10, 0))

        async def at_once() -> None:
            """Nothing between."""

        await _raise(on, at_once)
        await on.later(timedelta(minutes=31))
        assert on.cards() == []
