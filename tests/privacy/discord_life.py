"""A life on Discord: the steps of `life.py` where Discord has them, and what only Discord has."""

from __future__ import annotations

import asyncio
import io
import tempfile
from collections.abc import Iterable
from contextlib import nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from adapters.discord.people import PLATFORM
from adapters.interface import TYPED, Pressed
from tests.privacy import life as local
from tests.privacy.discord_hands import DiscordHand
from tests.privacy.discord_sent import Sent, sent
from tests.privacy.discord_set import OFFICE_USER, READER_USERS, DiscordSet, open_on_discord, user_of
from tests.privacy.discord_storm import Storm, Stubborn
from tests.privacy.hands import Hand
from tests.privacy.life import SAID, Life, Step
from tests.privacy.marks import files_of
from tests.privacy.overheard import overheard
from tests.privacy.set import KESTREL, memory


def begun(on: DiscordSet, me: Hand) -> Life:
    """Everybody at their phone, with hands like theirs."""
    hand = type(me) if isinstance(me, DiscordHand) else DiscordHand
    vera, piet, oona = (hand(on, user) for user in READER_USERS)
    return Life(on, me, vera, piet, oona, hand(on, OFFICE_USER), hand(on, user_of("lev")))


async def wander(life: Life) -> None:
    """Look at everything, by every way that Discord has; join, change the language."""
    me = _on_discord(life.me)
    for name in ("concern", "light", "inbox", "rights", "join", "desk", "scene"):
        await me.command(name)
    for action in ("home", "open", "who", "rights", "key-in", "join", "speak-es", "speak-en", "lines", SAID):
        await me.act(Pressed(action))
    await me.act(Pressed("line", f"{SAID}-token"))
    await me.home()
    await me.press("who")


async def typed(life: Life) -> None:
    """Everything that can be put into a DM; words are taken from there into the form, and sent."""
    me = _on_discord(life.me)
    for kind in local.KINDS:
        await me.write(kind, f"{SAID} {kind}")
    await me.write("text", f"{SAID} typed by the lake")
    await me.press_on(me.notes()[-1], TYPED)
    await me.fill()
    await me.fill()
    await life.left()


async def pressed_note(life: Life) -> None:
    """The note in the DM is pressed, twice."""
    me = _on_discord(life.me)
    note = me.notes()[-1]
    await me.press_on(note, "open")
    await me.press_on(note, "now")


async def asked_about(life: Life) -> None:
    """The office asks alone and for a channel that isn't theirs; somebody else tries another's button."""
    for one in (life.walt, life.other):
        hand = _on_discord(one)
        await hand.act(Pressed("o-who"))
        await hand.command("scene")
        await hand.command("desk")
        await hand.act(Pressed("r-open", local._a_token(life.vera)))
    await life.walt.write("text", "Who complained?")
    await life.walt.home()
    await life.other.act(Pressed("line", local._a_token(life.me)))


async def joined(life: Life) -> None:
    """They join; at wrap everybody who did gets the one note."""
    await life.me.act(Pressed("join"))


def _on_discord(hand: Hand) -> DiscordHand:
    assert isinstance(hand, DiscordHand)
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
    """Who writes, from where, and in which language their Discord is."""

    user: str
    platform: str = PLATFORM
    locale: str = "en-US"


@dataclass(frozen=True, slots=True)
class Lived:
    """What a life has left behind. `shared`: how much of `sent` there was when the shared steps were over.

    `standing`: every message there, as Discord has it, by the place it stands in.
    """

    sent: tuple[Sent, ...]
    shared: int
    standing: tuple[tuple[str, dict[str, Any]], ...]
    dm: str
    pages: dict[str, str]
    secrets: tuple[str, ...]
    files: dict[str, bytes]
    told: str
    wrong: tuple[str, ...]


async def lived(
    sender: Sender, steps: Iterable[Step], storm: Storm | None = None, *, everything: bool = False
) -> Lived:
    """Live these steps, in this storm if there is one. `everything`: all loggers speak at DEBUG."""
    printed = io.StringIO()
    with (
        tempfile.TemporaryDirectory(dir=memory()) as folder,
        redirect_stderr(printed),
        redirect_stdout(printed),
        overheard(everything=everything) as heard,
    ):
        async with open_on_discord(Path(folder), {sender.user: sender.locale}) as on:
            life, shared = begun(on, Stubborn(on, sender.user) if storm else _hand(on, sender)), 0
            with storm.blowing() if storm else nullcontext():
                for step in steps:
                    await step(life)
                    shared = len(sent(on)) if step is SHARED[-1] else shared
            files = files_of(Path(folder))
        files |= {f"{name}, closed": blob for name, blob in files_of(Path(folder)).items()}
    return Lived(
        sent(on),
        shared,
        _standing(on),
        str(on.here.env.backend.dm_channels.get(int(sender.user), "")) if sender.platform == PLATFORM else "",
        {hand.user: "\n".join(hand.pages) for hand in life.hands},
        tuple(life.secrets),
        files,
        f"{heard.everything}\n{printed.getvalue()}",
        tuple(map(repr, on.faults)),
    )


def _standing(on: DiscordSet) -> tuple[tuple[str, dict[str, Any]], ...]:
    channels = {one.id: name for name, one in on.hands.channels.items()}
    there = on.here.env.backend.messages.items()
    return tuple((channels.get(place, ""), vars(one)) for place, messages in there for one in messages.values())


def _hand(on: DiscordSet, sender: Sender) -> Hand:
    return DiscordHand(on, sender.user) if sender.platform == PLATFORM else Hand(on, sender.user, sender.platform)


KESTREL_ON_DISCORD: Final = Sender(user_of(KESTREL.user), locale="en-GB")
"""Whose id, name, DM and locale are marks."""


@cache
def whole_life() -> Lived:
    """Theirs; lived once for all tests."""
    return asyncio.run(lived(KESTREL_ON_DISCORD, (*SHARED, *OURS)))


@cache
def shared_life(sender: Sender) -> Lived:
    """Theirs, as far as the steps go that can be done from anywhere; then they join."""
    return asyncio.run(lived(sender, (*SHARED, joined)))
