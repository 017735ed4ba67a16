"""What the application of a file did and what it waits for, in sentences for whoever runs this Ghostlight."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Final, TypeVar

from bot.lines.place import as_reader
from bot.operator.state import State
from escalation.roster import needs_yes, reads
from storage.people import Person
from storage.productions import Book, Channel

T = TypeVar("T", bound=Hashable)
AS_FIRST: Final = "they press [No] and accept once more in their own chat, and are the first then"
"""What somebody does who accepted, and waits for a yes that nobody is there to say."""
_RUN_AGAIN: Final = "A channel has changed: stop `ghostlight run` and start it again, since it keeps to the old one."


def done(before: State, after: State) -> tuple[str, ...]:
    """What is different now: readers by name, everything else by number."""
    readers = _readers(before), _readers(after)
    told = [f"{name} is to read concerns." for name in _added(*readers)]
    told += [f"{name} is no reader any more." for name in _added(*reversed(readers))]
    told += [f"{name} has other duty, channels or words." for name in _changed(*readers)]
    told += [_widened(name) for name in _stopped(*readers)]
    told += _counted("unit", {one.id: one for one in before.units}, {one.id: one for one in after.units})
    told += _counted("person", _others(before), _others(after))
    told += _counted("occasion", {one.id: one for one in before.occasions}, {one.id: one for one in after.occasions})
    return (*_book(before, after), *told)


def waiting(after: State) -> tuple[str, ...]:
    """What has to happen before everybody in the file reads."""
    readers = [as_reader(one) for one in after.roster.readers]
    told = []
    for person in after.roster.readers:
        reader = as_reader(person)
        if reads(reader):
            continue
        steps = [] if reader.accepted else ["they accept in their own chat"]
        steps += ["an acting reader says yes"] if needs_yes(readers, reader) and not reader.acting else []
        told.append(f"{person.name} reads from when {' and '.join(steps or [AS_FIRST])}.")
    if len(told) > 1 and not any(reads(one) for one in readers):
        told.append("The first of them to accept reads at once; each other needs a yes of somebody who reads already.")
    return tuple(told)


def _book(before: State, after: State) -> list[str]:
    was, now = before.book, after.book
    told = {
        "Help from outside has changed.": was.outside != now.outside,
        "Waiting times have changed: how long a reader has before the next one is asked.": was.policies != now.policies,
        _RUN_AGAIN: _channels(was) != _channels(now),
    }
    return [sentence for sentence, is_so in told.items() if is_so]


def _channels(book: Book) -> tuple[Channel | None, ...]:
    return book.readers_channel, book.office_channel, book.door.channel if book.door else None


def _readers(state: State) -> dict[str, Person]:
    return {one.id: one for one in state.roster.readers}


def _others(state: State) -> dict[str, Person]:
    """Those whom the file names and who read nothing."""
    return {one.id: one for one in state.roster.people if one.key and one.reading is None}


def _added(before: Mapping[str, Person], after: Mapping[str, Person]) -> Iterable[str]:
    return (after[one].name for one in after if one not in before)


def _changed(before: Mapping[str, Person], after: Mapping[str, Person]) -> Iterable[str]:
    return (after[one].name for one in after if one in before and after[one] != before[one])


def _stopped(before: Mapping[str, Person], after: Mapping[str, Person]) -> Iterable[str]:
    """Readers who read before and wait for a yes now."""
    both = ((before[one], after[one]) for one in after if one in before)
    return (now.name for was, now in both if reads(as_reader(was)) and not reads(as_reader(now)))


def _widened(name: str) -> str:
    return (
        f"{name} was to read more than before, so an acting reader has to say yes to it: until then {name} reads "
        "nothing, and lines sent before stay closed to them."
    )


def _counted(what: str, before: Mapping[str, T], after: Mapping[str, T]) -> list[str]:
    changed = sum(one in before and before[one] != after[one] for one in after)
    added, removed = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    numbers = {"added": added, "changed": changed, "removed": removed}
    return [f"{number} {_many(what, number)} {verb}." for verb, number in numbers.items() if number]


def _many(what: str, number: int) -> str:
    many = {"person": "people"}.get(what, f"{what}s")
    return what if number == 1 else many
