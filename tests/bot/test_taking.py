"""What [I've got this] says before it is pressed, and when there is something to take."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.surfaces import Form, Page
from bot.text.catalog import speaker
from tests.bot.stage import Stage, actions, staged, token_of, words_in

SAY = speaker("en")
OPENS = ("desk-take-opens", "desk-take-opens-now")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Give an open stage."""
    async with staged(tmp_path) as open_stage:
        yield open_stage


async def answered(stage: Stage, who: str, page: Page) -> None:
    """Answer in both steps."""
    look = await stage.send(who, await stage.press(who, "r-answer", token_of(page, "r-answer")), words="I hear you.")
    await stage.send(who, look, words="I hear you.")


async def test_after_an_answer_there_is_nothing_to_take_until_new_words_are_there(stage: Stage) -> None:
    mine = await stage.raised()
    page = await stage.opened("wren", mine)
    assert "r-take" in actions(page)
    await answered(stage, "wren", page)
    for reader in ("wren", "ode"):
        assert "r-take" not in actions(await stage.opened(reader, mine)), reader
    await stage.later()
    await stage.add(mine, "It happened again.")
    await stage.later()
    for reader in ("wren", "ode"):
        assert "r-take" in actions(await stage.opened(reader, mine)), reader


async def test_that_taking_opens_the_words_is_said_where_it_does(stage: Stage) -> None:
    mine = await stage.raised()
    desk = await stage.press("wren", "r-desk")
    assert said(await stage.press("wren", "r-take", token_of(desk, "r-take"))) == ["desk-take-opens"]
    page = await stage.opened("wren", mine)
    assert said(await stage.press("wren", "r-take", token_of(page, "r-take"))) == []
    now = await stage.raised(urgency="now")
    page = await stage.opened("wren", now)
    assert said(await stage.press("wren", "r-take", token_of(page, "r-take"))) == ["desk-take-opens-now"]


async def test_under_now_nobody_is_called_a_reader_who_reads_no_word(stage: Stage) -> None:
    page = words_in(await stage.opened("wren", await stage.raised(urgency="now")))
    assert SAY("desk-askable") in page
    assert SAY("desk-readers") not in page
    assert SAY("desk-readers") in words_in(await stage.opened("wren", await stage.raised()))


async def test_the_form_that_promises_is_not_sent_by_the_press_that_opened_it(stage: Stage) -> None:
    page = await stage.opened("wren", await stage.raised())
    form = await stage.press("wren", "r-take", token_of(page, "r-take"))
    assert isinstance(form, Form)
    assert form.submit == SAY("desk-press-promise")
    assert form.submit != SAY("desk-press-take")


def said(form: Page | Form) -> list[str]:
    """What a form says that taking opens."""
    return [key for key in OPENS if SAY(key) in words_in(form)]
