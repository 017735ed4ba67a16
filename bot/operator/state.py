"""A production as the store keeps it, and as its file wants it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.operator import asking
from bot.operator.checking import override
from bot.operator.shapes import (
    Account,
    ChannelTable,
    OccasionTable,
    OfficeTable,
    OneDay,
    OutsideTable,
    PersonTable,
    ProductionFile,
    ReaderTable,
    UnitTable,
)
from escalation import policy
from escalation.calendar import Duty, Hours, ShootDay, Window
from escalation.concern import Urgency
from escalation.occasions import Called, Flag, Kind, Occasion, Part
from escalation.policy import Policy
from escalation.roster import READING, Role
from storage import occasions, people, productions
from storage.keys import Production
from storage.people import Person, Reading, Roster
from storage.productions import Book, Channel, Door, Outside, Unit
from storage.store import Tx

_GIVEN: Final = (*READING, Role.office)


@dataclass(frozen=True, slots=True)
class State:
    """Everything the file speaks of. Shows nothing of itself."""

    book: Book = field(repr=False)
    units: tuple[Unit, ...] = field(repr=False, default=())
    roster: Roster = field(repr=False, default=Roster())
    occasions: tuple[Occasion, ...] = field(repr=False, default=())


def read(tx: Tx, production: Production) -> State:
    """The production as it is kept now."""
    planned = tuple(one for one in occasions.all_of(tx, production) if one.key)
    units = tuple(sorted(productions.units_of(tx, production), key=lambda unit: unit.name))
    return State(productions.book(tx, production), units, people.read(tx, production), planned)


def wanted(file: ProductionFile, production: Production, now: State) -> State:
    """The production as the file wants it. What only people and the bot say themselves stays as it is."""
    return _Wish(file, production, now).state()


def book_of(file: ProductionFile, now: Book | None = None) -> Book:
    """The book that the file describes; news and revision are not the file's."""
    told = file.production
    return Book(
        name=told.name,
        kind=told.kind,
        runner=told.runner,
        zone=told.timezone,
        language=told.locale,
        country=told.country,
        readers_channel=_channel(told.readers_channel),
        office_channel=_channel(told.office_channel),
        outside=tuple(_outside(one) for one in file.outside),
        crew=told.crew,
        rounds=told.rounds,
        wraps=told.wraps,
        policies=tuple(_policies(file.ladder)),
        door=_door(told.door_channel, now),
        asking=asking.asking_of(file.check_ins, file.prompts, told.kind),
        columns=now.columns if now else (),
        news=now.news if now else (),
        revision=now.revision if now else file.revision or 1,
        channel_lost=now is not None and now.channel_lost and now.readers_channel == _channel(told.readers_channel),
    )


def _channel(table: ChannelTable) -> Channel:
    return Channel(table.platform, table.workspace, table.channel)


def _door(table: ChannelTable | None, now: Book | None) -> Door | None:
    """Its channel, with the card that stands there already."""
    door = Door(_channel(table)) if table else None
    standing = now.door if now else None
    return standing if door and standing and standing.channel == door.channel else door


def _outside(table: OutsideTable) -> Outside:
    return Outside(table.name, table.reach, table.hours or "", table.languages, table.for_minors)


def _policies(ladders: Mapping[str, Mapping[str, object]]) -> Iterable[tuple[Urgency, Policy]]:
    for urgency in Urgency:
        if ladders.get(urgency):
            changes = {name: override(name, written) for name, written in ladders[urgency].items()}
            own = policy.policy(urgency, changes)
            if own != policy.USUAL[urgency]:
                yield urgency, own


def _days(days: tuple[OneDay, ...]) -> tuple[ShootDay, ...]:
    return tuple(ShootDay(one.on, one.hours) for one in days)


class _Wish:
    """One file and one state, on the way to the next."""

    def __init__(self, file: ProductionFile, production: Production, now: State) -> None:
        self._file = file
        self._production = production
        self._now = now
        self._units = {key: self._unit_id(key, table.name) for key, table in file.units.items()}
        given: dict[str, ReaderTable | OfficeTable | PersonTable] = {**file.readers, **file.office, **file.people}
        self._people = {key: self._person(key, table.account) for key, table in given.items()}

    def state(self) -> State:
        """The next state."""
        units = sorted((self._unit(key, table) for key, table in self._file.units.items()), key=lambda unit: unit.name)
        planned = (self._occasion(key, table) for key, table in self._file.occasions.items())
        return State(
            book_of(self._file, self._now.book), tuple(units), self._roster(), tuple(sorted(planned, key=_by_day))
        )

    def _fixed(self, kind: str, key: str) -> str:
        return productions.fixed_id(self._production, kind, key)

    def _unit_id(self, key: str, name: str) -> str:
        same = [unit.id for unit in self._now.units if unit.key == key]
        unnamed = [unit.id for unit in self._now.units if not unit.key and unit.name == name]
        return next(iter(same + unnamed), self._fixed("unit", key))

    def _unit(self, key: str, table: UnitTable) -> Unit:
        zone = table.timezone or self._file.production.timezone
        hours = Hours(zone, table.hours, tuple(sorted(table.weekdays)), _days(table.days))
        readers = tuple(self._people[one].id for one in table.readers)
        return Unit(
            self._units[key], table.name, table.place, table.emergency, table.medic, hours, readers, table.lunch, key
        )

    def _person(self, key: str, account: Account) -> Person:
        """Whom the roster knows by this account, else somebody new.

        Never by the key alone: under another account it is another person, who has accepted nothing and whom no
        reader has said yes to, whatever the file calls them.
        """
        at = (account.platform, account.workspace, account.user)
        known = self._now.roster.at(*at) or Person(self._fixed("person", "\0".join(at)), "", (), *at)
        return replace(known, key=key)

    def _roster(self) -> Roster:
        named = [
            *(self._reader(key, table) for key, table in self._file.readers.items()),
            *(self._member(key, table, (Role.office,)) for key, table in self._file.office.items()),
            *(self._member(key, table, self._roles(table)) for key, table in self._file.people.items()),
        ]
        by_id = {one.id: one for one in named}
        kept: list[Person] = []
        for one in self._now.roster.people:
            kept += [by_id.pop(one.id)] if one.id in by_id else _left(one)
        return Roster((*kept, *by_id.values()))

    def _roles(self, table: PersonTable) -> tuple[Role, ...]:
        return tuple(Role(role) for role in table.roles)

    def _member(self, key: str, table: OfficeTable | PersonTable, roles: tuple[Role, ...]) -> Person:
        cast_ids = table.cast_ids if isinstance(table, PersonTable) else ()
        units = tuple(self._units[one] for one in table.units)
        known = self._people[key]
        return replace(known, name=table.name, roles=roles, units=units, cast_ids=cast_ids, reading=None)

    def _reader(self, key: str, table: ReaderTable) -> Person:
        person, roles = self._people[key], tuple(Role(role) for role in table.roles)
        zone = table.timezone or self._file.production.timezone
        duty = Duty(
            zone, tuple(Window(tuple(sorted(one.weekdays)), one.hours) for one in table.duty), _days(table.days)
        )
        told: dict[str, Any] = {
            "introduction": table.introduction,
            "duty": duty,
            "languages": table.languages,
            "on_set": table.on_set,
            "by_phone": table.phone or "",
            "ring_url": table.ring_url or "",
            "knows": table.knows or "",
        }
        if person.reading and person.reading.ring_url != told["ring_url"]:
            told["heard_on"] = None  # nobody has heard the new one yet
        units = tuple(self._units[one] for one in table.units)
        if person.reading and person.reading.acting and _grows(person, roles, units):
            told |= {"acting": False, "asked_on": None}  # whoever said yes said it to less
        reading = replace(person.reading, **told) if person.reading else Reading(**told)
        return replace(person, name=table.name, roles=roles, units=units, cast_ids=(), zone=zone, reading=reading)

    def _occasion(self, key: str, table: OccasionTable) -> Occasion:
        known = next((one for one in self._now.occasions if one.key == key), None)
        before = known or Occasion(self._fixed("occasion", key), "", Kind.other, "", None, key=key)
        return replace(
            before,
            unit=self._units[table.unit],
            kind=Kind(table.kind),
            name=table.name,
            day=table.day,
            starts=table.starts,
            episode=table.episode or "",
            flags=tuple(map(Flag, table.flags)),
            standby=table.standby,
            calls=_called(before, table),
        )


def _grows(reader: Person, roles: tuple[Role, ...], units: tuple[str, ...]) -> bool:
    """Whether this is a reading role or a unit that the reader hasn't had; no units are all of them."""
    more_roles = any(role in READING and role not in reader.roles for role in roles)
    return more_roles or (bool(reader.units) and not (units and set(units) <= set(reader.units)))


def _called(before: Occasion, table: OccasionTable) -> tuple[Called, ...]:
    """Whom the file calls; what only the office says of somebody who is in it already stays."""
    known = {one.cast_id: one for one in before.calls}
    return tuple(
        replace(known.get(one.cast) or Called(one.cast), part=Part(one.part), at=one.at) for one in table.calls
    )


def _by_day(occasion: Occasion) -> tuple[str, str, str]:
    return str(occasion.day or "~"), str(occasion.starts or "~"), occasion.name


def _left(person: Person) -> tuple[Person, ...]:
    """What stays of somebody whom the file doesn't name: nothing of what only a file gives."""
    given = person.key or person.reading or any(role in _GIVEN for role in person.roles)
    if not given:
        return (person,)
    if not person.joined and not person.reading and not person.announced:
        return ()
    roles = tuple(role for role in person.roles if role not in _GIVEN)
    return (replace(person, key="", roles=roles, cast_ids=(), reading=None),)
