"""A modal shows the newest answer and nothing older, whatever gets lost; and words that were taken back stay away."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from adapters.interface import Answer, Command, DeliveryFailed, Gesture, Pressed, Show, Submitted
from adapters.limits import OverLimit
from adapters.slack import draw, parts, views
from adapters.slack.read import Touched
from adapters.slack.views import Stood
from adapters.slack.wire import Json
from adapters.surfaces import Button, Form, Page, Quoted, Row, Say, Words
from adapters.where import where
from bot.text.catalog import speaker
from tests.adapters.slack.conftest import Running
from tests.adapters.slack.test_answers import WAITING, opened, page, raise_form, text_of, title, until_titled
from tests.servers.slack.records import Recorded

EN = speaker("en")
SECRET = "kanarienvogel"
LONG = tuple(Words(Quoted(f"w{number}"), f"c{number}") for number in range(120))
WITHDRAWN = (Say("They took it back."),)
DOORS = Page("Doors", (Row((Button("first", "First"), Button("second", "Second"))),))


def updates(running: Running) -> list[Recorded]:
    """Every `views.update` that was answered, or lost its answer."""
    return [one for one in running.server.requests if one.method == "views.update" and (one.status or one.response)]


def shown(running: Running) -> str:
    """Everything that can be read in the modal they look at."""
    return text_of(running.server.modal(running.person))


# --- calls whose answer is lost -----------------------------------------------------------------------------------


async def test_an_answer_that_stands_there_is_not_put_there_again(by_socket: Running) -> None:
    await opened(by_socket, DOORS)
    by_socket.bot.instead = lambda _: Show(raise_form())
    before = len(updates(by_socket))
    by_socket.server.cut("views.update", after=True)
    view = by_socket.server.world.stacks[by_socket.person][-1]
    revision = view.revision
    await by_socket.server.press(by_socket.person, "first")
    await until_titled(by_socket, "Say it")
    by_socket.server.fill(by_socket.person, {"words": SECRET})
    await by_socket.server.until(lambda: len(updates(by_socket)) == before + 2)
    await by_socket.stop()
    assert updates(by_socket)[-1].response["error"] == "hash_conflict"
    assert view.revision == revision + 1
    assert SECRET in json.dumps(by_socket.server.modal(by_socket.person))
    assert by_socket.server.dm(by_socket.person) == []


@pytest.mark.parametrize("spoil", ["503", "cut before"])
async def test_control_an_answer_that_doesnt_stand_there_is_put_there_again(by_socket: Running, spoil: str) -> None:
    await opened(by_socket, DOORS)
    by_socket.bot.instead = page("Here")
    if spoil == "503":
        by_socket.server.fail("views.update", status=503)
    else:
        by_socket.server.cut("views.update")
    await by_socket.server.press(by_socket.person, "first")
    await until_titled(by_socket, "Here")


async def test_nothing_is_put_over_a_receipt(by_socket: Running) -> None:
    await opened(by_socket, DOORS)
    by_socket.bot.instead = lambda _: Show(raise_form())
    by_socket.server.cut("views.update", after=True)
    await by_socket.server.press(by_socket.person, "first")
    await until_titled(by_socket, "Say it")
    by_socket.bot.instead = page("Saved")
    await by_socket.server.submit(by_socket.person, {"words": SECRET})
    await by_socket.stop()
    assert by_socket.bot.acts[-1] == Submitted("raise", {"words": SECRET}, "once-1", "t-1")
    assert title(by_socket) == "Saved"


async def test_nothing_is_put_over_what_another_process_has_shown_since(by_socket: Running) -> None:
    await opened(by_socket, DOORS)
    by_socket.bot.instead = lambda _: Show(raise_form())
    by_socket.server.cut("views.update", after=True)
    await by_socket.server.press(by_socket.person, "first")
    await until_titled(by_socket, "Say it")
    view = by_socket.server.world.stacks[by_socket.person][-1]
    receipt = {"type": "modal", "title": {"type": "plain_text", "text": "Saved"}, "blocks": [{"type": "divider"}]}
    await by_socket.slack._wire.web.views_update(view_id=view.id, view=receipt)
    await by_socket.stop()
    assert title(by_socket) == "Saved"


async def test_of_two_quick_presses_the_newer_is_shown_though_the_older_is_answered_later(by_socket: Running) -> None:
    await opened(by_socket, DOORS)

    def named(gesture: Gesture) -> Answer:
        assert isinstance(gesture.act, Pressed)
        return Show(Page(gesture.act.action, (Say("x"),)))

    by_socket.bot.instead, by_socket.bot.wait = named, 0.3
    view = by_socket.server.world.stacks[by_socket.person][-1]
    revision = view.revision
    await by_socket.server.press(by_socket.person, "first")
    await by_socket.server.until(lambda: by_socket.bot.acts[-1] == Pressed("first"))
    by_socket.bot.wait = 0
    await by_socket.server.press(by_socket.person, "second")
    await until_titled(by_socket, "second")
    await by_socket.stop()
    assert title(by_socket) == "second"
    assert view.revision == revision + 1


async def test_an_older_page_is_not_turned_to_from_the_newer_one(by_socket: Running) -> None:
    await opened(by_socket, DOORS)

    def long(gesture: Gesture) -> Answer:
        assert isinstance(gesture.act, Pressed)
        return Show(Page(gesture.act.action, (*LONG[:70], Words(Quoted(f"of {gesture.act.action}"), "last"))))

    by_socket.bot.instead, by_socket.bot.wait = long, 0.2
    await by_socket.server.press(by_socket.person, "first")
    await by_socket.server.until(lambda: by_socket.bot.acts[-1] == Pressed("first"))
    by_socket.bot.wait = 0
    await by_socket.server.press(by_socket.person, "second")
    await until_titled(by_socket, "second")
    await asyncio.sleep(0.3)  # the first is answered by now
    await by_socket.server.press(by_socket.person, "~part/1")
    await by_socket.server.until(lambda: "last" in shown(by_socket))
    assert "of second" in shown(by_socket)


async def test_a_modal_that_opened_though_no_answer_came_shows_what_the_bot_says(by_socket: Running) -> None:
    by_socket.bot.instead = page("Here")
    by_socket.server.cut("views.open", after=True)
    await by_socket.server.command(by_socket.person, "/light")
    await until_titled(by_socket, "Here")
    assert by_socket.bot.acts == [Command("light")]
    assert by_socket.server.dm(by_socket.person) == []


async def test_a_slack_that_answers_no_opening_is_waited_for_no_longer_than_a_press_lasts(
    by_socket: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "LONGEST_OPENING", 0.2)
    by_socket.bot.instead = page("Here")
    real = by_socket.slack._wire.web.views_open

    async def mute(**args: object) -> None:
        await real(**args)  # type: ignore[arg-type] # as it was called
        await asyncio.sleep(60)

    monkeypatch.setattr(by_socket.slack._wire.web, "views_open", mute)
    await by_socket.server.command(by_socket.person, "/light")
    await until_titled(by_socket, "Here")


async def test_control_where_nothing_opened_they_are_told_and_nothing_was_done(by_socket: Running) -> None:
    by_socket.server.cut("views.open")
    await by_socket.server.command(by_socket.person, "/light")
    await by_socket.server.until(lambda: by_socket.server.dm(by_socket.person))
    message = by_socket.server.dm(by_socket.person)[0]
    assert EN("chat-not-opened") in text_of(message.blocks)
    assert by_socket.bot.seen == []
    assert title(by_socket) != WAITING


# --- pages of many parts ------------------------------------------------------------------------------------------


def _is_part(running: Running, part: int, parts_of_it: int) -> bool:
    return EN("chat-part", part=part, parts=parts_of_it) in shown(running)


async def test_another_part_is_what_the_bot_says_now(by_socket: Running) -> None:
    await opened(by_socket, Page("Long", LONG))
    assert "c60" not in shown(by_socket)
    by_socket.bot.instead = lambda _: Show(Page("Long", (*LONG[:60], Words(Quoted("new"), "c60"), *LONG[61:])))
    await by_socket.server.press(by_socket.person, "~part/1")
    await by_socket.server.until(lambda: "c60" in shown(by_socket))
    assert "new" in shown(by_socket)
    assert by_socket.bot.acts == [Command("light")] * 2


async def test_a_page_that_has_fewer_parts_by_now_shows_its_last(by_socket: Running) -> None:
    await opened(by_socket, Page("Long", (*LONG, *LONG)))
    by_socket.bot.instead = lambda _: Show(Page("Long", (*LONG, *LONG)))
    for part in (1, 2):
        await by_socket.server.press(by_socket.person, f"~part/{part}")
        await by_socket.server.until(partial(_is_part, by_socket, part + 1, 5))
    by_socket.bot.instead = lambda _: Show(Page("Long", LONG))
    await by_socket.server.press(by_socket.person, "~part/3")
    await by_socket.server.until(partial(_is_part, by_socket, 3, 3))


async def test_words_that_were_withdrawn_dont_come_back_with_another_part(by_socket: Running) -> None:
    await opened(by_socket, Page("Long", (*LONG, Words(Quoted(SECRET), "last"))))
    by_socket.bot.instead = lambda _: Show(Page("Gone", WITHDRAWN))
    await by_socket.server.press(by_socket.person, "~part/1")
    await until_titled(by_socket, "Gone")
    assert SECRET not in json.dumps([one.args for one in by_socket.server.requests])


async def pressed(running: Running) -> None:
    """Let the person look at a long page that a press led to."""
    await opened(running, DOORS)
    running.bot.instead = lambda _: Show(Page("Long", (*LONG[:70], Words(Quoted(SECRET), "last"))))
    await running.server.press(running.person, "first")
    await until_titled(running, "Long")
    running.bot.instead = page("Asked again")


async def test_a_press_is_not_done_again_for_another_part(by_socket: Running) -> None:
    await pressed(by_socket)
    await by_socket.server.press(by_socket.person, "~part/1")
    await by_socket.server.until(lambda: SECRET in shown(by_socket))
    assert by_socket.bot.acts == [Command("light"), Pressed("first")]


async def test_what_a_press_showed_is_forgotten_soon(by_socket: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LONGEST_KEPT", 0.05)
    await pressed(by_socket)
    await asyncio.sleep(0.1)
    await by_socket.server.press(by_socket.person, "~part/1")
    await by_socket.server.until(lambda: EN("chat-page-gone") in shown(by_socket))
    assert SECRET not in json.dumps([one.args for one in by_socket.server.requests])
    assert by_socket.bot.acts == [Command("light"), Pressed("first")]


@pytest.mark.parametrize("turned", [False, True])
async def test_what_a_press_showed_is_forgotten_when_it_is_closed(
    running: Running, turned: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, seen = parts.Parts.keep, list[parts.Parts]()

    def seen_keeping(self: parts.Parts, view: str, touched: Touched, surface: Page | Form, drawn: Json) -> bool:
        seen.append(self)
        return keep(self, view, touched, surface, drawn)

    monkeypatch.setattr(parts.Parts, "keep", seen_keeping)
    await pressed(running)
    if turned:
        await running.server.press(running.person, "~part/1")
        await running.server.until(lambda: SECRET in shown(running))
    assert seen[-1]._kept
    await running.server.close(running.person)
    await running.server.until(lambda: not seen[-1]._kept)


async def test_a_page_that_is_not_kept_asks_for_no_word_of_its_end(by_socket: Running) -> None:
    await opened(by_socket, Page("Long", LONG))
    pushed = len(by_socket.server.pushed)
    await by_socket.server.close(by_socket.person)
    assert len(by_socket.server.pushed) == pushed


async def test_a_part_that_fails_leaves_the_page_and_says_so(by_socket: Running) -> None:
    await opened(by_socket, Page("Long", LONG))
    by_socket.bot.instead = page("x" * 25)
    await by_socket.server.press(by_socket.person, "~part/1")
    await by_socket.server.until(lambda: EN("chat-failed") in shown(by_socket))
    assert "w1" in shown(by_socket)


# --- room, and what is written down ---------------------------------------------------------------------------------


async def test_the_largest_form_has_room_for_the_sentence_that_it_stays(by_socket: Running) -> None:
    largest = replace(raise_form(), blocks=tuple(Say(f"{number}") for number in range(97)))
    with pytest.raises(OverLimit):
        draw.modal(replace(largest, blocks=(*largest.blocks, Say("one more"))), EN)
    await opened(by_socket, largest)
    by_socket.bot.instead = page("x" * 25)
    await by_socket.server.submit(by_socket.person, {"words": SECRET}, via="later")
    await by_socket.server.until(lambda: EN("chat-not-kept") in shown(by_socket))
    assert SECRET in json.dumps(by_socket.server.modal(by_socket.person))


def _raised(fail: Callable[[], object]) -> BaseException:
    try:
        fail()
    except Exception as error:  # noqa: BLE001 - any
        return error
    raise AssertionError("it didn't fail")


def test_an_error_is_placed_in_the_adapters_and_never_in_what_lies_behind_them() -> None:
    def behind() -> None:
        json.loads("{")

    inside = _raised(lambda: views.stood({}))
    assert where(inside).startswith("KeyError at views.py:")
    assert where(_raised(behind)) == "JSONDecodeError"
    assert where(DeliveryFailed("slack_timeout", permanent=False)) == "DeliveryFailed slack_timeout"


def test_nobody_and_nothing_is_named_in_what_is_kept() -> None:
    assert repr(Stood("V0SECRET", "1.abc")) == "Stood()"
