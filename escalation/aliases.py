"""Chooses the fresh two-word name of a line, such as "Quiet Heron".

Names that stand at the same time must not be confused on a radio or in a hurry, so they are kept apart as far
as the two lists of 128 words allow. Which names are allowed, strictest first:

1. no word of a standing name, and neither first letter among the first letters of any standing name;
2. no word shared, and no first letter shared in the same place (first word with first, second with second);
3. no word shared, and not the same pair of first letters;
4. no word shared;
5. not the same name.

The first rule that leaves a name is the one that is used. With our own lists 1 holds for 12 to 17 open lines,
2 for 22 (Spanish) or 25 (English), 4 for 128 and 5 for 16,384 (measured over 60 seeds each).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from escalation.plain import folded

WORDS: Final = 128
"""How many words each section of a list has: 7 bits a word, 14 bits a name."""

_FORM: Final = "{first} {second}"
_Word = Callable[[str], bool]


class NoNameLeft(LookupError):
    """Every name of the list stands on a card: nothing may be used twice."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language: quiet adjectives, things of nature and stage, and the order they stand in.

    `form` holds "{first}" and "{second}" once each with a space between. Raises ValueError for an empty
    section, a word that stands twice, a word that isn't one plain lower-case word, or another form.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    form: str = _FORM

    def __post_init__(self) -> None:
        if sorted(self.form.split(" ")) != ["{first}", "{second}"]:
            raise ValueError("the form has {first} and {second} once each")
        if not self.first or not self.second:
            raise ValueError("a section is empty")
        words = self.first + self.second
        if odd := [word for word in words if not word.isalpha() or word != word.lower()]:
            raise ValueError(f"not a plain lower-case word: {odd[0]}")
        if len({folded(word) for word in words}) != len(words):
            raise ValueError("a word stands twice")

    def name(self, first: str, second: str) -> str:
        """Give the name of two words as people see it."""
        return self.form.format(first=first.capitalize(), second=second.capitalize())


def parse(text: str) -> Lexicon:
    """Read a word list: "# ..." comments, a line "form = ...", sections "[first]" and "[second]".

    Words stand several to a line. Raises ValueError unless each section has exactly WORDS words.
    """
    form, sections, here = _FORM, dict[str, list[str]](), list[str]()
    for line in filter(None, (raw.partition("#")[0].strip() for raw in text.splitlines())):
        if line.startswith("["):
            here = sections.setdefault(line.strip("[]"), [])
        elif line.startswith("form"):
            form = line.partition("=")[2].strip()
        else:
            here += line.split()
    if {section: len(words) for section, words in sections.items()} != {"first": WORDS, "second": WORDS}:
        raise ValueError(f"a word list has the sections [first] and [second] of {WORDS} words each")
    return Lexicon(tuple(sections["first"]), tuple(sections["second"]), form)


@lru_cache(maxsize=8 * WORDS)
def _plain(word: str) -> str:
    """Fold a word of a list; each stands in memory once, however many names are chosen."""
    return folded(word)


def choose(lexicon: Lexicon, standing: Collection[str], roll: int | bytes) -> str:
    """Choose a name that isn't standing, uniformly among those the strictest possible rule allows.

    `standing` are the names whose card still stands, in any order and also of another list; `roll` is the
    only chance in it: at least 64 random bits, so that no name is favoured by more than 2**-50. The same
    arguments give the same name. Raises NoNameLeft when every name stands.
    """
    number = int.from_bytes(roll, "big") if isinstance(roll, bytes) else roll
    taken = _Taken.of(standing)
    swapped = lexicon.form != _FORM
    left, right = (lexicon.second, lexicon.first) if swapped else (lexicon.first, lexicon.second)
    plain = {word: _plain(word) for word in (*left, *right)}
    for free_left, free_right, apart in _rules(taken):
        lefts = [word for word in left if free_left(plain[word])]
        rights = [word for word in right if free_right(plain[word])]
        if pair := _drawn(lefts, rights, apart, number):
            first, second = reversed(pair) if swapped else pair
            return lexicon.name(first, second)
    raise NoNameLeft("every name of this list stands on a card")


@dataclass(frozen=True, slots=True)
class _Taken:
    """What the standing names use up, accents and capitals aside."""

    names: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, standing: Iterable[str]) -> "_Taken":
        return cls(frozenset(words for name in standing if (words := tuple(folded(name).split()))))

    def words(self) -> frozenset[str]:
        return frozenset(word for name in self.names for word in name)

    def letters(self, place: int) -> frozenset[str]:
        return frozenset(name[place][0] for name in self.names)

    def pairs_of_letters(self) -> frozenset[tuple[str, str]]:
        return frozenset((name[0][0], name[-1][0]) for name in self.names)


@dataclass(frozen=True, slots=True)
class _Apart:
    """Pairs that may not be: two words, or what `part` takes of two words. Counted, never written down one by one."""

    part: Callable[[str], str]
    pairs: frozenset[tuple[str, str]]

    def counted(self, lefts: list[str], rights: list[str]) -> list[int]:
        """How many of the right words may stand beside each left word."""
        found, barred = Counter(self.part(_plain(word)) for word in rights), defaultdict[str, int](int)
        for left, right in self.pairs:
            barred[left] += found[right]
        return [len(rights) - barred[self.part(_plain(word))] for word in lefts]

    def beside(self, left: str, rights: list[str]) -> list[str]:
        """Those right words, in the list's order."""
        mine = self.part(_plain(left))
        return [word for word in rights if (mine, self.part(_plain(word))) not in self.pairs]


def _rules(taken: _Taken) -> Iterator[tuple[_Word, _Word, _Apart | None]]:
    """Give the five rules as what a left word, a right word and the two together must hold to."""
    words, lefts, rights = taken.words(), taken.letters(0), taken.letters(-1)
    both, pairs = lefts | rights, taken.pairs_of_letters()

    def unused(word: str) -> bool:
        return word not in words

    def far(word: str) -> bool:
        return unused(word) and word[0] not in both

    yield far, far, None
    yield (
        lambda word: unused(word) and word[0] not in lefts,
        lambda word: unused(word) and word[0] not in rights,
        None,
    )
    yield unused, unused, _Apart(lambda word: word[0], pairs)
    yield unused, unused, None
    yield _any, _any, _Apart(str, frozenset((name[0], name[1]) for name in taken.names if len(name) == 2))


def _any(word: str) -> bool:
    """Allow every word."""
    return bool(word)


def _drawn(lefts: list[str], rights: list[str], apart: _Apart | None, number: int) -> tuple[str, str] | None:
    """Draw one of the allowed pairs; where only the words matter, without writing them all down."""
    if not lefts or not rights:
        return None
    if apart is None:
        row, column = divmod(number % (len(lefts) * len(rights)), len(rights))
        return lefts[row], rights[column]
    counts = apart.counted(lefts, rights)
    at = number % sum(counts) if any(counts) else -1
    for left, count in zip(lefts, counts, strict=True):
        if 0 <= at < count:
            return left, apart.beside(left, rights)[at]
        at -= count
    return None
