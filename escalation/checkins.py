"""Decides whom to ask, about what and when: check-ins, as a pure function of schedule, people and time.

What anybody answered is no argument of anything here, so nothing can depend on it: having what one needs, closing the
page and silence leave the same traces, which is none. What a person muted or asked for changes their own check-ins
alone, and neither a minute, a number nor a word of anybody else's.

Call `plan` after every change of the schedule, and let what it gives take the place of what was pending.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from escalation.call_times import dated
from escalation.checkin_messages import Message, messages
from escalation.checkin_minutes import Piece, pieces
from escalation.checkin_pending import Sent, pending
from escalation.checkin_people import Linked, People, PersonId
from escalation.checkin_plans import SLOTS, Moment, Plan, Rules, Sentence, Slot
from escalation.occasions import CARERS, Flag, Kind, Occasion, Schedule


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person said of their own check-ins: kept with them, seen by nobody.

    `again`: occasions after which they asked to be asked a week later.
    """

    everything: bool = False
    kinds: tuple[Kind, ...] = ()
    occasions: tuple[str, ...] = ()
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who may be asked, and what they said of it."""

    linked: Linked
    wishes: Wishes = Wishes()


@dataclass(frozen=True, slots=True)
class Delivered:
    """One person was asked about one occasion at one moment; it says nothing of what came of it.

    Also what is just being sent is delivered.
    """

    person: PersonId
    occasion: str
    moment: Moment
    edition: int
    at: datetime


@dataclass(frozen=True, slots=True)
class About:
    """One occasion of a check-in.

    `size`: how many people are asked about it, this one too; of 1 it is said that words go by name, of 2-4 the number.
    `everyone`: all of them get it at the same minute, so that this may be said. `sentences` are the same for all.
    """

    occasion: str
    edition: int
    moments: tuple[Moment, ...]
    size: int
    everyone: bool
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One person is asked at one minute about the occasions of one day; the message itself never says which."""

    person: PersonId
    at: datetime
    on: date
    slot: Slot
    about: tuple[About, ...]


def plan(
    schedule: Schedule,
    people: Collection[Asked],
    delivered: Collection[Delivered],
    now: datetime,
    plans: Mapping[Flag, Plan],
    rules: Rules,
) -> tuple[CheckIn, ...]:
    """Give every check-in from `now` on, in the order of time.

    `schedule` has all occasions of the production, also those without a flag: they say when people rest.
    """
    known = dated(schedule)
    crowd = People(known, [one.linked for one in people], rules.rest)
    planned = messages(pieces(known, crowd, plans, rules), rules)
    told, kinds = _Told(planned, plans), {one.id: one.kind for one in schedule.occasions}
    sent, mine = _by_person(delivered), _of_each(planned)
    found = [
        check_in
        for one in people
        if one.linked.id in mine
        for left in pending(mine[one.linked.id], sent.get(one.linked.id, {}), crowd.rest(one.linked.id), now, rules)
        if (check_in := wished(told.check_in(left), kinds, one.wishes)).about
    ]
    return tuple(sorted(found, key=lambda one: (one.at, one.person, one.on, one.slot)))


def _by_person(delivered: Iterable[Delivered]) -> Mapping[PersonId, Sent]:
    found: dict[PersonId, dict[tuple[str, Moment], tuple[int, datetime]]] = {}
    for one in sorted(delivered, key=lambda one: one.edition):
        found.setdefault(one.person, {})[one.occasion, one.moment] = one.edition, one.at
    return found


def _of_each(planned: Iterable[Message]) -> dict[PersonId, list[Message]]:
    found: dict[PersonId, list[Message]] = {}
    for message in sorted(planned, key=lambda one: (one.at, one.on, one.slot)):
        found.setdefault(message.person, []).append(message)
    return found


def wished(check_in: CheckIn, kinds: Mapping[str, Kind], wishes: Wishes) -> CheckIn:
    """Leave out what this person muted, and a week later what they didn't ask for; it may be about nothing then.

    `kinds` are those of occasions by id; one that isn't there any more is left out.
    """
    about = tuple(
        one
        for one in check_in.about
        if not wishes.everything
        and one.occasion not in wishes.occasions
        and one.occasion in kinds
        and kinds[one.occasion] not in wishes.kinds
        and (check_in.slot is not Slot.asked_for or one.occasion in wishes.again)
    )
    return replace(check_in, about=about)


Group = tuple[str, Slot, bool]
"""Everybody who is asked about one occasion in one slot; carers apart."""


class _Told:
    """Knows of each group how many they are, whether they share a minute, and which sentences they are offered."""

    def __init__(self, planned: Iterable[Message], plans: Mapping[Flag, Plan]) -> None:
        self._plans = plans
        self._abouts: dict[tuple[str, frozenset[tuple[Moment, bool]], datetime], About] = {}
        self._minutes: dict[Group, dict[PersonId, datetime]] = {}
        for message in planned:
            for piece in message.pieces:
                self._minutes.setdefault(_group(piece), {})[message.person] = message.at

    def check_in(self, message: Message) -> CheckIn:
        """Give a message as what it is for the person."""
        by_occasion: dict[str, list[Piece]] = {}
        for piece in message.pieces:
            by_occasion.setdefault(piece.dated.occasion.id, []).append(piece)
        about = [self._same(message, found) for found in by_occasion.values()]
        return CheckIn(message.person, message.at, message.on, message.slot, tuple(sorted(about, key=_by_id)))

    def _same(self, message: Message, found: list[Piece]) -> About:
        """Give what is the same for everybody who shares these moments and this minute, worked out once."""
        asked = frozenset((piece.moment, piece.carer) for piece in found)
        key = (found[0].dated.occasion.id, asked, message.at)
        if key not in self._abouts:
            self._abouts[key] = self._about(message, found)
        return self._abouts[key]

    def _about(self, message: Message, found: list[Piece]) -> About:
        occasion, groups = found[0].dated.occasion, {_group(piece) for piece in found}
        minutes = [self._minutes[group] for group in groups]
        return About(
            occasion.id,
            occasion.edition,
            tuple(moment for moment in Moment if any(piece.moment is moment for piece in found)),
            min(len(one) for one in minutes),
            all(set(one.values()) == {message.at} for one in minutes),
            self._sentences(occasion, groups),
        )

    def _sentences(self, occasion: Occasion, groups: set[Group]) -> tuple[Sentence, ...]:
        offered = [
            sentence
            for flag in Flag
            if flag in occasion.flags and any(_is_asked(self._plans[flag], group) for group in groups)
            for sentence in self._plans[flag].sentences
        ]
        return tuple(dict.fromkeys(offered))


def _group(piece: Piece) -> Group:
    return piece.dated.occasion.id, piece.slot, piece.carer


def _is_asked(plan: Plan, group: Group) -> bool:
    _, slot, carer = group
    return any(
        SLOTS[step.moment] is slot and any((part in CARERS) is carer for part in step.parts) for step in plan.steps
    )


def _by_id(about: About) -> str:
    return about.occasion
