"""What a person sees and does when they are asked: the question first, three answers, wishes, whose number it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from adapters.interface import Pressed
from adapters.surfaces import Heading, Say
from bot.checkins.service import Schedules
from bot.desks.checkin_pages import MOST
from bot.text.catalog import speaker
from escalation.concern import Urgency
from escalation.occasions import Called, Flag, State
from tests.privacy.asked import (
    ASKED_IN,
    CAST,
    MORE,
    TOMORROW,
    answers,
    asked,
    before_answers,
    blocks,
    fields,
    first_row,
    lines_of,
    link,
    opened,
    said,
    scene,
)
from tests.privacy.hands import Hand, buttons
from tests.privacy.set import SCENE, UNIT

SAY: Final = speaker("en")
ANSWERS: Final = ["check-fine", "check-say", "check-hold"]


# --- What stands first ------------------------------------------------------------------------------------------------


async def test_the_question_stands_first_behind_open_and_on_the_home_page() -> None:
    async with asked() as on:
        for hand in (await opened(on), Hand(on, "nell")):
            if hand.shown is None:
                await hand.home()
            assert said(hand.shown)[:2] == [
                SAY("check-day-tomorrow", day="12 March"),
                SAY("check-before", scenes="Sc 12A"),
            ]
            assert answers(hand.shown) == ANSWERS
            assert hand.shown
            assert not any(button.main for button in buttons(hand.shown)), "no answer is put before another"
            assert [one.label for one in buttons(hand.shown) if one.action == "write"] == [SAY("check-else")]
        assert SAY("home-what", production="The Long Tide") in said(hand.shown), "home is still there, below"


async def test_whom_nobody_asked_sees_what_everybody_has() -> None:
    async with asked() as on:
        hand = await opened(on, "lev")
        assert answers(hand.shown) == ["rights", "who"]
        assert said(hand.shown)[0] == SAY("open-everybody")


async def test_the_day_is_asked_about_as_one() -> None:
    async with asked(scene(), scene("Sc 21")) as on:
        shown = (await opened(on)).shown
        assert SAY("check-before", scenes="Sc 12A, Sc 21") in said(shown)
        assert sum(isinstance(one, Heading) for one in blocks(shown)) == 1


async def test_what_was_added_late_stands_with_the_rest_of_its_day() -> None:
    async with asked() as on:
        schedule = Schedules(on.running.house)
        await schedule.put(scene("Sc 21"))
        await schedule.sheet_out(UNIT.id, TOMORROW)
        await on.go_on(ASKED_IN * 2)
        hand = await opened(on)
        assert SAY("check-before", scenes="Sc 12A, Sc 21") in said(hand.shown)
        await hand.press("check-say")
        assert len(dict(getattr(hand.form.fields[-1], "options", ()))) == 4


async def test_it_is_asked_in_their_own_language() -> None:
    async with asked(scene(cast=MORE), cast=MORE) as on:
        shown = (await opened(on, "ines")).shown
        assert speaker("es")("check-before", scenes="Sc 12A") in said(shown)


@pytest.mark.parametrize("count", [1, 2, 4, 5])
async def test_how_few_they_are_is_said_before_the_answers(count: int) -> None:
    cast = dict(list(MORE.items())[:count])
    async with asked(scene(cast=cast), cast=cast) as on:
        above = [one.text for one in before_answers((await opened(on)).shown) if isinstance(one, Say)]
        assert (SAY("check-alone", name="Sc 12A") in above) == (count == 1)
        assert any(SAY("check-just-day") in text and str(count) in text for text in above) == (1 < count < 5)
        assert (SAY("check-everyone") in above) == (count > 1)


async def test_no_flag_is_named() -> None:
    async with asked(scene("Sc 12A", Flag.nudity, Flag.simulated_sex)) as on:
        hand = await opened(on)
        await hand.press("check-say")
        everything = " ".join(hand.pages).lower()
        assert not [one for one in ("nud", "simulated", "intima") if one in everything]
        assert "sc 12a" in everything


# --- What isn't asked any more ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("ended", [State.held, State.cancelled])
async def test_what_was_taken_off_is_asked_no_more_and_nobody_is_turned_away(ended: State) -> None:
    async with asked() as on:
        hand, late = await opened(on), await opened(on)
        await Schedules(on.running.house).bring(SCENE.id, ended)
        assert answers((await opened(on)).shown) == ["rights", "who"]
        await hand.press("check-say")
        assert hand.form.name == "write"
        await late.press("check-hold")
        assert late.form.name == "now"
        await late.act(Pressed("check-fine", "anything"))
        assert said(late.shown) == [SAY("check-thanks")]


async def test_what_was_moved_is_asked_for_its_new_day_alone() -> None:
    async with asked() as on:
        await Schedules(on.running.house).move(SCENE.id, TOMORROW + timedelta(days=1))
        assert answers((await opened(on)).shown) == ["rights", "who"]


async def test_a_form_that_was_open_meanwhile_keeps_its_words() -> None:
    async with asked() as on:
        hand = await opened(on)
        await hand.press("check-say")
        await Schedules(on.running.house).bring(SCENE.id, State.cancelled)
        await hand.fill(words="The robe was not there.")
        assert hand.form.name == "send"
        assert [(one.words, one.line.occasion) for one in await lines_of(hand)] == [("The robe was not there.", "")]


async def test_anothers_check_in_opens_nothing_but_the_ordinary_form() -> None:
    async with asked() as on:
        token = first_row((await opened(on)).shown).buttons[1].token
        stranger = Hand(on, "lev")
        await stranger.act(Pressed("check-say", token))
        assert stranger.form.name == "write"
        assert "Sc 12A" not in stranger.text


# --- Whose number it is -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("yes", [True, False])
async def test_whose_number_it_is_is_asked_once(yes: bool) -> None:
    async with asked() as on:
        await link(on, CAST, unsure=True)
        hand = await opened(on)
        assert said(hand.shown)[0] == SAY("check-unsure", cast="1")
        assert answers(hand.shown) == ["check-yes", "check-no"]
        old = first_row(hand.shown).buttons[1].token
        await hand.press("check-yes" if yes else "check-no")
        assert said(hand.shown) == [SAY("check-linked" if yes else "check-unlinked", cast="1")]
        await hand.act(Pressed("check-no", old))
        assert hand.shown
        assert hand.shown.title == SAY("nothing-title")
        assert ("1" in (await Schedules(on.running.house).seen()).linked) == yes
        await hand.act(Pressed("open"))
        assert answers(hand.shown) == (ANSWERS if yes else ["rights", "who"])


async def test_who_has_not_joined_is_told_what_it_takes_to_be_asked() -> None:
    async with asked() as on:
        await link(on, CAST, unsure=True, joined=False)
        hand = await opened(on)
        await hand.press("check-yes")
        assert said(hand.shown) == [SAY("check-linked-join", cast="1")]
        assert hand.has("join")


# --- What they wish ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wish", [{"asked": "nothing"}, {"kinds": "scene"}, {"occasions": SCENE.id}], ids=str)
async def test_what_is_muted_is_asked_no_more_and_can_be_asked_again(wish: dict[str, str]) -> None:
    async with asked() as on:
        hand = await opened(on)
        await hand.press("check-fine")
        await hand.press("check-wishes")
        await hand.fill(**wish)
        assert said(hand.shown) == [SAY("check-wishes-kept")]
        assert answers((await opened(on)).shown) == ["rights", "who"]
        assert answers((await opened(on, "bartholomew-of-the-long-id")).shown) == ANSWERS
        await hand.home()
        await hand.press("check-wishes")
        assert fields(hand.shown).items() >= wish.items()
        await hand.fill(asked="ask", kinds="", occasions="")
        assert answers((await opened(on)).shown) == ANSWERS


async def test_a_week_later_is_offered_where_it_can_come() -> None:
    async with asked() as on:
        hand = await opened(on)
        await hand.act(Pressed("check-wishes"))
        assert "again" not in fields(hand.shown)
    async with asked(scene("Sc 12A", Flag.emotional)) as on:
        hand = await opened(on)
        await hand.act(Pressed("check-wishes"))
        await hand.fill(again=SCENE.id)
        await hand.act(Pressed("check-wishes"))
        assert fields(hand.shown)["again"] == SCENE.id


async def test_who_is_in_no_scene_is_told_so() -> None:
    async with asked() as on:
        hand = Hand(on, "lev")
        await hand.home()
        await hand.press("check-wishes")
        assert said(hand.shown) == [SAY("check-wishes-nobody")]


# --- Touches ----------------------------------------------------------------------------------------------------------


async def test_fine_is_two_touches_from_the_message() -> None:
    async with asked() as on:
        (note,) = on.platform.in_place("nell")
        hand, touches = Hand(on, "nell"), 0
        for action in (note.buttons[0].action, "check-fine"):
            button = note.buttons[0] if hand.shown is None else first_row(hand.shown).buttons[0]
            assert button.action == action
            await hand.act(Pressed(button.action, button.token))
            touches += 1
        assert said(hand.shown) == [SAY("check-thanks")]
        assert touches == 2


async def test_a_hold_is_three_touches_from_the_message() -> None:
    async with asked() as on:
        hand = await opened(on)
        await hand.press("check-hold")
        await hand.fill()
        assert len(hand.pages) == 3
        assert [one.line.urgency for one in await lines_of(hand)] == [Urgency.now]


async def test_at_most_so_many_stand_on_one_page() -> None:
    days = [replace(scene(f"Sc {at}"), day=TOMORROW + timedelta(days=at), calls=(Called("1"),)) for at in range(5)]
    async with asked(*days) as on:
        for one in days[1:]:
            assert one.day
            await Schedules(on.running.house).sheet_out(UNIT.id, one.day)
            await on.go_on(ASKED_IN)
        shown = (await opened(on)).shown
        assert sum(isinstance(one, Heading) for one in blocks(shown)) == MOST
