"""The moves of a ladder: each gives the ladder after it and its steps; when each is due stands in `ladder`."""

from dataclasses import replace
from datetime import datetime

from escalation.concern import Urgency
from escalation.roster import ReaderId
from escalation.rungs import (
    Ask,
    AskAgain,
    CountCovered,
    EndReached,
    Ladder,
    Nudge,
    OfferHold,
    OutsideHelpAgain,
    Phase,
    PromisePassed,
    RingAll,
    Skip,
    Standing,
    Step,
    TellClimbed,
    Turn,
    Why,
    asked,
    available_from,
    callable_rungs,
    rung_of,
)
from escalation.slots import choose, enter, leave

Steps = tuple[Step, ...]
Moved = tuple[Ladder, Steps]

EACH_TIME = (Why.silent, Why.lapsed)
"""What is told as often as it happens; the other reasons are told once for each reader."""


def climb(ladder: Ladder, now: datetime) -> Moved:
    """Give the turn to the next who can have it and tell who was skipped; with nobody left, end."""
    ladder, left = leave(ladder)
    ladder, due = enter(ladder, now)
    turn, passed = choose(ladder, now, due)
    skips = left + tuple(skip for skip in passed if skip not in (*ladder.skips, *left))
    kept = tuple(skip for skip in skips if skip.why not in EACH_TIME)
    ladder = replace(ladder, turn=turn, skips=ladder.skips + kept)
    if turn is None:
        return _ended(ladder, now, skips)
    ladder, tell = _tell(ladder, turn, skips)
    if turn.ask_at > now:
        return ladder, tell
    ladder, steps = ask(ladder, now)
    return ladder, tell + steps


def _tell(ladder: Ladder, turn: Turn, skips: tuple[Skip, ...] = ()) -> Moved:
    """Tell the person who was skipped, and whenever a time is later than the one they were told."""
    if not skips and ladder.told and turn.due <= ladder.told:
        return ladder, ()
    return replace(ladder, told=turn.due), (TellClimbed(skips, turn.reader, turn.ask_at, turn.due),)


def planned(ladder: Ladder) -> datetime | None:
    """Give the deadline that the next one in turn will have; None if nobody will, or if all are rung at once."""
    if ladder.urgency is Urgency.now or ladder.phase is not Phase.asking:
        return None
    turn = climb(ladder, ladder.anchor)[0].turn
    return turn.due if turn else None


def ask(ladder: Ladder, now: datetime) -> Moved:
    """Ask the one whose turn it is; if their duty came and went without a look, or cover came, the next."""
    turn = ladder.turn
    rung = rung_of(ladder, turn.reader) if turn else None
    if turn is None or rung is None:
        return ladder, ()
    if available_from(rung, now) != now:
        return climb(replace(ladder, turn=replace(turn, ask_at=now)), now)
    turn = replace(turn, asked=True, due=max(turn.due, now + ladder.policy.breath))
    ladder, tell = _tell(replace(asked(ladder, (turn.reader,), now), turn=turn), turn)
    return ladder, (*tell, Ask(turn.reader, again=bool(rung.asked_at), due=turn.due))


def ring(ladder: Ladder, now: datetime) -> Moved:
    """Ring everybody who may ever be asked; with nobody left, end."""
    readers = tuple(rung.reader for rung in callable_rungs(ladder))
    if not readers:
        return end(ladder, now)
    again = any(rung.asked_at for rung in ladder.rungs)
    ladder = replace(asked(ladder, readers, now), rings=ladder.rings + 1, rang_at=now, holder=None)
    return ladder, (RingAll(readers, again),)


def show_help(ladder: Ladder, _now: datetime) -> Moved:
    """Show outside help again, and count as covered who let two rings pass."""
    silent = unanswered_twice(ladder)
    steps: Steps = (OutsideHelpAgain(), CountCovered(silent)) if silent else (OutsideHelpAgain(),)
    return replace(ladder, helped=True), steps


def unanswered_twice(ladder: Ladder) -> tuple[ReaderId, ...]:
    """Give the readers of a `now` who let two rings pass and aren't known to be covered: a cover forgotten."""
    if ladder.urgency is not Urgency.now:
        return ()
    rungs = (rung for rung in ladder.rungs if rung.standing is Standing.reachable and not rung.cover)
    return tuple(rung.reader for rung in rungs if rung.asks >= 2 and not rung.met)


def end(ladder: Ladder, now: datetime) -> Moved:
    """End the ladder: the person is told the truth, and the asking goes on."""
    return _ended(ladder, now, ())


def _ended(ladder: Ladder, now: datetime, skipped: tuple[Skip, ...]) -> Moved:
    ladder = replace(ladder, phase=Phase.unanswered, ended_at=now, turn=None, holder=None, told=None)
    count = sum(1 for rung in ladder.rungs if rung.asks and rung.standing is not Standing.unreachable)
    return ladder, (EndReached(count, skipped, again_at(ladder, now)),)


def again_at(ladder: Ladder, now: datetime) -> datetime | None:
    """Give the next time, not before `now`, that somebody can be asked after the end; None if not foreseen."""
    rungs = callable_rungs(ladder)
    last = max((rung.asked_at for rung in rungs if rung.asked_at and rung.asks), default=None)
    at = max(now, last + ladder.policy.again) if last else now
    if ladder.urgency is Urgency.now:
        return at if rungs else None
    starts = [available_from(rung, at) for rung in rungs]
    return min((start for start in starts if start), default=None)


def ask_all(ladder: Ladder, now: datetime) -> Moved:
    """After the end, ask everybody who is on duty and not covered."""
    readers = tuple(rung.reader for rung in callable_rungs(ladder) if available_from(rung, now) == now)
    return asked(ladder, readers, now), (AskAgain(readers),)


def hold(ladder: Ladder, now: datetime) -> Moved:
    """Offer to ask for a hold, unless the call has passed."""
    ladder = replace(ladder, hold_offered=True)
    return ladder, (OfferHold(ladder.call),) if ladder.call and now < ladder.call else ()


def nudge(ladder: Ladder, now: datetime) -> Moved:
    """Nudge about the promise, unless it has passed."""
    promise = ladder.promise
    if promise is None:
        return ladder, ()
    ladder = replace(ladder, promise=replace(promise, nudged=True))
    may = ladder.put_off < ladder.policy.not_forgotten
    return ladder, (Nudge(promise.reader, promise.until, may),) if now < promise.until else ()


def lapse(ladder: Ladder, now: datetime) -> Moved:
    """Tell that the promise has passed, and go on at once with the next; or when the new words leave."""
    passed: Steps = (PromisePassed(ladder.promise.reader),) if ladder.promise else ()
    ladder = resumed(ladder, now)
    if now < ladder.released_at:
        return ladder, passed
    go_on = ring if ladder.urgency is Urgency.now else climb
    ladder, steps = go_on(ladder, now)
    return ladder, passed + steps


def resumed(ladder: Ladder, at: datetime) -> Ladder:
    """Give the ladder that asks on from here, the next one with their full time; who held it is passed over."""
    slot = ladder.slot + 1 if ladder.turn and ladder.turn.asked else ladder.slot
    return replace(
        ladder,
        phase=Phase.asking,
        promise=None,
        turn=None,
        anchor=max(at, ladder.released_at),
        slot=slot,
        slot_due=None,
        told=None,
        spent=ladder.policy.offset(slot - 1),
        rings=0,
        rang_at=None,
        helped=False,
    )
