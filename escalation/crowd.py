"""Finds what gives a person away in a small crowd: a role, a place, a minute, a name, a language.

A hint is advice with a mend for its button. It never blocks, is computed where the words are and is kept
nowhere: the caller throws it away with the preview. Word lists are values, made by `parse` from a text that
an intimacy coordinator can edit; nothing is read from a file here.

Time is linear in the words and bounded: they are cut into tokens once, from each token a tree of phrases is
followed for at most LONGEST_PHRASE tokens, and no pattern runs back over more than a few dozen characters.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from typing import Final, TypeGuard

from escalation.plain import KINDS_OF_TOKEN, LONGEST, Token, folded, tokens

K: Final = 5
"""The fewest people behind whom one of them is hidden: a count of people under it names people."""

SMALL_CREW: Final = 10
"""Under this many people it is said, before the first word, that what is described may show who wrote."""

MOST: Final = 3
"""The most hints at a time: more would read as "don't write"."""

LONGEST_PHRASE: Final = 12
"""The most tokens that one hint may span."""

MANY_LETTERS: Final = 60
"""From this many letters on, words without one common word of a language are not in that language."""


class Kind(StrEnum):
    """What gives a person away, the most telling first; the order is the order of hints."""

    NAME = "name"
    ROLE = "role"
    TIME = "time"
    SPEECH = "speech"
    PLACE = "place"
    DEPARTMENT = "department"
    SCENE = "scene"
    LANGUAGE = "language"
    DAY = "day"


class Said(StrEnum):
    """What a person is told of an occasion's size before they answer."""

    BY_NAME = "by name"
    NUMBER = "number"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of a list, written out, and the words that say the same of many people."""

    kind: Kind
    say: str
    mend: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A stretch of a person's words that could point to them.

    `mend` is what the button puts in its place, "" to take it out. A hint about the language of all the
    words has no stretch (start == end) and nothing to mend: the desk offers "say it with buttons" instead.
    """

    kind: Kind
    start: int
    end: int
    mend: str

    @property
    def mendable(self) -> bool:
        """Say whether a button can mend it."""
        return self.end > self.start


@dataclass(slots=True)
class _Node:
    """A place in a tree of phrases: where each next step leads, and whether a phrase or part ends here."""

    after: dict[str, "_Node"] = field(default_factory=dict)
    ends: Entry | None = None
    whole: bool = False


_State = tuple[_Node, _Node | None]  # where in a phrase, and where inside the part that stands there


@dataclass(frozen=True, slots=True)
class WordList:
    """The phrases of one language that give people away, and its commonest words.

    A phrase is matched on whole words, capitals, accents and hyphens aside. "{job}" stands for each of the
    words that `parts` has for it; "{word}", "{number}", "{tag}" (#3), "{clock}", "{date}", "{handle}",
    "{email}", "{phone}" and "{link}" for any token of that kind; "{quote}", alone, for direct speech in
    double quotes. Of two alike phrases the first counts. Raises ValueError for one that can't be matched.
    """

    language: str
    entries: tuple[Entry, ...]
    stop_words: frozenset[str]
    parts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    tree: _Node = field(init=False, repr=False, compare=False)
    trees: Mapping[str, _Node] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        trees = {f"{{{name}}}": _tree_of_words(words) for name, words in self.parts.items()}
        object.__setattr__(self, "trees", trees)
        object.__setattr__(self, "tree", _tree_of_phrases(self.entries, trees.keys() | KINDS_OF_TOKEN))


def small_crew(people: int) -> bool:
    """Say whether a crew is so small that the outside contact is named before the first word."""
    return people < SMALL_CREW


def said_number(people: int) -> Said:
    """Say what is told of an occasion with so many people: one answers by name, 2 to 4 read the number."""
    if people <= 1:
        return Said.BY_NAME
    return Said.NUMBER if people < K else Said.NOTHING


def hints(words: str, lists: Sequence[WordList], crew: int, language: str) -> tuple[Hint, ...]:
    """Give at most MOST hints that don't overlap, the most telling first, then in the order of the words.

    `crew` is how many people could have written; the day alone is a hint only on a small crew. `language`
    is the production's. All lists are used, because people mix languages; the list of the language the
    words are in comes first where two say the same. Only the first LONGEST characters are looked at: more
    can't be sent.
    """
    cut = tuple(tokens(words[:LONGEST]))
    common = {one.language: sum(token.plain in one.stop_words for token in cut) for one in lists}
    ordered = sorted(lists, key=lambda one: -common[one.language])
    found = [hint for one in ordered for hint in _found(words[:LONGEST], cut, one)]
    if _foreign(cut, common, language):
        found.append(Hint(Kind.LANGUAGE, 0, 0, ""))
    return _most_telling(found, small=small_crew(crew))


def mended(words: str, hint: Hint) -> str:
    """Give the words with the hint's mend in place; the same words where there is nothing to mend.

    Where something is taken out no double space stays. Raises ValueError for a hint that doesn't fit these.
    """
    if not 0 <= hint.start <= hint.end <= len(words):
        raise ValueError("this hint is not about these words")
    before, after = words[: hint.start], words[hint.end :]
    if hint.mendable and not hint.mend and (not before or before[-1].isspace()):
        after = after.removeprefix(" ")
    return before + hint.mend + after


def parse(text: str) -> WordList:
    """Read a word list from TOML: `language`, `stop_words`, `[parts]`, and per kind rows of say and mend.

    In `say`, "at/around/after lunch" is three phrases, and an empty choice, "/the", a word that may be
    missing. Raises ValueError for anything else than this.
    """
    table = tomllib.loads(text)
    language, stop_words, parts = (table.pop(key, None) for key in ("language", "stop_words", "parts"))
    if not isinstance(language, str) or not isinstance(stop_words, list) or not _lists_of_words(parts):
        raise ValueError("a word list says its language, its stop_words and its parts")
    entries = tuple(entry for kind, rows in table.items() for entry in _entries(kind, rows))
    return WordList(language, entries, frozenset(map(folded, map(str, stop_words))), parts)


def _lists_of_words(parts: object) -> TypeGuard[dict[str, list[str]]]:
    """Say whether this gives every part a list of words."""
    return isinstance(parts, dict) and all(
        isinstance(words, list) and all(isinstance(word, str) for word in words) for words in parts.values()
    )


_QUOTE: Final = "{quote}"
_QUOTED: Final = re.compile('"[^"\n]++"|\u201c[^\u201c\u201d\n]++\u201d|\u00ab[^\u00ab\u00bb\n]++\u00bb')
_RANK: Final = {kind: rank for rank, kind in enumerate(Kind)}


def _tree_of_phrases(entries: Iterable[Entry], placeholders: AbstractSet[str]) -> _Node:
    """Build the tree in which phrases with the same beginning share a path."""
    root = _Node()
    for entry in entries:
        if entry.say != _QUOTE:
            node = _grown(root, entry.say, placeholders)
            node.ends = node.ends or entry
    return root


def _tree_of_words(words: Iterable[str]) -> _Node:
    """Build the tree of the words that a part may be."""
    root = _Node()
    for word in words:
        _grown(root, word, frozenset()).whole = True
    return root


def _grown(root: _Node, say: str, placeholders: AbstractSet[str]) -> _Node:
    """Lay the path of a phrase and give its end."""
    node = root
    for part in say.split():
        if "{" in part and part not in placeholders:
            raise ValueError(f"{say!r} has a part that is nowhere defined")
        for step in [part] if part in placeholders else [token.plain for token in tokens(part)]:
            node = node.after.setdefault(step, _Node())
    if node is root:
        raise ValueError(f"{say!r} has nothing to match")
    return node


def _found(words: str, cut: Sequence[Token], one: WordList) -> Iterator[Hint]:
    """Give every hint of one list: the longest phrase from each token, and direct speech."""
    at = 0
    while at < len(cut):
        entry, taken = _longest(cut, at, one)
        if entry:
            yield _hint(words, entry, cut[at].start, cut[at + taken - 1].end)
        at += taken
    for entry in (entry for entry in one.entries if entry.say == _QUOTE):
        spoken = (match.span() for match in _QUOTED.finditer(words) if " " in match[0][1:-1].strip())
        yield from (_hint(words, entry, *span) for span in spoken)


def _longest(cut: Sequence[Token], at: int, one: WordList) -> tuple[Entry | None, int]:
    """Find the longest phrase that begins at a token, and how many tokens it takes (one if there is none)."""
    entry, taken = None, 1
    states: list[_State] = [(one.tree, None)]
    for count, token in enumerate(cut[at : at + LONGEST_PHRASE], start=1):
        if not states or (count > 1 and not token.joined):
            break
        states = list(_next(states, token, one.trees))
        for ending in (node.ends for node, inner in states if node.ends and inner is None):
            entry, taken = ending, count
    return entry, taken


def _next(states: Iterable[_State], token: Token, trees: Mapping[str, _Node]) -> Iterator[_State]:
    """Go one token further on every path that is still open."""
    for node, inner in states:
        inside = [(node, inner)] if inner else []
        if inner is None:
            yield from ((node.after[key], None) for key in (token.plain, token.kind) if key in node.after)
            inside = [(node.after[name], tree) for name, tree in trees.items() if name in node.after]
        for target, place in inside:
            if deeper := place.after.get(token.plain):
                yield target, deeper
                if deeper.whole:
                    yield target, None


def _hint(words: str, entry: Entry, start: int, end: int) -> Hint:
    """Make a hint, its mend with a capital where a sentence begins."""
    before = words[max(0, start - 4) : start].rstrip(" \"'(\u00bf\u00a1")
    begins = not before or before[-1] in ".!?\n"
    mend = entry.mend[:1].upper() + entry.mend[1:] if begins else entry.mend
    return Hint(entry.kind, start, end, mend)


def _foreign(cut: Sequence[Token], common: Mapping[str, int], language: str) -> bool:
    """Say whether the words are in another language than the production's, by its commonest words."""
    if language not in common:
        return False
    mine = common[language]
    other = max((count for one, count in common.items() if one != language), default=0)
    letters = sum(len(token.plain.encode()) for token in cut if token.kind == "{word}")
    return (other >= 3 and other > 2 * mine) or (mine == 0 and letters >= MANY_LETTERS)


def _most_telling(found: Iterable[Hint], *, small: bool) -> tuple[Hint, ...]:
    """Keep MOST hints: one of each kind first, so that three minutes don't hide a role, then the rest."""
    told = (hint for hint in found if small or hint.kind is not Kind.DAY)
    ordered = sorted(told, key=lambda hint: (_RANK[hint.kind], hint.start, -hint.end))
    chosen: list[Hint] = []
    for again in (False, True):
        for hint in ordered:
            fresh = again or all(hint.kind is not other.kind for other in chosen)
            apart = all(hint != other and (hint.end <= other.start or other.end <= hint.start) for other in chosen)
            if len(chosen) < MOST and fresh and apart:
                chosen.append(hint)
    return tuple(sorted(chosen, key=lambda hint: (_RANK[hint.kind], hint.start)))


def _entries(kind: str, rows: object) -> Iterator[Entry]:
    """Read the rows of one kind and write their choices out."""
    for row in rows if isinstance(rows, list) else [rows]:
        if not isinstance(row, dict) or {key: type(said) for key, said in row.items()} != {"say": str, "mend": str}:
            raise ValueError(f"{kind}: a row has a say and a mend")
        for chosen in product(*(word.split("/") for word in row["say"].split())):
            yield Entry(Kind(kind), " ".join(filter(None, chosen)), row["mend"])
