"""The demo: an invented production with invented people, a clock that can be moved, and the local set in a browser."""

from __future__ import annotations

import asyncio
import base64
import secrets
from datetime import time, timedelta
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from adapters.interface import ChannelAddress, Platform, PlatformAddress
from adapters.local.cast import PLATFORM, Cast, Door, SetPerson
from adapters.local.platform import LocalSet
from bot.app import Running, channel_of, open_house
from bot.cards import Cards, Introduced
from bot.clock import MovableClock
from bot.demo_cast import BOOK, ON_THE_SET, PEOPLE, UNITS, Addresses, Somebody, coming_occasions, roster_of
from bot.demo_stage import DemoStage
from bot.entropy import SystemEntropy
from bot.stories import Story
from bot.story_cast import people_of
from bot.story_stage import TellingStage
from bot.text.catalog import speaker
from escalation.calendar import in_hours, instant
from escalation.occasions import is_intimate
from escalation.prompts import Done, Duty
from storage import occasions, opening, people, productions, roots, schedules
from storage.keys import Production, Use
from storage.productions import Founding
from storage.roots import Roots
from storage.schedules import Standing
from storage.store import Store, Tx

_NOTICE = timedelta(days=5)
"""So long ago the office ticked the paperwork of what needs it."""


def cast(people: tuple[Somebody, ...] = PEOPLE) -> Cast:
    """Who has an account on the set."""
    readers, office = (
        ChannelAddress(*channel_of(BOOK.readers_channel)),
        ChannelAddress(*channel_of(BOOK.office_channel)),
    )
    return Cast(
        tuple(SetPerson(one.id, one.name, one.part, one.language, one.audience) for one in people), readers, office
    )


def _stage(clock: MovableClock, story: Story | None) -> DemoStage:
    return TellingStage(clock, story=story, cast=cast(people_of(story))) if story else DemoStage(clock)


def begin_story(clock: MovableClock) -> None:
    """Whatever the hour, a story begins at ten in the morning of the next day."""
    tomorrow = clock.now().astimezone(ZoneInfo(BOOK.zone)).date() + timedelta(days=1)
    clock.move_to(instant(BOOK.zone, tomorrow, time(10)))


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


async def found_production(
    store: Store, clock: MovableClock, cast_of: tuple[Somebody, ...] = PEOPLE, at: Addresses = ON_THE_SET
) -> Production:
    """The production in this store; founded with its people, units and scenes if there is none yet."""
    known = await store.read(productions.all_of)
    if known:
        return known[0]
    key, production = await asyncio.to_thread(store.keys.make_production, secrets.token_bytes(16))
    (ledger,) = await asyncio.to_thread(store.keys.make, Use.ROUTE, production, 1)
    roster, filled = await asyncio.to_thread(store.keys.make, Use.CONTENT, production, 2)

    coming, ticked = coming_occasions(clock.now()), clock.now() - _NOTICE

    def work(tx: Tx) -> None:
        productions.found(tx, production, at.book(), Founding(key, ledger, roster))
        for unit in UNITS:
            productions.add_unit(tx, production, unit)
        people.change(tx, production, filled, lambda _: roster_of(at, cast_of))
        occasions.put(tx, production, coming)
        for one in filter(is_intimate, coming):
            schedules.put_standing(tx, production, one.id, Standing((Done(one.id, Duty.paperwork, None, ticked),)))

    await store.write(work)
    return production


def _open_store(folder: Path) -> Store:
    folder.mkdir(parents=True, exist_ok=True)
    return opening.open_store(opening.in_folders(folder / "data", folder / "keys"), demo_roots(folder))


async def greet(
    platform: Platform, cards: Cards, cast_of: tuple[Somebody, ...] = PEOPLE, at: Addresses = ON_THE_SET
) -> None:
    """Everybody who joined has the first contact in their chat, as on any set; once, however often the demo starts."""
    about = Introduced(
        BOOK.name, tuple(one.name for one in cast_of if one.reading and one.reading.accepted), BOOK.runner
    )
    for one in cast_of:
        delivery = base64.urlsafe_b64encode(sha256(f"hello {one.id}".encode()).digest()[:16]).decode().rstrip("=")
        to = PlatformAddress(at.platform, at.workspace, at.account(one.id))
        await platform.send(to, cards.welcome(about, one.language, at.platform), delivery)


async def open_demo(
    folder: Path, port: int, clock: MovableClock | None = None, story: Story | None = None
) -> tuple[Running, LocalSet]:
    """Everything of the demo, ready to serve; `clock` may have been moved already. With a story its stage plays it."""
    clock = clock or MovableClock()
    if story:
        begin_story(clock)
    set_the_stage(clock)
    store = await asyncio.to_thread(_open_store, folder)
    everybody = people_of(story)
    production = await found_production(store, clock, everybody)
    stage = _stage(clock, story)
    door = Door(secrets.token_urlsafe(16), port)
    local = LocalSet(cast(everybody), folder / "set.sqlite3", stage, speaker, door)
    stage.running = await open_house(store, [production], clock, SystemEntropy(), {PLATFORM: local})
    await greet(local, Cards(stage.running.house.tokens), everybody)
    return stage.running, local
