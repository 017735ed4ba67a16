"""The composition root: plain constructor calls that put the rooms together, and the doors people come in by."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from typing import Final

from adapters.interface import Answer, ChannelAddress, Command, Gesture, Platform, Pressed, Submitted
from bot import logs
from bot.cards import Cards
from bot.clock import Alarm
from bot.delivery import Delivery
from bot.desks.office import OfficeDesk, office_book
from bot.desks.person import PersonDesk
from bot.desks.reader import ReaderDesk
from bot.desks.writing import Writing
from bot.entropy import Entropy
from bot.house import Clock, House
from bot.lines.joining import Joining
from bot.lines.mine import Mine
from bot.lines.own_acts import OwnActs
from bot.lines.raising import Raising
from bot.lines.reading import Lines
from bot.text.catalog import FOLDER, LANGUAGES
from escalation import aliases, crowd
from storage import agenda, productions
from storage.destroyer import destroy_retired
from storage.keys import Production
from storage.productions import Book
from storage.spares import Spares
from storage.store import Store

DESTROY_EVERY: Final = timedelta(minutes=1)


@cache
def lexicons() -> Mapping[str, aliases.Lexicon]:
    """The lists that aliases are made of, by language."""
    return {code: aliases.parse((FOLDER / f"aliases.{code}.txt").read_text(encoding="utf-8")) for code in LANGUAGES}


@cache
def word_lists() -> Mapping[str, crowd.WordList]:
    """The lists that hints are made of, by language."""
    return {code: crowd.parse((FOLDER / f"crowd.{code}.toml").read_text(encoding="utf-8")) for code in LANGUAGES}


class Doors:
    """Which desk a gesture goes to. A reader's and the office's acts have names of their own."""

    def __init__(self, person: PersonDesk, reader: ReaderDesk, office: OfficeDesk, book: Book) -> None:
        self._person = person
        self._reader = reader
        self._office = office
        self._readers_channel = ChannelAddress(*channel_of(book.readers_channel))
        self._office_channel = ChannelAddress(*channel_of(book.office_channel))

    async def receive(self, gesture: Gesture) -> Answer:
        """Answer one gesture."""
        name = _name(gesture)
        if gesture.channel == self._readers_channel or name.startswith("r-") or name == "/desk":
            return await self._reader.receive(gesture)
        if gesture.channel == self._office_channel or name.startswith("o-") or name == "/scene":
            return await self._office.receive(gesture)
        return await self._person.receive(gesture)


def channel_of(channel: productions.Channel) -> tuple[str, str, str]:
    """A channel's three parts."""
    return channel.platform, channel.workspace, channel.channel


def _name(gesture: Gesture) -> str:
    match gesture.act:
        case Pressed(action=name) | Submitted(form=name):
            return name
        case Command(name=name):
            return f"/{name}"
        case _:
            return ""


@dataclass(slots=True)
class Running:
    """One production, running: its doors, its delivery, its alarm."""

    store: Store = field(repr=False)
    house: House = field(repr=False)
    doors: Doors
    delivery: Delivery
    alarm: Alarm
    platforms: Mapping[str, Platform]

    async def serve(self) -> None:
        """Listen on every platform and look at the agenda, until cancelled; then finish what is in hand."""
        logs.event("started")
        try:
            async with asyncio.TaskGroup() as group:
                for platform in self.platforms.values():
                    group.create_task(platform.run(self.doors.receive))
                for platform in self.platforms.values():
                    await platform.ready()
                self.alarm.start()
        finally:
            await self.close()

    async def close(self) -> None:
        """Stop looking, destroy spare keys that were never used, close both stores."""
        await self.alarm.stop()
        await self.house.spares.close()
        await asyncio.to_thread(self.store.close)
        self.store.keys.close()
        logs.event("stopped")


class Rounds:
    """What one look does: everything due, then, when there is nothing else to do, keys."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._destroyed = house.clock.now() - DESTROY_EVERY
        self._hurried = False
        self.delivery: Delivery | None = None

    def hurry(self) -> None:
        """Destroy retired keys at the next look, whenever that last happened."""
        self._hurried = True

    async def look(self) -> timedelta | None:
        """Carry out what is due; how long until the next thing is."""
        while self.delivery and await self.delivery.look():
            pass
        await self._keys()
        due = await self._house.store.read(agenda.next_due)
        return due - self._house.clock.now() if due else None

    async def _keys(self) -> None:
        await self._house.spares.refill(self._house.production)
        now = self._house.clock.now()
        if self._hurried or now - self._destroyed >= DESTROY_EVERY:
            self._hurried, self._destroyed = False, now
            await destroy_retired(self._house.store)


async def open_production(
    store: Store, production: Production, clock: Clock, entropy: Entropy, platforms: Mapping[str, Platform]
) -> Running:
    """Put one production together."""
    house = House(store, Spares(store.keys), production, clock, entropy, _nothing, _nothing)
    rounds = Rounds(house)
    alarm = Alarm(rounds.look)

    def hurry() -> None:
        rounds.hurry()
        alarm.wake()

    house = replace(house, wake=alarm.wake, hurry=hurry)
    book = await store.read(lambda tx: productions.book(tx, production))
    rounds.delivery = Delivery(house, Cards(house.tokens), platforms)
    return Running(store, house, _doors(house, book), rounds.delivery, alarm, platforms)


def _doors(house: House, book: Book) -> Doors:
    acts = OwnActs(house)
    writing = Writing(Raising(house, lexicons()), Mine(house), acts, word_lists())
    channel = ChannelAddress(*channel_of(book.readers_channel))
    reader = ReaderDesk(Lines(house), house.tokens, channel, house.clock, house.entropy)
    return Doors(
        PersonDesk(house, writing, acts, Joining(house)),
        reader,
        OfficeDesk(office_book(house)),
        book,
    )


def _nothing() -> None:
    """Before the alarm stands there is nobody to wake."""
