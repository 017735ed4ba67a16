"""A line goes from its holder to another of its readers, free of the person's yes, and stands in their record."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.surfaces import Choice, Form, Page
from bot.lines.owning import MyLine
from escalation.concern import State
from escalation.roster import Cover
from tests.bot.rota.test_cover import set_cover
from tests.bot.stage import Stage, account, actions, fixed_id, staged, token_of, words_in


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Give an open stage."""
    async with staged(tmp_path) as open_stage:
        yield open_stage


def offered(form: Page | Form) -> list[str]:
    """To whom it can be given."""
    assert isinstance(form, Form)
    (field,) = form.fields
    assert isinstance(field, Choice)
    return [label for _, label in field.options]


async def give_form(stage: Stage, mine: MyLine) -> Page | Form:
    """Taken by Wren, who presses [Give it to someone]."""
    page = await stage.taken("wren", mine)
    return await stage.press("wren", "r-give", token_of(page, "r-give"))


async def test_it_goes_to_another_reader_who_is_asked_and_stands_in_the_record(stage: Stage) -> None:
    mine = await stage.raised()
    form = await give_form(stage, mine)
    assert offered(form) == ["Ode Larkin", "Sol Marden"]
    page = await stage.send("wren", form, to="2")
    assert "Given on" in words_in(page)
    assert "r-give" not in actions(page)
    await stage.settle()
    record = await stage.record(mine)
    assert [(one.code, one.reader) for one in record][-2:] == [
        ("handed_over", fixed_id("sol")),
        ("reader_asked", fixed_id("sol")),
    ]
    line = (await stage.concern(mine)).line
    assert (line.taken_by, line.promise, line.state) == ("", None, State.released)
    assert line.ladder
    assert line.ladder.turn
    assert line.ladder.turn.reader == fixed_id("sol")
    assert ("handed_over", fixed_id("wren")) in await stage.audited()
    taken = await stage.taken("sol", mine)
    assert "You have it" in words_in(taken)


async def test_after_an_answer_too(stage: Stage) -> None:
    mine = await stage.raised()
    await stage.opened("wren", mine)
    await stage.lines.reply(account("wren"), mine.access.concern, "Thank you.")
    page = await stage.press("wren", "r-open", stage.person_token("wren", mine))
    form = await stage.press("wren", "r-give", token_of(page, "r-give"))
    await stage.send("wren", form, to="1")
    assert "handed_over" in await stage.codes(mine)


async def test_only_its_holder_can_and_only_to_who_is_there(stage: Stage) -> None:
    mine = await stage.raised()
    form = await give_form(stage, mine)
    assert "r-give" not in actions(await stage.opened("ode", mine))
    await stage.lines.recuse(account("ode"), mine.access.concern)
    await set_cover(stage, "sol", Cover(fixed_id("sol")))
    for place in ("0", "1", "2", "3", "-1", "", "x"):
        page = await stage.send("wren", form, to=place)
        assert "isn't possible" in words_in(page)
    assert "r-give" not in actions(page)
    refused = await stage.press("wren", "r-give", stage.person_token("wren", mine))
    assert isinstance(refused, Page)
    assert "handed_over" not in await stage.codes(mine)


async def test_somebody_elses_line_is_nothing(stage: Stage) -> None:
    mine = await stage.raised(leave_out=("ode",))
    page = await stage.opened("wren", mine)
    await stage.lines.take(account("wren"), mine.access.concern, stage.clock.now().replace(hour=23))
    form = await stage.press("wren", "r-give", stage.person_token("wren", mine))
    assert offered(form) == ["Sol Marden"], "whoever was left out isn't even named"
    assert isinstance(page, Page)
    for who in ("ode", "noor", "ada", "nobody"):
        assert not actions(await stage.press(who, "r-give", stage.person_token(who, mine)))
        assert not actions(await stage.send(who, form, to="1"))
