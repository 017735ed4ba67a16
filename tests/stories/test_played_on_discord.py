"""Every story comes true on Discord, through the real discord.py on simcord."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from adapters.discord import answers
from bot import stories
from bot.stories import Story
from bot.story_cast import people_of
from tests.storage.homes import Home
from tests.stories.discord_hands import discord_hands
from tests.stories.false_stories import CONTROLS, Control, false_story
from tests.stories.telling import played

EVERY: Final = stories.every_story()
PLAYED: Final = [*((one, "sqlite") for one in EVERY), (EVERY[0], "postgresql")]


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine two seconds may pass for no reason of ours."""
    monkeypatch.setattr(answers, "PATIENCE", 60.0)


@pytest.mark.parametrize(("story", "home"), PLAYED, indirect=["home"], ids=[f"{one.name}-{on}" for one, on in PLAYED])
async def test_a_story_comes_true(story: Story, home: Home) -> None:
    async with discord_hands(people_of(story)) as hands:
        assert await played(story, home, hands) == ""


# What Discord's own hands look for and find; what the player decides by itself is shown at the table.
LOOKED_FOR: Final = ("sees", "reads_not", "nowhere", "unchanged", "press", "choose")
FALSE: Final = {one.verb: one for one in CONTROLS if one.verb in LOOKED_FOR}


@pytest.mark.parametrize("control", FALSE.values(), ids=FALSE)
async def test_control_a_step_that_is_not_so_stops_the_story(tmp_path: Path, home: Home, control: Control) -> None:
    story = false_story(tmp_path, control.at, control.who, control.plays)
    async with discord_hands(people_of(story)) as hands:
        problem = await played(story, home, hands)
    assert problem.startswith("Step 3 has not come true.")
    assert control.said in problem
