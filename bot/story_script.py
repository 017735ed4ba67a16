"""A story put into words: each key of the catalogue becomes the sentence that stands in that person's pane.

What chance draws, a line's name or six words, is learnt by the page while it plays; its place is marked in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from adapters.local.cast import Cast
from bot.stories import CHECKS, Pane, Play, Step, Story, Verb
from bot.text.catalog import Say, speaker

ANYTHING: Final = "\u2026*\u2026"
"""Stands for a time or a name that a sentence carries and the story doesn't say."""

_DRAWN: Final = dict.fromkeys(
    ("time", "day", "year", "reader", "readers", "name", "where", "who", "words", "weekday", "production", "number"),
    ANYTHING,
)
_FAULTS: Final[Mapping[Verb, str]] = {
    "sees": "seen",
    "reads": "seen",
    "names": "seen",
    "copies": "seen",
    "sees_not": "unseen",
    "reads_not": "unseen",
    "nowhere": "unseen",
    "unchanged": "same",
    "clock": "time",
}
_AS_IT_IS: Final = frozenset({"clock", "remember", "unchanged", "nowhere", "shut", "reload"})
_NOTHING: Final[Mapping[str, str]] = {}


def known(name: str) -> str:
    """The place of something that was learnt on the way."""
    return f"\u2026{name}\u2026"


def learnt(name: str) -> str:
    """The place of something that is learnt here."""
    return f"\u2026+{name}\u2026"


@dataclass(slots=True)
class Prompter:
    """Goes through a story once, in one language of the set, and knows who sits where and who wrote what."""

    story: Story
    cast: Cast
    language: str
    written: str
    seated: dict[Pane, str] = field(default_factory=dict)
    spoken: dict[str, str] = field(default_factory=dict)

    @property
    def say(self) -> Say:
        """The set's own labels."""
        return speaker(self.language)

    def script(self) -> dict[str, Any]:
        """All steps, and what the bar says besides."""
        steps = [self._step(step) for step in self.story.steps]
        fault = self.say("story-fault", step="{step}", what="{what}")
        return {"steps": steps, "fault": fault, "lost": self.say("story-lost")}

    def _step(self, step: Step) -> dict[str, Any]:
        plays = [one for play in step.plays for one in self._play(step, play)]
        checks = sum(play.verb in CHECKS or bool(play.until) for play in step.plays)
        proved = self.say("story-proved", count=checks) if checks else ""
        return {"said": _marked(step[self.language]), "proved": proved, "plays": plays}

    def _play(self, step: Step, play: Play) -> Iterator[dict[str, Any]]:
        pane = play.at or step.at
        who = play.by or (step.who if pane == step.at else "")
        if who and pane != "readers" and self.seated.get(pane) != who:
            self.seated[pane] = who
            yield {"do": "sit", "pane": pane, "who": who, "what": self._name(who), "fault": self._fault("sit", pane)}
        if play.verb == "opens":
            self.seated["own"] = who
        what = {"what": self._what(play, pane), "fault": self._fault(play.verb, pane)}
        yield {"do": play.verb.removesuffix("_on"), "pane": pane, **what, **self._more(play, pane, who)}

    def _fault(self, verb: str, pane: Pane) -> str:
        kind = next((kind for one, kind in _FAULTS.items() if one == verb), "act")
        return self.say(f"story-fault-{kind}", pane=self.say(f"set-tab-{pane}"), what="{what}")

    def _more(self, play: Play, pane: Pane, who: str) -> dict[str, Any]:
        """What goes with the verb, where something does."""
        more = {
            "who": who,
            "times": play.times,
            "option": self._option(play, pane),
            "words": self._written(play.words, pane) if play.words else "",
            "until": self._sentence(play, play.until, pane) if play.until else "",
            "all": [_marked(self._name(one)) for one in play.nowhere],
        }
        return {name: value for name, value in more.items() if value}

    def _option(self, play: Play, pane: Pane) -> str:
        """What a list offers: a sentence by its key, or as it stands after "="."""
        if play.option.startswith("="):
            return play.option[1:]
        return self._sentence(play, play.option, pane) if play.option else ""

    def _what(self, play: Play, pane: Pane) -> str:
        """What the verb is about: a sentence where it is named by its key."""
        verb, value = play.verb, str(getattr(play, play.verb))
        if verb in _AS_IT_IS:
            return _marked(value)
        if verb in {"reads", "reads_not"}:
            return self._read(value, pane)
        learns = {"alias": learnt(play.line)} if verb == "names" else {}
        press = {"press": self._speaker(pane)(value)} if verb == "press_on" else {}
        sentence = self._sentence(play, "desk-spoken" if press else value, pane, {**learns, **press})
        return f"{sentence}\n{learnt(play.line)}" if verb == "copies" else sentence

    def _sentence(self, play: Play, key: str, pane: Pane, more: Mapping[str, str] = _NOTHING) -> str:
        given = {name: self._arg(value, pane) for name, value in play.args.items()}
        say = self.say if key.startswith("set-") else self._speaker(pane)
        return say(key, **{**_DRAWN, "alias": known(play.line), **given, **more})

    def _arg(self, value: str | int, pane: Pane) -> str | int:
        if isinstance(value, int):
            return value
        return self._speaker(pane)(value[1:]) if value.startswith("@") else _marked(self._name(value))

    def _speaker(self, pane: Pane) -> Say:
        return speaker(self._language(pane))

    def _language(self, pane: Pane) -> str:
        who = self.cast.find(self.seated.get(pane, ""))
        return who.language if who and pane != "readers" else self.written

    def _name(self, who: str) -> str:
        found = self.cast.find(who)
        return found.name if found else who

    def _written(self, words: str, pane: Pane) -> str:
        """Words as this person writes them; whoever reads them later reads these."""
        self.spoken.setdefault(words, self._language(pane))
        return self._read(words, pane)

    def _read(self, words: str, pane: Pane) -> str:
        texts = self.story.words.get(words)
        return texts[self.spoken.get(words, self._language(pane))] if texts else _marked(words)


def _marked(text: str) -> str:
    """`{line}` in a story's file is the place of what was learnt under that name."""
    return re.sub(r"\{(\w+)\}", lambda found: known(found[1]), text)
