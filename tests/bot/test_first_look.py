"""What somebody new found in the way: acts that were hidden, codes for names, and what was said for them."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from adapters.interface import Pressed
from adapters.surfaces import Fold, Page, Row
from bot.text.catalog import language_name, speaker
from tests.privacy.hands import filled
from tests.privacy.life import Life
from tests.privacy.set import memory, open_set

SAY: Final = speaker("en")


@pytest.fixture
async def life() -> AsyncIterator[Life]:
    """Give a life on an open set."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder)) as on:
            yield Life.begun(on)


def in_sight(life: Life) -> list[str]:
    """What can be pressed on the page without unfolding anything."""
    assert isinstance(life.me.shown, Page)
    return [one.action for block in life.me.shown.blocks if isinstance(block, Row) for one in block.buttons]


def folded(life: Life) -> list[str]:
    """What can be pressed once the page is unfolded."""
    assert isinstance(life.me.shown, Page)
    inside = (one for block in life.me.shown.blocks if isinstance(block, Fold) for one in block.blocks)
    return [one.action for row in inside if isinstance(row, Row) for one in row.buttons]


async def test_withdrawing_is_in_sight_wherever_it_is_possible(life: Life) -> None:
    await life.raised("one")
    await life.to_line()
    assert "take-back" in in_sight(life)
    assert "withdraw" not in [*in_sight(life), *folded(life)]
    await life.left()
    await life.to_line()
    assert "withdraw" in in_sight(life)
    assert "withdraw" not in folded(life)
    await life.on_line("withdraw", "withdraw-yes")
    assert "withdraw" not in [*in_sight(life), *folded(life)]


async def test_how_they_know_is_not_said_for_them(life: Life) -> None:
    await life.me.act(Pressed("write"))
    await life.me.fill(words="The robe was not there.")
    assert filled(life.me.form)["basis"] == "unsaid"
    await life.me.fill()
    await life.left()
    assert SAY("desk-basis") not in await opened(life)


async def test_control_how_they_know_is_read_where_they_said_it(life: Life) -> None:
    await life.me.act(Pressed("write"))
    await life.me.fill(words="The robe was not there.")
    await life.me.fill(basis="saw")
    await life.left()
    page = await opened(life)
    assert SAY("desk-basis") in page
    assert SAY("desk-basis-saw") in page


async def opened(life: Life) -> str:
    """The line as a reader opens it."""
    await life.vera.act(Pressed("r-desk"))
    await life.vera.press("r-open")
    assert "The robe was not there." in life.vera.text
    return life.vera.text


async def test_a_time_to_take_it_is_called_otherwise_than_a_promised_one(life: Life) -> None:
    await life.raised("one")
    await life.left()
    await life.vera.act(Pressed("r-desk"))
    assert SAY("desk-due") in life.vera.text
    await life.vera.press("r-open")
    await life.vera.press("r-take")
    await life.vera.fill()
    assert SAY("desk-due-taken") in life.vera.text
    assert SAY("desk-due") not in life.vera.text


async def test_languages_have_their_names(life: Life) -> None:
    await life.me.act(Pressed("who"))
    assert '"English"' in life.me.text
    assert '"en"]' not in life.me.text
    await life.me.act(Pressed("speak-es"))
    await life.me.act(Pressed("who"))
    assert '"inglés"' in life.me.text


def test_a_language_without_a_known_name_keeps_its_code() -> None:
    assert language_name("es", "en") == "Spanish"
    assert language_name("qqq", "en") == "qqq"


async def test_the_page_after_choosing_a_language_says_that_it_is_in_it(life: Life) -> None:
    await life.me.act(Pressed("speak-es"))
    assert life.me.shown
    assert life.me.shown.language == "es"
    assert speaker("es")("home-software") in life.me.text
