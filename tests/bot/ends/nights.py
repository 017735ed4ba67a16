"""Time that goes by in days, and what is kept, for the tests of ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from adapters.interface import Pressed
from storage import agenda, concerns, ledger, people, productions
from storage.agenda import Entry
from storage.concerns import Concern
from storage.people import Roster
from storage.store import Tx
from tests.privacy.life import Life, _answered
from tests.privacy.set import ZONE, OnSet

NOTE = "Ghostlight: a note for you"


def today(on: OnSet) -> date:
    """The day it is on the set."""
    return on.clock.now().astimezone(ZoneInfo(ZONE)).date()


async def night_of(on: OnSet, day: date, at: time = time(3)) -> None:
    """Let it be the night (or this time) of that day, with nothing on the way but what is due at its end."""
    moment = datetime.combine(day, at, ZoneInfo(ZONE))
    on.clock.moment = max(on.clock.moment, moment.astimezone(on.clock.moment.tzinfo))
    await on.settle()
    assert on.faults == []


async def nights(on: OnSet, days: int) -> None:
    """Let so many days pass, at once, until the night of the last."""
    await night_of(on, today(on) + timedelta(days=days))


async def lines(on: OnSet) -> tuple[Concern, ...]:
    """Every concern that is kept, drafts too."""
    return await on.read(concerns.all_of)


async def line(on: OnSet) -> Concern:
    """The only one."""
    (found,) = await lines(on)
    return found


async def slots(on: OnSet) -> int:
    """How many ways back are kept."""
    return len(await on.read(ledger.slots))


async def entries(on: OnSet, subject: bytes, kind: str) -> tuple[Entry, ...]:
    """What stands on the agenda."""
    found = await on.read(lambda tx, _: agenda.of(tx, subject))
    return tuple(one for one in found if one.kind == kind)


async def rewrite(on: OnSet, **more: Any) -> None:
    """Change what the production says about itself."""

    def work(tx: Tx) -> None:
        productions.rewrite_book(tx, on.production, replace(productions.book(tx, on.production), **more))

    await on.store.write(work)


async def roster(on: OnSet) -> Roster:
    """Everybody who is known."""
    return await on.read(people.read)


def notes_to(on: OnSet, user: str) -> int:
    """How many notes were sent to somebody."""
    return sum(call.verb == "send" and call.to == user for one in on.platforms.values() for call in one.calls)


async def kept_note(life: Life) -> Concern:
    """A dated note of the person's own, which asks nobody anything."""
    await life.raised("for me alone", urgency="record")
    return await line(life.on)


async def shared(life: Life, words: str = "by the river") -> Concern:
    """A line that has reached its readers and that one of them has taken and answered."""
    await life.raised(words)
    await life.left()
    await life.vera.open_card()
    await life.vera.press("r-take")
    await life.vera.fill()
    await _answered(life, "r-answer", words="I hear you.")
    await life.left()
    return await line(life.on)


async def closed(life: Life) -> Concern:
    """The same, closed by its person; readers see it."""
    await shared(life)
    await life.on_line("close", "close-yes")
    await life.left()
    return await line(life.on)


async def look(life: Life) -> str:
    """The person's newest line, as they read it."""
    await life.to_line()
    return life.me.text


async def press_all(life: Life, action: str) -> str:
    """Press something that stands on no line."""
    await life.me.act(Pressed(action))
    return life.me.text
