"""Names, text and messages: what goes out reads back as it was, and nothing is over a limit of Discord's."""

from __future__ import annotations

import pytest
from discord.ui import ActionRow, Button, LayoutView, TextDisplay
from hypothesis import given
from hypothesis import strategies as st

from adapters import surfaces as s
from adapters.discord import blocks, cards, markup, names
from adapters.discord.kept import MOST, Kept
from adapters.discord.layout import MOST_TEXT, Numbers, messages
from adapters.limits import OverLimit
from tests.contracts.adapter import LINE, NASTY

LONGEST_FORM = ("f" * 20, "o" * 22, "t" * 51)


# --- names ------------------------------------------------------------------------------------------------------------


def test_the_longest_form_fits_exactly() -> None:
    name = names.written(names.FORM, "ab", names.fresh(), *LONGEST_FORM)
    assert len(name) == 100
    assert names.read(name) == names.Name(names.FORM, "ab", LONGEST_FORM)
    with pytest.raises(OverLimit):
        names.written(names.FORM, "ab", names.fresh(), *LONGEST_FORM[:2], "t" * 52)


@given(st.text("!|~", max_size=51))
def test_a_token_may_hold_any_sign(token: str) -> None:
    read = names.read(names.written(names.PRESS, "ab", "01", "act", token))
    assert read == names.Name(names.PRESS, "ab", ("act", token))


def test_a_name_that_would_read_otherwise_is_refused() -> None:
    with pytest.raises(ValueError, match="sign"):
        names.written(names.PRESS, "ab", "01", "a|b", "c")


@pytest.mark.parametrize("foreign", ["", "p", "xab01a|b", "pab01only", "a-button-of-somebody-else"])
def test_what_is_not_ours_is_nothing(foreign: str) -> None:
    assert names.read(foreign) is None


# --- text -------------------------------------------------------------------------------------------------------------


@given(st.text(max_size=200))
def test_a_box_gives_back_what_was_put_in(words: str) -> None:
    held = markup.shown(words)
    if held.strip() and "`\u200b" not in held:
        assert markup.unboxed(markup.boxed(words)) == held
        assert "```" not in markup.boxed(words)[4:-4]


def test_an_empty_box_is_empty() -> None:
    assert markup.unboxed(markup.boxed("")) == ""


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_a_label_gives_back_what_was_put_in(words: str) -> None:
    line = words.replace("\n", " ")
    assert markup.unstrong(markup.strong(line)) == markup.shown(line)


# --- messages ---------------------------------------------------------------------------------------------------------


async def _of(*found: s.Block) -> tuple[LayoutView, ...]:
    return messages(blocks.unfolded(found, Numbers("ab").presses))


@pytest.mark.parametrize("letter", ["a", "*", "\n", "*\n"])
async def test_words_of_any_kind_fit_and_none_is_lost(letter: str) -> None:
    words = (letter * 3000)[:3000]
    views = await _of(*(s.Words(s.Quoted(words), "Caption") for _ in range(3)))
    texts = [one.content for view in views for one in view.walk_children() if isinstance(one, TextDisplay)]
    assert all(sum(len(part) for part in texts_of(view)) <= MOST_TEXT for view in views)
    assert sum(one.count("\\*") + one.count("a") for one in texts) == 3 * (words.count("*") + words.count("a") + 1)


async def test_a_long_paragraph_stays_one_and_is_parted_only_between_words() -> None:
    (view,) = await _of(s.Words(s.Quoted("word, " * 500)))
    assert texts_of(view) == ["> " + "word, " * 500]
    parted = [line for line in markup.lines("w*rd " * 2000) if line.strip()]
    assert len(parted) > 1
    assert all(line.endswith(("w\\*rd ", "w\\*rd")) for line in parted)


def texts_of(view: LayoutView) -> list[str]:
    """What stands in a message."""
    return [one.content for one in view.walk_children() if isinstance(one, TextDisplay)]


async def test_many_buttons_go_on_in_the_next_message() -> None:
    rows = tuple(s.Row(tuple(s.Button(f"a{n}", "Act", str(row)) for n in range(5))) for row in range(20))
    views = await _of(*rows)
    pressed = [one.custom_id for view in views for one in view.walk_children() if isinstance(one, Button)]
    assert len(pressed) == len(set(pressed)) == 100
    assert len(views) > 1
    assert all(len(list(view.walk_children())) <= 40 for view in views)


async def test_what_no_message_holds_is_refused_aloud() -> None:
    with pytest.raises(OverLimit):
        messages([(TextDisplay("x" * 2001), TextDisplay("x" * 2000), ActionRow(Button(label="x")))])


async def test_a_card_that_needs_two_messages_is_refused() -> None:
    with pytest.raises(OverLimit):
        cards.drawn(s.Card("A note", said=("x" * 2500,) * 2), "ab")
    assert cards.drawn(LINE, "ab")["view"]


# --- what is kept -----------------------------------------------------------------------------------------------------


def test_what_is_kept_goes_after_its_time_and_before_there_is_too_much() -> None:
    now = [0.0]
    kept = Kept[str](lambda: now[0], seconds=10)
    first = kept.keep("first")
    assert kept.find(first) == "first"
    now[0] = 10.0
    assert kept.find(first) is None
    keys = [kept.keep(str(number)) for number in range(MOST + 1)]
    assert kept.find(keys[0]) is None
    assert kept.find(keys[1]) == "1"
    assert kept.drop(keys[1]) == "1"
    assert kept.find(keys[1]) is None
