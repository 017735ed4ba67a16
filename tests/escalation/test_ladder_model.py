"""Proves that any life of a ladder keeps its word, and that a ladder which breaks it is caught."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from escalation import ladder as real
from escalation.calendar import ALWAYS
from escalation.ladder import (
    Decision,
    EndReached,
    Ladder,
    Step,
    TellClimbed,
    Why,
)
from tests.escalation.life import MINUTE, Life

MODERATE = settings(
    max_examples=120,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)


def test_any_life_of_a_ladder_keeps_its_word() -> None:
    run_state_machine_as_test(Life, settings=MODERATE)


# --- the controls: a ladder that breaks one promise is caught ------------------------------------------------


class AsksWhoDroppedOut(Life):
    """Forgets who is left out and recused."""

    def decide(self, ladder: Ladder, now: datetime) -> Decision:
        """Decide as if everybody could be asked."""
        rungs = tuple(replace(rung, standing=real.Standing.reachable) for rung in ladder.rungs)
        return super().decide(replace(ladder, rungs=rungs), now)


class AsksOffDuty(Life):
    """Thinks that everybody is always on duty."""

    def decide(self, ladder: Ladder, now: datetime) -> Decision:
        """Decide without duties."""
        return super().decide(replace(ladder, rungs=tuple(replace(each, duty=ALWAYS) for each in ladder.rungs)), now)


class AsksTheCovered(Life):
    """Knows of no cover."""

    def decide(self, ladder: Ladder, now: datetime) -> Decision:
        """Decide without covers."""
        return super().decide(replace(ladder, rungs=tuple(replace(each, cover=None) for each in ladder.rungs)), now)


class Bursts(Life):
    """Makes up for an outage all at once."""

    def decide(self, ladder: Ladder, now: datetime) -> Decision:
        """Make every move that is due in one look, and leave nobody a breath."""
        steps: tuple[Step, ...] = ()
        ladder = replace(ladder, policy=replace(ladder.policy, breath=timedelta(0)))
        decision = super().decide(ladder, now)
        while decision.steps:
            steps += decision.steps
            decision = super().decide(decision.ladder, now)
        return replace(decision, steps=steps)


class HasNoBreath(Life):
    """Gives whoever is asked late no time."""

    def decide(self, ladder: Ladder, now: datetime) -> Decision:
        """Decide without a breath."""
        return super().decide(replace(ladder, policy=replace(ladder.policy, breath=timedelta(0))), now)


class GivesUp(Life):
    """Asks nobody after its end."""

    def decide(self, ladder: Ladder, now: datetime) -> Decision:
        """Stop at the end."""
        ended = ladder.phase is real.Phase.unanswered
        return Decision((), ladder, None) if ended else super().decide(ladder, now)


class ForgetsPromises(Life):
    """Lets a promise pass and does nothing."""

    def decide(self, ladder: Ladder, now: datetime) -> Decision:
        """Trust whoever has got it."""
        taken = ladder.phase is real.Phase.taken
        return Decision((), ladder, None) if taken else super().decide(ladder, now)


class IsLate(Life):
    """Climbs an hour after it said it would."""

    def decide(self, ladder: Ladder, now: datetime) -> Decision:
        """Look as if it were an hour ago."""
        decision = super().decide(ladder, now - 60 * MINUTE)
        return replace(decision, next_at=decision.next_at and decision.next_at + 60 * MINUTE)


class Overstates(Life):
    """Says that more people were asked than were."""

    def decide(self, ladder: Ladder, now: datetime) -> Decision:
        """Count one too many."""
        decision = super().decide(ladder, now)
        steps = (replace(s, asked=s.asked + 1) if isinstance(s, EndReached) else s for s in decision.steps)
        return replace(decision, steps=tuple(steps))


class InventsReasons(Life):
    """Says that somebody who was covered recused."""

    def decide(self, ladder: Ladder, now: datetime) -> Decision:
        """Give the wrong reason."""
        decision = super().decide(ladder, now)
        return replace(decision, steps=tuple(self._twisted(step) for step in decision.steps))

    def _twisted(self, step: Step) -> Step:
        if not isinstance(step, TellClimbed | EndReached):
            return step
        return replace(step, skipped=tuple(replace(skip, why=Why.recused) for skip in step.skipped))


class HidesLaterTimes(Life):
    """Changes the time and doesn't tell."""

    def decide(self, ladder: Ladder, now: datetime) -> Decision:
        """Tell nobody that another one was asked."""
        decision = super().decide(ladder, now)
        return replace(decision, steps=tuple(s for s in decision.steps if not isinstance(s, TellClimbed)))


class GoesOnAfterAnAnswer(Life):
    """Asks the next although somebody has it."""

    def decide(self, ladder: Ladder, now: datetime) -> Decision:
        """Ignore that it was taken or answered."""
        held = ladder.phase in (real.Phase.taken, real.Phase.answered)
        return super().decide(replace(ladder, phase=real.Phase.asking) if held else ladder, now)


BROKEN: dict[type[Life], str] = {
    AsksWhoDroppedOut: "not true|left out or recused|rang others|taken by somebody who mustn't",
    AsksOffDuty: "asked off duty",
    AsksTheCovered: "covered",
    Bursts: "a burst",
    HasNoBreath: "a burst",
    GivesUp: "nobody is asked|nobody rings",
    ForgetsPromises: "a promise has passed in silence",
    IsLate: "has passed|nobody rings|no time told",
    Overstates: "not true",
    InventsReasons: "not true: recused",
    HidesLaterTimes: "a time that was told|an earlier time|no time told",
    GoesOnAfterAnAnswer: "somebody has it|not true|passed in silence",
}
"""Each broken ladder, and what the model says of it."""

FIND = settings(MODERATE, max_examples=400, phases=(Phase.generate,), report_multiple_bugs=False)
"""A control has only to be caught: nothing is made smaller."""


@pytest.mark.parametrize(("broken", "said"), BROKEN.items())
def test_control_a_ladder_that_breaks_its_word_is_caught(broken: type[Life], said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        run_state_machine_as_test(broken, settings=FIND)
