"""Whose line is it: the one check that stands before everything a person does to a line.

A person owns a line while the ledger's slot says so, or while they come with its six words. A token on an old page is
not enough: after *forget the way back to me* it leads nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.lines.place import Account
from escalation.concern import Act, State, move
from storage import concerns, ledger
from storage.concerns import Concern
from storage.keys import Production
from storage.ledger import Route
from storage.lines import Line, Noted, Said, Voice
from storage.store import Tx


class NoSuchLine(Exception):  # the same answer whether it never was, is over, or isn't theirs
    """There is no such line for whoever asks."""


@dataclass(frozen=True, slots=True)
class Access:
    """How somebody came to a line: by their account, or by its key."""

    concern: bytes
    by_key: bool = False


@dataclass(frozen=True, slots=True)
class MyLine:
    """A line as its own person sees it: their words, answers that have left, the record."""

    access: Access
    line: Line = field(repr=False)
    said: tuple[tuple[int, Said], ...] = field(repr=False)
    record: tuple[Noted, ...] = field(repr=False)
    has_way: bool = field(repr=False)

    @property
    def words(self) -> str:
        """The first words, empty when they are erased."""
        return next((said.words for _, said in self.said if said.voice is Voice.PERSON), "")

    @property
    def is_draft(self) -> bool:
        """Whether it was never sent: it has no name yet, and nobody who could read it."""
        return self.line.state is State.draft

    @property
    def news(self) -> bool:
        """Whether the last word on it is a reader's."""
        return bool(self.said) and self.said[-1][1].voice is Voice.READER


def own(tx: Tx, production: Production, account: Account, access: Access, *, lock: bool = False) -> Concern:
    """The person's own line. Raises NoSuchLine for everything else, after the same reads."""
    mine = {slot.handle for slot in ledger.handles_of(tx, production, Route(*account))}
    concern = concerns.find(tx, production, access.concern, lock=lock)
    if concern is None:
        raise NoSuchLine
    owned = bool(concern.line.mailbox) if access.by_key else _handle(tx, production, concern) in mine
    if not owned:
        raise NoSuchLine
    return concern


def _handle(tx: Tx, production: Production, concern: Concern) -> bytes | None:
    return concerns.handle_of(tx, production, concern.id)


def has_way(tx: Tx, production: Production, concern: Concern) -> bool:
    """Whether somebody can still be reached about it."""
    handle = _handle(tx, production, concern)
    return handle is not None and ledger.route_of(tx, production, handle) is not None


def view(tx: Tx, production: Production, access: Access, concern: Concern) -> MyLine:
    """The line as its person may see it."""
    waiting = concern.line.waiting
    seen = tuple(
        (at, said)
        for at, said in concerns.said(tx, production, concern)
        if at not in concern.line.hidden
        if said.voice is Voice.PERSON or (said.voice is Voice.READER and at not in waiting)
    )
    record = concerns.record(tx, production, concern)
    return MyLine(access, concern.line, seen, record, has_way(tx, production, concern))


def moved(line: Line, act: Act) -> Line:
    """The line after an act. Raises escalation's NotNow where it can't happen."""
    return replace(line, state=move(line.state, act))


def noted(  # noqa: PLR0913 - one step of a record has these parts
    tx: Tx,
    production: Production,
    concern: Concern,
    code: str,
    at: datetime,
    *,
    reader: str = "",
    until: datetime | None = None,
) -> None:
    """Add a step to the person's record."""
    concerns.note(tx, production, concern, Noted(code, at, reader, until))


OVER = (State.withdrawn, State.closed)
"""Where nothing more is asked of anybody."""
