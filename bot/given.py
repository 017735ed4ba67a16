"""What stands in the environment, as it is written there: names with GHOSTLIGHT_ before them, and platforms' tokens.

Tokens keep the names that Slack's and Discord's own pages give them. A secret may stand in a file instead, whose path
is set under the same name with _FILE behind it.
"""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX: Final = "GHOSTLIGHT_"


class Given(BaseSettings):
    """The names that begin with GHOSTLIGHT_."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    data: Path = Path("data")
    keys: Path = Path("keys")
    database_url: SecretStr | None = None
    database_url_file: Path | None = None
    keys_url: SecretStr | None = None
    keys_url_file: Path | None = None
    content_key: Path = Path("roots/content.key")
    route_key: Path = Path("roots/route.key")
    ring_private: str = "false"
    http_port: str = ""
    slack_api_url: SecretStr | None = None
    discord_api_url: SecretStr | None = None
    discord_gateway_url: SecretStr | None = None


class Tokens(BaseSettings):
    """What opens the platforms."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", hide_input_in_errors=True)

    slack_bot_token: SecretStr | None = None
    slack_bot_token_file: Path | None = None
    slack_app_token: SecretStr | None = None
    slack_app_token_file: Path | None = None
    slack_signing_secret: SecretStr | None = None
    slack_signing_secret_file: Path | None = None
    discord_bot_token: SecretStr | None = None
    discord_bot_token_file: Path | None = None


TOKENS: Final = tuple(name.upper() for name in Tokens.model_fields)
NAMES: Final = (*(PREFIX + name.upper() for name in Given.model_fields), *TOKENS)


def unknown() -> list[str]:
    """A fault for each name that begins as ours do and is none of them."""
    foreign = sorted(one for one in os.environ if one.startswith(PREFIX) and one not in NAMES)
    return [f"{name}: there is no such setting; {_meant(name)}" for name in foreign]


def _meant(name: str) -> str:
    if name.removeprefix(PREFIX) in TOKENS:
        return f"it is called {name.removeprefix(PREFIX)}, without {PREFIX}"
    near = get_close_matches(name, NAMES, 1, 0.7)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(NAMES)}"


def secret(given: Given | Tokens, name: str, faults: list[str]) -> str | None:
    """A secret from the environment or from the file beside it; both is a fault."""
    value, file = getattr(given, name), getattr(given, f"{name}_file")
    shown = given.model_config.get("env_prefix", "") + name.upper()
    if value and file:
        faults.append(f"{shown}: set this or {shown}_FILE, not both")
    if value or not file:
        return value.get_secret_value().strip() or None if value else None
    try:
        text = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError):
        faults.append(f"{shown}_FILE: the file can't be read; look at its path and its owner")
        return None
    if not text:
        faults.append(f"{shown}_FILE: the file is empty")
    return text or None
