"""The rota's errand: what of it stands on the agenda, and what it sends.

Every message of it is the same for every cause: a reader's DM says "coordination", the office's sentence names a unit
and a slot. What is sent is taken off the agenda afterwards: a repeated message is bad, a lost one is worse.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from adapters.interface import ChannelAddress, PlatformAddress
from adapters.surfaces import Button, Card
from bot.cards import Cards
from bot.delivery import Act
from bot.house import House
from bot.line_posts import delivery_id
from bot.lines import agenda_kinds as kinds
from bot.lines.place import find_place
from bot.lines.sending import To
from bot.posting import Posting
from bot.ringing import Bell
from bot.rota import who
from bot.rota.channel import ReadersChannel
from bot.rota.check import UNCONFIRMED, CoverCheck, clock, plan_slots
from bot.rota.cover import Covering
from bot.rota.readers import know_first, look_at_readers
from bot.rota.slots import minutes, moment
from bot.rota.turn import Roll, Turn
from bot.text.catalog import speaker, spoken_language
from escalation.calendar import ONE_DAY, instant
from storage import agenda, people, productions
from storage.agenda import Entry
from storage.people import Person
from storage.productions import Channel
from storage.store import Tx

_TIME: Final = time(9)
"""When the daily look at the readers is, by the production's clock."""
_OLD: Final = timedelta(hours=2)
"""A message that could not leave for so long asks for nothing any more."""
_TRIES: Final = 3
_AGAIN: Final = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the office is told, and where."""

    channel: Channel
    text: str = field(repr=False)


class Rota:
    """Carries out the kinds that are about readers and not about one line."""

    def __init__(self, house: House, posting: Posting, bell: Bell) -> None:
        self._house = house
        self._posting = posting
        self._bell = bell
        self._cards = Cards(house.tokens)
        self._roll = Roll(house)
        self._check = CoverCheck(house)
        self._channel = ReadersChannel(house, posting)
        self._covering = Covering(house)

    def acts(self) -> Mapping[str, Act]:
        """Who carries out which kind."""
        return {
            kinds.SLOT: self._slot,
            kinds.SLOT_ENDS: self._check.slot_ends,
            kinds.OFFICE_SAYS: self._tell_office,
            kinds.READER_DM: self._dm,
            kinds.TEST_RING: self._ring,
            kinds.ROTA: self._look,
            kinds.COVERED: self._covering.guess,
        }

    async def begin(self) -> None:
        """Plan each unit's next slot and the daily look; look at the readers, who are known at the very first start.

        At every other start the daily look is due at once, since nobody knows what happened meanwhile.
        """

        def work(turn: Turn) -> None:
            about = self._house.production.id
            if any(one.kind == kinds.ROTA for one in agenda.of(turn.tx, about)):
                agenda.move(turn.tx, about, kinds.ROTA, turn.now)
                look_at_readers(turn)
            else:
                know_first(turn)
                look_at_readers(turn)
                _plan_look(turn)
            plan_slots(turn)

        await self._roll.run(work)

    async def _look(self, entry: Entry) -> None:
        def work(turn: Turn, _entry: Entry) -> None:
            look_at_readers(turn)
            plan_slots(turn)
            _plan_look(turn)

        await self._roll.carry_out(entry, work)
        await self._channel.look()

    async def _slot(self, entry: Entry) -> None:
        await self._check.slot_begins(entry)
        await self._channel.look()

    async def _tell_office(self, entry: Entry) -> None:
        found = await self._house.store.read(lambda tx: self._sentence(tx, entry))
        if found:
            channel = found.channel
            to = ChannelAddress(channel.platform, channel.workspace, channel.channel)
            await self._posting.send(to, Card(found.text), delivery_id(entry))
        await self._finish(entry)

    def _sentence(self, tx: Tx, entry: Entry) -> Sentence | None:
        known = productions.units_of(tx, self._house.production)
        unit = next((one for one in known if one.id == entry.subject.hex()), None)
        if unit is None:
            return None
        book = productions.book(tx, self._house.production)
        say = speaker(spoken_language(book.language))
        if entry.step == UNCONFIRMED:
            place = find_place(tx, self._house.production, ("", "", ""))
            text = say("rota-office-unconfirmed", unit=unit.name, time=clock(place, unit, moment(entry.version)))
        else:
            text = say("rota-office-nobody-today", unit=unit.name)
        return Sentence(book.office_channel, text)

    async def _dm(self, entry: Entry) -> None:
        """A reader is led to their desk, somebody who was asked to read to the page that asks them."""
        person, language = await self._reader(entry)
        now = self._house.clock.now()
        if person and person.reading and now - moment(entry.version) < _OLD:
            account = (person.platform, person.workspace, person.user)
            card = self._cards.for_reader(To(person.id, account, language)) if who.reads(person) else _asks(language)
            await self._posting.send(PlatformAddress(*account), card, delivery_id(entry))
        await self._finish(entry)

    async def _ring(self, entry: Entry) -> None:
        """Ring once as a test; one that doesn't go through is tried twice more. Nobody hears it, nobody says so."""
        person, _ = await self._reader(entry)
        url = person.reading.ring_url if person and person.reading else ""
        if not url or await self._bell.ring(url) or entry.attempts >= _TRIES:
            await self._finish(entry)
            return
        until = self._house.clock.now() + _AGAIN
        await self._house.store.write(lambda tx: agenda.put_off(tx, entry.id, until))

    async def _reader(self, entry: Entry) -> tuple[Person | None, str]:
        """The reader an entry means, and their language."""

        def work(tx: Tx) -> tuple[Person | None, str]:
            production = self._house.production
            person = who.marked(production, people.read(tx, production), entry.subject)
            book = productions.book(tx, production)
            return person, spoken_language(person.language if person else "", book.language)

        return await self._house.store.read(work)

    async def _finish(self, entry: Entry) -> None:
        await self._house.store.write(lambda tx: agenda.finish(tx, entry.id))


def _asks(language: str) -> Card:
    """The message to somebody who was asked to read: it says no more than a reader's, and leads to no desk."""
    say = speaker(language)
    return Card(say("coordination"), buttons=(Button("r-join", say("rota-press-join"), main=True),))


def _plan_look(turn: Turn) -> None:
    due = _next_look(productions.book(turn.tx, turn.house.production).zone, turn.now)
    turn.row(kinds.ROTA, turn.house.production.id, due, version=minutes(due))


def _next_look(zone: str, now: datetime) -> datetime:
    today = now.astimezone(ZoneInfo(zone)).date()
    at = instant(zone, today, _TIME)
    return at if at > now else instant(zone, today + ONE_DAY, _TIME)
