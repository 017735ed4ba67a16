"""What a look at something finds: one sentence, whether it is as it should be, and what to do if not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's. `todo` is empty where nothing has to be done, `hint` where nothing could be better."""

    what: str
    todo: str = ""
    hint: str = ""

    @property
    def is_red(self) -> bool:
        """Whether somebody has to do something."""
        return bool(self.todo)
