"""The stories that every release must pass (DOMAIN, section 8), played in a browser by the buttons people have."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.e2e.story_hands import ANY, Hand, sat
from tests.e2e.story_moves import (
    answered,
    found_at_desk,
    heard,
    left,
    office_sees,
    opened,
    raised,
    receipted,
    shut,
    stands,
    took,
    until,
    wrote,
)
from tests.e2e.story_set import Playing
from tests.e2e.story_stage import SLIM, WIDE, Stage, wide

pytestmark = pytest.mark.asyncio(loop_scope="session")

NIGHT = {
    "ada": ("Tomorrow I would like a robe between takes.", "A robe will be there. Find me before the call."),
    "bruno": ("Mañana quiero una bata entre toma y toma.", "Habrá una bata. Búscame antes de la citación."),
}
ABOUT = {
    "ada": ("The coordinator told others what I had said in private.", "Thank you. I keep this to myself."),
    "bruno": ("Quien coordina contó a otra gente lo que dije.", "Gracias. Esto no sale de mí."),
}


@pytest.mark.parametrize(("size", "who"), [(WIDE, "ada"), (SLIM, "bruno")], indirect=["size"], ids=["1600", "390-es"])
async def test_01_the_night_before(stage: Stage, who: str) -> None:
    words, answer = NIGHT[who]
    person = await _told_in_their_language(stage, who)
    await stage.goes_on("1h", times=11)
    office = await office_sees(stage)
    await wrote(person, words, how="before-scene")
    await person.press("preview-send")
    await person.sees("choose-scene")
    await person.choose("preview-occasion", person.say("occasion-option", name="Sc 12A", people=3))
    await stage.shot("preview", "phone")
    await person.press("preview-send")
    alias = await receipted(person)
    await person.sees("receipt-leaves", time=ANY)
    await person.sees("receipt-read-by", time=ANY)
    await stage.shot("receipt")
    await stands(person, "state-saved")
    assert alias not in await stage.served("channel/readers")
    await left(stage, alias)
    await stage.shot("card")
    await stands(person, "state-released")
    ilo = await opened(stage, "ilo", alias)
    await ilo.reads(words)
    await stage.shot("opened")
    await stands(person, "state-opened", "ilo")
    await took(ilo, alias)
    await stands(person, "state-taken", "ilo")
    await answered(ilo, alias, answer, words)
    await stage.shot("left-for-them")
    await heard(person, answer)
    await _reads_the_record(person)
    assert await office_sees(stage) == office


async def _told_in_their_language(stage: Stage, who: str) -> Hand:
    if who == "bruno":
        await stage.speaks("es")
    return await sat(stage, "phone", who)


async def _reads_the_record(person: Hand) -> None:
    await person.sees("state-talking", reader="Ilo Farrowby")
    await person.stage.shot("answer")
    await person.unfold("line-record")
    await person.sees("record-saved", time=ANY)
    await person.sees("record-skipped-off-duty", reader="Mara Vellum")
    await person.sees("record-opened", reader="Ilo Farrowby")
    await person.sees("record-taken", reader="Ilo Farrowby", time=ANY)
    await person.sees("record-left-reply", reader="Ilo Farrowby")
    await person.stage.shot("record")


async def test_05_the_only_make_up_artist(stage: Stage) -> None:
    greta = await sat(stage, "phone", "greta")
    await wrote(greta, "As the only make-up artist I was in the trailer at 14:05 and he came in without knocking.")
    await greta.sees("preview-hints", count=3)
    await greta.sees("hint-role", words="As the only make-up artist")
    await greta.sees("hint-time", words="at 14:05")
    await greta.sees("hint-place", words="in the trailer")
    await stage.shot("hints", "phone")
    for mend in ("In my work", "at some point", "at work"):
        await greta.press("hint-mend", words=mend)
    mended = "In my work I was at work at some point and he came in without knocking."
    await greta.reads(mended)
    await greta.sees_not("preview-hints", count=1)
    await stage.shot("mended")
    await greta.press("preview-send")
    alias = await receipted(greta)
    await left(stage, alias)
    mara = await opened(stage, "mara", alias)
    await mara.reads(mended)
    await stage.shot("read")
    seen = await mara.text() + await stage.said_in("readers")
    assert "came in without knocking" in seen
    for pointing in ("make-up", "trailer", "14:05", "Greta", "Lampwick"):
        assert pointing not in seen


@pytest.mark.parametrize(("size", "who"), [(WIDE, "bruno"), (SLIM, "ada")], indirect=["size"], ids=["1600-es", "390"])
async def test_06_a_concern_about_the_coordinator(stage: Stage, who: str) -> None:
    words, answer = ABOUT[who]
    person = await _told_in_their_language(stage, who)
    readers, mara_before = await stage.served("channel/readers"), await stage.served("own/mara")
    alias = await raised(person, words, without=("mara",))
    await until(stage, "own/ilo", person_notice := "Ghostlight: coordination")
    await stage.shot("no-card", "readers")
    assert await stage.served("channel/readers") == readers
    assert await stage.served("own/mara") == mara_before
    assert person_notice in await stage.served("own/ilo")
    ilo = await found_at_desk(stage, "ilo", alias)
    await ilo.reads(words)
    await took(ilo, alias)
    await answered(ilo, alias, answer, words)
    await stage.shot("answered")
    await _mara_finds_nothing(stage, alias)
    await heard(person, answer)
    await person.unfold("line-record")
    await person.sees("record-direct")
    await person.sees("record-opened", reader="Ilo Farrowby")
    await stage.shot("answer")
    assert await stage.served("own/mara") == mara_before


async def _mara_finds_nothing(stage: Stage, alias: str) -> None:
    mara = await sat(stage, "own", "mara")
    await mara.command("set-command-desk")
    await mara.sees("desk-none")
    await stage.shot("empty-desk")
    await mara.press("desk-press-search")
    await mara.write("desk-label-search", alias)
    await mara.press("desk-press-search")
    await mara.sees("desk-found-none")


@wide
async def test_06_the_coordinator_copies_what_opens_it(stage: Stage) -> None:
    ada, hers = await sat(stage, "phone", "ada"), "About the coordinator."
    about_mara = await raised(ada, hers, without=("mara",))
    await shut(ada)
    hal = await sat(stage, "phone", "hal")
    about_nobody = await raised(hal, "About the stairs.")
    await left(stage, about_nobody)
    await until(stage, "own/ilo", "Ghostlight: coordination")
    ilo = await found_at_desk(stage, "ilo", about_mara)
    token = await ilo.opens(about_mara)
    mara = await sat(stage, "own", "mara")
    await mara.command("set-command-desk")
    own = await mara.opens(about_nobody)
    await mara.presses_forged(about_nobody, token)
    await mara.titled("desk-nothing-title")
    await mara.sees("desk-nothing")
    await stage.shot("neutral", "own")
    assert about_mara not in await stage.served("own/mara")
    await mara.close()
    await mara.command("set-command-desk")
    await mara.presses_forged(about_nobody, own)
    await mara.reads("About the stairs.")


@wide
async def test_11_a_producer_asks_who_complained(stage: Stage) -> None:
    _, before = await _asks(stage)
    ada = await sat(stage, "phone", "ada")
    alias = await raised(ada, "Somebody should know of this.")
    await left(stage, alias)
    odile, after = await _asks(stage)
    assert after == before
    await stage.shot("by-design", "office")
    await odile.press("office-press-home")
    await odile.sees("office-never")
    assert alias in await stage.served("channel/readers")


async def _asks(stage: Stage) -> tuple[Hand, list[str]]:
    """All that the office is told when it asks, in its channel and on its page."""
    odile = await sat(stage, "office", "odile")
    await odile.command("set-command-scene")
    await odile.sees("office-you-too")
    home = await odile.text()
    await odile.press("office-press-who")
    await odile.sees("office-by-design")
    await odile.sees("office-same")
    await odile.sees("office-ask", coordinators="Mara Vellum")
    return odile, [home, await odile.text(), *(await office_sees(stage)).values()]


async def test_13_three_weeks_after_wrap(stage: Stage, play: Playing) -> None:
    ada = await sat(stage, "phone", "ada")
    alias = await raised(ada, "I asked for the rehearsed version.")
    await left(stage, alias)
    mara = await opened(stage, "mara", alias)
    await answered(mara, alias, "I spoke to nobody. Write any time.", "I asked for the rehearsed version.")
    await heard(ada, "I spoke to nobody. Write any time.")
    await shut(ada)
    await play.later(timedelta(weeks=3))
    await stands(ada, "state-talking", "mara")
    await ada.press("line-add-spoken", alias=alias)
    await ada.write("add-box", "Nobody has called me since.")
    await ada.press("add-send")
    await ada.reads("Nobody has called me since.")
    await ada.unfold("line-more")
    await ada.press("line-category-spoken", alias=alias)
    await ada.choose("category-label", ada.say("category-retaliation"))
    await ada.press("keep")
    await ada.press("line-copy-spoken", alias=alias)
    await _is_their_own_copy(ada, alias, play.clock.now().year)
    await stage.goes_on("1h")
    assert ada.say("card-news-something") in await stage.said_in("readers")
    mara = await opened(stage, "mara", alias)
    await mara.reads("Nobody has called me since.")
    await expect(mara.sheet.get_by_text(mara.say("category-retaliation"), exact=True)).to_be_visible()
    await stage.shot("come-back")


async def _is_their_own_copy(ada: Hand, alias: str, year: int) -> None:
    await ada.titled("copy-title")
    await ada.sees("copy-made", day=ANY, year=str(year), time=ANY, production="The Long Rehearsal")
    await ada.sees("copy-not-formal")
    await expect(ada.sheet.get_by_role("heading", name=alias)).to_be_visible()
    for words in ("I asked for the rehearsed version.", "I spoke to nobody. Write any time."):
        await ada.reads(words)
    await ada.sees("record-opened", reader="Mara Vellum")
    await ada.sees("record-added")
    await ada.stage.shot("own-copy")
