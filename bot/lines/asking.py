"""What became of asking a reader: reached, not yet, not at all; and whether the channel may have the card.

*Unreachable* is a permanent refusal, or not accepted within 60 s (`now`) or 5 min (others) of being asked. Trying goes
on all the same: asked late is better than not asked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines.due import Due, OnLine
from bot.lines.owning import OVER, noted
from escalation import acts
from escalation.concern import Urgency
from escalation.rungs import Phase, rung_of
from storage import agenda, concerns
from storage.agenda import Entry
from storage.concerns import Concern
from storage.lines import Line
from storage.store import Tx

LIMITS: Final = {Urgency.now: timedelta(seconds=60)}
LIMIT: Final = timedelta(minutes=5)
LOOK_AGAIN: Final = timedelta(minutes=5)
"""How often a channel with a stranger in it is looked at again while a card waits for it."""
_SELDOM: Final = timedelta(hours=1)
_CALLS: Final = (Phase.asking, Phase.unanswered)


class Asking:
    """The transactions that follow a try to ask somebody."""

    def __init__(self, house: House) -> None:
        self._on = OnLine(house)

    async def card_stands(self, entry: Entry, ref: str, drawn: Line, *, replaced: bool) -> None:
        """Keep where the card stands, and take the entry off. `replaced`: the one before it is gone.

        `drawn` is the line that it shows: what has moved on while the card was on its way is shown by an edit.
        """

        def change(tx: Tx, concern: Concern, due: Due) -> None:
            line = concern.line
            left = () if replaced or line.card in ("", ref) else (line.card,)
            line = replace(line, card=ref, direct=False, old_cards=(*line.old_cards, *left))
            concern = concerns.save(tx, self._on.house.production, concern, line)
            if line.state is not drawn.state:
                self._on.plan(tx, concern, due.ids[0], kinds.EDIT, due.now)
            agenda.finish(tx, due.entry.id)

        await self._on.run(entry, change)

    async def card_waits(self, entry: Entry, wait: timedelta) -> None:
        """The card can't stand in the channel yet: readers are asked by DM, and the person's record says so."""

        def change(tx: Tx, concern: Concern, due: Due) -> None:
            if not concern.line.direct:
                noted(tx, self._on.house.production, concern, "direct", due.now)
                concerns.save(tx, self._on.house.production, concern, replace(concern.line, direct=True))
            if concern.line.state in OVER:
                agenda.finish(tx, due.entry.id)
            else:  # whoever was left out mostly stays in the channel: that is looked at less often
                longer = _SELDOM if concern.line.left_out or concern.line.recused else wait
                agenda.put_off(tx, due.entry.id, due.now + longer)

        await self._on.run(entry, change)

    async def withheld(self, subject: bytes, gone: frozenset[str]) -> None:
        """These cards were taken away from a channel with a stranger in it: the line waits, and the record says so.

        What isn't among them stands there still, and goes with the line.
        """
        house = self._on.house
        now, row_id = house.clock.now(), house.entropy.bytes(16)

        def work(tx: Tx) -> None:
            concern = concerns.find(tx, house.production, subject, lock=True)
            if concern is None:
                return
            line = concern.line
            left = tuple(one for one in line.cards if one not in gone)
            if line.card:
                noted(tx, house.production, concern, "direct", now)
                self._on.plan(tx, concern, row_id, kinds.CARD, now + LOOK_AGAIN)
                line = replace(line, card="", direct=True)
            concerns.save(tx, house.production, concern, replace(line, old_cards=left))

        await house.store.write(work)

    async def unreachable(self, entry: Entry, reader: str) -> None:
        """A reader can't be reached: their rung is skipped at once."""

        def change(tx: Tx, concern: Concern, due: Due) -> None:
            rungs = concern.line.ladder
            if rungs:
                self._on.replan(tx, concern, acts.unreachable(rungs, reader, due.now), due)
            agenda.finish(tx, due.entry.id)

        await self._on.run(entry, change)

    async def not_yet_reached(self, entry: Entry, reader: str, wait: timedelta) -> None:
        """The platform didn't take it: try again after `wait`; past the limit the rung is skipped meanwhile."""

        def change(tx: Tx, concern: Concern, due: Due) -> None:
            rungs = concern.line.ladder
            rung = rung_of(rungs, reader) if rungs else None
            limit = LIMITS.get(concern.line.urgency, LIMIT)
            if rungs and rung and rung.asked_at and due.now - rung.asked_at >= limit:
                self._on.replan(tx, concern, acts.unreachable(rungs, reader, due.now), due)
            agenda.put_off(tx, due.entry.id, due.now + wait)

        await self._on.run(entry, change)

    async def reached(self, entry: Entry, reader: str) -> None:
        """The platform took it: whoever counted as unreachable counts again."""

        def change(tx: Tx, concern: Concern, due: Due) -> None:
            rungs = concern.line.ladder
            after = acts.reached(rungs, reader) if rungs else None
            if after and after != rungs:
                self._on.replan(tx, concern, after, due)
            agenda.finish(tx, due.entry.id)

        await self._on.run(entry, change)

    async def ring_again(self, entry: Entry, wait: timedelta) -> None:
        """The ring didn't go through: again after `wait`, while somebody is still being asked."""

        def change(tx: Tx, concern: Concern, due: Due) -> None:
            rungs = concern.line.ladder
            if rungs and rungs.phase in _CALLS:
                agenda.put_off(tx, due.entry.id, due.now + wait)
            else:
                agenda.finish(tx, due.entry.id)

        await self._on.run(entry, change)
