"""What one delivery needs to know, read in one snapshot: the card's line, a reader's address, the person's route."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.house import House
from bot.lines.place import Account, as_reader, find_place, unit_of
from bot.text.catalog import spoken_language
from escalation import ladder, roster
from escalation.calendar import in_hours, round_up, wrap_after
from escalation.concern import Follow, State, Urgency, was_posted
from escalation.roster import Way
from escalation.rungs import Phase, available_from, callable_rungs
from storage import concerns, ledger
from storage.agenda import Entry
from storage.lines import Line
from storage.store import Tx

_UNKNOWN = "somebody else"


@dataclass(frozen=True, slots=True)
class LineCard:
    """What a line's card is made of: never a word of anybody's.

    `due` and `now` are in the zone of the line's unit; `names_zone`: people with other clocks read it too.
    `calls`: accounts in the channel's own workspace of those who are asked about it now and may be written to.
    """

    concern: bytes
    line: Line = field(repr=False)
    channel: tuple[str, str, str]
    language: str
    due: datetime | None
    now: datetime
    names_zone: bool
    readers: dict[Account, str] = field(repr=False)
    calls: tuple[str, ...] = field(repr=False, default=())

    @property
    def is_due_today(self) -> bool:
        """Whether it is due on the day that it is now where its unit is."""
        return self.due is None or self.due.date() == self.now.date()

    def may_stand(self, members: frozenset[Account]) -> bool:
        """Whether everybody who is in the channel may know of this line."""
        able = [one for one in self._readers if one not in self.line.recused]
        return self._are_among(members, able)

    def may_be_opened(self, members: frozenset[Account]) -> bool:
        """Whether the card may be opened among these: whoever stepped back knows of it, and is no stranger."""
        return self._are_among(members, self._readers)

    @property
    def _readers(self) -> tuple[str, ...]:
        """Its readers, without who reads no more."""
        return tuple(one for one in self.line.readers if one not in self.line.left_out)

    def _are_among(self, members: frozenset[Account], readers: Iterable[str]) -> bool:
        """Whether all of them may know of it. Whoever was left out counts as there, also while they are away.

        Coming back they would see a card vanish, and know by that whose it was.
        """
        known = [self.readers.get(member, _UNKNOWN) for member in members]
        known += [one for one in self.readers.values() if one in self.line.left_out]
        return roster.card_or_direct(known, tuple(readers)) is Way.card


@dataclass(frozen=True, slots=True)
class To:
    """Where something goes, for one send."""

    id: str
    account: Account = field(repr=False)
    language: str = field(repr=False)
    urgent: bool = False
    ring_url: str = field(repr=False, default="")


class Sending:
    """The look-ups of delivery."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def card(self, entry: Entry) -> LineCard | None:
        """The line of a card that is due; None if it is gone or was never released."""
        return await self.card_of(entry.subject)

    async def card_of(self, subject: bytes) -> LineCard | None:
        """The line of a card; None if it is gone or was never released."""

        def work(tx: Tx) -> LineCard | None:
            production = self._house.production
            concern = concerns.find(tx, production, subject)
            if concern is None or not was_posted(concern.line.state):
                return None
            place = find_place(tx, production, ("", "", ""))
            line, channel = concern.line, place.book.readers_channel
            now, zone = self._house.clock.now(), ZoneInfo(unit_of(tx, production, line.unit).hours.zone)
            asked = _asked_now(line, now)
            here = (channel.platform, channel.workspace)
            due = line.promise or (ladder.promised_by(line.ladder) if line.ladder else None)
            is_exact = line.urgency is Urgency.now
            return LineCard(
                concern.id,
                line,
                (channel.platform, channel.workspace, channel.channel),
                spoken_language(place.book.language),
                due and (due if is_exact else round_up(due)).astimezone(zone),
                now.astimezone(zone),
                place.several_clocks(due or now),
                {(one.platform, one.workspace, one.user): one.id for one in place.roster.readers},
                tuple(
                    one.user
                    for one in place.roster.readers
                    if one.id in asked and (one.platform, one.workspace) == here
                ),
            )

        return await self._house.store.read(work)

    async def reader(self, entry: Entry) -> To | None:
        """The reader of a rung; None if nothing needs to be asked of them any more."""

        def work(tx: Tx) -> To | None:
            concern = concerns.find(tx, self._house.production, entry.subject)
            if concern is None or not _asks(concern.line, entry.step):
                return None
            place = find_place(tx, self._house.production, ("", "", ""))
            asked = concern.line.readers[entry.step]
            person = place.roster.by_id(asked)
            if person is None or not roster.reads(as_reader(person)):
                return None
            if asked in (*concern.line.recused, *concern.line.left_out):
                return None
            language = spoken_language(person.language, place.book.language)
            urgent = entry.lane == 0
            ring_url = person.reading.ring_url if person.reading else ""
            return To(asked, (person.platform, person.workspace, person.user), language, urgent, ring_url)

        return await self._house.store.read(work)

    async def person(self, entry: Entry) -> To | datetime | None:
        """The route of the one who wrote; None without one; a time if they don't want to be written to before it."""
        now = self._house.clock.now()

        def work(tx: Tx) -> To | datetime | None:
            production = self._house.production
            concern = concerns.find(tx, production, entry.subject)
            handle = concerns.handle_of(tx, production, entry.subject) if concern else None
            route = ledger.route_of(tx, production, handle) if handle else None
            if concern is None or route is None:
                return None
            hours = unit_of(tx, production, concern.line.unit).hours
            if concern.line.follow is Follow.not_while_we_shoot and in_hours(hours, now):
                return wrap_after(hours, now)
            return To("", (route.platform, route.workspace, route.user), route.language)

        return await self._house.store.read(work)


def _asks(line: Line, step: int) -> bool:
    """Whether this reader may still be asked: not once the line is over, or while it lies in another's hands."""
    if line.state in _QUIET or step >= len(line.readers):
        return False
    rungs = line.ladder
    is_held = rungs is not None and rungs.phase in (Phase.taken, Phase.answered)
    return not is_held or rungs is None or rungs.holder in (None, line.readers[step])


def _asked_now(line: Line, now: datetime) -> frozenset[str]:
    """Whose turn it is, or who has it; nobody who is off duty, covered, out of it or has it quiet.

    Of a `now` that asks, nobody: it rings each of them by themselves, and a list of all would tell who was left out.
    """
    rungs = line.ladder
    is_rung = line.urgency is Urgency.now and rungs is not None and rungs.phase not in (Phase.taken, Phase.answered)
    if rungs is None or rungs.phase is Phase.still or is_rung:
        return frozenset()
    asked = callable_rungs(rungs)
    if rungs.phase in (Phase.taken, Phase.answered):
        asked = tuple(one for one in asked if one.reader == rungs.holder)
    elif rungs.turn is not None:
        asked = tuple(one for one in asked if rungs.turn.asked and one.reader == rungs.turn.reader)
    if line.urgency is not Urgency.now:
        asked = tuple(one for one in asked if available_from(one, now) == now)
    quiet = {*line.recused, *line.left_out, *line.muted}
    return frozenset(one.reader for one in asked if one.reader not in quiet)


_QUIET = (State.withdrawn, State.closed, State.draft)
