"""Where each part of a TOML text stands: Python's own reader gives the values, and forgets their lines.

This one is made for text that `tomllib` has already read without complaint, so it checks nothing itself.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from typing import Final

Path = tuple[str | int, ...]
"""The way to a part: names of tables and keys, and places in lists from 0."""

_BLANK: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACES: Final = re.compile(r"[ \t]*")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_STRING: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})' r"|'''.*?'''(?:'{0,2})" r'|"(?:\\.|[^"\\])*"' r"|'[^']*'", re.DOTALL
)
_PLAIN: Final = re.compile(r"[^,\]}#\n]*")


class LineIndex:
    """The lines of a TOML text, by path."""

    def __init__(self, text: str) -> None:
        self._lines = _Walk(text).lines()

    def of(self, path: Path) -> int:
        """The line on which this begins; for what isn't there, the line of the nearest table around it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)


class _Walk:
    """One walk through the text, from the first character to the last."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._ends = [place for place, character in enumerate(text) if character == "\n"]
        self._last: dict[Path, int] = {}
        self._found: dict[Path, int] = {}

    def lines(self) -> dict[Path, int]:
        """Walk."""
        table: Path = ()
        self._over(_BLANK)
        while self._at < len(self._text):
            if self._next("["):
                table = self._header()
            else:
                self._pair(table)
            self._over(_BLANK)
        return self._found

    def _header(self) -> Path:
        width = 2 if self._next("[[") else 1
        start = self._at
        self._at += width
        *way, name = self._keys()
        self._at += width
        table = self._resolved((*way, name)) if width == 1 else self._one_more((*self._resolved(way), name), start)
        self._mark(table, start)
        return table

    def _one_more(self, several: Path, start: int) -> Path:
        self._mark(several, start)
        self._last[several] = self._last.get(several, -1) + 1
        return (*several, self._last[several])

    def _resolved(self, keys: list[str] | tuple[str, ...]) -> Path:
        """The path of these keys, where a list of tables stands for its newest one."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            if path in self._last:
                path = (*path, self._last[path])
        return path

    def _pair(self, table: Path) -> None:
        start = self._at
        path = (*table, *self._keys())
        self._mark(path, start)
        self._at += 1  # the equals sign
        self._over(_SPACES)
        self._value(path)

    def _keys(self) -> list[str]:
        keys = [self._key()]
        while self._next("."):
            self._at += 1
            keys.append(self._key())
        return keys

    def _key(self) -> str:
        self._over(_SPACES)
        quoted = self._next('"') or self._next("'")
        key = self._over(_STRING if quoted else _BARE)
        self._over(_SPACES)
        return str(tomllib.loads(f"key = {key}")["key"]) if quoted else key

    def _value(self, path: Path) -> None:
        if self._next('"') or self._next("'"):
            self._over(_STRING)
        elif self._next("["):
            self._list(path)
        elif self._next("{"):
            self._inline(path)
        else:
            self._over(_PLAIN)

    def _list(self, path: Path) -> None:
        place = 0
        while self._inside("]"):
            self._mark((*path, place), self._at)
            self._value((*path, place))
            place += 1

    def _inline(self, path: Path) -> None:
        while self._inside("}"):
            self._pair(path)

    def _inside(self, end: str) -> bool:
        """Step over the opening bracket or a comma; False, and out, where the closing one stands."""
        self._over(_BLANK)
        if self._next(end):
            self._at += 1
            return False
        self._at += 1
        self._over(_BLANK)
        if self._next(end):
            self._at += 1
            return False
        return True

    def _mark(self, path: Path, start: int) -> None:
        line = bisect_right(self._ends, start - 1) + 1
        for length in range(1, len(path) + 1):
            self._found.setdefault(path[:length], line)

    def _next(self, characters: str) -> bool:
        return self._text.startswith(characters, self._at)

    def _over(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else len(self._text)
        return found[0] if found else ""
