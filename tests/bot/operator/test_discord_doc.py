"""docs/DISCORD.md explains every permission, intent and command, and its link asks for what the adapter needs."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from adapters.discord import rights
from adapters.discord.client import Ghost
from adapters.discord.faults import CLOSED
from adapters.discord.read import COMMANDS
from bot.text.catalog import speaker
from tests.adapters.discord.place import Diary
from tests.bot.operator.test_manifest import unexplained

DOCS = (Path(__file__).parents[3] / "docs" / "DISCORD.md").read_text(encoding="utf-8")
SHOWN = {"view_channel": "View Channels", "send_messages": "Send Messages"}
"""What Discord's own windows call them (Permissions, read 2026-11; not seen by us)."""
LINK = "https://discord.com/oauth2/authorize?client_id=APPLICATION_ID"


def link_in(text: str) -> dict[str, list[str]]:
    """What the link asks for."""
    (found,) = re.findall(rf"^{re.escape(LINK)}\S*$", text, re.MULTILINE)
    return parse_qs(urlsplit(found).query)


def test_the_link_asks_for_what_the_library_counts() -> None:
    ours = parse_qs(urlsplit(rights.invite(1)).query)
    assert link_in(DOCS) == {**ours, "client_id": ["APPLICATION_ID"]}
    assert f"together {rights.PERMISSIONS.value}" in DOCS
    more = DOCS.replace(f"permissions={rights.PERMISSIONS.value}", "permissions=8")
    assert link_in(more) != link_in(DOCS)  # the control


def test_each_permission_and_intent_is_explained() -> None:
    given = [SHOWN[name] for name in SHOWN if getattr(rights.PERMISSIONS, name)]
    assert discord.Permissions(**dict.fromkeys(SHOWN, True)) == rights.PERMISSIONS
    assert unexplained(given, DOCS) == []
    assert unexplained(["Manage Server"], DOCS) == ["Manage Server"]  # the control


async def test_each_intent_is_explained_and_none_is_privileged() -> None:
    asked = Ghost(speaker, Diary()).intents
    names = [name for name, is_asked in asked if is_asked]
    assert sorted(names) == ["dm_messages", "guilds"]
    assert unexplained(names, DOCS) == []


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_explained(name: str) -> None:
    rows = [line.split("|")[1] for line in DOCS.splitlines() if line.startswith("| `/")]
    assert any(f"`/{name}`" in row for row in rows)


def test_each_code_of_closed_dms_is_named() -> None:
    assert [code for code in CLOSED if str(code) not in DOCS] == []
