"""Every limit of `surfaces.py` is refused one past it, and kept exactly at it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adapters import surfaces as s
from adapters.limits import OverLimit, Surface, check
from tests.adapters import scripted, shown

PAGE = s.Page("Title", (s.Say("x"),))
FIELD = s.TextField("words", "Words")
CHOICE = s.Choice("one", "One", (("a", "A"), ("b", "B")), "a")
TICKS = s.Choices("any", "Any", (("a", "A"), ("b", "B")), ("a",))
FORM = s.Form("form", "Title", (), (FIELD,), "Send", "once")
CARD = s.Card("Ghostlight: a note for you")
BUTTON = s.Button("act", "Open")


def _with(button: s.Button) -> s.Page:
    return replace(PAGE, buttons=(button,))


def _fields(*fields: s.Field) -> s.Form:
    return replace(FORM, fields=fields)


AT = {
    "title": replace(PAGE, title="x" * 24),
    "label": _with(replace(BUTTON, label="x" * 24)),
    "spoken": _with(replace(BUTTON, spoken="x" * 75)),
    "action": _with(replace(BUTTON, action="x" * 20)),
    "token": _with(replace(BUTTON, token="x" * 51)),
    "field_label": _fields(replace(FIELD, label="x" * 45)),
    "option": _fields(replace(CHOICE, options=(("a", "A" * 75),))),
    "fields": _fields(*(replace(FIELD, name=f"f{n}") for n in range(5))),
    "buttons": replace(PAGE, blocks=(s.Row((BUTTON,) * 5),)),
    "words": replace(PAGE, blocks=(s.Words(s.Quoted("x" * 3000)),)),
    "main": _with(replace(BUTTON, main=True)),
    "chosen": _fields(replace(CHOICE, chosen="")),
    "ticked": _fields(replace(TICKS, ticked=())),
}
OVER: list[tuple[str, Surface]] = [
    ("title", replace(PAGE, title="x" * 25)),
    ("title", replace(PAGE, title="")),
    ("title", replace(FORM, title="x" * 25)),
    ("title", replace(CARD, title="x" * 25)),
    ("title", replace(PAGE, blocks=(s.Fold("x" * 25, ()),))),
    ("notice", replace(CARD, notice="")),
    ("label", _with(replace(BUTTON, label="x" * 25))),
    ("label", replace(CARD, buttons=(replace(BUTTON, label="x" * 25),))),
    ("label", replace(FORM, submit="x" * 25)),
    ("label", replace(PAGE, blocks=(s.Fold("More", (s.Row((replace(BUTTON, label="x" * 25),)),)),))),
    ("spoken", _with(replace(BUTTON, spoken="x" * 76))),
    ("action", _with(replace(BUTTON, action="x" * 21))),
    ("action", _with(replace(BUTTON, action="two words"))),
    ("token", _with(replace(BUTTON, token="x" * 52))),
    ("token", replace(FORM, token="x" * 52)),
    ("form", replace(FORM, name="")),
    ("once", replace(FORM, once="")),
    ("buttons", replace(PAGE, buttons=(BUTTON,) * 6)),
    ("buttons", replace(PAGE, blocks=(s.Row((BUTTON,) * 6),))),
    ("buttons", replace(CARD, buttons=(BUTTON,) * 6)),
    ("buttons", replace(FORM, others=(BUTTON,) * 6)),
    ("fields", _fields(*(replace(FIELD, name=f"f{n}") for n in range(6)))),
    ("field_twice", _fields(FIELD, FIELD)),
    ("field_label", _fields(replace(FIELD, label="x" * 46))),
    ("field_name", _fields(replace(FIELD, name="two words"))),
    ("words", _fields(replace(FIELD, limit=3001))),
    ("words", _fields(replace(FIELD, limit=3, value=s.Quoted("four")))),
    ("words", replace(PAGE, blocks=(s.Words(s.Quoted("x" * 3001)),))),
    ("words", replace(PAGE, blocks=(s.Say("x" * 3001),))),
    ("words", replace(PAGE, blocks=(s.Facts((("Where", s.Quoted("x" * 3001)),)),))),
    ("words", replace(PAGE, blocks=(s.Fold("More", (s.Steps((s.Step("22:05", "x" * 3001),)),)),))),
    ("option", _fields(replace(CHOICE, options=(("a", "A" * 76),)))),
    ("option", _fields(replace(TICKS, options=(("a", ""),)))),
    ("options", _fields(replace(CHOICE, options=()))),
    ("options", _fields(replace(CHOICE, options=(("", "Any"),), chosen=""))),
    ("options", _fields(replace(CHOICE, options=(("a", "A"), ("a", "B"))))),
    ("options", _fields(replace(TICKS, options=(("a,b", "A"),), ticked=()))),
    ("chosen", _fields(replace(CHOICE, chosen="c"))),
    ("ticked", _fields(replace(TICKS, ticked=("c",)))),
    ("main", replace(PAGE, buttons=(replace(BUTTON, main=True),) * 2)),
]


@pytest.mark.parametrize(("code", "surface"), OVER, ids=[f"{n}-{code}" for n, (code, _) in enumerate(OVER)])
def test_one_past_a_limit_is_refused_aloud(code: str, surface: Surface) -> None:
    with pytest.raises(OverLimit) as refused:
        check(surface)
    assert refused.value.code == code


@pytest.mark.parametrize("surface", AT.values(), ids=AT)
def test_exactly_at_a_limit_is_kept(surface: Surface) -> None:
    check(surface)


def test_every_limit_that_surfaces_names_is_tried() -> None:
    named = {
        "LONGEST_TITLE": "title",
        "LONGEST_LABEL": "label",
        "LONGEST_SPOKEN": "spoken",
        "LONGEST_FIELD_LABEL": "field_label",
        "LONGEST_OPTION": "option",
        "LONGEST_ACTION": "action",
        "LONGEST_TOKEN": "token",
        "LONGEST_WORDS": "words",
        "MOST_FIELDS": "fields",
        "MOST_BUTTONS": "buttons",
    }
    assert {name for name in vars(s) if name.startswith(("LONGEST_", "MOST_"))} == set(named)
    assert set(named.values()) <= {code for code, _ in OVER} & set(AT)


def test_what_the_scripted_bot_shows_is_within_the_limits() -> None:
    for surface in (*vars(scripted).values(), *vars(shown).values()):
        if isinstance(surface, s.Page | s.Form | s.Card):
            check(surface)
