"""A small invented production on SQLite: its people, a clock, seeded chance, and a store whose calls can be spoilt."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar

from adapters.interface import ChannelAddress
from bot.app import Running, open_house
from escalation.calendar import ALWAYS, Hours
from escalation.occasions import Called, Kind, Occasion
from escalation.roster import Role
from storage import agenda, occasions, opening, people, productions
from storage.agenda import Lane
from storage.envelope import KEY_BYTES, Key
from storage.keys import Production, Use
from storage.people import Person, Reading, Roster
from storage.productions import Book, Channel, Founding, Outside, Unit
from storage.roots import Roots, derive
from storage.store import Store, Tx
from tests.privacy.recorder import Recorder

T = TypeVar("T")
WORKSPACE: Final = "w"
LOCAL: Final = "local"
ELSEWHERE: Final = "elsewhere"
"""A second platform: some of the crew are there, no reader is."""
STRANGER: Final = "passer-by"
"""Has an account and stands on no roster."""
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


def somebody(user: str, name: str, *roles: Role, platform: str = LOCAL, **more: Any) -> Person:
    """Somebody on the roster, joined."""
    given: dict[str, Any] = {"language": "en", "joined": True, "units": (hex_id("main"),)} | more
    return Person(hex_id(user), name, roles or (Role.performer,), platform, WORKSPACE, user, **given)


def reader(user: str, name: str, role: Role) -> Person:
    """A reader on duty at any time."""
    reading = Reading(f"I am {name}.", ALWAYS, ("en",), by_phone="+1 555-0117", accepted=True, acting=True)
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
    somebody("sol-of-elsewhere", "Sol Wetherby", platform=ELSEWHERE),
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
    readers_channel=Channel(LOCAL, WORKSPACE, READERS_CHANNEL),
    office_channel=Channel(LOCAL, WORKSPACE, OFFICE_CHANNEL),
    outside=(Outside("A line outside (invented)", "+1 555-0140", "day and night", ("en",)),),
    crew=40,
)
UNIT: Final = Unit(
    hex_id("main"), "Main unit", "Madrid", "112", "+1 555-0102", Hours(ZONE), tuple(one.id for one in READERS)
)
CALLS: Final = (Called("1", at=time(12)), Called("3", at=time(13, 30)))
SCENE: Final = Occasion(hex_id("12A"), UNIT.id, Kind.scene, "Sc 12A", START.date(), time(15), calls=CALLS)


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
    platforms: dict[str, Recorder]
    faults: list[BaseException] = field(default_factory=list)

    @property
    def production(self) -> Production:
        """The production, opened."""
        return self.running.house.production

    @property
    def platform(self) -> Recorder:
        """Where readers and office are."""
        return self.platforms[LOCAL]

    @property
    def readers_channel(self) -> ChannelAddress:
        """Where cards stand."""
        return ChannelAddress(LOCAL, WORKSPACE, READERS_CHANNEL)

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


def platforms() -> dict[str, Recorder]:
    """Both platforms, with everybody's accounts."""
    there = [one.user for one in CREW if one.platform == ELSEWHERE]
    here = [one.user for one in PEOPLE if one.platform == LOCAL]
    channels = {READERS_CHANNEL: {one.user for one in READERS}, OFFICE_CHANNEL: {OFFICE.user}}
    return {
        LOCAL: Recorder(LOCAL, WORKSPACE, (*here, STRANGER), channels),
        ELSEWHERE: Recorder(ELSEWHERE, WORKSPACE, there, {}),
    }


@contextlib.asynccontextmanager
async def open_set(folder: Path, *, seed: int = 1) -> AsyncIterator[OnSet]:
    """Open the production in this folder, a copy of the founded one where there is none yet."""
    if not (folder / "data").exists():
        shutil.copytree(founded(), folder, dirs_exist_ok=True)
    on = await reopened(folder, SetClock(), Dice(seed), platforms())
    try:
        yield on
    finally:
        await on.running.close()


async def reopened(folder: Path, clock: SetClock, dice: Dice, there: dict[str, Recorder]) -> OnSet:
    """What a start finds in the folder, with platforms and a clock that went on meanwhile."""
    store = WatchedStore(await asyncio.to_thread(_open, folder))
    (production,) = await store.read(productions.all_of)
    running = await open_house(store, [production], clock, dice, there)
    # One after the other: the order of sends is the order of rows.
    running.delivery._turns = dict.fromkeys(Lane, asyncio.Semaphore(1))
    return OnSet(running, store, clock, dice, there)


def _open(folder: Path) -> Store:
    return opening.open_store(opening.in_folders(folder / "data", folder / "keys"), roots())


def memory() -> Path | None:
    """A folder in memory, where there is one: what is measured here is not the disk."""
    there = Path("/dev/shm")
    return there if there.is_dir() and os.access(there, os.W_OK) else None


@cache
def founded() -> Path:
    """A folder with the founded production, to be copied."""
    folder = Path(_until_the_end().name)
    found_in(folder)
    return folder


@cache
def _until_the_end() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="ghostlight-privacy-", dir=memory())


def found_in(folder: Path) -> None:
    """Found the production in an empty folder. Blocks."""
    store = _open(folder)
    key, production = store.keys.make_production(PRODUCTION)
    (ledger,) = store.keys.make(Use.ROUTE, production, 1)
    roster, filled = store.keys.make(Use.CONTENT, production, 2)

    def work(tx: Tx) -> None:
        productions.found(tx, production, BOOK, Founding(key, ledger, roster))
        productions.add_unit(tx, production, UNIT)
        people.change(tx, production, filled, lambda _: Roster(PEOPLE))
        occasions.put(tx, production, [SCENE])

    store._writer.submit(work).result()
    store.close()
