"""What people typed into a DM: shown in their own chat as on any platform, kept in memory only, in no file."""

from __future__ import annotations

import secrets
from collections import defaultdict, deque
from dataclasses import dataclass, replace

from adapters.surfaces import Quoted

MOST_KEPT = 50


@dataclass(frozen=True, slots=True)
class Bubble:
    """One typed message. `after` is the number of the newest posted message when it was typed."""

    id: str
    after: int
    kind: str
    words: Quoted


class Typed:
    """The newest typed messages of each person, until the set stops."""

    def __init__(self) -> None:
        self._by: defaultdict[str, deque[Bubble]] = defaultdict(lambda: deque(maxlen=MOST_KEPT))

    def add(self, person: str, after: int, kind: str, words: Quoted) -> None:
        """Put one at the end of this person's chat."""
        self._by[person].append(Bubble(secrets.token_urlsafe(9), after, kind, words))

    def of(self, person: str) -> tuple[Bubble, ...]:
        """Everything this person typed, oldest first."""
        return tuple(self._by[person])

    def change(self, person: str, bubble: str, words: Quoted) -> bool:
        """Change one in place; False if this person has no such message."""
        return self._rewrite(person, bubble, words)

    def remove(self, person: str, bubble: str) -> bool:
        """Take one away; False if this person has no such message."""
        return self._rewrite(person, bubble, None)

    def _rewrite(self, person: str, bubble: str, words: Quoted | None) -> bool:
        before = self._by[person]
        found = any(one.id == bubble for one in before)
        rest = [
            replace(one, words=words) if one.id == bubble and words else one
            for one in before
            if one.id != bubble or words
        ]
        self._by[person] = deque(rest, maxlen=MOST_KEPT)
        return found
