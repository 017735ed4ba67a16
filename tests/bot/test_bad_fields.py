"""Fields that are missing, unknown or out of range: each is answered, and none does more than a form of ours could."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.interface import Command, Submitted
from tests.bot.bad_hand import WORDS, Hand, all_typed
from tests.bot.bad_set import OnSet, demo


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """The demo."""
    async with demo() as one:
        yield one


# --- Fields that no form of ours has ----------------------------------------------------------------------


PERSONS = ("write", "now", "send", "add", "key-in", "category", "change-words", "zzz", "")
OTHERS = ("r-answer", "r-yes-go", "r-take", "r-search", "r-zzz", "o-zzz")
VALUES: tuple[dict[str, str], ...] = (
    {},
    {"words": WORDS},
    {"words": WORDS, "readers": ",,,,"},
    {"readers": "x"},
    {"words": WORDS, "urgency": "\ud800", "readers": "x" * 100_000, "unit": "'"},
)


@pytest.mark.parametrize("who", ["ada", "mara", "tam"])
async def test_a_form_with_fields_missing_is_answered(on: OnSet, who: str) -> None:
    for form in (*PERSONS, *OTHERS):
        for values in VALUES:
            on.clock.move_to(on.clock.now() + timedelta(hours=1))
            await on.hand(who).act(Submitted(form, values))
    assert [one.line.state for one in await on.lines() if one.line.state != "draft"] == []


async def test_fields_that_nobody_drew_change_nothing(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.box()
    more = {"state": "taken", "alias": "x", "ladder": "", "pass_to": "y", "name_shown": "Z", "by_key": "1"}
    await ada.fill(words=WORDS, **more)
    await ada.fill(**more, words="other words")
    line = (await on.line()).line
    assert (line.state, line.pass_to, line.name_shown, line.mailbox) == ("saved", "", "", "")
    assert await on.every_word() == [WORDS]


@pytest.mark.parametrize("urgency", ["", "NOW", "now", "0", "today,soon", "\ud800", "x" * 100_000])
async def test_an_urgency_out_of_range_is_today(on: OnSet, urgency: str) -> None:
    ada = on.hand("ada")
    await ada.sent(urgency=urgency)
    assert (await on.line()).line.urgency == "today"


@pytest.mark.parametrize("urgency", ["soon", "record"])
async def test_control_an_urgency_of_ours_is_kept(on: OnSet, urgency: str) -> None:
    await on.hand("ada").sent(urgency=urgency)
    assert (await on.line()).line.urgency == urgency


async def test_choices_out_of_range_are_the_defaults(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted()
    await ada.fill(follow="x", wish="'", basis="{ $x }", leaves="\ud800", occasion="f" * 32)
    line = (await on.line()).line
    assert (line.follow, line.wish, line.basis, line.occasion) == ("any_time", "talk_first", "unsaid", "")


@pytest.mark.parametrize("occasion", ["f" * 32, "F" * 32, "0" * 31, "zz", "none", "\ud800" * 32, "x" * 100_000])
async def test_an_occasion_that_is_not_ours_is_none(on: OnSet, occasion: str) -> None:
    ada = on.hand("ada")
    await ada.sent(occasion=occasion)
    assert (await on.line()).line.occasion == ""
    await on.go_on()
    await on.hand("mara").opened()


async def test_a_unit_that_is_not_ours_is_their_own(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.box()
    usual = ada.sending().values["unit"]
    await ada.fill(words=WORDS, unit="f" * 32)
    await ada.fill()
    assert (await on.line()).line.unit == usual


async def who_reads(on: OnSet, hand: Hand, readers: str) -> tuple[str, ...]:
    """Who is asked when a form comes with these readers."""
    await hand.box()
    await hand.fill(words=WORDS, readers=readers)
    await hand.fill()
    return (await on.line()).line.readers


@pytest.mark.parametrize("flood", ["{0}," * 3000, "{0},{1}," + "f" * 32 + ",", "," * 100_000 + "{0}"])
async def test_nobody_becomes_a_reader_by_being_ticked(on: OnSet, flood: str) -> None:
    people = {one.name: one.id for one in (await on.roster()).people}
    mara, tam = people["Mara Vellum"], people["Tam Vaneweather"]
    assert await who_reads(on, on.hand("ada"), flood.format(mara, tam)) == (mara,)
    await on.go_on()
    await on.hand("tam").act(Command("desk"))
    assert on.hand("tam").page.title == "Nothing here"


async def test_only_people_who_do_not_read_is_nobody(on: OnSet) -> None:
    people = {one.name: one.id for one in (await on.roster()).people}
    ada = on.hand("ada")
    await ada.box()
    await ada.fill(words=WORDS, readers=people["Tam Vaneweather"] + "," + "f" * 32)
    assert "You left out everyone" in ada.form.problem
    assert all_typed(ada.form) == WORDS
    await ada.press("now", "")
    await ada.fill(words=WORDS, readers="f" * 32)
    assert "You left out everyone" in ada.form.problem
    assert all_typed(ada.form) == WORDS


async def test_braces_in_a_name_are_a_name(on: OnSet) -> None:
    name = "{ $x } <!channel> <b>"
    await on.rename("Mara Vellum", name)
    await on.rename("Ada Fennick", name)
    ada, mara = on.hand("ada"), on.hand("mara")
    await ada.raised()
    await mara.opened()
    await mara.press("r-take")
    await mara.fill()
    await ada.mine()
    assert name in ada.text
    await ada.press("name")
    await ada.press("name-yes")
    await mara.opened()
    assert f"quoted {name}" in mara.text
