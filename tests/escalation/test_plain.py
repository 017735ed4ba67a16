"""Plain words: nothing in them tells a way of writing or acts on a platform, and nothing else is lost."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.plain import LONGEST, PILE, folded, normalise, parts, tokens, too_long

NASTY = (
    *("<", ">", "@", "#", "!", "&", "|", "everyone", "here", "channel", "her", "a", "e", ".", "-", '"', " "),
    *("\n", "\r", "\t", "\0", "\u2014", "\u2026", "\u200d", "\u2640", "\ufe0f", "\u0301", "\u0316", "\u0338"),
    *("\U0001f469", "\U0001f3fd", "\u202e", "\ufeff", "\ud800", "\udfff", "\u1100", "\u1161", "\u115f", "\uffff"),
)
TEXTS = st.lists(st.one_of(st.sampled_from(NASTY), st.characters())).map("".join)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\u201cNo\u201d, \u00abno\u00bb, \u2018it\u2019s\u2019", '"No", "no", \'it\'s\''),
        ("9\u201312, wait\u2014what \u2013 yes -- no", "9-12, wait - what - yes - no"),
        ("well\u2026 so.....", "well... so..."),
        ("cafe\u0301", "caf\u00e9"),
        ("a\u200bb\u200dc\ufeffd\u202ee\u2066f\u00adg\0h\x07i", "abcdefghi"),
        ("a\ud800b", "a\ufffdb"),
        ("a\u00a0b\u2003c\u3000d\te", "a b c d e"),
        ("a  b   \n   c", "a b\nc"),
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("  \n a \n ", "a"),
        ("", ""),
        ("\u26a0\ufe0f \U0001f44d\U0001f3fd", "\u26a0 \U0001f44d"),
        ("\U0001f937\U0001f3fe\u200d\u2640\ufe0f", "\U0001f937"),
        ("a \u2640 sign", "a \u2640 sign"),
        ("z" + "\u0334" * 40, "z" + "\u0334" * PILE),
        ("2 < 3 > 1, a -> b", "2 < 3 > 1, a -> b"),
        ("\u00bfQu\u00e9? \u00a1A\u00f1o!", "\u00bfQu\u00e9? \u00a1A\u00f1o!"),
        ("<b>bold</b> & *stars*", "<b>bold</b> & *stars*"),
    ],
)
def test_what_is_typed_and_what_is_shown(typed: str, shown: str) -> None:
    assert normalise(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<!channel> look", "channel look"),
        ("<!here|here>", "here|here"),
        ("<@U123> did", "U123 did"),
        ("<@!123>", "123"),
        ("<@&1>", "1"),
        ("<#C1>", "C1"),
        ("<@<@<@U1>>>", "U1"),
        ("<<@@U1>", "U1"),
        ("a <b <@U1> c>", "a <b U1 c>"),
        ("@everyone @Here @CHANNEL", "everyone Here CHANNEL"),
        ("@@everyone", "everyone"),
        ("@every\u200bone", "everyone"),
        ("@her@everyone", "hereveryone"),
        ("ask ana@here.test or ana@channel4.test", "ask ana@here.test or ana@channel4.test"),
        ("a @heredity", "a heredity"),
        ("@nn", "@nn"),
    ],
)
def test_nobody_is_called_by_a_mention(typed: str, shown: str) -> None:
    assert normalise(typed) == shown


@given(TEXTS)
def test_a_second_time_changes_nothing(typed: str) -> None:
    assert normalise(normalise(typed)) == normalise(typed)


@given(TEXTS)
def test_what_is_shown_is_safe(typed: str) -> None:
    shown = normalise(typed)
    shown.encode()
    assert not any(call in shown.lower() for call in ("<@", "<#", "<!", "@everyone"))
    assert not any(unicodedata.category(letter) in {"Cf", "Cs", "Co"} for letter in shown)
    assert not any(unicodedata.category(letter) == "Cc" for letter in shown if letter != "\n")
    assert shown == shown.strip()
    assert "  " not in shown
    assert "\n\n\n" not in shown


def test_the_control_is_not_safe() -> None:
    """Without `normalise` each check above finds something, so the checks can find."""
    typed = " \u202e<@U1>  \n\n\n@everyone\0"
    assert "<@" in typed
    assert "@everyone" in typed
    assert {"Cf", "Cc"} <= {unicodedata.category(letter) for letter in typed}
    assert typed != typed.strip()


@given(st.text(st.characters(categories=("L", "N"))))
def test_letters_are_never_lost(typed: str) -> None:
    fillers = str.maketrans("", "", "\u115f\u1160\u3164\uffa0")
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", typed).translate(fillers))
    assert normalise(typed) == plain


def test_emoji_that_say_who_wrote_are_the_same_as_any() -> None:
    tones = {normalise(f"ok \U0001f44d{chr(tone)}") for tone in range(0x1F3FB, 0x1F400)}
    assert tones == {"ok \U0001f44d"}


def test_a_long_text_is_too_long_by_one_character() -> None:
    assert not too_long("a" * LONGEST)
    assert too_long("a" * (LONGEST + 1))


@given(TEXTS, st.integers(1, 12))
def test_parts_fit_and_lose_no_more_than_the_space_at_a_cut(words: str, limit: int) -> None:
    pieces = parts(words, limit)
    assert all(0 < len(piece) <= limit for piece in pieces)
    assert _unspaced("".join(pieces)) == _unspaced(words)
    at = 0
    for piece in pieces:
        at = at if words.startswith(piece, at) else at + 1
        assert words.startswith(piece, at)
        at += len(piece)


@pytest.mark.parametrize(
    ("words", "limit", "pieces"),
    [
        ("", 5, ()),
        ("short", 5, ("short",)),
        ("one two three", 7, ("one two", "three")),
        ("one two three", 8, ("one two", "three")),
        ("unbroken", 3, ("unb", "rok", "en")),
        ("first\nsecond", 8, ("first", "second")),
        ("abcde\u0334", 5, ("abcd", "e\u0334")),
    ],
)
def test_parts_are_cut_at_a_space(words: str, limit: int, pieces: tuple[str, ...]) -> None:
    assert parts(words, limit) == pieces


def test_a_part_has_room_for_something() -> None:
    with pytest.raises(ValueError, match="at least one"):
        parts("words", 0)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("word", "word"),
        ("12A", "number"),
        ("14:05", "clock"),
        ("2:05 p.m.", "clock"),
        ("7am", "clock"),
        ("1405 hrs", "clock"),
        ("14h05", "clock"),
        ("2026-11-14", "date"),
        ("14/11/2026", "date"),
        ("+1 (202) 555-0101", "phone"),
        ("555-0101", "phone"),
        ("#3", "tag"),
        ("@ana.b", "handle"),
        ("a.b+c@set.example", "email"),
        ("https://set.example/x", "link"),
        ("25:70", "number"),
    ],
)
def test_a_token_has_a_kind(words: str, kind: str) -> None:
    assert next(tokens(words)).kind == f"{{{kind}}}"


@given(TEXTS)
def test_tokens_stand_where_they_say_in_order(words: str) -> None:
    end = 0
    for token in tokens(words):
        assert end <= token.start < token.end <= len(words)
        assert token.plain == folded(words[token.start : token.end])
        end = token.end


def test_accents_and_capitals_are_folded() -> None:
    assert folded("MAQUILLADÓR") == folded("maquillado\u0301r") == "maquillador"


@pytest.mark.parametrize("piece", ["<@", "<@>", "@here", "@her@", "\u0301", "- ", " \n", ">", "a.b@", "1-"])
def test_time_grows_with_the_length_only(piece: str) -> None:
    """Twice the words take at most about twice the steps: the steps are counted, no clock is read."""
    few, many = (_steps(piece * count) for count in (200, 400))
    assert many <= 2.2 * few + 100


def _steps(words: str) -> int:
    """Count the lines that `normalise` and `tokens` run."""
    count = 0

    def trace(_frame: object, event: str, _value: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        list(tokens(normalise(words)))
    finally:
        sys.settrace(before)
    return count


def _unspaced(words: str) -> str:
    return words.replace(" ", "").replace("\n", "")
