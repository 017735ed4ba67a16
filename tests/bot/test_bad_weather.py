"""A store that fails, is late or full, at any write: the form comes back with every value, and again gives one line."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta

import pytest

from adapters.interface import Pressed
from adapters.surfaces import Form
from bot.desks import writing
from storage.errors import StorageError
from tests.bot.bad_hand import WORDS, Hand, filled, quoted_in
from tests.bot.bad_set import OnSet, demo

UNSURE = "I can\u2019t say that this was saved"
VALUES = {
    "box": {"words": WORDS, "urgency": "soon"},
    "preview": {"wish": "report_formally", "basis": "saw", "leaves": "after_wrap", "follow": "not_while_we_shoot"},
    "six words": {"follow": "key_only", "wish": "note"},
    "now": {"words": WORDS, "how": "come", "where": "Stage 2"},
    "more": {"words": "And the door was open."},
}


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """The demo."""
    async with demo() as one:
        yield one


async def reach(hand: Hand, what: str) -> None:
    """Come as far as the form that is sent in bad weather."""
    match what:
        case "box":
            await hand.box()
        case "now":
            await hand.act(Pressed("now"))
        case "more":
            await hand.raised()
            await hand.press("add")
        case _:
            await hand.drafted()


def is_kept(values: dict[str, str], form: Form) -> bool:
    """Whether all of it stands in this form."""
    return all(filled(form)[name] == value for name, value in values.items())


@pytest.mark.parametrize("keeps", [False, True], ids=["lost", "kept although it failed"])
@pytest.mark.parametrize("what", VALUES)
async def test_a_failed_write_gives_the_form_back_and_again_is_once(on: OnSet, what: str, keeps: bool) -> None:
    ada, values = on.hand("ada"), VALUES[what]
    await reach(ada, what)
    name = ada.form.name
    on.weather.next(1, keeps=keeps)
    await ada.fill(**values)
    on.weather.next()
    assert ada.form.name == name
    assert UNSURE in ada.form.problem
    assert is_kept(values, ada.form)
    await ada.fill()
    assert UNSURE not in ada.text
    assert len(await on.lines()) == 1
    assert await on.every_word() == sorted({WORDS, values.get("words", WORDS)})
    codes = await on.codes(await on.line())
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("what", VALUES)
async def test_control_in_fair_weather_no_form_comes_back(on: OnSet, what: str) -> None:
    ada = on.hand("ada")
    await reach(ada, what)
    await ada.fill(**VALUES[what])
    assert UNSURE not in ada.text


async def test_six_words_of_a_write_that_failed_and_was_kept_open_the_line(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted()
    on.weather.next(1, keeps=True)
    await ada.fill(follow="key_only")
    on.weather.next()
    await ada.fill()
    words = quoted_in(ada.page)[0]
    await on.hand("cleo").press("key-in", "")
    await on.hand("cleo").fill(key=words)
    assert WORDS in on.hand("cleo").text


@pytest.mark.parametrize("via", ["keep", "edit", "mend-0"])
@pytest.mark.parametrize("number", [1, 2])
async def test_what_was_chosen_survives_a_failure_of_another_act(on: OnSet, via: str, number: int) -> None:
    ada = on.hand("ada")
    await ada.drafted("It happened at 9:15.")
    on.weather.next(number)
    await ada.fill(via, **VALUES["preview"])
    on.weather.next()
    if isinstance(ada.shown, Form) and ada.form.name == "send":
        assert is_kept(VALUES["preview"], ada.form)
    await ada.back()
    assert is_kept(VALUES["preview"], ada.form) is (number == 2)


@pytest.mark.parametrize("what", ["box", "six words", "now"])
async def test_a_late_write_gives_the_form_back_and_again_is_once(
    on: OnSet, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, values = on.hand("ada"), VALUES[what]
    await reach(ada, what)
    monkeypatch.setattr(writing, "IN_TIME", 0.2)
    on.weather.next(1, slow=timedelta(seconds=1))
    await ada.fill(**values)
    monkeypatch.setattr(writing, "IN_TIME", 60.0)
    assert UNSURE in ada.form.problem
    assert is_kept(values, ada.form)
    await ada.fill()
    assert UNSURE not in ada.text
    assert await on.every_word() == [WORDS]


@pytest.mark.parametrize("what", VALUES)
async def test_a_full_disk_gives_the_form_back_and_room_again_is_once(on: OnSet, what: str) -> None:
    ada, values = on.hand("ada"), VALUES[what]
    await reach(ada, what)
    on.fill_the_disk()
    for _ in range(3):
        await ada.fill(**values)
        assert isinstance(ada.shown, Form), "a page of success was shown, so it must have had room"
        assert UNSURE in ada.form.problem
        assert is_kept(values, ada.form)
    on.make_room()
    await ada.fill()
    assert UNSURE not in ada.text
    assert await on.every_word() == sorted({WORDS, values.get("words", WORDS)})
    assert len(await on.lines()) == 1


@pytest.mark.parametrize("keeps", [False, True])
async def test_a_readers_words_come_back_and_again_are_left_once(on: OnSet, keeps: bool) -> None:
    mara = on.hand("mara")
    await on.hand("ada").raised()
    await mara.opened()
    await mara.press("r-answer")
    await mara.fill(words="Thank you.")
    on.weather.next(1, keeps=keeps)
    await mara.fill()
    on.weather.next()
    assert mara.form.problem
    assert mara.sending().values["words"] == "Thank you."
    await mara.fill()
    assert await on.every_word() == sorted([WORDS, "Thank you."])


@pytest.mark.parametrize("act", ["close", "withdraw", "erase", "forget", "key", "name", "category"])
async def test_a_press_that_failed_says_so_and_does_nothing(on: OnSet, act: str) -> None:
    ada = on.hand("ada")
    await ada.raised()
    await ada.press(act)
    before = (await on.line()).line
    if act == "category":
        on.weather.next(1)
        await ada.fill(category="safety")
    else:
        token = ada.token("copy", await ada.mine())
        on.weather.next(1)
        await ada.press(act if act == "key" else f"{act}-yes", token)
    on.weather.next()
    assert "I can\u2019t say that this was done" in ada.text
    assert act == "key" or (await on.line()).line == before
    await ada.mine()
    assert WORDS in ada.text


async def test_readers_are_told_of_a_press_that_failed(on: OnSet) -> None:
    mara = on.hand("mara")
    await on.hand("ada").raised()
    await mara.opened()
    await mara.press("r-take")
    on.weather.next(1)
    await mara.fill()
    on.weather.next()
    assert mara.page.title == "Not kept", mara.page.title
    assert (await on.line()).line.taken_by == ""


async def test_a_look_that_fails_is_made_again(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.sent()
    on.clock.move_to((await on.line()).line.leaves_at)
    on.weather.next(2, 3, 4, 5)
    with suppress(StorageError):  # the alarm clock itself swallows it, and looks again
        await on.running.alarm.settle()
    on.weather.next()
    await on.go_on(timedelta(minutes=3))
    assert (await on.line()).line.state == "released"
    assert (await on.codes(await on.line())).count("released") == 1
