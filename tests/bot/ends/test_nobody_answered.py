"""The end of the ladder, as the person reads it: the truth, help from outside, and at a `now` a question."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.interface import Pressed
from escalation.concern import Urgency
from escalation.rungs import Phase
from tests.bot.ends.nights import line, look
from tests.privacy.life import Life

FAILING = "That is our failing, not yours."
ASKED = "May I tell the office that nobody on this line answers?"


async def unanswered(life: Life, urgency: str) -> str:
    """A line that everybody was asked about and nobody has answered; its page."""
    if urgency == "now":
        await life.me.act(Pressed("now"))
        await life.me.fill(words="come", how="out")
    else:
        await life.raised("nobody comes", urgency=urgency)
    for _ in range(60):
        await life.on.go_on(timedelta(minutes=10))
        ladder = (await line(life.on)).line.ladder
        if ladder and ladder.phase is Phase.unanswered:
            break
    return await look(life)


async def test_it_says_whose_failing_it_is_and_shows_help_from_outside(life: Life) -> None:
    page = await unanswered(life, "today")
    assert "I asked 3 people and nobody has answered." in page
    assert FAILING in page
    assert "+1 555-0140" in page
    assert ASKED not in page


async def test_before_the_end_nothing_of_it_stands_there(life: Life) -> None:
    await life.raised("somebody comes")
    await life.left()
    assert FAILING not in await look(life)


@pytest.mark.parametrize(("press", "tells"), [("tell-office", True), ("tell-nobody", False)])
async def test_at_a_now_the_person_is_asked_once_and_the_record_says_it(life: Life, press: str, tells: bool) -> None:
    page = await unanswered(life, "now")
    assert ASKED in page
    assert (await line(life.on)).line.tells_office is False
    old = life.me.shown
    await life.me.press(press)
    found = (await line(life.on)).line
    assert (found.urgency, found.tells_office) == (Urgency.now, tells)
    assert ASKED not in life.me.text
    assert ("You let me tell the office" in life.me.text) is tells
    assert ("You asked me not to tell the office" in life.me.text) is not tells
    life.me.shown = old
    await life.me.press("tell-nobody" if tells else "tell-office")
    assert (await line(life.on)).line.tells_office is tells, "the first press counts"


async def test_an_old_button_on_a_line_that_was_taken_tells_nobody(life: Life) -> None:
    await unanswered(life, "now")
    old = life.me.shown
    await life.vera.open_card()
    await life.vera.press("r-take")
    await life.vera.fill()
    await life.on.go_on(timedelta(minutes=1))
    life.me.shown = old
    await life.me.press("tell-office")
    assert (await line(life.on)).line.tells_office is False
