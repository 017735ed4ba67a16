"""Opens the files inside a workbook without believing what it says about itself.

Sizes are counted while unpacking, since a hostile archive lies about them; XML is read without document types, so that
no entity can grow and none can point at a file or an address of this machine. Both without a library: expat reads, and
refuses at the first sign of a document type.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from typing import IO, Final, Protocol
from xml.parsers import expat

from bot.schedules.limits import DEEPEST, LARGEST_PART, MOST_PARTS
from bot.schedules.shape import Code, Fault, Faulty

_PIECE: Final = 64 * 1024
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)


def whole(code: Code) -> Faulty:
    """A fault of the file as a whole."""
    return Faulty(Fault(0, 0, code))


class Archive:
    """The parts of a workbook. Everything that is wrong with them is a `Faulty`."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except _BROKEN:
            raise whole(Code.broken) from None
        self.names = frozenset(self._zip.namelist())
        if len(self._zip.infolist()) > MOST_PARTS:
            raise whole(Code.unpacks_too_large)

    def parse(self, name: str, reader: Elements) -> None:
        """Read one part to its end."""
        info = self._zip.getinfo(name)
        if info.flag_bits & 0x1:
            raise whole(Code.locked)
        parser = _parser(reader)
        try:
            with self._zip.open(info) as part:
                self._feed(part, parser)
        except (expat.ExpatError, *_BROKEN):
            raise whole(Code.broken) from None

    def _feed(self, part: IO[bytes], parser: expat.XMLParserType) -> None:
        size = 0
        while piece := part.read(_PIECE):
            size += len(piece)
            if size > LARGEST_PART:
                raise whole(Code.unpacks_too_large)
            parser.Parse(piece, False)  # noqa: FBT003 - expat's own signature
        parser.Parse(b"", True)  # noqa: FBT003 - likewise


class Elements(Protocol):
    """What is told of each element, by its name without prefix."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def text(self, text: str) -> None:
        """Some of its text."""

    def end(self, name: str) -> None:
        """It ends."""


def _parser(reader: Elements) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise whole(Code.unsafe)
        reader.start(_plain(name), {_plain(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(_plain(name))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = reader.text
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise whole(Code.unsafe)


def _plain(name: str) -> str:
    """A name without its namespace: `r:id` and `id` don't meet in the elements that are read here."""
    return name.rpartition(" ")[2]
