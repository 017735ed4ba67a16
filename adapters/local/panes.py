"""The panes of the set, drawn: a person's own chat, and the two channels. Each says whose eyes it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from adapters.local.cast import MENU, SetPerson
from adapters.local.chat import KINDS, Chat, draw_messages, press_form
from adapters.local.markup import Html, hidden, join, tag
from adapters.local.view import View, document

OWN_PANE = "own"


@dataclass(frozen=True, slots=True)
class PersonPane:
    """One person's chat with the bot. `where` is `phone` or `own`; `others` who else may be chosen here."""

    where: str
    who: SetPerson
    others: tuple[SetPerson, ...]
    chat: Chat
    sheet: Html | None = None


@dataclass(frozen=True, slots=True)
class ChannelPane:
    """A channel. `who` acts in it, one of its `members`; `outside` could be let in."""

    where: str
    who: SetPerson | None
    members: tuple[SetPerson, ...]
    outside: tuple[SetPerson, ...]
    chat: Chat
    sheet: Html | None = None


def draw_person(view: View, pane: PersonPane) -> Html:
    """A person's phone, or a reader's own messages and desk."""
    where, who = f"{pane.where}/{pane.who.id}", pane.who
    reads = "reader" if who.audience == "reader" else "person"
    title = view.say("set-own" if pane.where == "own" else "set-phone", name=who.name)
    choose = _choose(view, pane.where, who, pane.others)
    top = _eyes(view, title, who.part, view.say(f"set-unseen-{reads}", name=who.name), choose)
    press = press_form(view.at(where), hidden("as", who.id))
    foot = tag("div", _menu(view, where, who), _composer(view, where, who), class_="foot")
    main = _main(pane.sheet, draw_messages(view, pane.chat), press, foot)
    return _page(view, title, (where, f"dm/{who.id}"), join(top, main))


def draw_channel(view: View, pane: ChannelPane) -> Html:
    """A channel: the readers' answers open in the presser's own pane, the office's here, for the presser only."""
    where = f"channel/{pane.where}"
    title = view.say(f"set-channel-{pane.where}")
    readers = pane.where == "readers"
    choose = Html("") if readers or pane.who is None else _choose(view, where, pane.who, pane.members)
    part = ", ".join(one.name for one in pane.members)
    if pane.who and not readers:
        part = view.say("set-as", name=pane.who.name)
    top = _eyes(view, title, part, view.say(f"set-unseen-{pane.where}"), choose)
    foot = tag("div", _acting(view, pane, where), _members(view, pane, where), class_="foot")
    main = _main(pane.sheet, draw_messages(view, pane.chat), foot)
    return _page(view, title, (where, where), join(top, main))


def _acting(view: View, pane: ChannelPane, where: str) -> Html:
    if pane.where != "readers":
        own = hidden("as", pane.who.id if pane.who else "")
        menu = _menu(view, where, pane.who) if pane.who else Html("")
        return join(press_form(view.at(where), own), menu)
    options = [tag("option", f"{one.name}, {one.part}", value=one.id) for one in pane.members]
    who = tag("label", view.say("set-who-presses"), " ", tag("select", *options, name="as"), class_="choose")
    return press_form(view.at(where), who, target=OWN_PANE)


def _page(view: View, title: str, at: tuple[str, str], inside: Html) -> Html:
    where, place = at
    body = tag(
        "body",
        inside,
        class_="pane",
        data_self=view.at(where),
        data_place=place,
        data_live=view.at("live", of=place),
        data_lost=view.say("set-unreachable"),
    )
    return document(view, title, body, "set.js")


def _eyes(view: View, title: str, part: str, unseen: str, choose: Html) -> Html:
    name = tag("div", tag("h1", title), tag("p", part, class_="part") if part else Html(""), class_="name")
    mark = tag("span", view.say("set-unseen-label"), class_="unseen-by-eyes")
    whose = tag("div", name, choose, class_="whose")
    return tag("header", whose, tag("p", mark, unseen, class_="unseen"), class_="eyes")


def _choose(view: View, where: str, who: SetPerson, people: Iterable[SetPerson]) -> Html:
    options = [tag("option", f"{one.name}, {one.part}", value=one.id, selected=one.id == who.id) for one in people]
    box = tag("select", *options, name="who", aria_label=view.say("set-choose"))
    go = tag("button", view.say("set-switch"), class_="button")
    look = [hidden("lang", view.language), *([hidden("theme", view.theme)] if view.theme else [])]
    form = tag("form", *look, box, go, method="get", action=f"{view.root}/{where}", class_="choose")
    return tag("details", tag("summary", view.say("set-someone-else")), form, class_="someone")


def _main(sheet: Html | None, *chat: Html) -> Html:
    inside = tag("div", *chat, id="chat", class_="chat", inert=sheet is not None)
    return tag("main", inside, tag("div", sheet or Html(""), id="over", class_="over"), id="main")


def _menu(view: View, where: str, who: SetPerson) -> Html:
    own, to = hidden("as", who.id), view.at(where)
    home = tag("form", hidden("act", "home"), own, _chip(view.say("set-home")), method="post", action=to)
    chips = [_chip(view.say(f"set-command-{name}"), "name", name) for name in MENU[who.audience]]
    commands = tag("form", hidden("act", "command"), own, *chips, method="post", action=to)
    return tag("nav", home, commands, class_="menu", aria_label=view.say("set-menu"))


def _chip(label: str, name: str | None = None, value: str | None = None) -> Html:
    return tag("button", label, type="submit", name=name, value=value, class_="button chip")


def _composer(view: View, where: str, who: SetPerson) -> Html:
    own, to = hidden("as", who.id), view.at(where)
    box = tag(
        "textarea",
        name="words",
        id="composer",
        rows="1",
        dir="auto",
        autocomplete="off",
        aria_label=view.say("set-write-to"),
        placeholder=view.say("set-write-to"),
    )
    send = tag("button", view.say("set-send"), type="submit", class_="button")
    write = tag(
        "form",
        hidden("act", "write"),
        own,
        box,
        send,
        method="post",
        action=to,
        class_="composer",
        data_clears="composer",
    )
    kinds = [_chip(view.say(f"set-drop-{kind}"), "kind", kind) for kind in KINDS]
    drop = tag("form", hidden("act", "drop"), own, *kinds, method="post", action=to, class_="menu")
    return join(write, tag("details", tag("summary", view.say("set-drop")), drop, class_="drop"))


def _members(view: View, pane: ChannelPane, where: str) -> Html:
    """Who can read this channel; anybody with the rights may let somebody in, as on any platform."""
    to = view.at(where)
    people = [tag("li", f"{one.name}, {one.part}", _let_go(view, to, one)) for one in pane.members]
    options = [tag("option", f"{one.name}, {one.part}", value=one.id) for one in pane.outside]
    newcomer = tag("select", *options, name="person", aria_label=view.say("set-let-in-who"))
    let_in = tag("button", view.say("set-let-in"), class_="button")
    add = tag("form", hidden("act", "join"), newcomer, let_in, method="post", action=to, class_="choose")
    title = tag("summary", view.say("set-members", count=str(len(pane.members))))
    return tag("details", title, tag("ul", *people), add if options else Html(""), class_="members")


def _let_go(view: View, to: str, one: SetPerson) -> Html:
    label = view.say("set-let-go")
    button = tag("button", label, class_="button chip", aria_label=f"{label}: {one.name}")
    return tag("form", hidden("act", "leave"), hidden("person", one.id), button, method="post", action=to)
