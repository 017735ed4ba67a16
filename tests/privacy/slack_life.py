"""A life on Slack: the steps of `life.py` where Slack has them, and what only Slack has."""

from __future__ import annotations

import asyncio
import io
import tempfile
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from adapters.interface import TYPED, Pressed
from adapters.slack.answers import PLATFORM
from tests.privacy import life as local
from tests.privacy.hands import Hand
from tests.privacy.life import SAID, Life, Step
from tests.privacy.marks import files_of
from tests.privacy.overheard import overheard
from tests.privacy.set import KESTREL, memory
from tests.privacy.slack_hands import SlackHand
from tests.privacy.slack_sent import Sent, sent
from tests.privacy.slack_set import OFFICE_USER, READER_USERS, READERS_PLACE, Habits, SlackSet, open_on_slack, user_of
from tests.servers.slack.faults import Faults


def begun(on: SlackSet, me: Hand) -> Life:
    """Everybody at their phone."""
    vera, piet, oona = (SlackHand(on, user) for user in READER_USERS)
    return Life(on, me, vera, piet, oona, SlackHand(on, OFFICE_USER), SlackHand(on, user_of("lev")))


async def wander(life: Life) -> None:
    """Look at everything, by every way that Slack has; join, change the language."""
    me = _on_slack(life.me)
    for name in ("concern", "light", "desk", "scene"):
        await me.command(name)
    await me.shortcut("concern")
    for action in ("home", "open", "who", "rights", "key-in", "join", "speak-es", "speak-en", "lines", SAID):
        await me.act(Pressed(action))
    await me.act(Pressed("line", f"{SAID}-token"))
    await me.home()
    await me.press("who")


async def typed(life: Life) -> None:
    """Everything that can be put into a DM; words are taken from there into the form, and sent."""
    me = _on_slack(life.me)
    for kind in local.KINDS:
        await me.write(kind, f"{SAID} {kind}")
    await me.write("text", f"{SAID} typed by the lake")
    offered = me.server.dm(me.user)[-1]
    await me.press_on(offered, TYPED)
    await me.fill()
    await me.fill()
    await life.left()


async def pressed_note(life: Life) -> None:
    """The note in the DM is pressed, twice."""
    me = _on_slack(life.me)
    note = [one for one in me.server.dm(me.user) if one.bot][-1]
    await me.press_on(note, "open")
    await me.press_on(note, "now")


async def joined(life: Life) -> None:
    """They join: until now they only wrote."""
    await life.me.act(Pressed("join"))
    await life.left()


async def asked_about(life: Life) -> None:
    """The office asks alone and in a channel that isn't theirs; somebody else tries another's button."""
    for one in (life.walt, life.other):
        hand = _on_slack(one)
        await hand.act(Pressed("o-who"))
        await hand.command("scene")
        await hand.command("desk")
        for card in hand.server.posted(READERS_PLACE)[-2:]:
            await hand.press_on(card, "r-open")
    await life.walt.write("text", "Who complained?")
    await life.walt.home()
    await life.other.act(Pressed("line", "another's"))


def _on_slack(hand: Hand) -> SlackHand:
    assert isinstance(hand, SlackHand)
    return hand


SHARED: Final[tuple[Step, ...]] = (local.talked, local.ended, local.at_once)
"""What can be done from any platform, by any account."""
OURS: Final[tuple[Step, ...]] = (
    pressed_note,
    local.hidden,
    local.key_only,
    local.left_out,
    wander,
    local.refused,
    local.drafted,
    local.taken_back,
    typed,
    asked_about,
)


# --- lived --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, from where, and what Slack knows of them."""

    user: str
    platform: str = PLATFORM
    habits: Habits = field(default_factory=Habits)


@dataclass(frozen=True, slots=True)
class Lived:
    """What a life has left behind. `shared`: how much of `sent` there was when the shared steps were over."""

    sent: tuple[Sent, ...]
    shared: int
    pages: dict[str, str]
    secrets: tuple[str, ...]
    files: dict[str, bytes]
    told: str
    wrong: tuple[str, ...]


async def lived(
    sender: Sender, steps: Iterable[Step], storm: Faults | None = None, *, everything: bool = False
) -> Lived:
    """Live these steps. `storm`: what goes wrong with calls of Slack; `everything`: all loggers speak at DEBUG."""
    printed = io.StringIO()
    with (
        tempfile.TemporaryDirectory(dir=memory()) as folder,
        redirect_stderr(printed),
        redirect_stdout(printed),
        overheard(everything=everything) as heard,
    ):
        async with open_on_slack(Path(folder), {sender.user: sender.habits}) as on:
            life = begun(on, _hand(on, sender))
            shared = await _live(life, steps, storm)
            files = files_of(Path(folder))
        files |= {f"{name}, closed": blob for name, blob in files_of(Path(folder)).items()}
    return Lived(
        sent(on.server),
        shared,
        {hand.user: "\n".join(hand.pages) for hand in life.hands},
        tuple(life.secrets),
        files,
        f"{heard.everything}\n{printed.getvalue()}",
        (*(one.what for one in on.server.world.failures), *map(repr, on.faults)),
    )


async def _live(life: Life, steps: Iterable[Step], storm: Faults | None) -> int:
    server, shared = _on_slack(life.vera).server, 0
    if storm:
        server._api.faults = storm
    for step in steps:
        try:
            await step(life)
        except (AssertionError, IndexError, KeyError):
            if not storm:  # whoever lives through one goes on with the next thing when a page isn't what they expected
                raise
        if step is SHARED[-1]:
            shared = len(sent(server))
    return shared


def _hand(on: SlackSet, sender: Sender) -> Hand:
    return SlackHand(on, sender.user) if sender.platform == PLATFORM else Hand(on, sender.user, sender.platform)


KESTREL_ON_SLACK: Final = Sender(KESTREL.user, habits=Habits("en-x-quillocale", "Antarctica/Macquarie"))
"""Whose id, name, DM, locale and zone are marks."""
A_GUEST: Final = Sender(user_of("ines"), habits=Habits("es-MX", "America/Mexico_City", is_guest=True))
"""In another language and zone."""


@cache
def whole_life() -> Lived:
    """Theirs, on a day without faults; lived once for all tests."""
    return asyncio.run(lived(KESTREL_ON_SLACK, (*SHARED, *OURS)))


@cache
def shared_life(sender: Sender) -> Lived:
    """Theirs, as far as the steps go that can be done from anywhere; then they join."""
    return asyncio.run(lived(sender, (*SHARED, joined)))
