"""A bot for looking at the set: it answers as the real desks would, in the words of the domain, and keeps nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from adapters.interface import (
    Act,
    Answer,
    ChannelAddress,
    Command,
    Gesture,
    Joined,
    OpenedHome,
    Pressed,
    Show,
    Submitted,
    Wrote,
)
from adapters.local.cast import Cast, Move, SetPerson
from adapters.surfaces import Button, Card
from tests.adapters.shown import CANT_CARRY, HOME, PAGES, TYPED, preview, raise_form

READERS = ChannelAddress("local", "set", "readers")
OFFICE = ChannelAddress("local", "set", "office")

CAST = Cast(
    (
        SetPerson("ana", "Ana Brisk", "make-up"),
        SetPerson("tomas", "Tomás Vela", "grip, second unit", language="es"),
        SetPerson("wren", "Wren Castle", "coordinator", audience="reader"),
        SetPerson("ode", "Ode Larkin", "backup, by phone", audience="reader"),
        SetPerson("ivo", "Ivo Marsh", "second AD", audience="office"),
        SetPerson("pia", "Pia Stone", "producer", audience="office"),
    ),
    READERS,
    OFFICE,
)

NOTE = Card(
    "Ghostlight: a note for you",
    buttons=(
        Button("open", "Open", main=True),
        Button("now", "Now", spoken="Now: ask for someone at once"),
    ),
)
LINE = Card(
    "Ghostlight: coordination",
    "Quiet Heron",
    (("Urgency", "today"), ("Answer by", "23:40"), ("State", "released, nobody has opened it")),
    (Button("open_line", "Open", token="t-heron", spoken="Open Quiet Heron"),),
)
DUTY = Card(
    "Ghostlight: coordination",
    "Scene 12A",
    (("Yours to do", "paperwork sent?"), ("Call", "Thursday, 13:00")),
    (Button("duty_done", "It is sent", token="t-12a", spoken="Scene 12A: it is sent"),),
)


@dataclass(slots=True)
class Clock:
    """A stage whose clock only moves when somebody moves it."""

    at: datetime = datetime(2026, 11, 12, 21, 5, tzinfo=UTC)
    zone: str = "Europe/Madrid"
    moves: list[Move] = field(default_factory=list)

    def now(self) -> datetime:
        """The moment it is on the set."""
        return self.at

    async def move(self, what: Move) -> None:
        """Five minutes, an hour; anything else is half a day here."""
        self.moves.append(what)
        self.at += {"5min": timedelta(minutes=5), "1h": timedelta(hours=1)}.get(what, timedelta(hours=12))


@dataclass(slots=True)
class Script:
    """Remembers each gesture and answers from the table below; `instead` answers first, where it is set."""

    seen: list[Gesture] = field(default_factory=list)
    instead: Callable[[Gesture], Answer] | None = None
    wait: float = 0.0

    async def receive(self, gesture: Gesture) -> Answer:
        """The bot's one door."""
        self.seen.append(gesture)
        await asyncio.sleep(self.wait)
        return self.instead(gesture) if self.instead else answer(gesture.act)

    @property
    def acts(self) -> list[Act]:
        """What people did, in order."""
        return [gesture.act for gesture in self.seen]


def answer(act: Act) -> Answer:
    """What the bot would show."""
    match act:
        case OpenedHome() | Joined():
            return Show(HOME)
        case Wrote(kind="text", words=words):
            return Show(raise_form(words.words, noted=TYPED))
        case Wrote():
            return Show(CANT_CARRY)
        case Submitted(form="raise", values=values):
            typed = values["words"]
            return Show(preview(typed) if typed.strip() else raise_form("", problem="The box is still empty."))
        case Submitted(form=name) | Command(name) | Pressed(name):
            return Show(PAGES[name]() if name in PAGES else HOME)
