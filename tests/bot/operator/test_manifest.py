"""The app's manifest asks for what PLATFORMS names and nothing else; docs/SLACK.md explains each line of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from adapters.local.cast import MENU
from adapters.slack.examine import SCOPES
from tests.servers.slack.manifest import parse

ROOT = Path(__file__).parents[3]
WHOLE: dict[str, Any] = parse((ROOT / "adapters" / "slack" / "manifest.yaml").read_text(encoding="utf-8"))
DOCS = (ROOT / "docs" / "SLACK.md").read_text(encoding="utf-8")
EVENTS = ("app_home_opened", "message.im", "member_joined_channel", "app_uninstalled", "tokens_revoked")
TELLING = ("concern", "anonym", "report", "complain", "intim", "safe", "harass", "quiet", "coordinator")


def unexplained(names: list[str], text: str) -> list[str]:
    """Which of these no row of a table explains."""
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    return [one for one in names if not any(f"`{one}`" in row.split("|")[1] for row in rows)]


def test_it_asks_for_seven_scopes_and_five_events() -> None:
    assert WHOLE["oauth_config"] == {"scopes": {"bot": WHOLE["oauth_config"]["scopes"]["bot"]}}  # no redirect, no user
    assert sorted(WHOLE["oauth_config"]["scopes"]["bot"]) == sorted(SCOPES)
    assert tuple(WHOLE["settings"]["event_subscriptions"]["bot_events"]) == EVENTS


def test_people_can_write_to_it_and_nothing_is_turned_on_beyond() -> None:
    home = {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False}
    assert WHOLE["features"]["app_home"] == home
    assert WHOLE["settings"]["socket_mode_enabled"] is True
    assert WHOLE["settings"]["token_rotation_enabled"] is False
    assert WHOLE["settings"]["org_deploy_enabled"] is False
    assert WHOLE["features"]["bot_user"]["display_name"] == WHOLE["display_information"]["name"] == "Ghostlight"


def test_each_command_is_one_that_the_doors_know() -> None:
    commands = [one["command"] for one in WHOLE["features"]["slash_commands"]]
    assert sorted(commands) == sorted({f"/{name}" for menu in MENU.values() for name in menu})
    assert [one["callback_id"] for one in WHOLE["features"]["shortcuts"]] == ["concern"]


def test_what_a_menu_shows_on_a_shared_screen_tells_nothing() -> None:
    shown = [one["description"] for one in (*WHOLE["features"]["slash_commands"], *WHOLE["features"]["shortcuts"])]
    shown += [one["name"] for one in WHOLE["features"]["shortcuts"]] + [*WHOLE["display_information"].values()]
    assert [one for one in shown for word in TELLING if word in one.lower()] == []
    assert [word for word in TELLING if word in "Raise a concern anonymously"] == ["concern", "anonym"]  # the control


def test_it_keeps_slacks_limits() -> None:
    """Slack docs, App manifest reference, read 2026-11."""
    assert len(WHOLE["display_information"]["name"]) <= 35
    assert len(WHOLE["display_information"]["description"]) <= 140
    assert all(len(one["name"]) <= 24 for one in WHOLE["features"]["shortcuts"])
    assert all(len(one["command"]) <= 32 for one in WHOLE["features"]["slash_commands"])


@pytest.mark.parametrize("names", [sorted(SCOPES), [*EVENTS[:3]]])
def test_each_scope_and_event_is_explained(names: list[str]) -> None:
    assert unexplained(names, DOCS) == []
    assert unexplained(["files:read"], DOCS) == ["files:read"]  # the control


def test_every_command_is_explained() -> None:
    commands = [one["command"] for one in WHOLE["features"]["slash_commands"]]
    assert [one for one in (*commands, *EVENTS) if f"`{one}`" not in DOCS] == []
