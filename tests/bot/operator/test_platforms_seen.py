"""What the doctor says about Slack: each red state is made on a local Slack, and said under the file's own names."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from adapters.discord import examine as discord_examine
from adapters.interface import Examined
from adapters.slack import examine as slack_examine
from adapters.slack.settings import SlackSettings
from bot.operator import doctor, platforms_seen
from bot.operator.findings import Finding
from bot.operator.platform_words import SAID
from bot.operator.platforms_seen import platform_findings
from bot.operator.state import State
from bot.settings import Settings
from storage.people import Person, Roster
from storage.productions import Channel
from tests.bot.operator.files import in_store, settings_in, states_in
from tests.bot.operator.test_running import founded
from tests.servers.slack import SlackServer

NOWHERE = "http://127.0.0.1:9/api/"


@dataclass(slots=True)
class Place:
    """A local Slack, and a production that lies in it."""

    slack: SlackServer
    settings: Settings
    state: State

    async def found(self) -> tuple[Finding, ...]:
        """Everything the doctor says about platforms."""
        return await platform_findings(self.settings, [self.state])

    async def red(self) -> list[str]:
        """What of it is red."""
        return [f"{one.what} -> {one.todo}" for one in await self.found() if one.is_red]

    @property
    def readers_channel(self) -> str:
        """Its id."""
        return self.state.book.readers_channel.channel


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """A production whose readers, office and channels are where its file says."""
    settings = await founded(settings_in(tmp_path))
    (state,) = await in_store(settings, states_in)
    async with SlackServer() as slack:
        people = [_there(one, slack) for one in state.roster.people]
        readers = slack.channel(*(one.user for one in people if one.reading))
        office = slack.channel(slack.person())
        book = replace(
            state.book,
            readers_channel=Channel("slack", slack.team, readers),
            office_channel=Channel("slack", slack.team, office),
        )
        chosen = SlackSettings(slack.bot_token, slack.app_token, api_url=slack.api_url)
        yield Place(slack, replace(settings, slack=chosen), replace(state, book=book, roster=Roster(tuple(people))))


def _there(person: Person, slack: SlackServer) -> Person:
    reading = person.reading and replace(person.reading, accepted=True, acting=True)
    return replace(person, workspace=slack.team, user=slack.person(person.name), reading=reading)


async def test_where_all_is_well_nothing_is_red(place: Place) -> None:
    assert await place.red() == []
    said = [one.what for one in await place.found()]
    assert "Slack: the bot token is valid" in said
    assert "Slack: readers' channel of The Lantern Yard: it is private" in said
    assert "Slack: people in the readers' channel of The Lantern Yard: 2" in said
    assert "Slack: Mara Vellum can be written to" in said
    assert not any(one.user in str(said) for one in place.state.roster.people)


async def test_looking_posts_nothing(place: Place) -> None:
    await place.found()
    called = {one.method for one in place.slack.requests}
    assert "auth.test" in called  # the control
    assert not {one for one in called if one.startswith(("chat.", "views."))}


async def test_a_stranger_a_public_and_a_shared_channel_are_red(place: Place) -> None:
    stranger, mara = place.slack.person(), place.state.roster.readers[0].user
    place.state = _in_channel(place, place.slack.channel(stranger, mara))
    (said,) = await place.red()
    assert f"readers' channel of The Lantern Yard: {stranger} is in it and doesn't read" in said
    place.state = _in_channel(place, place.slack.channel(mara, private=False))
    assert any("can't look into it -> it has to be private" in one for one in await place.red())
    place.state = _in_channel(place, place.slack.channel(mara, shared=True))
    assert any("it is shared with another organisation" in one for one in await place.red())


async def test_a_reader_who_does_not_read_yet_is_a_stranger_in_the_channel(place: Place) -> None:
    ilo = place.state.roster.readers[1]
    assert ilo.reading
    waits = replace(ilo, reading=replace(ilo.reading, acting=False))
    place.state = replace(place.state, roster=place.state.roster.having(waits))
    (said,) = await place.red()
    assert f"{ilo.name} is in it and doesn't read" in said
    assert f"Slack: {ilo.name} can be written to" in [one.what for one in await place.found()]


def _in_channel(place: Place, channel: str) -> State:
    book = replace(place.state.book, readers_channel=Channel("slack", place.slack.team, channel))
    return replace(place.state, book=book)


async def test_a_channel_without_ghostlight_or_archived_is_red(place: Place) -> None:
    place.slack.archive(place.readers_channel)
    assert any(
        "Ghostlight can't look into it -> it has to be private, not archived" in one for one in await place.red()
    )
    place.state = _in_channel(place, "C0NOWHERE")
    assert any("Ghostlight can't look into it" in one for one in await place.red())


async def test_a_reader_who_is_not_there_is_red_by_name(place: Place) -> None:
    mara = place.state.roster.readers[0]
    gone = replace(mara, user="U0NOBODY")
    place.state = replace(place.state, roster=place.state.roster.having(gone))
    assert any(f"{mara.name}'s account is not in this workspace" in one for one in await place.red())


async def test_bad_tokens_and_a_slack_out_of_reach_are_said_as_what_they_are(place: Place) -> None:
    good = place.settings.slack
    assert good
    for chosen, said in (
        (replace(good, bot_token="xoxb-0-wrong"), "Slack refuses the bot token (slack_token_refused)"),
        (replace(good, app_token="xapp-0-wrong"), "Slack refuses the app token (slack_app_token_refused)"),
        (replace(good, api_url=NOWHERE), "Slack can't be reached (slack_unreachable)"),
    ):
        place.settings = replace(place.settings, slack=chosen)
        assert any(said in one for one in await place.red()), said


async def test_rights_too_few_and_too_many_are_red(place: Place) -> None:
    scopes = place.slack.world.manifest.scopes
    place.slack.world.manifest = replace(place.slack.world.manifest, scopes=scopes - {"im:read"} | {"groups:history"})
    found = await place.red()
    assert any("the app lacks the right im:read" in one for one in found), found
    assert any("the right groups:history, which Ghostlight never needs" in one for one in found)


async def test_several_productions_say_what_they_share_once(place: Place) -> None:
    found = await platform_findings(place.settings, [place.state, place.state])
    assert found == await place.found()


async def test_a_signing_secret_beside_an_app_token_is_a_hint(place: Place) -> None:
    assert not [one for one in await place.found() if one.hint]  # the control
    assert place.settings.slack
    place.settings = replace(place.settings, slack=replace(place.settings.slack, signing_secret="x"))
    assert [one.what for one in await place.found() if one.hint] == ["Slack: SLACK_SIGNING_SECRET is set and not used"]


async def test_slack_is_looked_at_before_there_is_a_production(place: Place) -> None:
    found = await platform_findings(place.settings, [])
    assert Finding("Slack: the bot token is valid") in found
    assert not any(one.is_red for one in found)


async def test_the_doctor_says_it_with_all_the_rest(place: Place) -> None:
    found = await doctor.examine(place.settings, datetime.now(UTC))
    assert any(one.what == "Slack: the bot token is valid" for one in found)


async def test_no_platform_is_red(place: Place) -> None:
    place.settings = replace(place.settings, slack=None)
    (said,) = await place.red()
    assert "Platforms: none is set" in said
    assert "SLACK_BOT_TOKEN" in said


async def test_what_lies_on_a_platform_that_is_not_set_is_red(place: Place) -> None:
    found = [f"{one.what} -> {one.todo}" for one in platforms_seen._away([place.state], ["discord"])]
    assert any("its readers' channel lies on Slack, which isn't set" in one for one in found)
    assert any("Mara Vellum's account is on Slack, which isn't set" in one for one in found)
    assert [*platforms_seen._away([place.state], ["slack"])] == []  # the control


@pytest.mark.parametrize("adapter", [slack_examine, discord_examine])
def test_every_code_has_words(adapter: ModuleType) -> None:
    written = Path(str(adapter.__file__)).read_text(encoding="utf-8")
    codes = set(re.findall(r'Examined\(\s*"(\w+)"', written))
    assert len(codes) > 5
    assert codes <= SAID.keys()


def test_control_a_code_without_words_is_not_passed_over() -> None:
    with pytest.raises(KeyError):
        platforms_seen._finding("slack", Examined("slack_odd", is_good=True), {})
