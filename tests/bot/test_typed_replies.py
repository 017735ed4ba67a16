"""What is typed or dropped into the chat: at every door a message goes with the answer, and never a word of theirs."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from dataclasses import astuple
from pathlib import Path
from typing import Final

import pytest

from adapters.interface import TYPED, Answer, ChannelAddress, Gesture, PlatformAddress, Pressed, Show, Submitted, Wrote
from adapters.limits import check
from adapters.surfaces import Card, Form, Page, Quoted
from bot.choosing import choice, in_the_form, nowhere
from bot.limits import PRESSES
from bot.text.catalog import speaker
from tests.privacy.set import KESTREL, LOCAL, OFFICE, OFFICE_CHANNEL, VERA, WORKSPACE, OnSet, memory, open_set

KINDS: Final = ("text", "edit", "deletion", "file", "voice", "sticker", "forward", "something newer")
CANARY: Final = "heliotrope"
OFFICE_ADDRESS: Final = ChannelAddress(LOCAL, WORKSPACE, OFFICE_CHANNEL)


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """Give an open set."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder)) as found:
            yield found


def typed(user: str, kind: str, channel: ChannelAddress | None = None, locale: str = "en") -> Gesture:
    """Somebody types or drops something."""
    return Gesture(PlatformAddress(LOCAL, WORKSPACE, user), Wrote(kind, Quoted(f"{CANARY}, {CANARY}")), channel, locale)


def has_typed_words(card: Card) -> bool:
    """Whether a word of theirs stands anywhere in it."""
    return CANARY in repr(astuple(card))


async def replies(on: OnSet, kind: str, locale: str = "en") -> list[Card | None]:
    """What everybody gets: people and readers in their DM, in both channels, a chooser, and where nothing is."""
    at_doors = [typed("nell", kind), typed(KESTREL.user, kind), typed(VERA.user, kind), typed(OFFICE.user, kind)]
    at_doors += [typed(VERA.user, kind, on.readers_channel), typed(OFFICE.user, kind, OFFICE_ADDRESS)]
    answers = [await on.running.doors.receive(one) for one in at_doors]
    answers += [choice(typed("nell", kind, locale=locale), {"abc": "One", "def": "Two"})]
    return [one.reply for one in answers]


@pytest.mark.parametrize("kind", KINDS)
async def test_every_answer_has_a_message_with_it_and_it_is_the_same_for_everybody(on: OnSet, kind: str) -> None:
    found = await replies(on, kind)
    assert len(found) == 7
    assert len(set(found)) == 1
    (card,) = set(found)
    assert card is not None
    check(card)
    assert not has_typed_words(card)
    assert card.notice == speaker("en")("note-for-you")
    main = TYPED if kind == "text" else "write"
    assert [(one.action, one.token, one.main) for one in card.buttons] == [(main, "", True), ("now", "", False)]
    key = {"text": "typed-in-chat", "something newer": "typed-other"}.get(kind, f"typed-{kind}")
    say = speaker("en")
    assert card.said == (say(key, keeper=say("chat-keeper", platform="local")),)


def test_control_a_typed_word_is_seen() -> None:
    assert has_typed_words(Card("note", said=(f"You typed {CANARY}",)))


async def test_it_is_in_the_language_of_whoever_wrote(on: OnSet) -> None:
    answer = await on.running.doors.receive(typed("ines", "text"))
    assert answer.reply
    say = speaker("es")
    assert answer.reply.said == (say("typed-in-chat", keeper=say("chat-keeper", platform="local")),)
    assert answer.reply.language == "es"
    assert (
        choice(typed("x", "file", locale="es-MX"), {"abc": "One"}).reply
        == (await on.running.doors.receive(typed("ines", "file"))).reply
    )


async def test_whoever_types_too_much_gets_the_same(on: OnSet) -> None:
    first = await on.running.doors.receive(typed("nell", "text"))
    last = first
    for _ in range(PRESSES[0] + 1):
        last = await on.running.doors.receive(typed("nell", "text"))
    assert last.surface.title == speaker("en")("too-many-title")
    assert last.reply == first.reply


async def test_the_words_stand_in_the_form_and_what_is_not_typed_has_no_message(on: OnSet) -> None:
    answer = await on.running.doors.receive(typed("nell", "text"))
    assert isinstance(answer.surface, Form)
    assert CANARY in answer.surface.fields[1].value.words  # type: ignore[union-attr] # the box
    pressed = Gesture(PlatformAddress(LOCAL, WORKSPACE, "nell"), Pressed("home"))
    assert (await on.running.doors.receive(pressed)).reply is None


@pytest.mark.parametrize("kind", KINDS)
def test_where_no_production_is_it_promises_no_form(kind: str) -> None:
    card = nowhere(typed("x", kind)).reply
    assert card is not None
    assert not has_typed_words(card)
    assert card.said == (speaker("en")("choose-none", platform="local"),)
    assert card.buttons == ()
    pressed = Gesture(PlatformAddress(LOCAL, WORKSPACE, "x"), Pressed("home"))
    assert nowhere(pressed).reply is None


def test_words_that_went_through_the_choosers_box_are_not_answered_in_the_chat_again() -> None:
    form = Form("write", "t", (), (), "s", "o", problem="you wrote this in the chat")
    answer: Answer = Show(form, Card("note"))
    sent = Submitted("choose", {"words": CANARY}, "choose")
    assert in_the_form(answer, sent) == Show(form)
    assert in_the_form(Show(Page("t", ()), Card("note")), sent).reply is None


@pytest.mark.parametrize("kind", KINDS[1:])
def test_the_chooser_says_what_it_cannot_carry(kind: str) -> None:
    answer = choice(typed("x", kind), {"abc": "One", "def": "Two"})
    assert answer.reply
    assert answer.reply.said[0] in repr(answer.surface)


@pytest.mark.parametrize("action", ["join", "speak-es", "open", "who"])
def test_what_was_pressed_below_the_first_contact_goes_on_after_choosing(action: str) -> None:
    pressed = Gesture(PlatformAddress(LOCAL, WORKSPACE, "x"), Pressed(action))
    page = choice(pressed, {"abc": "One"}).surface
    assert f"'{action}:abc'" in repr(page)
