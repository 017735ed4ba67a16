"""A small invented production on SQLite: its people, a clock, seeded chance, and a store whose calls can be spoilt."""

from __future__ import annotations

import asyncio
import contextlib
import random
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar

from adapters.interface import ChannelAddress
from bot.app import Running, open_production
from escalation.calendar import ALWAYS, Hours
from escalation.roster import Role
from storage import agenda, occasions, opening, people, productions
from storage.envelope import KEY_BYTES, Key
from storage.keys import Production, Use
from storage.occasions import Call, Occasion
from storage.people import Person, Reading, Roster
from storage.productions import Book, Channel, Founding, Outside, Unit
from storage.roots import Roots, derive
from storage.store import Store, Tx
from tests.privacy.recorder import Recorder

T = TypeVar("T")
WORKSPACE: Final = "w"
ZONE: Final = "Europe/Madrid"
START: Final = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
"""A Wednesday, ten in the morning on the set."""
PRODUCTION: Final = b"the-long-tide-16"
READERS_CHANNEL: Final = "readers"
OFFICE_CHANNEL: Final = "office"


class SetClock:
    """Stands still until it is moved."""

    def __init__(self, moment: datetime = START) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """This instant on the set."""
        return self.moment


class Dice:
    """The same seed gives the same chance, draw by draw."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - it is to be foreseen

    def bytes(self, count: int) -> bytes:
        """So many bytes."""
        return self._random.randbytes(count)

    def roll(self) -> float:
        """A number in [0, 1)."""
        return self._random.random()


def hex_id(name: str) -> str:
    """A fixed id for somebody or something of the set."""
    return sha256(f"set {name}".encode()).hexdigest()[:32]


def somebody(user: str, name: str, *roles: Role, **more: Any) -> Person:
    """Somebody on the roster, joined."""
    given: dict[str, Any] = {"language": "en", "joined": True, "units": (hex_id("main"),)} | more
    return Person(hex_id(user), name, roles or (Role.performer,), "local", WORKSPACE, user, **given)


def reader(user: str, name: str, role: Role) -> Person:
    """A reader on duty at any time."""
    reading = Reading(f"I am {name}.", ALWAYS, ("en",), by_phone="+1 555-0117", accepted=True)
    return somebody(user, name, role, reading=reading, units=())


VERA: Final = reader("vera", "Vera Tollgate", Role.coordinator)
PIET: Final = reader("piet", "Piet Sandbourne", Role.backup)
OONA: Final = reader("oona", "Oona Marlfield", Role.backup)
READERS: Final = (VERA, PIET, OONA)
OFFICE: Final = somebody("walt", "Walt Fernhollow", Role.office)
CREW: Final = (
    somebody("nell", "Nell Harrowgate", cast_ids=("1",)),
    somebody("bartholomew-of-the-long-id", "Bartholomew Quillon-Ashgrove the Younger", cast_ids=("3",)),
    somebody("ines", "Inés Barrunto", language="es"),
    somebody("lev", "Lev Ottermole"),
    somebody("U7KESTRELQUILL", "Kestrel Quillmark-Adeyo <kestrel.q@example.invalid>"),
)
PEOPLE: Final = (*READERS, OFFICE, *CREW)
KESTREL: Final = CREW[-1]
"""Whose id, name, address and DM are marks that must be found nowhere."""

BOOK: Final = Book(
    name="The Long Tide",
    kind="film",
    runner="the guild's office",
    zone=ZONE,
    language="en",
    country="ES",
    readers_channel=Channel("local", WORKSPACE, READERS_CHANNEL),
    office_channel=Channel("local", WORKSPACE, OFFICE_CHANNEL),
    outside=(Outside("A line outside (invented)", "+1 555-0140", "day and night", ("en",)),),
    crew=40,
)
UNIT: Final = Unit(
    hex_id("main"), "Main unit", "Madrid", "112", "+1 555-0102", Hours(ZONE), tuple(one.id for one in READERS)
)
TOMORROW: Final = date(2026, 3, 12)
SCENE: Final = Occasion(hex_id("12A"), UNIT.id, "scene", "Sc 12A", TOMORROW, time(13))
CALLS: Final = (Call("1", time(9)), Call("3", time(11, 30)))


def roots() -> Roots:
    """Fixed roots: the same tokens in every run."""
    return derive(Key(b"c" * KEY_BYTES, 1), Key(b"r" * KEY_BYTES, 1))


Weather = Callable[[str, str, str], None]
"""Called with "before" or "after", "write" or "read", and the name of the work; it may raise."""


def fair(_when: str, _verb: str, _name: str) -> None:
    """Nothing goes wrong."""


class WatchedStore(Store):
    """A store that tells of every call, and may be made to fail before it began or after it was kept."""

    def __init__(self, inner: Store) -> None:
        self.__dict__.update(inner.__dict__)
        self.weather: Weather = fair

    async def write(self, work: Callable[[Tx], T]) -> T:
        """Write, watched."""
        return await self._watched("write", work, super().write)

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Read, watched."""
        return await self._watched("read", work, super().read)

    async def _watched(self, verb: str, work: Callable[[Tx], T], run: Callable[..., Any]) -> T:
        name = getattr(work, "__qualname__", type(work).__name__)
        self.weather("before", verb, name)
        done: T = await run(work)
        self.weather("after", verb, name)
        return done


@dataclass(slots=True)
class OnSet:
    """The production, running, with everything a test may look at or spoil."""

    running: Running
    store: WatchedStore
    clock: SetClock
    dice: Dice
    platform: Recorder
    folder: Path
    faults: list[BaseException] = field(default_factory=list)

    @property
    def production(self) -> Production:
        """The production, opened."""
        return self.running.house.production

    @property
    def readers_channel(self) -> ChannelAddress:
        """Where cards stand."""
        return ChannelAddress(self.platform.name, WORKSPACE, READERS_CHANNEL)

    async def read(self, work: Callable[[Tx, Production], T]) -> T:
        """Look into the store, past the weather."""
        return await Store.read(self.store, lambda tx: work(tx, self.production))

    async def settle(self) -> None:
        """Carry out what is due at this instant; what an alarm clock would swallow is kept in `faults`."""
        try:
            await self.running.alarm.settle()
        except Exception as error:  # noqa: BLE001 - as the alarm clock does
            self.faults.append(error)

    async def go_on(self, by: timedelta) -> None:
        """Move the clock from due moment to due moment."""
        target = self.clock.now() + by
        await self.settle()
        for _ in range(200):
            due = await self.read(lambda tx, _: agenda.next_due(tx))
            if due is None or due > target:
                break
            self.clock.moment = max(self.clock.moment, due)
            await self.settle()
        self.clock.moment = target
        await self.settle()


@contextlib.asynccontextmanager
async def open_set(folder: Path, *, seed: int = 1, platform: Recorder | None = None) -> AsyncIterator[OnSet]:
    """Open the production in this folder, a copy of the founded one where there is none yet."""
    if not (folder / "data").exists():
        shutil.copytree(_founded(platform.name if platform else "local"), folder, dirs_exist_ok=True)
    yielded = await reopened(folder, SetClock(), Dice(seed), platform or Recorder("local", WORKSPACE, PEOPLE))
    try:
        yield yielded
    finally:
        await yielded.running.close()


async def reopened(folder: Path, clock: SetClock, dice: Dice, platform: Recorder) -> OnSet:
    """What a start finds in the folder, with a platform and a clock that went on meanwhile."""
    store = WatchedStore(await asyncio.to_thread(_open, folder))
    (production,) = await store.read(productions.all_of)
    running = await open_production(store, production, clock, dice, {platform.name: platform})
    running.delivery._turns = asyncio.Semaphore(1)  # one after the other: the order of sends is the order of rows
    return OnSet(running, store, clock, dice, platform, folder)


def _open(folder: Path) -> Store:
    return opening.open_store(opening.in_folders(folder / "data", folder / "keys"), roots())


@cache
def _founded(platform: str) -> Path:
    folder = Path(_kept_until_the_end().name) / platform
    found_in(folder, platform)
    return folder


@cache
def _kept_until_the_end() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="ghostlight-privacy-")


def found_in(folder: Path, platform: str = "local", everybody: tuple[Person, ...] = PEOPLE) -> None:
    """Found the production in an empty folder. Blocks."""
    store = _open(folder)
    key, production = store.keys.make_production(PRODUCTION)
    (ledger,) = store.keys.make(Use.ROUTE, production, 1)
    roster, filled = store.keys.make(Use.CONTENT, production, 2)

    def work(tx: Tx) -> None:
        productions.found(tx, production, _book(platform), Founding(key, ledger, roster))
        productions.add_unit(tx, production, UNIT)
        there = tuple(replace(one, platform=platform) for one in everybody)
        people.change(tx, production, filled, lambda _: Roster(there))
        occasions.add(tx, production, SCENE, CALLS)

    store._writer.submit(work).result()
    store.close()


def _book(platform: str) -> Book:
    channels = (replace(channel, platform=platform) for channel in (BOOK.readers_channel, BOOK.office_channel))
    readers, office = channels
    return replace(BOOK, readers_channel=readers, office_channel=office)
