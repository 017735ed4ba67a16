"""Plays random lives of a ladder against a small model that knows only what was done and what was said.

The model doesn't know how the ladder decides. It holds it to this: nobody who is left out or recused is ever asked;
off duty or covered nobody is asked, save for `now`; no burst, whatever the clock does; every clock time that the person
was told is kept or replaced in time by another; the reasons and numbers they are told are true; as long as nobody has
acknowledged, somebody is asked whenever somebody could be; once somebody has, nobody else is.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from escalation import ladder as real
from escalation.calendar import ALWAYS, EVERY_DAY, Duty, Hours, Span, Window
from escalation.concern import Moment, Urgency
from escalation.ladder import (
    Ask,
    AskAgain,
    Decision,
    EndReached,
    Ladder,
    Nudge,
    PromisePassed,
    Refused,
    RingAll,
    Skip,
    Step,
    TellClimbed,
    Why,
)
from escalation.roster import Cover, Reader, Role

START = datetime(2026, 11, 24, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
READERS = ("c", "b", "s", "d")
GAP = {Urgency.now: 1, Urgency.before_scene: 5, Urgency.today: 10, Urgency.soon: 60}
"""The fewest minutes between two asks of one reader, and from an ask to the next reader's turn."""
AGAIN = {Urgency.now: 5, Urgency.before_scene: 30, Urgency.today: 30, Urgency.soon: 30}
SHIFTS = ((0, 24), (7, 20), None, (0, 24), (6, 21), (18, 23), (12, 14), (22, 6))
who = st.sampled_from(READERS)


@dataclass
class Known:
    """What the model knows of one reader, times in minutes; a cover with no end ends at infinity."""

    shift: tuple[int, int] | None
    covered: float = 0
    off: bool = False
    unreachable: bool = False
    asked: int | None = None
    asks: int = 0


def on_shift(shift: tuple[int, int] | None, minute: int) -> bool:
    """Say whether an hour of the day lies in a shift, by the minute and in UTC."""
    if shift is None:
        return False
    hour, (start, end) = (START.hour * 60 + minute) % 1440 // 60, shift
    return start <= hour < end if start < end else hour >= start or hour < end


def duty(shift: tuple[int, int] | None) -> Duty:
    if shift is None:
        return Duty("UTC")
    return ALWAYS if shift == (0, 24) else Duty("UTC", (Window(EVERY_DAY, Span(time(shift[0]), time(shift[1]))),))


def at(minute: int) -> datetime:
    return START + minute * MINUTE


def minute_of(when: datetime) -> float:
    return (when - START) / MINUTE


class Life(RuleBasedStateMachine):
    """One concern's ladder, its readers' days, and a clock that sometimes stops being looked at."""

    def decide(self, ladder: Ladder, now: datetime) -> Decision:
        """Decide as it is done; the controls do it otherwise."""
        return real.decide(ladder, now)

    @initialize(
        urgency=st.sampled_from([urgency for urgency in Urgency if urgency is not Urgency.record]),
        shifts=st.lists(st.sampled_from(SHIFTS), min_size=2, max_size=4) | st.just([]),
        call=st.integers(-30, 1500),
        delay=st.integers(0, 40),
        covers=st.lists(st.integers(0, 400), max_size=4),
        outage=st.just(0) | st.integers(0, 300),
    )
    def begin(
        self,
        urgency: Urgency,
        shifts: list[tuple[int, int] | None],
        call: int,
        delay: int,
        covers: list[int],
        outage: int,
    ) -> None:
        """A concern is saved, and leaves after its wait, or when somebody looks again."""
        self.urgency, self.minute, self.release, self.first_release = urgency, 0, delay, delay
        self.known = {reader: Known(shift) for reader, shift in zip(READERS, shifts, strict=False)}
        readers = [Reader(name, (Role.backup,), duty=duty(known.shift)) for name, known in self.known.items()]
        given = dict(zip(self.known, covers, strict=False))
        for name, until in given.items():
            self.known[name].covered = until
        cover = [Cover(name, at(until)) for name, until in given.items()]
        self.ladder = real.released(urgency, Moment(at(delay), Hours("UTC"), at(call)), readers, cover)
        self.holder: str | None = None
        self.promise: int | None = None
        self.nudged = self.put_off = 0
        self.acknowledged = self.ended = self.over = False
        self.last: int | None = None
        self._start_telling()
        self.minute = outage

    def _start_telling(self) -> None:
        """The receipt: the person is told one clock time."""
        promised = real.promised_by(self.ladder)
        self.told = minute_of(promised) if promised and self.urgency is not Urgency.now else None

    # --- the clock -----------------------------------------------------------------------------------------

    @rule(minutes=st.integers(1, 300))
    def time_passes(self, minutes: int) -> None:
        """A clock that looks at every due moment, and once more whenever something else is due already."""
        end = self.minute + minutes
        self.look()
        while (due := self._next_minute()) is not None and due <= end:
            self.minute = max(due, self.minute)
            self.look()
        self.minute = end
        self.look()

    @rule(minutes=st.integers(30, 4000) | st.integers(30, 200))
    def nobody_looks(self, minutes: int) -> None:
        """An outage."""
        self.minute += minutes

    @rule()
    def look(self) -> None:
        """Look until nothing is due; what a look says is held against the model."""
        for _ in range(9):
            decision = self.decide(self.ladder, at(self.minute))
            assert decision == self.decide(self.ladder, at(self.minute)), "twice isn't the same"
            assert decision.ladder.version >= self.ladder.version
            self._hear(decision.steps)
            self.ladder, self.due = decision.ladder, decision.next_at
            if self.due is None or self.due > at(self.minute):
                break
        else:
            raise AssertionError("it never comes to rest")
        self._nobody_waits_in_silence()

    def _next_minute(self) -> int | None:
        return None if self.due is None else -int(-minute_of(self.due) // 1)

    # --- what is said --------------------------------------------------------------------------------------

    def _hear(self, steps: tuple[Step, ...]) -> None:
        assert sum(isinstance(step, Ask | RingAll | AskAgain) for step in steps) <= 1, "a burst"
        early = self.minute < self.release
        assert not early or all(isinstance(step, PromisePassed | Nudge) for step in steps), "before its release"
        for step in steps:
            match step:
                case PromisePassed(reader):
                    self._hear_passed(reader)
                case Nudge(reader, _, may_put_off):
                    self._hear_nudge(reader, may_put_off)
                case Ask(reader, _, due):
                    assert self.told is not None
                    assert minute_of(due) <= self.told, "the person was told an earlier time"
                    self._hear_asked((reader,))
                case RingAll(readers, _):
                    may = {name for name, known in self.known.items() if not known.off}
                    assert set(readers) == may, "rang others than those who may be"
                    self._hear_asked(readers)
                case AskAgain(readers):
                    assert readers, "asks nobody"
                    self._hear_asked(readers)
                case TellClimbed(skipped, _, _, next_time):
                    self._true(skipped)
                    self.told = minute_of(next_time)
                case EndReached(asked, skipped, _):
                    self._hear_end(asked, skipped)

    def _hear_passed(self, reader: str) -> None:
        assert self.promise is not None
        assert self.minute >= self.promise
        assert reader == self.holder
        self.acknowledged, self.promise = False, None
        self.ended = False

    def _hear_nudge(self, reader: str, may_put_off: bool) -> None:
        assert self.promise is not None
        assert (reader, may_put_off) == (self.holder, self.put_off < 2)
        assert self.minute < self.promise, "a nudge too late"
        self.nudged += 1
        assert self.nudged == 1, "nudged twice for one promise"

    def _hear_asked(self, readers: tuple[str, ...]) -> None:
        assert not self.acknowledged, "asked although somebody has it"
        assert not self.over, "asked although it is over"
        for name in readers:
            known = self.known[name]
            assert not known.off, "asked somebody who is left out or recused"
            if self.urgency is not Urgency.now:
                assert on_shift(known.shift, self.minute), "asked off duty"
                assert known.covered <= self.minute or known.covered == float("inf"), "covered"
            gap = AGAIN[self.urgency] if self.ended else GAP[self.urgency]
            assert known.asked is None or self.minute - known.asked >= min(gap, AGAIN[self.urgency]), "a burst"
            known.asked, known.asks, self.last = self.minute, known.asks + 1, self.minute

    def _hear_end(self, asked: int, skipped: tuple[Skip, ...]) -> None:
        self._true(skipped)
        reached = [known for known in self.known.values() if known.off or not known.unreachable]
        assert asked == sum(1 for known in reached if known.asks), "not true"
        self.ended, self.told = True, None

    def _true(self, skipped: tuple[Skip, ...]) -> None:
        """Every reason that the person is told is so."""
        for skip in skipped:
            known = self.known[skip.reader]
            assert {
                Why.recused: known.off,
                Why.left_out: known.off,
                Why.unreachable: known.unreachable,
                Why.covered: known.covered > min(self.minute, self.told or self.minute),
                Why.off_duty: not on_shift(known.shift, self.minute),
                Why.silent: known.asked is not None and self.minute - known.asked >= GAP[self.urgency],
                Why.lapsed: skip.reader == self.holder,
            }[skip.why], f"not true: {skip.why}"

    def _nobody_waits_in_silence(self) -> None:
        """Either it is acknowledged, or a time told lies ahead, or all who can be are asked again and again."""
        assert self.promise is None or self.promise > self.minute, "a promise has passed in silence"
        if self.acknowledged or self.over or self.minute < self.release:
            return
        recently = self.last is not None and self.minute - self.last <= AGAIN[self.urgency]
        if self.urgency is Urgency.now:
            assert recently or all(known.off for known in self.known.values()), "nobody rings"
            return
        if self.told is not None:
            assert self.told > self.minute, "a time that was told has passed"
            return
        assert self.ended, "no time told and no end"
        could = [known for known in self.known.values() if self._could_be_asked(known)]
        assert recently or not could, "nobody is asked although somebody could be"

    def _could_be_asked(self, known: Known) -> bool:
        covered = known.covered > self.minute and known.covered != float("inf")
        return not known.off and not covered and on_shift(known.shift, self.minute)

    # --- what readers and the person do ----------------------------------------------------------------------

    @rule(name=who, minutes=st.integers(1, 500) | st.none())
    def goes_where_no_phones_are(self, name: str, minutes: int | None) -> None:
        """Cover, until a time or without an end."""
        if name in self.known:
            self.known[name].covered = float("inf") if minutes is None else self.minute + minutes
            until = None if minutes is None else at(self.minute + minutes)
            self.ladder = real.covered(self.ladder, name, Cover(name, until))

    @rule(name=who)
    def comes_back(self, name: str) -> None:
        """Cover ends."""
        if name in self.known:
            self.known[name].covered = 0
            self.ladder = real.covered(self.ladder, name, None)

    @rule(name=who, shift=st.sampled_from(SHIFTS))
    def changes_duty(self, name: str, shift: tuple[int, int] | None) -> None:
        """A duty is changed in the roster."""
        if name in self.known:
            self.known[name].shift = shift
            self.ladder = real.rostered(self.ladder, name, duty(shift))

    @rule(name=who, left=st.booleans(), once_in=st.integers(1, 4))
    def drops_out(self, name: str, left: bool, once_in: int) -> None:
        """A reader recuses or is left out."""
        if name in self.known and once_in == 1:
            self.known[name].off = True
            self.ladder = (real.left_out if left else real.recused)(self.ladder, name, at(self.minute))
            self._held_no_more(name)

    @rule(name=who)
    def cannot_be_reached(self, name: str) -> None:
        """A message bounced."""
        if name in self.known and not self.known[name].off:
            self.known[name].unreachable = True
            self.ladder = real.unreachable(self.ladder, name, at(self.minute))
            if self.promise is not None:
                self._held_no_more(name)

    @rule(name=who)
    def is_reached(self, name: str) -> None:
        """A message arrived again."""
        if name in self.known:
            self.known[name].unreachable = False
            self.ladder = real.reached(self.ladder, name)

    def _held_no_more(self, name: str) -> None:
        if self.acknowledged and self.holder == name and not self.over:
            self.acknowledged, self.promise, self.told, self.ended = False, None, None, False
            for known in self.known.values():
                known.asked = None  # the asking begins anew: whoever it rang a moment ago is rung again
            self.look()

    @rule(name=who, minutes=st.integers(1, 300))
    def has_got_this(self, name: str, minutes: int) -> None:
        """A reader presses it, also one who must not."""
        allowed = name in self.known and not self.known[name].off
        allowed = allowed and (self.promise is None or self.holder == name)
        late = self.promise is not None and self.promise <= self.minute
        if self.over or late or self.minute < self.first_release:
            return
        try:
            self.ladder = real.taken(self.ladder, name, at(self.minute), at(self.minute + minutes))
        except Refused:
            assert not allowed
            return
        assert allowed, "taken by somebody who mustn't"
        if self.promise is None:
            self._now_held_by(name)
            self.promise, self.nudged = self._promised(), 0

    def _promised(self) -> int:
        promise = real.promised_by(self.ladder)
        assert promise is not None
        return int(minute_of(promise))

    def _now_held_by(self, name: str) -> None:
        known = self.known[name]
        known.asks, known.unreachable = max(known.asks, 1), False
        self.acknowledged, self.holder, self.told = True, name, None

    @rule(minutes=st.integers(1, 300))
    def has_not_forgotten(self, minutes: int) -> None:
        """The holder puts the promise off."""
        if self.promise is None or self.promise <= self.minute or self.holder is None:
            return
        try:
            self.ladder = real.not_forgotten(self.ladder, self.holder, at(self.minute), at(self.minute + minutes))
        except Refused:
            assert self.put_off == 2
            return
        assert self.put_off < 2, "put off a third time"
        self.put_off, self.promise, self.nudged = self.put_off + 1, self._promised(), 0

    @rule(name=who)
    def writes(self, name: str) -> None:
        """A reader writes to the person."""
        allowed = name in self.known and not self.known[name].off and self.urgency is not Urgency.now
        if self.over or not allowed or self.minute < self.first_release:
            return
        self.ladder = real.replied(self.ladder, name, at(self.minute))
        self._now_held_by(name)
        self.promise, self.put_off = None, 0
        if self.minute < self.release:
            self._begin_again(self.release)

    @precondition(lambda self: self.acknowledged and self.promise is None)
    @rule(delay=st.integers(0, 30))
    def the_person_writes_again(self, delay: int) -> None:
        """New words on an answered line."""
        self.ladder = real.more_words(self.ladder, at(self.minute + delay))
        self._begin_again(self.minute + delay)

    def _begin_again(self, release: int) -> None:
        for known in self.known.values():
            known.asked, known.asks = None, 0
        self.acknowledged = self.ended = self.over = False
        self.release, self.last, self.put_off = release, None, 0
        self._start_telling()

    @precondition(lambda self: self.promise is None)
    @rule(minutes=st.integers(0, 300))
    def is_still_for_a_while(self, minutes: int) -> None:
        """Rested, all right, or closed, until there are new words."""
        self.ladder, self.over = real.quiet(self.ladder), True
        self.time_passes(minutes)
        self.ladder = real.more_words(self.ladder, at(self.minute))
        self._begin_again(self.minute)
