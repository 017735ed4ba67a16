"""Decides what a concern is and how it moves: its states, the acts, who may do each, and the promises.

`MOVES` is the whole table: what isn't in it isn't possible, and `move` says so with `NotNow`. Rules it keeps:

- only the person closes (the clock does so 90 days after wrap, and the person is told before), and only what
  was released: before that there is nothing to close, it is taken back;
- a person can always add words while their words are kept; on a closed or resting line that reopens it;
- a reader's reply, and asking for a yes, count as taking;
- a line can rest only after a reader has written;
- withdrawn is final. Before release nothing was ever posted; after it readers see "withdrawn";
- a reader can still leave an answer on a closed line, and it stays closed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from escalation.calendar import Hours, end_of_day, round_up


class Urgency(StrEnum):
    """How soon somebody should read it."""

    now = "now"
    before_scene = "before_scene"
    today = "today"
    soon = "soon"
    record = "record"


class State(StrEnum):
    """Where a line stands; each is a sentence in the person's record."""

    draft = "draft"
    saved = "saved"
    released = "released"
    opened = "opened"
    taken = "taken"
    talking = "talking"
    agreed = "agreed"
    resting = "resting"
    withdrawn = "withdrawn"
    closed = "closed"
    reopened = "reopened"


class Side(StrEnum):
    """Who acts: the person who wrote, a reader, or the clock."""

    person = "person"
    reader = "reader"
    clock = "clock"


class Act(StrEnum):
    """What can be done to a line."""

    save = "save"
    take_back = "take_back"
    answer = "answer"
    agree = "agree"
    decline = "decline"
    all_right = "all_right"
    confirm_spoke = "confirm_spoke"
    withdraw = "withdraw"
    close = "close"
    reopen = "reopen"
    open = "open"
    take = "take"
    reply = "reply"
    ask_yes = "ask_yes"
    spoke = "spoke"
    note = "note"
    rest = "rest"
    recuse = "recuse"
    release = "release"
    lapse = "lapse"
    expire = "expire"


BY: dict[Side, tuple[Act, ...]] = {
    Side.person: (
        Act.save,
        Act.take_back,
        Act.answer,
        Act.agree,
        Act.decline,
        Act.all_right,
        Act.confirm_spoke,
        Act.withdraw,
        Act.close,
        Act.reopen,
    ),
    Side.reader: (Act.open, Act.take, Act.reply, Act.ask_yes, Act.spoke, Act.note, Act.rest, Act.recuse),
    Side.clock: (Act.release, Act.lapse, Act.expire),
}
"""Who may do what; every act belongs to exactly one side."""

_OVER = {Act.withdraw: State.withdrawn, Act.close: State.closed, Act.expire: State.closed}
_WROTE = {Act.reply: State.talking, Act.ask_yes: State.talking, Act.spoke: State.talking}


def _same(state: State, *acts: Act) -> dict[Act, State]:
    return dict.fromkeys(acts, state)


MOVES: dict[State, dict[Act, State]] = {
    State.draft: {Act.save: State.saved, Act.take_back: State.withdrawn, Act.withdraw: State.withdrawn},
    State.saved: {Act.release: State.released}
    | _same(State.withdrawn, Act.take_back, Act.withdraw, Act.expire)
    | _same(State.saved, Act.answer, Act.all_right),
    State.released: _OVER
    | _WROTE
    | {Act.open: State.opened, Act.take: State.taken}
    | _same(State.released, Act.answer, Act.all_right, Act.note, Act.recuse),
    State.opened: _OVER
    | _WROTE
    | {Act.take: State.taken}
    | _same(State.opened, Act.answer, Act.all_right, Act.note, Act.recuse, Act.open),
    State.taken: _OVER
    | _WROTE
    | {Act.lapse: State.released, Act.recuse: State.released}
    | _same(State.taken, Act.answer, Act.all_right, Act.note, Act.open, Act.take),
    State.talking: _OVER
    | _WROTE
    | {Act.agree: State.agreed, Act.rest: State.resting}
    | _same(State.talking, Act.answer, Act.all_right, Act.note, Act.recuse, Act.open, Act.take, Act.lapse)
    | _same(State.talking, Act.decline, Act.confirm_spoke),
    State.agreed: _OVER
    | {Act.decline: State.talking, Act.rest: State.resting}
    | _same(State.agreed, Act.answer, Act.all_right, Act.note, Act.recuse, Act.open, Act.take, Act.lapse)
    | _same(State.agreed, Act.reply, Act.ask_yes, Act.spoke, Act.agree, Act.confirm_spoke),
    State.resting: _OVER
    | _WROTE
    | {Act.answer: State.reopened, Act.reopen: State.reopened}
    | {Act.agree: State.agreed, Act.decline: State.talking}
    | _same(State.resting, Act.open, Act.note, Act.recuse, Act.rest, Act.confirm_spoke),
    State.withdrawn: {},
    State.closed: {Act.answer: State.reopened, Act.reopen: State.reopened, Act.withdraw: State.withdrawn}
    | _same(State.closed, Act.close, Act.expire, Act.reply, Act.note, Act.open),
    State.reopened: _OVER
    | _WROTE
    | {Act.open: State.opened, Act.take: State.taken}
    | _same(State.reopened, Act.answer, Act.all_right, Act.note, Act.recuse),
}
"""From each state, each possible act and the state after it."""


class NotNow(Exception):
    """The act isn't possible in this state; carries both, never words or people."""

    def __init__(self, state: State, act: Act) -> None:
        super().__init__(f"{act} is not possible when {state}")
        self.state = state
        self.act = act


def move(state: State, act: Act) -> State:
    """Give the state after the act. Raises `NotNow` where the table has no such move."""
    after = MOVES[state].get(act)
    if after is None:
        raise NotNow(state, act)
    return after


def side(act: Act) -> Side:
    """Say who may do this act."""
    return next(side for side, acts in BY.items() if act in acts)


def possible(state: State, by: Side) -> tuple[Act, ...]:
    """Give the acts that this side has in this state, in the order of `BY`."""
    return tuple(act for act in BY[by] if act in MOVES[state])


def was_posted(state: State) -> bool:
    """Say whether readers may know of a line in this state; ask it *before* a withdrawal.

    True means: on withdrawal readers see "withdrawn". False: there never was anything to see.
    """
    return state not in (State.draft, State.saved)


class Follow(StrEnum):
    """When the person wants to be written to."""

    any_time = "any_time"
    not_while_we_shoot = "not_while_we_shoot"
    key_only = "key_only"


class Wish(StrEnum):
    """What should happen with what the person says."""

    note = "note"
    talk_first = "talk_first"
    deal_without_saying = "deal_without_saying"
    pass_on = "pass_on"  # noqa: S105 - no password
    report_formally = "report_formally"


class Basis(StrEnum):
    """How the person knows. Nothing is said for them."""

    unsaid = "unsaid"
    happened = "happened"
    saw = "saw"
    heard = "heard"


class TheyKnow(StrEnum):
    """Whether the person it happened to knows that somebody writes, where that isn't the writer.

    `ask`: they don't, and nobody is to contact them before asking whoever wrote.
    """

    unsaid = "unsaid"
    yes = "yes"
    no = "no"
    ask = "ask"


class Category(StrEnum):
    """What it is about; optional, chosen after sending, never on a card."""

    boundary = "boundary"
    privacy = "privacy"
    garments = "garments"
    harassment = "harassment"
    assault = "assault"
    bullying = "bullying"
    discrimination = "discrimination"
    safety = "safety"
    child = "child"
    retaliation = "retaliation"
    wellbeing = "wellbeing"
    images = "images"
    question = "question"


@dataclass(frozen=True, slots=True)
class Moment:
    """What a promise depends on: when it is given, the unit's hours, and the call, where one is named."""

    at: datetime
    hours: Hours
    call: datetime | None = None


NOW_LIMIT = timedelta(minutes=30)
"""The longest promise for `now`, and where the call has passed or the day is all but over."""
DAYS_LIMIT = timedelta(days=3)
"""The longest promise for what needn't be read today."""


def promise_limit(urgency: Urgency, moment: Moment) -> datetime:
    """Give the latest time that a reader may promise: 30 min, the call, the end of the day, or 3 days.

    In the last half hour of a day, 30 min for `today` too.
    """
    if urgency is Urgency.now:
        return moment.at + NOW_LIMIT
    if urgency is Urgency.before_scene:
        return moment.call if moment.call and moment.call > moment.at else moment.at + NOW_LIMIT
    if urgency is Urgency.today:
        return max(end_of_day(moment.hours, moment.at), moment.at + NOW_LIMIT)
    return moment.at + DAYS_LIMIT


_PRESETS: dict[Urgency, tuple[timedelta, ...]] = {
    Urgency.now: tuple(timedelta(minutes=minutes) for minutes in (5, 10, 20, 30)),
    Urgency.before_scene: tuple(timedelta(minutes=minutes) for minutes in (10, 30, 60, 120)),
    Urgency.today: tuple(timedelta(minutes=minutes) for minutes in (30, 60, 120, 240)),
    Urgency.soon: tuple(timedelta(hours=hours) for hours in (4, 24, 48, 72)),
    Urgency.record: tuple(timedelta(hours=hours) for hours in (4, 24, 48, 72)),
}


def preset_promises(urgency: Urgency, moment: Moment) -> tuple[datetime, ...]:
    """Give the times to choose from, soonest first, at least one, none later than the limit.

    Times are rounded up to 5 minutes, save for `now`.
    """
    limit = promise_limit(urgency, moment)
    step = timedelta(0) if urgency is Urgency.now else timedelta(minutes=5)
    times = {round_up(moment.at + wait, step) for wait in _PRESETS[urgency]}
    return _within(times, limit)


def _within(times: Iterable[datetime], limit: datetime) -> tuple[datetime, ...]:
    return tuple(sorted(at for at in times if at <= limit)) or (limit,)
