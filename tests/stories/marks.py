"""A script's sentences as patterns, and what was learnt on the way; as `story_panes.js` has them."""

from __future__ import annotations

import re

_KNOWN = re.compile("\u2026(\\w+)\u2026")
_LEARNT = re.compile("\u2026\\+(\\w+)\u2026")
_ANY = "\u2026*\u2026"
_UNSAID = re.compile("\u2026\\+?(?:\\w+|\\*)\u2026")


def plain(text: str) -> str:
    """With every gap as wide as one space."""
    return " ".join(text.split())


class Marks:
    """The names and words that a story has learnt."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def learn(self, sentence: str, words: str) -> None:
        """These words belong in the first place that this sentence marks as learnt."""
        found = _LEARNT.search(sentence)
        if found is None:
            raise ValueError("nothing is learnt from this sentence")
        self._known[found[1]] = plain(words)

    def filled(self, text: str) -> str:
        """With what was learnt in its places."""
        return _KNOWN.sub(lambda found: self._known.get(found[1], "\u2026"), text)

    def shown(self, text: str) -> str:
        """For a person to read: what may be anything is three dots."""
        return _UNSAID.sub("\u2026", self.filled(text))

    def pattern(self, text: str) -> re.Pattern[str]:
        """What a whole text must be; the group is what is learnt."""
        marked = self.filled(_LEARNT.sub("\2", text.replace(_ANY, "\1")))
        return re.compile(re.escape(plain(marked)).replace("\1", ".+").replace("\2", "(.+)"))
