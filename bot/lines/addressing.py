"""Addressing a line: its name, its readers, its wait and its ladder, fixed in the transaction that sends it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.lines.lifetimes import Times, sent_ends
from bot.lines.owning import moved
from bot.lines.place import Place, as_reader
from escalation import ladder, waits
from escalation.calendar import in_hours, round_up, wrap_after
from escalation.concern import Act, Basis, Follow, Moment, TheyKnow, Urgency, Wish
from escalation.roster import About, is_covered
from escalation.rungs import Ladder
from storage.lines import Line, Noted
from storage.people import Person
from storage.productions import Book


class NobodyLeft(Exception):
    """Everybody who reads here was left out; nothing was sent, and the words are kept as a draft."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """The preview's lines that can be changed; the defaults are what most people want."""

    follow: Follow = Follow.any_time
    wish: Wish = Wish.talk_first
    basis: Basis = Basis.unsaid
    occasion: str = ""
    after_wrap: bool = False
    name_shown: str = field(repr=False, default="")

    @classmethod
    def of(cls, line: Line) -> Wishes:
        """What was chosen for a draft so far."""
        return cls(line.follow, line.wish, line.basis, line.occasion, line.after_wrap)


@dataclass(frozen=True, slots=True)
class More:
    """What a person can say besides: to whom it may go, who must not learn of it, whether whom it is about knows."""

    pass_to: str = field(repr=False, default="")
    keep_from: str = field(repr=False, default="")
    they_know: TheyKnow = TheyKnow.unsaid


def chosen(line: Line, wishes: Wishes, more: More | None = None) -> Line:
    """A draft with what was chosen beside its words."""
    if more:
        line = replace(line, pass_to=more.pass_to, keep_from=more.keep_from, they_know=more.they_know)
    return replace(
        line,
        follow=wishes.follow,
        wish=wishes.wish,
        basis=wishes.basis,
        occasion=wishes.occasion,
        after_wrap=wishes.after_wrap,
    )


@dataclass(frozen=True, slots=True)
class Sending:
    """The moment of sending: when, the dice of the wait, the name drawn, and the call it is about."""

    now: datetime
    roll: float
    alias: str
    call: datetime | None = None


def urgency_of(line: Line, sending: Sending) -> Urgency:
    """`before_scene` without a call that lies ahead is asked like `today`."""
    ahead = sending.call is not None and sending.call > sending.now
    return Urgency.today if line.urgency is Urgency.before_scene and not ahead else line.urgency


def addressed(place: Place, line: Line, wishes: Wishes, sending: Sending) -> Line:
    """The line as it is sent. Raises NobodyLeft if all who could read it were left out."""
    urgency = urgency_of(line, sending)
    unit = place.unit_by_id(line.unit)
    able = place.all_readers(About(Urgency.today, unit.id, safety=True))
    asked = tuple(one for one in able if one.id in line.readers and one != place.me)
    wanted = {one.id for one in asked}
    if not asked and urgency is not Urgency.record:
        raise NobodyLeft
    leaves = _leaves(place, urgency, unit.id, wishes, sending)
    times = Times.of(place.book, sending.now)
    return replace(
        moved(chosen(line, wishes), Act.save),
        alias=sending.alias,
        urgency=urgency,
        unit=unit.id,
        readers=tuple(one.id for one in asked),
        left_out=tuple(one.id for one in able if one.id not in wanted),
        leaves_at=leaves,
        ends_at=times.night(sent_ends(leaves, times)),
        ladder=_ladder(place.book, urgency, Moment(leaves, unit.hours, sending.call), asked),
        name_shown=wishes.name_shown,
    )


def _leaves(place: Place, urgency: Urgency, unit_id: str, wishes: Wishes, sending: Sending) -> datetime:
    hours, now = place.unit_by_id(unit_id).hours, sending.now
    wrap = wrap_after(hours, now) if wishes.after_wrap and urgency is not Urgency.now else None
    if wrap:
        return waits.after_wrap(wrap, sending.roll)
    origin = waits.concern_origin(in_hours=in_hours(hours, now))
    left = sending.call - now if sending.call else None
    return now + waits.wait(urgency, origin, left, sending.roll)


def _ladder(book: Book, urgency: Urgency, moment: Moment, asked: tuple[Person, ...]) -> Ladder | None:
    if urgency is Urgency.record:
        return None
    covers = [one.reading.cover for one in asked if one.reading and one.reading.cover]
    standing = [cover for cover in covers if is_covered(cover, moment.at)]
    return ladder.released(urgency, moment, map(as_reader, asked), standing, book.policy(urgency))


def first_step(line: Line, now: datetime) -> Noted:
    """The first step of a line's record: what goes out at once doesn't wait, and a note of one's own goes nowhere."""
    if line.ladder is None:
        return Noted("kept", now)
    return Noted("saved_now", now) if line.leaves_at <= now else Noted("saved", now, until=round_up(line.leaves_at))
