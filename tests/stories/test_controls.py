"""A story that isn't so is stopped at the step that isn't: by each thing that can be done or looked for."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from bot.stories import VERBS
from bot.story_cast import people_of
from tests.storage.homes import Home
from tests.stories.false_stories import CHANNEL, CONTROLS, FOLDED, Control, false_story
from tests.stories.surface_hands import SurfaceHands, surface_hands
from tests.stories.telling import played, said_aloud

NEVER_FAIL: Final = {"shut", "reload", "remember"}


@pytest.mark.parametrize("control", [*CONTROLS, *FOLDED], ids=lambda one: f"{one.verb}-{one.at}")
async def test_control_a_step_that_is_not_so_stops_thefalse_story(tmp_path: Path, home: Home, control: Control) -> None:
    story = false_story(tmp_path, control.at, control.who, control.plays)
    problem = await played(story, home, surface_hands(people_of(story)))
    assert problem.startswith("Step 3 has not come true.")
    assert control.said in problem


def test_everything_a_story_can_do_or_look_for_is_played_and_has_its_control() -> None:
    assert {one.verb for one in CONTROLS} | NEVER_FAIL == set(VERBS)


class Loud(SurfaceHands):
    """Hands on a platform that repeats words in a channel."""

    def kept(self, place: str) -> str:
        """With a loud card in the office's channel."""
        loud = "Nobody knocked before opening the door."
        return super().kept(place) + (loud if place == "office" else "")


def test_control_words_that_stand_in_a_channel_are_found(tmp_path: Path) -> None:
    story = false_story(tmp_path, *CHANNEL, '{ sees = "card-state-released" }')
    quiet = surface_hands(people_of(story))
    assert said_aloud(story, quiet) == []
    assert said_aloud(story, Loud(quiet.everybody, quiet.table)) == ["office"]
