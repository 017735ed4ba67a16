"""A run opens every production on every platform that is set, or says in one sentence why it doesn't begin."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest
from typer.testing import CliRunner

import adapters
from adapters.discord.settings import DiscordSettings
from adapters.interface import DeliveryFailed, Diary, Platform
from adapters.slack.settings import SlackSettings
from bot import given
from bot.cli import app
from bot.diary import StoredDiary
from bot.operator import applying, running
from bot.operator.refusals import CannotRun, refused
from bot.operator.running import Maker, OpenHouse
from bot.ringing import Bell
from bot.settings import Settings
from storage.store import Store
from tests.adapters.discord.gateway import gateway
from tests.bot.operator.files import TEXT, another, changed, good, in_store, settings_in
from tests.bot.operator.platforms import REFUSED, Refusing, Silent

SLACK, DISCORD = SlackSettings("xoxb-1-x", "xapp-1-x"), DiscordSettings("x.y.z")
NOWHERE = partial(Settings, Path("data"), Path("keys"), Path("content"), Path("route"))
ON_DISCORD = TEXT.replace('platform = "slack"', 'platform = "discord"')


def maker(platform: Platform) -> Maker:
    """Makes this one, whatever its diary."""

    def make(_diary: Diary) -> Platform:
        return platform

    return make


async def founded(settings: Settings, *texts: str) -> Settings:
    """The same settings, with these productions."""
    for text in texts or (TEXT,):
        await in_store(settings, partial(applying.apply, file=good(text)))
    return settings


async def test_serving_opens_the_house_with_every_production(tmp_path: Path) -> None:
    settings = await founded(settings_in(tmp_path, ring_private=True), TEXT, another("Otherwise"))
    seen: list[Any] = []

    class Served:
        async def serve(self) -> None:
            seen.append("served")

    async def open_house(  # as many arguments as `bot.app.open_house` has
        store: Store, known: Any, clock: Any, entropy: Any, platforms: Any, *, bell: Bell | None = None
    ) -> Served:
        assert bell
        assert len(entropy.bytes(1)) == len(platforms) == 1
        assert clock.now().tzinfo
        seen.extend([len(known), bell.private])
        await asyncio.to_thread(store.close)
        return Served()

    def make(diary: Diary) -> Platform:
        seen.append(type(diary))
        return Silent()

    opening: OpenHouse = open_house
    await running.serve(settings, {"slack": make}, opening)
    assert seen == [StoredDiary, 2, True, "served"]


async def test_serving_nothing_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="There is no production here yet"):
        await running.serve(settings_in(tmp_path), {})


async def test_the_real_house_serves_until_it_is_stopped(tmp_path: Path) -> None:
    settings, silent = await founded(settings_in(tmp_path)), Silent()
    serving = asyncio.create_task(running.serve(settings, {"slack": maker(silent)}))
    async with asyncio.timeout(60):
        await asyncio.wait([serving, asyncio.ensure_future(silent.ready())], return_when=asyncio.FIRST_COMPLETED)
    assert not serving.done(), serving.exception()
    os.kill(os.getpid(), signal.SIGTERM)  # as a service or `docker stop` does
    with pytest.raises(asyncio.CancelledError):
        await serving
    assert await in_store(settings, lambda store: store.read(lambda _: True))  # everything was closed


# --- a platform that refuses --------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["run", "ready"])
async def test_a_platform_that_refuses_is_one_sentence(where: Literal["run", "ready"], tmp_path: Path) -> None:
    settings = await founded(settings_in(tmp_path))
    with pytest.raises(CannotRun, match=r"^Slack refuses the bot token \(slack_token_refused\): .*`ghostlight doc"):
        await running.serve(settings, {"slack": maker(Refusing(REFUSED, where))})
    assert await in_store(settings, lambda store: store.read(lambda _: True))  # everything was closed


async def test_control_any_other_error_stays_what_it_is(tmp_path: Path) -> None:
    settings = await founded(settings_in(tmp_path))
    with pytest.raises(ExceptionGroup) as group:
        await running.serve(settings, {"slack": maker(Refusing(ZeroDivisionError(), "run"))})
    assert group.group_contains(ZeroDivisionError)


async def test_a_wrong_token_of_discord_is_one_sentence_with_what_to_do(tmp_path: Path) -> None:
    settings = await founded(settings_in(tmp_path), ON_DISCORD)
    async with gateway() as discord:
        ws = discord.url.replace("http", "ws") + "/gw/"
        wrong = DiscordSettings("not-the-token", f"{discord.url}/api/v10", ws)
        makers = running.tokened(replace(settings, discord=wrong))
        with pytest.raises(CannotRun) as why:
            await running.serve(settings, makers)
    assert str(why.value).startswith("Discord refuses the bot token (discord_token_refused): it was reset, or is not")
    assert str(why.value).endswith("set it as DISCORD_BOT_TOKEN. `ghostlight doctor` looks closer.")
    assert wrong.bot_token not in str(why.value)


def test_intents_that_discord_refuses_are_said_as_that() -> None:
    assert "doesn't let Ghostlight hear of servers" in str(refused(["discord"], "discord_intents_refused"))


def test_a_code_of_no_platform_is_said_all_the_same() -> None:
    assert "A platform doesn't let Ghostlight in (timeout)" in str(refused(["slack"], "timeout"))


def test_a_code_that_nobody_explained_is_said_as_it_is() -> None:
    assert "Discord doesn't let Ghostlight in (discord_odd)" in str(refused(["slack", "discord"], "discord_odd"))


def test_a_refused_run_ends_with_2_and_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in given.NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("bot.logs.set_up", lambda: None)
    monkeypatch.chdir(tmp_path)
    asyncio.run(founded(settings_in(tmp_path)))
    makers: Mapping[str, Maker] = {"slack": maker(Refusing(REFUSED, "run"))}
    monkeypatch.setattr(running, "tokened", lambda _settings: makers)
    done = CliRunner().invoke(app, ["run"], catch_exceptions=False)
    assert (done.exit_code, len(done.output.splitlines())) == (2, 2)
    assert done.output.startswith("Starting The Lantern Yard on Slack. Ctrl+C ends it.")
    assert "Slack refuses the bot token" in done.output


# --- what lies on a platform that isn't set -------------------------------------------------------------------


async def test_no_production_waits_where_nobody_listens(tmp_path: Path) -> None:
    settings = await founded(settings_in(tmp_path), ON_DISCORD, another("Otherwise"))

    def never(_diary: Diary) -> Platform:
        pytest.fail("made a platform all the same")

    with pytest.raises(CannotRun) as why:
        await running.serve(settings, {"slack": never})
    assert "The Lantern Yard: its readers' channel lies on Discord, which isn't set" in str(why.value)
    assert "Set DISCORD_BOT_TOKEN" in str(why.value)
    assert "Otherwise" not in str(why.value)  # the control


async def test_others_out_of_reach_are_named_and_the_run_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    away = 'platform = "slack", workspace = "T0EXAMPLE", {}'
    text = TEXT
    for one in ('channel = "C0OFFICE"', 'user = "U0EXAMPLE2"', 'user = "U0EXAMPLE4"'):
        text = changed(away.format(one), away.format(one).replace("slack", "discord"), text)
    settings = await founded(settings_in(tmp_path), text)
    with pytest.raises(CannotRun, match="token_refused"):  # so far it came
        await running.serve(settings, {"slack": maker(Refusing(REFUSED, "run"))})
    assert capsys.readouterr().out.splitlines()[:-1] == [
        "The Lantern Yard: the office's channel lies on Discord, which isn't set.",
        "The Lantern Yard: Ilo Farrowby's account is on Discord, which isn't set: nothing reaches them.",
    ]


# --- one platform's library is never loaded for the other -----------------------------------------------------

LOADS = """
import sys
from adapters.{name}.settings import {kind}
from bot.operator import running
from bot.settings import Settings
from pathlib import Path
makers = running.tokened(Settings(*map(Path, "abcd"), {name}={kind}("x", "y")))
before = {{one for one in ("slack_bolt", "discord") if one in sys.modules}}
try:
    [make(None) for make in makers.values()]
finally:
    print(sorted(makers), sorted(before), [one for one in ("slack_bolt", "discord") if one in sys.modules])
"""


@pytest.mark.parametrize("name", sorted(adapters.REGISTERED.keys() - {"local"}))
def test_a_platform_loads_its_own_library_and_no_other(name: str) -> None:
    kind, library = {"slack": ("SlackSettings", "slack_bolt"), "discord": ("DiscordSettings", "discord")}[name]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOADS.format(name=name, kind=kind)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == f"['{name}'] [] ['{library}']", done.stderr  # that it is loaded is the control


def test_both_are_made_where_both_are_set() -> None:
    settings = NOWHERE(slack=SLACK, discord=DISCORD)
    assert sorted(running.tokened(settings)) == ["discord", "slack"]
    assert running.tokened(NOWHERE()) == {}


def test_every_platform_but_the_demos_can_be_set() -> None:
    settings = NOWHERE(slack=SLACK, discord=DISCORD)
    assert adapters.REGISTERED.keys() - {"local"} <= running.tokened(settings).keys()


async def test_a_failure_without_a_group_is_said_too() -> None:
    class Served:
        async def serve(self) -> None:
            raise DeliveryFailed("slack_app_token_refused", permanent=True)

    with pytest.raises(CannotRun, match="Slack refuses the app token"):
        await running._until_refused(Served(), ["slack"])
