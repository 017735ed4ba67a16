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
RING: Final = "ring"
"""Ring one reader's second way, for a `now`; `step` is their place among the line's readers."""
COVERED: Final = "covered"
"""Two rings went unanswered: count this reader (`step`) as covered until they act."""
NOTE: Final = "note"
"""The one neutral note to the person who wrote."""
WORDS: Final = "words"
"""Added words leave: readers may see position `step`, and are told that there is something new."""
ANSWER: Final = "answer"
"""A reader's words leave: the person may see position `step`."""
EFFECT: Final = "effect"
"""What the person did becomes visible to readers: withdrawing or closing."""
ENDS: Final = "ends"
"""Look at how long a draft or a line lives: tell its person, end the way back, or end it with its keys."""
NIGHTLY: Final = "nightly"
"""Once a night: what is over goes, and each line that has come near an end is looked at. About a production."""
ROUND: Final = "round"
"""The same note at a unit's wrap, in the place of the last one. About a unit; `step` is a batch,
`version` how many batches there are, 0 until the first one."""
SLOT: Final = "slot"
"""A cover check of a unit begins; subject is the unit, `version` the slot's own time in minutes since 1970."""
SLOT_ENDS: Final = "slot_ends"
"""A cover check of a unit ends; subject and `version` as above."""
OFFICE_SAYS: Final = "office_says"
"""One constant sentence in the office channel about the subject, a unit; `step` says which, `version` as above."""
READER_DM: Final = "reader_dm"
"""One content-free DM; subject is a reader's mark (`bot.rota.who`), `version` the minute it was planned."""
TEST_RING: Final = "test_ring"
"""Ring a reader's second way as a test; subject and `version` as above."""
ROTA: Final = "rota"
"""Look at the readers once a day: who came, who left, who was asked and hasn't answered."""
EVERYBODY: Final = "everybody"
"""The one neutral note to everybody who joined (of the subject, where that is a unit); the book's news say what for.

`step` is a batch, `version` how many batches there are, 0 until the first one.
"""
DOOR: Final = "door"
"""Let the card from which everybody writes stand in its channel as it reads today; about a production."""
WELCOME: Final = "welcome"
"""Tell everybody who joined, and wasn't told yet, what this is; about a production, and one entry at most."""

CHECK_IN: Final = "check_in"
"""Ask the people of one batch of check-ins by the one neutral note; subject is the batch."""
DUTIES: Final = "duties"
"""Look at the schedule: what the office is asked to do, and whether notice is short. About a production, one entry."""


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


def plan_asking(  # noqa: PLR0913 - these are the columns of one row
    tx: Tx, production: Production, row_id: bytes, kind: str, concern: Concern, at: datetime, *, step: int
) -> None:
    """Ask or ring one reader at `at`; replaces what still waits from before, so that nobody gets a burst."""
    agenda.drop_step(tx, concern.id, kind, step)
    lane = lane_of(concern.line.urgency)
    plan(tx, production, row_id, kind, concern.id, at, lane=lane, step=step)


def plan_ladder(tx: Tx, production: Production, row_id: bytes, concern: Concern, due: datetime) -> None:
    """Look at this line's ladder at `due`; replaces the look that was planned before."""
    agenda.drop(tx, concern.id, [LADDER])
    rungs = concern.line.ladder
    if rungs:
        lane = lane_of(concern.line.urgency)
        plan(tx, production, row_id, LADDER, concern.id, due, lane=lane, version=rungs.version)
