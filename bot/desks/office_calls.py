"""Calling somebody to an occasion, otherwise than before, or no more: the form, and what was filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from adapters.surfaces import Choice, Form, Heading, Quoted, Say, TextField
from bot.desks.office_look import Look, named
from bot.schedules import ids
from bot.schedules.ids import NotAnId
from bot.schedules.times import NotATime, call_time
from escalation.occasions import Called, Occasion, Part

NO_MORE: Final = "no_more"
_LONGEST: Final = 20


class Unclear(Exception):
    """What was filled in can't be meant; `key` is the sentence that says so."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def form(look: Look, one: Occasion, once: str, filled: Mapping[str, str] | None = None, problem: str = "") -> Form:
    """Who, as what, and when they report; with what was filled in before."""
    say, values = look.say, filled or {}
    parts = tuple((part.value, say(f"scenes-part-{part.replace('_', '-')}")) for part in Part)
    chosen = values.get("part", Part.performer)
    fields = (
        TextField("number", say("scenes-label-who"), _typed(values, "number"), limit=_LONGEST, required=True),
        Choice(
            "part",
            say("scenes-label-part"),
            (*parts, (NO_MORE, say("scenes-part-no-more"))),
            chosen if chosen in {*Part, NO_MORE} else "",
        ),
        TextField("at", say("scenes-label-call"), _typed(values, "at"), say("scenes-call-hint"), limit=_LONGEST),
    )
    blocks = (Heading(named(one)), Say(look.when(one)), Say(say("scenes-call-means"), quiet=True))
    return Form(
        "o-call", say("scenes-call-title"), blocks, fields, say("scenes-press-confirm"), once, one.id, (), problem
    )


def filled_in(one: Occasion, values: Mapping[str, str]) -> Called | str:
    """The call as it is to be, or the cast id that is called no more. A time that is left empty stays as it was.

    Raises `Unclear`.
    """
    cast_id = _cast_id(values.get("number", ""))
    known = next((call for call in one.calls if call.cast_id.casefold() == cast_id.casefold()), None)
    part = values.get("part", "")
    if part == NO_MORE:
        return known.cast_id if known else cast_id
    if part not in set(Part):
        raise Unclear("scenes-choose")
    try:
        at = call_time(values.get("at", ""))
    except NotATime:
        raise Unclear("scenes-no-time") from None
    call = known or Called(cast_id)
    return replace(call, part=Part(part), at=at or call.at)


def _cast_id(typed: str) -> str:
    try:
        found = ids.cast(typed)
    except NotAnId:
        found = ()
    if len(found) != 1:
        raise Unclear("scenes-one-number")
    return found[0]


def _typed(values: Mapping[str, str], name: str) -> Quoted:
    return Quoted(values.get(name, "")[:_LONGEST])
