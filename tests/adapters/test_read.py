"""What a browser sends becomes what a person did; what no drawn page could send is refused."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.interface import Act, Command, OpenedHome, Pressed, Submitted, Wrote
from adapters.local.read import Refused, act, parse
from adapters.local.seals import seal, shape_of, write
from adapters.surfaces import Button, Choice, Choices, Form, Page, Quoted, TextField

KEY = b"k" * 32
FORM = Form(
    "raise",
    "Title",
    (),
    (
        TextField("words", "Words", limit=10, required=True),
        Choice("urgency", "How soon", (("now", "N"), ("soon", "S")), "now"),
        Choices("readers", "Goes to", (("wren", "W"), ("ode", "O")), ("wren",)),
    ),
    "Send",
    "once-1",
    token="tok",
    others=(Button("keep", "Keep"),),
)
PAGE = Page("Title", (), (Button("open", "Open", token="t1"),))
STANDING = {"m1": (Button("open", "Open", token="t1"),)}
GOOD = (
    ("once", "once-1"),
    ("token", "tok"),
    ("f.words", "hello"),
    ("f.urgency", "now"),
    ("f.readers", "wren"),
    ("f.readers", "ode"),
)


def sealed(surface: Page | Form, person: str = "ana") -> tuple[tuple[str, str], ...]:
    """The hidden inputs of a drawn surface."""
    written = write(shape_of(surface))
    return (("act", "surface"), ("as", "ana"), ("shape", written), ("seal", seal(KEY, person, written)))


def read(*pairs: tuple[str, str]) -> Act:
    """What Ana did."""
    return act(parse(urlencode(pairs).encode()), "ana", KEY, STANDING)


def test_a_form_comes_back_whole() -> None:
    got = read(*sealed(FORM), *GOOD)
    assert got == Submitted("raise", {"words": "hello", "urgency": "now", "readers": "wren,ode"}, "once-1", "tok")


def test_another_act_takes_along_what_is_there_even_if_something_is_missing() -> None:
    got = read(*sealed(FORM), ("once", "o"), ("token", ""), ("f.words", ""), ("via", "keep"))
    assert got == Submitted("raise", {"words": "", "urgency": "", "readers": ""}, "o", "", "keep")


def test_ticking_nobody_is_an_answer() -> None:
    got = read(*sealed(FORM), *GOOD[:4])
    assert isinstance(got, Submitted)
    assert got.values["readers"] == ""


@pytest.mark.parametrize(
    ("pairs", "key"),
    [
        ((*sealed(FORM), *GOOD, ("f.extra", "x")), "set-refused-unknown"),
        ((*sealed(FORM), *GOOD, ("extra", "x")), "set-refused-unknown"),
        ((*sealed(FORM), *GOOD[:2], *GOOD[3:]), "set-refused-missing"),
        ((*sealed(FORM), *GOOD, ("f.words", "twice")), "set-refused-missing"),
        ((*sealed(FORM), *GOOD[1:]), "set-refused-missing"),
        ((*sealed(FORM), *GOOD[:3], *GOOD[4:]), "set-refused-missing"),
        ((*sealed(FORM), *GOOD[:2], ("f.words", " "), *GOOD[3:]), "set-refused-missing"),
        ((*sealed(FORM), *GOOD[:2], ("f.words", "x" * 11), *GOOD[3:]), "set-refused-long"),
        ((*sealed(FORM), *GOOD[:3], ("f.urgency", "never drawn")), "set-refused-forged"),
        ((*sealed(FORM), *GOOD, ("f.readers", "pia")), "set-refused-forged"),
        ((*sealed(FORM), *GOOD, ("f.readers", "ode")), "set-refused-forged"),
        ((*sealed(FORM), *GOOD, ("via", "erase")), "set-refused-forged"),
        ((*sealed(FORM), ("once", "x" * 65), *GOOD[1:]), "set-refused-forged"),
        ((*sealed(FORM), GOOD[0], ("token", "t" * 52), *GOOD[2:]), "set-refused-forged"),
        ((*sealed(FORM, "someone else"), *GOOD), "set-refused-forged"),
        ((*sealed(FORM)[:3], ("seal", "0" * 64), *GOOD), "set-refused-forged"),
        ((*sealed(FORM)[:3], ("seal", "\u00e9"), *GOOD), "set-refused-forged"),
        ((*sealed(PAGE), ("press", "erase t1")), "set-refused-forged"),
        ((*sealed(PAGE), ("press", f"open {'t' * 52}")), "set-refused-forged"),
        ((("act", "message"), ("as", "ana"), ("press", "m1 erase t1")), "set-refused-gone"),
        ((("act", "message"), ("as", "ana"), ("press", "m1 open t2")), "set-refused-gone"),
        ((("act", "message"), ("as", "ana"), ("press", "m2 open t1")), "set-refused-gone"),
        ((("act", "message"), ("as", "ana"), ("press", "")), "set-refused-gone"),
        ((("act", "command"), ("name", "sudo")), "set-refused-unknown"),
        ((("act", "drop"), ("kind", "bomb")), "set-refused-unknown"),
        ((("act", "nothing we know"),), "set-refused-unknown"),
        ((("act", "home"), ("act", "home")), "set-refused-missing"),
        ((("act", "write"), ("words", "  ")), "set-refused-missing"),
        ((), "set-refused-missing"),
    ],
)
def test_what_was_never_drawn_is_refused(pairs: tuple[tuple[str, str], ...], key: str) -> None:
    with pytest.raises(Refused) as refused:
        read(*pairs)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("pairs", "done"),
    [
        ((("act", "home"), ("as", "ana")), OpenedHome()),
        ((("act", "command"), ("name", "light")), Command("light")),
        ((("act", "message"), ("as", "ana"), ("press", "m1 open t1")), Pressed("open", "t1")),
        ((*sealed(PAGE), ("press", "open t1")), Pressed("open", "t1")),
        ((*sealed(PAGE), ("press", "open swapped")), Pressed("open", "swapped")),  # a token is for the bot to judge
        ((("act", "write"), ("words", "hello")), Wrote("text", Quoted("hello"))),
        ((("act", "write"), ("words", "/concern about somebody")), Command("concern")),
        ((("act", "write"), ("words", "/dance")), Wrote("text", Quoted("/dance"))),
        ((("act", "change"), ("bubble", "b"), ("words", "hm")), Wrote("edit", Quoted("hm"))),
        ((("act", "change"), ("bubble", "b"), ("words", "")), Wrote("deletion", Quoted(""))),
        ((("act", "drop"), ("kind", "voice")), Wrote("voice", Quoted(""))),
    ],
)
def test_each_act_is_read(pairs: tuple[tuple[str, str], ...], done: Act) -> None:
    assert read(*pairs) == done


def test_lines_end_in_one_way_and_nothing_breaks_the_reading() -> None:
    values = parse(b"words=a%0D%0Ab%0Dc%00d%FF&act=write")
    assert values.all("words") == ("a\nb\nc\ufffdd\ufffd",)


def test_a_flood_of_names_is_refused() -> None:
    with pytest.raises(Refused):
        parse("&".join(f"n{n}=x" for n in range(201)).encode())
    assert len(parse("&".join(f"n{n}=x" for n in range(200)).encode()).pairs) == 200


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(body: bytes) -> None:
    with suppress(Refused):
        act(parse(body), "ana", KEY, STANDING)


def test_nothing_typed_is_in_a_repr() -> None:
    assert "secret" not in repr(parse(b"words=secret"))
