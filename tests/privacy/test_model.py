"""A small model of lines beside the real ones: readers see exactly its words, and nobody is reached but by its routes.

ANONYMITY 8.10: raise, send, answer, add, mute, recuse, take back, hide, key, forget, erase, close, withdraw, restart.
"""

from __future__ import annotations

from collections.abc import Coroutine
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from bot.lines import reader_view
from bot.lines.addressing import Wishes
from bot.lines.owning import NoSuchLine
from bot.lines.raising import Draft, Writer
from bot.lines.reader_view import NotJustNow, TheirLine
from escalation.concern import NotNow, Urgency
from storage import concerns, ledger, mailboxes
from storage.concerns import Concern
from storage.keys import Production, Spare
from storage.lines import Said, Voice
from storage.people import Person
from storage.store import Tx
from tests.privacy.model import HALF_AN_HOUR, WRITERS, Machine, ModelLine, Word, account
from tests.privacy.set import (
    READERS,
    UNIT,
)


class LinesOfASet(Machine):
    """Every act in any order."""

    # --- the person -----------------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.lines) < len(WRITERS))
    @rule(readers=st.sets(st.sampled_from([one.id for one in READERS]), min_size=1))
    def raise_one(self, readers: set[str]) -> None:
        """Write and send, with some readers left out."""
        step, writer = self._ticked(), self.writers[len(self.lines)]
        words = f"words {step}"
        draft = Draft(words, Urgency.today, tuple(sorted(readers)), UNIT.id)
        mine = self.do(self.raising.draft(Writer(account(writer), "en"), draft, f"once {step}"))
        self.do(self.raising.send(account(writer), mine.access, Wishes()))
        self.lines.append(ModelLine(writer, mine.access.concern, readers, [Word(words, step)]))

    def _own(self, line: ModelLine, act: Coroutine[Any, Any, Any], *, possible: bool) -> bool:
        """Do it; whether it was done must be what the model says."""
        try:
            self.do(act)
        except (NoSuchLine, NotNow):
            assert not (possible and line.way)
            return False
        assert possible
        assert line.way
        return True

    @precondition(lambda self: self.lines)
    @rule(at=st.integers(0, 3))
    def add(self, at: int) -> None:
        """More words."""
        line, step = self._pick(at), self._ticked()
        said = Said(Voice.PERSON, f"more {step}", self.on.clock.now())
        act = self.acts.add(account(line.writer), line.access, said, f"once {step}")
        if self._own(line, act, possible=line.over != "withdrawn" and line.pending != "withdraw"):
            line.words.append(Word(said.words, step, added=line.released))

    @precondition(lambda self: self.lines)
    @rule(at=st.integers(0, 3))
    def unsay(self, at: int) -> None:
        """The newest added words back, while they wait."""
        line, _ = self._pick(at), self._ticked()
        waiting = [word for word in line.words if word.added and not word.seen]
        if self._own(line, self.acts.unsay(account(line.writer), line.access), possible=True) and waiting:
            line.words.remove(waiting[-1])

    @precondition(lambda self: self.lines)
    @rule(at=st.integers(0, 3))
    def take_back(self, at: int) -> None:
        """Back before it left; later nothing happens."""
        line, _ = self._pick(at), self._ticked()
        done = False

        async def act() -> None:
            nonlocal done
            done = await self.acts.take_back(account(line.writer), line.access)

        if self._own(line, act(), possible=True):
            assert done is not line.released
        if done:
            self.lines.remove(line)
            self.writers.remove(line.writer)
            self.writers.append(line.writer)

    @precondition(lambda self: self.lines)
    @rule(at=st.integers(0, 3))
    def close(self, at: int) -> None:
        """Close it."""
        line, step = self._pick(at), self._ticked()
        act = self.acts.close(account(line.writer), line.access)
        if self._own(line, act, possible=line.released and line.over != "withdrawn") and line.pending != "withdraw":
            line.pending, line.closed_at = "close", step

    @precondition(lambda self: self.lines)
    @rule(at=st.integers(0, 3))
    def withdraw(self, at: int) -> None:
        """Withdraw it: its words end at once."""
        line, _ = self._pick(at), self._ticked()
        act = self.acts.withdraw(account(line.writer), line.access)
        if self._own(line, act, possible=line.released and line.over != "withdrawn"):
            line.pending, line.words = "withdraw", []

    @precondition(lambda self: self.lines)
    @rule(at=st.integers(0, 3))
    def erase(self, at: int) -> None:
        """Erase the words: at once, or for readers at the close of what somebody has taken."""
        line, _ = self._pick(at), self._ticked()
        if self._own(line, self.acts.erase_words(account(line.writer), line.access), possible=True):
            if line.taken_by and line.over not in ("withdrawn", "closed"):
                line.erase_at_close = True
            elif not line.taken_by:
                line.words = []

    @precondition(lambda self: self.lines)
    @rule(at=st.integers(0, 3))
    def key(self, at: int) -> None:
        """Six words; those given before lead nowhere."""
        line, step = self._pick(at), self._ticked()
        six = mailboxes.six_words("en", (step << 32).to_bytes(9, "big"))
        mailbox = mailboxes.unlock(six, self.on.production.id)
        if self._own(line, self.acts.give_key(account(line.writer), line.access, mailbox), possible=True):
            assert line.key is None or self.do(self.mine.by_key(line.key)) is None
            line.key = mailbox

    @precondition(lambda self: any(line.key for line in self.lines))
    @rule()
    def hide(self) -> None:
        """Key-only from now on."""
        line, _ = next(line for line in self.lines if line.key), self._ticked()
        if self._own(line, self.acts.hide(account(line.writer), line.access), possible=True):
            line.way = False

    @precondition(lambda self: self.lines)
    @rule(at=st.integers(0, 3))
    def forget(self, at: int) -> None:
        """No way back at all."""
        line, _ = self._pick(at), self._ticked()
        if self._own(line, self.acts.forget_way(account(line.writer), line.access), possible=True):
            line.way, line.key = False, None

    # --- readers --------------------------------------------------------------------------------------------------

    @precondition(lambda self: self.lines)
    @rule(at=st.integers(0, 3), who=st.sampled_from(READERS))
    def open(self, at: int, who: Person) -> None:
        """Open it, if it is theirs to know of."""
        line, _ = self._pick(at), self._ticked()
        opens = self._reads(line, who, self.reading.open(account(who.user), line.id))
        if (
            opens and line.pending != "withdraw" and line.over != "withdrawn"
        ):  # a closed line is read and answered still
            line.opened.add(who.id)

    def _reads(self, line: ModelLine, who: Person, act: Coroutine[Any, Any, Any]) -> bool:
        try:
            self.do(act)
        except NoSuchLine:
            assert not (line.released and who.id in line.readers)
            return False
        except (NotJustNow, NotNow):
            assert line.pending == "withdraw" or line.over
            return False
        assert line.released
        assert who.id in line.readers
        return True

    @precondition(lambda self: self.lines)
    @rule(at=st.integers(0, 3), who=st.sampled_from(READERS))
    def answer(self, at: int, who: Person) -> None:
        """Answer it; a note follows if the way lives, and only then."""
        line, step = self._pick(at), self._ticked()
        if not line.opened or line.over:
            return
        told = self._notes_to(line)
        if self._reads(line, who, self.reading.reply(account(who.user), line.id, f"answer {step}")):
            line.taken_by = who.id
            self.time_passes()
            assert (self._notes_to(line) > told) is line.way

    def _notes_to(self, line: ModelLine) -> int:
        return sum(call.to == line.writer for call in self.on.platform.calls)

    @precondition(lambda self: self.lines)
    @rule(at=st.integers(0, 3), who=st.sampled_from(READERS), mutes=st.booleans())
    def step_aside(self, at: int, who: Person, mutes: bool) -> None:
        """Mute it, or recuse."""
        line, _ = self._pick(at), self._ticked()
        act = self.reading.mute if mutes else self.reading.recuse
        if self._reads(line, who, act(account(who.user), line.id)) and not mutes:
            line.readers = line.readers - {who.id}
            line.taken_by = "" if line.taken_by == who.id else line.taken_by

    # --- time and machines ----------------------------------------------------------------------------------------

    @rule()
    def time_passes(self) -> None:
        """Whatever waits has left."""
        self.do(self.on.go_on(HALF_AN_HOUR))
        assert self.on.faults == []
        for line in self.lines:
            line.left()

    # --- what must hold after every step --------------------------------------------------------------------------

    @invariant()
    def readers_see_what_the_model_says(self) -> None:
        """Line by line, word by word; a left-out reader finds no line, count or deadline."""
        for who in READERS if self.lines else ():
            desk = {one.id: one for one in self.do(self.reading.desk(account(who.user)))}
            theirs = [line for line in self.lines if line.released and who.id in line.readers and not line.over]
            assert set(desk) == {line.id for line in theirs}
            for line in self.lines:
                self._sees(line, who)

    def _sees(self, line: ModelLine, who: Person) -> None:
        try:
            seen: TheirLine = self.do(self.reading.see(account(who.user), line.id))
        except NoSuchLine:
            assert not (line.released and who.id in line.readers)
            return
        assert who.id in line.readers
        words = [said.words for _, said in seen.said if said.voice is Voice.PERSON]
        is_open = who.id in line.opened and line.pending != "withdraw"
        assert words == (line.visible if is_open else [])

    @invariant()
    def ways_are_what_the_model_says(self) -> None:
        """The ledger has a slot for each way that lives, and no other; six words lead where they should."""
        if not self.lines:
            return
        for line in self.lines:
            own = {mine.access.concern for mine in self.do(self.mine.all(account(line.writer)))}
            assert own == ({line.id} if line.way else set())
            found = self.do(self.mine.by_key(line.key)) if line.key else None
            assert (found is not None) is (line.key is not None)
        assert self.do(self.on.read(_slots)) == sum(line.way for line in self.lines)


def _slots(tx: Tx, production: Production) -> int:
    return len(ledger.slots(tx, production))


TestLinesOfASet = LinesOfASet.TestCase
TestLinesOfASet.settings = settings(
    max_examples=14, stateful_step_count=22, deadline=None, suppress_health_check=list(HealthCheck)
)


# --- controls -----------------------------------------------------------------------------------------------------


def _everybody_may_know(*_: object) -> bool:
    return True


def _kept_anyway(tx: Tx, production: Production, handle: bytes, spare: Spare) -> None:
    del tx, production, handle, spare


def _seen_at_once(tx: Tx, production: Production, _me: Person, concern: Concern) -> tuple[tuple[int, Said], ...]:
    return concerns.said(tx, production, concern)


@pytest.mark.parametrize(
    ("where", "what", "broken"),
    [
        (reader_view, "may_know", _everybody_may_know),
        (ledger, "remove", _kept_anyway),
        (reader_view, "_said", _seen_at_once),
    ],
    ids=["a reader who was left out", "a way that is kept", "words before they left"],
)
def test_control_what_is_broken_is_found(
    monkeypatch: pytest.MonkeyPatch, where: ModuleType, what: str, broken: object
) -> None:
    monkeypatch.setattr(where, what, broken)
    short = settings(
        TestLinesOfASet.settings, max_examples=30, phases=[Phase.generate], database=None, derandomize=True
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(LinesOfASet, settings=short)
