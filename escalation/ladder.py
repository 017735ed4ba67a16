"""Decides who is asked next: one ladder per concern. The door to all of it: import from here.

How it asks (DOMAIN section 4; the numbers are in `policy`):

- `now` rings every reader who isn't left out or recused at once, on duty or not, covered or not; again after 3 min;
  at 5 min outside help is shown again; then comes the end.
- `today`, `soon` and `before_scene` ask one reader after the other. Each has until a deadline that counts from
  release, posted or not: `today` counts shooting time (and outside it the duty of anybody who could be asked), `soon`
  counts hours, `before_scene` halves the time left. While nobody at all is on duty up to a deadline, time stands still.
- Skipped at once: recused, left out, unreachable, covered up to the deadline, off duty up to it. The next one moves
  forward into the same time. Who comes on duty or out of cover before the deadline is asked then, and not before it.
  Whoever is asked has at least the policy's `breath`. Who was skipped is asked at a later deadline if they can be.
- At the end the person is told the truth; then everybody who is on duty and not covered is asked, again and again.
- Once taken only the promise counts: a nudge, at most two [Not forgotten]; when it passes, the next is asked.
- `record` has no ladder.

`decide` makes at most **one move a look**, so that no burst follows an outage; the same ladder and instant always give
the same decision. `slots` finds whose turn it is, `moves` makes the moves, `acts` has what people and readers do.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from escalation.acts import (
    Refusal,
    Refused,
    covered,
    handed_over,
    joined,
    left_out,
    more_words,
    not_forgotten,
    opened,
    quiet,
    reached,
    recused,
    replied,
    rostered,
    taken,
    unreachable,
)
from escalation.concern import Moment, Urgency
from escalation.moves import (
    Moved,
    Steps,
    again_at,
    ask,
    ask_all,
    climb,
    end,
    hold,
    lapse,
    nudge,
    planned,
    ring,
    show_help,
    unanswered_twice,
)
from escalation.policy import Policy, policy
from escalation.roster import Cover, Reader
from escalation.rungs import (
    Ask,
    AskAgain,
    CountCovered,
    Decision,
    EndReached,
    Ladder,
    Nudge,
    OfferHold,
    OutsideHelpAgain,
    Phase,
    Promise,
    PromisePassed,
    RingAll,
    Rung,
    Skip,
    Standing,
    Step,
    TellClimbed,
    Turn,
    Why,
    callable_rungs,
)
from escalation.slots import lost

__all__ = [
    "Ask",
    "AskAgain",
    "CountCovered",
    "Decision",
    "EndReached",
    "Ladder",
    "Nudge",
    "OfferHold",
    "OutsideHelpAgain",
    "Phase",
    "Policy",
    "Promise",
    "PromisePassed",
    "Refusal",
    "Refused",
    "RingAll",
    "Rung",
    "Skip",
    "Standing",
    "Step",
    "TellClimbed",
    "Turn",
    "Why",
    "covered",
    "decide",
    "handed_over",
    "joined",
    "left_out",
    "more_words",
    "next_due",
    "not_forgotten",
    "opened",
    "policy",
    "promised_by",
    "quiet",
    "reached",
    "recused",
    "released",
    "replied",
    "rostered",
    "taken",
    "unanswered_twice",
    "unreachable",
]

Move = Callable[[Ladder, datetime], Moved]
Due = tuple[datetime, Move]


def released(
    urgency: Urgency,
    moment: Moment,
    readers: Iterable[Reader],
    covers: Iterable[Cover] = (),
    rules: Policy | None = None,
) -> Ladder:
    """Build the ladder of a concern that leaves at `moment.at`, with `roster.readers_for`'s readers in order.

    It is built when the concern is saved: nothing is due before that instant. Raises `ValueError` for `before_scene`
    without a call.
    """
    if urgency is Urgency.before_scene and moment.call is None:
        raise ValueError("before_scene needs a call")
    cover = {each.reader: each for each in covers}
    ladder = Ladder(
        urgency=urgency,
        released_at=moment.at,
        policy=rules or policy(urgency),
        rungs=tuple(Rung(reader.id, reader.duty, cover.get(reader.id)) for reader in readers),
        hours=moment.hours,
        anchor=moment.at,
        call=moment.call,
        phase=Phase.still if urgency is Urgency.record else Phase.asking,
    )
    return replace(ladder, told=planned(ladder))


def decide(ladder: Ladder, now: datetime) -> Decision:
    """Say what to do at this instant: at most one move, the ladder after it, and when to decide again.

    Nothing has happened unless the new ladder is kept.
    """
    after = ladder
    steps: Steps = ()
    due = _next(after, now)
    while due and due[0] <= now and not steps:
        after, steps = due[1](after, now)
        due = _next(after, now)
    if after != ladder:
        after = replace(after, version=ladder.version + 1)
    return Decision(steps, after, due[0] if due else None)


def next_due(ladder: Ladder) -> datetime | None:
    """Give the instant of the next move, None if nothing is due until somebody acts. It may lie in the past."""
    due = _next(ladder, ladder.ended_at or ladder.released_at)
    return due[0] if due else None


def promised_by(ladder: Ladder) -> datetime | None:
    """Give the one clock time by which somebody reads it or the next is asked; None where none can be named.

    It includes the wait before release and is the ladder's own deadline to the second. While a promise runs it is the
    promise.
    """
    if ladder.promise:
        return ladder.promise.until
    if ladder.urgency is Urgency.now and ladder.phase is Phase.asking and ladder.rang_at is None:
        return ladder.anchor + ladder.policy.repeat if callable_rungs(ladder) else None
    if ladder.turn is None and ladder.phase is Phase.asking:
        ladder = decide(ladder, ladder.anchor).ladder
    return ladder.turn.due if ladder.turn else next_due(ladder)


def _next(ladder: Ladder, now: datetime) -> Due | None:
    """Give the earliest move; of two at one instant the first in its list."""
    if ladder.phase is Phase.asking:
        dues = _ringing(ladder) if ladder.urgency is Urgency.now else _climbing(ladder)
    elif ladder.phase is Phase.unanswered:
        dues = _asking_on(ladder, now)
    else:
        dues = _promised(ladder)
    return min(dues, key=lambda due: due[0], default=None)


def _climbing(ladder: Ladder) -> list[Due]:
    turn = ladder.turn
    if turn is None:
        return [(ladder.anchor, climb), *_holding(ladder)]
    if lost(ladder, turn):
        return [(ladder.released_at, climb)]
    return [(turn.due, climb) if turn.asked else (turn.ask_at, ask), *_holding(ladder)]


def _ringing(ladder: Ladder) -> list[Due]:
    rules, anchor, rang_at = ladder.policy, ladder.anchor, ladder.rang_at
    if not callable_rungs(ladder):
        return [(anchor, end)]
    if rang_at is None:
        return [(anchor, ring)]
    helping: list[Due] = [] if ladder.helped else [(anchor + rules.outside_help, show_help)]
    if ladder.rings == 1:
        return [(max(anchor + rules.repeat, rang_at + rules.breath), ring), *helping]
    return [*helping, (rang_at + rules.again, end)]


def _asking_on(ladder: Ladder, now: datetime) -> list[Due]:
    at = again_at(ladder, max(now, ladder.ended_at or now))
    if at is None:
        return _holding(ladder)
    return [(at, ring if ladder.urgency is Urgency.now else ask_all), *_holding(ladder)]


def _promised(ladder: Ladder) -> list[Due]:
    promise = ladder.promise
    if promise is None:
        return []
    before = min(ladder.policy.nudge, (promise.until - promise.given) / 2)
    nudging: list[Due] = [] if promise.nudged else [(promise.until - before, nudge)]
    return [*nudging, (promise.until, lapse)]


def _holding(ladder: Ladder) -> list[Due]:
    if ladder.urgency is not Urgency.before_scene or ladder.call is None or ladder.hold_offered:
        return []
    return [(max(ladder.released_at, ladder.call - ladder.policy.hold), hold)]
