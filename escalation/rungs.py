"""The values a ladder is made of: rungs, the turn that runs, the ladder itself, and the steps it asks for.

All are frozen and made of strings, numbers, booleans, None, enums, UTC datetimes, dates, times, lengths of time and
tuples of such values, so that they can be written down and read back.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from escalation.calendar import ALWAYS, Duty, Hours, first_on_duty
from escalation.concern import Urgency
from escalation.policy import Policy
from escalation.roster import Cover, ReaderId, is_covered


class Standing(StrEnum):
    """Whether a rung can be asked at all."""

    reachable = "reachable"
    unreachable = "unreachable"
    recused = "recused"
    left_out = "left_out"


class Why(StrEnum):
    """Why a rung was skipped; `silent`: asked, and its time has passed; `lapsed`: its promise has."""

    silent = "silent"
    lapsed = "lapsed"
    covered = "covered"
    off_duty = "off_duty"
    unreachable = "unreachable"
    recused = "recused"
    left_out = "left_out"


class Phase(StrEnum):
    """What a ladder is doing: asking one after the other, asking on after its end, holding a promise, or nothing.

    `answered`: a reader wrote, it is the person's turn. `still`: rested, all right, withdrawn, closed, or a record.
    """

    asking = "asking"
    unanswered = "unanswered"
    taken = "taken"
    answered = "answered"
    still = "still"


@dataclass(frozen=True, slots=True)
class Rung:
    """One reader of the concern; `asked_at` is the last time, `asks` the number of times in this run.

    `met`: they took, opened or answered, so that their asks aren't unanswered.
    """

    reader: ReaderId
    duty: Duty = ALWAYS
    cover: Cover | None = None
    standing: Standing = Standing.reachable
    asked_at: datetime | None = None
    asks: int = 0
    met: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is: asked at `ask_at` (their duty may only begin), and the next one's turn is at `due`."""

    reader: ReaderId
    ask_at: datetime
    due: datetime
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """A reader who was passed over, and why."""

    reader: ReaderId
    why: Why


@dataclass(frozen=True, slots=True)
class Promise:
    """A reader's promised time: who, since when, until when; `nudged` once for it."""

    reader: ReaderId
    given: datetime
    until: datetime
    nudged: bool = False


@dataclass(frozen=True, slots=True)
class Ladder:
    """All that decides who is asked next about one concern. Built by `ladder.released`, changed by its functions.

    `anchor` and `spent`: at the instant `anchor`, `spent` of the policy's offsets had passed; time that stood still
    (nobody on duty, a promise that was held) moves the anchor. `slot` counts the deadlines that have passed, and
    `slot_due` is the one that runs; `told` is the time that the person was told. `rings` counts those of a `now`.
    `version` grows with every change.
    """

    urgency: Urgency
    released_at: datetime
    policy: Policy
    rungs: tuple[Rung, ...]
    hours: Hours
    anchor: datetime
    call: datetime | None = None
    phase: Phase = Phase.asking
    spent: timedelta = timedelta(0)
    slot: int = 0
    slot_due: datetime | None = None
    turn: Turn | None = None
    told: datetime | None = None
    skips: tuple[Skip, ...] = ()
    rings: int = 0
    rang_at: datetime | None = None
    helped: bool = False
    hold_offered: bool = False
    ended_at: datetime | None = None
    holder: ReaderId | None = None
    promise: Promise | None = None
    put_off: int = 0
    opened: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask this reader, in the channel (once, if it may know) and by a message; their time ends at `due`."""

    reader: ReaderId
    again: bool
    due: datetime


@dataclass(frozen=True, slots=True)
class RingAll:
    """Ring all these readers at once, by chat and by their `ring_url`."""

    readers: tuple[ReaderId, ...]
    again: bool


@dataclass(frozen=True, slots=True)
class AskAgain:
    """The ladder has ended and goes on asking: ask all these readers."""

    readers: tuple[ReaderId, ...]


@dataclass(frozen=True, slots=True)
class TellClimbed:
    """Tell the person who was skipped and why, who is asked next and when, and the next time.

    `skipped` is empty where only the time is later than the one they were told. `asked_at` lies ahead where the next
    reader's duty has yet to begin.
    """

    skipped: tuple[Skip, ...]
    reader: ReaderId
    asked_at: datetime
    next_time: datetime


@dataclass(frozen=True, slots=True)
class OutsideHelpAgain:
    """Show the person outside help again."""


@dataclass(frozen=True, slots=True)
class CountCovered:
    """Two rings went unanswered: count these readers as covered (`Cover(guessed=True)`) until they act."""

    readers: tuple[ReaderId, ...]


@dataclass(frozen=True, slots=True)
class OfferHold:
    """Offer the person to ask for a hold; the call is at `call`."""

    call: datetime


@dataclass(frozen=True, slots=True)
class Nudge:
    """Nudge a reader about their promise, with [Not forgotten] only if they may put it off."""

    reader: ReaderId
    until: datetime
    may_put_off: bool


@dataclass(frozen=True, slots=True)
class PromisePassed:
    """Tell the person that this reader's promise has passed."""

    reader: ReaderId


@dataclass(frozen=True, slots=True)
class EndReached:
    """Tell the person that `asked` people were asked and nobody has answered, with outside help.

    `again_at` is the next time somebody is asked, None if nobody can be foreseen to be.
    """

    asked: int
    skipped: tuple[Skip, ...]
    again_at: datetime | None


Step = (
    Ask
    | RingAll
    | AskAgain
    | TellClimbed
    | OutsideHelpAgain
    | CountCovered
    | OfferHold
    | Nudge
    | PromisePassed
    | EndReached
)
"""What the bot has to do. Steps of one decision belong together: what they tell is one note."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The steps to do now (none, or those of one move), the ladder after them, and when to decide again.

    `next_at` None: nothing is due until somebody acts. `next_at` not after now: something else is due already,
    and is done at the next look.
    """

    steps: tuple[Step, ...]
    ladder: Ladder
    next_at: datetime | None


def rung_of(ladder: Ladder, reader: ReaderId) -> Rung | None:
    """Give this reader's rung, None if they have none."""
    return next((rung for rung in ladder.rungs if rung.reader == reader), None)


def with_rung(ladder: Ladder, changed: Rung) -> Ladder:
    """Give the ladder with this reader's rung put in the place of the old one."""
    rungs = tuple(changed if rung.reader == changed.reader else rung for rung in ladder.rungs)
    return replace(ladder, rungs=rungs)


def asked(ladder: Ladder, readers: tuple[ReaderId, ...], at: datetime) -> Ladder:
    """Give the ladder in which these readers have been asked at this instant."""
    for rung in ladder.rungs:
        if rung.reader in readers:
            ladder = with_rung(ladder, replace(rung, asked_at=at, asks=rung.asks + 1))
    return ladder


def may_be_asked(rung: Rung) -> bool:
    """Say whether this reader may ever be asked; one who couldn't be reached is tried again later."""
    return rung.standing in (Standing.reachable, Standing.unreachable)


def cover_lasts(rung: Rung, until: datetime) -> bool:
    """Say whether this reader's cover swallows a deadline: it ends after it, or at an unknown time."""
    cover = rung.cover
    return cover is not None and (cover.until is None or cover.until > until)


def available_from(rung: Rung, at: datetime) -> datetime | None:
    """Give the first instant from `at` on when this reader is on duty and not covered; None if not foreseen.

    A cover without an end keeps nobody from being asked after the ladder's end: there is nothing to lose.
    """
    cover = rung.cover
    if cover is not None and cover.until is not None and is_covered(cover, at):
        at = cover.until
    return first_on_duty(rung.duty, at)


def callable_rungs(ladder: Ladder) -> tuple[Rung, ...]:
    """Give the rungs that may ever be asked, in order."""
    return tuple(rung for rung in ladder.rungs if may_be_asked(rung))
