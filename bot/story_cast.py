"""The demo's cast, with the small changes that a story asks for."""

from __future__ import annotations

from dataclasses import replace

from bot.demo_cast import PEOPLE, ZONE, Somebody
from bot.stories import Change, Story
from escalation.calendar import ALWAYS, EVERY_DAY, Duty, Span, Window
from escalation.roster import Role
from storage.people import Reading


def people_of(story: Story | None) -> tuple[Somebody, ...]:
    """Everybody with an account on the set while this story is played; whoever is new stands at the end."""
    changes = dict(story.cast) if story else {}
    known = tuple(_changed(one, changes.pop(one.id)) if one.id in changes else one for one in PEOPLE)
    return (*known, *(_changed(_somebody_new(who), change) for who, change in changes.items()))


def _somebody_new(who: str) -> Somebody:
    return Somebody(who, who, "", (Role.backup,), reading=Reading("", ALWAYS))


def _changed(one: Somebody, change: Change) -> Somebody:
    return replace(
        one,
        name=change.name or one.name,
        part=change.part or one.part,
        language=change.language or one.language,
        reading=_reading(one.reading, change) if one.reading else None,
    )


def _reading(reading: Reading, change: Change) -> Reading:
    reads = not change.asked and reading.accepted
    introduction = change.introduction or reading.introduction
    return replace(reading, introduction=introduction, duty=_duty(reading, change), accepted=reads, acting=reads)


def _duty(reading: Reading, change: Change) -> Duty:
    zone = change.zone or ZONE
    if change.off:
        return Duty(zone)
    return Duty(zone, (Window(EVERY_DAY, Span(*change.hours)),)) if change.hours else reading.duty
