"""The coordinator's own word on every flagged occasion of today and tomorrow, set by hand: two touches from the desk.

It is all that the office sees. Nothing here is counted or worked out of what anybody answered or wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from adapters.interface import Gesture, Pressed
from adapters.surfaces import LONGEST_LABEL, Block, Button, Heading, Page, Row, Say
from bot.checkins.changes import NoSuchOccasion
from bot.checkins.service import Schedules, Seen
from bot.desks.reader_rota import Told
from bot.desks.reader_seat import Seat
from bot.house import House
from bot.lines.owning import NoSuchLine
from escalation.occasions import Occasion, State
from escalation.readiness import Readiness
from escalation.roster import Role

_SETS: Final = {"r-ready": Readiness.ready, "r-hold": Readiness.hold, "r-ask-me": Readiness.ask_me}
_ALL: Final = "r-scenes"
_ON_DESK: Final = 5
_ON_PAGE: Final = 25
_TOMORROW: Final = timedelta(days=1)
_OPEN: Final = (State.planned, State.on_closed_set)


class ReaderReadiness:
    """What a coordinator or a backup sets for the office to see."""

    def __init__(self, house: House) -> None:
        self._schedules = Schedules(house)
        self._tokens = house.tokens

    async def act(self, seat: Seat, gesture: Gesture) -> Told | None:
        """Answer one press, None where it isn't for this side. Raises NoSuchLine for whoever may not."""
        act = gesture.act
        if not isinstance(act, Pressed) or act.action not in {*_SETS, _ALL}:
            return None
        if not _may_set(seat):
            raise NoSuchLine
        if act.action == _ALL:
            return Told(_page(seat, await self._schedules.seen()))
        return await self._set(seat, act.token, _SETS[act.action])

    async def above(self, seat: Seat) -> tuple[Block, ...]:
        """The next flagged occasions with their three presses; nothing where there is none, or it isn't theirs."""
        if not _may_set(seat):
            return ()
        seen = await self._schedules.seen()
        found = _flagged(seat, seen)
        shown = tuple(block for one in found[:_ON_DESK] for block in _one(seat, seen, one))
        rest = (Row((Button(_ALL, seat.say("scenes-press-all")),)),) if len(found) > _ON_DESK else ()
        lead = Heading(seat.say("scenes-ready-heading")), Say(seat.say("scenes-ready-lead"), quiet=True)
        return (*lead, *shown, *rest) if found else ()

    async def _set(self, seat: Seat, token: str, readiness: Readiness) -> Told:
        wanted = self._tokens.of_person(token, seat.place.account, seat.now)
        found = _flagged(seat, await self._schedules.seen())
        one = next((one for one in found if wanted is not None and one.id == wanted.hex()), None)
        if one is None:
            raise NoSuchLine
        try:
            await self._schedules.set_readiness(one.id, readiness)
        except NoSuchOccasion:
            raise NoSuchLine from None
        said = seat.say(f"scenes-says-{readiness.replace('_', '-')}")
        return Told(sentence=seat.say("scenes-ready-done", readiness=said, name=one.name))


def _may_set(seat: Seat) -> bool:
    roles = seat.place.me.roles if seat.place.me else ()
    return seat.is_reader and (Role.coordinator in roles or Role.backup in roles)


def _page(seat: Seat, seen: Seen) -> Page:
    found = _flagged(seat, seen)
    blocks = [block for one in found[:_ON_PAGE] for block in _one(seat, seen, one)]
    if len(found) > _ON_PAGE:
        blocks.append(Say(seat.say("scenes-more", count=len(found) - _ON_PAGE), quiet=True))
    lead = Say(seat.say("scenes-ready-lead"))
    return Page(seat.say("scenes-ready-title"), (lead, *blocks), (Button("r-desk", seat.say("desk-press-desk")),))


def _flagged(seat: Seat, seen: Seen) -> tuple[Occasion, ...]:
    """Flagged occasions of today and tomorrow in the units that they read for, by day and time."""
    mine = seat.place.me.units if seat.place.me else ()
    return tuple(
        one
        for one in seen.occasions
        if one.flags and one.state in _OPEN and (not mine or one.unit in mine) and one.day in _near(seat, one.unit)
    )


def _near(seat: Seat, unit_id: str) -> tuple[date, date]:
    today = seat.now.astimezone(ZoneInfo(seat.place.unit_by_id(unit_id).hours.zone)).date()
    return today, today + _TOMORROW


def _one(seat: Seat, seen: Seen, one: Occasion) -> Iterator[Block]:
    say = seat.say
    today, _ = _near(seat, one.unit)
    day = say("desk-day-today" if one.day == today else "desk-day-tomorrow")
    when = say("desk-time-on-day", day=day, time=one.starts.strftime("%H:%M")) if one.starts else day
    flags = ", ".join(say(f"schedule-flag-{flag.replace('_', '-')}") for flag in one.flags)
    cast = ", ".join(called.cast_id for called in one.calls) or say("scenes-nobody")
    readiness = say(f"scenes-says-{(seen.readiness[one.id] or Readiness.ask_me).replace('_', '-')}")
    yield Heading(say("scenes-at", name=one.name, time=when))
    yield Say(say("scenes-ready-now", cast=cast, flags=flags, readiness=readiness))
    yield Row(tuple(_press(seat, action, one) for action in _SETS))


def _press(seat: Seat, action: str, one: Occasion) -> Button:
    label = seat.say(f"scenes-press-{action.removeprefix('r-')}")
    spoken = seat.say("scenes-spoken", press=label, what=one.name[:LONGEST_LABEL])
    return Button(action, label, seat.token(bytes.fromhex(one.id)), spoken)
