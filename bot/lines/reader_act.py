"""One reader's act on one line, inside a transaction: what every act keeps, plans and remembers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.lines import agenda_kinds as kinds
from bot.lines.owning import noted
from bot.lines.place import Place
from escalation import acts, ladder, waits
from escalation.calendar import in_hours
from escalation.concern import Act, State, move
from escalation.rungs import Ladder
from storage import audit, concerns, submissions
from storage.concerns import Concern
from storage.keys import Production
from storage.lines import Line, Said
from storage.people import Person
from storage.store import Tx
from storage.submissions import Taken


@dataclass(frozen=True, slots=True)
class Tick:
    """The moment and the chance of one act."""

    now: datetime
    ids: tuple[bytes, ...] = field(repr=False)
    roll: float = field(repr=False)


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was sent: its random `once`, and what decides whether a repeat is the same."""

    once: str
    values: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reader and one line that is theirs to know of."""

    tx: Tx = field(repr=False)
    production: Production
    place: Place = field(repr=False)
    me: Person
    concern: Concern
    tick: Tick

    @property
    def line(self) -> Line:
        """The line as it was found."""
        return self.concern.line

    @property
    def rungs(self) -> Ladder:
        """Its ladder; every line that readers may know of has one."""
        if self.line.ladder is None:
            raise LookupError("a line without a ladder was released")
        return self.line.ladder

    def noted(self, code: str, until: datetime | None = None) -> None:
        """Add a step to the person's record."""
        noted(self.tx, self.production, self.concern, code, self.tick.now, reader=self.me.id, until=until)

    def audited(self, code: str) -> None:
        """Keep that this reader did this."""
        note = audit.Note(code, self.me.id, self.line.alias)
        audit.write(self.tx, self.production, self.tick.ids[4], self.tick.now.date(), note)

    def opened(self, rungs: Ladder) -> tuple[Line, Ladder]:
        """The line opened by this reader; the first time is a step of the person's record."""
        line = self.line
        if self.me.id in line.opened_by:
            return line, rungs
        self.noted("opened")
        fresh = line.state in (State.released, State.reopened)
        state = move(line.state, Act.open) if fresh else line.state
        return replace(line, opened_by=(*line.opened_by, self.me.id), state=state), acts.opened(rungs, self.me.id)

    def saved(self, line: Line, rungs: Ladder | None) -> Concern:
        """Keep the line with its ladder, plan the next look, and let the card show how it stands."""
        concern = concerns.save(self.tx, self.production, self.concern, replace(line, ladder=rungs))
        due = ladder.next_due(rungs) if rungs else None
        if due:
            kinds.plan_ladder(self.tx, self.production, self.tick.ids[2], concern, max(due, self.tick.now))
        if line.state is not self.line.state and line.card:
            kinds.plan(self.tx, self.production, self.tick.ids[3], kinds.EDIT, concern.id, self.tick.now)
        return concern

    def tell(self) -> None:
        """Let the one neutral note follow, after the wait of an answer."""
        self._leave(self.tick.ids[0], kinds.NOTE)

    def leave(self, said: Said) -> int:
        """Leave words for the person after the wait of an answer; returns their position."""
        position = concerns.say(self.tx, self.production, self.concern, said)
        self._leave(self.tick.ids[1], kinds.ANSWER, position)
        return position

    def _leave(self, row_id: bytes, kind: str, step: int = 0) -> None:
        due, lane = self._leaves(), kinds.lane_of(self.line.urgency)
        kinds.plan(self.tx, self.production, row_id, kind, self.concern.id, due, lane=lane, step=step)

    def _leaves(self) -> datetime:
        line, now = self.line, self.tick.now
        origin = waits.answer_origin(in_hours=in_hours(self.place.unit_by_id(line.unit).hours, now))
        if line.live_until and now < line.live_until:
            origin = waits.Origin.talk_now
        left = line.ladder.call - now if line.ladder and line.ladder.call else None
        return now + waits.wait(line.urgency, origin, left, self.tick.roll)

    # --- forms that come twice ------------------------------------------------------------------------------------

    def came_before(self, form: Form) -> Taken | None:
        """What this form became, None if it is new or carries no `once`."""
        return submissions.find(self.tx, self.production, self._mark(form)) if form.once else None

    def is_same(self, form: Form, before: Taken) -> bool:
        """Whether it came with the same values."""
        return before.digest == submissions.digest(self.tx, form.values)

    def remember(self, form: Form, position: int = 0) -> None:
        """Know this form when it comes again."""
        if form.once:
            taken = Taken(self.concern.id.hex(), position, submissions.digest(self.tx, form.values))
            submissions.keep(self.tx, self.production, self._mark(form), taken, self.tick.now.date())

    def _mark(self, form: Form) -> str:
        """Nobody's `once` can meet another's: it counts for one reader on one line."""
        return f"{self.me.id}:{self.concern.id.hex()}:{form.once}"
