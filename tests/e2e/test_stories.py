"""The stories that every release must pass (DOMAIN, section 8), played in a browser by the buttons people have."""

from __future__ import annotations

import pytest

from tests.e2e.story_hands import ANY, sat
from tests.e2e.story_moves import answered, left, looked, noted, office_sees, opened, stands, took, wrote, receipted
from tests.e2e.story_stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

TELLERS = {
    "ada": ("Tomorrow I would like a robe between takes.", "A robe will be there. Find me before the call."),
    "bruno": ("Mañana quiero una bata entre toma y toma.", "Habrá una bata. Búscame antes de la citación."),
}


@pytest.mark.parametrize("who", TELLERS)
async def test_01_the_night_before(stage: Stage, who: str) -> None:
    words, answer = TELLERS[who]
    person = await sat(stage, "phone", who)
    if who == "bruno":
        await stage.speaks("es")
        person = await sat(stage, "phone", who)
    await stage.goes_on("1h", times=11)
    office = await office_sees(stage)
    await wrote(person, words, how="before-scene")
    await person.press("preview-send")
    await person.sees("choose-scene")
    await person.tick("occasion-option", name="Sc 12A", people=3)
    await stage.shot("preview", "phone")
    await person.press("preview-send")
    alias = await receipted(person)
    await person.sees("receipt-leaves", time=ANY)
    await person.sees("receipt-read-by", time=ANY)
    await stage.shot("receipt")
    await stands(person, "state-saved")
    assert alias not in await stage.served("channel/readers")
    await left(stage, alias)
    await stands(person, "state-released")
    ilo = await opened(stage, "ilo", alias)
    await ilo.reads(words)
    await stage.shot("opened")
    await stands(person, "state-opened", "ilo")
    await took(ilo, alias)
    await stands(person, "state-taken", "ilo")
    await answered(ilo, alias, answer, words)
    await stage.shot("left-for-them")
    await noted(person)
    await looked(person)
    await person.sees("state-talking", reader=ilo.who.name)
    await person.reads(answer)
    await person.unfold("line-record")
    await person.sees("record-opened", reader=ilo.who.name)
    await person.sees("record-taken", reader=ilo.who.name, time=ANY)
    await stage.shot("read-back")
    assert await office_sees(stage) == office
