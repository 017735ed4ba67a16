"""Says who is in an occasion and may be asked, what they are called for, and when they rest.

A child is nobody here, whatever they are called for: no plan can reach them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from escalation.calendar import ONE_DAY, Stretch
from escalation.call_times import LONGEST_DAY, Dated, day_ends, reports
from escalation.occasions import Called, State, children
from escalation.rest import Rest, RestRules, rest_of

PersonId = str
"""An opaque id; here nobody has a name or an address."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Somebody with an account: the cast ids linked to them, and their own zone, empty for their unit's."""

    id: PersonId
    cast_ids: tuple[str, ...] = field(repr=False)
    zone: str = ""


class People:
    """Everybody with an account, beside all occasions that have a day."""

    def __init__(self, dated: tuple[Dated, ...], linked: Iterable[Linked], rules: RestRules) -> None:
        self.children = children(one.occasion for one in dated)
        self._linked = {one.id: one for one in linked if not self.children.intersection(one.cast_ids)}
        self._by_cast_id: dict[str, list[PersonId]] = {}
        for one in self._linked.values():
            for cast_id in dict.fromkeys(one.cast_ids):
                self._by_cast_id.setdefault(cast_id, []).append(one.id)
        self._rules, self._dated = rules, dated
        self._rests: dict[PersonId, Rest] = self._all_rests()

    def present(self, dated: Dated) -> dict[PersonId, tuple[Called, ...]]:
        """Give who is in an occasion, with all that they are called for."""
        found: dict[PersonId, tuple[Called, ...]] = {}
        for called in dated.occasion.calls:
            for person in self._by_cast_id.get(called.cast_id, ()):
                found[person] = (*found.get(person, ()), called)
        return found

    def rest(self, person: PersonId) -> Rest:
        """Give when this person rests."""
        return self._rests[person]

    def _all_rests(self) -> dict[PersonId, Rest]:
        days: dict[PersonId, dict[tuple[str, date], Stretch]] = {}
        zones: dict[PersonId, str] = {}
        for dated in self._dated:
            for person, calls in self.present(dated).items():
                zones.setdefault(person, self._linked[person].zone or dated.hours.zone)
                _add_work(days.setdefault(person, {}), dated, calls)
        on = [dated.on for dated in self._dated]
        return {
            person: rest_of(days[person].values(), zone, (min(on) - 3 * ONE_DAY, max(on) + 10 * ONE_DAY), self._rules)
            for person, zone in zones.items()
        }


def _add_work(days: dict[tuple[str, date], Stretch], dated: Dated, calls: tuple[Called, ...]) -> None:
    """Add one day of work, from the first report to the unit's wrap; unflagged occasions are work as well."""
    if dated.occasion.standby or dated.occasion.state in (State.held, State.cancelled):
        return
    first = min(reports(dated, called) for called in calls)
    key = (dated.occasion.unit, dated.on)
    if key in days:
        first = min(first, days[key][0])
    wrap = dated.day.wrap or day_ends(dated.hours, dated.on)
    if dated.day.wrap is None and wrap <= first:
        wrap = first + LONGEST_DAY
    days[key] = first, max(first, wrap)
