"""Where each value stands in what is sent to Slack: its JSON path, with the type of whatever has one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def paths(found: Any, at: str = "") -> Iterator[tuple[str, object]]:
    """Every value with its path; a position in a list is left out, a type stands in brackets and is no value."""
    if isinstance(found, dict):
        here = f"{at}[{found['type']}]" if "type" in found and at and found["type"] != "plain_text" else at
        for name, inner in found.items():
            if name != "type":
                yield from paths(inner, f"{here}.{name}" if here else name)
    elif isinstance(found, list):
        for inner in found:
            yield from paths(inner, at)
    else:
        yield at, found
