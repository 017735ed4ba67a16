"""Gestures in and answers out: something is shown at once, nothing typed is lost, and a failure is said."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from functools import partial

import pytest
from slack_sdk.errors import SlackApiError

from adapters.interface import TYPED, Answer, Command, Gesture, OpenedHome, Pressed, Show, Submitted, Wrote
from adapters.slack import answers, draw
from adapters.slack.people import KEPT_FOR, MOST_KEPT, People, Person
from adapters.surfaces import Button, Card, Form, Page, Quoted, Say, TextField
from bot.text.catalog import speaker
from tests.adapters.scripted import LINE, NOTE
from tests.adapters.slack.accepted import texts
from tests.adapters.slack.conftest import Running

WAITING = speaker("en")("chat-wait-title")
WORDS = "The robe was not there."
REPLY = Card("Ghostlight: this stands in the chat", buttons=(Button(TYPED, "Put it in the form"),))
BARE = Form("sure", "Withdraw", (Say("It goes back."),), (), "Withdraw", "once-1", "t-1")


def page(title: str, words: str = "x") -> Callable[[Gesture], Answer]:
    """Answers everything with a page of this title."""
    return lambda _: Show(Page(title, (Say(words),)))


def broken(_: Gesture) -> Answer:
    """What a bug would do."""
    raise RuntimeError(WORDS)


def text_of(view: object) -> str:
    """Everything that can be read in a view."""
    return "\n".join(texts(view))


def title(running: Running, user: str = "") -> str:
    """The title of the modal they look at, "" for none."""
    modal = running.server.modal(user or running.person)
    return str(modal["title"]["text"]) if modal else ""


async def until_titled(running: Running, wanted: str) -> None:
    """Wait for a modal of this title."""
    await running.server.until(lambda: title(running) == wanted)


async def opened(running: Running, surface: Page | Form) -> None:
    """Let the person look at this in a modal."""
    running.bot.instead = lambda _: Show(surface)
    await running.server.command(running.person, "/light")
    await until_titled(running, surface.title)
    running.bot.instead = None


def raise_form(once: str = "once-1") -> Form:
    """A form with a box, and a button inside it."""
    box = TextField("words", "What should they know?", tall=True)
    return Form(
        "raise", "Say it", (Say("They see your words."),), (box,), "Go on", once, "t-1", (Button("later", "Later"),)
    )


# --- ways in ------------------------------------------------------------------------------------------------------


async def test_a_command_opens_what_the_bot_says_and_its_text_goes_nowhere(running: Running) -> None:
    running.bot.instead = page("Here")
    await running.server.command(running.person, "/concern", "kanarienvogel")
    await until_titled(running, "Here")
    assert running.bot.acts == [Command("concern")]
    assert "kanarienvogel" not in json.dumps([one.args for one in running.server.requests])


async def test_a_shortcut_is_a_command(running: Running) -> None:
    running.bot.instead = page("Here")
    await running.server.shortcut(running.person, "concern")
    await until_titled(running, "Here")
    assert running.bot.acts == [Command("concern")]


async def test_a_press_in_the_dm_and_in_a_channel(running: Running) -> None:
    channel = running.server.channel(running.person)
    await running.slack.send(running.address(), NOTE, "d1")
    await running.slack.send(running.place(channel), LINE, "d2")
    running.bot.instead = page("Here")
    await running.server.press(running.person, "now", where="dm")
    await until_titled(running, "Here")
    running.bot.instead = page("There")
    await running.server.press(running.person, "open_line", where=channel)
    await until_titled(running, "There")
    assert running.bot.acts == [Pressed("now"), Pressed("open_line", "t-heron")]
    assert [gesture.channel for gesture in running.bot.seen] == [None, running.place(channel)]
    assert {gesture.who for gesture in running.bot.seen} == {running.address()}


async def test_home_is_published_and_drawn_anew_after_a_press_on_it(running: Running) -> None:
    home = await running.server.open_home(running.person)
    assert "Everyone on Low Tide sees this first." in text_of(home)
    running.bot.instead = page("Here", "joined")
    await running.server.press(running.person, "write", where="home")
    await until_titled(running, "Here")
    await running.server.until(lambda: "joined" in text_of(running.server.home(running.person)))
    assert running.bot.acts == [OpenedHome(), Pressed("write"), OpenedHome()]


async def test_the_messages_tab_is_no_gesture(running: Running) -> None:
    await running.server.open_messages(running.person)
    await running.server.open_home(running.person)
    assert running.bot.acts == [OpenedHome()]


async def test_a_press_inside_a_modal_changes_that_modal(running: Running) -> None:
    await opened(running, Page("First", (Say("x"),), (Button("next", "Next", "t-9"),)))
    running.bot.instead = page("Second")
    await running.server.press(running.person, "next")
    await until_titled(running, "Second")
    assert running.bot.acts[-1] == Pressed("next", "t-9")
    assert len(running.server.world.stacks[running.person]) == 1


async def test_a_form_is_answered_in_its_acknowledgement(running: Running) -> None:
    await opened(running, raise_form())
    running.bot.instead = page("Saved")
    await running.server.submit(running.person, {"words": WORDS})
    assert title(running) == "Saved"
    assert running.bot.acts[-1] == Submitted("raise", {"words": WORDS}, "once-1", "t-1")


async def test_a_button_inside_a_form_takes_the_words_along(running: Running) -> None:
    await opened(running, raise_form())
    running.bot.instead = page("Kept")
    await running.server.submit(running.person, {"words": WORDS}, via="later")
    await until_titled(running, "Kept")
    assert running.bot.acts[-1] == Submitted("raise", {"words": WORDS}, "once-1", "t-1", "later")


# --- first show, then ask -----------------------------------------------------------------------------------------


async def test_one_moment_stands_there_while_the_bot_thinks(by_socket: Running) -> None:
    by_socket.server.deadline, by_socket.bot.wait = 0.3, 0.6
    by_socket.bot.instead = page("Here")
    await by_socket.server.command(by_socket.person, "/light")
    await until_titled(by_socket, WAITING)
    await until_titled(by_socket, "Here")
    assert by_socket.server.told_of_failure(by_socket.person) == []


async def test_control_asking_first_loses_the_trigger(by_socket: Running) -> None:
    by_socket.server.deadline = 0.1
    trigger = by_socket.server.world.trigger(by_socket.person)
    await asyncio.sleep(0.2)
    web = by_socket.slack._wire.web
    with pytest.raises(SlackApiError) as refused:
        await web.views_open(trigger_id=trigger, view=draw.waiting(speaker("en")))
    assert refused.value.response["error"] == "expired_trigger_id"


@pytest.mark.parametrize("spoil", ["raises", "sleeps", "breaks a limit"])
async def test_a_bot_that_fails_is_said_so(by_socket: Running, spoil: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LONGEST_ANSWER", 0.2)
    by_socket.bot.instead = broken if spoil == "raises" else page("x" * 25)
    by_socket.bot.wait = 5 if spoil == "sleeps" else 0
    await by_socket.server.command(by_socket.person, "/light")
    await until_titled(by_socket, speaker("en")("chat-failed-title"))


async def test_a_home_that_fails_says_so_in_their_language(by_socket: Running) -> None:
    by_socket.bot.instead = broken
    somebody = by_socket.server.person("Bo Vela", locale="es-ES")
    assert speaker("es")("chat-home-failed") in text_of(await by_socket.server.open_home(somebody))


# --- nothing typed is lost ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("spoil", ["raises", "sleeps", "breaks a limit"])
async def test_a_form_that_fails_stays_with_the_words_in_it(
    running: Running, spoil: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "LONGEST_SUBMISSION", 0.2)
    await opened(running, raise_form())
    running.bot.instead = broken if spoil == "raises" else page("x" * 25)
    running.bot.wait = 5 if spoil == "sleeps" else 0
    await running.server.submit(running.person, {"words": WORDS})
    modal = running.server.modal(running.person)
    assert modal is not None
    assert list(modal["errors"].values()) == [speaker("en")("chat-not-kept")]
    assert WORDS in json.dumps(modal["state"])
    running.bot.instead, running.bot.wait = page("Saved"), 0
    await running.server.submit(running.person)
    assert title(running) == "Saved"
    assert running.bot.acts[-1] == running.bot.acts[-2] == Submitted("raise", {"words": WORDS}, "once-1", "t-1")


async def test_a_form_without_a_box_stays_too(running: Running) -> None:
    await opened(running, BARE)
    running.bot.instead = broken
    for _ in range(2):
        await running.server.submit(running.person)
        shown = text_of(running.server.modal(running.person))
        assert shown.count(speaker("en")("chat-not-kept")) == 1
    running.bot.instead = page("Done")
    await running.server.submit(running.person)
    assert title(running) == "Done"
    assert running.bot.acts[-1] == Submitted("sure", {}, "once-1", "t-1")


async def test_a_button_inside_a_form_that_fails_leaves_the_words(by_socket: Running) -> None:
    await opened(by_socket, raise_form())
    by_socket.bot.instead = broken
    await by_socket.server.submit(by_socket.person, {"words": WORDS}, via="later")
    kept = speaker("en")("chat-not-kept")
    await by_socket.server.until(lambda: kept in text_of(by_socket.server.modal(by_socket.person)))
    modal = by_socket.server.modal(by_socket.person)
    assert modal is not None
    assert WORDS in json.dumps(modal["state"])
    by_socket.bot.instead = page("Saved")
    await by_socket.server.submit(by_socket.person)
    assert by_socket.bot.acts[-1] == Submitted("raise", {"words": WORDS}, "once-1", "t-1")


# --- where nothing can be shown -----------------------------------------------------------------------------------


async def test_whoever_could_be_shown_nothing_is_told_and_nothing_was_done(running: Running) -> None:
    channel = running.server.channel(running.person)
    await running.slack.send(running.address(), NOTE, "d1")
    await running.slack.send(running.place(channel), LINE, "d2")
    running.server.fail("views.open", "expired_trigger_id", times=2)
    sentence = speaker("en")("chat-not-opened")
    await running.server.press(running.person, "now", where="dm")
    await running.server.until(lambda: sentence in text_of(running.server.dm(running.person)[-1].blocks))
    await running.server.press(running.person, "open_line", where=channel)
    await running.server.until(lambda: running.server.whispered(running.person))
    assert sentence in text_of(running.server.whispered(running.person)[0].blocks)
    assert {running.server.dm(running.person)[-1].text, running.server.whispered(running.person)[0].text} == {
        NOTE.notice
    }
    assert len(running.server.posted(channel)) == 1
    assert running.bot.seen == []


async def test_an_answer_is_shown_at_the_second_try(by_socket: Running) -> None:
    by_socket.bot.instead = page("Here")
    by_socket.server.fail("views.update", status=503)
    await by_socket.server.command(by_socket.person, "/light")
    await until_titled(by_socket, "Here")


async def test_an_answer_that_cant_be_shown_is_not_passed_over(by_socket: Running) -> None:
    by_socket.bot.instead = page("Here")
    by_socket.server.fail("views.update", "invalid_arguments", times=2)
    await by_socket.server.command(by_socket.person, "/light")
    await until_titled(by_socket, speaker("en")("chat-failed-title"))
    by_socket.server.fail("views.update", "invalid_arguments", times=3)
    await by_socket.server.command(by_socket.person, "/light")
    await by_socket.server.until(lambda: by_socket.server.dm(by_socket.person))
    told = by_socket.server.dm(by_socket.person)[0]
    assert speaker("en")("chat-not-shown") in text_of(told.blocks)
    assert told.text == NOTE.notice, "on a lock screen it is the note that everybody always gets"


async def test_whoever_closed_the_modal_is_told_nothing(by_socket: Running) -> None:
    by_socket.bot.instead, by_socket.bot.wait = page("Here"), 0.1
    await by_socket.server.command(by_socket.person, "/light")
    await until_titled(by_socket, WAITING)
    await by_socket.server.close(by_socket.person)
    await by_socket.server.until(lambda: [one for one in by_socket.server.requests if one.method == "views.update"])
    await by_socket.stop()
    assert by_socket.server.dm(by_socket.person) == []


# --- who they are -------------------------------------------------------------------------------------------------


async def test_language_zone_and_guests_come_along_and_are_asked_once(by_socket: Running) -> None:
    somebody = by_socket.server.person("Bo Vela", locale="es-ES", tz="Europe/London", guest=True)
    for _ in range(2):
        await by_socket.server.open_home(somebody)
    assert {(one.locale, one.zone, one.is_guest) for one in by_socket.bot.seen} == {("es-ES", "Europe/London", True)}
    assert sum(one.method == "users.info" for one in by_socket.server.requests) == 1


async def test_nobody_waits_for_users_info(by_socket: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.slack.people.LONGEST_LOOK", 0.1)
    by_socket.server.fail("users.info", status=503)
    await by_socket.server.open_home(by_socket.person)
    by_socket.server.slow("users.info", 5)
    await by_socket.server.open_home(by_socket.person)
    monkeypatch.setattr("adapters.slack.people.LONGEST_LOOK", 10)
    await by_socket.server.open_home(by_socket.person)
    assert [one.locale for one in by_socket.bot.seen] == ["", "", "en-US"]


async def test_what_is_known_of_people_is_asked_again_after_an_hour_and_bounded(by_socket: Running) -> None:
    clock = [1.0]
    people = People(by_socket.slack._wire, lambda: clock[0])
    assert (await people.find(by_socket.person)).zone == "Europe/Madrid"
    by_socket.server.world.users[by_socket.person].zone = "Europe/London"
    assert (await people.find(by_socket.person)).zone == "Europe/Madrid"
    clock[0] += KEPT_FOR
    assert people.known(by_socket.person) == Person()
    assert (await people.find(by_socket.person)).zone == "Europe/London"
    for number in range(MOST_KEPT):
        people._keep(str(number), Person("es-ES"))
    assert people.known(by_socket.person) == Person()
    assert people.known("0").language == "es"


# --- typed into the DM --------------------------------------------------------------------------------------------


def typed_answer(gesture: Gesture) -> Answer:
    """As the person's desk: a form with the words in it, and a reply."""
    assert isinstance(gesture.act, Wrote)
    box = TextField("words", "What should they know?", gesture.act.words)
    return Show(Form("raise", "Say it", (), (box,), "Go on", "once-2"), REPLY)


def replies(running: Running) -> list[str]:
    """What the bot said in the DM."""
    return [one.text for one in running.server.dm(running.person) if one.bot]


def replied(running: Running, times: int) -> bool:
    """Whether the bot said so much in the DM."""
    return len(replies(running)) == times


async def test_what_is_typed_is_answered_once_and_put_into_the_form(running: Running) -> None:
    running.bot.instead = typed_answer
    ts = await running.server.type(running.person, WORDS)
    await running.server.until(lambda: running.notes.seen)
    assert replies(running) == [REPLY.notice]
    assert running.notes.seen == {f"{running.server.dm(running.person)[0].channel}:{ts}"}
    await running.server.press(running.person, TYPED, where="dm")
    await until_titled(running, "Say it")
    assert WORDS in json.dumps(running.server.modal(running.person))
    assert running.bot.acts == [Wrote("text", Quoted(WORDS))] * 2


async def test_a_name_that_was_typed_comes_into_the_form_as_a_name(by_socket: Running) -> None:
    by_socket.bot.instead = typed_answer
    other = by_socket.server.person("Mara Vellum")
    await by_socket.server.type(by_socket.person, "It was @Mara.")
    await by_socket.server.until(lambda: replies(by_socket))
    by_socket.server.dm(by_socket.person)[0].text = f"It was <@{other}>."  # as Slack makes it of a name that is picked
    await by_socket.server.press(by_socket.person, TYPED, where="dm")
    await until_titled(by_socket, "Say it")
    assert isinstance(by_socket.bot.acts[-1], Wrote)
    assert by_socket.bot.acts[-1].words.words.casefold() in ("it was @mara vellum.", "it was @mara.vellum.")
    assert other not in json.dumps(by_socket.server.modal(by_socket.person))


async def test_what_is_typed_into_a_thread_is_found_there(by_socket: Running) -> None:
    by_socket.bot.instead = typed_answer
    first = await by_socket.server.type(by_socket.person, "Something else.")
    await by_socket.server.until(lambda: replies(by_socket))
    await by_socket.server.type(by_socket.person, WORDS, thread=first)
    await by_socket.server.until(lambda: len(replies(by_socket)) == 2)
    last = [one for one in by_socket.server.dm(by_socket.person) if one.bot][-1]
    await by_socket.server.press(by_socket.person, TYPED, where=last)
    await until_titled(by_socket, "Say it")
    assert by_socket.bot.acts[-1] == Wrote("text", Quoted(WORDS))


async def test_the_form_gets_what_stands_in_the_chat_now(by_socket: Running) -> None:
    by_socket.bot.instead = typed_answer
    ts = await by_socket.server.type(by_socket.person, WORDS)
    await by_socket.server.until(lambda: replies(by_socket))
    await by_socket.server.edit(by_socket.person, ts, "Better so.")
    await by_socket.server.until(lambda: len(replies(by_socket)) == 2)
    first = next(one for one in by_socket.server.dm(by_socket.person) if one.bot)
    await by_socket.server.press(by_socket.person, TYPED, where=first)
    await until_titled(by_socket, "Say it")
    assert by_socket.bot.acts[-1] == Wrote("text", Quoted("Better so."))
    await by_socket.server.delete(by_socket.person, ts)
    await by_socket.server.until(lambda: len(replies(by_socket)) == 3)
    await by_socket.server.press(by_socket.person, TYPED, where=first)
    await by_socket.server.until(lambda: len(by_socket.bot.acts) == 5)
    assert by_socket.bot.acts[-1] == Wrote("deletion", Quoted("")), "else the form would be said to hold the words"


async def test_whatever_is_dropped_into_the_chat_is_a_gesture(by_socket: Running) -> None:
    by_socket.bot.instead = typed_answer
    server, person = by_socket.server, by_socket.person
    for number, act in enumerate((server.file(person), server.voice(person), server.forward(person, "x")), start=1):
        await act
        await server.until(partial(replied, by_socket, number))
    assert [act.kind for act in by_socket.bot.acts if isinstance(act, Wrote)] == ["file", "voice", "forward"]


async def test_the_same_event_again_is_not_answered_again(by_socket: Running) -> None:
    by_socket.bot.instead, by_socket.bot.wait = typed_answer, 0.1
    await by_socket.server.type(by_socket.person, WORDS)
    event = next(one.payload["event"] for one in by_socket.server.pushed if one.sort == "events_api")
    await by_socket.server.push_event(event)  # while the first is in hand
    await by_socket.server.until(lambda: by_socket.notes.seen)
    await by_socket.server.push_event(event)
    await by_socket.stop()
    assert replies(by_socket) == [REPLY.notice]


async def test_control_another_message_with_the_same_words_is_answered(by_socket: Running) -> None:
    by_socket.bot.instead = typed_answer
    for number in (1, 2):
        await by_socket.server.type(by_socket.person, WORDS)
        await by_socket.server.until(partial(replied, by_socket, number))


async def test_a_bot_that_fails_leaves_nobody_without_an_answer(by_socket: Running) -> None:
    by_socket.bot.instead = broken
    await by_socket.server.type(by_socket.person, WORDS)
    await by_socket.server.until(lambda: replies(by_socket))
    assert replies(by_socket) == [speaker("en")("note-for-you")]
    (said,) = [one for one in by_socket.server.dm(by_socket.person) if one.bot]
    assert speaker("en")("chat-typed-failed") in json.dumps(said.blocks, ensure_ascii=False)
    assert by_socket.notes.seen == set()


async def test_a_diary_that_fails_leaves_nobody_without_an_answer(
    by_socket: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_: str) -> bool:
        raise OSError

    monkeypatch.setattr(by_socket.notes, "was_seen", fail)
    monkeypatch.setattr(by_socket.notes, "note", fail)
    by_socket.bot.instead = typed_answer
    await by_socket.server.type(by_socket.person, WORDS)
    await by_socket.server.until(lambda: replies(by_socket) == [REPLY.notice])


async def test_a_reply_that_slack_did_not_take_is_sent_again(by_socket: Running) -> None:
    by_socket.bot.instead = typed_answer
    by_socket.server.fail("chat.postMessage", status=429, retry_after=0)
    await by_socket.server.type(by_socket.person, WORDS)
    await by_socket.server.until(lambda: replies(by_socket) == [REPLY.notice])
