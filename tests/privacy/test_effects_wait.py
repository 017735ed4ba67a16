"""What a person does to their line can't be seen in the minute in which they do it, but for what ends at once.

ANONYMITY 5: every effect that readers could see takes the wait. Words end at once for everybody when they are erased
or withdrawn, and a line that ends can't be read meanwhile: who had it open can notice that, and nobody else.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from adapters.interface import Pressed
from bot.lines import own_acts
from escalation import waits
from tests.privacy.hands import Hand
from tests.privacy.life import SAID, Life
from tests.privacy.set import READERS_CHANNEL, memory, open_set

ENDS_AT_ONCE: Final = {"close", "withdraw", "erase"}
ACTS: Final[dict[str, tuple[tuple[str, ...], dict[str, str]]]] = {
    "add": (("add",), {"words": f"{SAID} more"}),
    "category": (("category",), {"category": "safety"}),
    "key": (("key",), {}),
    "hide": (("key", "hide", "hide-yes"), {}),
    "live": (("live", "live-yes"), {}),
    "copy": (("copy",), {}),
    "forget": (("forget", "forget-yes"), {}),
    "close": (("close", "close-yes"), {}),
    "withdraw": (("withdraw", "withdraw-yes"), {}),
    "erase": (("erase", "erase-yes"), {}),
}


@pytest.fixture
async def life() -> AsyncIterator[Life]:
    """A line that has left; the coordinator has opened it, the backups have not."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder)) as on:
            begun = Life.begun(on)
            await begun.raised("by the river")
            await begun.left()
            await begun.vera.open_card()
            await begun.left()
            yield begun


async def _done(life: Life, act: str) -> None:
    presses, values = ACTS[act]
    await life.on_line(*presses)
    if values:
        await life.me.fill(**values)


async def _looks(hand: Hand, *presses: str) -> tuple[str, ...]:
    """What this reader sees of it now: their desk, and the line's own page where they look at that."""
    await hand.act(Pressed("r-desk"))
    desk = hand.text
    for press in presses:
        await hand.press(press)
    return desk, hand.text, *(repr(card) for card in hand.on.platform.in_place(READERS_CHANNEL))


@pytest.mark.parametrize("act", ACTS)
async def test_who_has_not_opened_it_sees_nothing_of_it_before_its_wait_is_over(life: Life, act: str) -> None:
    before, calls = await _looks(life.oona), len(life.on.platform.calls)
    await _done(life, act)
    await life.on.settle()
    assert await _looks(life.oona) == before
    assert len(life.on.platform.calls) == calls, "nobody is written to at that moment"


@pytest.mark.parametrize("act", [one for one in ACTS if one not in ENDS_AT_ONCE])
async def test_who_has_opened_it_sees_nothing_of_it_either(life: Life, act: str) -> None:
    before = await _looks(life.vera, "r-open")
    await _done(life, act)
    await life.on.settle()
    assert await _looks(life.vera, "r-open") == before


@pytest.mark.parametrize("act", ["add", "close", "withdraw"])
async def test_after_its_wait_readers_see_it(life: Life, act: str) -> None:
    before = await _looks(life.vera, "r-open")
    await _done(life, act)
    await life.left()
    assert await _looks(life.vera, "r-open") != before


async def test_control_an_effect_without_a_wait_is_seen(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    def at_once(*, in_hours: bool) -> waits.Origin:
        del in_hours
        return waits.Origin.talk_now

    monkeypatch.setattr(own_acts.waits, "effect_origin", at_once)  # type: ignore[attr-defined] # where it is used
    before = await _looks(life.oona)
    await _done(life, "close")
    await life.on.settle()
    assert await _looks(life.oona) != before
