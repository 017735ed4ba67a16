"""Proves that the office sees what the coordinator set by hand today, and nothing that comes of answers."""

import inspect
from collections.abc import Callable, Mapping
from itertools import product

import pytest

from escalation.checkin_plans import Answer
from escalation.occasions import Flag
from escalation.readiness import Readiness, Setting, shown
from tests.escalation.shooting import MAIN, scene, utc

BED = scene(Flag.simulated_sex)
SET = Setting(Readiness.ready, utc("2026-11-25 18:00"))


@pytest.mark.parametrize("flag", Flag)
def test_every_flagged_occasion_begins_at_ask_me(flag: Flag) -> None:
    assert shown(scene(flag), None, MAIN, SET.at) is Readiness.ask_me


def test_without_a_flag_there_is_nothing_to_ask() -> None:
    assert shown(scene(), SET, MAIN, SET.at) is None


@pytest.mark.parametrize("readiness", Readiness)
def test_what_was_set_holds_until_the_end_of_the_day(readiness: Readiness) -> None:
    setting = Setting(readiness, SET.at)
    assert shown(BED, setting, MAIN, utc("2026-11-25 22:59")) is readiness
    assert shown(BED, setting, MAIN, utc("2026-11-25 23:00")) is Readiness.ask_me


Office = Callable[[Mapping[str, Answer | None]], object]


def tells(office: Office) -> bool:
    """Say whether any pattern of answers shows in what the office sees, the coordinator's own acts held fixed."""
    patterns = (dict(zip("13", answers, strict=True)) for answers in product([None, *Answer], repeat=2))
    return len({office(pattern) for pattern in patterns}) > 1


def test_no_answer_shows_in_what_the_office_sees() -> None:
    assert not tells(lambda _answers: shown(BED, SET, MAIN, SET.at))
    assert list(inspect.signature(shown).parameters) == ["occasion", "setting", "hours", "now"]


def test_control_a_readiness_worked_out_from_answers_is_caught() -> None:
    def eager(answers: Mapping[str, Answer | None]) -> Readiness | None:
        return Readiness.hold if Answer.hold in answers.values() else shown(BED, SET, MAIN, SET.at)

    assert tells(eager)
