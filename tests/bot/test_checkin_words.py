"""What a person says when they are asked: an ordinary line about the occasion, or a hold that is asked for at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from adapters.interface import Pressed
from adapters.surfaces import Heading
from bot.checkins.service import Schedules
from bot.text.catalog import speaker
from escalation.concern import Urgency
from escalation.occasions import Flag
from escalation.plain import normalise
from tests.privacy.asked import (
    ASKED_IN,
    MORE,
    TOMORROW,
    asked,
    blocks,
    fields,
    first_row,
    lines_of,
    opened,
    said,
    scene,
)
from tests.privacy.set import SCENE, UNIT

SAY: Final = speaker("en")


# --- Saying something -------------------------------------------------------------------------------------------------


async def test_words_raise_a_line_about_the_occasion_before_it() -> None:
    async with asked() as on:
        hand = await opened(on)
        await hand.press("check-say")
        stands = fields(hand.shown)
        assert (stands["occasion"], stands["urgency"], stands["start"]) == (SCENE.id, "before_scene", "own")
        await hand.fill(words="The robe was not there.")
        assert fields(hand.shown)["occasion"] == SCENE.id
        await hand.fill()
        (mine,) = await lines_of(hand)
        assert (mine.line.occasion, mine.line.urgency, mine.words) == (
            SCENE.id, Urgency.before_scene, "The robe was not there.",
        )  # fmt: skip
        assert mine.line.ladder
        assert hand.errors == []


async def test_after_the_scene_it_is_today_and_still_about_it() -> None:
    async with asked() as on:
        on.clock.moment += timedelta(days=1, hours=7)
        await Schedules(on.running.house).wrap(UNIT.id, TOMORROW)
        await on.go_on(ASKED_IN)
        on.clock.moment += timedelta(hours=4)
        hand = await opened(on)
        assert SAY("check-after", scenes="Sc 12A") in said(hand.shown)
        assert len([one for one in blocks(hand.shown) if isinstance(one, Heading)]) == 1
        await hand.press("check-say")
        assert fields(hand.shown)["urgency"] == "today"
        await hand.fill(words="It was cold.")
        await hand.fill()
        (mine,) = await lines_of(hand)
        assert (mine.line.occasion, mine.line.urgency) == (SCENE.id, Urgency.today)


async def test_no_scene_just_the_day_names_the_day_alone() -> None:
    async with asked() as on:
        hand = await opened(on)
        await hand.press("check-say")
        await hand.fill(words="The robe was not there.", occasion="none")
        assert fields(hand.shown)["occasion"] == "none"
        await hand.fill()
        (mine,) = await lines_of(hand)
        day = SAY("check-day-words", day="12 March")
        assert (mine.line.occasion, mine.line.urgency) == ("", Urgency.today)
        assert mine.words == f"The robe was not there.\n{day}"


async def test_back_in_the_same_box_no_scene_takes_the_scene_off() -> None:
    async with asked() as on:
        hand = await opened(on)
        await hand.press("check-say")
        box = hand.form
        await hand.fill(words="The robe was not there.")
        hand.shown = box
        await hand.fill(words="The robe was not there.", occasion="none")
        assert [one.line.occasion for one in await lines_of(hand)] == [""]


async def test_of_several_they_choose_one_themselves() -> None:
    other = scene("Sc 21")
    async with asked(scene(), other) as on:
        hand = await opened(on)
        await hand.press("check-say")
        assert fields(hand.shown)["occasion"] == "choose"
        await hand.fill(words="The robe was not there.")
        assert (hand.form.problem, fields(hand.shown)["words"]) == (SAY("check-choose"), "The robe was not there.")
        await hand.fill(occasion=other.id)
        await hand.fill()
        assert [one.line.occasion for one in await lines_of(hand)] == [other.id]


async def test_a_problem_gives_the_same_form_back_with_everything_in_it() -> None:
    async with asked() as on:
        hand = await opened(on)
        await hand.press("check-say")
        await hand.fill(words="x" * 3000, start="coordinator_there")
        assert hand.form.problem.startswith("These are 3,032 ")
        assert fields(hand.shown)["words"] == "x" * 3000
        once = hand.form.once
        await hand.fill(words="Cold.", readers="", occasion="none")
        assert (hand.form.name, hand.form.once, hand.form.problem) == ("check-say", once, SAY("nobody-left"))
        stands = fields(hand.shown)
        assert (stands["words"], stands["occasion"]) == ("Cold.", "none")


async def test_a_ready_sentence_goes_in_the_productions_language() -> None:
    async with asked(scene(cast=MORE), cast=MORE) as on:
        hand = await opened(on, "ines")
        await hand.press("check-say")
        assert speaker("es")("check-start-coordinator-there") in hand.text
        await hand.fill(start="coordinator_there")
        (mine,) = await lines_of(hand)
        assert mine.words == normalise(SAY("check-start-coordinator-there")) + "."


async def test_without_a_briefing_everybody_who_reads_is_asked_at_once() -> None:
    async with asked(scene("Sc 12A", Flag.firearm)) as on:
        hand = await opened(on)
        await hand.press("check-say")
        await hand.fill(start="no_briefing")
        assert said(hand.shown)[0] == SAY("check-no-briefing")
        assert len(fields(hand.shown)["readers"].split(",")) == 3
        await hand.fill()
        (mine,) = await lines_of(hand)
        assert (mine.line.urgency, mine.line.occasion) == (Urgency.now, SCENE.id)
        assert mine.words == SAY("check-start-no-briefing") + "."


# --- Asking for a hold ------------------------------------------------------------------------------------------------


async def test_a_hold_is_asked_for_at_once_about_the_occasion() -> None:
    async with asked() as on:
        hand = await opened(on)
        await hand.press("check-hold")
        assert "Vera Tollgate" in said(hand.shown)[0]
        await hand.fill()
        (mine,) = await lines_of(hand)
        assert (mine.line.urgency, mine.line.occasion) == (Urgency.now, SCENE.id)
        assert mine.words == SAY("check-hold-words")
        assert mine.line.leaves_at <= on.clock.now()


async def test_a_hold_can_be_written_first_and_is_never_refused() -> None:
    async with asked() as on:
        hand = await opened(on)
        token = first_row(hand.shown).buttons[2].token
        for _ in range(300):
            await hand.act(Pressed("who"))
        assert SAY("too-many-title") in hand.text
        await hand.act(Pressed("check-hold", token))
        await hand.fill(via="check-write")
        assert fields(hand.shown)["words"] == SAY("check-hold-words")
        await hand.fill(how="come")
        assert (hand.form.problem, fields(hand.shown)["occasion"]) == (SAY("now-where-missing"), SCENE.id)
        await hand.fill(how="name_out", words="I ask for a hold. The robe.", occasion="none")
        (mine,) = await lines_of(hand)
        assert (mine.line.urgency, mine.line.occasion) == (Urgency.now, "")
        assert mine.words.startswith("I ask for a hold. The robe.\n")
