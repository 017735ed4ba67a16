"""Sealed payloads: a schema version, then JSON of a frozen dataclass.

Readers for old versions stay: a field that is added later has a default, and a change that a default can't carry gets
a new version with a `reading` step here. Migrations never open an envelope.
"""

from __future__ import annotations

from typing import Final, Generic, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config
from pydantic_core import PydanticSerializationError

from storage.errors import NotKept, NotOurs

T = TypeVar("T")
_VERSION: Final = 1


class Codec(Generic[T]):
    """Write and read one kind of payload. `load` raises NotOurs, and shows nothing of it, if it doesn't fit."""

    def __init__(self, kind: type[T]) -> None:
        self._adapter = TypeAdapter(with_config(ConfigDict(hide_input_in_errors=True))(kind))
        self._last: dict[bytes, tuple[bytes, T]] = {}

    def dump(self, payload: T) -> bytes:
        """Version byte and JSON. Raises NotKept for what no reader could load again: a lone surrogate, a wrong type."""
        try:
            return bytes((_VERSION,)) + self._adapter.dump_json(payload, warnings="error")
        except PydanticSerializationError:
            raise NotKept("payload") from None

    def load(self, raw: bytes) -> T:
        """Undo `dump`."""
        if raw[:1] != bytes((_VERSION,)):
            raise NotOurs
        try:
            return self._adapter.validate_json(raw[1:])
        except ValidationError:
            raise NotOurs from None

    def load_again(self, where: bytes, raw: bytes) -> T:
        """Undo `dump` for what is read at every step and seldom changes: parsed anew only when its bytes differ.

        Whoever calls has opened the seal each time. One payload a place stays in memory, until the next one.
        """
        last = self._last.get(where)
        if last is None or last[0] != raw:
            last = self._last[where] = (raw, self.load(raw))
        return last[1]
