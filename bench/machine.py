"""What this machine is: a ratio needs no such facts, whoever reads the numbers does."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator
from pathlib import Path


def facts(folder: Path) -> dict[str, str]:
    """Processor, cores, Python, SQLite, and the file system that holds the bench's files."""
    return {
        "processor": processor(),
        "cores": str(os.cpu_count() or "?"),
        "busy before": f"{os.getloadavg()[0]:.1f} (load average of the last minute)",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "file system": file_system(folder),
    }


def processor() -> str:
    """The processor's name as Linux gives it, else as Python does."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def file_system(folder: Path) -> str:
    """The type of the file system a folder is on: the longest mount point that holds it."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return "not known"
    where = folder.resolve()
    held = [(len(point), kind) for point, kind in _mounted(mounts.read_text(encoding="utf-8")) if _holds(point, where)]
    return max(held, default=(0, "not known"))[1]


def _mounted(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        _, point, kind, *_ = line.split()
        yield point, kind


def _holds(point: str, where: Path) -> bool:
    return where.is_relative_to(point)
