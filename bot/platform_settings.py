"""What opens each chat platform, and where it is, if that isn't its own place. No value stands in a fault."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from adapters.discord.settings import DiscordSettings
from adapters.slack.settings import SlackSettings
from bot.given import PREFIX, Given, Tokens, secret

_SIGNING: Final = "SLACK_SIGNING_SECRET"
# "Bot token strings begin with xoxb-", "App-level token strings begin with xapp-", a rotated one with xoxe.
# (Slack docs, Tokens and Token rotation, read 2026-11.)
_KINDS: Final[Mapping[str, str]] = {
    "xoxb-": "is a bot's token: that one is SLACK_BOT_TOKEN",
    "xapp-": "is an app-level token: that one is SLACK_APP_TOKEN",
    "xoxp-": "is a person's own token: Ghostlight never acts as a person; take the bot's",
    "xoxe": "is a token that changes: turn token rotation off for this app, and install it again",
}
_BEGINS: Final = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}


def slack_of(given: Given, tokens: Tokens, faults: list[str]) -> SlackSettings | None:
    """Slack, if anything of it is set; with its faults."""
    names = ("slack_bot_token", "slack_app_token", "slack_signing_secret")
    found = {name.upper(): secret(tokens, name, faults) or "" for name in names}
    url, port = _address(given, "slack_api_url", "https", faults), _port(given.http_port, faults)
    if not any(found.values()):
        return None
    wrong = [*_missing(found), *_wrong_kinds(found)]
    if url and not url.endswith("/api/"):
        wrong.append(f"{PREFIX}SLACK_API_URL: must end in /api/")
    faults += wrong
    bot, app, signing = found.values()
    return None if wrong else SlackSettings(bot, app, signing, url, port)


def _missing(found: Mapping[str, str]) -> list[str]:
    bot, app, signing = found.values()
    if not bot:
        return ["SLACK_BOT_TOKEN: set this one too; it begins with xoxb-"]
    if not app and not signing:
        return [f"SLACK_APP_TOKEN: set this one too; or {_SIGNING}, where Slack is to call an address of yours"]
    return []


def _wrong_kinds(found: Mapping[str, str]) -> list[str]:
    faults = []
    for name, value in found.items():
        wrong = [said for start, said in _KINDS.items() if value.startswith(start) and start != _BEGINS.get(name)]
        begins = _BEGINS.get(name, "")
        if wrong:
            faults.append(f"{name}: this {wrong[0]}")
        elif value and (not value.startswith(begins) or not _is_one_word(value)):
            faults.append(f"{name}: is not whole; copy it again" + (f", it begins with {begins}" if begins else ""))
    return faults


def _is_one_word(value: str) -> bool:
    return value.isascii() and value.isprintable() and " " not in value


def discord_of(given: Given, tokens: Tokens, faults: list[str]) -> DiscordSettings | None:
    """Discord, if its token is set; with its faults."""
    token = secret(tokens, "discord_bot_token", faults)
    url = _address(given, "discord_api_url", "https", faults)
    gateway = _address(given, "discord_gateway_url", "wss", faults)
    if not token:
        return None
    if not _is_one_word(token):
        faults.append("DISCORD_BOT_TOKEN: is not whole; copy it again, without anything before or behind it")
    return DiscordSettings(token, url, gateway)


def _address(given: Given, name: str, scheme: str, faults: list[str]) -> str:
    """Where a platform is, "" for its own place. Tokens and words go there, so in clear on this machine only."""
    written = getattr(given, name)
    address = written.get_secret_value().strip() if written else ""
    if address and not _may_go_to(address, scheme):
        shown, plain = f"{PREFIX}{name.upper()}", scheme.removesuffix("s")
        faults.append(f"{shown}: must begin with {scheme}:// and name a host; {plain}:// is for this machine alone")
    return address


def _may_go_to(address: str, scheme: str) -> bool:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - a wrong port shows only when asked for
    except ValueError:
        return False
    if not parts.hostname or parts.username or parts.password or not _is_one_word(address):
        return False
    return parts.scheme == scheme or (f"{parts.scheme}s" == scheme and _is_here(parts))


def _is_here(parts: SplitResult) -> bool:
    try:
        return ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.hostname == "localhost"


def _port(written: str, faults: list[str]) -> int | None:
    if not written or (written.isdecimal() and 0 < int(written) < 65536):
        return int(written) if written else None
    faults.append(f"{PREFIX}HTTP_PORT: write a port, 1 to 65535")
    return None
