"""Carries out what a ladder decided: rows on the agenda for readers and person, and steps in the person's record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from bot.house import House
from bot.lines import agenda_kinds as kinds
from escalation import rungs
from escalation.concern import Act, State, Urgency, move
from storage import concerns
from storage.concerns import Concern
from storage.lines import Line, Noted
from storage.store import Tx

_Told = rungs.TellClimbed | rungs.PromisePassed | rungs.OutsideHelpAgain | rungs.OfferHold | rungs.EndReached


@dataclass(slots=True)
class Carrier:
    """One line in one transaction, and the row ids drawn for it. `line` is how it stands after the steps."""

    tx: Tx = field(repr=False)
    house: House = field(repr=False)
    concern: Concern
    now: datetime
    ids: Iterator[bytes] = field(repr=False)
    line: Line = field(repr=False)
    note_at: datetime
    told: bool = False

    def plan(self, kind: str, at: datetime, step: int = 0) -> None:
        """Put something on the agenda."""
        lane = kinds.lane_of(self.line.urgency)
        row_id, production = next(self.ids), self.house.production
        kinds.plan(self.tx, production, row_id, kind, self.concern.id, at, lane=lane, step=step)

    def note(self, code: str, reader: str = "", until: datetime | None = None, count: int = 0) -> None:
        """A step of the person's record, and one neutral note for all steps of this decision.

        The note takes the wait of an answer: at the same moment as a reader's message it would show whose phone rings.
        """
        self._noted(Noted(code, self.now, reader, until, count))
        if not self.told:
            self.plan(kinds.NOTE, self.note_at)
            self.told = True

    def _noted(self, noted: Noted) -> None:
        """A step of the person's record that no note tells them of."""
        concerns.note(self.tx, self.house.production, self.concern, noted)

    def ask(self, *readers: str) -> None:
        """A DM to each who hasn't muted this line; for a `now` the second way rings too.

        Where others than whoever had it are asked, it is nobody's any more: they may take it.
        """
        if self.line.taken_by and set(readers) - {self.line.taken_by}:
            self.lapse()
        ways = (kinds.ASK, kinds.RING) if self.line.urgency is Urgency.now else (kinds.ASK,)
        for reader in readers:
            if reader not in self.line.muted:
                for way in ways:
                    self._ask(way, reader)

    def _ask(self, way: str, reader: str) -> None:
        step, production = self.line.readers.index(reader), self.house.production
        kinds.plan_asking(self.tx, production, next(self.ids), way, self.concern, self.now, step=step)

    def _why(self, skip: rungs.Skip) -> str:
        """Why they were passed over; of a cover that nobody said it is said that they don't answer."""
        rung = rungs.rung_of(self.line.ladder, skip.reader) if self.line.ladder else None
        is_guessed = rung is not None and rung.cover is not None and rung.cover.guessed
        return "not_answering" if is_guessed and skip.why is rungs.Why.covered else skip.why

    def lapse(self) -> None:
        """Nobody has it any more: the promise has passed."""
        held = self.line.state in (State.taken, State.talking, State.agreed)
        state = move(self.line.state, Act.lapse) if held else self.line.state
        self.line = replace(self.line, state=state, taken_by="", promise=None)

    def carry_out(self, step: rungs.Step) -> None:
        """Do one step of a decision: what asks a reader, or what is told to the person."""
        match step:
            case rungs.Ask(reader=reader):
                self._noted(Noted("reader_asked", self.now, reader))
                self.ask(reader)
            case rungs.Nudge(reader=reader):
                self.ask(reader)
            case rungs.RingAll(readers=readers):
                self._noted(Noted("rung", self.now, count=len(readers)))
                self.ask(*readers)
            case rungs.AskAgain(readers=readers):
                self.ask(*readers)
            case rungs.CountCovered(readers=readers):
                for reader in readers:
                    self._ask(kinds.COVERED, reader)
            case _:
                self._tell(step)

    def _tell(self, step: _Told) -> None:
        match step:
            case rungs.TellClimbed():
                for skip in step.skipped:
                    self.note(f"skipped_{self._why(skip)}", skip.reader)
                self.note("asked", step.reader, step.next_time)
            case rungs.PromisePassed():
                self.note("promise_passed", step.reader)
                self.lapse()
            case rungs.OutsideHelpAgain():
                self.note("outside_help")
            case rungs.OfferHold():
                self.note("hold_offered", until=step.call)
            case rungs.EndReached():
                self.note("nobody_answered", until=step.again_at, count=step.asked)
            case _:
                assert_never(step)
