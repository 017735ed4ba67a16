"""A person's own check-ins: what they were asked, whose cast id they have, and what they wish not to be asked.

Nothing here writes down an answer. Having what one needs, closing the page and silence are the same: nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from bot.checkins import known
from bot.checkins.check_in_posts import of_batch
from bot.checkins.replanning import Moment, ask_who_they_are, replan
from bot.house import House
from bot.lines.place import Account
from escalation.checkins import CheckIn, Wishes
from escalation.occasions import Occasion
from storage import people, productions
from storage.checkins import Stage
from storage.people import Person, Roster
from storage.store import Tx

_NOBODY: Final = Wishes()


@dataclass(frozen=True, slots=True)
class MyCheckIns:
    """What stands open for somebody: their check-ins, newest first, with the occasions these are about.

    `unsure`: cast ids that somebody says are theirs, and that they are asked about.
    """

    asked: tuple[CheckIn, ...] = field(repr=False, default=())
    occasions: tuple[Occasion, ...] = field(repr=False, default=())
    unsure: tuple[str, ...] = field(repr=False, default=())
    wishes: Wishes = field(repr=False, default=_NOBODY)


class Own:
    """What the person's desk may do about their own check-ins."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def look(self, account: Account) -> MyCheckIns:
        """What they were asked and may still answer; empty for somebody whom nobody asked anything."""
        production = self._house.production

        def work(tx: Tx) -> MyCheckIns:
            found = known.read(tx, production)
            me = found.roster.at(*account)
            if me is None:
                return MyCheckIns()
            sent = (one for one in found.batches if one.stage is not Stage.waiting)
            mine = [one for batch in sent for one in of_batch(found, batch) if one.person == me.id]
            ids = {about.occasion for one in mine for about in one.about}
            about = tuple(one for one in found.occasions if one.id in ids)
            return MyCheckIns(tuple(reversed(mine)), about, me.unsure, me.wishes)

        return await self._house.store.read(work)

    async def wish(self, account: Account, wishes: Wishes) -> None:
        """Mute a kind, an occasion or everything, or ask to be asked a week later: it shows nowhere but here."""
        await self._changed(account, lambda me: replace(me, wishes=wishes), replans=False)

    async def confirm(self, account: Account, cast_id: str) -> None:
        """They are it, and are asked from now on. Twice is fine."""

        def confirmed(me: Person) -> Person:
            return replace(me, unsure=_without(me.unsure, cast_id), joined=True)

        await self._changed(account, confirmed, replans=True)

    async def deny(self, account: Account, cast_id: str) -> None:
        """They aren't: to the office the id needs a visit again."""

        def denied(me: Person) -> Person:
            return replace(me, unsure=_without(me.unsure, cast_id), cast_ids=_without(me.cast_ids, cast_id))

        await self._changed(account, denied, replans=True)

    async def _changed(self, account: Account, change: Callable[[Person], Person], *, replans: bool) -> None:
        await change_people(self._house, lambda one: change(one) if one.is_at(*account) else one, replans=replans)


async def link(house: House, cast_id: str, person_id: str) -> None:
    """The office says that this cast id is theirs. They get one note, and are asked of it once they have said yes."""

    def linked(person: Person) -> Person:
        if cast_id in person.cast_ids:
            return person
        return replace(person, cast_ids=(*person.cast_ids, cast_id), unsure=(*person.unsure, cast_id))

    await change_people(house, lambda one: linked(one) if one.id == person_id else one, replans=True)


async def unlink(house: House, cast_id: str) -> None:
    """The office says that this cast id is nobody's at present: it needs a visit."""

    def unlinked(person: Person) -> Person:
        return replace(person, unsure=_without(person.unsure, cast_id), cast_ids=_without(person.cast_ids, cast_id))

    await change_people(house, unlinked, replans=True)


async def change_people(house: House, change: Callable[[Person], Person], *, replans: bool) -> None:
    """Change whom this changes on the roster; the page keeps its key where nothing differs.

    Whoever has a cast id to say yes to that they didn't have before gets a note.
    """
    production, moment = house.production, Moment(house.clock.now(), house.entropy.bytes(16))
    (spare,) = await house.content_keys(1)

    def work(tx: Tx) -> None:
        new: list[str] = []

        def changed(roster: Roster) -> Roster:
            after = tuple(map(change, roster.people))
            pairs = zip(roster.people, after, strict=True)
            new.extend(now.id for was, now in pairs if set(now.unsure) - set(was.unsure))
            return Roster(after)

        if replans:
            productions.hold(tx, production)
        people.attend(tx, production, spare, changed)
        if replans:
            found = known.read(tx, production)
            for person in new:
                ask_who_they_are(tx, production, person, moment, found.book.zone)
            replan(tx, production, found, moment)

    await house.store.write(work)
    house.wake()


def _without(ids: tuple[str, ...], gone: str) -> tuple[str, ...]:
    return tuple(one for one in ids if one != gone)
