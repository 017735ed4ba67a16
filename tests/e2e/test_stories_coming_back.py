"""Stories of coming back: after a call, after an account was cut, from abroad, from the office, and after an end."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect

from tests.e2e.story_hands import ANY, Hand, sat
from tests.e2e.story_moves import (
    answered,
    heard,
    left,
    looked,
    office_sees,
    opened,
    raised,
    receipted,
    shut,
    stands,
    wrote,
)
from tests.e2e.story_set import person
from tests.e2e.story_stage import Stage, wide

pytestmark = pytest.mark.asyncio(loop_scope="session")

WORDS = "Nobody knocked before opening the door."
NOWHERE = "abandon ability able about above absent"


async def test_14_the_phone_rings_while_writing(stage: Stage) -> None:
    ada = await sat(stage, "phone", "ada")
    await wrote(ada, WORDS)
    await stage.begins_again()
    await looked(ada)
    await ada.titled("preview-title")
    await ada.reads(WORDS)
    await stage.shot("still-there", "phone")
    await ada.press("write-keep")
    await ada.sees("kept-until", day=ANY)
    await ada.reads(WORDS)
    await stage.shot("kept")
    await stage.begins_again()
    await looked(ada)
    await ada.reads(WORDS)
    await ada.press("preview-send")
    alias = await receipted(ada)
    await stands(ada, "state-saved")
    await left(stage, alias)
    mara = await opened(stage, "mara", alias)
    await mara.reads(WORDS)
    assert (await stage.said_in("readers")).count(alias) == 1


@wide
async def test_18_a_unit_abroad(stage: Stage) -> None:
    dario = await sat(stage, "phone", "dario")
    await dario.start("note-now")
    await dario.sees("now-danger", number="911", medic="+1 555-0104")
    await dario.sees_not("now-danger", number="112", medic="+1 555-0102")
    await stage.shot("now", "phone")
    await dario.press("now-send")
    alias = await receipted(dario)
    await left(stage, alias)
    sanne = await opened(stage, "sanne", alias)
    await sanne.press_on("desk-press-help", alias)
    await expect(sanne.sheet.get_by_role("heading", name="Second unit", exact=True)).to_be_visible()
    numbers = await sanne.text()
    assert "911" in numbers
    assert "112" not in numbers
    await stage.shot("what-i-can-do")
    ada = await sat(stage, "phone", "ada")
    await ada.start("note-now")
    await ada.sees("now-danger", number="112", medic="+1 555-0102")


async def test_20_a_second_ad_raises_a_concern(stage: Stage) -> None:
    office = await office_sees(stage)
    tam = await sat(stage, "phone", "tam")
    alias = await raised(tam, WORDS)
    await stage.shot("receipt", "phone")
    await left(stage, alias)
    mara = await opened(stage, "mara", alias)
    await mara.reads(WORDS)
    seen = await mara.text() + await stage.said_in("readers")
    assert alias in seen
    for pointing in ("Tam", "Vaneweather", "assistant director", "office"):
        assert pointing not in seen
    assert await office_sees(stage) == office
    await answered(mara, alias, "Thank you for telling me.", WORDS)
    await heard(tam, "Thank you for telling me.")


async def test_21_the_account_is_cut_at_wrap(stage: Stage) -> None:
    elin = await sat(stage, "phone", "elin")
    alias = await raised(elin, WORDS)
    await elin.press("line-key-spoken", alias=alias)
    await elin.sees("key-once")
    key = await elin.sheet.locator(".words blockquote").inner_text()
    assert len(key.split()) == 6
    await stage.shot("six-words", "phone")
    await left(stage, alias)
    mara = await opened(stage, "mara", alias)
    await answered(mara, alias, "I am still here.", WORDS)
    await stage.goes_on("1h")
    other = await stage.elsewhere()
    fermin = await sat(other, "phone", "fermin")
    await fermin.command("set-home")
    await fermin.press("home-key")
    wrong = await _tries(fermin, NOWHERE)
    await fermin.sees("key-nowhere")
    await other.shot("wrong", "phone")
    assert await _tries(fermin, " ".join(reversed(key.split()))) == wrong
    await fermin.write("key-box", key.upper())
    await fermin.press("key-open")
    await fermin.reads_title(alias)
    await fermin.reads(WORDS)
    await fermin.reads("I am still here.")
    await other.shot("opened")


async def _tries(hand: Hand, words: str) -> str:
    """What six words that lead nowhere lead to."""
    await hand.write("key-box", words)
    async with hand.stage.page.expect_response(lambda answer: answer.request.method == "POST"):
        await hand.press("key-open")
    await expect(hand.sheet.get_by_label(hand.say("key-box"), exact=True)).to_have_value("")
    return await hand.text()


@wide
async def test_two_people_the_same_second(stage: Stage) -> None:
    other = await stage.elsewhere()
    ada, hal = await sat(stage, "phone", "ada"), await sat(other, "phone", "hal")
    await asyncio.gather(wrote(ada, "About the stairs."), wrote(hal, "About the door."))
    await asyncio.gather(ada.press("preview-send"), hal.press("preview-send"))
    first, second = await asyncio.gather(receipted(ada), receipted(hal))
    assert not {word[0] for word in first.split()} & {word[0] for word in second.split()}
    await asyncio.gather(shut(ada), shut(hal))
    await left(stage, first)
    await left(stage, second)
    for alias, words, others in ((first, "About the stairs.", "the door"), (second, "About the door.", "the stairs")):
        mara = await opened(stage, "mara", alias)
        await mara.reads(words)
        assert others not in await mara.text()
    await looked(hal)
    await hal.reads("About the door.")
    await hal.sees("state-opened", reader=person("mara").name)


async def test_an_answer_to_a_closed_line(stage: Stage) -> None:
    ada = await sat(stage, "phone", "ada")
    alias = await raised(ada, WORDS)
    await left(stage, alias)
    mara = await opened(stage, "mara", alias)
    await mara.press_on("desk-press-answer", alias)
    await mara.write("desk-label-answer", "I found out who has the key.")
    await looked(ada)
    await ada.does("close", alias)
    await ada.sees("pending-close")
    await stage.shot("closed-soon")
    await mara.press("desk-press-look")
    await mara.press("desk-press-leave")
    await mara.sees("desk-left-answer")
    await stage.goes_on("1h")
    mara = await opened(stage, "mara", alias)
    await mara.sees("desk-state-closed")
    await stage.shot("closed", "own")
    await heard(ada, "I found out who has the key.")
    await ada.sees("state-closed")
    await stage.shot("answer-after")
