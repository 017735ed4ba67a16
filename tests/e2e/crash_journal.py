"""What a life was told, in a file of its own: every line is on disk before anything else happens."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from adapters.interface import Act, Pressed, Submitted


class Journal:
    """The file, to be written."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, what: str, step: str = "", **facts: Any) -> None:
        """Write a line and wait until it is on disk."""
        line = json.dumps({"what": what, "step": step} | facts) + "\n"
        os.write(self._file, line.encode())
        os.fsync(self._file)


@dataclass(slots=True)
class Past:
    """What a journal says: what was begun, what its answer said, what is over without one, and how late it is."""

    begun: dict[str, dict[str, Any]] = field(default_factory=dict)
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    over: set[str] = field(default_factory=set)
    clock: datetime | None = None
    steps: int = 0

    def is_done(self, step: str) -> bool:
        """Whether nothing more happens at this step."""
        return step in self.told or step in self.over


def read(file: Path) -> Past:
    """Read a journal; a last line that a kill cut short doesn't count."""
    past = Past()
    for raw in file.read_text().splitlines() if file.exists() else ():
        line = json.loads(raw)
        match line["what"]:
            case "clock":
                past.clock = datetime.fromisoformat(line["at"])
            case "begun":
                past.begun.setdefault(line["step"], line)
            case "told":
                past.told[line["step"]] = line
            case "end":
                past.steps = line["steps"]
            case "over":
                past.over.add(line["step"])
    return past


def written(act: Act) -> dict[str, Any]:
    """A gesture as the journal has it."""
    match act:
        case Pressed():
            return {"action": act.action, "token": act.token}
        case Submitted():
            values = dict(act.values)
            return {"form": act.form, "values": values, "once": act.once, "token": act.token, "via": act.via}
        case _:
            raise ValueError("a life presses and submits")


def gesture(raw: Mapping[str, Any]) -> Act:
    """The very same gesture again, as somebody makes it who got no answer."""
    return Submitted(**raw) if "form" in raw else Pressed(**raw)
