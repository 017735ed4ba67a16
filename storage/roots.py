"""The two root keys, each in a file of its own: either alone can't join a concern to a person.

A root file holds one line: `ghostlight-root 1 KIND EPOCH BASE64`. The kind stands in the file, so that two swapped
paths are refused instead of used.
"""

from __future__ import annotations

import base64
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.envelope import KEY_BYTES, Key
from storage.errors import UnsafeSetting

Kind = Literal["content", "route"]
_FORMAT: Final = "ghostlight-root 1"
_NO_FILE: Final = (
    "if there are data already, put your copy back, since new keys open nothing old; "
    "else make one with `ghostlight key new`"
)


@dataclass(frozen=True, slots=True)
class Roots:
    """What is derived from the two roots. The roots themselves are not kept in memory."""

    content_wrap: Key = field(repr=False)
    route_wrap: Key = field(repr=False)
    lookup: bytes = field(repr=False)
    token: bytes = field(repr=False)


def new_root(path: Path, kind: Kind, epoch: int = 1) -> None:
    """Write a fresh root key, readable by its owner only. Raises UnsafeSetting if the file is there already."""
    line = f"{_FORMAT} {kind} {epoch} {base64.b64encode(os.urandom(KEY_BYTES)).decode()}\n"
    fresh = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    try:
        _write(fresh, line)
        os.link(fresh, path)  # whole or not at all: a kill leaves no half key that is refused at every later start
    except FileExistsError:
        raise UnsafeSetting(f"{kind} root: the file is there already, and a root key is never overwritten") from None
    finally:
        fresh.unlink(missing_ok=True)
    _sync(path.parent)


def _write(path: Path, line: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Without it a power cut may take the name of a file that is kept, and with it all that its key sealed."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def load_roots(content: Path, route: Path, *, apart_from: tuple[Path, ...] = ()) -> Roots:
    """Read both roots. Raises UnsafeSetting with every fault found: readable by others, equal, swapped, misplaced.

    `apart_from` are the folders that are copied away as backups (data, keys): a root inside one of them would travel
    with what it protects.
    """
    first, second, faults = _both(content, route, apart_from)
    if faults or not first or not second:
        raise UnsafeSetting("; ".join(faults))
    return derive(first, second)


def faults_of(content: Path, route: Path, *, apart_from: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """Everything for which `load_roots` would refuse them, each as a sentence; none if they are fit to use."""
    return tuple(_both(content, route, apart_from)[2])


def fingerprint(content: Path, route: Path) -> str:
    """A short mark of both roots, from which nothing of them can be learnt: the same files give the same mark.

    Raises UnsafeSetting if one of them can't be read. Who else may read the files isn't asked: a copy can lie on a
    disk that knows no owners.
    """
    joined = _read(content, "content").secret + _read(route, "route").secret
    return _hkdf(joined, "fingerprint").hex()[:16]


def _both(content: Path, route: Path, apart_from: tuple[Path, ...]) -> tuple[Key | None, Key | None, list[str]]:
    first, faults = _looked_at(content, "content", apart_from)
    second, more = _looked_at(route, "route", apart_from)
    faults += more
    if first and second and first.secret == second.secret:
        faults.append("content root and route root are the same key: make two with `ghostlight key new`")
    return first, second, faults


def derive(content: Key, route: Key) -> Roots:
    """Derive the keys in use from both roots, by HKDF-SHA256 with one label each."""
    return Roots(
        content_wrap=Key(_hkdf(content.secret, "wrap"), content.epoch),
        route_wrap=Key(_hkdf(route.secret, "wrap"), route.epoch),
        lookup=_hkdf(content.secret, "lookup"),
        token=_hkdf(route.secret, "token"),
    )


def _hkdf(secret: bytes, label: str) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=f"ghostlight 1 {label}".encode()).derive(secret)


def _looked_at(path: Path, kind: Kind, apart_from: tuple[Path, ...]) -> tuple[Key | None, list[str]]:
    """The key, if it can be read, and everything that is wrong with its file."""
    if not path.is_file():
        return None, [f"{kind} root: no key file there; {_NO_FILE}"]
    faults = _faults_of(path, kind, apart_from)
    try:
        return _read(path, kind), faults
    except OSError:
        return None, [*faults, f"{kind} root: the file can't be read"]
    except UnsafeSetting as fault:
        return None, [*faults, str(fault)]


def _faults_of(path: Path, kind: Kind, apart_from: tuple[Path, ...]) -> list[str]:
    mode, faults = path.stat().st_mode, []
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        faults.append(f"{kind} root: others can read the file; `chmod 600` it")
    if any(path.resolve().is_relative_to(folder.resolve()) for folder in apart_from):
        faults.append(f"{kind} root: it lies inside the data or keys folder; move it out, or a backup takes it along")
    return faults


def _read(path: Path, kind: Kind) -> Key:
    words = path.read_text(encoding="ascii", errors="replace").split()
    if len(words) != 5 or " ".join(words[:2]) != _FORMAT or not words[3].isdigit():
        raise UnsafeSetting(f"{kind} root: this is no root key file of Ghostlight")
    if words[2] != kind:
        raise UnsafeSetting(f"{kind} root: this file holds the {words[2]} root; the two paths are swapped")
    try:
        secret = base64.b64decode(words[4], validate=True)
    except ValueError:
        secret = b""
    if len(secret) != KEY_BYTES or int(words[3]) >= 2**64:
        raise UnsafeSetting(f"{kind} root: the key in the file is damaged")
    return Key(secret, int(words[3]))
