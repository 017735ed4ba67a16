"""What the doctor looks at on the machine: settings, root keys, folders, databases, clock, disk."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.operator import root_keys
from bot.operator.findings import Finding
from bot.settings import Settings
from storage import opening
from storage.opening import Schema, Whereabouts

LEAST_FREE: Final = 500 * 2**20
YEARS: Final = range(2026, 2100)
_SPRING: Final = datetime(2026, 7, 1, tzinfo=UTC)
_SEEN: Final[dict[Schema, tuple[str, str]]] = {
    "current": ("answers, and its schema is today's", ""),
    "missing": ("is not there yet", "run `ghostlight migrate`; `ghostlight production apply` makes it too"),
    "old": ("has an older schema", "make a backup, stop `ghostlight run`, then run `ghostlight migrate`"),
    "foreign": ("is another program's, or a newer Ghostlight's", "look at the settings, or install the newer version"),
    "unreachable": ("doesn't answer", "look whether its server runs, at its address and password, or at the file"),
}


def root_key_findings(settings: Settings) -> Iterator[Finding]:
    """Whether both root keys are fit to use, and whether a copy of them was ever read back."""
    faults = settings.root_faults()
    for fault in faults:
        yield Finding("Root keys", fault)
    if faults:
        return
    yield Finding("Root keys: both are there, apart from data and keys, and nobody else can read them")
    copied = root_keys.last_read_back(settings)
    if copied:
        yield Finding(f"Root keys: a copy was read back on {copied.on.isoformat()}")
    else:
        todo = "run `ghostlight key copy FOLDER`, take it to another place, `ghostlight key copy --verify FOLDER`"
        yield Finding("Root keys: no copy was ever read back; if this disk dies, nothing opens again", todo)


def folder_findings(settings: Settings) -> Iterator[Finding]:
    """Whether anybody else on this machine can look into the folders."""
    if settings.url:
        return
    for name, folder in (("GHOSTLIGHT_DATA", settings.data), ("GHOSTLIGHT_KEYS", settings.keys)):
        if not folder.is_dir():
            yield Finding(f"{name}: the folder is not there yet", _SEEN["missing"][1])
        elif stat.S_IMODE(folder.stat().st_mode) & 0o077:
            yield Finding(f"{name}: others on this machine can look into the folder", f"chmod 700 {folder}")
        else:
            yield Finding(f"{name}: the folder is its owner's alone")


def disk_findings(settings: Settings) -> Iterator[Finding]:
    """Whether there is room to write."""
    for name, folder in (("GHOSTLIGHT_DATA", settings.data), ("GHOSTLIGHT_KEYS", settings.keys)):
        free = shutil.disk_usage(_there(folder)).free
        room = f"{name}: {free // 2**20} MB are free"
        yield Finding(room, "" if free >= LEAST_FREE else f"make room: {LEAST_FREE // 2**20} MB at least")


def _there(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())


def database_findings(settings: Settings) -> Iterator[Finding]:
    """Whether both databases answer and have today's schema. Makes and changes nothing. Blocks."""
    for which, found in look(settings).items():
        said, todo = _SEEN[found]
        yield Finding(f"Database of {which}: {said}", todo)


def look(settings: Settings) -> dict[str, Schema]:
    """What stands where data and keys should be."""
    if not settings.url and not (settings.data.is_dir() and settings.keys.is_dir()):
        return {"data": "missing", "keys": "missing"}
    where: Whereabouts = settings.whereabouts
    return {str(which): found for which, found in opening.look(where).items()}


def clock_findings(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Whether the machine's clock can be right, and whether it knows the world's zones."""
    if now.year not in YEARS:
        yield Finding(f"Clock: it says {now.year}", "set this machine's clock, or let it follow a time server")
    elif _newest(settings.data) > now + timedelta(days=1):
        yield Finding("Clock: it says an earlier day than the data was written on", "set this machine's clock")
    else:
        yield Finding(f"Clock: it says {now.date().isoformat()}")
    yield _zones()


def _zones() -> Finding:
    try:
        offset = _SPRING.astimezone(ZoneInfo("Europe/Madrid")).utcoffset()
    except (ZoneInfoNotFoundError, OSError):
        offset = None
    known = offset == timedelta(hours=2)
    return Finding("Clock: time zones and their summer time are known" if known else "Clock: no time zones are known",
                   "" if known else "install the Python package tzdata")  # fmt: skip


def _newest(folder: Path) -> datetime:
    times = [entry.stat().st_mtime for entry in os.scandir(folder)] if folder.is_dir() else []
    return datetime.fromtimestamp(max(times, default=0), UTC)
