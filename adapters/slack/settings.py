"""Where Slack is, and what opens it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """One app in one workspace.

    With `app_token` it listens by Socket Mode, and only `/healthz` is served, where a `port` is given; else Slack calls
    that port, 3000 where none is given, and signs with `signing_secret`.
    `api_url`: empty for Slack's own; must end in "/api/". Raises ValueError where nothing would check who calls.
    """

    bot_token: str = field(repr=False)
    app_token: str = field(repr=False, default="")
    signing_secret: str = field(repr=False, default="")
    api_url: str = ""
    port: int | None = None

    def __post_init__(self) -> None:
        if not self.app_token and not self.signing_secret:
            raise ValueError("an app token or a signing secret is needed")
        if self.api_url and not self.api_url.endswith("/api/"):
            raise ValueError("the address of Slack's Web API ends in /api/")
