"""Forms as modals and as private messages: what is shown, what comes back, also after a restart."""

from __future__ import annotations

from typing import Any

import pytest
import simcord
from simcord.components import walk_components

from adapters.discord import answers
from adapters.interface import Answer, Gesture, Pressed, Show, Submitted
from adapters.surfaces import (
    Button,
    Choice,
    Choices,
    Field,
    Fold,
    Form,
    Page,
    Quoted,
    Row,
    Say,
    TextField,
    Words,
)
from tests.adapters.discord.place import Place, place
from tests.adapters.scripted import Script

ONCE = "o" * 22
TOKEN = "t" * 51
WORDS = "It was < not > *there*.\n\nTwice | at ``` noon, #2"
LISTS: tuple[Field, ...] = (
    Choice("wish", "Wish", (("a", "A"), ("b", "B")), "a", "a hint"),
    Choices("readers", "Readers", (("x", "X"), ("y", "Y")), ("x", "y")),
)
BOX = TextField("words", "Words", Quoted(WORDS), "a hint", tall=True, required=True)


def _form(*fields: Field, **more: Any) -> Form:
    parts: dict[str, Any] = {"name": "f" * 20, "title": "A form", "blocks": (Say("x"),), "submit": "Go", **more}
    return Form(fields=fields, once=ONCE, token=TOKEN, **parts)


def _page(_: Gesture) -> Answer:
    return Show(Page("Done", (Say("done"),)))


def _then(*surfaces: Page | Form) -> Any:
    left = list(surfaces)

    def answer(_: Gesture) -> Answer:
        return Show(left.pop(0)) if left else _page(_)

    return answer


def _names(result: simcord.InteractionResult, kind: str) -> list[str]:
    assert result.response
    found = [one.get("custom_id", "") for one in walk_components(result.response.components)]
    return [one for one in found if one.startswith(kind)]


async def _sheet(here: Place, one: simcord.MemberActor, *fields: Field, **more: Any) -> simcord.InteractionResult:
    """The form in a message, as it comes after a modal was sent."""
    first = _form(TextField("words", "Words"))
    here.script.instead = _then(first, _form(*fields, **more))
    opened = await one.user.slash("concern")
    result: simcord.InteractionResult = await one.user.submit_modal(opened, {"words": "w"})
    return result


def _sent(here: Place) -> Submitted:
    act = here.script.acts[-1]
    assert isinstance(act, Submitted)
    return act


async def test_a_form_with_a_box_opens_as_a_modal_and_comes_back_whole() -> None:
    async with place(Script(instead=_then(_form(BOX, *LISTS)))) as here:
        one = here.person("one")
        opened = await one.user.slash("concern")
        done = await one.user.submit_modal(opened, {"words": "mine", "wish": "b", "readers": ["y"]})
        assert _sent(here) == Submitted("f" * 20, {"words": "mine", "wish": "b", "readers": "y"}, ONCE, TOKEN)
        assert done.ephemeral


async def test_after_a_modal_the_next_form_stands_in_a_private_message_and_takes_one_press() -> None:
    async with place() as here:
        one = here.person("one")
        sheet = await _sheet(here, one, *LISTS)
        assert sheet.ephemeral
        await one.user.click(sheet.response, label="Go")
        assert _sent(here).values == {"wish": "a", "readers": "x,y"}


@pytest.mark.parametrize("restarted", [False, True], ids=["running", "restarted"])
async def test_what_stands_in_the_message_is_sent_as_it_stands(restarted: bool) -> None:
    async with place() as here:
        one = here.person("one")
        sheet = await _sheet(here, one, BOX, *LISTS)
        wish, readers = _names(sheet, "c")
        await one.user.select(sheet.response, ["b"], custom_id=wish)
        await one.user.select(sheet.response, [], custom_id=readers)
        if restarted:
            await here.restart()
        await one.user.click(sheet.response, label="Go")
        assert _sent(here) == Submitted("f" * 20, {"words": WORDS, "wish": "b", "readers": ""}, ONCE, TOKEN)


async def test_a_choice_counts_even_if_discord_has_not_shown_it_yet() -> None:
    async with place() as here:
        one = here.person("one")
        sheet = await _sheet(here, one, *LISTS)
        here.env.inject_error("POST", "/interactions/*/*/callback", status=500)
        await one.user.select(sheet.response, ["b"], custom_id=_names(sheet, "c")[0])
        await one.user.click(sheet.response, label="Go")
        assert _sent(here).values["wish"] == "b"


@pytest.mark.parametrize("restarted", [False, True], ids=["running", "restarted"])
async def test_a_box_in_a_message_is_written_in_a_modal_that_sends_the_form(restarted: bool) -> None:
    async with place() as here:
        one = here.person("one")
        short = TextField("to", "To whom", limit=120)
        sheet = await _sheet(here, one, BOX, short, *LISTS)
        if restarted:
            await here.restart()
        modal = await one.user.click(sheet.response, custom_id=_names(sheet, "t")[0])
        assert modal.modal
        said, *boxes = [one.get("component", one) for one in modal.modal["components"]]
        assert "goes on with the whole form" in said["content"]
        assert [(one["custom_id"], one.get("value"), one["max_length"]) for one in boxes] == [
            ("words", WORDS, 3000),
            ("to", None, 120),
        ]
        await one.user.submit_modal(modal, {"words": "other", "to": "her"})
        assert _sent(here).values == {"words": "other", "to": "her", "wish": "a", "readers": "x,y"}
        assert (_sent(here).once, _sent(here).token) == (ONCE, TOKEN)


async def test_a_button_below_long_words_is_pressed_with_all_that_was_chosen() -> None:
    blocks = (
        Words(Quoted("on. " * 750)),
        Say("This says who you are."),
        Row((Button("mend", "Mend it"),)),
        Say("y" * 900),
    )
    async with place() as here:
        one = here.person("one")
        first = await _sheet(here, one, *LISTS, blocks=blocks)
        assert first.response
        (last,) = first.followups
        assert "who you are" in str(last.components)
        (wish, *_) = [one["custom_id"] for one in walk_components(last.components) if one["type"] == 3]
        await one.user.select(last, ["b"], custom_id=wish)
        await one.user.click(last, label="Mend it")
        assert _sent(here).via == "mend"
        assert _sent(here).values == {"wish": "b", "readers": "x,y"}


async def test_where_the_box_is_still_empty_the_main_act_opens_it() -> None:
    async with place() as here:
        one = here.person("one")
        sheet = await _sheet(here, one, TextField("words", "Words", tall=True))
        assert sheet.response
        before = len(here.script.seen)
        opened = await one.user.click(sheet.response, custom_id=_names(sheet, "s")[0])
        assert opened.modal
        assert len(here.script.seen) == before


async def test_a_modal_over_another_form_takes_nothing_of_it() -> None:
    async with place() as here:
        one = here.person("one")
        sheet = await _sheet(here, one, *LISTS, others=(Button("edit", "Edit"),))
        await one.user.select(sheet.response, ["b"], custom_id=_names(sheet, "c")[0])
        here.script.instead = _then(Form("other", "Other", (), (BOX,), "Go", ONCE))
        modal = await one.user.click(sheet.response, label="Edit")
        assert _sent(here).via == "edit"
        await one.user.submit_modal(modal, {"words": "mine"})
        assert _sent(here) == Submitted("other", {"words": "mine"}, ONCE)


async def test_buttons_inside_a_form_take_its_values_along() -> None:
    async with place() as here:
        one = here.person("one")
        sheet = await _sheet(here, one, *LISTS, blocks=(Row((Button("mend-0", "Mend"),)), Fold("More", (Say("y"),))))
        await one.user.click(sheet.response, label="Mend")
        assert (_sent(here).via, _sent(here).values["readers"]) == ("mend-0", "x,y")


async def test_many_options_stand_in_several_lists_and_one_is_chosen() -> None:
    options = tuple((f"v{n}", f"Label {n}") for n in range(60))
    async with place() as here:
        one = here.person("one")
        sheet = await _sheet(here, one, Choice("when", "When", options, "v3"))
        lists = _names(sheet, "c")
        assert len(lists) == 3
        await one.user.select(sheet.response, ["v55"], custom_id=lists[2])
        await one.user.click(sheet.response, label="Go")
        assert _sent(here).values == {"when": "v55"}


async def test_acts_that_a_modal_can_not_offer_stand_below_the_next_form() -> None:
    async with place() as here:
        one = here.person("one")
        first = _form(BOX, others=(Button("keep", "Keep"), Button("now", "Now")))
        here.script.instead = _then(first, _form(*LISTS, others=(Button("keep", "Keep"),)))
        opened = await one.user.slash("concern")
        sheet = await one.user.submit_modal(opened, {"words": "mine"})
        await one.user.click(sheet.response, label="Now")
        assert _sent(here) == Submitted("f" * 20, {"words": "mine"}, ONCE, TOKEN, "now")


async def test_a_late_answer_is_announced_and_then_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "PATIENCE", 0.01)
    async with place(Script(instead=_then(_form(BOX)), wait=0.05)) as here:
        one = here.person("one")
        late = await one.user.slash("concern")
        callback = next(one for one in here.env.http_requests if one.path.endswith("/callback"))
        assert callback.json
        assert callback.json["type"] == 5
        assert late.ephemeral
        await one.user.click(late.response, label="Go")
        assert _sent(here).values == {"words": WORDS}


# --- nothing is lost --------------------------------------------------------------------------------------------------


def _fails(_: Gesture) -> Answer:
    raise RuntimeError


async def test_words_that_could_not_be_saved_are_shown_and_sent_again() -> None:
    async with place(Script(instead=_then(_form(BOX)))) as here:
        one = here.person("one")
        opened = await one.user.slash("concern")
        here.script.instead = _fails
        failed = await one.user.submit_modal(opened, {"words": "mine"})
        assert failed.response
        assert "mine" in str(failed.response.components)
        here.script.instead = _page
        done = await one.user.click(failed.response, label="Try again")
        assert here.script.acts[-1] == here.script.acts[-2]
        assert done.response
        assert "mine" not in str(done.response.components)


async def test_an_answer_that_discord_refuses_is_no_silence() -> None:
    async with place(Script(instead=_then(_form(BOX)))) as here:
        one = here.person("one")
        opened = await one.user.slash("concern")
        here.env.inject_error("POST", "/interactions/*/*/callback", status=400, code=50035)
        failed = await one.user.submit_modal(opened, {"words": "mine"})
        assert failed.response
        assert "mine" in str(failed.response.components)


async def test_after_a_restart_what_was_kept_is_gone_and_that_is_said_below_the_words() -> None:
    async with place(Script(instead=_then(_form(BOX)))) as here:
        one = here.person("one")
        opened = await one.user.slash("concern")
        here.script.instead = _fails
        failed = await one.user.submit_modal(opened, {"words": "mine"})
        await here.restart()
        gone = await one.user.click(failed.response, label="Try again")
        assert gone.response
        assert "too old" in str(gone.response.components)
        assert "mine" in str(failed.response.components)


async def test_a_press_that_failed_can_be_pressed_again() -> None:
    async with place(Script(instead=_then(Page("One", (), (Button("act", "Act", "tok"),))))) as here:
        one = here.person("one")
        shown = await one.user.slash("inbox")
        here.script.instead = _fails
        failed = await one.user.click(shown.response, label="Act")
        here.script.instead = _page
        await one.user.click(failed.response, label="Try again")
        assert here.script.acts[-2:] == [Pressed("act", "tok")] * 2


# --- long pages -------------------------------------------------------------------------------------------------------


async def test_a_long_page_goes_on_in_the_next_message_and_goes_away_as_one() -> None:
    long = tuple(Words(Quoted(letter * 3000)) for letter in "abc")
    async with place(Script(instead=_then(Page("Long", long, (Button("act", "Act"),))))) as here:
        one = here.person("one")
        first = await one.user.slash("inbox")
        assert len(first.followups) == 2
        assert all(part.ephemeral for part in first.followups)
        last = first.followups[-1]
        await one.user.click(last, label="Act")
        standing = here.env.backend.messages[last.channel_id]
        assert list(standing) == [last.id]
