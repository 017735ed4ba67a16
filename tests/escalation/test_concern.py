"""Proves the table of moves: who may do what, when, and what never happens."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.calendar import Hours, Span
from escalation.concern import (
    BY,
    MOVES,
    Act,
    Basis,
    Category,
    Follow,
    Moment,
    NotNow,
    Side,
    State,
    Urgency,
    Wish,
    move,
    possible,
    preset_promises,
    promise_limit,
    side,
    was_posted,
)

HOURS = Hours("UTC")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LIVE = (State.released, State.opened, State.taken, State.talking, State.agreed, State.resting, State.reopened)
WRITING = (Act.reply, Act.ask_yes, Act.spoke)


def walk(*acts: Act, start: State = State.draft) -> State:
    for act in acts:
        start = move(start, act)
    return start


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ((Act.save, Act.release, Act.open, Act.take, Act.reply, Act.agree, Act.rest), State.resting),
        ((Act.save, Act.release, Act.reply), State.talking),
        ((Act.save, Act.release, Act.open, Act.ask_yes), State.talking),
        ((Act.save, Act.release, Act.take, Act.lapse), State.released),
        ((Act.save, Act.release, Act.take, Act.recuse), State.released),
        ((Act.save, Act.release, Act.reply, Act.take, Act.lapse), State.talking),
        ((Act.save, Act.answer, Act.release), State.released),
        ((Act.save, Act.take_back), State.withdrawn),
        ((Act.save, Act.release, Act.withdraw), State.withdrawn),
        ((Act.save, Act.release, Act.close, Act.answer), State.reopened),
        ((Act.save, Act.release, Act.close, Act.reply), State.closed),
        ((Act.save, Act.release, Act.reply, Act.rest, Act.answer), State.reopened),
        ((Act.save, Act.release, Act.reply, Act.agree, Act.decline), State.talking),
        ((Act.save, Act.release, Act.expire, Act.reopen), State.reopened),
        ((Act.save, Act.release, Act.take, Act.all_right), State.taken),
    ],
)
def test_walks(acts: tuple[Act, ...], expected: State) -> None:
    assert walk(*acts) is expected


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", Act)
def test_what_is_not_in_the_table_is_not_now(state: State, act: Act) -> None:
    if act in MOVES[state]:
        assert move(state, act) is MOVES[state][act]
        return
    with pytest.raises(NotNow) as refusal:
        move(state, act)
    assert (refusal.value.state, refusal.value.act) == (state, act)


def test_every_state_is_in_the_table_and_can_be_reached() -> None:
    reached = {State.draft} | {after for moves in MOVES.values() for after in moves.values()}
    assert reached == set(State) == set(MOVES)


def test_every_act_belongs_to_exactly_one_side_and_is_possible_somewhere() -> None:
    assert sorted(act for acts in BY.values() for act in acts) == sorted(Act)
    assert {act for moves in MOVES.values() for act in moves} == set(Act)
    assert [side(act) for act in (Act.close, Act.reply, Act.lapse)] == [Side.person, Side.reader, Side.clock]


def closers() -> set[Act]:
    return {
        act
        for before, moves in MOVES.items()
        for act, after in moves.items()
        if after is State.closed and before is not State.closed
    }


def test_only_the_person_closes_and_the_clock_at_the_very_end() -> None:
    assert closers() == {Act.close, Act.expire}
    assert side(Act.close) is Side.person


def test_control_a_reader_who_could_close_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MOVES, State.talking, MOVES[State.talking] | {Act.rest: State.closed})
    assert closers() != {Act.close, Act.expire}


@pytest.mark.parametrize("state", LIVE)
def test_a_person_can_always_add_words_withdraw_and_close(state: State) -> None:
    assert {Act.answer, Act.withdraw, Act.close} <= set(possible(state, Side.person))


@pytest.mark.parametrize("state", [State.closed, State.resting])
def test_added_words_reopen_a_closed_or_resting_line(state: State) -> None:
    assert move(state, Act.answer) is State.reopened


@pytest.mark.parametrize("state", LIVE)
@pytest.mark.parametrize("act", WRITING)
def test_what_a_reader_writes_counts_as_taking(state: State, act: Act) -> None:
    assert move(state, act) in (State.talking, State.agreed)


@pytest.mark.parametrize("state", [State.released, State.opened, State.taken, State.reopened])
def test_a_line_nobody_wrote_on_cannot_rest(state: State) -> None:
    assert Act.rest not in possible(state, Side.reader)


@pytest.mark.parametrize("state", [State.draft, State.saved])
def test_before_release_nothing_was_posted_and_no_reader_can_do_anything(state: State) -> None:
    assert not was_posted(state)
    assert possible(state, Side.reader) == ()
    assert move(state, Act.withdraw) is State.withdrawn


@pytest.mark.parametrize("state", LIVE)
def test_after_release_readers_see_withdrawn(state: State) -> None:
    assert was_posted(state)


@pytest.mark.parametrize("by", Side)
def test_withdrawn_is_final(by: Side) -> None:
    assert possible(State.withdrawn, by) == ()


@given(st.lists(st.sampled_from(Act), max_size=30))
def test_any_life_keeps_the_rules(acts: list[Act]) -> None:
    state, written, closed = State.draft, False, False
    for act in acts:
        if act not in MOVES[state]:
            continue
        after = move(state, act)
        written = written or act in WRITING
        closed = closed or act in (Act.close, Act.expire)
        assert after is not State.closed or closed
        assert after not in (State.talking, State.agreed, State.resting) or written
        assert state is not State.closed or side(act) is Side.person or after is State.closed
        state = after


def test_the_words_for_the_choices() -> None:
    assert list(Follow) == ["any_time", "not_while_we_shoot", "key_only"]
    assert list(Wish) == ["note", "talk_first", "deal_without_saying", "pass_on", "report_formally"]
    assert list(Basis) == ["unsaid", "happened", "saw", "heard"]
    assert len(Category) == 13


# --- promises ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("urgency", "call", "limit"),
    [
        (Urgency.now, None, NOON + 30 * MINUTE),
        (Urgency.before_scene, NOON + 95 * MINUTE, NOON + 95 * MINUTE),
        (Urgency.before_scene, NOON - MINUTE, NOON + 30 * MINUTE),
        (Urgency.before_scene, None, NOON + 30 * MINUTE),
        (Urgency.today, None, datetime(2026, 11, 25, tzinfo=UTC)),
        (Urgency.soon, NOON + 95 * MINUTE, NOON + timedelta(days=3)),
        (Urgency.record, None, NOON + timedelta(days=3)),
    ],
)
def test_the_longest_promise(urgency: Urgency, call: datetime | None, limit: datetime) -> None:
    assert promise_limit(urgency, Moment(NOON, HOURS, call)) == limit


def test_the_end_of_the_day_of_a_night_shoot_is_its_wrap() -> None:
    night = Hours("UTC", Span(time(18), time(5)))
    late = datetime(2026, 11, 24, 23, 50, tzinfo=UTC)
    assert promise_limit(Urgency.today, Moment(NOON, night)) == datetime(2026, 11, 25, 5, tzinfo=UTC)
    assert promise_limit(Urgency.today, Moment(late, HOURS)) == late + 30 * MINUTE


@given(
    st.sampled_from(Urgency),
    st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - naive by its contract
    st.none() | st.integers(-60, 3000),
)
def test_there_is_always_a_promise_to_choose_and_none_too_long(
    urgency: Urgency, at: datetime, left: int | None
) -> None:
    moment = Moment(at, HOURS, None if left is None else at + left * MINUTE)
    presets = preset_promises(urgency, moment)
    assert presets
    assert list(presets) == sorted(set(presets))
    assert all(at < preset <= promise_limit(urgency, moment) for preset in presets)


def test_presets_are_coarse_save_for_now() -> None:
    at = NOON + timedelta(seconds=61)
    assert preset_promises(Urgency.now, Moment(at, HOURS))[0] == at + 5 * MINUTE
    assert preset_promises(Urgency.today, Moment(at, HOURS))[0] == NOON + 35 * MINUTE
