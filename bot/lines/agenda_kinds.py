"""What stands on the agenda, by kind. The names are stored: never change one, add another."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from escalation.concern import Urgency
from storage import agenda
from storage.agenda import Entry, Lane
from storage.concerns import Concern
from storage.keys import Production
from storage.store import Tx

LADDER: Final = "ladder"
"""Look at a line's ladder; fenced by the ladder's version, which stands in `version`."""
CARD: Final = "card"
"""Post a line's card in the readers' channel, or withhold it. Once per line; `step` 1 posts it anew as a nudge."""
EDIT: Final = "edit"
"""Change the card to how the line stands."""
ASK: Final = "ask"
"""Ask one reader by DM; `step` is their place among the line's readers, which never changes."""
NOTE: Final = "note"
"""The one neutral note to the person who wrote."""
WORDS: Final = "words"
"""Added words leave: readers may see position `step`, and are told that there is something new."""
ANSWER: Final = "answer"
"""A reader's words leave: the person may see position `step`."""
EFFECT: Final = "effect"
"""What the person did becomes visible to readers: withdrawing or closing."""
ENDS: Final = "ends"
"""A draft, a closed or a forgotten line ends, with its keys."""


def lane_of(urgency: Urgency) -> Lane:
    """`now` has a lane of its own, before everything."""
    return Lane.NOW if urgency is Urgency.now else Lane.TALK


def plan(  # noqa: PLR0913 - these are the columns of one row
    tx: Tx,
    production: Production,
    row_id: bytes,
    kind: str,
    concern: bytes,
    due: datetime,
    *,
    lane: Lane = Lane.TALK,
    step: int = 0,
    version: int = 0,
) -> None:
    """Put one thing on the agenda."""
    agenda.add(tx, [Entry(row_id, production.id, kind, concern, lane, due, step, version)])


def plan_ladder(tx: Tx, production: Production, row_id: bytes, concern: Concern, due: datetime) -> None:
    """Look at this line's ladder at `due`; replaces the look that was planned before."""
    agenda.drop(tx, concern.id, [LADDER])
    rungs = concern.line.ladder
    if rungs:
        lane = lane_of(concern.line.urgency)
        plan(tx, production, row_id, LADDER, concern.id, due, lane=lane, version=rungs.version)
