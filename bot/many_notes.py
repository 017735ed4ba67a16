"""The one neutral note to many people, in batches and in an order that says nothing.

Who is in which batch depends on chance that belongs to the entry, not on the roster's order, and stays the same for
each person while others come and go. A repeat has the same delivery id, so that a platform which can drops it.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Final

from adapters.interface import DeliveryFailed, MessageRef, PlatformAddress
from adapters.surfaces import Card
from bot.cards import Cards
from bot.house import House
from bot.posting import Posting
from bot.text.catalog import spoken_language
from storage import agenda
from storage.agenda import Entry
from storage.people import Person, Roster
from storage.productions import Unit
from storage.store import Tx

BATCH: Final = 40
"""People in a batch on average: few enough that even the fullest is sent within the lease."""
_AT_ONCE: Final = 16
TRIES: Final = 60
"""After so many, about an hour, the rest goes on without whoever a platform still doesn't take."""


@dataclass(slots=True)
class Given:
    """What became of a batch: the messages by person, whom trying again may reach, and the last such failure."""

    refs: dict[str, MessageRef] = field(default_factory=dict, repr=False)
    later: set[str] = field(default_factory=set, repr=False)
    failed: DeliveryFailed | None = None


def joined(roster: Roster, units: tuple[Unit, ...], subject: bytes) -> tuple[Person, ...]:
    """Everybody who joined: of the unit whose id this is, or of the production where no unit has it."""
    there = tuple(one for one in roster.people if one.joined)
    unit = next((one.id for one in units if one.id == subject.hex()), None)
    return tuple(one for one in there if unit is None or _works_on(one, unit, units[0].id))


def _works_on(person: Person, unit: str, first: str) -> bool:
    """Whoever the roster names no unit for works on the first one, as everywhere else."""
    return unit in person.units if person.units else unit == first


def counted(entry: Entry, people: tuple[Person, ...]) -> Entry:
    """The entry with the number of its batches, fixed when the first one goes."""
    return entry if entry.version else replace(entry, version=1 + len(people) // BATCH)


def shuffled(entry: Entry, people: Iterable[Person]) -> tuple[Person, ...]:
    """All of them in an order that is the entry's own chance."""
    return tuple(sorted(people, key=lambda one: _mark(entry, one)))


def batch(entry: Entry, people: Iterable[Person]) -> tuple[Person, ...]:
    """Whose turn it is at this step, shuffled by the entry's own chance."""
    ranked = sorted((_rank(entry, one), one.id, one) for one in people)
    return tuple(one for rank, _, one in ranked if rank * entry.version >> 32 == entry.step)


def _rank(entry: Entry, person: Person) -> int:
    return int.from_bytes(_mark(entry, person)[:4], "big")


def _mark(entry: Entry, person: Person) -> bytes:
    return sha256(entry.id + bytes.fromhex(person.id)).digest()


def go_on(tx: Tx, entry: Entry, now: datetime) -> bool:
    """Let the next batch be due at once, under the same id; False, and nothing is left, after the last one."""
    agenda.finish(tx, entry.id)
    if entry.step + 1 >= entry.version:
        return False
    agenda.add(tx, [replace(entry, step=entry.step + 1, attempts=0, due=now)])
    return True


Drawn = Callable[[str, str], Card]
"""What is sent, by language and platform: nothing else of a person makes any difference to it."""


class ManyNotes:
    """Sends one thing to a batch."""

    def __init__(self, house: House, posting: Posting) -> None:
        self._cards = Cards(house.tokens)
        self._posting = posting

    async def give(self, entry: Entry, people: tuple[Person, ...], language: str) -> Given:
        """Send it to each of them. Raises DeliveryFailed, to be tried again, while some platform may still take it."""
        given = await self.send(entry, people, language, lambda spoken, _: self._cards.for_person(spoken))
        if given.failed and entry.attempts < TRIES:
            raise given.failed
        return given

    async def send(self, entry: Entry, people: tuple[Person, ...], language: str, drawn: Drawn) -> Given:
        """Send this to each of them, in their language or else in this one. Raises nothing for any of them."""
        given, turns = Given(), asyncio.Semaphore(_AT_ONCE)
        kinds = {to.id: (spoken_language(to.language, language), to.platform) for to in people}
        cards = {kind: drawn(*kind) for kind in set(kinds.values())}
        async with asyncio.TaskGroup() as group:
            for to in people:
                group.create_task(self._one(entry, to, cards[kinds[to.id]], given, turns))
        return given

    async def _one(self, entry: Entry, to: Person, card: Card, given: Given, turns: asyncio.Semaphore) -> None:
        delivery = base64.urlsafe_b64encode(_mark(entry, to)[:16]).decode().rstrip("=")
        async with turns:
            try:
                address = PlatformAddress(to.platform, to.workspace, to.user)
                given.refs[to.id] = await self._posting.send(address, card, delivery)
            except DeliveryFailed as failed:
                if not failed.permanent:
                    given.failed = failed
                    given.later.add(to.id)
            except TimeoutError:
                given.failed = DeliveryFailed("too_slow", permanent=False)
                given.later.add(to.id)
