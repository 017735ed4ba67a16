"""Names of lines: fresh, apart from those that stand, uniform, and the same for the same roll."""

import random
from collections import Counter
from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.aliases import WORDS, Lexicon, NoNameLeft, choose, parse

LETTERS = "abcdefghijklmnop"
BIG = Lexicon(
    tuple(f"{letter}u{end}" for letter in LETTERS for end in "abcdefgh"),
    tuple(f"{letter}i{end}" for letter in LETTERS for end in "abcdefgh"),
)
SPANISH = Lexicon(("suave", "tenue"), ("garza", "loma"), "{second} {first}")
ROLLS = st.integers(0, 2**64 - 1)


def _opened(count: int, seed: int, lexicon: Lexicon = BIG) -> list[str]:
    """Open so many lines one after the other."""
    rolls, standing = random.Random(seed), list[str]()  # noqa: S311 - a test's dice
    for _ in range(count):
        standing.append(choose(lexicon, standing, rolls.getrandbits(64)))
    return standing


def _share_a_word(one: str, other: str) -> bool:
    return bool(set(one.split()) & set(other.split()))


def _share_a_letter(one: str, other: str) -> bool:
    return bool({word[0].lower() for word in one.split()} & {word[0].lower() for word in other.split()})


def _share_a_letter_in_place(one: str, other: str) -> bool:
    return any(left[0] == right[0] for left, right in zip(one.split(), other.split(), strict=True))


def _same_letters(one: str, other: str) -> bool:
    return [word[0] for word in one.split()] == [word[0] for word in other.split()]


def _same(one: str, other: str) -> bool:
    return one == other


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("count", "alike"),
    [(8, _share_a_letter), (8, _share_a_word), (40, _share_a_word), (128, _share_a_word), (140, _same)],
)
def test_names_that_stand_together_are_apart(count: int, alike: Callable[[str, str], bool], seed: int) -> None:
    assert not any(alike(one, other) for one, other in combinations(_opened(count, seed), 2))


@pytest.mark.parametrize("seed", range(5))
def test_the_control_names_drawn_without_looking_are_not_apart(seed: int) -> None:
    rolls = random.Random(seed)  # noqa: S311 - a test's dice
    blind = [choose(BIG, (), rolls.getrandbits(64)) for _ in range(40)]
    pairs = list(combinations(blind, 2))
    assert any(_share_a_letter(*pair) for pair in pairs)
    assert any(_share_a_word(*pair) for pair in pairs)


RULE_1 = ["Aua Bia", "Cua Dia", "Eua Fia", "Gua Hia", "Iua Jia", "Kua Lia", "Mua Nia"]
RULE_2 = [*RULE_1, "Oua Pia"]
RULE_3 = [*RULE_2, *(f"{one}ub {two}ib" for one, two in zip("BDFHJLNP", "ACEGIKMO", strict=True))]


@given(ROLLS)
def test_the_strictest_possible_rule_is_used(roll: int) -> None:
    far = choose(BIG, RULE_1, roll)
    assert not any(_share_a_letter(far, name) for name in RULE_1)
    placed = choose(BIG, RULE_2, roll)
    assert not any(_share_a_letter_in_place(placed, name) for name in RULE_2)
    pair = choose(BIG, RULE_3, roll)
    assert not any(_share_a_word(pair, name) or _same_letters(pair, name) for name in RULE_3)


@given(ROLLS)
def test_when_every_pair_of_letters_stands_still_no_word_is_shared(roll: int) -> None:
    few = Lexicon(("calm", "clear"), ("heron", "hill"))
    assert choose(few, ["Calm Heron"], roll) == "Clear Hill"


@given(ROLLS)
def test_when_every_word_stands_only_the_name_is_new(roll: int) -> None:
    few = Lexicon(("calm", "tidal"), ("heron", "moss"))
    assert choose(few, ["Calm Heron", "Tidal Moss"], roll) in {"Calm Moss", "Tidal Heron"}


def test_when_every_name_stands_none_is_used_twice() -> None:
    few = Lexicon(("calm",), ("heron", "moss"))
    assert choose(few, ["Calm Heron"], 1) == "Calm Moss"
    with pytest.raises(NoNameLeft):
        choose(few, ["calm heron", "CALM MOSS"], 1)


def test_every_allowed_name_comes_equally_often() -> None:
    few = Lexicon(("calm", "tidal", "airy"), ("heron", "moss", "bridge", "quartz"))
    drawn = Counter(choose(few, ["Calm Heron"], roll) for roll in range(600))
    assert set(drawn.values()) == {100}
    assert len(drawn) == 2 * 3


def test_where_the_rules_look_at_both_words_names_come_equally_often_too() -> None:
    few = Lexicon(("calm", "tidal"), ("heron", "moss"))
    drawn = Counter(choose(few, ["Calm Heron", "Tidal Moss"], roll) for roll in range(600))
    assert set(drawn.values()) == {300}


@given(st.binary(min_size=8, max_size=16), st.sets(st.sampled_from(RULE_3)))
def test_the_same_roll_gives_the_same_name_in_any_order(roll: bytes, standing: set[str]) -> None:
    first = choose(BIG, sorted(standing), roll)
    assert choose(BIG, sorted(standing, reverse=True), int.from_bytes(roll, "big")) == first


def test_in_spanish_the_thing_comes_first() -> None:
    assert choose(SPANISH, ["Garza Suave"], 7) == "Loma Tenue"


def test_names_of_another_list_count_too() -> None:
    assert choose(Lexicon(("calm", "tidal"), ("heron", "moss")), ["Mar Calm", ""], 3) == "Tidal Heron"


@pytest.mark.parametrize(
    ("first", "second", "form", "fault"),
    [
        ((), ("heron",), "{first} {second}", "empty"),
        (("calm",), (), "{first} {second}", "empty"),
        (("calm",), ("calm",), "{first} {second}", "twice"),
        (("útil",), ("util",), "{first} {second}", "twice"),
        (("Calm",), ("heron",), "{first} {second}", "plain lower-case"),
        (("calm er",), ("heron",), "{first} {second}", "plain lower-case"),
        (("calm",), ("heron",), "{first}", "form"),
        (("calm",), ("heron",), "{first} {first}", "form"),
    ],
)
def test_a_wrong_lexicon_is_refused(first: tuple[str, ...], second: tuple[str, ...], form: str, fault: str) -> None:
    assert Lexicon(("calm",), ("heron",)).name("calm", "heron") == "Calm Heron"
    with pytest.raises(ValueError, match=fault):
        Lexicon(first, second, form)


def _file(first: int = WORDS, second: int = WORDS) -> str:
    words = [f"{one}{two}" for one in LETTERS for two in LETTERS]
    rows = ("[first]", " ".join(words[:first]), "# a note", "[second]", "\n".join(words[WORDS : WORDS + second]))
    return "\n".join(("form = {second} {first}", *rows))


def test_a_list_is_read_with_its_form() -> None:
    lexicon = parse(_file())
    assert (len(lexicon.first), len(lexicon.second)) == (WORDS, WORDS)
    assert lexicon.name("aa", "ia") == "Ia Aa"


@pytest.mark.parametrize("text", [_file(first=127), _file(second=127), _file().replace("[second]", "[third]"), ""])
def test_a_list_of_another_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="128"):
        parse(text)
