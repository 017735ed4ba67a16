"""One person's window: their places, the messages in one, the Home tab, the open modal, and what they can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from html import unescape

from adapters.local.markup import Html, hidden, join, shown, tag
from tests.servers.slack.cast import Cast
from tests.servers.slack.drawn import blocks
from tests.servers.slack.kit import texts
from tests.servers.slack.server import SlackServer
from tests.servers.slack.things import Channel, Json, Message, View

DROPPED = (("file", "A file"), ("voice", "A voice clip"), ("sticker", "A moving picture"), ("forward", "A forward"))


@dataclass(frozen=True, slots=True)
class Window:
    """Whose window, which place is open in it (`home`, `dm` or a channel), what Slack says at the top."""

    slack: SlackServer
    cast: Cast
    user: str
    place: str
    said: str = ""

    @property
    def action(self) -> str:
        """Where everything done in it goes."""
        return f"/as/{self.user}/{self.place}"


def document(title: str, *body: str) -> str:
    """A whole page."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width"),
        tag("title", f"{title} - local Slack"),
        tag("link", rel="stylesheet", href="/front.css"),
        tag("script", src="/front.js", defer=True),
    )
    return "<!doctype html>" + tag("html", head, tag("body", *body), lang="en")


def front(slack: SlackServer, cast: Cast) -> str:
    """Who is here."""
    rows = (
        tag("li", tag("a", slack.world.users[user].name, href=f"/as/{user}/home"), tag("span", f" {part}"))
        for user, part in cast.parts.items()
    )
    intro = tag("p", "Everybody in this workspace is invented. Choose whose window to look through.")
    return document("Who are you", tag("main", tag("h1", "A local Slack"), _state(slack), intro, tag("ul", *rows)))


def window(one: Window) -> str:
    """Somebody's window."""
    world = one.slack.world
    name = world.users[one.user].name
    head = tag("header", tag("a", "Everybody", href="/"), tag("h1", name), _state(one.slack))
    said = tag("p", one.said, class_="said", role="alert") if one.said else Html("")
    inside = _home(one) if one.place == "home" else _channel(one)
    stack = world.stacks.get(one.user)
    rest = tag("div", "" if stack else said, inside, class_="place")
    parts = tag("div", _places(one), rest, id="rest", data_stamp=_stamp(inside), class_="parts")
    modal = _modal(one, stack[-1], said) if stack else Html("")
    over = tag("div", modal, id="modal", data_stamp=_stamp(_modal(one, stack[-1]) if stack else ""))
    return document(name, tag("main", head, parts), over)


def _stamp(drawn: str) -> str:
    """What the page's own sentence is no part of: it stays until something else changes."""
    return sha256(drawn.encode()).hexdigest()[:12]


def _state(slack: SlackServer) -> Html:
    there = bool(slack.sockets.open) or bool(slack.http_url)
    return tag("p", "Ghostlight is connected." if there else "Ghostlight isn't connected.", class_="quiet", id="state")


def _places(one: Window) -> Html:
    world = one.slack.world
    mine = [channel for channel in world.channels.values() if channel.kind != "im" and one.user in channel.members]
    opens = [_open(one, "home", "Ghostlight: Home"), _open(one, "dm", "Ghostlight: messages")]
    links = [tag("a", f"#{channel.name}", href=f"/as/{one.user}/{channel.id}") for channel in mine]
    return tag("nav", *opens, *links, _commands(one), aria_label="Places")


def _open(one: Window, place: str, label: str) -> Html:
    button = tag("button", label, name="act", value="open", class_="place-link")
    return tag("form", button, method="post", action=f"/as/{one.user}/{place}")


def _commands(one: Window) -> Html:
    manifest = one.slack.world.manifest
    commands = [tag("button", name, name="command", value=name) for name in sorted(manifest.commands or ())]
    menu = (manifest.shortcuts or {}).items()
    shortcuts = [tag("button", f"Shortcut: {name}", name="shortcut", value=known) for known, name in menu]
    return tag("form", *commands, *shortcuts, method="post", action=one.action, class_="commands")


def _home(one: Window) -> Html:
    view = one.slack.world.homes.get(one.user)
    if view is None:
        return tag("p", "Nothing was published here yet.", class_="quiet")
    return tag("form", blocks(view.blocks, view), method="post", action=one.action, class_="home")


def _channel(one: Window) -> Html:
    world = one.slack.world
    channel = world.dm_of(one.user) if one.place == "dm" else world.channels.get(one.place)
    whispers = [one_ for one_ in world.whispers if channel and one_.channel == channel.id and one_.only == one.user]
    messages = sorted([*(channel.messages if channel else ()), *whispers], key=lambda message: message.ts)
    drawn = [_message(one, message) for message in messages] or [tag("li", "No messages yet.", class_="quiet")]
    who = tag("p", "Here: ", ", ".join(_members(one, channel)), class_="quiet") if channel else Html("")
    return join(who, tag("ol", *drawn, class_="messages"), _composer(one) if one.place == "dm" else "")


def _members(one: Window, channel: Channel) -> list[str]:
    return [one.slack.world.users[user].name for user in channel.members]


def _message(one: Window, message: Message) -> Html:
    who = one.slack.world.users[message.user].name
    at = datetime.fromtimestamp(float(message.ts), UTC).strftime("%H:%M UTC")
    notes = [f"{who}, {at}", "edited" if message.edited else "", "only you see this" if message.only else ""]
    files = [tag("p", f"File: {file['name']}") for file in message.files]
    shared = [tag("blockquote", shown(str(part["text"]))) for part in message.attachments]
    body = (
        blocks([_named(one, block) for block in message.blocks])
        if message.blocks
        else tag("p", shown(unescape(message.text)))
    )
    lock = (
        tag("p", "Notification: ", shown(unescape(message.text)), class_="quiet") if message.bot else _own(one, message)
    )
    form = tag(
        "form", hidden("ts", message.ts), body, *files, *shared, lock, method="post", action=one.action,
    )  # fmt: skip
    return tag("li", tag("p", ", ".join(note for note in notes if note), class_="from"), form)


def _named(one: Window, part: Json) -> Json:
    """The same with people who are mentioned by their names, as Slack shows them."""
    if part["type"] == "user" and part["user_id"] in one.slack.world.users:
        return {**part, "type": "text", "text": f"@{one.slack.world.users[part['user_id']].name}"}
    if part["type"].startswith("rich_text"):
        return {**part, "elements": [_named(one, inner) for inner in part["elements"]]}
    return part


def _own(one: Window, message: Message) -> Html:
    if message.user != one.user or message.files or message.attachments:
        return Html("")
    box = tag("input", type="text", name="words", value=_bare(message), dir="auto", aria_label="Change it to")
    edit = tag("button", "Change", name="act", value="edit")
    gone = tag("button", "Delete", name="act", value="delete")
    return tag("details", tag("summary", "Change or delete"), box, edit, gone)


def _composer(one: Window) -> Html:
    box = tag("textarea", name="words", rows="2", dir="auto", autocomplete="off", aria_label="Message to Ghostlight")
    send = tag("button", "Send", name="act", value="type", class_="button primary")
    more = [tag("button", label, name="act", value=name) for name, label in DROPPED]
    return tag("form", box, tag("div", send, *more, class_="row"), method="post", action=one.action, class_="composer")


def _modal(one: Window, view: View, said: str = "") -> Html:
    close = tag("button", (view.body["close"] or {"text": "Close"})["text"], name="act", value="close", class_="button",
                formnovalidate=True)  # fmt: skip
    submit = view.body["submit"]
    send = tag("button", submit["text"], name="act", value="submit", class_="button primary") if submit else ""
    foot = tag("div", close, send, class_="row foot")
    title = tag("h2", shown(view.body["title"]["text"]), id="modal-title")
    kept = hidden("view", f"{view.id} {view.revision}")
    form = tag("form", kept, title, blocks(view.blocks, view), said, foot, method="post", action=one.action)
    return tag("section", form, role="dialog", aria_labelledby="modal-title", class_="modal")


def _bare(message: Message) -> str:
    """What was typed, without what Slack put around it."""
    return "".join(texts(message.blocks))
