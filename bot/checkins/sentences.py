"""What is said in the channels of office and readers: occasion and duty, never a flag, nothing of anybody's answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from adapters.surfaces import Button, Card
from bot.checkins.duties import Told
from bot.checkins.known import Known
from bot.text.catalog import Say, speaker, spoken_language
from escalation.notice import Short
from escalation.prompts import Duty, Step
from storage.productions import Channel

_HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class Notice:
    """One message, and where it goes."""

    channel: Channel
    card: Card = field(repr=False)


def notices(found: Known, told: Told, now: datetime) -> tuple[Notice, ...]:
    """Give what is sent about one thing: prompts to the office; what wasn't done and short notice to readers as well.

    That a human must look is asked of the office and told to the readers, both at once.
    """
    say = speaker(spoken_language(found.book.language))
    notice, said = _short(found, told, now, say) if told.prompt is None else (_duty(told, say), ())
    office = Card(notice, said=said, buttons=(Button("o-home", say("schedule-press-office"), main=True),))
    readers = Card(notice, said=said, buttons=(Button("r-desk", say("coordination-desk"), main=True),))
    is_ask = told.prompt is not None and told.prompt.step is Step.ask
    only_readers = told.prompt is not None and (told.prompt.duty, told.prompt.step) == (Duty.resolve, Step.tell)
    return (
        *(() if only_readers else (Notice(found.book.office_channel, office),)),
        *(() if is_ask else (Notice(found.book.readers_channel, readers),)),
    )


def _duty(told: Told, say: Say) -> str:
    prompt = told.prompt
    if prompt is None:
        raise LookupError("no duty")
    key = f"schedule-{prompt.step}-{prompt.duty.replace('_', '-')}"
    return say(key, name=told.dated.occasion.name, day=_day(told, say))


def _short(found: Known, told: Told, now: datetime, say: Say) -> tuple[str, tuple[str, ...]]:
    zone = ZoneInfo(found.unit(told.dated.occasion.unit).hours.zone)
    people = tuple(_person(one, zone, now, say) for one in told.short)
    notice = say("schedule-short", name=told.dated.occasion.name, day=_day(told, say))
    return notice, (*people, say("schedule-short-helps"), say("schedule-short-nobody"))


def _person(one: Short, zone: ZoneInfo, now: datetime, say: Say) -> str:
    hours = max(0, int((one.call - now).total_seconds() // _HOUR))
    cause = say(f"schedule-cause-{one.why.replace('_', '-')}", time=_moment(one.since, zone, say) if one.since else "")
    return say("schedule-short-person", cast=one.cast_id, call=_moment(one.call, zone, say), hours=hours, cause=cause)


def _moment(at: datetime, zone: ZoneInfo, say: Say) -> str:
    local = at.astimezone(zone)
    day = say("day", day=local.day, month=say(f"month-{local.month}"))
    return say("day-and-time", day=day, time=local.strftime("%H:%M"))


def _day(told: Told, say: Say) -> str:
    return say("day", day=told.dated.on.day, month=say(f"month-{told.dated.on.month}"))
