"""What a person wishes not to be asked, or to be asked once more: one form, drawn and read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from adapters.surfaces import Choice, Choices, Field, Form, Say
from bot.checkins.mine import MyCheckIns
from bot.desks.checkin_pages import name_of
from bot.desks.here import Here
from escalation.checkin_plans import USUAL, Moment
from escalation.checkins import Wishes
from escalation.occasions import Kind, Occasion

WISHES: Final = "check-wishes"
"""The form, and the press that leads to it."""
_NOTHING: Final = "nothing"
_MOST: Final = 10
"""As many occasions as every platform shows in one list."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be wished about: occasions that they are asked about, or muted before, and the kinds of these."""

    occasions: tuple[Occasion, ...] = field(repr=False)
    kinds: tuple[Kind, ...] = field(repr=False)
    again: tuple[Occasion, ...] = field(repr=False)


def offered(here: Here, mine: MyCheckIns, muted: Iterable[Occasion]) -> Offered:
    """Give what the form has. Asked once more is only what has a check-in a week after."""
    found = {one.id: one for one in (*mine.occasions, *muted)}
    kinds = {one.kind for one in found.values()} | set(mine.wishes.kinds)
    occasions = tuple(found.values())[:_MOST]
    again = tuple(one for one in occasions if _comes_again(here, one))
    return Offered(occasions, tuple(one for one in Kind if one in kinds), again)


def _comes_again(here: Here, occasion: Occasion) -> bool:
    asking = here.place.book.asking
    plans = {**USUAL, **dict(asking.plans if asking else ())}
    return any(step.moment is Moment.week_after for flag in occasion.flags for step in plans[flag].steps)


def wishes_form(here: Here, mine: MyCheckIns, found: Offered) -> Form:
    """Everything that can be muted, as it stands now."""
    say, wishes = here.say, mine.wishes
    asked = (("ask", say("check-wish-yes")), (_NOTHING, say("check-wish-nothing")))
    fields: list[Field] = [
        Choice("asked", say("check-wish-asked"), asked, _NOTHING if wishes.everything else "ask"),
    ]
    if found.kinds:
        kinds = tuple((one.value, say(f"check-kind-{one}")) for one in found.kinds)
        fields.append(Choices("kinds", say("check-wish-kinds"), kinds, tuple(wishes.kinds)))
    if found.occasions:
        muted = _named(found.occasions)
        fields.append(Choices("occasions", say("check-wish-occasions"), muted, _ticked(muted, wishes.occasions)))
    if found.again:
        again = _named(found.again)
        fields.append(Choices("again", say("check-wish-again"), again, _ticked(again, wishes.again)))
    return Form(
        WISHES, say("check-wishes-title"), (Say(say("check-wishes-lead")),), tuple(fields), say("keep"), here.once()
    )


def wished(before: Wishes, found: Offered, values: Mapping[str, str]) -> Wishes:
    """Give what was chosen; what the form doesn't offer stays as it was, and an unknown value counts as none."""

    def of(name: str, known: tuple[str, ...], kept: tuple[str, ...]) -> tuple[str, ...]:
        if name not in values:
            return kept
        ticked = values[name].split(",")
        return (*(one for one in kept if one not in known), *(one for one in known if one in ticked))

    return Wishes(
        everything=values.get("asked") == _NOTHING,
        kinds=tuple(Kind(one) for one in of("kinds", tuple(found.kinds), before.kinds)),
        occasions=of("occasions", tuple(one.id for one in found.occasions), before.occasions),
        again=of("again", tuple(one.id for one in found.again), before.again),
    )


def _named(occasions: Iterable[Occasion]) -> tuple[tuple[str, str], ...]:
    return tuple((one.id, name_of(one)) for one in occasions)


def _ticked(options: tuple[tuple[str, str], ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value, _ in options if value in wanted)
