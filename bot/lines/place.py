"""The place where somebody stands: production, unit, readers, who they are on the roster, and their language."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.text.catalog import spoken_language
from escalation import roster
from escalation.roster import About, Reader
from storage import people, productions
from storage.keys import Production
from storage.people import Person, Roster
from storage.productions import Book, Unit
from storage.store import Tx

Account = tuple[str, str, str]
"""Platform, workspace and user id, for the length of one call."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a desk needs to know to draw its first screen. Shows nothing of itself."""

    book: Book = field(repr=False)
    units: tuple[Unit, ...] = field(repr=False)
    roster: Roster = field(repr=False)
    me: Person | None = field(repr=False)
    account: Account = field(repr=False)
    locale: str = field(repr=False, default="")

    @property
    def language(self) -> str:
        """The person's choice, else their platform's locale, else the production's language."""
        chosen = self.me.language if self.me else ""
        return spoken_language(chosen, self.locale, self.book.language)

    @property
    def unit(self) -> Unit:
        """The unit they work on; the first one where the roster doesn't say."""
        mine = self.me.units if self.me else ()
        return next((unit for unit in self.units if unit.id in mine), self.units[0])

    def several_clocks(self, at: datetime) -> bool:
        """Whether units and readers read different times off their clocks at this moment: then a time names its zone.

        Only what everybody may know counts, so that no zone tells of a person.
        """
        reading = (one.zone for one in self.roster.readers if one.zone)
        zones = {self.book.zone, *(unit.hours.zone for unit in self.units), *reading}
        return len({at.astimezone(ZoneInfo(zone)).utcoffset() for zone in zones}) > 1

    def unit_by_id(self, unit_id: str) -> Unit:
        """The unit with this id, else their own."""
        return next((unit for unit in self.units if unit.id == unit_id), self.unit)

    def readers(self, about: About) -> tuple[Person, ...]:
        """Who would read such a concern, in the order in which they are asked; never the person themselves."""
        return tuple(one for one in self.all_readers(about) if one != self.me)

    def all_readers(self, about: About) -> tuple[Person, ...]:
        """The same, with the person themselves where they are a reader."""
        unit = self.unit_by_id(about.unit or "")
        found = roster.readers_for(tuple(self._in_order(unit)), about)
        known = {one.id: one for one in self.roster.people}
        return tuple(known[reader.id] for reader in found)

    def reader_name(self, reader_id: str) -> str:
        """A reader's name, empty for somebody who left."""
        found = self.roster.by_id(reader_id)
        return found.name if found else ""

    def _in_order(self, unit: Unit) -> list[Reader]:
        order = {reader: at for at, reader in enumerate(unit.readers)}
        return sorted(map(as_reader, self.roster.readers), key=lambda one: order.get(one.id, len(order)))


def wall(local: datetime, *, names_zone: bool) -> str:
    """A time as a clock on the wall shows it: 23:10, or 23:10 CET, or 23:10 UTC+03 where a zone has no short name."""
    zone = (local.tzname() or "") if names_zone else ""
    return " ".join(filter(None, (local.strftime("%H:%M"), f"UTC{zone}" if zone[:1] in ("+", "-") else zone)))


def as_reader(person: Person) -> Reader:
    """A person of the roster as the ladder knows them."""
    reading = person.reading
    if reading is None:
        return Reader(person.id, person.roles)
    units = person.units or None
    return Reader(person.id, person.roles, units, reading.duty, reading.accepted, reading.acting, reading.on_set)


def find_place(tx: Tx, production: Production, account: Account, locale: str = "") -> Place:
    """Look it all up in one snapshot."""
    known = people.read(tx, production)
    return Place(
        productions.book(tx, production),
        productions.units_of(tx, production),
        known,
        known.at(*account),
        account,
        locale,
    )


def unit_of(tx: Tx, production: Production, unit_id: str) -> Unit:
    """One unit; the first one if it is gone."""
    units = productions.units_of(tx, production)
    return next((unit for unit in units if unit.id == unit_id), units[0])
