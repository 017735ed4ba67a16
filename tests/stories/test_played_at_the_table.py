"""Every story comes true on both databases, without any platform's drawing: what the bot shows is enough for it."""

from __future__ import annotations

from typing import Final

import pytest

from bot import stories
from bot.stories import Story
from bot.story_cast import people_of
from tests.storage.homes import DATABASES, Home
from tests.stories.surface_hands import surface_hands
from tests.stories.telling import played

EVERY: Final = stories.every_story()


@pytest.mark.parametrize("home", DATABASES, indirect=True)
@pytest.mark.parametrize("story", EVERY, ids=lambda story: story.name)
async def test_a_story_comes_true(home: Home, story: Story) -> None:
    assert await played(story, home, surface_hands(people_of(story))) == ""
