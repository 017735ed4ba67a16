"""A chat, drawn: what the bot posted and what a person typed, in the order they came.

Whom a card calls is not drawn: the set alerts nobody, it shows every pane.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo

from adapters import surfaces as s
from adapters.local.draw import facts
from adapters.local.markup import Html, hidden, join, shown, tag
from adapters.local.posted import Message
from adapters.local.typed import Bubble
from adapters.local.view import View

KINDS = ("file", "voice", "sticker", "forward")


@dataclass(frozen=True, slots=True)
class Chat:
    """What stands in one place; `person` and `action` say whose typed messages these are and where changes go."""

    messages: tuple[Message, ...]
    zone: tzinfo
    language: str
    bubbles: tuple[Bubble, ...] = ()
    person: str = ""
    action: str = ""


def draw_messages(view: View, chat: Chat) -> Html:
    """The region of messages: a screen reader hears of new ones without losing its place."""
    drawn = [one for _, one in sorted(_entries(view, chat), key=lambda entry: entry[0])]
    nothing = tag("li", view.say("set-no-messages"), id="m-none", class_="nothing")
    rows = tag("ol", *(drawn or [nothing]))
    return tag(
        "section",
        rows,
        id="messages",
        class_="messages",
        role="log",
        aria_live="polite",
        aria_label=view.say("set-messages"),
        tabindex="0",
    )


def _entries(view: View, chat: Chat) -> Iterable[tuple[tuple[int, int], Html]]:
    for message in chat.messages:
        yield (message.number, 0), _message(view, chat, message)
    for place, bubble in enumerate(chat.bubbles, start=1):
        yield (bubble.after, place), _bubble(view, chat, bubble)


def _message(view: View, chat: Chat, message: Message) -> Html:
    card = message.card
    at = message.at.astimezone(chat.zone)
    clock = tag("time", at.strftime("%H:%M"), datetime=at.isoformat("T", "minutes"))
    lamp = tag("img", src=view.asset("lamp.svg"), alt="", width="18", height="18")
    who = tag("p", lamp, tag("span", view.say("set-bot")), clock, class_="from")
    title = tag("h2", card.title) if card.title else Html("")
    notice = tag("p", card.notice, class_="notice")
    said = [tag("p", one, class_="said") for one in card.said]
    rows = facts(card.facts) if card.facts else Html("")
    buttons = [_press(message.ref, one) for one in card.buttons]
    acts = tag("div", *buttons, class_="row") if buttons else Html("")
    body = tag("div", notice, title, *said, rows, acts, lang=card.language or chat.language)
    return tag("li", who, body, id=f"m-{message.ref}", class_="message")


def _press(ref: str, button: s.Button) -> Html:
    value = f"{ref} {button.action} {button.token}"
    return tag(
        "button",
        button.label,
        type="submit",
        form="press",
        name="press",
        value=value,
        class_="button main" if button.main else "button",
        aria_label=button.spoken or None,
    )


def _bubble(view: View, chat: Chat, bubble: Bubble) -> Html:
    who = tag("p", tag("span", view.say("set-you")), class_="from")
    words = tag("p", shown(bubble.words.words), dir="auto", class_="text")
    what = words if bubble.kind == "text" else tag("p", view.say(f"set-sent-{bubble.kind}"), class_="text")
    change = _change(view, chat, bubble) if bubble.kind == "text" else Html("")
    return tag("li", who, what, change, id=f"b-{bubble.id}", class_="message mine")


def _change(view: View, chat: Chat, bubble: Bubble) -> Html:
    """To edit or delete one's own message, as a platform lets one."""
    own = join(hidden("act", "change"), hidden("as", chat.person), hidden("bubble", bubble.id))
    box = tag(
        "textarea",
        "\n" + bubble.words.words,
        name="words",
        rows="2",
        dir="auto",
        autocomplete="off",
        aria_label=view.say("set-change-words"),
    )
    edit = tag(
        "form", own, box, tag("button", view.say("set-change-save"), class_="button"), method="post", action=chat.action
    )
    delete = tag(
        "form",
        own,
        hidden("words", ""),
        tag("button", view.say("set-change-delete"), class_="button"),
        method="post",
        action=chat.action,
    )
    return tag("details", tag("summary", view.say("set-change")), edit, delete, class_="change")


def press_form(action: str, *inside: str, target: str | None = None) -> Html:
    """The form that every button on a message belongs to."""
    return tag("form", hidden("act", "message"), *inside, id="press", method="post", action=action, target=target)
