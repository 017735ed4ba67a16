"""A round carries the check-ins of its evening: whoever gets its note gets no other one soon after it.

The note is the same for both, and everybody on the unit has it, so it doesn't show who is asked anything, or who muted
that. What they are asked stands behind [Open] from then on.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from escalation.checkin_plans import Rules, Slot
from storage import agenda, checkins, productions
from storage.checkins import Batch, Stage
from storage.keys import Production
from storage.productions import Asking
from storage.store import Tx


def carry(tx: Tx, production: Production, everybody: Collection[str], now: datetime) -> None:
    """Let the check-ins after work that are due this evening count as sent, where all of their people got the round."""
    own = productions.book(tx, production).asking or Asking()
    for batch in checkins.all_of(tx, production):
        if _is_this_evenings(batch, own.rules, now) and all(set(one.people) <= set(everybody) for one in batch.asked):
            checkins.mark(tx, production, batch, Stage.sent)
            agenda.drop(tx, bytes.fromhex(batch.id))


def _is_this_evenings(batch: Batch, rules: Rules, now: datetime) -> bool:
    """Whether it waits, all that it is about is over, and it is due no later than a check-in after work may be."""
    is_after = all(one.slot is Slot.after for one in batch.asked)
    return (
        batch.stage is Stage.waiting
        and is_after
        and batch.at - rules.after_wrap <= now < batch.at <= now + rules.within
    )
