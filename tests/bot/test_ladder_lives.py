"""Ladders as a whole, any life of them: covers, outages, restarts and takings in any order, on the running set.

The pure ladder has a model of its own; here it is held that what it decides really happens: one timer a line, never
lost and never stale; nobody asked who was left out or said that they are on a closed set; whoever can be asked is; and
after an outage nobody gets a burst.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from adapters.interface import DeliveryFailed
from bot.delivery import Act
from bot.lines import agenda_kinds as kinds
from bot.lines.addressing import Wishes
from bot.lines.owning import NoSuchLine
from bot.lines.raising import Draft, Writer
from bot.rota.cover import Covering
from escalation import ladder as ladders
from escalation import rungs
from escalation.acts import Refused
from escalation.concern import NotNow, Urgency
from storage import agenda, concerns
from storage.agenda import Entry
from storage.concerns import Concern
from storage.keys import Production
from storage.store import Tx
from tests.privacy.model import WRITERS, Machine, account
from tests.privacy.set import READERS, UNIT

MINUTE = timedelta(minutes=1)
LONGEST_SILENCE = {Urgency.now: 6 * MINUTE, Urgency.today: 31 * MINUTE}
READER = {one.id: one for one in READERS}
who = st.sampled_from(sorted(READER))


@dataclass(slots=True)
class Raised:
    """A line, and every time that a reader was asked about it."""

    id: bytes
    urgency: Urgency
    readers: frozenset[str]
    asked: dict[str, list[datetime]] = field(default_factory=dict)

    @property
    def last(self) -> datetime | None:
        """When somebody was asked last."""
        return max((moment for moments in self.asked.values() for moment in moments), default=None)


class Ladders(Machine):
    """Lines that are asked about, and what may come between."""

    def __init__(self) -> None:
        super().__init__()
        self.raised: dict[bytes, Raised] = {}
        self.covers: dict[str, datetime | None] = {}
        self.up_since: datetime | None = datetime(2000, 1, 1, tzinfo=UTC)

    def _desks(self) -> None:
        """At each start: listen to what is asked, and let the platform be up or down."""
        super()._desks()
        acts = self.on.running.delivery._acts[self.on.production.id]
        assert isinstance(acts, dict)
        acts[kinds.ASK] = partial(self._asked, acts[kinds.ASK])
        self.on.platform.weather = self._weather

    def _weather(self, _verb: str) -> None:
        if self.up_since is None:
            raise DeliveryFailed("down", permanent=False)

    async def _asked(self, ask: Act, entry: Entry) -> None:
        calls, now = len(self.on.platform.calls), self.on.clock.now()
        await ask(entry)
        if len(self.on.platform.calls) > calls and entry.subject in self.raised:
            concern = await self.on.read(lambda tx, production: concerns.find(tx, production, entry.subject))
            assert concern
            self._hear(self.raised[entry.subject], concern.line.readers[entry.step], now)

    def _hear(self, line: Raised, reader: str, now: datetime) -> None:
        assert reader in line.readers, "asked whom the person left out"
        until = self.covers.get(reader)
        assert line.urgency is Urgency.now or until is None or until <= now, "asked on a closed set"
        before = line.asked.setdefault(reader, [])
        assert not before or now - before[-1] >= MINUTE, "a burst"
        before.append(now)

    # --- what happens -------------------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.raised) < len(WRITERS))
    @rule(urgency=st.sampled_from([Urgency.now, Urgency.today]), readers=st.sets(who, min_size=1))
    def somebody_writes(self, urgency: Urgency, readers: set[str]) -> None:
        """A concern, with some readers left out."""
        step, writer = self._ticked(), WRITERS[len(self.raised)]
        draft = Draft(f"words {step}", urgency, tuple(sorted(readers)), UNIT.id)
        mine = self.do(self.raising.draft(Writer(account(writer), "en"), draft, f"once {step}"))
        sent = self.do(self.raising.send(account(writer), mine.access, Wishes()))
        self.raised[mine.access.concern] = Raised(mine.access.concern, urgency, frozenset(sent.line.readers))
        self._goes_on(timedelta(0))

    @rule(reader=who, minutes=st.integers(5, 300) | st.none())
    def goes_in(self, reader: str, minutes: int | None) -> None:
        """A reader says that they are on a closed set."""
        self._ticked()
        until = self.on.clock.now() + minutes * MINUTE if minutes else None
        if self.do(Covering(self.on.running.house).go_in(account(READER[reader].user), until)):
            self.covers[reader] = until
        self._goes_on(timedelta(0))

    @rule(reader=who)
    def comes_out(self, reader: str) -> None:
        """A reader is back."""
        self._ticked()
        self.do(Covering(self.on.running.house).come_out(account(READER[reader].user)))
        self.covers.pop(reader, None)
        self._goes_on(timedelta(0))

    @rule(is_up=st.booleans())
    def the_platform(self, is_up: bool) -> None:
        """Goes down, or comes back."""
        self._ticked()
        if is_up and self.up_since is None:
            self.up_since = self.on.clock.now()
        elif not is_up:
            self.up_since = None

    @precondition(lambda self: self.raised)
    @rule(reader=who, at=st.integers(0, 3), minutes=st.integers(11, 90))
    def takes(self, reader: str, at: int, minutes: int) -> None:
        """A reader has got it."""
        self._ticked()
        line = list(self.raised.values())[at % len(self.raised)]
        until = self.on.clock.now() + minutes * MINUTE
        try:
            self.do(self.reading.take(account(READER[reader].user), line.id, until))
        except (NoSuchLine, Refused, NotNow):
            return
        assert reader in line.readers

    @rule(minutes=st.integers(1, 200))
    def time_passes(self, minutes: int) -> None:
        """From due moment to due moment."""
        self._goes_on(minutes * MINUTE)

    @rule()
    def stops_and_starts(self) -> None:
        """Another process takes up the folder."""
        self.restart()
        self._goes_on(timedelta(0))

    def _goes_on(self, by: timedelta) -> None:
        self.do(self.on.go_on(by))
        assert self.on.faults == []

    # --- what holds ---------------------------------------------------------------------------------------------------

    @invariant()
    def nobody_waits_in_silence(self) -> None:
        """Each line has its one timer, and somebody was asked of late if anybody could be."""
        for line in self.raised.values():
            concern, entries = self.do(self._kept(line))
            found = concern.line.ladder
            assert found
            due = ladders.next_due(found)
            timers = [one for one in entries if one.kind == kinds.LADDER]
            assert [one.version for one in timers] == ([found.version] if due else []), "a timer is lost, or stale"
            if found.phase is rungs.Phase.taken:
                assert found.promise
                assert found.promise.until > self.on.clock.now(), "a promise has passed in silence"
            elif concern.line.state != "saved":
                self._was_asked(line, found)

    def _was_asked(self, line: Raised, found: rungs.Ladder) -> None:
        """Of late, or the platform wasn't there, or nobody can be asked, or a time told lies ahead."""
        now, longest = self.on.clock.now(), LONGEST_SILENCE[line.urgency]
        if self.up_since is None or now - self.up_since < longest:
            return
        if line.urgency is Urgency.today and found.phase is rungs.Phase.asking:
            assert found.turn
            assert found.turn.due > now, "a time that was told has passed"
            return
        able = [one for one in line.readers if line.urgency is Urgency.now or not self._is_away(one)]
        assert not able or (line.last and now - line.last <= longest), "nobody is asked although somebody could be"

    def _is_away(self, reader: str) -> bool:
        until = self.covers.get(reader)
        return until is not None and until > self.on.clock.now() - LONGEST_SILENCE[Urgency.today]

    async def _kept(self, line: Raised) -> tuple[Concern, tuple[Entry, ...]]:
        def work(tx: Any, production: Any) -> tuple[Concern, tuple[Entry, ...]]:
            concern = concerns.find(tx, production, line.id)
            assert concern
            return concern, agenda.of(tx, line.id)

        return await self.on.read(work)


TestLadders = Ladders.TestCase
TestLadders.settings = settings(
    max_examples=12, stateful_step_count=18, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every third look forget to plan the next one: the same ones each time a script is played."""
    plan = kinds.plan_ladder

    def sometimes(tx: Tx, production: Production, row_id: bytes, *what: Any) -> None:
        if row_id[0] % 3:
            plan(tx, production, row_id, *what)

    monkeypatch.setattr(kinds, "plan_ladder", sometimes)


@pytest.mark.usefixtures("forgetful")
def test_control_a_timer_that_is_lost_is_missed() -> None:
    short = settings(TestLadders.settings, max_examples=30, phases=[Phase.generate], database=None, derandomize=True)
    with pytest.raises(AssertionError, match="a timer is lost"):
        run_state_machine_as_test(Ladders, settings=short)
