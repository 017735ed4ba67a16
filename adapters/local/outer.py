"""The outer page, drawn: the stage bar with the set's clock, and four panes side by side."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from adapters.local.cast import MOVES, Say, Stage
from adapters.local.markup import Html, hidden, tag
from adapters.local.panes import OWN_PANE
from adapters.local.story import STYLE, Telling, draw_story
from adapters.local.view import THEMES, View, document

STYLES = ("theme.css", "outer.css")


def clock(stage: Stage, say: Say) -> str:
    """The time on the set, in the production's zone, as a person says it."""
    now: datetime = stage.now().astimezone(ZoneInfo(stage.zone))
    return say("set-clock", day=say(f"set-day-{now.isoweekday()}"), time=now.strftime("%H:%M"))


def draw_outer(view: View, stage: Stage, languages: tuple[str, ...], panes: tuple[tuple[str, str], ...]) -> Html:
    """The whole set. `panes` are name and place: `("phone", "phone/ana")`."""
    title = view.say("set-title")
    tabs = [tag("a", view.say(f"set-tab-{name}"), href=f"#{name}") for name, _ in panes]
    nav = tag("nav", *tabs, class_="tabs", aria_label=view.say("set-tabs"))
    drawn = tag("main", *(_pane(view, name, where) for name, where in panes), class_="panes")
    story = (draw_story(view, stage),) if isinstance(stage, Telling) else ()
    body = tag(
        "body",
        _bar(view, stage, languages),
        *story,
        drawn,
        nav,
        class_="stage told" if story else "stage",
        data_live=view.at("live", of="stage"),
    )
    return document(view, title, body, "stage.js", (*STYLES, STYLE) if story else STYLES)


def _pane(view: View, name: str, where: str) -> Html:
    frame = tag(
        "iframe", src=view.at(where), name=OWN_PANE if name == "own" else name, title=view.say(f"set-pane-{name}")
    )
    return tag("section", frame, id=name, class_="frame", aria_label=view.say(f"set-pane-{name}"))


def _bar(view: View, stage: Stage, languages: tuple[str, ...]) -> Html:
    lamp = tag("img", src=view.asset("lamp.svg"), alt="", width="30", height="30")
    name = tag("h1", lamp, tag("span", view.say("set-name")), class_="logo")
    return tag("header", name, _clock(view, stage), _languages(view, languages), _themes(view), class_="bar")


def _clock(view: View, stage: Stage) -> Html:
    now = tag("output", clock(stage, view.say), id="clock", aria_label=view.say("set-clock-label"))
    moves = [tag("button", view.say(f"set-move-{move}"), name="move", value=move, class_="button") for move in MOVES]
    return tag("form", hidden("act", "move"), now, *moves, method="post", action=view.at("stage"), class_="clock")


def _languages(view: View, languages: tuple[str, ...]) -> Html:
    links = [
        tag(
            "a",
            view.speaker(one)("set-language-name"),
            href=view.at("", lang=one),
            lang=one,
            hreflang=one,
            aria_current="true" if one == view.language else None,
        )
        for one in languages
    ]
    return tag("nav", *links, class_="pick", aria_label=view.say("set-languages"))


def _themes(view: View) -> Html:
    links = [
        tag(
            "a",
            view.say(f"set-theme-{one}"),
            href=view.at("", theme=one),
            data_pick=one,
            aria_current="true" if one == view.theme else None,
        )
        for one in THEMES
    ]
    return tag("nav", *links, class_="pick themes", aria_label=view.say("set-themes"))
