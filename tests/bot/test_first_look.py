"""What somebody new found in the way: acts that were hidden, codes for names, and what was said for them."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from adapters.interface import Pressed
from adapters.surfaces import Choice, Choices, Facts, Fold, Page, Quoted, Row, Say
from bot.text.catalog import language_name, speaker
from tests.privacy.hands import filled
from tests.privacy.life import Life
from tests.privacy.set import PIET, READERS, VERA, memory, open_set

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


async def newer(life: Life) -> None:
    """Two lines; the older one is answered, and the answer has left."""
    await life.raised("one")
    await life.left()
    await life.vera.open_card()
    await life.raised("two")
    await life.vera.press("r-answer")
    await life.vera.fill(words="I hear you.")
    await life.vera.fill()
    await life.left()


async def test_whoever_is_led_to_what_is_new_is_told_of_their_other_lines(life: Life) -> None:
    await newer(life)
    await life.me.act(Pressed("lines"))
    assert "I hear you." in life.me.text
    assert SAY("lines-others") in said(life)


async def test_control_the_only_line_has_no_others(life: Life) -> None:
    await life.raised("one")
    await life.me.act(Pressed("lines"))
    assert SAY("line-copy") in life.me.text
    assert SAY("lines-others") not in said(life)


async def test_under_now_who_can_take_it_becomes_who_can_open_it(life: Life) -> None:
    await life.me.act(Pressed("now"))
    await life.me.fill(words="Here.")
    await life.on.settle()
    await life.to_line()
    assert facts(life) == {SAY("line-takers"): ", ".join(one.name for one in READERS)}
    await life.piet.open_card()
    await life.piet.press("r-take")
    await life.piet.fill()
    await life.to_line()
    assert facts(life) == {SAY("line-readers"): PIET.name}
    assert SAY("record-released-now") in life.me.text
    assert SAY("record-released") not in life.me.text


async def test_at_night_nothing_is_promised_before_a_wrap_and_nobody_is_on_set(life: Life) -> None:
    by_day = await first_screen(life)
    assert SAY("write-urgency-today") in by_day
    assert SAY("reader-option", name=VERA.name, where=SAY("reader-on-set")) in by_day
    await life.on.go_on(timedelta(hours=13))
    by_night = await first_screen(life)
    assert SAY("write-urgency-next-duty") in by_night
    assert SAY("write-urgency-today") not in by_night
    assert SAY("reader-option", name=VERA.name, where=SAY("reader-on-shooting-days")) in by_night


async def first_screen(life: Life) -> list[str]:
    """What can be chosen on the first screen."""
    await life.me.act(Pressed("write"))
    chosen = (field for field in life.me.form.fields if isinstance(field, Choice | Choices))
    return [label for field in chosen for _, label in field.options]


def facts(life: Life) -> dict[str, str | Quoted]:
    """The facts on the page."""
    assert isinstance(life.me.shown, Page)
    return {label: value for block in life.me.shown.blocks if isinstance(block, Facts) for label, value in block.rows}


def said(life: Life) -> list[str]:
    """The sentences on the page that aren't folded."""
    assert isinstance(life.me.shown, Page)
    return [block.text for block in life.me.shown.blocks if isinstance(block, Say)]
