"""How the code is written (STYLE), where a linter has no rule for it; each check is shown a bad sample too."""

from __future__ import annotations

import ast
import io
import re
import statistics
import subprocess
import tokenize
from functools import cache
from pathlib import Path, PurePath
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = {"adapters", "bot", "escalation", "storage"}
# A migration is a list of steps that is written once and never read as code again.
MIGRATIONS = "storage/migrations/*/*.py"

LONGEST_FUNCTION, MEDIAN_FUNCTION, LONGEST_FILE = 40, 8, 300

EMPTY_NAMES = {"base", "common", "helper", "helpers", "manager", "managers", "util", "utils"}

# Words that judge a person before anybody has listened, or make a case of them (DOMAIN, the words of a set).
NEVER = re.compile(r"(?<![a-z])(victim|accuser|allegation|ticket|incident)s?(?![a-z])")
# Slack's socket is opened with a thing of that name; tests hold the words in order to look for them.
MAY_SAY_THEM = ("adapters/slack/", "tests/")

OF_ONE_MACHINE = re.compile(
    r"(?<![\w.-])/" + r"work/"
    r"|(?<![\w-])--?(extra-)?index-" + r"url\b"
    r"|(?<![\w-])--find-" + r"links\b"
    r"|(https?|file)://\S+/" + r"simple\b"
)


@cache
def tracked() -> tuple[PurePath, ...]:
    """Give every file that is or would be in the repository, from its top."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = {PurePath(name) for name in listed.stdout.split("\0") if name}
    return tuple(sorted(path for path in paths if (ROOT / path).is_file()))


@cache
def text_of(path: PurePath) -> str:
    """Give a tracked file's text, nothing if it is a picture."""
    content = (ROOT / path).read_bytes()
    return "" if b"\0" in content else content.decode()


def sources() -> list[PurePath]:
    """Give the product's own Python files, without the migrations."""
    return [
        path for path in tracked() if path.suffix == ".py" and path.parts[0] in ROOMS and not path.match(MIGRATIONS)
    ]


# --- Functions --------------------------------------------------------------------------------------------


class Function(NamedTuple):
    """A function, where it begins, how many lines it takes, and whether it does anything."""

    name: str
    line: int
    length: int
    is_promise: bool


def functions(source: str) -> list[Function]:
    """Measure each function from `def` on, without docstrings, blank lines and comments."""
    tree = ast.parse(source)
    counted = _lines_of_code(source) - _docstring_lines(tree)
    return [
        Function(node.name, node.lineno, len(counted & _span(node)), _is_promise(node))
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _lines_of_code(source: str) -> set[int]:
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    blank = {number for number, line in enumerate(source.splitlines(), 1) if not line.strip()}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        line for token in tokens if token.type not in silent for line in range(token.start[0], token.end[0] + 1)
    } - blank


def _docstring_lines(tree: ast.AST) -> set[int]:
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    nodes = [node for node in ast.walk(tree) if isinstance(node, documented)]
    return {line for node in nodes if ast.get_docstring(node) is not None for line in _span(node.body[0])}


def _span(node: ast.stmt) -> set[int]:
    return set(range(node.lineno, (node.end_lineno or node.lineno) + 1))


def _is_promise(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A protocol's method has no body: it would make the median look better than the code is."""
    return all(isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant) for step in node.body)


def too_long(source: str) -> list[str]:
    """Name the functions that nobody takes in at one look."""
    return [f"{f.name}, line {f.line}: {f.length}" for f in functions(source) if f.length > LONGEST_FUNCTION]


def median_length(texts: list[str]) -> float:
    """Give the median length of the functions that do something."""
    return statistics.median(f.length for text in texts for f in functions(text) if not f.is_promise)


def test_no_function_is_too_long() -> None:
    assert {str(path): found for path in sources() if (found := too_long(text_of(path)))} == {}


def test_the_median_function_is_short() -> None:
    assert median_length([text_of(path) for path in sources()]) <= MEDIAN_FUNCTION


def _function_of(lines: int) -> str:
    return "def long():\n" + "    x = 1\n" * (lines - 1)


def test_control_a_long_function_is_seen() -> None:
    assert too_long(_function_of(40)) == []
    assert too_long(_function_of(41)) == ["long, line 1: 41"]
    assert too_long("class Room:\n    async def long(self):\n" + "        x = 1\n" * 40) == ["long, line 2: 41"]
    assert median_length([_function_of(7), _function_of(9), _function_of(9)]) > MEDIAN_FUNCTION


def test_control_only_code_is_counted() -> None:
    padded = (
        'def f(\n    a,\n):\n    """Say.\n\n    More.\n    """\n\n    # why\n    b = """1\n\n    2"""\n    return b\n'
    )
    promise = 'def g():\n    """Say."""\n    ...\n'
    assert [(f.length, f.is_promise) for f in functions(padded + promise)] == [(6, False), (2, True)]


# --- Files ------------------------------------------------------------------------------------------------


def is_long(source: str) -> bool:
    """Tell whether a file is longer than anybody wants to read."""
    return source.count("\n") > LONGEST_FILE


def test_no_file_is_too_long() -> None:
    assert {str(path): text_of(path).count("\n") for path in sources() if is_long(text_of(path))} == {}


def test_control_a_long_file_is_seen() -> None:
    assert not is_long("x = 1\n" * 300)
    assert is_long("x = 1\n" * 301)


def says_nothing(path: PurePath) -> bool:
    """Tell whether a file or folder is named after no thing."""
    words = {word for part in path.parts for word in re.split(r"[^a-z]+", part.lower())}
    return bool(words & EMPTY_NAMES)


def test_every_file_is_named_after_what_is_in_it() -> None:
    assert [str(path) for path in tracked() if says_nothing(path)] == []


@pytest.mark.parametrize("name", ["bot/utils.py", "storage/key_manager.py", "adapters/common/x.py", "base.html"])
def test_control_an_empty_name_is_seen(name: str) -> None:
    assert says_nothing(PurePath(name))
    assert not says_nothing(PurePath("storage/database.py"))


def left_out(folder: Path, known: set[PurePath]) -> set[str]:
    """Give the Python files of the rooms that stand in this folder, but will be in nobody's clone."""
    here = {path.relative_to(folder) for room in ROOMS for path in (folder / room).rglob("*.py")}
    return {str(path) for path in here - known}


def test_no_file_stays_behind_in_a_clone() -> None:
    assert left_out(ROOT, set(tracked())) == set()


def test_control_an_ignored_file_is_seen(tmp_path: Path) -> None:
    (tmp_path / "storage").mkdir()
    (tmp_path / "storage" / "keys.py").touch()
    assert left_out(tmp_path, set()) == {"storage/keys.py"}
    assert left_out(tmp_path, {PurePath("storage/keys.py")}) == set()


# --- Words ------------------------------------------------------------------------------------------------


def never_said(text: str) -> set[str]:
    """Give the words found that are never used, in prose as well as within a name."""
    return {match[1] for match in NEVER.finditer(re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", text).lower())}


def test_nobody_is_judged_by_a_word() -> None:
    heard = [path for path in tracked() if not str(path).startswith(MAY_SAY_THEM)]
    assert {str(path): found for path in heard if (found := never_said(f"{path}\n{text_of(path)}"))} == {}


@pytest.mark.parametrize("text", ["Tickets", "the victim's", "incident_id", "newTicket", "AccuserPage", "ALLEGATION"])
def test_control_a_judging_word_is_seen(text: str) -> None:
    assert never_said(text)
    assert not never_said("incidental coincidence, victimless, ticketing")


# --- Nothing of one machine -------------------------------------------------------------------------------


def of_one_machine(text: str) -> list[str]:
    """Give what works only where it was written: a path of that machine, or where it gets its packages."""
    return [match[0] for match in OF_ONE_MACHINE.finditer(text)]


def test_no_file_names_the_machine_it_was_written_on() -> None:
    assert {str(path): found for path in tracked() if (found := of_one_machine(text_of(path)))} == {}


@pytest.mark.parametrize(
    "text",
    ["cd {}work/main", "--index-{}url x", "--extra-index-{}url=x", "--find-{}links /x", "https://a.example/{}simple/x"],
)
def test_control_a_machine_is_seen(text: str) -> None:
    assert of_one_machine(text.format("/" if text.startswith("cd") else ""))
    assert not of_one_machine("--no-emit-index-" + "url, make it simple, art/" + "work/")
