"""Decides what the waiting times of a ladder are: one `Policy` per urgency, kept with the concern it was set for.

The numbers are DOMAIN section 4's; a production may change each by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta

from escalation.concern import Urgency

ZERO = timedelta(0)


def _minutes(*numbers: int) -> tuple[timedelta, ...]:
    return tuple(timedelta(minutes=number) for number in numbers)


def _hours(*numbers: int) -> tuple[timedelta, ...]:
    return tuple(timedelta(hours=number) for number in numbers)


@dataclass(frozen=True, slots=True)
class Policy:
    """The waiting times of one ladder.

    - `offsets`: how long after release the first, second, third ... reader has had their time; for a reader
      beyond the last offset the last step is repeated. Empty for `now` and `before_scene`.
    - `repeat`, `outside_help`: `now` rings again, and shows outside help again, so long after release.
    - `again`: how often it goes on asking after its end.
    - `breath`: the least time anybody has who was asked, so that a late look or a skip asks nobody in vain.
    - `nudge`: how long before a promise its reader is nudged (a short promise: at half of it).
    - `not_forgotten`: how often a promise may be put off.
    - `coarse`: deadlines are rounded up to it; zero keeps them exact.
    - `scene_least`, `scene_most`, `hold`: `before_scene` gives each reader half of the time left, at least
      `scene_least`, the first at most `scene_most`; `hold` before the call a hold is offered.
    """

    offsets: tuple[timedelta, ...] = ()
    repeat: timedelta = timedelta(minutes=3)
    outside_help: timedelta = timedelta(minutes=5)
    again: timedelta = timedelta(minutes=30)
    breath: timedelta = timedelta(minutes=10)
    nudge: timedelta = timedelta(minutes=10)
    not_forgotten: int = 2
    coarse: timedelta = timedelta(minutes=5)
    scene_least: timedelta = timedelta(minutes=10)
    scene_most: timedelta = timedelta(hours=2)
    hold: timedelta = timedelta(minutes=15)

    def offset(self, slot: int) -> timedelta:
        """Give how long after release slot `slot` ends (0 is the first); before the first slot: zero."""
        if slot < 0 or not self.offsets:
            return ZERO
        if slot < len(self.offsets):
            return self.offsets[slot]
        last = len(self.offsets) - 1
        return self.offsets[last] + (slot - last) * (self.offsets[last] - self.offset(last - 1))


USUAL: dict[Urgency, Policy] = {
    Urgency.now: Policy(again=timedelta(minutes=5), breath=timedelta(minutes=1), coarse=ZERO),
    Urgency.before_scene: Policy(breath=timedelta(minutes=5), coarse=ZERO),
    Urgency.today: Policy(offsets=_minutes(60, 120, 240)),
    Urgency.soon: Policy(offsets=_hours(24, 48, 96), breath=timedelta(hours=1)),
    Urgency.record: Policy(),
}
"""The policy of each urgency where the production says nothing else."""


def policy(urgency: Urgency, overrides: Mapping[str, object] | None = None) -> Policy:
    """Give the policy of an urgency with a production's own values, by the names of `Policy`'s fields.

    Raises `ValueError`, which names the field, for an unknown name, a wrong type, a time that isn't positive
    (`coarse` may be zero), offsets that don't rise, or offsets where the urgency has none.
    """
    changes = dict(overrides or {})
    known = {field.name for field in fields(Policy)}
    for name, value in changes.items():
        if name not in known:
            raise ValueError(f"{name}: no such setting")
        _check(name, value, has_offsets=bool(USUAL[urgency].offsets))
    return replace(USUAL[urgency], **changes)  # type: ignore[arg-type] # each was checked by name


def _check(name: str, value: object, *, has_offsets: bool) -> None:
    if name == "offsets":
        _check_offsets(value, has_offsets=has_offsets)
    elif name == "not_forgotten":
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise ValueError("not_forgotten: a whole number, 0 or more")
    elif not isinstance(value, timedelta) or value < ZERO or (value == ZERO and name != "coarse"):
        raise ValueError(f"{name}: a length of time, more than nothing")


def _check_offsets(value: object, *, has_offsets: bool) -> None:
    if not has_offsets:
        raise ValueError("offsets: this urgency has none")
    if not isinstance(value, tuple) or not value or not all(isinstance(each, timedelta) for each in value):
        raise ValueError("offsets: one or more lengths of time")
    if any(later <= earlier for earlier, later in zip((ZERO, *value), value, strict=False)):
        raise ValueError("offsets: each later than the one before")
