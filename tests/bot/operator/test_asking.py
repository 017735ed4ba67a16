"""`[check_ins]` and `[prompts]` of the production's file: what differs is kept and shown, what is wrong is said."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from bot.operator import state, writing
from bot.operator.state import State
from escalation.checkin_plans import Moment
from escalation.occasions import Flag, Part
from storage.productions import Asking
from tests.bot.operator.files import TEXT, changed, faults_of, good

_AT = TEXT.index("[check_ins]")
PLAIN = TEXT[:_AT]
"""The example without a word on check-ins."""


def asking(text: str) -> Asking | None:
    """What a file says of check-ins and prompts."""
    return state.book_of(good(PLAIN + text)).asking


def test_where_nothing_is_said_all_is_as_usual() -> None:
    assert asking("") is None
    assert asking('[check_ins]\ncall_sheet = "21:00"\nbefore_set = "1 h"\n[prompts]\npaperwork = "4 d"\n') is None


def test_what_the_example_shows_is_kept() -> None:
    own = state.book_of(good()).asking
    assert own
    assert (own.sheet_at, own.rules.before_set, own.times.paperwork) == (
        time(20, 30),
        timedelta(minutes=45),
        timedelta(days=5),
    )
    ((flag, plan),) = own.plans
    steps = {step.moment: step.parts for step in plan.steps}
    assert (flag, steps[Moment.evening]) == (Flag.emotional, (Part.performer, Part.double))
    assert Moment.next_day not in steps


def test_a_call_sheet_may_wait_for_somebody_to_say_so() -> None:
    own = asking('[check_ins]\ncall_sheet = "never"\n')
    assert own
    assert own.sheet_at is None


def test_a_theatre_has_no_48_hours_unless_it_says_so() -> None:
    theatre = changed('kind = "film"', 'kind = "theatre"', PLAIN)
    own = state.book_of(good(theatre + '[check_ins]\nhalf_hour = "45 min"\n')).asking
    assert own
    assert not own.times.notice
    own = state.book_of(good(theatre + "[prompts]\nnotice = true\n")).asking
    assert own
    assert own.times.notice


@pytest.mark.parametrize(
    "text",
    [
        TEXT[_AT:],
        '[check_ins]\ncall_sheet = "never"\n[prompts]\nnotice = false\n',
        '[check_ins.minor]\nafter = []\nsentences = []\n[check_ins.kiss]\nafter = ["performer"]\n',
    ],
)
def test_what_is_shown_says_the_same_again(text: str) -> None:
    book = state.book_of(good(PLAIN + text))
    shown = writing.text_of(State(book))
    tables = shown[shown.index("[check_ins") :].split("\n\n[[outside")[0]
    assert asking(tables) == book.asking


FAULTS = {
    '[check_ins]\nbefor_set = "1 h"\n': "check_ins.befor_set: no such setting",
    '[check_ins]\nbefore_set = "soon"\n': 'check_ins.before_set: no length of time: write "90 min", "2 h" or "3 d"',
    '[check_ins]\ncall_sheet = "late"\n': 'check_ins.call_sheet: is no time of day: write it in quotes, "07:30"',
    '[check_ins]\nkiss = "often"\n': "check_ins.kiss: is a flag: write its plan as a table, [check_ins.kiss]",
    '[check_ins.kiss]\nlater = ["performer"]\n': "check_ins.kiss.later: no such moment",
    '[check_ins.minor]\nafter = ["performer"]\n': "about a minor only guardians and chaperones are asked",
    '[prompts]\npaperwork = "1 d"\n': "prompts.paperwork: asked before it is asked again, and both before the line",
    '[prompts]\nnotice = "no"\n': "prompts.notice: a time of day or a length of time",
}


@pytest.mark.parametrize("text", FAULTS)
def test_what_is_wrong_is_said_with_its_name(text: str) -> None:
    (fault,) = faults_of(PLAIN + text)
    assert FAULTS[text] in fault
