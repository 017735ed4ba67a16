"""One entry of the agenda that is due, carried out on its line in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, TypeVar

from bot.house import House
from bot.lines import agenda_kinds as kinds
from escalation import ladder
from escalation.rungs import Ladder
from storage import agenda, concerns
from storage.agenda import Entry
from storage.concerns import Concern
from storage.keys import Spare
from storage.store import Tx

T = TypeVar("T")
_IDS: Final = 64
"""Enough for a look that asks and rings two dozen readers."""


@dataclass(frozen=True, slots=True)
class Due:
    """An entry that is due, with the moment and the chance of carrying it out."""

    entry: Entry
    now: datetime
    ids: tuple[bytes, ...] = field(repr=False)
    page: tuple[Spare, ...] = field(repr=False, default=())
    keys: tuple[Spare, ...] = field(repr=False, default=())
    roll: float = field(repr=False, default=0.0)


class OnLine:
    """Runs a change on the line that an entry is about."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def run(
        self, entry: Entry, change: Callable[[Tx, Concern, Due], T], *, page: bool = False, keys: int = 0
    ) -> T | None:
        """Run on the entry's concern; where that is gone the entry goes too."""
        ids = tuple(self.house.entropy.bytes(16) for _ in range(_IDS))
        spares = (await self.house.ledger_key(),) if page else ()
        roll, content = self.house.entropy.roll(), await self.house.content_keys(keys)
        due = Due(entry, self.house.clock.now(), ids, spares, content, roll)

        def work(tx: Tx) -> T | None:
            concern = concerns.find(tx, self.house.production, entry.subject, lock=True)
            if concern is None:
                agenda.finish(tx, entry.id)
                return None
            return change(tx, concern, due)

        return await self.house.store.write(work)

    def replan(self, tx: Tx, concern: Concern, rungs: Ladder, due: Due) -> Concern:
        """Keep a changed ladder and plan its next look."""
        concern = concerns.save(tx, self.house.production, concern, replace(concern.line, ladder=rungs))
        after = ladder.next_due(rungs)
        if after:
            kinds.plan_ladder(tx, self.house.production, due.ids[3], concern, max(after, due.now))
        return concern

    def plan(self, tx: Tx, concern: Concern, row_id: bytes, kind: str, at: datetime, step: int = 0) -> None:
        """Put something about this line on the agenda, in its lane."""
        lane = kinds.lane_of(concern.line.urgency)
        kinds.plan(tx, self.house.production, row_id, kind, concern.id, at, lane=lane, step=step)
