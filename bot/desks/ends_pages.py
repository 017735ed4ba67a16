"""What a person reads about ends: what is erased and when, what of it they can change, and that nobody answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from adapters.interface import Answer, Show
from adapters.surfaces import Block, Button, Page, Row, Say
from bot.desks.here import Here
from bot.desks.writing_forms import dashed, outside
from bot.lines.ending import OFFICE_CHOSEN, Erased, is_asked_about_office
from bot.lines.lifetimes import Times, line_ends, way_ends
from bot.lines.owning import MyLine
from escalation.concern import State
from escalation.rungs import Phase
from storage.productions import News

_OF_A_DAY = "no_reader_today"


def day(here: Here, on: date) -> str:
    """A day as people say it."""
    return here.say("day", day=on.day, month=here.say(f"month-{on.month}"))


def news(here: Here) -> tuple[Say, ...]:
    """What they were sent a note about, newest last: who reads from when, and a day of their unit without a reader."""
    return tuple(
        Say(here.say(f"ends-news-{dashed(one.code)}", day=day(here, one.day), reader=here.reader(one.reader)))
        for one in dict.fromkeys(here.place.book.news)
        if _is_told(here, one)
    )


def _is_told(here: Here, one: News) -> bool:
    """What is of a unit is for its people; what is of a day is over with that day, as the unit counts days."""
    book, unit = here.place.book, here.place.unit
    if one.unit and one.unit != unit.id:
        return False
    times = replace(Times.of(book, here.now), zone=unit.hours.zone if one.unit else book.zone)
    return one.code != _OF_A_DAY or one.day == times.today


def first(here: Here, mine: MyLine) -> tuple[Block, ...]:
    """What stands first on a line's page: what ends when, with what can be done about it, and that nobody answered."""
    return (*_ending(here, mine), *_unanswered(here, mine))


def _ending(here: Here, mine: MyLine) -> tuple[Block, ...]:
    sentences = tuple(Say(one, strong=True) for one in _said(here, mine))
    if mine.line.state is State.withdrawn or mine.line.pending == "withdraw":  # its words are gone already
        return ()
    return (*sentences, _acts(here, mine)) if sentences else ()


def _said(here: Here, mine: MyLine) -> Iterator[str]:
    line, alias, say = mine.line, mine.line.alias, here.say
    if line.erased_on:
        yield say("ends-announced", day=day(here, line.erased_on), alias=alias)
    elif line.closed_on:
        way, times = way_ends(line), Times.of(here.place.book, here.now)
        if way and mine.has_way:
            yield say("ends-way", day=day(here, way), alias=alias)
        yield say("ends-closed", day=day(here, line_ends(line, times)), alias=alias)


def _acts(here: Here, mine: MyLine) -> Row:
    say, token, alias = here.say, here.token(mine.access), mine.line.alias
    return Row(
        (
            Button("copy", say("line-copy"), token, say("line-copy-spoken", alias=alias)),
            Button("keep-longer", say("ends-keep"), token, say("ends-keep-spoken", alias=alias)),
            Button("end-now", say("ends-erase"), token, say("ends-erase-spoken", alias=alias)),
        )
    )


def _unanswered(here: Here, mine: MyLine) -> tuple[Block, ...]:
    """The end of the ladder: that it is our failing, help from outside, and at a `now` whether the office may know."""
    rungs = mine.line.ladder
    if rungs is None or rungs.phase is not Phase.unanswered:
        return ()
    asked = [one.count for one in mine.record if one.code == "nobody_answered"]
    lead = Say(here.say("record-nobody-answered", count=asked[-1] if asked else 0), strong=True)
    return (lead, *outside(here), *_office_asked(here, mine))


def _office_asked(here: Here, mine: MyLine) -> tuple[Block, ...]:
    line, say, alias = mine.line, here.say, mine.line.alias
    is_chosen = any(one.code in OFFICE_CHOSEN for one in mine.record)
    if is_chosen or not is_asked_about_office(line):
        return ()
    token = here.token(mine.access)
    tell = Button("tell-office", say("ends-office-tell"), token, say("ends-office-tell-spoken", alias=alias))
    leave = Button("tell-nobody", say("ends-office-leave"), token, say("ends-office-leave-spoken", alias=alias))
    return Say(say("ends-office")), Row((tell, leave))


def kept(here: Here, mine: MyLine) -> str:
    """After [Keep 90 days]: until when the line lives at least."""
    ends = line_ends(mine.line, Times.of(here.place.book, here.now))
    return here.say("ends-kept", alias=mine.line.alias, day=day(here, ends))


def before_erasing(here: Here, mine: MyLine) -> Answer:
    """Before [Erase now]: what ends, what doesn't, and one press."""
    say, token, alias = here.say, here.token(mine.access), mine.line.alias
    taken = (Say(say("ends-erase-taken")),) if mine.line.taken_by else ()
    blocks = (Say(say("ends-erase-before", alias=alias)), *taken, Say(say("ends-elsewhere"), quiet=True))
    buttons = (
        Button("end-now-yes", say("ends-erase-press"), token, say("ends-erase-spoken", alias=alias), main=True),
        Button("copy", say("line-copy"), token, say("line-copy-spoken", alias=alias)),
        Button("line", say("line-back"), token),
    )
    return Show(Page(say("ends-erase-title"), blocks, buttons))


def erased(here: Here, done: Erased) -> tuple[str, ...]:
    """After the person's own press: what is gone, until when a copy of its key may live, and what isn't erased."""
    say, alias = here.say, done.alias
    gone = say("ends-erased", alias=alias)
    readers = (say("ends-erased-readers", day=day(here, done.for_readers)),) if done.for_readers else ()
    if done.copies_end:
        copies = say("ends-copies", day=day(here, done.copies_end))
    else:
        copies = say("ends-copies-host", day=day(here, done.day))
    return (gone, *readers, copies, say("ends-elsewhere"))


def before_forgetting(here: Here) -> Answer:
    """Before "forget me now": exactly what it does and what it doesn't, and one press. The same for everybody."""
    say = here.say
    blocks = (
        Say(say("ends-forget-ways")),
        Say(say("ends-forget-keys")),
        Say(say("ends-forget-words")),
        Say(say("ends-forget-drafts")),
        Say(say("ends-forget-joined")),
        Say(say("ends-forget-copies"), quiet=True),
    )
    press = Button("forget-me-yes", say("ends-forget-press"), main=True)
    back = Button("all-lines", say("lines-all"))
    return Show(Page(say("ends-forget-title"), blocks, (press, back, Button("home", say("home-back")))))
