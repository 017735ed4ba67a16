"""Decides who may be told: the readers of a concern in the order of its ladder, and who never learns of it.

Leaving out holds always and everywhere; a reader who writes is left out of their own line silently; nobody is a
reader who hasn't accepted or whom no acting reader has said yes to; nobody is reader and office at once.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from escalation.calendar import ALWAYS, Duty
from escalation.concern import Urgency

ReaderId = str
"""An opaque id; here nobody has a name or an address."""


class Role(StrEnum):
    """What somebody does on the production; roles add up."""

    performer = "performer"
    background = "background"
    crew = "crew"
    coordinator = "coordinator"
    backup = "backup"
    safety_contact = "safety_contact"
    office = "office"
    chaperone = "chaperone"
    guardian = "guardian"
    observer = "observer"


READING = (Role.coordinator, Role.backup, Role.safety_contact)
"""The roles that read concerns, in the order in which they are asked."""


def clash(roles: Collection[Role]) -> bool:
    """Say whether these roles can't belong to one person: a reader is never the office."""
    return Role.office in roles and any(role in roles for role in READING)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may read concerns.

    `units` is None for all units. `accepted`: they ticked that they pass nothing on. `acting`: an acting reader
    said yes to them, or they were the first. `on_set` is said to people and changes no order.
    """

    id: ReaderId
    roles: tuple[Role, ...]
    units: tuple[str, ...] | None = None
    duty: Duty = ALWAYS
    accepted: bool = False
    acting: bool = False
    on_set: bool = True


@dataclass(frozen=True, slots=True)
class About:
    """What decides who may read a concern; `unit` is None where the person named none."""

    urgency: Urgency
    unit: str | None = None
    safety: bool = False
    left_out: tuple[ReaderId, ...] = ()
    writer: ReaderId | None = None
    recused: tuple[ReaderId, ...] = ()


def reads(reader: Reader) -> bool:
    """Say whether this reader is one at present: accepted, acting, with a reading role and no clash."""
    return reader.accepted and reader.acting and _rank(reader) < len(READING) and not clash(reader.roles)


def readers_for(readers: Collection[Reader], about: About) -> tuple[Reader, ...]:
    """Give the readers of a concern in ladder order: coordinators, backups, then the safety contact.

    Among equals the given order (the unit's) holds. Empty means that nobody is left, and that the person must be
    told so before anything is sent; it is always empty for `record`.
    """
    if about.urgency is Urgency.record:
        return ()
    return tuple(sorted((reader for reader in readers if _may_read(reader, about)), key=_rank))


def _may_read(reader: Reader, about: About) -> bool:
    return (
        reads(reader)
        and reader.id not in (about.writer, *about.left_out, *about.recused)
        and (about.unit is None or reader.units is None or about.unit in reader.units)
        and (about.safety or READING[_rank(reader)] is not Role.safety_contact)
    )


def _rank(reader: Reader) -> int:
    return next((rank for rank, role in enumerate(READING) if role in reader.roles), len(READING))


def may_know(
    reader: ReaderId,
    concern_readers: Collection[ReaderId],
    left_out: Collection[ReaderId] = (),
    recused: Collection[ReaderId] = (),
) -> bool:
    """Say whether this id may learn that the concern exists. `left_out` includes a reader who wrote."""
    return reader in concern_readers and reader not in left_out and reader not in recused


class Way(StrEnum):
    """How readers are asked: a card in their channel and a message each, or messages only."""

    card = "card"
    direct = "direct"


def card_or_direct(channel_members: Collection[str] | None, may_know_of_it: Collection[ReaderId]) -> Way:
    """Say whether a card may stand in the channel: only if everybody who is in it may know of the concern.

    Members who are nobody on the roster stand there by any string that is no reader's id. A channel that is
    empty, or whose members can't be learnt (None), gets no card.
    """
    if not channel_members or strangers(channel_members, may_know_of_it):
        return Way.direct
    return Way.card


def strangers(channel_members: Collection[str], readers: Collection[ReaderId]) -> tuple[str, ...]:
    """Give the members of a channel who aren't among these readers, in the channel's order."""
    return tuple(member for member in channel_members if member not in readers)


@dataclass(frozen=True, slots=True)
class Cover:
    """A reader is where no phones are, until a time, or until they say so (None).

    `guessed`: nobody said it, two rings at `now` went unanswered.
    """

    reader: ReaderId
    until: datetime | None = None
    guessed: bool = False


def is_covered(cover: Cover | None, at: datetime) -> bool:
    """Say whether a reader with this cover is covered at this instant; the end itself is free again."""
    return cover is not None and (cover.until is None or at < cover.until)


def needs_yes(readers: Collection[Reader], newcomer: Reader) -> bool:
    """Say whether a newcomer waits for an acting reader's yes: always, save for the very first reader."""
    return any(reads(reader) for reader in readers if reader.id != newcomer.id)


def may_say_yes(by: Reader, newcomer: Reader) -> bool:
    """Say whether `by` may let this newcomer read: an acting reader may, never for themselves or a clash."""
    return reads(by) and by.id != newcomer.id and not clash(newcomer.roles)
