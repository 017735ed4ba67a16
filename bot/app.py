"""The composition root: plain constructor calls that put the rooms together."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Final

from adapters.interface import ChannelAddress, Platform
from bot import logs
from bot.audience import Audience
from bot.checkins.check_in_posts import CheckInPosts
from bot.checkins.duty_posts import DutyPosts
from bot.clock import Alarm, Look, Looked
from bot.delivery import Act, Delivery, Errand
from bot.desks.ends import EndsDesk
from bot.desks.office import OfficeDesk, office_book
from bot.desks.office_door import office_schedule
from bot.desks.person import PersonDesk
from bot.desks.reader import ReaderDesk
from bot.desks.writing import Writing
from bot.door_card import DoorCard
from bot.doors import Doors, Rooms
from bot.ends.nights import Nights
from bot.ends.rounds import Rounds
from bot.entropy import Entropy
from bot.everybody import Everybody
from bot.house import Clock, House
from bot.line_posts import LinePosts
from bot.lines.joining import Joining
from bot.lines.mine import Mine
from bot.lines.own_acts import OwnActs
from bot.lines.raising import Raising
from bot.lines.reading import Lines
from bot.posting import Posting
from bot.ringing import Bell
from bot.rota.rota import Rota
from bot.text.catalog import FOLDER, LANGUAGES
from bot.welcome import Welcome
from escalation import aliases, crowd
from storage import agenda, productions
from storage.agenda import Lane
from storage.destroyer import destroy_retired
from storage.keys import Production
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


def channel_of(channel: productions.Channel) -> tuple[str, str, str]:
    """A channel's three parts."""
    return channel.platform, channel.workspace, channel.channel


@dataclass(slots=True)
class Running:
    """One instance, running: its productions, its doors, its alarm."""

    store: Store = field(repr=False)
    houses: tuple[House, ...] = field(repr=False)
    doors: Doors
    delivery: Delivery
    alarm: Alarm
    platforms: Mapping[str, Platform]

    @property
    def house(self) -> House:
        """The only production's rooms. Raises ValueError where there are several."""
        (house,) = self.houses
        return house

    async def serve(self) -> None:
        """Listen on every platform and look at the agenda, until cancelled; then finish what is in hand."""
        try:
            async with asyncio.TaskGroup() as group:
                listening = [group.create_task(one.run(self.doors.receive)) for one in self.platforms.values()]
                for platform in self.platforms.values():
                    await platform.ready()
                logs.event("started")
                self.alarm.start()
                try:
                    await asyncio.wait(listening)
                finally:  # what is being sent needs its platform still
                    await self.alarm.stop()
        finally:
            await self.close()

    async def close(self) -> None:
        """Stop looking, destroy spare keys that were never used, close both stores."""
        await self.alarm.stop()
        for spares in {id(house.spares): house.spares for house in self.houses}.values():
            await spares.close()
        await asyncio.to_thread(self.store.close)
        self.store.keys.close()
        logs.event("stopped")


class Looks:
    """What the alarm calls: one look a lane, and one at keys."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._destroyed = clock.now() - DESTROY_EVERY
        self._hurried = False

    def hurry(self) -> None:
        """Destroy retired keys at the next look, whenever that last happened."""
        self._hurried = True

    def at(self, delivery: Delivery, lane: Lane) -> Look:
        """The look at one lane."""

        async def look() -> Looked:
            done = await delivery.look(lane)
            due = None if done else await self._store.read(lambda tx: agenda.next_due(tx, [lane]))
            return Looked(done > 0, due - self._clock.now() if due else None)

        return look

    def at_keys(self, houses: tuple[House, ...]) -> Look:
        """The look at keys: spares are made ahead, retired ones destroyed."""

        async def look() -> Looked:
            for house in houses:
                await house.spares.refill(house.production)
            now = self._clock.now()
            if self._hurried or now - self._destroyed >= DESTROY_EVERY:
                self._hurried, self._destroyed = False, now
                await destroy_retired(self._store)
            return Looked(did=False)

        return look


async def open_house(
    store: Store,
    known: Sequence[Production],
    clock: Clock,
    entropy: Entropy,
    platforms: Mapping[str, Platform],
    *,
    bell: Bell | None = None,
) -> Running:
    """Put an instance together: every production with its own desks, keys and agenda, over one store."""
    looks, alarms = Looks(store, clock), list[Alarm]()

    def wake() -> None:
        for alarm in alarms:
            alarm.wake()

    def hurry() -> None:
        looks.hurry()
        wake()

    spares, posting = Spares(store.keys), Posting(platforms)
    houses = tuple(House(store, spares, one, clock, entropy, wake, hurry) for one in known)
    errands = {house.production.id: _errands(house, posting, bell or Bell()) for house in houses}
    acts = {production: _acts(theirs) for production, theirs in errands.items()}
    delivery = Delivery(store, clock, acts)
    rooms = tuple([await _rooms(house, posting) for house in houses])
    for theirs in errands.values():
        for errand in theirs:
            await errand.begin()
    alarms.append(Alarm([*(looks.at(delivery, lane) for lane in Lane), looks.at_keys(houses)]))
    return Running(store, houses, Doors(store, rooms), delivery, alarms[0], platforms)


def _errands(house: House, posting: Posting, bell: Bell) -> tuple[Errand, ...]:
    """Everybody who carries out something of the agenda of one production."""
    rounds = Rounds(house, posting)
    sent = (
        LinePosts(house, posting, bell),
        Rota(house, posting, bell),
        Everybody(house, posting),
        Welcome(house, posting),
        DoorCard(house, posting),
        CheckInPosts(house, posting),
        DutyPosts(house, posting),
    )
    return (*sent, rounds, Nights(house, posting, rounds))


def _acts(errands: Iterable[Errand]) -> dict[str, Act]:
    """Who carries out which kind. Raises ValueError for a kind that two would."""
    acts = [pair for errand in errands for pair in errand.acts().items()]
    if len(dict(acts)) != len(acts):
        raise ValueError("one kind, two who carry it out")
    return dict(acts)


async def _rooms(house: House, posting: Posting) -> Rooms:
    book = await house.store.read(lambda tx: productions.book(tx, house.production))
    readers = ChannelAddress(*channel_of(book.readers_channel))
    acts = OwnActs(house)
    writing = Writing(Raising(house, lexicons()), Mine(house), acts, word_lists())
    audience = Audience(house, posting)
    return Rooms(
        house.production,
        PersonDesk(house, writing, acts, Joining(house), EndsDesk(house, acts, writing.mine)),
        ReaderDesk(house, Lines(house), audience, readers),
        OfficeDesk(office_book(house), office_schedule(house)),
        audience,
        readers,
        ChannelAddress(*channel_of(book.office_channel)),
        ChannelAddress(*channel_of(book.door.channel)) if book.door else None,
    )
