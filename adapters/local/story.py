"""A story that the set plays by itself: what the outer page needs of it, and the bar that tells it, drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from adapters.local.cast import Stage
from adapters.local.markup import Html, tag
from adapters.local.view import View

STYLE = "story.css"
SCRIPT = "story.js"


class UnknownTime(Exception):
    """A story asked for a time that no clock has."""


@dataclass(frozen=True, slots=True)
class Told:
    """A story in one language. `script` is what the page plays, ready to be written as JSON."""

    title: str
    about: str
    steps: int
    again: str
    script: Mapping[str, Any]


@runtime_checkable
class Telling(Stage, Protocol):
    """A stage that tells a story."""

    @property
    def begun(self) -> bool:
        """Whether a step was played already; a story is played once for each start of the demo."""

    def told(self, language: str) -> Told:
        """The story in this language, the panes in the language of whoever sits at each."""

    def begin(self) -> None:
        """Its first step is played now; twice is fine."""

    async def go(self, when: str) -> None:
        """Go on to `next`, by `5min` or `21d`, or to the next `21:00`. Raises `UnknownTime`."""


def draw_story(view: View, stage: Telling) -> Html:
    """The bar above the panes: title, step, sentence, buttons. Without script it says that it needs one."""
    told = stage.told(view.language)
    stopped = view.say("story-interrupted") if stage.begun else ""
    head = tag("div", tag("h2", told.title), _count(view, told), class_="of-story")
    said = tag("p", stopped or told.about, id="story-said", class_="said", aria_live="polite", aria_atomic="true")
    proved = tag("p", id="story-proved", class_="proved", role="status")
    fault = tag("p", id="story-fault", class_="problem", role="alert", tabindex="-1", hidden=True)
    without = tag("noscript", tag("p", view.say("story-needs-script"), class_="problem"))
    return tag(
        "section",
        head,
        tag("div", said, proved, fault, without, class_="telling"),
        _buttons(view, told, stopped=bool(stopped)),
        tag("script", src=view.asset(SCRIPT), type="module"),
        id="story",
        class_="story",
        aria_label=view.say("story-bar"),
        data_script=view.at("story"),
        data_state="stopped" if stopped else "ready",
    )


def _count(view: View, told: Told) -> Html:
    words = view.say("story-count", steps=told.steps)
    template = view.say("story-step", step="{step}", steps=str(told.steps))
    return tag("p", words, id="story-step", class_="step-of", data_text=template, data_end=view.say("story-end"))


def _buttons(view: View, told: Told, *, stopped: bool) -> Html:
    on = tag("button", view.say("story-next"), type="button", id="story-next", class_="button main", disabled=stopped)
    play = tag(
        "button",
        view.say("story-play"),
        type="button",
        id="story-play",
        class_="button",
        data_play=view.say("story-play"),
        data_pause=view.say("story-pause"),
        disabled=stopped,
    )
    again = tag("details", tag("summary", view.say("story-again")), tag("p", told.again), class_="again")
    return tag("div", tag("div", on, play, class_="row"), again, class_="leading")
