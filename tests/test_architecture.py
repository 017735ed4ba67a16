"""Who may know whom: the contracts of pyproject.toml hold, and each one notices when it is broken."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("adapters", "bot", "escalation", "storage")
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}

# For each contract the files that break it, each breaking no other one.
Files = dict[str, str]
BREAKS: list[tuple[str, Files]] = [
    ("layers", {"storage/probe.py": "import adapters"}),
    ("layers", {"storage/probe.py": "import bot"}),
    ("layers", {"escalation/probe.py": "import storage"}),
    ("layers", {"escalation/probe.py": "import adapters"}),
    ("layers", {"escalation/probe.py": "def late() -> None:\n    import bot"}),
    ("adapters-alone", {"adapters/probe.py": "import escalation"}),
    ("platforms", {"adapters/local/probe.py": "import adapters.discord.probe", "adapters/discord/probe.py": ""}),
    ("platforms", {"adapters/slack/probe.py": "import adapters.local.probe", "adapters/local/probe.py": ""}),
    ("pure", {"escalation/probe.py": "import typer"}),
    ("clock", {"bot/probe.py": "import apscheduler.triggers.date"}),
    ("clock", {"storage/probe.py": "import apscheduler"}),
    ("database", {"bot/probe.py": "import sqlalchemy.exc"}),
    ("database", {"adapters/probe.py": "import alembic"}),
    ("database", {"escalation/probe.py": "import psycopg"}),
    ("sealing", {"bot/probe.py": "from cryptography.fernet import Fernet"}),
    ("slack", {"adapters/local/probe.py": "import slack_sdk.web"}),
    ("slack", {"bot/probe.py": "import slack_bolt"}),
    ("discord", {"adapters/slack/probe.py": "import discord"}),
    ("circles", {"bot/probe.py": "import bot.probe_too", "bot/probe_too.py": "import bot.probe"}),
    (
        "circles",  # no file is in a circle here, but the two folders are
        {
            "storage/near/one.py": "import storage.far.one",
            "storage/far/one.py": "",
            "storage/far/two.py": "import storage.near.two",
            "storage/near/two.py": "",
        },
    ),
]
ALLOWED: Files = {
    "adapters/slack/probe.py": "import slack_bolt\nimport slack_sdk.web",
    "adapters/discord/probe.py": "import discord",
    "bot/clock.py": "import apscheduler",
    "storage/probe.py": "import cryptography\nimport sqlalchemy\nimport escalation",
    "bot/probe.py": "import adapters\nimport bot.clock\nimport escalation\nimport storage",
}


def broken_contracts(folder: Path) -> set[str]:
    """Run import-linter on the rooms in this folder, and give the ids of the contracts it finds broken."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=folder,
        env={**os.environ, "COLUMNS": "400", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = dict(re.findall(r"^(.+) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE))
    named = {contract["name"]: name for name, contract in CONTRACTS.items()}
    assert set(verdicts) == set(named), done.stdout + done.stderr
    broken = {named[name] for name, verdict in verdicts.items() if verdict == "BROKEN"}
    assert done.returncode == bool(broken), done.stdout + done.stderr
    return broken


def put(folder: Path, files: Files) -> None:
    """Write these files, making the folders on their way packages."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(text + "\n")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the four rooms and their contracts, to be broken."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_every_contract_is_kept() -> None:
    assert broken_contracts(ROOT) == set()


def test_no_contract_is_without_control() -> None:
    assert {name for name, _ in BREAKS} == set(CONTRACTS)


@pytest.mark.parametrize(("contract", "files"), BREAKS, ids=[f"{name}-{next(iter(files))}" for name, files in BREAKS])
def test_control_a_forbidden_import_breaks_exactly_its_contract(copy: Path, contract: str, files: Files) -> None:
    put(copy, files)
    assert broken_contracts(copy) == {contract}


def test_what_is_allowed_breaks_nothing(copy: Path) -> None:
    put(copy, ALLOWED)
    assert broken_contracts(copy) == set()


# --- What a contract can't say ----------------------------------------------------------------------------


def imported(source: str) -> set[str]:
    """Give the top-level names that this source imports anywhere; its own folder's files aside."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


def not_standard(source: str) -> set[str]:
    """Give what this source imports beyond the standard library and escalation itself."""
    return imported(source) - sys.stdlib_module_names - {"escalation"}


def loads_by_name(source: str) -> bool:
    """Tell whether this source imports by a name that no linter can follow."""
    calls = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    return "importlib" in imported(source) or "__import__" in calls


@pytest.mark.parametrize("path", sorted((ROOT / "escalation").rglob("*.py")), ids=lambda path: path.name)
def test_escalation_needs_the_standard_library_alone(path: Path) -> None:
    source = path.read_text()
    assert not_standard(source) == set()
    assert not loads_by_name(source)


def test_control_another_library_in_escalation_is_seen() -> None:
    late = "def late():\n    from yarl import URL"
    assert not_standard("import os.path\nfrom . import ladder\nfrom escalation import roster\n" + late) == {"yarl"}
    assert not_standard("import storage.keys") == {"storage"}
    assert loads_by_name("from importlib import import_module")
    assert loads_by_name("__import__('storage')")


def strangers(folder: Path) -> set[str]:
    """Give the platforms in this folder of adapters that the contract between platforms doesn't name."""
    named = set(re.findall(r"\w+", " ".join(CONTRACTS["platforms"]["layers"])))
    return {path.parent.name for path in folder.glob("*/__init__.py")} - named


def test_every_platform_is_in_the_contract_between_them() -> None:
    assert strangers(ROOT / "adapters") == set()


def test_control_a_new_platform_is_seen(copy: Path) -> None:
    put(copy, {"adapters/pigeon/read.py": ""})
    assert strangers(copy / "adapters") == {"pigeon"}
