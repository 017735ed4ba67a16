"""The settings, from the environment. Every fault is found at once, by name.

Values never stand in what is shown, raised or logged. Root keys come from files only; a database's address, which
carries a password, and a platform's token may stand in a file that `..._FILE` names.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from adapters.discord.settings import DiscordSettings
from adapters.slack.settings import SlackSettings
from bot import platform_settings
from bot.given import PREFIX, Given, Tokens, secret, unknown
from storage import opening, roots
from storage.opening import Whereabouts

_POSTGRESQL: Final = ("postgresql://", "postgresql+psycopg://")


class Refused(Exception):
    """The settings can't be used. `faults` are all of them, each by its name and with what to do; none has a value."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__(f"{len(faults)} settings")
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Settings:
    """Where everything is. `url` and `keys_url` are None on SQLite, which lives in `data` and `keys`."""

    data: Path = field(repr=False)
    keys: Path = field(repr=False)
    content_key: Path = field(repr=False)
    route_key: Path = field(repr=False)
    url: str | None = field(repr=False, default=None)
    keys_url: str | None = field(repr=False, default=None)
    ring_private: bool = False
    slack: SlackSettings | None = field(repr=False, default=None)
    discord: DiscordSettings | None = field(repr=False, default=None)

    @property
    def whereabouts(self) -> Whereabouts:
        """The addresses of both stores. Makes the folders of SQLite if they are missing."""
        if self.url and self.keys_url:
            return Whereabouts(self.url, self.keys_url)
        return opening.in_folders(self.data, self.keys)

    @property
    def copied_away(self) -> tuple[Path, ...]:
        """The folders that backups take along."""
        return self.data, self.keys

    def root_faults(self) -> tuple[str, ...]:
        """What is wrong with the two root keys, each under the setting that names it."""
        found = roots.faults_of(self.content_key, self.route_key, apart_from=self.copied_away)
        return tuple(
            one.replace("content root", f"{PREFIX}CONTENT_KEY").replace("route root", f"{PREFIX}ROUTE_KEY")
            for one in found
        )


def read() -> Settings:
    """The settings as they stand in the environment. Raises Refused with every fault; looks at no root key."""
    given, tokens, faults = Given(), Tokens(), unknown()
    url, keys_url = (secret(given, name, faults) for name in ("database_url", "keys_url"))
    private = _yes_or_no(given.ring_private, f"{PREFIX}RING_PRIVATE", faults)
    slack = platform_settings.slack_of(given, tokens, faults)
    discord = platform_settings.discord_of(given, tokens, faults)
    paths = (given.data, given.keys, given.content_key, given.route_key)
    settings = Settings(*paths, url, keys_url, private, slack, discord)
    faults += [*_key_values(settings), *_addresses(settings), *_folders(settings)]
    if faults:
        raise Refused(tuple(faults))
    return settings


def _yes_or_no(written: str, name: str, faults: list[str]) -> bool:
    if written.strip().lower() not in ("true", "false"):
        faults.append(f"{name}: write true or false")
    return written.strip().lower() == "true"


def _key_values(settings: Settings) -> list[str]:
    """A key that was pasted where the path of its file belongs."""
    paths = {"CONTENT_KEY": settings.content_key, "ROUTE_KEY": settings.route_key}
    pasted = [name for name, path in paths.items() if "ghostlight-root" in str(path) or str(path).endswith("=")]
    return [f"{PREFIX}{one}: write the path of the key's file; the key itself is never set here" for one in pasted]


def _addresses(settings: Settings) -> list[str]:
    if not settings.url and not settings.keys_url:
        return []
    if not settings.url or not settings.keys_url:
        missing = "KEYS_URL" if settings.url else "DATABASE_URL"
        return [f"{PREFIX}{missing}: data and keys are both on PostgreSQL or both in folders; set this one too"]
    wrong = {"DATABASE_URL": settings.url, "KEYS_URL": settings.keys_url}
    faults = [
        f"{PREFIX}{name}: must begin with postgresql+psycopg://; for SQLite leave it out, and set {PREFIX}DATA"
        for name, url in wrong.items()
        if not url.startswith(_POSTGRESQL)
    ]
    if faults:
        return faults
    if find_spec("psycopg") is None:
        return [f"{PREFIX}DATABASE_URL: PostgreSQL needs its driver; install ghostlight[postgresql]"]
    found = opening.faults_of(Whereabouts(settings.url, settings.keys_url))
    return [_under_its_name(one) for one in found]


def _under_its_name(fault: str) -> str:
    return fault.replace("data database", f"{PREFIX}DATABASE_URL").replace("keys database", f"{PREFIX}KEYS_URL")


def _folders(settings: Settings) -> list[str]:
    """Only SQLite lives in folders; whether root keys lie in them is asked in any case."""
    inner, outer = settings.keys.resolve(), settings.data.resolve()
    if inner.is_relative_to(outer) or outer.is_relative_to(inner):
        return [f"{PREFIX}KEYS: must lie apart from {PREFIX}DATA, or one copy takes both"]
    faults = []
    for name, folder in (("DATA", settings.data), ("KEYS", settings.keys)):
        if folder.exists() and not (folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)):
            faults.append(f"{PREFIX}{name}: is no folder that can be read and written by whoever runs this")
    return faults
