"""The production of `set.py` in a workspace of Slack, through the real adapter by Socket Mode."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from adapters.interface import Answer, ChannelAddress, Gesture
from adapters.slack import answers, dms, people, views
from adapters.slack.answers import PLATFORM
from adapters.slack.platform import Slack
from adapters.slack.settings import SlackSettings
from adapters.surfaces import Form, Page
from bot.app import open_house
from bot.diary import StoredDiary
from bot.text.catalog import speaker
from storage import occasions, opening, productions
from storage import people as rosters
from storage.agenda import Lane
from storage.keys import Use
from storage.people import Person, Roster
from storage.productions import Channel, Founding
from storage.store import Store, Tx
from tests.privacy.recorder import Recorder, dm_place
from tests.privacy.set import (
    BOOK,
    CREW,
    ELSEWHERE,
    KESTREL,
    OFFICE,
    PEOPLE,
    PRODUCTION,
    READERS,
    SCENE,
    STRANGER,
    UNIT,
    WORKSPACE,
    ZONE,
    Dice,
    OnSet,
    SetClock,
    WatchedStore,
    memory,
    roots,
)
from tests.servers.slack import Channel as Place
from tests.servers.slack import SlackServer, User, World

TEAM: Final = World().team
READERS_PLACE: Final = "C0READERS01"
OFFICE_PLACE: Final = "C0OFFICE001"


def user_of(user: str) -> str:
    """The Slack id of somebody who is called so on the local set; one that looks like Slack's stays."""
    return user if user.startswith("U7") else f"U0{user.replace('-', '').upper()}"


def on_slack(person: Person) -> Person:
    """The same person, in the workspace; who is elsewhere stays there."""
    if person.platform == ELSEWHERE:
        return person
    return replace(person, platform=PLATFORM, workspace=TEAM, user=user_of(person.user))


WRITERS: Final = ("bartholomew-of-the-long-id", "ines", "sol-of-elsewhere", KESTREL.user)
"""Who write here: they stand on the roster and join later, by themselves."""
EVERYBODY: Final = tuple(on_slack(replace(one, joined=one.user not in WRITERS)) for one in PEOPLE)
READER_USERS: Final = tuple(user_of(one.user) for one in READERS)
OFFICE_USER: Final = user_of(OFFICE.user)
STRANGER_USER: Final = user_of(STRANGER)
SLACK_BOOK: Final = replace(
    BOOK,
    readers_channel=Channel(PLATFORM, TEAM, READERS_PLACE),
    office_channel=Channel(PLATFORM, TEAM, OFFICE_PLACE),
)


@dataclass(frozen=True, slots=True)
class Habits:
    """What Slack knows of somebody beside their name."""

    locale: str = "en-US"
    zone: str = ZONE
    is_guest: bool = False


@dataclass(slots=True, kw_only=True)
class SlackSet(OnSet):
    """The production, running on a local Slack. `answered` is everything the bot has answered, by account."""

    server: SlackServer
    slack: Slack
    answered: dict[str, list[Page | Form]] = field(default_factory=lambda: defaultdict(list))

    @property
    def readers_channel(self) -> ChannelAddress:
        """Where cards stand."""
        return ChannelAddress(PLATFORM, TEAM, READERS_PLACE)

    async def receive(self, gesture: Gesture) -> Answer:
        """The bot's door, with a note of what it answered."""
        answer = await self.running.doors.receive(gesture)
        self.answered[gesture.who.reveal()[2]].append(answer.surface)
        return answer

    async def quiet(self) -> None:
        """Return when Slack has pushed everything and the adapter has nothing in hand."""
        await self.server.heard()
        while tasks := set(self.slack._hands._tasks):
            await asyncio.wait(tasks)
            await self.server.heard()


@contextlib.asynccontextmanager
async def open_on_slack(
    folder: Path, habits: dict[str, Habits] | None = None, *, seed: int = 7
) -> AsyncIterator[SlackSet]:
    """Open a copy of the founded production in this folder, with everybody in a workspace. `habits` by Slack id."""
    shutil.copytree(founded(), folder, dirs_exist_ok=True)
    async with AsyncExitStack() as stack:
        stack.enter_context(_patience())
        server = await stack.enter_async_context(SlackServer())
        server.deadline = 60.0
        settle(server, habits or {})
        on = await _opened(folder, server, seed)
        stack.push_async_callback(on.running.close)
        listening = asyncio.create_task(on.slack.run(on.receive))
        stack.push_async_callback(_stop, listening)
        await on.slack.ready()
        yield on


async def _opened(folder: Path, server: SlackServer, seed: int) -> SlackSet:
    clock, dice = SetClock(), Dice(seed)
    store = WatchedStore(await asyncio.to_thread(_open, folder))
    (production,) = await store.read(productions.all_of)
    settings = SlackSettings(server.bot_token, app_token=server.app_token, api_url=server.api_url)
    slack = Slack(settings, speaker, StoredDiary(store, clock))
    there = {ELSEWHERE: Recorder(ELSEWHERE, WORKSPACE, [one.user for one in CREW if one.platform == ELSEWHERE], {})}
    running = await open_house(store, [production], clock, dice, {PLATFORM: slack, **there})
    # One after the other: the order of sends is the order of rows.
    running.delivery._turns = dict.fromkeys(Lane, asyncio.Semaphore(1))
    return SlackSet(running, store, clock, dice, there, server=server, slack=slack)


async def _stop(listening: asyncio.Task[None]) -> None:
    listening.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await listening


def settle(server: SlackServer, habits: dict[str, Habits]) -> None:
    """Everybody has an account and a DM with ids of their own, whenever these are first used; the channels too."""
    world = server.world
    names = {one.user: one.name for one in EVERYBODY if one.platform == PLATFORM} | {STRANGER_USER: "Passer By"}
    for user, name in names.items():
        has = habits.get(user, Habits())
        world.users[user] = User(user, name, TEAM, has.locale, has.zone, has.is_guest)
        dm = dm_place(user)
        world.channels[dm] = Place(dm, "im", "", [world.bot_user, user], person=user)
    for place, members in ((READERS_PLACE, READER_USERS), (OFFICE_PLACE, (OFFICE_USER,))):
        world.channels[place] = Place(place, "private", place.lower(), [world.bot_user, *members])


@contextlib.contextmanager
def _patience() -> Iterator[None]:
    """On a busy machine seconds may pass for no reason; where Slack named a pause nobody is to sleep for it here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answers, "LONGEST_SUBMISSION", 60.0)
        patch.setattr(answers, "LONGEST_ANSWER", 60.0)
        patch.setattr(views, "_LONGEST_PAUSE", 0.0)
        patch.setattr(dms, "LONGEST_ANSWER", 60.0)
        patch.setattr(dms, "_LONGEST_PAUSE", 0.0)
        patch.setattr(people, "LONGEST_LOOK", 60.0)
        yield


def _open(folder: Path) -> Store:
    return opening.open_store(opening.in_folders(folder / "data", folder / "keys"), roots())


@cache
def founded() -> Path:
    """A folder with the founded production, to be copied."""
    folder = Path(_until_the_end().name)
    found_in(folder)
    return folder


@cache
def _until_the_end() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="ghostlight-privacy-slack-", dir=memory())


def found_in(folder: Path) -> None:
    """Found the production in an empty folder. Blocks."""
    store = _open(folder)
    key, production = store.keys.make_production(PRODUCTION)
    (ledger,) = store.keys.make(Use.ROUTE, production, 1)
    roster, filled = store.keys.make(Use.CONTENT, production, 2)

    def work(tx: Tx) -> None:
        productions.found(tx, production, SLACK_BOOK, Founding(key, ledger, roster))
        productions.add_unit(tx, production, UNIT)
        rosters.change(tx, production, filled, lambda _: Roster(EVERYBODY))
        occasions.put(tx, production, [SCENE])

    store._writer.submit(work).result()
    store.close()
