"""What the Discord adapter needs to be told."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """The bot's token; `api_url` and `gateway_url` move the adapter to another server, empty is Discord itself.

    Discord's libraries keep both addresses for the whole process: only one server can be spoken to at a time.
    """

    bot_token: str = field(repr=False)
    api_url: str = ""
    gateway_url: str = ""
