"""The demo: an invented production with invented people, a clock that can be moved, and the local set in a browser."""

from __future__ import annotations

import asyncio
import base64
import secrets
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from adapters.interface import ChannelAddress, PlatformAddress
from adapters.local.cast import PLATFORM, WORKSPACE, Cast, Door, Move, SetPerson
from adapters.local.platform import LocalSet
from bot.app import Running, channel_of, open_production
from bot.cards import Cards
from bot.clock import MovableClock
from bot.demo_cast import BOOK, PEOPLE, UNITS, coming_occasions, roster_of
from bot.entropy import SystemEntropy
from bot.text.catalog import speaker
from escalation.calendar import in_hours, instant
from storage import agenda, occasions, opening, people, productions, roots
from storage.keys import Production, Use
from storage.productions import Founding
from storage.roots import Roots
from storage.store import Store, Tx

STEPS: Final = {"5min": timedelta(minutes=5), "1h": timedelta(hours=1)}


@dataclass(slots=True)
class DemoStage:
    """The set's clock. It goes from due moment to due moment, and only while nothing is in flight."""

    clock: MovableClock
    running: Running | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def zone(self) -> str:
        """The production's zone."""
        return BOOK.zone

    def now(self) -> datetime:
        """The time on the set."""
        return self.clock.now()

    async def move(self, what: Move) -> None:
        """Go on, carrying out everything on the way at its own moment."""
        running = self.running
        if running is None:
            return
        async with self.turn:
            await running.alarm.settle()
            if what == "real":
                self.clock.reset()
            else:
                await self._on(running, what)
            await running.alarm.settle()

    async def _on(self, running: Running, what: Move) -> None:
        if what == "next":
            due = await running.store.read(agenda.next_due)
            target = due or self.clock.now()
        else:
            target = self.clock.now() + STEPS[what]
        while (due := await running.store.read(agenda.next_due)) and due <= target:
            self.clock.move_to(due)
            await running.alarm.settle()
        self.clock.move_to(target)


def cast() -> Cast:
    """Who has an account on the set."""
    readers, office = (
        ChannelAddress(*channel_of(BOOK.readers_channel)),
        ChannelAddress(*channel_of(BOOK.office_channel)),
    )
    return Cast(
        tuple(SetPerson(one.id, one.name, one.part, one.language, one.audience) for one in PEOPLE), readers, office
    )


def set_the_stage(clock: MovableClock) -> None:
    """Outside shooting hours begin at ten in the morning of the next shooting day, when there is somebody about."""
    now, hours = clock.now(), UNITS[0].hours
    if in_hours(hours, now):
        return
    today = now.astimezone(ZoneInfo(hours.zone)).date()
    ten = instant(hours.zone, today, time(10))
    clock.move_to(ten if ten > now else instant(hours.zone, today + timedelta(days=1), time(10)))


def demo_roots(folder: Path) -> Roots:
    """The demo's two root keys, made on first use."""
    content, route = folder / "content.key", folder / "route.key"
    for file, kind in ((content, "content"), (route, "route")):
        if not file.exists():
            roots.new_root(file, "content" if kind == "content" else "route")
    return roots.load_roots(content, route, apart_from=(folder / "data", folder / "keys"))


async def found_production(store: Store, clock: MovableClock) -> Production:
    """The production in this folder; founded with its people, units and scenes if there is none yet."""
    known = await store.read(productions.all_of)
    if known:
        return known[0]
    key, production = await asyncio.to_thread(store.keys.make_production, secrets.token_bytes(16))
    (ledger,) = await asyncio.to_thread(store.keys.make, Use.ROUTE, production, 1)
    roster, filled = await asyncio.to_thread(store.keys.make, Use.CONTENT, production, 2)

    def work(tx: Tx) -> None:
        productions.found(tx, production, BOOK, Founding(key, ledger, roster))
        for unit in UNITS:
            productions.add_unit(tx, production, unit)
        people.change(tx, production, filled, lambda _: roster_of(PLATFORM, WORKSPACE))
        for occasion, called in coming_occasions(clock.now()):
            occasions.add(tx, production, occasion, called)

    await store.write(work)
    return production


def _open_store(folder: Path) -> Store:
    folder.mkdir(parents=True, exist_ok=True)
    return opening.open_store(opening.in_folders(folder / "data", folder / "keys"), demo_roots(folder))


async def greet(local: LocalSet, cards: Cards) -> None:
    """Everybody who joined has the one note in their chat, as on any set; once, however often the demo starts."""
    for one in PEOPLE:
        delivery = base64.urlsafe_b64encode(sha256(f"hello {one.id}".encode()).digest()[:16]).decode().rstrip("=")
        await local.send(PlatformAddress(PLATFORM, WORKSPACE, one.id), cards.for_person(one.language), delivery)


async def open_demo(folder: Path, port: int, clock: MovableClock | None = None) -> tuple[Running, LocalSet]:
    """Everything of the demo, ready to serve; `clock` may have been moved already."""
    clock = clock or MovableClock()
    set_the_stage(clock)
    store = await asyncio.to_thread(_open_store, folder)
    production = await found_production(store, clock)
    stage = DemoStage(clock)
    door = Door(secrets.token_urlsafe(16), port)
    local = LocalSet(cast(), folder / "set.sqlite3", stage, speaker, door)
    stage.running = await open_production(store, production, clock, SystemEntropy(), {PLATFORM: local})
    await greet(local, Cards(stage.running.house.tokens))
    return stage.running, local
