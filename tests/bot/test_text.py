"""The words: both languages say the same, every sentence that code asks for is there, and none stands in code.

Each check reads the tree as it is, and is shown a bad sample too.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from adapters import surfaces
from bot.text.catalog import FOLDER, LANGUAGES

ROOT = Path(__file__).parents[2]
FILES = sorted({file.name for language in LANGUAGES for file in (FOLDER / language).glob("*.ftl")})
CODE = sorted(chain((ROOT / "bot").rglob("*.py"), (ROOT / "adapters").rglob("*.py")))

ANY = "[a-z0-9-]+"
Sentences = dict[str, frozenset[str]]
"""Keys, each with the arguments it takes."""


def variables(node: Any) -> Iterator[str]:
    """The arguments anywhere in a Fluent pattern."""
    if isinstance(node, fluent.VariableReference):
        yield node.id.name
    for value in vars(node).values() if isinstance(node, fluent.BaseNode) else ():
        for one in value if isinstance(value, list) else [value]:
            yield from variables(one)


def broken(text: str) -> list[str]:
    """What isn't a sentence: what Fluent can't read, and keys that stand twice."""
    entries = FluentParser(with_spans=False).parse(text).body
    junk = [entry.content or "" for entry in entries if isinstance(entry, fluent.Junk)]
    keys = Counter(entry.id.name for entry in entries if isinstance(entry, fluent.Message | fluent.Term))
    return junk + [key for key, times in keys.items() if times > 1]


def sentences(text: str) -> Sentences:
    """Every sentence of a file."""
    entries = FluentParser(with_spans=False).parse(text).body
    return {entry.id.name: frozenset(variables(entry)) for entry in entries if isinstance(entry, fluent.Message)}


def text_of(language: str, file: str) -> str:
    """A file of one language, empty if it isn't there."""
    path = FOLDER / language / file
    return path.read_text(encoding="utf-8") if path.is_file() else ""


@cache
def catalogue(language: str = "en") -> Sentences:
    """Every sentence of a language."""
    return {key: args for file in FILES for key, args in sentences(text_of(language, file)).items()}


# --- Both languages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", FILES)
def test_every_file_is_read_whole_in_every_language(language: str, file: str) -> None:
    assert text_of(language, file)
    assert broken(text_of(language, file)) == []


@pytest.mark.parametrize("file", FILES)
def test_both_languages_have_the_same_sentences_with_the_same_arguments(file: str) -> None:
    assert sentences(text_of("en", file)) == sentences(text_of("es", file))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_in_two_files(language: str) -> None:
    keys = Counter(key for file in FILES for key in sentences(text_of(language, file)))
    assert [key for key, times in keys.items() if times > 1] == []


def test_control_a_missing_sentence_or_argument_is_seen() -> None:
    english = "one = One { $a }\ntwo = { $count ->\n    [1] { $b }\n   *[other] more\n}\n"
    assert sentences(english) == {"one": frozenset({"a"}), "two": frozenset({"count", "b"})}
    assert sentences("one = Uno\n") != sentences("one = Uno { $a }\n")
    assert broken("one = One\none = Again\n") == ["one"]
    assert broken("one = { $a\n")


# --- What code asks for -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """One call for a sentence: the keys it may mean, as a pattern, and the arguments it gives; None if unknown."""

    pattern: str
    given: frozenset[str] | None

    def missing(self, known: Sentences) -> list[str]:
        """What isn't there: the sentence itself, or arguments of each one that it may mean."""
        meant = [args for key, args in known.items() if re.fullmatch(self.pattern, key)]
        given = self.given
        if not meant:
            return [self.pattern]
        if given is None or any(args <= given for args in meant):
            return []
        return sorted(min(meant, key=lambda args: len(args - given)) - given)


def patterns(node: ast.expr) -> list[str]:
    """The keys that an expression can become; nothing for a variable."""
    match node:
        case ast.Constant(value=str(key)):
            return [re.escape(key)]
        case ast.JoinedStr(values=parts):
            return [
                "".join(re.escape(str(one.value)) if isinstance(one, ast.Constant) else "[a-z0-9-]+" for one in parts)
            ]
        case ast.IfExp(body=first, orelse=second):
            return patterns(first) + patterns(second)
        case _:
            return []


def asked(source: str) -> Iterator[Asked]:
    """Every call of something named `say` in a source."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and _name(node.func) == "say":
            known = all(one.arg for one in node.keywords)
            given = frozenset(one.arg for one in node.keywords if one.arg) if known else None
            yield from (Asked(pattern, given) for pattern in patterns(node.args[0]))


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sentence_that_code_asks_for_is_there(path: Path) -> None:
    wrong = {one.pattern: found for one in asked(path.read_text()) if (found := one.missing(catalogue()))}
    assert wrong == {}


def test_control_a_sentence_that_is_not_there_is_seen() -> None:
    known: Sentences = {"desk-one": frozenset({"alias"}), "desk-2": frozenset()}
    source = (
        "say('desk-one')\nself.say('desk-one', alias=a)\nsay(f'desk-{x}', **more)\nsay('desk-4' if x else 'desk-2')"
    )
    found = [one.missing(known) for one in asked(source)]
    assert found == [["alias"], [], [], ["desk\\-4"], []]
    assert next(asked("say(f'page-{x}')")).missing(known) == [f"page\\-{ANY}"]


def unused(keys: Sentences, sources: list[str]) -> list[str]:
    """The sentences that no string in any of these sources can mean."""
    every = re.compile("|".join(sorted(set(chain.from_iterable(map(meant, sources))))))
    return [key for key in keys if not every.fullmatch(key)]


def meant(source: str) -> Iterator[str]:
    """The keys that the strings of a source can mean; a key all of variables begins with a word of that source."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant | ast.JoinedStr)]
    found = {pattern for node in nodes for pattern in patterns(node)}
    words = [re.escape(word) for word in map(str, _strings(ast.parse(source))) if re.fullmatch("[a-z]+", word)]
    for pattern in found:
        if re.search("[a-z]{3}", pattern.replace(ANY, "")):
            yield pattern
        elif pattern.startswith(f"{ANY}\\-"):
            yield from (word + pattern.removeprefix(ANY) for word in words)


def test_no_sentence_is_left_over() -> None:
    assert unused(catalogue(), [path.read_text() for path in CODE]) == []


def test_control_a_left_over_sentence_is_seen() -> None:
    keys: Sentences = {"desk-one": frozenset(), "desk-two": frozenset()}
    assert unused(keys, ["say('desk-one')"]) == ["desk-two"]
    assert unused(keys, ["say(f'desk-{x}')"]) == []
    assert unused(keys, ["list_of('page'); say(f'{x}-{y}')"]) == ["desk-one", "desk-two"]
    assert unused(keys, ["list_of('desk'); say(f'{x}-{y}')"]) == []


# --- How it is said ---------------------------------------------------------------------------------------------------

NEVER_SAID = re.compile(
    r"!|¡|[\U0001F300-\U0001FAFF\u2600-\u27BF]|\b(?:why|are you sure|allegedly|calm down)\b"
    r"|\b(?:por qué|seguro que|presunt\w+|cálmate)\b",
    re.IGNORECASE,
)


def loud(text: str) -> list[str]:
    """What isn't calm and plain in a file of sentences; comments aside."""
    said = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return [match[0] for match in NEVER_SAID.finditer(said)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", FILES)
def test_nothing_is_said_loudly(language: str, file: str) -> None:
    assert loud(text_of(language, file)) == []


@pytest.mark.parametrize("text", ["a = Great!", "a = Are you sure?", "a = Why?", "a = ¿Por qué?", "a = \U0001f600"])
def test_control_a_loud_sentence_is_heard(text: str) -> None:
    assert loud(text)
    assert loud("# why!\na = Plain, and whyever.") == []


READERS_FILES = ("reader.ftl", "rota.ftl", "office.ftl", "scenes.ftl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readers_buttons_titles_and_labels_fit(language: str) -> None:
    limits = {
        "-press-": surfaces.LONGEST_LABEL,
        "-title": surfaces.LONGEST_TITLE,
        "-label-": surfaces.LONGEST_FIELD_LABEL,
    }
    for line in chain.from_iterable(text_of(language, file).splitlines() for file in READERS_FILES):
        key, _, words = line.partition(" = ")
        for part, limit in limits.items():
            if part in key and not key.endswith("-not-kept"):
                assert len(words) <= limit, key


# --- No sentence in code ----------------------------------------------------------------------------------------------

TEXTS = {"title", "label", "text", "caption", "when", "hint", "submit", "spoken", "notice", "problem"}
SURFACES = {
    name: [field.name for field in fields(kind)]
    for name, kind in vars(surfaces).items()
    if isinstance(kind, type) and hasattr(kind, "__dataclass_fields__")
}
SENTENCE = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]+")


def spoken_in_code(source: str) -> list[str]:
    """The strings in a source that would be shown: sentences anywhere in a surface, any word as one of its texts."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (_name(node.func) in SURFACES or _name(node.func) == "replace"):
            texts = list(_texts(node))
            within = [] if _name(node.func) == "replace" else _strings(node)
            found += [text for text in _plain(texts) if re.search(r"[^\W\d_]", text)]
            found += [text for text in within if SENTENCE.search(text)]
    return found


def _texts(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a surface that are shown as they are."""
    names = SURFACES.get(_name(call.func), [])
    yield from (value for name, value in zip(names, call.args, strict=False) if name in TEXTS)
    yield from (one.value for one in call.keywords if one.arg in TEXTS)


def _plain(nodes: list[ast.expr]) -> Iterator[str]:
    """The strings that these expressions are or choose between; what a call gives is looked up elsewhere."""
    for node in nodes:
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr(values=parts):
                yield from _plain(parts)
            case ast.IfExp(body=first, orelse=second):
                yield from _plain([first, second])
            case ast.BoolOp(values=parts):
                yield from _plain(parts)
            case ast.BinOp(left=first, right=second):
                yield from _plain([first, second])


def _strings(node: ast.AST) -> list[str]:
    return [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_stands_in_code(path: Path) -> None:
    assert spoken_in_code(path.read_text()) == []


@pytest.mark.parametrize(
    "source",
    [
        "Say('Left for them.')",
        "s.Page(title, (Say(say('x') if y else 'Nothing here'),))",
        "Button('r-open', 'Open')",
        "Button('r-open', label='Open', spoken=f'Open {alias}')",
        "Facts((('How soon', value),))",
        "replace(form, problem='Empty')",
        "Choice('until', say('x'), (('1', 'in an hour'),), '1')",
        "Card(say('x') or 'Ghostlight', title='Desk' + alias)",
    ],
)
def test_control_a_sentence_in_code_is_seen(source: str) -> None:
    assert spoken_in_code(source)


def test_control_keys_and_names_are_no_sentences() -> None:
    source = (
        "Form('r-take', alias, (Say(say('desk-x')),), (Choice('until', say('y'), a, b),), say('z'), once, problem='')"
    )
    assert spoken_in_code(source) == []
    assert spoken_in_code("Button('r-open', say('a'), token, f'{a}: {b}')") == []
