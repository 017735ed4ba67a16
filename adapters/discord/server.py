"""Which server is spoken to: Discord's own, unless the settings say another. Its library has one for each process."""

from __future__ import annotations

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.settings import DiscordSettings


def speak_to(settings: DiscordSettings) -> None:
    """From here on speak to the server of these settings."""
    if settings.api_url:
        Route.BASE = settings.api_url.rstrip("/")
    if settings.gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)
