"""The two root keys: made once, copied, and the copy read back, because nothing opens without them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from bot.settings import Settings
from storage import roots
from storage.errors import UnsafeSetting

_READ_BACK: Final = ".read-back"


class KeyTrouble(Exception):
    """Something can't be done with root keys; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """That a copy of today's root keys was read back, and on which day."""

    on: date


def make(settings: Settings) -> tuple[Path, Path]:
    """Make both root keys and give their paths. Raises KeyTrouble if one of them is there: none is overwritten."""
    paths = settings.content_key, settings.route_key
    there = [path for path in paths if path.exists()]
    if there:
        raise KeyTrouble(f"{there[0]} is there already, and a root key is never overwritten. Nothing was made.")
    _refuse_inside(settings, *(path.parent for path in paths))
    for path, kind in ((paths[0], "content"), (paths[1], "route")):
        _make_folder(path.parent)
        roots.new_root(path, "content" if kind == "content" else "route")
    return paths


def copy(settings: Settings, folder: Path) -> tuple[Path, ...]:
    """Copy both root keys into a folder. The same copy twice is fine; another file of that name is never replaced."""
    _refuse_faults(settings)
    _refuse_inside(settings, folder)
    if folder.resolve() in (settings.content_key.parent.resolve(), settings.route_key.parent.resolve()):
        raise KeyTrouble("This folder holds the root keys themselves. A copy belongs on another disk or machine.")
    _make_folder(folder)
    return tuple(_copied(path, folder / path.name) for path in (settings.content_key, settings.route_key))


def read_back(settings: Settings, folder: Path, today: date) -> None:
    """Compare the copy in a folder with the root keys, and remember the day. Raises KeyTrouble if they differ."""
    _refuse_faults(settings)
    copies = folder / settings.content_key.name, folder / settings.route_key.name
    if copies[0].resolve() == settings.content_key.resolve():
        raise KeyTrouble("This folder holds the root keys themselves, not a copy of them.")
    mine = roots.fingerprint(settings.content_key, settings.route_key)
    try:
        same = roots.fingerprint(*copies) == mine
    except (UnsafeSetting, OSError):
        raise KeyTrouble(f"There is no whole copy in {folder}. Make one: ghostlight key copy {folder}") from None
    if not same:
        raise KeyTrouble(
            f"What lies in {folder} are other keys than these. Keep both until you know which open your data, "
            "and copy these to another folder."
        )
    _write(_note_beside(settings), f"{mine} {today.isoformat()}\n")


def last_read_back(settings: Settings) -> ReadBack | None:
    """When a copy of these very keys was last read back; None if never."""
    try:
        mark, day = _note_beside(settings).read_text(encoding="ascii").split()
        same = mark == roots.fingerprint(settings.content_key, settings.route_key)
        return ReadBack(date.fromisoformat(day)) if same else None
    except (OSError, ValueError, UnsafeSetting):
        return None


def _note_beside(settings: Settings) -> Path:
    return settings.content_key.with_name(settings.content_key.name + _READ_BACK)


def _refuse_faults(settings: Settings) -> None:
    if faults := settings.root_faults():
        raise KeyTrouble("; ".join(faults))


def _refuse_inside(settings: Settings, *folders: Path) -> None:
    for away in settings.copied_away:
        if any(folder.resolve().is_relative_to(away.resolve()) for folder in folders):
            raise KeyTrouble("Root keys don't belong in the data or keys folder: a backup would take them along.")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise KeyTrouble(f"{folder} can't be made; look at its owner, and that it isn't mounted read-only") from None


def _copied(source: Path, target: Path) -> Path:
    content = source.read_text(encoding="ascii")
    if target.exists() and target.read_text(encoding="ascii", errors="replace") != content:
        raise KeyTrouble(f"{target} is another file, and nothing is overwritten. Choose an empty folder.")
    if not target.exists():
        _write(target, content)
    return target


def _write(target: Path, content: str) -> None:
    """Readable by its owner only, and on the disk when this returns."""
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        raise KeyTrouble(f"{target} can't be written; look at its folder's owner, and that it can be written") from None
