"""Stories with a step that isn't so, one for each thing that can be done or looked for."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from bot import stories
from bot.stories import Story

# It has two steps that are so: somebody writes a line, and an hour passes. The receipt is still open before her.
_TRUE: Final = Path(__file__).parents[1] / "e2e" / "stories" / "90-says-too-much.toml"
_LAST: Final = '[[step]]\nen = "Not so."\nes = "No es así."\nat = "{at}"\nwho = "{who}"\nplays = [{plays}]\n'


class Control(NamedTuple):
    """A last step that isn't so, and what is said of it."""

    verb: str
    at: str
    who: str
    plays: str
    said: str


MARA, ADA, CHANNEL = ("own", "mara"), ("phone", "ada"), ("readers", "mara")
LINES = '{ shut = true }, { press = "note-open" }, { press = "home-lines" }, '
FORM = '{ shut = true }, { press = "set-command-concern" }, '
PREVIEW = FORM + '{ write = "write-box", words = "door" }, { press = "write-next" }, '
OPENED = '{ opens = "card-open-spoken" }, '
CONTROLS: Final = (
    Control("sees", *CHANNEL, '{ sees = "card-state-taken" }', "say this: “somebody has it”"),
    Control("sees", *CHANNEL, '{ sees = "card-state-released", times = 2 }', "say this"),
    Control("sees", *CHANNEL, '{ sees = "set-no-messages" }', "say this: “No messages yet.”"),
    Control("sees_not", *CHANNEL, '{ sees_not = "card-state-released" }', "says this, and it must not"),
    Control("sees_not", *ADA, LINES + '{ sees_not = "record-saved" }', "says this, and it must not"),
    Control("reads", *CHANNEL, '{ reads = "door" }', "say this: “Nobody knocked"),
    Control("reads_not", *CHANNEL, OPENED + '{ reads_not = "door", at = "own" }', "says this, and it must not"),
    Control("nowhere", *CHANNEL, '{ nowhere = ["today"] }', "says this, and it must not: “today”"),
    Control("nowhere", *CHANNEL, OPENED + '{ nowhere = ["knocked"], at = "own" }', "must not: “knocked”"),
    Control("unchanged", *CHANNEL, '{ unchanged = "channel/readers" }', "This has changed, and it must not"),
    Control(
        "unchanged",
        *CHANNEL,
        '{ remember = "own/mara" }, { clock = "2d" }, { unchanged = "own/mara" }',
        "This has changed",
    ),
    Control("names", *CHANNEL, '{ names = "receipt-heading" }', "say this"),
    Control("copies", *ADA, '{ copies = "key-caption", line = "key" }', "say this"),
    Control("press", *ADA, '{ press = "line-open-spoken" }', "offer this: “Open "),
    Control("press", *ADA, '{ press = "set-command-concern" }', "offer this: “/concern”"),
    Control("press_on", *MARA, '{ press_on = "desk-press-take" }', "offer this"),
    Control("opens", *CHANNEL, '{ opens = "coordination-desk" }', "offer this"),
    Control("tick", *ADA, '{ tick = "write-urgency-soon" }', "offer this"),
    Control("choose", *ADA, '{ choose = "preview-occasion", option = "=Sc 99" }', "offer this"),
    Control("choose", *ADA, PREVIEW + '{ choose = "preview-occasion", option = "=Sc 99" }', "offer this"),
    Control("write", *ADA, '{ write = "write-box", words = "door" }', "offer this"),
    Control("unfold", *ADA, '{ unfold = "line-record" }', "offer this: “What happened so far”"),
    Control("clock", *ADA, '{ clock = "noon" }', "could not be moved"),
    Control("clock", *CHANNEL, '{ clock = "5min", until = "card-state-taken" }', "could not be moved"),
)
FOLDED: Final = (
    Control("sees", *ADA, LINES + '{ sees = "record-saved" }', "say this: “Saved."),
    Control("press", *ADA, LINES + '{ press = "line-category-spoken" }', "offer this: “Say what "),
)
"""So where something can be folded."""


def false_story(folder: Path, at: str, who: str, plays: str) -> Story:
    """A story whose last step is this one."""
    file = folder / "91-false.toml"
    last = _LAST.replace("{at}", at).replace("{who}", who).replace("{plays}", plays)
    file.write_text(_TRUE.read_text(encoding="utf-8") + last, encoding="utf-8")
    return stories.read(file)
