"""Surfaces as the real desks make them: what everybody sees in the life of several lines, in both languages."""

from __future__ import annotations

import asyncio
import tempfile
from functools import cache
from pathlib import Path

import pytest

from adapters.interface import Pressed
from adapters.limits import Surface, check
from tests.privacy import hands, recorder
from tests.privacy.life import STEPS, Life
from tests.privacy.set import memory, open_set

_OF_READERS = ("r-desk", "r-search", "r-cover", "r-duty", "r-heard", "r-join")


@cache
def surfaces() -> frozenset[Surface]:
    """Each surface that was shown or sent, once."""
    seen: set[Surface] = set()

    def looked(surface: Surface) -> None:
        seen.add(surface)
        check(surface)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hands, "check", looked)
        patch.setattr(recorder, "check", looked)
        for language in ("en", "es"):
            asyncio.run(_lived(language))
    return frozenset(seen)


async def _lived(language: str) -> None:
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder)) as on:
            life = Life.begun(on)
            for hand in life.hands:
                hand.locale = language
            for step in STEPS:
                await step(life)
                await life.me.act(Pressed(f"speak-{language}"))
            for hand in (life.vera, life.walt):
                for action in _OF_READERS:
                    await hand.act(Pressed(action))
            assert [hand.errors for hand in life.hands if hand.errors] == []
