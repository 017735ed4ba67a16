"""The roster: who works on a production, in one sealed page. No table has a name or a user id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from escalation.calendar import Duty
from escalation.checkins import Wishes
from escalation.roster import Cover, Role
from storage import pages
from storage.envelope import pad, unpad
from storage.keys import Production, Spare
from storage.sealed import Codec
from storage.store import Tx

_FIRST_SIZE: Final = 65536


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader says of themselves, what they have promised, and where they are.

    `accepted`: they ticked the promise. `acting`: an acting reader said yes to them, or they were the first. `here_at`:
    when they last pressed [I'm here]; `heard_on`: the last day on which a human said that they heard the ring, and
    `rung_on` the last one on which it was tested. `asked_on`: when they, or an acting reader about them, were last
    asked; `declined`: they, or that reader, said no.
    """

    introduction: str
    duty: Duty
    languages: tuple[str, ...] = ("en",)
    on_set: bool = True
    by_phone: str = ""
    ring_url: str = ""
    knows: str = ""
    accepted: bool = False
    acting: bool = False
    cover: Cover | None = None
    here_at: datetime | None = None
    heard_on: date | None = None
    rung_on: date | None = None
    asked_on: date | None = None
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster, or who joined. `repr` shows nothing but the opaque id.

    `unsure`: those of their cast ids that they haven't said yes to. `wishes`: what they said of their own check-ins;
    nobody else sees it. `key`: what the production's file calls them; empty for those whom no file names. `announced`:
    everybody was told that they read. `round`: platform and message of the last round's note to them. `welcomed`: they
    were told what this is, or can't be.
    """

    id: str
    name: str = field(repr=False)
    roles: tuple[Role, ...] = field(repr=False)
    platform: str = field(repr=False)
    workspace: str = field(repr=False)
    user: str = field(repr=False)
    language: str = field(repr=False, default="")
    zone: str = field(repr=False, default="")
    joined: bool = field(repr=False, default=False)
    units: tuple[str, ...] = field(repr=False, default=())
    cast_ids: tuple[str, ...] = field(repr=False, default=())
    reading: Reading | None = field(repr=False, default=None)
    key: str = field(repr=False, default="")
    announced: bool = field(repr=False, default=False)
    round: str = field(repr=False, default="")
    welcomed: bool = field(repr=False, default=False)
    unsure: tuple[str, ...] = field(repr=False, default=())
    wishes: Wishes = field(repr=False, default=Wishes())

    def is_at(self, platform: str, workspace: str, user: str) -> bool:
        """Whether this account is theirs."""
        return (self.platform, self.workspace, self.user) == (platform, workspace, user)


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody known on a production."""

    people: tuple[Person, ...] = ()

    def at(self, platform: str, workspace: str, user: str) -> Person | None:
        """The person behind this account, None if nobody on the roster has it."""
        return next((one for one in self.people if one.is_at(platform, workspace, user)), None)

    def by_id(self, person_id: str) -> Person | None:
        """The person with this id."""
        return next((one for one in self.people if one.id == person_id), None)

    @property
    def readers(self) -> tuple[Person, ...]:
        """Everybody who reads concerns or was asked to."""
        return tuple(one for one in self.people if one.reading is not None)

    def having(self, person: Person) -> Roster:
        """The same roster with this person added or replaced."""
        return replace(self, people=(*(one for one in self.people if one.id != person.id), person))


_CODEC: Final = Codec(Roster)


def create(tx: Tx, production: Production, spare: Spare) -> None:
    """Write an empty roster for a new production."""
    pages.create(tx, production, pages.ROSTER, pad(_CODEC.dump(Roster()), _FIRST_SIZE), spare)


def read(tx: Tx, production: Production) -> Roster:
    """Open the roster."""
    return _CODEC.load_again(production.id, unpad(pages.read(tx, production, pages.ROSTER)))


def change(tx: Tx, production: Production, spare: Spare, changed: Callable[[Roster], Roster]) -> Roster:
    """Lock the roster, change it, write it whole; it doubles when full and never shrinks."""
    page = pages.rewrite(tx, production, pages.ROSTER, spare)
    roster = changed(_CODEC.load(unpad(page.content)))
    _put(tx, page, roster)
    return roster


def attend(tx: Tx, production: Production, spare: Spare, work: Callable[[Roster], Roster]) -> None:
    """Lock the roster, do what needs it to stand still, and write it only where it is another one afterwards."""
    page = pages.rewrite(tx, production, pages.ROSTER, spare)
    before = _CODEC.load(unpad(page.content))
    after = work(before)
    if after != before:
        _put(tx, page, after)


def _put(tx: Tx, page: pages.Rewrite, roster: Roster) -> None:
    dumped, size = _CODEC.dump(roster), len(page.content)
    while len(dumped) + 4 > size:
        size *= 2
    page.put(tx, pad(dumped, size))
