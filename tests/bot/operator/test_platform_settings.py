"""Tokens: each fault by its name, all at once, and no value in anything that is said, raised or shown."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from bot import given, settings
from bot.settings import Refused

SECRET = "hunter2"
BOT, APP, SIGNING, DISCORD = f"xoxb-1-{SECRET}", f"xapp-1-{SECRET}", f"5161{SECRET}", f"MTAw.{SECRET}.x"
SLACK = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}
URL, GATEWAY = "GHOSTLIGHT_SLACK_API_URL", "GHOSTLIGHT_DISCORD_GATEWAY_URL"
FAULTS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "bot alone": ({"SLACK_BOT_TOKEN": BOT}, ("SLACK_APP_TOKEN: set this one too; or SLACK_SIGNING_SECRET",)),
    "app alone": ({"SLACK_APP_TOKEN": APP}, ("SLACK_BOT_TOKEN: set this one too",)),
    "signing alone": ({"SLACK_SIGNING_SECRET": SIGNING}, ("SLACK_BOT_TOKEN: set this one too",)),
    "exchanged": (
        {"SLACK_BOT_TOKEN": APP, "SLACK_APP_TOKEN": BOT},
        (
            "SLACK_BOT_TOKEN: this is an app-level token: that one is SLACK_APP_TOKEN",
            "SLACK_APP_TOKEN: this is a bot's token: that one is SLACK_BOT_TOKEN",
        ),
    ),
    "a person's": (SLACK | {"SLACK_BOT_TOKEN": f"xoxp-{SECRET}"}, ("SLACK_BOT_TOKEN: this is a person's own token",)),
    "rotating": (
        SLACK | {"SLACK_BOT_TOKEN": f"xoxe.xoxb-{SECRET}"},
        ("SLACK_BOT_TOKEN: this is a token that changes",),
    ),
    "no token": (
        SLACK | {"SLACK_BOT_TOKEN": SECRET},
        ("SLACK_BOT_TOKEN: is not whole; copy it again, it begins with",),
    ),
    "broken": (SLACK | {"SLACK_APP_TOKEN": f"{APP} x"}, ("SLACK_APP_TOKEN: is not whole",)),
    "token as secret": (
        {"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": BOT},
        ("SLACK_SIGNING_SECRET: this is a bot's token",),
    ),
    "token and file": (SLACK | {"SLACK_BOT_TOKEN_FILE": "x"}, ("SLACK_BOT_TOKEN: set this or SLACK_BOT_TOKEN_FILE",)),
    "empty file": (
        {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN_FILE": "empty"},
        ("SLACK_APP_TOKEN_FILE: the file is empty", "SLACK_APP_TOKEN: set this one too"),
    ),
    "file away": ({"DISCORD_BOT_TOKEN_FILE": "nowhere"}, ("DISCORD_BOT_TOKEN_FILE: the file can't be read",)),
    "with Bot before it": ({"DISCORD_BOT_TOKEN": f"Bot {DISCORD}"}, ("DISCORD_BOT_TOKEN: is not whole",)),
    "in clear": (SLACK | {URL: f"http://proxy.example/{SECRET}/api/"}, (f"{URL}: must begin with https://",)),
    "nearly here": (SLACK | {URL: f"http://127.0.0.1.example/{SECRET}/api/"}, (f"{URL}: must begin with https://",)),
    "not the API": (SLACK | {URL: f"https://proxy.example/{SECRET}"}, (f"{URL}: must end in /api/",)),
    "with a password": (
        SLACK | {URL: f"https://me:{SECRET}@proxy.example/api/"},
        (f"{URL}: must begin with https://",),
    ),
    "no port": (SLACK | {URL: f"https://proxy.example:{SECRET}/api/"}, (f"{URL}: must begin with https://",)),
    "gateway in clear": ({GATEWAY: f"ws://proxy.example/{SECRET}"}, (f"{GATEWAY}: must begin with wss://",)),
    "port": ({"GHOSTLIGHT_HTTP_PORT": SECRET}, ("GHOSTLIGHT_HTTP_PORT: write a port",)),
    "with our name before it": (
        {"GHOSTLIGHT_SLACK_BOT_TOKEN": BOT},
        ("GHOSTLIGHT_SLACK_BOT_TOKEN: there is no such setting; it is called SLACK_BOT_TOKEN",),
    ),
}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in given.NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").write_text(" \n")


def put(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    """Set these in the environment."""
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def faults() -> tuple[str, ...]:
    """What is said, after a look that no secret is in it or in what a traceback shows."""
    with pytest.raises(Refused) as refused:
        settings.read()
    assert SECRET not in "".join(traceback.format_exception(refused.value)) + repr(refused.value.faults)
    return refused.value.faults


@pytest.mark.parametrize("kind", FAULTS)
def test_each_fault_is_said_by_its_name(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    values, said = FAULTS[kind]
    put(monkeypatch, values)
    found = faults()
    assert len(found) == len(said), found
    assert all(one.startswith(start) for one, start in zip(found, said, strict=True)), found


def test_all_are_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("app alone", "in clear", "with Bot before it", "gateway in clear", "port"):
        put(monkeypatch, FAULTS[kind][0])
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    assert len(faults()) == 5


def test_nothing_set_is_no_platform() -> None:
    found = settings.read()
    assert (found.slack, found.discord) == (None, None)


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:9/api/", "http://[::1]:9/api/", "https://proxy.example/api/"])
def test_slack_is_where_it_is_said_to_be(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, SLACK | {URL: url})
    found = settings.read().slack
    assert found
    assert (found.bot_token, found.app_token, found.signing_secret, found.api_url) == (BOT, APP, "", url)


def test_tokens_come_from_files_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (SLACK | {"SLACK_SIGNING_SECRET": SIGNING, "DISCORD_BOT_TOKEN": DISCORD}).items():
        Path(name).write_text(f"{value}\n")
        monkeypatch.setenv(f"{name}_FILE", name)
    put(monkeypatch, {"GHOSTLIGHT_HTTP_PORT": "8080", "SLACK_BOT_TOKEN": ""})  # empty is as good as not set
    found = settings.read()
    assert found.slack
    assert found.discord
    assert (found.slack.bot_token, found.slack.signing_secret, found.slack.port) == (BOT, SIGNING, 8080)
    assert found.discord.bot_token == DISCORD


def test_nothing_shows_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, SLACK | {"DISCORD_BOT_TOKEN": DISCORD})
    found = settings.read()
    assert SECRET not in f"{found!r} {found} {found.slack!r} {found.discord!r}"
    assert found.slack
    assert SECRET in found.slack.bot_token  # the control
