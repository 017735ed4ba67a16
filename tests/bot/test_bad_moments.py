"""Moments an actor would hate: words or choices lost by a press, a way back that is gone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.interface import OpenedHome, Pressed, Submitted, Wrote
from adapters.surfaces import Quoted
from tests.bot.bad_hand import WORDS, Hand, all_typed, filled, is_neutral, quoted_in
from tests.bot.bad_set import OnSet, demo

MORE = "And the door was open."
CHOSEN = {"follow": "key_only", "wish": "report_formally", "basis": "saw", "leaves": "after_wrap"}


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """The demo."""
    async with demo() as one:
        yield one


def chosen(hand: Hand) -> dict[str, str]:
    """What is chosen in the preview."""
    return {name: value for name, value in filled(hand.form).items() if name in CHOSEN}


# --- While writing ----------------------------------------------------------------------------------------


async def test_now_with_nobody_ticked_keeps_words_and_place(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.act(Pressed("now"))
    await ada.fill(words=WORDS, readers="", how="come", where="Stage 2")
    assert "You left out everyone" in ada.form.problem
    values = filled(ada.form)
    assert (values["words"], values["where"], values["how"], values["readers"]) == (WORDS, "Stage 2", "come", "")
    await ada.fill(readers=",".join(one for one, _ in ada.form.fields[3].options))  # type: ignore[union-attr]
    assert ada.page.title == "Saved"


async def test_rights_pressed_while_writing_keeps_the_words(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.box()
    await ada.fill("rights", words=WORDS, urgency="soon")
    assert "555-0140" in ada.text
    await ada.press("draft")
    assert quoted_in(ada.form) == [WORDS]
    await ada.fill("edit")
    assert filled(ada.form)["urgency"] == "soon"


async def test_rights_pressed_on_an_empty_box_are_shown(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.box()
    await ada.fill("rights", words="")
    assert "555-0140" in ada.text
    assert "no words in the box" not in ada.text
    assert await on.lines() == ()


@pytest.mark.parametrize("via", ["keep", "rights"])
async def test_words_are_kept_although_nobody_is_ticked(on: OnSet, via: str) -> None:
    ada = on.hand("ada")
    await ada.box()
    await ada.fill(via, words=WORDS, readers="")
    await ada.back()
    assert quoted_in(ada.form) == [WORDS]
    await ada.fill()
    assert ada.page.title == "Nothing was sent"
    assert WORDS in ada.text
    assert (await on.line()).line.state == "draft"


async def test_another_language_finds_the_draft_as_it_was(on: OnSet) -> None:
    ada = on.hand("ada")
    form = await ada.drafted()
    await ada.act(OpenedHome())
    await ada.press("speak-es")
    await ada.back()
    assert ada.form.language == "es"
    assert quoted_in(ada.form) == [WORDS]
    await ada.act(ada.sending_of(form))
    assert ada.page.language == "es"
    assert (await on.line()).line.state == "saved"


async def test_going_back_to_the_box_can_make_it_a_dated_note(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted()
    await ada.fill("edit")
    await ada.fill(urgency="record", readers="")
    await ada.fill()
    line = (await on.line()).line
    assert (line.urgency, line.readers, line.ladder) == ("record", (), None)
    await on.go_on(timedelta(days=1))
    assert (await on.line()).line.state == "saved"
    assert on.local._house.posted.standing(f"channel/{on.channel}") == ()


@pytest.mark.parametrize("via", ["edit", "keep", "mend-0"])
async def test_what_was_chosen_stays_chosen(on: OnSet, via: str) -> None:
    ada = on.hand("ada")
    await ada.drafted("It happened at 9:15.")
    await ada.fill(via, **CHOSEN)
    if via == "edit":
        await ada.fill(words="It was somebody at work.")
    if via == "keep":
        await ada.press("draft")
    assert chosen(ada) == CHOSEN
    await ada.fill()
    assert (await on.line()).line.follow == "key_only"


async def test_control_what_was_not_chosen_is_the_default(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted()
    await ada.fill("edit")
    await ada.fill()
    usual = {"follow": "any_time", "wish": "talk_first", "basis": "unsaid", "leaves": "soon"}
    assert chosen(ada) == usual


async def test_a_scene_that_is_missing_leaves_the_other_choices(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted(urgency="before_scene")
    await ada.fill(**CHOSEN, occasion="none")
    assert "choose which one" in ada.form.problem
    assert chosen(ada) == CHOSEN


async def test_the_box_of_a_draft_that_was_sent_meanwhile_loses_no_words(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted()
    preview = ada.form
    await ada.fill("edit")
    edit = ada.sending(words=MORE)
    await ada.act(ada.sending_of(preview))
    await ada.act(edit)
    assert quoted_in(ada.form) == [MORE]
    await ada.act(edit)
    assert await on.every_word() == sorted([WORDS, MORE])


async def test_the_box_of_a_draft_that_is_over_loses_no_words(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted()
    await ada.fill("edit")
    await on.go_on(timedelta(hours=42))
    assert await on.lines() == ()
    await ada.fill(words=MORE)
    assert quoted_in(ada.form) == [MORE]
    assert await on.every_word() == [MORE]


async def test_a_preview_that_is_old_sends_nothing_unseen(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted()
    old = ada.sending(wish="report_formally")
    await ada.fill("edit")
    await ada.fill(words=MORE)
    await ada.act(old)
    assert "have changed since this page was drawn" in ada.form.problem
    assert quoted_in(ada.form) == [MORE]
    assert filled(ada.form)["wish"] == "report_formally"
    await ada.fill()
    assert (await on.line()).line.state == "saved"


async def test_a_line_that_was_sent_is_never_called_a_draft(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted()
    old = ada.form
    await ada.fill()
    for via in ("keep", "edit", "mend-0"):
        await ada.act(ada.sending_of(old, via))
        assert "Not sent." not in ada.text
        assert ada.page.title == (await on.line()).line.alias
    await ada.press("discard", ada.token("copy"))
    assert "never sent" not in ada.text


async def test_a_reader_who_left_does_not_lock_the_draft(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted()
    await on.dismiss("Sanne Ropewell")
    await ada.back()
    await ada.fill("edit")
    await ada.fill()
    await ada.fill()
    assert len((await on.line()).line.readers) == 2


async def test_words_typed_to_a_line_that_is_over_come_back_to_be_copied(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.raised()
    await ada.press("add")
    typed = ada.sending(words=MORE)
    await ada.press("withdraw-yes", typed.token)
    await ada.act(typed)
    assert is_neutral(ada.shown)
    assert all_typed(ada.page) == MORE
    on.clock.move_to(on.clock.now() + timedelta(days=4))
    await ada.act(typed)
    assert all_typed(ada.page) == MORE
    assert await on.every_word() == []


# --- The way back -----------------------------------------------------------------------------------------


async def test_a_key_only_line_can_be_taken_back_from_its_receipt(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.sent(follow="key_only")
    await ada.press("take-back")
    assert "It never left" in ada.text
    assert WORDS in ada.text
    assert await on.lines() == ()


async def test_hiding_without_six_words_gives_them_first(on: OnSet) -> None:
    ada = on.hand("ada")
    page = await ada.raised()
    assert not ada.has("hide")
    await ada.press("hide-yes", ada.token("copy", page))
    words = quoted_in(ada.page)[0]
    assert len(words.split()) == 6
    await ada.mine()
    await ada.press("hide-yes", ada.token("copy"))
    await ada.back()
    assert "No lines lead from this account" in ada.text
    await ada.press("key-in", "")
    await ada.fill(key=words)
    assert WORDS in ada.text


async def test_a_key_only_line_can_be_forgotten_twice(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.sent(follow="key_only")
    token, words = ada.token("copy"), quoted_in(ada.page)[0]
    await ada.press("forget-yes", token)
    assert "is forgotten" in ada.text
    await ada.press("forget-yes", token)
    assert is_neutral(ada.shown)
    await ada.press("key-in", "")
    await ada.fill(key=words)
    assert "lead nowhere" in ada.form.problem


async def test_six_words_open_their_own_line_and_none_other(on: OnSet) -> None:
    ada, cleo, elin = on.hand("ada"), on.hand("cleo"), on.hand("elin")
    words = [quoted_in(await hand.sent(f"Words of {hand.user}.", follow="key_only"))[0] for hand in (ada, cleo)]
    mixed = " ".join((*words[0].split()[:3], *words[1].split()[3:]))
    for key, shown in ((words[0], "ada"), (words[1].upper(), "cleo"), (mixed, ""), (" ".join(words), "")):
        await elin.press("key-in", "")
        await elin.fill(key=key)
        assert [user for user in ("ada", "cleo") if f"Words of {user}." in elin.text] == list(filter(None, [shown]))


async def test_the_sixth_try_of_a_key_in_a_minute_is_asked_to_wait(on: OnSet) -> None:
    ada = on.hand("ada")
    for _ in range(5):
        await ada.press("key-in", "")
        await ada.fill(key="not six words")
        assert "not yet six words" in ada.form.problem
    await ada.fill(key="not six words")
    assert "You can go on after" in ada.form.problem


async def test_words_added_before_the_release_come_back_with_the_first(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.sent()
    token = ada.token("take-back")
    await ada.mine()
    await ada.press("add")
    await ada.fill(words=MORE)
    await ada.press("take-back", token)
    assert quoted_in(ada.page) == [WORDS, MORE]
    assert await on.lines() == ()


async def test_an_edited_chat_message_changes_no_words_of_a_form(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.drafted()
    await ada.act(Wrote("edit", Quoted(MORE)))
    await ada.act(Wrote("deletion", Quoted("")))
    assert await on.every_word() == [WORDS]


async def test_a_stolen_form_of_a_draft_opens_nothing(on: OnSet) -> None:
    ada, cleo = on.hand("ada"), on.hand("cleo")
    await ada.drafted()
    stolen = ada.sending()
    for via in ("", "edit", "keep", "mend-0"):
        await cleo.act(Submitted(stolen.form, stolen.values, stolen.once, stolen.token, via))
        assert is_neutral(cleo.shown)
    assert (await on.line()).line.state == "draft"
