"""Where one gesture of a person stands: their place, their language, this moment, and how times are said there."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.house import House
from bot.lines.owning import Access
from bot.lines.place import Account, Place
from bot.text.catalog import Say, language_name, speaker, spoken_language
from escalation.concern import Urgency
from escalation.roster import About
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Here:
    """One gesture's surroundings, for the length of its answer.

    `is_guest`: their account can be ended by somebody else any day. It is told for this one answer and kept nowhere.
    """

    house: House
    place: Place = field(repr=False)
    now: datetime
    is_guest: bool = field(repr=False, default=False)

    @property
    def say(self) -> Say:
        """The person's language."""
        return speaker(self.place.language)

    @property
    def say_to_readers(self) -> Say:
        """The production's language, for our own words that readers see: a person's own would tell of them."""
        return speaker(spoken_language(self.place.book.language))

    @property
    def account(self) -> Account:
        """Whose gesture it is."""
        return self.place.account

    @property
    def platform(self) -> str:
        """The platform they are on: some sentences about who else can see what name it."""
        return self.account[0]

    @property
    def zone(self) -> ZoneInfo:
        """The person's own zone where the roster knows it, else the unit's."""
        own = self.place.me.zone if self.place.me else ""
        return ZoneInfo(own or self.place.unit.hours.zone)

    def clock(self, moment: datetime) -> str:
        """A moment as people say it: the time, with the day if it isn't today."""
        local, today = moment.astimezone(self.zone), self.now.astimezone(self.zone).date()
        if local.date() == today:
            return local.strftime("%H:%M")
        return self.say("day-and-time", day=self.day(moment), time=local.strftime("%H:%M"))

    def day(self, moment: datetime) -> str:
        """A day as people say it."""
        local = moment.astimezone(self.zone)
        return self.say("day", day=local.day, month=self.say(f"month-{local.month}"))

    def reader(self, reader_id: str) -> str:
        """A reader's name; somebody who has left has none any more."""
        return self.place.reader_name(reader_id) or self.say("a-reader")

    def readers(self) -> tuple[Person, ...]:
        """Who could read a concern of this person, in order."""
        return self.place.readers(About(Urgency.today, self.place.unit.id, safety=True))

    def languages(self, codes: tuple[str, ...]) -> str:
        """Languages by name, in the person's own."""
        return ", ".join(language_name(code, self.place.language) for code in codes)

    def once(self) -> str:
        """A fresh random mark for one form."""
        return base64.urlsafe_b64encode(self.house.entropy.bytes(16)).decode().rstrip("=")

    def token(self, access: Access) -> str:
        """A token of this person for one of their lines."""
        return self.house.tokens.for_person(access.concern, self.account, self.now.date(), by_key=access.by_key)

    def access(self, token: str) -> Access | None:
        """The line a token stands for, if it is this person's and not too old."""
        for by_key in (False, True):
            concern = self.house.tokens.of_person(token, self.account, self.now, by_key=by_key)
            if concern:
                return Access(concern, by_key)
        return None
