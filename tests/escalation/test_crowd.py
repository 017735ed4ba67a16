"""What gives a person away: at most three hints, the most telling first, each mended for good."""

import sys
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from escalation.crowd import (
    MOST,
    SMALL_CREW,
    Entry,
    Hint,
    K,
    Kind,
    Said,
    WordList,
    hints,
    mended,
    parse,
    said_number,
    small_crew,
)
from escalation.plain import LONGEST

TOML = """
language = "en"
stop_words = ["the", "was", "and", "in", "it", "of", "to", "me"]
name = [{ say = "{handle}", mend = "someone" }, { say = "/number {number}", mend = "a person" }]
role = [
  { say = "the only {job}", mend = "someone on the crew" },
  { say = "I'm the only {job}", mend = "I work here" },
]
time = [{ say = "/at/around {clock}", mend = "at some point" }, { say = "at lunch", mend = "at some point" }]
speech = [{ say = "{quote}", mend = "words I keep" }]
place = [{ say = "in the {job} trailer", mend = "at work" }, { say = "backstage", mend = "" }]
department = [{ say = "we in {job}", mend = "some of us" }]
day = [{ say = "yesterday", mend = "this week" }]
[parts]
job = ["make-up", "make-up artist", "grip"]
"""
LIST = parse(TOML)
OTHER = WordList(
    "es",
    (Entry(Kind.TIME, "a las {clock}", "en algún momento"), Entry(Kind.PLACE, "camerino", "lugar")),
    frozenset(("el", "la", "de", "que", "en", "no", "me", "y")),
)
PIECES = (
    *("I'm", "the", "only", "make-up", "artist", "grip", "in", "trailer", "at", "lunch", "14:05", "a las 9:30"),
    *("@ana", "number", "3", "12A", '"', "yesterday", "backstage", "camerino", "we", "el", ".", "\n", " ", "  "),
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3))).map(" ".join)
BIG_CREW = 60


def _hinted(words: str, crew: int = BIG_CREW) -> list[tuple[str, str, str]]:
    """Give each hint as its kind, what it is about and its mend."""
    found = hints(words, (LIST, OTHER), crew, "en")
    return [(hint.kind, words[hint.start : hint.end], hint.mend) for hint in found]


@pytest.mark.parametrize(
    ("words", "kind", "about", "mend"),
    [
        ("so I'm the only make-up artist", "role", "I'm the only make-up artist", "I work here"),
        ("so THE ONLY Makéup Grip, the only grip", "role", "the only grip", "someone on the crew"),
        ("the only make up artist", "role", "the only make up artist", "Someone on the crew"),
        ("the only make-up person", "role", "the only make-up", "Someone on the crew"),
        ("No. Around 2:05 pm.", "time", "Around 2:05 pm", "At some point"),
        ("it was at 14:05", "time", "at 14:05", "at some point"),
        ("in the make-up trailer", "place", "in the make-up trailer", "At work"),
        ("so in the make-up artist trailer", "place", "in the make-up artist trailer", "at work"),
        ('so "you come here"', "speech", '"you come here"', "words I keep"),
        ("so \u201cyou come here\u201d", "speech", "\u201cyou come here\u201d", "words I keep"),
        ("so \u00abven aqu\u00ed\u00bb", "speech", "\u00abven aqu\u00ed\u00bb", "words I keep"),
        ("ask @ana.b", "name", "@ana.b", "someone"),
        ("ask number 3", "name", "number 3", "a person"),
        ("we in grip", "department", "we in grip", "Some of us"),
        ("estaba a las 9:30", "time", "a las 9:30", "en algún momento"),
    ],
)
def test_what_gives_a_person_away(words: str, kind: str, about: str, mend: str) -> None:
    assert _hinted(words) == [(kind, about, mend)]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "I'm not the one",
        "the only. Make-up artist",
        "the only, grip",
        "the only gripping",
        "lonely grip",
        'he said "stop"',
        'a long" pipe',
        "at lunchtime",
        "we in it",
        "the only",
    ],
)
def test_what_gives_nobody_away(words: str) -> None:
    assert _hinted(words) == []


def test_the_longest_phrase_counts_and_the_next_begins_after_it() -> None:
    words = "in the grip trailer the only make-up artist the only grip"
    assert [about for _, about, _ in _hinted(words)] == [
        *("the only make-up artist", "the only grip"),
        "in the grip trailer",
    ]


def test_three_minutes_do_not_hide_a_role() -> None:
    words = "at 14:05 and at 14:06 and at 14:07 and at lunch the only grip"
    assert [kind for kind, _, _ in _hinted(words)] == ["role", "time", "time"]


def test_a_hint_inside_another_waits_until_that_one_is_mended() -> None:
    words = 'he said "meet me at 14:05 ok"'
    assert [kind for kind, _, _ in _hinted(words)] == ["time"]
    (hint,) = hints(words, (LIST,), BIG_CREW, "en")
    assert [kind for kind, _, _ in _hinted(mended(words, hint))] == ["speech"]


def test_the_day_is_told_of_on_a_small_crew_only() -> None:
    assert _hinted("it was yesterday", SMALL_CREW - 1) == [("day", "yesterday", "this week")]
    assert _hinted("it was yesterday", SMALL_CREW) == []


def test_the_list_of_the_words_own_language_comes_first() -> None:
    french = WordList("fr", (Entry(Kind.TIME, "{clock}", "un jour"),), frozenset(("le", "la", "et")))
    english = WordList("en", (Entry(Kind.TIME, "{clock}", "some day"),), frozenset(("the", "and")))
    for lists in ((french, english), (english, french)):
        assert hints("le 14:05 et", lists, BIG_CREW, "fr")[0].mend == "un jour"
        assert hints("and the 14:05", lists, BIG_CREW, "en")[0].mend == "some day"


@pytest.mark.parametrize(
    ("words", "language", "told"),
    [
        ("no me gusta que la gente mire en el ensayo", "en", True),
        ("no me gusta que la gente mire en el ensayo", "es", False),
        ("the light was in it and the camera to me", "en", False),
        ("the light was in it and the camera to me", "es", True),
        ("the light was in it", "fr", False),
        ("nie chcę pracować dłużej pod jego kierunkiem ponieważ dotyka wszystkich", "en", True),
        ("没有人问过我是否同意拍这个场景我不想再继续工作下去了", "en", True),
        ("ok", "en", False),
        ("", "en", False),
    ],
)
def test_another_language_than_the_productions_is_told(words: str, language: str, told: bool) -> None:
    found = hints(words, (LIST, OTHER), BIG_CREW, language)
    assert found == ((Hint(Kind.LANGUAGE, 0, 0, ""),) if told else ())
    assert all(mended(words, hint) == words and not hint.mendable for hint in found)


@given(TEXTS, st.integers(0, 200), st.sampled_from(("en", "es", "fr")))
def test_never_more_than_three_never_overlapping_the_most_telling_first(words: str, crew: int, language: str) -> None:
    found = hints(words, (LIST, OTHER), crew, language)
    assert len(found) <= MOST
    assert [list(Kind).index(hint.kind) for hint in found] == sorted(list(Kind).index(hint.kind) for hint in found)
    spans = sorted((hint.start, hint.end) for hint in found if hint.mendable)
    assert all(0 <= start < end <= len(words) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(TEXTS)
@example("the only make-up grip at lunch at 14:05")
@example("@ana @ana the only the only grip artist")
def test_what_is_mended_gives_the_same_hint_no_more(words: str) -> None:
    for hint in hints(words, (LIST, OTHER), 5, "en"):
        if not hint.mendable:
            continue
        after = mended(words, hint)
        again = {(other.kind, after[other.start : other.end], other.start) for other in _every(after) if other.mendable}
        about = words[hint.start : hint.end]
        assert not hint.mend or (hint.kind, about, hint.start) not in again
        assert len(_every(after)) <= len(_every(words)) + 1


@given(TEXTS)
def test_pressing_every_button_comes_to_an_end(words: str) -> None:
    for _ in range(len(words) + 1):
        found = [hint for hint in hints(words, (LIST, OTHER), 5, "en") if hint.mendable]
        if not found:
            break
        words = mended(words, found[0])
    assert not [hint for hint in hints(words, (LIST, OTHER), 5, "en") if hint.mendable]


def _every(words: str) -> list[Hint]:
    """Give all hints by asking about each again, the ones before it blotted out."""
    every = []
    while found := [hint for hint in hints(words, (LIST, OTHER), 5, "en") if hint.mendable]:
        every += found
        for hint in found:
            words = words[: hint.start] + ";" * (hint.end - hint.start) + words[hint.end :]
    return every


@pytest.mark.parametrize(
    ("words", "mended_words"),
    [
        ("it was backstage again", "it was again"),
        ("backstage again", "again"),
        ("it was backstage", "it was "),
        ("it was backstage, again", "it was , again"),
        ("(backstage) again", "() again"),
    ],
)
def test_what_is_taken_out_leaves_no_double_space(words: str, mended_words: str) -> None:
    (hint,) = hints(words, (LIST,), BIG_CREW, "en")
    assert mended(words, hint) == mended_words


@pytest.mark.parametrize("span", [(-1, 2), (3, 2), (0, 99)])
def test_a_hint_of_other_words_is_refused(span: tuple[int, int]) -> None:
    assert mended("words", Hint(Kind.DAY, 0, 5, "this")) == "this"
    with pytest.raises(ValueError, match="not about these words"):
        mended("words", Hint(Kind.DAY, *span, "this"))


def test_a_hint_shows_no_words_of_the_person() -> None:
    (hint,) = hints("secretword was the only grip", (LIST,), BIG_CREW, "en")
    assert "secretword" not in repr(hint)
    assert "the only grip" not in repr(hint)


@pytest.mark.parametrize(
    ("people", "said"),
    [(0, Said.BY_NAME), (1, Said.BY_NAME), (2, Said.NUMBER), (4, Said.NUMBER), (K, Said.NOTHING), (40, Said.NOTHING)],
)
def test_the_size_of_an_occasion_is_said(people: int, said: Said) -> None:
    assert said_number(people) is said


def test_a_crew_under_ten_is_small() -> None:
    assert small_crew(9)
    assert not small_crew(10)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('language = "en"', ""),
        ('language = "en"', "language = 3"),
        ('stop_words = ["the", "was", "and", "in", "it", "of", "to", "me"]', 'stop_words = "the"'),
        ('job = ["make-up", "make-up artist", "grip"]', 'job = "grip"'),
        ('job = ["make-up", "make-up artist", "grip"]', "job = [3]"),
        ("{job}", "{jobs}"),
        ("the only {job}", "the only{job}"),
        ("at lunch", "..."),
        ("day = [", "days = ["),
        ('mend = "this week"', "mend = 3"),
        (', mend = "this week"', ""),
        ('day = [{ say = "yesterday", mend = "this week" }]', 'day = "yesterday"'),
        ("[parts]", "[parts"),
    ],
)
def test_a_wrong_list_is_refused(before: str, after: str) -> None:
    assert before in TOML
    with pytest.raises(ValueError):  # noqa: PT011 - each fault has its own sentence, some of them Python's
        parse(TOML.replace(before, after))


def test_of_two_alike_phrases_the_first_counts() -> None:
    both = WordList("en", (Entry(Kind.DAY, "now", "a"), Entry(Kind.TIME, "NOW", "b")), frozenset())
    assert [hint.mend for hint in hints("so now", (both,), 5, "fr")] == ["a"]


@pytest.mark.parametrize("piece", ["the only ", '"', "I'm the ", "a.", "@a", "1-", "14:05 ", "www.", '"a b" ', "ä "])
def test_time_grows_with_the_length_and_ends_at_the_longest_text(piece: str) -> None:
    """Steps are counted, no clock is read: twice the words, twice the steps; 100 kB no more than 3,000."""
    count = LONGEST // len(piece) // 2
    half, whole, huge = (_steps(piece * times) for times in (count, 2 * count, 100_000 // len(piece)))
    assert whole <= 2.2 * half + 200
    assert huge <= 1.1 * whole + 200


def _steps(words: str) -> int:
    """Count the lines that `hints` runs."""
    count = 0

    def trace(_frame: object, event: str, _value: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        hints(words, (LIST, OTHER), 5, "en")
    finally:
        sys.settrace(before)
    return count
