"""Makes a production what its file says: founds it or changes it, in one transaction, as often as one likes."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from bot.checkins import keeping
from bot.checkins.changes import Changed
from bot.checkins.replanning import Moment
from bot.clock import SystemClock
from bot.lines import agenda_kinds as kinds
from bot.lines.place import as_reader
from bot.operator import difference, state, writing
from bot.operator.news import done, waiting
from bot.operator.shapes import ProductionFile
from bot.operator.state import State
from escalation.occasions import Occasion, is_intimate
from escalation.rescheduling import revised
from escalation.roster import reads
from storage import agenda, people, productions
from storage.errors import Stale
from storage.keys import Production, Spare, Use
from storage.people import Roster
from storage.productions import Book, Channel, Founding
from storage.store import Store, Tx

_TRIES: Final = 3


class End(Enum):
    """How an application of a file ends. Only the first two write anything."""

    founded = "founded"
    changed = "changed"
    unchanged = "unchanged"
    older = "older"
    newer = "newer"
    taken = "taken"
    shared = "shared"
    unknown = "unknown"
    nobody = "nobody"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: how it ended, the production's revision now, what was done, what is waited for.

    `difference` has the lines that were or would be changed. All of it is for whoever runs this Ghostlight.
    """

    end: End
    revision: int
    did: tuple[str, ...] = field(default=(), repr=False)
    waits: tuple[str, ...] = field(default=(), repr=False)
    difference: tuple[str, ...] = field(default=(), repr=False)


async def apply(store: Store, file: ProductionFile) -> Outcome:
    """Apply a file. Twice changes nothing the second time; a file older than the production changes nothing at all."""
    named = await store.read(lambda tx: _named(tx, file))
    if isinstance(named, Outcome):
        return named
    if named is None:
        return await _found(store, file)
    for _ in range(_TRIES):
        with contextlib.suppress(Stale):
            return await _change(store, file, named)
    return await _change(store, file, named)


def all_named(tx: Tx) -> dict[str, Production]:
    """Every production by its name."""
    return {productions.book(tx, one).name: one for one in productions.all_of(tx)}


def _named(tx: Tx, file: ProductionFile) -> Production | Outcome | None:
    """The production that the file means: by its name, or by the one it had before."""
    known, told = all_named(tx), file.production
    if told.was and told.was in known and told.name in known:
        return Outcome(End.taken, 0)
    if told.was and told.was not in known and told.name not in known:
        return Outcome(End.unknown, 0)
    mine = known.get(told.name) or known.get(told.was or "")
    return _shared(tx, file, {name: one for name, one in known.items() if one != mine}) or mine


def _shared(tx: Tx, file: ProductionFile, others: Mapping[str, Production]) -> Outcome | None:
    """Two productions never share a channel: most often one name was changed or misspelt."""
    book = state.book_of(file)
    for name, one in others.items():
        if _channels(book) & _channels(productions.book(tx, one)):
            return Outcome(End.shared, 0, (f"{name} has one of these channels already.",))
    return None


def _channels(book: Book) -> frozenset[Channel]:
    return frozenset((book.readers_channel, book.office_channel, *([book.door.channel] if book.door else ())))


async def _found(store: Store, file: ProductionFile) -> Outcome:
    key, production = await asyncio.to_thread(store.keys.make_production, os.urandom(16))
    (ledger,) = await asyncio.to_thread(store.keys.make, Use.ROUTE, production, 1)
    roster, filled = await asyncio.to_thread(store.keys.make, Use.CONTENT, production, 2)
    moment = _moment()

    def work(tx: Tx) -> Outcome:
        if file.production.name in all_named(tx):  # somebody else founded it meanwhile
            return Outcome(End.taken, 0)
        empty = State(state.book_of(file))
        productions.found(tx, production, empty.book, Founding(key, ledger, roster))
        becomes = state.wanted(file, production, empty)
        _write(tx, production, (empty, becomes), filled, moment)
        return Outcome(End.founded, becomes.book.revision, done(empty, becomes), waiting(becomes))

    return await store.write(work)


async def _change(store: Store, file: ProductionFile, production: Production) -> Outcome:
    (spare,) = await asyncio.to_thread(store.keys.make, Use.CONTENT, production, 1)
    moment = _moment()

    def work(tx: Tx) -> Outcome:
        productions.hold(tx, production)
        now = state.read(tx, production)
        outcome, becomes = _decided(file, now, state.wanted(file, production, now))
        if outcome.end is End.changed:
            _write(tx, production, (now, becomes), spare, moment)
            agenda.move(tx, production.id, kinds.ROTA, moment.now)  # whoever runs it looks at its readers at once
        return outcome

    outcome = await store.write(work)
    if outcome.end is not End.changed:
        await asyncio.to_thread(store.keys.destroy, [spare.id])
    return outcome


def _decided(file: ProductionFile, now: State, becomes: State) -> tuple[Outcome, State]:
    """What becomes of the file, and the state it leads to. Pure."""
    revision, told = now.book.revision, file.revision or 0
    differs = difference.between(writing.text_of(now), writing.text_of(becomes))
    if now == becomes:
        return Outcome(End.unchanged, revision, waits=waiting(now)), now
    if told != revision:
        return Outcome(End.older if told < revision else End.newer, revision, difference=differs), now
    if _reading(now) and not _reading(now) & _reading(becomes):
        return Outcome(End.nobody, revision), now
    becomes = replace(becomes, book=replace(becomes.book, revision=revision + 1))
    return Outcome(End.changed, revision + 1, done(now, becomes), waiting(becomes), differs), becomes


def _reading(state: State) -> frozenset[str]:
    """Who reads concerns. One of them has to stay: a yes to whoever comes is theirs to say, and nobody else's."""
    return frozenset(one.id for one in map(as_reader, state.roster.readers) if reads(one))


def _moment() -> Moment:
    return Moment(SystemClock().now(), os.urandom(16))


def _write(tx: Tx, production: Production, states: tuple[State, State], spare: Spare, moment: Moment) -> None:
    """Write what differs, and nothing else: an untouched page keeps its key. What is pending follows."""
    now, becomes = states
    if now.book != becomes.book:
        productions.rewrite_book(tx, production, becomes.book)
    _write_units(tx, production, now, becomes)
    if now.roster != becomes.roster:
        people.change(tx, production, spare, lambda roster: _unless_changed(roster, now, becomes))
    keeping.keep_for_good(tx, production, _changed(now, becomes, moment), moment)


def _unless_changed(roster: Roster, now: State, becomes: State) -> Roster:
    """The roster as it is to be, if it is still as it was read. Raises Stale: somebody joined in between."""
    if roster != now.roster:
        raise Stale
    return becomes.roster


def _write_units(tx: Tx, production: Production, now: State, becomes: State) -> None:
    before, after = {one.id: one for one in now.units}, {one.id: one for one in becomes.units}
    for gone in before.keys() - after.keys():
        productions.remove_unit(tx, production, gone)
    for unit_id, unit in after.items():
        if unit_id not in before:
            productions.add_unit(tx, production, unit)
        elif unit != before[unit_id]:
            productions.rewrite_unit(tx, production, unit)


def _changed(now: State, becomes: State, moment: Moment) -> Changed:
    """What the file makes of its occasions."""
    before, after = {one.id: one for one in now.occasions}, {one.id: one for one in becomes.occasions}
    differs = tuple(_noted(before.get(one.id), one, moment) for one in after.values() if before.get(one.id) != one)
    return Changed(differs, gone=tuple(before.keys() - after.keys()))


def _noted(before: Occasion | None, one: Occasion, moment: Moment) -> Occasion:
    if before:
        return revised(before, one, moment.now)
    return replace(one, placed=moment.now, flagged=moment.now if is_intimate(one) else None)
