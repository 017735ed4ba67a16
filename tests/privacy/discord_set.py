"""The production of `set.py` in a guild of Discord, through the real adapter on simcord; who is elsewhere stays."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import shutil
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Final

import pytest
import simcord
from simcord.backend.models import User

from adapters.discord import answers, names
from adapters.discord.people import PLATFORM
from adapters.interface import Answer, ChannelAddress, Gesture
from adapters.surfaces import Form, Page
from bot.app import open_house
from bot.demo_cast import Addresses
from bot.diary import StoredDiary
from storage import occasions, opening, productions
from storage import people as rosters
from storage.agenda import Lane
from storage.keys import Use
from storage.people import Person, Roster
from storage.productions import Channel, Founding
from storage.store import Store, Tx
from tests.adapters.discord.place import Place, place
from tests.privacy.recorder import Recorder
from tests.privacy.set import (
    BOOK,
    CREW,
    ELSEWHERE,
    OFFICE,
    PEOPLE,
    PRODUCTION,
    READERS,
    SCENE,
    STRANGER,
    UNIT,
    WORKSPACE,
    Dice,
    OnSet,
    SetClock,
    WatchedStore,
    memory,
    roots,
)
from tests.stories.discord_hands import DiscordHands, speak


def user_of(user: str) -> str:
    """The Discord id of somebody who is called so on the local set."""
    return str(7 * 10**18 + int.from_bytes(sha256(user.encode()).digest()[:7]))


READER_USERS: Final = tuple(user_of(one.user) for one in READERS)
OFFICE_USER: Final = user_of(OFFICE.user)
STRANGER_USER: Final = user_of(STRANGER)
NAMES: Final = {user_of(one.user): one.name for one in PEOPLE if one.platform != ELSEWHERE} | {
    STRANGER_USER: "Passer By"
}


@dataclass(slots=True, kw_only=True)
class DiscordSet(OnSet):
    """The production, running on Discord. `answered` is everything the bot has answered, by account."""

    hands: DiscordHands
    answered: dict[str, list[Page | Form]] = field(default_factory=lambda: defaultdict(list))

    @property
    def here(self) -> Place:
        """The guild."""
        return self.hands.here

    @property
    def readers_channel(self) -> ChannelAddress:
        """Where cards stand."""
        return ChannelAddress(PLATFORM, str(self.here.guild.id), str(self.hands.channels["readers"].id))

    async def receive(self, gesture: Gesture) -> Answer:
        """The bot's door, with a note of what it answered."""
        answer = await self.running.doors.receive(gesture)
        self.answered[gesture.who.reveal()[2]].append(answer.surface)
        return answer


@contextlib.asynccontextmanager
async def open_on_discord(folder: Path, locales: dict[str, str], *, seed: int = 7) -> AsyncIterator[DiscordSet]:
    """Open a copy of the founded production in this folder, with everybody in a guild. `locales` by Discord id."""
    async with AsyncExitStack() as stack:
        stack.enter_context(_foreseen())
        here = await stack.enter_async_context(place())
        hands = settle(here, locales)
        shutil.copytree(founded(tuple(hands.at.account(one) for one in ("guild", "readers", "office"))), folder,
                        dirs_exist_ok=True)  # fmt: skip
        on, listening = await _opened(folder, hands, seed)
        stack.push_async_callback(on.running.close)
        stack.push_async_callback(_stop, listening)
        yield on


async def _opened(folder: Path, hands: DiscordHands, seed: int) -> tuple[DiscordSet, asyncio.Task[None]]:
    clock, dice = SetClock(), Dice(seed)
    store = WatchedStore(await asyncio.to_thread(_open, folder))
    (production,) = await store.read(productions.all_of)
    platform = hands.platform(StoredDiary(store, clock))
    there = {ELSEWHERE: Recorder(ELSEWHERE, WORKSPACE, [one.user for one in CREW if one.platform == ELSEWHERE], {})}
    running = await open_house(store, [production], clock, dice, {PLATFORM: platform, **there})
    # One after the other: the order of sends is the order of rows.
    running.delivery._turns = dict.fromkeys(Lane, asyncio.Semaphore(1))
    on = DiscordSet(running, store, clock, dice, there, hands=hands)
    listening = asyncio.create_task(platform.run(on.receive))
    await platform.ready()
    return on, listening


async def _stop(listening: asyncio.Task[None]) -> None:
    listening.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await listening


def settle(here: Place, locales: dict[str, str]) -> DiscordHands:
    """Everybody has an account and a DM with ids of their own, whenever these are first used; the channels too."""
    backend, people = here.env.backend, dict[str, simcord.MemberActor]()
    for user, name in NAMES.items():
        account = backend.users[int(user)] = User(int(user), name)
        people[user] = here.guild.add_member(simcord.UserHandle(here.env, account))
        backend.get_dm_channel(int(user))
    speak(here, {user: locales.get(user, "en-US") for user in people})
    readers = here.channel(*(people[one] for one in READER_USERS))
    office = here.channel(people[OFFICE_USER])
    ids = {"guild": str(here.guild.id), "readers": str(readers.id), "office": str(office.id)}
    at = Addresses(PLATFORM, ids["guild"], ids.__getitem__)
    return DiscordHands(here, people, {"readers": readers, "office": office}, at)


@contextlib.contextmanager
def _foreseen() -> Iterator[None]:
    """On a busy machine seconds may pass for no reason. What only keeps custom_ids apart is not drawn by chance."""
    keys = count()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answers, "PATIENCE", 60.0)
        patch.setattr(names, "fresh", lambda: names.numbered(0))
        patch.setattr(secrets, "token_urlsafe", lambda length: f"{next(keys):0{length * 4 // 3 + 1}d}")
        yield


def _open(folder: Path) -> Store:
    return opening.open_store(opening.in_folders(folder / "data", folder / "keys"), roots())


# --- founded ------------------------------------------------------------------------------------------------------

At = tuple[str, ...]
"""Guild, readers' channel, office's channel; the same ids in every place that is set up in the same way."""


def on_discord(person: Person, guild: str) -> Person:
    """The same person, in the guild; who is elsewhere stays there."""
    if person.platform == ELSEWHERE:
        return person
    return replace(person, platform=PLATFORM, workspace=guild, user=user_of(person.user))


@cache
def founded(at: At) -> Path:
    """A folder with the founded production, to be copied."""
    folder = Path(_until_the_end(at).name)
    found_in(folder, at)
    return folder


@cache
def _until_the_end(_at: At) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="ghostlight-privacy-discord-", dir=memory())


def found_in(folder: Path, at: At) -> None:
    """Found the production in an empty folder. Blocks."""
    guild, readers, office = at
    store = _open(folder)
    key, production = store.keys.make_production(PRODUCTION)
    (ledger,) = store.keys.make(Use.ROUTE, production, 1)
    roster, filled = store.keys.make(Use.CONTENT, production, 2)
    cards, told = Channel(PLATFORM, guild, readers), Channel(PLATFORM, guild, office)
    book = replace(BOOK, readers_channel=cards, office_channel=told)

    def work(tx: Tx) -> None:
        productions.found(tx, production, book, Founding(key, ledger, roster))
        productions.add_unit(tx, production, UNIT)
        rosters.change(tx, production, filled, lambda _: Roster(tuple(on_discord(one, guild) for one in PEOPLE)))
        occasions.put(tx, production, [SCENE])

    store._writer.submit(work).result()
    store.close()
