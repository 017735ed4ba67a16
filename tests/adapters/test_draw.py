"""What a person typed reaches the page as text; and every kind of block is drawn for an eye and a screen reader."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.local.draw import Sheet, draw_sheet
from adapters.local.markup import Html, shown, tag
from adapters.surfaces import (
    Button,
    Choice,
    Choices,
    Facts,
    Fold,
    Form,
    Heading,
    Page,
    Quoted,
    Row,
    Say,
    Step,
    Steps,
    TextField,
    Words,
)
from bot.text.catalog import speaker
from tests.adapters.shown import RECORD, raise_form

SHEET = Sheet("ana", "/p/phone/ana", "/p/phone/ana", b"k" * 32, speaker("en"), "en")
NASTY = [
    "<script>alert(1)</script>",
    "</textarea><script>x</script>",
    '" onfocus="x" autofocus="',
    "' x='",
    "&lt;b&gt;",
    "</blockquote></form><form action=//elsewhere>",
    "<!--",
    "]]>",
    "<!channel> @everyone",
    "\u202egnp.exe",
    "a\u2066b",
    "\x00\x07\x1b[31m",
    "\ud800",
    "x" * 3000,
    "\n\nfirst line empty",
    "{% x %} ${x} {{x}}",
]


class _Skeleton(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def skeleton(markup: str) -> list[tuple[str, tuple[str, ...]]]:
    """Elements and the names of their attributes, in order."""
    parser = _Skeleton()
    parser.feed(markup)
    parser.close()
    return parser.tags


def text_of(markup: str) -> str:
    """The text that can be read."""
    parser = _Skeleton()
    parser.feed(markup)
    parser.close()
    return "".join(parser.text)


def page_with(words: str) -> Page:
    """A page and everything in it that may carry a person's words."""
    return Page("Quiet Heron", (Words(Quoted(words), "Quiet Heron, 1"), Facts((("Where", Quoted(words)),))))


def form_with(words: str) -> Form:
    """A form with a person's words in both kinds of box."""
    tall = TextField("tall", "Your words", Quoted(words), tall=True)
    slim = TextField("slim", "Where", Quoted(words))
    return Form("f", "Again", (Words(Quoted(words)),), (tall, slim), "Send", "once")


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_words_change_nothing_but_text(words: str) -> None:
    for build in (page_with, form_with):
        assert skeleton(draw_sheet(build(words), SHEET)) == skeleton(draw_sheet(build("plain"), SHEET))


def test_control_markup_that_is_not_escaped_is_noticed() -> None:
    drawn = draw_sheet(page_with("plain"), SHEET).replace("plain", NASTY[0])
    assert skeleton(drawn) != skeleton(draw_sheet(page_with("plain"), SHEET))


@given(st.text(max_size=200))
def test_any_words_stay_text(words: str) -> None:
    assert skeleton(draw_sheet(form_with(words), SHEET)) == skeleton(draw_sheet(form_with("plain"), SHEET))


def test_words_can_turn_round_nothing_beside_them() -> None:
    drawn = draw_sheet(page_with("a\u202eb\u2066c"), SHEET)
    assert "\u202e" not in drawn
    assert "\u2066" not in drawn
    assert "a\ufffdb\ufffdc" in drawn
    hebrew = "\u05e9\u05dc\u05d5\u05dd \u200f!"
    assert shown(hebrew) == hebrew


def test_what_is_being_edited_is_not_changed() -> None:
    assert "a\u202eb" in draw_sheet(form_with("a\u202eb"), SHEET)  # a box is a world of its own; words stay whole


def test_a_first_empty_line_survives_the_box() -> None:
    drawn = draw_sheet(form_with("\nwords"), SHEET)
    assert re.search(r"<textarea[^>]*>\n\nwords</textarea>", drawn)


def test_text_is_escaped_once_and_markup_passes() -> None:
    assert tag("p", "a & b", tag("b", "<i>"), title='"') == '<p title="&quot;">a &amp; b<b>&lt;i&gt;</b></p>'
    assert isinstance(tag("p"), Html)


def test_every_block_is_drawn() -> None:
    page = Page(
        "Title",
        (
            Heading("Tomorrow"),
            Say("plain"),
            Say("later", quiet=True),
            Say("limits", strong=True),
            Words(Quoted("theirs"), "Quiet Heron, 1"),
            Facts((("Call", "11:30"),)),
            Steps((Step("22:05", "Saved"), Step("23:30", "Next", done=False))),
            Row((Button("a", "Open", token="t", spoken="Open Quiet Heron", main=True),)),
            Fold("More", (Say("inside"),)),
        ),
    )
    drawn = draw_sheet(page, SHEET)
    for piece in (
        "<h3>Tomorrow</h3>",
        '<p class="say quiet">later</p>',
        '<p class="say strong">limits</p>',
        "<figcaption>Quiet Heron, 1</figcaption>",
        '<blockquote dir="auto">theirs</blockquote>',
        "<dt>Call</dt>",
        'class="step done"',
        'class="step ahead"',
        'aria-label="Open Quiet Heron"',
        "<summary>More</summary>",
    ):
        assert piece in drawn


@pytest.mark.parametrize(("choices", "lines"), [(2, 0), (3, 3)])
def test_many_choices_are_a_line_each(choices: int, lines: int) -> None:
    options = (("1", "Any time"), ("2", "Later"))
    fields = tuple(Choice(f"choice{n}", "When", options, "1") for n in range(choices))
    drawn = draw_sheet(replace(form_with("x"), fields=fields), SHEET)
    assert drawn.count('class="field line"') == lines
    assert drawn.count('type="radio"') == (0 if lines else 2 * choices)


def test_every_field_is_drawn_with_its_label() -> None:
    few = tuple((str(n), f"Option {n}") for n in range(5))
    many = (*few, ("5", "Option 5"))
    fields = (
        Choice("few", "Few", few, "1", "Hint."),
        Choice("many", "Many", many, "5"),
        Choices("any", "Any", few, ("0", "2")),
        TextField("words", "Words", required=True),
    )
    drawn = draw_sheet(Form("f", "Form", (), fields, "Send", "once", others=(Button("keep", "Keep"),)), SHEET)
    assert drawn.count('type="radio"') == 5
    assert drawn.count("<select") == 1
    assert drawn.count("checked") == 3
    assert '<label for="field-words">Words</label>' in drawn
    assert 'name="via" value="keep"' in drawn
    assert 'aria-describedby="field-few-hint"' in drawn


def test_a_problem_is_said_first_and_the_words_are_kept() -> None:
    drawn = draw_sheet(raise_form("kept words", problem="The box is still empty."), SHEET)
    assert 'role="alert"' in drawn
    assert drawn.index("The box is still empty.") < drawn.index("kept words")


def test_enter_in_a_line_presses_the_forms_own_button() -> None:
    form = replace(form_with("x"), blocks=(Row((Button("mend", "Mend it"),)),))
    buttons = re.findall(r"<button[^>]*>([^<]*)</button>", draw_sheet(form, SHEET))
    assert buttons[0] == "Send"


def test_our_words_say_their_language() -> None:
    assert 'lang="es"' in draw_sheet(replace(RECORD, language="es"), SHEET)
    assert 'lang="es"' not in draw_sheet(RECORD, SHEET)
