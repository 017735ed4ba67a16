"""Marks to look for, in every disguise in which a careless program could write them down."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote, quote_plus

_SKIPPED: Final = (0, 2, 3)
"""How many of base64's first letters still hold something of 0, 1 or 2 bytes that stand before."""


@cache
def disguises(mark: str) -> dict[str, bytes]:
    """Every way the mark may stand in bytes, by the name of the way."""
    raw = mark.encode()
    texts = {
        "plain": mark,
        "lower": mark.lower(),
        "upper": mark.upper(),
        "reversed": mark[::-1],
        "hex": raw.hex(),
        "HEX": raw.hex().upper(),
        "url": quote(mark, safe=""),
        "url+": quote_plus(mark),
        "json": json.dumps(mark)[1:-1],
    }
    found = {name: text.encode() for name, text in texts.items()}
    found |= {"utf-16-le": mark.encode("utf-16-le"), "utf-16-be": mark.encode("utf-16-be")}
    return found | dict(_base64(raw)) | dict(_digests(raw))


def _base64(raw: bytes) -> Iterator[tuple[str, bytes]]:
    for before, skipped in enumerate(_SKIPPED):
        letters = base64.b64encode(b"\0" * before + raw)
        whole = letters[skipped : (before + len(raw)) // 3 * 4]
        yield f"base64 at {before}", whole
        yield f"base64url at {before}", whole.translate(bytes.maketrans(b"+/", b"-_"))


def _digests(raw: bytes) -> Iterator[tuple[str, bytes]]:
    for name in ("sha256", "sha1", "md5"):
        digest = hashlib.new(name, raw, usedforsecurity=False).digest()
        yield name, digest
        yield f"{name} in hex", digest.hex().encode()
        yield f"{name} in base64", base64.b64encode(digest).rstrip(b"=")


def found(blob: bytes, marks: Iterable[str]) -> set[tuple[str, str]]:
    """Each mark that stands in these bytes, with its disguise."""
    return {(mark, way) for mark in marks for way, look in disguises(mark).items() if look in blob}


def found_in_text(text: str, marks: Iterable[str]) -> set[tuple[str, str]]:
    """The same for a text."""
    return found(text.encode(errors="surrogatepass"), marks)


def found_raw(blob: bytes, secrets: Iterable[bytes]) -> set[bytes]:
    """Each secret that stands in these bytes: raw, in hex, or in base64."""
    return {
        one
        for one in secrets
        if any(look in blob for look in (one, one.hex().encode(), *(way for _, way in _base64(one))))
    }


def files_of(folder: Path) -> dict[str, bytes]:
    """Every byte of the data and keys folders, by file."""
    files = (path for part in ("data", "keys") for path in (folder / part).rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
