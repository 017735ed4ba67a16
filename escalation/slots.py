"""Decides, for the ladders that ask one after the other, whose turn it is and until when.

A slot is the time between two of the policy's deadlines. Whoever is skipped uses up no slot: the next one moves
forward into the same one.
"""

from dataclasses import replace
from datetime import datetime

from escalation.calendar import add_worked, first_on_duty, round_up
from escalation.concern import Urgency
from escalation.rungs import Ladder, Rung, Skip, Standing, Turn, Why, available_from, cover_lasts, rung_of


def lost(ladder: Ladder, turn: Turn) -> Why | None:
    """Say why the one whose turn it is can't be waited for any more; None while they can."""
    rung = rung_of(ladder, turn.reader)
    if rung is None:
        return Why.left_out
    if rung.standing is not Standing.reachable:
        return Why(rung.standing)
    if cover_lasts(rung, turn.due):
        return Why.covered
    if not turn.asked and available_from(rung, turn.ask_at) != turn.ask_at:
        return Why.off_duty if first_on_duty(rung.duty, turn.ask_at) != turn.ask_at else Why.covered
    return None


def leave(ladder: Ladder) -> tuple[Ladder, tuple[Skip, ...]]:
    """Take the turn, or the line, from whoever had it; only silence uses up the slot.

    Whoever was only waited for is no skip, but the person is told anew who comes next.
    """
    if ladder.holder:
        return replace(ladder, holder=None), (Skip(ladder.holder, _why_released(ladder, ladder.holder)),)
    if ladder.turn is None:
        return ladder, ()
    if not ladder.turn.asked:
        return replace(ladder, turn=None, told=None), ()
    why = lost(ladder, ladder.turn)
    skip = Skip(ladder.turn.reader, why or Why.silent)
    if why is None:
        anchor = ladder.turn.due if ladder.urgency is Urgency.before_scene else ladder.anchor
        ladder = replace(ladder, slot=ladder.slot + 1, slot_due=None, anchor=anchor)
    return replace(ladder, turn=None), (skip,)


def _why_released(ladder: Ladder, holder: str) -> Why:
    rung = rung_of(ladder, holder)
    return Why(rung.standing) if rung and rung.standing is not Standing.reachable else Why.lapsed


def enter(ladder: Ladder, now: datetime) -> tuple[Ladder, datetime]:
    """Fix the deadline that runs and give it; while nobody at all is on duty up to it, time stands still.

    It doesn't stand still past a call: there the ladder has to end before it.
    """
    due = ladder.slot_due or _deadline(ladder)
    least = now + ladder.policy.breath
    starts = [first_on_duty(rung.duty, now) for rung in _reachable(ladder)]
    start = min((start for start in starts if start), default=None)
    if start and start >= max(due, least) and not _past_call(ladder, now, start):
        ladder = replace(ladder, anchor=start, spent=ladder.policy.offset(ladder.slot - 1))
        due = _deadline(ladder)
    return replace(ladder, slot_due=due), max(due, least)


def _past_call(ladder: Ladder, now: datetime, start: datetime) -> bool:
    return ladder.urgency is Urgency.before_scene and ladder.call is not None and now < ladder.call <= start


def _deadline(ladder: Ladder) -> datetime:
    """Give the end of the slot that runs, coarse where the policy says so."""
    if ladder.urgency is Urgency.before_scene:
        return _scene_deadline(ladder)
    amount = ladder.policy.offset(ladder.slot) - ladder.spent
    due: datetime | None = ladder.anchor + amount
    if ladder.urgency is Urgency.today:
        on = [rung.duty for rung in _reachable(ladder)]
        due = add_worked(ladder.hours, on, ladder.anchor, amount)
    return round_up(due or ladder.anchor + amount, ladder.policy.coarse)


def _scene_deadline(ladder: Ladder) -> datetime:
    """Give half of the time left to the call, never beyond it; after the call, the least time."""
    start, rules = ladder.anchor, ladder.policy
    call = ladder.call or start
    share = (call - start) / 2
    if ladder.slot == 0:
        share = min(share, rules.scene_most)
    due = start + max(share, rules.scene_least)
    return min(due, call) if call > start else due


def choose(ladder: Ladder, now: datetime, due: datetime) -> tuple[Turn | None, tuple[Skip, ...]]:
    """Give the turn of the first who wasn't asked yet and can be before the deadline, and who was passed over."""
    passed: list[Skip] = []
    for rung in ladder.rungs:
        if rung.asks:
            continue
        ask_at = available_from(rung, now)
        why = _why_not(rung, ask_at, due)
        if ask_at and not why:
            return Turn(rung.reader, ask_at, max(due, ask_at + ladder.policy.breath)), tuple(passed)
        passed.append(Skip(rung.reader, why or Why.off_duty))
    return None, tuple(passed)


def _why_not(rung: Rung, ask_at: datetime | None, due: datetime) -> Why | None:
    if rung.standing is not Standing.reachable:
        return Why(rung.standing)
    if cover_lasts(rung, due) or (rung.cover and rung.cover.until == due):
        return Why.covered
    return Why.off_duty if ask_at is None or ask_at >= due else None


def _reachable(ladder: Ladder) -> tuple[Rung, ...]:
    return tuple(rung for rung in ladder.rungs if rung.standing is Standing.reachable)
