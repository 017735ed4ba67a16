"""Where one gesture of the office stands: who it is shown to, the schedule, and how days and occasions are said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final

from adapters.surfaces import LONGEST_LABEL, Button
from bot.checkins.changes import NoSuchOccasion
from bot.desks.office_board import Board
from bot.text.catalog import Say, speaker
from escalation.occasions import Called, Occasion, Part, State
from storage.productions import Asking, Outside, Unit

_DAY: Final = timedelta(days=1)
_UNIT: Final = 12
"""Characters of a unit's id in a token: tokens are short."""
_MOST_CAST: Final = 12
"""Cast ids of one occasion at a glance; its own page has all."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the production says of itself. `may_act`: whoever asks is of its office by its own roster."""

    production: str
    units: tuple[Unit, ...] = field(repr=False)
    outside: tuple[Outside, ...] = field(repr=False)
    coordinators: tuple[str, ...]
    language: str
    asking: Asking = field(repr=False)
    may_act: bool


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the schedule, for the length of an answer; `told`: what the act before it came to."""

    shown: Shown
    board: Board
    told: str = ""

    @property
    def say(self) -> Say:
        """The language of whoever looks."""
        return speaker(self.shown.language)

    def of_day(self, token: str) -> tuple[Unit, date]:
        """The unit and the date of a day's token. Raises `NoSuchOccasion`."""
        start, _, rest = token.partition(".")
        unit = next((one for one in self.board.units if one.id[:_UNIT] == start), None)
        try:
            on = date.fromisoformat(rest.partition(".")[0])
        except ValueError:
            unit = None
        if unit is None:
            raise NoSuchOccasion
        return unit, on

    def dated(self, on: date) -> str:
        """A date with its weekday."""
        weekday, month = self.say("desk-weekday", day=on.isoweekday()), self.say("desk-month", month=on.month)
        return self.say("desk-date", weekday=weekday, day=on.day, month=month)

    def day(self, unit_id: str, on: date) -> str:
        """A day of a unit: whether it is today, its date, and the unit where there are several."""
        today = self.board.today(unit_id)
        near = {today: "today", today + _DAY: "tomorrow"}.get(on)
        day = self.say(f"scenes-day-{near}", date=self.dated(on)) if near else self.dated(on)
        if len(self.board.units) < 2:
            return day
        return self.say("scenes-day-of", day=day, unit=self.board.unit(unit_id).name)

    def when(self, occasion: Occasion) -> str:
        """An occasion's day; that it has none, where it waits for one."""
        return self.day(occasion.unit, occasion.day) if occasion.day else self.say("scenes-no-day")

    def line(self, occasion: Occasion) -> tuple[str, str]:
        """An occasion at a glance: name and time; who is in it, where it stands, what the coordinator says."""
        say, states = self.say, [State.planned, State.on_closed_set]
        name = named(occasion)
        label = say("scenes-at", name=name, time=clock(occasion.starts)) if occasion.starts else name
        parts = [self._cast(occasion)]
        if occasion.state is not State.planned:
            parts.append(say(f"scenes-state-{occasion.state.replace('_', '-')}"))
        if occasion.standby:
            parts.append(say("scenes-standby"))
        if occasion.state in states and (readiness := self.board.readiness.get(occasion.id)):
            parts.append(say(f"scenes-readiness-{readiness.replace('_', '-')}"))
        return label, " · ".join(parts)

    def _cast(self, occasion: Occasion) -> str:
        names = [self.called(one) for one in occasion.calls[:_MOST_CAST]]
        if len(occasion.calls) > _MOST_CAST:
            names.append(self.say("scenes-more-cast", count=len(occasion.calls) - _MOST_CAST))
        return ", ".join(names) or self.say("scenes-nobody")

    def called(self, called: Called) -> str:
        """A cast id, and that somebody has to visit them where nobody is linked."""
        is_linked = called.cast_id in self.board.linked
        return called.cast_id if is_linked else self.say("scenes-needs-visit", cast=called.cast_id)

    def call(self, called: Called) -> str:
        """When they report, and as what."""
        at = clock(called.at) if called.at else self.say("scenes-call-unknown")
        part = "" if called.part is Part.performer else self.say(f"scenes-part-{called.part.replace('_', '-')}")
        return ", ".join(filter(None, (at, part)))

    def press_day(self, action: str, unit_id: str, on: date) -> Button:
        """A press about a day, with the day for who hears the page."""
        label = self.say(f"scenes-press-{action}")
        spoken = self.say("scenes-spoken", press=label, what=self.dated(on))
        return Button(f"o-{action}", label, day_token(unit_id, on), spoken)

    def press(self, action: str, occasion: Occasion, more: str = "") -> Button:
        """A press about an occasion."""
        label = self.say(f"scenes-press-{(more or action).replace('_', '-')}")
        token = f"{occasion.id}.{more}" if more else occasion.id
        return Button(f"o-{action}", label, token, spoken_of(self.say, label, occasion))


def spoken_of(say: Say, label: str, occasion: Occasion) -> str:
    """A press with the occasion's name, for who hears the page."""
    return say("scenes-spoken", press=label, what=named(occasion)[:LONGEST_LABEL])


def named(occasion: Occasion) -> str:
    """What an occasion is called, with its episode where it has one."""
    return " ".join(filter(None, (occasion.episode, occasion.name))) or occasion.kind


def clock(at: time) -> str:
    """A wall time of the unit's zone."""
    return at.strftime("%H:%M")


def day_token(unit_id: str, on: date) -> str:
    """A unit's day, as it stands in a button."""
    return f"{unit_id[:_UNIT]}.{on:%Y%m%d}"
