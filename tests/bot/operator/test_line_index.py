"""Each part of a TOML text is found on its own line, however it is written."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.operator.line_index import LineIndex, Path
from tests.bot.operator.files import TEXT

ODD = '''# a comment with = and [brackets]
top = 1
"quoted.key" = "a # no comment"   # 3
a.b.c = """
many
lines \\" = 5 """                # 4 to 6
literal = \'\'\'
x = "1" \'\'\'
list = [ # 9
    1, [2,
    3], { x = 1, "y z" = [
        4 ] },
]
[one.two]                        # 14
three = 2027-03-04
[[many]]
x = 1
[many.inner]
y = 2
[[many]]                         # 20
x = 2
[[many.deeper]]
z = 3
[[many.deeper]]
z = 4
'''
WHERE: dict[Path, int] = {
    ("top",): 2,
    ("quoted.key",): 3,
    ("a", "b", "c"): 4,
    ("literal",): 7,
    ("list",): 9,
    ("list", 0): 10,
    ("list", 1, 0): 10,
    ("list", 1, 1): 11,
    ("list", 2, "x"): 11,
    ("list", 2, "y z"): 11,
    ("list", 2, "y z", 0): 12,
    ("one", "two"): 14,
    ("one", "two", "three"): 15,
    ("many",): 16,
    ("many", 0, "x"): 17,
    ("many", 0, "inner", "y"): 19,
    ("many", 1): 20,
    ("many", 1, "x"): 21,
    ("many", 1, "deeper", 1, "z"): 25,
}


def test_odd_ways_to_write_are_found_on_their_lines() -> None:
    index = LineIndex(ODD)
    assert {path: index.of(path) for path in WHERE} == WHERE


def test_the_same_text_with_other_line_ends() -> None:
    index = LineIndex(ODD.replace("\n", "\r\n"))
    assert {path: index.of(path) for path in WHERE} == WHERE


def test_what_is_missing_is_said_where_its_table_begins() -> None:
    assert LineIndex(ODD).of(("one", "two", "nothing", 3)) == 14
    assert LineIndex(ODD).of(("nothing",)) == 1


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every path within a value."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield from paths(one, (*path, name))


def test_every_part_of_the_example_is_known_by_its_own_line() -> None:
    lines = TEXT.splitlines()
    index = LineIndex(TEXT)
    for path in paths(tomllib.loads(TEXT)):
        named = [part for part in path if isinstance(part, str)]
        if named:
            line = lines[index.of(path) - 1]
            assert named[-1] in line or isinstance(path[-1], int), (path, line)


_words = st.text(st.characters(codec="utf-8", exclude_characters="\x7f", min_codepoint=32), max_size=8)
_values = st.recursive(st.integers() | st.booleans() | _words, lambda inner: st.lists(inner, max_size=3), max_leaves=6)


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@given(st.dictionaries(_words, _values, max_size=6), st.integers(0, 3))
def test_keys_of_any_kind_stand_where_they_were_written(table: dict[str, Any], gap: int) -> None:
    text = ("\n" * gap).join(f"{_written(key)} = {_written(value)}\n" for key, value in table.items())
    assert tomllib.loads(text) == table
    index = LineIndex(text)
    assert [index.of((key,)) for key in table] == [1 + at * (gap + 1) for at in range(len(table))]


def test_control_a_line_too_many_is_seen() -> None:
    index = LineIndex("\n" + ODD)
    assert {path: index.of(path) for path in WHERE} == {path: line + 1 for path, line in WHERE.items()}
