"""The reader's desk, on a real store: what opens, what is kept, what is refused, and what nobody else ever sees."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.interface import Act, Command, Gesture, OpenedHome, PlatformAddress, Pressed, Submitted, Wrote
from adapters.limits import buttons
from adapters.surfaces import Choice, Facts, Form, Page, Quoted, TextField
from bot.desks import reader_words
from bot.desks.reader_forms import KINDS
from bot.lines import agenda_kinds as kinds
from bot.lines.owning import MyLine
from bot.text.catalog import speaker
from escalation.concern import Category, Follow, State, Wish
from storage.lines import Voice
from storage.store import Tx
from tests.bot.stage import (
    READERS,
    SCENE,
    SECOND,
    START,
    Stage,
    account,
    actions,
    change_person,
    first_time,
    fixed_id,
    shown,
    staged,
    token_of,
    words_in,
)
from tests.storage.homes import writer_engine

WORDS = "The robe was not there."
SAY = speaker("en")
PATIENCE = timedelta(minutes=1)
OVER_WORDS = "x" * 2000 + " \u2014 " * 600


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Give an open stage."""
    async with staged(tmp_path) as open_stage:
        yield open_stage


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine two seconds may pass for no reason of ours."""
    monkeypatch.setattr(reader_words, "PATIENCE", PATIENCE)


def is_nothing(surface: Page | Form) -> bool:
    """Whether this is the one neutral page."""
    return isinstance(surface, Page) and surface.title == SAY("desk-nothing-title") and not actions(surface)


def fact(page: Page | Form, label: str) -> str:
    """The value behind a label, empty if it doesn't stand there."""
    rows = [row for block in page.blocks if isinstance(block, Facts) for row in block.rows]
    value = dict(rows).get(SAY(label), "")
    return value.words if isinstance(value, Quoted) else value


def typed_in(form: Page | Form) -> dict[str, str]:
    """What stands in a form's fields."""
    assert isinstance(form, Form)
    texts = {field.name: field.value.words for field in form.fields if isinstance(field, TextField)}
    return texts | {field.name: field.chosen for field in form.fields if isinstance(field, Choice)}


async def box(stage: Stage, who: str, mine: MyLine, kind: str = "answer") -> Page | Form:
    """Open the line and press for a box of this kind."""
    page = await stage.opened(who, mine)
    return await stage.press(who, f"r-{kind}", token_of(page, f"r-{kind}"))


async def left(stage: Stage, who: str, mine: MyLine, words: str = "Thank you.") -> Page | Form:
    """Answer in both steps."""
    look = await stage.send(who, await box(stage, who, mine), words=words)
    return await stage.send(who, look, **typed_in(look))


def lock(stage: Stage) -> None:
    """Let the disk take nothing: every write fails, everything can be read."""
    _pragma(stage, "query_only=1")


def unlock(stage: Stage) -> None:
    """Let the disk take what is written again."""
    _pragma(stage, "query_only=0")


def _pragma(stage: Stage, what: str) -> None:
    with closing(writer_engine(stage.store).raw_connection()) as raw:  # no transaction: it could not even begin
        raw.cursor().execute(f"PRAGMA {what}")


# --- Opening ----------------------------------------------------------------------------------------------------------


async def test_an_opened_line_shows_its_words_and_stands_in_the_record(stage: Stage) -> None:
    mine = await stage.raised(WORDS)
    page = await stage.opened("wren", mine)
    assert page.title == mine.line.alias
    assert f"quoted {WORDS}\n{mine.line.alias}, 1" in words_in(page)
    assert fact(page, "desk-urgency") == "today"
    assert fact(page, "desk-wish") == "“talk with me first”"
    assert fact(page, "desk-follow") == "at any time"
    assert fact(page, "desk-readers") == "Wren Castle, Ode Larkin, Sol Marden"
    assert (await stage.codes(mine))[-1] == "opened"
    assert (await stage.record(mine))[-1].reader == fixed_id("wren")
    assert ("opened", fixed_id("wren")) in await stage.audited()


async def test_opening_again_is_audited_but_no_second_step(stage: Stage) -> None:
    mine = await stage.raised()
    first, second = await stage.opened("wren", mine), await stage.opened("wren", mine)
    assert first == second
    assert (await stage.codes(mine)).count("opened") == 1
    assert (await stage.audited()).count(("opened", fixed_id("wren"))) == 2


async def test_every_act_speaks_the_lines_name(stage: Stage) -> None:
    mine = await stage.raised()
    acts = [button for button in buttons(await stage.opened("wren", mine)) if button.token]
    assert len(acts) >= 7
    assert all(mine.line.alias in button.spoken for button in acts)


async def test_what_the_person_chose_stands_above_the_words(stage: Stage) -> None:
    mine = await stage.raised(occasion=SCENE.id, wish=Wish.pass_on, name_shown="Ada")
    await stage.own.set_category(account("ada"), mine.access, Category.garments)
    await stage.change(mine, pass_to="the director", keep_from="the producer", follow=Follow.not_while_we_shoot)
    await stage.later()
    page = await stage.opened("wren", mine)
    assert fact(page, "desk-occasion") == "Sc 12A"
    assert fact(page, "desk-pass-to") == "the director"
    assert fact(page, "desk-keep-from") == "the producer"
    assert fact(page, "desk-name") == "Ada"
    assert fact(page, "desk-follow") == "not while we shoot"
    assert fact(page, "desk-category") == "Garments, robes, cover"


async def test_no_minute_of_the_person_is_shown(stage: Stage) -> None:
    mine = await stage.raised()
    page = await stage.opened("wren", mine)
    assert fact(page, "desk-arrived") == "today, between 6 a.m. and noon"
    times, due = set(re.findall(r"\d\d:\d\d", words_in(page))), fact(page, "desk-due").removesuffix(" CET")
    assert times == {due}
    assert int(due[-2:]) % 5 == 0
    assert mine.line.leaves_at.strftime("%M") not in {"00", "05"}  # the control: there was a minute to give away


async def test_words_on_their_way_are_not_there_and_leave_no_gap(stage: Stage) -> None:
    mine = await stage.raised()
    await stage.opened("wren", mine)
    await stage.add(mine, "And the door was open.")
    await left(stage, "wren", mine)
    await stage.add(mine, "One more thing.")
    before = words_in(await stage.opened("wren", mine))
    await stage.later()
    after = words_in(await stage.opened("wren", mine))
    alias = mine.line.alias
    assert "door" not in before
    assert f"{alias}, 2" not in before
    assert f"And the door was open.\n{alias}, 2" in after
    assert f"One more thing.\n{alias}, 3" in after


async def test_a_withdrawn_line_has_no_words_at_once_and_says_so_later(stage: Stage) -> None:
    mine = await stage.raised()
    assert WORDS in words_in(await stage.opened("wren", mine))
    await stage.own.withdraw(account("ada"), mine.access)
    pending = await stage.opened("wren", mine)
    assert pending.title == SAY("desk-wait-title")
    desk = words_in(await stage.press("wren", "r-desk"))
    assert WORDS not in desk
    assert mine.line.alias in desk
    await stage.later()
    over = await stage.opened("wren", mine)
    assert SAY("desk-state-withdrawn") in words_in(over)
    assert WORDS not in words_in(over)
    assert actions(over) == ["r-help", "r-desk"]
    assert "r-open" not in actions(await stage.press("wren", "r-desk"))


async def test_a_closing_that_is_not_visible_yet_shows_in_nothing(stage: Stage) -> None:
    mine = await stage.raised()
    form = await box(stage, "wren", mine)
    before = [words_in(await stage.opened("wren", mine)), words_in(await stage.press("wren", "r-desk"))]
    await stage.own.close(account("ada"), mine.access)
    assert before == [words_in(await stage.opened("wren", mine)), words_in(await stage.press("wren", "r-desk"))]
    assert WORDS in before[0]
    look = await stage.send("wren", form, words="Shall we talk?")
    await stage.send("wren", look, **typed_in(look))
    assert len(await stage.said(mine)) == 2
    await stage.later()
    assert SAY("desk-state-closed") in words_in(await stage.opened("wren", mine))


async def test_control_a_withdrawing_shows_at_once_since_the_words_are_gone(stage: Stage) -> None:
    mine = await stage.raised()
    before = words_in(await stage.opened("wren", mine))
    await stage.own.withdraw(account("ada"), mine.access)
    assert words_in(await stage.opened("wren", mine)) != before


# --- Taking -----------------------------------------------------------------------------------------------------------


async def test_taking_has_three_touches_and_one_time(stage: Stage) -> None:
    mine = await stage.raised()
    page = await stage.opened("wren", mine)  # one
    form = await stage.press("wren", "r-take", token_of(page, "r-take"))  # two
    assert isinstance(form, Form)
    (choice,) = form.fields
    assert isinstance(choice, Choice)
    assert choice.chosen == choice.options[0][0]
    taken = await stage.send("wren", form, until=choice.chosen)  # three
    until = datetime.fromtimestamp(int(choice.chosen), UTC)
    assert until.minute % 5 == 0
    assert choice.options[0][1] in words_in(taken)
    last = (await stage.record(mine))[-1]
    assert (last.code, last.reader, last.until) == ("taken", fixed_id("wren"), until)
    assert "r-take" not in actions(taken)
    assert "r-later" in actions(taken)
    assert [[button.action for button in buttons(one) if button.main] for one in (page, taken)] == [
        ["r-take"],
        ["r-answer"],
    ]


async def test_taking_twice_tells_once(stage: Stage) -> None:
    mine = await stage.raised()
    form = await stage.press("wren", "r-take", token_of(await stage.opened("wren", mine), "r-take"))
    for _ in range(2):
        await stage.send("wren", form, until=first_time(form))
    assert (await stage.codes(mine)).count("taken") == 1
    assert await stage.planned(mine, kinds.NOTE) == 1


async def test_another_reader_is_told_who_has_it(stage: Stage) -> None:
    mine = await stage.raised()
    page = await stage.opened("ode", mine)
    form = await stage.press("ode", "r-take", token_of(page, "r-take"))
    await stage.taken("wren", mine)
    refused = await stage.send("ode", form, until=first_time(form))
    assert "Wren Castle has it already." in words_in(refused)
    assert "r-take" not in actions(refused)
    assert (await stage.concern(mine)).line.taken_by == fixed_id("wren")


@pytest.mark.parametrize("until", ["", "soon", "-5", "9" * 40, "\u0663", "1"])
async def test_a_time_that_has_passed_or_is_none_brings_the_next_ones(stage: Stage, until: str) -> None:
    mine = await stage.raised()
    form = await stage.press("wren", "r-take", token_of(await stage.opened("wren", mine), "r-take"))
    again = await stage.send("wren", form, until=until)
    assert isinstance(again, Form)
    assert again.problem == SAY("desk-refused-in-the-past")
    assert "taken" not in await stage.codes(mine)
    await stage.send("wren", again, until=first_time(again))
    assert "taken" in await stage.codes(mine)


async def test_a_promise_is_put_off_twice_and_each_press_counts_once(stage: Stage) -> None:
    mine = await stage.raised()
    page = await stage.taken("wren", mine)
    last: Page | Form = page
    for times in (1, 2):
        form = await stage.press("wren", "r-later", token_of(page, "r-later"))
        for _ in range(2):
            last = await stage.send("wren", form, until=first_time(form))
        assert (await stage.codes(mine)).count("not_forgotten") == times
    assert "r-later" not in actions(last)
    form = await stage.press("wren", "r-later", token_of(page, "r-later"))
    refused = await stage.send("wren", form, until=first_time(form))
    assert SAY("desk-refused-put-off-twice") in words_in(refused)


async def test_only_the_holder_puts_off(stage: Stage) -> None:
    mine = await stage.raised()
    await stage.taken("wren", mine)
    assert "r-later" not in actions(await stage.opened("ode", mine))
    form = await stage.press("ode", "r-later", stage.person_token("ode", mine))
    refused = await stage.send("ode", form, until=first_time(form))
    assert SAY("desk-refused-not-taken") in words_in(refused)


# --- Answering --------------------------------------------------------------------------------------------------------


async def test_an_answer_is_looked_at_then_left_exactly(stage: Stage) -> None:
    mine = await stage.raised()
    form = await box(stage, "wren", mine)
    assert SAY("desk-confirm-nothing") in words_in(form)
    assert f"quoted {WORDS}" in words_in(form)
    look = await stage.send("wren", form, words="\u201cThank you\u201d\u2014I am on it. <!channel>")
    exact = '"Thank you" - I am on it. channel'
    assert look.title == mine.line.alias
    assert f"quoted {WORDS}\n{SAY('desk-last', alias=mine.line.alias)}" in words_in(look)
    assert f"quoted {exact}\n{SAY('desk-exactly')}" in words_in(look)
    assert len(await stage.said(mine)) == 1
    page = await stage.send("wren", look, **typed_in(look))
    assert SAY("desk-left-answer") in words_in(page)
    assert f"quoted {exact}\nWren Castle, left for them" in words_in(page)
    kept = (await stage.said(mine))[-1]
    assert (kept.words, kept.voice, kept.by) == (exact, Voice.READER, fixed_id("wren"))


async def test_words_changed_in_the_second_step_are_shown_once_more(stage: Stage) -> None:
    mine = await stage.raised()
    look = await stage.send("wren", await box(stage, "wren", mine), words="Thank you.")
    again = await stage.send("wren", look, words="Thank you, and tomorrow?")
    assert isinstance(again, Form)
    assert "quoted Thank you, and tomorrow?" in words_in(again)
    assert len(await stage.said(mine)) == 1
    await stage.send("wren", again, **typed_in(again))  # the control: unchanged words are left
    assert (await stage.said(mine))[-1].words == "Thank you, and tomorrow?"


async def test_going_back_keeps_the_words(stage: Stage) -> None:
    mine = await stage.raised()
    look = await stage.send("wren", await box(stage, "wren", mine), words="Thank you.")
    back = await stage.send("wren", look, via="r-back", words="Thank you, dear.")
    assert isinstance(back, Form)
    assert (back.name, typed_in(back)["words"], back.problem) == ("r-answer", "Thank you, dear.", "")
    assert len(await stage.said(mine)) == 1


@pytest.mark.parametrize("kind", KINDS)
async def test_a_form_sent_twice_is_kept_once(stage: Stage, kind: str) -> None:
    mine = await stage.raised()
    values = {"words": "Thank you.", "to_whom": "the stage manager", "reveal": "many"}
    form = await stage.send("wren", await box(stage, "wren", mine, kind), **values)
    if isinstance(form, Form):
        for _ in range(3):
            await stage.send("wren", form, **values)
    assert len(await stage.said(mine)) == 2
    assert await stage.planned(mine, kinds.ANSWER) == (kind != "note")
    await stage.send("wren", await box(stage, "wren", mine, kind), **values)
    assert len(await stage.said(mine)) == 2 + (kind == "note")  # the control: another form is no repeat


async def test_other_words_in_the_same_form_replace_what_waits_and_are_added_after_it_left(stage: Stage) -> None:
    mine = await stage.raised()
    form = await box(stage, "wren", mine)
    for words in ("One.", "Two."):
        look = await stage.send("wren", form, words=words)
        await stage.send("wren", look, **typed_in(look))
    assert [one.words for one in await stage.said(mine)] == [WORDS, "Two."]
    await stage.later()
    look = await stage.send("wren", form, words="Three.")
    await stage.send("wren", look, **typed_in(look))
    assert [one.words for one in await stage.said(mine)] == [WORDS, "Two.", "Three."]


async def test_an_answer_counts_as_taking_and_the_hint_ends_after_two(stage: Stage) -> None:
    mine = await stage.raised()
    for words in ("One.", "Two."):
        assert SAY("desk-confirm-nothing") in words_in(await box(stage, "wren", mine))
        await left(stage, "wren", mine, words)
    assert SAY("desk-confirm-nothing") not in words_in(await box(stage, "wren", mine))
    assert SAY("desk-confirm-nothing") in words_in(await box(stage, "ode", mine))
    assert (await stage.concern(mine)).line.taken_by == fixed_id("wren")


@pytest.mark.parametrize(
    ("kind", "values", "problem"),
    [
        ("answer", {}, "desk-problem-empty"),
        ("note", {"words": " \u200b "}, "desk-problem-empty"),
        ("spoke", {"words": OVER_WORDS}, "desk-problem-long"),
        ("yes", {"words": "Robes.", "reveal": "many"}, "desk-problem-to-whom"),
        ("yes", {"words": "Robes.", "to_whom": "x" * 121, "reveal": "many"}, "desk-problem-long"),
        ("yes", {"words": "Robes.", "to_whom": "wardrobe"}, "desk-problem-reveal"),
        ("yes", {"words": "Robes.", "to_whom": "wardrobe", "reveal": "\ud800"}, "desk-problem-reveal"),
    ],
)
async def test_what_is_missing_or_too_long_is_said_and_nothing_is_lost(
    stage: Stage, kind: str, values: dict[str, str], problem: str
) -> None:
    mine = await stage.raised()
    form = await box(stage, "wren", mine, kind)
    again = await stage.send("wren", form, **values)
    assert isinstance(form, Form)
    assert isinstance(again, Form)
    assert (again.name, again.once, again.problem) == (form.name, form.once, SAY(problem))
    assert len(await stage.said(mine)) == 1
    there = words_in(again).replace("quoted ", "")
    assert sum(there.count(letter) for letter in "x-") >= sum(values.get("words", "").count(one) for one in "x\u2014")


@pytest.mark.parametrize("kind", KINDS)
async def test_what_was_typed_survives_a_store_that_keeps_nothing(stage: Stage, kind: str) -> None:
    mine = await stage.raised()
    values = {"words": "Thank you.", "to_whom": "the stage manager", "reveal": "guess"}
    form = await box(stage, "wren", mine, kind)
    if kind != "note":
        form = await stage.send("wren", form, **values)
    lock(stage)
    again = await stage.send("wren", form, **values)
    assert isinstance(again, Form)
    assert again.problem == SAY("desk-words-not-kept")
    assert (again.name, again.once) == (getattr(form, "name", ""), getattr(form, "once", ""))
    assert typed_in(again).items() <= values.items()
    unlock(stage)
    page = await stage.send("wren", again, **values)  # the control: with room it is kept, once
    assert SAY(f"desk-left-{kind}") in words_in(page)
    await stage.send("wren", form, **values)
    assert len(await stage.said(mine)) == 2


async def test_what_was_typed_survives_a_store_that_reads_nothing(stage: Stage) -> None:
    mine = await stage.raised()
    look = await stage.send("wren", await box(stage, "wren", mine), words="Thank you.")
    engine = writer_engine(stage.store)
    with engine.begin() as conn:
        conn.exec_driver_sql("ALTER TABLE concerns RENAME TO gone")
    again = await stage.send("wren", look, words="Thank you.")
    assert isinstance(again, Form)
    assert (again.problem, typed_in(again)["words"]) == (SAY("desk-words-not-kept"), "Thank you.")
    assert (await stage.card("wren", mine)).title == SAY("desk-failed-title")
    with engine.begin() as conn:
        conn.exec_driver_sql("ALTER TABLE gone RENAME TO concerns")
    assert SAY("desk-left-answer") in words_in(await stage.send("wren", again, words="Thank you."))


async def test_a_form_that_waits_too_long_comes_back_and_keeps_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = await stage.raised()
    look = await stage.send("wren", await box(stage, "wren", mine), words="Thank you.")
    monkeypatch.setattr(reader_words, "PATIENCE", timedelta(milliseconds=50))
    begun, free = threading.Event(), threading.Event()

    def hold(_: Tx) -> bool:
        begun.set()
        return free.wait()

    busy = stage.store._writer.submit(hold)
    await asyncio.to_thread(begun.wait)  # what comes now waits for the next group
    again = await stage.send("wren", look, words="Thank you.")
    assert isinstance(again, Form)
    assert (again.problem, typed_in(again)["words"]) == (SAY("desk-words-not-kept"), "Thank you.")
    free.set()
    assert busy.result()
    assert len(await stage.said(mine)) == 1
    monkeypatch.setattr(reader_words, "PATIENCE", PATIENCE)
    await stage.send("wren", again, words="Thank you.")  # the control: with nobody before it, it is kept
    assert len(await stage.said(mine)) == 2


async def test_words_for_a_line_that_ended_are_still_there_to_copy(stage: Stage) -> None:
    mine = await stage.raised()
    form = await box(stage, "wren", mine)
    stage.clock.move(timedelta(days=4))
    page = await stage.send("wren", form, words="Thank you.")
    assert page.title == SAY("desk-nothing-title")
    assert "quoted Thank you." in words_in(page)


async def test_a_note_stays_among_the_readers(stage: Stage) -> None:
    mine = await stage.raised(leave_out=("wren",))
    form = await box(stage, "ode", mine, "note")
    assert "Ode Larkin, Sol Marden" in words_in(form)
    assert "Wren" not in words_in(form)
    await stage.send("ode", form, words="Asked wardrobe for robes in general.")
    caption = SAY("desk-said-note", reader="Ode Larkin")
    assert f"quoted Asked wardrobe for robes in general.\n{caption}" in words_in(await stage.opened("sol", mine))
    assert await stage.planned(mine, kinds.ANSWER) == 0
    assert (await stage.codes(mine))[-1] == "opened"


async def test_asking_for_a_yes_shows_what_the_person_will_be_asked(stage: Stage) -> None:
    mine = await stage.raised()
    form = await box(stage, "wren", mine, "yes")
    assert isinstance(form, Form)
    assert [field.name for field in form.fields] == ["reveal", "words", "to_whom"]
    assert typed_in(form)["reveal"] == ""
    values = {"words": "Two robes, please.", "to_whom": "the head of wardrobe", "reveal": "guess"}
    look = await stage.send("wren", form, **values)
    seen = words_in(look)
    assert SAY("desk-you-said-guess") in seen
    assert SAY("desk-will-be-asked", reader="Wren Castle") in seen
    assert "quoted Two robes, please." in seen
    assert fact(look, "desk-to-whom") == "the head of wardrobe"
    changed = await stage.send("wren", look, **(values | {"to_whom": "the director"}))
    assert fact(changed, "desk-to-whom") == "the director"
    assert len(await stage.said(mine)) == 1
    page = await stage.send("wren", look, **values)
    kept = (await stage.said(mine))[-1]
    assert (kept.words, kept.asks_yes) == ("Two robes, please.", "the head of wardrobe")
    assert fact(page, "desk-to-whom") == "the head of wardrobe"
    await stage.later()
    await stage.add(mine, "", answers="yes")
    assert SAY("desk-state-agreed") not in words_in(await stage.opened("wren", mine))
    await stage.later()
    page = await stage.opened("wren", mine)
    assert SAY("desk-said-yes", alias=mine.line.alias, count=2) in words_in(page)
    assert SAY("desk-state-agreed") in words_in(page)


async def test_we_spoke_is_left_for_them_to_confirm(stage: Stage) -> None:
    mine = await stage.raised()
    look = await stage.send("wren", await box(stage, "wren", mine, "spoke"), words="We spoke at lunch.")
    assert SAY("desk-spoke-will-see", reader="Wren Castle") in words_in(look)
    page = await stage.send("wren", look, **typed_in(look))
    assert SAY("desk-left-spoke") in words_in(page)
    assert (await stage.codes(mine))[-1] == "left_spoke"


@pytest.mark.parametrize("answers", ["yes", "no", "spoke", "not-spoke"])
async def test_what_a_person_answers_by_a_press_says_nothing_of_their_language(stage: Stage, answers: str) -> None:
    mine = await stage.raised(by="bo")
    asked = {"words": "Robes.", "to_whom": "wardrobe", "reveal": "many"}
    look = await stage.send("wren", await box(stage, "wren", mine, "spoke" if "spoke" in answers else "yes"), **asked)
    await stage.send("wren", look, **asked)
    await stage.later()
    sentence = speaker("es")(f"yes-said-{answers}")
    await stage.add(mine, sentence, "bo", answers)
    await stage.add(mine, "Otra cosa.", "bo", "no")  # the control: words of their own are shown
    await stage.later()
    page = words_in(await stage.opened("wren", mine))
    assert SAY(f"desk-said-{answers}", alias=mine.line.alias, count=2) in page
    assert f"quoted Otra cosa.\n{SAY('desk-said-no', alias=mine.line.alias, count=3)}" in page
    assert sentence not in page + words_in(await stage.press("wren", "r-desk"))


# --- Rest, step back, mute --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["rest", "recuse", "mute"])
async def test_what_an_act_means_stands_there_before_it_is_done(stage: Stage, act: str) -> None:
    mine = await stage.raised()
    await left(stage, "wren", mine)
    before = await stage.codes(mine)
    page = await stage.press("wren", f"r-{act}", token_of(await stage.opened("wren", mine), f"r-{act}"))
    assert SAY(f"desk-before-{act}", alias=mine.line.alias) in words_in(page)
    assert actions(page) == [f"r-{act}-go", "r-open"]
    assert await stage.codes(mine) == before


async def test_resting_twice_tells_once(stage: Stage) -> None:
    mine = await stage.raised()
    await left(stage, "wren", mine)
    await stage.later()
    for _ in range(2):
        page = await stage.press("wren", "r-rest-go", stage.person_token("wren", mine))
        assert SAY("desk-state-resting") in words_in(page)
    assert (await stage.codes(mine)).count("resting") == 1
    assert (await stage.concern(mine)).line.state is State.resting
    assert "r-rest" not in actions(page)


async def test_a_line_that_nobody_answered_can_not_rest(stage: Stage) -> None:
    mine = await stage.raised()
    assert "r-rest" not in actions(await stage.opened("wren", mine))
    page = await stage.press("wren", "r-rest-go", stage.person_token("wren", mine))
    assert SAY("desk-refused-not-now") in words_in(page)
    assert (await stage.concern(mine)).line.state is State.opened


async def test_who_steps_back_sees_it_no_more_and_the_next_one_does(stage: Stage) -> None:
    mine = await stage.raised()
    page = await stage.taken("wren", mine)
    token = stage.person_token("wren", mine)
    done = await stage.press("wren", "r-recuse-go", token)
    assert done.title == SAY("desk-handed-title")
    assert mine.line.alias not in words_in(done)
    for action in ("r-open", "r-recuse-go", "r-answer", "r-take"):
        assert is_nothing(await stage.press("wren", action, token))
    assert "r-open" not in actions(await stage.press("wren", "r-desk"))
    assert "r-take" in actions(await stage.opened("ode", mine))
    assert fact(await stage.opened("ode", mine), "desk-readers") == "Ode Larkin, Sol Marden"
    assert page.title == mine.line.alias


async def test_bug_stepping_back_left_a_line_that_another_holds_as_nobodys(stage: Stage) -> None:
    mine = await stage.raised()
    await stage.taken("wren", mine)
    await stage.press("ode", "r-recuse-go", token_of(await stage.opened("ode", mine), "r-recuse"))
    line = (await stage.concern(mine)).line
    assert (line.state, line.taken_by) == (State.taken, fixed_id("wren"))


async def test_stepping_back_from_a_closed_line_is_refused(stage: Stage) -> None:
    mine = await stage.raised()
    await stage.opened("wren", mine)
    await stage.own.close(account("ada"), mine.access)
    await stage.later()
    page = await stage.press("wren", "r-recuse-go", stage.person_token("wren", mine))
    assert SAY("desk-refused-not-now") in words_in(page)


async def test_muting_goes_on_to_the_next_and_is_told_once(stage: Stage) -> None:
    mine = await stage.raised()
    await stage.taken("wren", mine)
    for _ in range(2):
        page = await stage.press("wren", "r-mute-go", stage.person_token("wren", mine))
    assert "r-mute" not in actions(page)
    assert "r-take" in actions(page)
    assert (await stage.codes(mine)).count("muted") == 1
    line = (await stage.concern(mine)).line
    assert (line.muted, line.taken_by, line.state) == ((fixed_id("wren"),), "", State.released)


async def test_a_press_that_can_not_be_kept_says_so(stage: Stage) -> None:
    mine = await stage.raised()
    await left(stage, "wren", mine)
    lock(stage)
    page = await stage.press("wren", "r-mute-go", stage.person_token("wren", mine))
    assert SAY("desk-press-not-kept") in words_in(page)
    unlock(stage)
    assert (await stage.concern(mine)).line.muted == ()


# --- Now --------------------------------------------------------------------------------------------------------------


async def test_only_the_taker_reads_a_now(stage: Stage) -> None:
    mine = await stage.raised(WORDS, urgency="now", name_shown="Ada, make-up")
    page = await stage.opened("ode", mine)
    assert actions(page) == ["r-take", "r-recuse", "r-mute", "r-help", "r-desk"]
    for surface in (page, await stage.press("ode", "r-desk")):
        assert WORDS not in words_in(surface)
        assert "Ada, make-up" not in words_in(surface)
        assert SAY("desk-only-taker") in words_in(surface)
    assert "opened" not in await stage.codes(mine)
    assert ("opened", fixed_id("ode")) not in await stage.audited()
    taken = await stage.taken("wren", mine)
    assert WORDS in words_in(taken)
    assert fact(taken, "desk-name") == "Ada, make-up"
    assert (await stage.codes(mine))[-2:] == ["opened", "taken"]
    assert (await stage.record(mine))[-2].reader == fixed_id("wren")
    late = await stage.opened("ode", mine)
    assert WORDS not in words_in(late)
    assert "r-take" not in actions(late)


@pytest.mark.parametrize("kind", KINDS)
async def test_nobody_but_the_taker_writes_on_a_now_and_what_they_typed_stays(stage: Stage, kind: str) -> None:
    mine = await stage.raised(urgency="now")
    values = {"words": "I come.", "to_whom": "the AD", "reveal": "know"}
    form = await stage.press("ode", f"r-{kind}", stage.person_token("ode", mine))
    assert WORDS not in words_in(form)
    if kind != "note":
        form = await stage.send("ode", form, **values)
    await stage.taken("wren", mine)
    again = await stage.send("ode", form, **values)
    assert isinstance(again, Form)
    assert again.problem == "Wren Castle has it already."
    assert typed_in(again)["words"] == "I come."
    assert len(await stage.said(mine)) == 1


# --- Not theirs -------------------------------------------------------------------------------------------------------

PRESSES = [
    "r-open", "r-take", "r-answer", "r-note", "r-yes", "r-spoke", "r-later", "r-rest", "r-rest-go", "r-recuse",
    "r-recuse-go", "r-mute", "r-mute-go", "r-help",
]  # fmt: skip
FORMS = ["r-take", "r-later", *(f"r-{kind}" for kind in KINDS), *(f"r-{kind}-go" for kind in KINDS)]
ACTS = [*PRESSES, *(f"{form} sent" for form in FORMS)]


def act_of(name: str, token: str) -> Act:
    """A press, or a form sent without words."""
    form = name.removesuffix(" sent")
    if form == name:
        return Pressed(name, token)
    token += "mark-"[: 5 * form.endswith("-go")]
    return Submitted(form, {"until": "1"}, "once", token)


@pytest.mark.parametrize("name", ACTS)
async def test_whatever_is_not_theirs_is_one_and_the_same_page(stage: Stage, name: str) -> None:
    mine = await stage.raised(leave_out=("wren",))
    kept = stage.person_token("ode", mine)
    tokens = {
        "wren": stage.person_token("wren", mine),  # left out
        "noor": stage.person_token("noor", mine),  # hasn't accepted
        "ivo": stage.person_token("ivo", mine),  # the office
        "ada": stage.person_token("ada", mine),  # who wrote
        "sol": kept,  # another reader's
        "ode": kept[:-1],  # cut
    }
    pages = [await stage.gesture(who, act_of(name, token)) for who, token in tokens.items()]
    pages += [await stage.gesture("sol", act_of(name, token)) for token in ("", "r", "\ud800", stage.card_token(mine))]
    before = len(await stage.codes(mine))
    yours = await stage.gesture("ode", act_of(name, kept))  # the control: it opens for its reader
    stage.clock.move(timedelta(days=3))
    pages.append(await stage.gesture("ode", act_of(name, kept)))  # too old
    assert all(is_nothing(page) for page in pages)
    assert {words_in(page) for page in pages} == {words_in(pages[0])}
    assert before == len([code for code in await stage.codes(mine) if code in ("saved", "released", "reader_asked")])
    assert not is_nothing(yours)


async def test_a_left_out_reader_finds_no_trace(stage: Stage) -> None:
    await stage.raised(leave_out=("wren",))
    desk = await stage.press("wren", "r-desk")
    form = await stage.press("wren", "r-search")
    search = await stage.send("wren", form, wanted="robe")
    assert SAY("desk-none") in words_in(desk)
    assert SAY("desk-found-none") in words_in(search)
    assert "r-open" not in actions(desk) + actions(search)
    assert "r-open" in actions(await stage.press("ode", "r-desk"))  # the control


@pytest.mark.parametrize(
    "act", [Pressed("r-desk"), Pressed("r-more", "10"), Pressed("r-search"), Command("desk"), OpenedHome(),
            Wrote("text", Quoted("hello")), Submitted("r-search", {"wanted": "robe"}), Pressed("r-nonsense")]
)  # fmt: skip
async def test_the_desk_is_for_readers(stage: Stage, act: Act) -> None:
    await stage.raised()
    for who in ("noor", "ivo", "ada", "nobody"):
        assert is_nothing(await stage.gesture(who, act))
    assert not is_nothing(await stage.gesture("wren", act))  # the control


async def test_a_card_opens_in_its_own_channel_only(stage: Stage) -> None:
    mine = await stage.raised()
    token, who = stage.card_token(mine), PlatformAddress(*account("wren"))
    elsewhere = replace(READERS, channel="office")
    assert is_nothing(shown(await stage.desk.receive(Gesture(who, Pressed("r-open", token), elsewhere))))
    assert is_nothing(shown(await stage.desk.receive(Gesture(who, Pressed("r-open", token)))))
    assert (await stage.opened("wren", mine)).title == mine.line.alias  # the control


async def test_a_line_that_waits_or_was_taken_back_is_nobodys(stage: Stage) -> None:
    mine = await stage.saved()
    if mine.line.leaves_at == stage.clock.now():
        pytest.fail("the seed left no wait")
    assert is_nothing(await stage.card("wren", mine))
    await stage.own.take_back(account("ada"), mine.access)
    assert is_nothing(await stage.card("wren", mine))


async def test_somebody_who_reads_no_more_sees_nothing(stage: Stage) -> None:
    mine = await stage.raised()
    assert not is_nothing(await stage.card("sol", mine))
    await change_person(stage, "sol", reading=None)
    assert is_nothing(await stage.card("sol", mine))
    assert is_nothing(await stage.press("sol", "r-desk"))


@pytest.mark.parametrize(("locale", "language"), [("es-MX", "es"), ("fr", "en"), ("", "en")])
async def test_the_neutral_page_speaks_the_language_of_who_stands_there(
    stage: Stage, locale: str, language: str
) -> None:
    page = await stage.gesture("stranger", Pressed("r-desk"), locale)
    assert page.title == speaker(language)("desk-nothing-title")


# --- Who wrote --------------------------------------------------------------------------------------------------------


async def script(folder: Path, by: str, words: str = WORDS, **more: object) -> str:
    """Everything readers are shown of one line: card, taking, answer, desk, search, help."""
    async with staged(folder) as stage:
        mine = await stage.raised(words, by, **more)
        surfaces: list[Page | Form] = [await stage.opened("wren", mine), await stage.taken("wren", mine)]
        surfaces += [await box(stage, "wren", mine), await left(stage, "wren", mine)]
        await stage.later()
        await stage.add(mine, "And the door.", by)
        await stage.later()
        surfaces += [await stage.opened("wren", mine), await stage.press("wren", "r-desk")]
        surfaces.append(await stage.send("wren", await stage.press("wren", "r-search"), wanted="door"))
        surfaces.append(await stage.press("wren", "r-help", stage.person_token("wren", mine)))
        return "\n".join(map(words_in, surfaces))


async def test_pages_are_byte_identical_whoever_wrote(tmp_path: Path) -> None:
    first = await script(tmp_path / "1", "ada")
    assert first == await script(tmp_path / "2", "bo")  # another person, who is answered in another language
    assert first != await script(tmp_path / "3", "ada", "Other words.")  # the control: what is shown does differ
    assert first != await script(tmp_path / "4", "ada", name_shown="Ada")


async def test_another_platform_is_not_to_be_seen(tmp_path: Path) -> None:
    pages = []
    for number, platform in enumerate(("local", "pigeon")):
        async with staged(tmp_path / str(number)) as stage:
            mine = await stage.raised(platform=platform)
            pages.append(words_in(await stage.opened("wren", mine)) + words_in(await stage.press("wren", "r-desk")))
    assert pages[0] == pages[1]


async def test_coming_back_with_a_key_is_not_to_be_seen(stage: Stage) -> None:
    mine = await stage.raised()
    pages = []
    for follow in (Follow.any_time, Follow.key_only, Follow.not_while_we_shoot):
        await stage.change(mine, follow=follow)
        pages.append(words_in(await stage.opened("wren", mine)))
    assert pages[0] == pages[1]
    assert pages[0] != pages[2]  # the control


# --- The desk ---------------------------------------------------------------------------------------------------------


async def test_an_empty_desk_says_so(stage: Stage) -> None:
    desk = await stage.gesture("wren", Command("desk"))
    assert SAY("desk-none") in words_in(desk)
    assert actions(desk) == ["r-search", "r-cover"]


async def test_the_desk_has_all_open_lines_by_deadline_with_opened_words(stage: Stage) -> None:
    soon = await stage.raised("Soon words.", urgency="soon")
    today = await stage.raised("Today words.", "bo")
    await stage.opened("wren", today)
    desk = words_in(await stage.press("wren", "r-desk"))
    assert desk.index(today.line.alias) < desk.index(soon.line.alias)
    assert "quoted Today words." in desk
    assert "Soon words." not in desk  # not before an opening that stands in the person's record
    assert SAY("desk-unopened") in desk
    assert (await stage.codes(soon)).count("opened") == 0
    await stage.opened("wren", soon)
    assert "quoted Soon words." in words_in(await stage.press("wren", "r-desk"))


async def test_a_line_opens_from_the_desk(stage: Stage) -> None:
    mine = await stage.raised()
    page = await stage.press("ode", "r-open", token_of(await stage.press("ode", "r-desk"), "r-open"))
    assert (page.title, (await stage.codes(mine))[-1]) == (mine.line.alias, "opened")


async def test_long_words_stand_on_the_desk_by_their_beginning(stage: Stage) -> None:
    mine = await stage.raised("word " * 500)
    await stage.opened("wren", mine)
    desk = words_in(await stage.press("wren", "r-desk"))
    assert SAY("desk-beginning", alias=mine.line.alias) in desk
    assert len(desk) < 1000


async def test_more_than_ten_lines_come_in_parts(stage: Stage) -> None:
    for number in range(12):
        await stage.raised(f"Words number {number}.")
    first = await stage.press("wren", "r-desk")
    second = await stage.press("wren", "r-more", token_of(first, "r-more"))
    opens = [actions(page).count("r-open") for page in (first, second)]
    assert opens == [10, 2]
    tokens = {button.token for page in (first, second) for button in buttons(page) if button.action == "r-open"}
    assert len(tokens) == 12
    assert "r-more" not in actions(second)
    for odd in ("-1", "99", "1e3", "\u0663", "9" * 9):
        assert await stage.press("wren", "r-more", odd) == first


async def test_the_search_looks_at_names_and_opened_words_only(stage: Stage) -> None:
    robe, door = await stage.raised("La bata no estaba allí."), await stage.raised("The door was open.")
    await stage.opened("wren", robe)

    async def found(wanted: str) -> list[str]:
        page = await stage.send("wren", await stage.press("wren", "r-search"), wanted=wanted)
        return [one.line.alias for one in (robe, door) if f"Heading\n{one.line.alias}" in words_in(page)]

    assert await found("ALLI bata") == [robe.line.alias]
    assert await found("door") == []
    assert await found(door.line.alias.lower()) == [door.line.alias]
    assert await found("nothing like it") == []
    await stage.opened("wren", door)
    assert await found("door") == [door.line.alias]


async def test_a_search_finds_at_most_ten_and_says_so(stage: Stage) -> None:
    for number in range(11):
        await stage.opened("wren", await stage.raised(f"Robe number {number}."))
    page = await stage.send("wren", await stage.press("wren", "r-search"), wanted="robe" + " " * 500)
    assert actions(page).count("r-open") == 10
    assert SAY("desk-narrow", shown=10) in words_in(page)


async def test_closed_lines_are_not_on_the_desk_but_can_be_answered(stage: Stage) -> None:
    mine = await stage.raised()
    await stage.opened("wren", mine)
    await stage.own.close(account("ada"), mine.access)
    await stage.later()
    assert "r-open" not in actions(await stage.press("wren", "r-desk"))
    page = await stage.opened("wren", mine)
    assert actions(page) == ["r-answer", "r-note", "r-help", "r-desk"]
    await left(stage, "wren", mine)
    assert (await stage.concern(mine)).line.state is State.closed


# --- From here --------------------------------------------------------------------------------------------------------


async def test_numbers_are_those_of_the_lines_unit_and_none_is_invented(stage: Stage) -> None:
    mine = await stage.raised(unit=SECOND)
    page = await stage.press("wren", "r-help", token_of(await stage.opened("wren", mine), "r-help"))
    assert fact(page, "desk-emergency") == "999"
    assert "555-0101, 09:00-21:00, English, Spanish" in words_in(page)
    values = [value for block in page.blocks if isinstance(block, Facts) for _, value in block.rows]
    assert set(re.findall(r"\d{3}(?:-\d{4})?", " ".join(map(str, values)))) == {"999", "555-0177", "555-0101"}
    assert SAY("desk-sentence") in words_in(page)


# --- In every language, within every limit ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "es"])
async def test_every_surface_keeps_the_limits_in_both_languages(stage: Stage, language: str) -> None:
    for reader in ("wren", "ode"):
        await change_person(stage, reader, language=language)
    mine = await stage.raised(occasion=SCENE.id, wish=Wish.report_formally)
    token = stage.person_token("wren", mine)
    await stage.taken("wren", mine)  # `stage` checks the limits of whatever it is shown
    for action in ("r-later", "r-help", "r-rest", "r-recuse", "r-mute", "r-search", "r-desk"):
        await stage.press("wren", action, token)
    values = {"words": "Thank you.", "to_whom": "wardrobe", "reveal": "know"}
    for kind in KINDS:
        form = await stage.send("wren", await box(stage, "wren", mine, kind), **values)
        if isinstance(form, Form):
            await stage.send("wren", form, **values)
        await stage.send("wren", await box(stage, "wren", mine, kind))
    for action, done in (("r-mute-go", "desk-done-mute"), ("r-rest-go", "desk-done-rest")):
        assert speaker(language)(done) in words_in(await stage.press("wren", action, token))
    assert (await stage.press("wren", "r-recuse-go", token)).title == speaker(language)("desk-handed-title")


@pytest.mark.parametrize(("days", "said"), [(1, "yesterday"), (3, "Thursday, 12 March")])
async def test_days_are_said_as_people_say_them(stage: Stage, days: int, said: str) -> None:
    mine = await stage.raised(urgency="soon")
    await stage.later(timedelta(days=days))
    assert fact(await stage.opened("wren", mine), "desk-arrived") == f"{said}, between 6 a.m. and noon"
    assert START.date().isoformat() == "2026-03-12"


async def test_a_forged_form_is_answered_with_the_desk_and_a_forged_once_is_replaced(stage: Stage) -> None:
    mine = await stage.raised()
    odd = await stage.gesture("wren", Submitted("r-nonsense", {"words": "x"}, "", "t"))
    assert odd.title == SAY("desk-title")
    token = stage.person_token("wren", mine)
    form = await stage.gesture("wren", Submitted("r-answer", {"words": "Hi", "other": "field"}, "\ud800", token))
    assert isinstance(form, Form)
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", form.once)
