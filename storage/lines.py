"""What is sealed inside a concern: the line, each thing said on it, each step of the person's record.

Stored payloads: a field may be added with a default, never renamed or removed (see `sealed.Codec`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from escalation.concern import Basis, Follow, State, TheyKnow, Urgency, Wish
from escalation.rungs import Ladder
from storage.sealed import Codec


class Voice(StrEnum):
    """Who speaks: the person, a reader to the person, or readers among themselves."""

    PERSON = "person"
    READER = "reader"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Said:
    """Words on a line. `by` is a reader's opaque id, empty for the person.

    `asks_yes` names to whom these words would be passed on, and asks for the person's yes; `answers` is that yes or no.
    `spoke` says that both have spoken, and asks the person to confirm it. `lets_in` is the id of a reader whom the
    line's holder would let read it too; the question has it, and the person's answer to it.
    """

    voice: Voice
    words: str = field(repr=False)
    at: datetime = field(repr=False)
    by: str = ""
    asks_yes: str = field(repr=False, default="")
    answers: str = field(repr=False, default="")
    spoke: bool = False
    lets_in: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """A step of the record: a fixed code, when, which reader, a moment that was promised, and how many were asked."""

    code: str
    at: datetime = field(repr=False)
    reader: str = ""
    until: datetime | None = field(repr=False, default=None)
    count: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A concern's thread, without its words.

    `closed_on`: the day on which the person closed or withdrew it. `kept_until`: they asked to keep it until then.
    `erased_on`: the day on which it ends, once they were told of it, or asked for it (`erase_asked`). `way_over`: the
    way back ended after a closing. `tells_office`: at an unanswered `now` they let the office know that nobody answers.
    `left_out`: readers who were not ticked, and a reader who wrote it, so that nobody can tell the two. `they_know`:
    whether the person it happened to knows of it. `by_minor`: whoever wrote it said that they are under 18.
    """

    alias: str
    urgency: Urgency
    state: State
    unit: str
    readers: tuple[str, ...]
    saved_at: datetime
    leaves_at: datetime
    ends_at: datetime
    left_out: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    muted: tuple[str, ...] = ()
    follow: Follow = Follow.any_time
    wish: Wish = Wish.talk_first
    basis: Basis = Basis.unsaid
    category: str = ""
    category_next: str = ""
    occasion: str = ""
    pass_to: str = ""
    keep_from: str = ""
    they_know: TheyKnow = TheyKnow.unsaid
    by_minor: bool = False
    ladder: Ladder | None = None
    opened_by: tuple[str, ...] = ()
    taken_by: str = ""
    promise: datetime | None = None
    waiting: tuple[int, ...] = ()
    pending: str = ""
    erase_at_close: bool = False
    hidden: tuple[int, ...] = ()
    is_all_right: bool = False
    live_until: datetime | None = None
    name_shown: str = ""
    mailbox: str = ""
    card: str = ""
    direct: bool = False
    after_wrap: bool = False
    closed_on: date | None = None
    kept_until: date | None = None
    erased_on: date | None = None
    erase_asked: bool = False
    way_over: bool = False
    tells_office: bool = False
    old_cards: tuple[str, ...] = ()

    @property
    def cards(self) -> tuple[str, ...]:
        """Every card of it that stands in the readers' channel: also older ones, which the platform kept so far."""
        return tuple(one for one in (self.card, *self.old_cards) if one)

    @property
    def is_withdrawing(self) -> bool:
        """Withdrawn, and that isn't visible yet: its words are gone, so nothing of it can be opened or left.

        A closing that isn't visible yet changes nothing for readers: closed to them is what is closed to everybody.
        """
        return self.pending == "withdraw"


LINE: Final = Codec(Line)
SAID: Final = Codec(Said)
NOTED: Final = Codec(Noted)
