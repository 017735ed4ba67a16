"""A change of readers: nobody reads before they accepted and, save the very first, an acting reader said yes to them.

Everybody who joined is told who reads and who reads no more, however it came about: by a press or by the file. Lines
that were sent before have their readers fixed: whoever comes opens none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.house import House
from bot.lines.place import Account, as_reader
from bot.rota import who
from bot.rota.turn import Roll, Turn
from escalation import roster
from storage.people import Person, Reading, Roster
from storage.productions import News


class Readers:
    """The transactions on who reads."""

    def __init__(self, house: House) -> None:
        self._roll = Roll(house)

    async def accept(self, account: Account) -> bool:
        """[I accept]; whether they read from now on. The very first needs nobody's yes."""

        def work(turn: Turn) -> bool:
            tell_changes(turn)  # whoever was out in between leaves first, and with that their old lines
            me = turn.roster.at(*account)
            if me is None or not is_asked(me):
                return who.reads(me)
            others = tuple(map(as_reader, turn.roster.readers))
            acts = not roster.needs_yes(others, as_reader(me))
            me = turn.say(me, accepted=True, acting=acts, declined=False, asked_on=turn.today())
            turn.audited("reader_accepted", me.id)
            _ask_readers(turn, me)
            tell_changes(turn)
            return acts

        return await self._roll.run(work)

    async def decline(self, account: Account) -> None:
        """[No] of whoever was asked or waits for a yes. They can accept later."""

        def work(turn: Turn) -> None:
            me = turn.roster.at(*account)
            if me and (is_asked(me) or waits(me)):
                turn.say(me, accepted=False, declined=True)
                turn.audited("reader_declined", me.id)

        await self._roll.run(work)

    async def say_yes(self, account: Account, newcomer: str) -> Person | None:
        """An acting reader lets this newcomer read; None if nobody waits there or it isn't theirs to say."""

        def work(turn: Turn, by: Person, person: Person) -> None:
            turn.dm(turn.say(person, acting=True))
            turn.audited("reader_let_in", by.id)
            tell_changes(turn)

        return await self._of_newcomer(account, newcomer, work)

    async def say_no(self, account: Account, newcomer: str) -> Person | None:
        """An acting reader says no; the newcomer stays outside until they accept anew and somebody says yes."""

        def work(turn: Turn, by: Person, person: Person) -> None:
            turn.say(person, accepted=False, declined=True)
            turn.audited("reader_refused", by.id)

        return await self._of_newcomer(account, newcomer, work)

    async def _of_newcomer(
        self, account: Account, newcomer: str, work: Callable[[Turn, Person, Person], None]
    ) -> Person | None:
        def whole(turn: Turn) -> Person | None:
            tell_changes(turn)
            by, person = turn.reader(account), turn.roster.by_id(newcomer)
            if by is None or person is None or not waits(person) or not _may_say(by, person):
                return None
            work(turn, by, person)
            return person

        return await self._roll.run(whole)


def is_asked(person: Person) -> bool:
    """Whether they are to read and have not accepted."""
    reading = person.reading
    able = reading is not None and not reading.accepted
    return able and roster.reads(replace(as_reader(person), accepted=True, acting=True))


def waits(person: Person) -> bool:
    """Whether they accepted and wait for a yes."""
    reading = person.reading
    accepted = reading is not None and reading.accepted and not reading.acting
    return accepted and roster.reads(replace(as_reader(person), acting=True))


def waiting(known: Roster) -> tuple[Person, ...]:
    """Everybody who waits for an acting reader's yes."""
    return tuple(one for one in known.readers if waits(one))


def _may_say(by: Person, newcomer: Person) -> bool:
    return roster.may_say_yes(as_reader(by), as_reader(newcomer))


def look_at_readers(turn: Turn) -> None:
    """Tell of who came and who left, and ask once a day whoever hasn't answered."""
    tell_changes(turn)
    today = turn.today()
    for person in turn.roster.readers:
        reading = person.reading
        if reading is None or reading.asked_on == today:
            continue
        if is_asked(person) and not reading.declined:
            turn.dm(turn.say(person, asked_on=today))
        elif waits(person):
            _ask_readers(turn, turn.say(person, asked_on=today))


def _ask_readers(turn: Turn, newcomer: Person) -> None:
    """A message to each acting reader whose yes can let them in."""
    if waits(newcomer):
        for reader in turn.roster.readers:
            if who.reads(reader) and _may_say(reader, newcomer) and not _is_covered(turn, reader.reading):
                turn.dm(reader)


def _is_covered(turn: Turn, reading: Reading | None) -> bool:
    return reading is not None and who.is_covered(reading, turn.now)


def tell_changes(turn: Turn) -> None:
    """Tell everybody of each reader who came or left since they were last told; the lines know it at once.

    Whoever left is left out of every line of before, so that they find none of them when they are let in again.
    """
    changed = [one for one in turn.roster.people if one.announced is not who.reads(one)]
    for person in changed:
        is_first = not any(one.announced for one in turn.roster.people)
        code = "reader_leaves" if person.announced else "reader_first" if is_first else "reader_joins"
        turn.put(replace(person, announced=not person.announced))
        turn.audited(code, person.id)
        turn.announce(News(code, turn.today(), person.id), turn.house.production.id)
        if person.announced:
            turn.leave_out(person.id)
    if changed:
        turn.let_lines_know()


def know_first(turn: Turn) -> None:
    """Whoever read before anybody looked is known already: the first contact names them."""
    for person in turn.roster.readers:
        if who.reads(person):
            turn.put(replace(person, announced=True))
