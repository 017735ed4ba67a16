"""What the office fills in: another day, a push, flags to confirm, who is a child, pasted rows with their dry run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from adapters.surfaces import (
    LONGEST_OPTION,
    LONGEST_WORDS,
    Block,
    Button,
    Choice,
    Choices,
    Form,
    Heading,
    Quoted,
    Say,
    TextField,
)
from bot.desks.office_look import Look, day_token, named
from bot.schedules import telling
from bot.schedules.consequences import DryRun
from bot.schedules.shape import Fault, Read
from escalation.occasions import CAST, Flag, Occasion
from storage.productions import Unit

MINUTES: Final = (-60, -30, -15, 15, 30, 60)
_DAYS: Final = 21
_MOST_SAID: Final = 30
_MOST_CHILDREN: Final = 25


def move(look: Look, one: Occasion, once: str) -> Form:
    """Which day it is given; the check-ins of it follow."""
    say, today = look.say, look.board.today(one.unit)
    days = [today + timedelta(days=more) for more in range(_DAYS)]
    chosen = f"{one.day:%Y%m%d}" if one.day in days else ""
    options = tuple((f"{on:%Y%m%d}", look.dated(on)) for on in days)
    field = Choice("to", say("scenes-label-day"), options, chosen)
    blocks = (Heading(named(one)), Say(look.when(one)), Say(say("scenes-move-means"), quiet=True))
    return Form("o-move", say("scenes-move-title"), blocks, (field,), say("scenes-press-move"), once, one.id)


def push(look: Look, day: tuple[Unit, date], stamp: str, once: str, chosen: str = "", *, problem: str = "") -> Form:
    """By how much the day's times are later or earlier."""
    say, (unit, on) = look.say, day
    options = tuple((str(by), say("scenes-later" if by > 0 else "scenes-earlier", minutes=abs(by))) for by in MINUTES)
    known = chosen if chosen in dict(options) else ""
    field = Choice("by", say("scenes-label-by"), options, known)
    blocks = (Heading(look.day(unit.id, on)), Say(say("scenes-push-means"), quiet=True))
    token = f"{day_token(unit.id, on)}.{stamp}"
    title, send = say("scenes-push-title"), say("scenes-press-push")
    return Form("o-push", title, blocks, (field,), send, once, token, problem=problem)


def flags(look: Look, one: Occasion, once: str, ticked: Iterable[Flag] | None = None, problem: str = "") -> Form:
    """Which flags a person confirms; private to whoever opened it."""
    say = look.say
    options = tuple((flag.value, say(f"schedule-flag-{flag.replace('_', '-')}")) for flag in Flag)
    chosen = tuple(flag.value for flag in (one.flags if ticked is None else ticked))
    field = Choices("flags", say("scenes-label-flags"), options, chosen)
    blocks = (Heading(named(one)), Say(look.when(one)), Say(say("scenes-flags-mean"), quiet=True))
    title, send = say("scenes-flags-title"), say("scenes-press-confirm")
    return Form("o-flags", title, blocks, (field,), send, once, at_revision(one), problem=problem)


def child(look: Look, one: Occasion, once: str, ticked: Iterable[str] | None = None, problem: str = "") -> Form | None:
    """Who of the cast is under age: numbers in the schedule, by their place in it. None where nobody is called."""
    say = look.say
    cast = [(str(at), called) for at, called in enumerate(one.calls) if called.part in CAST][:_MOST_CHILDREN]
    if not cast:
        return None
    known = [at for at, called in cast if called.child] if ticked is None else ticked
    options = tuple((at, called.cast_id[:LONGEST_OPTION]) for at, called in cast)
    field = Choices("children", say("scenes-label-child"), options, tuple(at for at, _ in cast if at in known))
    blocks = (Heading(named(one)), Say(look.when(one)), Say(say("scenes-child-means"), quiet=True))
    title, send = say("scenes-child-title"), say("scenes-press-confirm")
    return Form("o-child", title, blocks, (field,), send, once, at_revision(one), problem=problem)


def paste(look: Look, once: str, rows: str = "", problem: str = "", faults: Iterable[Fault] = ()) -> Form:
    """A box for rows; what is wrong with those in it stands above."""
    say = look.say
    blocks: tuple[Block, ...] = (Say(say("scenes-paste-how")), Say(say("scenes-paste-first"), quiet=True))
    found = tuple(Say(text) for text in _some(telling.faults(faults, say), look))
    title, send = say("scenes-paste-title"), say("scenes-press-look")
    return Form("o-paste", title, (*blocks, *found), (_box(look, rows),), send, once, problem=problem)


def dry_run(look: Look, found: tuple[Read, DryRun, str], rows: str, once: str, problem: str = "") -> Form:
    """What the rows would change, as sentences; the rows stand in the box still, and [Apply] is bound to them."""
    say, (read, run, stamp) = look.say, found
    blocks: list[Block] = [Say(text) for text in _some(telling.faults(read.faults, say), look)]
    blocks += [Say(say("scenes-left-out", count=len(read.left_out)))] if read.left_out else []
    blocks += [Say(text) for text in _some(telling.consequences(run, say), look)]
    again = Button("o-again", say("scenes-press-again"))
    token, title, send = f"{stamp}.{digest(rows)}", say("scenes-dry-title"), say("scenes-press-apply")
    fields = (_box(look, rows),)
    return Form("o-apply", title, tuple(blocks), fields, send, once, token, (again,), problem)


def digest(rows: str) -> str:
    """A short mark of these rows: [Apply] is for what was shown and nothing else."""
    written = "\n".join(line.rstrip() for line in rows.strip().splitlines())
    return sha256(written.encode()).hexdigest()[:16]


def at_revision(one: Occasion) -> str:
    """An occasion as it was read, for a form's token."""
    return f"{one.id}.{one.revision}"


def _box(look: Look, rows: str) -> TextField:
    return TextField("rows", look.say("scenes-label-rows"), Quoted(rows[:LONGEST_WORDS]), tall=True, required=True)


def _some(texts: tuple[str, ...], look: Look) -> tuple[str, ...]:
    """As many as a page holds; the last of all says that nothing was sent, so it stays."""
    if len(texts) <= _MOST_SAID:
        return texts
    return (*texts[: _MOST_SAID - 1], look.say("schedule-more", count=len(texts) - _MOST_SAID), texts[-1])
