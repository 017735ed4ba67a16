"""The tables. Ciphertext, random ids, deadlines and days: no name, no user id, no keyed hash of one, no row's time.

`data` holds everything but keys; `keys` is a second, small store in a folder (or database) of its own. Ids are 16
random bytes. WITHOUT ROWID puts SQLite's rows in the order of their random ids instead of the order they came in.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BigInteger, Column, Date, Index, Integer, LargeBinary, MetaData, SmallInteger, String, Table

data: Final = MetaData()
keys: Final = MetaData()


def _id(name: str, *, primary: bool = True) -> Column[Any]:
    return Column(name, LargeBinary(16), primary_key=primary, nullable=False)


def _sealed(name: str = "sealed") -> Column[Any]:
    return Column(name, LargeBinary, nullable=False)


def _table(name: str, metadata: MetaData, *columns: Column[Any]) -> Table:
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


productions: Final = _table("productions", data, _id("id"), _id("key", primary=False), _sealed())
"""A production and the id of its key. Sealed: its name, kind, zone, texts (the book)."""

pages: Final = _table(
    "pages",
    data,
    _id("production"),
    Column("kind", String(8), primary_key=True),
    _id("key", primary=False),
    _sealed(),
)
"""`ledger` (who wrote; route root) and `roster` (who works here; content root): one fixed-size page each."""

units: Final = _table("units", data, _id("id"), _id("production", primary=False), _sealed())
"""A unit: zone, place, emergency number, medic, hours, readers in order."""

occasions: Final = _table(
    "occasions",
    data,
    _id("id"),
    _id("production", primary=False),
    _id("unit", primary=False),
    Column("day", Date, nullable=True),
    Column("revision", Integer, nullable=False),
    _sealed(),
)
"""A scene, rehearsal, fitting ...: kind, display id, episode, flags, standby, state."""

calls: Final = _table(
    "calls",
    data,
    _id("occasion"),
    Column("position", SmallInteger, primary_key=True),
    _sealed(),
)
"""Who is in an occasion, by cast id, with call time and part (double, stand-in, background, closed-set crew)."""

standings: Final = _table("standings", data, _id("occasion"), _id("production", primary=False), _sealed())
"""What was done about an occasion: prompts, ticks, readiness, who counts as told that notice is short."""

unit_days: Final = _table(
    "unit_days",
    data,
    _id("unit"),
    Column("day", Date, primary_key=True, nullable=False),
    _id("production", primary=False),
    _sealed(),
)
"""One day of a unit: when its call sheet went out, when it wrapped."""

checkins: Final = _table(
    "checkins",
    data,
    _id("id"),
    _id("production", primary=False),
    Column("ends", Date, nullable=False),
    _sealed(),
)
"""Some of those who are asked at one minute, and about what; goes on the day after, whatever they answered."""

undos: Final = _table("undos", data, _id("production"), _sealed())
"""How the schedule was before its last change, while that can be taken back."""

concerns: Final = _table(
    "concerns",
    data,
    _id("id"),
    _id("production", primary=False),
    Column("way", LargeBinary(32), nullable=False, unique=True),
    _id("head_key", primary=False),
    _sealed("head"),
    _id("words_key", primary=False),
    _sealed("line"),
    Column("version", Integer, nullable=False),
)
"""A concern. `head` seals the handle, `way` is HMAC(lookup, handle): both roots together find the way back."""

words: Final = _table(
    "words",
    data,
    _id("concern"),
    Column("position", SmallInteger, primary_key=True),
    _sealed(),
)
"""What was said on a line, by position: the person's words, answers, notes. Always 16,384 bytes inside."""

steps: Final = _table(
    "steps",
    data,
    _id("concern"),
    Column("position", SmallInteger, primary_key=True),
    _sealed(),
)
"""The person's record: each step with its time, sealed."""

agenda: Final = _table(
    "agenda",
    data,
    _id("id"),
    _id("production", primary=False),
    Column("kind", String(16), nullable=False),
    _id("subject", primary=False),
    Column("step", SmallInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("lane", SmallInteger, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("attempts", SmallInteger, nullable=False),
)
"""All that is due: kind, concern or occasion, lane, due (milliseconds since 1970, UTC). Never a handle or a person."""

Index("agenda_due", agenda.c.lane, agenda.c.due)
Index("agenda_subject", agenda.c.subject)
Index("concerns_production", concerns.c.production)
Index("units_production", units.c.production)
Index("standings_production", standings.c.production)
Index("unit_days_production", unit_days.c.production)
Index("checkins_production", checkins.c.production)
Index("occasions_day", occasions.c.production, occasions.c.day)

names: Final = _table("names", data, _id("production"), _sealed())
"""The aliases whose cards still stand: none is used twice meanwhile."""

submissions: Final = _table(
    "submissions",
    data,
    Column("once", LargeBinary(32), primary_key=True, nullable=False),
    _id("concern", primary=False),
    Column("ends", Date, nullable=False),
    _sealed(),
)
"""Forms already taken, by HMAC of their `once`; sealed: a digest of the values and what they became."""

mailboxes: Final = _table(
    "mailboxes",
    data,
    Column("id", LargeBinary(32), primary_key=True, nullable=False),
    _id("production", primary=False),
    Column("ends", Date, nullable=False),
    _sealed(),
)
"""Where six words lead: the one pointer to a concern, sealed by a key that only the six words give."""

retired: Final = _table("retired", data, _id("key"))
"""Keys that were replaced or whose time is over. The destroyer destroys exactly what stands here."""

audit: Final = _table(
    "audit",
    data,
    _id("id"),
    _id("production", primary=False),
    Column("day", Date, nullable=False),
    _sealed(),
)
"""What readers and the operator did, without content, kept for 12 months."""

Index("audit_day", audit.c.day)

events: Final = _table(
    "events",
    data,
    Column("event", LargeBinary(32), primary_key=True, nullable=False),
    Column("ends", Date, nullable=False),
)
"""Events of platforms that were answered, by HMAC of the platform's own name for them; kept for two or three days."""

there: Final = _table(
    "there",
    data,
    Column("adapter", String(16), primary_key=True, nullable=False),
    Column("day", Date, nullable=False),
)
"""The last day (UTC) on which each platform was listened to: one row a platform, written once a day."""

keys_table: Final = _table("keys", keys, _id("id"), _sealed())
"""Wrapped keys. Destroying a row ends what it seals in every old backup of the data."""

tombstones: Final = _table("tombstones", keys, _id("key"))
"""Keys that were destroyed: replayed at every start, so that an older copy of `keys` brings none back."""
