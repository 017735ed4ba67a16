"""Decides what office and readers are told of the schedule at one instant: prompts, and whose notice is short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.checkins.known import Known
from escalation.call_times import Dated, dated, first_call
from escalation.notice import NEEDED, Short, counts_from, short
from escalation.occasions import CAST, is_intimate, is_on
from escalation.prompts import Done, Duty, Prompt, Step, prompts
from storage.schedules import Standing


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to be said about an occasion: a prompt, or for whom notice is short."""

    dated: Dated = field(repr=False)
    prompt: Prompt | None = None
    short: tuple[Short, ...] = field(repr=False, default=())


def due_now(found: Known, now: datetime) -> tuple[Told, ...]:
    """Give what is to be said now. A notice says more than that nobody ticked the paperwork, so it takes its place."""
    known = dated(found.schedule(now))
    by_id = {one.occasion.id: one for one in known}
    notices = tuple(Told(one, short=new) for one in known if (new := _new(found, one, now)))
    told = {one.dated.occasion.id for one in notices}
    asked = [
        Told(by_id[one.occasion], one)
        for one in prompts(known, found.done(), now, found.asking.times)
        if one.at <= now and not ((one.duty, one.step) == (Duty.paperwork, Step.tell) and one.occasion in told)
    ]
    return (*notices, *asked)


def next_due(found: Known, now: datetime) -> datetime | None:
    """Give when something is to be said next; `now` if it is already."""
    known = dated(found.schedule(now))
    if any(_new(found, one, now) for one in known):
        return now
    coming = prompts(known, found.done(), now, found.asking.times)
    return coming[0].at if coming else None


def after(found: Known, told: Told, now: datetime) -> Standing:
    """Give what stands about the occasion once this was said."""
    standing = found.standings.get(told.dated.occasion.id, Standing())
    duty, step = (told.prompt.duty, told.prompt.step) if told.prompt else (Duty.paperwork, Step.tell)
    done = (*standing.done, Done(told.dated.occasion.id, duty, step, now))
    if (duty, step) != (Duty.paperwork, Step.tell):
        return replace(standing, done=done)
    ids = (*standing.told, *(one.cast_id for one in told.short), *_unticked(found, told.dated))
    return replace(standing, done=done, told=tuple(dict.fromkeys(ids)))


def without_mended(found: Known, now: datetime) -> Iterator[tuple[str, Standing]]:
    """Give each standing that names somebody who has notice again, without them: they may be told about anew."""
    for one in dated(found.schedule(now)):
        standing = found.standings.get(one.occasion.id, Standing())
        if standing.told:
            left = _short_ids(found, one, now)
            kept = tuple(each for each in standing.told if each in left)
            if kept != standing.told:
                yield one.occasion.id, replace(standing, told=kept)


def _new(found: Known, one: Dated, now: datetime) -> tuple[Short, ...]:
    """Whose notice is short, and nobody was told."""
    if not found.asking.times.notice:
        return ()
    told = found.standings.get(one.occasion.id, Standing()).told
    return tuple(each for each in short(one, found.ticks(one.occasion.id), now) if each.cast_id not in told)


def _short_ids(found: Known, one: Dated, now: datetime) -> frozenset[str]:
    """Whose notice is short, or will be before anything else happens, since the line has passed unticked."""
    is_past = is_intimate(one.occasion) and is_on(one.occasion) and first_call(one) - now < NEEDED
    ids = {each.cast_id for each in short(one, found.ticks(one.occasion.id), now)}
    return frozenset((*ids, *(_unticked(found, one) if is_past else ())))


def _unticked(found: Known, one: Dated) -> tuple[str, ...]:
    ticks = found.ticks(one.occasion.id)
    cast = (each for each in one.occasion.calls if each.part in CAST)
    return tuple(each.cast_id for each in cast if counts_from(one, each, ticks) is None)
