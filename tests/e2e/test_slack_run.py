"""`ghostlight run`, a process of its own on a local Slack: there and back, up the ladder, through an outage.

What a kill leaves behind is in `test_slack_kills.py`.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from tests.e2e.slack_house import Ahead, House
from tests.e2e.slack_life import Life, living
from tests.e2e.slack_phone import PATIENCE, SAY, Phone, alias_in, buttons, said
from tests.e2e.slack_set import Set
from tests.servers.slack import SlackServer
from tests.storage.homes import DATABASES, home_on

WORDS = "zarvolin: there were people at the monitor I had not agreed to."
ANSWER = "I am on my way to you."
NOTE = SAY("note-for-you")
NOT_ACCEPTED = ("has not accepted", "nobody reads every kind", "doesn't read")
"""What is red as long as no reader has pressed [I accept]."""
MINUTE = timedelta(minutes=1)
OUTAGE = float(os.environ.get("GHOSTLIGHT_TEST_OUTAGE", "0"))
"""Seconds of a real outage, after which nobody moves the clock; otherwise it is short, and the clock is moved."""


@pytest_asyncio.fixture
async def slack() -> AsyncIterator[SlackServer]:
    """A workspace."""
    async with SlackServer() as server:
        yield server


@pytest_asyncio.fixture
async def house(request: pytest.FixtureRequest, slack: SlackServer, tmp_path: Path) -> AsyncIterator[House]:
    """A folder with nothing in it; on PostgreSQL its data lies in two databases."""
    database = getattr(request, "param", "sqlite")
    with home_on(database, request, tmp_path) as home:
        urls = {"GHOSTLIGHT_DATABASE_URL": home.where.data, "GHOSTLIGHT_KEYS_URL": home.where.keys}
        one = House(tmp_path, slack, urls if database == "postgresql" else {})
        yield one
        await one.end()


@pytest_asyncio.fixture
async def life(tmp_path: Path) -> AsyncIterator[Life]:
    """A production whose readers read, running."""
    async with living(tmp_path) as one:
        yield one


# --- as a new user ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("house", DATABASES, indirect=True)
async def test_brought_up_as_a_new_user_would_a_concern_goes_there_and_back(house: House, slack: SlackServer) -> None:
    on = Set.on(slack)
    await brought_up(house, on)
    await both_accept(on)
    code, seen = await house.command("doctor")
    assert (code, red_in(seen)) == (0, [])
    await there_and_back(on)
    assert await house.stop() == 0
    log = house.log.read_text()
    assert [one for one in ("zarvolin", ANSWER, on.ada.user, "xoxb-", "xapp-", "ticket=") if one in log] == []
    assert log.splitlines()[-1].endswith("stopped")


def red_in(seen: str) -> list[str]:
    """What the doctor says has to be mended."""
    return [line for line in seen.splitlines() if line.startswith("RED")]


async def brought_up(house: House, on: Set) -> None:
    """What README and docs/SLACK.md say, from an empty folder to a run."""
    (house.folder / "production.toml").write_text(on.file)
    for words in ("key new", "key copy away --verify away", "production apply production.toml"):
        code, told = await house.command(*words.split())
        assert code == 0, told
    code, seen = await house.command("doctor")
    assert code == 1
    assert [line for line in red_in(seen) if not any(sign in line for sign in NOT_ACCEPTED)] == []
    assert {sign for sign in NOT_ACCEPTED if any(sign in line for line in red_in(seen))} == set(NOT_ACCEPTED)
    await house.start()


async def both_accept(on: Set) -> None:
    """Both are asked in their own DM; the first one's yes lets the second one in."""
    await on.slack.until(lambda: on.mara.notes and on.ilo.notes, PATIENCE)
    assert SAY("rota-join-promise") in await on.mara.press("r-join", "dm")
    assert SAY("rota-join-reads") in await on.mara.send(promise=["yes"])
    await on.ilo.press("r-join", "dm")
    assert SAY("rota-join-waits") in await on.ilo.send(promise=["yes"])
    await on.mara.command("/desk")
    await on.mara.press("r-new")
    assert SAY("rota-done-yes", reader="Ilo Farrowby") in await on.mara.press("r-new-yes")


async def there_and_back(on: Set) -> None:
    """From /concern to the answer that its person reads."""
    alias = await on.ada.now(WORDS)
    card = await on.posted(alias)
    await on.slack.until(lambda: all(rung(one) for one in (on.mara, on.ilo)), PATIENCE)
    assert "user_id" not in str(card.blocks)  # a list of all who are rung would tell who isn't
    await on.taken(on.ilo, alias)
    assert WORDS in on.ilo.shown
    await on.mara.press("r-open", card)
    assert "Ilo Farrowby has it" in on.mara.shown
    assert WORDS not in on.mara.shown
    await on.slack.until(lambda: on.ada.notes, PATIENCE)  # that it was taken
    before = len(on.ada.notes)
    await on.ilo.press("r-answer")
    assert ANSWER in await on.ilo.send(words=ANSWER)
    await on.ilo.send()
    await on.slack.until(lambda: len(on.ada.notes) > before, PATIENCE)
    note = on.ada.notes[-1]
    assert (note.text, said(note.blocks).splitlines()[0], buttons(note.blocks)) == (NOTE, NOTE, ["open", "now"])
    await on.ada.press("open", note)
    assert ANSWER not in on.ada.shown  # everybody who opens a note sees this page
    assert ANSWER in await on.ada.press("lines")
    written = [str(one.shown("", "")) for channel in on.slack.world.channels.values() for one in channel.messages]
    assert written
    assert [one for one in written if WORDS in one or ANSWER in one] == []


def both_were_rung(on: Set, times: list[int]) -> bool:
    """Whether each reader was called so often."""
    return [rung(one) for one in (on.mara, on.ilo)] == times


def rung(reader: Phone) -> int:
    """How often this reader was called to something urgent in their DM."""
    return sum(one.text == SAY("coordination-urgent") for one in reader.notes)


# --- time goes by -----------------------------------------------------------------------------------------------------


async def test_a_now_rings_everybody_who_reads_again_and_again_until_one_takes_it(life: Life) -> None:
    on, house = life
    alias = await on.ada.now(WORDS)
    for times in ([1, 1], [2, 2]):
        await on.slack.until(partial(both_were_rung, on, times), PATIENCE)
        house.passes(2 * MINUTE)
    await on.slack.until(lambda: on.ada.notes, PATIENCE)  # help from outside is shown again, and a note says look
    await on.taken(on.ilo, alias)
    so_far = [rung(one) for one in (on.mara, on.ilo)]
    house.passes(2 * MINUTE)
    await asyncio.sleep(1)
    assert [rung(one) for one in (on.mara, on.ilo)] == so_far
    assert len(on.cards(alias)) == 1


async def test_the_ladder_climbs_to_the_next_one_and_to_its_end_which_is_told(life: Life) -> None:
    on, house = life
    alias, asked = await on.ada.today(WORDS), [len(one.notes) for one in (on.mara, on.ilo)]

    def more() -> tuple[int, int]:
        return len(on.mara.notes) - asked[0], len(on.ilo.notes) - asked[1]

    await until_it_is(house, lambda: on.cards(alias))
    await on.slack.until(lambda: more() == (1, 0), PATIENCE)
    house.passes(MINUTE)
    await on.slack.until(lambda: more() == (1, 1), PATIENCE)
    house.passes(MINUTE)
    await until_it_is(house, lambda: on.ada.notes)
    assert SAY("record-nobody-answered", count=2) in await on.ada.lines()


async def until_it_is(house: Ahead, is_so: Callable[[], object]) -> None:
    """Let minutes go by one by one, twenty at most, until it is so."""
    for _ in range(20):
        if is_so():
            return
        house.passes(MINUTE)
        await asyncio.sleep(0.4)
    pytest.fail("twenty minutes went by and nothing happened")


# --- an outage --------------------------------------------------------------------------------------------------------


async def test_an_outage_that_covers_a_now_and_a_release_loses_nothing(life: Life) -> None:
    on, house = life
    slow = await on.ada.today(WORDS)
    await on.ben.command("/concern")
    await on.ben.send(via="now")
    on.slack.cut("*", times=1000)  # from here on nothing gets out; the receipt comes by the socket that stands
    urgent = alias_in(await on.ben.send(words=WORDS))
    on.slack.down = True
    on.slack.heal()
    house.passes(10 * MINUTE)  # the release of the other one
    await asyncio.sleep(OUTAGE or 2)
    assert [on.cards(one) for one in (slow, urgent)] == [[], []]
    on.slack.down = False
    if not OUTAGE:
        await on.slack.until(lambda: on.slack.sockets.open, PATIENCE)
        house.passes(2 * MINUTE)
    await on.slack.until(lambda: on.cards(slow) and on.cards(urgent) and rung(on.mara) and rung(on.ilo), 90)
    await asyncio.sleep(1)
    assert [len(on.cards(one)) for one in (slow, urgent)] == [1, 1]
    for phone, alias in ((on.ada, slow), (on.ben, urgent)):
        assert alias in await phone.lines()
        await on.taken(on.mara, alias)
        assert WORDS in on.mara.shown
    assert on.slack.told_of_failure(on.ben.user) == []
