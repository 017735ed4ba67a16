"""Where one gesture of a reader stands: place, language, moment, tokens for them alone, and how times are said.

A reader's pages name no exact time of anything a person did: days and parts of a day, and deadlines rounded up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from adapters.surfaces import MOST_BUTTONS, Button, Row
from bot.lines.place import Place, wall
from bot.lines.reader_view import TheirLine, is_reader
from bot.text.catalog import Say, speaker
from escalation.calendar import round_up
from escalation.concern import Urgency
from storage.tokens import Tokens

_PARTS: Final = ((6, "night"), (12, "morning"), (18, "afternoon"), (24, "evening"))
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Seat:
    """One gesture's surroundings, for the length of its answer."""

    place: Place = field(repr=False)
    tokens: Tokens = field(repr=False)
    now: datetime

    @property
    def say(self) -> Say:
        """The reader's language."""
        return speaker(self.place.language)

    @property
    def is_reader(self) -> bool:
        """Whether whoever sits here reads concerns at present."""
        return is_reader(self.place)

    def token(self, concern: bytes) -> str:
        """A token for a line that only this account can press."""
        return self.tokens.for_person(concern, self.place.account, self.now.date())

    def press(self, act: str, line: TheirLine, *, main: bool = False) -> Button:
        """One act on a line, with the line's name for who hears the page."""
        label = self.say(f"desk-press-{act}")
        spoken = self.say("desk-spoken", press=label, alias=line.line.alias)
        return Button(f"r-{act}", label, self.token(line.id), spoken, main=main)

    def names(self, readers: Iterable[str]) -> str:
        """Readers by name, as a list; who left the production is left out."""
        return ", ".join(filter(None, map(self.place.reader_name, readers)))

    def clock(self, line: TheirLine, at: datetime) -> str:
        """A deadline as people on the line's unit say it, rounded up except for `now`."""
        zone = self.zone(line)
        exact = line.line.urgency is Urgency.now
        local = (at if exact else round_up(at)).astimezone(zone)
        time = wall(local, names_zone=self.place.several_clocks(at))
        today = self.now.astimezone(zone).date()
        if local.date() == today:
            return time
        return self.say("desk-time-on-day", day=self._day(local, today=self.now.astimezone(zone)), time=time)

    def came(self, line: TheirLine) -> str:
        """When the line reached its readers, no finer than a part of a day."""
        zone = self.zone(line)
        local = min(line.line.leaves_at, self.now).astimezone(zone)
        part = next(name for end, name in _PARTS if local.hour < end)
        return self.say(f"desk-came-{part}", day=self._day(local, today=self.now.astimezone(zone)))

    def zone(self, line: TheirLine) -> ZoneInfo:
        """The zone of the line's unit."""
        return ZoneInfo(self.place.unit_by_id(line.line.unit).hours.zone)

    def _day(self, local: datetime, *, today: datetime) -> str:
        near = {today.date(): "today", today.date() + _DAY: "tomorrow", today.date() - _DAY: "yesterday"}
        if local.date() in near:
            return self.say(f"desk-day-{near[local.date()]}")
        weekday, month = self.say("desk-weekday", day=local.isoweekday()), self.say("desk-month", month=local.month)
        return self.say("desk-date", weekday=weekday, day=local.day, month=month)


def rows(buttons: Iterable[Button]) -> tuple[Row, ...]:
    """Buttons in rows that no platform has to cut."""
    laid = tuple(buttons)
    return tuple(Row(laid[at : at + MOST_BUTTONS]) for at in range(0, len(laid), MOST_BUTTONS))
