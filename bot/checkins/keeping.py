"""Writes a change of the schedule and lets what is pending follow, in the transaction that it is called in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.checkins import known
from bot.checkins.changes import Changed
from bot.checkins.known import Known
from bot.checkins.replanning import Moment, replan
from escalation.checkins import About
from storage import occasions, productions, schedules
from storage.checkins import Batch, Stage
from storage.keys import Production
from storage.schedules import Undo
from storage.store import Tx


class NothingToUndo(Exception):
    """Nothing was changed that could be taken back."""


class AlreadySent(Exception):
    """Somebody was asked, prompted or told since: what people have read can't be unread."""


def hold(tx: Tx, production: Production) -> Known:
    """Keep the schedule from being changed by anybody else until this transaction ends, and read it."""
    productions.hold(tx, production)
    return known.read(tx, production)


def keep(tx: Tx, production: Production, found: Known, changed: Changed, moment: Moment) -> None:
    """Write what is different, remember how it was, and plan anew. `found` is what `hold` gave."""
    if not changed:
        return
    _write(tx, production, changed)
    schedules.put_undo(tx, production, _undo(found, changed, moment.now))
    replan(tx, production, _after(found, changed), moment, _ids(changed))


def keep_for_good(tx: Tx, production: Production, changed: Changed, moment: Moment) -> None:
    """Write what the production's file changed, which another file takes back, and plan anew in any case."""
    _write(tx, production, changed)
    schedules.put_undo(tx, production, None)
    replan(tx, production, known.read(tx, production), moment, _ids(changed))


def undo(tx: Tx, production: Production, moment: Moment) -> Changed:
    """Take the last change back. Raises `NothingToUndo` or `AlreadySent`."""
    found, last = hold(tx, production), schedules.undo_of(tx, production)
    if last is None:
        raise NothingToUndo
    if _was_sent(found, last):
        raise AlreadySent
    revisions = {one.id: one.revision for one in found.occasions}
    back = tuple(replace(one, revision=revisions.get(one.id, 0) + 1) for one in last.before)
    changed = Changed(back, last.days, tuple(one for one in last.added if one in revisions))
    _write(tx, production, changed)
    schedules.put_undo(tx, production, None)
    replan(tx, production, _after(found, changed), moment, _ids(changed))
    return changed


def can_undo(found: Known, last: Undo | None) -> bool:
    """Whether there is a change that can still be taken back."""
    return last is not None and not _was_sent(found, last)


def _write(tx: Tx, production: Production, changed: Changed) -> None:
    occasions.remove(tx, production, changed.gone)
    occasions.put(tx, production, changed.occasions)
    schedules.put_days(tx, production, changed.days)


def _after(found: Known, changed: Changed) -> Known:
    return found.having(changed.occasions, changed.gone, changed.days)


def _ids(changed: Changed) -> frozenset[str]:
    return frozenset(one.id for one in changed.occasions)


def _undo(found: Known, changed: Changed, now: datetime) -> Undo:
    before = {one.id: one for one in found.occasions}
    were = tuple(before[one] for one in (*_ids(changed), *changed.gone) if one in before)
    added = tuple(one for one in _ids(changed) if one not in before)
    return Undo(now, were, added, tuple(found.day(one.unit, one.on) for one in changed.days))


def _was_sent(found: Known, last: Undo) -> bool:
    """Whether anybody was asked, prompted or told since, of what it changed.

    Being asked of anything else may follow from what one person has pressed, and that is nobody's to see.
    """
    days = {(one.unit, one.on) for one in last.days}
    about = {one.id for one in found.occasions if (one.unit, one.day) in days}
    about |= {*last.added, *(one.id for one in last.before)}
    asked = any(
        one.stage is not Stage.waiting and one.at >= last.at and any(two.occasion in about for two in _abouts(one))
        for one in found.batches
    )
    return asked or any(one.step is not None and one.at >= last.at for one in found.done())


def _abouts(batch: Batch) -> Iterator[About]:
    for asked in batch.asked:
        yield from asked.about
