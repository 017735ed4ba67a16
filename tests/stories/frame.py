"""What the local set draws around its chats, as stories name it, and what a person does elsewhere instead.

A menu stands on the local set only; elsewhere a command is typed and the home is the platform's own. An empty chat
says so there; elsewhere nothing stands in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.text.catalog import speaker

COMMANDS: Final = ("concern", "desk", "light", "scene")
FRAME_KEYS: Final = frozenset(
    {"set-home", "set-write-to", "set-send", "set-no-messages", *(f"set-command-{name}" for name in COMMANDS)}
)
"""All of `set.ftl` that a story may name."""


@dataclass(frozen=True, slots=True)
class Frame:
    """These labels, in the language the set speaks."""

    home: str
    write_to: str
    send: str
    nothing: str
    commands: Mapping[str, str]


def frame(language: str) -> Frame:
    """The labels in this language; commands by their label."""
    say = speaker(language)
    commands = {say(f"set-command-{name}"): name for name in COMMANDS}
    return Frame(say("set-home"), say("set-write-to"), say("set-send"), say("set-no-messages"), commands)
