"""Where in an adapter something went wrong, for a log: never an error's text, which may carry words."""

from __future__ import annotations

from pathlib import Path
from traceback import walk_tb
from typing import Final

from adapters.interface import DeliveryFailed

_ADAPTERS: Final = Path(__file__).parent


def where(error: BaseException) -> str:
    """The kind of an error, our own code if it has one, and the last line of an adapter that it passed.

    What lies behind the adapters is not named: it would say what somebody was doing just then.
    """
    passed = ((Path(frame.f_code.co_filename), line) for frame, line in walk_tb(error.__traceback__))
    ours = [f" at {file.name}:{line}" for file, line in passed if file.is_relative_to(_ADAPTERS)]
    code = f" {error.code}" if isinstance(error, DeliveryFailed) else ""
    return f"{type(error).__name__}{code}{ours[-1] if ours else ''}"
