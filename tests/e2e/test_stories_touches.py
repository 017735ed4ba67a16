"""The touch budgets (DOMAIN, section 8), counted while a story is played; and one story by the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.e2e.story_hands import Hand, sat
from tests.e2e.story_keys import tab_to
from tests.e2e.story_moves import answered, found_at_desk, heard, left, opened, raised, receipted, shut, took, until
from tests.e2e.story_set import person
from tests.e2e.story_stage import Stage, wide

pytestmark = pytest.mark.asyncio(loop_scope="session")

RAISE, URGENT, TAKE, REPLY, READ = 6, 3, 3, 5, 2
WORDS, ANSWER = "Nobody knocked before opening the door.", "I will see to it."


async def test_a_concern_and_its_answer_take_few_touches(stage: Stage) -> None:
    ada = await sat(stage, "phone", "ada")
    alias = await raised(ada, WORDS)
    assert 0 < ada.touches <= RAISE
    await left(stage, alias)
    ilo = await opened(stage, "ilo", alias)
    await took(ilo, alias)
    assert 0 < ilo.touches <= TAKE
    mara = await opened(stage, "mara", alias)
    await answered(mara, alias, ANSWER, WORDS)
    assert 0 < mara.touches <= REPLY
    await heard(ada, ANSWER)
    await shut(ada)
    ada.touches = 0
    await ada.start("note-open")
    await ada.press("home-lines")
    await ada.reads(ANSWER)
    assert 0 < ada.touches <= READ


async def test_a_line_without_a_card_takes_as_few(stage: Stage) -> None:
    ada = await sat(stage, "phone", "ada")
    alias = await raised(ada, WORDS, without=("mara",))
    await until(stage, "own/ilo", ada.say("coordination"))
    ilo = await found_at_desk(stage, "ilo", alias)
    await answered(ilo, alias, ANSWER, WORDS)
    assert 0 < ilo.touches <= REPLY
    hal = await sat(stage, "phone", "hal")
    other = await raised(hal, WORDS, without=("mara",))
    await stage.goes_on("1h")
    ilo = await sat(stage, "own", "ilo")
    await ilo.start("coordination-desk")
    await took(ilo, other)
    assert 0 < ilo.touches <= TAKE


async def test_now_is_three_touches_from_any_message(stage: Stage) -> None:
    ada = await sat(stage, "phone", "ada")
    await ada.start("note-now")
    await ada.press("now-send")
    alias = await receipted(ada)
    assert 0 < ada.touches <= URGENT
    await left(stage, alias)
    ilo = await opened(stage, "ilo", alias)
    await took(ilo, alias)
    assert 0 < ilo.touches <= TAKE
    await until(stage, "phone/ada", ada.say("note-for-you"), times=2)
    await shut(ada)
    buttons = stage.frame("phone").locator("#messages").get_by_role("button", name=ada.say("note-now"), exact=True)
    await stage.turn_to("phone")
    await expect(buttons).to_have_count(await stage.frame("phone").locator("#messages li").count())
    ada.touches = 0
    await ada.start("note-now")
    await ada.tick("now-come")
    await ada.write("now-where", "By the stairs.")
    await ada.press("now-send")
    await receipted(ada)
    assert 0 < ada.touches <= URGENT


@wide
async def test_by_the_keyboard_alone(stage: Stage) -> None:
    ada, mara = Hand(stage, "phone", person("ada")), Hand(stage, "own", person("mara"))
    await _raises_by_keyboard(ada)
    alias = await receipted(ada)
    await stage.shot("receipt")
    await stage.page.keyboard.press("Escape")
    while alias not in await stage.served("channel/readers"):
        async with stage.page.expect_response(lambda response: "/stage?" in response.url):
            await tab_to(stage, stage.page.main_frame, stage.say("set-move-next"), "Enter")
    await tab_to(stage, stage.frame("readers"), mara.say("card-open-spoken", alias=alias), "Enter")
    await mara.reads_title(alias)
    await _answers_by_keyboard(mara, alias)
    await stage.shot("left-for-them")
    assert stage.clicks == 0


async def _raises_by_keyboard(ada: Hand) -> None:
    stage, frame, say = ada.stage, ada.frame, ada.say
    await tab_to(stage, frame, say("note-open"), "Enter")
    await ada.sees("open-everybody")
    await tab_to(stage, frame, say("home-write"), "Space")
    await ada.titled("write-title")
    await tab_to(stage, frame, say("write-box"))
    await stage.page.keyboard.type(WORDS)
    await tab_to(stage, frame, say("write-next"), "Enter")
    await ada.titled("preview-title")
    await ada.reads(WORDS)
    await tab_to(stage, frame, say("preview-send"), "Enter")


async def _answers_by_keyboard(mara: Hand, alias: str) -> None:
    stage, frame, say = mara.stage, mara.frame, mara.say
    await mara.reads(WORDS)
    await tab_to(stage, frame, say("desk-spoken", press=say("desk-press-answer"), alias=alias), "Enter")
    await mara.sees("desk-last", alias=alias)
    await tab_to(stage, frame, say("desk-label-answer"))
    await stage.page.keyboard.type(ANSWER)
    await tab_to(stage, frame, say("desk-press-look"), "Enter")
    await mara.sees("desk-answer-will-see", reader=mara.who.name)
    await tab_to(stage, frame, say("desk-press-leave"), "Enter")
    await mara.sees("desk-left-answer")
