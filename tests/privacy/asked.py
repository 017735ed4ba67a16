"""The small invented production on the day before a scene: its call sheet is out, and those in it have been asked."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import Final

from adapters.interface import Pressed
from adapters.surfaces import Block, Form, Heading, Row, Say
from bot.checkins.service import Schedules
from bot.lines.mine import Mine
from bot.lines.owning import MyLine
from escalation.occasions import Called, Flag, Kind, Occasion
from storage import people
from storage.people import Person, Roster
from tests.privacy.hands import Hand, Surface, filled
from tests.privacy.set import SCENE, START, UNIT, OnSet, hex_id, memory, open_set

TOMORROW: Final = START.date() + timedelta(days=1)
CAST: Final = {"nell": "1", "bartholomew-of-the-long-id": "3"}
"""Whose cast id is whose, from the beginning."""
MORE: Final = {**CAST, "ines": "4", "lev": "5", "U7KESTRELQUILL": "6"}
ASKED_IN: Final = timedelta(minutes=31)
"""The evening's note leaves half an hour after the call sheet."""


def scene(name: str = "Sc 12A", *flags: Flag, cast: Mapping[str, str] = CAST) -> Occasion:
    """A scene tomorrow at three; the first one is the set's own."""
    calls = tuple(Called(one, at=time(12)) for one in cast.values())
    id_, flags = SCENE.id if name == SCENE.name else hex_id(name), flags or (Flag.kiss,)
    return replace(
        SCENE,
        id=id_,
        kind=Kind.scene,
        name=name,
        day=TOMORROW,
        flags=flags,
        calls=calls,
        starts=time(15),
    )


async def link(on: OnSet, cast: Mapping[str, str], *, unsure: bool = False, joined: bool = True) -> None:
    """Give everybody on the roster these cast ids, and nobody else any."""
    (spare,) = await on.running.house.content_keys(1)

    def linked(one: Person) -> Person:
        theirs = (cast[one.user],) if one.user in cast else ()
        return replace(one, cast_ids=theirs, unsure=theirs if unsure else (), joined=joined and one.joined)

    def changed(roster: Roster) -> Roster:
        return Roster(tuple(map(linked, roster.people)))

    await on.store.write(lambda tx: people.change(tx, on.production, spare, changed))


@asynccontextmanager
async def asked(*scenes: Occasion, cast: Mapping[str, str] = CAST, seed: int = 1) -> AsyncIterator[OnSet]:
    """Give the set half an hour after tomorrow's call sheet: its people have their note."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder), seed=seed) as on:
            await link(on, cast)
            schedule = Schedules(on.running.house)
            for one in scenes or (scene(),):
                await schedule.put(one)
            await schedule.sheet_out(UNIT.id, TOMORROW)
            await on.go_on(ASKED_IN)
            yield on


async def lines_of(hand: Hand) -> tuple[MyLine, ...]:
    """Every line that leads from this account."""
    return await Mine(hand.on.running.house).all(hand.account)


async def opened(on: OnSet, user: str = "nell") -> Hand:
    """Somebody who has pressed [Open] on their note."""
    hand = Hand(on, user)
    await hand.act(Pressed("open"))
    assert hand.errors == []
    return hand


# --- What is seen -----------------------------------------------------------------------------------------------------


def blocks(surface: Surface | None) -> tuple[Block, ...]:
    """What stands on a page or in a form."""
    assert surface is not None
    return surface.blocks


def said(surface: Surface | None) -> list[str]:
    """Its sentences, in order."""
    return [one.text for one in blocks(surface) if isinstance(one, Say | Heading)]


def first_row(surface: Surface | None) -> Row:
    """The first row of a page."""
    return next(one for one in blocks(surface) if isinstance(one, Row))


def answers(surface: Surface | None) -> list[str]:
    """The first row's acts."""
    return [one.action for one in first_row(surface).buttons]


def before_answers(surface: Surface | None) -> tuple[Block, ...]:
    """What stands above the answers."""
    return blocks(surface)[: blocks(surface).index(first_row(surface))]


def fields(surface: Surface | None) -> Mapping[str, str]:
    """What stands in a form."""
    assert isinstance(surface, Form), surface
    return filled(surface)
