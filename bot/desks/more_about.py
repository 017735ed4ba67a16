"""What a person can say besides: to whom it may go, who must not learn of it, whether whom it happened to knows.

One step behind the preview, and kept with the draft. It changes no routing: readers see it above the words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from adapters.surfaces import Block, Choice, Facts, Field, Form, Quoted, Say, TextField
from bot.desks.here import Here
from bot.desks.writing_forms import dashed, too_long
from bot.lines.addressing import More, Wishes
from bot.lines.owning import MyLine
from bot.lines.raising import Raising
from escalation.concern import Basis, TheyKnow, Wish
from escalation.plain import folded, normalise
from storage.errors import StorageError
from storage.lines import Line

MORE: Final = "more"
"""The form, and the press on the preview that leads to it."""
LONGEST: Final = 200
_NAMED: Final = 3
"""As many letters of a reader's name are taken for that name."""


def more_form(here: Here, mine: MyLine, values: Mapping[str, str] | None = None, problem: str = "") -> Form:
    """What fits what was chosen so far; `values` is what stood in it before, where it is shown again."""
    say, line = here.say, mine.line
    typed = values or {"pass_to": line.pass_to, "keep_from": line.keep_from, "they_know": line.they_know}

    def box(name: str) -> TextField:
        words = Quoted(typed.get(name, "")[:LONGEST])
        return TextField(name, say(f"more-{dashed(name)}"), words, say(f"more-{dashed(name)}-hint"), LONGEST)

    fields: list[Field] = [box("pass_to")] if line.wish is Wish.pass_on else []
    fields.append(box("keep_from"))
    if is_of_another(line):
        options = tuple((one.value, say(f"they-know-{one}")) for one in TheyKnow)
        chosen = _known(typed.get("they_know", ""))
        fields.append(Choice("they_know", say("more-they-know"), options, chosen))
    lead = (Say(say("more-lead")),)
    token = here.token(mine.access)
    return Form(MORE, say("preview-more"), lead, tuple(fields), say("keep"), here.once(), token, (), problem)


def is_of_another(line: Line) -> bool:
    """Whether it happened to somebody else, as far as was said."""
    return line.basis in (Basis.saw, Basis.heard)


async def kept(raising: Raising, here: Here, mine: MyLine, values: Mapping[str, str]) -> tuple[MyLine, str] | Form:
    """The draft with it, and what is to be said above its preview; or the form again, with everything still in it."""
    problem = too_much(here, values)
    try:
        if not problem:
            mine = await raising.choose(here.account, mine.access, Wishes.of(mine.line), more=more_of(values))
            return mine, reader_named(here, mine)
    except (StorageError, TimeoutError):
        problem = here.say("not-saved")
    return more_form(here, mine, values, problem)


def more_of(values: Mapping[str, str]) -> More:
    """What was typed and chosen; what the form had no field for is empty."""
    pass_to, keep_from = (normalise(values.get(name, "")) for name in ("pass_to", "keep_from"))
    return More(pass_to, keep_from, _known(values.get("they_know", "")))


def too_much(here: Here, values: Mapping[str, str]) -> str:
    """The sentence that says so; empty for what can be kept."""
    found = (too_long(here, values.get(name, ""), LONGEST) for name in ("pass_to", "keep_from"))
    return next(filter(None, found), "")


def reader_named(here: Here, mine: MyLine) -> str:
    """That a reader who is ticked was named as somebody who must not learn of it; empty where none was."""
    named = set(_words(mine.line.keep_from))
    for one in here.readers():
        if one.id in mine.line.readers and named.intersection(_words(one.name)):
            return here.say("more-reader-named", reader=one.name)
    return ""


def besides(here: Here, line: Line) -> tuple[Block, ...]:
    """On the preview: what readers see of it, and that somebody under 18 writes where they said so."""
    say = here.say
    rows = (
        (say("more-pass-to"), line.pass_to if line.wish is Wish.pass_on else ""),
        (say("more-keep-from"), line.keep_from),
    )
    facts = tuple((label, Quoted(words)) for label, words in rows if words)
    said = (Facts(facts),) if facts else ()
    return (Say(say("preview-minor"), strong=True), *said) if line.by_minor else said


def _known(value: str) -> TheyKnow:
    return TheyKnow(value) if value in set(TheyKnow) else TheyKnow.unsaid


def _words(text: str) -> tuple[str, ...]:
    return tuple(one for one in re.findall(r"\w+", folded(text)) if len(one) >= _NAMED)
