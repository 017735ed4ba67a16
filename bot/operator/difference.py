"""What differs between two productions' files, line by line, each line with the table it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import ndiff


def between(old: str, new: str) -> tuple[str, ...]:
    """`- ` before what the first has alone, `+ ` before what the second has alone; the revision and comments aside."""
    found = ndiff(list(_placed(old)), list(_placed(new)))
    return tuple(line for line in found if line[:2] in ("- ", "+ "))


def _placed(text: str) -> Iterator[str]:
    """Each line that says something, behind the name of its table."""
    table, number = "", 0
    for line in text.splitlines():
        if line.startswith("["):
            number = number + 1 if line.startswith("[[") else 0
            table = line.strip("[]") + (f"[{number}]" if number else "")
        elif line.strip() and table and not line.startswith("#"):
            yield f"{table}: {line.strip()}"
