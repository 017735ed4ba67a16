"""What stories name of the local set's own frame has a meaning on every platform."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from bot import stories
from bot.stories import Story
from bot.text.catalog import LANGUAGES, speaker
from tests.stories.false_stories import ADA, false_story
from tests.stories.frame import FRAME_KEYS, frame

EVERY: Final = stories.every_story()


def _framed(story: Story) -> set[str]:
    return set(re.findall(r"'(set-[a-z-]+)'", repr(story)))


@pytest.mark.parametrize("story", EVERY, ids=lambda story: story.name)
def test_a_story_names_only_what_can_be_done_elsewhere_too(story: Story) -> None:
    assert _framed(story) <= FRAME_KEYS


def test_control_another_label_is_found(tmp_path: Path) -> None:
    story = false_story(tmp_path, *ADA, '{ press = "set-choose" }')
    assert _framed(story) - FRAME_KEYS == {"set-choose"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_the_sets_own(language: str) -> None:
    labels, say = frame(language), speaker(language)
    own = {labels.home, labels.write_to, labels.send, labels.nothing, *labels.commands}
    assert own == {say(key) for key in FRAME_KEYS}
