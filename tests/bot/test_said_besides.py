"""What is said beside the words: more about it, and that somebody under 18 writes; kept, shown, never lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.interface import Command, Submitted
from adapters.surfaces import Facts, Form, Quoted, TextField
from bot.text.catalog import speaker
from storage import productions
from storage.productions import Outside
from storage.store import Tx
from tests.bot.bad_hand import WORDS, Hand
from tests.bot.bad_set import OnSet, demo
from tests.bot.stage import actions

SAY = speaker("en")
CHILD_LINE = Outside("Child line", "555-0116", "00:00-24:00", ("en",), for_minors=True)


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """Give the demo, opened and not served."""
    async with demo() as opened:
        yield opened


def names(form: Form) -> list[str]:
    """The fields of a form."""
    return [one.name for one in form.fields]


def typed(form: Form, name: str) -> str:
    """What stands in a box."""
    (box,) = [one for one in form.fields if one.name == name]
    assert isinstance(box, TextField)
    return box.value.words


def beside(reader: Hand) -> dict[str, str]:
    """What stands above the words on a reader's page."""
    rows = [row for block in reader.page.blocks if isinstance(block, Facts) for row in block.rows]
    return {label: value.words if isinstance(value, Quoted) else value for label, value in rows}


async def more(on: OnSet, **chosen: str) -> Hand:
    """Ada on the preview, with these choices, opens [More about it]."""
    ada = on.hand("ada")
    await ada.drafted()
    assert "more" in actions(ada.form)
    await ada.fill(via="more", **chosen)
    return ada


# --- more about it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "asked"),
    [
        ({}, ["keep_from"]),
        ({"wish": "pass_on"}, ["pass_to", "keep_from"]),
        ({"basis": "saw"}, ["keep_from", "they_know"]),
        ({"basis": "heard", "wish": "pass_on"}, ["pass_to", "keep_from", "they_know"]),
        ({"basis": "happened"}, ["keep_from"]),
    ],
)
async def test_it_asks_what_fits_what_was_chosen(on: OnSet, chosen: dict[str, str], asked: list[str]) -> None:
    ada = await more(on, **chosen)
    assert names(ada.form) == asked


async def test_it_stands_on_the_preview_and_above_the_words(on: OnSet) -> None:
    ada = await more(on, wish="pass_on", basis="heard")
    await ada.fill(pass_to="the caterer", keep_from="the producer's driver", they_know="ask")
    assert ada.form.name == "send"
    assert not ada.form.problem
    assert "the producer's driver" in ada.text
    assert "the caterer" in ada.text
    await ada.fill()
    await on.go_on()
    mara = on.hand("mara")
    await mara.opened()
    seen = beside(mara)
    assert seen[SAY("desk-pass-to")] == "the caterer"
    assert seen[SAY("desk-keep-from")] == "the producer's driver"
    assert seen[SAY("desk-they-know")] == SAY("desk-they-know-ask")


async def test_control_where_nothing_more_was_said_nothing_more_stands_there(on: OnSet) -> None:
    await on.hand("ada").raised()
    mara = on.hand("mara")
    await mara.opened()
    labels = ("desk-pass-to", "desk-keep-from", "desk-they-know", "desk-from")
    assert not {SAY(one) for one in labels} & set(beside(mara))


async def test_what_was_chosen_and_said_survives_going_back_and_keeping(on: OnSet) -> None:
    ada = await more(on, wish="pass_on", follow="not_while_we_shoot")
    await ada.fill(pass_to="the caterer", keep_from="the driver")
    await ada.fill(via="edit")
    await ada.fill(words=f"{WORDS} Twice.")
    await ada.fill(via="keep")
    await ada.back()
    assert ada.form.name == "send"
    await ada.fill(via="more")
    assert (typed(ada.form, "pass_to"), typed(ada.form, "keep_from")) == ("the caterer", "the driver")
    line = (await on.line()).line
    assert (line.wish, line.follow) == ("pass_on", "not_while_we_shoot")


@pytest.mark.parametrize("name", ["Mara", "MARA", "mára quint", "not mara!"])
async def test_naming_a_reader_who_is_ticked_says_that_this_leaves_nobody_out(on: OnSet, name: str) -> None:
    mara = next(one for one in (await on.roster()).readers if one.user == "mara")
    ada = await more(on)
    await ada.fill(keep_from=name)
    assert ada.form.problem == SAY("more-reader-named", reader=mara.name)
    assert (await on.line()).line.keep_from == name, "it is kept all the same"


@pytest.mark.parametrize("name", ["the marauder", "", "ma ra", "Ivo"])
async def test_control_other_names_say_nothing(on: OnSet, name: str) -> None:
    ada = await more(on)
    await ada.fill(keep_from=name)
    assert not ada.form.problem


async def test_who_was_unticked_can_be_named(on: OnSet) -> None:
    others = ",".join(one.id for one in (await on.roster()).readers if one.user != "mara")
    ada = on.hand("ada")
    await ada.drafted(readers=others)
    await ada.fill(via="more")
    await ada.fill(keep_from="Mara")
    assert not ada.form.problem


async def test_what_is_too_long_or_could_not_be_kept_is_still_in_the_form(on: OnSet) -> None:
    ada = await more(on)
    await ada.fill(keep_from="x" * 201)
    assert ada.form.name == "more"
    assert ada.form.problem == SAY("too-long", count=201, most=200)
    assert typed(ada.form, "keep_from") == "x" * 200
    on.weather.next(1)
    await ada.fill(keep_from="the driver " * 18)
    assert ada.form.problem == SAY("not-saved")
    assert typed(ada.form, "keep_from").startswith("the driver")
    await ada.fill()
    assert ada.form.name == "send"


async def test_an_old_form_changes_nothing_of_a_line_that_was_sent(on: OnSet) -> None:
    ada = await more(on)
    old = ada.sending(keep_from="the driver")
    await ada.back()
    await ada.fill()
    await ada.act(old)
    assert (await on.line()).line.keep_from == ""
    stranger = on.hand("bruno")
    await stranger.act(old)
    assert (await on.line()).line.keep_from == ""


# --- under 18 -----------------------------------------------------------------------------------------------------


async def with_child_line(on: OnSet) -> None:
    """Let the production's file name a child line."""
    production = on.running.house.production

    def work(tx: Tx) -> None:
        book = productions.book(tx, production)
        productions.rewrite_book(tx, production, replace(book, outside=(*book.outside, CHILD_LINE)))

    await on.store.write(work)


async def under_18(on: OnSet, words: str = WORDS) -> Hand:
    """Ada presses [I'm under 18] with these words in the box."""
    ada = on.hand("ada")
    await ada.box()
    await ada.fill(via="minor", words=words)
    return ada


async def test_the_child_line_stands_first_then_the_box_with_the_words_still_in_it(on: OnSet) -> None:
    await with_child_line(on)
    ada = await under_18(on)
    first, help_, danger, passed_on = ada.form.blocks[:4]
    assert isinstance(help_, Facts)
    assert [label for label, _ in help_.rows] == ["Child line"]
    assert SAY("minor-first") in str(first)
    assert "112" in str(danger)
    assert SAY("minor-passed-on") in str(passed_on)
    assert typed(ada.form, "words") == WORDS
    assert "minor" not in actions(ada.form)


async def test_where_no_child_line_is_named_all_help_from_outside_stands_first(on: OnSet) -> None:
    ada = await under_18(on)
    help_ = ada.form.blocks[1]
    assert isinstance(help_, Facts)
    assert len(help_.rows) == len(await on.read(lambda tx: productions.book(tx, on.running.house.production).outside))


async def test_readers_are_told_where_the_words_are_open_and_nowhere_else(on: OnSet) -> None:
    ada = await under_18(on)
    await ada.fill()
    assert SAY("preview-minor") in ada.text
    await ada.fill()
    await on.go_on()
    mara = on.hand("mara")
    await mara.act(Command("desk"))
    assert SAY("desk-from-minor") not in mara.text
    await mara.press("r-open")
    assert beside(mara)[SAY("desk-from")] == SAY("desk-from-minor")
    cards = [one.card for one in on.local._house.posted.standing(f"channel/{on.channel}")]
    assert cards
    assert not any("18" in str(fact) for card in cards for fact in card.facts)


async def test_it_is_kept_through_faults_drafts_and_mends_and_can_be_taken_back(on: OnSet) -> None:
    ada = await under_18(on, "")
    await ada.fill()
    assert (ada.form.name, ada.form.problem) == ("minor", SAY("nothing-written"))
    await ada.fill(words="It was Monday at 10:15 in the trailer.")
    assert any(one.startswith("mend-") for one in actions(ada.form)), "control: there is something to mend"
    await ada.fill(via=next(one for one in actions(ada.form) if one.startswith("mend-")))
    assert (await on.line()).line.by_minor
    await ada.fill(via="edit")
    assert ada.form.name == "minor"
    await ada.fill(via="adult")
    assert ada.form.name == "write"
    await ada.fill()
    assert not (await on.line()).line.by_minor
    assert SAY("preview-minor") not in ada.text


async def test_whoever_sends_another_form_of_that_name_is_under_18(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.box()
    old = ada.sending(words=WORDS)
    await ada.act(Submitted("minor", old.values, old.once, old.token, ""))
    assert (await on.line()).line.by_minor
