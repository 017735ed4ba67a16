"""What is said on Discord speaks of its servers: somebody there has no workspace, and its owner can't read a DM."""

from __future__ import annotations

import re
from typing import Final

import pytest

from bot.text.catalog import LANGUAGES, speaker
from tests.bot.test_text import catalogue

ELSEWHERE: Final = re.compile("workspace|espacio de trabajo|slack", re.IGNORECASE)
SLACKS_OWN: Final = {"chat-elsewhere"}
"""Said by the other adapter alone."""
OF_A_PLACE: Final = {"home-workspace", "chat-keeper", "choose-none"}


def strange(language: str, platform: str) -> set[str]:
    """The sentences that speak of a workspace to whoever is on this platform."""
    say = speaker(language)
    said = {key: say(key, **dict.fromkeys(args, "x") | {"platform": platform}) for key, args in catalogue().items()}
    return {key for key, text in said.items() if ELSEWHERE.search(text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_is_said_on_discord_speaks_of_a_workspace(language: str) -> None:
    assert strange(language, "discord") == SLACKS_OWN


@pytest.mark.parametrize("language", LANGUAGES)
def test_control_what_is_said_on_slack_does(language: str) -> None:
    assert strange(language, "slack") == SLACKS_OWN | OF_A_PLACE
