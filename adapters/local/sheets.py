"""What comes of an act, drawn: the bot's answer, or what went wrong with everything that was typed still there."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.interface import Answer
from adapters.local.cast import SetPerson
from adapters.local.draw import Sheet, alert, draw_sheet, frame
from adapters.local.markup import Html, hidden, join, tag
from adapters.local.read import FIELD, Values
from adapters.local.seals import text_fields
from adapters.local.view import View

# After these the same may be sent again, by the same hand.
AGAIN = frozenset({"set-failed", "set-refused-missing", "set-refused-long"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer, or the sentence that says why there is none."""

    values: Values
    answer: Answer | None = None
    problem: str = ""
    status: int = 200


def draw_outcome(outcome: Outcome, view: View, who: SetPerson, key: bytes, where: str) -> Html | None:
    """The sheet over the pane, None where nothing is to be shown."""
    close = view.at(where, who=who.id) if where.startswith("channel/") else view.at(where)
    sheet = Sheet(who.id, view.at(where), close, key, view.say, who.language)
    if outcome.problem:
        return frame(view.say("set-problem"), _kept(outcome, sheet), sheet, language=view.language)
    return draw_sheet(outcome.answer.surface, sheet) if outcome.answer else None


def _kept(outcome: Outcome, sheet: Sheet) -> Html:
    """What was sent, to be sent again or copied. Without it a browser without script would show an empty form."""
    problem = alert(sheet.say(outcome.problem))
    pairs = outcome.values.pairs
    typed = {"words"}.union(*({FIELD + one for one in text_fields(v)} for name, v in pairs if name == "shape"))
    boxes = [_box(name, value, sheet) if name in typed else hidden(name, value) for name, value in pairs]
    again = tag("button", sheet.say("set-again"), class_="button main")
    send = tag("div", again, class_="row") if outcome.problem in AGAIN else Html("")
    return tag("form", problem, *boxes, send, method="post", action=sheet.action, autocomplete="off")


def _box(name: str, value: str, sheet: Sheet) -> Html:
    label = tag("span", sheet.say("set-your-words"))
    box = tag("textarea", "\n" + value, name=name, rows="8", dir="auto", autocomplete="off")
    return tag("label", join(label, box), class_="field")
