"""Stories of a person's own acts: taking back, withdrawing, erasing, forgetting; being met now; giving a yes."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, expect

from tests.e2e.story_hands import ANY, Hand, sat
from tests.e2e.story_moves import heard, left, looked, opened, raised, receipted, shut, stands, until
from tests.e2e.story_set import person
from tests.e2e.story_stage import Stage, wide

pytestmark = pytest.mark.asyncio(loop_scope="session")

WORDS = "Nobody knocked before opening the door."


async def test_it_is_taken_back_before_it_leaves(stage: Stage) -> None:
    hal = await sat(stage, "phone", "hal")
    control = await raised(hal, "This one stays.")
    await shut(hal)
    ada = await sat(stage, "phone", "ada")
    alias = await raised(ada, WORDS)
    await ada.press("line-take-back-spoken", alias=alias)
    await ada.sees("taken-back", alias=alias)
    await ada.reads(WORDS)
    await stage.shot("taken-back", "phone")
    await left(stage, control)
    await stage.goes_on("1h")
    assert control in await stage.said_in("readers")
    assert alias not in await stage.said_in("readers")
    await looked(ada)
    await ada.sees("lines-none")


@wide
async def test_it_is_withdrawn(stage: Stage) -> None:
    ada, alias = await _opened_by_mara(stage)
    await looked(ada)
    await ada.reads(WORDS)
    await ada.does("withdraw", alias, shown="withdraw-before")
    await ada.sees("pending-withdraw")
    assert WORDS not in await ada.text()
    await stage.shot("withdrawn-soon")
    await stage.goes_on("1h")
    await expect(_card(stage, alias)).to_contain_text(ada.say("card-state-withdrawn"))
    mara = await opened(stage, "mara", alias)
    await mara.sees("desk-state-withdrawn")
    assert WORDS not in await mara.text()
    await stage.shot("withdrawn")
    await stands(ada, "state-withdrawn")


async def test_the_words_are_erased(stage: Stage) -> None:
    ada, alias = await _opened_by_mara(stage)
    await looked(ada)
    await ada.reads(WORDS)
    await ada.does("erase", alias, shown="erase-before")
    await ada.sees("erase-done", alias=alias)
    await ada.sees("state-opened", reader=person("mara").name)
    assert WORDS not in await ada.text()
    await stage.shot("erased")
    mara = await opened(stage, "mara", alias)
    await mara.sees("desk-no-words")
    assert WORDS not in await mara.text()
    await stage.shot("nothing-left")
    await looked(ada)
    await ada.unfold("line-record")
    await ada.sees("record-erased")


@wide
async def test_the_way_back_is_forgotten(stage: Stage) -> None:
    ada, alias = await _opened_by_mara(stage)
    await looked(ada)
    await ada.does("forget", alias, shown="forget-before")
    await ada.sees("forget-done", alias=alias)
    await stage.shot("forgotten", "phone")
    await looked(ada)
    await ada.sees("lines-none")
    mara = await opened(stage, "mara", alias)
    await mara.reads(WORDS)
    await mara.press_on("desk-press-answer", alias)
    await mara.write("desk-label-answer", "Are you there?")
    await mara.press("desk-press-look")
    await mara.press("desk-press-leave")
    await mara.sees("desk-left-answer")
    notes = (await stage.served("phone/ada")).count(ada.say("note-for-you"))
    await stage.goes_on("1h")
    assert (await stage.served("phone/ada")).count(ada.say("note-for-you")) == notes == 1


async def _opened_by_mara(stage: Stage) -> tuple[Hand, str]:
    """Ada's line, which has left and which Mara has read."""
    ada = await sat(stage, "phone", "ada")
    alias = await raised(ada, WORDS)
    await left(stage, alias)
    mara = await opened(stage, "mara", alias)
    await mara.reads(WORDS)
    return ada, alias


async def test_now_someone_comes(stage: Stage) -> None:
    ada = await sat(stage, "phone", "ada")
    await ada.start("note-now")
    await ada.sees("now-danger", number="112", medic="+1 555-0102")
    await ada.sees("now-rings", count=3)
    await ada.tick("now-come")
    await ada.press("now-send")
    await ada.sees("now-where-missing")
    await ada.write("now-where", "Behind the catering tent.")
    await stage.shot("where", "phone")
    await ada.press("now-send")
    alias = await receipted(ada)
    await ada.sees("receipt-now", count=3)
    await ada.sees("receipt-now-seen")
    await until(stage, "own/sanne", ada.say("coordination-urgent"))
    for reader in ("mara", "ilo"):
        assert ada.say("coordination-urgent") in await stage.served(f"own/{reader}")
    await stage.shot("rung", "readers")
    await _only_the_taker_reads(stage, alias)
    await stands(ada, "state-taken", "ilo")
    await ada.press("line-all-right-spoken", alias=alias)
    await ada.sees("state-all-right")
    await stage.shot("all-right")


async def test_now_somebody_is_all_right_again(stage: Stage) -> None:
    ada = await sat(stage, "phone", "ada")
    await ada.start("note-now")
    await ada.tick("reader-option", name=person("mara").name, where=ANY)
    await ada.press("now-send")
    alias = await receipted(ada)
    urgent, own = ada.say("coordination-urgent"), "own/ilo"
    await until(stage, own, urgent, times=2)
    assert urgent not in await stage.served("own/mara")
    await looked(ada)
    await ada.press("line-all-right-spoken", alias=alias)
    await ada.sees("state-all-right")
    await stage.goes_on("1h")
    assert (await stage.served(own)).count(urgent) == 2


async def _only_the_taker_reads(stage: Stage, alias: str) -> None:
    place = "Ada Fennick asks someone to come. Behind the catering tent."
    mara = await opened(stage, "mara", alias)
    await mara.sees("desk-only-taker")
    assert place not in await mara.text()
    await mara.press_on("desk-press-take", alias)
    ilo = await opened(stage, "ilo", alias)
    await ilo.press_on("desk-press-take", alias)
    await ilo.press("desk-press-promise")
    await ilo.sees("desk-done-take")
    await expect(ilo.sheet.get_by_text(place)).to_be_visible()
    await stage.shot("taken")
    await expect(_card(stage, alias)).to_contain_text(ilo.say("card-state-taken"))
    mara = await opened(stage, "mara", alias)
    await mara.sees("desk-state-held", reader=person("ilo").name, time=ANY)
    await mara.sees("desk-only-taker")
    assert place not in await mara.text()


@pytest.mark.parametrize("answer", ["yes", "no", "change"])
async def test_a_yes_is_asked_for(stage: Stage, answer: str) -> None:
    ada, alias = await _opened_by_mara(stage)
    mara = Hand(stage, "own", person("mara"))
    exact, to_whom = "Please knock before opening.", "The location manager"
    await _asks_for_a_yes(mara, alias, exact, to_whom)
    await heard(ada, exact)
    await ada.sees("yes-asked", reader=person("mara").name)
    await expect(ada.sheet.get_by_text(to_whom, exact=True)).to_be_visible()
    await stage.shot("asked")
    await ada.press(f"yes-{answer}-spoken", alias=alias)
    if answer == "change":
        await ada.write("add-box", "Please knock and wait.")
        await ada.press("add-send")
    said = "Please knock and wait." if answer == "change" else ada.say(f"yes-said-{answer}")
    await ada.reads(said)
    await ada.sees_not("yes-asked", reader=person("mara").name)
    await stage.goes_on("1h")
    mara = await opened(stage, "mara", alias)
    if answer == "yes":
        await mara.sees("desk-state-agreed")
        await mara.sees("desk-said-yes", alias=alias, count=2)
    else:
        await mara.sees("desk-said-no", alias=alias, count=2)
        await mara.sees_not("desk-state-agreed")
    if answer == "change":
        await mara.reads(said)
    await stage.shot(f"said-{answer}")


async def _asks_for_a_yes(mara: Hand, alias: str, exact: str, to_whom: str) -> None:
    await mara.press_on("desk-press-yes", alias)
    await mara.write("desk-label-yes", exact)
    await mara.write("desk-label-to-whom", to_whom)
    await mara.tick("desk-reveal-many")
    await mara.press("desk-press-look")
    await mara.sees("desk-will-be-asked", reader=mara.who.name)
    await mara.reads(exact)
    await mara.stage.shot("exact-words", "own")
    await mara.press("desk-press-leave")
    await mara.sees("desk-left-yes")


def _card(stage: Stage, alias: str) -> Locator:
    return stage.frame("readers").locator("#messages li").filter(has_text=alias)
