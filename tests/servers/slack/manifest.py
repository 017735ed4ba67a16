"""What the app's manifest grants: read from the adapter's own file, or Ghostlight's list while there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[3] / "adapters" / "slack" / "manifest.yaml"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Scopes, events and features. `shortcuts` and `commands` None: whatever a person tries exists.

    `shortcuts`: what stands in Slack's menu, by callback id.
    """

    scopes: frozenset[str]
    events: frozenset[str]
    commands: frozenset[str] | None = None
    shortcuts: Mapping[str, str] | None = None
    home_tab: bool = True
    messages_tab: bool = True
    writes_allowed: bool = True


GHOSTLIGHT = Manifest(
    frozenset({"chat:write", "commands", "im:write", "im:read", "im:history", "users:read", "groups:read"}),
    frozenset({"app_home_opened", "message.im", "member_joined_channel", "app_uninstalled", "tokens_revoked"}),
)


def granted(file: Path = FILE) -> Manifest:
    """The manifest in this file; `GHOSTLIGHT` if there is no such file."""
    return read(file.read_text("utf-8")) if file.exists() else GHOSTLIGHT


def read(text: str) -> Manifest:
    """A manifest, as Slack's App Manifest reference has it (docs.slack.dev app-manifest, read 2026-11)."""
    whole = parse(text)
    features, settings = whole.get("features", {}), whole.get("settings", {})
    home = features.get("app_home", {})
    return Manifest(
        frozenset(whole["oauth_config"]["scopes"]["bot"]),
        frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        frozenset(one["command"] for one in features.get("slash_commands", ())),
        {one["callback_id"]: one["name"] for one in features.get("shortcuts", ())},
        home_tab=home.get("home_tab_enabled", False),
        messages_tab=home.get("messages_tab_enabled", False),
        writes_allowed=not home.get("messages_tab_read_only_enabled", True),
    )


def parse(text: str) -> dict[str, Any]:
    """The plain part of YAML that a manifest needs: maps and lists by indentation, words, true and false."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    value, rest = _value([_stripped(line) for line in lines], 0)
    if rest or not isinstance(value, dict):
        raise ValueError("not a manifest")
    return value


def _stripped(line: str) -> str:
    """Without a comment behind it."""
    return re.sub(r"\s+#.*$", "", line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _value(lines: list[str], indent: int) -> tuple[Any, list[str]]:
    if lines[0].lstrip().startswith("- "):
        return _items(lines, indent)
    found: dict[str, Any] = {}
    while lines and _indent(lines[0]) == indent and not lines[0].lstrip().startswith("- "):
        key, _, rest = lines[0].strip().partition(":")
        lines = lines[1:]
        if rest.strip():
            found[key] = _word(rest.strip())
        else:
            found[key], lines = _value(lines, _indent(lines[0]))
    return found, lines


def _items(lines: list[str], indent: int) -> tuple[list[Any], list[str]]:
    found: list[Any] = []
    while lines and _indent(lines[0]) == indent and lines[0].lstrip().startswith("- "):
        first = lines[0].strip()[2:]
        if re.match(r"[\w-]+:( |$)", first):
            one, lines = _value([" " * (indent + 2) + first, *lines[1:]], indent + 2)
            found.append(one)
        else:
            found.append(_word(first))
            lines = lines[1:]
    return found, lines


def _word(text: str) -> str | bool:
    if text in {"true", "false"}:
        return text == "true"
    return text[1:-1] if text[0] == text[-1] and text[0] in "\"'" else text
