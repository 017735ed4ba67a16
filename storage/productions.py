"""A production: its book (name, runner, help, channels), its units, and its two pages."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from sqlalchemy import bindparam, delete, insert, select, update

from escalation.calendar import Hours
from escalation.checkin_plans import Plan, Rules
from escalation.concern import Urgency
from escalation.occasions import Flag
from escalation.policy import Policy
from escalation.prompts import Times
from storage import ledger, names, people
from storage.envelope import pad, place, seal, unpad, unseal
from storage.keys import Production, Spare
from storage.sealed import Codec
from storage.store import Tx
from storage.tables import productions, units

_SIZE: Final = 16384


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as its platform names it."""

    platform: str
    workspace: str
    channel: str


@dataclass(frozen=True, slots=True)
class Outside:
    """Help outside the production: whose line it is, its number or address, hours and languages. From its own file.

    `for_minors`: a child line, or the person who is there for the safety of whoever is under 18.
    """

    name: str
    reach: str
    hours: str = ""
    languages: tuple[str, ...] = ()
    for_minors: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """Something everybody who joined is told: a fixed code, from which day, and which reader it is about.

    `unit`: the id of the unit whose people it is for; empty where it is for everybody.
    """

    code: str
    day: date
    reader: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """A channel of everybody's, and the card there from which they write: "platform ref", "" while none stands."""

    channel: Channel
    card: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """When people and office are asked, where a production has its own way.

    `plans`: those of flags that differ from the usual ones. `sheet_at`: at this time of the evening before, a day's
    call sheet counts as out, whether or not anybody said so; None: only when somebody says so.
    """

    plans: tuple[tuple[Flag, Plan], ...] = ()
    rules: Rules = field(default_factory=Rules)
    times: Times = field(default_factory=Times)
    sheet_at: time | None = time(21)


@dataclass(frozen=True, slots=True)
class Book:
    """What a production says about itself.

    `wraps`: the last day of the shoot, None while nobody has said it. `policies`: the ladders that differ from the
    usual ones. `revision` grows with every change of what the production's file says, from wherever it comes.
    `door`: None where no channel has such a card. `asking`: None where everything is asked as usual. `channel_lost`:
    nothing can be posted in the readers' channel any more, and readers were told so. `columns`: fields of schedules,
    and the headings that were last taken for them.
    """

    name: str
    kind: str
    runner: str
    zone: str
    language: str
    country: str
    readers_channel: Channel
    office_channel: Channel
    outside: tuple[Outside, ...]
    crew: int
    rounds: bool = True
    wraps: date | None = None
    policies: tuple[tuple[Urgency, Policy], ...] = ()
    news: tuple[News, ...] = ()
    revision: int = 1
    door: Door | None = None
    asking: Asking | None = None
    channel_lost: bool = False
    columns: tuple[tuple[str, str], ...] = field(repr=False, default=())

    def policy(self, urgency: Urgency) -> Policy | None:
        """The ladder of this urgency where the production has its own, else None."""
        return dict(self.policies).get(urgency)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit owns zone and hours, place and emergency number, medic, its readers in order, and the time of lunch.

    `key`: what the production's file calls it.
    """

    id: str
    name: str
    place: str
    emergency: str
    medic: str
    hours: Hours
    readers: tuple[str, ...]
    lunch: time = time(13)
    key: str = ""


_BOOK: Final = Codec(Book)
_UNIT: Final = Codec(Unit)
_FIND_BOOK: Final = select(productions.c.sealed).where(productions.c.id == bindparam("mine"))
_FIND_UNITS: Final = select(units).where(units.c.production == bindparam("mine"))


@dataclass(frozen=True, slots=True)
class Founding:
    """The keys a new production needs: its own (already opened), and spares for its two pages."""

    key: Spare
    ledger: Spare
    roster: Spare


def found(tx: Tx, production: Production, book: Book, keys: Founding) -> None:
    """Write a new production with an empty ledger and an empty roster."""
    row = {"id": production.id, "key": keys.key.id, "sealed": _sealed_book(production, book)}
    tx.conn.execute(insert(productions), row)
    ledger.create(tx, production, keys.ledger)
    people.create(tx, production, keys.roster)
    names.create(tx, production)


def all_of(tx: Tx) -> tuple[Production, ...]:
    """Every production here, its key opened."""
    rows = tx.conn.execute(select(productions.c.id, productions.c.key)).all()
    return tuple(tx.keys.open_production(row.id, row.key) for row in rows)


def book(tx: Tx, production: Production) -> Book:
    """What the production says about itself."""
    sealed = tx.conn.execute(_FIND_BOOK, {"mine": production.id}).scalar_one()
    opened = unpad(unseal(production.key, sealed, place("productions", "sealed", production.id)))
    return _BOOK.load_again(production.id, opened)


def rewrite_book(tx: Tx, production: Production, changed: Book) -> None:
    """Replace the book."""
    mine = update(productions).where(productions.c.id == production.id)
    tx.conn.execute(mine.values(sealed=_sealed_book(production, changed)))


def hold(tx: Tx, production: Production) -> None:
    """Keep every other process from changing the book until this transaction ends."""
    tx.conn.execute(select(productions.c.id).where(productions.c.id == production.id).with_for_update())


def fixed_id(production: Production, kind: str, key: str) -> str:
    """The id of what the production's file calls `key`: the same each time, and nobody else can work it out.

    A plain hash could be guessed from the outside, since ids stand in clear; this one needs the production's own key.
    """
    label = place("file", kind, production.id, key.encode())
    return hmac.digest(production.key.secret, label, "sha256")[:16].hex()


def add_unit(tx: Tx, production: Production, unit: Unit) -> None:
    """Add a unit; its id is 16 bytes in hex."""
    unit_id = bytes.fromhex(unit.id)
    sealed = seal(production.key, pad(_UNIT.dump(unit), _SIZE), _unit_place(production, unit_id))
    tx.conn.execute(insert(units), {"id": unit_id, "production": production.id, "sealed": sealed})


def rewrite_unit(tx: Tx, production: Production, unit: Unit) -> None:
    """Replace a unit."""
    unit_id = bytes.fromhex(unit.id)
    sealed = seal(production.key, pad(_UNIT.dump(unit), _SIZE), _unit_place(production, unit_id))
    mine = update(units).where(units.c.id == unit_id, units.c.production == production.id)
    tx.conn.execute(mine.values(sealed=sealed))


def remove_unit(tx: Tx, production: Production, unit_id: str) -> None:
    """Remove a unit; lines that name it fall to the production's first one."""
    gone = (units.c.id == bytes.fromhex(unit_id)) & (units.c.production == production.id)
    tx.conn.execute(delete(units).where(gone))


def units_of(tx: Tx, production: Production) -> tuple[Unit, ...]:
    """All units, by name."""
    rows = tx.conn.execute(_FIND_UNITS, {"mine": production.id}).all()
    opened = (_opened_unit(production, row.id, row.sealed) for row in rows)
    return tuple(sorted(opened, key=lambda unit: unit.name))


def _opened_unit(production: Production, unit_id: bytes, sealed: bytes) -> Unit:
    opened = unpad(unseal(production.key, sealed, _unit_place(production, unit_id)))
    return _UNIT.load_again(production.id + unit_id, opened)


def _sealed_book(production: Production, content: Book) -> bytes:
    return seal(production.key, pad(_BOOK.dump(content), _SIZE), place("productions", "sealed", production.id))


def _unit_place(production: Production, unit_id: bytes) -> bytes:
    return place("units", "sealed", production.id, unit_id)
